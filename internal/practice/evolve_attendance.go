package practice

import "slices"

// evolveAttendance folds who was at a meeting, and whom a contact is owed after it.
func evolveAttendance(state Case, event Event) Case {
	switch e := event.(type) {
	case MeetingAttended:
		return state.withCrossing(e.Crossing, func(x *Crossing) { x.Attended, x.Held, x.Owed = e.Attended, false, nil })
	case AttendanceCorrected:
		return state.withCrossing(e.Crossing, func(x *Crossing) {
			x.Attended = amended(x.Attended, e.Changed)
			x.oweAgain()
		})
	}
	return state
}

// amended puts corrections of who was at a meeting into the list of it.
func amended(list, changed []Attendance) []Attendance {
	for _, a := range changed {
		list = upsert(list, func(b *Attendance) bool { return b.Party == a.Party && b.Helper == a.Helper }, func(b *Attendance) { *b = a })
	}
	return list
}

// oweAgain has the contacts after a meeting owed to those who were there by now. One
// that was made stays on record; those after an earlier part of it are owed as they were.
func (x *Crossing) oweAgain() {
	there := x.Attending()
	x.FollowUps = without(x.FollowUps, func(f *FollowUp) bool {
		return f.Done == 0 && slices.Contains(x.Owed, f.Due) && !slices.Contains(there, f.Party)
	})
	for _, due := range x.Owed {
		for _, p := range there {
			if _, owed := find(x.FollowUps, func(f *FollowUp) bool { return f.Party == p && f.Due == due }); !owed {
				x.FollowUps = added(x.FollowUps, FollowUp{Party: p, Due: due})
			}
		}
	}
}
