package casework

import (
	"errors"
	"testing"
	"time"

	"amends/internal/practice"
	"amends/internal/store"
)

// TestADeathEndsTheLogin: whoever holds the telephone of somebody who died is signed out
// and gets in no more, by passphrase, code or keys, and no new code is given, until it turns out
// that the death was recorded in error. Who sees the box sees it still.
func TestADeathEndsTheLogin(t *testing.T) {
	t.Parallel()
	w, k, ash, question := unsentWorld(t)
	ctx, nia := t.Context(), w.as("nia")
	w.keeps(ash, question, "mine")
	kept, _ := ash.unsentID(question)
	in, err := w.v.begin(ctx, ash.seed, ash.who.id, memory{})
	if err != nil {
		t.Fatal(err)
	}
	w.do(nia, k.id, practice.RecordDeath{Party: k.harmed, Text: "His brother rang."})

	if _, err := w.v.Resume(ctx, in.Secret); !errors.Is(err, ErrSignedOut) {
		t.Errorf("their session goes on: %v", err)
	}
	if _, err := ash.Box(ctx); !errors.Is(err, ErrNotThere) {
		t.Errorf("their keys open the box: %v", err)
	}
	if held := w.placesHeld(ash); len(held) != 0 {
		t.Errorf("they hold keys to %d compartments", len(held))
	}
	if slots, err := w.db.Slots(ctx, ash.who.id); err != nil || len(slots) != 0 {
		t.Errorf("%d slots are left, %v", len(slots), err)
	}
	if _, err := w.db.Unsent(ctx, ash.who.id, kept); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("what they had not sent is still there: %v", err)
	}
	if view := w.view(nia, k.id); view.Parties[0].Login || !view.Parties[0].Opened {
		t.Errorf("who works with them sees %+v", view.Parties[0])
	}
	if _, err := nia.LetIn(ctx, k.id, k.harmed, "ash2", w.form(nia)); !errors.Is(err, &practice.Refusal{Code: practice.DiedParty}) {
		t.Errorf("a code for somebody who died: %v", err)
	}
	w.do(nia, k.id, practice.Correct{Thing: practice.ADeath, Party: k.harmed, Text: "It was his uncle."})
	again, _ := w.letIn(nia, k.id, k.harmed, "ash2")
	if box, err := again.Box(ctx); err != nil || box.Box.Party != k.harmed {
		t.Errorf("let in anew after it was recorded in error: %v", err)
	}
}

// TestACodeDiesWithWhoItWasFor: one that was drawn and not used yet.
func TestACodeDiesWithWhoItWasFor(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	nia := w.as("nia")
	_, shown := w.letIn(nia, k.id, k.harmed, "ash")
	w.do(nia, k.id, practice.RecordDeath{Party: k.harmed, Text: "His brother rang."})
	_, err := w.v.SignInWithCode(t.Context(), Credentials{Name: "ash", Passphrase: "a new passphrase"}, shown.Code)
	if !errors.Is(err, ErrWrongLogin) {
		t.Errorf("the code of somebody who died: %v", err)
	}
}

// TestADeathShowsOnNoOtherSide: whoever works with the other side sees neither it nor
// that a login ended, and the login of the other side goes on (P3).
func TestADeathShowsOnNoOtherSide(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	w.letIn(w.as("nia"), k.id, k.harmed, "ash")
	bo, _ := w.letIn(w.as("owen"), k.id, k.respon, "bo")
	before := w.view(w.as("owen"), k.id)
	story := len(before.Story)
	w.do(w.as("nia"), k.id, practice.RecordDeath{Party: k.harmed, Text: "His brother rang."})
	after := w.view(w.as("owen"), k.id)
	if p := after.State.Parties[0]; p.Died != 0 || after.Parties[0].Login != before.Parties[0].Login || len(after.Story) != story {
		t.Errorf("the other side reads %+v, %+v and %d lines after %d", p, after.Parties[0], len(after.Story), story)
	}
	if _, err := bo.Box(t.Context()); err != nil {
		t.Errorf("the other side's login: %v", err)
	}
}

// TestWhatTheySentBeforeTheyDiedIsTakenIn, as it would have been.
func TestWhatTheySentBeforeTheyDiedIsTakenIn(t *testing.T) {
	t.Parallel()
	w, k, ash, question := unsentWorld(t)
	question.Answer, question.Text = practice.No, "Never."
	if err := ash.DoBox(t.Context(), question, w.form(ash)); err != nil {
		t.Fatal(err)
	}
	w.clock.Pass(time.Hour)
	w.do(w.as("nia"), k.id, practice.RecordDeath{Party: k.harmed, Text: "His brother rang."})
	state := w.view(w.as("mair"), k.id).State
	if q := state.Questions[0]; q.Answer != practice.No || len(state.Refusals) != 1 {
		t.Errorf("their answer: %+v, refusals %+v", q, state.Refusals)
	}
}

// TestNothingIsSentToSomebodyWhoDied: neither what waited, nor anything new (P10).
func TestNothingIsSentToSomebodyWhoDied(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	nia, out := w.as("nia"), &sink{}
	if err := nia.Post(t.Context(), k.id, k.harmed, w.reminder(), w.form(nia)); err != nil {
		t.Fatal(err)
	}
	w.do(nia, k.id, practice.RecordDeath{Party: k.harmed, Text: "His brother rang."})
	w.clock.Pass(jitter + time.Minute)
	if n, err := w.v.Dispatch(t.Context(), out); err != nil || n != 0 {
		t.Errorf("sent %d to somebody who died, %v", n, err)
	}
	if err := nia.Post(t.Context(), k.id, k.harmed, w.reminder(), w.form(nia)); !errors.Is(err, &practice.Refusal{Code: practice.DiedParty}) {
		t.Errorf("posting to somebody who died: %v", err)
	}
}
