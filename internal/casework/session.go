package casework

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"time"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/seal"
	"amends/internal/store"
)

// Session is one signed-in person, for one request. It is made by SignIn or
// Resume and kept no longer than the request; a check that the request began has a
// copy until it ends: see BeginCheck.
type Session struct {
	v       *Service
	row     store.Session
	seed    seal.Seed
	memory  memory // what their login saw when they signed in
	who     holderKeys
	login   loginRecord
	public  seal.Public
	me      Staff
	desk    *desk         // of staff alone
	stands  store.Version // of the desk's stream, as it was read
	now     practice.Instant
	numbers numbering
	looked  *atomic.Int64 // of a check: how many entries it has come to; nil for a request
}

// touchAfter is how old the note of a session's last use may grow before it is
// written anew: each note is a write.
const touchAfter = time.Minute

// begin makes a session for somebody whose seed was just opened, and holds the history
// against what their login remembers.
func (v *Service) begin(ctx context.Context, seed seal.Seed, id journal.ID, was memory) (SignedIn, error) {
	now := v.o.Now()
	row := store.Session{Person: id, Begun: now, Seen: now, Expires: now.Add(v.o.Idle)}
	s, err := v.session(ctx, row, seed, was)
	if err != nil {
		return SignedIn{}, err
	}
	if s.memory, err = s.sees(ctx); err != nil {
		return SignedIn{}, err
	}
	var secret [32]byte
	if secret, s.row.ID, s.row.Sealed, err = seal.NewSession(v.random, seed, s.memory.encode(), id); err != nil {
		return SignedIn{}, err
	}
	if err := v.o.Store.BeginSession(ctx, s.row); err != nil {
		return SignedIn{}, fmt.Errorf("could not begin a session: %w", err)
	}
	return SignedIn{Secret: secret, Session: s}, nil
}

// Resume gives the session a cookie's secret belongs to, or ErrSignedOut.
func (v *Service) Resume(ctx context.Context, secret [32]byte) (*Session, error) {
	row, err := v.o.Store.Session(ctx, seal.SessionID(secret))
	if errors.Is(err, store.ErrNotFound) {
		return nil, ErrSignedOut
	}
	if err != nil {
		return nil, fmt.Errorf("could not read a session: %w", err)
	}
	now := v.o.Now()
	longest := row.Begun.Add(v.o.Longest)
	if !now.Before(row.Expires) || !now.Before(longest) {
		return nil, ErrSignedOut
	}
	seed, seen, id, err := seal.OpenSession(secret, row.Sealed)
	if err != nil || id != row.Person {
		return nil, ErrSignedOut
	}
	if now.Sub(row.Seen) >= touchAfter {
		expires := now.Add(v.o.Idle)
		if expires.After(longest) {
			expires = longest
		}
		if err := v.o.Store.TouchSession(ctx, row.ID, expires); err != nil {
			return nil, fmt.Errorf("could not keep a session: %w", err)
		}
		row.Expires = expires
	}
	return v.session(ctx, row, seed, recall(seen))
}

