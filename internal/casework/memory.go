package casework

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"

	"amends/internal/journal"
	"amends/internal/seal"
	"amends/internal/store"
)

// Whoever has the machine and the server's key can write a whole history anew, with
// everybody's keys in it and themselves as a coordinator, and sign it: nothing in it is
// wrong. So each login remembers what its person saw last (P6). The memory rests in the
// slot with the seed, which opens for their passphrase alone; at every sign-in it is
// held against the history, and then moves forwards. It travels with the slot through
// backups, so that what is restored agrees with it. New keys begin with none.

// memory is what somebody saw: of staff the desk and the journal, of a participant their
// own box.
type memory struct {
	number uint64   // of the last entry of the desk or the box; 0 remembers nothing
	chain  [32]byte // over all entries until then: see link
	size   int64    // of the journal, at the last checkpoint; 0 of a participant
	root   [32]byte // of its tree
}

// encode writes number, chain, size and root, the numbers big-endian.
func (m memory) encode() (out seal.Memory) {
	binary.BigEndian.PutUint64(out[:8], m.number)
	copy(out[8:40], m.chain[:])
	binary.BigEndian.PutUint64(out[40:48], uint64(m.size))
	copy(out[48:], m.root[:])
	return out
}

// recall reads what encode wrote.
func recall(in seal.Memory) memory {
	return memory{
		number: binary.BigEndian.Uint64(in[:8]), chain: [32]byte(in[8:40]),
		size: int64(binary.BigEndian.Uint64(in[40:48])), root: [32]byte(in[48:]),
	}
}

// link adds an entry to the chain over all before it: its leaf in the journal's tree,
// and its place, which moves if anything is put in or taken out before it.
func link(chain [32]byte, position int64, leaf [32]byte) [32]byte {
	out := make([]byte, 0, 128)
	out = append(append(out, "amends v1 memory\x00"...), chain[:]...)
	out = binary.BigEndian.AppendUint64(out, uint64(position))
	return sha256.Sum256(append(out, leaf[:]...))
}

// agrees holds a chain of entries, given for each number from 1 on, against what was
// seen of it.
func (m memory) agrees(chain [][32]byte) error {
	switch {
	case m.number == 0:
		return nil
	case m.number > uint64(len(chain)):
		return errMissing
	case chain[m.number-1] != m.chain:
		return errRewritten
	}
	return nil
}

var (
	errMissing   = errors.New("is not all there: this login saw more of it when it last signed in")
	errRewritten = errors.New("is not what this login saw when it last signed in")
)

// remembered refuses a desk that is not the one that somebody saw, with a
// *CompartmentError.
func (d *desk) remembered(m memory) error {
	if err := m.agrees(d.chain); err != nil {
		return refusedAt(m.number, "the history until there "+err.Error())
	}
	return nil
}

// saw is what somebody on staff has seen once their desk was read and found to agree.
func (s *Session) saw(ctx context.Context) (memory, error) {
	m := memory{number: s.desk.version, chain: s.desk.chain[s.desk.version-1]}
	signed, err := s.v.o.Store.Checkpoint(ctx)
	if err != nil {
		return memory{}, fmt.Errorf("could not read the last checkpoint: %w", err)
	}
	verifier, err := Verifier(s.v.o.Server)
	if err != nil {
		return memory{}, err
	}
	last, err := journal.OpenCheckpoint(signed, verifier)
	if err != nil {
		return memory{}, err
	}
	m.size, m.root = last.Size, last.Root
	return m, s.sawTree(ctx, last.Size)
}

// sawTree holds the tree, as far as it had grown when its root was seen, against that
// root: a journal that was written anew as a whole is refused with a *CompartmentError.
// That the entries give the tree is for [Service.Verify] to say.
func (s *Session) sawTree(ctx context.Context, size int64) error {
	m := s.memory
	if m.size > size {
		return &CompartmentError{Entry: m.number, Problem: "the journal " + errMissing.Error()}
	}
	var unread error
	read := func(level, index uint64) ([]byte, error) {
		hashes, err := s.v.o.Store.Tile(ctx, level, index)
		unread = err
		width := uint64(m.size) >> (8 * level) % 256 * 32 // of the tile, when the root was seen
		return hashes[:min(width, uint64(len(hashes)))], err
	}
	_, err := journal.LoadEdge(m.checkpoint(s.v.id), read)
	switch {
	case unread != nil && !errors.Is(unread, store.ErrNotFound):
		return fmt.Errorf("could not read the tree: %w", unread)
	case err != nil:
		return &CompartmentError{Entry: m.number, Problem: "the journal " + errRewritten.Error()}
	}
	return nil
}

// checkpoint gives what was seen of the journal, of size 0 if nothing was.
func (m memory) checkpoint(service journal.ID) journal.Checkpoint {
	return journal.Checkpoint{Service: service, Size: m.size, Root: m.root}
}

// sawBox is what a participant has seen once their box was read and found to agree.
func (s *Session) sawBox(ctx context.Context) (memory, error) {
	b, err := s.openBox(ctx, s.v.o.Store)
	if err != nil {
		return memory{}, err
	}
	return memory{number: b.c.stored, chain: b.chain[b.c.stored-1]}, nil
}

// chainOf gives the chain over the entries of a compartment, from its first on.
func chainOf(entries []store.Entry) [][32]byte {
	var chain [32]byte
	out := make([][32]byte, len(entries))
	for i, e := range entries {
		chain = link(chain, e.Position, e.Leaf())
		out[i] = chain
	}
	return out
}

// sees holds the history against what a login remembers, and gives what it has seen
// from now on.
func (s *Session) sees(ctx context.Context) (memory, error) {
	if s.IsParticipant() {
		return s.sawBox(ctx)
	}
	return s.saw(ctx)
}

// remember keeps in a passphrase's slot what its person has seen by now. If the slot is
// gone or was changed meanwhile, that stands.
func (v *Service) remember(ctx context.Context, slot store.Slot, opened seal.OpenedSlot, s *Session) error {
	sealed, err := opened.Remember(v.random, s.memory.encode())
	if err != nil {
		return err
	}
	d := v.draft(&s.who, int64(s.now))
	ref := store.SlotRef{Person: slot.Person, Slot: slot.ID}
	d.batch.Reslots = append(d.batch.Reslots, store.Reslot{SlotRef: ref, Was: slot.Sealed, Sealed: sealed})
	return d.commit(ctx)
}
