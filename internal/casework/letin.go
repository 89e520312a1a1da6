package casework

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/seal"
	"amends/internal/store"
)

// LetIn is a participant's way in, told to them once by voice or by hand.
type LetIn struct {
	Code string // for the first sign-in, good for 72 hours
	// Reference is their stop reference: anyone on staff can enter it, unread.
	Reference string
}

// LetIn gives a party a login of their own. A second time it gives a new code
// and ends the old login; what is in the box stays. Who works with the party's
// side may.
func (s *Session) LetIn(ctx context.Context, id CaseID, party practice.PartyID, login string, form FormID) (LetIn, error) {
	g, err := s.prepareLogin(ctx, id, party, login)
	if err != nil {
		return LetIn{}, err
	}
	return s.giveLogin(ctx, id, g, form)
}

// giveLogin writes a prepared login into the case.
func (s *Session) giveLogin(ctx context.Context, id CaseID, g givenLogin, form FormID) (LetIn, error) {
	err := s.change(ctx, id, form, func(w *work, d *draft, at practice.At) error {
		return w.letIn(ctx, d, at, g)
	})
	if err != nil {
		return LetIn{}, err
	}
	return g.shown, nil
}

// givenLogin is all that letting somebody in needs and takes long to make.
type givenLogin struct {
	party  practice.PartyID
	person person
	logins []store.Login // theirs, and the one their reference is found by
	slot   store.Slot
	shown  LetIn
}

func (s *Session) prepareLogin(ctx context.Context, id CaseID, party practice.PartyID, name string) (givenLogin, error) {
	v := s.v
	g := givenLogin{party: party}
	var err error
	if g.person, err = v.newPerson(); err != nil {
		return g, err
	}
	if g.shown.Code, err = seal.NewCode(v.random); err != nil {
		return g, err
	}
	if g.shown.Reference, err = newReference(v.random); err != nil {
		return g, err
	}
	record := loginRecord{Kind: loginParty, Case: string(id), Party: string(party)}
	login, slot, err := v.newLogin(ctx, g.person, name, record, byCode(g.shown.Code))
	if err != nil {
		return g, err
	}
	finder, err := v.newPerson()
	if err != nil {
		return g, err
	}
	record.Kind = loginReference
	reference, err := v.login(finder, v.referenceHash(g.shown.Reference), record)
	reference.Version = 1
	g.logins, g.slot = []store.Login{login, reference}, slot
	return g, err
}

// letIn drafts the login: the keys into the case's history, the box and the looks
// wrapped to them, the reference into the box.
func (w *work) letIn(ctx context.Context, d *draft, at practice.At, g givenLogin) error {
	if !mayLetIn(w.state, w.s.me.ID, g.party) {
		return ErrNotThere
	}
	switch p, _ := w.state.Party(g.party); {
	case p.Erased:
		return &practice.Refusal{Code: practice.ErasedParty, Field: "party"}
	case p.Died != 0: // there is nobody whose it could be
		return &practice.Refusal{Code: practice.DiedParty, Field: "party"}
	}
	d.batch.Logins, d.batch.Slots = g.logins, []store.Slot{g.slot}
	if _, err := w.endAccess(ctx, d, g.party); err != nil {
		return err
	}
	given := loginGivenRecord{string(g.party), g.person.id.String(), g.person.public.Encode()}
	if err := writeLogin(w, d, kindLoginGiven, given); err != nil {
		return err
	}
	for _, h := range []practice.Home{practice.BoxOf(g.party), practice.LooksOf(g.party)} {
		if err := w.openTo(ctx, d, h, g.person.holder()); err != nil {
			return err
		}
	}
	events, err := w.s.decide(w.state, practice.GiveStopReference{Party: g.party, Reference: g.shown.Reference}, at)
	if err != nil {
		return err
	}
	return w.writeEvents(ctx, d, events)
}

// mayLetIn says whether somebody may give a party a login, or end it.
func mayLetIn(state practice.Case, by practice.StaffID, party practice.PartyID) bool {
	return practice.ViewerOf(state, by).Sees(state, party)
}

// openTo wraps a compartment to somebody: all of its keys, or its first if it is
// only now begun.
func (w *work) openTo(ctx context.Context, d *draft, h practice.Home, to holder) error {
	c, err := w.at(ctx, h)
	if err != nil {
		return err
	}
	switch {
	case c.open():
		return d.give(c, to)
	case c.exists():
		return &CompartmentError{Problem: "you hold no key to this party's box"}
	}
	holders, err := w.holdersOf(ctx, h)
	if err != nil {
		return err
	}
	if err := d.begin(c, holders); err != nil {
		return err
	}
	return writeOwn(d, c, kindEpoch, emptyRecord{})
}

// takeBox takes an old login's keys to box and looks away.
func (w *work) takeBox(ctx context.Context, d *draft, party practice.PartyID, person journal.ID) error {
	for _, h := range []practice.Home{practice.BoxOf(party), practice.LooksOf(party)} {
		c, err := w.at(ctx, h)
		if err != nil {
			return err
		}
		if !c.open() {
			continue
		}
		held, err := w.from.Holders(ctx, c.kase, c.stream)
		if err != nil {
			return fmt.Errorf("could not read who holds keys: %w", err)
		}
		if err := w.rekey(ctx, d, h, []journal.ID{person}, held); err != nil {
			return err
		}
	}
	return nil
}

// ShutOut ends a party's login and sessions. What is in the box stays. Who works
// with the party's side may.
func (s *Session) ShutOut(ctx context.Context, id CaseID, party practice.PartyID, form FormID) error {
	return s.change(ctx, id, form, func(w *work, d *draft, _ practice.At) error {
		return w.shutOut(ctx, d, party)
	})
}

