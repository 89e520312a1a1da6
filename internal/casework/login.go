package casework

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"amends/internal/journal"
	"amends/internal/seal"
	"amends/internal/store"
)

// MinPassphrase is the least number of characters of a passphrase.
const MinPassphrase = 12

// A first-login code is good for so long, and so many attempts.
const (
	codeLife  = 72 * time.Hour
	codeTries = 5
)

// The kinds of slot.
const (
	slotPassphrase uint8 = 1
	slotCode       uint8 = 2
)

// Credentials are what somebody typed, and where from.
type Credentials struct {
	Name, Passphrase string
	// Source tells places apart (a network address), so that attempts from one
	// cannot keep somebody out who signs in from another. It is kept in memory,
	// hashed, for minutes.
	Source string
}

// SignedIn is a fresh session. Secret goes into the cookie and nowhere else.
type SignedIn struct {
	Secret  [32]byte
	Session *Session
}

// The kinds of login.
const (
	loginStaff     = "staff"
	loginParty     = "party"
	loginReference = "reference" // a stop reference: it has no slot, and signs nobody in
)

// loginRecord is what the server knows about a login, sealed to its key. The
// fingerprint vouches for the public keys beside it: whoever can write to the
// database, but lacks the server's key, cannot put others in their place.
type loginRecord struct {
	Kind        string   `json:"kind"`
	Fingerprint [32]byte `json:"fingerprint"`
	Past        [][]byte `json:"past"`  // Ed25519 keys that came before: what they signed still counts
	Case        string   `json:"case"`  // of a party or a reference
	Party       string   `json:"party"` // of a party or a reference
}

const useLogin = "login"

// CheckPassphrase gives ErrWeakPassphrase for what is too short, so that whoever
// chooses hears of it before anything is made. No other rule: length is what
// counts, and rules about signs make people write passphrases down.
func CheckPassphrase(chosen string) error {
	if utf8.RuneCountInString(chosen) < MinPassphrase {
		return ErrWeakPassphrase
	}
	return nil
}

// spellPassphrase spells the same letters in one way, whichever keyboard they
// were typed on.
func spellPassphrase(typed string) []byte { return []byte(norm.NFC.String(typed)) }

// nameHash is what a login is found by: case, blanks around it and spelling do
// not matter.
func (v *Service) nameHash(name string) [32]byte {
	return v.o.Server.NameHash("login\x00" + strings.ToLower(norm.NFKC.String(strings.TrimSpace(name))))
}

// newLogin makes a login that was not there before, with one slot. It takes as
// long as a passphrase does: callers make it once, before they draft.
func (v *Service) newLogin(ctx context.Context, p person, name string, r loginRecord, s secretOf) (store.Login, store.Slot, error) {
	if strings.TrimSpace(name) == "" {
		return store.Login{}, store.Slot{}, &FieldError{"Login", "give the name they will sign in by"}
	}
	login, err := v.login(p, v.nameHash(name), r)
	if err != nil {
		return store.Login{}, store.Slot{}, err
	}
	login.Version = 1
	slot, err := v.newSlot(ctx, p, s)
	return login, slot, err
}

// login writes a person's login. The caller sets its version.
func (v *Service) login(p person, name [32]byte, r loginRecord) (store.Login, error) {
	r.Fingerprint = p.public.Fingerprint()
	plain, err := json.Marshal(r)
	if err != nil {
		return store.Login{}, fmt.Errorf("could not write a login: %w", err)
	}
	sealed, err := v.o.Server.Seal(v.random, useLogin, p.id, plain)
	if err != nil {
		return store.Login{}, fmt.Errorf("could not write a login: %w", err)
	}
	return store.Login{Person: p.id, Name: name, Public: p.public.Encode(), Sealed: sealed}, nil
}

// secretOf is what a slot opens for: a code, of somebody who has seen nothing yet, or a
// passphrase, of somebody who has.
type secretOf struct {
	kind   uint8
	secret string
	seen   memory
}

// byCode is a first-login code.
func byCode(code string) secretOf { return secretOf{kind: slotCode, secret: code} }

