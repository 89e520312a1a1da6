package web

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

const (
	storyFirst = 14  // entries on the first page of a story
	storyMore  = 50  // more with each "Show earlier"
	storyText  = 600 // characters of a text before it is cut
)

// showBetween is the filter of a story that leaves what is between sides.
const showBetween = "between"

// occasion is everything that one act left behind: what was said, and what it changed.
// The story tells occasions, since one form gives many events.
type occasion struct {
	act   practice.ActID
	lines []casework.Line // in the order they were decided
}

// occasions gathers the story by act, newest first. What stands in boxes is left out:
// it is there because something else happened, which is told.
func (c *caseVisit) occasions() []occasion {
	var all []occasion
	at := map[practice.ActID]int{}
	for _, line := range c.view.Story {
		if line.Home.Kind == practice.InBox || line.Home.Kind == practice.InLooks {
			continue
		}
		if line.Event == nil {
			all = append(all, occasion{lines: []casework.Line{line}})
			continue
		}
		act := line.Event.Stamped().Act
		i, known := at[act]
		if !known {
			i = len(all)
			at[act] = i
			all = append(all, occasion{act: act})
		}
		all[i].lines = append(all[i].lines, line)
	}
	// By when it happened, not by when it was written down: a late entry stands
	// where it belongs.
	slices.SortStableFunc(all, func(a, b occasion) int { return cmp.Compare(b.when(), a.when()) })
	return all
}

// when is the instant an occasion happened.
func (d occasion) when() practice.Instant {
	if e := d.lines[0].Event; e != nil {
		return e.Stamped().When
	}
	return d.lines[0].At
}

// story is what has happened, newest first, in lanes. Show picks a lane: empty for
// everything, showBetween, or a side.
func (c *caseVisit) story(show string) *ui.Story {
	s := &ui.Story{Empty: "Nothing is written down yet.", OneLane: c.oneEdge}
	if show == "" {
		s.Filters = c.storyFilters(show)
	} else {
		s.Filters, s.OneLane = c.storyFilters(show), true
	}
	most := c.storyLength()
	total := 0
	for _, d := range c.occasions() {
		entry, side, told := c.entry(d)
		if !told || (show == showBetween && side != "") || (show != "" && show != showBetween && string(side) != show) {
			continue
		}
		if total++; total <= most {
			s.Entries = append(s.Entries, entry)
		}
	}
	if hidden := total - most; hidden > 0 {
		s.Earlier = ui.Link{Text: "Show " + counted(min(hidden, storyMore), "earlier entry", "earlier entries"), Href: c.storyHref(show, most+storyMore)}
	}
	return s
}

// storyLength is how many entries are asked for.
func (c *caseVisit) storyLength() int {
	n, err := strconv.Atoi(c.URL.Query().Get("entries"))
	if err != nil || n < storyFirst {
		return storyFirst
	}
	return n
}

// storyHref leads to the story, filtered and as long as asked. Ids and numbers alone.
func (c *caseVisit) storyHref(show string, entries int) string {
	to := c.href() + "?"
	if show != "" {
		to += "show=" + show + "&"
	}
	if entries > storyFirst {
		to += "entries=" + strconv.Itoa(entries)
	}
	return strings.TrimRight(to, "?&") + "#story"
}

func (c *caseVisit) storyFilters(show string) []ui.NavItem {
	items := []ui.NavItem{{Text: "Everything", Href: c.storyHref("", 0), Current: show == ""}}
	for _, id := range c.sides() {
		if c.seesSide(id) {
			items = append(items, ui.NavItem{Text: capital(c.side(id)), Href: c.storyHref(string(id), 0), Current: show == string(id)})
		}
	}
	return append(items, ui.NavItem{Text: "Between them", Href: c.storyHref(showBetween, 0), Current: show == showBetween})
}

func (c *caseVisit) seesSide(id practice.SideID) bool {
	return slices.ContainsFunc(c.state.Parties, func(p practice.Party) bool { return p.Side == id && c.sees(p.ID) })
}

