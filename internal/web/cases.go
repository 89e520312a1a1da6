package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// mostCases is how many cases one page of the list shows.
const mostCases = 50

// The filters of the list, by the words that stand in its address: closed-list
// words and a number, never anything that was typed.
const (
	ofMine, ofAll, ofClosed, ofUncovered = "mine", "all", "closed", "uncovered"
)

// picked is what of the list was asked for.
type picked struct {
	of    string
	stage practice.Stage
	move  practice.Changer
	page  int
	text  string // what was looked for; it comes by POST and stands in no address
	now   practice.Instant
}

func whose() []said[string] {
	return []said[string]{{ofMine, "Mine", ""}, {ofAll, "All open", ""}, {ofUncovered, "Uncovered", ""}, {ofClosed, "Closed", ""}}
}

func moves() []said[practice.Changer] {
	return []said[practice.Changer]{
		{"", "Anybody’s", ""}, {practice.ChangedByFacilitator, "Ours", ""}, {practice.ChangedByParty, "A participant’s", ""}, {practice.ChangedBySecond, "A second person’s", ""},
		{practice.ChangedBySupervisor, "A coordinator’s", ""}, {practice.ChangedByAuthority, "An authority’s", ""},
	}
}

// pick reads the list's address. What is not on its lists counts as not given.
func (v *visit) pick() picked {
	q := v.URL.Query()
	p := picked{now: v.session.Now(), of: q.Get("of"), stage: practice.Stage(q.Get("stage")), move: practice.Changer(q.Get("move"))}
	if !slices.Contains(taken(whose()), p.of) {
		p.of = ofMine
		if v.session.Me().Has(casework.Coordinator) {
			p.of = ofAll
		}
	}
	if !slices.Contains(taken(stages()), p.stage) {
		p.stage = ""
	}
	if !slices.Contains(taken(moves()), p.move) {
		p.move = ""
	}
	if n, err := strconv.Atoi(q.Get("page")); err == nil && n > 0 {
		p.page = n
	}
	return p
}

// href is the address of the list as picked.
func (p picked) href() string {
	q := url.Values{"of": {p.of}}
	if p.stage != "" {
		q.Set("stage", string(p.stage))
	}
	if p.move != "" {
		q.Set("move", string(p.move))
	}
	if p.page > 0 {
		q.Set("page", strconv.Itoa(p.page))
	}
	return "/cases?" + q.Encode()
}

func showCases(v *visit) (answer, error) { return v.caseList(v.pick()) }

// submitSearch looks for a case by number, title or name. It is a POST that changes
// nothing: a name in an address would stay in histories and logs.
func submitSearch(v *visit) (answer, error) {
	p := picked{now: v.session.Now(), of: ofAll, text: v.sent.line("q", mostLine, "")}
	if p.text == "" {
		return seeOther("/cases"), nil
	}
	return v.caseList(p)
}

// caseList draws the list. Rows are sorted and filtered here, after opening; the
// page holds mostCases of them however many there are.
func (v *visit) caseList(p picked) (answer, error) {
	open, err := v.session.Cases(v.Context(), casework.Filter{Closed: p.of == ofClosed, Mine: p.of == ofMine, Text: p.text})
	if err != nil {
		return answer{}, fmt.Errorf("could not list cases: %w", err)
	}
	if p.of == ofUncovered {
		open = slices.DeleteFunc(open, func(r casework.CaseRow) bool { return !r.Is(practice.DueUncovered) })
	}
	rows := slices.DeleteFunc(slices.Clone(open), func(r casework.CaseRow) bool { return !p.fits(r) })
	f, err := v.staffFrame("Cases", "/cases")
	if err != nil {
		return answer{}, err
	}
	id, err := v.newForm("/cases")
	if err != nil {
		return answer{}, err
	}
	list := ui.CaseList{StaffFrame: f, Heading: "Cases", Longest: longestWait, Count: countCases(len(rows)), Empty: "There are none.",
		Search:  ui.Search{Action: "/cases", ID: id, Label: "Find a case", Hint: "By its number, its title or a name", Name: "q", Value: p.text},
		Filters: p.filters(open)}
	if v.session.Me().Has(casework.Coordinator) || v.session.Me().Has(casework.Facilitator) {
		list.Actions = []ui.Button{{Text: "Open a case", Href: "/cases/new"}}
	}
	from := min(p.page*mostCases, len(rows))
	to := min(from+mostCases, len(rows))
	for _, r := range rows[from:to] {
		list.Rows = append(list.Rows, v.caseListRow(r))
	}
	if left := len(rows) - to; left > 0 && p.text == "" {
		p.page++
		list.More = ui.Link{Text: "Show the next " + strconv.Itoa(min(left, mostCases)) + " of " + strconv.Itoa(left) + " more", Href: p.href()}
	}
	if p.text != "" && len(rows) > to {
		list.Count += ", the first " + strconv.Itoa(mostCases) + " shown: say more to find fewer"
	}
	return answer{status: http.StatusOK, page: list}, nil
}

