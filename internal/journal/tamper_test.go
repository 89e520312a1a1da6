package journal_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	"amends/internal/journal"
	"amends/internal/journal/journaltest"

	"pgregory.net/rapid"
)

// names holds that Verify names this part at this position, in either order of
// reading, and for an entry that stands there also its stream and number.
func names(t rapid.TB, what string, s *journaltest.Service, rows *journaltest.Rows, part journal.Part, position int64) {
	t.Helper()
	for order, source := range map[string]journal.Source{"log": rows, "clustered": rows.Clustered()} {
		_, err := journal.Verify(source, s.Options())
		flaw, ok := err.(*journal.Flaw)
		if !ok {
			t.Fatalf("%s, read in %s order: Verify says %v", what, order, err)
		}
		if flaw.Part != part || flaw.Position != position {
			t.Fatalf("%s, read in %s order: Verify names %v, want the %s at %d", what, order, flaw, part, position)
		}
		for _, p := range rows.PlacedEntries {
			h := p.Entry.Header
			if part == journal.PartEntry && p.Position == position && flaw.Stream != h.Stream && !flaw.Stream.IsZero() {
				t.Fatalf("%s, read in %s order: Verify names another stream", what, order)
			}
		}
	}
}

// small is a journal of 9 entries under 4 checkpoints.
func small(t testing.TB) (*journaltest.Service, *journaltest.Rows) {
	s, log := grown(t, 11, 2, 1, 4, 2)
	return s, log.Rows()
}

// Every bit of every entry as it is stored: header and body.
func TestVerifyNamesEveryFlippedEntryBit(t *testing.T) {
	t.Parallel()
	s, rows := small(t)
	for i, placed := range rows.PlacedEntries {
		encoded := placed.Entry.Header.Encode()
		whole := append(bytes.Clone(encoded), placed.Entry.Body...)
		for at := range whole {
			changed := bytes.Clone(whole)
			changed[at] ^= 1 << (at % 8)
			header, is := readHeader(changed[:len(encoded)])
			if !is {
				continue // no stored entry has such a header
			}
			tampered := *rows
			tampered.PlacedEntries = slices.Clone(rows.PlacedEntries)
			tampered.PlacedEntries[i].Entry = journal.Entry{Header: header, Body: changed[len(encoded):]}
			names(t, fmt.Sprintf("byte %d of entry %d flipped", at, i), s, &tampered, journal.PartEntry, int64(i))
		}
	}
}

func TestVerifyNamesEveryFlippedCheckpointByte(t *testing.T) {
	t.Parallel()
	s, rows := small(t)
	before := []int64{0, 2, 3, 7} // size of the checkpoint before
	for i, text := range rows.Signed {
		for at := range text {
			tampered := *rows
			tampered.Signed = slices.Clone(rows.Signed)
			tampered.Signed[i] = bytes.Clone(text)
			tampered.Signed[i][at] ^= 1 << (at % 8)
			names(t, fmt.Sprintf("byte %d of checkpoint %d flipped", at, i), s, &tampered, journal.PartCheckpoint, before[i])
		}
	}
}

func TestVerifyNamesEveryFlippedTileByte(t *testing.T) {
	t.Parallel()
	s, log := grown(t, 12, 200, 60, 7) // two tiles of leaves and one above
	rows := log.Rows()
	for i, tile := range rows.StoredTiles {
		for at := range tile.Hashes {
			if at%37 != 0 && at < len(tile.Hashes)-1 {
				continue // every hash, and in turn every byte of a hash
			}
			tampered := rows.Clone()
			tampered.StoredTiles[i].Hashes[at] ^= 1 << (at % 8)
			position := (int64(tile.Index)*256 + int64(at/32)) << (8 * tile.Level)
			names(t, fmt.Sprintf("byte %d of tile %d flipped", at, i), s, tampered, journal.PartTile, position)
		}
	}
}

