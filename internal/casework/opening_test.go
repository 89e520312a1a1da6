package casework

import (
	"errors"
	"testing"

	"amends/internal/practice"
)

// TestWhoIsApartNeverHoldsAKey opens a case that two coordinators of the service
// must not see: no wrap of any compartment is ever theirs, whatever happens in the
// case from then on, and it is to them as if it did not exist (P5).
func TestWhoIsApartNeverHoldsAKey(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.openCase() // another, which quin may open
	mair, nia, quin := w.as("mair"), w.as("nia"), w.as("quin")
	before := len(w.wrapsOf("quin"))
	done, err := mair.Open(t.Context(), intake(), []practice.StaffID{w.id("quin"), w.id("quin"), w.id("owen")}, w.form(mair))
	if err != nil {
		t.Fatal(err)
	}
	holds := func(after string) {
		t.Helper()
		kase := placeCase(t, done.Case)
		heads, err := w.db.Streams(t.Context(), kase)
		if err != nil || len(heads) == 0 {
			t.Fatalf("%s: %d streams, %v", after, len(heads), err)
		}
		for _, h := range heads {
			holders, err := w.db.Holders(t.Context(), kase, h.Stream)
			if err != nil || len(holders) == 0 {
				t.Fatalf("%s: %d holders, %v", after, len(holders), err)
			}
			for _, id := range holders {
				if name := staffID(id); name == w.id("quin") || name == w.id("owen") {
					t.Errorf("%s: somebody who is apart holds a key", after)
				}
			}
		}
		if got := len(w.wrapsOf("quin")); got != before {
			t.Errorf("%s: quin holds %d wraps, before %d", after, got, before)
		}
	}
	holds("opened")
	w.do(mair, done.Case, practice.Allocate{Staff: w.id("nia"), Duty: practice.Facilitator})
	w.do(nia, done.Case, practice.Hold{Text: "wait"})
	mair.handOn(t.Context())
	holds("worked on")
	if _, err := quin.Case(t.Context(), done.Case, Want{}); !errors.Is(err, ErrNotThere) {
		t.Errorf("its address answers %v", err)
	}
	list, err := quin.Cases(t.Context(), Filter{})
	if err != nil || len(list) != 1 || list[0].ID == done.Case {
		t.Errorf("their list has %d cases, %v", len(list), err)
	}
	if today, err := quin.Today(t.Context()); err != nil || today.Open != 1 {
		t.Errorf("their day counts %d cases, %v", today.Open, err)
	}
	if _, err := mair.Do(t.Context(), done.Case, practice.Allocate{Staff: w.id("owen"), Duty: practice.Facilitator}, w.form(mair)); err == nil {
		t.Error("somebody who is apart was allocated")
	}
}

// TestWhoCanBeApart: members of staff, not gone, not whoever opens the case.
func TestWhoCanBeApart(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	mair := w.as("mair")
	if err := mair.Deactivate(t.Context(), w.id("petra"), w.form(mair)); err != nil {
		t.Fatal(err)
	}
	mair = w.as("mair")
	for name, id := range map[string]practice.StaffID{"themselves": w.id("mair"), "nobody": "aaaaaaaaaaaaaaaaaaaaaaaaaa", "no id": "x", "gone": w.id("petra")} {
		_, err := mair.Open(t.Context(), intake(), []practice.StaffID{id}, w.form(mair))
		if field, is := errors.AsType[*FieldError](err); !is || field.Field != "Apart" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if list, err := mair.Cases(t.Context(), Filter{}); err != nil || len(list) != 0 {
		t.Errorf("a refused opening left %d cases, %v", len(list), err)
	}
}
