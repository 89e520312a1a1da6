package web

import (
	"testing"
	"time"

	"amends/internal/practice"
)

// TestADayLastsUntilItsEnd: what is due by a day is not over on that day, also where the
// clocks change; what is due by a time is over after it.
func TestADayLastsUntilItsEnd(t *testing.T) {
	t.Parallel()
	zone := london(t)
	at := func(s string) practice.Instant {
		moment, err := time.ParseInLocation("2006-01-02 15:04", s, zone)
		if err != nil {
			t.Fatal(err)
		}
		return practice.InstantOf(moment)
	}
	for _, c := range []struct {
		by, now string
		over    bool
	}{
		{"2026-11-17 00:00", "2026-11-16 23:59", false},
		{"2026-11-17 00:00", "2026-11-17 09:00", false},
		{"2026-11-17 00:00", "2026-11-18 00:00", true},
		{"2026-10-25 00:00", "2026-10-25 23:30", false}, // a day of 25 hours
		{"2026-03-29 00:00", "2026-03-30 00:00", true},  // a day of 23 hours
		{"2026-11-17 10:00", "2026-11-17 09:59", false},
		{"2026-11-17 10:00", "2026-11-17 10:01", true},
	} {
		if got := isOver(at(c.by), at(c.now), zone); got != c.over {
			t.Errorf("by %s, at %s: over is %v", c.by, c.now, got)
		}
	}
	if isOver(0, at("2026-11-17 10:00"), zone) {
		t.Error("what has no time is over")
	}
}
