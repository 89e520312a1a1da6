package web

import (
	"slices"
	"strings"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// laterSteps are the forms for what becomes of those in a case, and of what binds them.
// Their addresses do not say what happened (P10).
func laterSteps() []step {
	return []step{
		{path: "party/{party}/last", sheet: deathSheet, read: readDeath, fields: map[string]string{"when": "when", "speaker": "speaker", "party": "when"}},
		{path: "party/{party}/speaker", sheet: speakerOfPartySheet, read: readSpeaker, fields: speakerFields()},
		{path: "person", sheet: speakOfSheet, read: readSpeakOf,
			fields: map[string]string{"when": "when", "spoken_of.unasked": "unasked", "name": "name", "speaker": "speaker"}},
		{path: "person/{spoken}/speaker", sheet: speakerSheet, read: readSpeaker, fields: speakerFields()},
		{path: "part", sheet: partSheet, read: readPart, fields: map[string]string{"when": "when", "from": "leaving", "leaving": "leaving", "text": "text"}},
		{path: "helper/{helper}", sheet: changeHelperSheet, read: readChangeHelper, fields: map[string]string{"when": "when", "helper": "ready", "text": "text"}},
		{path: "sensitive", sheet: sensitiveSheet, read: readSensitive, fields: map[string]string{"text": "text"}},
		{path: "undertaking/{undertaking}/change", sheet: changePromiseSheet, read: readChangePromise,
			fields: map[string]string{"when": "when", "agreed": "agreed", "due": "due", "undertaking": "text", "text": "text"}},
	}
}

func speakerFields() map[string]string {
	return map[string]string{"when": "when", "speaker": "speaker", "party": "speaker", "spoken_of": "speaker"}
}

// laterLinks lead to the forms about those who are not asked themselves. That somebody
// died is written down from among what can be done with them ([caseVisit.moreOfEach]).
func (c *caseVisit) laterLinks() []ui.Link {
	links := []ui.Link{c.link("Somebody who will not be asked", "", "person")}
	for _, p := range c.mine() {
		if p.Died != 0 {
			links = append(links, c.link("Who speaks for the memory of "+c.name(p.ID), "", "party", string(p.ID), "speaker"))
		}
	}
	for _, id := range c.unasked() {
		links = append(links, c.link("Who speaks for "+c.spoken(id), "", "person", string(id), "speaker"))
	}
	return links
}

// sideLinks lead to the forms about sides; to parting where there is one to part.
func (c *caseVisit) sideLinks() []ui.Link {
	links := []ui.Link{c.link("Two sides become one", "", "share")}
	if len(c.partable()) > 0 {
		links = append(links, c.link("They share no more", "", "part"))
	}
	return links
}

// turned is the command that turns round whether the case is marked as sensitive.
func (c *caseVisit) turned() practice.SetSensitive {
	return practice.SetSensitive{Sensitive: !c.state.Sensitive}
}

// sensitiveLinks lead to marking the case or to lifting that, for whoever may.
func (c *caseVisit) sensitiveLinks() []ui.Link {
	switch {
	case practice.May(c.state, c.turned(), c.view.At) != nil:
		return nil
	case c.state.Sensitive:
		return []ui.Link{c.link("The case is no longer sensitive", "", "sensitive")}
	default:
		return []ui.Link{c.link("Mark the case as sensitive", "", "sensitive")}
	}
}

// sensitiveLine says who can lift the mark, to whoever works here and cannot (P9).
func (c *caseVisit) sensitiveLine() []string {
	refusal, is := isRefusal(practice.May(c.state, c.turned(), c.view.At))
	if !is || refusal.Code != practice.NotYourDuty || !c.state.Sensitive {
		return nil
	}
	may := practice.DutiesFor(c.turned())
	var who []string
	for _, id := range c.allocated(may...) {
		who = append(who, c.colleague(id))
	}
	if len(who) == 0 {
		for _, d := range may {
			who = append(who, article(lower(word(duties(), d))))
		}
	}
	return []string{"The case is marked as sensitive. " + capital(either(who)) + " can lift that."}
}

// either joins names of which one is enough.
func either(all []string) string {
	if len(all) < 2 {
		return joined(all)
	}
	return strings.Join(all[:len(all)-1], ", ") + " or " + all[len(all)-1]
}

// alwaysSensitive says whether the case is sensitive by its kind of harm, marked or not.
func (c *caseVisit) alwaysSensitive() bool {
	unmarked := c.state
	unmarked.Sensitive = false
	return unmarked.IsSensitive(c.view.At.Profile)
}

// sinceInput asks when something happened that may be written down later.
func sinceInput(label string) ui.Input {
	return ui.DateInput{Name: "when", Label: label, Hint: "Leave it empty for just now; the time too, where only the day is known.", WithTime: true}
}

// speakerInput asks who may speak for somebody's memory, of those who are here.
func (c *caseVisit) speakerInput(of practice.PartyID, now practice.PartyID) ui.Input {
	others := c.partyOptions(func(p practice.Party) bool { return p.IsHere() && p.ID != of })
	return ui.Select{Name: "speaker", Label: "Who may speak for their memory?", Hint: "A relative, as a rule, and nobody who is responsible for what was done to them. With nobody, nothing of theirs is used.",
		Options: append([]ui.Option{{Value: "", Label: "Nobody"}}, others...), Value: string(now)}
}

func deathSheet(c *caseVisit) (sheet, error) {
	p, err := c.theirs()
	if err != nil {
		return sheet{}, err
	}
	if p.Died != 0 {
		return sheet{}, &practice.Refusal{Code: practice.Unchanged}
	}
	name := c.name(p.ID)
	points := []string{"What would come from " + name + ", or go to them, stops at once.", "They are asked nothing more."}
	if c.partyView(p.ID).Login {
		points = append(points, "Their login ends at once: nobody who has their telephone or passphrase gets in. What is on their page stays as it is, for us.")
	}
	points = append(points, "Nobody on another side is told why it stopped.")
	return sheet{heading: capital(name) + " has died", about: name, submit: "Put it on record", warn: true, back: c.href("people"), points: points,
		groups: []ui.Group{{Inputs: []ui.Input{
			sinceInput("When did they die?"), c.speakerInput(p.ID, ""),
			ui.LongText{Name: "text", Label: "How do we know, and what did the family ask for?", Hint: "It goes into their file.", Rows: 3, Most: mostNote},
		}}}}, nil
}

func readDeath(c *caseVisit) practice.Command {
	return practice.RecordDeath{Party: practice.PartyID(c.PathValue("party")), When: c.sent.when("when", ""),
		Speaker: c.oneOf("speaker"), Text: c.sent.text("text", mostNote, "Write how we know")}
}

func speakerOfPartySheet(c *caseVisit) (sheet, error) {
	p, err := c.theirs()
	if err != nil {
		return sheet{}, err
	}
	if p.Died == 0 {
		return sheet{}, &practice.Refusal{Code: practice.WrongState}
	}
	return c.speakerForm(c.name(p.ID), p.ID, p.Speaker), nil
}

// spokenOfHere finds the person spoken of whom the path names, who is not in the case by now.
func (c *caseVisit) spokenOfHere() (practice.SpokenOf, error) {
	for _, s := range c.state.SpokenOf {
		if string(s.ID) == c.PathValue("spoken") && s.Became == "" {
			return s, nil
		}
	}
	return practice.SpokenOf{}, casework.ErrNotThere
}

func speakerSheet(c *caseVisit) (sheet, error) {
	s, err := c.spokenOfHere()
	if err != nil {
		return sheet{}, err
	}
	return c.speakerForm(c.spoken(s.ID), "", s.Speaker), nil
}

func (c *caseVisit) speakerForm(about string, of, now practice.PartyID) sheet {
	return sheet{heading: "Who speaks for " + about, about: about, submit: "Save it", back: c.href("people"), lead: "Theirs is the word on what is used of " + about + ".",
		groups: []ui.Group{{Inputs: []ui.Input{
			c.speakerInput(of, now),
			ui.LongText{Name: "text", Label: "Why", Rows: 3, Most: mostNote},
			sinceInput("Since when?"),
		}}}}
}

func readSpeaker(c *caseVisit) practice.Command {
	return practice.NameSpeaker{Party: practice.PartyID(c.PathValue("party")), SpokenOf: practice.SpokenOfID(c.PathValue("spoken")),
		Speaker: c.oneOf("speaker"), When: c.sent.when("when", ""), Text: c.sent.text("text", mostNote, "Write why")}
}

func speakOfSheet(c *caseVisit) (sheet, error) {
	return sheet{heading: "Somebody who will not be asked", submit: "Put them on record", back: c.href("people"),
		lead: "Everybody who works on the case reads this name. Each version of a talk or publication is then gone through again.",
		groups: []ui.Group{{Inputs: []ui.Input{
			ui.TextInput{Name: "name", Label: "Name, or what they are called here"},
			ui.Radios{Name: "unasked", Label: "Why are they not asked?", Small: true, Options: offered(unaskedWords())},
			c.speakerInput("", ""), sinceInput("When did we learn of them?"),
		}}}}, nil
}

func readSpeakOf(c *caseVisit) practice.Command {
	return practice.SpeakOf{Name: c.sent.line("name", mostLine, "Enter a name"), Unasked: choice(c.sent, "unasked", taken(unaskedWords()), "Choose why they are not asked"),
		Speaker: c.oneOf("speaker"), When: c.sent.when("when", "")}
}

// partable are the parties who can leave the side they share with others: of the sides that
// the visitor works with, those that have more than one person of their own.
func (c *caseVisit) partable() []practice.Party {
	own := func(p practice.Party) bool { return c.sees(p.ID) && p.IsHere() && p.For == "" }
	return slices.DeleteFunc(c.mine(), func(p practice.Party) bool {
		return !own(p) || !slices.ContainsFunc(c.state.Parties, func(o practice.Party) bool { return o.ID != p.ID && o.Side == p.Side && own(o) })
	})
}

func partSheet(c *caseVisit) (sheet, error) {
	s := sheet{heading: "They share no more", submit: "They share no more", back: c.href("people"),
		lead: "The word of one is enough. From then on nothing that one says is told to the other without their own yes."}
	var options []ui.Option
	for _, p := range c.partable() {
		options = append(options, ui.Option{Value: string(p.ID), Label: capital(c.name(p.ID)), Hint: "Now on " + c.side(p.Side)})
	}
	if len(options) == 0 {
		return sheet{}, &practice.Refusal{Code: practice.WrongState}
	}
	s.groups = []ui.Group{{Inputs: []ui.Input{
		ui.Checkboxes{Name: "leaving", Label: "Who gets a side of their own?",
			Hint:  "Together, if more than one is chosen. Whoever is there for them goes with them; whoever works with them goes on with both.",
			Small: true, Options: options},
		ui.LongText{Name: "text", Label: "What was said", Hint: "It goes into the file of those who leave.", Rows: 3, Most: mostNote}, sinceInput("Since when?"),
	}}}
	return s, nil
}

// readPart reads who leaves; the side they leave is that of the first.
func readPart(c *caseVisit) practice.Command {
	var ids []practice.PartyID
	for _, p := range c.partable() {
		ids = append(ids, p.ID)
	}
	command := practice.PartSides{Leaving: choices(c.sent, "leaving", ids, "Choose who gets a side of their own"),
		When: c.sent.when("when", ""), Text: c.sent.text("text", mostNote, "")}
	if len(command.Leaving) > 0 {
		command.From = c.sideOf(command.Leaving[0])
	}
	return command
}

// helperReady is what has to be done before anybody can plan with a helper.
func helperReady() []ui.Option {
	return []ui.Option{
		{Value: "signed", Label: "They have signed confidentiality"},
		{Value: "checked", Label: "They were checked for conflicts, and there is none"},
	}
}

func changeHelperSheet(c *caseVisit) (sheet, error) {
	at := slices.IndexFunc(c.state.Helpers, func(h practice.Helper) bool { return string(h.ID) == c.PathValue("helper") })
	if at < 0 {
		return sheet{}, casework.ErrNotThere
	}
	h := c.state.Helpers[at]
	var stands []string
	if h.Confidential {
		stands = append(stands, "signed")
	}
	if h.Checked {
		stands = append(stands, "checked")
	}
	return sheet{heading: "How a helper stands", about: c.helper(h), submit: "Save it", back: c.href("people"),
		lead: "Without both of these nobody can plan with them, and no meeting with them goes ahead.",
		stands: []ui.Fact{
			{Label: "Has signed confidentiality", Value: yesOrNo(h.Confidential)},
			{Label: "Was checked for conflicts, and has none", Value: yesOrNo(h.Checked)},
		},
		groups: []ui.Group{{Inputs: []ui.Input{
			ui.Checkboxes{Name: "ready", Label: "What is done?", Small: true, Options: helperReady(), Values: stands},
			ui.LongText{Name: "text", Label: "What was found",
				Hint: "Needed where something no longer stands. Everybody who works on the case reads it.", Rows: 3, Most: mostNote},
			sinceInput("Since when?"),
		}}}}, nil
}

func readChangeHelper(c *caseVisit) practice.Command {
	ready := choices(c.sent, "ready", []string{"signed", "checked"}, "")
	return practice.ChangeHelper{Helper: practice.HelperID(c.PathValue("helper")), Confidential: slices.Contains(ready, "signed"), Checked: slices.Contains(ready, "checked"),
		When: c.sent.when("when", ""), Text: c.sent.text("text", mostNote, "")}
}

func sensitiveSheet(c *caseVisit) (sheet, error) {
	if err := practice.May(c.state, c.turned(), c.view.At); err != nil {
		return sheet{}, err
	}
	s := sheet{heading: "The case is sensitive", submit: "Mark it as sensitive", lead: "From now on a second person reads whatever passes. What was ready after one reading is called back, and whoever carries it is told.",
		groups: []ui.Group{{Inputs: []ui.Input{ui.LongText{Name: "text", Label: "Why?", Hint: "Everybody who works on the case reads it.",
			Rows: 3, Most: mostNote}}}}}
	if c.state.Sensitive {
		s.heading, s.submit, s.lead = "The case is no longer sensitive", "It is no longer sensitive", "One person’s reading is then enough again."
	}
	if c.alwaysSensitive() {
		s.lead = "After this kind of harm a second person reads whatever passes, by the service’s rules and whatever is marked here."
	}
	s.hidden = []ui.Hidden{{Name: "was", Value: sensitiveWord(c.state.Sensitive)}}
	return s, nil
}

func sensitiveWord(is bool) string {
	if is {
		return "sensitive"
	}
	return "ordinary"
}

// readSensitive turns the mark round from what whoever sent this saw: where somebody
// else has done it meanwhile, it is refused and not turned back.
func readSensitive(c *caseVisit) practice.Command {
	was := choice(c.sent, "was", []string{sensitiveWord(true), sensitiveWord(false)}, "Open this page again")
	return practice.SetSensitive{Sensitive: was != sensitiveWord(true), Text: c.sent.text("text", mostNote, "Write why")}
}

// promised finds the promise that the path names, and the agreement it stands in.
func (c *caseVisit) promised() (practice.Promise, practice.Agreement, error) {
	for _, a := range c.state.Agreements {
		for _, u := range a.Undertakings {
			if string(u.ID) == c.PathValue("undertaking") {
				return u, a, nil
			}
		}
	}
	return practice.Promise{}, practice.Agreement{}, casework.ErrNotThere
}

func changePromiseSheet(c *caseVisit) (sheet, error) {
	u, a, err := c.promised()
	if err != nil {
		return sheet{}, err
	}
	due := ui.DateInput{Name: "due", Label: "By when, from now on?", Hint: "Leave it empty if no day is set any more."}
	if u.Due != 0 {
		due = dateInput(due, u.Due, c.zone())
	}
	return sheet{heading: "The promise is changed", about: c.name(u.Party), submit: "Change it", back: c.href("outcomes"),
		lead: "Only on the word of everybody in the agreement. As it stands: " + c.promise(u.ID),
		groups: []ui.Group{{Inputs: []ui.Input{
			ui.Checkboxes{Name: "agreed", Label: "Who has agreed to the change?", Small: true,
				Options: c.partyOptions(func(p practice.Party) bool { return p.IsHere() && slices.Contains(a.Parties, p.ID) })},
			ui.LongText{Name: "text", Label: "What is promised now, in their words", Hint: "Leave it empty if only the day changes.", Rows: 3, Most: mostNote},
			due, sinceInput("When did they agree to it?"),
		}}}}, nil
}

func readChangePromise(c *caseVisit) practice.Command {
	u, _, _ := c.promised()
	due := c.sent.day("due", "")
	if due != 0 && c.day(due) == c.day(u.Due) {
		due = u.Due // the form asks for a day alone
	}
	return practice.ChangeUndertaking{Undertaking: practice.UndertakingID(c.PathValue("undertaking")), Agreed: c.chosen("agreed", "Choose who has agreed"),
		Text: c.sent.text("text", mostNote, ""), Due: due, When: c.sent.when("when", "")}
}
