package web

import (
	"slices"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// crossingSteps are the forms that move one crossing.
func crossingSteps() []step {
	return []step{
		{path: "crossing/{crossing}/clear", sheet: clearSheet, read: readClear,
			fields: map[string]string{"carrier": "carrier", "until": "until", "judgement": "goahead"}},
		{path: "crossing/{crossing}/confirm", sheet: confirmSheet, read: func(c *caseVisit) practice.Command { return practice.Confirm{Crossing: c.crossingID()} }},
		{path: "crossing/{crossing}/deliver", texts: deliveredText, sheet: deliverSheet, read: readDeliver,
			fields: map[string]string{"when": "when", "extent": "extent", "from": "from", "attended": "extent"}},
		{path: "crossing/{crossing}/attended", sheet: reattendSheet, read: readReattend, fields: map[string]string{"attended": "text", "text": "text"}},
		{path: "crossing/{crossing}/stop", sheet: stopSheet, read: readStop, fields: map[string]string{"when": "when", "reason": "reason", "text": "text"}},
		{path: "crossing/{crossing}/ask/{party}", sheet: putSheet, read: readPut, fields: map[string]string{"about": "about", "text": "text", "party": "text"}},
		{path: "question/{question}/withdraw", sheet: withdrawQuestionSheet, read: func(c *caseVisit) practice.Command {
			return practice.WithdrawQuestion{Question: practice.QuestionID(c.PathValue("question"))}
		}},
	}
}

func (c *caseVisit) crossingID() practice.CrossingID {
	return practice.CrossingID(c.PathValue("crossing"))
}

// moving finds the crossing that the path names, if anything of it can still move.
func (c *caseVisit) moving() (practice.Crossing, error) {
	x, err := c.crossing()
	if err == nil && x.IsOver() {
		return x, &practice.Refusal{Code: practice.WrongState, Field: "crossing"}
	}
	return x, err
}

// clearSheet stands before something passes: who may carry it until when, and what
// cannot be undone once it is handed over. With anything still in the way there is
// nothing to send: what stands in the way is shown instead (P9).
func clearSheet(c *caseVisit) (sheet, error) {
	x, err := c.moving()
	if err != nil {
		return sheet{}, err
	}
	conditions := c.conditions(x.ID)
	s := sheet{heading: "Is it ready to pass on?", about: c.crossingTitle(x), submit: clearWord(x.Kind), lead: capital(c.crossingWay(x)) + "."}
	unjudged := x.Kind == practice.Approach && slices.ContainsFunc(practice.Unmet(conditions), isJudgement)
	if unmet := slices.DeleteFunc(practice.Unmet(conditions), isJudgement); len(unmet) > 0 || (!unjudged && !practice.AllMet(conditions)) {
		s.heading, s.refused = "This is not ready to pass on", conditions
		return s, nil
	}
	s.points = cannotBeUndone(x)
	s.sections = []ui.Section{ui.Conditions{ID: "in-place", Heading: "What is in place", Items: c.drawn(met(conditions), x)}}
	if unjudged {
		s.groups = append(s.groups, judgementGroup()) // the one thing this form can add itself
	}
	s.groups = append(s.groups, ui.Group{Inputs: []ui.Input{
		oneOrChoose(ui.Radios{Name: "carrier", Label: carrierLabel(x.Kind), Options: c.carriers()}),
		ui.DateInput{Name: "until", Label: "Until when?",
			Hint:     "Leave it empty for as long as the service’s rules allow. After that it has to be asked anew whether it still stands.",
			WithTime: true},
	}})
	return s, nil
}

// isJudgement says whether a condition is the judgement of an asking.
func isJudgement(c practice.Condition) bool { return c.Kind == practice.AskingJudged }

func clearWord(k practice.Kind) string {
	if k == practice.Meeting {
		return "The meeting goes ahead"
	}
	return "It is ready to pass on"
}

func carrierLabel(k practice.Kind) string {
	if k == practice.Meeting {
		return "Who leads it?"
	}
	return "Who carries it?"
}

// cannotBeUndone says what happens from here, before it does.
func cannotBeUndone(x practice.Crossing) []string {
	if x.Kind == practice.Meeting {
		return []string{
			"Until the meeting begins, any of them can stop it at any moment, and nobody is told who it was.",
			"On the day, ask again whether everything still stands.",
			"What is said in the room cannot be taken back.",
		}
	}
	return []string{
		"Whoever it comes from can take it back at any moment until it is handed over.",
		"Handing over is the point of no return: what has reached somebody cannot be called back.",
		"Whoever carries it asks before handing over whether it still stands.",
	}
}

func readClear(c *caseVisit) practice.Command {
	command := practice.Clear{Crossing: c.crossingID(), Judgement: readJudgement(c.sent)}
	if clearing := c.readClearing(true); clearing != nil {
		command.Clearing = *clearing
	}
	return command
}

func confirmSheet(c *caseVisit) (sheet, error) {
	x, err := c.moving()
	if err != nil {
		return sheet{}, err
	}
	conditions := c.conditions(x.ID)
	s := sheet{heading: "Does everything still stand?", about: c.crossingTitle(x), submit: "Yes, it goes ahead today"}
	if !practice.AllMet(conditions) {
		s.heading, s.refused = "Not everything stands any more", conditions
		return s, nil
	}
	s.points = cannotBeUndone(x)
	s.sections = []ui.Section{ui.Conditions{ID: "in-place", Heading: "What is in place", Items: c.drawn(conditions, x)}}
	return s, nil
}

// deliveredText opens the text of what is handed over, for a copy on their page.
func deliveredText(c *caseVisit) []practice.ContentID {
	x, err := c.crossing()
	if err != nil || x.Content == "" {
		return nil
	}
	return []practice.ContentID{x.Content}
}

func deliverSheet(c *caseVisit) (sheet, error) {
	x, err := c.crossing()
	if err != nil {
		return sheet{}, err
	}
	s := sheet{heading: deliverHeading(x.Kind), about: c.crossingTitle(x), submit: "Save this", lead: capital(c.crossingWay(x)) + "."}
	if x.State != practice.Cleared {
		s.alerts = []ui.Alert{{ID: "not-ready", State: ui.StateStopped, Kind: "Warning", Heading: "This was not ready to pass on",
			Text: "If it reached them all the same, write it down: what happened is always recorded. It opens a review."}}
	}
	if c.lacksWords(x) {
		s.alerts = append(s.alerts, ui.Alert{ID: "no-words", State: ui.StateStopped, Kind: "Warning",
			Heading: "You cannot open these words yet", Text: (&practice.Refusal{Code: practice.WordsNotHeld}).Sentence()})
	}
	inputs := []ui.Input{
		ui.Radios{Name: "extent", Label: extentLabel(x.Kind), Options: offered(extents())},
		ui.DateInput{Name: "when", Label: "When was it?", Hint: "Leave it empty for just now. For example 24 11 2026, 5:40pm", WithTime: true},
	}
	if x.Kind == practice.Meeting {
		s.groups = []ui.Group{{Inputs: inputs}, {Heading: "Who was there", Inputs: c.attendedInputs(x)}}
		return s, nil
	}
	if namesSender(x.Kind) {
		inputs = append(inputs, ui.TextInput{Name: "from", Label: "How is the sender named to them?", Hint: senderHint, Value: c.sender(x)})
	}
	if c.canBeCopied(x) {
		inputs = append(inputs, copyInput("copy", "May they read it again on their page, if they have one?"))
	}
	s.groups = []ui.Group{{Inputs: inputs}}
	return s, nil
}

// canBeCopied says whether a text goes to somebody and the visitor can open it: then a copy
// can stand on their page.
func (c *caseVisit) canBeCopied(x practice.Crossing) bool {
	_, open := c.text(x.Content)
	return open && len(x.To) > 0 && namesSender(x.Kind)
}

// copyInput is asked wherever a text is handed over, on paper too: who else sees their page,
// whoever is with them knows (P10).
func copyInput(name, label string) ui.Input {
	return yesNo(name, label, "If all of it reached them. Not where somebody else sees their page, or it was only to be read aloud.")
}

// readCopy reads what [copyInput] asks. Of what did not reach them whole, nobody puts the
// rest before them.
func (c *caseVisit) readCopy(x practice.Crossing, extent practice.Extent, name string) practice.Copy {
	if extent != practice.Whole || !c.canBeCopied(x) || !c.sent.yesOrNo(name, "Choose whether they may read it again") {
		return practice.Copy{}
	}
	text, _ := c.text(x.Content)
	return practice.Copy{Salt: text.Salt, Text: text.Text}
}

func deliverHeading(k practice.Kind) string {
	switch k {
	case practice.Meeting:
		return "After the meeting"
	case practice.Talk, practice.Publication:
		return "After it was told"
	default:
		return "After handing it over"
	}
}

func extentLabel(k practice.Kind) string {
	if k == practice.Meeting {
		return "How much of it took place?"
	}
	return "How much of it reached them?"
}

func readDeliver(c *caseVisit) practice.Command {
	s := c.sent
	x, _ := c.crossing()
	d := practice.Deliver{When: s.when("when", ""), Delivering: practice.Delivering{Crossing: x.ID, From: s.line("from", mostLine, ""),
		Extent: choice(s, "extent", taken(extents()), "Choose how much of it")}}
	if s.dayAlone("when") {
		s.wrong("when", noClock) // whether it came after a withdrawal of that day must show (P2)
	}
	if x.Kind == practice.Meeting {
		d.Attended = c.readAttended(x, d.Extent)
	}
	d.Copy = c.readCopy(x, d.Extent, "copy")
	return d
}

func stopSheet(c *caseVisit) (sheet, error) {
	x, err := c.moving()
	if err != nil {
		return sheet{}, err
	}
	return sheet{heading: "Stop this", about: c.crossingTitle(x), submit: "Stop it", warn: true, done: "stopped",
		lead: "It will not happen. Nobody is told whose choice it was, or why.",
		groups: []ui.Group{{Inputs: []ui.Input{
			ui.Radios{Name: "reason", Label: "Why?", Hint: "For us alone.", Options: offered(stopReasonsOffered())},
			ui.LongText{Name: "text", Label: "In words", Rows: 3, Most: mostNote},
			ui.DateInput{Name: "when", Label: "Since when?", Hint: "Leave it empty for now.", WithTime: true},
		}}}}, nil
}

func readStop(c *caseVisit) practice.Command {
	s := c.sent
	return practice.StopCrossing{When: s.when("when", ""), Crossing: c.crossingID(),
		Reason: choice(s, "reason", taken(stopReasonsOffered()), "Choose why"), Text: s.text("text", mostNote, "")}
}

// putSheet puts a question on a participant's page.
func putSheet(c *caseVisit) (sheet, error) {
	x, err := c.moving()
	if err != nil {
		return sheet{}, err
	}
	p, err := c.askable()
	if err != nil {
		return sheet{}, err
	}
	return sheet{heading: "Ask on their page", about: c.name(p.ID), submit: "Put the question", lead: "Nothing is mentioned on a page before it was by voice.",
		groups: []ui.Group{{Inputs: []ui.Input{
			ui.Radios{Name: "about", Label: "What is asked?", Options: offered(askedAbout())},
			ui.LongText{Name: "text", Label: "The whole question, in plain words", Hint: "About: " + c.crossingTitle(x) + ".", Rows: 4, Most: mostNote},
		}}}}, nil
}

func readPut(c *caseVisit) practice.Command {
	s := c.sent
	return practice.Ask{Party: practice.PartyID(c.PathValue("party")), Crossing: c.crossingID(),
		About: choice(s, "about", taken(askedAbout()), "Choose what is asked"), Text: s.text("text", mostNote, "Write the question")}
}

func withdrawQuestionSheet(c *caseVisit) (sheet, error) {
	q, known := c.state.Question(practice.QuestionID(c.PathValue("question")))
	if !known || !c.sees(q.Party) {
		return sheet{}, casework.ErrNotThere
	}
	return sheet{heading: "Take a question off their page", about: c.name(q.Party), submit: "Take it off", back: c.href("consent"),
		points: []string{"It disappears from their page.", "If they have answered meanwhile, the answer is kept and counts for nothing."}}, nil
}
