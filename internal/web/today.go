package web

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// mostToday is how many lines one stretch of Today shows; the rest is a page away.
const mostToday = 30

// longestWait is the number of days at which a waiting bar is full.
const longestWait = 60

// showToday is what a member of staff sees first. Each line leads to the form that
// moves it.
func showToday(v *visit) (answer, error) {
	if me := v.session.Me(); me.Has(casework.OutsideSupervisor) {
		return seeOther("/signings"), nil
	}
	today, err := v.session.Today(v.Context())
	if err != nil {
		return answer{}, fmt.Errorf("could not gather the day: %w", err)
	}
	mine, err := v.session.Cases(v.Context(), casework.Filter{Mine: true})
	if err != nil {
		return answer{}, fmt.Errorf("could not list cases: %w", err)
	}
	f, err := v.staffFrame("Today", "/")
	if err != nil {
		return answer{}, err
	}
	return shown(v.todayPage(f, today, mine)), nil
}

// todayPage draws a day, with the reader's own cases for whose move it is in each.
func (v *visit) todayPage(f ui.StaffFrame, today casework.Today, mine []casework.CaseRow) ui.Today {
	stops, waiting := v.waitingRows(today.Waiting)
	off, rest := calledOff(today.Due)
	stops = slices.Concat(v.dueRows(off), stops, v.pausedRows(mine))
	due, moves := v.dueRows(rest), v.moveRows(mine)
	lost := append(v.plainRows(today.Uncovered, "Nobody facilitates one of the sides", "uncovered", "allocate", "Allocate somebody"),
		v.plainRows(today.Silent, "Nothing has happened for a long time", "silent", "contact", "Write down a contact")...)
	page := ui.Today{StaffFrame: f, Heading: v.session.Now().Time().In(v.zone()).Format("Monday 2 January"),
		Lead: counted(today.Open, "open case.", "open cases."), Actions: v.todayActions(),
		Figures: []ui.Figure{
			figure(len(stops), "stopped by somebody", "#stops", ui.StateStopped), figure(len(waiting), "written by somebody", "#written", ui.StateOpen),
			figure(len(due), "due or overdue", "#due", ui.StateOpen), figure(len(moves), "waiting on somebody", "#moves", ui.StateUndecided),
			figure(len(lost), "uncovered or silent", "#silent", ui.StateUndecided),
		},
		Groups: []ui.TodayGroup{
			{ID: "stops", Heading: "Stopped", State: ui.StateStopped, Rows: stops, Empty: "Nobody has stopped.",
				Lead: "Only the person who stopped can start again. To others, say that there is nothing to arrange at present."},
			{ID: "written", Heading: "They have written", State: ui.StateOpen, Rows: waiting, Empty: "Nobody has written.",
				Lead: "On their own page. It counts from the moment they sent it."},
			{ID: "due", Heading: "Due", State: ui.StateOpen, Rows: due, Empty: "Nothing is due today."},
			{ID: "moves", Heading: "Whose move it is", State: ui.StateUndecided, Rows: moves, Empty: "Nothing waits for anybody.",
				Lead: "The bar is full at " + strconv.Itoa(longestWait) + " days."},
			{ID: "silent", Heading: "Uncovered or silent", State: ui.StateUndecided, Rows: lost,
				Empty: "Every case is covered, and none is silent."},
		}}
	page.Groups = append(page.Groups, unreadGroup(today.Unread)...)
	for i, g := range page.Groups {
		page.Groups[i] = cut(g)
	}
	slices.SortStableFunc(page.Groups, func(a, b ui.TodayGroup) int { // what is empty comes last
		return cmp.Compare(min(1, len(b.Rows)), min(1, len(a.Rows)))
	})
	return v.withoutCases(page, today.Open)
}

// withoutCases leaves out of the day of somebody who has no case what would be said of
// theirs and read of all: that every case is covered, and nobody has stopped. Whoever
// coordinates has all of them.
func (v *visit) withoutCases(p ui.Today, open int) ui.Today {
	told := slices.ContainsFunc(p.Groups, func(g ui.TodayGroup) bool { return len(g.Rows) > 0 })
	if open > 0 || told || v.session.Me().Has(casework.Coordinator) {
		return p
	}
	p.Lead, p.Figures, p.Groups = "You work on no open case. What is due in others is shown to those who work on them.", nil, nil
	return p
}

