// Package storetest is the conformance suite: what every Store must do, whatever
// its engine, and the [World] its tests live in.
package storetest

import (
	"context"
	"crypto/ed25519"
	"encoding/binary"
	"errors"
	"math/rand/v2"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/mod/sumdb/note"

	"amends/internal/journal"
	"amends/internal/store"
)

// begin is when every world's clock begins.
var begin = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)

// World is a store with a clock that stands still until it is moved, and a source
// of ids and sealed bytes that gives the same in every run.
type World struct {
	Store    store.Store
	Service  journal.ID
	Signer   *journal.Signer
	Verifier note.Verifier

	clock  atomic.Int64
	random *rand.ChaCha8
}

// NewWorld makes a world without a store. Options opens one for it.
func NewWorld(seed uint64) *World {
	var full [32]byte
	binary.LittleEndian.PutUint64(full[:], seed)
	w := &World{random: rand.NewChaCha8(full)}
	w.clock.Store(begin.UnixMicro())
	w.Service = w.ID()
	key := ed25519.NewKeyFromSeed(w.Bytes(ed25519.SeedSize))
	w.Signer = must(journal.NewSigner(w.Service, key))
	w.Verifier = must(journal.NewVerifier(w.Service, key.Public().(ed25519.PublicKey)))
	return w
}

// must gives what cannot fail on inputs of this package's own making.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// Options are for opening the world's store.
func (w *World) Options() store.Options {
	return store.Options{Now: w.Now, Signer: w.Signer, Verifier: w.Verifier}
}

// Now is the world's time.
func (w *World) Now() time.Time { return time.UnixMicro(w.clock.Load()).UTC() }

// Move moves the clock.
func (w *World) Move(by time.Duration) { w.clock.Add(by.Microseconds()) }

// Bytes gives n random bytes.
func (w *World) Bytes(n int) []byte {
	b := make([]byte, n)
	must(w.random.Read(b))
	return b
}

// ID draws an id.
func (w *World) ID() journal.ID { return journal.ID(w.Bytes(16)) }

// Found is the batch that writes the service's record.
func (w *World) Found() store.Batch {
	return store.Batch{Service: &store.Service{
		ID: w.Service, Version: 1, Settings: w.Bytes(40), Recovery: w.Bytes(80), RecoveryFingerprint: [32]byte(w.Bytes(32)),
		Pairs: [3][]byte{w.Bytes(60), w.Bytes(60), w.Bytes(60)},
	}}
}

// Epoch makes the key of a stream's epoch.
func (w *World) Epoch(ref store.StreamRef, epoch uint32) store.Epoch {
	return store.Epoch{
		Case: ref.Case, Stream: ref.Stream, Epoch: epoch, Commitment: [32]byte(w.Bytes(32)),
		DropPublic: w.Bytes(1218), DropPrivate: w.Bytes(64),
	}
}

// Entry makes the entry that comes next in a stream that stands at v.
func (w *World) Entry(v store.Version) store.Entry {
	body := w.Bytes(600)
	return store.Entry{Key: w.Bytes(62), Entry: journal.Entry{Body: body, Header: journal.Header{
		Service: w.Service, Case: v.Case, Stream: v.Stream, Number: v.Number + 1, Epoch: v.Epoch,
		Day: uint32(w.Now().Unix() / (24 * 60 * 60)), Length: uint32(len(body)),
	}}}
}

// First is the batch that begins a stream with one entry.
func (w *World) First(ref store.StreamRef) store.Batch {
	return w.Turn(store.Version{Case: ref.Case, Stream: ref.Stream})
}

// Turn is the batch that begins the next epoch of a stream that stands at v.
func (w *World) Turn(v store.Version) store.Batch {
	key := w.Epoch(store.StreamRef{Case: v.Case, Stream: v.Stream}, v.Epoch+1)
	e := w.Entry(v)
	e.Header.Epoch, e.Header.Commitment = key.Epoch, key.Commitment
	return store.Batch{Expect: []store.Version{v}, Streams: []store.Epoch{key}, Entries: []store.Entry{e}}
}

// Next is the batch that appends n entries to a stream that stands at v.
func (w *World) Next(v store.Version, n int) store.Batch {
	b := store.Batch{Expect: []store.Version{v}}
	for range n {
		e := w.Entry(v)
		v.Number++
		b.Entries = append(b.Entries, e)
	}
	return b
}

// Drop makes a drop for a stream.
func (w *World) Drop(ref store.StreamRef) store.Drop {
	return store.Drop{ID: w.ID(), Case: ref.Case, Stream: ref.Stream, Sealed: w.Bytes(2000)}
}

// Wrap makes a wrap of a stream's first epoch.
func (w *World) Wrap(ref store.StreamRef, holder journal.ID) store.Wrap {
	return store.Wrap{Case: ref.Case, Stream: ref.Stream, Epoch: 1, Holder: holder, Sealed: w.Bytes(1170)}
}

// Outgoing makes an outgoing row that may be sent within a day from now.
func (w *World) Outgoing(kase journal.ID) store.Outgoing {
	return store.Outgoing{ID: w.ID(), Case: kase, NotBefore: w.Now(), Expires: w.Now().Add(24 * time.Hour), Sealed: w.Bytes(300)}
}

// Login makes a person's first login.
func (w *World) Login() store.Login {
	return store.Login{Person: w.ID(), Name: [32]byte(w.Bytes(32)), Version: 1, Public: w.Bytes(1250), Sealed: w.Bytes(90)}
}

// Commit commits, or fails the test.
func (w *World) Commit(t testing.TB, b store.Batch) {
	t.Helper()
	if err := w.Store.Commit(context.Background(), b); err != nil {
		t.Fatal(err)
	}
}

// Refused holds that a batch is refused for this reason.
func (w *World) Refused(t testing.TB, b store.Batch, reason error) {
	t.Helper()
	if err := w.Store.Commit(context.Background(), b); !errors.Is(err, reason) {
		t.Errorf("commit gave %v, want %v", err, reason)
	}
}

// Stream begins a stream in a case of its own, and gives how it stands.
func (w *World) Stream(t testing.TB) store.Version {
	t.Helper()
	return w.StreamIn(t, w.ID())
}

// StreamIn begins a stream in a case, and gives how it stands.
func (w *World) StreamIn(t testing.TB, kase journal.ID) store.Version {
	t.Helper()
	ref := store.StreamRef{Case: kase, Stream: w.ID()}
	w.Commit(t, w.First(ref))
	return store.Version{Case: ref.Case, Stream: ref.Stream, Number: 1, Epoch: 1}
}

// Verify holds that the journal verifies, and gives how many entries it has.
func (w *World) Verify(t testing.TB) int64 {
	t.Helper()
	var report journal.Report
	err := w.Store.Audit(context.Background(), func(source journal.Source) (err error) {
		report, err = journal.Verify(source, journal.Options{Verifier: w.Verifier})
		return err
	})
	if err != nil {
		t.Fatalf("the journal does not verify: %v", err)
	}
	return report.Entries
}

// Ref names the stream that stands at v.
func Ref(v store.Version) store.StreamRef { return store.StreamRef{Case: v.Case, Stream: v.Stream} }
