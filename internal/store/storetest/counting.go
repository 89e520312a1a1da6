package storetest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"sync"
	"time"

	"amends/internal/journal"
	"amends/internal/store"
)

// Tally is what a store was asked while somebody listened, in order, and how much it
// answered: "wraps 2" is one question after wraps that two came of. Each wrap, entry and
// drop that comes out of a store is opened by whoever asked, so that the same tally is the
// same work with keys. Its zero value is ready.
type Tally struct {
	mu        sync.Mutex
	listening bool
	done      []string
}

// During gives what is asked while something is done.
func (t *Tally) During(do func()) []string {
	t.listen(true)
	do()
	return t.listen(false)
}

// listen begins or ends listening, and gives what was heard.
func (t *Tally) listen(on bool) []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	done := t.done
	t.listening, t.done = on, nil
	return done
}

func (t *Tally) note(what string, much int) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.listening {
		t.done = append(t.done, fmt.Sprintf("%s %d", what, much))
	}
}

// Draws gives a source of randomness that notes what is drawn from it, by bytes: keys,
// slots and ids begin with that.
func (t *Tally) Draws(from io.Reader) io.Reader { return draws{from, t} }

type draws struct {
	from  io.Reader
	tally *Tally
}

func (d draws) Read(p []byte) (int, error) {
	d.tally.note("draw", len(p))
	return d.from.Read(p)
}

// Counting gives a store that notes in a tally what it is asked. What waits to be sent is
// not counted: no request of a person's reads it by an id.
func Counting(under store.Store, tally *Tally) store.Store {
	return counting{countedReader{under, tally}, under, under}
}

type counting struct {
	countedReader
	store.Outbox
	under store.Store
}

// countedReader counts what is read. It is written out whole, so that a new way to read
// does not compile before it is counted.
type countedReader struct {
	in  store.Reader
	all *Tally
}

// one notes a question after one thing, and whether it was there.
func one[T any](t *Tally, what string, got T, err error) (T, error) {
	n := 1
	if errors.Is(err, store.ErrNotFound) {
		n = 0
	}
	t.note(what, n)
	return got, err
}

// many notes a question after several, and how many there were.
func many[T any](t *Tally, what string, got []T, err error) ([]T, error) {
	t.note(what, len(got))
	return got, err
}

// each notes a sequence when it has been read, and how far.
func each[T any](t *Tally, what string, all iter.Seq2[T, error]) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		n := 0
		defer func() { t.note(what, n) }()
		for v, err := range all {
			n++
			if !yield(v, err) {
				return
			}
		}
	}
}

func (r countedReader) Service(ctx context.Context) (store.Service, error) {
	got, err := r.in.Service(ctx)
	return one(r.all, "service", got, err)
}

func (r countedReader) Streams(ctx context.Context, kase journal.ID) ([]store.Head, error) {
	got, err := r.in.Streams(ctx, kase)
	return many(r.all, "streams", got, err)
}

func (r countedReader) Stream(ctx context.Context, kase, stream journal.ID) (store.Head, error) {
	got, err := r.in.Stream(ctx, kase, stream)
	return one(r.all, "stream", got, err)
}

func (r countedReader) Entries(ctx context.Context, kase, stream journal.ID, from uint64) ([]store.Entry, error) {
	got, err := r.in.Entries(ctx, kase, stream, from)
	return many(r.all, "entries", got, err)
}

func (r countedReader) Wraps(ctx context.Context, kase, holder journal.ID) ([]store.Wrap, error) {
	got, err := r.in.Wraps(ctx, kase, holder)
	return many(r.all, "wraps", got, err)
}

func (r countedReader) Holders(ctx context.Context, kase, stream journal.ID) ([]journal.ID, error) {
	got, err := r.in.Holders(ctx, kase, stream)
	return many(r.all, "holders", got, err)
}

func (r countedReader) WrapsOf(ctx context.Context, holder journal.ID) iter.Seq2[store.Wrap, error] {
	return each(r.all, "wraps of", r.in.WrapsOf(ctx, holder))
}

func (r countedReader) RowsOf(ctx context.Context, holder journal.ID) iter.Seq2[store.HeldRow, error] {
	return each(r.all, "rows of", r.in.RowsOf(ctx, holder))
}

func (r countedReader) RowsIn(ctx context.Context, holder journal.ID, cases []journal.ID) iter.Seq2[store.HeldRow, error] {
	return each(r.all, "rows in", r.in.RowsIn(ctx, holder, cases))
}

func (r countedReader) Overview(ctx context.Context, holder journal.ID) (store.Overview, error) {
	got, err := r.in.Overview(ctx, holder)
	return one(r.all, "overview", got, err)
}

