package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// The intake is one form with everybody known at the time. People and
// those spoken of repeat: "Add another person" brings the form back with everything
// typed so far and one more to fill in, without script.
const (
	leastPeople   = 2
	leastSpokenOf = 0
	morePeople    = "more-people"
	moreSpokenOf  = "more-spoken"
)

func showIntake(v *visit) (answer, error) {
	return v.intake(http.StatusOK, leastPeople, leastSpokenOf, nil)
}

// intakeSize is how many people and people spoken of the form was sent with.
func (v *visit) intakeSize() (people, spoken int) {
	read := func(name string, least int) int {
		n, err := strconv.Atoi(v.sent.values.Get(name))
		if err != nil || n < least {
			n = least
		}
		return min(n, mostLines)
	}
	return read("people", leastPeople), read("spoken", leastSpokenOf)
}

func (v *visit) intake(status, people, spoken int, sent *sent) (answer, error) {
	id, err := v.newForm("/cases/new")
	if err != nil {
		return answer{}, err
	}
	f, err := v.staffFrame("Open a case", "/cases")
	if err != nil {
		return answer{}, err
	}
	apart, err := v.apartGroup()
	if err != nil {
		return answer{}, err
	}
	form := ui.Form{Action: "/cases/new", ID: id, Submit: "Open the case", Cancel: goBack("/cases"),
		Hidden: []ui.Hidden{{Name: "people", Value: strconv.Itoa(people)}, {Name: "spoken", Value: strconv.Itoa(spoken)}},
		Groups: []ui.Group{intakeCase(v.session.Profile()), intakeHarm()},
		Other:  []ui.Submit{{Text: "Add another person", Name: morePeople, Value: "yes"}, {Text: "Add somebody who is spoken of", Name: moreSpokenOf, Value: "yes"}}}
	for i := range people {
		form.Groups = append(form.Groups, intakePerson(i, v.session.Settings()))
	}
	for i := range spoken {
		form.Groups = append(form.Groups, intakeSpokenOf(i))
	}
	if len(apart.Inputs) > 0 {
		form.Groups = append(form.Groups, apart)
	}
	if sent != nil {
		form = sent.into(form)
	}
	return answer{status: status, page: ui.FormPage{StaffFrame: f, Back: ui.Link{Text: "Back", Href: "/cases"}, Heading: "Open a case", Form: form,
		Lead: "Put down who is known now. More people, roles and sides can be added later."}}, nil
}

func intakeCase(rules practice.Profile) ui.Group {
	return ui.Group{Heading: "The case", Inputs: []ui.Input{
		ui.TextInput{Name: "title", Label: "What is it about, in a few words?", Hint: "Burglary of a home, March 2026. Not a name."},
		ui.Radios{Name: "begun", Label: "Who asked for this?", Small: true, Options: offered(begunWords())},
		yesNo("sensitive", "Is it sensitive?", sensitiveHint(rules)),
		ui.DateInput{Name: "when", Label: "When did it reach us?", Hint: "Leave it empty for today."},
	}}
}

func intakeHarm() ui.Group {
	return ui.Group{Heading: "The harm", Hint: "What each person is in it, you say below.", Inputs: []ui.Input{
		ui.Select{Name: "harm", Label: "What kind of harm was it?", Options: toChoose(offered(harmKinds()))},
		genderInput(),
		ui.Select{Name: "harm-2", Label: "Was there a second harm, the other way round or of another kind?",
			Hint:    "For people who were each harmed and responsible.",
			Options: append([]ui.Option{{Value: "", Label: "No"}}, offered(harmKinds())...)},
	}}
}

// sensitiveHint says what a sensitive case is, and which are so whatever is said here.
func sensitiveHint(rules practice.Profile) string {
	hint := "Then a second person reads whatever crosses, before it goes. For example: a child is in it, one has power over another, they lived together, or it is in the news."
	var always []string
	for _, k := range rules.SensitiveHarms {
		always = append(always, lower(word(harmKinds(), k)))
	}
	if len(always) > 0 {
		hint += " After " + joined(always) + " it is so in any case."
	}
	return hint
}

// colleaguesOnCases are those beside the visitor who could come to work on a case or
// hold keys to it.
func (v *visit) colleaguesOnCases() ([]casework.Staff, error) {
	all, err := v.session.StaffList(v.Context())
	if err != nil {
		return nil, fmt.Errorf("could not list staff: %w", err)
	}
	return slices.DeleteFunc(all, func(m casework.Staff) bool {
		return m.Left != 0 || m.ID == v.session.Me().ID || m.Has(casework.Administrator)
	}), nil
}

