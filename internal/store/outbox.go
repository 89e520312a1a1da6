package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

const outgoingColumns = `outgoing_id, case_id, not_before, expires, held, turn, lease, sealed`

func scanClaim(rows *sql.Rows) (c Claim, err error) {
	err = rows.Scan(exactly(c.ID[:]), exactly(c.Case[:]), moment{&c.NotBefore}, moment{&c.Expires}, &c.Held, &c.turn, moment{&c.Lease}, &c.Sealed)
	return c, err
}

// maySend is the claiming rule, written once: at $1 the row is not held, its time
// has come and not passed, and nothing waits in its case that nobody has read: it
// may be a withdrawal (P2).
const maySend = `NOT held AND NOT handed AND not_before <= $1 AND expires > $1
	AND NOT EXISTS (SELECT 1 FROM waiting_drop d WHERE d.case_id = outgoing.case_id)`

// Claim is Outbox's.
func (s *SQLite) Claim(ctx context.Context, lease time.Duration) (Claim, error) {
	if lease <= 0 {
		return Claim{}, fmt.Errorf("could not claim: %w", invalid("the lease has no length"))
	}
	var claimed Claim
	err := s.write(ctx, func(t *txn) (err error) {
		claimed, err = one(t.ctx, t, scanClaim, `SELECT `+outgoingColumns+` FROM outgoing
			WHERE lease <= $1 AND `+maySend+` ORDER BY not_before, outgoing_id LIMIT 1`, micros(t.now))
		if err != nil {
			return err
		}
		claimed.turn++
		claimed.Lease = t.now.Add(lease).Truncate(time.Microsecond).UTC()
		_, err = t.exec(`UPDATE outgoing SET turn = $2, lease = $3 WHERE outgoing_id = $1`,
			claimed.ID[:], claimed.turn, micros(claimed.Lease))
		return err
	})
	if err != nil {
		return Claim{}, fmt.Errorf("could not claim: %w", err)
	}
	return claimed, nil
}

// Hand is Outbox's.
func (s *SQLite) Hand(ctx context.Context, c Claim) error {
	return s.move(ctx, "hand over", `UPDATE outgoing SET handed = TRUE
		WHERE outgoing_id = $2 AND turn = $3 AND lease > $1 AND `+maySend, func(t *txn) []any {
		return []any{micros(t.now), c.ID[:], c.turn}
	})
}

// Sent is Outbox's.
func (s *SQLite) Sent(ctx context.Context, c Claim) error {
	return s.move(ctx, "note what was sent", `DELETE FROM outgoing WHERE outgoing_id = $1 AND turn = $2 AND handed`,
		func(*txn) []any { return []any{c.ID[:], c.turn} })
}

// PutBack is Outbox's.
func (s *SQLite) PutBack(ctx context.Context, c Claim, notBefore time.Time) error {
	return s.move(ctx, "put back", `UPDATE outgoing SET lease = 0, not_before = $3
		WHERE outgoing_id = $1 AND turn = $2 AND NOT handed`, func(*txn) []any {
		return []any{c.ID[:], c.turn, micros(notBefore)}
	})
}

// move changes one claimed row, ErrHeld if the claim does not stand.
func (s *SQLite) move(ctx context.Context, what, text string, args func(*txn) []any) error {
	err := s.write(ctx, func(t *txn) error {
		n, err := t.exec(text, args(t)...)
		if err == nil && n == 0 {
			return ErrHeld
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("could not %s: %w", what, err)
	}
	return nil
}

// Queued is Outbox's.
func (s *SQLite) Queued(ctx context.Context) ([]Outgoing, error) {
	return s.outgoing(ctx, `WHERE NOT held AND NOT handed ORDER BY not_before, outgoing_id`)
}

// Held is Outbox's.
func (s *SQLite) Held(ctx context.Context) ([]Outgoing, error) {
	return s.outgoing(ctx, `WHERE held AND NOT handed ORDER BY not_before, outgoing_id`)
}

// InDoubt is Outbox's.
func (s *SQLite) InDoubt(ctx context.Context) ([]Outgoing, error) {
	return s.outgoing(ctx, `WHERE handed ORDER BY not_before, outgoing_id`)
}

func (s *SQLite) outgoing(ctx context.Context, which string) ([]Outgoing, error) {
	claims, err := all(ctx, s.q, scanClaim, `SELECT `+outgoingColumns+` FROM outgoing `+which)
	if err != nil {
		return nil, err
	}
	rows := make([]Outgoing, 0, len(claims))
	for _, c := range claims {
		rows = append(rows, c.Outgoing)
	}
	return rows, nil
}
