package journal

import (
	"bytes"
	"errors"
	"fmt"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// none is no position.
const none = -1

// regrowth is the tree as [Verify] grows it again from the entries.
type regrowth struct {
	edge    Edge
	placed  int64            // leaves that have come
	waiting map[int64]*chunk // those whose turn has not come, by the index of their tile
	tiles   tileStream
	upper   []Tile // full tiles above level 0, to be held against the stored ones
	full    []Tile // scratch

	checkpoints puller[[]byte]
	readSoFar   int64      // checkpoints
	next        Checkpoint // not yet reached; zero when there is none
	last        Checkpoint // the one before next
	agreed      int64      // size up to which the entries agree with a checkpoint
	broken      bool       // they disagreed with one, so they will with all later ones
	// suspect is the first position where the entry and the stored tile disagree.
	// Which of them is wrong the next checkpoint tells.
	suspect int64

	earlier       []Checkpoint // kept outside and not yet reached, by size
	earlierAgreed int64
}

// chunk holds the leaves of one tile as they come.
type chunk struct {
	leaves [tileWidth]tlog.Hash
	have   [tileWidth / 64]uint64
}

// prefix is the number of leaves at hand without a gap.
func (c *chunk) prefix() int {
	n := 0
	for _, word := range c.have {
		ones := bits.TrailingZeros64(^word)
		n += ones
		if ones < 64 {
			break
		}
	}
	return n
}

// place keeps a leaf until its turn comes.
func (v *verification) place(position int64, leaf tlog.Hash) error {
	if position < 0 {
		return errors.New("its position is below nought")
	}
	if position < v.edge.size {
		return errors.New("another entry stands at its position")
	}
	c := v.waiting[position/tileWidth]
	if c == nil {
		c = new(chunk)
		v.waiting[position/tileWidth] = c
	}
	i := position % tileWidth
	if c.have[i/64]>>(i%64)&1 == 1 {
		return errors.New("another entry stands at its position")
	}
	c.have[i/64] |= 1 << (i % 64)
	c.leaves[i] = leaf
	v.placed++
	return nil
}

// grow replays every whole chunk whose turn has come.
func (v *verification) grow() error {
	for {
		index := v.edge.size / tileWidth
		c := v.waiting[index]
		if c == nil || c.have[len(c.have)-1]>>63 == 0 || c.prefix() < tileWidth {
			return nil
		}
		delete(v.waiting, index)
		if err := v.replay(c.leaves[:]); err != nil {
			return err
		}
	}
}

// replay holds up to a tile of leaves against the stored tile and appends them to
// the tree, stopping at every checkpoint on the way.
func (v *verification) replay(leaves []tlog.Hash) error {
	if err := v.matchLeaves(leaves); err != nil {
		return err
	}
	for _, leaf := range leaves {
		v.full = v.edge.add(leaf, v.full[:0])
		for _, tile := range v.full {
			if tile.Level > 0 {
				v.upper = append(v.upper, tile)
			}
		}
		if v.edge.size == v.next.Size {
			v.reach()
			if err := v.advance(); err != nil {
				return err
			}
		}
		for len(v.earlier) > 0 && v.earlier[0].Size <= v.edge.size {
			v.reachEarlier()
		}
	}
	return nil
}

// matchLeaves compares leaves with the stored tile of level 0.
func (v *verification) matchLeaves(leaves []tlog.Hash) error {
	stored, err := v.storedTile(0, uint64(v.edge.size)/tileWidth)
	if err != nil || stored == nil || v.suspect != none {
		return err
	}
	for i, leaf := range leaves {
		if len(stored) < tlog.HashSize || !bytes.Equal(stored[:tlog.HashSize], leaf[:]) {
			v.suspect = v.edge.size + int64(i)
			return nil
		}
		stored = stored[tlog.HashSize:]
	}
	if len(stored) > 0 {
		v.suspect = v.edge.size + int64(len(leaves))
	}
	return nil
}

// reach compares the tree with the checkpoint of its size.
func (v *verification) reach() {
	doubted := v.suspect != none && v.suspect < v.edge.size
	switch {
	case v.broken:
	case v.edge.Root() == v.next.Root:
		v.agreed = v.edge.size
		if doubted {
			v.noteSuspect(PartTile, "its hash is not that of the entry, which agrees with the checkpoint")
		}
	case doubted:
		v.broken = true
		v.noteSuspect(PartEntry, "it is not the entry whose hash was signed")
	default:
		v.broken = true
		v.note(Flaw{
			Part: PartEntry, Position: v.agreed, certain: v.edge.size - 1,
			What: fmt.Sprintf("among the %d entries from here on is one that was not there when checkpoint %d was signed", v.edge.size-v.agreed, v.next.Number),
		})
	}
}

func (v *verification) noteSuspect(part Part, what string) {
	v.note(Flaw{Part: part, Position: v.suspect, What: what, certain: v.suspect})
	v.suspect = none
}

// reachEarlier compares the tree with a checkpoint that was kept outside.
func (v *verification) reachEarlier() {
	kept := v.earlier[0]
	v.earlier = v.earlier[1:]
	if kept.Service != v.service || kept.Size < 1 || kept.Root != v.edge.Root() {
		v.note(Flaw{
			Part: PartCheckpoint, Position: v.earlierAgreed, certain: max(v.earlierAgreed, v.edge.size-1),
			What: fmt.Sprintf("the first %d entries are not those of a checkpoint kept outside: history was rewritten", v.edge.size),
		})
		return
	}
	v.earlierAgreed = v.edge.size
	v.report.Earlier++
}

// advance reads on to the next checkpoint ahead of the tree.
func (v *verification) advance() error {
	for {
		if v.next.Number > 0 {
			v.last = v.next
		}
		v.next = Checkpoint{}
		signed, err, more := v.checkpoints.next()
		if err != nil || !more {
			return err
		}
		v.readSoFar++
		opened, err := OpenCheckpoint(signed, v.options.Verifier)
		if err == nil {
			v.report.Checkpoints++
			v.report.Head = opened
			err = v.succeeds(opened)
		}
		if err != nil {
			v.note(Flaw{Part: PartCheckpoint, Position: v.last.Size, What: fmt.Sprintf("checkpoint %d: %v", v.readSoFar, err), cause: err, certain: v.last.Size})
		}
		if opened.Size > v.edge.size {
			v.next = opened
			return nil
		}
	}
}

// succeeds checks a checkpoint against the one before.
func (v *verification) succeeds(c Checkpoint) error {
	switch {
	case c.Number != v.last.Number+1:
		return errors.New("its number does not follow the one before")
	case c.Size <= v.last.Size:
		return errors.New("it covers no more entries than the one before")
	case c.At < v.last.At:
		return errors.New("its time is before that of the one before: the clock went backwards")
	}
	return nil
}

// finishTree replays the last partial tile and settles what is left.
func (v *verification) finishTree() error {
	index := v.edge.size / tileWidth
	if c := v.waiting[index]; c != nil && c.prefix() > 0 {
		if err := v.replay(c.leaves[:c.prefix()]); err != nil {
			return err
		}
	}
	v.checkEnd()
	for v.next.Number > 0 {
		if err := v.advance(); err != nil {
			return err
		}
	}
	return v.matchUpper()
}

// checkEnd notes what shows only where the log ends.
func (v *verification) checkEnd() {
	end, size := Flaw{Part: PartEntry, Position: v.edge.size, certain: v.edge.size}, v.edge.size
	if v.placed > size {
		end.What = "it is missing, but others come after it"
		v.note(end)
	}
	if v.next.Number > 0 {
		end.What = fmt.Sprintf("it is missing: the log ends here, but checkpoint %d covers %d entries", v.next.Number, v.next.Size)
		v.note(end)
	}
	if len(v.earlier) > 0 {
		end.What = fmt.Sprintf("it is missing: the log ends here, but a checkpoint kept outside covers %d entries", v.earlier[0].Size)
		v.note(end)
	}
	if v.last.Size < size && v.next.Number == 0 {
		v.note(Flaw{Part: PartCheckpoint, Position: v.last.Size, certain: v.last.Size, What: "none covers the entries from here on"})
	}
	// No checkpoint was reached that tells which is wrong, so the log lacks entries
	// that were signed; where it has some, they are not those of the tiles.
	switch {
	case v.suspect == size:
		v.noteSuspect(PartTile, "it has a hash of no entry")
	case v.suspect != none:
		v.noteSuspect(PartEntry, "it is not the entry whose hash was stored")
	}
}
