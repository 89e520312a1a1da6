package web

import (
	"slices"
	"strings"

	"amends/internal/practice"
	"amends/internal/web/ui"
)

// attendee is somebody who may have been at a meeting: a party or a helper.
type attendee struct {
	practice.Attending
	id, name string
}

// attendees are all in the case who can have been at a meeting: those whom its plan
// expects, and the others.
func (c *caseVisit) attendees(x practice.Crossing) (expected, others []attendee) {
	add := func(is bool, a attendee) {
		if is {
			expected = append(expected, a)
		} else {
			others = append(others, a)
		}
	}
	for _, p := range c.state.Parties {
		if taking := slices.Contains(x.Taking(), p.ID); taking || p.IsHere() {
			add(taking, attendee{practice.Attending{Party: p.ID}, string(p.ID), c.name(p.ID)})
		}
	}
	for _, h := range c.state.Helpers {
		add(slices.Contains(x.Plan.Helpers, h.ID), attendee{practice.Attending{Helper: h.ID}, string(h.ID), c.helper(h)})
	}
	return expected, others
}

// attendedInputs ask who was at a meeting: of each who was expected, and by name whoever
// else was there.
func (c *caseVisit) attendedInputs(x practice.Crossing) []ui.Input {
	expected, others := c.attendees(x)
	var inputs []ui.Input
	for _, a := range expected {
		inputs = append(inputs, ui.Radios{Name: attendedField(x, a), Label: "Was " + a.name + " there?", Inline: true, Small: true, Options: offered(presences())})
	}
	var options []ui.Option
	for _, a := range others {
		options = append(options, ui.Option{Value: a.id, Label: capital(a.name)})
	}
	if len(options) > 0 {
		inputs = append(inputs, ui.Checkboxes{Name: "besides-" + string(x.ID), Label: "Was anybody else there?",
			Hint: "Somebody who was not in what was agreed opens a review.", Small: true, Options: options})
	}
	return inputs
}

func attendedField(x practice.Crossing, a attendee) string {
	return "there-" + string(x.ID) + "-" + a.id
}

// readAttended reads what [caseVisit.attendedInputs] ask. Of a meeting that was not held,
// who came is on record only if somebody did not: else nobody may have set out.
func (c *caseVisit) readAttended(x practice.Crossing, extent practice.Extent) []practice.Attending {
	expected, others := c.attendees(x)
	var all []practice.Attending
	otherwise, ask := false, when(extent != practice.NotAt, "Choose whether they were there")
	for _, a := range expected {
		if a.Presence = choice(c.sent, attendedField(x, a), taken(presences()), ask); a.Presence == "" {
			continue
		}
		otherwise = otherwise || a.Presence != practice.Came
		all = append(all, a.Attending)
	}
	ids := make([]string, len(others))
	for i, a := range others {
		ids[i] = a.id
	}
	for _, id := range choices(c.sent, "besides-"+string(x.ID), ids, "") {
		a := others[slices.Index(ids, id)]
		a.Presence, otherwise = practice.Came, true
		all = append(all, a.Attending)
	}
	if extent == practice.NotAt && !otherwise {
		return nil
	}
	return all
}

// reattended are those of whom the visitor can correct how they were at a meeting: as
// is on record, and others who may have been there. Of another side it is not theirs to know (P3).
func (c *caseVisit) reattended(x practice.Crossing) (known []practice.Attendance, others []attendee) {
	for _, a := range x.Attended {
		if a.Party == "" || c.sees(a.Party) {
			known = append(known, a)
		}
	}
	expected, besides := c.attendees(x)
	for _, o := range slices.Concat(expected, besides) {
		onRecord := slices.ContainsFunc(x.Attended, func(a practice.Attendance) bool { return a.Party == o.Party && a.Helper == o.Helper })
		if !onRecord && (o.Party == "" || c.sees(o.Party)) {
			others = append(others, o)
		}
	}
	return known, others
}

func (c *caseVisit) attendedName(a practice.Attendance) string {
	if a.Party != "" {
		return c.name(a.Party)
	}
	return c.helperNamed(a.Helper)
}

