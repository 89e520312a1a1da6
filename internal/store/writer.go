package store

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/mod/sumdb/note"

	"amends/internal/journal"
)

// groupSize is how many jobs share one transaction, and so one wait for the disk.
const groupSize = 64

// gatherYields is how often the writer lets others run before it begins.
const gatherYields = 8

// clockSlack is how far the clock may stand before the last checkpoint: small
// corrections by NTP are not worth a refusal, so the checkpoint's time is kept.
const clockSlack = 2 * time.Second

// job is something the writer does for somebody who waits.
type job struct {
	// run checks first and writes then, so that a refusal leaves nothing behind.
	// It may be run again in a new transaction.
	run  func(*txn) error
	done chan error
}

// writer is the one goroutine that writes.
type writer struct {
	conn     *conn
	now      func() time.Time
	signer   *journal.Signer
	verifier note.Verifier

	jobs chan job
	// outside are what may not run in a transaction: the WAL's checkpoints.
	outside chan job
	quit    chan struct{}
	once    sync.Once
	stopped chan struct{}
	// wrote wakes who keeps the write-ahead log small, scrubDue tells them that
	// something deleted may still be readable.
	wrote    chan struct{}
	scrubDue atomic.Bool
	copying  sync.Mutex // held by whoever copies the log into the database
	// deletions counts the transactions that deleted keys.
	deletions atomic.Int64

	// What follows belongs to the goroutine.
	service journal.ID
	edge    journal.Edge
	last    journal.Checkpoint
	fatal   error
	// heads are streams as they stand in the running transaction, or else in the
	// database: only this goroutine moves them. It is emptied where they may not.
	heads map[StreamRef]Version
}

// keptHeads is how many streams the writer remembers.
const keptHeads = 1 << 14

// txn is one transaction in the making.
type txn struct {
	*conn
	ctx     context.Context
	now     time.Time
	service journal.ID
	entries []journal.Entry
	start   int64 // position of the first entry
	heads   map[StreamRef]Version
	drops   waiting
	dirty   bool // the running job has written
	scrub   bool // keys were deleted
}

// waiting is what a transaction knows of all the drops that wait.
type waiting uint8

const (
	notAsked waiting = iota
	noneWait
	someWait
)

// exec is conn's, and remembers whether something was written.
func (t *txn) exec(statement string, args ...any) (int64, error) {
	changed, err := t.conn.exec(statement, args...)
	t.dirty = t.dirty || changed > 0 || err != nil
	return changed, err
}

// do hands a job to the writer and waits for its outcome. Until the writer takes
// it up ctx may end the wait; after that the outcome is awaited, whatever it is.
func (w *writer) do(ctx context.Context, queue chan job, run func(*txn) error) error {
	j := job{run: run, done: make(chan error, 1)}
	select {
	case queue <- j:
		return <-j.done
	case <-ctx.Done():
		return ctx.Err()
	case <-w.stopped:
		return ErrClosed
	}
}

// loop runs until stop.
func (w *writer) loop() {
	defer close(w.stopped)
	for {
		select {
		case <-w.quit:
			return
		case j := <-w.outside:
			clear(w.heads)
			j.done <- j.run(&txn{conn: w.conn, ctx: context.Background(), now: w.now(), heads: map[StreamRef]Version{}})
		case j := <-w.jobs:
			w.together(w.gather(j))
		}
	}
}

// stop ends the loop after the group it is at.
func (w *writer) stop() {
	w.once.Do(func() { close(w.quit) })
	<-w.stopped
}

// gather takes up everybody who waits by now. Those answered a moment ago are
// often about to come again: yielding to them a few times makes groups half as
// large again under load, and costs a lone writer about a microsecond.
func (w *writer) gather(first job) []job {
	group := []job{first}
	for yields := 0; len(group) < groupSize && yields < gatherYields; {
		select {
		case j := <-w.jobs:
			group = append(group, j)
		default:
			runtime.Gosched()
			yields++
		}
	}
	return group
}

// outcome is what a job is told.
type outcome struct {
	job job
	err error
}

