package practice

import (
	"errors"
	"slices"
	"testing"
)

// TestMayIsHowDecidingBegins: what a page is told beforehand is what the command is told,
// for everybody with a duty, in an open case and in a closed one.
func TestMayIsHowDecidingBegins(t *testing.T) {
	t.Parallel()
	open := Case{Opened: 1, Staff: []Allocation{{Staff: "f", Duty: Facilitator}, {Staff: "c", Duty: Coordinator}, {Staff: "s", Duty: Supervisor}, {Staff: "l", Duty: Lead}}, Sensitive: true}
	closed := open
	closed.Closed.At = 2
	for _, state := range []Case{open, closed} {
		for _, actor := range []StaffID{"", "f", "c", "s", "l", "stranger"} {
			for _, sensitive := range []bool{true, false} {
				at, command := At{Now: 3, Actor: actor}, SetSensitive{Sensitive: sensitive, Text: "why"}
				state.Sensitive = !sensitive
				may := May(state, command, at)
				_, err := Decide(state, command, At{Now: 3, Actor: actor, Fresh: []string{"1", "2", "3"}})
				if !errors.Is(err, may) && (may != nil || err != nil) {
					t.Errorf("%q, sensitive %v: may: %v, decided: %v", actor, sensitive, may, err)
				}
				duty := slices.ContainsFunc(state.Staff, func(a Allocation) bool { return a.Staff == actor && slices.Contains(DutiesFor(command), a.Duty) })
				if duty != (may == nil) && state.Closed.At == 0 {
					t.Errorf("%q, sensitive %v: has one of the duties: %v, may: %v", actor, sensitive, duty, may)
				}
			}
		}
	}
	if DutiesFor(DeclareConflict{}) != nil || DutiesFor(OpenCase{}) != nil {
		t.Error("some duty is asked of what anybody may do")
	}
	if !slices.Equal(DutiesFor(Close{}), []Duty{Facilitator, Coordinator}) {
		t.Errorf("closing takes %v", DutiesFor(Close{}))
	}
}