func TestVerifyNamesEveryChangedHead(t *testing.T) {
	t.Parallel()
	s, rows := small(t)
	for i := range rows.StreamHeads {
		for name, change := range map[string]func(h *journal.Head){
			"case":       func(h *journal.Head) { h.Case[3] ^= 1 },
			"stream":     func(h *journal.Head) { h.Stream[3] ^= 1 },
			"number":     func(h *journal.Head) { h.Number++ },
			"number low": func(h *journal.Head) { h.Number-- },
			"epoch":      func(h *journal.Head) { h.Epoch++ },
			"commitment": func(h *journal.Head) { h.Commitment[31] ^= 1 },
		} {
			tampered := rows.Clone()
			change(&tampered.StreamHeads[i])
			names(t, fmt.Sprintf("%s of head %d changed", name, i), s, tampered, journal.PartHead, 9)
		}
		tampered := rows.Clone()
		tampered.StreamHeads = slices.Delete(tampered.StreamHeads, i, i+1)
		names(t, fmt.Sprintf("head %d dropped", i), s, tampered, journal.PartHead, 9)
		tampered = rows.Clone()
		tampered.StreamHeads = append(tampered.StreamHeads, tampered.StreamHeads[i])
		names(t, fmt.Sprintf("head %d twice", i), s, tampered, journal.PartHead, 9)
	}
}

// Where several heads are forgotten the same one is named every time.
func TestVerifyNamesOneOfManyForgottenHeads(t *testing.T) {
	t.Parallel()
	s, log := grown(t, 13, 60)
	rows := log.Rows().Clone()
	first := slices.MinFunc(rows.StreamHeads, func(a, b journal.Head) int { return bytes.Compare(a.Stream[:], b.Stream[:]) })
	rows.StreamHeads = nil
	for range 10 {
		if flaw := flawOf(t, rows, s.Options()); flaw.Part != journal.PartHead || flaw.Stream != first.Stream || flaw.Number != first.Number {
			t.Fatalf("%v", flaw)
		}
	}
}

// tamper changes a journal in one way at a place drawn at random, and says what
// Verify must name.
type tamper struct {
	name string
	do   func(t *rapid.T, s *journaltest.Service, r *journaltest.Rows) (journal.Part, int64)
}

// place draws the index of one of n rows.
func place(t *rapid.T, n int) int { return rapid.IntRange(0, n-1).Draw(t, "place") }

// renumber gives the entries the positions they have in the slice.
func renumber(r *journaltest.Rows) {
	for i := range r.PlacedEntries {
		r.PlacedEntries[i].Position = int64(i)
	}
}

// coveredBefore is the size of the checkpoint before the i-th.
func coveredBefore(t *rapid.T, s *journaltest.Service, r *journaltest.Rows, i int) int64 {
	if i == 0 {
		return 0
	}
	c, err := journal.OpenCheckpoint(r.Signed[i-1], s.Verifier)
	if err != nil {
		t.Fatal(err)
	}
	return c.Size
}

func tampers() []tamper {
	return slices.Concat(entryTampers(), checkpointTampers(), tileTampers())
}

