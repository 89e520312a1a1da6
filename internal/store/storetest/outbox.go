package storetest

import (
	"testing"
	"time"

	"amends/internal/journal"
	"amends/internal/store"
)

// outboxRule is the claiming rule: each condition alone keeps a row back.
func outboxRule(t *testing.T, w *World) {
	for name, keep := range map[string]struct {
		held func(o *store.Outgoing, v store.Version) store.Batch
		free func(o store.Outgoing, b store.Batch) store.Batch
	}{
		"held": {
			func(o *store.Outgoing, _ store.Version) store.Batch { o.Held = true; return store.Batch{} },
			func(o store.Outgoing, _ store.Batch) store.Batch {
				return store.Batch{ReleaseOutbox: []journal.ID{o.ID}}
			},
		},
		"a drop waits": {
			func(_ *store.Outgoing, v store.Version) store.Batch {
				return store.Batch{Drops: []store.Drop{w.Drop(Ref(v))}}
			},
			func(_ store.Outgoing, b store.Batch) store.Batch {
				return store.Batch{TakenDrops: []journal.ID{b.Drops[0].ID}}
			},
		},
		"before its time": {
			func(o *store.Outgoing, _ store.Version) store.Batch {
				o.NotBefore = w.Now().Add(time.Hour)
				return store.Batch{}
			},
			func(store.Outgoing, store.Batch) store.Batch { w.Move(time.Hour); return store.Batch{} },
		},
	} {
		v := w.Stream(t)
		o := w.Outgoing(v.Case)
		b := keep.held(&o, v)
		b.Outbox = []store.Outgoing{o}
		w.Commit(t, b)
		_, err := w.Store.Claim(t.Context(), time.Minute)
		fails(t, "claim while "+name, err, store.ErrNotFound)
		w.Commit(t, keep.free(o, b))
		c := read(w.Store.Claim(t.Context(), time.Minute))(t)
		o.Held = false
		same(t, "claim after "+name, c.Outgoing, o)
		w.Commit(t, store.Batch{CancelOutbox: []journal.ID{o.ID}})
	}
	w.Commit(t, store.Batch{Outbox: []store.Outgoing{w.Outgoing(w.ID())}})
	w.Move(24 * time.Hour)
	_, err := w.Store.Claim(t.Context(), time.Minute)
	fails(t, "claim of an expired row", err, store.ErrNotFound)
}

// claimRanOut: whoever claimed too long ago may not hand over any more.
func claimRanOut(t *testing.T, w *World) {
	ctx, o := t.Context(), w.Outgoing(w.ID())
	w.Commit(t, store.Batch{Outbox: []store.Outgoing{o}})
	slow := read(w.Store.Claim(ctx, time.Minute))(t)
	_, err := w.Store.Claim(ctx, time.Minute)
	fails(t, "a second claim", err, store.ErrNotFound)
	w.Move(2 * time.Minute)
	quick := read(w.Store.Claim(ctx, time.Minute))(t)
	fails(t, "the slow one's handing over", w.Store.Hand(ctx, slow), store.ErrHeld)
	fails(t, "the slow one's putting back", w.Store.PutBack(ctx, slow, w.Now()), store.ErrHeld)
	if err := w.Store.PutBack(ctx, quick, w.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	_, err = w.Store.Claim(ctx, time.Minute)
	fails(t, "a claim too early", err, store.ErrNotFound)
	w.Move(time.Hour)
	again := read(w.Store.Claim(ctx, time.Minute))(t)
	fails(t, "an earlier claim's handing over", w.Store.Hand(ctx, quick), store.ErrHeld)
	if err := w.Store.Hand(ctx, again); err != nil {
		t.Fatal(err)
	}
}

// beyondRecall: between claim and handing over a withdrawal still stops the row,
// and nothing sends a row twice.
func beyondRecall(t *testing.T, w *World) {
	ctx, v := t.Context(), w.Stream(t)
	stopped, sent := w.Outgoing(v.Case), w.Outgoing(w.ID())
	w.Commit(t, store.Batch{Outbox: []store.Outgoing{stopped}})
	c := read(w.Store.Claim(ctx, time.Hour))(t)
	w.Commit(t, store.Batch{Drops: []store.Drop{w.Drop(Ref(v))}})
	fails(t, "handing over after a drop", w.Store.Hand(ctx, c), store.ErrHeld)
	fails(t, "sent", w.Store.Sent(ctx, c), store.ErrHeld)
	w.Commit(t, store.Batch{CancelCases: []journal.ID{v.Case}})

	same(t, "queued", len(read(w.Store.Queued(ctx))(t)), 0)

	w.Commit(t, store.Batch{Outbox: []store.Outgoing{sent}})
	same(t, "queued", read(w.Store.Queued(ctx))(t), []store.Outgoing{sent})
	c = read(w.Store.Claim(ctx, time.Minute))(t)
	if err := w.Store.Hand(ctx, c); err != nil {
		t.Fatal(err)
	}
	fails(t, "handing over twice", w.Store.Hand(ctx, c), store.ErrHeld)
	fails(t, "putting back what left", w.Store.PutBack(ctx, c, w.Now()), store.ErrHeld)
	w.Commit(t, store.Batch{CancelOutbox: []journal.ID{sent.ID}, CancelCases: []journal.ID{sent.Case}})
	w.Move(time.Hour)
	_, err := w.Store.Claim(ctx, time.Minute)
	fails(t, "a claim on what left", err, store.ErrNotFound)
	same(t, "in doubt", read(w.Store.InDoubt(ctx))(t), []store.Outgoing{sent})
	same(t, "queued", len(read(w.Store.Queued(ctx))(t)), 0)
	w.Commit(t, store.Batch{Settle: []journal.ID{sent.ID}})
	same(t, "in doubt", len(read(w.Store.InDoubt(ctx))(t)), 0)
	fails(t, "sent", w.Store.Sent(ctx, c), store.ErrHeld)
}

// sweep takes what has expired and nothing else.
func sweep(t *testing.T, w *World) {
	ctx, l := t.Context(), w.Login()
	soon, late := w.Now().Add(time.Hour), w.Now().Add(48*time.Hour)
	slot := func(id byte, expires time.Time) store.Slot {
		return store.Slot{ID: journal.ID{id}, Person: l.Person, Expires: expires, Sealed: w.Bytes(9)}
	}
	handed, stays := w.Outgoing(w.ID()), w.Outgoing(w.ID())
	stays.NotBefore, stays.Expires = soon, late
	w.Commit(t, store.Batch{
		Logins: []store.Login{l}, Slots: []store.Slot{slot(1, time.Time{}), slot(2, soon), slot(3, late)},
		Outbox: []store.Outgoing{handed, stays}, Once: &store.Once{ID: [32]byte{7}, Expires: soon},
	})
	c := read(w.Store.Claim(ctx, time.Minute))(t)
	if err := w.Store.Hand(ctx, c); err != nil {
		t.Fatal(err)
	}
	w.Move(25 * time.Hour)
	if err := w.Store.Sweep(ctx); err != nil {
		t.Fatal(err)
	}
	same(t, "slots", len(read(w.Store.Slots(ctx, l.Person))(t)), 2)
	same(t, "in doubt", len(read(w.Store.InDoubt(ctx))(t)), 1)
	same(t, "claim", read(w.Store.Claim(ctx, time.Minute))(t).ID, stays.ID)
	w.Commit(t, store.Batch{Once: &store.Once{ID: [32]byte{7}, Expires: late}})
}