// unreadGroup is there only when a case cannot be opened: what is due in it, nobody can tell.
func unreadGroup(rows []casework.CaseRow) []ui.TodayGroup {
	if len(rows) == 0 {
		return nil
	}
	var all []ui.TodayRow
	for _, r := range rows {
		all = append(all, ui.TodayRow{Link: rowLink(r), What: "Something may be due in it, or somebody may have stopped.", State: ui.StateStopped, When: "cannot be opened",
			Action: ui.Link{Text: "What is wrong", Hidden: "with " + r.Number, Href: rowHref(r)}})
	}
	return []ui.TodayGroup{{ID: "unread", Heading: "Cannot be opened", State: ui.StateStopped, Rows: all,
		Lead: "Pass nothing on in these cases until they can be opened again."}}
}

// figure counts a stretch of Today; none of a thing is no alarm.
func figure(n int, label, href string, state ui.State) ui.Figure {
	if n == 0 {
		state = ui.StateUndecided
	}
	return ui.Figure{Number: n, Label: label, Href: href, State: state}
}

func (v *visit) todayActions() []ui.Button {
	actions := []ui.Button{{Text: "Somebody rang with a stop reference", Href: "/stop", Quiet: true}}
	if v.session.Me().Has(casework.Coordinator) || v.session.Me().Has(casework.Facilitator) {
		actions = append([]ui.Button{{Text: "Open a case", Href: "/cases/new"}}, actions...)
	}
	if v.session.Me().Has(casework.SafeguardingLead) {
		actions = append(actions, ui.Button{Text: "Something went to somebody outside", Href: "/disclose", Quiet: true})
	}
	return actions
}

// cut is one stretch of Today, as far as it is shown: the rest is in the list of cases.
func cut(g ui.TodayGroup) ui.TodayGroup {
	g.Longest = longestWait
	if n := len(g.Rows); n > mostToday {
		g.Rows = g.Rows[:mostToday]
		g.More = ui.Link{Text: "All " + strconv.Itoa(n) + " are in the list of cases", Href: "/cases"}
	}
	return g
}

// rowHref is a page of the case of a row.
func rowHref(r casework.CaseRow, parts ...string) string {
	to := "/cases/" + string(r.ID)
	for _, p := range parts {
		to += "/" + p
	}
	return to
}

// rowCaption says a case in a list: by the names the reader may know, then its title.
func (v *visit) rowCaption(r casework.CaseRow) string {
	var names []string
	for _, p := range r.Parties {
		if p.Name != "" && (p.Harmed || p.Responsible) {
			names = append(names, p.Name)
		}
	}
	what := r.Caption
	if what == "" {
		var all []string
		for _, h := range r.Harms {
			all = append(all, lower(word(harmKinds(), h)))
		}
		what = joined(all)
	}
	const most = 4
	if len(names) > most {
		names = append(names[:most-1], strconv.Itoa(len(names)-most+1)+" others")
	}
	if len(names) == 0 {
		return what
	}
	return joined(names) + " · " + what
}

func rowLink(r casework.CaseRow) ui.Link { return ui.Link{Text: r.Number, Href: rowHref(r)} }

// waitingRows are the cases a participant wrote to, stops apart.
func (v *visit) waitingRows(rows []casework.CaseRow) (stops, waiting []ui.TodayRow) {
	for _, r := range rows {
		row := ui.TodayRow{Link: rowLink(r), Caption: v.rowCaption(r), Action: ui.Link{Text: "Look at it", Hidden: r.Number, Href: rowHref(r)}}
		if r.Stopped {
			row.What, row.State, row.When = "Somebody has stopped, or taken something back. It took effect at once.", ui.StateStopped, "stopped"
			stops = append(stops, row)
			continue
		}
		row.What, row.State, row.When = "Somebody has answered or written.", ui.StateOpen, "new"
		waiting = append(waiting, row)
	}
	return stops, waiting
}

// pausedRows are the cases of the reader in which a stop stands that is no news any more.
func (v *visit) pausedRows(rows []casework.CaseRow) []ui.TodayRow {
	var all []ui.TodayRow
	for _, r := range rows {
		if r.Paused && !r.Waiting {
			all = append(all, ui.TodayRow{Link: rowLink(r), Caption: v.rowCaption(r), What: "Somebody has stopped everything, and has not started again.", State: ui.StateStopped, When: "stopped",
				Action: ui.Link{Text: "See the case", Hidden: r.Number, Href: rowHref(r)}})
		}
	}
	return all
}

// calledOff parts what somebody may still be carrying from what is due: it is said
// first of all (P2).
func calledOff(items []casework.TodayItem) (off, rest []casework.TodayItem) {
	for _, item := range items {
		if item.Item.Kind == practice.DueCalledOff {
			off = append(off, item)
		} else {
			rest = append(rest, item)
		}
	}
	return off, rest
}

