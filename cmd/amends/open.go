package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"amends/internal/casework"
	"amends/internal/journal"
	"amends/internal/profile"
	"amends/internal/seal"
	"amends/internal/store"
)

// service is one that was opened: close it.
type service struct {
	*casework.Service
	db     *store.SQLite
	server *seal.ServerKey
}

// opening says how a service is opened.
type opening struct {
	now  func() time.Time
	log  *slog.Logger
	idle time.Duration // how long sessions last; 0 for casework's default
}

// open opens a service for writing. Each floor refuses what is unsafe on it: the
// store a second process, a newer database and a wrong last checkpoint, casework a
// wrong key and a clock that went back.
func (f folder) open(ctx context.Context, server *seal.ServerKey, o opening) (_ *service, err error) {
	if err := f.checkKey(server); err != nil {
		return nil, err
	}
	signer, err := casework.Signer(server)
	if err != nil {
		return nil, err
	}
	verifier, err := casework.Verifier(server)
	if err != nil {
		return nil, err
	}
	db, err := store.Open(ctx, f.database(), store.Options{Now: o.now, Signer: signer, Verifier: verifier})
	if err != nil {
		return nil, explained(err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, db.Close())
		}
	}()
	v, err := over(ctx, db, server, o)
	if err != nil {
		return nil, err
	}
	return &service{v, db, server}, nil
}

// over opens casework over a store.
func over(ctx context.Context, db *store.SQLite, server *seal.ServerKey, o opening) (*casework.Service, error) {
	profiles, err := allProfiles()
	if err != nil {
		return nil, err
	}
	v, err := casework.Open(ctx, casework.Options{
		Store: db, Server: server, Now: o.now, Random: rand.Reader, Log: o.log, Profiles: profiles, Idle: o.idle, Longest: o.idle,
	})
	if err != nil {
		return nil, explained(err)
	}
	return v, nil
}

// close closes it; everything acknowledged is on the disk already (P7).
func (s *service) close() error {
	s.Close()
	return s.db.Close()
}

func errNoService() error {
	return mend(errors.New("there is no service in the data folder"), "give the folder that amends init made with --data")
}

// look opens a service's store for reading, beside whoever serves it.
func (f folder) look(ctx context.Context, now func() time.Time) (*store.SQLite, error) {
	if !f.holds() {
		return nil, errNoService()
	}
	db, err := store.Open(ctx, f.database(), store.Options{Now: now, ReadOnly: true})
	if err != nil {
		return nil, explained(err)
	}
	return db, nil
}

// audit verifies a store's journal without any secret (P6), against checkpoints
// that somebody kept.
func audit(ctx context.Context, db *store.SQLite, public publicKey, earlier []journal.Checkpoint) (journal.Report, error) {
	verifier, err := journal.NewVerifier(public.service, public.key)
	if err != nil {
		return journal.Report{}, err
	}
	var report journal.Report
	err = db.Audit(ctx, func(source journal.Source) error {
		var err error
		report, err = journal.Verify(source, journal.Options{Verifier: verifier, Earlier: earlier})
		return err
	})
	return report, err
}

func allProfiles() (map[string]profile.Loaded, error) {
	profiles := map[string]profile.Loaded{}
	for _, name := range profile.Names() {
		loaded, err := profile.Load(name)
		if err != nil {
			return nil, fmt.Errorf("could not load a profile: %w", err)
		}
		profiles[name] = loaded
	}
	return profiles, nil
}
