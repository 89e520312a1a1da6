package web

import (
	"cmp"
	"slices"
	"strings"

	"amends/internal/practice"
	"amends/internal/web/ui"
)

// card draws one party: how to reach them safely first, then where they stand.
func (c *caseVisit) card(p practice.Party) ui.Party {
	view := c.partyView(p.ID)
	file, name := view.File, c.name(p.ID)
	card := ui.Party{
		ID: string(p.ID), Tone: c.tone(p.ID), Role: c.role(p), Name: cmp.Or(file.Full, name), Short: name, About: aboutLine(file),
		Care: c.careBox(p), Facts: c.partyFacts(p, file), Tags: partyTags(p),
		AgreedHeading: "What " + name + " has agreed to", Agreed: c.agreedList(p.ID),
	}
	if len(card.Agreed) > 0 {
		card.AgreedMore = c.link("Everything "+name+" has agreed to", "", "consent")
	}
	if p.IsHere() && (p.Standing == practice.Principal || p.Sessions > 0) {
		card.Preparation = &ui.Preparation{Done: p.Sessions, Of: c.view.At.Profile.SessionsFor(p),
			Heading: "What " + name + " would like answered", Points: file.Questions}
	}
	if p.IsHere() {
		card.Links = []ui.Link{
			c.link("Write down a contact", "with "+name, "contact", string(p.ID)),
			c.link("Print a pack for a visit", "to "+name, "pack", string(p.ID)),
		}
	}
	card.Links = append(card.Links, c.link("Show only "+possessive(name)+" side", "", "side", string(p.Side)))
	return card
}

// aboutLine is what somebody likes to be called, and what else helps.
func aboutLine(file practice.File) string {
	var parts []string
	if file.Short != "" && file.Short != file.Full && !strings.HasPrefix(file.Full, file.Short+" ") {
		parts = append(parts, "Likes to be called "+file.Short)
	}
	if file.About != "" {
		parts = append(parts, file.About)
	}
	return strings.Join(parts, " · ")
}

// careBox is how to reach somebody safely: its first sentence stands out.
func (c *caseVisit) careBox(p practice.Party) *ui.Care {
	text := c.care(p.ID)
	if !p.IsHere() {
		return nil // there is nobody to reach
	}
	if text == "" {
		return &ui.Care{Title: "Not known yet how to reach them safely.", Link: c.link("Write it down", "for "+c.name(p.ID), "contact", string(p.ID))}
	}
	title, rest := text, ""
	if at := strings.IndexAny(text, ".\n"); at > 0 && at < 80 && at+1 < len(text) {
		title, rest = strings.TrimSpace(text[:at]), strings.TrimSpace(text[at+1:])
	}
	return &ui.Care{Title: title, Text: rest}
}

func partyTags(p practice.Party) []ui.Tag {
	var tags []ui.Tag
	if !p.IsHere() {
		return []ui.Tag{{Text: "Has died", State: ui.StateUndecided}}
	}
	if p.Paused != 0 {
		tags = append(tags, ui.Tag{Text: "Has stopped everything", State: ui.StateStopped})
	}
	if p.Capacity != practice.Adult && p.Capacity != "" {
		tags = append(tags, ui.Tag{Text: word(capacities(), p.Capacity), State: ui.StateOpen})
	}
	if p.Interested {
		tags = append(tags, ui.Tag{Text: "Has an interest in the harm"})
	}
	return tags
}

func (c *caseVisit) partyFacts(p practice.Party, file practice.File) []ui.Fact {
	var facts []ui.Fact
	add := func(label, value string) {
		if value != "" {
			facts = append(facts, ui.Fact{Label: label, Value: value})
		}
	}
	add("Last spoke", c.lastSpoke(p.ID))
	if p.IsHere() {
		add("Next", c.nextStep(p, file))
		add("How they want to be reached", file.Wish)
	} else {
		add("Died on", c.day(p.Died))
	}
	if p.For != "" {
		add("For", c.name(p.For))
	}
	var supporters []practice.PartyID
	for _, s := range c.state.Parties {
		if s.For == p.ID && !s.Erased {
			supporters = append(supporters, s.ID)
		}
	}
	if len(supporters) > 0 {
		add("Support", capital(c.names(supporters)))
	}
	if !p.IsHere() {
		return facts
	}
	add("Asking", c.askingLine(p))
	if len(p.Interests) > 0 {
		var all []string
		for _, k := range p.Interests {
			all = append(all, lower(word(kinds(), k)))
		}
		add("Interest on file", capital(joined(all)))
	}
	if p.LimitsExplained == 0 {
		add("Still to do", "Explain the limits of confidentiality")
	}
	return facts
}

