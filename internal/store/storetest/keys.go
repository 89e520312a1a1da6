package storetest

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"amends/internal/journal"
	"amends/internal/store"
)

// drain reads a sequence to its end.
func drain[T any](t testing.TB, seq func(yield func(T, error) bool)) []T {
	t.Helper()
	var values []T
	for value, err := range seq {
		if err != nil {
			t.Fatal(err)
		}
		values = append(values, value)
	}
	return values
}

func wraps(t *testing.T, w *World) {
	ctx, v, holders := t.Context(), w.Stream(t), []journal.ID{{1}, {2}}
	other := w.Stream(t)
	b := store.Batch{Expect: []store.Version{v, other}}
	for _, h := range holders {
		b.Wraps = append(b.Wraps, w.Wrap(Ref(v), h), w.Wrap(Ref(other), h))
	}
	w.Commit(t, b)
	same(t, "holders", read(w.Store.Holders(ctx, v.Case, v.Stream))(t), holders)
	same(t, "wraps", read(w.Store.Wraps(ctx, v.Case, holders[1]))(t), b.Wraps[2:3])
	same(t, "all wraps", len(drain(t, w.Store.WrapsOf(ctx, holders[0]))), 2)

	again := w.Wrap(Ref(v), holders[0])
	w.Commit(t, store.Batch{Expect: []store.Version{v}, Wraps: []store.Wrap{again}})
	same(t, "the wrap written again", read(w.Store.Wraps(ctx, v.Case, holders[0]))(t), []store.Wrap{again})
	w.Commit(t, store.Batch{DeleteWraps: []store.WrapRef{{Case: v.Case, Stream: v.Stream, Holder: holders[0]}}})
	same(t, "holders", read(w.Store.Holders(ctx, v.Case, v.Stream))(t), holders[1:])
	same(t, "wraps elsewhere", len(drain(t, w.Store.WrapsOf(ctx, holders[0]))), 1)
	if err := w.Store.Scrub(ctx); err != nil {
		t.Fatal(err)
	}
}

func rewrapAfterDelete(t *testing.T, w *World) {
	v, holder := w.Stream(t), w.ID()
	old := w.Wrap(Ref(v), holder)
	w.Commit(t, store.Batch{Expect: []store.Version{v}, Wraps: []store.Wrap{old}})
	cheap := store.Rewrap{Wrap: w.Wrap(Ref(v), holder), Was: old.Sealed}
	cheap.Sealed = w.Bytes(62)
	w.Commit(t, store.Batch{Rewraps: []store.Rewrap{cheap}})
	stale := store.Rewrap{Wrap: w.Wrap(Ref(v), holder), Was: old.Sealed}
	w.Commit(t, store.Batch{Rewraps: []store.Rewrap{stale}})
	same(t, "wraps", read(w.Store.Wraps(t.Context(), v.Case, holder))(t), []store.Wrap{cheap.Wrap})
	w.Commit(t, store.Batch{DeleteWraps: []store.WrapRef{{Case: v.Case, Stream: v.Stream, Holder: holder}}})
	cheap.Was = cheap.Sealed
	w.Commit(t, store.Batch{Rewraps: []store.Rewrap{cheap}})
	same(t, "wraps", len(read(w.Store.Wraps(t.Context(), v.Case, holder))(t)), 0)
}

// overviews holds that one is kept for each holder, and that what changed since is
// told by case.
func overviews(t *testing.T, w *World) {
	ctx, holder := t.Context(), w.ID()
	_, err := w.Store.Overview(ctx, holder)
	fails(t, "an overview that nobody kept", err, store.ErrNotFound)
	before := read(w.Store.Size(ctx))(t)
	a, b := w.Stream(t), w.Stream(t)
	size := read(w.Store.Size(ctx))(t)
	same(t, "size", size, before+2)
	changed := []journal.ID{a.Case, b.Case}
	slices.SortFunc(changed, func(x, y journal.ID) int { return bytes.Compare(x[:], y[:]) })
	same(t, "changed", read(w.Store.ChangedSince(ctx, before))(t), changed)
	for n := range 2 {
		kept := store.Overview{Holder: holder, Size: size + int64(n), Sealed: w.Bytes(300)}
		w.Commit(t, store.Batch{Overview: &kept})
		same(t, "overview", read(w.Store.Overview(ctx, holder))(t), kept)
	}
	w.Commit(t, w.Next(b, 3))
	same(t, "changed", read(w.Store.ChangedSince(ctx, size))(t), []journal.ID{b.Case})
	w.Refused(t, store.Batch{Overview: &store.Overview{Holder: holder}}, store.ErrInvalid)
}