func (v *visit) dueRows(items []casework.TodayItem) []ui.TodayRow {
	var rows []ui.TodayRow
	now := v.session.Now()
	for _, item := range items {
		what, action := v.dueWords(item.Case, item.Item)
		state, text := v.dueWhen(item.Item, now)
		rows = append(rows, ui.TodayRow{Link: rowLink(item.Case), Caption: v.rowCaption(item.Case),
			What: what + careOf(item.Case, item.Item), When: text, State: state, Action: action})
	}
	return rows
}

// careOf is how to reach the one it is about safely, joined to what is due: it stands
// where the call is made from.
func careOf(r casework.CaseRow, d practice.Due) string {
	calls := []practice.DueKind{practice.DueFirst, practice.DueFollowUp, practice.DueNext, practice.DueConsent, practice.DueAskAgain, practice.DueLimits}
	for _, p := range r.Parties {
		if p.ID == d.Party && slices.Contains(calls, d.Kind) {
			return when(p.Care != "", ". "+p.Care)
		}
	}
	return ""
}

// dueWhen says when something is due, with meaning: "2 days overdue".
func (v *visit) dueWhen(d practice.Due, now practice.Instant) (ui.State, string) {
	switch {
	case d.Kind == practice.DueCalledOff:
		return ui.StateStopped, "now"
	case d.By == 0:
		return ui.StateOpen, "now"
	}
	switch left := days(now, d.By, v.zone()); {
	case left == 0 && isOver(d.By, now, v.zone()):
		return ui.StateStopped, "overdue today"
	case left < 0:
		return ui.StateStopped, ago(-left) + " overdue"
	case left == 0:
		return ui.StateOpen, "today"
	case left == 1:
		return ui.StateOpen, "tomorrow"
	default:
		return ui.StateUndecided, "in " + ago(left)
	}
}

// moveRows are the cases of the reader that wait, and on whom; the longest first.
func (v *visit) moveRows(rows []casework.CaseRow) []ui.TodayRow {
	var all []ui.TodayRow
	for _, r := range rows {
		d, waits := waitsFor(r, v.session.Now())
		if !waits {
			continue
		}
		what, action := v.dueWords(r, d)
		n := days(d.Since, v.session.Now(), v.zone())
		all = append(all, ui.TodayRow{Link: rowLink(r), Caption: v.rowCaption(r), What: what, Who: v.moveWord(r, d), Tone: moveTone(r, d),
			WithBar: true, Days: n, DaysText: ago(n), Action: action})
	}
	slices.SortStableFunc(all, func(a, b ui.TodayRow) int { return cmp.Compare(b.Days, a.Days) })
	return all
}

// waitsFor is what a case has waited for the longest.
func waitsFor(r casework.CaseRow, now practice.Instant) (practice.Due, bool) {
	var longest practice.Due
	for _, d := range r.Due {
		if d.Waits(now) && (longest.Since == 0 || d.Since < longest.Since) {
			longest = d
		}
	}
	return longest, longest.Since != 0
}

// moveWord says whose move it is.
func (v *visit) moveWord(r casework.CaseRow, d practice.Due) string {
	switch d.Move {
	case practice.ChangedByParty:
		for _, p := range r.Parties {
			if p.ID == d.Party && p.Name != "" {
				return p.Name
			}
		}
		return "A participant"
	case practice.ChangedByAuthority:
		return "An authority"
	case practice.ChangedBySecond:
		return "A second person"
	case practice.ChangedBySupervisor:
		return "A coordinator"
	default:
		return "Ours"
	}
}

func moveTone(r casework.CaseRow, d practice.Due) ui.Tone {
	if d.Move != practice.ChangedByParty {
		return ui.ToneBetween
	}
	for _, p := range r.Parties {
		switch {
		case p.ID != d.Party:
		case p.Harmed && p.Responsible:
			return ui.ToneBoth
		case p.Harmed:
			return ui.ToneHarmed
		case p.Responsible:
			return ui.ToneResponsible
		}
	}
	return ui.ToneBetween
}

func (v *visit) plainRows(rows []casework.CaseRow, what, tag, path, action string) []ui.TodayRow {
	var all []ui.TodayRow
	for _, r := range rows {
		all = append(all, ui.TodayRow{Link: rowLink(r), Caption: v.rowCaption(r), What: what + v.lastTouched(r) + ".", When: tag,
			State: ui.StateOpen, Action: ui.Link{Text: action, Hidden: "in " + r.Number, Href: rowHref(r, path)}})
	}
	return all
}

func (v *visit) lastTouched(r casework.CaseRow) string {
	if r.Touched == 0 {
		return ""
	}
	return ". The last change was on " + v.day(r.Touched)
}
