package web

import (
	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// harmSteps are the forms for what happened, as it turns out to have been. Their
// addresses do not say what the service is about (P10).
func harmSteps() []step {
	fields := map[string]string{"kind": "kind", "harmed": "harmed", "responsible": "responsible", "text": "text"}
	return []step{
		{path: "matter", sheet: addHarmSheet, read: readHarm, fields: fields},
		{path: "matter/{harm}/change", sheet: changeHarmSheet, read: readHarm, fields: fields},
	}
}

// harmLinks lead to these forms, for whoever works with all sides; the step is refused to the others.
func (c *caseVisit) harmLinks() []ui.Link {
	if !c.viewer.All {
		return nil
	}
	links := []ui.Link{c.link("Add a harm that came to light", "", "matter")}
	for _, h := range c.state.Harms {
		links = append(links, c.link("Correct what happened: "+lower(word(harmKinds(), h.Kind)), "", "matter", string(h.ID), "change"))
	}
	return links
}

func addHarmSheet(c *caseVisit) (sheet, error) {
	return c.harmSheet("A harm that came to light", "Put it on record", practice.Harm{})
}

func changeHarmSheet(c *caseVisit) (sheet, error) {
	h, known := c.state.Harm(practice.HarmID(c.PathValue("harm")))
	if !known {
		return sheet{}, casework.ErrNotThere
	}
	s, err := c.harmSheet("What happened was otherwise", "Correct it", h)
	s.stands = []ui.Fact{{Label: "Kind of harm", Value: word(harmKinds(), h.Kind)}, {Label: "Gender-based", Value: yesOrNo(h.GenderBased)},
		{Label: "Harmed", Value: c.names(h.Harmed)}, {Label: "Responsible", Value: c.names(h.Responsible)}}
	return s, err
}

func (c *caseVisit) harmSheet(heading, submit string, h practice.Harm) (sheet, error) {
	if !c.viewer.All {
		return sheet{}, casework.ErrNotThere
	}
	gender := genderInput()
	if h.ID != "" {
		gender.Value = wasYes(h.GenderBased)
	}
	everybody := c.partyOptions(func(practice.Party) bool { return true })
	return sheet{heading: heading, submit: submit, back: c.href("people"),
		lead: "Every assessment in this case counts no longer, and nor does what was acknowledged of this harm: both are asked again before anything passes. What was cleared is not. If anything was handed over on them, a review opens.",
		groups: []ui.Group{{Inputs: []ui.Input{
			ui.Select{Name: "kind", Label: "What kind of harm was it?", Options: toChoose(offered(harmKinds())), Value: string(h.Kind)},
			gender,
			ui.Checkboxes{Name: "harmed", Label: "Who was harmed?", Small: true, Values: idsOf(h.Harmed), Options: everybody},
			ui.Checkboxes{Name: "responsible", Label: "Who is responsible?", Small: true, Values: idsOf(h.Responsible), Options: everybody},
			ui.LongText{Name: "text", Label: "What was wrong, or how it came to light", Rows: 3, Most: mostNote},
		}}}}, nil
}

// genderInput asks what may rule direct contact out.
func genderInput() ui.Radios { return yesNo("gender", "Was it gender-based?", "") }

func readGender(s *sent) bool { return s.yesOrNo("gender", "Choose whether it was gender-based") }

// idsOf are parties as a form's values.
func idsOf(parties []practice.PartyID) []string {
	values := make([]string, len(parties))
	for i, id := range parties {
		values[i] = string(id)
	}
	return values
}

func readHarm(c *caseVisit) practice.Command {
	s := c.sent
	var everybody []practice.PartyID
	for _, p := range c.state.Parties {
		everybody = append(everybody, p.ID)
	}
	return practice.ChangeHarm{
		Harm: practice.HarmID(c.PathValue("harm")), Kind: choice(s, "kind", practice.HarmKinds(), "Choose what kind of harm it was"), GenderBased: readGender(s),
		Harmed: choices(s, "harmed", everybody, ""), Responsible: choices(s, "responsible", everybody, ""),
		Text: s.text("text", mostNote, "Write what was wrong, or how it came to light"),
	}
}
