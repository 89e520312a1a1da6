package store

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"iter"
	"slices"
	"sync/atomic"
	"time"

	"amends/internal/journal"
)

// reader reads from the pool, each query in a snapshot of its own, or from one
// transaction.
type reader struct {
	q   querier
	now func() time.Time
	// service is the service's id once it was read: it never changes.
	service *atomic.Pointer[journal.ID]
}

var _ Reader = reader{}

func (r reader) Service(ctx context.Context) (Service, error) {
	return one(ctx, r.q, func(rows *sql.Rows) (s Service, err error) {
		err = rows.Scan(exactly(s.ID[:]), &s.Version, &s.Settings, &s.Recovery, exactly(s.RecoveryFingerprint[:]),
			&s.Pairs[0], &s.Pairs[1], &s.Pairs[2])
		return s, err
	}, `SELECT service_id, version, settings, recovery, fingerprint, pair_1, pair_2, pair_3 FROM service`)
}

func scanVersion(rows *sql.Rows) (v Version, err error) {
	err = rows.Scan(exactly(v.Case[:]), exactly(v.Stream[:]), &v.Number, &v.Epoch, &v.Erased)
	return v, err
}

// headed is one row of a head: the stream, and one of its epochs.
type headed struct {
	version Version
	epoch   Epoch
}

// The drop key is gone where the stream was erased.
const selectHeads = `SELECT s.case_id, s.stream_id, s.number, s.epoch, s.erased, e.epoch, e.commitment, k.public, k.private
	FROM stream s
	JOIN epoch e ON e.case_id = s.case_id AND e.stream_id = s.stream_id
	LEFT JOIN drop_key k ON k.case_id = e.case_id AND k.stream_id = e.stream_id AND k.epoch = e.epoch `

func scanHeaded(rows *sql.Rows) (h headed, err error) {
	v, e := &h.version, &h.epoch
	err = rows.Scan(exactly(v.Case[:]), exactly(v.Stream[:]), &v.Number, &v.Epoch, &v.Erased,
		&e.Epoch, exactly(e.Commitment[:]), &e.DropPublic, &e.DropPrivate)
	e.Case, e.Stream = v.Case, v.Stream
	return h, err
}

func (r reader) Streams(ctx context.Context, kase journal.ID) ([]Head, error) {
	return r.heads(ctx, selectHeads+`WHERE s.case_id = $1 ORDER BY s.case_id, s.stream_id, e.epoch`, kase[:])
}

func (r reader) Stream(ctx context.Context, kase, stream journal.ID) (Head, error) {
	heads, err := r.heads(ctx, selectHeads+`WHERE s.case_id = $1 AND s.stream_id = $2 ORDER BY e.epoch`, kase[:], stream[:])
	if err != nil {
		return Head{}, err
	}
	if len(heads) == 0 {
		return Head{}, ErrNotFound
	}
	return heads[0], nil
}

// heads gathers each stream's epochs under it.
func (r reader) heads(ctx context.Context, statement string, args ...any) ([]Head, error) {
	rows, err := all(ctx, r.q, scanHeaded, statement, args...)
	if err != nil {
		return nil, err
	}
	var heads []Head
	for _, row := range rows {
		if n := len(heads); n == 0 || heads[n-1].Stream != row.version.Stream {
			heads = append(heads, Head{Version: row.version})
		}
		head := &heads[len(heads)-1]
		head.Epochs = append(head.Epochs, row.epoch)
	}
	return heads, nil
}

// serviceID reads the service's id, once.
func (r reader) serviceID(ctx context.Context) (journal.ID, error) {
	if id := r.service.Load(); id != nil {
		return *id, nil
	}
	s, err := r.Service(ctx)
	if err == nil {
		r.service.Store(&s.ID)
	}
	return s.ID, err
}