func (w *work) shutOut(ctx context.Context, d *draft, party practice.PartyID) error {
	if !mayLetIn(w.state, w.s.me.ID, party) {
		return ErrNotThere
	}
	had, err := w.endAccess(ctx, d, party)
	if err != nil {
		return err
	}
	if !had {
		return ErrNotThere
	}
	return nil
}

// endAccess ends the login a party has, and takes its keys to box and looks away: what
// is in the box stays for staff. It says whether there was one.
func (w *work) endAccess(ctx context.Context, d *draft, party practice.PartyID) (had bool, err error) {
	old, has, err := w.loginOf(ctx, party)
	if err != nil || !has {
		return false, err
	}
	if err := w.endLogin(ctx, d, party); err != nil {
		return true, err
	}
	return true, w.takeBox(ctx, d, party, old.person)
}

// Stop enters a stop reference, unread: the crossings of whoever it belongs to
// pause, and it reaches whoever is allocated or covering. It shows nothing back
// but whether there is such a reference.
func (s *Session) Stop(ctx context.Context, reference string, form FormID) error {
	return s.byReference(ctx, reference, form, func(d *draft, head store.Head, r loginRecord, at practice.At) error {
		act, err := journal.NewID(s.who.random)
		if err != nil {
			return err
		}
		return d.hand(head, practice.StopDrop(practice.PartyID(r.Party), at, practice.ActID(act.String())))
	})
}

// byReference hands something in to the case a stop reference belongs to, without
// opening it.
func (s *Session) byReference(ctx context.Context, reference string, form FormID, hand func(*draft, store.Head, loginRecord, practice.At) error) (err error) {
	if s.desk == nil {
		return ErrNotThere
	}
	once, err := s.once(form)
	if err != nil {
		return err
	}
	defer func() { err = s.answer(ctx, once, err) }()
	digits, err := parseReference(reference)
	if err != nil {
		return err
	}
	r, err := s.findReference(ctx, digits)
	if err != nil {
		return err
	}
	kase, err := journal.ParseID(r.Case)
	if err != nil {
		return errors.New("could not read a reference: it names no case")
	}
	head, err := s.v.letterbox(ctx, kase)
	if err != nil {
		return err
	}
	now, err := s.v.instant()
	if err != nil {
		return err
	}
	d := s.v.draft(&s.who, now)
	d.batch.Once = once
	at := practice.At{Now: practice.Instant(now), Actor: s.me.ID}
	if err := hand(d, head, r, at); err != nil {
		return err
	}
	return d.commit(ctx)
}

func (v *Service) referenceHash(digits string) [32]byte {
	return v.o.Server.NameHash("reference\x00" + digits)
}

func (s *Session) findReference(ctx context.Context, digits string) (loginRecord, error) {
	login, err := s.v.o.Store.LoginNamed(ctx, s.v.referenceHash(digits))
	if errors.Is(err, store.ErrNotFound) {
		return loginRecord{}, ErrNotThere
	}
	if err != nil {
		return loginRecord{}, fmt.Errorf("could not look up a reference: %w", err)
	}
	r, _, err := s.v.openLogin(login)
	if err != nil {
		return loginRecord{}, err
	}
	if r.Kind != loginReference {
		return loginRecord{}, ErrNotThere
	}
	return r, nil
}

// A stop reference is ten digits in two groups, the last a check digit: it is read
// out over the telephone by somebody upset, and a slip must not look like a stop
// that took effect.
const referenceDigits = 10

// newReference draws a stop reference, "12345-67890".
func newReference(random io.Reader) (string, error) {
	id, err := journal.NewID(random)
	if err != nil {
		return "", err
	}
	digits := make([]byte, 0, referenceDigits)
	for _, b := range id[:referenceDigits-1] {
		digits = append(digits, '0'+b%10) // guessed by staff alone, so that a small bias does no harm
	}
	digits = append(digits, checkDigit(digits))
	return string(digits[:5]) + "-" + string(digits[5:]), nil
}

// parseReference reads a reference as typed, and gives it the way it was written.
func parseReference(typed string) (string, error) {
	digits := []byte(strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, typed))
	if len(digits) != referenceDigits || checkDigit(digits[:referenceDigits-1]) != digits[referenceDigits-1] {
		return "", &FieldError{"Reference", "a digit is wrong or missing: a reference has ten digits; read it again"}
	}
	return string(digits[:5]) + "-" + string(digits[5:]), nil
}

// damm is the quasigroup of H. M. Damm's check digit (2004): any one wrong digit,
// and any two neighbours the wrong way round, are found.
var damm = [10][10]byte{
	{0, 3, 1, 7, 5, 9, 8, 6, 4, 2}, {7, 0, 9, 2, 1, 5, 4, 8, 6, 3}, {4, 2, 0, 6, 8, 7, 1, 3, 5, 9},
	{1, 7, 5, 0, 9, 8, 3, 4, 2, 6}, {6, 1, 2, 3, 0, 4, 5, 9, 7, 8}, {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
	{5, 8, 6, 9, 7, 2, 0, 1, 3, 4}, {8, 9, 4, 5, 3, 6, 2, 0, 1, 7}, {9, 4, 3, 8, 6, 1, 7, 2, 0, 5},
	{2, 5, 8, 1, 4, 3, 6, 7, 9, 0},
}

func checkDigit(digits []byte) byte {
	var interim byte
	for _, d := range digits {
		interim = damm[interim][d-'0']
	}
	return '0' + interim
}
