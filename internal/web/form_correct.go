package web

import (
	"slices"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// correctionSteps are the forms for what was written down wrong, and for
// destroying what must not be kept (P8).
func correctionSteps() []step {
	return []step{
		{path: "strike/{act}/{home}/{of}", sheet: strikeSheet, read: readStrike},
		{path: "party/{party}/erase", sheet: eraseSheet, read: readErase},
	}
}

func correctFields() map[string]string {
	fields := map[string]string{"text": "text", "thing": "which"}
	for _, t := range things() {
		fields[string(t.value)] = "which"
	}
	return fields
}

// correctable is one thing on record that can be said to be wrong.
type correctable struct {
	value, label string
	command      practice.Correct // without its reason
}

// correctables lists what there is to correct of one sort, as far as the visitor sees it.
func (c *caseVisit) correctables(thing practice.Thing) []correctable {
	var all []correctable
	add := func(value, label string, command practice.Correct) {
		command.Thing = thing
		all = append(all, correctable{value, label, command})
	}
	switch thing {
	case practice.AConsent:
		for _, k := range c.state.Consents {
			if c.sees(k.Party) && !k.Void {
				add(string(k.ID), capital(c.name(k.Party))+": "+lower(c.consentWhat(k))+", "+c.day(k.Given), practice.Correct{Consent: k.ID})
			}
		}
	case practice.ABar, practice.APermission:
		for _, b := range c.state.Bars {
			if thing == practice.ABar && !b.Void {
				add(string(b.ID), c.barLine(b), practice.Correct{Bar: b.ID})
			}
			for _, p := range b.Permissions {
				if thing == practice.APermission && !p.Void {
					add(string(p.ID), "Under "+article(word(barKinds(), b.Kind))+", "+c.day(p.Given), practice.Correct{Permission: p.ID})
				}
			}
		}
	case practice.AnAssessment:
		for _, a := range c.state.Assessed {
			if !a.Void {
				add(string(a.ID), c.assessmentTitle(a)+", "+c.day(a.Made), practice.Correct{Assessment: a.ID})
			}
		}
	case practice.AReading:
		for _, content := range c.state.Contents {
			if content.Read.By != "" {
				add(string(content.ID), c.contentTitle(content), practice.Correct{Content: content.ID})
			}
		}
	default:
		return c.correctablesMore(thing)
	}
	return all
}

func (c *caseVisit) correctablesMore(thing practice.Thing) []correctable {
	var all []correctable
	add := func(value, label string, command practice.Correct) {
		command.Thing = thing
		all = append(all, correctable{value, label, command})
	}
	switch thing {
	case practice.AnAcknowledgment:
		for _, h := range c.state.Harms {
			for _, a := range h.Acknowledged {
				add(string(h.ID)+"-"+string(a.Party), capital(c.name(a.Party))+", "+lower(word(harmKinds(), h.Kind))+", "+c.day(a.When), practice.Correct{Harm: h.ID, Party: a.Party})
			}
		}
	case practice.ASession:
		for _, p := range c.state.Parties {
			if c.sees(p.ID) && p.Sessions > 0 {
				add(string(p.ID), "The last session of "+c.name(p.ID), practice.Correct{Party: p.ID})
			}
		}
	case practice.ADeath:
		for _, p := range c.state.Parties {
			if c.sees(p.ID) && p.Died != 0 {
				add(string(p.ID), "That "+c.name(p.ID)+" died, "+c.day(p.Died), practice.Correct{Party: p.ID})
			}
		}
	case practice.ATelling, practice.ADelivery:
		for _, x := range c.state.Crossings {
			if thing == practice.ADelivery && x.Delivered != 0 {
				add(string(x.ID), c.crossingTitle(x)+", "+c.day(x.Delivered), practice.Correct{Crossing: x.ID})
			}
			for _, o := range x.Others {
				if thing == practice.ATelling && c.sees(o.Party) {
					add(string(x.ID)+"-"+string(o.Party), capital(c.name(o.Party))+", of: "+c.crossingTitle(x), practice.Correct{Crossing: x.ID, Party: o.Party})
				}
			}
		}
	case practice.AConsent, practice.ABar, practice.APermission, practice.AnAssessment, practice.AReading:
	}
	return all
}

// correctedThing is the sort of thing that the path names.
func (c *caseVisit) correctedThing() (practice.Thing, error) {
	thing := practice.Thing(c.PathValue("thing"))
	if !slices.Contains(taken(things()), thing) {
		return "", casework.ErrNotThere
	}
	return thing, nil
}

func correctSheet(c *caseVisit) (sheet, error) {
	thing, err := c.correctedThing()
	if err != nil {
		return sheet{}, err
	}
	s := sheet{heading: "Something was written down wrong", about: lower(word(things(), thing)), submit: "Correct it",
		lead: "It counts as if it had never been. Everything that rested on it is asked again, and if anything was handed over on it, a review opens. What was written stays to be seen."}
	var options []ui.Option
	for _, one := range c.correctables(thing) {
		options = append(options, ui.Option{Value: one.value, Label: one.label})
	}
	if len(options) == 0 {
		s.lead = "There is nothing of this sort on record."
	}
	s.groups = []ui.Group{{Inputs: []ui.Input{
		ui.Radios{Name: "which", Label: "Which?", Small: true, Options: options},
		ui.LongText{Name: "text", Label: "What was wrong, and what is right", Rows: 3, Most: mostNote},
	}}}
	return s, nil
}

func readCorrect(c *caseVisit) practice.Command {
	all := c.correctables(practice.Thing(c.PathValue("thing")))
	values := make([]string, len(all))
	for i, one := range all {
		values[i] = one.value
	}
	chosen := choice(c.sent, "which", values, "Choose which")
	text := c.sent.text("text", mostNote, "Write what was wrong, and what is right")
	for _, one := range all {
		if one.value == chosen {
			one.command.Text = text
			return one.command
		}
	}
	return practice.Correct{Thing: practice.Thing(c.PathValue("thing")), Text: text}
}

// struckHome is the compartment that the path names.
func (c *caseVisit) struckHome() practice.Home {
	of := c.PathValue("of")
	switch kind := practice.HomeKind(c.PathValue("home")); kind {
	case practice.InFile, practice.InBox:
		return practice.Home{Kind: kind, Party: practice.PartyID(of)}
	case practice.InContent:
		return practice.ContentOf(practice.ContentID(of))
	case practice.InFacts:
		return practice.Home{Kind: kind}
	case practice.InCase, practice.InLooks:
	}
	return practice.Home{Kind: practice.InCase}
}

func strikeSheet(c *caseVisit) (sheet, error) {
	home := c.struckHome()
	seen := slices.ContainsFunc(c.view.Parties, func(p casework.PartyView) bool { return p.ID == home.Party && p.Mine })
	if home.Kind == practice.InCase || (home.Party != "" && !seen) {
		return sheet{}, casework.ErrNotThere
	}
	return sheet{heading: "Destroy one entry", submit: "Destroy it", warn: true, lead: "For what was written into the wrong file, or must never have been written.",
		points: []string{
			"The key to it is destroyed. Nobody can read it again, not from a backup either once backups have run out.",
			"That there was an entry, when, and that it was destroyed, stays to be seen.",
			"What was only wrong is corrected, not destroyed.",
		}}, nil
}

func readStrike(c *caseVisit) practice.Command {
	return practice.Strike{Act: practice.ActID(c.PathValue("act")), From: c.struckHome()}
}

func eraseSheet(c *caseVisit) (sheet, error) {
	p, err := c.theirs()
	if err != nil {
		return sheet{}, err
	}
	return sheet{heading: "Erase everything about " + c.name(p.ID), submit: "Erase it", warn: true, lead: "The data protection officer asks for this; whoever may open the case does it.",
		points: []string{
			"Their file, their page and everything in their words become unreadable, for everybody and for good.",
			"Nothing of theirs passes any more.",
			"That somebody took part stays on record, without a name.",
		}}, nil
}

func readErase(c *caseVisit) practice.Command {
	return practice.Erase{Party: practice.PartyID(c.PathValue("party"))}
}