// byPassphrase is the passphrase of somebody who has seen the history.
func byPassphrase(chosen string, seen memory) secretOf {
	return secretOf{slotPassphrase, chosen, seen}
}

// newSlot seals a person's seed under a passphrase or a code.
func (v *Service) newSlot(ctx context.Context, p person, s secretOf) (store.Slot, error) {
	id, err := journal.NewID(v.random)
	if err != nil {
		return store.Slot{}, err
	}
	sealed, err := v.phrases.Seal(ctx, v.random, p.seed, s.seen.encode(), p.id, spellPassphrase(s.secret))
	if err != nil {
		return store.Slot{}, err
	}
	slot := store.Slot{ID: id, Person: p.id, Kind: s.kind, Sealed: sealed}
	if s.kind == slotCode {
		slot.Expires, slot.Tries = v.o.Now().Add(codeLife), codeTries
	}
	return slot, nil
}

// openLogin reads what the server knows about a login, and holds the public keys
// beside it against that.
func (v *Service) openLogin(l store.Login) (loginRecord, seal.Public, error) {
	plain, err := v.o.Server.Open(useLogin, l.Person, l.Sealed)
	if err != nil {
		return loginRecord{}, seal.Public{}, fmt.Errorf("could not read a login: %w", err)
	}
	r, err := decode[loginRecord](plain)
	if err != nil {
		return loginRecord{}, seal.Public{}, fmt.Errorf("could not read a login: %w", err)
	}
	if r.Kind == loginReference {
		return r, seal.Public{}, nil
	}
	public, err := seal.ParsePublic(l.Public)
	if err != nil || public.Fingerprint() != r.Fingerprint {
		return loginRecord{}, seal.Public{}, errors.New("could not read a login: its keys are not those it was made with")
	}
	return r, public, nil
}

// SignIn signs somebody in by name and passphrase. All that is wrong gives
// ErrWrongLogin after the same work; too many attempts, a *TooSoonError.
func (v *Service) SignIn(ctx context.Context, c Credentials) (SignedIn, error) {
	if !v.Founded() {
		return SignedIn{}, ErrNotFounded
	}
	name := v.nameHash(c.Name)
	if err := v.limiter.ask(v.o.Now(), name, c.Source); err != nil {
		return SignedIn{}, err
	}
	slot, opened, was, err := v.openNamed(ctx, name, c.Passphrase)
	if err != nil {
		return SignedIn{}, err
	}
	v.limiter.forgive(name, c.Source)
	in, err := v.begin(ctx, opened.Seed, slot.Person, was)
	if err != nil {
		return SignedIn{}, err
	}
	return in, v.remember(ctx, slot, opened, in.Session)
}

// openNamed opens the slot of somebody who gives name and passphrase, with what their
// login remembers.
func (v *Service) openNamed(ctx context.Context, name [32]byte, passphrase string) (store.Slot, seal.OpenedSlot, memory, error) {
	slot, err := v.slotNamed(ctx, name, slotPassphrase)
	if err != nil {
		return store.Slot{}, seal.OpenedSlot{}, memory{}, err
	}
	opened, err := v.trySlot(ctx, slot, spellPassphrase(passphrase))
	if err != nil {
		return store.Slot{}, seal.OpenedSlot{}, memory{}, err
	}
	was := recall(opened.Memory)
	if was.number == 0 { // a passphrase is chosen by somebody who has seen the history
		return store.Slot{}, seal.OpenedSlot{}, memory{}, errors.New("could not sign in: this login remembers nothing")
	}
	return slot, opened, was, nil
}

// slotNamed finds the slot of a kind that a login name leads to. The zero Slot
// says that there is none; no caller tells that from a wrong passphrase.
func (v *Service) slotNamed(ctx context.Context, name [32]byte, kind uint8) (store.Slot, error) {
	login, err := v.o.Store.LoginNamed(ctx, name)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return store.Slot{}, fmt.Errorf("could not look up a login: %w", err)
	}
	// Asked even for nobody, so that the work is the same (P5).
	slots, err := v.o.Store.Slots(ctx, login.Person)
	if err != nil {
		return store.Slot{}, fmt.Errorf("could not look up a login: %w", err)
	}
	for _, s := range slots {
		if s.Kind == kind {
			return s, nil
		}
	}
	return store.Slot{}, nil
}

