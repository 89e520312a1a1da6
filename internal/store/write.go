package store

import (
	"errors"
	"fmt"
	"slices"

	"amends/internal/journal"
)

// statement is one change with what it binds.
type statement struct {
	text string
	args []any
}

// execAll runs one statement for each thing.
func execAll[T any](t *txn, what string, text string, things []T, args func(T) []any) error {
	for _, thing := range things {
		if _, err := t.exec(text, args(thing)...); err != nil {
			return fmt.Errorf("could not write %s: %w", what, err)
		}
	}
	return nil
}

// delete deletes all that the batch deletes. Where keys go, a scrub is due from
// the same transaction on, so that a crash cannot forget it (P8).
func (p *plan) delete(t *txn) error {
	var all []statement
	for _, id := range p.TakenDrops {
		all = append(all, statement{`DELETE FROM waiting_drop WHERE drop_id = $1`, []any{id[:]}})
	}
	keys := p.deleteKeys()
	all, t.scrub = append(all, keys...), t.scrub || len(keys) > 0
	for _, id := range p.CancelOutbox {
		all = append(all, statement{`DELETE FROM outgoing WHERE outgoing_id = $1 AND NOT handed`, []any{id[:]}})
	}
	for _, id := range p.CancelCases {
		all = append(all, statement{`DELETE FROM outgoing WHERE case_id = $1 AND NOT handed`, []any{id[:]}})
	}
	for _, id := range p.Settle {
		all = append(all, statement{`DELETE FROM outgoing WHERE outgoing_id = $1 AND handed`, []any{id[:]}})
	}
	for _, id := range p.EndSessions {
		all = append(all, statement{`DELETE FROM session WHERE person = $1`, []any{id[:]}})
	}
	for _, id := range p.ForgetUnsent {
		all = append(all, statement{`DELETE FROM unsent WHERE holder = $1`, []any{id[:]}})
	}
	for _, u := range p.Unsent {
		all = append(all, statement{`DELETE FROM unsent WHERE holder = $1 AND unsent_id = $2`, []any{u.Holder[:], u.ID[:]}})
	}
	for _, r := range p.DeleteSlots {
		all = append(all, statement{`DELETE FROM slot WHERE person = $1 AND slot_id = $2`, []any{r.Person[:], r.Slot[:]}})
	}
	for _, s := range all {
		if _, err := t.exec(s.text, s.args...); err != nil {
			return fmt.Errorf("could not delete: %w", err)
		}
	}
	return nil
}

