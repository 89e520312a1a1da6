package store

import "context"

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
