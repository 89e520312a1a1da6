package journal

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// Tiles are eight levels of the tree high (C2SP tlog-tiles): 256 hashes wide.
const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
)

// Tile is one row of the tree as it is stored: up to 256 hashes of 32 bytes from
// one level of it, one after another. Level 0 holds the entries' leaf hashes, 256
// to a tile; each hash of level L+1 stands for one full tile of level L. A row is
// keyed by level and index, and a fuller tile takes the place of a partial one.
type Tile struct {
	Level, Index uint64
	Hashes       []byte
}

// TileReader reads the hashes of one stored tile. A tile that is not there is an
// error.
type TileReader func(level, index uint64) ([]byte, error)

// Edge is the right edge of the tree: all that is needed to go on appending, a
// few kilobytes at any size. It is a value: Append and Plan give another and leave
// this one as it was, so that a failed commit costs nothing but the new one. The
// zero Edge is that of the empty log.
type Edge struct {
	size int64 // entries in the log
	// number and at are those of the last checkpoint.
	number, at int64
	// frontier holds the roots of the complete subtrees from left to right, one
	// for each one bit of size (RFC 6962 §2.1).
	frontier []tlog.Hash
	// partial holds the hashes of the rightmost tile of each level while it is
	// not full.
	partial [][]byte
}

// LoadEdge reads the right edge that belongs to the last checkpoint: at most one
// tile per level, three at a million entries. It refuses tiles that do not give
// the checkpoint's root, since whatever was appended to them could never be
// verified. The zero Checkpoint is that of the empty log.
func LoadEdge(head Checkpoint, read TileReader) (Edge, error) {
	if head.Size < 0 {
		return Edge{}, errors.New("could not load the edge of the tree: its size is below nought")
	}
	edge := Edge{size: head.Size, number: head.Number, at: head.At}
	for level, count := 0, uint64(head.Size); count > 0; level, count = level+1, count>>tileHeight {
		hashes, err := loadPartial(uint64(level), count, read)
		if err != nil {
			return Edge{}, fmt.Errorf("could not load the edge of the tree: %w", err)
		}
		edge.partial = append(edge.partial, hashes)
	}
	edge.frontier = frontierOf(edge.partial)
	if head.Size > 0 && edge.Root() != head.Root {
		return Edge{}, errors.New("could not load the edge of the tree: the tiles do not give the checkpoint's root; run amends verify")
	}
	return edge, nil
}

// loadPartial reads the rightmost tile of a level that holds count hashes in all,
// unless that tile would be empty.
func loadPartial(level, count uint64, read TileReader) ([]byte, error) {
	width := count % tileWidth
	if width == 0 {
		return nil, nil
	}
	hashes, err := read(level, count/tileWidth)
	if err != nil {
		return nil, fmt.Errorf("could not read a tile: %w", err)
	}
	if uint64(len(hashes)) != width*tlog.HashSize {
		return nil, fmt.Errorf("a tile of level %d has %d bytes, not %d", level, len(hashes), width*tlog.HashSize)
	}
	return bytes.Clone(hashes), nil
}

// frontierOf computes the roots of the complete subtrees, largest first, from the
// partial tiles.
func frontierOf(partial [][]byte) []tlog.Hash {
	var frontier []tlog.Hash
	for _, hashes := range slices.Backward(partial) {
		for width := tileWidth / 2; width > 0; width /= 2 {
			if len(hashes)/tlog.HashSize&width == 0 {
				continue
			}
			frontier = append(frontier, complete(hashes[:width*tlog.HashSize]))
			hashes = hashes[width*tlog.HashSize:]
		}
	}
	return frontier
}

// complete is the root of a complete subtree over hashes, whose number is a power
// of two.
func complete(hashes []byte) tlog.Hash {
	if len(hashes) == tlog.HashSize {
		return tlog.Hash(hashes)
	}
	half := len(hashes) / 2
	return tlog.NodeHash(complete(hashes[:half]), complete(hashes[half:]))
}

// Size is the number of entries in the log.
func (e Edge) Size() int64 { return e.size }

// Root is the hash over the whole log (RFC 6962 §2.1).
func (e Edge) Root() tlog.Hash {
	if e.size == 0 {
		root, _ := tlog.TreeHash(0, nil) // reads nothing, so cannot fail
		return root
	}
	last := len(e.frontier) - 1
	root := e.frontier[last]
	for _, subtree := range slices.Backward(e.frontier[:last]) {
		root = tlog.NodeHash(subtree, root)
	}
	return root
}

// Append adds leaves and gives the new edge with the tiles that changed, each
// once and as full as it now is. The work is one or two hashes per leaf.
func (e Edge) Append(leaves []tlog.Hash) (Edge, []Tile) {
	next := e.clone()
	var changed []Tile
	for _, leaf := range leaves {
		changed = next.add(leaf, changed)
	}
	return next, append(changed, next.unfilled(e.size)...)
}

// clone copies the edge down to its hashes: Append must not write into an edge
// that somebody still holds.
func (e Edge) clone() Edge {
	e.frontier = slices.Clone(e.frontier)
	e.partial = slices.Clone(e.partial)
	for level, hashes := range e.partial {
		e.partial[level] = append(make([]byte, 0, tileWidth*tlog.HashSize), hashes...)
	}
	return e
}

// add appends one leaf in place and appends the tiles it fills to full. A leaf
// completes as many subtrees as size has trailing one bits, and every eighth
// level of those stands in a tile.
func (e *Edge) add(leaf tlog.Hash, full []Tile) []Tile {
	node, full := leaf, e.put(0, leaf, full)
	for height, n := 1, e.size; n&1 == 1; height, n = height+1, n>>1 {
		last := len(e.frontier) - 1
		node = tlog.NodeHash(e.frontier[last], node)
		e.frontier = e.frontier[:last]
		if height%tileHeight == 0 {
			full = e.put(height/tileHeight, node, full)
		}
	}
	e.frontier = append(e.frontier, node)
	e.size++
	return full
}

// put adds a hash to the rightmost tile of a level, and gives the tile away when
// that fills it.
func (e *Edge) put(level int, hash tlog.Hash, full []Tile) []Tile {
	if level == len(e.partial) {
		e.partial = append(e.partial, nil)
	}
	hashes := e.partial[level]
	if hashes == nil {
		hashes = make([]byte, 0, tileWidth*tlog.HashSize)
	}
	hashes = append(hashes, hash[:]...)
	if len(hashes) < tileWidth*tlog.HashSize {
		e.partial[level] = hashes
		return full
	}
	e.partial[level] = nil
	return append(full, Tile{Level: uint64(level), Index: uint64(e.size) >> (tileHeight * (level + 1)), Hashes: hashes})
}

// unfilled gives the partial tiles that changed since the log had that size.
func (e *Edge) unfilled(since int64) []Tile {
	var tiles []Tile
	for level, hashes := range e.partial {
		count := uint64(e.size) >> (tileHeight * level)
		if len(hashes) == 0 || count == uint64(since)>>(tileHeight*level) {
			continue
		}
		tiles = append(tiles, Tile{Level: uint64(level), Index: count / tileWidth, Hashes: bytes.Clone(hashes)})
	}
	return tiles
}
