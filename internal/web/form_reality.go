package web

import (
	"slices"
	"strconv"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// realitySteps are the forms about what happened whether or not it should have:
// disclosures, what went past the gate, corrections; and how it ended.
func realitySteps() []step {
	return []step{
		{path: "disclose/{party}", sheet: discloseSheet, read: readDisclose,
			fields: map[string]string{"when": "when", "to": "to", "ground": "ground", "text": "text"}},
		{path: "disclosure/{disclosure}/review", sheet: reviewSheet, read: readReview, fields: map[string]string{"text": "text"}},
		{path: "outside", sheet: outsideSheet, read: readOutside,
			fields: map[string]string{"when": "when", "kind": "kind", "parties": "parties", "crossing": "crossing", "text": "text"}},
		{path: "incident/{incident}/close", sheet: closeReviewSheet, read: readCloseReview, fields: map[string]string{"text": "text"}},
		{path: "correct/{thing}", sheet: correctSheet, read: readCorrect, fields: correctFields()},
		{path: "agreement", sheet: agreementSheet, read: readAgreement,
			fields: map[string]string{"when": "when", "parties": "parties", "crossing": "crossing", "undertakings.party": "parties", "undertakings.text": "promise-1"}},
		{path: "undertaking/{undertaking}", sheet: undertakingSheet, read: readUndertaking, fields: map[string]string{"when": "when", "kept": "kept"}},
		{path: "close", sheet: closeSheet, read: readClose, fields: map[string]string{"when": "when", "ending": "ending"}},
		{path: "reopen", sheet: reopenSheet, read: readReopen},
	}
}

func discloseSheet(c *caseVisit) (sheet, error) {
	p, err := c.theirs()
	if err != nil {
		return sheet{}, err
	}
	return sheet{heading: "Something goes to somebody outside", about: c.name(p.ID), submit: "Put it on record", lead: "A second person looks at it within a day or as the service’s rules say.",
		groups: []ui.Group{{Inputs: []ui.Input{
			ui.Radios{Name: "to", Label: "To whom?", Small: true, Options: offered(recipients())},
			ui.Radios{Name: "ground", Label: "On which ground?", Small: true, Options: offered(grounds())},
			ui.LongText{Name: "text", Label: "What went to them? Did whoever it is about agree, and if not, why did it go?", Rows: 4, Most: mostNote},
			ui.DateInput{Name: "when", Label: "When?", Hint: emptyForNow, WithTime: true},
		}}}}, nil
}

func readDisclose(c *caseVisit) practice.Command {
	s := c.sent
	return practice.Disclose{Party: practice.PartyID(c.PathValue("party")), To: choice(s, "to", taken(recipients()), "Choose to whom"),
		Ground: choice(s, "ground", taken(grounds()), "Choose the ground"), Text: s.text("text", mostNote, "Write what went, whether they agreed, and if not why it went"), When: s.when("when", "")}
}

func reviewSheet(c *caseVisit) (sheet, error) {
	at := slices.IndexFunc(c.state.Disclosed, func(d practice.Disclosure) bool { return string(d.ID) == c.PathValue("disclosure") })
	if at < 0 {
		return sheet{}, casework.ErrNotThere
	}
	d := c.state.Disclosed[at]
	return sheet{heading: "Look at a disclosure", about: c.name(d.Party), submit: "Save this", back: c.href("risk"),
		lead: "To " + lower(word(recipients(), d.To)) + ", on " + c.day(d.Made) + ": " + lower(word(grounds(), d.Ground)) + ".",
		groups: []ui.Group{{Inputs: []ui.Input{
			ui.Radios{Name: "upheld", Label: "Was it right?", Inline: true, Options: offered(among(answers(), practice.Yes, practice.No))},
			ui.LongText{Name: "text", Label: "Why", Hint: "Needed if it was not.", Rows: 3, Most: mostNote},
		}}}}, nil
}

func readReview(c *caseVisit) practice.Command {
	return practice.ReviewDisclosure{Disclosure: practice.DisclosureID(c.PathValue("disclosure")), Text: c.sent.text("text", mostNote, ""),
		Upheld: choice(c.sent, "upheld", []practice.Answer{practice.Yes, practice.No}, "Choose whether it was right") == practice.Yes}
}

func outsideSheet(c *caseVisit) (sheet, error) {
	crossings := []ui.Option{{Value: "", Label: "None"}}
	for _, x := range c.state.Crossings {
		crossings = append(crossings, ui.Option{Value: string(x.ID), Label: c.crossingTitle(x)})
	}
	return sheet{heading: "Something happened outside the gate", submit: "Put it on record", lead: "What happened is always recorded. It counts for nothing that has to be in place, and opens a review.",
		groups: []ui.Group{{Inputs: []ui.Input{
			ui.Radios{Name: "kind", Label: "What was it?", Small: true, Options: offered(outsideKinds())},
			ui.Checkboxes{Name: "parties", Label: "Whom does it concern?", Small: true, Options: c.partyOptions(practice.Party.IsHere)},
			ui.LongText{Name: "text", Label: "What happened", Rows: 4, Most: mostNote},
			ui.Select{Name: "crossing", Label: "Does it belong to something that was to pass?", Options: crossings},
			ui.DateInput{Name: "when", Label: "When?", Hint: emptyForNow, WithTime: true},
		}}}}, nil
}

func readOutside(c *caseVisit) practice.Command {
	s := c.sent
	return practice.RecordOutside{Kind: choice(s, "kind", taken(outsideKinds()), "Choose what it was"), Parties: c.chosen("parties", "Choose whom it concerns"),
		Text: s.text("text", mostNote, "Write what happened"), Crossing: practice.CrossingID(s.values.Get("crossing")), When: s.when("when", "")}
}

func closeReviewSheet(c *caseVisit) (sheet, error) {
	at := slices.IndexFunc(c.state.Incidents, func(i practice.Incident) bool { return string(i.ID) == c.PathValue("incident") })
	if at < 0 {
		return sheet{}, casework.ErrNotThere
	}
	i := c.state.Incidents[at]
	return sheet{heading: "The review", about: word(incidentKinds(), i.Kind), submit: "The review is done", lead: "It happened on " + c.day(i.Happened) + ".",
		groups: []ui.Group{{Inputs: []ui.Input{ui.LongText{Name: "text", Label: "What was found, and what was done", Rows: 5, Most: mostNote}}}}}, nil
}

func readCloseReview(c *caseVisit) practice.Command {
	return practice.CloseReview{Incident: practice.IncidentID(c.PathValue("incident")), Text: c.sent.text("text", mostNote, "Write what was found")}
}

// agreementSheet takes down what was promised, one promise a line; another line
// without script.
func agreementSheet(c *caseVisit) (sheet, error) {
	crossings := []ui.Option{{Value: "", Label: "None"}}
	for _, x := range c.state.Crossings {
		if x.Delivered != 0 {
			crossings = append(crossings, ui.Option{Value: string(x.ID), Label: c.crossingTitle(x) + ", " + c.day(x.Delivered)})
		}
	}
	s := sheet{heading: "What was agreed", submit: "Save the agreement", back: c.href("outcomes"), lead: "Only if something was promised. Nothing has to be.",
		groups: []ui.Group{{Inputs: []ui.Input{
			ui.Checkboxes{Name: "parties", Label: "Between whom?", Small: true, Options: c.partyOptions(practice.Party.IsHere)},
			ui.Select{Name: "crossing", Label: "After what?", Options: crossings},
			ui.DateInput{Name: "when", Label: "When?", Hint: emptyForNow, WithTime: true},
		}}}}
	n := c.lines("promises", 2)
	s.hidden = []ui.Hidden{{Name: "promises", Value: strconv.Itoa(n)}}
	for i := range n {
		key := strconv.Itoa(i + 1)
		s.groups = append(s.groups, ui.Group{Heading: "Promise " + key, Inputs: []ui.Input{
			ui.Select{Name: "promise-by-" + key, Label: "Who promises?",
				Options: append([]ui.Option{{Value: "", Label: "Nobody"}}, c.partyOptions(practice.Party.IsHere)...)},
			ui.LongText{Name: "promise-" + key, Label: "What, in their words", Rows: 2, Most: mostNote},
			ui.DateInput{Name: "promise-due-" + key, Label: "By when?"},
		}})
	}
	s.other = []ui.Submit{{Text: "Add another promise", Name: oneMore, Value: "yes"}}
	return s, nil
}

func readAgreement(c *caseVisit) practice.Command {
	s := c.sent
	a := practice.MakeAgreement{Parties: c.chosen("parties", "Choose between whom"),
		Crossing: practice.CrossingID(s.values.Get("crossing")), When: s.when("when", "")}
	for i := range c.lines("promises", 2) {
		key := strconv.Itoa(i + 1)
		by := c.oneOf("promise-by-" + key)
		p := practice.Promising{Party: by, Text: s.text("promise-"+key, mostNote, when(by != "", "Write what they promise")), Due: s.day("promise-due-"+key, "")}
		if p.Text != "" && by == "" {
			s.wrong("promise-by-"+key, "Choose who promises")
		}
		if p.Text != "" {
			a.Undertakings = append(a.Undertakings, p)
		}
	}
	return a
}

func undertakingSheet(c *caseVisit) (sheet, error) {
	for _, a := range c.state.Agreements {
		for _, u := range a.Undertakings {
			if string(u.ID) == c.PathValue("undertaking") {
				return sheet{heading: "Was it kept?", about: c.name(u.Party), submit: "Save this", back: c.href("outcomes"), lead: c.promise(u.ID),
					groups: []ui.Group{{Inputs: []ui.Input{
						ui.Radios{Name: "kept", Label: "How much of it was done?", Options: offered(extents())},
						ui.LongText{Name: "text", Label: "In words", Rows: 3, Most: mostNote},
						ui.DateInput{Name: "when", Label: "When?", Hint: emptyForNow, WithTime: true},
					}}}}, nil
			}
		}
	}
	return sheet{}, casework.ErrNotThere
}

// promise is the present wording of an undertaking: the one that was agreed last.
func (c *caseVisit) promise(id practice.UndertakingID) string {
	var last practice.Written
	for _, w := range c.view.Facts.Texts {
		if w.Undertaking == id && w.What == practice.PromiseText && w.When >= last.When {
			last = w
		}
	}
	return last.Text
}

func readUndertaking(c *caseVisit) practice.Command {
	s := c.sent
	return practice.RecordUndertaking{Undertaking: practice.UndertakingID(c.PathValue("undertaking")),
		Kept: choice(s, "kept", taken(extents()), "Choose how much was done"), Text: s.text("text", mostNote, ""),
		When: s.when("when", "")}
}

func closeSheet(c *caseVisit) (sheet, error) {
	return sheet{heading: "Close the case", submit: "Close it", lead: "However it ended, it is an outcome. It can be opened again, even after years, and what comes to light late can still be written down.",
		groups: []ui.Group{{Inputs: []ui.Input{
			ui.Radios{Name: "ending", Label: "How did it end?", Options: offered(endings())},
			ui.LongText{Name: "text", Label: "In words", Rows: 3, Most: mostNote},
			ui.DateInput{Name: "when", Label: "When?", Hint: "Leave it empty for now.", WithTime: true},
		}}}}, nil
}

func readClose(c *caseVisit) practice.Command {
	s := c.sent
	return practice.Close{Ending: choice(s, "ending", taken(endings()), "Choose how it ended"), Text: s.text("text", mostNote, ""), When: s.when("when", "")}
}

func reopenSheet(c *caseVisit) (sheet, error) {
	if c.state.IsOpen() {
		return sheet{}, &practice.Refusal{Code: practice.NotClosed}
	}
	return sheet{heading: "Open the case again", submit: "Open it again", lead: "Everything is asked anew that is no longer in date.",
		groups: []ui.Group{{Inputs: []ui.Input{ui.LongText{Name: "text", Label: "What has changed?", Rows: 3, Most: mostNote}}}}}, nil
}

func readReopen(c *caseVisit) practice.Command {
	return practice.Reopen{Text: c.sent.text("text", mostNote, "")}
}
