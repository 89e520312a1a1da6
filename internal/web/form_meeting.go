package web

import (
	"slices"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// meetingSteps are the forms about meetings, and about those whom a meeting, talk
// or publication touches without their taking part.
func meetingSteps() []step {
	plan := map[string]string{"from": "from", "to": "to", "means": "means", "starts": "starts", "place": "place",
		"supporters": "supporters", "helpers": "helpers", "arrangements": "place"}
	return []step{
		{path: "plan", sheet: planSheet, read: readPlan, fields: plan},
		{path: "crossing/{crossing}/plan", sheet: planSheet, read: readPlan, fields: plan},
		{path: "crossing/{crossing}/told/{party}", sheet: toldSheet, read: readTold, fields: map[string]string{"when": "when"}},
		{path: "crossing/{crossing}/objection/{party}", sheet: objectionSheet, read: readObjection, fields: map[string]string{"when": "when", "text": "text"}},
		{path: "crossing/{crossing}/reasons/{party}", sheet: reasonsSheet, read: readReasons, fields: map[string]string{"reason": "reason", "text": "text"}},
		{path: "crossing/{crossing}/uses", texts: deliveredText, sheet: usesSheet, read: readUses, fields: map[string]string{"uses": "uses", "wording": "uses"}},
	}
}

// planSheet plans a meeting. Without a crossing it also proposes it.
func planSheet(c *caseVisit) (sheet, error) {
	s := sheet{heading: "Plan a meeting", submit: "Save the plan", alerts: c.alerts(), lead: "Place, arriving and leaving apart, and how anybody can stop it."}
	var x practice.Crossing
	if c.PathValue("crossing") != "" {
		var err error
		if x, err = c.moving(); err != nil {
			return sheet{}, err
		}
		s.about = c.crossingTitle(x)
	} else {
		s.groups = append(s.groups, ui.Group{Heading: "Who meets", Inputs: []ui.Input{
			ui.Checkboxes{Name: "from", Label: "Who", Small: true,
				Options: c.partyOptions(func(p practice.Party) bool { return p.IsHere() && p.Standing == practice.Principal })},
			ui.Checkboxes{Name: "to", Label: "With whom", Small: true,
				Options: c.partyOptions(func(p practice.Party) bool { return p.IsHere() && p.Standing == practice.Principal })},
			ui.Radios{Name: "means", Label: "How?", Inline: true, Options: offered(meansFor(practice.Meeting))},
		}})
	}
	starts := ui.DateInput{Name: "starts", Label: "When?", Hint: "For example 24 11 2026, 2pm", WithTime: true}
	var apart []string
	if x.Plan.Starts != 0 {
		starts = dateInput(starts, x.Plan.Starts, c.zone())
		if x.Plan.Apart {
			apart = []string{"yes"}
		}
	}
	if x.Plan.Starts != 0 {
		s.stands = []ui.Fact{{Label: "When", Value: c.when(x.Plan.Starts)}, {Label: "Where", Value: c.planned(x)}, {Label: "They arrive and leave apart", Value: yesOrNo(x.Plan.Apart)},
			{Label: "Supporters and representatives", Value: c.names(x.Plan.Supporters)}, {Label: "Helpers", Value: joined(c.helpersNamed(x.Plan.Helpers))}}
	}
	place := ui.Group{Heading: "When and where", Inputs: []ui.Input{
		starts, ui.LongText{Name: "place", Label: "Where, and who brings whom", Rows: 3, Most: mostNote, Value: c.planned(x)},
		ui.Checkboxes{Name: "apart", Label: "Arriving and leaving", Small: true, Values: apart,
			Options: []ui.Option{{Value: "yes", Label: "They arrive and leave apart"}}},
		ui.LongText{Name: "stop", Label: "How can anybody stop it?", Hint: "A word, a sign, a break, who steps in.", Rows: 2, Most: mostNote},
	}}
	s.groups = append(s.groups, place, c.companyGroup(x), c.arrangementsGroup())
	return s, nil
}

// planned is the last plan of a meeting in words, as far as it is among the facts.
func (c *caseVisit) planned(x practice.Crossing) string {
	for _, w := range slices.Backward(c.view.Facts.Texts) {
		if x.ID != "" && w.Crossing == x.ID && w.What == practice.PlanText {
			acts := c.view.Facts.Of(w.Act)
			return acts[0].Text
		}
	}
	return ""
}

// helpersNamed are helpers as the case calls them.
func (c *caseVisit) helpersNamed(ids []practice.HelperID) []string {
	var all []string
	for _, id := range ids {
		all = append(all, c.helperNamed(id))
	}
	return all
}

func (c *caseVisit) companyGroup(x practice.Crossing) ui.Group {
	g := ui.Group{Heading: "Who else is there"}
	chosen := make([]string, len(x.Plan.Supporters))
	for i, p := range x.Plan.Supporters {
		chosen[i] = string(p)
	}
	if supporters := c.partyOptions(func(p practice.Party) bool { return p.IsHere() && p.Standing != practice.Principal }); len(supporters) > 0 {
		g.Inputs = append(g.Inputs, ui.Checkboxes{Name: "supporters", Label: "Supporters and representatives", Small: true, Options: supporters, Values: chosen})
	}
	var helpers []ui.Option
	for _, h := range c.state.Helpers {
		helpers = append(helpers, ui.Option{Value: string(h.ID), Label: c.helper(h), Hint: helperStands(h)})
	}
	if len(helpers) > 0 {
		g.Inputs = append(g.Inputs, ui.Checkboxes{Name: "helpers", Label: "Helpers", Small: true, Options: helpers})
	}
	if len(g.Inputs) == 0 {
		g.Hint = "Nobody else is in this case. Supporters and helpers are added to the case first."
	}
	return g
}

func helperStands(h practice.Helper) string {
	if h.Confidential && h.Checked {
		return "Has signed confidentiality and was checked for conflicts."
	}
	return "Has not signed confidentiality, or was not checked for conflicts."
}

func (c *caseVisit) arrangementsGroup() ui.Group {
	g := ui.Group{Heading: "What each alone needs to know", Hint: "How they arrive, where they wait. It goes into their own file.", Fold: true}
	for _, p := range c.state.Parties {
		if c.sees(p.ID) && p.IsHere() {
			g.Inputs = append(g.Inputs, ui.LongText{Name: "alone-" + string(p.ID), Label: c.name(p.ID), Rows: 2, Most: mostNote})
		}
	}
	return g
}

func readPlan(c *caseVisit) practice.Command {
	s := c.sent
	p := practice.PlanMeeting{Crossing: practice.CrossingID(c.PathValue("crossing")), Starts: s.when("starts", "Enter when it begins"), Place: s.text("place", mostNote, ""),
		Apart: s.yes("apart"), HowToStop: s.text("stop", mostNote, ""), Supporters: c.chosen("supporters", "")}
	if p.Crossing == "" {
		p.From, p.To = c.chosen("from", "Choose who meets"), c.chosen("to", "Choose with whom")
		p.Means = choice(s, "means", taken(meansFor(practice.Meeting)), "Choose how they meet")
	}
	var helpers []practice.HelperID
	for _, h := range c.state.Helpers {
		helpers = append(helpers, h.ID)
	}
	p.Helpers = choices(s, "helpers", helpers, "")
	for _, party := range c.state.Parties {
		if text := s.text("alone-"+string(party.ID), mostNote, ""); text != "" {
			p.Arrangements = append(p.Arrangements, practice.Arrangement{Party: party.ID, Text: text})
		}
	}
	return p
}

func toldSheet(c *caseVisit) (sheet, error) {
	x, err := c.moving()
	if err != nil {
		return sheet{}, err
	}
	p, err := c.theirs()
	if err != nil {
		return sheet{}, err
	}
	name := c.name(p.ID)
	return sheet{heading: capital(name) + " was told", about: c.crossingTitle(x), submit: "They were told", lead: "Telling them needs the agreement of everybody who takes part, or a supervisor’s reasons.",
		sections: []ui.Section{ui.Prose{Links: []ui.Link{c.link("A supervisor’s reasons", "", "crossing", string(x.ID), "reasons", string(p.ID))}}},
		groups: []ui.Group{{Inputs: []ui.Input{
			ui.LongText{Name: "text", Label: "What was said, and what they said to it", Rows: 3, Most: mostNote},
			ui.DateInput{Name: "when", Label: "When?", Hint: "Leave it empty for just now.", WithTime: true},
		}}}}, nil
}

func (c *caseVisit) aboutOther() (practice.CrossingID, practice.PartyID) {
	return c.crossingID(), practice.PartyID(c.PathValue("party"))
}

func readTold(c *caseVisit) practice.Command {
	x, p := c.aboutOther()
	if c.sent.dayAlone("when") {
		c.sent.wrong("when", noClock) // whether all still agreed to the telling must show (P2)
	}
	return practice.RecordTold{Crossing: x, Party: p, Text: c.sent.text("text", mostNote, ""), When: c.sent.when("when", "")}
}

// touched finds the crossing on its way and the party that the path names, whom it
// touches without their taking part. Whoever works with either side may ask.
func (c *caseVisit) touched() (practice.Crossing, practice.Party, error) {
	x, err := c.moving()
	if err != nil {
		return practice.Crossing{}, practice.Party{}, err
	}
	p, err := c.anybody()
	if err != nil || !c.seesAny(append([]practice.PartyID{p.ID}, x.Taking()...)) {
		return practice.Crossing{}, practice.Party{}, casework.ErrNotThere
	}
	return x, p, nil
}

func objectionSheet(c *caseVisit) (sheet, error) {
	x, p, err := c.touched()
	if err != nil {
		return sheet{}, err
	}
	return sheet{heading: "Answer an objection", about: c.crossingTitle(x), submit: "They were answered", lead: capital(c.name(p.ID)) + " objects. Say what was changed, or why it goes on.",
		groups: []ui.Group{{Inputs: []ui.Input{
			ui.LongText{Name: "text", Label: "What they were told", Rows: 4, Most: mostNote},
			ui.DateInput{Name: "when", Label: "When?", Hint: emptyForNow, WithTime: true},
		}}}}, nil
}

func readObjection(c *caseVisit) practice.Command {
	x, p := c.aboutOther()
	return practice.AnswerObjection{Crossing: x, Party: p, Text: c.sent.text("text", mostNote, "Write what they were told"), When: c.sent.when("when", "")}
}

func reasonsSheet(c *caseVisit) (sheet, error) {
	x, p, err := c.touched()
	if err != nil {
		return sheet{}, err
	}
	return sheet{heading: "A supervisor’s reasons", about: c.crossingTitle(x), submit: "Put the reasons on record", lead: "About telling " + c.name(p.ID) + ".",
		groups: []ui.Group{{Inputs: []ui.Input{
			ui.Radios{Name: "reason", Label: "What is decided?", Options: offered(supervisorReasons())},
			ui.LongText{Name: "text", Label: "Why", Rows: 4, Most: mostNote},
		}}}}, nil
}

func readReasons(c *caseVisit) practice.Command {
	x, p := c.aboutOther()
	return practice.GiveReasons{Crossing: x, Party: p,
		Reason: choice(c.sent, "reason", taken(supervisorReasons()), "Choose what is decided"),
		Text:   c.sent.text("text", mostNote, "Write why")}
}

// usesSheet goes through one version of a talk or publication for what is other people's.
func usesSheet(c *caseVisit) (sheet, error) {
	x, err := c.moving()
	if err != nil {
		return sheet{}, err
	}
	if x.Kind != practice.Talk && x.Kind != practice.Publication {
		return sheet{}, casework.ErrNotThere
	}
	s := sheet{heading: "What is other people’s in it?", about: c.crossingTitle(x), submit: "This is what is in it", hidden: []ui.Hidden{{Name: "wording", Value: string(c.state.Wording(x))}},
		lead: "Whoever speaks may tell their own experience and what was public anyway. What others said or gave needs their yes to exactly this version."}
	if text, open := c.text(x.Content); open {
		content, _ := c.state.Content(x.Content)
		s.sections = []ui.Section{c.letter(content, text)}
	}
	g := ui.Group{}
	for _, u := range c.examined(x) {
		g.Inputs = append(g.Inputs, ui.Radios{Name: u.field, Label: capital(u.name), Small: true, Options: offered(usesOf())})
	}
	s.groups = []ui.Group{g}
	return s, nil
}

// examinee is somebody a version is gone through for.
type examinee struct {
	field, name string
	use         practice.Use
}

// examined lists everybody whom a version can touch: all in a harm who do not
// speak, and all who are spoken of.
func (c *caseVisit) examined(x practice.Crossing) []examinee {
	var all []examinee
	for _, p := range c.state.Parties {
		if !slices.Contains(x.From, p.ID) && (c.state.HarmedIn(p.ID) || c.state.ResponsibleIn(p.ID)) {
			all = append(all, examinee{"uses-" + string(p.ID), c.name(p.ID), practice.Use{Party: p.ID}})
		}
	}
	for _, s := range c.state.SpokenOf {
		if s.Became != "" {
			continue // a party by now, and gone through as one
		}
		all = append(all, examinee{"uses-" + string(s.ID), c.spoken(s.ID), practice.Use{SpokenOf: s.ID}})
	}
	return all
}

func readUses(c *caseVisit) practice.Command {
	x, _ := c.crossing()
	u := practice.UseOfWords{Crossing: x.ID, Wording: practice.Wording(c.sent.values.Get("wording"))}
	for _, e := range c.examined(x) {
		e.use.Of = choice(c.sent, e.field, taken(usesOf()), "Choose what of theirs is in it")
		u.Uses = append(u.Uses, e.use)
	}
	return u
}
