package store_test

import (
	"context"
	"errors"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"amends/internal/journal"
	"amends/internal/store"
	"amends/internal/store/storetest"
)

// TestViewsDoNotWaitForWhoWaitsForThem: while every connection is in a view, somebody
// else begins to read, and has to wait; the views go on all the same, though they ask
// what nobody asked before.
func TestViewsDoNotWaitForWhoWaitsForThem(t *testing.T) {
	t.Parallel()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "amends.db"), storetest.NewWorld(1).Options())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // only a failure takes it
	defer cancel()
	atOnce, before := s.TestOnlyReaders()
	var inside, done sync.WaitGroup
	inside.Add(atOnce)
	for range atOnce {
		done.Go(func() {
			err := s.View(ctx, func(r store.Reader) error {
				inside.Done()
				inside.Wait()
				for waited := before; waited == before && ctx.Err() == nil; _, waited = s.TestOnlyReaders() {
					runtime.Gosched()
				}
				return notThere(ctx, r)
			})
			if err != nil {
				t.Errorf("a view: %v", err)
			}
		})
	}
	inside.Wait()
	if err := notThere(ctx, s); err != nil {
		t.Errorf("a read beside the views: %v", err)
	}
	done.Wait()
}

// notThere asks for what is not there.
func notThere(ctx context.Context, r store.Reader) error {
	if _, err := r.Stream(ctx, journal.ID{1}, journal.ID{2}); !errors.Is(err, store.ErrNotFound) {
		return err
	}
	_, err := r.Wraps(ctx, journal.ID{1}, journal.ID{3})
	return err
}