func entryTampers() []tamper {
	return []tamper{
		{"an entry dropped", func(t *rapid.T, _ *journaltest.Service, r *journaltest.Rows) (journal.Part, int64) {
			i := place(t, len(r.PlacedEntries))
			r.PlacedEntries = slices.Delete(r.PlacedEntries, i, i+1)
			return journal.PartEntry, int64(i)
		}},
		{"an entry dropped and the rest moved up", func(t *rapid.T, _ *journaltest.Service, r *journaltest.Rows) (journal.Part, int64) {
			i := place(t, len(r.PlacedEntries))
			r.PlacedEntries = slices.Delete(r.PlacedEntries, i, i+1)
			renumber(r)
			return journal.PartEntry, int64(i)
		}},
		{"two entries swapped", func(t *rapid.T, _ *journaltest.Service, r *journaltest.Rows) (journal.Part, int64) {
			i := place(t, len(r.PlacedEntries)-1)
			j := rapid.IntRange(i+1, len(r.PlacedEntries)-1).Draw(t, "other")
			r.PlacedEntries[i], r.PlacedEntries[j] = r.PlacedEntries[j], r.PlacedEntries[i]
			renumber(r)
			return journal.PartEntry, int64(i)
		}},
		{"two bodies swapped", func(t *rapid.T, _ *journaltest.Service, r *journaltest.Rows) (journal.Part, int64) {
			i := place(t, len(r.PlacedEntries)-1)
			j := rapid.IntRange(i+1, len(r.PlacedEntries)-1).Draw(t, "other")
			a, b := &r.PlacedEntries[i].Entry, &r.PlacedEntries[j].Entry
			a.Body, b.Body = b.Body, a.Body
			return journal.PartEntry, int64(i)
		}},
		{"the log cut short", func(t *rapid.T, _ *journaltest.Service, r *journaltest.Rows) (journal.Part, int64) {
			i := place(t, len(r.PlacedEntries))
			r.PlacedEntries = r.PlacedEntries[:i]
			return journal.PartEntry, int64(i)
		}},
		{"an entry inserted again", func(t *rapid.T, _ *journaltest.Service, r *journaltest.Rows) (journal.Part, int64) {
			i := place(t, len(r.PlacedEntries))
			r.PlacedEntries = slices.Insert(r.PlacedEntries, i+1, r.PlacedEntries[i])
			renumber(r)
			return journal.PartEntry, int64(i + 1)
		}},
		{"an entry there twice", func(t *rapid.T, _ *journaltest.Service, r *journaltest.Rows) (journal.Part, int64) {
			i := place(t, len(r.PlacedEntries))
			r.PlacedEntries = slices.Insert(r.PlacedEntries, i+1, r.PlacedEntries[i])
			return journal.PartEntry, int64(i)
		}},
		{"an entry put before the log", func(t *rapid.T, _ *journaltest.Service, r *journaltest.Rows) (journal.Part, int64) {
			i := place(t, len(r.PlacedEntries))
			r.PlacedEntries[i].Position = -1
			return journal.PartEntry, -1
		}},
		{"an entry put far behind", func(t *rapid.T, _ *journaltest.Service, r *journaltest.Rows) (journal.Part, int64) {
			i := place(t, len(r.PlacedEntries))
			r.PlacedEntries[i].Position = 1 << 50
			return journal.PartEntry, int64(i)
		}},
		{"a body cut", func(t *rapid.T, _ *journaltest.Service, r *journaltest.Rows) (journal.Part, int64) {
			i := place(t, len(r.PlacedEntries))
			e := &r.PlacedEntries[i].Entry
			e.Body = e.Body[:len(e.Body)-1]
			return journal.PartEntry, int64(i)
		}},
		{"an entry sealed anew", func(t *rapid.T, _ *journaltest.Service, r *journaltest.Rows) (journal.Part, int64) {
			i := place(t, len(r.PlacedEntries))
			body := r.PlacedEntries[i].Entry.Body
			copy(body[len(body)-64:], rapid.SliceOfN(rapid.ByteMin(1), 64, 64).Draw(t, "another's signature"))
			return journal.PartEntry, int64(i)
		}},
		{"an entry and its hash rewritten", func(t *rapid.T, s *journaltest.Service, r *journaltest.Rows) (journal.Part, int64) {
			i := place(t, len(r.PlacedEntries))
			r.PlacedEntries[i].Entry.Body[9] ^= 1
			leaf := r.PlacedEntries[i].Entry.Leaf()
			copy(r.StoredTiles[i/256].Hashes[i%256*32:], leaf[:])
			// Only the checkpoint after it tells, and only that it is one of its group.
			return journal.PartEntry, groupOf(t, s, r, int64(i))
		}},
	}
}

