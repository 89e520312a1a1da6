package journal

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"iter"

	"golang.org/x/mod/sumdb/note"
)

// Placed is an entry with its position in the log, from 0 without gaps.
type Placed struct {
	Position int64
	Entry    Entry
}

// Source is a stored journal as [Verify] reads it, all of one snapshot. Verify
// takes from Entries, Tiles and Checkpoints in turns, so an engine that allows one
// open query at a time reads them a page at a time. An error ends the reading.
type Source interface {
	// Entries gives every entry once. Each stream's come in the order of their
	// numbers; the streams may come in log order, or one after another as a
	// clustered table has them. Verify keeps 32 bytes for every entry that comes
	// before its turn in the log, and none in log order. It may be read twice.
	Entries() iter.Seq2[Placed, error]
	// Tiles gives every row of the tree in the order of level and index.
	Tiles() iter.Seq2[Tile, error]
	// Checkpoints gives every signed checkpoint in the order they were made.
	Checkpoints() iter.Seq2[[]byte, error]
	// Heads gives every stream's head as the store claims it, in any order.
	Heads() iter.Seq2[Head, error]
}

// Opening is how far an entry could be opened.
type Opening int

// The ways of [Options.Open] with an entry.
const (
	Opened   Opening = iota // its plaintext is at hand
	Unopened                // whoever verifies holds no key to it
	Struck                  // its entry key was destroyed
	Erased                  // its compartment's keys were destroyed
)

// Options are what a verification goes by beside the journal itself.
type Options struct {
	// Verifier checks the service's checkpoints; see [NewVerifier].
	Verifier note.Verifier
	// Earlier are checkpoints that somebody kept outside, in any order. History
	// that was rewritten or rolled back since does not agree with them.
	Earlier []Checkpoint
	// Open unseals an entry, or says why it cannot be. Nil verifies without keys.
	// An error is for an entry that its key does not open.
	Open func(Placed) ([]byte, Opening, error)
	// ActorKey knows everybody who ever signed. It is asked only with Open.
	ActorKey func(ID) (ed25519.PublicKey, bool)
}

// Report counts what was checked.
type Report struct {
	Entries, Streams, Tiles, Checkpoints int64
	Earlier                              int64 // checkpoints kept outside that agree
	Signatures                           int64 // of entries, checked against their actors
	Unopened, Struck, Erased             int64 // entries whose signature could not be seen
	Head                                 Checkpoint
}

// Part is a part of the journal that can be wrong.
type Part string

// The parts of the journal.
const (
	PartEntry      Part = "entry"
	PartTile       Part = "tile"
	PartCheckpoint Part = "checkpoint"
	PartHead       Part = "stream head"
)

// Flaw is the first thing that is wrong with a journal, in the order of the log.
type Flaw struct {
	Part Part
	// Position is where in the log the flaw begins to show. Stream heads stand
	// after the whole log.
	Position int64
	// Case, Stream and Number name the entry at that position, or the stream.
	// They are zero where there is none.
	Case, Stream ID
	Number       uint64
	What         string // a sentence without its full stop, and without ids
	cause        error
	// certain is the position before which all that was read is right, whatever
	// else is found: where only a range of entries is known to hold the flaw, one
	// found inside it goes first.
	certain int64
}

// Error says what is wrong. It names no ids; those stand in the fields.
func (f *Flaw) Error() string {
	if f.Part == PartHead {
		return fmt.Sprintf("wrong %s: %s", f.Part, f.What)
	}
	return fmt.Sprintf("wrong %s at position %d: %s", f.Part, f.Position, f.What)
}

// Unwrap gives what an entry's opening failed with, if that is the flaw.
func (f *Flaw) Unwrap() error { return f.cause }

// Verify checks a whole journal. Without keys: that every entry is well-formed and
// the service's, that the numbers of every stream have no gaps and its epochs begin
// with a commitment, that the entries give every tile and the root of every signed
// checkpoint, also of those kept outside, that the last checkpoint covers them all,
// and that the stream heads agree. With keys, also that everything that can be
// opened is signed by its actor.
//
// The error is a *[Flaw] that names the first thing wrong, or says that the journal
// could not be read; the report then counts what was checked until the end.
func Verify(source Source, options Options) (Report, error) {
	if options.Verifier == nil {
		return Report{}, errors.New("could not verify the journal: no key to check its checkpoints with")
	}
	if options.Open != nil && options.ActorKey == nil {
		return Report{}, errors.New("could not verify the journal: entries would be opened, but no actor's key is known")
	}
	service, err := serviceOf(options.Verifier)
	if err != nil {
		return Report{}, fmt.Errorf("could not verify the journal: %w", err)
	}
	v := newVerification(source, options, service)
	defer v.stop()
	if err := v.run(); err != nil {
		return v.report, fmt.Errorf("could not verify the journal: %w", err)
	}
	if v.flaw != nil {
		return v.report, v.flaw
	}
	return v.report, nil
}