func (p *plan) deleteKeys() []statement {
	var all []statement
	for _, r := range p.DeleteWraps {
		all = append(all, statement{`DELETE FROM wrap WHERE holder = $1 AND case_id = $2 AND stream_id = $3`,
			[]any{r.Holder[:], r.Case[:], r.Stream[:]}})
	}
	for _, r := range p.StrikeKeys {
		at := []any{r.Case[:], r.Stream[:], int64(r.Number)}
		all = append(all,
			statement{`DELETE FROM entry_key WHERE case_id = $1 AND stream_id = $2 AND number = $3`, at},
			statement{`INSERT INTO struck (case_id, stream_id, number) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, at})
	}
	for _, r := range p.Erase {
		all = append(all, erase(r)...)
	}
	if len(all) > 0 {
		all = append(all, scrubDue)
	}
	return all
}

// scrubDue remembers that a scrub is due.
var scrubDue = statement{`INSERT INTO scrub (one) VALUES (1) ON CONFLICT DO NOTHING`, nil}

// erase is all that goes when a compartment is erased. Its entries stay, and
// nobody can open them.
func erase(r StreamRef) []statement {
	of, all := []any{r.Case[:], r.Stream[:]}, []statement(nil)
	for _, text := range []string{
		`UPDATE stream SET erased = TRUE WHERE case_id = $1 AND stream_id = $2`,
		`DELETE FROM wrap WHERE case_id = $1 AND stream_id = $2`,
		`DELETE FROM entry_key WHERE case_id = $1 AND stream_id = $2`,
		`DELETE FROM drop_key WHERE case_id = $1 AND stream_id = $2`,
		`DELETE FROM waiting_drop WHERE case_id = $1 AND stream_id = $2`,
		`DELETE FROM list_row WHERE case_id = $1 AND stream_id = $2`,
	} {
		all = append(all, statement{text, of})
	}
	return all
}

// writeOwn writes the service's record, logins and slots.
func (p *plan) writeOwn(t *txn) error {
	if s := p.Service; s != nil {
		if _, err := t.exec(`INSERT INTO service (one, service_id, version, settings, recovery, fingerprint, pair_1, pair_2, pair_3)
			VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8)
			ON CONFLICT (one) DO UPDATE SET version = excluded.version, settings = excluded.settings, recovery = excluded.recovery,
				fingerprint = excluded.fingerprint, pair_1 = excluded.pair_1, pair_2 = excluded.pair_2, pair_3 = excluded.pair_3`,
			s.ID[:], int64(s.Version), blob(s.Settings), blob(s.Recovery), s.RecoveryFingerprint[:],
			blob(s.Pairs[0]), blob(s.Pairs[1]), blob(s.Pairs[2])); err != nil {
			return fmt.Errorf("could not write the service's record: %w", err)
		}
		t.service = s.ID
	}
	if err := execAll(t, "a login", `INSERT INTO login (person, name, version, public, sealed) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (person) DO UPDATE SET name = excluded.name, version = excluded.version, public = excluded.public, sealed = excluded.sealed`,
		p.Logins, func(l Login) []any {
			return []any{l.Person[:], l.Name[:], int64(l.Version), l.Public, blob(l.Sealed)}
		}); err != nil {
		return err
	}
	kept := slices.DeleteFunc(slices.Clone(p.Unsent), func(u Unsent) bool { return len(u.Sealed) == 0 })
	if err := execAll(t, "what was not sent", `INSERT INTO unsent (holder, unsent_id, expires, sealed) VALUES ($1, $2, $3, $4)`,
		kept, func(u Unsent) []any {
			return []any{u.Holder[:], u.ID[:], micros(u.Expires), u.Sealed}
		}); err != nil {
		return err
	}
	if err := execAll(t, "a slot", `INSERT INTO slot (person, slot_id, kind, expires, tries, sealed) VALUES ($1, $2, $3, $4, $5, $6)`,
		p.Slots, func(s Slot) []any {
			return []any{s.Person[:], s.ID[:], int64(s.Kind), micros(s.Expires), limit(s.Tries), s.Sealed}
		}); err != nil {
		return err
	}
	return execAll(t, "a slot", `UPDATE slot SET sealed = $3 WHERE person = $1 AND slot_id = $2 AND sealed = $4`,
		p.Reslots, func(s Reslot) []any { return []any{s.Person[:], s.Slot[:], s.Sealed, s.Was} })
}

// limit is a number of attempts as it is stored: none for no limit.
func limit(tries uint32) *int64 {
	if tries == 0 {
		return nil
	}
	n := int64(tries)
	return &n
}

// writeStreams moves the heads of streams that entries are appended to, and
// writes the keys of new epochs.
func (p *plan) writeStreams(t *txn) error {
	for _, before := range p.Expect {
		v := p.after[StreamRef{before.Case, before.Stream}]
		t.heads[StreamRef{v.Case, v.Stream}] = v
		if v.Number == before.Number {
			continue
		}
		at := []any{v.Case[:], v.Stream[:], int64(v.Number), int64(v.Epoch)}
		text := `INSERT INTO stream (case_id, stream_id, number, epoch) VALUES ($1, $2, $3, $4)`
		if before.Number != 0 {
			text = `UPDATE stream SET number = $3, epoch = $4
				WHERE case_id = $1 AND stream_id = $2 AND number = $5 AND epoch = $6 AND NOT erased`
			at = append(at, int64(before.Number), int64(before.Epoch))
		}
		moved, err := t.exec(text, at...)
		if err != nil {
			return fmt.Errorf("could not write a stream: %w", err)
		}
		if moved != 1 {
			return errors.New("could not write a stream: it is not where the writer left it")
		}
	}
	if err := execAll(t, "an epoch", `INSERT INTO epoch (case_id, stream_id, epoch, commitment) VALUES ($1, $2, $3, $4)`,
		p.Streams, func(e Epoch) []any {
			return []any{e.Case[:], e.Stream[:], int64(e.Epoch), e.Commitment[:]}
		}); err != nil {
		return err
	}
	return execAll(t, "a drop key", `INSERT INTO drop_key (case_id, stream_id, epoch, public, private) VALUES ($1, $2, $3, $4, $5)`,
		p.Streams, func(e Epoch) []any {
			return []any{e.Case[:], e.Stream[:], int64(e.Epoch), e.DropPublic, e.DropPrivate}
		})
}

// writeEntries writes entries at the positions the tree will give them when the
// group is finished.
func (p *plan) writeEntries(t *txn) error {
	written := make([]journal.Entry, 0, len(p.Entries))
	for i, e := range p.Entries {
		h := e.Header
		var commitment []byte
		if h.BeginsEpoch() {
			commitment = h.Commitment[:]
		}
		position := t.start + int64(len(t.entries)+i)
		if _, err := t.exec(`INSERT INTO entry (case_id, stream_id, number, position, epoch, day, length, commitment, body)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
			h.Case[:], h.Stream[:], int64(h.Number), position, int64(h.Epoch), int64(h.Day), int64(h.Length), commitment, e.Body); err != nil {
			return fmt.Errorf("could not write an entry: %w", err)
		}
		written = append(written, e.Entry)
	}
	if err := execAll(t, "an entry key", `INSERT INTO entry_key (case_id, stream_id, number, sealed) VALUES ($1, $2, $3, $4)`,
		p.Entries, func(e Entry) []any {
			return []any{e.Header.Case[:], e.Header.Stream[:], int64(e.Header.Number), e.Key}
		}); err != nil {
		return err
	}
	t.entries = append(t.entries, written...)
	return nil
}