func (c *caseVisit) askingLine(p practice.Party) string {
	if p.Asking == practice.AskAfter {
		return "Not before " + c.day(p.AskAfter)
	}
	return word(askings(), p.Asking)
}

// lastSpoke says when, how and with whom somebody last spoke with us.
func (c *caseVisit) lastSpoke(id practice.PartyID) string {
	for _, line := range slices.Backward(c.view.Story) {
		if e, is := line.Event.(practice.ContactRecorded); is && e.Party == id {
			return c.day(e.When) + ", " + lower(word(means(), e.Means)) + ", with " + c.actor(line.By)
		}
	}
	return ""
}

func (c *caseVisit) nextStep(p practice.Party, file practice.File) string {
	switch {
	case p.Next == 0:
		return file.Next
	case file.Next == "":
		return c.dueDay(p.Next)
	default:
		return strings.TrimRight(file.Next, ".") + ", by " + c.dueDay(p.Next)
	}
}

// dueDay is the day by which something is to be done, and whether it is over.
func (c *caseVisit) dueDay(by practice.Instant) string {
	if isOver(by, c.now(), c.zone()) {
		return c.day(by) + ", overdue"
	}
	return c.day(by)
}

// agreedList is what somebody agreed to, took back or was asked, newest last: of
// each thing how it stands now, and no more than fits a card.
func (c *caseVisit) agreedList(id practice.PartyID) []ui.Agreed {
	const most = 6
	type item struct {
		at practice.Instant
		ui.Agreed
	}
	var all []item
	for _, k := range c.state.Consents {
		if k.Party == id && !k.Void {
			all = append(all, item{k.Given, ui.Agreed{State: c.consentState(k), What: c.consentWhat(k), When: c.consentWhen(k)}})
		}
	}
	for _, r := range c.state.Refusals {
		if r.Party == id && c.state.Stands(r) {
			all = append(all, item{r.When, ui.Agreed{State: refusalState(r), What: c.agreedWhat(r.To, r.Kind, r.Towards, ""), When: c.refusalWhen(r)}})
		}
	}
	slices.SortStableFunc(all, func(a, b item) int { return cmp.Compare(a.at, b.at) })
	all = slices.DeleteFunc(all, func(a item) bool { // agreed to again, or otherwise, since
		return slices.ContainsFunc(all, func(b item) bool { return b.What == a.What && b.at > a.at })
	})
	all = all[max(0, len(all)-most):]
	list := make([]ui.Agreed, len(all))
	for i, a := range all {
		list[i] = a.Agreed
	}
	return list
}

func (c *caseVisit) consentState(k practice.Consent) ui.State {
	switch {
	case c.stands(k):
		return ui.StateMet
	case k.Ended != 0:
		return ui.StateBack
	default:
		return ui.StateOpen
	}
}

func (c *caseVisit) consentWhen(k practice.Consent) string {
	switch {
	case k.Ended != 0:
		return "Took this back on " + c.day(k.Ended)
	case !c.stands(k):
		return "Ran out on " + c.day(k.Until)
	case k.HeardBy != "":
		return c.day(k.Given) + ", " + formWord(k.Form) + ", heard by " + c.colleague(k.HeardBy)
	default:
		return c.day(k.Given) + ", " + formWord(k.Form)
	}
}

func formWord(f practice.Form) string {
	if f == practice.OnPage {
		return "on their own page"
	}
	return lower(word(consentForms(), f))
}

func refusalState(r practice.RefusedConsent) ui.State {
	if r.Answer == practice.Later {
		return ui.StateUndecided
	}
	return ui.StateStopped
}

func (c *caseVisit) refusalWhen(r practice.RefusedConsent) string {
	switch {
	case r.Answer == practice.No:
		return "Said no on " + c.day(r.When)
	case r.After != 0:
		return "Asked for time. Not before " + c.day(r.After)
	default:
		return "Asked for time on " + c.day(r.When)
	}
}
