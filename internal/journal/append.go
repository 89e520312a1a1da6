package journal

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// ErrClock says that the clock stands before the last checkpoint. Nothing may be
// appended until it has been put right: a history that runs backwards convinces
// nobody.
var ErrClock = errors.New("could not append to the journal: the clock stands before the last checkpoint; put it right")

// Append is what one group of entries changes in the journal. All of it is
// written in one transaction, or none.
type Append struct {
	Start      int64  // log position of the first entry; the others follow
	Tiles      []Tile // rows to write or overwrite
	Checkpoint Checkpoint
	Signed     []byte // the checkpoint's text, to be kept beside those before
	// Edge is the right edge once the transaction is known to be committed. If it
	// was rolled back the edge before still holds. If nobody knows, neither does,
	// and [LoadEdge] must read it anew before anything else is appended.
	Edge Edge
}

// Plan works out what appending these entries at this time (microseconds UTC)
// changes. It writes nothing. Whether each entry follows in its stream is for the
// store to ask, with [Head.Follow], in the transaction that knows the stream.
func Plan(edge Edge, entries []Entry, at int64, signer *Signer) (Append, error) {
	if len(entries) == 0 {
		return Append{}, errors.New("could not append to the journal: no entries")
	}
	if at < edge.at {
		return Append{}, ErrClock
	}
	leaves := make([]tlog.Hash, len(entries))
	for i, entry := range entries {
		if err := entry.check(signer.service); err != nil {
			return Append{}, fmt.Errorf("could not append to the journal: entry %d of the group: %w", i+1, err)
		}
		leaves[i] = entry.Leaf()
	}
	next, tiles := edge.Append(leaves)
	next.number, next.at = edge.number+1, at
	checkpoint := Checkpoint{Service: signer.service, Number: next.number, Size: next.size, Root: next.Root(), At: at}
	signed, err := SignCheckpoint(checkpoint, signer)
	if err != nil {
		return Append{}, fmt.Errorf("could not append to the journal: %w", err)
	}
	return Append{Start: edge.size, Tiles: tiles, Checkpoint: checkpoint, Signed: signed, Edge: next}, nil
}
