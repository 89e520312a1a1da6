package web

import (
	"net/http"
	"strings"
	"testing"

	"amends/internal/store"
)

// TestACaseThatCannotBeOpenedIsSaid: a hole in one history takes nobody's day away.
// Who is entitled to the case reads where it should be that it is broken, and on its
// page what is wrong (P9); nobody else reads of it.
func TestACaseThatCannotBeOpenedIsSaid(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.opened("Daniel Reyes", "At his sister's")
	number := w.view("helen").Number
	w.broken()
	const said = "Cannot be opened"
	w.get(w.people["helen"], "today", "/").says(t, http.StatusOK, said, number, "Pass nothing on in these cases")
	w.get(w.people["helen"], "cases", "/cases").says(t, http.StatusOK, said, number)
	w.get(w.people["helen"], "case", "/cases/"+string(w.kase)).says(t, http.StatusConflict, "Part of this cannot be opened", "an entry of the case has lost its key")
	for _, path := range []string{"/", "/cases"} {
		if r := w.get(w.people["dora"], "of others "+path, path); r.Code != http.StatusOK || strings.Contains(r.Body.String(), said) {
			t.Errorf("%s says %d to somebody else", path, r.Code)
		}
	}
}

// broken takes the key of an entry of every stream of the case away, as no command
// does, and goes on from a backup: nothing of it is kept folded.
func (w *world) broken() {
	w.t.Helper()
	var lost store.Batch
	w.must(w.db.View(w.t.Context(), func(from store.Reader) error {
		cases, err := from.ChangedSince(w.t.Context(), 0)
		w.must(err)
		at := 0
		for cases[at].String() != string(w.kase) {
			at++
		}
		heads, err := from.Streams(w.t.Context(), cases[at])
		for _, h := range heads {
			lost.Expect = append(lost.Expect, h.Version)
			lost.StrikeKeys = append(lost.StrikeKeys, store.EntryRef{Case: h.Case, Stream: h.Stream, Number: 1})
			lost.Rows = append(lost.Rows, store.Row{Case: h.Case, Stream: h.Stream, Version: h.Number, Epoch: h.Epoch, Sealed: []byte("not a row")})
		}
		return err
	}))
	w.must(w.db.Commit(w.t.Context(), lost))
	w.restored("helen", "dora")
}
