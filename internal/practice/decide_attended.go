package practice

import "slices"

func (CorrectAttendance) step() step { return step{afterEnd: true} }

// decide corrects who was at a meeting without making the meeting void. What is owed
// after it follows, and so does the incident about other company than it was cleared for.
func (c CorrectAttendance) decide(d *decision) error {
	x, err := d.anyCrossing(c.Crossing, "crossing")
	switch {
	case err != nil:
		return err
	case len(x.Attended) == 0:
		return refuse(WrongState, "crossing")
	case c.Text == "":
		return refuse(Missing, "text")
	}
	changed, err := d.reattended(x, c.Attended)
	if err != nil {
		return err
	}
	d.emit(AttendanceCorrected{Stamp: d.stamp(), Crossing: x.ID, Changed: changed})
	about := partiesIn(changed)
	if len(about) == 0 {
		about = x.Taking() // of helpers
	}
	d.note(about, ReasonsText, x.ID, c.Text)
	if x.Held {
		d.attendedOtherwise(x, c.Text)
	}
	return nil
}

// attendedOtherwise follows a correction of who was at a meeting that took place: onto
// the pages of those who turn out to have been there, and to the review. What is on a page stays there.
func (d *decision) attendedOtherwise(before Crossing, text string) {
	now, _ := d.state.Crossing(before.ID)
	for _, p := range now.Attending() {
		if !slices.Contains(before.Attending(), p) {
			d.emit(ItemGiven{Stamp: d.stamp(), Party: p, Crossing: now.ID, Kind: Meeting})
		}
	}
	was, is := d.otherCompany(before), d.otherCompany(now)
	switch {
	case len(is) == 0:
		d.answerCompany(now, text)
	case !containsAll(was, is):
		d.incident(OtherCompany, now.ID, sortedSet(slices.Concat(now.Taking(), now.Attending())))
	}
}

// answerCompany closes the review of who was at a meeting, where nobody was there who
// should not have been. It stays open for whoever reviews it where the actor could not close it
// either: nobody's word about their own meeting is the last.
func (d *decision) answerCompany(x Crossing, text string) {
	if d.onDuty(CloseReview{}.step().by) != nil {
		return
	}
	for _, i := range d.state.Incidents {
		if i.Crossing == x.ID && i.Kind == OtherCompany && i.Closed == 0 {
			d.emit(IncidentClosed{Stamp: d.stamp(), Incident: i.ID})
			d.note(i.Parties, IncidentText, x.ID, text)
		}
	}
}

func containsAll(all, some []Attendance) bool {
	return !slices.ContainsFunc(some, func(a Attendance) bool { return !slices.Contains(all, a) })
}

func partiesIn(list []Attendance) []PartyID {
	var parties []PartyID
	for _, a := range list {
		if a.Party != "" {
			parties = insert(parties, a.Party)
		}
	}
	return parties
}

// reattended holds a correction to what may be on record, of whom the actor works
// with: who was there on another side is not told by a refusal either (P3). What was so already is left out.
func (d *decision) reattended(x Crossing, list []Attending) ([]Attendance, error) {
	var changed []Attendance
	for i, a := range list {
		now, known := find(x.Attended, func(b *Attendance) bool { return b.Party == a.Party && b.Helper == a.Helper })
		if a.Party != "" {
			if _, err := d.party(a.Party, "attended"); err != nil {
				return nil, err
			}
		}
		// Who was written down as there may turn out not to have been, expected or not.
		if err := d.checkAttending(a, known || x.expects(a.Party, a.Helper)); err != nil {
			return nil, err
		}
		if slices.ContainsFunc(list[:i], func(b Attending) bool { return b.Party == a.Party && b.Helper == a.Helper }) {
			return nil, refuse(BadValue, "attended")
		}
		if now != Attendance(a) {
			changed = append(changed, Attendance(a))
		}
	}
	switch {
	case len(list) == 0:
		return nil, refuse(Missing, "attended")
	case len(changed) == 0:
		return nil, refuse(Unchanged, "attended")
	case x.Held && !d.met(x, amended(x.Attended, changed)):
		return nil, refuse(NobodyMet, "attended")
	}
	return changed, nil
}
