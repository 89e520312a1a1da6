package casework

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"amends/internal/practice"
	"amends/internal/store"
)

// What people do at once to one letter.
type letterOp string

const (
	opClear letterOp = "clear"
	opStop  letterOp = "stop everything"
	opLift  letterOp = "lift the stop"
	opLook  letterOp = "look"
	opWrite letterOp = "write a note" // another change of the same case
)

type letterState struct{ paused, cleared bool }

// letterModel says what each may answer, one after the other: a clearance only
// while nobody has stopped, and none left standing once somebody has (P2).
func letterModel() porcupine.Model {
	return porcupine.Model{
		Init: func() any { return letterState{} },
		Step: func(state, input, output any) (bool, any) {
			s, did := state.(letterState), output.(bool)
			switch input.(letterOp) {
			case opClear:
				may := !s.paused && !s.cleared
				s.cleared = s.cleared || may
				return did == may, s
			case opStop:
				return did, letterState{paused: true}
			case opLift:
				may := s.paused
				s.paused = false
				return did == may, s
			case opLook:
				return did == s.cleared, s
			default:
				return did, s
			}
		},
		DescribeOperation: func(input, output any) string { return fmt.Sprintf("%s: %v", input, output) },
	}
}

// TestClearingAndStoppingAtOnce checks that what several people did at once to one
// letter could have happened one after the other, each act within the time it took.
func TestClearingAndStoppingAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	bo, _ := w.letIn(w.as("owen"), k.id, k.respon, "bo")
	_, x := w.letter(k, "Contested")
	var mu sync.Mutex
	var history []porcupine.Operation
	begun := time.Now()
	record := func(client int, op letterOp, act func() (bool, error)) {
		call := time.Since(begun).Nanoseconds()
		did, err := act()
		if err != nil {
			t.Errorf("%s: %v", op, err)
			return
		}
		w.clock.Pass(time.Millisecond)
		mu.Lock()
		defer mu.Unlock()
		history = append(history, porcupine.Operation{
			ClientId: client, Input: op, Output: did, Call: call, Return: time.Since(begun).Nanoseconds(),
		})
	}
	var group sync.WaitGroup
	const rounds = 8
	for client, name := range []string{"mair", "mair", "nia"} {
		group.Go(func() {
			for n := range rounds {
				s := w.as(name)
				switch {
				case client < 2 && n%2 == 0:
					record(client, opClear, w.clears(s, k, x))
				case client < 2:
					record(client, opLook, w.looksCleared(s, k, x))
				default:
					record(client, opWrite, w.notes(s, k))
				}
			}
		})
	}
	group.Go(func() {
		for n := range rounds {
			op, cmd := opStop, practice.BoxCommand(practice.StopEverything{})
			if n%2 == 1 {
				op, cmd = opLift, practice.LiftStop{}
			}
			record(3, op, func() (bool, error) { return answered(bo.DoBox(t.Context(), cmd, w.form(bo))) })
		}
	})
	group.Wait()
	if result := porcupine.CheckOperations(letterModel(), history); !result {
		slices.SortFunc(history, func(a, b porcupine.Operation) int { return int(a.Call - b.Call) })
		for _, o := range history {
			t.Logf("%9d to %9d by %d: %s %v", o.Call/1000, o.Return/1000, o.ClientId, o.Input, o.Output)
		}
		t.Error("what happened cannot have happened in any order")
	}
	if _, err := w.v.Verify(t.Context(), w.as("mair")); err != nil {
		t.Error(err)
	}
}

// answered tells a refusal from a failure.
func answered(err error) (bool, error) {
	if refused(err) {
		return false, nil
	}
	return err == nil, err
}

func (w *world) clears(s *Session, k theCase, x practice.CrossingID) func() (bool, error) {
	return func() (bool, error) {
		for {
			_, err := s.Do(w.t.Context(), k.id, w.clearing(x), w.form(s))
			if !errors.Is(err, ErrBusy) {
				return answered(err)
			}
		}
	}
}

func (w *world) looksCleared(s *Session, k theCase, x practice.CrossingID) func() (bool, error) {
	return func() (bool, error) {
		view, err := s.Case(w.t.Context(), k.id, Want{})
		if err != nil {
			return false, err
		}
		i := slices.IndexFunc(view.State.Crossings, func(c practice.Crossing) bool { return c.ID == x })
		return view.State.Crossings[i].State == practice.Cleared, nil
	}
}

