package web

import (
	"net/http"
	"slices"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// showPeople is who is in a case and who works on it.
func showPeople(v *visit) (answer, error) {
	return v.tab("people", casework.Want{}, func(c *caseVisit) []ui.Section {
		return []ui.Section{c.partyTable(), c.staffTable(), c.helperTable(), ui.Prose{Heading: "What can be done", Links: append([]ui.Link{
			c.link("Add somebody", "", "party"), c.link("A helper", "", "helper"),
			c.link("Who works on this", "", "allocate"), c.link("Declare a conflict", "", "conflict"), c.link("Who has looked", "", "looks"),
		}, slices.Concat(c.sideLinks(), c.laterLinks(), c.harmLinks())...)}}
	})
}

func (c *caseVisit) partyTable() ui.Table {
	t := ui.Table{ID: "parties", Caption: "Who is in this case", Columns: []string{"Who", "Side", "Their own page", "Change"}}
	for _, p := range c.mine() {
		view := c.partyView(p.ID)
		name, id := c.name(p.ID), string(p.ID)
		in := ui.Cell{Text: "None"}
		switch {
		case view.Login:
			in = ui.Cell{Text: "They can sign in", Link: c.link("End their login", name, "party", id, "shut-out")}
		case p.IsHere():
			in.Link = c.link("Let them in", name, "party", id, "let-in")
		}
		t.Rows = append(t.Rows, ui.Row{
			{Text: capital(name), Small: c.roleNow(p)},
			{Text: capital(c.side(p.Side))},
			in,
			{Link: c.link("Change", "who "+name+" is", "party", id, "change")},
		})
	}
	return t
}

// roleNow is what somebody is in the case, and that they have died.
func (c *caseVisit) roleNow(p practice.Party) string {
	if p.Died == 0 {
		return c.role(p)
	}
	said := c.role(p) + ". Died on " + c.day(p.Died)
	if p.Speaker != "" {
		said += "; " + c.name(p.Speaker) + " may speak for them"
	}
	return said
}

func (c *caseVisit) staffTable() ui.Table {
	t := ui.Table{ID: "staff", Caption: "Who works on it", Columns: []string{"Who", "As", "For", "Change"}, Empty: "Nobody works on it."}
	for _, a := range c.state.Staff {
		sides := "All sides"
		if len(a.Sides) > 0 {
			var all []string
			for _, s := range a.Sides {
				all = append(all, c.side(s))
			}
			sides = capital(joined(all))
		}
		t.Rows = append(t.Rows, ui.Row{
			{Text: c.colleague(a.Staff), Small: "Since " + c.day(a.Since)},
			{Text: word(duties(), a.Duty)},
			{Text: sides},
			{Link: c.link("Take off this case", c.colleague(a.Staff), "deallocate", string(a.Staff))},
		})
	}
	return t
}

func (c *caseVisit) helperTable() ui.Table {
	t := ui.Table{ID: "helpers", Caption: "Helpers", Columns: []string{"Who", "Ready", "Change"}, Empty: "There are none."}
	for _, h := range c.state.Helpers {
		t.Rows = append(t.Rows, ui.Row{{Text: c.helper(h)}, {Text: helperStands(h)}, {Link: c.link("Change", "how "+c.helper(h)+" stands", "helper", string(h.ID))}})
	}
	return t
}

// showContacts asks with whom a contact is to be written down.
func showContacts(v *visit) (answer, error) {
	c, err := v.openCase(casework.Want{})
	if err != nil {
		return answer{}, err
	}
	mine := c.askables()
	if len(mine) == 1 {
		return seeOther(c.href("contact", string(mine[0].ID))), nil
	}
	f, err := v.staffFrame(c.reference(), "/cases")
	if err != nil {
		return answer{}, err
	}
	t := ui.Table{Caption: "With whom", Hide: true, Columns: []string{"With whom", "How to reach them safely", "Pack"},
		Empty: "You work with nobody in this case."}
	for _, p := range mine {
		name := c.name(p.ID)
		t.Rows = append(t.Rows, ui.Row{
			{Link: c.link(capital(name), "", "contact", string(p.ID)), Small: c.role(p)},
			{Text: c.care(p.ID)},
			{Link: c.link("Print a pack", "for "+name, "pack", string(p.ID))},
		})
	}
	return shown(ui.SectionsPage{StaffFrame: f, Back: ui.Link{Text: "Back", Href: c.href()}, Caption: c.reference(),
		Heading: "With whom did you speak?", Sections: []ui.Section{t}}), nil
}

// letInSheet asks for the name that somebody will sign in by.
func letInSheet(c *caseVisit) (sheet, error) {
	p, err := c.askable()
	if err != nil {
		return sheet{}, err
	}
	name := c.name(p.ID)
	s := sheet{heading: "Let " + name + " in", about: name, submit: "Make the code", back: c.href("people"),
		lead: "They get a page of their own. They see nothing there but what was given to them and what they agreed to.",
		groups: []ui.Group{{Inputs: []ui.Input{ui.TextInput{Name: "login", Label: "The name they will sign in by",
			Hint: "One that says nothing about who they are or why they come here.", Width: 20}}}}}
	if view := c.partyView(p.ID); view.Login {
		s.alerts = []ui.Alert{{ID: "again", State: ui.StateOpen, Kind: "Note", Heading: name + " has a login already",
			Text: "A new one ends it. What is on their page stays."}}
	}
	return s, nil
}

func showLetIn(v *visit) (answer, error) {
	return step{sheet: letInSheet}.show(v)
}

// submitLetIn makes the login. The code and the stop reference are shown on this
// page and nowhere else, ever again.
func submitLetIn(v *visit) (answer, error) {
	c, s, err := step{sheet: letInSheet}.open(v)
	if err != nil {
		return answer{}, err
	}
	login := v.sent.line("login", mostLine, "Enter a name for them to sign in by")
	if !v.sent.ok() {
		return c.ask(http.StatusUnprocessableEntity, s, v.sent, nil)
	}
	in, err := v.session.LetIn(v.Context(), c.view.ID, practice.PartyID(v.PathValue("party")), login, v.form)
	if err != nil {
		if v.sent.takes(err, map[string]string{"Login": "login"}) || v.takesName(err, "login") {
			return c.ask(http.StatusUnprocessableEntity, s, v.sent, nil)
		}
		return answer{}, err
	}
	f, err := v.staffFrame(c.reference(), "/cases")
	if err != nil {
		return answer{}, err
	}
	return shown(ui.DonePage{StaffFrame: f, Heading: "Tell them this code", Lead: "It is shown once. Read it out or hand this page over; do not send it.", Number: in.Code, Next: []string{
		"They sign in as “" + login + "” with this code, within 72 hours, and choose a passphrase of their own.",
		"Their stop reference is " + in.Reference + ". Whoever rings us with it stops everything for them, without saying why. It is on their page too.",
		"Before the first page they read what leaving quickly can hide and what it cannot.",
	}, Links: []ui.Link{c.link("Back to the case", "", "people")}}), nil
}

func shutOutSheet(c *caseVisit) (sheet, error) {
	p, err := c.theirs()
	if err != nil {
		return sheet{}, err
	}
	return sheet{heading: "End their login", about: c.name(p.ID), submit: "End it", warn: true, back: c.href("people"),
		points: []string{
			"They are signed out at once and cannot sign in again.",
			"What is on their page is kept, and stands there again if they are let in anew.",
		}}, nil
}

func showShutOut(v *visit) (answer, error) { return step{sheet: shutOutSheet}.show(v) }

func submitShutOut(v *visit) (answer, error) {
	c, s, err := step{sheet: shutOutSheet}.open(v)
	if err != nil {
		return answer{}, err
	}
	return finished(v.session.ShutOut(v.Context(), c.view.ID, practice.PartyID(v.PathValue("party")), v.form), s.back, "saved")
}
