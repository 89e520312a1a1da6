package practice_test

import (
	"slices"
	"testing"

	"amends/internal/practice"
)

// TestWhoMarksACaseAsSensitive: everybody on it; lifting it takes somebody who may sign
// off for others.
func TestWhoMarksACaseAsSensitive(t *testing.T) {
	t.Parallel()
	lifts := []practice.Duty{practice.Coordinator, practice.Supervisor}
	for _, duty := range []practice.Duty{practice.Facilitator, practice.Coordinator, practice.Supervisor, practice.Lead} {
		for _, sensitive := range []bool{true, false} {
			state := practice.Evolve(practice.Case{Opened: 1, Sensitive: !sensitive}, practice.StaffAllocated{Staff: "faye", Duty: duty})
			at := practice.At{Now: 10, Actor: "faye", Fresh: slices.Repeat([]string{"new"}, practice.IDsNeeded)}
			events, err := practice.Decide(state, practice.SetSensitive{Sensitive: sensitive, Text: "why"}, at)
			if want := sensitive || slices.Contains(lifts, duty); want != (err == nil) {
				t.Errorf("%s, to sensitive %t: %v", duty, sensitive, err)
			}
			if err != nil {
				continue
			}
			for _, e := range events {
				state = practice.Evolve(state, e)
			}
			if state.Sensitive != sensitive {
				t.Errorf("%s, to sensitive %t: it is not so", duty, sensitive)
			}
		}
	}
}
