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
	story   story
	belief  *belief // shared by all folds of one case
}

// story is what a case compartment tells, in its order. Stories that follow one
// another share what they begin with, so that going on does not copy a whole case.
type story struct {
	told []told // never appended to but by more
	line *line
}

// line is the longest of the stories that share a beginning.
type line struct {
	mu   sync.Mutex
	told []told
}

// more gives the story with more at its end. Where another goes on from here
// already, it begins a line of its own.
func (s story) more(told []told) story {
	if len(told) == 0 {
		return s
	}
	if s.line != nil {
		s.line.mu.Lock()
		defer s.line.mu.Unlock()
	}
	if s.line == nil || len(s.line.told) != len(s.told) {
		s.line = &line{told: slices.Clone(s.told)}
	}
	s.line.told = append(s.line.told, told...)
	return story{slices.Clip(s.line.told), s.line}
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
	heads heads
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

// put keeps a fold and the heads known with it, and lets the case go that was not
// used for longest.
func (k *cache) put(p place, f folded, known heads) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.byID == nil {
		k.byID = make(map[place]*list.Element)
	}
	if at, kept := k.byID[p]; kept {
		old := at.Value.(*cached)
		if old.version < f.version {
			old.folded = f
		}
		old.heads.learn(known)
		return
	}
	now := &cached{p, f, make(heads)}
	now.heads.learn(known)
	k.byID[p] = k.order.PushFront(now)
	if k.order.Len() > cacheRoom {
		last := k.order.Back()
		k.order.Remove(last)
		delete(k.byID, last.Value.(*cached).place)
	}
}

// adopt starts the work from a fold.
func (w *work) adopt(f folded) {
	w.state, w.story, w.belief = f.state, f.story, cmp.Or(f.belief, &belief{})
	own := f.book.clone()
	w.book = &own
}

// keep leaves the work's fold, up to a version, for the next request, and the heads
// that are known with it. It is called before anything is drafted.
func (w *work) keep(version uint64, known heads) folded {
	f := folded{
		version: version, first: w.main.head.Epochs[0].Commitment, state: w.state, book: w.book.clone(), story: w.story, belief: w.belief,
	}
	w.s.v.cases.put(w.main.place, f, known)
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
		again.keep(w.main.head.Number, w.left(d))
	}
}
