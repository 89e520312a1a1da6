package casework

import (
	"cmp"
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"amends/internal/journal"
	"amends/internal/practice"
)

// share puts the wraps of a case right: whoever may open a compartment gets its
// keys, and where somebody may no longer, their wraps go and a new epoch begins
// (P5). It is asked when the allocation changed, or the roster of the desk since
// it was last done here in all of the case: compartments that the actor cannot open
// wait for somebody who can. What is to be carried is asked about every time: a carrier
// may have been named by somebody who could not open it.
func (w *work) share(ctx context.Context, d *draft) error {
	roster, whole := w.book.roster != w.s.desk.roster, true
	homes := carriedHomes(w.state)
	if roster || slices.ContainsFunc(d.events, changesHolders) {
		homes = homesOf(w.state)
	}
	for _, h := range homes {
		c, err := w.at(ctx, h)
		if err != nil {
			return err
		}
		if !c.open() || d.fresh[c.place] {
			whole = whole && (c.open() || !c.exists() || c.head.Erased)
			continue
		}
		if err := w.shareOne(ctx, d, h, c); err != nil {
			return fmt.Errorf("could not share a compartment: %w", err)
		}
	}
	if !roster || !whole {
		return nil
	}
	w.book.roster = w.s.desk.roster
	return writeOwn(d, w.main, kindShared, sharedRecord{w.s.desk.roster})
}

// carriedHomes lists the contents that somebody has a clearance to carry.
func carriedHomes(state practice.Case) []practice.Home {
	var out []practice.Home
	for _, x := range state.Crossings {
		if h := practice.ContentOf(x.Content); x.Content != "" && x.State == practice.Cleared && !slices.Contains(out, h) {
			out = append(out, h)
		}
	}
	return out
}

// changesHolders says whether an event changes who may open what.
func changesHolders(e practice.Event) bool {
	switch e.(type) { // only what the rule of entitled rests on
	case practice.StaffAllocated, practice.StaffDeallocated, practice.ConflictDeclared, practice.SidesShared, practice.SidesParted,
		practice.CrossingCleared, practice.ClearanceCancelled, practice.CrossingDelivered, practice.CrossingStopped:
		return true
	default:
		return false
	}
}

func (w *work) shareOne(ctx context.Context, d *draft, h practice.Home, c *compartment) error {
	held, err := w.from.Holders(ctx, c.kase, c.stream)
	if err != nil {
		return fmt.Errorf("could not read who holds keys: %w", err)
	}
	want, err := w.holdersOf(ctx, h)
	if err != nil {
		return err
	}
	var leaving []journal.ID
	for _, id := range held {
		keeps, err := w.mayKeep(ctx, h, want, id)
		if err != nil {
			return err
		}
		if keeps {
			continue
		}
		leaving = append(leaving, id)
	}
	for _, to := range want {
		if !slices.Contains(held, to.id) {
			if err := d.give(c, to); err != nil {
				return err
			}
		}
	}
	if len(leaving) == 0 {
		return nil
	}
	return w.rekey(ctx, d, h, leaving, held)
}

// mayKeep says whether a holder stays one. An outside supervisor is no holder of
// right, but keeps what they were shown for as long as they have the duty.
func (w *work) mayKeep(ctx context.Context, h practice.Home, want []holder, id journal.ID) (bool, error) {
	if slices.ContainsFunc(want, func(to holder) bool { return to.id == id }) {
		return true, nil
	}
	state, _, err := w.believed(ctx)
	m, known := w.s.desk.members[id]
	return known && entitled(state, h, m), err
}

// rekey takes away the wraps of those of its holders who leave, and begins an epoch
// that they cannot open. What they read before, they know.
func (w *work) rekey(ctx context.Context, d *draft, h practice.Home, leaving, held []journal.ID) error {
	c, err := w.at(ctx, h)
	if err != nil {
		return err
	}
	for _, id := range leaving {
		d.take(c, id)
	}
	want, err := w.holdersOf(ctx, h)
	if err != nil {
		return err
	}
	for _, id := range held {
		if m, known := w.s.desk.members[id]; known && m.Has(OutsideSupervisor) && !slices.Contains(leaving, id) {
			want = append(want, m.holder())
		}
	}
	if err := d.begin(c, want); err != nil {
		return err
	}
	return writeOwn(d, c, kindEpoch, emptyRecord{})
}

// adopt opens a case for no other reason than to put its keys right, when somebody
// was enrolled, left, or has new keys. Each command on a case does the same.
func (s *Session) adopt(ctx context.Context, id CaseID) error {
	return s.retry(ctx, func() error {
		w, err := s.openWork(ctx, s.v.o.Store, id)
		if err != nil {
			return err
		}
		if w.book.roster == s.desk.roster {
			return nil
		}
		at, err := s.at(w.state)
		if err != nil {
			return err
		}
		d := s.draft(int64(at.Now))
		if _, err := w.takeInAll(ctx, d, at); err != nil {
			return err
		}
		return w.finish(ctx, d)
	})
}

// handOnFor is how long a request goes on putting keys right.
const handOnFor = 5 * time.Second

// handOn puts keys right, after the roster changed, in as many cases that the actor can
// open as there is time for; in the others it is done at their next change. It gives no
// error: what it follows on is done, and what cannot be opened says so on its own page.
func (s *Session) handOn(ctx context.Context) {
	begun := s.v.o.Now()
	err := s.loadMe(ctx)
	places, unread := s.v.placesOf(ctx, &s.who)
	if err = cmp.Or(err, unread); err == nil {
		for _, p := range places {
			if p != casePlace(p.kase) {
				continue
			}
			if s.v.o.Now().Sub(begun) > handOnFor || ctx.Err() != nil {
				return
			}
			err = cmp.Or(err, s.adopt(ctx, CaseID(p.kase.String())))
		}
	}
	if err != nil {
		s.v.o.Log.WarnContext(ctx, "could not put keys right everywhere; it is tried again at each case's next change", slog.Any("error", err))
	}
}
