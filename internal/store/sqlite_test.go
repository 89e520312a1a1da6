package store_test

import (
	"path/filepath"
	"testing"

	"amends/internal/store"
	"amends/internal/store/storetest"
)

func TestSQLite(t *testing.T) {
	t.Parallel()
	storetest.Run(t, func(t *testing.T, o store.Options) store.Store {
		s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "amends.db"), o)
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}
