package store

import (
	"fmt"

	"amends/internal/journal"
)

// invalid says what in a batch contradicts itself.
func invalid(what string) error { return fmt.Errorf("%w: %s", ErrInvalid, what) }

// plan is a batch that was held against itself, and what follows from it.
type plan struct {
	Batch
	// after is every expected stream as it stands after the batch, by its name.
	after map[StreamRef]Version
	// begun are the keys of new streams and epochs.
	begun map[StreamRef]Epoch
	taken map[journal.ID]bool
}

// check holds a batch against itself, without the database: before the writer is
// asked, so that nobody else waits for it.
func check(b Batch) (*plan, error) {
	p := &plan{Batch: b, after: map[StreamRef]Version{}, begun: map[StreamRef]Epoch{}, taken: map[journal.ID]bool{}}
	for _, check := range []func() error{p.checkExpect, p.checkEpochs, p.checkEntries, p.checkErase, p.checkNamed, p.checkSizes} {
		if err := check(); err != nil {
			return nil, err
		}
	}
	for _, id := range b.TakenDrops {
		p.taken[id] = true
	}
	return p, nil
}

func (p *plan) checkExpect() error {
	for _, v := range p.Expect {
		ref := StreamRef{v.Case, v.Stream}
		if _, ok := p.after[ref]; ok {
			return invalid("Expect names a stream twice")
		}
		if (v.Number == 0) != (v.Epoch == 0) || v.Number == 0 && v.Erased {
			return invalid("Expect has a stream that cannot be")
		}
		p.after[ref] = v
	}
	return nil
}

func (p *plan) checkEpochs() error {
	for _, e := range p.Streams {
		ref := StreamRef{e.Case, e.Stream}
		v, ok := p.after[ref]
		_, twice := p.begun[ref]
		switch {
		case !ok:
			return invalid("Streams has a stream that Expect has not")
		case twice:
			return invalid("Streams has a stream twice")
		case e.Epoch != v.Epoch+1:
			return invalid("Streams has an epoch that does not follow")
		case e.Commitment == [32]byte{}:
			return invalid("Streams has an epoch without a commitment")
		case len(e.DropPublic) == 0 || len(e.DropPrivate) == 0:
			return invalid("Streams has an epoch without a drop key")
		}
		p.begun[ref] = e
	}
	return nil
}

// checkEntries follows each stream's head through the entries.
func (p *plan) checkEntries() error {
	for _, e := range p.Entries {
		h := e.Header
		ref := StreamRef{h.Case, h.Stream}
		v, ok := p.after[ref]
		if !ok {
			return invalid("Entries has a stream that Expect has not")
		}
		if v.Erased {
			return ErrErased
		}
		head := journal.Head{Case: h.Case, Stream: h.Stream, Number: v.Number, Epoch: v.Epoch}
		next, err := head.Follow(h)
		if err != nil {
			return invalid("Entries has one that cannot come next: " + err.Error())
		}
		if h.BeginsEpoch() && h.Commitment != p.begun[ref].Commitment {
			return invalid("Entries commits to another key than Streams")
		}
		if len(e.Key) == 0 || uint64(len(e.Body)) != uint64(h.Length) {
			return invalid("Entries has one without its key, or not of the length its header says")
		}
		v.Number, v.Epoch = next.Number, next.Epoch
		p.after[ref] = v
	}
	for ref, e := range p.begun {
		if p.after[ref].Epoch != e.Epoch {
			return invalid("Streams has an epoch that no entry begins")
		}
	}
	return nil
}

func (p *plan) checkErase() error {
	for _, ref := range p.Erase {
		v, ok := p.after[ref]
		if !ok || v.Number == 0 {
			return invalid("Erase has a stream that Expect has not")
		}
		for _, before := range p.Expect {
			if (StreamRef{before.Case, before.Stream}) == ref && before != v {
				return invalid("Erase has a stream that is also written to")
			}
		}
		v.Erased = true
		p.after[ref] = v
	}
	return nil
}

// checkNamed holds rows and wraps against the streams they belong to.
func (p *plan) checkNamed() error {
	for _, r := range p.Rows {
		v, ok := p.after[StreamRef{r.Case, r.Stream}]
		switch {
		case !ok:
			return invalid("Rows has a stream that Expect has not")
		case v.Erased:
			return ErrErased
		case r.Version == 0 || r.Version > v.Number || r.Epoch == 0 || r.Epoch > v.Epoch:
			return invalid("Rows has one that is newer than its stream")
		}
	}
	for _, w := range p.Wraps {
		v, ok := p.after[StreamRef{w.Case, w.Stream}]
		switch {
		case !ok:
			return invalid("Wraps has a stream that Expect has not")
		case v.Erased:
			return ErrErased
		case w.Epoch == 0 || w.Epoch > v.Epoch:
			return invalid("Wraps has an epoch that its stream has not")
		case len(w.Sealed) == 0:
			return invalid("Wraps has one that is empty")
		}
	}
	return nil
}

// checkSizes holds together what else can be told without the database.
func (p *plan) checkSizes() error {
	for _, d := range p.Drops {
		if len(d.Sealed) == 0 || len(d.Sealed) != len(p.Drops[0].Sealed) {
			return invalid("Drops are not of one size")
		}
	}
	for _, w := range p.Rewraps {
		if len(w.Sealed) == 0 || len(w.Was) == 0 {
			return invalid("Rewraps has one that is empty")
		}
	}
	for _, o := range p.Outbox {
		if len(o.Sealed) == 0 || o.Expires.IsZero() || !o.NotBefore.Before(o.Expires) {
			return invalid("Outbox has one that is empty or expires before its time")
		}
	}
	for _, l := range p.Logins {
		if l.Version == 0 || len(l.Public) == 0 || l.Person.IsZero() {
			return invalid("Logins has one without its person, keys or version")
		}
	}
	for _, s := range p.Slots {
		if len(s.Sealed) == 0 || s.ID.IsZero() {
			return invalid("Slots has one that is empty")
		}
	}
	for _, s := range p.Reslots {
		if len(s.Sealed) == 0 || len(s.Was) == 0 {
			return invalid("Reslots has one that is empty")
		}
	}
	if o := p.Overview; o != nil && (len(o.Sealed) == 0 || o.Holder.IsZero()) {
		return invalid("Overview is empty or nobody's")
	}
	for _, u := range p.Unsent {
		if u.Holder.IsZero() || len(u.Sealed) > 0 && u.Expires.IsZero() {
			return invalid("Unsent is nobody's or never expires")
		}
	}
	if p.Once != nil && p.Once.Expires.IsZero() {
		return invalid("Once never expires")
	}
	if s := p.Service; s != nil && (s.ID.IsZero() || s.Version == 0) {
		return invalid("Service has no id or version")
	}
	return nil
}