// unsent holds that what somebody has not sent is theirs, is replaced and deleted under
// its id, goes when all of theirs goes, and is swept.
func unsent(t *testing.T, w *World) {
	ctx, holder, other := t.Context(), w.ID(), w.ID()
	keep := func(of, id journal.ID, life time.Duration) store.Unsent {
		u := store.Unsent{Holder: of, ID: id, Expires: w.Now().Add(life), Sealed: w.Bytes(300)}
		w.Commit(t, store.Batch{Unsent: []store.Unsent{u}})
		return u
	}
	stands := func(u store.Unsent) {
		t.Helper()
		same(t, "unsent", read(w.Store.Unsent(ctx, u.Holder, u.ID))(t), u)
	}
	gone := func(of, id journal.ID) {
		t.Helper()
		_, err := w.Store.Unsent(ctx, of, id)
		fails(t, "what was not kept", err, store.ErrNotFound)
	}
	a, b, c := w.ID(), w.ID(), w.ID()
	gone(holder, a)
	keep(holder, a, time.Hour)
	newer, short, theirs := keep(holder, a, 2*time.Hour), keep(holder, b, time.Minute), keep(other, a, time.Hour)
	stands(newer)
	stands(short)
	stands(theirs)
	w.Move(time.Minute)
	if err := w.Store.Sweep(ctx); err != nil {
		t.Fatal(err)
	}
	gone(holder, b)
	stands(newer)
	keep(holder, c, time.Hour)
	w.Commit(t, store.Batch{Unsent: []store.Unsent{{Holder: holder, ID: c}}})
	gone(holder, c)
	w.Commit(t, store.Batch{ForgetUnsent: []journal.ID{holder}})
	gone(holder, a)
	stands(theirs)
	w.Refused(t, store.Batch{Unsent: []store.Unsent{{ID: a, Expires: w.Now(), Sealed: w.Bytes(3)}}}, store.ErrInvalid)
	w.Refused(t, store.Batch{Unsent: []store.Unsent{{Holder: holder, ID: a, Sealed: w.Bytes(3)}}}, store.ErrInvalid)
}

// rows holds that a list has what its holder can open, under the epoch that opens
// it, and nothing else.
func rows(t *testing.T, w *World) {
	holder, stranger := w.ID(), w.ID()
	var want []store.HeldRow
	for i := range 4 {
		v := w.Stream(t)
		b := store.Batch{Expect: []store.Version{v}}
		row := store.Row{Case: v.Case, Stream: v.Stream, Version: 1, Epoch: 1, Sealed: w.Bytes(200)}
		wrap := w.Wrap(Ref(v), holder)
		if i == 0 { // nobody's
			wrap.Holder = stranger
		}
		b.Rows, b.Wraps = []store.Row{row}, []store.Wrap{wrap}
		w.Commit(t, b)
		head := read(w.Store.Stream(t.Context(), v.Case, v.Stream))(t)
		if i > 0 {
			want = append(want, store.HeldRow{Row: row, Wrap: wrap.Sealed, Commitment: head.Epochs[0].Commitment})
		}
	}
	byID := map[journal.ID]store.HeldRow{}
	for _, row := range drain(t, w.Store.RowsOf(t.Context(), holder)) {
		byID[row.Case] = row
	}
	for _, row := range want {
		same(t, "row", byID[row.Case], row)
	}
	same(t, "rows", len(byID), len(want))
	same(t, "rows in one case", drain(t, w.Store.RowsIn(t.Context(), holder, []journal.ID{want[1].Case, w.ID()})), want[1:2])
	for _, err := range w.Store.RowsOf(t.Context(), holder) {
		same(t, "error", err, nil)
		break // a sequence may be left
	}
}

