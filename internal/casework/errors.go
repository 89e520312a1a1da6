package casework

import (
	"context"
	"errors"
	"fmt"
	"time"

	"amends/internal/practice"
	"amends/internal/store"
)

// The errors that callers branch on. All others are failures of the machine or
// of the data: log them once, show an incident number.
var (
	// ErrNotThere says that there is no such case, party, content or person, or
	// none that the asker may know of. The two are one answer, after the same
	// work (P5).
	ErrNotThere = errors.New("not there")

	// ErrRepeated says that this form was sent before and did its work then: show
	// what it did. The result beside it names the same case.
	ErrRepeated = errors.New("form was already used")

	// ErrSignedOut says that there is no session, or none any more: ask the
	// person to sign in.
	ErrSignedOut = errors.New("not signed in")

	// ErrWrongLogin is the one answer to an unknown name, a wrong passphrase, a
	// wrong, used or expired code, and a login that was closed, after the same
	// work (P5).
	ErrWrongLogin = errors.New("wrong name, passphrase or code")

	// ErrWeakPassphrase says that a passphrase is shorter than MinPassphrase
	// characters.
	ErrWeakPassphrase = fmt.Errorf("passphrase is too short: choose at least %d characters", MinPassphrase)

	// ErrNameTaken says that a login name is in use: choose another.
	ErrNameTaken = errors.New("login name is in use: choose another")

	// ErrNotYours says that somebody who is signed in asked for what their duty
	// does not cover, where that there is such a thing is no secret: settings,
	// enrolling, backups.
	ErrNotYours = errors.New("not among your duties")

	// ErrBusy says that others kept changing the same case while this was being
	// decided. Nothing was saved: try again.
	ErrBusy = errors.New("others are changing this case: try again")

	// ErrClock says that the machine's clock went backwards. Nothing is written
	// until it is right again.
	ErrClock = errors.New("the clock went backwards: nothing is written until it is set right")

	// ErrStopped says that the outcome of a commit is unknown. The service takes
	// nothing in any more: end the process, start it again, and it will know.
	ErrStopped = errors.New("stopped: the outcome of a commit is unknown; start the service again")

	// ErrFounded says that the service was set up before.
	ErrFounded = errors.New("service is already set up")

	// ErrNotFounded says that the service was not set up yet.
	ErrNotFounded = errors.New("service is not set up yet: run amends init")
)

// TooSoonError says that somebody, or somebody else from the same place, tried
// to sign in too often. It never becomes a lock: waiting helps.
type TooSoonError struct {
	After time.Duration // how long to wait
}

// Error says how long to wait.
func (e *TooSoonError) Error() string {
	return fmt.Sprintf("too many attempts: wait %s", e.After.Round(time.Second))
}

// FieldError says what is wrong with one field of what was sent in, where no
// rule of practice speaks of it. It never holds what was typed.
type FieldError struct {
	Field   string // as the parameter's field is called: "Passphrase"
	Problem string // what is wrong and what to do
}

// Error names the field and the remedy.
func (e *FieldError) Error() string { return e.Field + ": " + e.Problem }

// CompartmentError says that a compartment which the asker is entitled to cannot
// be opened: a wrap or an entry's key is missing without an entry that says why,
// or does not fit. Nothing is decided over a partial history (P9).
type CompartmentError struct {
	Entry   uint64 // the entry of the desk that is refused, or until which it is, or 0
	Problem string // in plain words, without ids
}

// Error says what is wrong and who can mend it.
func (e *CompartmentError) Error() string {
	if e.Entry > 0 {
		return "the history of who works here cannot be relied on: " + e.Problem + "; run amends verify with --login, and restore a backup from before it"
	}
	return "part of this case cannot be opened: " + e.Problem + "; ask a coordinator who can open it, and run amends verify"
}

// answer is what a form is answered when its work failed: sent a second time, it
// may be refused for what the first sending did, and is told ErrRepeated instead.
func (s *Session) answer(ctx context.Context, once *store.Once, err error) error {
	_, field := errors.AsType[*FieldError](err)
	if !refused(err) && !field && !errors.Is(err, ErrNotThere) {
		return err
	}
	spent, asking := s.v.o.Store.Spent(ctx, once.ID)
	if asking != nil {
		return fmt.Errorf("could not look up a form: %w", asking)
	}
	if spent {
		return ErrRepeated
	}
	return err
}

// refused says whether an error is a refusal of practice.
func refused(err error) bool {
	var r *practice.Refusal
	return errors.As(err, &r)
}
