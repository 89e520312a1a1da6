package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"
)

// Lengths of the write-ahead log in pages of 8 KiB. Each time walCopied more stand in it
// they are copied into the database while the writer goes on: not more often, since a
// page that many commits write is then copied once. Past walFull the writer pauses for
// what came meanwhile, and the log begins again, which one that is written to all the
// time never does by itself. Its file stays as long as it was, up to walKept bytes, until
// a scrub empties it: a disk writes faster over what is there than a file grows.
const (
	walCopied = 32 << 20 / pageSize
	walFull   = 128 << 20 / pageSize
	walKept   = 192 << 20
	pageSize  = 8 << 10
)

// scrubAgain is how long a scrub that found the database busy waits.
const scrubAgain = 10 * time.Second

// How long the writer waits for readers to let go of the log, in milliseconds.
const (
	noWait    = 0
	scrubWait = 1000
	usualWait = 5000 // as connect sets
)

// tend keeps the write-ahead log small, and scrubs as long as a scrub is due. It
// ends when the writer stops. Its errors are dropped: a log that could not be
// copied is still the durable copy, a scrub stays due, and a fault of the disk
// shows at the next commit.
func (s *SQLite) tend() {
	var again <-chan time.Time // set while a scrub that found the database busy waits
	for {
		select {
		case <-s.writer.stopped:
			return
		case <-s.writer.wrote:
		case <-again:
			again = nil
		}
		if s.writer.scrubDue.Load() && again == nil {
			if err := s.scrub(context.Background(), noWait); err != nil {
				again = time.After(scrubAgain)
			}
		}
		_ = s.tendLog(context.Background())
	}
}

func (s *SQLite) tendLog(ctx context.Context) error {
	log, err := one(ctx, s.pool, scanCheckpointed, `PRAGMA wal_checkpoint(NOOP)`) // only counts
	if err != nil {
		return err
	}
	if log.pages < s.copiedAt {
		s.copiedAt = 0 // the log began again
	}
	if log.pages < s.copiedAt+walCopied {
		return nil
	}
	s.copiedAt = log.pages
	if err := s.copyLog(ctx); err != nil || log.pages < walFull {
		return err
	}
	return s.outside(ctx, func(t *txn) error { return s.writer.endLog(t.ctx, `PRAGMA wal_checkpoint(RESTART)`, noWait) })
}

// Scrub is Store's.
func (s *SQLite) Scrub(ctx context.Context) error {
	if s.writer == nil {
		return ErrReadOnly
	}
	if err := s.scrub(ctx, scrubWait); err != nil {
		return fmt.Errorf("could not scrub: %w", err)
	}
	return nil
}

// How much the writer does at a time while it scrubs, and how often a scrub begins
// anew because more was deleted meanwhile.
const (
	scrubPages  = 32
	scrubRounds = 3
)

// scrub puts noughts wherever a deleted key may still stand in the database's
// pages, copies the log into the database, and empties the log, which has the
// older pages. The pages are looked for beside the writer and wiped a few at a time,
// so that nobody waits long. If keys were deleted meanwhile, nobody knows whether
// they were seen: it begins anew, and if that goes on, the writer does all of it at
// once while everybody waits.
func (s *SQLite) scrub(ctx context.Context, wait int) error {
	for range scrubRounds {
		deletions := s.writer.deletions.Load()
		numbers, err := unclean(ctx, s.pool)
		if err != nil {
			return err
		}
		for some := range slices.Chunk(numbers, scrubPages) {
			if err := s.outside(ctx, func(t *txn) error { return wipeSome(t.ctx, t.conn, some) }); err != nil {
				return err
			}
		}
		// Most of the log is copied beside the writer too.
		if err := s.copyLog(ctx); err != nil {
			return err
		}
		var done bool
		err = s.outside(ctx, func(t *txn) error {
			if done = s.writer.deletions.Load() == deletions; !done {
				return nil
			}
			return s.writer.scrubbed(t.ctx, wait)
		})
		if done || err != nil {
			return err
		}
	}
	return s.outside(ctx, func(t *txn) error { return s.writer.scrubNow(t.ctx, wait) })
}

