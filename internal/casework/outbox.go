package casework

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/store"
)

// Outgoing is one thing to be sent: a reminder, a notice. It rests sealed to the
// server's key and is held to the safe window of its recipient (P10).
type Outgoing struct {
	Means practice.Means `json:"means"`
	To    string         `json:"to"`   // number or address
	Text  string         `json:"text"` // the words said to be safe
	// NotBefore and Expires bound when it may go; Expires must be set.
	NotBefore practice.Instant `json:"not_before"`
	Expires   practice.Instant `json:"expires"`
	// From and Until are the hours of the day, in minutes since midnight UTC,
	// between which it is safe; both zero means any time.
	From  int `json:"from"`
	Until int `json:"until"`
}

// Channel hands one thing over. Handing over is the point of no return: when Send
// has returned nil, it went out.
type Channel interface {
	// Means says what this channel carries.
	Means() practice.Means
	// Send hands over. An error means that it is not known to have gone out.
	Send(ctx context.Context, to, text string) error
}

const (
	useOutbox = "outbox"
	// claimLease is how long a dispatcher may take over one row.
	claimLease = 2 * time.Minute
	// jitter spreads what is due at the same time, so that its instant says
	// nothing about when it was written.
	jitter = 10 * time.Minute
)

func (o Outgoing) check() error {
	switch {
	case o.To == "" || o.Text == "" || o.Means == "":
		return &FieldError{"Outgoing", "say by what means it goes, to where, in which words"}
	case o.Expires == 0 || o.Expires <= o.NotBefore:
		return &FieldError{"Expires", "say after when it must not be sent any more"}
	case o.From < 0 || o.From >= minutesADay || o.Until < 0 || o.Until >= minutesADay:
		return &FieldError{"From", "give the safe hours as minutes of a day"}
	}
	return nil
}

const minutesADay = 24 * 60

// Post puts something into the outbox. Who works with the party's side may. It is
// cancelled when anything in the case is taken back, paused or held (P2).
func (s *Session) Post(ctx context.Context, id CaseID, party practice.PartyID, o Outgoing, form FormID) error {
	if err := o.check(); err != nil {
		return err
	}
	row, err := s.outgoing(o)
	if err != nil {
		return err
	}
	return s.change(ctx, id, form, func(w *work, d *draft, _ practice.At) error {
		p, known := w.state.Party(party)
		if !known || !practice.ViewerOf(w.state, s.me.ID).Sees(w.state, party) {
			return ErrNotThere
		}
		if p.Died != 0 {
			return &practice.Refusal{Code: practice.DiedParty, Field: "party"}
		}
		if p.Paused != 0 || w.state.Held.Since != 0 || !w.state.IsOpen() {
			return &practice.Refusal{Code: practice.WrongState, Field: "party"}
		}
		row.Case = w.id
		d.batch.Outbox = []store.Outgoing{row}
		return nil
	})
}

// outgoing seals a row and sets when it may first go: in its window, some minutes
// off.
func (s *Session) outgoing(o Outgoing) (store.Outgoing, error) {
	random := s.v.random
	id, err := journal.NewID(random)
	if err != nil {
		return store.Outgoing{}, err
	}
	plain, err := encode(o)
	if err != nil {
		return store.Outgoing{}, err
	}
	sealed, err := s.v.o.Server.Seal(random, useOutbox, id, plain)
	if err != nil {
		return store.Outgoing{}, err
	}
	late, err := upTo(random, jitter)
	if err != nil {
		return store.Outgoing{}, err
	}
	first := o.window(max(o.NotBefore, s.now).Time().Add(late))
	return store.Outgoing{ID: id, NotBefore: first, Expires: o.Expires.Time(), Sealed: sealed}, nil
}

// upTo draws a length of time.
func upTo(random io.Reader, most time.Duration) (time.Duration, error) {
	var drawn [8]byte
	if _, err := io.ReadFull(random, drawn[:]); err != nil {
		return 0, fmt.Errorf("could not draw a delay: %w", err)
	}
	return time.Duration(binary.BigEndian.Uint64(drawn[:]) % uint64(most)), nil
}