func (r countedReader) Unsent(ctx context.Context, holder, id journal.ID) (store.Unsent, error) {
	got, err := r.in.Unsent(ctx, holder, id)
	return one(r.all, "unsent", got, err)
}

func (r countedReader) Size(ctx context.Context) (int64, error) {
	got, err := r.in.Size(ctx)
	return one(r.all, "size", got, err)
}

func (r countedReader) ChangedSince(ctx context.Context, size int64) ([]journal.ID, error) {
	got, err := r.in.ChangedSince(ctx, size)
	return many(r.all, "changed since", got, err)
}

func (r countedReader) Drops(ctx context.Context, kase journal.ID) ([]store.Drop, error) {
	got, err := r.in.Drops(ctx, kase)
	return many(r.all, "drops", got, err)
}

func (r countedReader) Waiting(ctx context.Context) ([]store.Waiting, error) {
	got, err := r.in.Waiting(ctx)
	return many(r.all, "waiting", got, err)
}

func (r countedReader) Erasures(ctx context.Context) ([]store.EntryRef, error) {
	got, err := r.in.Erasures(ctx)
	return many(r.all, "erasures", got, err)
}

func (r countedReader) Spent(ctx context.Context, form [32]byte) (bool, error) {
	got, err := r.in.Spent(ctx, form)
	return one(r.all, "spent", got, err)
}

func (r countedReader) Login(ctx context.Context, person journal.ID) (store.Login, error) {
	got, err := r.in.Login(ctx, person)
	return one(r.all, "login", got, err)
}

func (r countedReader) LoginNamed(ctx context.Context, name [32]byte) (store.Login, error) {
	got, err := r.in.LoginNamed(ctx, name)
	return one(r.all, "login named", got, err)
}

func (r countedReader) Logins(ctx context.Context) ([]store.Login, error) {
	got, err := r.in.Logins(ctx)
	return many(r.all, "logins", got, err)
}

func (r countedReader) Slots(ctx context.Context, person journal.ID) ([]store.Slot, error) {
	got, err := r.in.Slots(ctx, person)
	return many(r.all, "slots", got, err)
}

func (r countedReader) Checkpoint(ctx context.Context) ([]byte, error) {
	got, err := r.in.Checkpoint(ctx)
	return one(r.all, "checkpoint", got, err)
}

func (r countedReader) Tile(ctx context.Context, level, index uint64) ([]byte, error) {
	got, err := r.in.Tile(ctx, level, index)
	return one(r.all, "tile", got, err)
}

func (c counting) Commit(ctx context.Context, b store.Batch) error {
	c.all.note("commit of entries", len(b.Entries))
	c.all.note("commit of wraps", len(b.Wraps)+len(b.Rewraps))
	return c.under.Commit(ctx, b)
}

func (c counting) Try(ctx context.Context, person, slot journal.ID) (store.Slot, error) {
	got, err := c.under.Try(ctx, person, slot)
	return one(c.all, "try", got, err)
}

func (c counting) View(ctx context.Context, look func(store.Reader) error) error {
	c.all.note("view", 1)
	return c.under.View(ctx, func(r store.Reader) error { return look(countedReader{r, c.all}) })
}

func (c counting) Audit(ctx context.Context, look func(journal.Source) error) error {
	c.all.note("audit", 1)
	return c.under.Audit(ctx, look)
}

func (c counting) Scrub(ctx context.Context) error {
	c.all.note("scrub", 1)
	return c.under.Scrub(ctx)
}

func (c counting) Backup(ctx context.Context, dir string) error {
	c.all.note("backup", 1)
	return c.under.Backup(ctx, dir)
}

func (c counting) Sweep(ctx context.Context) error {
	c.all.note("sweep", 1)
	return c.under.Sweep(ctx)
}

func (c counting) Close() error { return c.under.Close() }

func (c counting) BeginSession(ctx context.Context, s store.Session) error {
	c.all.note("begin session", 1)
	return c.under.BeginSession(ctx, s)
}

func (c counting) Session(ctx context.Context, id [32]byte) (store.Session, error) {
	got, err := c.under.Session(ctx, id)
	return one(c.all, "session", got, err)
}

func (c counting) TouchSession(ctx context.Context, id [32]byte, expires time.Time) error {
	c.all.note("touch session", 1)
	return c.under.TouchSession(ctx, id, expires)
}

func (c counting) EndSession(ctx context.Context, id [32]byte) error {
	c.all.note("end session", 1)
	return c.under.EndSession(ctx, id)
}
