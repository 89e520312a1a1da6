package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"amends/internal/store"
	"amends/internal/store/storetest"
)

// closed makes a store with three entries, closes it, and gives its path.
func closed(t *testing.T, w *storetest.World) string {
	t.Helper()
	path := newStore(t, w)
	w.Commit(t, w.Next(w.Stream(t), 2))
	if err := w.Store.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// edit runs a statement on a closed database as somebody who has the file could.
func edit(t *testing.T, w *storetest.World, path, statement string) {
	t.Helper()
	reopen(t, w, path)
	if err := w.Store.(*store.SQLite).TestOnlyExec(t.Context(), statement); err != nil {
		t.Fatal(err)
	}
	if err := w.Store.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestReopenedStoreGoesOn(t *testing.T) {
	t.Parallel()
	w := storetest.NewWorld(1)
	path := closed(t, w)
	for range 3 {
		reopen(t, w, path)
		w.Stream(t)
		if err := w.Store.Close(); err != nil {
			t.Fatal(err)
		}
	}
	reopen(t, w, path)
	if n := w.Verify(t); n != 6 {
		t.Errorf("%d entries, want 6", n)
	}
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil func(t *testing.T, w *storetest.World, path string)
		want  error
		says  string
	}{
		"a newer database": {func(t *testing.T, w *storetest.World, path string) {
			edit(t, w, path, `INSERT INTO migration (version, sum) VALUES (99, zeroblob(32))`)
		}, store.ErrNewer, "newest program"},
		"an edited migration": {func(t *testing.T, w *storetest.World, path string) {
			edit(t, w, path, `UPDATE migration SET sum = zeroblob(32) WHERE version = 1`)
		}, nil, "edited"},
		"a folder others may write to": {func(t *testing.T, _ *storetest.World, path string) {
			if err := os.Chmod(filepath.Dir(path), 0o777); err != nil {
				t.Fatal(err)
			}
		}, nil, "chmod go-w"},
		"another key": {func(_ *testing.T, w *storetest.World, _ string) {
			other := storetest.NewWorld(2)
			w.Signer, w.Verifier = other.Signer, other.Verifier
		}, nil, "amends verify"},
		"a tile that was changed": {func(t *testing.T, w *storetest.World, path string) {
			edit(t, w, path, `DROP TRIGGER tile_update`)
			edit(t, w, path, `UPDATE tile SET hashes = zeroblob(length(hashes))`)
		}, nil, "amends verify"},
		"a checkpoint that was changed": {func(t *testing.T, w *storetest.World, path string) {
			edit(t, w, path, `DROP TRIGGER checkpoint_update`)
			edit(t, w, path, `UPDATE checkpoint SET signed = zeroblob(length(signed))`)
		}, nil, "amends verify"},
		"what is no database": {func(t *testing.T, _ *storetest.World, path string) {
			if err := os.WriteFile(path, []byte(strings.Repeat("no database ", 1000)), 0o600); err != nil {
				t.Fatal(err)
			}
		}, store.ErrDamaged, "damaged"},
		"a folder that is not there": {func(t *testing.T, _ *storetest.World, path string) {
			if err := os.RemoveAll(filepath.Dir(path)); err != nil {
				t.Fatal(err)
			}
		}, nil, "make it first"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := storetest.NewWorld(1)
			path := closed(t, w)
			c.spoil(t, w, path)
			s, err := store.Open(t.Context(), path, w.Options())
			if err == nil {
				t.Fatal(errors.Join(errors.New("opened"), s.Close()))
			}
			if c.want != nil && !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.says) {
				t.Errorf("open gave %v", err)
			}
			if strings.Contains(err.Error(), filepath.Dir(path)) {
				t.Errorf("the error names the path: %v", err)
			}
		})
	}
}

func TestOneWriterAtATime(t *testing.T) {
	t.Parallel()
	w := storetest.NewWorld(1)
	path := newStore(t, w)
	if _, err := store.Open(t.Context(), path, w.Options()); !errors.Is(err, store.ErrInUse) {
		t.Errorf("a second writer: %v", err)
	}
	w.Stream(t) // the first is unharmed
}

// A reader opens beside the writer, sees what was committed, and writes nothing.
func TestReadOnlyBesideTheWriter(t *testing.T) {
	t.Parallel()
	w := storetest.NewWorld(1)
	path := newStore(t, w)
	v := w.Stream(t)
	s, err := store.Open(t.Context(), path, store.Options{Now: w.Now, ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	beside := storetest.NewWorld(1)
	beside.Store = s
	if n := beside.Verify(t); n != 1 {
		t.Errorf("%d entries, want 1", n)
	}
	beside.Refused(t, w.Next(v, 1), store.ErrReadOnly)
	w.Commit(t, w.Next(v, 1))
	if n := beside.Verify(t); n != 2 {
		t.Errorf("%d entries, want 2", n)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	w.Commit(t, w.Next(store.Version{Case: v.Case, Stream: v.Stream, Number: 2, Epoch: 1}, 1))
}

func TestReadOnlyMakesNoFile(t *testing.T) {
	t.Parallel()
	w := storetest.NewWorld(1)
	path := filepath.Join(t.TempDir(), "amends.db")
	if _, err := store.Open(t.Context(), path, store.Options{Now: w.Now, ReadOnly: true}); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("open gave %v", err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file was made: %v", err)
	}
}

// Permissions that are too wide are taken away, on everything that lies there.
func TestOthersCannotRead(t *testing.T) {
	t.Parallel()
	w := storetest.NewWorld(1)
	path := closed(t, w)
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	reopen(t, w, path)
	w.Stream(t)
	names, err := filepath.Glob(path + "*")
	if err != nil || len(names) != 4 {
		t.Fatalf("files %d, %v", len(names), err)
	}
	for _, name := range names {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v", filepath.Base(name), info.Mode())
		}
	}
}

func TestClosedStore(t *testing.T) {
	t.Parallel()
	w := storetest.NewWorld(1)
	closed(t, w)
	w.Refused(t, store.Batch{}, store.ErrClosed)
	if err := w.Store.Close(); err != nil {
		t.Errorf("closing twice: %v", err)
	}
}

// The database itself refuses to change or drop what happened (P6).
func TestHistoryStandsInTheDatabase(t *testing.T) {
	t.Parallel()
	w := storetest.NewWorld(1)
	newStore(t, w)
	w.Commit(t, w.Next(w.Stream(t), 2))
	for _, statement := range []string{
		`UPDATE entry SET day = day + 1`, `UPDATE entry SET body = zeroblob(length)`, `DELETE FROM entry`,
		`INSERT OR REPLACE INTO entry SELECT case_id, stream_id, number, position, epoch, day + 1, length, commitment, body FROM entry`,
		`UPDATE checkpoint SET size = size + 1`, `DELETE FROM checkpoint`,
		`DELETE FROM tile`, `UPDATE tile SET hashes = zeroblob(length(hashes) + 32)`, `UPDATE tile SET hashes = substr(hashes, 1, 32)`,
		`UPDATE stream SET number = number - 1`, `DELETE FROM stream`, `UPDATE epoch SET commitment = zeroblob(32)`, `DELETE FROM epoch`,
	} {
		if err := w.Store.(*store.SQLite).TestOnlyExec(t.Context(), statement); !errors.Is(err, store.ErrInvalid) {
			t.Errorf("%s gave %v", statement, err)
		}
	}
	if n := w.Verify(t); n != 3 {
		t.Errorf("%d entries, want 3", n)
	}
}
