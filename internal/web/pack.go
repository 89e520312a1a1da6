package web

import (
	"slices"

	"amends/internal/practice"
	"amends/internal/web/ui"
)

// showPack is the paper for one visit. It is made from one side's file and what may
// pass now, nothing else: it can be left behind in a prison. What is filled in on
// it is typed into the contact record, whose groups bear the same letters.
func showPack(v *visit) (answer, error) {
	want := fileOf(v)
	c, err := v.openCase(want)
	if err != nil {
		return answer{}, err
	}
	p, err := c.askable()
	if err != nil {
		return answer{}, err
	}
	if want.Contents = c.packTexts(p.ID); len(want.Contents) > 0 {
		if c, err = v.openCase(want); err != nil {
			return answer{}, err
		}
	}
	settings := v.session.Settings()
	f := v.server.frame(c.reference())
	f.Service, f.Neutral = settings.Name, settings.Neutral
	name := c.name(p.ID)
	return shown(ui.Pack{Frame: f, Reference: settings.Neutral + " · " + c.view.Number, Heading: "Visit: " + name, Lead: "Printed on " + c.when(c.now()) + " for " + v.session.Me().Name + ".",
		Tone: c.tone(p.ID), Back: c.link("Back to the case", "", "contact"), Facts: c.packFacts(p), Warnings: c.packWarnings(p), Sections: c.packSections(p)}), nil
}

// packTexts are the texts a pack may hold: theirs that wait to pass, and what the
// visitor may hand over to them.
func (c *caseVisit) packTexts(id practice.PartyID) []practice.ContentID {
	var all []practice.ContentID
	for _, x := range c.state.Crossings {
		if x.Content != "" && !x.IsOver() && slices.Contains(x.From, id) {
			all = append(all, x.Content)
		}
	}
	for _, x := range c.carried(id) {
		if x.Content != "" && !slices.Contains(all, x.Content) {
			all = append(all, x.Content)
		}
	}
	return all
}

func (c *caseVisit) packFacts(p practice.Party) []ui.Fact {
	view := c.partyView(p.ID)
	facts := []ui.Fact{{Label: "How to reach them", Value: view.Care}}
	if view.Care == "" {
		facts[0].Value = "Not known yet. Ask first what is safe"
	}
	if view.File.About != "" {
		facts = append(facts, ui.Fact{Label: "What helps", Value: view.File.About})
	}
	if next := c.nextStep(p, view.File); next != "" {
		facts = append(facts, ui.Fact{Label: "What this visit is for", Value: next})
	}
	return facts
}

// packWarnings are what must be known at the gate. The bar is said as it binds
// this person; the names on the other end stay out of the paper.
func (c *caseVisit) packWarnings(p practice.Party) []ui.Alert {
	var all []ui.Alert
	for _, b := range c.state.Bars {
		if c.barStands(b) && slices.Contains(b.On, p.ID) {
			all = append(all, ui.Alert{State: ui.StateStopped,
				Heading: word(barKinds(), b.Kind) + untilText(c.untilDay(b.Until)) + " is in force.",
				Text:    "Carry nothing that is not listed in this pack, and tell nothing of anybody else."})
		}
	}
	ring := "Ask whoever is at the desk"
	if phone := c.session.Settings().Phone; phone != "" {
		ring = "Ring " + phone
	}
	return append(all, ui.Alert{State: ui.StateOpen, Heading: ring + " before you hand anything over.",
		Text: "Somebody may have taken something back since this was printed. Only that call tells you whether it still stands."})
}

// untilText is an end, joined to what it ends.
func untilText(until string) string {
	if until == "" {
		return ""
	}
	return until[1:] // without its comma
}

