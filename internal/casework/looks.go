package casework

import (
	"context"

	"amends/internal/practice"
)

// look records that the reader opened a party's file, once a day (P5). It is
// committed before the page is shown.
func (w *work) look(ctx context.Context, d *draft, at practice.At, party practice.PartyID) error {
	h := practice.LooksOf(party)
	entries, _, err := w.tell(ctx, h)
	if err != nil {
		return err
	}
	looks := evolved(practice.Looks{}, practice.EvolveLooks, entries)
	if at.Fresh, err = w.s.fresh(1); err != nil {
		return err
	}
	events, err := practice.DecideLook(looks, party, w.duty(), at)
	if err != nil {
		return err
	}
	return w.writeEvents(ctx, d, events)
}

// duty is what the reader does in the case, as its party is shown it.
func (w *work) duty() practice.Duty {
	for _, a := range w.state.Staff {
		if a.Staff == w.s.me.ID {
			return a.Duty
		}
	}
	return practice.Coordinator
}
