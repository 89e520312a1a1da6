package journal

import (
	"bytes"
	"cmp"
	"iter"
	"math"
	"math/bits"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// puller takes from an iterator one at a time.
type puller[T any] struct {
	next func() (T, error, bool)
	stop func()
}

func pull[T any](from iter.Seq2[T, error]) puller[T] {
	next, stop := iter.Pull2(from)
	return puller[T]{next: next, stop: stop}
}

// tileStream is the stored tiles with the next one in sight.
type tileStream struct {
	puller[Tile]
	ahead   Tile
	inSight bool
}

func pullTiles(from iter.Seq2[Tile, error]) tileStream {
	return tileStream{puller: pull(from)}
}

// look brings the next tile in sight, and says whether there is one.
func (t *tileStream) look() (bool, error) {
	if t.inSight {
		return true, nil
	}
	tile, err, more := t.next()
	if err != nil {
		return false, err
	}
	t.ahead, t.inSight = tile, more
	return more, nil
}

// orderTiles is the order in which a source gives tiles.
func orderTiles(a, b Tile) int {
	return cmp.Or(cmp.Compare(a.Level, b.Level), cmp.Compare(a.Index, b.Index))
}

// storedTile gives the hashes of the stored tile, or nil with a flaw noted if
// there is none. Those it passes on the way belong nowhere.
func (v *verification) storedTile(level, index uint64) ([]byte, error) {
	wanted := Tile{Level: level, Index: index}
	for {
		more, err := v.tiles.look()
		if err != nil {
			return nil, err
		}
		if !more || orderTiles(v.tiles.ahead, wanted) > 0 {
			v.noteTile(wanted, 0, "it is missing")
			return nil, nil
		}
		tile := v.tiles.ahead
		v.tiles.inSight = false
		v.report.Tiles++
		if orderTiles(tile, wanted) == 0 {
			return tile.Hashes, nil
		}
		v.noteTile(tile, 0, "it belongs nowhere in the tree")
	}
}

// matchUpper holds the stored tiles above level 0 against those the entries give,
// and notes those that are left over.
func (v *verification) matchUpper() error {
	for _, tile := range v.edge.unfilled(0) {
		if tile.Level > 0 {
			v.upper = append(v.upper, tile)
		}
	}
	slices.SortFunc(v.upper, orderTiles)
	for _, tile := range v.upper {
		stored, err := v.storedTile(tile.Level, tile.Index)
		if err != nil {
			return err
		}
		if stored != nil && !bytes.Equal(stored, tile.Hashes) {
			v.noteUpper(tile, firstDifference(stored, tile.Hashes))
		}
	}
	for {
		more, err := v.tiles.look()
		if err != nil || !more {
			return err
		}
		v.tiles.inSight = false
		v.report.Tiles++
		v.noteTile(v.tiles.ahead, 0, "it belongs nowhere in the tree")
	}
}

// noteUpper notes a hash above level 0 that is not what the entries give. Where
// they disagree with a checkpoint as well, it is they that are wrong.
func (v *verification) noteUpper(tile Tile, hash uint64) {
	if v.broken && leavesBefore(tile, hash+1) > v.agreed {
		return
	}
	v.noteTile(tile, hash, "its hash is not that of the tile below")
}

// firstDifference is the index of the first hash in which two tiles differ.
func firstDifference(a, b []byte) uint64 {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	return uint64(i / tlog.HashSize)
}

// noteTile notes a flaw of a tile's hash: at the first entry under it, and shown
// for certain at the last one.
func (v *verification) noteTile(tile Tile, hash uint64, what string) {
	v.note(Flaw{
		Part: PartTile, Position: leavesBefore(tile, hash), What: what,
		certain: max(leavesBefore(tile, hash), leavesBefore(tile, hash+1)-1),
	})
}

// leavesBefore is the number of entries to the left of a tile's hash, or as many
// as there can be if the tile lies beyond every log.
func leavesBefore(tile Tile, hash uint64) int64 {
	high, before := bits.Mul64(tile.Index, tileWidth)
	shift := tileHeight * tile.Level
	if high > 0 || shift > 62 || before > math.MaxInt64>>shift-hash {
		return math.MaxInt64
	}
	return int64((before + hash) << shift)
}
