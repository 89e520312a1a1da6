package casework

import (
	"context"
	"slices"

	"amends/internal/practice"
	"amends/internal/store"
)

// destroy carries out what practice decided to destroy: the keys of one act's
// entries, or of everything that is one party's (P8). The history stands, and
// still verifies. The login of somebody who died goes in the same way: it would be
// used by whoever holds their telephone. What is in their box stays.
func (w *work) destroy(ctx context.Context, d *draft) error {
	for _, e := range slices.Clone(d.events) {
		var err error
		switch e := e.(type) { // only what destroys keys, or a login
		case practice.EntryStruck:
			err = w.strike(ctx, d, e)
		case practice.PartyErased:
			err = w.eraseParty(ctx, d, e.Party)
		case practice.PartyDied:
			_, err = w.endAccess(ctx, d, e.Party)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// strike deletes the keys of the entries of one act in one compartment, and says
// there that it did: an entry that lost its key without that is damage.
func (w *work) strike(ctx context.Context, d *draft, e practice.EntryStruck) error {
	c, err := w.at(ctx, e.From)
	if err != nil {
		return err
	}
	events, open, err := w.tell(ctx, e.From)
	if err != nil {
		return err
	}
	if !open {
		return &practice.Refusal{Code: practice.NotYourSide, Field: "from"}
	}
	var numbers []uint64
	for _, t := range events {
		if t.event != nil && t.number > 0 && t.event.Stamped().Act == e.Struck {
			numbers = append(numbers, t.number)
			d.batch.StrikeKeys = append(d.batch.StrikeKeys, store.EntryRef{Case: c.kase, Stream: c.stream, Number: t.number})
		}
	}
	if len(numbers) == 0 {
		return &practice.Refusal{Code: practice.NotFound, Field: "act"}
	}
	d.scrub = true
	if !slices.Contains(d.touched, e.From) {
		d.touched = append(d.touched, e.From) // its row may have shown what was struck
	}
	d.struck = append(d.struck, e)
	return writeOwn(d, c, kindStruck, struckRecord{numbers})
}

// eraseParty destroys every key to what is one party's: file, box, looks and the
// contents they wrote, and their login.
func (w *work) eraseParty(ctx context.Context, d *draft, party practice.PartyID) error {
	for _, h := range w.homesOfParty(party) {
		c, err := w.at(ctx, h)
		if err != nil {
			return err
		}
		if !c.exists() || c.head.Erased {
			continue
		}
		d.expect(c)
		d.batch.Erase = append(d.batch.Erase, store.StreamRef{Case: c.kase, Stream: c.stream})
		c.head.Erased = true
	}
	d.scrub = true
	return w.endLogin(ctx, d, party)
}

// homesOfParty lists the compartments that are one party's.
func (w *work) homesOfParty(party practice.PartyID) []practice.Home {
	homes := []practice.Home{practice.FileOf(party), practice.BoxOf(party), practice.LooksOf(party)}
	for _, content := range w.state.Contents {
		if content.Author == party {
			homes = append(homes, practice.ContentOf(content.ID))
		}
	}
	return homes
}

// outliving leaves out events that would be written into what the same decision
// erases: there is nobody left to read them, and no key.
func (w *work) outliving(events []practice.Event) []practice.Event {
	var gone []practice.Home
	for _, e := range events {
		if erased, is := e.(practice.PartyErased); is {
			gone = append(gone, w.homesOfParty(erased.Party)...)
		}
	}
	return slices.DeleteFunc(slices.Clone(events), func(e practice.Event) bool { return slices.Contains(gone, e.Home()) })
}

// endLogin closes a party's login: its slots hold the last copies of their keys.
func (w *work) endLogin(ctx context.Context, d *draft, party practice.PartyID) error {
	login, has, err := w.loginOf(ctx, party)
	if err != nil || !has {
		return err
	}
	if err := w.s.v.endSlots(ctx, d, login.person); err != nil {
		return err
	}
	d.batch.EndSessions = append(d.batch.EndSessions, login.person)
	d.batch.ForgetUnsent = append(d.batch.ForgetUnsent, login.person)
	return writeLogin(w, d, kindLoginEnded, loginEndedRecord{login.person.String()})
}

// halts says whether something was written after which nothing that waits may be
// sent any more (P2).
func (d *draft) halts() bool {
	return slices.ContainsFunc(d.events, func(e practice.Event) bool {
		switch e.(type) { // only what takes ground away halts; all else goes on
		case practice.ConsentTakenBack, practice.PartyPaused, practice.ClearanceCancelled, practice.CaseHeld,
			practice.CaseClosed, practice.PartyErased, practice.PartyDied:
			return true
		default:
			return false
		}
	})
}
