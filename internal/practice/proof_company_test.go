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
