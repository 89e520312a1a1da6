package casework

import (
	"context"
	"fmt"
	"io"
	"slices"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/seal"
	"amends/internal/store"
)

// holder is somebody a compartment's key can be wrapped to.
type holder struct {
	id     journal.ID
	public func() (seal.Public, error) // parsed when it is needed: that is dear
}

// holderKeys are the keys of whoever acts, for as long as a request takes.
type holderKeys struct {
	id       journal.ID
	identity *seal.Identity
	random   io.Reader
}

// draft gathers all that one command changes, signed by one person at one
// instant, until it is committed whole or dropped whole.
type draft struct {
	v        *Service
	who      *holderKeys
	at       int64
	batch    store.Batch
	expected map[place]bool
	absorbed map[place]bool // what was handed in there has been taken
	fresh    map[place]bool // begun in this draft, and wrapped to whom it should be
	written  map[place][]record
	events   []practice.Event // all that was written as entries
	touched  []practice.Home  // where, each once
	scrub    bool             // something was destroyed
	struck   []practice.EntryStruck
	aside    []practice.PartyID // whose drops were set aside; empty where nobody knows
}

func (v *Service) draft(who *holderKeys, at int64) *draft {
	return &draft{
		v: v, who: who, at: at,
		expected: make(map[place]bool), absorbed: make(map[place]bool), fresh: make(map[place]bool), written: make(map[place][]record),
	}
}

// expect makes the commit fail if the compartment has moved since it was loaded.
// The first call counts: it comes before anything here is appended.
func (d *draft) expect(c *compartment) {
	if d.expected[c.place] {
		return
	}
	d.expected[c.place] = true
	version := c.head.Version
	version.Case, version.Stream = c.kase, c.stream
	d.batch.Expect = append(d.batch.Expect, version)
	d.rewrap(c)
}

// rewrap saves the wraps of a compartment that were opened for the first time in
// their cheap form. Nothing is expected of the compartment: where access was taken
// away meanwhile the store writes nothing, so that it does not come back (P5).
func (d *draft) rewrap(c *compartment) {
	d.batch.Rewraps = append(d.batch.Rewraps, c.rewrite...)
	c.rewrite = nil
}

// begin draws the key of a new compartment, or of a new epoch of one, and wraps
// it to exactly these holders. An entry must follow: it carries the commitment.
func (d *draft) begin(c *compartment, holders []holder) error {
	d.expect(c)
	k, err := seal.NewKey(d.who.random)
	if err != nil {
		return fmt.Errorf("could not begin a compartment: %w", err)
	}
	epoch := c.head.Epoch + 1
	public, private, err := seal.NewDropKey(d.who.random, k, c.where(epoch))
	if err != nil {
		return fmt.Errorf("could not begin a compartment: %w", err)
	}
	e := store.Epoch{
		Case: c.kase, Stream: c.stream, Epoch: epoch,
		Commitment: k.Commit(c.where(epoch)), DropPublic: public, DropPrivate: private,
	}
	if c.keys == nil {
		c.keys = make(map[uint32]seal.Key)
	}
	c.head.Epochs = append(slices.Clip(c.head.Epochs), e)
	c.head.Epoch, c.keys[epoch], c.begun = epoch, k, true
	d.fresh[c.place] = true
	d.batch.Streams = append(d.batch.Streams, e)
	for _, h := range holders {
		if err := d.wrap(c, epoch, h); err != nil {
			return err
		}
	}
	return nil
}

// wrap seals one epoch's key to one person: for oneself in the cheap form.
func (d *draft) wrap(c *compartment, epoch uint32, to holder) error {
	w := store.Wrap{Case: c.kase, Stream: c.stream, Epoch: epoch, Holder: to.id}
	var err error
	if to.id == d.who.id {
		w.Sealed, err = d.who.identity.Rewrap(d.who.random, c.keys[epoch], c.where(epoch))
	} else {
		var public seal.Public
		if public, err = to.public(); err == nil {
			w.Sealed, err = seal.Wrap(c.keys[epoch], c.where(epoch), public)
		}
	}
	if err != nil {
		return fmt.Errorf("could not share a compartment: %w", err)
	}
	d.batch.Wraps = append(d.batch.Wraps, w)
	return nil
}

// give lets somebody open a compartment from its first entry on: without the past
// there is no state to decide over.
func (d *draft) give(c *compartment, to holder) error {
	d.expect(c)
	for _, e := range c.head.Epochs {
		if err := d.wrap(c, e.Epoch, to); err != nil {
			return err
		}
	}
	return nil
}

