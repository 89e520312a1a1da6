package practice

import "slices"

// attended says who was at a meeting: all whom the plan expects, as it was with those
// who are named, and whoever was there besides. Of a meeting that was not held it gives
// only who is named. The contact within 72 hours, and those after it, are owed to
// whoever was there (OAR 291-205-0110: the facilitator contacts both after the meeting).
func (d *decision) attended(x Crossing, c Delivering) ([]Attendance, error) {
	if x.Kind != Meeting {
		if len(c.Attended) > 0 {
			return nil, refuse(BadValue, "attended")
		}
		return nil, nil
	}
	var list []Attendance
	if c.Extent != NotAt {
		list = expected(x)
	}
	for i, a := range c.Attended {
		if err := d.checkAttending(a, x.expects(a.Party, a.Helper)); err != nil {
			return nil, err
		}
		same := func(b Attendance) bool { return b.Party == a.Party && b.Helper == a.Helper }
		if slices.ContainsFunc(c.Attended[:i], func(b Attending) bool { return same(Attendance(b)) }) {
			return nil, refuse(BadValue, "attended")
		}
		list = append(slices.DeleteFunc(list, same), Attendance(a))
	}
	if c.Extent != NotAt && !d.met(x, list) {
		return nil, refuse(NobodyMet, "attended")
	}
	return list, nil
}

// expected gives everybody in the plan of a meeting as having come.
func expected(x Crossing) []Attendance {
	var list []Attendance
	for _, p := range x.Taking() {
		list = append(list, Attendance{Party: p, Presence: Came})
	}
	for _, h := range x.Plan.Helpers {
		list = append(list, Attendance{Helper: h, Presence: Came})
	}
	return list
}

// checkAttending refuses whoever is not in the case, and that somebody who was not expected did not come.
func (d *decision) checkAttending(a Attending, expected bool) error {
	if (a.Party == "") == (a.Helper == "") {
		return refuse(BadValue, "attended")
	}
	if err := oneOf(a.Presence, []Presence{Came, LeftEarly, StayedOut}, "attended"); err != nil {
		return err
	}
	if a.Helper != "" {
		if !slices.ContainsFunc(d.state.Helpers, func(h Helper) bool { return h.ID == a.Helper }) {
			return refuse(NotFound, "attended")
		}
	} else if _, err := d.anyParty(a.Party, "attended"); err != nil {
		return err
	}
	if a.Presence == StayedOut && !expected {
		return refuse(BadValue, "attended")
	}
	return nil
}

// expects says whether a party or a helper is in what was cleared.
func (x Crossing) expects(p PartyID, h HelperID) bool {
	return slices.Contains(x.Taking(), p) || slices.Contains(x.Plan.Helpers, h)
}

// met says whether anybody of one end, or who is there for them, had anybody of the other before them.
func (d *decision) met(x Crossing, list []Attendance) bool {
	there := func(end []PartyID) bool {
		return slices.ContainsFunc(list, func(a Attendance) bool {
			return a.Presence != StayedOut && (slices.Contains(end, a.Party) || slices.Contains(end, d.state.speaksFor(a.Party)))
		})
	}
	return there(x.From) && there(x.To)
}

// reviewCompany opens an incident where a meeting was held in other company than it
// was cleared for.
func (d *decision) reviewCompany(planned Crossing) {
	held, _ := d.state.Crossing(planned.ID)
	if len(d.otherCompany(held)) > 0 {
		d.incident(OtherCompany, held.ID, sortedSet(slices.Concat(held.Taking(), held.Attending())))
	}
}

// otherCompany gives who was at a meeting that was cleared without them, and who was
// there without the supporter whom the profile makes mandatory though one was planned. That somebody
// else stayed away is nothing of the kind.
func (d *decision) otherCompany(held Crossing) []Attendance {
	var amiss []Attendance
	for _, a := range held.Attended {
		if a.Presence != StayedOut && !held.expects(a.Party, a.Helper) {
			amiss = append(amiss, Attendance{Party: a.Party, Helper: a.Helper})
		}
	}
	if len(d.lackSupport(held)) > 0 {
		return amiss
	}
	came, there := held, held.Attending()
	stayedAway := func(p PartyID) bool { return !slices.Contains(there, p) }
	for _, list := range []*[]PartyID{&came.From, &came.To, &came.Plan.Supporters} {
		*list = slices.DeleteFunc(slices.Clone(*list), stayedAway)
	}
	for _, c := range d.lackSupport(came) {
		amiss = append(amiss, Attendance{Party: c.About})
	}
	return amiss
}

// lackSupport gives who at a meeting was without the supporter the profile makes mandatory.
func (d *decision) lackSupport(x Crossing) []Condition {
	return question{state: d.state, crossing: x, at: d.at}.unsupported()
}
