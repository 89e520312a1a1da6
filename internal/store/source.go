package store

import (
	"context"
	"database/sql"
	"errors"
	"iter"

	"amends/internal/journal"
)

// Audit is Store's.
func (s *SQLite) Audit(ctx context.Context, look func(journal.Source) error) error {
	return s.inSnapshot(ctx, func(r reader) error {
		service, err := r.Service(ctx)
		if err != nil && !errors.Is(err, ErrNotFound) {
			return err
		}
		return look(source{r, ctx, service.ID})
	})
}

// source is the journal of one snapshot.
type source struct {
	reader
	ctx     context.Context
	service journal.ID
}

var _ journal.Source = source{}

// Entries come stream by stream, as the table has them: in log order each would be
// a read somewhere else on the disk.
func (s source) Entries() iter.Seq2[journal.Placed, error] {
	return each(s.ctx, s.q, func(rows *sql.Rows) (journal.Placed, error) {
		p := journal.Placed{Entry: journal.Entry{Header: journal.Header{Service: s.service}}}
		h := &p.Entry.Header
		err := rows.Scan(exactly(h.Case[:]), exactly(h.Stream[:]), &h.Number, &p.Position, &h.Epoch, &h.Day, &h.Length,
			commitment{&h.Commitment}, &p.Entry.Body)
		return p, err
	}, `SELECT case_id, stream_id, number, position, epoch, day, length, commitment, body FROM entry
		ORDER BY case_id, stream_id, number`)
}

func (s source) Tiles() iter.Seq2[journal.Tile, error] {
	return each(s.ctx, s.q, func(rows *sql.Rows) (t journal.Tile, err error) {
		err = rows.Scan(&t.Level, &t.Index, &t.Hashes)
		return t, err
	}, `SELECT level, number, hashes FROM tile ORDER BY level, number`)
}

func (s source) Checkpoints() iter.Seq2[[]byte, error] {
	return each(s.ctx, s.q, scanOne[[]byte], `SELECT signed FROM checkpoint ORDER BY number`)
}

func (s source) Heads() iter.Seq2[journal.Head, error] {
	return each(s.ctx, s.q, func(rows *sql.Rows) (h journal.Head, err error) {
		err = rows.Scan(exactly(h.Case[:]), exactly(h.Stream[:]), &h.Number, &h.Epoch, exactly(h.Commitment[:]))
		return h, err
	}, `SELECT s.case_id, s.stream_id, s.number, s.epoch, e.commitment FROM stream s
		JOIN epoch e ON e.case_id = s.case_id AND e.stream_id = s.stream_id AND e.epoch = s.epoch`)
}