// outside asks the writer to run something by itself, in no transaction.
func (s *SQLite) outside(ctx context.Context, run func(*txn) error) error {
	return s.writer.do(ctx, s.writer.outside, run)
}

// scrubbed empties the log, and only then notes that nothing is due: the writer
// runs it, so nothing can have been deleted in between.
func (w *writer) scrubbed(ctx context.Context, wait int) error {
	if err := w.truncate(ctx, wait); err != nil {
		return err
	}
	if _, err := w.conn.exec(`DELETE FROM scrub`); err != nil {
		return err
	}
	w.scrubDue.Store(false)
	return nil
}

// finishScrub scrubs if a scrub is due, before the writer begins.
func (w *writer) finishScrub(ctx context.Context) error {
	_, err := one(ctx, w.conn, scanOne[int64], `SELECT one FROM scrub`)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return w.scrubNow(ctx, scrubWait)
}

// scrubNow scrubs while nothing else is written.
func (w *writer) scrubNow(ctx context.Context, wait int) error {
	numbers, err := unclean(ctx, w.conn)
	if err != nil {
		return err
	}
	if err := wipeSome(ctx, w.conn, numbers); err != nil {
		return err
	}
	return w.scrubbed(ctx, wait)
}

// checkpointed is what wal_checkpoint answers: whether it was kept from ending,
// and the pages in the log and copied.
type checkpointed struct{ busy, pages, copied int64 }

func scanCheckpointed(rows *sql.Rows) (c checkpointed, err error) {
	err = rows.Scan(&c.busy, &c.pages, &c.copied)
	return c, err
}

// copyLog copies what it can of the log into the database, while the writer goes
// on. SQLite lets one at a time do so, and answers the other that it is busy instead of
// letting it wait: copying does.
func (s *SQLite) copyLog(ctx context.Context) error {
	s.writer.copying.Lock()
	defer s.writer.copying.Unlock()
	_, err := one(ctx, s.pool, scanCheckpointed, `PRAGMA wal_checkpoint(PASSIVE)`)
	return err
}

// truncate copies the whole log into the database and empties it, unless a reader
// needs it longer than wait.
func (w *writer) truncate(ctx context.Context, wait int) error {
	return w.endLog(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`, wait)
}

// endLog copies the whole log into the database as the statement says, unless a reader
// needs it longer than wait.
func (w *writer) endLog(ctx context.Context, statement string, wait int) (err error) {
	w.copying.Lock()
	defer w.copying.Unlock()
	if err := w.conn.waitFor(wait); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.conn.waitFor(usualWait)) }()
	done, err := one(ctx, w.conn, scanCheckpointed, statement)
	if err != nil {
		return err
	}
	if done.busy != 0 {
		return ErrBusy
	}
	return nil
}

// waitFor sets how long the connection waits for locks, in milliseconds.
func (c *conn) waitFor(wait int) error {
	_, err := c.exec(fmt.Sprintf(`PRAGMA busy_timeout(%d)`, wait))
	return err
}

// Sweep is Store's.
func (s *SQLite) Sweep(ctx context.Context) error {
	return s.write(ctx, func(t *txn) error {
		for _, text := range []string{
			`DELETE FROM session WHERE expires <= $1`,
			`DELETE FROM slot WHERE expires <> 0 AND expires <= $1`,
			`DELETE FROM spent_form WHERE expires <= $1`,
			`DELETE FROM outgoing WHERE expires <= $1 AND NOT handed AND lease <= $1`,
			`DELETE FROM unsent WHERE expires <= $1`,
		} {
			if _, err := t.exec(text, micros(t.now)); err != nil {
				return fmt.Errorf("could not sweep: %w", err)
			}
		}
		return nil
	})
}