func (r reader) Entries(ctx context.Context, kase, stream journal.ID, from uint64) ([]Entry, error) {
	service, err := r.serviceID(ctx)
	if errors.Is(err, ErrNotFound) {
		return nil, nil // no service has no entries
	}
	if err != nil {
		return nil, err
	}
	return all(ctx, r.q, func(rows *sql.Rows) (Entry, error) {
		e := Entry{Entry: journal.Entry{Header: journal.Header{Service: service, Case: kase, Stream: stream}}}
		h := &e.Header
		err := rows.Scan(&h.Number, &h.Epoch, &h.Day, &h.Length, commitment{&h.Commitment}, &e.Body, &e.Key, &e.Position)
		return e, err
	}, `SELECT e.number, e.epoch, e.day, e.length, e.commitment, e.body, k.sealed, e.position
		FROM entry e
		LEFT JOIN entry_key k ON k.case_id = e.case_id AND k.stream_id = e.stream_id AND k.number = e.number
		WHERE e.case_id = $1 AND e.stream_id = $2 AND e.number >= $3
		ORDER BY e.number`, kase[:], stream[:], int64(from))
}

// commitment scans a commitment, or none.
type commitment struct{ of *[32]byte }

// Scan is sql.Scanner's.
func (c commitment) Scan(value any) error {
	if value == nil {
		*c.of = [32]byte{}
		return nil
	}
	return exactly(c.of[:]).Scan(value)
}

const selectWraps = `SELECT holder, case_id, stream_id, epoch, sealed FROM wrap `

func scanWrap(rows *sql.Rows) (w Wrap, err error) {
	err = rows.Scan(exactly(w.Holder[:]), exactly(w.Case[:]), exactly(w.Stream[:]), &w.Epoch, &w.Sealed)
	return w, err
}

func (r reader) Wraps(ctx context.Context, kase, holder journal.ID) ([]Wrap, error) {
	return all(ctx, r.q, scanWrap, selectWraps+`WHERE holder = $1 AND case_id = $2 ORDER BY stream_id, epoch`, holder[:], kase[:])
}

func (r reader) WrapsOf(ctx context.Context, holder journal.ID) iter.Seq2[Wrap, error] {
	return each(ctx, r.q, scanWrap, selectWraps+`WHERE holder = $1 ORDER BY case_id, stream_id, epoch`, holder[:])
}

func (r reader) Holders(ctx context.Context, kase, stream journal.ID) ([]journal.ID, error) {
	return all(ctx, r.q, scanID, `SELECT DISTINCT holder FROM wrap WHERE case_id = $1 AND stream_id = $2 ORDER BY holder`,
		kase[:], stream[:])
}

const selectRows = `SELECT r.case_id, r.stream_id, r.version, r.epoch, r.sealed, w.sealed, e.commitment
	FROM wrap w
	JOIN list_row r ON r.case_id = w.case_id AND r.stream_id = w.stream_id AND r.epoch = w.epoch
	JOIN epoch e ON e.case_id = w.case_id AND e.stream_id = w.stream_id AND e.epoch = w.epoch
	WHERE w.holder = $1 `

func scanHeldRow(rows *sql.Rows) (h HeldRow, err error) {
	err = rows.Scan(exactly(h.Case[:]), exactly(h.Stream[:]), &h.Version, &h.Epoch, &h.Sealed, &h.Wrap, exactly(h.Commitment[:]))
	return h, err
}

func (r reader) RowsOf(ctx context.Context, holder journal.ID) iter.Seq2[HeldRow, error] {
	return each(ctx, r.q, scanHeldRow, selectRows+`ORDER BY w.case_id, w.stream_id`, holder[:])
}

