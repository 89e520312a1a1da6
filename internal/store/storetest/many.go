package storetest

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"amends/internal/store"
)

// manyAtOnce has writers that each move their own stream and all fight over one.
func manyAtOnce(t *testing.T, w *World) {
	const writers, turns = 16, 10
	shared := w.Stream(t)
	var own [writers]store.Version
	var batches [writers][]store.Batch // made beforehand: the world's randomness is not shared
	for i := range own {
		own[i] = w.Stream(t)
		for turn := range turns {
			v := own[i]
			v.Number += uint64(turn)
			b := w.Next(v, 1)
			s := shared
			s.Number += uint64(turn)
			fight := w.Next(s, 1)
			b.Expect, b.Entries = append(b.Expect, fight.Expect...), append(b.Entries, fight.Entries...)
			batches[i] = append(batches[i], b, w.Next(v, 1))
		}
	}
	var won atomic.Int64
	var all sync.WaitGroup
	for i := range own {
		all.Go(func() {
			for turn := range turns {
				err := w.Store.Commit(t.Context(), batches[i][2*turn])
				if err == nil {
					won.Add(1)
				} else if err = lost(err); err == nil {
					err = w.Store.Commit(t.Context(), batches[i][2*turn+1])
				}
				if err != nil {
					t.Errorf("commit: %v", err)
				}
			}
		})
	}
	all.Wait()
	at := read(w.Store.Stream(t.Context(), shared.Case, shared.Stream))(t).Number
	same(t, "moves of the shared stream", int64(at-shared.Number), won.Load())
	for i := range own {
		same(t, "own stream", read(w.Store.Stream(t.Context(), own[i].Case, own[i].Stream))(t).Number, own[i].Number+turns)
	}
	same(t, "entries", w.Verify(t), 1+writers+writers*turns+won.Load())
}

// lost is nil for a conflict.
func lost(err error) error {
	if errors.Is(err, store.ErrConflict) {
		return nil
	}
	return err
}

// neighbours commits good batches beside those that are refused before and after
// they have written; all are answered each for itself.
func neighbours(t *testing.T, w *World) {
	const rounds = 8
	stale := w.Stream(t)
	w.Commit(t, w.Next(stale, 1))
	sent := w.Outgoing(w.ID())
	w.Commit(t, store.Batch{Outbox: []store.Outgoing{sent}})
	var all sync.WaitGroup
	for range rounds {
		good := w.First(store.StreamRef{Case: w.ID(), Stream: w.ID()})
		spoilt := w.First(store.StreamRef{Case: w.ID(), Stream: w.ID()})
		spoilt.Outbox = []store.Outgoing{sent} // an id that stands already
		for b, want := range map[*store.Batch]error{&good: nil, &spoilt: store.ErrConflict, new(w.Next(stale, 1)): store.ErrConflict} {
			all.Go(func() {
				if err := w.Store.Commit(t.Context(), *b); !errors.Is(err, want) {
					t.Errorf("commit gave %v, want %v", err, want)
				}
			})
		}
	}
	all.Wait()
	same(t, "entries", w.Verify(t), 2+rounds)
}

// attemptsAtOnce spends one slot's attempts from many sides.
func attemptsAtOnce(t *testing.T, w *World) {
	l := w.Login()
	slot := store.Slot{ID: w.ID(), Person: l.Person, Kind: 2, Expires: w.Now().Add(time.Hour), Tries: 5, Sealed: w.Bytes(100)}
	w.Commit(t, store.Batch{Logins: []store.Login{l}, Slots: []store.Slot{slot}})
	var given atomic.Int64
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			_, err := w.Store.Try(t.Context(), l.Person, slot.ID)
			if err == nil {
				given.Add(1)
			} else if !errors.Is(err, store.ErrNotFound) {
				t.Errorf("try: %v", err)
			}
		})
	}
	all.Wait()
	same(t, "attempts", given.Load(), 5)
}

// claimedOnce has many dispatchers share the outbox.
func claimedOnce(t *testing.T, w *World) {
	var b store.Batch
	for range 20 {
		b.Outbox = append(b.Outbox, w.Outgoing(w.ID()))
	}
	w.Commit(t, b)
	var mu sync.Mutex
	count := map[string]int{}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for {
				c, err := w.Store.Claim(t.Context(), time.Minute)
				if errors.Is(err, store.ErrNotFound) {
					return
				}
				if err != nil {
					t.Errorf("claim: %v", err)
					return
				}
				mu.Lock()
				count[c.ID.String()]++
				mu.Unlock()
			}
		})
	}
	all.Wait()
	for _, o := range b.Outbox {
		same(t, "claims", count[o.ID.String()], 1)
	}
}
