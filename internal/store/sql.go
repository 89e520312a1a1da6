package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"
	"sync"
	"time"

	"amends/internal/journal"
)

// querier runs a query, in a snapshot of its own or in a transaction's.
type querier interface {
	query(ctx context.Context, statement string, args ...any) (*sql.Rows, error)
}

// pool is the read connections with their prepared statements.
type pool struct {
	db *sql.DB

	mu    sync.Mutex
	stmts map[string]*sql.Stmt
}

// kept gives a statement that was prepared before.
func (p *pool) kept(statement string) (*sql.Stmt, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	stmt, ok := p.stmts[statement]
	return stmt, ok
}

// prepare gives the prepared statement; the texts are constants, so what is kept is
// bounded. It waits for a connection: never with the lock held, and never for somebody
// who has a connection, since those who have them all could then wait for one another.
func (p *pool) prepare(ctx context.Context, statement string) (*sql.Stmt, error) {
	if stmt, ok := p.kept(statement); ok { //nolint:sqlclosecheck // closed with the database
		return stmt, nil
	}
	stmt, err := p.db.PrepareContext(ctx, rebind(statement))
	if err != nil {
		return nil, explain(err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if first, ok := p.stmts[statement]; ok {
		return first, stmt.Close() //nolint:sqlclosecheck // somebody else's is kept
	}
	p.stmts[statement] = stmt
	return stmt, nil
}

func (p *pool) query(ctx context.Context, statement string, args ...any) (*sql.Rows, error) {
	stmt, err := p.prepare(ctx, statement) //nolint:sqlclosecheck // kept for the next time
	if err != nil {
		return nil, err
	}
	rows, err := stmt.QueryContext(ctx, args...)
	return rows, explain(err)
}

// snapshot is one read transaction, and with it one connection. One goroutine uses it.
type snapshot struct {
	pool  *pool
	tx    *sql.Tx
	fresh []string // statements that nobody had prepared
}

func (s *snapshot) query(ctx context.Context, statement string, args ...any) (*sql.Rows, error) {
	stmt, ok := s.pool.kept(statement)
	if !ok {
		s.fresh = append(s.fresh, statement)
		rows, err := s.tx.QueryContext(ctx, rebind(statement), args...)
		return rows, explain(err)
	}
	// Where its connection has the statement already, it is not prepared again.
	rows, err := s.tx.StmtContext(ctx, stmt).QueryContext(ctx, args...) //nolint:sqlclosecheck // the transaction's end closes it
	return rows, explain(err)
}

// end gives the connection back, and prepares what was asked for the first time, for
// those who ask it next.
func (s *snapshot) end(ctx context.Context) {
	_ = s.tx.Rollback() // it only read
	for _, statement := range s.fresh {
		if _, err := s.pool.prepare(ctx, statement); err != nil { //nolint:sqlclosecheck // kept for the next time
			return // whoever asks it next is told
		}
	}
}

// conn is the writer's connection with its prepared statements. One goroutine
// uses it.
type conn struct {
	sql   *sql.Conn
	stmts map[string]*sql.Stmt
	// testOnlyFault stands around every statement, if set.
	testOnlyFault func(statement string, run func() error) error
}

// exec runs one statement to its end and tells how many rows it changed. What
// the writer has begun is not broken off with anybody's request.
func (c *conn) exec(statement string, args ...any) (int64, error) {
	var changed int64
	run := func() error {
		stmt, err := c.prepare(statement) //nolint:sqlclosecheck // kept for the next time
		if err != nil {
			return err
		}
		result, err := stmt.ExecContext(context.Background(), args...)
		if err != nil {
			return explain(err)
		}
		changed, err = result.RowsAffected()
		return err
	}
	if c.testOnlyFault != nil {
		return changed, c.testOnlyFault(statement, run)
	}
	return changed, run()
}

func (c *conn) prepare(statement string) (*sql.Stmt, error) {
	if stmt, ok := c.stmts[statement]; ok {
		return stmt, nil
	}
	stmt, err := c.sql.PrepareContext(context.Background(), rebind(statement))
	if err != nil {
		return nil, explain(err)
	}
	c.stmts[statement] = stmt
	return stmt, nil
}

func (c *conn) query(ctx context.Context, statement string, args ...any) (*sql.Rows, error) {
	stmt, err := c.prepare(statement) //nolint:sqlclosecheck // kept for the next time
	if err != nil {
		return nil, err
	}
	rows, err := stmt.QueryContext(ctx, args...)
	return rows, explain(err)
}

// close gives the connection back, statements first.
func (c *conn) close() error {
	var errs []error
	for _, stmt := range c.stmts {
		errs = append(errs, stmt.Close())
	}
	return errors.Join(append(errs, c.sql.Close())...)
}

// each reads the rows of a query one by one.
func each[T any](ctx context.Context, q querier, scan func(*sql.Rows) (T, error), statement string, args ...any) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		rows, err := q.query(ctx, statement, args...)
		if err != nil {
			yield(none, fmt.Errorf("could not read: %w", err))
			return
		}
		defer rows.Close()
		for rows.Next() {
			value, err := scan(rows)
			if err != nil {
				yield(none, fmt.Errorf("could not read a row: %w", err))
				return
			}
			if !yield(value, nil) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(none, fmt.Errorf("could not read: %w", explain(err)))
		}
	}
}

// all reads the rows of a query into a slice. They are few: ctx is asked before, and
// not watched meanwhile, which would cost two goroutines for each query.
func all[T any](ctx context.Context, q querier, scan func(*sql.Rows) (T, error), statement string, args ...any) ([]T, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var values []T
	for value, err := range each(context.WithoutCancel(ctx), q, scan, statement, args...) {
		if err != nil {
			return nil, err
		}
		values = append(values, value)
	}
	return values, nil
}

// one reads the only row of a query, ErrNotFound if there is none. For ctx see all.
func one[T any](ctx context.Context, q querier, scan func(*sql.Rows) (T, error), statement string, args ...any) (T, error) {
	var none T
	if err := ctx.Err(); err != nil {
		return none, err
	}
	for value, err := range each(context.WithoutCancel(ctx), q, scan, statement, args...) {
		return value, err
	}
	return none, ErrNotFound
}

// scanOne is the scan of a single column that database/sql knows.
func scanOne[T any](rows *sql.Rows) (T, error) {
	var value T
	err := rows.Scan(&value)
	return value, err
}

// scanID is the scan of a single id.
func scanID(rows *sql.Rows) (journal.ID, error) {
	var id journal.ID
	err := rows.Scan(exactly(id[:]))
	return id, err
}

// exactly scans a BLOB of exactly its own length into itself.
type exactly []byte

// Scan is sql.Scanner's.
func (e exactly) Scan(value any) error {
	blob, ok := value.([]byte)
	if !ok || len(blob) != len(e) {
		return errors.New("a column has the wrong length")
	}
	copy(e, blob)
	return nil
}

// moment scans and binds a time as microseconds since 1970, nought for none.
type moment struct{ time *time.Time }

// Scan is sql.Scanner's.
func (m moment) Scan(value any) error {
	micros, ok := value.(int64)
	if !ok {
		return errors.New("a time is not a number")
	}
	if *m.time = (time.Time{}); micros != 0 {
		*m.time = time.UnixMicro(micros).UTC()
	}
	return nil
}

// micros is a time as it is stored.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// blob is bytes as they are bound: none is an empty BLOB, never NULL.
func blob(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
