package store_test

import (
	"context"
	"errors"
	"iter"
	"path/filepath"
	"testing"

	"amends/internal/journal"
	"amends/internal/store"
	"amends/internal/store/storetest"
)

// TestNoPageReadsTheWholeHistory: what a page asks for is found by an index, however
// many entries, keys and rows there are.
func TestNoPageReadsTheWholeHistory(t *testing.T) {
	t.Parallel()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "amends.db"), storetest.NewWorld(1).Options())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	for name, read := range pageReads(s) {
		if err := read(t.Context()); err != nil && !errors.Is(err, store.ErrNotFound) {
			t.Fatalf("%s: %v", name, err)
		}
	}
	scans, err := s.TestOnlyScans(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, scan := range scans {
		t.Error(scan)
	}
}

// pageReads are the reads of pages. The others go over everything on purpose, or over
// tables that do not grow with the history.
func pageReads(r store.Reader) map[string]func(context.Context) error {
	a, b := journal.ID{1}, journal.ID{2}
	return map[string]func(context.Context) error{
		"streams":  func(ctx context.Context) error { _, err := r.Streams(ctx, a); return err },
		"stream":   func(ctx context.Context) error { _, err := r.Stream(ctx, a, b); return err },
		"entries":  func(ctx context.Context) error { _, err := r.Entries(ctx, a, b, 1); return err },
		"wraps":    func(ctx context.Context) error { _, err := r.Wraps(ctx, a, b); return err },
		"holders":  func(ctx context.Context) error { _, err := r.Holders(ctx, a, b); return err },
		"wraps of": func(ctx context.Context) error { return drained(r.WrapsOf(ctx, a)) },
		"rows of":  func(ctx context.Context) error { return drained(r.RowsOf(ctx, a)) },
		"rows in":  func(ctx context.Context) error { return drained(r.RowsIn(ctx, a, []journal.ID{b})) },
		"overview": func(ctx context.Context) error { _, err := r.Overview(ctx, a); return err },
		"unsent":   func(ctx context.Context) error { _, err := r.Unsent(ctx, a, b); return err },
		"size":     func(ctx context.Context) error { _, err := r.Size(ctx); return err },
		"changed":  func(ctx context.Context) error { _, err := r.ChangedSince(ctx, 1); return err },
		"drops":    func(ctx context.Context) error { _, err := r.Drops(ctx, a); return err },
		"waiting":  func(ctx context.Context) error { _, err := r.Waiting(ctx); return err },
		"spent":    func(ctx context.Context) error { _, err := r.Spent(ctx, [32]byte{1}); return err },
		"login":    func(ctx context.Context) error { _, err := r.Login(ctx, a); return err },
		"named":    func(ctx context.Context) error { _, err := r.LoginNamed(ctx, [32]byte{1}); return err },
		"slots":    func(ctx context.Context) error { _, err := r.Slots(ctx, a); return err },
		"tile":     func(ctx context.Context) error { _, err := r.Tile(ctx, 0, 0); return err },
		"newest":   func(ctx context.Context) error { _, err := r.Checkpoint(ctx); return err },
	}
}

func drained[T any](all iter.Seq2[T, error]) error {
	for _, err := range all {
		if err != nil {
			return err
		}
	}
	return nil
}
