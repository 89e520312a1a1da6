package store

import (
	"context"
	"errors"
	"fmt"

	"amends/internal/journal"
)

// Commit is Store's.
func (s *SQLite) Commit(ctx context.Context, b Batch) error {
	p, err := check(b)
	if err != nil {
		return fmt.Errorf("could not commit: %w", err)
	}
	if err := s.write(ctx, p.run); err != nil {
		return fmt.Errorf("could not commit: %w", err)
	}
	return nil
}

// run holds the batch against the transaction's state, which its neighbours have
// written to already, and then writes. A refusal in the first part costs nobody
// anything.
func (p *plan) run(t *txn) error {
	for _, ask := range []func(*txn) error{p.askService, p.askStreams, p.askDrops, p.askLogins} {
		if err := ask(t); err != nil {
			return p.unlessRepeated(t, err)
		}
	}
	for _, step := range []func(*txn) error{
		p.spend, p.delete, p.writeOwn, p.writeStreams, p.writeEntries, p.writeKeys, p.writeDrops, p.writeOutbox,
	} {
		if err := step(t); err != nil {
			return err
		}
	}
	return nil
}

// unlessRepeated gives the refusal, or ErrRepeated where the form was spent before:
// what was done once is most often refused the second time for what the first did.
func (p *plan) unlessRepeated(t *txn, refusal error) error {
	if p.Once == nil || !isRefusal(refusal) {
		return refusal
	}
	spent, err := t.exists(`SELECT 1 FROM spent_form WHERE form_id = $1`, p.Once.ID[:])
	switch {
	case err != nil:
		return err
	case spent:
		return ErrRepeated
	}
	return refusal
}

// spend spends the form: the first thing written, which changes nothing if it was
// spent before, so that this refusal too costs nobody anything.
func (p *plan) spend(t *txn) error {
	if p.Once == nil {
		return nil
	}
	spent, err := t.exec(`INSERT INTO spent_form (form_id, expires) VALUES ($1, $2) ON CONFLICT (form_id) DO NOTHING`,
		p.Once.ID[:], micros(p.Once.Expires))
	if err != nil {
		return fmt.Errorf("could not write a form: %w", err)
	}
	if spent == 0 {
		return ErrRepeated
	}
	return nil
}

// askService asks that the service's record is the next version, and that every
// entry is the service's: fail closed where there is none yet.
func (p *plan) askService(t *txn) error {
	service := t.service
	if s := p.Service; s != nil {
		stands, err := t.number(`SELECT COALESCE(MAX(version), 0) FROM service`)
		if err != nil {
			return err
		}
		if uint64(stands)+1 != s.Version {
			return fmt.Errorf("%w: the service's record", ErrConflict)
		}
		if !service.IsZero() && s.ID != service {
			return invalid("Service has another id than before")
		}
		service = s.ID
	}
	for _, e := range p.Entries {
		if e.Header.Service != service {
			return invalid("Entries has one of another service")
		}
	}
	return nil
}

func (p *plan) askStreams(t *txn) error {
	for _, v := range p.Expect {
		stands, err := t.version(v.Case, v.Stream)
		if err != nil {
			return err
		}
		if stands != v {
			return fmt.Errorf("%w: a stream", ErrConflict)
		}
	}
	return nil
}

// askDrops asks that the drops taken in wait, that no other waits where none may,
// and that the new ones look like those that wait.
func (p *plan) askDrops(t *txn) error {
	for _, id := range p.TakenDrops {
		waits, err := t.exists(`SELECT 1 FROM waiting_drop WHERE drop_id = $1`, id[:])
		if err != nil {
			return err
		}
		if !waits {
			return fmt.Errorf("%w: a drop was taken in already", ErrConflict)
		}
	}
	if err := p.askWaiting(t); err != nil {
		return err
	}
	return p.askNewDrops(t)
}

// askWaiting asks that no drop waits where none may, but those taken in.
func (p *plan) askWaiting(t *txn) error {
	if len(p.NoDrops) == 0 {
		return nil
	}
	if waits, err := t.anyDrops(); err != nil || !waits {
		return err
	}
	for _, place := range p.NoDrops {
		waiting, err := all(t.ctx, t, scanID, `SELECT drop_id FROM waiting_drop WHERE case_id = $1
			UNION SELECT drop_id FROM waiting_drop WHERE stream_id = $1`, place[:])
		if err != nil {
			return err
		}
		for _, id := range waiting {
			if !p.taken[id] {
				return ErrDrops
			}
		}
	}
	return nil
}

func (p *plan) askNewDrops(t *txn) error {
	for i, d := range p.Drops {
		v, err := t.version(d.Case, d.Stream)
		if err != nil {
			return err
		}
		if begun, ok := p.after[StreamRef{d.Case, d.Stream}]; ok {
			v = begun
		}
		if v.Number == 0 {
			return invalid("Drops has one to a stream that is not there")
		}
		if v.Erased {
			return ErrErased
		}
		if i > 0 {
			continue
		}
		odd, err := t.exists(`SELECT 1 FROM (SELECT length(sealed) AS size FROM waiting_drop LIMIT 1) AS waits
			WHERE size <> $1`, len(d.Sealed))
		if err != nil {
			return err
		}
		if odd {
			return invalid("Drops are not of the size of those that wait")
		}
	}
	return nil
}

func (p *plan) askLogins(t *txn) error {
	for _, l := range p.Logins {
		stands, err := t.number(`SELECT COALESCE(MAX(version), 0) FROM login WHERE person = $1`, l.Person[:])
		if err != nil {
			return err
		}
		if uint64(stands)+1 != l.Version {
			return fmt.Errorf("%w: a login", ErrConflict)
		}
		taken, err := t.exists(`SELECT 1 FROM login WHERE name = $1 AND person <> $2`, l.Name[:], l.Person[:])
		if err != nil {
			return err
		}
		if taken {
			return ErrTaken
		}
	}
	return nil
}

// anyDrops says whether any drop waits at all. Most often none does, so that a group
// asks once.
func (t *txn) anyDrops() (bool, error) {
	if t.drops != notAsked {
		return t.drops == someWait, nil
	}
	waits, err := t.exists(`SELECT 1 FROM waiting_drop LIMIT 1`)
	if err != nil {
		return false, err
	}
	t.drops = noneWait
	if waits {
		t.drops = someWait
	}
	return waits, nil
}

// version is how a stream stands in the transaction.
func (t *txn) version(kase, stream journal.ID) (Version, error) {
	if v, known := t.heads[StreamRef{kase, stream}]; known {
		return v, nil
	}
	v, err := one(t.ctx, t, scanVersion, `SELECT case_id, stream_id, number, epoch, erased FROM stream
		WHERE case_id = $1 AND stream_id = $2`, kase[:], stream[:])
	if errors.Is(err, ErrNotFound) {
		return Version{Case: kase, Stream: stream}, nil
	}
	if err == nil {
		t.heads[StreamRef{kase, stream}] = v
	}
	return v, err
}

// exists says whether a query has a row.
func (t *txn) exists(statement string, args ...any) (bool, error) {
	_, err := one(t.ctx, t, scanOne[int64], statement, args...)
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

// number is the one number a query gives.
func (t *txn) number(statement string, args ...any) (int64, error) {
	return one(t.ctx, t, scanOne[int64], statement, args...)
}