// trySlot opens a slot, or does the same work where there is none.
func (v *Service) trySlot(ctx context.Context, slot store.Slot, secret []byte) (seal.OpenedSlot, error) {
	var opened seal.OpenedSlot
	var err error
	if slot.Person.IsZero() {
		err = v.phrases.Decoy(ctx, secret)
	} else {
		opened, err = v.phrases.Open(ctx, slot.Sealed, slot.Person, secret)
	}
	if errors.Is(err, seal.ErrWrongSecret) {
		return seal.OpenedSlot{}, ErrWrongLogin
	}
	return opened, err
}

// SignInWithCode signs somebody in for the first time, by name and code, and
// sets the passphrase they chose: the code is dead from then on. c.Passphrase is
// the new one. Codes are good for 72 hours and a few attempts.
func (v *Service) SignInWithCode(ctx context.Context, c Credentials, code string) (SignedIn, error) {
	if !v.Founded() {
		return SignedIn{}, ErrNotFounded
	}
	spelt, err := seal.ParseCode(code)
	if err != nil {
		return SignedIn{}, &FieldError{"Code", "a code has sixteen digits, in four groups of four"}
	}
	if err := CheckPassphrase(c.Passphrase); err != nil {
		return SignedIn{}, err
	}
	name := v.nameHash(c.Name)
	if err := v.limiter.ask(v.o.Now(), name, c.Source); err != nil {
		return SignedIn{}, err
	}
	slot, err := v.codeSlot(ctx, name)
	if err != nil {
		return SignedIn{}, err
	}
	opened, err := v.trySlot(ctx, slot, []byte(spelt))
	if err != nil {
		return SignedIn{}, err
	}
	seen, err := v.firstSight(ctx, opened.Seed, slot.Person)
	if err != nil {
		return SignedIn{}, err
	}
	if err := v.setPassphrase(ctx, opened.Seed, seen, slot.Person, c.Passphrase); err != nil {
		return SignedIn{}, err
	}
	v.limiter.forgive(name, c.Source)
	return v.begin(ctx, opened.Seed, slot.Person, seen)
}

// firstSight is what somebody sees who has new keys, and remembers from then on. That
// it is what everybody sees nobody can tell them.
func (v *Service) firstSight(ctx context.Context, seed seal.Seed, id journal.ID) (memory, error) {
	s, err := v.session(ctx, store.Session{Person: id}, seed, memory{})
	if err != nil {
		return memory{}, err
	}
	return s.sees(ctx)
}

// codeSlot finds a code's slot and spends one of its attempts, durably, before
// the code is tried.
func (v *Service) codeSlot(ctx context.Context, name [32]byte) (store.Slot, error) {
	slot, err := v.slotNamed(ctx, name, slotCode)
	if err != nil {
		return store.Slot{}, err
	}
	tried, err := v.o.Store.Try(ctx, slot.Person, slot.ID)
	if errors.Is(err, store.ErrNotFound) {
		return store.Slot{}, nil
	}
	if err != nil {
		return store.Slot{}, fmt.Errorf("could not look up a code: %w", err)
	}
	return tried, nil
}

// setPassphrase replaces every slot of a person by one under the passphrase: a
// code is dead from then on. Their other sessions end, and a check with their keys.
func (v *Service) setPassphrase(ctx context.Context, seed seal.Seed, seen memory, id journal.ID, chosen string) error {
	identity, err := seed.Identity()
	if err != nil {
		return err
	}
	at, err := v.instant()
	if err != nil {
		return err
	}
	p := person{holderKeys{id, identity, v.random}, seed, identity.Public()}
	d := v.draft(&p.holderKeys, at)
	if err := v.endSlots(ctx, d, id); err != nil {
		return err
	}
	slot, err := v.newSlot(ctx, p, byPassphrase(chosen, seen))
	if err != nil {
		return err
	}
	d.batch.Slots = append(d.batch.Slots, slot)
	d.batch.EndSessions = append(d.batch.EndSessions, id)
	if err := d.commit(ctx); err != nil {
		return err
	}
	v.endCheck(staffID(id))
	return nil
}