// take takes one person's keys to a compartment away. What follows is written in
// a new epoch, which the caller begins.
func (d *draft) take(c *compartment, from journal.ID) {
	d.expect(c)
	d.batch.Wraps = slices.DeleteFunc(d.batch.Wraps, func(w store.Wrap) bool {
		return w.Holder == from && w.Case == c.kase && w.Stream == c.stream
	})
	d.batch.DeleteWraps = append(d.batch.DeleteWraps, store.WrapRef{Case: c.kase, Stream: c.stream, Holder: from})
}

// write signs one record and seals it as the next entry of its compartment.
func (d *draft) write(c *compartment, kind string, content []byte) error {
	d.expect(c)
	day, err := journal.DayOf(d.at)
	if err != nil {
		return err
	}
	h := journal.Header{
		Service: c.service, Case: c.kase, Stream: c.stream,
		Number: c.head.Number + 1, Epoch: c.head.Epoch, Day: day,
		Length: sealedLength(journal.SignedSize(len(kind), len(content))),
	}
	if c.begun {
		h.Commitment = c.head.Epochs[len(c.head.Epochs)-1].Commitment
	}
	r := journal.Record{Actor: d.who.id, At: d.at, Type: kind, Content: content}
	plaintext, err := journal.Sign(h, r, d.who.identity.Signing())
	if err != nil {
		return fmt.Errorf("could not write an entry: %w", err)
	}
	body, key, err := seal.SealEntry(d.who.random, c.key(), h.Encode(), plaintext)
	if err != nil {
		return fmt.Errorf("could not write an entry: %w", err)
	}
	d.batch.Entries = append(d.batch.Entries, store.Entry{Entry: journal.Entry{Header: h, Body: body}, Key: key})
	d.written[c.place] = append(d.written[c.place], record{Record: r, number: h.Number})
	c.head.Number, c.begun = h.Number, false
	return nil
}

// drop signs one record and seals it to a compartment that its writer need not be
// able to open.
func (d *draft) drop(head store.Head, kind string, content []byte) error {
	p := place{head.Case, head.Stream}
	id, err := journal.NewID(d.who.random)
	if err != nil {
		return err
	}
	h, err := dropHeader(p, d.v.id, id, d.at)
	if err != nil {
		return err
	}
	r := journal.Record{Actor: d.who.id, At: d.at, Type: kind, Content: content}
	plaintext, err := journal.Sign(h, r, d.who.identity.Signing())
	if err != nil {
		return fmt.Errorf("could not hand something in: %w", err)
	}
	if len(head.Epochs) == 0 || head.Erased {
		return ErrNotThere
	}
	e := head.Epochs[len(head.Epochs)-1]
	w := seal.Where{Service: d.v.id, Case: p.kase, Stream: p.stream, Epoch: e.Epoch}
	sealed, err := seal.SealDrop(e.DropPublic, w, plaintext)
	if err != nil {
		return fmt.Errorf("could not hand something in: %w", err)
	}
	d.batch.Drops = append(d.batch.Drops, store.Drop{ID: id, Case: p.kase, Stream: p.stream, Sealed: sealed})
	return nil
}

// hand drops an act that practice decided. One that stops carries the mark of it in the
// clear, and cancels what of the case waits to be sent (P2).
func (d *draft) hand(head store.Head, act practice.Drop) error {
	kind, content, err := practice.Encode(act.Event)
	if err != nil {
		return fmt.Errorf("could not write an event: %w", err)
	}
	if err := d.drop(head, kind, content); err != nil {
		return err
	}
	if !act.Stops() {
		return nil
	}
	d.batch.Drops[len(d.batch.Drops)-1].Stop = true
	if !slices.Contains(d.batch.CancelCases, head.Case) {
		d.batch.CancelCases = append(d.batch.CancelCases, head.Case)
	}
	return nil
}

// wrote notes an event that became an entry, for what follows from it.
func (d *draft) wrote(e practice.Event) {
	d.events = append(d.events, e)
	if h := e.Home(); !slices.Contains(d.touched, h) {
		d.touched = append(d.touched, h)
	}
}

// row replaces the list row of a compartment, as of all written in this draft.
func (d *draft) row(c *compartment, content []byte) error {
	sealed, err := seal.SealRow(d.who.random, c.key(), c.where(c.head.Epoch), c.head.Number, content)
	if err != nil {
		return fmt.Errorf("could not write a row: %w", err)
	}
	d.batch.Rows = append(d.batch.Rows, store.Row{
		Case: c.kase, Stream: c.stream, Version: c.head.Number, Epoch: c.head.Epoch, Sealed: sealed,
	})
	return nil
}

// commit writes the draft: whole and durable, or not at all (P7).
func (d *draft) commit(ctx context.Context) error { return d.v.commit(ctx, d.batch, d.at) }
