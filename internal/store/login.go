package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"amends/internal/journal"
)

const selectLogins = `SELECT person, name, version, public, sealed FROM login `

func scanLogin(rows *sql.Rows) (l Login, err error) {
	err = rows.Scan(exactly(l.Person[:]), exactly(l.Name[:]), &l.Version, &l.Public, &l.Sealed)
	return l, err
}

func (r reader) Login(ctx context.Context, person journal.ID) (Login, error) {
	return one(ctx, r.q, scanLogin, selectLogins+`WHERE person = $1`, person[:])
}

func (r reader) LoginNamed(ctx context.Context, name [32]byte) (Login, error) {
	return one(ctx, r.q, scanLogin, selectLogins+`WHERE name = $1`, name[:])
}

func (r reader) Logins(ctx context.Context) ([]Login, error) {
	return all(ctx, r.q, scanLogin, selectLogins+`ORDER BY person`)
}

// selectSlots gives the slots of $1 that are live: that may still be opened at $2.
const (
	selectSlots = `SELECT slot_id, person, kind, expires, tries, sealed FROM slot WHERE person = $1 AND ` + live
	live        = `(expires = 0 OR expires > $2) AND (tries IS NULL OR tries > 0)`
)

func scanSlot(rows *sql.Rows) (s Slot, err error) {
	var tries *uint32
	err = rows.Scan(exactly(s.ID[:]), exactly(s.Person[:]), &s.Kind, moment{&s.Expires}, &tries, &s.Sealed)
	if tries != nil {
		s.Tries = *tries
	}
	return s, err
}

func (r reader) Slots(ctx context.Context, person journal.ID) ([]Slot, error) {
	return all(ctx, r.q, scanSlot, selectSlots+` ORDER BY slot_id`, person[:], micros(r.now()))
}

// Try is Store's. A slot without a limit costs no transaction.
func (s *SQLite) Try(ctx context.Context, person, slot journal.ID) (Slot, error) {
	found, err := one(ctx, s.q, scanSlot, selectSlots+` AND slot_id = $3`, person[:], micros(s.now()), slot[:])
	if err != nil || found.Tries == 0 {
		return found, err
	}
	err = s.write(ctx, func(t *txn) error {
		found, err = one(t.ctx, t, scanSlot, selectSlots+` AND slot_id = $3`, person[:], micros(t.now), slot[:])
		if err != nil {
			return err
		}
		_, err = t.exec(`UPDATE slot SET tries = tries - 1 WHERE person = $1 AND slot_id = $2`, person[:], slot[:])
		return err
	})
	if err != nil {
		return Slot{}, fmt.Errorf("could not count an attempt: %w", err)
	}
	return found, nil
}

// BeginSession is Store's.
func (s *SQLite) BeginSession(ctx context.Context, n Session) error {
	if n.Expires.IsZero() || len(n.Sealed) == 0 {
		return fmt.Errorf("could not begin a session: %w", invalid("it never expires, or is empty"))
	}
	err := s.write(ctx, func(t *txn) error {
		_, err := t.exec(`INSERT INTO session (session_id, person, begun, seen, expires, sealed) VALUES ($1, $2, $3, $3, $4, $5)`,
			n.ID[:], n.Person[:], micros(t.now), micros(n.Expires), n.Sealed)
		return err
	})
	if err != nil {
		return fmt.Errorf("could not begin a session: %w", err)
	}
	return nil
}

// Session is Store's.
func (s *SQLite) Session(ctx context.Context, id [32]byte) (Session, error) {
	return one(ctx, s.q, func(rows *sql.Rows) (n Session, err error) {
		err = rows.Scan(exactly(n.ID[:]), exactly(n.Person[:]), moment{&n.Begun}, moment{&n.Seen}, moment{&n.Expires}, &n.Sealed)
		return n, err
	}, `SELECT session_id, person, begun, seen, expires, sealed FROM session WHERE session_id = $1 AND expires > $2`,
		id[:], micros(s.now()))
}

// TouchSession is Store's.
func (s *SQLite) TouchSession(ctx context.Context, id [32]byte, expires time.Time) error {
	err := s.write(ctx, func(t *txn) error {
		n, err := t.exec(`UPDATE session SET seen = $2, expires = $3 WHERE session_id = $1 AND expires > $2`,
			id[:], micros(t.now), micros(expires))
		if err == nil && n == 0 {
			return ErrNotFound
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("could not note the use of a session: %w", err)
	}
	return nil
}

// EndSession is Store's.
func (s *SQLite) EndSession(ctx context.Context, id [32]byte) error {
	err := s.write(ctx, func(t *txn) error {
		_, err := t.exec(`DELETE FROM session WHERE session_id = $1`, id[:])
		return err
	})
	if err != nil {
		return fmt.Errorf("could not end a session: %w", err)
	}
	return nil
}