// groupOf is the start of the group that was appended with the entry.
func groupOf(t *rapid.T, s *journaltest.Service, r *journaltest.Rows, position int64) int64 {
	for i := len(r.Signed) - 1; ; i-- {
		if start := coveredBefore(t, s, r, i); start <= position {
			return start
		}
	}
}

func checkpointTampers() []tamper {
	return []tamper{
		{"a checkpoint dropped", func(t *rapid.T, s *journaltest.Service, r *journaltest.Rows) (journal.Part, int64) {
			i := place(t, len(r.Signed))
			before := coveredBefore(t, s, r, i)
			r.Signed = slices.Delete(r.Signed, i, i+1)
			return journal.PartCheckpoint, before
		}},
		{"two checkpoints swapped", func(t *rapid.T, s *journaltest.Service, r *journaltest.Rows) (journal.Part, int64) {
			i := place(t, len(r.Signed)-1)
			before := coveredBefore(t, s, r, i)
			r.Signed[i], r.Signed[i+1] = r.Signed[i+1], r.Signed[i]
			return journal.PartCheckpoint, before
		}},
		{"a checkpoint there twice", func(t *rapid.T, s *journaltest.Service, r *journaltest.Rows) (journal.Part, int64) {
			i := place(t, len(r.Signed))
			after := coveredBefore(t, s, r, i+1)
			r.Signed = slices.Insert(r.Signed, i+1, r.Signed[i])
			return journal.PartCheckpoint, after
		}},
		{"a checkpoint cut", func(t *rapid.T, s *journaltest.Service, r *journaltest.Rows) (journal.Part, int64) {
			i := place(t, len(r.Signed))
			r.Signed[i] = r.Signed[i][:len(r.Signed[i])-rapid.IntRange(1, len(r.Signed[i])).Draw(t, "cut")]
			return journal.PartCheckpoint, coveredBefore(t, s, r, i)
		}},
		{"a checkpoint signed with another key", func(t *rapid.T, s *journaltest.Service, r *journaltest.Rows) (journal.Part, int64) {
			i := place(t, len(r.Signed))
			resign(t, s, r, i, otherKey, func(*journal.Checkpoint) {})
			return journal.PartCheckpoint, coveredBefore(t, s, r, i)
		}},
		{"a root signed that never was", func(t *rapid.T, s *journaltest.Service, r *journaltest.Rows) (journal.Part, int64) {
			i := place(t, len(r.Signed))
			resign(t, s, r, i, s.Key, func(c *journal.Checkpoint) { c.Root[5] ^= 1 })
			return journal.PartEntry, coveredBefore(t, s, r, i)
		}},
		{"a checkpoint numbered anew", func(t *rapid.T, s *journaltest.Service, r *journaltest.Rows) (journal.Part, int64) {
			i := place(t, len(r.Signed))
			resign(t, s, r, i, s.Key, func(c *journal.Checkpoint) { c.Number += 2 })
			return journal.PartCheckpoint, coveredBefore(t, s, r, i)
		}},
		{"a checkpoint that covers no more", func(t *rapid.T, s *journaltest.Service, r *journaltest.Rows) (journal.Part, int64) {
			i := 1 + place(t, len(r.Signed)-1)
			before := coveredBefore(t, s, r, i)
			resign(t, s, r, i, s.Key, func(c *journal.Checkpoint) { c.Size = before })
			return journal.PartCheckpoint, before
		}},
		{"a checkpoint dated back", func(t *rapid.T, s *journaltest.Service, r *journaltest.Rows) (journal.Part, int64) {
			i := 1 + place(t, len(r.Signed)-1)
			resign(t, s, r, i, s.Key, func(c *journal.Checkpoint) { c.At = journaltest.Start })
			return journal.PartCheckpoint, coveredBefore(t, s, r, i)
		}},
	}
}

