package casework

import (
	"context"
	"crypto/ed25519"
	"fmt"

	"amends/internal/journal"
	"amends/internal/seal"
	"amends/internal/store"
)

// Verified is what Verify checked.
type Verified struct {
	Entries, Streams, Checkpoints int64
	Signatures                    int64 // checked with the session's keys
	Struck                        int64 // entries whose key was destroyed on purpose, alone or with their compartment
	Unopened                      int64 // entries the session holds no key to
	Head                          string
}

// Verify checks every entry, the tree and all checkpoints (P6). With a session it
// also checks the signature of every entry that the session's keys open. The
// error names the first wrong entry.
func (v *Service) Verify(ctx context.Context, s *Session) (Verified, error) {
	verifier, err := Verifier(v.o.Server)
	if err != nil {
		return Verified{}, err
	}
	options := journal.Options{Verifier: verifier}
	if s != nil {
		opener, err := s.opener(ctx)
		if err != nil {
			return Verified{}, err
		}
		options.Open, options.ActorKey = opener.open, opener.actor
	}
	var report journal.Report
	err = v.o.Store.Audit(ctx, func(source journal.Source) error {
		var err error
		report, err = journal.Verify(source, options)
		return err
	})
	return Verified{
		Entries: report.Entries, Streams: report.Streams, Checkpoints: report.Checkpoints,
		Signatures: report.Signatures, Struck: report.Struck + report.Erased, Unopened: report.Unopened,
		Head: report.Head.Root.String(),
	}, err
}

// opener opens entries for Verify with one session's keys. It reads beside the
// snapshot that is verified: an entry that came later is not asked for.
type opener struct {
	ctx    context.Context
	s      *Session
	place  place
	now    *compartment                       // of place; nil if there is none or it does not open
	keys   map[uint64][]byte                  // entry keys of place, by number
	actors map[journal.ID][]ed25519.PublicKey // everybody who ever signed, with all keys they had
	chosen map[journal.ID]ed25519.PublicKey   // that signed the entry just opened
}

func (s *Session) opener(ctx context.Context) (*opener, error) {
	o := &opener{
		ctx: ctx, s: s,
		actors: make(map[journal.ID][]ed25519.PublicKey), chosen: make(map[journal.ID]ed25519.PublicKey),
	}
	if s.desk == nil {
		return nil, ErrNotThere
	}
	logins, err := s.v.o.Store.Logins(ctx)
	if err != nil {
		return nil, fmt.Errorf("could not read logins: %w", err)
	}
	for _, l := range logins {
		r, public, err := s.v.openLogin(l)
		if err != nil {
			return nil, err
		}
		if r.Kind == loginParty {
			o.actors[l.Person] = []ed25519.PublicKey{public.Signing()}
		}
	}
	for id, m := range s.desk.members {
		o.actors[id] = m.signing()
	}
	recovery, err := s.desk.recoveryHolder()
	if err != nil {
		return nil, err
	}
	public, err := recovery.public()
	if err != nil {
		return nil, err
	}
	o.actors[recovery.id] = []ed25519.PublicKey{public.Signing()}
	return o, nil
}

// actor is journal.Options.ActorKey. Who had several keys is checked with the one
// that fits the entry just opened.
func (o *opener) actor(id journal.ID) (ed25519.PublicKey, bool) {
	if key, chosen := o.chosen[id]; chosen {
		return key, true
	}
	if keys := o.actors[id]; len(keys) > 0 {
		return keys[0], true
	}
	return nil, false
}

// choose finds which of its actor's keys signed an entry.
func (o *opener) choose(h journal.Header, plaintext []byte) {
	r, err := readRecord(h, plaintext)
	if err != nil || len(o.actors[r.Actor]) < 2 {
		return
	}
	for _, key := range o.actors[r.Actor] {
		if _, err := openSigned(h, plaintext, []ed25519.PublicKey{key}); err == nil {
			o.chosen[r.Actor] = key
		}
	}
}

// open is journal.Options.Open.
func (o *opener) open(p journal.Placed) ([]byte, journal.Opening, error) {
	h := p.Entry.Header
	if here := (place{h.Case, h.Stream}); o.now == nil || o.place != here {
		if err := o.enter(here); err != nil {
			return nil, journal.Unopened, err
		}
	}
	if o.now.head.Erased {
		return nil, journal.Erased, nil
	}
	k, held := o.now.keys[h.Epoch]
	if !held {
		return nil, journal.Unopened, nil
	}
	key := o.keys[h.Number]
	if len(key) == 0 {
		return nil, journal.Struck, nil
	}
	plaintext, err := seal.OpenEntry(k, h.Encode(), p.Entry.Body, key)
	if err != nil {
		return nil, journal.Opened, err
	}
	o.choose(h, plaintext)
	return plaintext, journal.Opened, nil
}

// enter loads the keys of another compartment.
func (o *opener) enter(here place) error {
	c, err := o.s.v.load(o.ctx, o.s.v.o.Store, here, &o.s.who)
	if err != nil {
		return err
	}
	o.place, o.now, o.keys = here, c, nil
	if !c.open() {
		return nil
	}
	entries, err := o.s.v.o.Store.Entries(o.ctx, here.kase, here.stream, 1)
	if err != nil {
		return fmt.Errorf("could not read a compartment: %w", err)
	}
	o.keys = make(map[uint64][]byte, len(entries))
	for _, e := range entries {
		o.keys[e.Header.Number] = e.Key
	}
	return nil
}

// Backup writes a consistent copy while the service runs, as two artefacts into
// a folder that must not exist yet. The one with wraps is kept for days only
// (design §7). Coordinators and administrators may; nil is the program itself.
func (v *Service) Backup(ctx context.Context, s *Session, folder string) error {
	if s != nil {
		if err := s.runsTheDesk(); err != nil {
			return err
		}
	}
	return v.o.Store.Backup(ctx, folder)
}

// Restore makes a database at target, which must not exist, from a backup. Open
// it and Verify it next. inUse are databases that were in use since the backup was
// made: what was erased or struck there does not come back (P8). What waited to be
// sent is held: see ReleaseHeld.
func Restore(ctx context.Context, folder, target string, inUse ...string) error {
	var erased []store.EntryRef
	for _, path := range inUse {
		more, err := store.ErasedIn(ctx, path)
		if err != nil {
			return err
		}
		erased = append(erased, more...)
	}
	return store.Restore(ctx, folder, target, erased...)
}
