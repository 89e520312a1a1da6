package casework

import (
	"errors"
	"testing"
	"time"

	"amends/internal/practice"
)

// endsOfKeys are the ways in which nia's keys come to be hers no more.
func endsOfKeys() map[string]func(w *world, quin *Session) error {
	return map[string]func(w *world, quin *Session) error{
		"after a new code": func(w *world, quin *Session) error {
			_, err := quin.renew(w.t.Context(), w.id("nia"), w.form(quin))
			return err
		},
		"after they left": func(w *world, quin *Session) error {
			return quin.Deactivate(w.t.Context(), w.id("nia"), w.form(quin))
		},
	}
}

// TestVerifyGoesByTheKeysOfThen: what stands in somebody's name is checked with the
// keys they had when it was committed. With keys that were renewed since, or were a
// leaver's, nothing was written later, whatever date it bears; what they wrote with
// them before stands.
func TestVerifyGoesByTheKeysOfThen(t *testing.T) {
	t.Parallel()
	for name, end := range endsOfKeys() {
		for dated, back := range map[string]time.Duration{"": 0, ", dated back": 90 * time.Minute} {
			t.Run(name+dated, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				k := w.openCase()
				w.do(w.as("nia"), k.id, practice.RecordContact{Parties: []practice.PartyID{k.harmed}, Means: practice.Phone, Note: "before"})
				w.clock.Pass(time.Hour)
				if err := end(w, w.as("quin")); err != nil {
					t.Fatal(err)
				}
				w.clock.Pass(time.Hour)
				if done, err := w.v.Verify(t.Context(), w.as("mair")); err != nil || done.Signatures != done.Entries {
					t.Fatalf("an honest history comes to %+v, %v", done, err)
				}
				old, then := w.seeds["nia"], w.clock.Now().Add(-back)
				w.verifyNames(w.forgeAt(then.UnixMicro(), &old.holderKeys, casePlace(placeCase(t, k.id)), kindEpoch, encoded(t, emptyRecord{})))
			})
		}
	}
}

// TestNothingIsWrittenWithKeysRenewedMeanwhile: whoever has a page open in the moment
// in which they get new keys, or leave, is signed out, and nothing stands in their name
// that a check would name. Whose keys stay is not troubled by it.
func TestNothingIsWrittenWithKeysRenewedMeanwhile(t *testing.T) {
	t.Parallel()
	for name, end := range endsOfKeys() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			k := w.openCase()
			nia, owen := w.as("nia"), w.as("owen")
			w.do(nia, k.id, practice.RecordContact{Parties: []practice.PartyID{k.harmed}, Means: practice.Phone, Note: "in time"})
			if err := end(w, w.as("quin")); err != nil {
				t.Fatal(err)
			}
			w.clock.Pass(time.Second)
			_, err := nia.Do(t.Context(), k.id, practice.RecordContact{Parties: []practice.PartyID{k.harmed}, Means: practice.Phone, Note: "late"}, w.form(nia))
			if !errors.Is(err, ErrSignedOut) && !errors.Is(err, ErrNotThere) {
				t.Errorf("with keys that were renewed: %v", err)
			}
			w.do(owen, k.id, practice.RecordContact{Parties: []practice.PartyID{k.respon}, Means: practice.Phone, Note: "goes on"})
			if done, err := w.v.Verify(t.Context(), w.as("mair")); err != nil || done.Signatures != done.Entries {
				t.Errorf("the history comes to %+v, %v", done, err)
			}
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