// session gathers what a request needs of somebody. Whose login is gone, or whose
// keys are no longer the ones enrolled, is signed out.
func (v *Service) session(ctx context.Context, row store.Session, seed seal.Seed, was memory) (*Session, error) {
	identity, err := seed.Identity()
	if err != nil {
		return nil, err
	}
	at, err := v.reading()
	if err != nil {
		return nil, err
	}
	s := &Session{
		v: v, row: row, seed: seed, memory: was, now: practice.Instant(at),
		who: holderKeys{row.Person, identity, v.random},
	}
	login, err := v.o.Store.Login(ctx, row.Person)
	if errors.Is(err, store.ErrNotFound) {
		return nil, ErrSignedOut
	}
	if err != nil {
		return nil, fmt.Errorf("could not read a login: %w", err)
	}
	if s.login, s.public, err = v.openLogin(login); err != nil {
		return nil, err
	}
	if s.IsParticipant() {
		// The clock itself: not even the instant of what was last written elsewhere
		// moves what a participant is shown (P3).
		s.now = practice.InstantOf(v.o.Now())
		return s, nil
	}
	if err := s.loadMe(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

// reading is the present for somebody who only reads: a clock that went back does
// not keep people from looking.
func (v *Service) reading() (int64, error) {
	at, err := v.instant()
	if errors.Is(err, ErrClock) {
		return v.last.Load(), nil
	}
	return at, err
}

// loadMe finds the member of staff at the desk.
func (s *Session) loadMe(ctx context.Context) error {
	d, c, err := s.v.loadDesk(ctx, s.v.o.Store, &s.who)
	if errors.Is(err, ErrNotThere) {
		return ErrSignedOut
	}
	if err != nil {
		return err
	}
	if err := d.remembered(s.memory); err != nil {
		return err
	}
	m, known := d.members[s.who.id]
	if !known || m.Left != 0 || m.Fingerprint != fingerprint(s.public) {
		return ErrSignedOut
	}
	s.desk, s.me, s.stands = d, m.Staff, c.head.Version
	return s.keepRewritten(ctx, c)
}

// draft begins what a member of staff is about to write into a case. It is committed
// only while the desk stands as it was read: what is signed with keys that were renewed
// in that very moment, or by somebody who left, would stand after the entry that says
// so, and count as forged (P6).
func (s *Session) draft(at int64) *draft {
	d := s.v.draft(&s.who, at)
	d.expected[s.v.deskPlace()] = true
	d.batch.Expect = append(d.batch.Expect, s.stands)
	return d
}

// retry has something decided again, over what is there then, where somebody else wrote
// meanwhile or a participant sent something: never blindly (P2).
func (s *Session) retry(ctx context.Context, attempt func() error) error {
	for range attempts {
		err := attempt()
		if !crossed(err) {
			return err
		}
		if err := s.loadMe(ctx); err != nil {
			return err
		}
	}
	return ErrBusy
}

// keepRewritten saves wraps in their cheap form.
func (s *Session) keepRewritten(ctx context.Context, c *compartment) error {
	if len(c.rewrite) == 0 {
		return nil
	}
	d := s.v.draft(&s.who, int64(s.now))
	d.rewrap(c)
	return d.commit(ctx)
}

// FormID names one rendering of one form: 26 letters and digits. Sent twice, its
// work is done once.
type FormID string

// IsParticipant says whether this is somebody with a box, not staff.
func (s *Session) IsParticipant() bool { return s.login.Kind == loginParty }

// Me is the member of staff who is signed in. Of a participant it is zero.
func (s *Session) Me() Staff { return s.me }

// Settings are the service's, as of the session's start. A participant gets the
// few a page needs: Neutral, Phone and the words.
func (s *Session) Settings() Settings {
	if s.desk != nil {
		return s.desk.settings
	}
	own := *s.v.settings.Load()
	return Settings{Neutral: own.Neutral, Phone: own.Phone, Harmed: own.Harmed, Responsible: own.Responsible}
}

// Profile is the service's profile.
func (s *Session) Profile() practice.Profile {
	return s.v.o.Profiles[s.v.settings.Load().Profile].Profile
}

// Now is the instant the session acts and reads at.
func (s *Session) Now() practice.Instant { return s.now }

// formLife is how long a form that was sent is remembered.
const formLife = 48 * time.Hour

// NewForm draws the id of a form about to be shown.
func NewForm(random io.Reader) (FormID, error) {
	id, err := journal.NewID(random)
	if err != nil {
		return "", err
	}
	return FormID(id.String()), nil
}

// Mark is the same for the same text in every session of one person, and nobody
// else can make it.
func (s *Session) Mark(text string) ([16]byte, error) {
	mark, err := s.seed.Mark(sha256.Sum256([]byte(text)))
	if err != nil {
		return mark, fmt.Errorf("could not mark a form: %w", err)
	}
	return mark, nil
}

// once is what a form is remembered by: whoever sent it, and its id.
func (s *Session) once(form FormID) (*store.Once, error) {
	if _, err := journal.ParseID(string(form)); err != nil {
		return nil, &FieldError{"Form", "this form is damaged: open the page again"}
	}
	sum := sha256.Sum256([]byte("form\x00" + s.who.id.String() + string(form)))
	return &store.Once{ID: sum, Expires: s.now.Time().Add(formLife)}, nil
}

// Used says whether a form did its work already. FieldError for what is no form's id.
func (s *Session) Used(ctx context.Context, form FormID) (bool, error) {
	once, err := s.once(form)
	if err != nil {
		return false, err
	}
	spent, err := s.v.o.Store.Spent(ctx, once.ID)
	if err != nil {
		return false, fmt.Errorf("could not look up a form: %w", err)
	}
	return spent, nil
}

// derived is an id that follows from a form: sending it again leads to the same
// case.
func (s *Session) derived(form FormID, what string) journal.ID {
	sum := sha256.Sum256([]byte(strings.Join([]string{"derived", what, s.who.id.String(), string(form)}, "\x00")))
	return journal.ID(sum[:16])
}

// ChangePassphrase sets a new passphrase. All sessions of the same person end,
// this one too.
func (s *Session) ChangePassphrase(ctx context.Context, old, chosen string) error {
	if err := CheckPassphrase(chosen); err != nil {
		return err
	}
	if err := s.v.limiter.ask(s.v.o.Now(), sha256.Sum256(s.who.id[:]), "change"); err != nil {
		return err
	}
	slots, err := s.v.o.Store.Slots(ctx, s.who.id)
	if err != nil {
		return fmt.Errorf("could not read slots: %w", err)
	}
	for _, slot := range slots {
		if slot.Kind == slotPassphrase {
			if _, err := s.v.trySlot(ctx, slot, spellPassphrase(old)); err != nil {
				return err
			}
			return s.v.setPassphrase(ctx, s.seed, s.memory, s.who.id, chosen)
		}
	}
	return ErrWrongLogin
}

// SignOut ends the session, and a check that was begun with its keys.
func (s *Session) SignOut(ctx context.Context) error {
	s.v.endCheck(s.me.ID)
	if err := s.v.o.Store.EndSession(ctx, s.row.ID); err != nil {
		return fmt.Errorf("could not end a session: %w", err)
	}
	return nil
}
