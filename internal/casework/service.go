package casework

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/mod/sumdb/note"

	"amends/internal/journal"
	"amends/internal/profile"
	"amends/internal/seal"
	"amends/internal/store"
)

// Options are what a Service is opened with. Store, Server, Now, Random and
// Profiles have no default.
type Options struct {
	Store  store.Store
	Server *seal.ServerKey
	Now    func() time.Time
	Random io.Reader // safe for concurrent use
	// Log gets failures of the machine, never anything personal (P4). Nil
	// discards.
	Log *slog.Logger
	// Profiles are those on offer, by name. The service names one in its settings;
	// opening fails if that one is missing.
	Profiles map[string]profile.Loaded
	// Logins is how many passphrases are tried at once, of 64 MiB each; 0 means 2.
	Logins int
	// Idle is how long a session lasts without a request, Longest how long at
	// all; 0 means 30 minutes and 12 hours.
	Idle, Longest time.Duration
}

// clockSlack is how far the clock may step back and still be followed: what a
// time server does to a machine whose clock ran fast.
const clockSlack = 2 * time.Minute

// Service is one restorative justice service: its staff, cases, settings,
// journal. It is safe for concurrent use, as far as what it draws from is.
type Service struct {
	*house
	random io.Reader // what is drawn from, save by HPKE
}

// house is what is there once of a service, whatever it draws from.
type house struct {
	o        Options
	id       journal.ID
	phrases  *seal.Passphrases
	limiter  limiter
	settings atomic.Pointer[Settings] // nil until founded
	desk     atomic.Pointer[desk]     // as last folded
	cases    cache
	checks   checks
	last     atomic.Int64 // the latest instant written, in microseconds
	failed   chan struct{}
	fail     sync.Once
}

// ServiceID is the service's id. It is derived from the server's key, so that
// checkpoints can be signed before anything is in the store.
func ServiceID(server *seal.ServerKey) journal.ID {
	hash := server.NameHash("service\x00id")
	return journal.ID(hash[:16])
}

// Signer signs the journal's checkpoints with the server's key: what the store is
// opened with.
func Signer(server *seal.ServerKey) (*journal.Signer, error) {
	return journal.NewSigner(ServiceID(server), server.Signing())
}

// Verifier checks those checkpoints: what the store is opened with, beside Signer.
func Verifier(server *seal.ServerKey) (note.Verifier, error) {
	return journal.NewVerifier(ServiceID(server), server.Signing().Public().(ed25519.PublicKey))
}

// Open opens the service over a store. It refuses a server's key that is not the
// one the store was founded with, a profile that is missing, and a clock that
// stands before the last checkpoint.
func Open(ctx context.Context, o Options) (*Service, error) {
	if o.Store == nil || o.Server == nil || o.Now == nil || o.Random == nil {
		return nil, errors.New("could not open the service: store, server key, clock or randomness is missing")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Idle == 0 {
		o.Idle = 30 * time.Minute
	}
	if o.Longest == 0 {
		o.Longest = 12 * time.Hour
	}
	if o.Logins == 0 {
		o.Logins = 2
	}
	v := &Service{random: o.Random, house: &house{
		o: o, id: ServiceID(o.Server), phrases: seal.NewPassphrases(o.Logins), failed: make(chan struct{}),
	}}
	if err := v.loadService(ctx); err != nil {
		return nil, fmt.Errorf("could not open the service: %w", err)
	}
	if err := v.loadClock(ctx); err != nil {
		return nil, fmt.Errorf("could not open the service: %w", err)
	}
	return v, nil
}

// loadService reads the service's own record, if it was founded.
func (v *Service) loadService(ctx context.Context) error {
	own, err := v.o.Store.Service(ctx)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("could not read the service's record: %w", err)
	}
	if own.ID != v.id {
		return errors.New("the server key is not the one this service was set up with: give the file that amends init wrote")
	}
	settings, err := v.openSettings(own)
	if err != nil {
		return err
	}
	if _, known := v.o.Profiles[settings.Profile]; !known {
		return errors.New("the rules that the settings name are not in this program: use the one that was built with them")
	}
	v.settings.Store(&settings)
	return nil
}

// loadClock notes the time of the last checkpoint and holds the clock against it.
func (v *Service) loadClock(ctx context.Context) error {
	signed, err := v.o.Store.Checkpoint(ctx)
	if errors.Is(err, store.ErrNotFound) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("could not read the last checkpoint: %w", err)
	}
	verifier, err := Verifier(v.o.Server)
	if err != nil {
		return err
	}
	last, err := journal.OpenCheckpoint(signed, verifier)
	if err != nil {
		return err
	}
	v.last.Store(last.At)
	_, err = v.instant()
	return err
}

// Founded says whether the service was set up.
func (v *Service) Founded() bool { return v.settings.Load() != nil }

// Front is what the page before signing in may show.
type Front struct{ Neutral, Phone string }

// Front gives what anybody may see.
func (v *Service) Front() Front {
	if s := v.settings.Load(); s != nil {
		return Front{Neutral: s.Neutral, Phone: s.Phone}
	}
	return Front{}
}

// Failed is closed when the outcome of a commit is unknown (ErrStopped): the
// process must end.
func (v *Service) Failed() <-chan struct{} { return v.failed }

// Sweep forgets what has expired: sessions, codes, spent forms, what was never
// sent. It is for a timer of the program's.
func (v *Service) Sweep(ctx context.Context) error { return v.o.Store.Sweep(ctx) }

// Drawing is the same service, and gives sessions, for which everything drawn at
// random, save by HPKE, comes from the source given. Tests key it by session and
// request, so that two worlds can be compared byte for byte (P3).
func (v *Service) Drawing(from io.Reader) *Service { return &Service{v.house, from} }

// instant is the present in microseconds, never before anything written. A clock
// that went back further than a time server would set it refuses.
func (v *Service) instant() (int64, error) {
	now, last := v.o.Now().UnixMicro(), v.last.Load()
	if now < last-clockSlack.Microseconds() {
		return 0, ErrClock
	}
	return max(now, last), nil
}

// commit hands a batch to the store and tells its answers apart.
func (v *Service) commit(ctx context.Context, b store.Batch, at int64) error {
	select {
	case <-v.failed:
		return ErrStopped
	default:
	}
	err := v.o.Store.Commit(ctx, b)
	switch {
	case err == nil:
		v.cases.moved(b.Expect)
		v.advance(at)
		return nil
	case errors.Is(err, store.ErrUnknown):
		// Nobody knows whether it is in the journal. Another command would be
		// decided over a state that may not be (P7).
		v.fail.Do(func() { close(v.failed) })
		v.o.Log.Error("the outcome of a commit is unknown: stopping")
		return ErrStopped
	case errors.Is(err, store.ErrClock):
		return ErrClock
	case errors.Is(err, store.ErrRepeated):
		return ErrRepeated
	case errors.Is(err, store.ErrBusy):
		return ErrBusy
	case errors.Is(err, store.ErrTaken):
		return ErrNameTaken
	}
	return fmt.Errorf("could not save: %w", err)
}

// advance moves the latest instant written forwards.
func (v *Service) advance(at int64) {
	for {
		last := v.last.Load()
		if at <= last || v.last.CompareAndSwap(last, at) {
			return
		}
	}
}

// crossed says whether a commit failed because somebody else wrote meanwhile: all
// is to be loaded and decided again.
func crossed(err error) bool {
	return errors.Is(err, store.ErrConflict) || errors.Is(err, store.ErrDrops)
}
