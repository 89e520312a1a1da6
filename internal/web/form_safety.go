package web

import (
	"slices"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// safetySteps are the forms about what forbids contact, what permits it, and what
// was judged.
func safetySteps() []step {
	return []step{
		{path: "bar", sheet: barSheet, read: readBar,
			fields: map[string]string{"when": "start", "kind": "kind", "on": "on", "towards": "towards", "means": "means", "until": "until", "text": "text"}},
		{path: "bar/{bar}/end", sheet: endBarSheet, read: readEndBar, fields: map[string]string{"when": "when"}},
		{path: "bar/{bar}/permission", sheet: permissionSheet, read: readPermission,
			fields: map[string]string{"when": "when", "authority": "authority", "kinds": "kinds", "means": "means", "until": "until"}},
		{path: "permission/{permission}/end", sheet: endPermissionSheet, read: readEndPermission, fields: map[string]string{"when": "when"}},
		{path: "assess", sheet: assessSheet, read: readAssess, fields: assessFields()},
		{path: "assess/{crossing}", sheet: assessSheet, read: readAssess, fields: assessFields()},
		{path: "assessment/{assessment}/renew", sheet: renewSheet, read: readRenew, fields: map[string]string{"when": "when", "until": "until"}},
		{path: "hold", sheet: holdSheet, read: readHold, fields: map[string]string{"review": "review", "text": "text"}},
		{path: "release", sheet: releaseSheet, read: readRelease, fields: map[string]string{"text": "text"}},
		{path: "pause/{party}/lift", sheet: liftSheet, read: readLiftPause, fields: map[string]string{"when": "when"}},
	}
}

func barSheet(c *caseVisit) (sheet, error) {
	return sheet{heading: "Something forbids contact", submit: "Put it on record", lead: "What it does, and who can change it, follows from its kind.",
		groups: []ui.Group{{Inputs: []ui.Input{
			ui.Radios{Name: "kind", Label: "What is it?", Options: offered(barKinds())},
			ui.Checkboxes{Name: "on", Label: "Whom does it hold back?", Small: true, Options: c.partyOptions(practice.Party.IsHere)},
			ui.Checkboxes{Name: "towards", Label: "From whom?", Hint: "Leave it empty if from everybody.", Small: true, Options: c.partyOptions(practice.Party.IsHere)},
			ui.Checkboxes{Name: "means", Label: "By which means?", Small: true,
				Options: append([]ui.Option{{Value: string(practice.Any), Label: "All of them"}}, offered(means())...)},
		}}, {Heading: "From when, until when", Inputs: []ui.Input{
			ui.DateInput{Name: "start", Label: "Since when?", Hint: "Leave it empty for today."},
			ui.DateInput{Name: "until", Label: "Until when?", Hint: "Leave it empty if no end is known."},
			ui.DateInput{Name: "review", Label: "When do we look at it again?"},
			ui.LongText{Name: "text", Label: "What it says", Hint: "Which order, by whom, in which words.", Rows: 3, Most: mostNote},
		}}}}, nil
}

func readBar(c *caseVisit) practice.Command {
	s := c.sent
	b := practice.RecordBar{
		Kind: choice(s, "kind", practice.BarKinds(), "Choose what it is"), On: c.chosen("on", "Choose whom it holds back"), Towards: c.chosen("towards", ""),
		Means: choices(s, "means", append([]practice.Means{practice.Any}, practice.AllMeans()...), "Choose by which means"),
		Start: s.day("start", ""), Until: s.day("until", ""), Review: s.day("review", ""), Text: s.text("text", mostNote, ""),
	}
	if slices.Contains(b.Means, practice.Any) {
		b.Means = []practice.Means{practice.Any}
	}
	return b
}

// bar finds the bar that the path names, if it holds back anybody of the visitor's sides.
func (c *caseVisit) bar() (practice.Bar, error) {
	for _, b := range c.state.Bars {
		if string(b.ID) == c.PathValue("bar") && c.seesAny(b.On) {
			return b, nil
		}
	}
	return practice.Bar{}, casework.ErrNotThere
}

func endBarSheet(c *caseVisit) (sheet, error) {
	b, err := c.bar()
	if err != nil {
		return sheet{}, err
	}
	return sheet{heading: "It is over", about: word(barKinds(), b.Kind), submit: "It is over", back: c.href("risk"), lead: c.barLine(b) + ".",
		groups: []ui.Group{{Inputs: []ui.Input{
			ui.DateInput{Name: "when", Label: "Since when?", Hint: "Leave it empty for now.", WithTime: true},
			ui.LongText{Name: "text", Label: "How do we know?", Rows: 3, Most: mostNote},
		}}}}, nil
}

func readEndBar(c *caseVisit) practice.Command {
	return practice.EndBar{Bar: practice.BarID(c.PathValue("bar")), When: c.sent.when("when", ""), Text: c.sent.text("text", mostNote, "")}
}

func permissionSheet(c *caseVisit) (sheet, error) {
	b, err := c.bar()
	if err != nil {
		return sheet{}, err
	}
	return sheet{heading: "A permission", about: word(barKinds(), b.Kind), submit: "Put it on record", back: c.href("risk"),
		lead: capital(word(authorities(), b.Authority)) + " can permit contact under it.",
		groups: []ui.Group{{Inputs: []ui.Input{
			oneOrChoose(ui.Radios{Name: "authority", Label: "Who gave it?", Options: offered(among(authorities(), b.Authority))}),
			ui.Checkboxes{Name: "kinds", Label: "For what?", Small: true, Options: offered(kinds())},
			ui.Checkboxes{Name: "means", Label: "By which means?", Small: true,
				Options: append([]ui.Option{{Value: string(practice.Any), Label: "All of them"}}, offered(means())...)},
			ui.DateInput{Name: "until", Label: "Until when?", Hint: "Leave it empty if no end is known."},
			ui.LongText{Name: "text", Label: "Who said so, and how", Rows: 3, Most: mostNote},
			ui.DateInput{Name: "when", Label: "Since when?", Hint: "Leave it empty for now.", WithTime: true},
		}}}}, nil
}

func readPermission(c *caseVisit) practice.Command {
	s := c.sent
	p := practice.RecordPermission{
		Bar: practice.BarID(c.PathValue("bar")), When: s.when("when", ""), Authority: choice(s, "authority", taken(authorities()), "Choose who gave it"),
		Kinds: choices(s, "kinds", practice.Kinds(), "Choose for what"),
		Means: choices(s, "means", append([]practice.Means{practice.Any}, practice.AllMeans()...), "Choose by which means"),
		Until: s.day("until", ""), Text: s.text("text", mostNote, ""),
	}
	return p
}

func endPermissionSheet(c *caseVisit) (sheet, error) {
	for _, b := range c.state.Bars {
		for _, p := range b.Permissions {
			if string(p.ID) == c.PathValue("permission") && c.seesAny(b.On) {
				return sheet{heading: "The permission was taken back", about: word(barKinds(), b.Kind), submit: "It was taken back", warn: true, back: c.href("risk"),
					lead:   "Whatever rests on it stops at once.",
					groups: []ui.Group{{Inputs: []ui.Input{ui.DateInput{Name: "when", Label: "Since when?", Hint: "Leave it empty for now.", WithTime: true}}}}}, nil
			}
		}
	}
	return sheet{}, casework.ErrNotThere
}

func readEndPermission(c *caseVisit) practice.Command {
	return practice.EndPermission{Permission: practice.PermissionID(c.PathValue("permission")), When: c.sent.when("when", "")}
}

func assessFields() map[string]string {
	return map[string]string{"when": "when", "kind": "kind", "means": "means", "parties": "parties", "until": "until", "text": "text"}
}

// assessSheet asks for a dated judgement: of one crossing, or of one to come.
func assessSheet(c *caseVisit) (sheet, error) {
	kind, by := assessedKinds(), assessedMeans()
	var parties []practice.PartyID
	s := sheet{heading: "Assess risks and strengths", submit: "Save the assessment", alerts: c.alerts(),
		lead: "In words, dated, naming everybody who takes part. Never a score."}
	if c.PathValue("crossing") != "" {
		x, err := c.moving()
		if err != nil {
			return sheet{}, err
		}
		kind, by, parties, s.about = among(kind, x.Kind), among(by, x.Means), x.Taking(), c.crossingTitle(x)
	}
	chosen := make([]string, len(parties))
	for i, p := range parties {
		chosen[i] = string(p)
	}
	s.groups = []ui.Group{{Inputs: []ui.Input{
		oneOrChoose(ui.Radios{Name: "kind", Label: "Of what?", Small: true, Options: offered(kind)}),
		oneOrChoose(ui.Radios{Name: "means", Label: "By which means?", Small: true, Options: offered(by)}),
		ui.Checkboxes{Name: "parties", Label: "Who takes part?", Small: true, Options: c.partyOptions(practice.Party.IsHere), Values: chosen},
	}}, {Inputs: []ui.Input{
		ui.LongText{Name: "text", Label: "Risks, strengths, and what is done about them", Rows: 8, Most: mostText},
		ui.Radios{Name: "goahead", Label: "Can it go ahead?", Inline: true,
			Options: []ui.Option{{Value: string(practice.Yes), Label: "Yes"}, {Value: string(practice.No), Label: "Not now"}}},
		ui.DateInput{Name: "until", Label: "Until when does this hold?", Hint: "Leave it empty for as long as the service’s rules say."},
		ui.DateInput{Name: "when", Label: "When was it made?", Hint: emptyForNow, WithTime: true},
	}}}
	return s, nil
}

func assessedKinds() []said[practice.Kind] {
	return slices.DeleteFunc(kinds(), func(k said[practice.Kind]) bool { return k.value == practice.Notice })
}

func assessedMeans() []said[practice.Means] {
	return append([]said[practice.Means]{{practice.Any, "By any means", ""}}, means()...)
}

func readAssess(c *caseVisit) practice.Command {
	s := c.sent
	return practice.Assess{
		When: s.when("when", ""), Kind: choice(s, "kind", taken(assessedKinds()), "Choose what it is of"),
		Means:   choice(s, "means", taken(assessedMeans()), "Choose by which means"),
		Parties: c.chosen("parties", "Choose who takes part"), Text: s.text("text", mostText, "Write the assessment"),
		GoAhead: choice(s, "goahead", []practice.Answer{practice.Yes, practice.No}, "Choose whether it can go ahead") == practice.Yes, Until: s.day("until", ""),
	}
}

// assessment finds the assessment that the path names, if it is about anybody of the visitor's sides.
func (c *caseVisit) assessment() (practice.Assessment, error) {
	for _, a := range c.state.Assessed {
		if string(a.ID) == c.PathValue("assessment") && c.seesAny(a.Parties) && !a.Void {
			return a, nil
		}
	}
	return practice.Assessment{}, casework.ErrNotThere
}

func renewSheet(c *caseVisit) (sheet, error) {
	a, err := c.assessment()
	if err != nil {
		return sheet{}, err
	}
	return sheet{heading: "Has anything changed?", about: c.assessmentTitle(a), submit: "Nothing has changed", back: c.href("risk"),
		lead:     "Made on " + c.day(a.Made) + ". If anything has changed, write a new one instead.",
		sections: []ui.Section{ui.Prose{Links: []ui.Link{c.link("Something has changed: judge it anew", "", "assess")}}},
		groups: []ui.Group{{Inputs: []ui.Input{ui.DateInput{Name: "until", Label: "Until when does it hold now?",
			Hint: "Leave it empty for as long as the service’s rules say."}}}}}, nil
}

func readRenew(c *caseVisit) practice.Command {
	return practice.RenewAssessment{Assessment: practice.AssessmentID(c.PathValue("assessment")), Until: c.sent.day("until", "")}
}

func holdSheet(c *caseVisit) (sheet, error) {
	return sheet{heading: "Hold the case", submit: "Hold it", warn: true, lead: "Nothing passes while it is held. Nobody outside is told why.",
		groups: []ui.Group{{Inputs: []ui.Input{
			ui.LongText{Name: "text", Label: "Why?", Rows: 3, Most: mostNote},
			ui.DateInput{Name: "review", Label: "When do we look at it again?", Hint: "Leave it empty for as late as the service’s rules allow."},
		}}}}, nil
}

func readHold(c *caseVisit) practice.Command {
	return practice.Hold{Text: c.sent.text("text", mostNote, "Write why"), Review: c.sent.day("review", "")}
}

func releaseSheet(c *caseVisit) (sheet, error) {
	if c.state.Held.Since == 0 {
		return sheet{}, &practice.Refusal{Code: practice.WrongState}
	}
	return sheet{heading: "End the hold", submit: "End the hold", lead: "Held since " + c.day(c.state.Held.Since) + ".",
		groups: []ui.Group{{Inputs: []ui.Input{ui.LongText{Name: "text", Label: "What has changed?", Rows: 3, Most: mostNote}}}}}, nil
}

func readRelease(c *caseVisit) practice.Command {
	return practice.ReleaseHold{Text: c.sent.text("text", mostNote, "")}
}

func liftSheet(c *caseVisit) (sheet, error) {
	p, err := c.theirs()
	if err != nil {
		return sheet{}, err
	}
	name := c.name(p.ID)
	return sheet{heading: capital(name) + " starts again", about: name, submit: "They said so themselves", lead: "Only " + name + " can start again. Say yes only if they told us so themselves.",
		groups: []ui.Group{{Inputs: []ui.Input{ui.DateInput{Name: "when", Label: "When did they say so?", Hint: emptyForNow, WithTime: true}}}}}, nil
}

func readLiftPause(c *caseVisit) practice.Command {
	return practice.LiftPause{Party: practice.PartyID(c.PathValue("party")), When: c.sent.when("when", "")}
}
