package seal

import (
	"context"
	"crypto/cipher"
	"errors"
	"fmt"
	"io"
	"slices"

	"golang.org/x/sync/semaphore"

	"amends/internal/journal"
)

// ErrWrongSecret says that a passphrase or code does not open a slot, or that
// the slot was changed or is another person's: these cannot be told apart.
var ErrWrongSecret = errors.New("wrong passphrase or code")

// What new slots cost, which is also the least that is accepted: the second
// recommended option of RFC 9106 §4, in passes, KiB and lanes. Whoever writes to
// the database could otherwise plant a slot that is cheap to guess.
const (
	slotPasses  = 3
	slotMemory  = 64 << 10
	slotThreads = 4
)

// The most that is accepted, lest a planted slot take the machine's memory or
// its time.
const (
	maxPasses  = 12
	maxMemory  = 256 << 10
	maxThreads = 16
)

func newCost() cost { return cost{slotPasses, slotMemory, slotThreads} }

func (c cost) check() error {
	if c.passes < slotPasses || c.memory < slotMemory || c.threads < 1 {
		return fmt.Errorf("slot is too cheap to guess: %d passes over %d KiB in %d lanes", c.passes, c.memory, c.threads)
	}
	if c.passes > maxPasses || c.memory > maxMemory || c.threads > maxThreads {
		return fmt.Errorf("slot is too dear to open: %d passes over %d KiB in %d lanes", c.passes, c.memory, c.threads)
	}
	return nil
}

// Passphrases seals seeds into slots and opens them, as disk encryption does,
// with Argon2id. It bounds the memory that takes, so that a storm of logins
// queues instead of exhausting it. It is safe for concurrent use.
type Passphrases struct {
	memory  *semaphore.Weighted // in KiB
	room    int64               // all of it
	stretch func(secret, salt []byte, c cost) [keySize]byte
}

// NewPassphrases lets so many passphrases be tried at once, at least one, of 64
// MiB each. The others wait their turn.
func NewPassphrases(concurrent int) *Passphrases {
	room := int64(max(concurrent, 1)) * slotMemory
	return &Passphrases{memory: semaphore.NewWeighted(room), room: room, stretch: stretch}
}

// Memory is what a person's login remembers of what they saw: the caller's own form,
// no secret. It rests with the seed, so that whoever writes to the database can neither
// change nor delete it without the way to the seed; all they can put back is an earlier
// slot of the same secret. The zero Memory remembers nothing.
type Memory [memorySize]byte

// Seal seals a person's seed and memory under a passphrase or first-login code. The
// secret is taken byte for byte: spelling the same letters in one way (NFC) is up to
// the caller. While it waits its turn it minds ctx.
func (p *Passphrases) Seal(ctx context.Context, random io.Reader, seed Seed, m Memory, person journal.ID, secret []byte) ([]byte, error) {
	if seed.secret == nil {
		return nil, fmt.Errorf("could not seal a slot: %w", errNoSeed)
	}
	if len(secret) == 0 {
		return nil, errors.New("could not seal a slot: empty passphrase")
	}
	s := slot{cost: newCost(), salt: make([]byte, saltSize)}
	if err := draw(random, s.salt); err != nil {
		return nil, fmt.Errorf("could not seal a slot: %w", err)
	}
	key, err := p.inTurn(ctx, secret, s)
	if err != nil {
		return nil, fmt.Errorf("could not seal a slot: %w", err)
	}
	return s.seal(random, newAEAD(key), seed, m, person)
}

// seal seals seed and memory with the key that a secret was stretched to.
func (s slot) seal(random io.Reader, key cipher.AEAD, seed Seed, m Memory, person journal.ID) ([]byte, error) {
	s.nonce = make([]byte, nonceSize)
	if err := draw(random, s.nonce); err != nil {
		return nil, fmt.Errorf("could not seal a slot: %w", err)
	}
	s.ciphertext = key.Seal(nil, s.nonce, slices.Concat(seed.secret(), m[:]), s.bound(person))
	return s.encode(), nil
}

// OpenedSlot is what a slot held. It prints as [redacted].
type OpenedSlot struct {
	redacted
	Seed   Seed
	Memory Memory
	again  func(random io.Reader, m Memory) ([]byte, error)
}

// Remember seals the slot anew, for the same secret, with another memory. It takes no
// secret and stretches nothing.
func (o OpenedSlot) Remember(random io.Reader, m Memory) ([]byte, error) { return o.again(random, m) }

// Open opens a person's slot. A wrong secret gives ErrWrongSecret after the same
// work as the right one. While it waits its turn it minds ctx.
func (p *Passphrases) Open(ctx context.Context, form []byte, person journal.ID, secret []byte) (OpenedSlot, error) {
	s, err := parseSlot(form)
	if err != nil {
		return OpenedSlot{}, fmt.Errorf("could not open a slot: %w", err)
	}
	key, err := p.inTurn(ctx, secret, s)
	if err != nil {
		return OpenedSlot{}, fmt.Errorf("could not open a slot: %w", err)
	}
	aead := newAEAD(key)
	content, err := aead.Open(nil, s.nonce, s.ciphertext, s.bound(person))
	if err != nil {
		return OpenedSlot{}, ErrWrongSecret
	}
	seed := seedOf(content[:keySize])
	again := func(random io.Reader, m Memory) ([]byte, error) { return s.seal(random, aead, seed, m, person) }
	return OpenedSlot{Seed: seed, Memory: Memory(content[keySize:]), again: again}, nil
}

// Decoy does the work of Open and answers ErrWrongSecret: for a login name that
// nobody has, so that the time it takes does not say so (P5).
func (p *Passphrases) Decoy(ctx context.Context, secret []byte) error {
	decoy := slot{cost: newCost(), salt: make([]byte, saltSize)}
	if _, err := p.inTurn(ctx, secret, decoy); err != nil {
		return fmt.Errorf("could not open a slot: %w", err)
	}
	return ErrWrongSecret
}

// inTurn stretches the secret when there is memory for it. A slot of more memory
// than there is altogether runs alone.
func (p *Passphrases) inTurn(ctx context.Context, secret []byte, s slot) ([keySize]byte, error) {
	weight := min(int64(s.cost.memory), p.room)
	if err := p.memory.Acquire(ctx, weight); err != nil {
		return [keySize]byte{}, fmt.Errorf("gave up waiting in turn: %w", err)
	}
	defer p.memory.Release(weight)
	return p.stretch(secret, s.salt, s.cost), nil
}

// bound ties a slot to its person and to its own parameters.
func (s slot) bound(person journal.ID) []byte {
	return labelSlot.bind(person[:], s.head())
}