func (r reader) RowsIn(ctx context.Context, holder journal.ID, cases []journal.ID) iter.Seq2[HeldRow, error] {
	return func(yield func(HeldRow, error) bool) {
		for _, kase := range cases {
			some, err := all(ctx, r.q, scanHeldRow, selectRows+`AND w.case_id = $2 ORDER BY w.stream_id`, holder[:], kase[:])
			if err != nil {
				yield(HeldRow{}, err)
				return
			}
			for _, row := range some {
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}

func (r reader) Overview(ctx context.Context, holder journal.ID) (Overview, error) {
	return one(ctx, r.q, func(rows *sql.Rows) (Overview, error) {
		o := Overview{Holder: holder}
		err := rows.Scan(&o.Size, &o.Sealed)
		return o, err
	}, `SELECT size, sealed FROM overview WHERE holder = $1`, holder[:])
}

func (r reader) Unsent(ctx context.Context, holder, id journal.ID) (Unsent, error) {
	return one(ctx, r.q, func(rows *sql.Rows) (Unsent, error) {
		u := Unsent{Holder: holder, ID: id}
		err := rows.Scan(moment{&u.Expires}, &u.Sealed)
		return u, err
	}, `SELECT expires, sealed FROM unsent WHERE holder = $1 AND unsent_id = $2`, holder[:], id[:])
}

func (r reader) Size(ctx context.Context) (int64, error) {
	size, err := one(ctx, r.q, scanOne[int64], `SELECT size FROM checkpoint ORDER BY number DESC LIMIT 1`)
	if errors.Is(err, ErrNotFound) {
		return 0, nil
	}
	return size, err
}

func (r reader) ChangedSince(ctx context.Context, size int64) ([]journal.ID, error) {
	// In the order of the log: asked for each case once, SQLite would read every
	// entry there is in the order of the cases, to be spared a sort.
	ids, err := all(ctx, r.q, scanID, `SELECT case_id FROM entry WHERE position >= $1 ORDER BY position`, size)
	slices.SortFunc(ids, func(a, b journal.ID) int { return bytes.Compare(a[:], b[:]) })
	return slices.Compact(ids), err
}

func (r reader) Drops(ctx context.Context, kase journal.ID) ([]Drop, error) {
	return all(ctx, r.q, func(rows *sql.Rows) (d Drop, err error) {
		err = rows.Scan(exactly(d.ID[:]), exactly(d.Case[:]), exactly(d.Stream[:]), &d.Stop, &d.Sealed)
		return d, err
	}, `SELECT drop_id, case_id, stream_id, stop, sealed FROM waiting_drop WHERE case_id = $1 ORDER BY arrival`, kase[:])
}

func (r reader) Waiting(ctx context.Context) ([]Waiting, error) {
	return all(ctx, r.q, func(rows *sql.Rows) (w Waiting, err error) {
		err = rows.Scan(exactly(w.Case[:]), &w.Stop)
		return w, err
	}, `SELECT case_id, MAX(CASE WHEN stop THEN 1 ELSE 0 END) FROM waiting_drop GROUP BY case_id ORDER BY MIN(arrival)`)
}

func (r reader) Erasures(ctx context.Context) ([]EntryRef, error) {
	return all(ctx, r.q, func(rows *sql.Rows) (e EntryRef, err error) {
		err = rows.Scan(exactly(e.Case[:]), exactly(e.Stream[:]), &e.Number)
		return e, err
	}, `SELECT case_id, stream_id, 0 AS number FROM stream WHERE erased
		UNION ALL SELECT case_id, stream_id, number FROM struck
		ORDER BY case_id, stream_id, number`)
}

func (r reader) Spent(ctx context.Context, form [32]byte) (bool, error) {
	_, err := one(ctx, r.q, scanOne[int64], `SELECT 1 FROM spent_form WHERE form_id = $1`, form[:])
	if errors.Is(err, ErrNotFound) {
		return false, nil
	}
	return err == nil, err
}

func (r reader) Checkpoint(ctx context.Context) ([]byte, error) {
	return one(ctx, r.q, scanOne[[]byte], `SELECT signed FROM checkpoint ORDER BY number DESC LIMIT 1`)
}

func (r reader) Tile(ctx context.Context, level, index uint64) ([]byte, error) {
	return one(ctx, r.q, scanOne[[]byte], `SELECT hashes FROM tile WHERE level = $1 AND number = $2`, int64(level), int64(index))
}
