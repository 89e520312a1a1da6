package web

import (
	"cmp"
	"slices"

	"amends/internal/practice"
	"amends/internal/web/ui"
)

// passedGroup asks what was handed over in a contact, and what they said to what
// reached them: the part of a contact record that touches crossings.
func (c *caseVisit) passedGroup(p practice.Party) ui.Group {
	g := ui.Group{Mark: markPassed, Heading: "Passed on, and what they said to it", Open: true}
	for _, x := range c.carried(p.ID) {
		g.Inputs = append(g.Inputs, c.handedInput(x))
		if x.Kind == practice.Meeting {
			g.Inputs = append(g.Inputs, c.attendedInputs(x)...)
		}
		if namesSender(x.Kind) {
			g.Inputs = append(g.Inputs, ui.TextInput{Name: "from-" + string(x.ID),
				Label: "If it reached them: how is the sender named to them?", Hint: senderHint, Value: c.sender(x)})
		}
		if c.canBeCopied(x) {
			g.Inputs = append(g.Inputs, copyInput("copy-"+string(x.ID), c.crossingTitle(x)+": may they read it again on their page, if they have one?"))
		}
	}
	for _, x := range c.state.Crossings {
		g.Inputs = append(g.Inputs, c.saidTo(x, p.ID)...)
	}
	if owed := c.followUpOptions(p.ID); len(owed) > 0 {
		g.Inputs = append(g.Inputs, ui.Radios{Name: "followup", Label: "Was this the contact after it, that we owe them?", Small: true,
			Options: append(owed, ui.Option{Value: "", Label: "No", Or: true})})
	}
	return g
}

func (c *caseVisit) handedInput(x practice.Crossing) ui.Input {
	if x.Kind == practice.Meeting {
		return ui.Radios{Name: "handed-" + string(x.ID), Label: c.crossingTitle(x) + ": how much of it took place?", Small: true,
			Options: append(offered(extents()), ui.Option{Value: "", Label: "It is not over yet", Or: true})}
	}
	hint := "Ask before handing over whether it still stands."
	if c.lacksWords(x) {
		hint = (&practice.Refusal{Code: practice.WordsNotHeld}).Sentence()
	}
	return ui.Radios{Name: "handed-" + string(x.ID), Label: c.crossingTitle(x) + ": how much of it reached them?", Small: true,
		Hint:    hint,
		Options: append(offered(extents()), ui.Option{Value: "", Label: "It was not tried", Or: true})}
}

// saidTo asks what somebody says to one crossing that touches them.
func (c *caseVisit) saidTo(x practice.Crossing, id practice.PartyID) []ui.Input {
	var all []ui.Input
	if answersApproach(x, id) {
		all = append(all, ui.Radios{Name: "answer-" + string(x.ID), Label: "They were asked: what did they say to it? " + c.crossingTitle(x), Small: true, Options: []ui.Option{
			{Value: string(practice.Yes), Label: "Yes, they want to hear more"}, {Value: string(practice.No), Label: "No"},
			{Value: string(practice.Later), Label: "Not yet", Reveal: []ui.Input{ui.DateInput{Name: "answer-after-" + string(x.ID), Label: "Not to be raised before"}}},
			{Value: "", Label: "Did not come up", Or: true}}})
	}
	if isHeard(c.state, x, id) {
		all = append(all, ui.Radios{Name: "objects-" + string(x.ID), Label: "Do they object to it? " + c.crossingTitle(x), Small: true, Options: []ui.Option{
			{Value: string(practice.Yes), Label: "They object",
				Reveal: []ui.Input{ui.LongText{Name: "objects-words-" + string(x.ID), Label: "In their words", Rows: 3, Most: mostNote}}},
			{Value: string(practice.No), Label: "They do not object"}, {Value: "", Label: "Did not come up", Or: true}}})
	}
	if c.maySayToldSender(x, id) {
		all = append(all, ui.Radios{Name: "maytell-" + string(x.ID), Label: "May the sender be told that it reached them? " + c.crossingTitle(x), Inline: true, Small: true,
			Options: append(offered(among(answers(), practice.Yes, practice.No)), ui.Option{Value: "", Label: "Did not come up"})})
	}
	if confirmable(x, id) {
		all = append(all, ui.Checkboxes{Name: "confirm", Label: "Asked again today: " + c.crossingTitle(x), Small: true,
			Options: []ui.Option{{Value: string(x.ID), Label: "Everything still stands, and the meeting goes ahead"}}})
	}
	return all
}

// answersApproach says whether somebody was approached and has not given a last word.
func answersApproach(x practice.Crossing, id practice.PartyID) bool {
	if x.Kind != practice.Approach || !slices.Contains(x.To, id) || (x.Delivered == 0 && x.State != practice.Cleared) {
		return false
	}
	return !slices.ContainsFunc(x.Answers, func(a practice.Answered) bool { return a.Party == id && a.Answer != practice.Later })
}

// isHeard says whether somebody is another harmed person who may still have a say in a crossing.
func isHeard(state practice.Case, x practice.Crossing, id practice.PartyID) bool {
	return heardOn(x.Kind) && !x.IsOver() && slices.Contains(state.OtherHarmed(x), id)
}

