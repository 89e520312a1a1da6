package storetest

import (
	"database/sql"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"

	"amends/internal/journal"
	"amends/internal/store"
)

// floorGroup is how many share one wait for the disk, and floorYields how often whoever
// gathers them lets others run first: as the store's writer does, so that neither side
// of a comparison has larger groups by rule.
const (
	floorGroup  = 64
	floorYields = 8
)

// Floor is what commits are measured against: the same bytes, asked for by the same
// writers, each of whom waits until they are durable. One goroutine gathers at most 64
// who wait, as the store's writer does.
type Floor struct {
	jobs chan floorJob
}

type floorJob struct {
	batch store.Batch
	done  chan error
}

// Commit answers when the batch is durable.
func (f *Floor) Commit(b store.Batch) error {
	j := floorJob{b, make(chan error, 1)}
	f.jobs <- j
	return <-j.done
}

// newFloor has write make each group durable, until the test ends.
func newFloor(tb testing.TB, write func([]store.Batch) error) *Floor {
	f := &Floor{jobs: make(chan floorJob)}
	var running sync.WaitGroup
	running.Go(func() {
		for first := range f.jobs {
			f.together(first, write)
		}
	})
	tb.Cleanup(func() {
		close(f.jobs)
		running.Wait()
	})
	return f
}

func (f *Floor) together(first floorJob, write func([]store.Batch) error) {
	group, batches := []floorJob{first}, []store.Batch{first.batch}
	for yields := 0; len(group) < floorGroup && yields < floorYields; {
		select {
		case j := <-f.jobs:
			group, batches = append(group, j), append(batches, j.batch)
		default:
			runtime.Gosched()
			yields++
		}
	}
	err := write(batches)
	for _, j := range group {
		j.done <- err
	}
}

// NewFile is the floor of any store: a group is appended to a plain file by one write,
// and synced.
func NewFile(tb testing.TB) *Floor {
	tb.Helper()
	file, err := os.Create(filepath.Join(tb.TempDir(), "plain"))
	if err != nil {
		tb.Fatal(err)
	}
	var out []byte
	f := newFloor(tb, func(batches []store.Batch) error {
		out = out[:0]
		for _, b := range batches {
			out = appendBytes(out, b)
		}
		_, err := file.Write(out)
		return errors.Join(err, file.Sync())
	})
	tb.Cleanup(func() { _ = file.Close() })
	return f
}

// Size is how many bytes of a batch a floor makes durable.
func Size(b store.Batch) int { return len(appendBytes(nil, b)) }

// appendBytes appends what a batch of entries, rows and a form adds, and nothing that
// says where it belongs beside what its headers say.
func appendBytes(out []byte, b store.Batch) []byte {
	for _, e := range b.Entries {
		out = append(append(append(out, e.Header.Encode()...), e.Body...), e.Key...)
	}
	for _, r := range b.Rows {
		out = append(out, r.Sealed...)
	}
	if b.Once != nil {
		out = append(out, b.Once.ID[:]...)
	}
	return out
}

// bareTables are those that a command of entries, rows and a form writes to, with the
// keys of the store's own, and without its checks, foreign keys and triggers.
const bareTables = `
	CREATE TABLE stream (case_id BLOB, stream_id BLOB, number INTEGER, epoch INTEGER, PRIMARY KEY (case_id, stream_id)) WITHOUT ROWID;
	CREATE TABLE entry (case_id BLOB, stream_id BLOB, number INTEGER, position INTEGER, epoch INTEGER, day INTEGER, length INTEGER,
		commitment BLOB, body BLOB, PRIMARY KEY (case_id, stream_id, number)) WITHOUT ROWID;
	CREATE UNIQUE INDEX entry_position ON entry (position);
	CREATE TABLE entry_key (case_id BLOB, stream_id BLOB, number INTEGER, sealed BLOB, PRIMARY KEY (case_id, stream_id, number)) WITHOUT ROWID;
	CREATE TABLE list_row (case_id BLOB, stream_id BLOB, version INTEGER, epoch INTEGER, sealed BLOB, PRIMARY KEY (case_id, stream_id)) WITHOUT ROWID;
	CREATE TABLE spent_form (form_id BLOB PRIMARY KEY, expires INTEGER) WITHOUT ROWID;`

