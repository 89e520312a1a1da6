package casework

import (
	"context"
	"fmt"
	"slices"

	"amends/internal/journal"
	"amends/internal/practice"
)

// share puts the wraps of a case right: whoever may open a compartment gets its
// keys, and where somebody may no longer, their wraps go and a new epoch begins
// (P5). It is asked when the allocation changed, or the roster of the desk since
// it was last done here; compartments that the actor cannot open wait for
// somebody who can, and what is to be carried is asked about every time: a carrier
// may have been named by somebody who could not open it.
func (w *work) share(ctx context.Context, d *draft) error {
	roster := w.book.roster != w.s.desk.roster
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
			continue
		}
		if err := w.shareOne(ctx, d, h, c); err != nil {
			return fmt.Errorf("could not share a compartment: %w", err)
		}
	}
	if !roster {
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
	return w.rekey(ctx, d, h, c, leaving, held)
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

// rekey takes leavers' wraps away and begins an epoch that they cannot open. What
// they read before, they know.
func (w *work) rekey(ctx context.Context, d *draft, h practice.Home, c *compartment, leaving, held []journal.ID) error {
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