func (w *world) notes(s *Session, k theCase) func() (bool, error) {
	return func() (bool, error) {
		for {
			_, err := s.Do(w.t.Context(), k.id, practice.RecordContact{Parties: []practice.PartyID{k.harmed}, Means: practice.Phone, Note: "rang"}, w.form(s))
			if !errors.Is(err, ErrBusy) {
				return answered(err)
			}
		}
	}
}

// interposed is a store in which something else happens just before the next
// commit: after all was loaded and decided.
type interposed struct {
	*store.SQLite
	next func()
}

func (i *interposed) Commit(ctx context.Context, b store.Batch) error {
	if next := i.next; next != nil {
		i.next = nil
		next()
	}
	return i.SQLite.Commit(ctx, b)
}

// interpose arranges that between deciding and committing.
func (w *world) interpose(next func()) { w.v.o.Store = &interposed{w.db, next} }

func TestAWithdrawalBetweenDecidingAndCommittingWins(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	mair := w.as("mair")
	bo, _ := w.letIn(w.as("owen"), k.id, k.respon, "bo")
	_, x := w.letter(k, "Taken back in between")
	box, err := bo.Box(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w.interpose(func() {
		if err := bo.DoBox(t.Context(), practice.TakeBack{Consent: box.Box.Agreed[0].Consent}, w.form(bo)); err != nil {
			t.Error(err)
		}
	})
	if _, err := mair.Do(t.Context(), k.id, w.clearing(x), w.form(mair)); !refused(err) {
		t.Errorf("cleared over a withdrawal that was there first: %v", err)
	}
}

func TestTwoAtOnceAreDecidedOneAfterTheOther(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	mair, nia := w.as("mair"), w.as("nia")
	_, x := w.letter(k, "Held in between")
	w.interpose(func() { w.do(nia, k.id, practice.Hold{Text: "wait"}) })
	if _, err := mair.Do(t.Context(), k.id, w.clearing(x), w.form(mair)); !refused(err) {
		t.Errorf("cleared in a case that was held first: %v", err)
	}
}

func TestAConflictBetweenLoadingAndCommittingKeepsThemOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	mair, nia := w.as("mair"), w.as("nia")
	w.interpose(func() { w.do(mair, k.id, practice.DeclareConflict{Staff: w.id("nia")}) })
	note := practice.RecordContact{Parties: []practice.PartyID{k.harmed}, Means: practice.Phone, Note: "too late"}
	if _, err := nia.Do(t.Context(), k.id, note, w.form(nia)); !errors.Is(err, ErrNotThere) {
		t.Errorf("somebody wrote after being left out: %v", err)
	}
}

func TestAForgedDropIsSetAsideAndBlocksNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	mair := w.as("mair")
	bo, _ := w.letIn(w.as("owen"), k.id, k.respon, "bo")
	head, err := w.db.Stream(t.Context(), placeCase(t, k.id), casePlace(placeCase(t, k.id)).stream)
	if err != nil {
		t.Fatal(err)
	}
	// Petra signs in bo's name, and hands in a stop.
	forged := holderKeys{bo.who.id, w.seeds["petra"].identity, rand.Reader}
	d := w.v.draft(&forged, int64(mair.now))
	stop := practice.EverythingStopped{Stamp: practice.Stamp{Act: "a", At: mair.now, When: mair.now, ByParty: k.respon}, Party: k.respon}
	kind, content, err := practice.Encode(stop)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.drop(head, true, kind, content); err != nil {
		t.Fatal(err)
	}
	// And something that no key opens.
	d.batch.Drops = append(d.batch.Drops, d.batch.Drops[0])
	d.batch.Drops[1].ID[0] ^= 1
	d.batch.Drops[1].Sealed = slices.Clone(d.batch.Drops[0].Sealed)
	d.batch.Drops[1].Sealed[2000] ^= 1
	if err := d.commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.do(mair, k.id, practice.RecordContact{Parties: []practice.PartyID{k.respon}, Means: practice.Phone, Note: "goes on"})
	view := w.view(mair, k.id)
	if view.State.Parties[1].Paused != 0 {
		t.Error("a forged stop took effect")
	}
	aside := 0
	for _, line := range view.Story {
		if line.Kind == kindSetAside {
			aside++
		}
	}
	if drops, _ := w.db.Drops(t.Context(), placeCase(t, k.id)); aside != 2 || len(drops) != 0 {
		t.Errorf("%d set aside, %d still wait", aside, len(drops))
	}
	w.awaitsReview(view)
}