// maySayToldSender says whether it is theirs to decide that the sender hears of it.
// A no can become a yes later; what was told cannot be untold.
func (c *caseVisit) maySayToldSender(x practice.Crossing, id practice.PartyID) bool {
	return c.view.At.Profile.TellSender == practice.TellIfRecipient && x.Delivered != 0 && x.MayTell != practice.Yes && slices.Contains(x.To, id) &&
		(x.Kind == practice.Letter || x.Kind == practice.Message || x.Kind == practice.Recording)
}

// confirmable says whether the gate can be asked again for a meeting of somebody's.
func confirmable(x practice.Crossing, id practice.PartyID) bool {
	return x.Kind == practice.Meeting && x.State == practice.Cleared && slices.Contains(x.Taking(), id)
}

// followUpOptions are what a party is owed a contact after.
func (c *caseVisit) followUpOptions(id practice.PartyID) []ui.Option {
	var options []ui.Option
	for _, x := range c.state.Crossings {
		for _, f := range x.FollowUps {
			if f.Party == id && f.Done == 0 {
				options = append(options, ui.Option{Value: string(x.ID), Label: c.crossingTitle(x), Hint: "Due by " + c.when(f.Due)})
				break
			}
		}
	}
	return options
}

// readPassed reads what [caseVisit.passedGroup] asks.
func (c *caseVisit) readPassed(p practice.Party, r *practice.RecordContact) {
	s := c.sent
	for _, x := range c.carried(p.ID) {
		if extent := choice(s, "handed-"+string(x.ID), taken(extents()), ""); extent != "" {
			r.Delivers = append(r.Delivers, c.delivering(x, extent))
		}
	}
	var meetings []practice.CrossingID
	for _, x := range c.state.Crossings {
		c.readSaidTo(x, p.ID, r)
		if confirmable(x, p.ID) {
			meetings = append(meetings, x.ID)
		}
	}
	r.Confirms = choices(s, "confirm", meetings, "")
	var owed []practice.CrossingID
	for _, o := range c.followUpOptions(p.ID) {
		owed = append(owed, practice.CrossingID(o.Value))
	}
	r.FollowUp = choice(s, "followup", owed, "")
}

func (c *caseVisit) readSaidTo(x practice.Crossing, id practice.PartyID, r *practice.RecordContact) {
	s, key := c.sent, string(x.ID)
	if answersApproach(x, id) {
		if answer := choice(s, "answer-"+key, taken(answers()), ""); answer != "" {
			said := practice.Answering{Crossing: x.ID, Answer: answer}
			if answer == practice.Later {
				said.After = s.day("answer-after-"+key, "")
			}
			r.Answers = append(r.Answers, said)
		}
	}
	yesOrNo := []practice.Answer{practice.Yes, practice.No}
	if isHeard(c.state, x, id) {
		if answer := choice(s, "objects-"+key, yesOrNo, ""); answer != "" {
			r.Objections = append(r.Objections, practice.Objecting{Crossing: x.ID, Objects: answer == practice.Yes, Words: s.text("objects-words-"+key, mostNote, "")})
		}
	}
	if c.maySayToldSender(x, id) {
		if answer := choice(s, "maytell-"+key, yesOrNo, ""); answer != "" {
			r.MayTell = append(r.MayTell, practice.MayTell{Crossing: x.ID, Yes: answer == practice.Yes})
		}
	}
}

// sender is how whoever something comes from is named to whom it is given, unless a
// name is typed: by what they are, and not which of several. Neither a name nor how
// many there are is the recipient's to learn from us unasked (P3, P10).
func (c *caseVisit) sender(x practice.Crossing) string {
	plain := *c
	if len(x.To) > 0 {
		plain.reader = c.sideOf(x.To[0])
	}
	return plain.names(x.From)
}

// namesSender says whether what is handed over bears a sender: the kinds that practice
// puts into a box with a name. Nobody gives a notice, and a meeting, a talk and a
// publication are not from one to another.
func namesSender(k practice.Kind) bool {
	switch k {
	case practice.Approach, practice.Message, practice.Letter, practice.Recording, practice.Details:
		return true
	case practice.Meeting, practice.Publication, practice.Talk, practice.Notice:
	}
	return false
}

// senderHint stands beside every field that names a sender.
const senderHint = "It stands on their page, if they have one. Put a name only if the sender agreed that they learn it."

// lacksWords says whether the visitor carries words to somebody that they have not
// been given the key to: saying that all of it was handed over is refused.
func (c *caseVisit) lacksWords(x practice.Crossing) bool {
	_, open := c.text(x.Content)
	return x.Content != "" && len(x.To) > 0 && !open && x.State == practice.Cleared && x.Clearance.Carrier == c.view.At.Actor
}

// delivering is what is recorded of a handing over: with a copy of the text, as its
// own compartment holds it, if they may read it again.
func (c *caseVisit) delivering(x practice.Crossing, extent practice.Extent) practice.Delivering {
	d := practice.Delivering{Crossing: x.ID, Extent: extent}
	if x.Kind == practice.Meeting {
		d.Attended = c.readAttended(x, extent)
	}
	if namesSender(x.Kind) {
		d.From = cmp.Or(c.sent.line("from-"+string(x.ID), mostLine, ""), c.sender(x))
	}
	d.Copy = c.readCopy(x, extent, "copy-"+string(x.ID))
	return d
}