// entry draws one occasion, and says whose side it belongs to; none for what is
// between sides or about the case as a whole.
func (c *caseVisit) entry(d occasion) (entry ui.StoryEntry, side practice.SideID, told bool) {
	main := d.main()
	entry = ui.StoryEntry{Lane: ui.LaneMiddle, Tone: ui.ToneBetween, Side: "Between them", Title: c.lineTitle(main), By: "by " + c.actor(main.By)}
	if entry.Title == "" {
		return entry, "", false
	}
	when := d.when()
	entry.When, entry.ISO = c.when(when), when.Time().In(c.zone()).Format("2006-01-02T15:04")
	if party, one := c.oneParty(d); one {
		side = c.sideOf(party)
		entry.Side, entry.Tone, entry.Lane = capital(c.side(side)), c.tone(party), c.lane(side)
	} else if !c.isBetween(d) {
		entry.Side = "The case"
	}
	text, cut := c.occasionText(d)
	entry.Text, entry.Points, entry.Tags = text, c.occasionPoints(d), c.occasionTags(d)
	if cut {
		entry.Links = append(entry.Links, c.link("Read all of it", entry.Title, "entry", string(d.act)))
	}
	return entry, side, true
}

// lane is where a side's entries stand, and its arrows begin.
func (c *caseVisit) lane(side practice.SideID) ui.Lane {
	if slices.Contains(c.rightEdge, side) {
		return ui.LaneRight
	}
	return ui.LaneLeft
}

// named is the place of the event that names an occasion: a contact is named after
// the contact, what was proposed after the crossing and not after its text.
func (d occasion) named() int {
	best := 0
	for i, line := range d.lines {
		if weight(line.Event) > weight(d.lines[best].Event) {
			best = i
		}
	}
	return best
}

// main is the event that names an occasion.
func (d occasion) main() casework.Line { return d.lines[d.named()] }

func weight(e practice.Event) int {
	switch e.(type) {
	case practice.ContactRecorded, practice.ContactTried, practice.CaseOpened, practice.Corrected:
		return 9
	case practice.CrossingDelivered, practice.CrossingStopped:
		return 6
	case practice.MeetingPlanned:
		return 5
	case practice.CrossingCleared:
		return 4
	case practice.CrossingProposed:
		return 3
	case practice.ClearanceCancelled, practice.IncidentOpened, practice.ContentCommitted:
		return 1
	case practice.FileWritten, practice.FactsWritten, practice.ContentWritten, practice.ContentJudged, practice.NameKept:
		return 0
	case nil:
		return 8
	default:
		return 2
	}
}

// oneParty is the party an occasion is about, if it is about one alone.
func (c *caseVisit) oneParty(d occasion) (practice.PartyID, bool) {
	if c.isBetween(d) {
		return "", false
	}
	for _, line := range d.lines {
		if line.Home.Kind == practice.InFile && !opens(d) {
			return line.Home.Party, true
		}
	}
	if e := d.main().Event; e != nil {
		if ids := eventParties(c.state, e); len(ids) > 0 {
			return ids[0], c.sees(ids[0])
		}
	}
	return "", false
}

// opens says whether an occasion opened the case: it names everybody and is nobody's own.
func opens(d occasion) bool {
	_, is := d.main().Event.(practice.CaseOpened)
	return is
}

// isBetween says whether an occasion is about a crossing.
func (c *caseVisit) isBetween(d occasion) bool {
	switch d.main().Event.(type) {
	case practice.CrossingProposed, practice.CrossingCleared, practice.ClearanceCancelled, practice.CrossingConfirmed,
		practice.CrossingDelivered, practice.CrossingStopped, practice.MeetingPlanned, practice.UseExamined, practice.AgreementMade:
		return true
	default:
		return false
	}
}

// occasionText is what was written down in words, cut where it is long.
func (c *caseVisit) occasionText(d occasion) (text string, cut bool) {
	all := strings.Join(c.occasionTexts(d), " ")
	if utf8.RuneCountInString(all) <= storyText {
		return all, false
	}
	short := string([]rune(all)[:storyText])
	if at := strings.LastIndexByte(short, ' '); at > 0 {
		short = short[:at]
	}
	return short + " …", true
}

// occasionTexts are the texts of an occasion that tell what happened. What has a place of
// its own on the page (names, how to reach them, questions) is not told again.
func (c *caseVisit) occasionTexts(d occasion) []string {
	var all []string
	for _, line := range d.lines {
		switch e := line.Event.(type) {
		case practice.FileWritten:
			if e.What != practice.SafeContactText && e.What != practice.QuestionsText && e.What != practice.NextText {
				all = append(all, e.Text)
			}
		case practice.FactsWritten:
			if e.What != practice.TitleText && (e.What != practice.NoteText || e.SpokenOf == "" && e.Helper == "") {
				all = append(all, e.Text)
			}
		case practice.ContentJudged:
			if e.Text != "" {
				all = append(all, e.Text)
			}
		}
	}
	return all
}

