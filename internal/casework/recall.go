package casework

import (
	"context"
	"errors"
	"maps"

	"amends/internal/store"
)

// heads are those of some compartments of one case, as its last commands left them.
// Beginning from them spares a command the reading. They decide nothing: whoever asks
// must open a compartment with the keys that stand in the store now, a commit is held
// against the heads that stand there then, and anything else is told only if they
// still do (P2, P5). No other process moves them: a store is opened by one.
type heads map[place]store.Head

// learn takes in heads, where none is known that is newer.
func (h heads) learn(more heads) {
	for p, head := range more {
		if h[p].Number <= head.Number {
			h[p] = head
		}
	}
}

// recalls gives the heads that are known of a case. They are the asker's to change.
func (k *cache) recalls(id CaseID) heads {
	key, err := parseCase(id)
	if err != nil {
		return nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if at, kept := k.byID[casePlace(key)]; kept {
		return maps.Clone(at.Value.(*cached).heads)
	}
	return nil
}

// moved forgets the heads that a commit was held against. Those that it left are for
// whoever committed to keep.
func (k *cache) moved(held []store.Version) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, v := range held {
		if at, kept := k.byID[casePlace(v.Case)]; kept {
			delete(at.Value.(*cached).heads, place{v.Case, v.Stream})
		}
	}
}

// recall gives a compartment by its recalled head, if the asker's keys open it.
func (w *work) recall(p place, wraps []store.Wrap) (*compartment, bool) {
	head, known := w.recalled[p]
	if !known {
		return nil, false
	}
	c, err := w.s.v.unlocked(p, head, &w.s.who, wraps)
	if err != nil || !c.open() {
		return nil, false
	}
	w.leant = append(w.leant, head.Version)
	return c, true
}

// expectLeant makes the commit fail if any recalled head is not the store's, read or
// written.
func (w *work) expectLeant(d *draft) {
	for _, v := range w.leant {
		d.expect(w.comps[place{v.Case, v.Stream}])
	}
}

// unlessMoved gives what went wrong, or store.ErrConflict where a head that it rests on
// is no longer the store's: it may have gone wrong for that. What was recalled is asked
// about whatever went wrong; what was read, only where damage was found, since a key
// that is struck after its compartment's head was read looks like it. Somebody without
// keys rests on none, so that "not yours" asks nothing more than "not there" (P5).
func (w *work) unlessMoved(ctx context.Context, wrong error) error {
	for _, v := range w.leant {
		head, err := headOf(ctx, w.from, place{v.Case, v.Stream})
		if err != nil {
			return err
		}
		if head.Version != v {
			return store.ErrConflict
		}
	}
	if _, damage := errors.AsType[*CompartmentError](wrong); !damage {
		return wrong
	}
	for p, c := range w.comps {
		if !c.open() {
			continue
		}
		head, err := headOf(ctx, w.from, p)
		if err != nil {
			return err
		}
		if head.Number != c.stored || head.Erased {
			return store.ErrConflict
		}
	}
	return wrong
}

// left gives the heads that a commit left in the case. A box is a case of its own in
// the store, in which its participant writes too, and is read each time.
func (w *work) left(d *draft) heads {
	known := make(heads)
	for p, c := range w.comps {
		if p.kase == w.id && d.expected[p] && !c.head.Erased {
			head := c.head
			head.Case, head.Stream = p.kase, p.stream
			known[p] = head
		}
	}
	return known
}
