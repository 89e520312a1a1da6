package web

import (
	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// contentSteps are the forms about texts: written in their author's words, read,
// signed off, put before their author.
func contentSteps() []step {
	wording := map[string]string{"text": "text", "verdict": "verdict", "wording": "verdict"}
	return []step{
		{path: "write/{party}", want: fileOf, sheet: writeSheet, read: readWrite, fields: map[string]string{"when": "when", "kind": "kind", "text": "text"}},
		{path: "content/{content}/revise", texts: thisText, sheet: reviseSheet, read: readRevise, fields: map[string]string{"when": "when", "text": "text"}},
		{path: "content/{content}/withdraw", sheet: withdrawSheet, read: readWithdraw, fields: map[string]string{"when": "when"}},
		{path: "content/{content}/read", texts: thisText, sheet: readingSheet, read: readReading, fields: wording},
		{path: "content/{content}/sign-off", texts: thisText, sheet: signOffSheet, read: readSignOff, fields: wording},
		{path: "content/{content}/show", texts: thisText, sheet: showWordingSheet, read: readShowWording, fields: map[string]string{"for": "for"}},
		{path: "interest/{party}", sheet: interestSheet, read: readInterest, fields: map[string]string{"when": "when", "kind": "kind"}},
	}
}

// thisText opens the content that the path names.
func thisText(c *caseVisit) []practice.ContentID {
	return []practice.ContentID{practice.ContentID(c.PathValue("content"))}
}

// text is a content's text, if the view opened it.
func (c *caseVisit) text(id practice.ContentID) (practice.Version, bool) {
	text, open := c.texts[id]
	if !open {
		return practice.Version{}, false
	}
	return text.Current()
}

// readable finds the content that the path names, with its text. One that the
// visitor may not open is not there.
func (c *caseVisit) readable() (practice.Content, practice.Version, error) {
	content, err := c.content()
	if err != nil {
		return content, practice.Version{}, err
	}
	text, open := c.text(content.ID)
	if !open {
		return content, text, casework.ErrNotThere
	}
	return content, text, nil
}

func (c *caseVisit) letter(content practice.Content, text practice.Version) ui.Letter {
	return ui.Letter{ID: "wording", Heading: c.contentTitle(content), Caption: "As it stands since " + c.day(text.When),
		Tone: c.tone(content.Author), Text: paragraphs(text.Text)}
}

func writeSheet(c *caseVisit) (sheet, error) {
	p, err := c.theirs()
	if err != nil {
		return sheet{}, err
	}
	name := c.name(p.ID)
	return sheet{heading: "Take something down", about: name, submit: "Save it", back: c.href("letters"), alerts: c.diedAlerts(p), lead: "In their own words. They agree to exactly this text, so change nothing in it without them.",
		groups: []ui.Group{{Inputs: []ui.Input{
			ui.Radios{Name: "kind", Label: "What is it?", Small: true, Options: offered(contentKinds())},
			ui.LongText{Name: "text", Label: "The text", Rows: 14, Most: mostText},
			ui.Checkboxes{Name: "banked", Label: "The letter bank", Small: true,
				Options: []ui.Option{{Value: "yes", Label: "Keep it until the person it is for wants to know",
					Hint: "Nobody on the other side is told that it is there."}}},
			ui.DateInput{Name: "when", Label: "When was it given?", Hint: emptyForNow, WithTime: true},
		}}}}, nil
}

func readWrite(c *caseVisit) practice.Command {
	s := c.sent
	return practice.WriteContent{Author: practice.PartyID(c.PathValue("party")), Kind: choice(s, "kind", taken(contentKinds()), "Choose what it is"),
		Text: s.text("text", mostText, "Write the text"), Banked: s.yes("banked"), When: s.when("when", "")}
}

func reviseSheet(c *caseVisit) (sheet, error) {
	content, text, err := c.readable()
	if err != nil {
		return sheet{}, err
	}
	return sheet{heading: "Change the text", about: c.contentTitle(content), submit: "Save the new text", back: c.href("content", string(content.ID)),
		lead: "Whatever was agreed to, read or signed off was the old text. All of it is asked again.",
		groups: []ui.Group{{Inputs: []ui.Input{
			ui.LongText{Name: "text", Label: "The text", Rows: 14, Most: mostText, Value: text.Text},
			ui.DateInput{Name: "when", Label: "When was it changed?", Hint: emptyForNow, WithTime: true},
		}}}}, nil
}

func readRevise(c *caseVisit) practice.Command {
	return practice.ReviseContent{Content: practice.ContentID(c.PathValue("content")),
		Text: c.sent.text("text", mostText, "Write the text"), When: c.sent.when("when", "")}
}

func withdrawSheet(c *caseVisit) (sheet, error) {
	content, err := c.content()
	if err != nil || !c.sees(content.Author) {
		return sheet{}, casework.ErrNotThere
	}
	return sheet{heading: "Take it back", about: c.contentTitle(content), submit: "Take it back", warn: true, back: c.href("letters"), done: "stopped",
		lead:   "Nothing of it passes any more. What has reached somebody cannot be called back.",
		groups: []ui.Group{{Inputs: []ui.Input{ui.DateInput{Name: "when", Label: "When did they say so?", Hint: emptyForNow, WithTime: true}}}}}, nil
}

func readWithdraw(c *caseVisit) practice.Command {
	return practice.WithdrawContent{Content: practice.ContentID(c.PathValue("content")), When: c.sent.when("when", "")}
}

// verdictSheet shows a text and asks whether it may go as it stands. What is read
// is sent along, so that a text that moved meanwhile is not passed unread.
func (c *caseVisit) verdictSheet(heading, lead string) (sheet, error) {
	content, text, err := c.readable()
	if err != nil {
		return sheet{}, err
	}
	return sheet{heading: heading, about: c.contentTitle(content), lead: lead, submit: "Save this", back: c.href("content", string(content.ID)),
		sections: []ui.Section{c.letter(content, text)}, hidden: []ui.Hidden{{Name: "wording", Value: string(text.Wording)}},
		groups: []ui.Group{{Inputs: []ui.Input{
			ui.Radios{Name: "verdict", Label: "May it go as it stands?", Options: offered(verdicts())},
			ui.LongText{Name: "text", Label: "What has to be changed, or what you noticed", Hint: "Needed when it goes back.", Rows: 4, Most: mostNote},
		}}}}, nil
}

func readingSheet(c *caseVisit) (sheet, error) {
	return c.verdictSheet("Read it", "Threats, contact details, blame, or anything that could harm whoever reads it. One reading is for exactly this text.")
}

func readReading(c *caseVisit) practice.Command {
	s := c.sent
	return practice.ReadContent{Content: practice.ContentID(c.PathValue("content")), Wording: practice.Wording(s.values.Get("wording")),
		Verdict: choice(s, "verdict", taken(verdicts()), "Choose whether it may go"), Text: s.text("text", mostNote, "")}
}

func signOffSheet(c *caseVisit) (sheet, error) {
	return c.verdictSheet("Sign it off", "The second pair of eyes. It has to be somebody else than who read it first.")
}

func readSignOff(c *caseVisit) practice.Command {
	s := c.sent
	return practice.SignOff{Content: practice.ContentID(c.PathValue("content")), Wording: practice.Wording(s.values.Get("wording")),
		Verdict: choice(s, "verdict", taken(verdicts()), "Choose whether it may go"), Text: s.text("text", mostNote, "")}
}

// showWordingSheet puts a text before its author on their own page.
func showWordingSheet(c *caseVisit) (sheet, error) {
	content, text, err := c.readable()
	if err != nil {
		return sheet{}, err
	}
	if author, _ := c.state.Party(content.Author); !author.IsHere() {
		return sheet{}, &practice.Refusal{Code: practice.DiedParty}
	}
	name := c.name(content.Author)
	return sheet{heading: "Put it before " + name, about: c.contentTitle(content), submit: "Put it on their page", back: c.href("content", string(content.ID)),
		lead:     "They can agree to it or change it on their own page. Nothing passes before they agree.",
		sections: []ui.Section{c.letter(content, text)},
		groups: []ui.Group{{Inputs: []ui.Input{ui.TextInput{Name: "for", Label: "To whom would it go, and how?",
			Hint: "It stands above the text on their page. Name nobody they have not been told of."}}}}}, nil
}

func readShowWording(c *caseVisit) practice.Command {
	command := practice.ShowWording{Content: practice.ContentID(c.PathValue("content")), For: c.sent.line("for", mostLine, "Say to whom it would go, and how")}
	if text, open := c.text(command.Content); open {
		command.Copy = text.Copy()
	}
	return command
}

// interestSheet keeps an interest silently on file.
func interestSheet(c *caseVisit) (sheet, error) {
	p, err := c.theirs()
	if err != nil {
		return sheet{}, err
	}
	return sheet{heading: "Keep an interest on file", about: c.name(p.ID), submit: "Keep it", lead: "It waits silently. Nobody on another side is told.",
		groups: []ui.Group{{Inputs: []ui.Input{
			ui.Radios{Name: "kind", Label: "What would they be open to?", Small: true,
				Options: offered(among(kinds(), practice.Message, practice.Letter, practice.Recording, practice.Meeting, practice.Talk))},
			ui.DateInput{Name: "when", Label: "When did they say so?", Hint: emptyForNow, WithTime: true},
		}}}}, nil
}

func readInterest(c *caseVisit) practice.Command {
	return practice.DepositInterest{Party: practice.PartyID(c.PathValue("party")),
		Kind: choice(c.sent, "kind", practice.Kinds(), "Choose what they would be open to"), When: c.sent.when("when", "")}
}
