package casework

import (
	"cmp"
	"context"
	"slices"

	"golang.org/x/mod/sumdb/note"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/store"
)

// Verified is what was checked.
type Verified struct {
	Entries, Streams, Checkpoints int64
	Tiles, Earlier                int64 // of the tree; checkpoints kept elsewhere that agree
	Signatures                    int64 // of people, each checked with the keys of whom it names
	Struck                        int64 // entries whose key was destroyed on purpose, alone or with their compartment
	Unopened                      int64 // entries the keys do not open: their signatures were not seen
	Opened, Shut                  int64 // streams that the keys open, and do not; erased ones are neither
	Remembered                    int64 // entries that this login saw when it last signed in, and that stand as they did
	Head                          string
}

// Verify checks every entry, the tree and all checkpoints, and with a session's keys
// the signature of every entry that they open, and whether whoever signed what
// entitles people was entitled to it (P6). A *journal.Flaw names the first wrong
// entry in the order of the log. ErrNotThere is for a participant's session.
func (v *Service) Verify(ctx context.Context, s *Session) (Verified, error) {
	verifier, err := Verifier(v.o.Server)
	if err != nil {
		return Verified{}, err
	}
	return v.audit(ctx, s, journal.Options{Verifier: verifier})
}

// VerifyAs is Verify with the keys of somebody on staff who gives name and
// passphrase, for a program that only reads: no session is begun. The checkpoints
// are held against a verifier of the caller's, and against earlier ones that
// somebody kept. It works over a desk that is refused: that is when it is needed.
func (v *Service) VerifyAs(ctx context.Context, c Credentials, verifier note.Verifier, earlier []journal.Checkpoint) (Verified, error) {
	if !v.Founded() {
		return Verified{}, ErrNotFounded
	}
	slot, opened, was, err := v.openNamed(ctx, v.nameHash(c.Name), c.Passphrase)
	if err != nil {
		return Verified{}, err
	}
	identity, err := opened.Seed.Identity()
	if err != nil {
		return Verified{}, err
	}
	at, err := v.reading()
	if err != nil {
		return Verified{}, err
	}
	s := &Session{
		v: v, seed: opened.Seed, memory: was, public: identity.Public(), now: practice.Instant(at),
		who: holderKeys{slot.Person, identity, v.random},
	}
	return v.audit(ctx, s, journal.Options{Verifier: verifier, Earlier: earlier})
}

// auditInstead verifies without keys where the desk cannot even be read: what is
// wrong with the journal says more than that.
func (v *Service) auditInstead(ctx context.Context, options journal.Options, unread error) (Verified, error) {
	done, err := v.audit(ctx, nil, options)
	return done, cmp.Or(err, unread)
}

// audit verifies the journal, with the keys of a session if there is one.
func (v *Service) audit(ctx context.Context, s *Session, options journal.Options) (Verified, error) {
	var o *opener
	var seen journal.Checkpoint
	if s != nil {
		var err error
		if o, err = s.opener(ctx); err != nil {
			return v.auditInstead(ctx, options, err)
		}
		options.Open, options.ActorKey = o.open, o.actor
		if seen = s.memory.checkpoint(v.id); seen.Size > 0 {
			options.Earlier = append(slices.Clip(options.Earlier), seen)
		}
	}
	var report journal.Report
	err := v.o.Store.Audit(ctx, func(source journal.Source) error {
		var err error
		report, err = journal.Verify(source, options)
		return err
	})
	done := Verified{
		Entries: report.Entries, Streams: report.Streams, Checkpoints: report.Checkpoints, Tiles: report.Tiles, Earlier: report.Earlier,
		Signatures: report.Signatures, Struck: report.Struck + report.Erased, Unopened: report.Unopened,
		Head: report.Head.Root.String(),
	}
	if o != nil {
		done.Opened, done.Shut = o.count()
	}
	if seen.Size > 0 && err == nil {
		done.Remembered, done.Earlier = seen.Size, done.Earlier-1
	}
	return done, err
}

// Backup writes a consistent copy while the service runs, as two artefacts into
// a folder that must not exist yet. The one with wraps is kept for days only
// (P8). Coordinators and administrators may; nil is the program itself.
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
