package casework

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"amends/internal/journal"
	"amends/internal/seal"
	"amends/internal/store"
)

// place names a compartment in the store. A box is a "case" of its own there: a
// participant's request reads one case, one stream, whatever else there is (P3),
// and a thief of the disk cannot tell which case a box belongs to.
type place struct{ kase, stream journal.ID }

// compartment is one compartment as far as one person can open it.
type compartment struct {
	place
	service journal.ID
	head    store.Head
	stored  uint64              // the number of its last entry in the store, without what a draft adds
	keys    map[uint32]seal.Key // by epoch; empty if the person holds none
	rewrite []store.Rewrap      // wraps opened for the first time, in their cheap form
	begun   bool                // in this draft: it was not there, or its epoch is new
}

// load reads one compartment and opens what of its keys somebody holds. A work reads
// the keys of a case once: see work.load.
func (v *Service) load(ctx context.Context, from store.Reader, p place, who *holderKeys) (*compartment, error) {
	wraps, err := who.wraps(ctx, from, p.kase)
	if err != nil {
		return nil, err
	}
	return v.read(ctx, from, p, who, wraps)
}

// loadOpen is load for somebody who must be able to open it. ErrNotThere if they are not.
func (v *Service) loadOpen(ctx context.Context, from store.Reader, p place, who *holderKeys) (*compartment, error) {
	c, err := v.load(ctx, from, p, who)
	if err == nil && !c.open() {
		return nil, ErrNotThere
	}
	return c, err
}

// read is load with the wraps of the case that were read before. Where its keys were
// changed since, they do not fit the head: that is no damage, and they are read again.
func (v *Service) read(
	ctx context.Context, from store.Reader, p place, who *holderKeys, wraps []store.Wrap,
) (*compartment, error) {
	for range attempts {
		head, err := headOf(ctx, from, p)
		if err != nil {
			return nil, err
		}
		c, wrong := v.unlocked(p, head, who, wraps)
		if wrong == nil {
			return c, nil
		}
		now, err := who.wraps(ctx, from, p.kase)
		if err != nil {
			return nil, err
		}
		if slices.EqualFunc(now, wraps, sameKey) {
			return nil, wrong
		}
		wraps = now
	}
	return nil, ErrBusy
}

// sameKey says whether two wraps of one holder are of the same key.
func sameKey(a, b store.Wrap) bool {
	return a.Case == b.Case && a.Stream == b.Stream && a.Epoch == b.Epoch
}

// headOf reads the head of a compartment: one that is not there yet has number 0.
func headOf(ctx context.Context, from store.Reader, p place) (store.Head, error) {
	head, err := from.Stream(ctx, p.kase, p.stream)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return store.Head{}, fmt.Errorf("could not read a compartment: %w", err)
	}
	return head, nil
}

// wraps reads somebody's wraps of one case.
func (k *holderKeys) wraps(ctx context.Context, from store.Reader, kase journal.ID) ([]store.Wrap, error) {
	wraps, err := from.Wraps(ctx, kase, k.id)
	if err != nil {
		return nil, fmt.Errorf("could not read keys: %w", err)
	}
	return wraps, nil
}

// unlocked is a compartment with what of its keys somebody's wraps hold.
func (v *Service) unlocked(p place, head store.Head, who *holderKeys, wraps []store.Wrap) (*compartment, error) {
	c := &compartment{place: p, service: v.id, head: head, stored: head.Number}
	if err := c.unlock(who, wraps); err != nil {
		return nil, err
	}
	return c, nil
}

// exists says whether the compartment was begun.
func (c *compartment) exists() bool { return c.head.Number > 0 }

// open says whether its holder can read and write here.
func (c *compartment) open() bool { return len(c.keys) > 0 && !c.head.Erased }

// where is what an epoch's key is bound to.
func (c *compartment) where(epoch uint32) seal.Where {
	return seal.Where{Service: c.service, Case: c.kase, Stream: c.stream, Epoch: epoch}
}

// key is that of the newest epoch.
func (c *compartment) key() seal.Key { return c.keys[c.head.Epoch] }

// unlock takes one person's wraps of this compartment. Each key is held against
// the commitment that the journal made to it. Holding some epochs and not others
// is not a state that anything here writes, and refuses.
func (c *compartment) unlock(who *holderKeys, wraps []store.Wrap) error {
	for _, w := range wraps {
		if w.Case != c.kase || w.Stream != c.stream {
			continue
		}
		if w.Epoch == 0 || int(w.Epoch) > len(c.head.Epochs) {
			return &CompartmentError{Problem: "a key is of no epoch that the history knows"}
		}
		k, err := who.identity.Unwrap(w.Sealed, c.where(w.Epoch), c.head.Epochs[w.Epoch-1].Commitment)
		if err != nil {
			return &CompartmentError{Problem: "a key does not fit the history"}
		}
		if c.keys == nil {
			c.keys = make(map[uint32]seal.Key, len(c.head.Epochs))
		}
		c.keys[w.Epoch] = k
		if err := c.cheapen(who, w, k); err != nil {
			return err
		}
	}
	if n := len(c.keys); n > 0 && n != len(c.head.Epochs) && !c.head.Erased {
		return &CompartmentError{Problem: "a key of an earlier or later time is missing"}
	}
	return nil
}

