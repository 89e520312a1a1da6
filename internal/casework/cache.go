package casework

import (
	"cmp"
	"container/list"
	"slices"
	"sync"

	"amends/internal/practice"
)

// cacheRoom is how many cases are kept folded.
const cacheRoom = 128

// folded is a case compartment as far as it was folded: ids, closed-list values
// and instants, no name and no text. It is never changed.
type folded struct {
	version uint64
	first   [32]byte // commitment to the compartment's first key
	state   practice.Case
	book    book
	told    []told
	belief  *belief // shared by all folds of one case
}

// cache keeps the cases that were opened last, folded, so that an entry is opened
// and folded once and not at each request. It opens nothing: whoever asks has
// opened the compartment's keys first, and what came since is read and opened with
// those. Its zero value is ready.
type cache struct {
	mu    sync.Mutex
	order list.List // of *folded's places, the last used in front
	byID  map[place]*list.Element
}

type cached struct {
	place place
	folded
}

// get gives the fold of a compartment that was opened, not beyond its head.
func (k *cache) get(c *compartment) (folded, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	at, kept := k.byID[c.place]
	if !kept {
		return folded{}, false
	}
	k.order.MoveToFront(at)
	f := at.Value.(*cached).folded
	if f.version > c.stored || f.first != c.head.Epochs[0].Commitment {
		return folded{}, false
	}
	return f, true
}

// put keeps a fold, and lets the one go that was not used for longest.
func (k *cache) put(p place, f folded) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.byID == nil {
		k.byID = make(map[place]*list.Element)
	}
	if at, kept := k.byID[p]; kept {
		if old := at.Value.(*cached); old.version < f.version {
			at.Value = &cached{p, f}
		}
		return
	}
	k.byID[p] = k.order.PushFront(&cached{p, f})
	if k.order.Len() > cacheRoom {
		last := k.order.Back()
		k.order.Remove(last)
		delete(k.byID, last.Value.(*cached).place)
	}
}

// adopt starts the work from a fold.
func (w *work) adopt(f folded) {
	w.state, w.told, w.belief = f.state, slices.Clip(f.told), cmp.Or(f.belief, &belief{})
	own := f.book.clone()
	w.book = &own
}

// keep leaves the work's fold, up to a version, for the next request. It is called
// before anything is drafted.
func (w *work) keep(version uint64) folded {
	f := folded{
		version: version, first: w.main.head.Epochs[0].Commitment, state: w.state, book: w.book.clone(), told: slices.Clip(w.told), belief: w.belief,
	}
	w.s.v.cases.put(w.main.place, f)
	return f
}

// keepWritten goes on from the fold that a command began with to what it wrote, so
// that the next request need not read that: from the records, as if they were read
// again. The command's own state is no substitute, since it was not made from what
// stands in the journal.
func (w *work) keepWritten(d *draft) {
	again := w.s.newWork(w.from, w.id)
	again.main = w.main
	again.adopt(w.begun)
	if records := d.written[w.main.place]; len(records) > 0 && again.fold(records) == nil {
		again.keep(w.main.head.Number)
	}
}
