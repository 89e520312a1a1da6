package casework

import (
	"testing"
	"time"

	"amends/internal/practice"
)

// TestVerifyGoesByTheKeysOfThen: what stands in somebody's name is checked with the
// keys they had when it was written. With keys that were renewed since, or were a
// leaver's, nothing was written later; what they wrote with them before stands.
func TestVerifyGoesByTheKeysOfThen(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(w *world, quin *Session) error{
		"after a new code": func(w *world, quin *Session) error {
			_, err := quin.NewCode(w.t.Context(), w.id("nia"), w.form(quin))
			return err
		},
		"after they left": func(w *world, quin *Session) error {
			return quin.Deactivate(w.t.Context(), w.id("nia"), w.form(quin))
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			k := w.openCase()
			w.do(w.as("nia"), k.id, practice.RecordContact{Parties: []practice.PartyID{k.harmed}, Means: practice.Phone, Note: "before"})
			w.clock.Pass(time.Minute)
			if err := end(w, w.as("quin")); err != nil {
				t.Fatal(err)
			}
			w.clock.Pass(time.Hour)
			if done, err := w.v.Verify(t.Context(), w.as("mair")); err != nil || done.Signatures != done.Entries {
				t.Fatalf("an honest history comes to %+v, %v", done, err)
			}
			old := w.seeds["nia"]
			w.verifyNames(w.forge(&old.holderKeys, casePlace(placeCase(t, k.id)), kindEpoch, encoded(t, emptyRecord{})))
		})
	}
}

// TestVerifyLeavesTheFoldsAlone: a check opens every case, and puts none of them in
// the place of those that people work with.
func TestVerifyLeavesTheFoldsAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k, other := w.openCase(), w.openCase()
	w.forget()
	w.view(w.as("mair"), k.id)
	if _, err := w.v.Verify(t.Context(), w.as("mair")); err != nil {
		t.Fatal(err)
	}
	w.v.cases.mu.Lock()
	defer w.v.cases.mu.Unlock()
	_, kept := w.v.cases.byID[casePlace(placeCase(t, k.id))]
	_, came := w.v.cases.byID[casePlace(placeCase(t, other.id))]
	if !kept || came {
		t.Errorf("the case in use is kept: %t; the other came: %t", kept, came)
	}
}