// apartGroup asks who must not see the case, before there is one: said afterwards,
// every coordinator would hold a key in between (P5).
func (v *visit) apartGroup() (ui.Group, error) {
	colleagues, err := v.colleaguesOnCases()
	if err != nil || len(colleagues) == 0 {
		return ui.Group{}, err
	}
	options := make([]ui.Option, len(colleagues))
	for i, m := range colleagues {
		options[i] = ui.Option{Value: string(m.ID), Label: m.Name, Hint: dutiesLine(m.Duties)}
	}
	return ui.Group{Heading: "Who must not see it", Inputs: []ui.Input{ui.Checkboxes{Name: "apart", Label: "Who on staff must not work on this case or see it?", Small: true, Options: options,
		Hint: "Somebody who knows one of the people, is related to them, or has a stake in it. They are never given a key to this case, and nothing shows them that there is one. It cannot be undone."}}}, nil
}

// readApart reads who must not see the case.
func (v *visit) readApart() ([]practice.StaffID, error) {
	colleagues, err := v.colleaguesOnCases()
	ids := make([]practice.StaffID, len(colleagues))
	for i, m := range colleagues {
		ids[i] = m.ID
	}
	return choices(v.sent, "apart", ids, ""), err
}

// What somebody is in a harm, as the intake asks it.
const (
	isHarmed, isResponsible, isHarmed2, isResponsible2 = "harmed", "responsible", "harmed-2", "responsible-2"
)

func intakePerson(i int, words casework.Settings) ui.Group {
	prefix := "p" + strconv.Itoa(i+1) + "-"
	others := []ui.Option{{Value: "", Label: "Nobody"}}
	sides := []ui.Option{{Value: "", Label: "A side of their own"}}
	for j := range i {
		n := strconv.Itoa(j + 1)
		others = append(others, ui.Option{Value: n, Label: "Person " + n})
		sides = append(sides, ui.Option{Value: n, Label: "The side of person " + n})
	}
	g := ui.Group{Heading: "Person " + strconv.Itoa(i+1), Inputs: append([]ui.Input{
		ui.Checkboxes{Name: prefix + "roles", Label: "What are they in it?", Small: true, Options: []ui.Option{
			{Value: isHarmed, Label: capital(words.Harmed)}, {Value: isResponsible, Label: capital(words.Responsible)},
			{Value: isHarmed2, Label: capital(words.Harmed) + ", in the second harm"},
			{Value: isResponsible2, Label: capital(words.Responsible) + ", in the second harm"}}},
	}, partyFields(prefix)...)}
	if i > 0 {
		g.Inputs = append(g.Inputs,
			ui.Select{Name: prefix + "side", Label: "On whose side are they?", Hint: "Only if they have said that they share.", Options: sides},
			ui.Radios{Name: prefix + "standing", Label: "For whom do they speak?", Small: true, Options: offered(standings())},
			ui.Select{Name: prefix + "for", Label: "If for somebody else: for whom?", Options: others},
			ui.Checkboxes{Name: prefix + "interested", Label: "An interest in the harm", Small: true,
				Options: []ui.Option{{Value: "yes", Label: "They have one of their own, so they cannot agree for somebody else"}}})
	}
	return g
}

func intakeSpokenOf(i int) ui.Group {
	prefix := "s" + strconv.Itoa(i+1) + "-"
	return ui.Group{Heading: "Somebody who is spoken of", Hint: "They are never asked.", Inputs: []ui.Input{
		ui.TextInput{Name: prefix + "name", Label: "Name"},
		ui.Radios{Name: prefix + "unasked", Label: "Why are they not asked?", Inline: true, Small: true, Options: offered(unaskedWords())},
		ui.TextInput{Name: prefix + "speaker", Label: "Who may speak for them? The number of the person above", Width: 2, InputMode: "numeric"},
	}}
}

// submitIntake opens the case, or brings the form back with one line more.
func submitIntake(v *visit) (answer, error) {
	people, spoken := v.intakeSize()
	if v.sent.pressed(morePeople) || v.sent.pressed(moreSpokenOf) {
		if v.sent.pressed(morePeople) {
			people = min(people+1, mostLines)
		} else {
			spoken = min(spoken+1, mostLines)
		}
		return v.intake(http.StatusOK, people, spoken, v.sent)
	}
	command := readIntake(v.sent, people, spoken)
	apart, err := v.readApart()
	if err != nil {
		return answer{}, err
	}
	if !v.sent.ok() {
		return v.intake(http.StatusUnprocessableEntity, people, spoken, v.sent)
	}
	done, err := v.session.Open(v.Context(), command, apart, v.form)
	if refusal, is := isRefusal(err); is {
		if !v.sent.takes(err, map[string]string{"when": "when", "begun": "begun", "harms": "harm", "parties": "p1-full", "title": "title"}) {
			v.sent.refuse(refusal.Sentence())
		}
		return v.intake(http.StatusUnprocessableEntity, people, spoken, v.sent)
	}
	if err != nil && v.sent.takes(err, map[string]string{"Apart": "apart"}) {
		return v.intake(http.StatusUnprocessableEntity, people, spoken, v.sent)
	}
	return finished(err, "/cases/"+string(done.Case)+"/allocate", "saved")
}

