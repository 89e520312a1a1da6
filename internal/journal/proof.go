package journal

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// ProveEntry proves to whoever holds the checkpoint that the entry at a position
// is in the log it covers: 20 hashes at a million entries, checked with
// [tlog.CheckRecord]. The tiles may have grown since the checkpoint.
func ProveEntry(head Checkpoint, position int64, read TileReader) (tlog.RecordProof, error) {
	if position < 0 || position >= head.Size {
		return nil, errors.New("could not prove an entry: the checkpoint does not cover it")
	}
	proof, err := tlog.ProveRecord(head.Size, position, hashesOf(head, read))
	if err != nil {
		return nil, fmt.Errorf("could not prove an entry: %w", err)
	}
	return proof, nil
}

// ProveGrowth proves to whoever holds an earlier checkpoint that the log of the
// later one only added to it, checked with [tlog.CheckTree].
func ProveGrowth(head, earlier Checkpoint, read TileReader) (tlog.TreeProof, error) {
	if earlier.Service != head.Service {
		return nil, errors.New("could not prove growth: the checkpoints are of two services")
	}
	if earlier.Size < 1 || earlier.Size > head.Size {
		return nil, errors.New("could not prove growth: the checkpoint is not an earlier one")
	}
	proof, err := tlog.ProveTree(head.Size, earlier.Size, hashesOf(head, read))
	if err != nil {
		return nil, fmt.Errorf("could not prove growth: %w", err)
	}
	return proof, nil
}

// hashesOf reads hashes of the tree from stored tiles; each is checked against the
// checkpoint's root before it is believed.
func hashesOf(head Checkpoint, read TileReader) tlog.HashReader {
	return tlog.TileHashReader(tlog.Tree{N: head.Size, Hash: head.Root}, storedTiles{read})
}

// storedTiles reads the tiles of the tree at an earlier size from rows that may be
// fuller by now.
type storedTiles struct{ read TileReader }

// Height is the height of a tile, as [tlog.TileReader] asks.
func (storedTiles) Height() int { return tileHeight }

// ReadTiles reads tiles as wide as they are asked for.
func (s storedTiles) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	rows := make([][]byte, len(tiles))
	for i, tile := range tiles {
		hashes, err := s.read(uint64(tile.L), uint64(tile.N))
		if err != nil {
			return nil, fmt.Errorf("could not read a tile: %w", err)
		}
		if len(hashes) < tile.W*tlog.HashSize {
			return nil, fmt.Errorf("a tile of level %d has %d bytes, fewer than %d", tile.L, len(hashes), tile.W*tlog.HashSize)
		}
		rows[i] = hashes[:tile.W*tlog.HashSize]
	}
	return rows, nil
}

// SaveTiles does nothing: the tiles are stored already.
func (storedTiles) SaveTiles([]tlog.Tile, [][]byte) {}
