package journaltest

import (
	"bytes"
	"cmp"
	"iter"
	"slices"

	"amends/internal/journal"
)

// Rows is a journal in memory: what a store keeps of one, row by row and in the
// order that [journal.Source] asks. Tests change its fields to tamper with it.
type Rows struct {
	PlacedEntries []journal.Placed // in log order
	StoredTiles   []journal.Tile   // by level and index
	Signed        [][]byte         // checkpoints
	StreamHeads   []journal.Head   // as the streams were begun
}

// Entries gives the entries in log order.
func (r *Rows) Entries() iter.Seq2[journal.Placed, error] { return all(r.PlacedEntries) }

// Tiles gives the tiles.
func (r *Rows) Tiles() iter.Seq2[journal.Tile, error] { return all(r.StoredTiles) }

// Checkpoints gives the signed checkpoints.
func (r *Rows) Checkpoints() iter.Seq2[[]byte, error] { return all(r.Signed) }

// Heads gives the stream heads.
func (r *Rows) Heads() iter.Seq2[journal.Head, error] { return all(r.StreamHeads) }

func all[T any](rows []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, row := range rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}

// Clustered gives the same journal with one stream after another, as a clustered
// table gives it.
func (r *Rows) Clustered() journal.Source { return clustered{r} }

type clustered struct{ *Rows }

// Entries gives the entries by stream and number.
func (c clustered) Entries() iter.Seq2[journal.Placed, error] {
	return all(slices.SortedStableFunc(slices.Values(c.PlacedEntries), func(a, b journal.Placed) int {
		x, y := a.Entry.Header, b.Entry.Header
		return cmp.Or(bytes.Compare(x.Case[:], y.Case[:]), bytes.Compare(x.Stream[:], y.Stream[:]), cmp.Compare(x.Number, y.Number))
	}))
}

// Clone copies the journal down to its bytes, to be tampered with.
func (r *Rows) Clone() *Rows {
	c := &Rows{StreamHeads: slices.Clone(r.StreamHeads)}
	for _, p := range r.PlacedEntries {
		p.Entry.Body = bytes.Clone(p.Entry.Body)
		c.PlacedEntries = append(c.PlacedEntries, p)
	}
	for _, t := range r.StoredTiles {
		t.Hashes = bytes.Clone(t.Hashes)
		c.StoredTiles = append(c.StoredTiles, t)
	}
	for _, s := range r.Signed {
		c.Signed = append(c.Signed, bytes.Clone(s))
	}
	return c
}

func (r *Rows) addEntries(start int64, entries []journal.Entry) {
	for i, entry := range entries {
		r.PlacedEntries = append(r.PlacedEntries, journal.Placed{Position: start + int64(i), Entry: entry})
	}
}

// addHeads moves the heads on, and refuses what does not follow.
func (r *Rows) addHeads(entries []journal.Entry) error {
	for _, entry := range entries {
		i := slices.IndexFunc(r.StreamHeads, func(h journal.Head) bool { return h.Stream == entry.Header.Stream })
		if i < 0 {
			i = len(r.StreamHeads)
			r.StreamHeads = append(r.StreamHeads, journal.Head{})
		}
		next, err := r.StreamHeads[i].Follow(entry.Header)
		if err != nil {
			return err
		}
		r.StreamHeads[i] = next
	}
	return nil
}

// addTiles writes tiles over those of the same level and index.
func (r *Rows) addTiles(tiles []journal.Tile) {
	for _, tile := range tiles {
		i, found := r.findTile(tile.Level, tile.Index)
		if !found {
			r.StoredTiles = slices.Insert(r.StoredTiles, i, journal.Tile{})
		}
		r.StoredTiles[i] = tile
	}
}

func (r *Rows) findTile(level, index uint64) (int, bool) {
	return slices.BinarySearchFunc(r.StoredTiles, journal.Tile{Level: level, Index: index}, func(a, b journal.Tile) int {
		return cmp.Or(cmp.Compare(a.Level, b.Level), cmp.Compare(a.Index, b.Index))
	})
}
