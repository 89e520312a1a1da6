package storetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"amends/internal/journal"
	"amends/internal/store"
)

// same holds that two values are equal.
func same[T any](t testing.TB, what string, got, want T) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(store.Claim{})); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// read lets what a read gives stand as one argument: its error fails the test.
func read[T any](value T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

// fails holds that a read or write fails for this reason.
func fails(t testing.TB, what string, err, reason error) {
	t.Helper()
	if !errors.Is(err, reason) {
		t.Errorf("%s gave %v, want %v", what, err, reason)
	}
}

func wholeBatch(t *testing.T, w *World) {
	ctx, ref, holder := t.Context(), store.StreamRef{Case: w.ID(), Stream: w.ID()}, w.ID()
	b := w.First(ref)
	b.Wraps = []store.Wrap{w.Wrap(ref, holder)}
	b.Rows = []store.Row{{Case: ref.Case, Stream: ref.Stream, Version: 1, Epoch: 1, Sealed: w.Bytes(200)}}
	b.Drops = []store.Drop{w.Drop(ref)}
	b.Outbox = []store.Outgoing{w.Outgoing(ref.Case)}
	b.Logins = []store.Login{w.Login()}
	w.Commit(t, b)

	head := store.Head{Version: store.Version{Case: ref.Case, Stream: ref.Stream, Number: 1, Epoch: 1}, Epochs: b.Streams}
	same(t, "streams", read(w.Store.Streams(ctx, ref.Case))(t), []store.Head{head})
	same(t, "stream", read(w.Store.Stream(ctx, ref.Case, ref.Stream))(t), head)
	same(t, "entries", read(w.Store.Entries(ctx, ref.Case, ref.Stream, 1))(t), b.Entries)
	same(t, "wraps", read(w.Store.Wraps(ctx, ref.Case, holder))(t), b.Wraps)
	same(t, "drops", read(w.Store.Drops(ctx, ref.Case))(t), b.Drops)
	same(t, "login", read(w.Store.Login(ctx, b.Logins[0].Person))(t), b.Logins[0])
	same(t, "entries in the journal", w.Verify(t), 1)
}

func entriesComeBack(t *testing.T, w *World) {
	v := w.Stream(t)
	first := read(w.Store.Entries(t.Context(), v.Case, v.Stream, 1))(t)
	more := w.Next(v, 20)
	w.Commit(t, more)
	v.Number += 20
	turn := w.Turn(v)
	w.Commit(t, turn)
	want := append(append(first, more.Entries...), turn.Entries...)
	for i := range want {
		want[i].Position = int64(i) // nothing else was written
	}
	same(t, "all entries", read(w.Store.Entries(t.Context(), v.Case, v.Stream, 0))(t), want)
	same(t, "entries from 15 on", read(w.Store.Entries(t.Context(), v.Case, v.Stream, 15))(t), want[14:])
	same(t, "entries past the end", len(read(w.Store.Entries(t.Context(), v.Case, v.Stream, 23))(t)), 0)
	same(t, "epochs", len(read(w.Store.Stream(t.Context(), v.Case, v.Stream))(t).Epochs), 2)
}

func movedStream(t *testing.T, w *World) {
	resting, written := w.Stream(t), w.Stream(t)
	w.Commit(t, w.Next(written, 1))
	w.Refused(t, w.Next(written, 1), store.ErrConflict)
	written.Number++
	b := w.Next(written, 1)
	b.Expect = append(b.Expect, resting)
	w.Commit(t, w.Next(resting, 1))
	w.Refused(t, b, store.ErrConflict)
	ahead := w.Next(store.Version{Case: resting.Case, Stream: resting.Stream, Number: 5, Epoch: 1}, 1)
	w.Refused(t, ahead, store.ErrConflict)
	w.Refused(t, w.First(Ref(resting)), store.ErrConflict)
	w.Refused(t, store.Batch{Expect: []store.Version{{Case: resting.Case, Stream: resting.Stream, Number: 2, Epoch: 2}}}, store.ErrConflict)
	w.Commit(t, store.Batch{Expect: []store.Version{{Case: w.ID(), Stream: w.ID()}}})
	same(t, "entries", w.Verify(t), 4)
}

// contradictions are batches that no state of the database could take.
func contradictions(t *testing.T, w *World) {
	v := w.Stream(t)
	for name, spoil := range map[string]func(b *store.Batch){
		"a stream not expected":   func(b *store.Batch) { b.Expect = nil },
		"a stream expected twice": func(b *store.Batch) { b.Expect = append(b.Expect, b.Expect[0]) },
		"a gap":                   func(b *store.Batch) { b.Entries = b.Entries[1:] },
		"out of order":            func(b *store.Batch) { b.Entries[0], b.Entries[1] = b.Entries[1], b.Entries[0] },
		"no key":                  func(b *store.Batch) { b.Entries[0].Key = nil },
		"another length":          func(b *store.Batch) { b.Entries[0].Body = b.Entries[0].Body[1:] },
		"another epoch":           func(b *store.Batch) { b.Entries[0].Header.Epoch = 2 },
		"a commitment within":     func(b *store.Batch) { b.Entries[1].Header.Commitment[0] = 1 },
		"an epoch nobody begins":  func(b *store.Batch) { b.Streams = []store.Epoch{w.Epoch(Ref(v), 2)} },
		"an epoch skipped":        func(b *store.Batch) { b.Streams = []store.Epoch{w.Epoch(Ref(v), 3)} },
		"a row ahead":             func(b *store.Batch) { b.Rows = []store.Row{{Case: v.Case, Stream: v.Stream, Version: 9, Epoch: 1}} },
		"a row of another":        func(b *store.Batch) { b.Rows = []store.Row{{Case: w.ID(), Stream: v.Stream, Version: 1, Epoch: 1}} },
		"a wrap of another": func(b *store.Batch) {
			b.Wraps = []store.Wrap{w.Wrap(store.StreamRef{Case: v.Case, Stream: w.ID()}, w.ID())}
		},
		"a wrap ahead": func(b *store.Batch) {
			b.Wraps = []store.Wrap{{Case: v.Case, Stream: v.Stream, Epoch: 2, Sealed: w.Bytes(9)}}
		},
		"drops of two sizes":       func(b *store.Batch) { b.Drops = []store.Drop{w.Drop(Ref(v)), {ID: w.ID(), Sealed: w.Bytes(3)}} },
		"a drop to no stream":      func(b *store.Batch) { b.Drops = []store.Drop{w.Drop(store.StreamRef{Case: v.Case, Stream: w.ID()})} },
		"erased and written":       func(b *store.Batch) { b.Erase = []store.StreamRef{Ref(v)} },
		"erased and not expected":  func(b *store.Batch) { b.Erase = []store.StreamRef{{Case: w.ID(), Stream: w.ID()}} },
		"sent after it expires":    func(b *store.Batch) { o := w.Outgoing(v.Case); o.Expires = o.NotBefore; b.Outbox = []store.Outgoing{o} },
		"a form that never ends":   func(b *store.Batch) { b.Once = &store.Once{} },
		"a login without keys":     func(b *store.Batch) { l := w.Login(); l.Public = nil; b.Logins = []store.Login{l} },
		"a slot of nobody":         func(b *store.Batch) { b.Slots = []store.Slot{{ID: w.ID(), Person: w.ID(), Sealed: w.Bytes(9)}} },
		"the service under a name": func(b *store.Batch) { b.Service = &store.Service{ID: w.ID(), Version: 2} },
	} {
		b := w.Next(v, 3)
		spoil(&b)
		if err := w.Store.Commit(t.Context(), b); !errors.Is(err, store.ErrInvalid) {
			t.Errorf("%s: commit gave %v", name, err)
		}
	}
	w.Commit(t, w.Next(v, 3))
	same(t, "entries", w.Verify(t), 4)
}

func otherService(t *testing.T, w *World) {
	v := w.Stream(t)
	b := w.Next(v, 1)
	b.Entries[0].Header.Service = w.ID()
	w.Refused(t, b, store.ErrInvalid)
	same(t, "entries", w.Verify(t), 1)
}

// nothingHalf has the last of a batch refused by a constraint, after everything
// before it was written.
func nothingHalf(t *testing.T, w *World) {
	ctx, v := t.Context(), w.Stream(t)
	sent := w.Outgoing(v.Case)
	w.Commit(t, store.Batch{Outbox: []store.Outgoing{sent}})
	b := w.Next(v, 2)
	b.Once = &store.Once{ID: [32]byte{1}, Expires: w.Now().Add(time.Hour)}
	b.Drops = []store.Drop{w.Drop(Ref(v))}
	b.Wraps = []store.Wrap{w.Wrap(Ref(v), w.ID())}
	b.Outbox = []store.Outgoing{sent}
	w.Refused(t, b, store.ErrConflict)
	same(t, "stream", read(w.Store.Stream(ctx, v.Case, v.Stream))(t).Version, v)
	same(t, "entries", len(read(w.Store.Entries(ctx, v.Case, v.Stream, 1))(t)), 1)
	same(t, "drops", len(read(w.Store.Drops(ctx, v.Case))(t)), 0)
	same(t, "holders", len(read(w.Store.Holders(ctx, v.Case, v.Stream))(t)), 0)
	b.Outbox = nil
	w.Commit(t, b)
	same(t, "entries in the journal", w.Verify(t), 3)
}

func formOnce(t *testing.T, w *World) {
	v := w.Stream(t)
	b := w.Next(v, 1)
	b.Once = &store.Once{ID: [32]byte(w.Bytes(32)), Expires: w.Now().Add(time.Hour)}
	w.Commit(t, b)
	// The form is asked before the stream, which has moved too.
	w.Refused(t, b, store.ErrRepeated)
	w.Move(2 * time.Hour)
	w.Refused(t, b, store.ErrRepeated)
	if err := w.Store.Sweep(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.Refused(t, b, store.ErrConflict)
}

// A correction by NTP passes, a clock that is wrong does not.
func clockBackwards(t *testing.T, w *World) {
	v := w.Stream(t)
	w.Move(-time.Second)
	w.Commit(t, w.Next(v, 1))
	v.Number++
	w.Move(-time.Minute)
	w.Refused(t, w.Next(v, 1), store.ErrClock)
	w.Move(2 * time.Minute)
	w.Commit(t, w.Next(v, 1))
	same(t, "entries", w.Verify(t), 3)
}

func oneSnapshot(t *testing.T, w *World) {
	v := w.Stream(t)
	err := w.Store.View(t.Context(), func(r store.Reader) error {
		before := read(r.Stream(t.Context(), v.Case, v.Stream))(t)
		w.Commit(t, w.Next(v, 3))
		same(t, "entries in the view", len(read(r.Entries(t.Context(), v.Case, v.Stream, 1))(t)), int(before.Number))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "entries after", len(read(w.Store.Entries(t.Context(), v.Case, v.Stream, 1))(t)), 4)
	failed := errors.New("look failed")
	fails(t, "a view", w.Store.View(t.Context(), func(store.Reader) error { return failed }), failed)
}

// cancelled holds that a commit whose request has gone is written or not, and
// that the answer says which.
func cancelled(t *testing.T, w *World) {
	v := w.Stream(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := w.Store.Commit(ctx, w.Next(v, 1))
	moved := read(w.Store.Stream(t.Context(), v.Case, v.Stream))(t).Number > v.Number
	if moved != (err == nil) {
		t.Errorf("commit gave %v, and the stream moved: %v", err, moved)
	}
	if err != nil {
		fails(t, "commit", err, context.Canceled)
	}
}

func serviceRecord(t *testing.T, w *World) {
	s := read(w.Store.Service(t.Context()))(t)
	same(t, "id", s.ID, w.Service)
	w.Refused(t, store.Batch{Service: &s}, store.ErrConflict)
	s.Version, s.Settings = 2, w.Bytes(50)
	w.Commit(t, store.Batch{Service: &s})
	same(t, "record", read(w.Store.Service(t.Context()))(t), s)
	w.Refused(t, store.Batch{Service: &s}, store.ErrConflict)
}

func empty(t *testing.T, w *World) {
	ctx, id := t.Context(), w.ID()
	_, err := w.Store.Service(ctx)
	fails(t, "service", err, store.ErrNotFound)
	_, err = w.Store.Stream(ctx, id, id)
	fails(t, "stream", err, store.ErrNotFound)
	_, err = w.Store.Login(ctx, id)
	fails(t, "login", err, store.ErrNotFound)
	_, err = w.Store.Checkpoint(ctx)
	fails(t, "checkpoint", err, store.ErrNotFound)
	_, err = w.Store.Tile(ctx, 0, 0)
	fails(t, "tile", err, store.ErrNotFound)
	_, err = w.Store.Claim(ctx, time.Minute)
	fails(t, "claim", err, store.ErrNotFound)
	same(t, "streams", len(read(w.Store.Streams(ctx, id))(t)), 0)
	same(t, "entries", len(read(w.Store.Entries(ctx, id, id, 0))(t)), 0)
	same(t, "waiting", len(read(w.Store.Waiting(ctx))(t)), 0)
	w.Refused(t, w.First(store.StreamRef{Case: id, Stream: id}), store.ErrInvalid) // no service yet
}

// journalHolds compares what the journal is made of with what was committed.
func journalHolds(t *testing.T, w *World) {
	var want []journal.Entry
	for range 3 {
		ref := store.StreamRef{Case: w.ID(), Stream: w.ID()}
		b := w.First(ref)
		w.Commit(t, b)
		want = append(want, b.Entries[0].Entry)
		b = w.Next(store.Version{Case: ref.Case, Stream: ref.Stream, Number: 1, Epoch: 1}, 2)
		w.Commit(t, b)
		want = append(want, b.Entries[0].Entry, b.Entries[1].Entry)
	}
	got := make([]journal.Entry, len(want))
	if err := w.Store.Audit(t.Context(), func(source journal.Source) error {
		for p, err := range source.Entries() {
			if err != nil {
				return err
			}
			got[p.Position] = p.Entry
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	same(t, "entries", got, want)
	signed := read(w.Store.Checkpoint(t.Context()))(t)
	c := read(journal.OpenCheckpoint(signed, w.Verifier))(t)
	same(t, "size", c.Size, int64(len(want)))
	same(t, "leaves", len(read(w.Store.Tile(t.Context(), 0, 0))(t)), 32*len(want))
}
