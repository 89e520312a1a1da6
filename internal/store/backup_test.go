package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"amends/internal/journal"
	"amends/internal/store"
	"amends/internal/store/storetest"
)

// backedUp makes a store with something in every table, backs it up, and gives
// the backup's folder and a stream with its holder.
func backedUp(t *testing.T, w *storetest.World) (dir string, v store.Version, holder journal.ID) {
	t.Helper()
	newStore(t, w)
	dir, holder = filepath.Join(t.TempDir(), "backup"), w.ID()
	v = w.Stream(t)
	b := w.Next(v, 5)
	b.Wraps = []store.Wrap{w.Wrap(storetest.Ref(v), holder)}
	b.Rows = []store.Row{{Case: v.Case, Stream: v.Stream, Version: 6, Epoch: 1, Sealed: w.Bytes(200)}}
	b.Drops, b.Outbox, b.Logins = []store.Drop{w.Drop(storetest.Ref(v))}, []store.Outgoing{w.Outgoing(w.ID())}, []store.Login{w.Login()}
	b.Slots = []store.Slot{{ID: w.ID(), Person: b.Logins[0].Person, Sealed: w.Bytes(90)}}
	b.Once = &store.Once{ID: [32]byte(w.Bytes(32)), Expires: w.Now().Add(time.Hour)}
	w.Commit(t, b)
	v.Number = 6
	session := store.Session{ID: [32]byte(w.Bytes(32)), Person: b.Logins[0].Person, Expires: w.Now().Add(time.Hour), Sealed: w.Bytes(90)}
	if err := w.Store.BeginSession(t.Context(), session); err != nil {
		t.Fatal(err)
	}
	if err := w.Store.Backup(t.Context(), dir); err != nil {
		t.Fatal(err)
	}
	for name, secret := range map[string][]byte{"session": session.Sealed, "form": b.Once.ID[:]} {
		if bytes.Contains(onDisk(t, dir+"/"), secret) {
			t.Errorf("a %s is in the backup", name)
		}
	}
	return dir, v, holder
}

// restored restores a backup into a new store and opens it.
func restored(t *testing.T, w *storetest.World, dir string, erasures ...store.EntryRef) {
	t.Helper()
	target := filepath.Join(t.TempDir(), "amends.db")
	if err := store.Restore(t.Context(), dir, target, erasures...); err != nil {
		t.Fatal(err)
	}
	reopen(t, w, target)
}

// contents is what can be read of a stream and its surroundings.
type contents struct {
	Head    store.Head
	Entries []store.Entry
	Wraps   []store.Wrap
	Drops   []store.Drop
	Logins  []store.Login
	Service store.Service
	Signed  []byte
}

