package journaltest

import (
	"bytes"
	"fmt"
	"testing"

	"amends/internal/journal"

	"golang.org/x/mod/sumdb/tlog"
)

// CheckAll derives the whole tree again from every entry of a journal that must be
// in order, with tlog's own stored hashes instead of an edge, holds every tile and
// every checkpoint against it, and has Verify agree. It gives the entries.
func CheckAll(t testing.TB, service *Service, source journal.Source) []journal.Entry {
	t.Helper()
	entries := entriesOf(t, source)
	hashes := storedHashes(t, entries)
	checkTiles(t, source, int64(len(entries)), hashes)
	checkCheckpoints(t, service, source, int64(len(entries)), hashes)
	report, err := journal.Verify(source, service.OptionsWithKeys())
	if err != nil {
		t.Fatalf("Verify: %v", err)
	}
	if report.Entries != int64(len(entries)) || report.Signatures != report.Entries {
		t.Fatalf("Verify of %d entries reports %+v", len(entries), report)
	}
	return entries
}

// entriesOf gives the entries in log order, and holds that there is no gap.
func entriesOf(t testing.TB, source journal.Source) []journal.Entry {
	t.Helper()
	placed := map[int64]journal.Entry{}
	for p, err := range source.Entries() {
		if err != nil {
			t.Fatal(err)
		}
		placed[p.Position] = p.Entry
	}
	entries := make([]journal.Entry, len(placed))
	for position := range entries {
		entry, found := placed[int64(position)]
		if !found {
			t.Fatalf("no entry at position %d of %d", position, len(placed))
		}
		entries[position] = entry
	}
	return entries
}

func storedHashes(t testing.TB, entries []journal.Entry) tlog.HashReader {
	t.Helper()
	var stored []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		hashes := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			if index >= int64(len(stored)) {
				return nil, fmt.Errorf("no hash %d of %d", index, len(stored))
			}
			hashes[i] = stored[index]
		}
		return hashes, nil
	})
	for position, entry := range entries {
		more, err := tlog.StoredHashes(int64(position), append(entry.Header.Encode(), entry.Body...), reader)
		if err != nil {
			t.Fatal(err)
		}
		stored = append(stored, more...)
	}
	return reader
}

// checkTiles holds the stored tiles against those a tree of this size has, no more
// and no fewer: as tlog lists them, the last partial one of each row alone.
func checkTiles(t testing.TB, source journal.Source, size int64, hashes tlog.HashReader) {
	t.Helper()
	want := map[[2]uint64][]byte{}
	for _, tile := range tlog.NewTiles(8, 0, size) {
		data, err := tlog.ReadTileData(tile, hashes)
		if err != nil {
			t.Fatal(err)
		}
		want[[2]uint64{uint64(tile.L), uint64(tile.N)}] = data
	}
	for tile, err := range source.Tiles() {
		if err != nil {
			t.Fatal(err)
		}
		key := [2]uint64{tile.Level, tile.Index}
		if !bytes.Equal(tile.Hashes, want[key]) {
			t.Fatalf("tile %d of level %d is not what the entries give", tile.Index, tile.Level)
		}
		delete(want, key)
	}
	if len(want) > 0 {
		t.Fatalf("%d tiles are not stored", len(want))
	}
}

func checkCheckpoints(t testing.TB, service *Service, source journal.Source, size int64, hashes tlog.HashReader) {
	t.Helper()
	var last journal.Checkpoint
	for signed, err := range source.Checkpoints() {
		if err != nil {
			t.Fatal(err)
		}
		c, err := journal.OpenCheckpoint(signed, service.Verifier)
		if err != nil {
			t.Fatal(err)
		}
		root, err := tlog.TreeHash(c.Size, hashes)
		if err != nil {
			t.Fatal(err)
		}
		if c.Root != root || c.Number != last.Number+1 || c.Size <= last.Size {
			t.Fatalf("checkpoint %d of size %d is not what the entries give", c.Number, c.Size)
		}
		last = c
	}
	if last.Size != size {
		t.Fatalf("the last checkpoint covers %d entries of %d", last.Size, size)
	}
}