// asItIs is chosen beforehand for everybody on record: a correction says what was otherwise.
const asItIs practice.Presence = "as-it-is"

func wasField(a practice.Attendance) string { return "was-" + string(a.Party) + string(a.Helper) }

// reattendSheet corrects who was at a meeting, a name at a time: what is left as it is
// stands, whatever a colleague has corrected meanwhile.
func reattendSheet(c *caseVisit) (sheet, error) {
	x, err := c.crossing()
	if err != nil {
		return sheet{}, err
	}
	known, others := c.reattended(x)
	if len(known) == 0 {
		return sheet{}, &practice.Refusal{Code: practice.WrongState}
	}
	s := sheet{heading: "Correct who was there", about: c.crossingTitle(x), submit: "Correct it",
		lead: "The meeting stands as it is. The contacts owed after it follow, and so does the review, if somebody was there who was not in what was agreed. What was written stays to be seen."}
	g := ui.Group{}
	for _, a := range known {
		options := []ui.Option{{Value: string(asItIs), Label: "As it is: " + lower(word(presences(), a.Presence))}}
		for _, w := range presences() {
			if w.value != a.Presence {
				options = append(options, ui.Option{Value: string(w.value), Label: w.label})
			}
		}
		g.Inputs = append(g.Inputs, ui.Radios{Name: wasField(a), Label: capital(c.attendedName(a)), Inline: true, Small: true,
			Options: options, Value: string(asItIs)})
	}
	if len(others) > 0 {
		var options []ui.Option
		for _, o := range others {
			options = append(options, ui.Option{Value: o.id, Label: capital(o.name)})
		}
		g.Inputs = append(g.Inputs, ui.Checkboxes{Name: "besides", Label: "Who was there besides?", Small: true, Options: options})
	}
	g.Inputs = append(g.Inputs, ui.LongText{Name: "text", Label: "What was wrong, and how do we know?", Rows: 3, Most: mostNote})
	s.groups = []ui.Group{g}
	return s, nil
}

func readReattend(c *caseVisit) practice.Command {
	x, _ := c.crossing()
	known, others := c.reattended(x)
	command := practice.CorrectAttendance{Crossing: x.ID, Text: c.sent.text("text", mostNote, "Write what was wrong")}
	for _, a := range known {
		was := a.Presence
		a.Presence = choice(c.sent, wasField(a), append(taken(presences()), asItIs), "")
		if a.Presence != "" && a.Presence != asItIs && a.Presence != was {
			command.Attended = append(command.Attended, practice.Attending(a))
		}
	}
	ids := make([]string, len(others))
	for i, o := range others {
		ids[i] = o.id
	}
	for _, id := range choices(c.sent, "besides", ids, "") {
		o := others[slices.Index(ids, id)]
		o.Presence = practice.Came
		command.Attended = append(command.Attended, o.Attending)
	}
	if len(command.Attended) == 0 && len(known) > 0 {
		c.sent.wrong(wasField(known[0]), "Choose for whom it was otherwise")
	}
	return command
}

// attendedText says who was at a meeting, as far as it is the reader's to know.
func (c *caseVisit) attendedText(all []practice.Attendance) string {
	var said []string
	for _, w := range presences() {
		var parties []practice.PartyID
		var names []string
		for _, a := range all {
			switch {
			case a.Presence != w.value:
			case a.Party != "":
				parties = append(parties, a.Party)
			default:
				names = append(names, c.helperNamed(a.Helper))
			}
		}
		if len(parties) > 0 {
			names = append([]string{c.names(parties)}, names...)
		}
		if len(names) > 0 {
			said = append(said, lower(w.label)+": "+strings.Join(names, ", "))
		}
	}
	return strings.Join(said, "; ")
}

func (c *caseVisit) helperNamed(id practice.HelperID) string {
	i := slices.IndexFunc(c.state.Helpers, func(h practice.Helper) bool { return h.ID == id })
	if i < 0 {
		return "a helper"
	}
	return c.helper(c.state.Helpers[i])
}