func contentsOf(t *testing.T, w *storetest.World, v store.Version, holder journal.ID) (c contents) {
	t.Helper()
	if err := w.Store.View(t.Context(), func(r store.Reader) (err error) {
		read := func(one error) {
			if one != nil {
				t.Error(one)
			}
		}
		c.Head, err = r.Stream(t.Context(), v.Case, v.Stream)
		read(err)
		c.Entries, err = r.Entries(t.Context(), v.Case, v.Stream, 1)
		read(err)
		c.Wraps, err = r.Wraps(t.Context(), v.Case, holder)
		read(err)
		c.Drops, err = r.Drops(t.Context(), v.Case)
		read(err)
		c.Logins, err = r.Logins(t.Context())
		read(err)
		c.Service, err = r.Service(t.Context())
		read(err)
		c.Signed, err = r.Checkpoint(t.Context())
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return c
}

func TestRestoredIsWhatWasBackedUp(t *testing.T) {
	t.Parallel()
	w := storetest.NewWorld(1)
	dir, v, holder := backedUp(t, w)
	before := contentsOf(t, w, v, holder)
	w.Commit(t, w.Next(v, 1)) // after the backup
	restored(t, w, dir)
	if diff := cmp.Diff(before, contentsOf(t, w, v, holder)); diff != "" {
		t.Errorf("-before +after:\n%s", diff)
	}
	if n := w.Verify(t); n != 6 {
		t.Errorf("%d entries, want 6", n)
	}
	// What waited to be sent may have been sent since: a person lets it go again.
	if _, err := w.Store.Claim(t.Context(), time.Minute); err == nil {
		t.Error("an outgoing row may be sent after a restore")
	}
	w.Commit(t, w.Next(v, 1)) // it goes on
}

func TestKeysAreInOneArtefactAlone(t *testing.T) {
	t.Parallel()
	w := storetest.NewWorld(1)
	dir, v, holder := backedUp(t, w)
	c := contentsOf(t, w, v, holder)
	read := func(name string) []byte {
		content, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return content
	}
	entries, keys := read(store.EntriesFile), read(store.KeysFile)
	for _, e := range c.Entries {
		if bytes.Contains(entries, e.Key) || !bytes.Contains(keys, e.Key) {
			t.Error("an entry key is in the wrong artefact")
		}
		if !bytes.Contains(entries, e.Body[:100]) || bytes.Contains(keys, e.Body[:100]) {
			t.Error("an entry is in the wrong artefact")
		}
	}
	if wrap := c.Wraps[0].Sealed; bytes.Contains(entries, wrap) || !bytes.Contains(keys, wrap) {
		t.Error("a wrap is in the wrong artefact")
	}
}

// An erasure made after the backup is repeated when it is restored (P8).
func TestRestoreRepeatsErasures(t *testing.T) {
	t.Parallel()
	w := storetest.NewWorld(1)
	dir, v, holder := backedUp(t, w)
	other := w.Stream(t)
	c := contentsOf(t, w, v, holder)
	w.Commit(t, store.Batch{StrikeKeys: []store.EntryRef{{Case: v.Case, Stream: v.Stream, Number: 2}}})
	w.Commit(t, store.Batch{Expect: []store.Version{other}, Erase: []store.StreamRef{storetest.Ref(other)}})
	struck, err := w.Store.Erasures(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	restored(t, w, dir, struck...)
	for _, e := range contentsOf(t, w, v, holder).Entries {
		if (e.Key == nil) != (e.Header.Number == 2) {
			t.Errorf("entry %d has a key of %d bytes", e.Header.Number, len(e.Key))
		}
	}
	w.Verify(t)

	w2 := storetest.NewWorld(1)
	target := filepath.Join(t.TempDir(), "amends.db")
	if err := store.Restore(t.Context(), dir, target, store.EntryRef{Case: v.Case, Stream: v.Stream}); err != nil {
		t.Fatal(err)
	}
	reopen(t, w2, target)
	after := contentsOf(t, w2, v, holder)
	if !after.Head.Erased || len(after.Wraps) != 0 || len(after.Drops) != 0 {
		t.Errorf("an erased stream came back with %d wraps and %d drops", len(after.Wraps), len(after.Drops))
	}
	secrets := [][]byte{c.Wraps[0].Sealed}
	for _, e := range c.Entries {
		secrets = append(secrets, e.Key)
	}
	if n := found(t, target, secrets); n != 0 {
		t.Errorf("%d erased keys are on disk after a restore", n)
	}
	w2.Verify(t)
}

func TestRestoreRefuses(t *testing.T) {
	t.Parallel()
	w := storetest.NewWorld(1)
	dir, _, _ := backedUp(t, w)
	second := filepath.Join(t.TempDir(), "second")
	if err := w.Store.Backup(t.Context(), second); err != nil {
		t.Fatal(err)
	}
	mixed, half, rubbish, taken := t.TempDir(), t.TempDir(), t.TempDir(), filepath.Join(t.TempDir(), "amends.db")
	for to, from := range map[string]string{
		filepath.Join(mixed, store.EntriesFile):   filepath.Join(dir, store.EntriesFile),
		filepath.Join(mixed, store.KeysFile):      filepath.Join(second, store.KeysFile),
		filepath.Join(half, store.EntriesFile):    filepath.Join(dir, store.EntriesFile),
		filepath.Join(rubbish, store.EntriesFile): "backup_test.go",
		filepath.Join(rubbish, store.KeysFile):    filepath.Join(dir, store.KeysFile),
		taken:                                     filepath.Join(dir, store.KeysFile),
	} {
		content, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(to, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for from, says := range map[string]string{
		mixed: "different backups", half: "keys.db cannot be read", t.TempDir(): "entries.db cannot be read", rubbish: "damaged",
	} {
		target := filepath.Join(t.TempDir(), "amends.db")
		if err := store.Restore(t.Context(), from, target); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("restore gave %v, want %q", err, says)
		}
		if left, err := filepath.Glob(target + "*"); err != nil || len(left) > 0 {
			t.Errorf("something was left behind: %d files, %v", len(left), err)
		}
	}
	if err := store.Restore(t.Context(), dir, taken); err == nil || !strings.Contains(err.Error(), "already") {
		t.Errorf("restore over something gave %v", err)
	}
}

func TestBackupRefuses(t *testing.T) {
	t.Parallel()
	w := storetest.NewWorld(1)
	newStore(t, w)
	there, cut := t.TempDir(), filepath.Join(t.TempDir(), "cut")
	if err := os.Mkdir(cut+".part", 0o700); err != nil {
		t.Fatal(err)
	}
	for to, says := range map[string]string{
		there: "already", cut: "cut short", filepath.Join(there, "nowhere", "backup"): "make that first",
	} {
		if err := w.Store.Backup(t.Context(), to); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("backup gave %v, want %q", err, says)
		}
	}
}

// A backup while others write is of one instant: the journal in it verifies.
func TestBackupWhileServing(t *testing.T) {
	t.Parallel()
	w := storetest.NewWorld(1)
	newStore(t, w)
	v := w.Stream(t)
	var batches []store.Batch
	for range 300 {
		batches = append(batches, w.Next(v, 2))
		v.Number += 2
	}
	dir := filepath.Join(t.TempDir(), "backup")
	var both sync.WaitGroup
	both.Go(func() {
		for _, b := range batches {
			if err := w.Store.Commit(t.Context(), b); err != nil {
				t.Errorf("commit: %v", err)
			}
		}
	})
	if err := w.Store.Backup(t.Context(), dir); err != nil {
		t.Error(err)
	}
	both.Wait()
	restored(t, w, dir)
	w.Verify(t)
}