// window gives the first instant from t on that lies in the safe hours, which may
// run over midnight.
func (o Outgoing) window(t time.Time) time.Time {
	if o.From == o.Until {
		return t
	}
	t = t.UTC()
	minute := t.Hour()*60 + t.Minute()
	inside := o.From <= minute && minute < o.Until
	if o.From > o.Until {
		inside = minute >= o.From || minute < o.Until
	}
	if inside {
		return t
	}
	midnight := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
	if minute >= o.From {
		midnight = midnight.AddDate(0, 0, 1)
	}
	return midnight.Add(time.Duration(o.From) * time.Minute)
}

// Dispatch hands over what may go out now by the given channels, and says how
// many did. Nothing of a case with an untaken drop or a stop goes out (P2).
func (v *Service) Dispatch(ctx context.Context, channels ...Channel) (sent int, err error) {
	for {
		claim, err := v.o.Store.Claim(ctx, claimLease)
		if errors.Is(err, store.ErrNotFound) {
			return sent, nil
		}
		if err != nil {
			return sent, fmt.Errorf("could not claim what is to be sent: %w", err)
		}
		went, err := v.dispatchOne(ctx, claim, channels)
		if err != nil {
			return sent, err
		}
		if went {
			sent++
		}
	}
}

// dispatchOne hands one row over, or puts it back until its window or a channel
// comes.
func (v *Service) dispatchOne(ctx context.Context, claim store.Claim, channels []Channel) (bool, error) {
	plain, err := v.o.Server.Open(useOutbox, claim.ID, claim.Sealed)
	if err != nil {
		return false, fmt.Errorf("could not open what is to be sent: %w", err)
	}
	o, err := decode[Outgoing](plain)
	if err != nil {
		return false, err
	}
	now := v.o.Now()
	if first := o.window(now); first.After(now) {
		return false, v.o.Store.PutBack(ctx, claim, first)
	}
	channel := channelFor(channels, o.Means)
	if channel == nil {
		return false, v.o.Store.PutBack(ctx, claim, now.Add(jitter))
	}
	// From here on it counts as sent, whatever happens to this process: better
	// lost than twice, or after a stop (P2, P10).
	if err := v.o.Store.Hand(ctx, claim); err != nil {
		if errors.Is(err, store.ErrHeld) {
			return false, nil
		}
		return false, fmt.Errorf("could not hand over: %w", err)
	}
	if err := channel.Send(ctx, o.To, o.Text); err != nil {
		v.o.Log.Warn("a channel did not take what was handed to it")
		return false, nil //nolint:nilerr // it stays in doubt for a person to decide, and the next row is tried
	}
	return true, v.o.Store.Sent(ctx, claim)
}

func channelFor(channels []Channel, m practice.Means) Channel {
	for _, c := range channels {
		if c.Means() == m {
			return c
		}
	}
	return nil
}

// InDoubt says how many rows were handed over and never reported sent. A person
// decides about them.
func (v *Service) InDoubt(ctx context.Context) (int, error) {
	rows, err := v.o.Store.InDoubt(ctx)
	return len(rows), err
}

// HeldBack says how many rows wait for ReleaseHeld: what waited to be sent when a
// backup was restored.
func (v *Service) HeldBack(ctx context.Context) (int, error) {
	rows, err := v.o.Store.Held(ctx)
	return len(rows), err
}

// ReleaseHeld lets what a restore held go out after all, and gives how many rows
// that were. It is an act of its own, on record at the desk, because each of them
// may have been sent after the backup was made (P10): whoever does it has found
// out, or finds twice better than never. Coordinators and administrators may.
func (s *Session) ReleaseHeld(ctx context.Context, form FormID) (released int, err error) {
	err = s.deskWork(ctx, form, func(d *draft, _ *desk, c *compartment) error {
		rows, err := s.v.o.Store.Held(ctx)
		if err != nil {
			return fmt.Errorf("could not read what is held: %w", err)
		}
		if len(rows) == 0 {
			return ErrNotThere
		}
		for _, row := range rows {
			d.batch.ReleaseOutbox = append(d.batch.ReleaseOutbox, row.ID)
		}
		released = len(rows)
		return writeOwn(d, c, kindReleased, releasedRecord{released})
	})
	return released, err
}
