package journal_test

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"slices"
	"testing"

	"amends/internal/journal"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

// leaf is the n-th leaf of a tree for tests.
func leaf(n int64) tlog.Hash {
	return tlog.RecordHash(binary.BigEndian.AppendUint64(nil, uint64(n)))
}

func leavesOf(from, to int64) []tlog.Hash {
	leaves := make([]tlog.Hash, 0, to-from)
	for n := from; n < to; n++ {
		leaves = append(leaves, leaf(n))
	}
	return leaves
}

// oracle is the same tree as tlog stores it, hash by hash.
type oracle []tlog.Hash

func (o oracle) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		hashes[i] = o[index]
	}
	return hashes, nil
}

func grownOracle(t rapid.TB, size int64) oracle {
	var o oracle
	for n := range size {
		more, err := tlog.StoredHashesForRecordHash(n, leaf(n), o)
		if err != nil {
			t.Fatal(err)
		}
		o = append(o, more...)
	}
	return o
}

func (o oracle) root(t rapid.TB, size int64) tlog.Hash {
	root, err := tlog.TreeHash(size, o)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// tiles is stored rows by level and index.
type tiles map[[2]uint64][]byte

func (s tiles) write(changed []journal.Tile) {
	for _, tile := range changed {
		s[[2]uint64{tile.Level, tile.Index}] = tile.Hashes
	}
}

func (s tiles) read(level, index uint64) ([]byte, error) {
	hashes, found := s[[2]uint64{level, index}]
	if !found {
		return nil, errors.New("no such tile")
	}
	return hashes, nil
}

// headAt is what LoadEdge needs of a checkpoint.
func headAt(edge journal.Edge) journal.Checkpoint {
	return journal.Checkpoint{Number: 1, Size: edge.Size(), Root: edge.Root()}
}

// Grown in any groups, an edge gives the roots and tiles that tlog gives, and
// loaded from those tiles goes on alike.
func TestEdgeAgreesWithTlog(t *testing.T) {
	t.Parallel()
	all := grownOracle(t, 3000)
	rapid.Check(t, func(t *rapid.T) {
		groups := rapid.SliceOfN(rapid.OneOf(rapid.Int64Range(0, 9), rapid.Int64Range(200, 600)), 0, 5).Draw(t, "groups")
		var edge journal.Edge
		stored := tiles{}
		for _, n := range groups {
			before := edge.Size()
			next, changed := edge.Append(leavesOf(before, before+n))
			stored.write(changed)
			checkChanged(t, changed, before, next.Size(), all)
			loaded, err := journal.LoadEdge(headAt(next), stored.read)
			if err != nil {
				t.Fatal(err)
			}
			if next.Root() != all.root(t, before+n) || loaded.Root() != next.Root() || loaded.Size() != before+n {
				t.Fatalf("wrong root at %d", before+n)
			}
			edge = loaded
		}
	})
}

// checkChanged holds that exactly the tiles that grew are given, each once and as
// full as tlog has them.
func checkChanged(t *rapid.T, changed []journal.Tile, before, after int64, all oracle) {
	want := map[[2]uint64][]byte{}
	for _, tile := range tlog.NewTiles(8, before, after) {
		data, err := tlog.ReadTileData(tile, all)
		if err != nil {
			t.Fatal(err)
		}
		want[[2]uint64{uint64(tile.L), uint64(tile.N)}] = data
	}
	if len(changed) != len(want) {
		t.Fatalf("from %d to %d, %d tiles change, want %d", before, after, len(changed), len(want))
	}
	for _, tile := range changed {
		if !bytes.Equal(tile.Hashes, want[[2]uint64{tile.Level, tile.Index}]) {
			t.Fatalf("tile %d of level %d is wrong", tile.Index, tile.Level)
		}
	}
}

// Three levels of tiles: the hashes of the third come only every 65,536 leaves.
func TestEdgeReachesTheThirdLevel(t *testing.T) {
	t.Parallel()
	const size = 2*65536 + 3*256 + 5
	var edge journal.Edge
	stored := tiles{}
	for edge.Size() < size {
		next, changed := edge.Append(leavesOf(edge.Size(), min(size, edge.Size()+1000)))
		stored.write(changed)
		edge = next
	}
	all := grownOracle(t, size)
	if edge.Root() != all.root(t, size) {
		t.Error("wrong root")
	}
	for key, hashes := range stored {
		tile := tlog.Tile{H: 8, L: int(key[0]), N: int64(key[1]), W: len(hashes) / tlog.HashSize}
		if want, err := tlog.ReadTileData(tile, all); err != nil || !bytes.Equal(hashes, want) {
			t.Errorf("tile %v is wrong, %v", key, err)
		}
	}
	reads := 0
	loaded, err := journal.LoadEdge(headAt(edge), func(level, index uint64) ([]byte, error) {
		reads++
		return stored.read(level, index)
	})
	if err != nil || reads != 3 || loaded.Root() != edge.Root() {
		t.Errorf("loaded with %d reads, %v", reads, err)
	}
}

// An edge is a value: appending to it twice gives the same twice, and neither
// writes into the other or into the tiles of the first.
func TestAppendLeavesTheEdgeAlone(t *testing.T) {
	t.Parallel()
	for _, before := range []int64{0, 1, 100, 255, 256, 511} {
		edge, _ := journal.Edge{}.Append(leavesOf(0, before))
		root := edge.Root()
		one, tilesOfOne := edge.Append(leavesOf(before, before+3))
		kept := slices.Clone(tilesOfOne)
		for i := range kept {
			kept[i].Hashes = bytes.Clone(kept[i].Hashes)
		}
		other, _ := edge.Append(leavesOf(5000, 5300))
		again, _ := edge.Append(leavesOf(before, before+3))
		if edge.Root() != root || edge.Size() != before {
			t.Errorf("at %d: the edge changed", before)
		}
		if one.Root() != again.Root() || one.Root() == other.Root() {
			t.Errorf("at %d: what was appended got mixed up", before)
		}
		if !slices.EqualFunc(kept, tilesOfOne, func(a, b journal.Tile) bool { return bytes.Equal(a.Hashes, b.Hashes) }) {
			t.Errorf("at %d: tiles changed after they were given", before)
		}
	}
}

func TestEmptyEdge(t *testing.T) {
	t.Parallel()
	edge, err := journal.LoadEdge(journal.Checkpoint{}, func(uint64, uint64) ([]byte, error) {
		return nil, errors.New("nothing to read")
	})
	if err != nil || edge.Size() != 0 {
		t.Errorf("loaded an empty log of size %d, %v", edge.Size(), err)
	}
	// RFC 6962 §2.1: the SHA-256 of nothing.
	if got := edge.Root().String(); got != "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=" {
		t.Errorf("root of the empty log: %s", got)
	}
	if next, changed := edge.Append(nil); next.Size() != 0 || len(changed) != 0 {
		t.Errorf("appended nothing and got %d tiles", len(changed))
	}
}

func TestLoadEdgeRefuses(t *testing.T) {
	t.Parallel()
	edge, changed := journal.Edge{}.Append(leavesOf(0, 600))
	slices.SortFunc(changed, func(a, b journal.Tile) int {
		return cmp.Or(cmp.Compare(a.Level, b.Level), cmp.Compare(a.Index, b.Index))
	})
	head := headAt(edge)
	partial := [2]uint64{0, 2}
	for name, change := range map[string]func(stored tiles, head *journal.Checkpoint){
		"a tile missing":       func(s tiles, _ *journal.Checkpoint) { delete(s, partial) },
		"a tile cut":           func(s tiles, _ *journal.Checkpoint) { s[partial] = s[partial][:87*32] },
		"a tile cut in a hash": func(s tiles, _ *journal.Checkpoint) { s[partial] = s[partial][:88*32-1] },
		"a tile fuller": func(s tiles, _ *journal.Checkpoint) {
			s[partial] = append(bytes.Clone(s[partial]), make([]byte, 32)...)
		},
		"a bit flipped":          func(s tiles, _ *journal.Checkpoint) { s[partial][40] ^= 1 },
		"a bit flipped above":    func(s tiles, _ *journal.Checkpoint) { s[[2]uint64{1, 0}][0] ^= 1 },
		"another root":           func(_ tiles, h *journal.Checkpoint) { h.Root[0] ^= 1 },
		"a smaller size":         func(_ tiles, h *journal.Checkpoint) { h.Size-- },
		"a larger size":          func(_ tiles, h *journal.Checkpoint) { h.Size++ },
		"a size below nought":    func(_ tiles, h *journal.Checkpoint) { h.Size = -1 },
		"a size beyond all logs": func(_ tiles, h *journal.Checkpoint) { h.Size = 1<<63 - 1 },
	} {
		stored, at := tiles{}, head
		stored.write(changed)
		for key, hashes := range stored {
			stored[key] = bytes.Clone(hashes)
		}
		change(stored, &at)
		if _, err := journal.LoadEdge(at, stored.read); err == nil {
			t.Errorf("%s: loaded", name)
		}
	}
}
