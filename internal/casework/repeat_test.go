package casework

import (
	"errors"
	"testing"

	"amends/internal/practice"
)

// TestAFormWhoseWorkStandsInItsOwnWayIsRepeated sends forms a second time that
// would be refused for what the first sending did. With another form they are.
func TestAFormWhoseWorkStandsInItsOwnWayIsRepeated(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	ctx, mair := t.Context(), w.as("mair")
	bo, _ := w.letIn(mair, k.id, k.respon, "bo")
	do := func(cmd practice.Command) func(FormID) error {
		return func(f FormID) error {
			done, err := mair.Do(ctx, k.id, cmd, f)
			if errors.Is(err, ErrRepeated) && done.Case != k.id {
				t.Error("a repeated form does not lead to its case")
			}
			return err
		}
	}
	w.stop(bo)
	for _, step := range []struct {
		name string
		send func(FormID) error
	}{
		{"lifting a stop", func(f FormID) error { return bo.DoBox(ctx, practice.LiftStop{}, f) }},
		{"shutting out", func(f FormID) error { return mair.ShutOut(ctx, k.id, k.respon, f) }},
		{"deactivating", func(f FormID) error { return mair.Deactivate(ctx, w.id("petra"), f) }},
		{"deallocating", do(practice.Deallocate{Staff: w.id("nia")})},
		{"closing", do(practice.Close{Ending: practice.NoContact, Text: "done"})},
		{"declaring one's own conflict", do(practice.DeclareConflict{Staff: w.id("mair")})},
	} {
		form := w.form(mair)
		if err := step.send(form); err != nil {
			t.Errorf("%s: %v", step.name, err)
			continue
		}
		if err := step.send(w.form(mair)); err == nil || errors.Is(err, ErrRepeated) {
			t.Errorf("%s with another form: %v: the test shows nothing", step.name, err)
		}
		if err := step.send(form); !errors.Is(err, ErrRepeated) {
			t.Errorf("%s sent twice: %v", step.name, err)
		}
	}
}

// TestARefusedFormMayBeSentAgain: taking in what a participant sent does not spend
// the form of a command that was refused.
func TestARefusedFormMayBeSentAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	mair := w.as("mair")
	bo, _ := w.letIn(mair, k.id, k.respon, "bo")
	w.stop(bo)
	form := w.form(mair)
	for range 2 {
		if _, err := mair.Do(t.Context(), k.id, practice.ReleaseHold{Text: "there is none"}, form); !refused(err) {
			t.Errorf("releasing what is not held: %v", err)
		}
	}
	if w.view(mair, k.id).State.Parties[1].Paused == 0 {
		t.Error("the stop was not taken in beside the refused command")
	}
}

func (w *world) stop(s *Session) {
	w.t.Helper()
	if err := s.DoBox(w.t.Context(), practice.StopEverything{}, w.form(s)); err != nil {
		w.t.Fatal(err)
	}
}
