package web

import (
	"cmp"
	"fmt"
	"slices"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// showCaseLooks says who opened the files of a case, by person, party and day,
// as far as the reader works with those parties. The looks are part of each
// file, so asking for them is a look too.
func showCaseLooks(v *visit) (answer, error) {
	id := casework.CaseID(v.PathValue("case"))
	c, err := v.session.Case(v.Context(), id, casework.Want{All: true})
	if err != nil {
		return answer{}, fmt.Errorf("could not open a case: %w", err)
	}
	staff, err := v.session.StaffList(v.Context())
	if err != nil {
		return answer{}, fmt.Errorf("could not list staff: %w", err)
	}
	f, err := v.staffFrame("Who has looked "+c.Number, "/cases")
	if err != nil {
		return answer{}, err
	}
	return shown(ui.SectionsPage{StaffFrame: f, Back: ui.Link{Text: "Back to the case", Href: "/cases/" + string(id)}, Caption: "Case " + c.Number, Heading: "Who has looked",
		Lead: "One line for each person, party and day; this look is among them. The person concerned sees the same by work and month, without names.",
		Sections: []ui.Section{ui.Looks{ID: "looks", ByPerson: true, Items: v.lookLines(c.Parties, staff),
			Empty: "Nobody has opened a file of this case yet."}}}), nil
}

// lookLines are the looks at several files, newest first.
func (v *visit) lookLines(parties []casework.PartyView, staff []casework.Staff) []ui.Look {
	type seen struct {
		practice.LookTaken
		file string
	}
	var all []seen
	for _, p := range parties {
		for _, look := range p.Looks {
			all = append(all, seen{look, p.Name})
		}
	}
	slices.SortStableFunc(all, func(a, b seen) int { return cmp.Compare(b.Day, a.Day) })
	lines := make([]ui.Look, len(all))
	for i, look := range all {
		lines[i] = ui.Look{When: v.day(look.Day), Who: staffName(staff, look.By), Role: dutyWord(look.Duty), What: look.file}
	}
	return lines
}

// staffName is what colleagues call somebody who is or was on staff.
func staffName(staff []casework.Staff, id practice.StaffID) string {
	at := slices.IndexFunc(staff, func(p casework.Staff) bool { return p.ID == id })
	if at < 0 {
		return "Somebody unknown"
	}
	return staff[at].Name
}