func (c *caseVisit) packSections(p practice.Party) []ui.PackSection {
	view := c.partyView(p.ID)
	name := c.name(p.ID)
	sections := []ui.PackSection{
		{Mark: markWhen, Heading: "When and how", Lead: reachedAsk + " If not, fill in a note and the next step, and nothing else.", Ticks: labelsOf(reachedOptions()),
			Ask: "Date and time, and who else was there:", Lines: 1},
		{Mark: markFirst, Heading: "First things", Ticks: firstTicks(p)},
		{Mark: markSaid, Heading: "What was said", Points: view.File.Questions, Lines: 6},
	}
	if len(view.File.Questions) > 0 {
		sections[2].Lead = "What " + name + " wanted answered the last time:"
	}
	if len(sections[1].Ticks) == 0 {
		sections = slices.Delete(sections, 1, 2)
	}
	sections = append(sections, ui.PackSection{Mark: markAgrees, Heading: "What " + name + " agrees to today", Lead: "Read each line aloud. They can say yes to some and no to others.", NewPage: true,
		Ticks: c.packAsks(p), Letters: c.packOwn(p), Signs: []string{name + " signs or makes a mark", "Facilitator signs"}})
	if slices.ContainsFunc(c.state.Harms, func(h practice.Harm) bool { return slices.Contains(h.Responsible, p.ID) }) {
		sections = append(sections, ui.PackSection{Mark: markFacts, Heading: "The basic facts",
			Ticks: []string{"They acknowledge the basic facts", "They do not", "They cannot say yet"}})
	}
	sections = append(sections,
		ui.PackSection{Mark: markPrepare, Heading: "Preparation",
			Ticks: []string{"This was a preparation session", "They say they are ready", "They say they are not ready yet"},
			Lead:  "In their words:", Lines: 2},
		ui.PackSection{Mark: markPoints, Heading: "Something to be passed on by voice",
			Lead:  "Take the points down, read them back, and tick if they agree to exactly these.",
			Ticks: []string{"Read back, and agreed to exactly these points"}, Lines: 5})
	if handed := c.packHanded(p); len(handed.Letters)+len(handed.Ticks) > 0 {
		sections = append(sections, handed)
	}
	return append(sections,
		ui.PackSection{Mark: markReach, Heading: "How to reach them safely", Lead: "What has changed:", Lines: 2},
		ui.PackSection{Mark: markNext, Heading: "Next step", Lead: "What, and by when:", Lines: 2})
}

// labelsOf are what there is to choose on a form, as ticks on paper.
func labelsOf(options []ui.Option) []string {
	labels := make([]string, len(options))
	for i, o := range options {
		labels[i] = o.Label
	}
	return labels
}

func firstTicks(p practice.Party) []string {
	var ticks []string
	if p.LimitsExplained == 0 {
		ticks = append(ticks, "The limits of confidentiality were explained")
	}
	if p.IdentityChecked == 0 {
		ticks = append(ticks, "Who they are was checked")
	}
	return ticks
}

// packAsks are the lines they can agree to: only what they know of already, for
// this paper may be left lying (P3).
func (c *caseVisit) packAsks(p practice.Party) []string {
	var ticks []string
	for _, a := range c.asks(p) {
		if a.told {
			ticks = append(ticks, a.words)
		}
	}
	return ticks
}

// packOwn are their own texts, to be read back to them.
func (c *caseVisit) packOwn(p practice.Party) []ui.Letter {
	var letters []ui.Letter
	for _, x := range c.state.Crossings {
		if text, open := c.text(x.Content); open && !x.IsOver() && slices.Contains(x.From, p.ID) {
			letters = append(letters, ui.Letter{Caption: "Their own words, as they stand since " + c.day(text.When), Tone: c.tone(p.ID), Text: paragraphs(text.Text)})
		}
	}
	return letters
}

// packHanded is what may be handed over or read aloud on this visit.
func (c *caseVisit) packHanded(p practice.Party) ui.PackSection {
	s := ui.PackSection{Mark: markPassed, Heading: "What you may pass on", Lead: "Only after the call. Then tick how much of it reached them.", NewPage: true}
	for _, x := range c.carriedUntil(p.ID, c.now()+practice.Day) {
		if text, open := c.text(x.Content); open {
			s.Letters = append(s.Letters, ui.Letter{Caption: c.crossingTitle(x), Tone: ui.ToneBetween, Text: paragraphs(text.Text)})
		}
		for _, e := range extents() {
			s.Ticks = append(s.Ticks, c.crossingTitle(x)+": "+lower(e.label))
		}
		if c.canBeCopied(x) {
			s.Ticks = append(s.Ticks, c.crossingTitle(x)+": they may read it again on their page")
		}
		if x.Kind == practice.Meeting {
			s.Lead = "Only after the call. Then tick how much of it reached them or took place, and who was at the meeting."
			s.Ticks = append(s.Ticks, c.packAttended(x, p)...)
			s.Ask, s.Lines = "Was anybody else there? Who, and as what:", 2
		}
	}
	return s
}

// packAttended asks of each who is expected at a meeting whether they were there, as the
// return form does. The others are called what the one visited knows them by (P3).
func (c *caseVisit) packAttended(x practice.Crossing, p practice.Party) []string {
	theirs := *c
	theirs.reader = p.Side
	expected, _ := theirs.attendees(x)
	var ticks []string
	for _, a := range expected {
		for _, w := range presences() {
			ticks = append(ticks, capital(a.name)+": "+lower(w.label))
		}
	}
	return ticks
}
