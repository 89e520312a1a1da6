package store

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// steps are migrations as a later program would have them.
func steps(t *testing.T, more ...string) []migration {
	t.Helper()
	all, err := migrations(migrationFiles, "migrations/sqlite")
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range more {
		all = append(all, migration{int64(len(all) + 1), text})
	}
	return all
}

func TestMigrationsApplyInTurn(t *testing.T) {
	t.Parallel()
	db, err := connect(filepath.Join(t.TempDir(), "amends.db"), readerCache, false)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	count := func() (n int) {
		t.Helper()
		if err := db.QueryRow(`SELECT count(*) FROM migration`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	shipped := len(steps(t))
	for range 2 { // once more changes nothing
		if err := apply(t.Context(), db, steps(t)); err != nil {
			t.Fatal(err)
		}
		if n := count(); n != shipped {
			t.Fatalf("%d migrations applied, want %d", n, shipped)
		}
	}
	if err := apply(t.Context(), db, steps(t, `CREATE TABLE later (a INTEGER) STRICT; nonsense`)); err == nil {
		t.Fatal("a migration that fails was applied")
	}
	if n := count(); n != shipped {
		t.Errorf("a migration that failed is noted: %d", n)
	}
	if err := apply(t.Context(), db, steps(t, `CREATE TABLE later (a INTEGER) STRICT`)); err != nil {
		t.Fatalf("half of a failed migration stayed: %v", err)
	}
	if err := apply(t.Context(), db, steps(t)); !errors.Is(err, ErrNewer) {
		t.Errorf("an older program gave %v", err)
	}
	if err := apply(t.Context(), db, steps(t, `CREATE TABLE later (b INTEGER) STRICT`)); err == nil || !strings.Contains(err.Error(), "edited") {
		t.Errorf("an edited migration gave %v", err)
	}
}

func TestMigrationsAreNumbered(t *testing.T) {
	t.Parallel()
	for name, files := range map[string]fstest.MapFS{
		"a gap":     {"m/0001_a.sql": {}, "m/0003_b.sql": {}},
		"twice":     {"m/0001_a.sql": {}, "m/0001_b.sql": {}},
		"no number": {"m/first.sql": {}},
	} {
		if _, err := migrations(files, "m"); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}