// writeKeys writes wraps, and then the rows that lists open with them.
func (p *plan) writeKeys(t *txn) error {
	bind := func(w Wrap) []any {
		return []any{w.Holder[:], w.Case[:], w.Stream[:], int64(w.Epoch), w.Sealed}
	}
	if err := execAll(t, "a wrap", `INSERT INTO wrap (holder, case_id, stream_id, epoch, sealed) VALUES ($1, $2, $3, $4, $5)
		ON CONFLICT (holder, case_id, stream_id, epoch) DO UPDATE SET sealed = excluded.sealed`, p.Wraps, bind); err != nil {
		return err
	}
	if err := execAll(t, "a wrap", `UPDATE wrap SET sealed = $5
		WHERE holder = $1 AND case_id = $2 AND stream_id = $3 AND epoch = $4 AND sealed = $6`, p.Rewraps, func(w Rewrap) []any {
		return append(bind(w.Wrap), w.Was)
	}); err != nil {
		return err
	}
	if o := p.Overview; o != nil {
		if _, err := t.exec(`INSERT INTO overview (holder, size, sealed) VALUES ($1, $2, $3)
			ON CONFLICT (holder) DO UPDATE SET size = excluded.size, sealed = excluded.sealed`, o.Holder[:], o.Size, o.Sealed); err != nil {
			return fmt.Errorf("could not write an overview: %w", err)
		}
	}
	return p.writeRows(t)
}

// writeRows writes rows where no newer one stands.
func (p *plan) writeRows(t *txn) error {
	for _, r := range p.Rows {
		n, err := t.exec(`INSERT INTO list_row (case_id, stream_id, version, epoch, sealed) VALUES ($1, $2, $3, $4, $5)
			ON CONFLICT (case_id, stream_id) DO UPDATE SET version = excluded.version, epoch = excluded.epoch, sealed = excluded.sealed
			WHERE excluded.version >= list_row.version`,
			r.Case[:], r.Stream[:], int64(r.Version), int64(r.Epoch), blob(r.Sealed))
		if err != nil {
			return fmt.Errorf("could not write a row: %w", err)
		}
		if n == 0 {
			return fmt.Errorf("%w: a newer row stands", ErrConflict)
		}
	}
	return nil
}

func (p *plan) writeDrops(t *txn) error {
	if len(p.Drops) > 0 {
		t.drops = someWait
	}
	return execAll(t, "a drop", `INSERT INTO waiting_drop (drop_id, case_id, stream_id, stop, sealed) VALUES ($1, $2, $3, $4, $5)`,
		p.Drops, func(d Drop) []any {
			return []any{d.ID[:], d.Case[:], d.Stream[:], d.Stop, d.Sealed}
		})
}

func (p *plan) writeOutbox(t *txn) error {
	if err := execAll(t, "an outgoing row", `UPDATE outgoing SET held = FALSE WHERE outgoing_id = $1`,
		p.ReleaseOutbox, func(id journal.ID) []any { return []any{id[:]} }); err != nil {
		return err
	}
	return execAll(t, "an outgoing row", `INSERT INTO outgoing (outgoing_id, case_id, not_before, expires, held, sealed) VALUES ($1, $2, $3, $4, $5, $6)`,
		p.Outbox, func(o Outgoing) []any {
			return []any{o.ID[:], o.Case[:], micros(o.NotBefore), micros(o.Expires), o.Held, o.Sealed}
		})
}
