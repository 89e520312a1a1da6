package journal_test

import (
	"bytes"
	"testing"

	"amends/internal/journal"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

// Every entry can be proved to every checkpoint that covers it, and every
// checkpoint to every later one, from tiles that have grown since.
func TestProofsCheck(t *testing.T) {
	t.Parallel()
	const grown = 1500
	_, changed := journal.Edge{}.Append(leavesOf(0, grown))
	stored := tiles{}
	stored.write(changed)
	all := grownOracle(t, grown)
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.Int64Range(1, grown).Draw(t, "size")
		head := journal.Checkpoint{Number: 9, Size: size, Root: all.root(t, size)}
		n := rapid.Int64Range(0, size-1).Draw(t, "position")
		proof, err := journal.ProveEntry(head, n, stored.read)
		if err != nil {
			t.Fatal(err)
		}
		if err := tlog.CheckRecord(proof, size, head.Root, n, leaf(n)); err != nil {
			t.Fatal(err)
		}
		if err := tlog.CheckRecord(proof, size, head.Root, n, leaf(n+1)); err == nil {
			t.Fatal("the proof of one entry proves another")
		}
		small := rapid.Int64Range(1, size).Draw(t, "earlier size")
		earlier := journal.Checkpoint{Number: 3, Size: small, Root: all.root(t, small)}
		growth, err := journal.ProveGrowth(head, earlier, stored.read)
		if err != nil {
			t.Fatal(err)
		}
		if err := tlog.CheckTree(growth, size, head.Root, small, earlier.Root); err != nil {
			t.Fatal(err)
		}
	})
}

func TestProofsRefuse(t *testing.T) {
	t.Parallel()
	edge, changed := journal.Edge{}.Append(leavesOf(0, 300))
	stored := tiles{}
	stored.write(changed)
	head := headAt(edge)
	for _, position := range []int64{-1, 300, 1 << 62} {
		if _, err := journal.ProveEntry(head, position, stored.read); err == nil {
			t.Errorf("proved an entry at %d of 300", position)
		}
	}
	for name, earlier := range map[string]journal.Checkpoint{
		"empty": {}, "larger": {Size: 301}, "another service's": {Service: journal.ID{1}, Size: 3},
	} {
		if _, err := journal.ProveGrowth(head, earlier, stored.read); err == nil {
			t.Errorf("proved growth from one that is %s", name)
		}
	}
	key := [2]uint64{0, 1}
	for name, hashes := range map[string][]byte{
		"cut": stored[key][:32], "changed": append(bytes.Repeat([]byte{1}, 32), stored[key][32:]...), "empty": nil,
	} {
		wrong := tiles{{0, 0}: stored[[2]uint64{0, 0}], {1, 0}: stored[[2]uint64{1, 0}], key: hashes}
		if _, err := journal.ProveEntry(head, 299, wrong.read); err == nil {
			t.Errorf("proved an entry from a tile that is %s", name)
		}
		if _, err := journal.ProveGrowth(head, journal.Checkpoint{Size: 290}, wrong.read); err == nil {
			t.Errorf("proved growth from a tile that is %s", name)
		}
	}
	if _, err := journal.ProveEntry(head, 299, tiles{}.read); err == nil {
		t.Error("proved an entry from no tiles")
	}
}
