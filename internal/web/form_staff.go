package web

import (
	"errors"
	"fmt"
	"net/http"
	"slices"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// showStaff lists who works for the service.
func showStaff(v *visit) (answer, error) {
	all, err := v.session.StaffList(v.Context())
	if err != nil {
		return answer{}, fmt.Errorf("could not list staff: %w", err)
	}
	f, err := v.staffFrame("Staff", "/staff")
	if err != nil {
		return answer{}, err
	}
	t := ui.Table{Caption: "Who works here", Hide: true, Columns: []string{"Name", "Duties", "Keys"}}
	if runsTheDesk(v) {
		t.Columns = append(t.Columns, "Change")
	}
	for _, m := range all {
		since := "Since " + v.day(m.Since)
		if m.Left != 0 {
			since += ", left on " + v.day(m.Left)
		}
		row := ui.Row{{Text: m.Name, Small: since}, {Text: dutiesLine(m.Duties)}, {Text: m.Fingerprint}}
		switch {
		case runsTheDesk(v) && m.Left == 0:
			row = append(row, ui.Cell{Link: ui.Link{Text: "Change", Hidden: m.Name, Href: "/staff/" + string(m.ID)}})
		case runsTheDesk(v):
			row = append(row, ui.Cell{})
		}
		t.Rows = append(t.Rows, row)
	}
	page := ui.SectionsPage{StaffFrame: f, Heading: "Staff",
		Lead:     "Compare the keys with each colleague once, in person: they are what everything is locked with.",
		Sections: []ui.Section{t, ui.Prose{ID: "service", Heading: "The service", Links: v.deskLinks()}}}
	if runsTheDesk(v) {
		page.Actions = []ui.Button{{Text: "Take somebody on", Href: "/staff/new"}}
	}
	return shown(page), nil
}

// runsTheDesk says whether the visitor can enrol and change colleagues.
func runsTheDesk(v *visit) bool {
	return v.session.Me().Has(casework.Coordinator) || v.session.Me().Has(casework.Administrator)
}

func dutiesLine(list []casework.Duty) string {
	var all []string
	for _, d := range list {
		all = append(all, lower(word(serviceDuties(), d)))
	}
	return capital(joined(all))
}

// deskPage is a form about the desk: no case is in it.
type deskPage struct {
	title, heading, lead, action, back string
	points                             []string
	groups                             []ui.Group
	stands                             []ui.Fact // what it replaces, as it is now
	sections                           []ui.Section
	submit                             string
	warn                               bool
}

// askDesk draws a form about the desk, for the first time or again.
func (v *visit) askDesk(status int, p deskPage, sent *sent) (answer, error) {
	id, err := v.newForm(p.action)
	if err != nil {
		return answer{}, err
	}
	f, err := v.staffFrame(p.title, p.back)
	if err != nil {
		return answer{}, err
	}
	form := ui.Form{Action: p.action, ID: id, Hidden: standing(p.stands), Groups: p.groups, Submit: p.submit, Warn: p.warn, Cancel: goBack(p.back)}
	if sent != nil {
		form = sent.into(form)
	}
	back := ui.Link{Text: "Back", Href: p.back}
	if len(p.points) > 0 {
		return answer{status: status, page: ui.ConfirmPage{StaffFrame: f, Back: back, Heading: p.heading, Lead: p.lead, Points: p.points, Form: form}}, nil
	}
	return answer{status: status, page: ui.FormPage{StaffFrame: f, Back: back, Heading: p.heading, Lead: p.lead, Sections: p.sections, Form: form}}, nil
}

func (v *visit) enrolPage() deskPage {
	return deskPage{title: "Staff", heading: "Take somebody on", action: "/staff/new", back: "/staff", submit: "Make the code", groups: []ui.Group{{Inputs: []ui.Input{
		ui.TextInput{Name: "name", Label: "Name, as colleagues say it"},
		ui.TextInput{Name: "login", Label: "The name they will sign in by", Width: 20},
		ui.Checkboxes{Name: "duties", Label: "What do they do here?", Small: true, Options: offered(serviceDuties())},
	}}}}
}

func showEnrol(v *visit) (answer, error) { return v.askDesk(http.StatusOK, v.enrolPage(), nil) }

// submitEnrol takes somebody on. Their code is shown on this page and nowhere else.
func submitEnrol(v *visit) (answer, error) {
	s := v.sent
	n := casework.NewStaff{Name: s.line("name", mostLine, "Enter their name"),
		Login:  s.line("login", mostLine, "Enter a name for them to sign in by"),
		Duties: choices(s, "duties", taken(serviceDuties()), "Choose what they do")}
	if !s.ok() {
		return v.askDesk(http.StatusUnprocessableEntity, v.enrolPage(), s)
	}
	in, err := v.session.Enrol(v.Context(), n, v.form)
	if err != nil {
		if s.takes(err, map[string]string{"Name": "name", "Login": "login", "Duties": "duties"}) || v.takesName(err, "login") {
			return v.askDesk(http.StatusUnprocessableEntity, v.enrolPage(), s)
		}
		return answer{}, err
	}
	return v.codePage(in.Code, n.Login)
}

// takesName says beside a field that a name is in use.
func (v *visit) takesName(err error, field string) bool {
	if errors.Is(err, casework.ErrNameTaken) {
		v.sent.wrong(field, "This name is in use. Choose another")
	}
	return errors.Is(err, casework.ErrNameTaken)
}

func (v *visit) codePage(code, login string) (answer, error) {
	f, err := v.staffFrame("Staff", "/staff")
	if err != nil {
		return answer{}, err
	}
	next := []string{"They choose a passphrase of their own. Nobody can read it out to them later.", "Compare the keys on the list of staff with them, in person."}
	if login != "" {
		next = append([]string{"They sign in as “" + login + "” with this code, within 72 hours."}, next...)
	} else {
		next = append([]string{"They sign in with this code under the name they had, within 72 hours."}, next...)
	}
	return shown(ui.DonePage{StaffFrame: f, Heading: "Tell them this code", Lead: "It is shown once.", Number: code, Next: next,
		Links: []ui.Link{{Text: "Back to the staff", Href: "/staff"}}}), nil
}

// colleagueAsked finds the member of staff that the path names.
func (v *visit) colleagueAsked() (casework.Staff, error) {
	all, err := v.session.StaffList(v.Context())
	if err != nil {
		return casework.Staff{}, fmt.Errorf("could not list staff: %w", err)
	}
	at := slices.IndexFunc(all, func(m casework.Staff) bool { return string(m.ID) == v.PathValue("staff") && m.Left == 0 })
	if at < 0 {
		return casework.Staff{}, casework.ErrNotThere
	}
	return all[at], nil
}

func (v *visit) changePage(m casework.Staff) deskPage {
	chosen := make([]string, len(m.Duties))
	for i, d := range m.Duties {
		chosen[i] = string(d)
	}
	return deskPage{title: "Staff", heading: m.Name, action: "/staff/" + string(m.ID), back: "/staff", submit: "Save",
		stands: []ui.Fact{{Label: "Name", Value: m.Name}, {Label: "Duties", Value: dutiesLine(m.Duties)}}, groups: []ui.Group{{Inputs: []ui.Input{
			ui.TextInput{Name: "name", Label: "Name, as colleagues say it", Value: m.Name},
			ui.Checkboxes{Name: "duties", Label: "What do they do here?", Small: true, Options: offered(serviceDuties()), Values: chosen},
		}}}}
}

func showColleague(v *visit) (answer, error) {
	m, err := v.colleagueAsked()
	if err != nil {
		return answer{}, err
	}
	a, err := v.askDesk(http.StatusOK, v.changePage(m), nil)
	if page, is := a.page.(ui.FormPage); is {
		to := "/staff/" + string(m.ID)
		page.Sections = []ui.Section{ui.Prose{Links: []ui.Link{
			{Text: "They forgot their passphrase: make a new code", Href: to + "/code"},
			{Text: "They leave the service", Href: to + "/leave"},
		}}}
		a.page = page
	}
	return a, err
}

func submitColleague(v *visit) (answer, error) {
	m, err := v.colleagueAsked()
	if err != nil {
		return answer{}, err
	}
	page := v.changePage(m)
	switch err := v.overtaken(page.stands); {
	case errors.Is(err, errOvertaken):
		page.sections = []ui.Section{standsNow(page.stands)}
		return v.askDesk(http.StatusConflict, page, v.sent)
	case err != nil:
		return finished(err, "/staff", "saved")
	}
	name, chosen := v.sent.line("name", mostLine, "Enter their name"), choices(v.sent, "duties", taken(serviceDuties()), "Choose what they do")
	if !v.sent.ok() {
		return v.askDesk(http.StatusUnprocessableEntity, page, v.sent)
	}
	err = v.session.ChangeStaff(v.Context(), m.ID, name, chosen, v.form)
	if err != nil && v.sent.takes(err, map[string]string{"Name": "name", "Duties": "duties"}) {
		return v.askDesk(http.StatusUnprocessableEntity, page, v.sent)
	}
	return finished(err, "/staff", "saved")
}

func newCodePage(m casework.Staff) deskPage {
	return deskPage{title: "Staff", heading: "A new code for " + m.Name, action: "/staff/" + string(m.ID) + "/code", back: "/staff", submit: "Make the code", warn: true, points: []string{
		"Their passphrase and their keys end at once. They are signed out everywhere.", "They get what they could open again at once where you hold it, and elsewhere from colleagues, at the next change of each case."}}
}

func showNewCode(v *visit) (answer, error) { return v.confirmColleague(newCodePage) }

func (v *visit) confirmColleague(page func(casework.Staff) deskPage) (answer, error) {
	m, err := v.colleagueAsked()
	if err != nil {
		return answer{}, err
	}
	return v.askDesk(http.StatusOK, page(m), nil)
}

func submitNewCode(v *visit) (answer, error) {
	in, err := v.session.NewCode(v.Context(), practice.StaffID(v.PathValue("staff")), v.form)
	if err != nil {
		return answer{}, err
	}
	return v.codePage(in.Code, "")
}

func leavingPage(m casework.Staff) deskPage {
	return deskPage{title: "Staff", heading: m.Name + " leaves the service", action: "/staff/" + string(m.ID) + "/leave", back: "/staff", submit: "They leave", warn: true, points: []string{
		"They are signed out at once and cannot sign in again.", "Their keys are destroyed. What they did stays, under their name.", "Every case they worked on has to be allocated anew."}}
}

func showLeaving(v *visit) (answer, error) { return v.confirmColleague(leavingPage) }

func submitLeaving(v *visit) (answer, error) {
	return finished(v.session.Deactivate(v.Context(), practice.StaffID(v.PathValue("staff")), v.form), "/staff", "saved")
}

// stopPage takes a stop reference, unread (P2).
func (v *visit) stopPage() deskPage {
	return deskPage{title: "Stop", heading: "Somebody rang with a stop reference", action: "/stop", back: "/", submit: "Stop everything for them", warn: true,
		lead:   "It stops at once whatever is theirs, and shows you nothing. Whoever works with them is told.",
		groups: []ui.Group{{Inputs: []ui.Input{ui.TextInput{Name: "reference", Label: "The reference", Hint: "As they read it out", Width: 20}}}}}
}

func showStopReference(v *visit) (answer, error) {
	return v.askDesk(http.StatusOK, v.stopPage(), nil)
}

func submitStopReference(v *visit) (answer, error) {
	reference := v.sent.line("reference", mostLine, "Enter the reference")
	if !v.sent.ok() {
		return v.askDesk(http.StatusUnprocessableEntity, v.stopPage(), v.sent)
	}
	err := v.session.Stop(v.Context(), reference, v.form)
	if v.takesReference(err) {
		return v.askDesk(http.StatusUnprocessableEntity, v.stopPage(), v.sent)
	}
	return finished(err, "/", "stopped")
}

// takesReference says beside the field that a reference is none.
func (v *visit) takesReference(err error) bool {
	if err == nil {
		return false
	}
	if errors.Is(err, casework.ErrNotThere) {
		v.sent.wrong("reference", "There is no such reference. Ask them to read it out again")
		return true
	}
	return v.sent.takes(err, map[string]string{"Reference": "reference"})
}

// leadPage is for a safeguarding lead who disclosed at once, without opening the case.
func leadPage(v *visit) deskPage {
	return deskPage{title: "Disclosure", heading: "Something went to somebody outside, at once", action: "/disclose", back: "/", submit: "Put it on record",
		lead: "It goes into the case that a stop reference belongs to, unread. A second person of that case looks at it.",
		groups: []ui.Group{{Inputs: []ui.Input{
			ui.TextInput{Name: "reference", Label: "Their stop reference", Width: 20},
			ui.Radios{Name: "to", Label: "To whom?", Small: true, Options: offered(recipients())},
			ui.Radios{Name: "ground", Label: "On which ground?", Small: true, Options: offered(urgentGrounds(v))},
			ui.LongText{Name: "text", Label: "What went to them? Did whoever it is about agree, and if not, why did it go?", Rows: 4, Most: mostNote},
		}}}}
}

// urgentGrounds are those on which a safeguarding lead may disclose at once.
func urgentGrounds(v *visit) []said[practice.Ground] {
	return among(grounds(), v.session.Profile().UrgentGrounds...)
}

func showLeadDisclosure(v *visit) (answer, error) {
	return v.askDesk(http.StatusOK, leadPage(v), nil)
}

func submitLeadDisclosure(v *visit) (answer, error) {
	s := v.sent
	reference := s.line("reference", mostLine, "Enter the reference")
	d := practice.Disclose{To: choice(s, "to", taken(recipients()), "Choose to whom"),
		Ground: choice(s, "ground", taken(urgentGrounds(v)), "Choose the ground"),
		Text:   s.text("text", mostNote, "Write what went, whether they agreed, and if not why it went")}
	if !s.ok() {
		return v.askDesk(http.StatusUnprocessableEntity, leadPage(v), s)
	}
	err := v.session.DiscloseByReference(v.Context(), reference, d, v.form)
	if v.takesReference(err) {
		return v.askDesk(http.StatusUnprocessableEntity, leadPage(v), s)
	}
	return finished(err, "/", "saved")
}
