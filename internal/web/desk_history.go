package web

import (
	"fmt"
	"slices"
	"strconv"

	"amends/internal/casework"
	"amends/internal/web/ui"
)

// mostLinesShown is how many events of the desk one page shows.
const mostLinesShown = 50

// showDeskHistory says to everybody on staff what happened at the desk, newest
// first: who took on whom, gave which duties and keys, used recovery, changed the
// settings. It is where most attacks from inside leave their trace.
func showDeskHistory(v *visit) (answer, error) {
	lines, err := v.session.DeskLines(v.Context())
	if err != nil {
		return answer{}, fmt.Errorf("could not read what happened at the desk: %w", err)
	}
	all, err := v.session.StaffList(v.Context())
	if err != nil {
		return answer{}, fmt.Errorf("could not list staff: %w", err)
	}
	f, err := v.staffFrame("Desk", "/staff")
	if err != nil {
		return answer{}, err
	}
	from, links := pageOf(v.URL.Query().Get("page"), len(lines), "/staff/history")
	t := ui.Table{Caption: "What happened at the desk", Hide: true, Columns: []string{"What", "When", "By"}}
	for _, line := range lines[from:min(from+mostLinesShown, len(lines))] {
		t.Rows = append(t.Rows, ui.Row{deskCell(line, all), {Text: v.when(line.At)}, {Text: deskActor(line, all)}})
	}
	return shown(ui.SectionsPage{StaffFrame: f, Back: ui.Link{Text: "Back to the staff", Href: "/staff"}, Heading: "What happened at the desk",
		Lead:     "Everybody who works here sees this. Tell a colleague if a line surprises you: a new coordinator, new keys or a recovery that nobody spoke of.",
		Sections: []ui.Section{t, ui.Prose{Links: links}}}), nil
}

// pageOf reads which page of a long list is asked for, and gives where it begins
// and the ways to its neighbours. What is no page is the first one.
func pageOf(asked string, length int, path string) (from int, links []ui.Link) {
	last := max(0, length-1) / mostLinesShown
	page, err := strconv.Atoi(asked)
	if err != nil || page < 1 || page > last+1 {
		page = 1
	}
	if page > 1 {
		links = append(links, ui.Link{Text: "Newer", Href: path + "?page=" + strconv.Itoa(page-1)})
	}
	if page <= last {
		links = append(links, ui.Link{Text: "Older", Href: path + "?page=" + strconv.Itoa(page+1)})
	}
	return (page - 1) * mostLinesShown, links
}

func deskActor(line casework.DeskLine, all []casework.Staff) string {
	if line.By == "" {
		return "Two custodians’ sheets"
	}
	return staffName(all, line.By)
}

// deskCell says one event, with what to do about it where there is something.
func deskCell(line casework.DeskLine, all []casework.Staff) ui.Cell {
	whom := staffName(all, line.Whom)
	duties := lower(dutiesLine(line.Duties))
	keys := "Keys " + line.Fingerprint
	switch line.What {
	case casework.DeskFounded:
		return ui.Cell{Text: "The service was set up"}
	case casework.DeskEnrolled:
		return ui.Cell{Text: whom + " was taken on as " + duties, Small: keys, Tag: opensMore(line)}
	case casework.DeskChanged:
		if sameDuties(line.Duties, line.Was) {
			return ui.Cell{Text: "The name of " + whom + " was set; their duties stay"}
		}
		return ui.Cell{Text: whom + " is now " + duties, Small: "Before: " + lower(dutiesLine(line.Was)), Tag: opensMore(line)}
	case casework.DeskRenewed:
		return ui.Cell{Text: whom + " was given new keys", Small: keys, Tag: ui.Tag{Text: "compare the keys", State: ui.StateOpen}}
	case casework.DeskLeft:
		return ui.Cell{Text: whom + " left the service"}
	case casework.DeskSettings:
		return ui.Cell{Text: "The settings were changed", Link: ui.Link{Text: "See them", Href: "/settings"}}
	case casework.DeskRehearsed:
		return ui.Cell{Text: "Recovery was rehearsed with two sheets"}
	case casework.DeskRecovered:
		return ui.Cell{Text: "Recovery was used: " + whom + " was given keys to everything", Tag: ui.Tag{Text: "recovery", State: ui.StateStopped}}
	case casework.DeskReleased:
		return ui.Cell{Text: "What a restore had held may be sent"}
	default:
		// An event that a later program wrote must not be passed over.
		return ui.Cell{Text: "Something that this page does not know", Tag: ui.Tag{Text: "ask whoever runs this", State: ui.StateOpen}}
	}
}

func sameDuties(a, b []casework.Duty) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

// opensMore marks that somebody came to hold keys to every case.
func opensMore(line casework.DeskLine) ui.Tag {
	if slices.Contains(line.Duties, casework.Coordinator) && !slices.Contains(line.Was, casework.Coordinator) {
		return ui.Tag{Text: "can open every case", State: ui.StateOpen}
	}
	return ui.Tag{}
}

// deskLinks are the pages about the service as a whole, for whom they are.
func (v *visit) deskLinks() []ui.Link {
	var links []ui.Link
	for _, l := range []struct {
		text, href string
		rule       Rule
	}{
		{"What happened at the desk", "/staff/history", staff()},
		{"Settings of the service", "/settings", staff()},
		{"What waits to be sent", "/outbox", overseers()},
		{"Check the history", "/history", overseers()},
	} {
		if l.rule.admits(v.session) {
			links = append(links, ui.Link{Text: l.text, Href: l.href})
		}
	}
	return links
}

// overseers are those who answer for the service as a whole.
func overseers() Rule {
	return staff(casework.Coordinator, casework.Administrator, casework.DataProtectionOfficer)
}
