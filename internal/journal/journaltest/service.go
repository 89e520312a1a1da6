package journaltest

import (
	"crypto/ed25519"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"

	"amends/internal/journal"

	"golang.org/x/mod/sumdb/note"
)

// Start is the time of a service's first entry, in microseconds: 1 March 2026.
const Start = 1_772_323_200_000_000

// Service makes the entries and checkpoints of one service, the same for the same
// seed. Bodies are not sealed: they are the signed record with a little filler
// after it, which its Open takes off again.
type Service struct {
	ID       journal.ID
	Key      ed25519.PrivateKey // signs its checkpoints
	Signer   *journal.Signer
	Verifier note.Verifier
	// BodySize is the least length of a body in bytes.
	BodySize int

	random *rand.ChaCha8
	actors []actor
	heads  map[journal.ID]journal.Head // by stream
	order  []journal.ID                // of the streams, as they were begun
	at     int64
}

type actor struct {
	id  journal.ID
	key ed25519.PrivateKey
}

// NewService makes a service of three actors, with no entries yet.
func NewService(seed uint64) *Service {
	s := &Service{random: seeded(seed), heads: map[journal.ID]journal.Head{}, at: Start}
	s.ID, s.Key = s.newID(), s.newKey()
	for range 3 {
		s.actors = append(s.actors, actor{s.newID(), s.newKey()})
	}
	s.Signer, s.Verifier = SignerOf(s.ID, s.Key)
	return s
}

// SignerOf makes signer and verifier of a service's checkpoints.
func SignerOf(service journal.ID, key ed25519.PrivateKey) (*journal.Signer, note.Verifier) {
	signer := must(journal.NewSigner(service, key))
	return signer, must(journal.NewVerifier(service, key.Public().(ed25519.PublicKey)))
}

func seeded(seed uint64) *rand.ChaCha8 {
	var full [32]byte
	binary.LittleEndian.PutUint64(full[:], seed)
	return rand.NewChaCha8(full)
}

// must gives what cannot fail on inputs of this package's own making.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func (s *Service) newID() journal.ID { return must(journal.NewID(s.random)) }

func (s *Service) newKey() ed25519.PrivateKey {
	var seed [ed25519.SeedSize]byte
	must(s.random.Read(seed[:]))
	return ed25519.NewKeyFromSeed(seed[:])
}

// Now is the service's time, in microseconds. Every entry moves it on by 7 minutes.
func (s *Service) Now() int64 { return s.at }

// NewStream begins a stream in a case of its own, and gives its id.
func (s *Service) NewStream() journal.ID {
	id := s.newID()
	s.heads[id] = journal.Head{Case: s.newID(), Stream: id}
	s.order = append(s.order, id)
	return id
}

// Entry makes the next entry of a stream; every seventh begins an epoch.
func (s *Service) Entry(stream journal.ID) journal.Entry {
	s.at += 7 * 60 * 1_000_000
	head := s.heads[stream]
	h := journal.Header{
		Service: s.ID, Case: head.Case, Stream: stream,
		Number: head.Number + 1, Epoch: head.Epoch, Day: must(journal.DayOf(s.at)),
	}
	if head.Number%7 == 0 {
		h.Epoch++
		must(s.random.Read(h.Commitment[:]))
	}
	by := s.actors[int(head.Number)%len(s.actors)]
	record := journal.Record{Actor: by.id, At: s.at, Type: "contact.recorded.v1", Content: s.content()}
	entry := s.sign(h, record, by.key)
	s.heads[stream] = must(head.Follow(h))
	return entry
}

func (s *Service) content() []byte {
	content := make([]byte, 4+s.random.Uint64()%13)
	must(s.random.Read(content))
	return content
}

// sign makes the entry of a record: its length, the record and its signature, and
// filler up to the body's size.
func (s *Service) sign(h journal.Header, record journal.Record, key ed25519.PrivateKey) journal.Entry {
	signed := journal.SignedSize(len(record.Type), len(record.Content))
	h.Length = uint32(max(s.BodySize, 4+signed))
	body := binary.BigEndian.AppendUint32(make([]byte, 0, h.Length), uint32(signed))
	body = append(body, must(journal.Sign(h, record, key))...)
	return journal.Entry{Header: h, Body: append(body, make([]byte, int(h.Length)-len(body))...)}
}

// Group makes n entries in streams taken at random; one in eight begins a stream.
func (s *Service) Group(n int) []journal.Entry {
	entries := make([]journal.Entry, n)
	for i := range entries {
		pick := s.random.Uint64()
		if len(s.order) == 0 || pick%8 == 0 {
			s.NewStream()
		}
		entries[i] = s.Entry(s.order[pick/8%uint64(len(s.order))])
	}
	return entries
}

// Resume goes on from the heads of a journal, which are not those of the entries
// last made if these were never appended.
func (s *Service) Resume(source journal.Source) error {
	for stream, head := range s.heads {
		s.heads[stream] = journal.Head{Case: head.Case, Stream: stream}
	}
	for head, err := range source.Heads() {
		if err != nil {
			return fmt.Errorf("could not resume a service: %w", err)
		}
		s.heads[head.Stream] = head
	}
	return nil
}

// Options verify the service's journal without keys.
func (s *Service) Options() journal.Options { return journal.Options{Verifier: s.Verifier} }

// OptionsWithKeys verify every signature as well.
func (s *Service) OptionsWithKeys() journal.Options {
	return journal.Options{Verifier: s.Verifier, Open: open, ActorKey: s.ActorKey}
}

// ActorKey knows the service's actors.
func (s *Service) ActorKey(id journal.ID) (ed25519.PublicKey, bool) {
	for _, a := range s.actors {
		if a.id == id {
			return a.key.Public().(ed25519.PublicKey), true
		}
	}
	return nil, false
}

// open takes the filler off a body.
func open(placed journal.Placed) ([]byte, journal.Opening, error) {
	body := placed.Entry.Body
	if len(body) < 4 || uint64(binary.BigEndian.Uint32(body)) > uint64(len(body)-4) {
		return nil, journal.Opened, errors.New("it does not open")
	}
	return body[4 : 4+binary.BigEndian.Uint32(body)], journal.Opened, nil
}
