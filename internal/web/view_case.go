package web

import (
	"slices"
	"strconv"
	"strings"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// showCase is the overview of a case: both sides, what is between them, what has
// happened; of one side alone for whoever works with one.
func showCase(v *visit) (answer, error) {
	c, err := v.openCase(casework.Want{All: true})
	if err != nil {
		return answer{}, err
	}
	return c.overview(anyParty, false)
}

// showSide is one side alone, for sitting next to somebody: nothing of any other
// side, and nothing of what is between them, is on the page.
func showSide(v *visit) (answer, error) {
	c, err := v.openCase(casework.Want{})
	if err != nil {
		return answer{}, err
	}
	var theirs []practice.PartyID
	for _, p := range c.state.Parties {
		if string(p.Side) == v.PathValue("side") && c.sees(p.ID) {
			theirs = append(theirs, p.ID)
		}
	}
	if len(theirs) == 0 {
		return answer{}, casework.ErrNotThere
	}
	if c, err = v.openCase(casework.Want{Parties: theirs}); err != nil {
		return answer{}, err
	}
	return c.overview(func(p practice.Party) bool { return slices.Contains(theirs, p.ID) }, true)
}

// overview draws the parties that are shown; alone leaves everything else out.
func (c *caseVisit) overview(shownParty func(practice.Party) bool, alone bool) (answer, error) {
	f, err := c.staffFrame(c.reference(), "/cases")
	if err != nil {
		return answer{}, err
	}
	f.Foot = "Only those who work on this case can open this page. That you opened it is recorded, and each person in it can ask who has looked. Its number is yours alone: to colleagues, name it by its people or its title."
	left, right := c.edges(shownParty)
	p := ui.CasePage{StaffFrame: f, CaseHead: c.head("", shownParty), Left: c.column(left), Right: c.column(right)}
	if alone {
		var ids []practice.PartyID
		for _, party := range c.state.Parties {
			if shownParty(party) {
				ids = append(ids, party.ID)
			}
		}
		p.Alerts, p.Tabs, p.Tags = c.alertsFor(ids), nil, nil
		p.Actions = []ui.Button{{Text: "Show everything again", Href: c.href(), Quiet: true}}
		p.Story = c.story(string(c.sideOf(ids[0])))
		p.Story.Filters, p.Story.OneLane = nil, true
		return shown(p), nil
	}
	p.Alerts, p.Between = c.alerts(), c.between()
	p.Story = c.story(c.URL.Query().Get("show"))
	return shown(p), nil
}

func (c *caseVisit) sideOf(id practice.PartyID) practice.SideID {
	p, _ := c.state.Party(id)
	return p.Side
}

// head is the top of every page of a case.
func (c *caseVisit) head(current string, among func(practice.Party) bool) ui.CaseHead {
	h := ui.CaseHead{Caption: c.reference() + c.captioned(), Heading: c.heading(among), Tags: c.caseTags()}
	h.Actions = []ui.Button{
		{Text: "Write down a contact", Href: c.href("contact")},
		{Text: "Something to pass on", Href: c.href("propose"), Quiet: true},
		{Text: "Everything else", Href: c.href("more"), Quiet: true},
	}
	for _, t := range []struct{ text, path string }{
		{"Overview", ""}, {"Preparation", "preparation"}, {"Risk and safety", "risk"}, {"Consent", "consent"},
		{"Letters and files", "letters"}, {"Outcomes", "outcomes"}, {"People", "people"},
	} {
		to := c.href()
		if t.path != "" {
			to = c.href(t.path)
		}
		h.Tabs = append(h.Tabs, ui.NavItem{Text: t.text, Href: to, Current: t.path == current})
	}
	return h
}

// captioned is the case's title or, without one, its harms.
func (c *caseVisit) captioned() string {
	if c.view.Facts.Title != "" {
		return " · " + c.view.Facts.Title
	}
	var all []string
	for _, h := range c.state.Harms {
		all = append(all, lower(word(harmKinds(), h.Kind)))
	}
	if len(all) == 0 {
		return ""
	}
	return " · " + capital(joined(all))
}

func (c *caseVisit) caseTags() []ui.Tag {
	tags := []ui.Tag{{Text: word(stages(), practice.StageOf(c.state))}}
	if begun := word(begunWords(), c.state.Begun); begun != "" {
		tone := map[practice.Begun]ui.Tone{practice.ByHarmed: ui.ToneHarmed, practice.ByResponsible: ui.ToneResponsible,
			practice.ByAgency: ui.ToneBetween}[c.state.Begun]
		tags = append(tags, ui.Tag{Text: "Asked for by " + lower(begun), Tone: tone})
	}
	if c.state.IsSensitive(c.view.At.Profile) {
		tags = append(tags, ui.Tag{Text: "Sensitive: a second person signs off", State: ui.StateOpen})
	}
	if c.state.Closed.At != 0 {
		tags = append(tags, ui.Tag{Text: word(endings(), c.state.Closed.Ending), Tone: ui.ToneBetween})
	}
	return tags
}

// stage is how the case stands, in a line.
func (c *caseVisit) stage() string {
	if c.state.Closed.At != 0 {
		return word(stages(), practice.StageEnded) + ": " + lower(word(endings(), c.state.Closed.Ending))
	}
	stage := word(stages(), practice.StageOf(c.state))
	if c.state.IsSensitive(c.view.At.Profile) {
		stage += " · Sensitive"
	}
	return stage
}

// sided is the parties of one side that the reader works with.
type sided struct {
	id      practice.SideID
	parties []practice.Party
}

// edges puts the sides at the two edges of the page: those harmed left, those
// responsible right, those who are both where there is room. An edge without
// anybody the reader works with is empty (P3).
func (p people) edges(shownParty func(practice.Party) bool) (left, right []sided) {
	for _, id := range p.sides() {
		s := sided{id: id}
		for _, party := range p.state.Parties {
			if party.Side == id && p.sees(party.ID) && shownParty(party) && !party.Erased {
				s.parties = append(s.parties, party)
			}
		}
		switch {
		case len(s.parties) == 0:
		case p.standsRight(s.parties), p.tone(s.parties[0].ID) == ui.ToneBoth && heads(left) > heads(right):
			right = append(right, s)
		default:
			left = append(left, s)
		}
	}
	return left, right
}

// standsRight says whether a side is one of those responsible alone.
func (p people) standsRight(parties []practice.Party) bool {
	return !slices.ContainsFunc(parties, func(party practice.Party) bool { return p.tone(party.ID) != ui.ToneResponsible })
}

func heads(edge []sided) int {
	n := 0
	for _, s := range edge {
		n += len(s.parties)
	}
	return n
}

// anyParty shows every party.
func anyParty(practice.Party) bool { return true }

// column draws one edge; nil for an empty one. A side that stands alone at its edge
// needs no label, and in a long column only the first card is open.
func (c *caseVisit) column(edge []sided) *ui.Column {
	if len(edge) == 0 {
		return nil
	}
	column, before := &ui.Column{}, 0
	for _, s := range edge {
		side := ui.Side{Parties: c.cards(s.parties, before)}
		if len(edge) > 1 {
			side.Label = capital(c.side(s.id))
		}
		column.Sides, before = append(column.Sides, side), before+len(s.parties)
	}
	return column
}

// cards draws a side's parties, and whom they may speak for. In a long column
// only the first card is open.
func (c *caseVisit) cards(parties []practice.Party, before int) []ui.Party {
	var all []ui.Party
	for i, p := range parties {
		card := c.card(p)
		card.Brief = before+i > 0
		all = append(all, card)
		for _, s := range c.state.SpokenOf {
			if s.Speaker == p.ID && s.Became == "" {
				all = append(all, ui.Party{ID: string(s.ID), Tone: ui.ToneBetween, Role: "Person spoken of", Name: c.spoken(s.ID),
					About: word(unaskedWords(), s.Unasked) + ". " + c.name(p.ID) + " may speak for them."})
			}
		}
	}
	return all
}

// alerts are what nobody on the page may miss: what was called off, bars, a hold, stops,
// open reviews.
func (c *caseVisit) alerts() []ui.Alert {
	return append(c.calledOffAlerts(), c.standingAlerts()...)
}

// calledOffAlerts are for whoever may be on the way at this moment: they stand in full on
// every page of the case (P2).
func (c *caseVisit) calledOffAlerts() []ui.Alert {
	var all []ui.Alert
	for _, x := range c.state.Crossings {
		if a, off := c.calledOff(x); off {
			all = append(all, a)
		}
	}
	return all
}

// standingAlerts are all others.
func (c *caseVisit) standingAlerts() []ui.Alert {
	var ids []practice.PartyID
	for _, p := range c.state.Parties {
		ids = append(ids, p.ID)
	}
	all := c.alertsFor(ids)
	if c.state.Held.Since != 0 {
		all = append(all, ui.Alert{ID: "hold", State: ui.StateStopped, Kind: "Hold", Heading: "The case is held", Text: "Nothing passes. " + capital("since "+c.day(c.state.Held.Since)+", looked at again on "+c.day(c.state.Held.Review)+"."),
			Link: c.link("End the hold", "", "release")})
	}
	if c.view.Waiting > 0 {
		all = append(all, ui.Alert{ID: "waiting", State: ui.StateOpen, Kind: "New", Heading: "Somebody has written on their own page",
			Text: "It is in what you see here, and has counted from the moment it was sent."})
	}
	for _, i := range c.state.Incidents {
		if i.Closed == 0 {
			all = append(all, ui.Alert{ID: "incident-" + string(i.ID), State: ui.StateOpen, Kind: "Review", Heading: word(incidentKinds(), i.Kind), Text: "On " + c.day(i.Happened) + ". It has to be reviewed.",
				Link: c.link("Review it", word(incidentKinds(), i.Kind), "incident", string(i.ID), "close")})
		}
	}
	return all
}

// alertsFor are the alerts about some parties: what holds them back, and that they
// have stopped.
func (c *caseVisit) alertsFor(ids []practice.PartyID) []ui.Alert {
	var all []ui.Alert
	for _, b := range c.state.Bars {
		if c.barStands(b) && c.seesAny(b.On) && overlap(b.On, ids) {
			all = append(all, c.barAlert(b))
		}
	}
	for _, id := range ids {
		p, _ := c.state.Party(id)
		if p.Paused != 0 && c.sees(id) && p.IsHere() {
			all = append(all, ui.Alert{ID: "paused-" + string(id), State: ui.StateStopped, Kind: "Stopped", Heading: capital(c.name(id)) + " has stopped everything",
				Text: "Since " + c.when(p.Paused) + ". Only they can start again. To others, say that there is nothing to arrange at present.", Link: c.link("Mark as started again", c.name(id), "pause", string(id), "lift")})
		}
	}
	return all
}

func (c *caseVisit) barStands(b practice.Bar) bool {
	now := c.now()
	return !b.Void && b.Start <= now && (b.Until == 0 || now < b.Until) && (b.Ended == 0 || now < b.Ended)
}

func (c *caseVisit) barAlert(b practice.Bar) ui.Alert {
	a := ui.Alert{ID: "bar-" + string(b.ID), State: ui.StateStopped, Kind: "Warning", Heading: word(barKinds(), b.Kind) + strings.TrimPrefix(c.untilDay(b.Until), ","),
		Text: c.barLine(b) + ".", Link: c.link("See it", word(barKinds(), b.Kind), "risk"), Authority: capital(word(authorities(), b.Authority)) + " can change it."}
	if b.Effect == practice.NeedsPermission {
		a.State = ui.StateOpen
	}
	for _, p := range b.Permissions {
		if !p.Void && p.Ended == 0 && (p.Until == 0 || c.now() < p.Until) {
			a.Limits = append(a.Limits, c.permissionLine(p))
		}
	}
	if b.Review != 0 {
		a.ReviewDue = "Look again on " + c.day(b.Review) + "."
	}
	return a
}

// permissionLine says what a permission covers.
func (c *caseVisit) permissionLine(p practice.Permission) string {
	var what []string
	for _, k := range p.Kinds {
		what = append(what, lower(word(kinds(), k)))
	}
	return "Permitted: " + joined(what) + c.meansLine(p.Means) + c.untilDay(p.Until) + "."
}

// between is what waits to pass and what has passed.
func (c *caseVisit) between() *ui.Between {
	b := &ui.Between{Empty: "Nothing waits to pass. Whatever somebody wants to say starts with a contact record."}
	if slices.ContainsFunc(c.state.Parties, func(p practice.Party) bool { return !c.sees(p.ID) }) {
		b.Heading = "To and from them"
	}
	var over []ui.Crossing
	for _, x := range slices.Backward(c.state.Crossings) {
		drawn := c.crossingCard(x)
		if x.IsOver() || x.State == practice.PartDone {
			over = append(over, drawn)
		}
		if !x.IsOver() {
			drawn.Folded = len(b.Waiting) >= 3
			b.Waiting = append(b.Waiting, drawn)
		}
	}
	const most = 3
	b.Delivered = over[:min(most, len(over))]
	if len(over) > most {
		b.Earlier, b.EarlierLabel = over[most:], strconv.Itoa(len(over)-most)+" earlier"
	}
	if len(b.Waiting)+len(over) > 0 {
		b.Summary = strconv.Itoa(len(b.Waiting)) + " waiting to be passed on · " + strconv.Itoa(len(over)) + " over"
	}
	return b
}
