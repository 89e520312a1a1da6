package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/mod/sumdb/note"
	_ "modernc.org/sqlite" // registers the driver

	"amends/internal/journal"
)

// Options say how a store is opened.
type Options struct {
	// Now is the clock, never nil.
	Now func() time.Time
	// Signer signs a checkpoint for each transaction that appends entries, and
	// Verifier checks the newest at opening. Both are nil only for reading.
	Signer   *journal.Signer
	Verifier note.Verifier
	// ReadOnly opens beside a process that writes: for verifying and backing up.
	ReadOnly bool
}

// SQLite is a Store in one file. One file is one service.
type SQLite struct {
	reader
	path   string
	now    func() time.Time
	pool   *pool
	db     *sql.DB // of the writer; nil when opened for reading
	writer *writer
	lock   *lock
	// tending is the goroutine that keeps the write-ahead log small.
	tending sync.WaitGroup
	// copiedAt is how many pages the log had when it was last copied. Tending alone uses it.
	copiedAt int64
	closing  sync.Once
	closed   error
}

var _ Store = (*SQLite)(nil)

// What connections may keep in memory, in KiB, and how many read at once. The
// file cache of the system does the rest.
const (
	writerCache = 16 << 10
	readerCache = 4 << 10
	readers     = 4
)

// Open opens the database at path, makes it if there is none, and brings its
// schema up to date. It answers ErrInUse or ErrNewer, or says what is unsafe and
// how to mend it. It reads the right edge of the tree and no entries. Erasures
// that were not finished are finished first.
func Open(ctx context.Context, path string, o Options) (*SQLite, error) {
	s, err := open(ctx, path, o)
	if err != nil {
		return nil, fmt.Errorf("could not open the database: %w", err)
	}
	return s, nil
}

func open(ctx context.Context, path string, o Options) (*SQLite, error) {
	if o.Now == nil || !o.ReadOnly && (o.Signer == nil || o.Verifier == nil) {
		return nil, errors.New("no clock, or nothing to sign checkpoints with")
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	if err := secure(path, !o.ReadOnly); err != nil {
		return nil, err
	}
	s := &SQLite{path: path, now: o.Now}
	if o.ReadOnly {
		err = s.openReaders(ctx)
	} else {
		err = s.openBoth(ctx, o)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// openBoth opens for writing: lock, schema, writer, readers, in that order.
func (s *SQLite) openBoth(ctx context.Context, o Options) (err error) {
	if s.lock, err = acquire(s.path); err != nil {
		return err
	}
	if s.db, err = connect(s.path, writerCache, false); err != nil {
		return err
	}
	s.db.SetMaxOpenConns(1)
	if err := migrate(ctx, s.db); err != nil {
		return err
	}
	if err := s.openReaders(ctx); err != nil {
		return err
	}
	w, err := s.newWriter(ctx, o)
	if err != nil {
		return err
	}
	if err := w.finishScrub(ctx); err != nil {
		return errors.Join(err, w.conn.close())
	}
	s.writer = w
	go w.loop()
	s.tending.Go(s.tend)
	return nil
}

func (s *SQLite) openReaders(ctx context.Context) (err error) {
	db, err := connect(s.path, readerCache, true)
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(readers)
	db.SetMaxIdleConns(readers)
	s.pool = &pool{db: db, stmts: map[string]*sql.Stmt{}}
	s.reader = reader{q: s.pool, now: s.now, service: new(atomic.Pointer[journal.ID])}
	return checkSchema(ctx, s.pool)
}

// newWriter loads the right edge of the tree and holds it against the newest
// checkpoint: what is appended to anything else could never be verified.
func (s *SQLite) newWriter(ctx context.Context, o Options) (*writer, error) {
	w := &writer{
		now: o.Now, signer: o.Signer, verifier: o.Verifier,
		jobs: make(chan job), outside: make(chan job), quit: make(chan struct{}), stopped: make(chan struct{}),
		wrote: make(chan struct{}, 1), heads: map[StreamRef]Version{},
	}
	service, err := s.Service(ctx)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return nil, err
	}
	w.service = service.ID
	if err := w.load(ctx, s.reader); err != nil {
		return nil, err
	}
	c, err := s.db.Conn(ctx)
	if err != nil {
		return nil, explain(err)
	}
	w.conn = &conn{sql: c, stmts: map[string]*sql.Stmt{}}
	return w, nil
}

// load reads the newest checkpoint and the edge that belongs to it.
func (w *writer) load(ctx context.Context, r reader) (err error) {
	signed, err := r.Checkpoint(ctx)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if w.last, err = journal.OpenCheckpoint(signed, w.verifier); err != nil {
		return fmt.Errorf("%w; run amends verify", err)
	}
	if w.last.Service != w.service {
		return errors.New("the newest checkpoint is another service's; run amends verify")
	}
	w.edge, err = journal.LoadEdge(w.last, func(level, index uint64) ([]byte, error) { return r.Tile(ctx, level, index) })
	return err
}

// connect gives connections to the file, each with all settings. busy_timeout
// comes first, so that the others wait for locks; the page size must be set
// before the write-ahead log makes the file; without recursive triggers an INSERT
// OR REPLACE would get past those that forbid deleting.
func connect(path string, cache int, readOnly bool) (*sql.DB, error) {
	settings := url.Values{
		"_pragma": {
			"busy_timeout(5000)", "page_size(8192)", "secure_delete(on)", "synchronous(full)", "temp_store(memory)",
			"wal_autocheckpoint(0)", "recursive_triggers(on)", fmt.Sprintf("cache_size(-%d)", cache), fmt.Sprintf("journal_size_limit(%d)", walKept),
		},
		"_foreign_keys": {"1"}, "_journal_mode": {"WAL"}, "_txlock": {"immediate"},
	}
	if readOnly {
		settings.Set("_query_only", "1")
	}
	name := url.URL{Scheme: "file", Path: path, RawQuery: settings.Encode()}
	db, err := sql.Open("sqlite", name.String())
	return db, explain(err)
}

// write asks the writer to run something in a transaction.
func (s *SQLite) write(ctx context.Context, run func(*txn) error) error {
	if s.writer == nil {
		return ErrReadOnly
	}
	return s.writer.do(ctx, s.writer.jobs, run)
}

// View is Store's.
func (s *SQLite) View(ctx context.Context, look func(Reader) error) error {
	return s.inSnapshot(ctx, func(r reader) error { return look(r) })
}

func (s *SQLite) inSnapshot(ctx context.Context, look func(reader) error) error {
	tx, err := s.pool.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return fmt.Errorf("could not begin reading: %w", explain(err))
	}
	view := &snapshot{pool: s.pool, tx: tx}
	defer view.end(ctx)
	return look(reader{q: view, now: s.now, service: s.service})
}

// Close is Store's.
func (s *SQLite) Close() error {
	s.closing.Do(func() { s.closed = s.close() })
	return s.closed
}

// close goes the way open came, back. The lock is given up last.
func (s *SQLite) close() error {
	var errs []error
	if s.writer != nil {
		s.writer.stop()
		s.tending.Wait()
		errs = append(errs, s.writer.conn.close())
	}
	if s.pool != nil {
		errs = append(errs, s.pool.db.Close())
	}
	if s.db != nil {
		errs = append(errs, s.db.Close())
	}
	if s.lock != nil {
		errs = append(errs, s.lock.release())
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("could not close the database: %w", err)
	}
	return nil
}
