package casework

import (
	"context"
	"errors"
	"fmt"

	"amends/internal/practice"
	"amends/internal/seal"
	"amends/internal/store"
)

// recovery is the recovery identity, opened with two sheets, and the desk as it opens it.
type recovery struct {
	who  *holderKeys
	desk *desk
	c    *compartment // the desk's
}

// openRecovery opens the recovery identity with two sheets, and the desk with it.
// That the desk opens, and names this very key, is the proof that the sheets are
// worth what they promise.
func (v *Service) openRecovery(ctx context.Context, first, second string) (recovery, error) {
	own, err := v.o.Store.Service(ctx)
	if errors.Is(err, store.ErrNotFound) {
		return recovery{}, ErrNotFounded
	}
	if err != nil {
		return recovery{}, fmt.Errorf("could not read the service's record: %w", err)
	}
	identity, err := seal.OpenRecovery(v.id, own.Pairs, first, second)
	if err != nil {
		return recovery{}, err
	}
	who := &holderKeys{recoveryID(identity.Public()), identity, v.random}
	d, c, err := v.loadDesk(ctx, v.o.Store, who)
	if err != nil {
		return recovery{}, fmt.Errorf("could not open the desk with the recovery key: %w", err)
	}
	journaled, err := d.recoveryHolder()
	if err != nil {
		return recovery{}, err
	}
	if journaled.id != who.id {
		return recovery{}, errors.New("could not use recovery: the journal names another recovery key")
	}
	return recovery{who, d, c}, nil
}

// RehearseRecovery opens recovery with two sheets, and the desk with what they
// give, and records in the journal that it was done. No real data before.
func (v *Service) RehearseRecovery(ctx context.Context, first, second string) error {
	r, err := v.openRecovery(ctx, first, second)
	if err != nil {
		return err
	}
	at, err := v.instant()
	if err != nil {
		return err
	}
	d := v.draft(r.who, at)
	if err := writeOwn(d, r.c, kindRehearsed, emptyRecord{}); err != nil {
		return err
	}
	return d.commit(ctx)
}

// Recover enrols a coordinator by two custodians' sheets and hands them every
// compartment of the service. The use is in the journal for everybody on staff to
// see. It may be repeated if it was cut short: what was handed over stays.
func (v *Service) Recover(ctx context.Context, first, second string, n NewStaff, passphrase string) (practice.StaffID, error) {
	if err := errors.Join(n.check(), CheckPassphrase(passphrase)); err != nil {
		return "", err
	}
	if !n.has(Coordinator) {
		return "", &FieldError{"Duties", "who takes over must be a coordinator"}
	}
	r, err := v.openRecovery(ctx, first, second)
	if err != nil {
		return "", err
	}
	p, err := v.newPerson()
	if err != nil {
		return "", err
	}
	seen := memory{number: r.desk.version, chain: r.desk.lastLink()}
	if err := v.enrolByRecovery(ctx, r, p, n, byPassphrase(passphrase, seen)); err != nil {
		return "", err
	}
	if err := v.handOver(ctx, r.who, p.holder()); err != nil {
		return "", err
	}
	return staffID(p.id), nil
}

// enrolByRecovery writes the new coordinator into the desk.
func (v *Service) enrolByRecovery(ctx context.Context, r recovery, p person, n NewStaff, s secretOf) error {
	login, slot, err := v.newLogin(ctx, p, n.Login, loginRecord{Kind: loginStaff}, s)
	if err != nil {
		return err
	}
	at, err := v.instant()
	if err != nil {
		return err
	}
	d := v.draft(r.who, at)
	d.batch.Logins, d.batch.Slots = []store.Login{login}, []store.Slot{slot}
	if err := d.give(r.c, p.holder()); err != nil {
		return err
	}
	if err := writeOwn(d, r.c, kindEnrolled, p.enrolled(n)); err != nil {
		return err
	}
	if err := writeOwn(d, r.c, kindRecovered, recoveredRecord{Staff: p.id.String()}); err != nil {
		return err
	}
	return d.commit(ctx)
}

// handOver wraps everything that one holder can open to another.
func (v *Service) handOver(ctx context.Context, who *holderKeys, to holder) error {
	places, err := v.placesOf(ctx, who)
	if err != nil {
		return err
	}
	for _, p := range places {
		if p == v.deskPlace() {
			continue
		}
		if err := v.handOverOne(ctx, who, p, to); err != nil {
			return err
		}
	}
	return nil
}

// placesOf lists the compartments somebody holds keys to.
func (v *Service) placesOf(ctx context.Context, who *holderKeys) ([]place, error) {
	var places []place
	for w, err := range v.o.Store.WrapsOf(ctx, who.id) {
		if err != nil {
			return nil, fmt.Errorf("could not read keys: %w", err)
		}
		p := place{w.Case, w.Stream}
		if len(places) == 0 || places[len(places)-1] != p {
			places = append(places, p)
		}
	}
	return places, nil
}

func (v *Service) handOverOne(ctx context.Context, who *holderKeys, p place, to holder) error {
	for range attempts {
		c, err := v.load(ctx, v.o.Store, p, who)
		if err != nil || !c.open() {
			return err
		}
		at, err := v.instant()
		if err != nil {
			return err
		}
		d := v.draft(who, at)
		if err := d.give(c, to); err != nil {
			return err
		}
		if err := d.commit(ctx); !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
	return ErrBusy
}
