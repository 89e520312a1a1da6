package casework

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/seal"
	"amends/internal/store"
)

// Settings are what a service decides for itself. They are entries of the desk:
// every change is in the journal.
type Settings struct {
	Name        string `json:"name"`        // as staff and documents say it
	Neutral     string `json:"neutral"`     // on titles, envelopes, mails: says nothing of what the service does (P10)
	Profile     string `json:"profile"`     // one of Options.Profiles
	Harmed      string `json:"harmed"`      // the public word: "harmed person", "victim", "survivor"
	Responsible string `json:"responsible"` // the public word for the other role
	Phone       string `json:"phone"`       // what a participant can ring; empty if none
}

// check refuses settings that a service cannot work with.
func (v *Service) check(s Settings) error {
	_, known := v.o.Profiles[s.Profile]
	switch {
	case s.Name == "":
		return &FieldError{"Name", "say what the service is called"}
	case s.Neutral == "":
		return &FieldError{"Neutral", "give a name that says nothing of what the service does"}
	case !known:
		return &FieldError{"Profile", "choose one of the profiles on offer"}
	case s.Harmed == "" || s.Responsible == "":
		return &FieldError{"Harmed", "give the public words for both roles"}
	}
	return nil
}

// Founding is what a service is set up with.
type Founding struct {
	Settings    Settings
	Coordinator NewStaff // the first; Duties must have Coordinator
	Passphrase  string   // of the first coordinator, at least MinPassphrase characters
}

// Founded is what setting up made. Sheets are shown once and kept nowhere:
// print them, give them to three people.
type Founded struct {
	Sheets      [3]string
	Coordinator practice.StaffID
	// Fingerprint of the recovery key, as it stands in the journal: written on
	// each sheet, so that a swapped one is noticed.
	Fingerprint string
}

// Found sets the service up: recovery, first coordinator, settings, in one
// transaction. A second time it gives ErrFounded.
func (v *Service) Found(ctx context.Context, f Founding) (Founded, error) {
	if v.Founded() {
		return Founded{}, ErrFounded
	}
	if err := errors.Join(v.check(f.Settings), f.Coordinator.check(), CheckPassphrase(f.Passphrase)); err != nil {
		return Founded{}, err
	}
	if !f.Coordinator.has(Coordinator) {
		return Founded{}, &FieldError{"Duties", "the first member of staff must be a coordinator"}
	}
	recovery, err := seal.NewRecovery(v.random, v.id)
	if err != nil {
		return Founded{}, fmt.Errorf("could not set the service up: %w", err)
	}
	first, err := v.newPerson()
	if err != nil {
		return Founded{}, err
	}
	d, err := v.foundDesk(ctx, f, first, recovery)
	if err != nil {
		return Founded{}, fmt.Errorf("could not set the service up: %w", err)
	}
	if err := d.commit(ctx); err != nil {
		return Founded{}, err
	}
	v.settings.Store(&f.Settings)
	return Founded{
		Sheets: recovery.Sheets(), Coordinator: staffID(first.id), Fingerprint: fingerprint(recovery.Public()),
	}, nil
}

// foundDesk drafts the desk's first entries, the service's record and the first
// login.
func (v *Service) foundDesk(ctx context.Context, f Founding, first person, recovery seal.Recovery) (*draft, error) {
	at, err := v.instant()
	if err != nil {
		return nil, err
	}
	d := v.draft(&first.holderKeys, at)
	public := func() (seal.Public, error) { return recovery.Public(), nil }
	c := &compartment{place: v.deskPlace(), service: v.id}
	holders := []holder{{id: first.id}, {recoveryID(recovery.Public()), public}}
	if err := d.begin(c, holders); err != nil {
		return nil, err
	}
	founded := foundedRecord{Recovery: recovery.Public().Encode(), Settings: f.Settings}
	if err := writeOwn(d, c, kindFounded, founded); err != nil {
		return nil, err
	}
	if err := writeOwn(d, c, kindEnrolled, first.enrolled(f.Coordinator)); err != nil {
		return nil, err
	}
	sealed, err := v.sealSettings(f.Settings)
	if err != nil {
		return nil, err
	}
	d.batch.Service = &store.Service{
		ID: v.id, Version: 1, Settings: sealed, Recovery: recovery.Public().Encode(),
		RecoveryFingerprint: recovery.Public().Fingerprint(), Pairs: recovery.Pairs(),
	}
	entries := slices.Clone(d.batch.Entries)
	for i := range entries {
		entries[i].Position = int64(i) // nothing was written before
	}
	seen := memory{number: uint64(len(entries)), chain: chainOf(entries)[len(entries)-1]}
	login, slot, err := v.newLogin(ctx, first, f.Coordinator.Login, loginRecord{Kind: loginStaff}, byPassphrase(f.Passphrase, seen))
	d.batch.Logins, d.batch.Slots = []store.Login{login}, []store.Slot{slot}
	return d, err
}

// writeOwn writes one of casework's own records.
func writeOwn[T any](d *draft, c *compartment, kind string, content T) error {
	encoded, err := encode(content)
	if err != nil {
		return err
	}
	return d.write(c, kind, encoded)
}

const useSettings = "settings"

// sealSettings seals the copy that the server itself needs before anybody has
// signed in. The desk's entries are what counts.
func (v *Service) sealSettings(s Settings) ([]byte, error) {
	plain, err := json.Marshal(s)
	if err != nil {
		return nil, fmt.Errorf("could not write settings: %w", err)
	}
	return v.o.Server.Seal(v.random, useSettings, v.id, plain)
}

func (v *Service) openSettings(own store.Service) (Settings, error) {
	plain, err := v.o.Server.Open(useSettings, v.id, own.Settings)
	if err != nil {
		return Settings{}, fmt.Errorf("could not read the settings: %w", err)
	}
	return decode[Settings](plain)
}

// person is somebody whose keys are about to be enrolled.
type person struct {
	holderKeys
	seed   seal.Seed
	public seal.Public
}

// newPerson draws somebody's id and keys.
func (v *Service) newPerson() (person, error) {
	id, err := journal.NewID(v.random)
	if err != nil {
		return person{}, err
	}
	return v.newKeys(id)
}

// newKeys draws keys for somebody who has an id.
func (v *Service) newKeys(id journal.ID) (person, error) {
	random := v.random
	seed, err := seal.NewSeed(random)
	if err != nil {
		return person{}, err
	}
	identity, err := seed.Identity()
	if err != nil {
		return person{}, err
	}
	return person{holderKeys{id, identity, random}, seed, identity.Public()}, nil
}

func (p person) enrolled(n NewStaff) enrolledRecord {
	return enrolledRecord{Staff: p.id.String(), Name: n.Name, Duties: n.Duties, Public: p.public.Encode()}
}

func (p person) holder() holder {
	return holder{p.id, func() (seal.Public, error) { return p.public, nil }}
}