// bareWrites are the statements of bare, each prepared once.
var bareWrites = [...]string{
	`INSERT INTO stream VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET number = excluded.number, epoch = excluded.epoch`,
	`INSERT INTO entry VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, NULL, ?8)`,
	`INSERT INTO entry_key VALUES (?1, ?2, ?3, ?4)`,
	`INSERT INTO list_row VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET version = excluded.version, epoch = excluded.epoch, sealed = excluded.sealed`,
	`INSERT INTO spent_form VALUES (?1, ?2)`,
}

// bare writes rows and asks nothing.
type bare struct {
	db       *sql.DB
	writes   [len(bareWrites)]*sql.Stmt
	position int64
}

// NewBare is the floor of a store on SQLite: the same rows in the same places, through
// the same driver with the same page size and synchronisation, a group to a
// transaction. No batch is held against anything, nothing is hashed or signed, no tile
// or checkpoint is written.
func NewBare(tb testing.TB) *Floor {
	tb.Helper()
	settings := url.Values{
		"_pragma":       {"page_size(8192)", "secure_delete(on)", "synchronous(full)", "cache_size(-16384)", "wal_autocheckpoint(4096)"},
		"_journal_mode": {"WAL"},
	}
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: filepath.Join(tb.TempDir(), "bare.db"), RawQuery: settings.Encode()}).String())
	if err != nil {
		tb.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(tb.Context(), bareTables); err != nil {
		tb.Fatal(err)
	}
	w := &bare{db: db}
	for i, text := range bareWrites {
		if w.writes[i], err = db.PrepareContext(tb.Context(), text); err != nil { //nolint:sqlclosecheck // closed with the database
			tb.Fatal(err)
		}
	}
	f := newFloor(tb, w.group)
	tb.Cleanup(func() { _ = db.Close() })
	return f
}

func (w *bare) group(batches []store.Batch) error {
	if _, err := w.db.Exec("BEGIN IMMEDIATE"); err != nil { //nolint:noctx // nobody's request ends a group
		return err
	}
	for _, b := range batches {
		if err := w.batch(b); err != nil {
			return err
		}
	}
	_, err := w.db.Exec("COMMIT") //nolint:noctx // the same
	return err
}

func (w *bare) batch(b store.Batch) error {
	var failed error
	run := func(write int, args ...any) {
		_, err := w.writes[write].Exec(args...) //nolint:noctx // the same
		failed = errors.Join(failed, err)
	}
	stands := map[journal.ID]journal.Header{}
	for _, e := range b.Entries {
		h := e.Header
		stands[h.Stream] = h
		run(1, h.Case[:], h.Stream[:], int64(h.Number), w.position, int64(h.Epoch), int64(h.Day), int64(h.Length), e.Body)
		run(2, h.Case[:], h.Stream[:], int64(h.Number), e.Key)
		w.position++
	}
	for _, h := range stands {
		run(0, h.Case[:], h.Stream[:], int64(h.Number), int64(h.Epoch))
	}
	for _, r := range b.Rows {
		run(3, r.Case[:], r.Stream[:], int64(r.Version), int64(r.Epoch), r.Sealed)
	}
	if b.Once != nil {
		run(4, b.Once.ID[:], b.Once.Expires.UnixMicro())
	}
	return failed
}

// AllAtOnce has each writer do something several times, all writers at once.
func AllAtOnce(writers, turns int, do func(writer, turn int)) {
	var all sync.WaitGroup
	for writer := range writers {
		all.Go(func() {
			for turn := range turns {
				do(writer, turn)
			}
		})
	}
	all.Wait()
}
