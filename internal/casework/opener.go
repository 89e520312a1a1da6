package casework

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"slices"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/seal"
)

// opener opens entries for Verify with one person's keys, and says of each what a
// signature alone does not: that the desk stands, and the grants of each case. It
// reads beside the snapshot that is verified: an entry that came later is not asked
// for.
type opener struct {
	ctx     context.Context
	s       *Session          // its desk is the one folded here
	forged  *CompartmentError // what the desk is refused for, if it is
	parties map[journal.ID]ownBox
	chosen  ed25519.PublicKey // that the entry just opened is checked with; nil if there is none

	place  place
	now    *compartment      // of place; nil before the first
	keys   map[uint64][]byte // entry keys of place, by number
	grants []uint64          // of place, that do not stand
	seen   map[place]bool    // and whether it opened
}

// ownBox is the one place where a participant writes, with the key they do it by.
type ownBox struct {
	place place
	key   ed25519.PublicKey
}

// opener begins with the desk, folded and checked anew.
func (s *Session) opener(ctx context.Context) (*opener, error) {
	own := *s
	s = &own
	o := &opener{
		ctx: ctx, s: s, seen: make(map[place]bool),
		parties: make(map[journal.ID]ownBox),
	}
	c, err := s.v.loadOpen(ctx, s.v.o.Store, s.v.deskPlace(), &s.who)
	if err != nil {
		return nil, err
	}
	entries, err := c.witness(ctx, s.v.o.Store, 0)
	if err != nil {
		return nil, err
	}
	d, err := newDesk().extend(entries)
	err = cmp.Or(err, d.remembered(s.memory))
	if forged, is := errors.AsType[*CompartmentError](err); is && forged.Entry <= c.stored {
		o.forged, err = forged, nil
	}
	if err != nil {
		return nil, err // also where entries are missing that this login saw
	}
	if o.forged == nil && d.members[s.who.id].Fingerprint != fingerprint(s.public) {
		return nil, &CompartmentError{Problem: "the desk knows this login by other keys"}
	}
	s.desk, s.me = d, d.members[s.who.id].Staff
	if err := o.readParties(); err != nil {
		return nil, err
	}
	return o, nil
}

// readParties reads the keys of participants.
func (o *opener) readParties() error {
	logins, err := o.s.v.o.Store.Logins(o.ctx)
	if err != nil {
		return fmt.Errorf("could not read logins: %w", err)
	}
	for _, l := range logins {
		r, public, err := o.s.v.openLogin(l)
		if err != nil {
			return err
		}
		if r.Kind == loginParty {
			o.parties[l.Person] = ownBox{boxPlace(practice.PartyID(r.Party)), public.Signing()}
		}
	}
	return nil
}

// keyOf gives the key that an entry must be signed with where the opener is, nil for
// none: of staff the one they had when it was committed, and none once they had left.
// Participants write in their own box and nowhere else.
func (o *opener) keyOf(actor journal.ID, position int64) ed25519.PublicKey {
	d := o.s.desk
	if d.byRecovery(actor) {
		return d.recoveryKey
	}
	if m, known := d.members[actor]; known {
		if then := m.termAt(position); !then.left {
			return then.key
		}
		return nil
	}
	return o.partyKey(actor)
}

// partyKey gives a participant's key in their own box, nil elsewhere.
func (o *opener) partyKey(actor journal.ID) ed25519.PublicKey {
	if own := o.parties[actor]; own.place == o.place {
		return own.key
	}
	return nil
}

// handedKeys gives the keys that something may be signed with that was handed in: see
// [desk.signers].
func (o *opener) handedKeys(r journal.Record) []ed25519.PublicKey {
	if _, known := o.s.desk.members[r.Actor]; known {
		return o.s.desk.signers(r)
	}
	if key := o.partyKey(r.Actor); key != nil {
		return []ed25519.PublicKey{key}
	}
	return nil
}

// actor is journal.Options.ActorKey: the key chosen for the entry just opened.
func (o *opener) actor(journal.ID) (ed25519.PublicKey, bool) { return o.chosen, o.chosen != nil }

// open is journal.Options.Open.
func (o *opener) open(p journal.Placed) ([]byte, journal.Opening, error) {
	h := p.Entry.Header
	if o.s.looked != nil {
		o.s.looked.Add(1)
	}
	if here := (place{h.Case, h.Stream}); o.now == nil || o.place != here {
		if err := o.enter(here); err != nil {
			return nil, journal.Unopened, err
		}
	}
	if o.now.head.Erased {
		return nil, journal.Erased, nil
	}
	if o.forged != nil && o.place == o.s.v.deskPlace() && h.Number == o.forged.Entry {
		return nil, journal.Unopened, errors.New(o.forged.Problem)
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
	return plaintext, journal.Opened, o.judge(h, p.Position, plaintext)
}

// judge asks of an opened entry what its signature does not say.
func (o *opener) judge(h journal.Header, position int64, plaintext []byte) error {
	r, err := readRecord(h, plaintext)
	if err != nil {
		return err
	}
	o.chosen = o.keyOf(r.Actor, position)
	switch {
	case o.chosen == nil:
		return errors.New("it is not signed by whom it names with keys they had then")
	case slices.Contains(o.grants, h.Number):
		return errors.New("it gives somebody what whoever signed it was not entitled to give")
	case r.Type == kindDropped:
		return o.judgeDropped(r)
	}
	return nil
}

// judgeDropped checks the signature that a handed in entry carries inside.
func (o *opener) judgeDropped(r journal.Record) error {
	dropped, err := decode[droppedRecord](r.Content)
	if err != nil {
		return err
	}
	id, err := journal.ParseID(dropped.Drop)
	if err != nil {
		return errors.New("it was handed in under no known name")
	}
	inner, err := readSigned(dropped.Signed)
	if err != nil {
		return err
	}
	h, err := dropHeader(o.place, o.s.v.id, id, inner.At)
	if err != nil {
		return err
	}
	_, err = openSigned(h, dropped.Signed, o.handedKeys(inner))
	return err
}

// enter loads the keys of another compartment.
func (o *opener) enter(here place) error {
	c, err := o.s.v.load(o.ctx, o.s.v.o.Store, here, &o.s.who)
	if err != nil {
		return err
	}
	o.place, o.now, o.keys, o.grants = here, c, nil, nil
	if !c.head.Erased {
		o.seen[here] = c.open()
	}
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
	if here == casePlace(here.kase) && o.forged == nil {
		o.grants, err = o.s.unfounded(o.ctx, c)
	}
	return err
}

// unfounded gives the grants of a case that do not stand, whatever was believed. Its
// fold is made for this alone and not kept: a check goes through every case, and the
// folds that people work with are to stay.
func (s *Session) unfounded(ctx context.Context, main *compartment) ([]uint64, error) {
	w := s.newWork(s.v.o.Store, main.kase)
	w.main = main
	records, err := main.read(ctx, w.from)
	if err != nil {
		return nil, err
	}
	if err := w.fold(records); err != nil {
		return nil, err
	}
	return w.refused(ctx)
}

// count says how many compartments opened and how many did not.
func (o *opener) count() (opened, shut int64) {
	for _, open := range o.seen {
		if open {
			opened++
		} else {
			shut++
		}
	}
	return opened, shut
}
