package casework

import (
	"context"
	"io"
	"slices"
	"strconv"

	"amends/internal/practice"
	"amends/internal/store"
)

// heard is what waits on a case, as far as it is the reader's to hear.
type heard struct {
	drops int    // how many came from those the reader works with
	stop  bool   // one of these is a stop
	told  []told // what all of them do to the case, whoever sent them
}

// foldWaiting takes what participants sent into the view as it would be taken into
// the journal, without writing: a page never shows a case as it was before a stop.
func (w *work) foldWaiting(ctx context.Context, at practice.At) (heard, error) {
	var out heard
	drops, err := w.dropsOf(ctx, w.main.place)
	if err != nil || len(drops) == 0 || !w.takesIn() {
		return out, err
	}
	keys, err := w.signers(ctx)
	if err != nil {
		return out, err
	}
	s := w.s
	w.s = s.drawing(&heldIDs{of: w.id.String()})
	defer func() { w.s = s }()
	for _, drop := range drops {
		in := openHandedIn(w.main, drop, keys)
		if in.flaw != "" || w.book.taken[drop.ID] {
			continue
		}
		events, err := w.decideHandedIn(in, at)
		if refused(err) {
			continue
		}
		if err != nil {
			return out, err
		}
		for _, e := range events {
			if e.Home().Kind == practice.InCase {
				w.evolve(e)
				out.told = append(out.told, told{record: record{Record: in.record}, home: e.Home(), event: e})
			}
		}
		if w.isForReader(in, events) {
			out.drops, out.stop = out.drops+1, out.stop || drop.Stop
		}
	}
	return out, nil
}

// heldIDs are the ids of what waits, until it is taken in and gets its own: they
// follow from the case and are the same each time it is shown. Nothing is drawn for
// them, so that nothing drawn afterwards depends on whether something waits (P3).
type heldIDs struct {
	of   string
	next int
	left []byte
}

func (h *heldIDs) Read(p []byte) (int, error) {
	if len(h.left) == 0 {
		id := derive("waits", h.of, strconv.Itoa(h.next))
		h.next, h.left = h.next+1, id[:]
	}
	n := copy(p, h.left)
	h.left = h.left[n:]
	return n, nil
}

// drawing is the session with another source of what it draws.
func (s *Session) drawing(from io.Reader) *Session {
	other := *s
	other.who.random = from
	return &other
}

// isForReader says whether somebody the reader works with sent this, or a colleague did
// about one of them. What it does to a crossing shows there to both sides.
func (w *work) isForReader(in handedIn, events []practice.Event) bool {
	l := wall{w.state, practice.ViewerOf(w.state, w.s.me.ID)}
	if l.viewer.All {
		return true
	}
	if _, own, _ := readCommand(in.record); !own {
		e, err := practice.Decode(in.record.Type, in.record.Content)
		return err == nil && l.sees(e.Home().Party)
	}
	return slices.ContainsFunc(events, func(e practice.Event) bool {
		_, seen := l.event(e)
		_, duty := e.(practice.StaffAllocated) // of whoever handed it in
		return seen && !duty
	})
}

// waitingFor opens a case, for a reader behind its wall, and gives what waits there for
// them to hear, and the row of where the case stands for them with all that waits, whoever
// sent it: a list never says to carry what was stopped, although nobody has read the stop (P2).
func (s *Session) waitingFor(ctx context.Context, id CaseID) (got heard, row []byte, err error) {
	err = s.v.o.Store.View(ctx, func(from store.Reader) error {
		w, err := s.openWork(ctx, from, id)
		if err != nil {
			return err
		}
		at, err := s.readAt(w.state)
		if err != nil {
			return err
		}
		if got, err = w.foldWaiting(ctx, at); err != nil {
			return err
		}
		row = wall{w.state, practice.ViewerOf(w.state, s.me.ID)}.standingRow(at)
		return nil
	})
	return got, row, err
}