func countCases(n int) string {
	if n == 1 {
		return "1 case"
	}
	return strconv.Itoa(n) + " cases"
}

func (p picked) fits(r casework.CaseRow) bool {
	if p.stage != "" && r.Stage != p.stage {
		return false
	}
	if p.move == "" {
		return true
	}
	d, waits := waitsFor(r, p.now)
	return waits && d.Move == p.move
}

// filters are the chips, with how many cases each would leave.
func (p picked) filters(rows []casework.CaseRow) []ui.Filter {
	first := ui.Filter{Label: "Which"}
	for _, w := range whose() {
		to := picked{of: w.value}
		first.Items = append(first.Items, ui.NavItem{Text: w.label, Href: to.href(), Current: p.of == w.value && p.text == ""})
	}
	second, third := ui.Filter{Label: "Stage"}, ui.Filter{Label: "Whose move"}
	for _, s := range append([]said[practice.Stage]{{"", "All", ""}}, stages()...) {
		to := p
		to.stage, to.page = s.value, 0
		if n := countFitting(rows, to); n > 0 || s.value == p.stage || s.value == "" {
			second.Items = append(second.Items, ui.NavItem{Text: s.label, Count: strconv.Itoa(n), Href: to.href(), Current: p.stage == s.value})
		}
	}
	for _, m := range moves() {
		to := p
		to.move, to.page = m.value, 0
		if n := countFitting(rows, to); n > 0 || m.value == p.move || m.value == "" {
			third.Items = append(third.Items, ui.NavItem{Text: m.label, Count: strconv.Itoa(n), Href: to.href(), Current: p.move == m.value})
		}
	}
	if p.text != "" {
		return []ui.Filter{first}
	}
	return []ui.Filter{first, second, third}
}

func countFitting(rows []casework.CaseRow, p picked) int {
	n := 0
	for _, r := range rows {
		if p.fits(r) {
			n++
		}
	}
	return n
}

func (v *visit) caseListRow(r casework.CaseRow) ui.CaseRow {
	if r.Unreadable {
		return ui.CaseRow{Link: rowLink(r), Caption: "Something is wrong with its history: its page says what", Move: "Not known",
			Tone: ui.ToneBetween, Tag: ui.Tag{Text: "Cannot be opened", State: ui.StateStopped}}
	}
	row := ui.CaseRow{Link: rowLink(r), Caption: v.rowCaption(r), Stage: word(stages(), r.Stage), Move: "Nobody’s", Tone: ui.ToneBetween}
	if r.Touched != 0 {
		row.Changed = v.day(r.Touched)
	}
	if d, waits := waitsFor(r, v.session.Now()); waits {
		row.Move, row.Tone = v.moveWord(r, d), moveTone(r, d)
		row.Days = days(d.Since, v.session.Now(), v.zone())
		row.DaysText = ago(row.Days)
	}
	row.Tag = v.rowTag(r)
	return row
}

// rowTag says the one thing about a case that matters most in a list.
func (v *visit) rowTag(r casework.CaseRow) ui.Tag {
	late := slices.ContainsFunc(r.Due, func(d practice.Due) bool { return isOver(d.By, v.session.Now(), v.zone()) })
	switch {
	case r.Is(practice.DueCalledOff):
		return ui.Tag{Text: "Called off", State: ui.StateStopped}
	case r.Stopped:
		return ui.Tag{Text: "Stopped", State: ui.StateStopped}
	case r.Waiting:
		return ui.Tag{Text: "They have written", State: ui.StateOpen}
	case r.Paused:
		return ui.Tag{Text: "Somebody has stopped", State: ui.StateStopped}
	case r.Held:
		return ui.Tag{Text: "Held", State: ui.StateStopped}
	case r.Is(practice.DueUncovered):
		return ui.Tag{Text: "Uncovered", State: ui.StateOpen}
	case late:
		return ui.Tag{Text: "Overdue", State: ui.StateStopped}
	case r.Is(practice.DueHandOver):
		return ui.Tag{Text: "Ready to pass on", State: ui.StateMet}
	case r.Is(practice.DueSilent):
		return ui.Tag{Text: "Silent", State: ui.StateUndecided}
	case r.Closed != 0:
		return ui.Tag{Text: "Closed", State: ui.StateUndecided}
	default:
		return ui.Tag{}
	}
}
