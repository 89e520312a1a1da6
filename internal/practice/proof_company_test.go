package practice_test

import (
	"slices"

	p "amends/internal/practice"
)

// What the oracle says of who was at a meeting.

// examineCompany holds a list of who was at a meeting against the plan: whoever was
// there without being in it is an incident, and so is a supporter who had to be there and was not.
func examineCompany(w world, place int, e p.MeetingAttended) error {
	r := read(w.events[:place], w.now, w.profile).of(e.Crossing) // as it is known by now, whenever it was planned
	plan, _ := latest(r, func(m p.MeetingPlanned) bool { return m.Crossing == e.Crossing })
	held := heldIn(w, place, e)
	wrong, here := false, []p.PartyID{}
	for _, a := range e.Attended {
		expected := slices.Contains(r.takers(), a.Party) || slices.Contains(plan.Helpers, a.Helper)
		wrong = wrong || !expected
		if a.Party != "" && a.Presence != p.StayedOut {
			here = append(here, a.Party)
		}
	}
	if incident := slices.ContainsFunc(w.events, func(f p.Event) bool {
		i, is := f.(p.IncidentOpened)
		return is && i.Crossing == e.Crossing && i.Kind == p.OtherCompany
	}); held && wrong && !incident {
		return w.finding("somebody was at a meeting that was cleared without them, and no incident is recorded")
	} else if incident && !wrong && len(w.profile.SupportersFor) == 0 {
		return w.finding("an incident although everybody at the meeting was in its plan")
	}
	if before := clearanceOf(w.events[:place], e.Crossing); before.used {
		return nil // what is owed for an earlier part of it is owed still
	}
	x, _ := w.state.Crossing(e.Crossing)
	for _, f := range x.FollowUps {
		if f.Due > e.When && held && x.Delivered == e.When && !slices.Contains(here, f.Party) {
			return w.finding("a contact after a meeting is owed to somebody who was not there")
		}
	}
	return nil
}

// heldIn says whether the meeting was held, by what the same act says of it.
func heldIn(w world, place int, e p.MeetingAttended) bool {
	return slices.ContainsFunc(w.events[place:], func(f p.Event) bool {
		d, is := f.(p.CrossingDelivered)
		return is && d.Act == e.Act && d.Crossing == e.Crossing && reached(d)
	})
}

// attending are the ways in which a meeting can be attended otherwise than planned.
func attending(w world, x p.Crossing) (acts []act) {
	held := func(name string, list ...p.Attending) {
		acts = append(acts, act{"deliver meeting " + name, first, p.Deliver{Delivering: p.Delivering{Crossing: x.ID, Extent: p.Whole, Attended: list}}})
	}
	for _, who := range w.state.Parties {
		if slices.Contains(taking(x), who.ID) {
			held("that "+string(who.ID)+" stayed away from", p.Attending{Party: who.ID, Presence: p.StayedOut})
			continue
		}
		held("with "+string(who.ID), p.Attending{Party: who.ID, Presence: p.LeftEarly})
	}
	for _, h := range w.state.Helpers {
		held("with helper "+string(h.ID), p.Attending{Helper: h.ID, Presence: p.Came})
	}
	return acts
}

// reattending are the ways in which it turns out otherwise who was at a meeting.
func reattending(w world, x p.Crossing) (acts []act) {
	if len(x.Attended) == 0 {
		return nil
	}
	put := func(name string, by p.StaffID, a p.Attending) {
		acts = append(acts, act{"correct " + name + " at a meeting", by, p.CorrectAttendance{Crossing: x.ID, Attended: []p.Attending{a}, Text: "wrong"}})
	}
	for _, who := range w.state.Parties {
		for _, presence := range []p.Presence{p.Came, p.StayedOut} {
			put(string(who.ID)+" "+string(presence), first, p.Attending{Party: who.ID, Presence: presence})
			put(string(who.ID)+" "+string(presence), desk, p.Attending{Party: who.ID, Presence: presence})
		}
	}
	for _, h := range w.state.Helpers {
		put("helper "+string(h.ID), first, p.Attending{Helper: h.ID, Presence: p.LeftEarly})
	}
	return acts
}

// examineCorrected holds what is known of a meeting after a correction against every
// word that was written of who was there: whoever was there without being in its plan is an incident, and a
// contact is owed to those who were there, and to nobody else who has not had it.
func examineCorrected(w world, e p.AttendanceCorrected) error {
	r := read(w.events, w.now, w.profile).of(e.Crossing)
	plan, _ := latest(r, func(m p.MeetingPlanned) bool { return m.Crossing == e.Crossing })
	at, delivered := lastMeeting(w, e.Crossing)
	if delivered == nil {
		return nil // it was not held
	}
	here, wrong := attendedFrom(w.events[at:], e.Crossing), false
	for _, a := range here {
		wrong = wrong || !slices.Contains(r.takers(), a.Party) && !slices.Contains(plan.Helpers, a.Helper)
	}
	incident := slices.ContainsFunc(w.events, func(f p.Event) bool {
		i, is := f.(p.IncidentOpened)
		return is && i.Crossing == e.Crossing && i.Kind == p.OtherCompany
	})
	if wrong && !incident {
		return w.finding("it turns out that somebody was at a meeting that was cleared without them, and no incident is recorded")
	}
	x, _ := w.state.Crossing(e.Crossing)
	for _, after := range w.profile.FollowUps {
		due := delivered.When + after
		owed := func(who p.PartyID) bool {
			return slices.ContainsFunc(x.FollowUps, func(f p.FollowUp) bool { return f.Party == who && f.Due == due })
		}
		for _, a := range here {
			if a.Party != "" && !owed(a.Party) {
				return w.finding("no contact after a meeting is owed to %s, who turns out to have been there", a.Party)
			}
		}
		for _, f := range x.FollowUps {
			there := slices.ContainsFunc(here, func(a p.Attendance) bool { return a.Party == f.Party })
			if f.Due == due && f.Done == 0 && !there {
				return w.finding("a contact after a meeting is owed to %s, who turns out not to have been there", f.Party)
			}
		}
	}
	return nil
}

// lastMeeting finds the last word of who was at a meeting, and that it was held with it; nil if it was not.
func lastMeeting(w world, id p.CrossingID) (at int, held *p.CrossingDelivered) {
	for i, e := range w.events {
		switch e := e.(type) {
		case p.MeetingAttended:
			if e.Crossing == id {
				at, held = i, nil
			}
		case p.CrossingDelivered:
			if e.Crossing == id && reached(e) {
				held = &e
			}
		}
	}
	return at, held
}

// attendedFrom goes through what was said of who was there, from its first word on, and gives those who were.
func attendedFrom(events []p.Event, id p.CrossingID) (here []p.Attendance) {
	said := func(list []p.Attendance) {
		for _, a := range list {
			here = slices.DeleteFunc(here, func(b p.Attendance) bool { return b.Party == a.Party && b.Helper == a.Helper })
			if a.Presence != p.StayedOut {
				here = append(here, a)
			}
		}
	}
	for _, e := range events {
		switch e := e.(type) {
		case p.MeetingAttended:
			if e.Crossing == id {
				said(e.Attended)
			}
		case p.AttendanceCorrected:
			if e.Crossing == id {
				said(e.Changed)
			}
		}
	}
	return here
}
