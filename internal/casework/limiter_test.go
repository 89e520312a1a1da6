package casework

import (
	"errors"
	"testing"
	"time"
)

func TestLimiterLetsABurstPassAndThenOneAnInterval(t *testing.T) {
	t.Parallel()
	var l limiter
	now := time.Unix(1_800_000_000, 0)
	name := [32]byte{1}
	for n := range attemptBurst {
		if err := l.ask(now, name, "here"); err != nil {
			t.Fatalf("attempt %d of a burst: %v", n+1, err)
		}
	}
	var soon *TooSoonError
	if err := l.ask(now, name, "here"); !errors.As(err, &soon) {
		t.Fatalf("attempt after the burst gave %v", err)
	}
	if soon.After <= 0 || soon.After > attemptInterval {
		t.Errorf("said to wait %s", soon.After)
	}
	if err := l.ask(now, name, "there"); err != nil {
		t.Errorf("somebody elsewhere was kept out: %v", err)
	}
	if err := l.ask(now.Add(soon.After), name, "here"); err != nil {
		t.Errorf("waiting as told did not help: %v", err)
	}
}

func TestLimiterForgivesWhoGotItRight(t *testing.T) {
	t.Parallel()
	var l limiter
	now := time.Unix(1_800_000_000, 0)
	for range attemptBurst {
		_ = l.ask(now, [32]byte{1}, "here")
	}
	l.forgive([32]byte{1}, "here")
	if err := l.ask(now, [32]byte{1}, "here"); err != nil {
		t.Errorf("after signing in: %v", err)
	}
}

func TestLimiterForgetsWhatItHasNoRoomFor(t *testing.T) {
	t.Parallel()
	var l limiter
	now := time.Unix(1_800_000_000, 0)
	for n := range limiterRoom + 10 {
		_ = l.ask(now, [32]byte{byte(n), byte(n >> 8)}, "here")
	}
	if len(l.empty) > limiterRoom {
		t.Errorf("keeps %d places in mind", len(l.empty))
	}
}