// occasionPoints are what else an occasion changed, one a line.
func (c *caseVisit) occasionPoints(d occasion) []string {
	var points []string
	for i, line := range d.lines {
		if line.Event == nil || i == d.named() {
			continue
		}
		switch line.Event.(type) {
		case practice.FileWritten, practice.FactsWritten, practice.ContentWritten, practice.ContentJudged, practice.NameKept, practice.ContentCommitted:
			continue
		case practice.SafeContactKept, practice.StaffAllocated:
			if opens(d) {
				continue
			}
		}
		if title := c.lineTitle(line); title != "" && !slices.Contains(points, title) {
			points = append(points, title)
		}
	}
	const most = 8
	if len(points) > most {
		points = append(points[:most-1], fmt.Sprintf("And %d more", len(points)-most+1))
	}
	return points
}

func (c *caseVisit) occasionTags(d occasion) []ui.Tag {
	var tags []ui.Tag
	for _, line := range d.lines {
		switch line.Event.(type) {
		case practice.IncidentOpened:
			tags = append(tags, ui.Tag{Text: "Outside the gate", State: ui.StateStopped})
		case practice.Corrected:
			tags = append(tags, ui.Tag{Text: "Correction", State: ui.StateOpen})
		case practice.ClearanceCancelled:
			tags = append(tags, ui.Tag{Text: "No longer ready to pass on", State: ui.StateOpen})
		}
	}
	if e := d.lines[0].Event; e != nil && e.Stamped().Late() {
		tags = append(tags, ui.Tag{Text: "Written down on " + c.day(e.Stamped().At)})
	}
	slices.SortFunc(tags, func(a, b ui.Tag) int { return cmp.Compare(a.Text, b.Text) })
	return slices.Compact(tags)
}

// showEntry is everything that one act left behind, in full.
func showEntry(v *visit) (answer, error) {
	c, err := v.openCase(casework.Want{All: true})
	if err != nil {
		return answer{}, err
	}
	at := slices.IndexFunc(c.occasions(), func(d occasion) bool { return d.act != "" && string(d.act) == v.PathValue("act") })
	if at < 0 {
		return answer{}, casework.ErrNotThere
	}
	d := c.occasions()[at]
	entry, _, _ := c.entry(d)
	f, err := v.staffFrame(c.reference(), "/cases")
	if err != nil {
		return answer{}, err
	}
	page := ui.SectionsPage{StaffFrame: f, Back: ui.Link{Text: "Back", Href: c.href()}, Caption: c.reference() + " · " + entry.Side,
		Heading: entry.Title, Lead: entry.When + ", " + entry.By}
	for _, text := range c.occasionTexts(d) {
		page.Sections = append(page.Sections, ui.Prose{Text: paragraphs(text)})
	}
	page.Sections = append(page.Sections, ui.Prose{Points: c.occasionPoints(d)}, ui.Prose{Heading: "If this is wrong", Links: c.mendLinks(d)})
	return shown(page), nil
}

// mendLinks lead to what can be done about something written down wrong.
func (c *caseVisit) mendLinks(d occasion) []ui.Link {
	var links []ui.Link
	for _, t := range things() {
		if len(c.correctables(t.value)) > 0 {
			links = append(links, c.link("Correct: "+lower(t.label), "", "correct", string(t.value)))
		}
	}
	var homes []practice.Home
	for _, line := range d.lines {
		h := line.Home
		if h.Kind == practice.InCase || slices.Contains(homes, h) {
			continue
		}
		homes = append(homes, h)
		of := cmp.Or(string(h.Party), string(h.Content), "all")
		links = append(links, c.link("Destroy what is written here, in "+homeWord(c, h), "", "strike", string(d.act), string(h.Kind), of))
	}
	return links
}

func homeWord(c *caseVisit, h practice.Home) string {
	switch h.Kind {
	case practice.InFile:
		return possessive(c.name(h.Party)) + " file"
	case practice.InContent:
		return "the text"
	default:
		return "what is written about the case"
	}
}
