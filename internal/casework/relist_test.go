package casework

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"amends/internal/journal"
	"amends/internal/seal"
	"amends/internal/store"
)

// rowsIn are the rows of a case that one member of staff can open.
func (w *world) rowsIn(s *Session, kase journal.ID) []store.HeldRow {
	w.t.Helper()
	var out []store.HeldRow
	for held, err := range w.db.RowsIn(w.t.Context(), s.who.id, []journal.ID{kase}) {
		if err != nil {
			w.t.Fatal(err)
		}
		out = append(out, held)
	}
	return out
}

// spoil writes every row of a case over: with what no key opens, or with what an
// earlier version of the program may have written.
func (w *world) spoil(s *Session, kase journal.ID, old bool) {
	w.t.Helper()
	for _, held := range w.rowsIn(s, kase) {
		sealed := slices.Repeat([]byte{7}, len(held.Sealed))
		if old {
			where := s.whereOf(held)
			k, err := s.who.identity.Unwrap(held.Wrap, where, held.Commitment)
			if err != nil {
				w.t.Fatal(err)
			}
			if sealed, err = seal.SealRow(s.who.random, k, where, held.Version, []byte{1, 2, 3}); err != nil {
				w.t.Fatal(err)
			}
		}
		head, err := w.db.Stream(w.t.Context(), held.Case, held.Stream)
		if err != nil {
			w.t.Fatal(err)
		}
		held.Sealed = sealed
		if err := w.db.Commit(w.t.Context(), store.Batch{Expect: []store.Version{head.Version}, Rows: []store.Row{held.Row}}); err != nil {
			w.t.Fatal(err)
		}
	}
}

// TestARowThatCannotBeReadIsMadeAnew: whoever's list it is in sees what they saw
// before, with an overview and without, and the row is kept.
func TestARowThatCannotBeReadIsMadeAnew(t *testing.T) {
	t.Parallel()
	for name, old := range map[string]bool{"another form": true, "no key opens it": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			k := w.openCase()
			w.openCase()
			kase := placeCase(t, k.id)
			for _, who := range []string{"nia", "mair", "owen"} {
				s := w.as(who)
				before := w.shown(s)
				w.spoil(w.as("mair"), kase, old)
				after := w.shown(s)
				if diff := cmp.Diff(before, after, cmp.AllowUnexported(CaseRow{}), cmpopts.EquateEmpty()); diff != "" {
					t.Errorf("%s sees another list (-before +after):\n%s", who, diff)
				}
				rows, err := s.openRows(w.rowsIn(s, kase))
				if err != nil || rows.state == nil {
					t.Errorf("no row was kept for %s: %v", who, err)
				}
			}
		})
	}
}

// TestACaseThatCannotBeOpenedIsInTheListStill: one history with a hole in it takes
// nobody's day away, and is not passed over in silence.
func TestACaseThatCannotBeOpenedIsInTheListStill(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	broken, sound := w.openCase(), w.openCase()
	kase := casePlace(placeCase(t, broken.id))
	mair := w.as("mair")
	number := w.view(mair, broken.id).Number
	head, err := w.db.Stream(t.Context(), kase.kase, kase.stream)
	if err != nil {
		t.Fatal(err)
	}
	lost := []store.EntryRef{{Case: kase.kase, Stream: kase.stream, Number: 2}}
	if err := w.db.Commit(t.Context(), store.Batch{Expect: []store.Version{head.Version}, StrikeKeys: lost}); err != nil {
		t.Fatal(err)
	}
	w.v.cases = cache{}
	w.spoil(mair, kase.kase, false)
	want := CaseRow{ID: broken.id, Number: number, Unreadable: true}
	for range 2 { // by all rows, and by an overview
		got := w.shown(mair)
		for _, list := range [][]CaseRow{got.Open, got.Mine, got.Ended, got.Today.Unread} {
			if !slices.ContainsFunc(list, func(r CaseRow) bool { return cmp.Equal(r, want, cmp.AllowUnexported(CaseRow{})) }) {
				t.Errorf("the case that cannot be opened is not in a list of %d", len(list))
			}
		}
		if !slices.ContainsFunc(got.Open, func(r CaseRow) bool { return r.ID == sound.id && r.Caption != "" }) {
			t.Error("the other case is gone")
		}
	}
	for text, found := range map[string]int{number: 1, "nobody of this name": 0} {
		if rows, err := mair.Cases(t.Context(), Filter{Text: text}); err != nil || len(rows) != found {
			t.Errorf("%d cases found, %v; want %d", len(rows), err, found)
		}
	}
}
