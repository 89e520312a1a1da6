package store_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"amends/internal/journal"
	"amends/internal/store"
	"amends/internal/store/storetest"
)

// newStore opens a store with the service's record in it, and gives its path.
func newStore(t testing.TB, w *storetest.World) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "amends.db")
	reopen(t, w, path)
	w.Commit(t, w.Found())
	return path
}

// reopen opens the world's store at path, closed when the test ends.
func reopen(t testing.TB, w *storetest.World, path string) {
	t.Helper()
	s, err := store.Open(t.Context(), path, w.Options())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	w.Store = s
}

// onDisk is every byte of the database and what lies beside it.
func onDisk(t testing.TB, path string) []byte {
	t.Helper()
	names, err := filepath.Glob(path + "*")
	if err != nil {
		t.Fatal(err)
	}
	var all []byte
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, content...)
	}
	return all
}

// found counts which of the secrets can be read on disk, in part or whole.
func found(t testing.TB, path string, secrets [][]byte) int {
	t.Helper()
	disk, of, seen := onDisk(t, path), map[[8]byte]int{}, map[int]bool{}
	for i, secret := range secrets {
		for at := 0; at+8 <= len(secret); at += 8 {
			of[[8]byte(secret[at:])] = i
		}
	}
	for at := 0; at+8 <= len(disk); at++ {
		if i, ok := of[[8]byte(disk[at:])]; ok {
			seen[i] = true
		}
	}
	return len(seen)
}

// party is a stream and all keys that open it.
type party struct {
	at   store.Version
	keys [][]byte
}

// populate makes streams with their keys, many to a batch.
func populate(t testing.TB, w *storetest.World, streams int) []party {
	t.Helper()
	holders := []journal.ID{w.ID(), w.ID(), w.ID(), w.ID()}
	var parties []party
	for len(parties) < streams {
		var whole store.Batch
		for range 20 {
			ref := store.StreamRef{Case: w.ID(), Stream: w.ID()}
			b := w.First(ref)
			p := party{at: store.Version{Case: ref.Case, Stream: ref.Stream, Number: 1, Epoch: 1}, keys: [][]byte{b.Entries[0].Key}}
			for _, h := range holders {
				wrap := w.Wrap(ref, h)
				whole.Wraps, p.keys = append(whole.Wraps, wrap), append(p.keys, wrap.Sealed)
			}
			whole.Expect, whole.Streams, whole.Entries = append(whole.Expect, b.Expect...), append(whole.Streams, b.Streams...), append(whole.Entries, b.Entries...)
			parties = append(parties, p)
		}
		w.Commit(t, whole)
	}
	return parties
}

// atWork appends to streams here and there, so that pages are split and rows move.
func atWork(t testing.TB, w *storetest.World, parties []party, random *rand.Rand) {
	t.Helper()
	for range 100 {
		var whole store.Batch
		for _, i := range random.Perm(len(parties))[:20] {
			b := w.Next(parties[i].at, 3)
			parties[i].at.Number += 3
			for _, e := range b.Entries {
				parties[i].keys = append(parties[i].keys, e.Key)
			}
			whole.Expect, whole.Entries = append(whole.Expect, b.Expect...), append(whole.Entries, b.Entries...)
		}
		w.Commit(t, whole)
	}
}

// TestErasedKeysAreGoneFromDisk erases half of the streams of a store at work, and
// then reads the raw bytes of the database and its log (P8). The seed is one with
// which a key stays behind in a page that was rebuilt, unless wipe takes it.
func TestErasedKeysAreGoneFromDisk(t *testing.T) {
	t.Parallel()
	const seed = 17
	w := storetest.NewWorld(seed)
	path := newStore(t, w)
	parties := populate(t, w, 300)
	atWork(t, w, parties, rand.New(rand.NewPCG(seed, 9)))
	var gone, kept [][]byte
	for i, p := range parties {
		if i%2 == 1 {
			kept = append(kept, p.keys...)
			continue
		}
		w.Commit(t, store.Batch{Expect: []store.Version{p.at}, Erase: []store.StreamRef{storetest.Ref(p.at)}})
		gone = append(gone, p.keys...)
	}
	if err := w.Store.Scrub(t.Context()); err != nil {
		t.Fatal(err)
	}
	if n := found(t, path, gone); n > 0 {
		t.Errorf("seed %d: %d of %d erased keys are on disk", seed, n, len(gone))
	}
	if n := found(t, path, kept); n != len(kept) {
		t.Errorf("only %d of %d keys that were kept are found: the search is blind", n, len(kept))
	}
	w.Verify(t)
}

// An erasure that a crash interrupted, while a reader kept the log, is finished at
// the next start.
func TestErasureIsFinishedAtTheNextStart(t *testing.T) {
	t.Parallel()
	w := storetest.NewWorld(1)
	path := newStore(t, w)
	p := populate(t, w, 20)[0]
	var crashed string
	if err := w.Store.View(t.Context(), func(r store.Reader) error {
		if _, err := r.Service(t.Context()); err != nil {
			return err
		}
		w.Commit(t, store.Batch{Expect: []store.Version{p.at}, Erase: []store.StreamRef{storetest.Ref(p.at)}})
		if err := w.Store.Scrub(t.Context()); !errors.Is(err, store.ErrBusy) {
			t.Errorf("a scrub while somebody reads gave %v", err)
		}
		crashed = afterCrash(t, path)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if found(t, crashed, p.keys) == 0 {
		t.Fatal("the keys are gone already: the test is blind")
	}
	reopen(t, w, crashed)
	if n := found(t, crashed, p.keys); n > 0 {
		t.Errorf("%d of %d erased keys are on disk", n, len(p.keys))
	}
}

// TestScrubbingBesideOthers scrubs while keys are deleted all the time: it says
// that it is done only when everything deleted before is gone from the disk (P8).
func TestScrubbingBesideOthers(t *testing.T) {
	t.Parallel()
	w := storetest.NewWorld(7)
	path := newStore(t, w)
	parties := populate(t, w, 200)
	atWork(t, w, parties, rand.New(rand.NewPCG(7, 7)))
	gone := parties[:100]
	var erasing sync.WaitGroup
	erasing.Go(func() {
		for _, p := range gone {
			b := store.Batch{Expect: []store.Version{p.at}, Erase: []store.StreamRef{storetest.Ref(p.at)}}
			if err := w.Store.Commit(t.Context(), b); err != nil {
				t.Errorf("could not erase: %v", err)
			}
		}
	})
	for range 5 {
		if err := w.Store.Scrub(t.Context()); err != nil && !errors.Is(err, store.ErrBusy) {
			t.Errorf("could not scrub beside others: %v", err)
		}
	}
	erasing.Wait()
	if err := w.Store.Scrub(t.Context()); err != nil {
		t.Fatal(err)
	}
	var secrets [][]byte
	for _, p := range gone {
		secrets = append(secrets, p.keys...)
	}
	if n := found(t, path, secrets); n != 0 {
		t.Errorf("%d of %d erased keys are still on disk", n, len(secrets))
	}
}