// cheapen rewrites a wrap at first use under its holder's own key: a microsecond
// to open instead of 160.
func (c *compartment) cheapen(who *holderKeys, w store.Wrap, k seal.Key) error {
	if seal.IsRewritten(w.Sealed) {
		return nil
	}
	sealed, err := who.identity.Rewrap(who.random, k, c.where(w.Epoch))
	if err != nil {
		return fmt.Errorf("could not open a compartment: %w", err)
	}
	was := w.Sealed
	w.Sealed = sealed
	c.rewrite = append(c.rewrite, store.Rewrap{Wrap: w, Was: was})
	return nil
}

// read opens the entries of a compartment, from its first to its head. A key that
// is missing is left to the caller, who knows what was struck.
func (c *compartment) read(ctx context.Context, from store.Reader) ([]record, error) {
	return c.readAfter(ctx, from, 0)
}

// readAfter opens the entries after one that was read before.
func (c *compartment) readAfter(ctx context.Context, from store.Reader, done uint64) ([]record, error) {
	if done == c.stored {
		return nil, nil
	}
	entries, err := c.entriesAfter(ctx, from, done)
	if err != nil {
		return nil, err
	}
	return c.openAll(done, entries)
}

// openAll opens the entries that follow a number. Each is opened by itself, so that
// every processor takes a part. Of several that do not open the first is told.
func (c *compartment) openAll(done uint64, entries []store.Entry) ([]record, error) {
	records, errs := make([]record, len(entries)), make([]error, len(entries))
	inParts(len(entries), func(i int) {
		var w witnessed
		w, errs[i] = c.openEntry(done+uint64(i+1), entries[i])
		records[i] = w.record
	})
	return records, cmp.Or(errs...)
}

// entriesAfter reads the entries after a number, as they are stored. One that came
// after the head was read is not part of what is decided over; the commit will find
// that it came.
func (c *compartment) entriesAfter(ctx context.Context, from store.Reader, done uint64) ([]store.Entry, error) {
	entries, err := from.Entries(ctx, c.kase, c.stream, done+1)
	if err != nil {
		return nil, fmt.Errorf("could not read a compartment: %w", err)
	}
	entries = entries[:min(uint64(len(entries)), c.stored-done)]
	if uint64(len(entries)) != c.stored-done {
		return nil, &CompartmentError{Problem: "entries are missing"}
	}
	return entries, nil
}

// inParts does something for each number below n, by as many goroutines as there
// are processors if that is worth beginning them.
func inParts(n int, do func(int)) {
	const worthwhile = 32
	parts := min(runtime.GOMAXPROCS(0), (n+worthwhile-1)/worthwhile)
	if parts < 2 {
		for i := range n {
			do(i)
		}
		return
	}
	var group sync.WaitGroup
	for part := range parts {
		group.Go(func() {
			for i := n * part / parts; i < n*(part+1)/parts; i++ {
				do(i)
			}
		})
	}
	group.Wait()
}

// openEntry opens one entry, holding its header against where it stands.
func (c *compartment) openEntry(number uint64, e store.Entry) (witnessed, error) {
	h := e.Header
	if h.Service != c.service || h.Case != c.kase || h.Stream != c.stream || h.Number != number ||
		h.Epoch == 0 || int(h.Epoch) > len(c.head.Epochs) {
		return witnessed{}, &CompartmentError{Problem: "an entry is out of its place"}
	}
	if h.BeginsEpoch() && h.Commitment != c.head.Epochs[h.Epoch-1].Commitment {
		return witnessed{}, &CompartmentError{Problem: "a key is not the one the history committed to"}
	}
	if len(e.Key) == 0 {
		return witnessed{record: record{number: number, struck: true}}, nil
	}
	k, held := c.keys[h.Epoch]
	if !held {
		return witnessed{}, &CompartmentError{Problem: "a key is missing"}
	}
	plaintext, err := seal.OpenEntry(k, h.Encode(), e.Body, e.Key)
	if err != nil {
		return witnessed{}, &CompartmentError{Problem: "an entry does not open"}
	}
	r, err := readRecord(h, plaintext)
	if err != nil {
		return witnessed{}, &CompartmentError{Problem: "an entry is not in its form"}
	}
	return witnessed{record: record{Record: r, number: number, position: e.Position}, header: h, plaintext: plaintext}, nil
}

// openDrop opens what was dropped here, under whichever epoch it was sealed to:
// a drop written while the key was being changed is not lost.
func (c *compartment) openDrop(d store.Drop) ([]byte, error) {
	for epoch := uint32(len(c.head.Epochs)); epoch >= 1; epoch-- {
		k, held := c.keys[epoch]
		if !held {
			continue
		}
		plaintext, err := seal.OpenDrop(k, c.head.Epochs[epoch-1].DropPrivate, c.where(epoch), d.Sealed)
		if err == nil {
			return plaintext, nil
		}
	}
	return nil, errUnreadableDrop
}

var errUnreadableDrop = errors.New("could not open a drop: no key fits")