// readIntake reads the form in the order it is asked. People are numbered on the
// form and placed in the command; a line that was added and left empty is neither.
func readIntake(s *sent, people, spoken int) practice.OpenCase {
	c := practice.OpenCase{Title: s.line("title", mostLine, ""),
		Begun:     choice(s, "begun", taken(begunWords()), "Choose who asked for this"),
		Sensitive: s.yesOrNo("sensitive", "Choose whether it is sensitive"), When: s.day("when", "")}
	first := practice.NewHarm{Kind: choice(s, "harm", practice.HarmKinds(), "Choose what kind of harm it was"), GenderBased: readGender(s)}
	second := practice.NewHarm{Kind: choice(s, "harm-2", practice.HarmKinds(), ""), GenderBased: first.GenderBased}
	places := map[int]int{} // by the number on the form, from 1: the place in the command, from 1
	for i := range people {
		prefix := "p" + strconv.Itoa(i+1) + "-"
		if i >= leastPeople && isEmptyPerson(s, prefix) {
			continue
		}
		person := "person " + strconv.Itoa(i+1)
		p := readParty(s, prefix, "Enter the name of "+person, "Choose who "+person+" is")
		p.Standing = practice.Principal
		if i > 0 {
			readBeside(s, prefix, person, places, &p)
		}
		roles := choices(s, prefix+"roles", []string{isHarmed, isResponsible, isHarmed2, isResponsible2}, when(p.Standing == practice.Principal, "Choose what "+person+" is in it"))
		takeRoles(&first, roles, len(c.Parties), isHarmed, isResponsible)
		takeRoles(&second, roles, len(c.Parties), isHarmed2, isResponsible2)
		if second.Kind == "" && (slices.Contains(roles, isHarmed2) || slices.Contains(roles, isResponsible2)) {
			s.wrong("harm-2", "Choose what kind of harm the second was")
		}
		c.Parties = append(c.Parties, p)
		places[i+1] = len(c.Parties)
	}
	c.Harms = []practice.NewHarm{first}
	if second.Kind != "" {
		c.Harms = append(c.Harms, second)
	}
	c.SpokenOf = readSpokenOf(s, spoken, places)
	return c
}

// readBeside reads what ties somebody to a person above them on the form.
func readBeside(s *sent, prefix, person string, places map[int]int, p *practice.NewParty) {
	above := func(name string) int {
		n, err := strconv.Atoi(s.values.Get(prefix + name))
		if err != nil {
			return 0
		}
		return places[n]
	}
	p.Standing = choice(s, prefix+"standing", taken(standings()), "Choose for whom "+person+" speaks")
	p.For, p.Side, p.Interested = above("for"), above("side"), s.yes(prefix+"interested")
	switch {
	case p.Standing == "", p.Standing == practice.Principal:
		p.For = 0
	case p.For == 0:
		s.wrong(prefix+"for", "Choose for whom")
	}
}

func takeRoles(h *practice.NewHarm, roles []string, place int, harmed, responsible string) {
	if slices.Contains(roles, harmed) {
		h.Harmed = append(h.Harmed, place)
	}
	if slices.Contains(roles, responsible) {
		h.Responsible = append(h.Responsible, place)
	}
}

func readSpokenOf(s *sent, spoken int, places map[int]int) []practice.NewSpokenOf {
	var all []practice.NewSpokenOf
	for i := range spoken {
		prefix := "s" + strconv.Itoa(i+1) + "-"
		name := s.line(prefix+"name", mostLine, "")
		speaker := s.number(prefix+"speaker", 1, mostLines, "")
		if name == "" && speaker == 0 && s.values.Get(prefix+"unasked") == "" {
			continue
		}
		if speaker != 0 && places[speaker] == 0 {
			s.wrong(prefix+"speaker", "There is no person with this number above")
		}
		all = append(all, practice.NewSpokenOf{Name: name,
			Unasked: choice(s, prefix+"unasked", taken(unaskedWords()), "Choose why they are not asked"), Speaker: places[speaker]})
	}
	return all
}

func isEmptyPerson(s *sent, prefix string) bool {
	for name, values := range s.values {
		if strings.HasPrefix(name, prefix) && strings.TrimSpace(strings.Join(values, "")) != "" {
			return false
		}
	}
	return true
}
