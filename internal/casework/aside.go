package casework

import (
	"context"
	"slices"

	"amends/internal/practice"
)

// The flaws of a drop, as a set-aside record names them.
const (
	flawUnreadable = "unreadable"
	flawForged     = "forged"
	flawRepeated   = "repeated"
	flawRefused    = "refused"
)

// setAside keeps a drop that nothing can be made of as it came, so that it blocks
// nobody and is not lost, and notes that somebody must look into it.
func (w *work) setAside(d *draft, c *compartment, h practice.Home, in handedIn) error {
	d.batch.TakenDrops = append(d.batch.TakenDrops, in.drop.ID)
	whose := w.whose(h, in)
	if !slices.Contains(d.aside, whose) {
		d.aside = append(d.aside, whose)
	}
	return writeOwn(d, c, kindSetAside, setAsideRecord{in.drop.ID.String(), in.flaw, in.drop.Sealed})
}

// whose gives the party that a drop concerns: whose compartment it came to, or who
// is known to have written it. Nobody if neither is known, or they were erased.
func (w *work) whose(h practice.Home, in handedIn) practice.PartyID {
	id := h.Party
	if l, known := w.book.writer(in.record.Actor); known && id == "" {
		id = l.party
	}
	if p, there := w.state.Party(id); !there || p.Erased {
		return ""
	}
	return id
}

// asideText is what an incident says about a drop that was set aside.
const asideText = "Something was handed in to this case that could not be taken in: it does not open, is not signed by who it says, or came twice or too late. " +
	"It took no effect and is kept as it came. Ask whoever may have sent it what they meant to say; if nobody did, tell the administrator."

// review opens an incident for what was set aside, one for each party, or for
// nobody where the writer is not known: rubbish must not pass unseen, and must not
// flood the diary either. It is written here and not decided, since nothing may refuse it.
func (w *work) review(ctx context.Context, d *draft) error {
	for len(d.aside) > 0 { // writing may set more aside
		whose := d.aside[0]
		d.aside = d.aside[1:]
		if err := w.openIncident(ctx, d, practice.SetAside, whose, asideText); err != nil {
			return err
		}
	}
	return nil
}

// openIncident opens one incident of a kind, about a party or about nobody in
// particular, and says what happened.
func (w *work) openIncident(ctx context.Context, d *draft, kind practice.IncidentKind, whose practice.PartyID, what string) error {
	ids, err := w.s.fresh(2)
	if err != nil {
		return err
	}
	at := max(practice.Instant(d.at), w.state.Last)
	stamp := practice.Stamp{Act: practice.ActID(ids[0]), At: at, When: at, By: w.s.me.ID}
	incident := practice.IncidentOpened{Stamp: stamp, Incident: practice.IncidentID(ids[1]), Kind: kind}
	var text practice.Event = practice.FactsWritten{Stamp: stamp, What: practice.IncidentText, Text: what}
	if whose != "" {
		incident.Parties = []practice.PartyID{whose}
		text = practice.FileWritten{Stamp: stamp, Party: whose, What: practice.IncidentText, Text: what}
	}
	return w.writeEvents(ctx, d, []practice.Event{incident, text})
}
