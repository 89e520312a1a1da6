package web

import (
	"testing"

	"amends/internal/practice"
	"amends/internal/web/ui"
)

// TestTagsSayWhatBecameOfIt: what was passed on, wholly or in part, is never
// tagged as something that still has to be done.
func TestTagsSayWhatBecameOfIt(t *testing.T) {
	t.Parallel()
	open := []practice.Condition{{Kind: practice.ReadByStaff, State: practice.Open}}
	for _, c := range []struct {
		state practice.CrossingState
		kind  practice.Kind
		want  string
	}{
		{practice.Delivered, practice.Letter, "Passed on"},
		{practice.Delivered, practice.Meeting, "They met"},
		{practice.PartDone, practice.Letter, "Passed on in part"},
		{practice.PartDone, practice.Meeting, "They met, in part"},
		{practice.Stopped, practice.Letter, "Not going ahead"},
		{practice.Cleared, practice.Letter, "Ready to pass on"},
		{practice.NotDelivered, practice.Letter, "1 thing to do"},
		{practice.Proposed, practice.Letter, "1 thing to do"},
	} {
		if got := crossingTag(practice.Crossing{State: c.state, Kind: c.kind}, open); got.Text != c.want {
			t.Errorf("%s %s is tagged %q, want %q", c.state, c.kind, got.Text, c.want)
		}
	}
	passed := practice.Case{Crossings: []practice.Crossing{{Content: "a", State: practice.Delivered}, {Content: "b", State: practice.PartDone}, {Content: "c", State: practice.Proposed}}}
	for id, want := range map[practice.ContentID]ui.Tag{
		"a": {Text: "Passed on", State: ui.StateMet}, "b": {Text: "Passed on in part", State: ui.StateMet}, "c": {Text: "Written down"}, "d": {Text: "Written down"},
	} {
		if got := contentTag(passed, practice.Content{ID: id}); got != want {
			t.Errorf("text %s is tagged %v, want %v", id, got, want)
		}
	}
	if got := contentTag(passed, practice.Content{ID: "a", Withdrawn: 1}); got.State != ui.StateBack {
		t.Errorf("a text that was taken back is tagged %v", got)
	}
}
