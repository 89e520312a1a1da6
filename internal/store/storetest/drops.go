package storetest

import (
	"errors"
	"sync"
	"testing"

	"amends/internal/journal"
	"amends/internal/store"
)

func dropsInOrder(t *testing.T, w *World) {
	one, other := w.Stream(t), w.Stream(t)
	var want []store.Drop
	for i := range 5 {
		d := w.Drop(Ref(one))
		d.Stop = i == 3
		w.Commit(t, store.Batch{Drops: []store.Drop{w.Drop(Ref(other)), d}})
		want = append(want, d)
	}
	same(t, "drops", read(w.Store.Drops(t.Context(), one.Case))(t), want)
	same(t, "waiting", read(w.Store.Waiting(t.Context()))(t),
		[]store.Waiting{{Case: other.Case}, {Case: one.Case, Stop: true}})
	w.Commit(t, store.Batch{TakenDrops: []journal.ID{want[3].ID, want[0].ID}})
	same(t, "drops", read(w.Store.Drops(t.Context(), one.Case))(t), []store.Drop{want[1], want[2], want[4]})
	w.Refused(t, store.Batch{TakenDrops: []journal.ID{want[0].ID}}, store.ErrConflict)
	w.Refused(t, store.Batch{Drops: []store.Drop{want[1]}}, store.ErrConflict)
	short := w.Drop(Ref(one))
	short.Sealed = short.Sealed[1:]
	w.Refused(t, store.Batch{Drops: []store.Drop{short}}, store.ErrInvalid)
}

// waitingDropRefuses asks by case and by stream, with what is taken in and
// without.
func waitingDropRefuses(t *testing.T, w *World) {
	kase := w.ID()
	a, b := w.StreamIn(t, kase), w.StreamIn(t, kase)
	ask := func(v store.Version, places ...journal.ID) store.Batch {
		batch := w.Next(v, 1)
		batch.NoDrops = places
		return batch
	}
	w.Commit(t, ask(a, kase, a.Stream, b.Stream, w.ID()))
	a.Number++
	d := w.Drop(Ref(b))
	w.Commit(t, store.Batch{Drops: []store.Drop{d}})
	w.Refused(t, ask(a, kase), store.ErrDrops)
	w.Refused(t, ask(a, b.Stream), store.ErrDrops)
	w.Commit(t, ask(a, a.Stream))
	a.Number++
	taking := ask(a, kase)
	taking.TakenDrops = []journal.ID{d.ID}
	taking.Drops = []store.Drop{w.Drop(Ref(b))} // its own are not asked about
	w.Commit(t, taking)
	a.Number++
	w.Refused(t, ask(a, kase), store.ErrDrops)
}

// dropRace: of a clearance and a withdrawal at once, either the drop came first
// and refused the clearance, or the clearance was first; never both unseen (P2).
func dropRace(t *testing.T, w *World) {
	for range 10 {
		v := w.Stream(t)
		clear := w.Next(v, 1)
		clear.NoDrops = []journal.ID{v.Case}
		withdraw := store.Batch{Drops: []store.Drop{w.Drop(Ref(v))}}
		var cleared error
		var both sync.WaitGroup
		both.Go(func() { cleared = w.Store.Commit(t.Context(), clear) })
		both.Go(func() {
			if err := w.Store.Commit(t.Context(), withdraw); err != nil {
				t.Errorf("a drop was refused: %v", err)
			}
		})
		both.Wait()
		if cleared != nil && !errors.Is(cleared, store.ErrDrops) {
			t.Errorf("clearing gave %v", cleared)
		}
		number := read(w.Store.Stream(t.Context(), v.Case, v.Stream))(t).Number
		if moved := number > v.Number; moved != (cleared == nil) {
			t.Errorf("clearing gave %v, and the stream moved: %v", cleared, moved)
		}
		same(t, "drops", len(read(w.Store.Drops(t.Context(), v.Case))(t)), 1)
	}
}