// together runs a group in one transaction and answers each. A job that is
// refused after it wrote spoils the transaction: the others are done again without
// it. The refused wait with the others, since what refused them may be a neighbour
// that is not yet durable: "already sent" must not be said too early (P7).
func (w *writer) together(group []job) {
	var refused []outcome
	err := errAgain
	for errors.Is(err, errAgain) {
		if err = w.fatal; err != nil {
			break
		}
		var more []outcome
		group, more, err = w.attempt(group)
		refused = append(refused, more...)
	}
	for _, r := range refused {
		if w.fatal != nil {
			r.err = w.fatal
		}
		r.job.done <- r.err
	}
	for _, j := range group {
		j.done <- err
	}
}

// errAgain says that the rest of a group must be done in a new transaction.
var errAgain = errors.New("again without the refused one")

// attempt runs a group in one transaction. It gives those who took part, those
// who were refused, and what became of the transaction.
func (w *writer) attempt(group []job) (rest []job, refused []outcome, err error) {
	if _, err := w.conn.exec("BEGIN IMMEDIATE"); err != nil {
		return group, nil, fmt.Errorf("could not begin a transaction: %w", err)
	}
	if len(w.heads) > keptHeads {
		clear(w.heads)
	}
	t := &txn{conn: w.conn, ctx: context.Background(), now: w.now(), service: w.service, start: w.edge.Size(), heads: w.heads}
	for i, j := range group {
		t.dirty = false
		err := j.run(t)
		switch {
		case err == nil:
			rest = append(rest, j)
		case isRefusal(err) && !t.dirty:
			refused = append(refused, outcome{j, err})
		case isRefusal(err):
			w.rollback()
			return append(rest, group[i+1:]...), append(refused, outcome{j, err}), errAgain
		default:
			w.rollback()
			return append(rest, group[i:]...), refused, err
		}
	}
	return rest, refused, w.finish(t)
}

// finish appends the group's entries to the tree, signs, and commits. A crash
// before COMMIT leaves nothing of it, one after COMMIT all of it, since tiles and
// checkpoint are in the same transaction as the entries (P7).
func (w *writer) finish(t *txn) error {
	plan, err := w.plan(t)
	if err != nil {
		w.rollback()
		return err
	}
	if _, err := w.conn.exec("COMMIT"); err != nil {
		// The frames may or may not have reached the disk. Going on with either
		// edge could fork the history, so nothing goes on (P6).
		w.fatal = fmt.Errorf("%w: stop and start again", ErrUnknown)
		return fmt.Errorf("could not commit: %w: %w", err, w.fatal)
	}
	w.service = t.service
	if t.scrub {
		w.deletions.Add(1)
		w.scrubDue.Store(true)
	}
	if plan != nil {
		w.edge, w.last = plan.Edge, plan.Checkpoint
	}
	select {
	case w.wrote <- struct{}{}:
	default:
	}
	return nil
}

// plan writes what the group's entries change in the tree, if there are any.
func (w *writer) plan(t *txn) (*journal.Append, error) {
	if len(t.entries) == 0 {
		return nil, nil
	}
	plan, err := journal.Plan(w.edge, t.entries, w.at(t.now), w.signer)
	if errors.Is(err, journal.ErrClock) {
		return nil, fmt.Errorf("%w: it stands before the last checkpoint; put it right", ErrClock)
	}
	if err != nil {
		return nil, err
	}
	for _, tile := range plan.Tiles {
		if _, err := t.exec(`INSERT INTO tile (level, number, hashes) VALUES ($1, $2, $3)
			ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes`,
			int64(tile.Level), int64(tile.Index), tile.Hashes); err != nil {
			return nil, fmt.Errorf("could not write a tile: %w", err)
		}
	}
	if _, err := t.exec(`INSERT INTO checkpoint (number, size, signed) VALUES ($1, $2, $3)`,
		plan.Checkpoint.Number, plan.Checkpoint.Size, plan.Signed); err != nil {
		return nil, fmt.Errorf("could not write a checkpoint: %w", err)
	}
	return &plan, nil
}

// at is the time of the next checkpoint.
func (w *writer) at(now time.Time) int64 {
	at := now.UnixMicro()
	if at < w.last.At && w.last.At-at <= clockSlack.Microseconds() {
		return w.last.At
	}
	return at
}

// rollback undoes the transaction. SQLite has done so itself after some faults
// and then reports an error; if it truly fails, no transaction can begin any more
// and everybody is told.
func (w *writer) rollback() {
	clear(w.heads)
	_, _ = w.conn.exec("ROLLBACK")
}
