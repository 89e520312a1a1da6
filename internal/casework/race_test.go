package casework

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
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

// timed is a store that notes when the commit of an act began and ended. What was
// done was done between those two: a clearance whose commit began after a stop's had
// ended came after it, however long before the clearing had been asked for. With
// the whole time of a request in their place, a clearance that overlooks a stop
// could always have come first.
type timed struct {
	*store.SQLite
	begun     time.Time
	forgetful bool   // does not ask whether a drop waits: a fault that must be found
	between   func() // what happens just before a clearance is committed
}

// act is what is known of one act while it is done.
type act struct {
	op         letterOp
	from, till int64
}

type actKey struct{}

func (s *timed) since() int64 { return time.Since(s.begun).Nanoseconds() }

func (s *timed) Commit(ctx context.Context, b store.Batch) error {
	doing, _ := ctx.Value(actKey{}).(*act)
	if doing != nil && doing.op == opClear && len(b.NoDrops) > 0 {
		s.between()
	}
	if s.forgetful {
		b.NoDrops = nil
	}
	from := s.since()
	err := s.SQLite.Commit(ctx, b)
	if doing != nil && err == nil {
		doing.from, doing.till = from, s.since()
	}
	return err
}

// contest is several people at one letter.
type contest struct {
	*world
	k       theCase
	x       practice.CrossingID
	bo      *Session
	store   *timed
	own     sync.Mutex // held by what bo does, who does one thing at a time
	mu      sync.Mutex // of history
	history []porcupine.Operation
}

// bosTurn is the number of the client that is bo.
const bosTurn = 9

// record does one act and notes what it answered, when.
func (c *contest) record(client int, op letterOp, do func(context.Context) (bool, error)) bool {
	doing := &act{op: op}
	asked := c.store.since()
	did, err := do(context.WithValue(c.t.Context(), actKey{}, doing))
	if err != nil {
		c.t.Errorf("%s: %v", op, err)
		return false
	}
	answered := c.store.since()
	if did && op != opLook && doing.till > 0 {
		asked, answered = doing.from, doing.till
	}
	c.clock.Pass(time.Millisecond)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.history = append(c.history, porcupine.Operation{ClientId: client, Input: op, Output: did, Call: asked, Return: answered})
	return did
}

// bos has bo do something.
func (c *contest) bos(op letterOp, cmd practice.BoxCommand) {
	c.own.Lock()
	defer c.own.Unlock()
	c.record(bosTurn, op, func(ctx context.Context) (bool, error) { return answered(c.bo.DoBox(ctx, cmd, c.form(c.bo))) })
}

// compete has three of staff and bo at the letter at once. In two clearings of
// three, after it was decided and before it is committed, bo stops everything.
func (c *contest) compete() {
	var group sync.WaitGroup
	var clearings atomic.Int64
	c.store.between = func() {
		if clearings.Add(1)%3 != 0 {
			c.bos(opStop, practice.StopEverything{})
		}
	}
	const rounds = 8
	for client, name := range []string{"mair", "mair", "nia"} {
		group.Go(func() {
			for n := range rounds {
				s := c.as(name)
				switch {
				case client == 2:
					c.record(client, opWrite, c.notes(s, c.k))
				case n%2 == 1:
					c.record(client, opLook, c.looksCleared(s, c.k, c.x))
				case !c.record(client, opClear, c.clears(s, c.k, c.x)):
					c.bos(opLift, practice.LiftStop{})
				}
			}
		})
	}
	group.Wait()
}

// contested brings a letter as far as the gate.
func contested(t *testing.T, forgetful bool) *contest {
	w := newWorld(t)
	k := w.openCase()
	bo, _ := w.letIn(w.as("owen"), k.id, k.respon, "bo")
	_, x := w.letter(k, "Contested")
	c := &contest{world: w, k: k, x: x, bo: bo, store: &timed{SQLite: w.db, begun: time.Now(), forgetful: forgetful}}
	w.v.o.Store = c.store
	return c
}

// TestClearingAndStoppingAtOnce checks that what several people did at once to one
// letter could have happened one after the other, each act when it was committed.
func TestClearingAndStoppingAtOnce(t *testing.T) {
	t.Parallel()
	c := contested(t, false)
	c.compete()
	if !porcupine.CheckOperations(letterModel(), c.history) {
		slices.SortFunc(c.history, func(a, b porcupine.Operation) int { return int(a.Call - b.Call) })
		for _, o := range c.history {
			t.Logf("%9d to %9d by %d: %s %v", o.Call/1000, o.Return/1000, o.ClientId, o.Input, o.Output)
		}
		t.Error("what happened cannot have happened in any order")
	}
	if _, err := c.v.Verify(t.Context(), c.as("mair")); err != nil {
		t.Error(err)
	}
}

// TestAStoreThatForgetsDropsIsFound shows that the check above can fail: with a
// store that does not ask for drops, a letter is cleared after its sender stopped.
func TestAStoreThatForgetsDropsIsFound(t *testing.T) {
	t.Parallel()
	const competitions = 50 // a colleague's note may come in between and save the day
	for range competitions {
		c := contested(t, true) // anew: once it is cleared nobody clears it again
		c.compete()
		if !porcupine.CheckOperations(letterModel(), c.history) {
			return
		}
	}
	t.Error("a clearance that overlooked a stop passes for one that came before it")
}

// answered tells a refusal from a failure.
func answered(err error) (bool, error) {
	if refused(err) {
		return false, nil
	}
	return err == nil, err
}

func (w *world) clears(s *Session, k theCase, x practice.CrossingID) func(context.Context) (bool, error) {
	return func(ctx context.Context) (bool, error) {
		for {
			_, err := s.Do(ctx, k.id, w.clearing(x), w.form(s))
			if !errors.Is(err, ErrBusy) {
				return answered(err)
			}
		}
	}
}

func (w *world) looksCleared(s *Session, k theCase, x practice.CrossingID) func(context.Context) (bool, error) {
	return func(ctx context.Context) (bool, error) {
		view, err := s.Case(ctx, k.id, Want{})
		if err != nil {
			return false, err
		}
		i := slices.IndexFunc(view.State.Crossings, func(c practice.Crossing) bool { return c.ID == x })
		return view.State.Crossings[i].State == practice.Cleared, nil
	}
}

func (w *world) notes(s *Session, k theCase) func(context.Context) (bool, error) {
	return func(ctx context.Context) (bool, error) {
		for {
			_, err := s.Do(ctx, k.id, practice.RecordContact{Parties: []practice.PartyID{k.harmed}, Means: practice.Phone, Note: "rang"}, w.form(s))
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
	if err := d.hand(head, practice.Drop{Event: stop}); err != nil {
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
