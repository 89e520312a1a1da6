package store

import (
	"context"
	"database/sql"
	"strings"
)

// TestOnlyFault puts a fault around the writer's statements.
func (s *SQLite) TestOnlyFault(ctx context.Context, fault func(statement string, run func() error) error) error {
	return s.writer.do(ctx, s.writer.outside, func(t *txn) error {
		t.testOnlyFault = fault
		return nil
	})
}

// TestOnlyExec runs a statement as somebody with the file at hand would.
func (s *SQLite) TestOnlyExec(ctx context.Context, statement string, args ...any) error {
	return s.writer.do(ctx, s.writer.outside, func(t *txn) error {
		_, err := t.exec(statement, args...)
		return err
	})
}

// TestOnlyReaders is how many read at once, and how many have had to wait so far.
func (s *SQLite) TestOnlyReaders() (atOnce int, waited int64) {
	return readers, s.pool.db.Stats().WaitCount
}

// TestOnlyScans tells which of the statements read so far go through a whole table,
// or a whole index, that grows with the history.
func (s *SQLite) TestOnlyScans(ctx context.Context) ([]string, error) {
	s.pool.mu.Lock()
	defer s.pool.mu.Unlock()
	var found []string
	for statement := range s.pool.stmts {
		steps, err := planOf(ctx, s.pool.db, rebind(statement))
		if err != nil {
			return nil, err
		}
		for _, step := range steps {
			if strings.HasPrefix(step, "SCAN entry") || strings.HasPrefix(step, "SCAN wrap") || strings.HasPrefix(step, "SCAN row") {
				found = append(found, step+": "+statement)
			}
		}
	}
	return found, nil
}

// planOf asks how a statement would be run.
func planOf(ctx context.Context, db *sql.DB, statement string) ([]string, error) {
	none := make([]any, strings.Count(statement, "?"))
	rows, err := db.QueryContext(ctx, "EXPLAIN QUERY PLAN "+statement, none...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var steps []string
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			return nil, err
		}
		steps = append(steps, step)
	}
	return steps, rows.Err()
}