func olderRow(t *testing.T, w *World) {
	v := w.Stream(t)
	b := w.Next(v, 2)
	b.Rows = []store.Row{{Case: v.Case, Stream: v.Stream, Version: 3, Epoch: 1, Sealed: w.Bytes(9)}}
	w.Commit(t, b)
	v.Number = 3
	older := store.Batch{Expect: []store.Version{v}, Rows: []store.Row{{Case: v.Case, Stream: v.Stream, Version: 2, Epoch: 1, Sealed: w.Bytes(9)}}}
	w.Refused(t, older, store.ErrConflict)
	older.Rows[0].Version = 3
	w.Commit(t, older)
}

func strike(t *testing.T, w *World) {
	ctx, v := t.Context(), w.Stream(t)
	w.Commit(t, w.Next(v, 4))
	struck := store.EntryRef{Case: v.Case, Stream: v.Stream, Number: 3}
	w.Commit(t, store.Batch{StrikeKeys: []store.EntryRef{struck}})
	for _, e := range read(w.Store.Entries(ctx, v.Case, v.Stream, 1))(t) {
		if (e.Key == nil) != (e.Header.Number == 3) || len(e.Body) == 0 {
			t.Errorf("entry %d has a key of %d bytes and a body of %d", e.Header.Number, len(e.Key), len(e.Body))
		}
	}
	same(t, "erasures", read(w.Store.Erasures(ctx))(t), []store.EntryRef{struck})
	w.Commit(t, store.Batch{StrikeKeys: []store.EntryRef{struck}}) // once more is no harm
	w.Refused(t, store.Batch{StrikeKeys: []store.EntryRef{{Case: v.Case, Stream: v.Stream, Number: 9}}}, store.ErrInvalid)
	same(t, "entries", w.Verify(t), 5)
}

func erase(t *testing.T, w *World) {
	ctx, v, holder := t.Context(), w.Stream(t), w.ID()
	kept := w.StreamIn(t, v.Case)
	b := w.Next(v, 2)
	b.Wraps = []store.Wrap{w.Wrap(Ref(v), holder)}
	b.Rows = []store.Row{{Case: v.Case, Stream: v.Stream, Version: 2, Epoch: 1, Sealed: w.Bytes(9)}}
	b.Drops = []store.Drop{w.Drop(Ref(v)), w.Drop(Ref(kept))}
	w.Commit(t, b)
	v.Number = 3
	late := w.Next(v, 1) // decided before the erasure
	w.Commit(t, store.Batch{Expect: []store.Version{v}, Erase: []store.StreamRef{Ref(v)}})
	w.Refused(t, late, store.ErrConflict)
	if err := w.Store.Scrub(ctx); err != nil {
		t.Fatal(err)
	}

	head := read(w.Store.Stream(ctx, v.Case, v.Stream))(t)
	v.Erased = true
	same(t, "head", head.Version, v)
	same(t, "drop key", head.Epochs[0].DropPublic, nil)
	same(t, "holders", len(read(w.Store.Holders(ctx, v.Case, v.Stream))(t)), 0)
	same(t, "rows", len(drain(t, w.Store.RowsOf(ctx, holder))), 0)
	same(t, "drops", len(read(w.Store.Drops(ctx, v.Case))(t)), 1)
	for _, e := range read(w.Store.Entries(ctx, v.Case, v.Stream, 1))(t) {
		same(t, "key", e.Key, nil)
	}
	same(t, "erasures", read(w.Store.Erasures(ctx))(t), []store.EntryRef{{Case: v.Case, Stream: v.Stream}})
	w.Refused(t, w.Next(v, 1), store.ErrErased)
	w.Refused(t, store.Batch{Expect: []store.Version{v}, Wraps: []store.Wrap{w.Wrap(Ref(v), holder)}}, store.ErrErased)
	w.Refused(t, store.Batch{Drops: []store.Drop{w.Drop(Ref(v))}}, store.ErrErased)
	w.Commit(t, store.Batch{Expect: []store.Version{v}, Erase: []store.StreamRef{Ref(v)}}) // once more is no harm
	same(t, "entries", w.Verify(t), 4)
}