// resign changes the i-th checkpoint and signs it with a key.
func resign(t *rapid.T, s *journaltest.Service, r *journaltest.Rows, i int, key []byte, change func(c *journal.Checkpoint)) {
	c, err := journal.OpenCheckpoint(r.Signed[i], s.Verifier)
	if err != nil {
		t.Fatal(err)
	}
	change(&c)
	signer, _ := journaltest.SignerOf(s.ID, key)
	if r.Signed[i], err = journal.SignCheckpoint(c, signer); err != nil {
		t.Fatal(err)
	}
}

func tileTampers() []tamper {
	first := func(tile journal.Tile) int64 { return int64(tile.Index*256) << (8 * tile.Level) }
	return []tamper{
		{"a tile dropped", func(t *rapid.T, _ *journaltest.Service, r *journaltest.Rows) (journal.Part, int64) {
			i := place(t, len(r.StoredTiles))
			position := first(r.StoredTiles[i])
			r.StoredTiles = slices.Delete(r.StoredTiles, i, i+1)
			return journal.PartTile, position
		}},
		{"a tile cut", func(t *rapid.T, _ *journaltest.Service, r *journaltest.Rows) (journal.Part, int64) {
			tile := &r.StoredTiles[place(t, len(r.StoredTiles))]
			tile.Hashes = tile.Hashes[:rapid.IntRange(0, len(tile.Hashes)-1).Draw(t, "left")]
			return journal.PartTile, first(*tile) + int64(len(tile.Hashes)/32)<<(8*tile.Level)
		}},
		{"a tile there twice", func(t *rapid.T, _ *journaltest.Service, r *journaltest.Rows) (journal.Part, int64) {
			i := place(t, len(r.StoredTiles))
			r.StoredTiles = slices.Insert(r.StoredTiles, i, r.StoredTiles[i])
			return journal.PartTile, first(r.StoredTiles[i])
		}},
		{"a tile too many", func(t *rapid.T, _ *journaltest.Service, r *journaltest.Rows) (journal.Part, int64) {
			tile := journal.Tile{Level: 9, Hashes: make([]byte, 32)}
			r.StoredTiles = append(r.StoredTiles, tile)
			return journal.PartTile, 1<<63 - 1
		}},
		{"a hash too many", func(t *rapid.T, _ *journaltest.Service, r *journaltest.Rows) (journal.Part, int64) {
			i := len(r.StoredTiles) - 1
			for r.StoredTiles[i].Level > 0 {
				i--
			}
			tile := &r.StoredTiles[i]
			tile.Hashes = append(tile.Hashes, make([]byte, 32)...)
			return journal.PartTile, int64(len(r.PlacedEntries))
		}},
	}
}

// shapes are the groups of the journals that are tampered with: within a tile and
// across, with groups of one and a tile filled to its last hash.
func shapes() [][]int {
	return [][]int{
		{1, 1}, {2, 1, 4, 2}, {1, 1, 1, 1, 1, 1, 1, 1, 1}, {100, 30, 5}, {255, 1}, {256, 1}, {250, 5, 5, 5},
		{1, 260, 3}, {101, 211}, {166, 2, 9, 147}, {256, 256, 1}, {64, 64, 64, 64, 64, 64, 64, 64, 64}, {600, 100},
	}
}

// Over journals of many shapes: whatever is done to a row, Verify names it (P6).
func TestVerifyNamesEveryTampering(t *testing.T) {
	t.Parallel()
	var services []*journaltest.Service
	var journals []*journaltest.Rows
	for i, shape := range shapes() {
		s, log := grown(t, uint64(i), shape...)
		services, journals = append(services, s), append(journals, log.Rows())
	}
	for _, tampering := range tampers() {
		t.Run(tampering.name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				i := rapid.IntRange(0, len(journals)-1).Draw(t, "journal")
				rows := journals[i].Clone()
				part, position := tampering.do(t, services[i], rows)
				names(t, tampering.name, services[i], rows, part, position)
			})
		})
	}
}
