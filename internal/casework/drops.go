package casework

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/seal"
	"amends/internal/store"
)

// letterbox is where something is handed in to a case: the head of its compartment, to
// whose newest public key a drop is sealed.
func (v *Service) letterbox(ctx context.Context, kase journal.ID) (store.Head, error) {
	p := casePlace(kase)
	head, err := v.o.Store.Stream(ctx, p.kase, p.stream)
	if err != nil {
		return store.Head{}, fmt.Errorf("could not find where to hand something in: %w", err)
	}
	return head, nil
}

// handedIn is a drop that was opened and whose writer's signature was checked.
type handedIn struct {
	drop   store.Drop
	record journal.Record
	signed []byte
	flaw   string // why nothing can be made of it; empty if all is well
}

// openHandedIn opens a drop and asks whether its writer signed it. A drop is
// sealed by a public key, so that its signature is all there is to say who wrote
// it.
func openHandedIn(c *compartment, d store.Drop, keys signing) handedIn {
	in := handedIn{drop: d}
	plaintext, err := c.openDrop(d)
	if err != nil {
		in.flaw = flawUnreadable
		return in
	}
	in.signed = plaintext
	r, err := readSigned(plaintext)
	if err != nil {
		in.flaw = flawUnreadable
		return in
	}
	h, err := dropHeader(c.place, c.service, d.ID, r.At)
	if err == nil {
		in.record, err = openSigned(h, plaintext, keys(r))
	}
	if err != nil {
		in.flaw = flawForged
	}
	return in
}

// signing gives the keys that the signature of a record may be by, none for nobody
// who is known.
type signing func(journal.Record) []ed25519.PublicKey

// openSigned opens a record that one of its actor's keys signed.
func openSigned(h journal.Header, plaintext []byte, keys []ed25519.PublicKey) (r journal.Record, err error) {
	err = errors.New("could not check a record: its actor is unknown")
	for _, key := range keys {
		r, err = journal.OpenRecord(h, plaintext, func(journal.ID) (ed25519.PublicKey, bool) { return key, true })
		if err == nil {
			return r, nil
		}
	}
	return journal.Record{}, err
}

// readSigned reads the record inside a drop without asking for its signature. Of
// a header only the day is asked, which follows from the record.
func readSigned(signed []byte) (journal.Record, error) {
	r, err := journal.ReadRecord(signed)
	if err != nil {
		return journal.Record{}, err
	}
	day, err := journal.DayOf(r.At)
	if err != nil {
		return journal.Record{}, err
	}
	return r, r.Check(journal.Header{Day: day})
}

// signers gives the keys of everybody who may hand something in to a case: staff
// as the desk has them, participants as the case's own history has them, of what is
// to be believed there.
func (w *work) signers(ctx context.Context) (signing, error) {
	_, believed, err := w.believed(ctx)
	if err != nil {
		return nil, err
	}
	return func(r journal.Record) []ed25519.PublicKey {
		l, known := believed.writer(r.Actor)
		switch {
		case !known && isStop(r):
			// It was entered while its writer's keys were renewed, or they left: a stop is
			// heeded first (P2). By a key that somebody took it stops, and gives nothing.
			return w.s.desk.everSigned(r)
		case !known:
			return w.s.desk.signers(r)
		}
		public, err := seal.ParsePublic(l.public)
		if err != nil {
			return nil
		}
		return []ed25519.PublicKey{public.Signing()}
	}, nil
}

// isStop says whether a record stops everything for somebody.
func isStop(r journal.Record) bool {
	e, err := practice.Decode(r.Type, r.Content)
	_, stop := e.(practice.EverythingStopped)
	return err == nil && stop
}

// waitingIn opens what was handed in to a compartment and waits there.
func (w *work) waitingIn(ctx context.Context, c *compartment, h practice.Home) ([]told, error) {
	drops, err := w.dropsOf(ctx, c.place)
	if err != nil || len(drops) == 0 {
		return nil, err
	}
	keys, err := w.signers(ctx)
	if err != nil {
		return nil, err
	}
	return handedInto(c, h, drops, keys), nil
}

// handedInto reads drops as the entries they will become. What cannot be read or
// was forged is left for whoever next writes to set aside.
func handedInto(c *compartment, h practice.Home, drops []store.Drop, keys signing) []told {
	var out []told
	for _, d := range drops {
		in := openHandedIn(c, d, keys)
		if in.flaw != "" {
			continue
		}
		event, err := practice.Decode(in.record.Type, in.record.Content)
		if err != nil || event.Home() != h {
			continue
		}
		out = append(out, told{record: record{Record: in.record}, home: h, event: event})
	}
	return out
}

// dropsOf lists the drops that wait in one compartment, in the order they came.
func (w *work) dropsOf(ctx context.Context, p place) ([]store.Drop, error) {
	all := w.drops
	if p.kase != w.id {
		var err error
		if all, err = w.from.Drops(ctx, p.kase); err != nil {
			return nil, fmt.Errorf("could not read drops: %w", err)
		}
	}
	return dropsAt(all, p), nil
}

// dropsAt gives those of the drops that wait in one compartment.
func dropsAt(all []store.Drop, p place) []store.Drop {
	var out []store.Drop
	for _, d := range all {
		if d.Case == p.kase && d.Stream == p.stream {
			out = append(out, d)
		}
	}
	return out
}

// absorb makes entries of what was handed in to a compartment, in the order it
// came, each still carrying its writer's signature. What nothing can be made of
// is set aside; without a way to do so it is left where it waits, for somebody on
// staff.
func (d *draft) absorb(c *compartment, h practice.Home, drops []store.Drop, keys signing, setAside func(handedIn) error) error {
	for _, drop := range drops {
		in := openHandedIn(c, drop, keys)
		if in.flaw == "" {
			if event, err := practice.Decode(in.record.Type, in.record.Content); err != nil || event.Home() != h {
				in.flaw = flawUnreadable
			}
		}
		if in.flaw != "" {
			if setAside == nil {
				continue
			}
			if err := setAside(in); err != nil {
				return err
			}
			continue
		}
		d.batch.TakenDrops = append(d.batch.TakenDrops, drop.ID)
		if err := writeOwn(d, c, kindDropped, droppedRecord{drop.ID.String(), in.signed}); err != nil {
			return err
		}
	}
	return nil
}

// takeInAll turns every drop that waits on the case into events, over the state as
// it then is. A forged or unreadable one is set aside with what it was, and the
// next is taken: nobody can block a case by sending rubbish.
func (w *work) takeInAll(ctx context.Context, d *draft, at practice.At) (n int, err error) {
	if !w.takesIn() {
		return 0, nil
	}
	drops, err := w.dropsOf(ctx, w.main.place)
	if err != nil || len(drops) == 0 {
		return 0, err
	}
	keys, err := w.signers(ctx)
	if err != nil {
		return 0, err
	}
	for _, drop := range drops {
		in := openHandedIn(w.main, drop, keys)
		if in.flaw == "" && w.book.taken[drop.ID] {
			in.flaw = flawRepeated
		}
		var more []practice.Event
		if in.flaw == "" {
			more, err = w.decideHandedIn(in, at)
			var refused *practice.Refusal
			if errors.As(err, &refused) {
				in.flaw, err = flawRefused, nil
			}
			if err != nil {
				return 0, err
			}
		}
		if in.flaw != "" {
			err = w.setAside(d, w.main, practice.Home{Kind: practice.InCase}, in)
		} else {
			d.batch.TakenDrops = append(d.batch.TakenDrops, drop.ID)
			err = writeOwn(d, w.main, kindTaken, takenRecord{drop.ID.String(), sha256.Sum256(in.signed)})
		}
		if err != nil {
			return 0, err
		}
		if err := w.writeEvents(ctx, d, more); err != nil {
			return 0, err
		}
		n++
	}
	return n, nil
}

// takesIn says whether the actor is somebody to take in what was sent: with a duty
// in the case. Who has none, a coordinator about to allocate somebody, leaves it
// for those who have, and clears nothing.
func (w *work) takesIn() bool {
	return slices.ContainsFunc(w.state.Staff, func(a practice.Allocation) bool { return a.Staff == w.s.me.ID })
}

// decideHandedIn gives the events that something handed in amounts to: a
// participant's own act, or a command of a member of staff who may not open the
// case. Who signed must be who acts.
func (w *work) decideHandedIn(in handedIn, at practice.At) ([]practice.Event, error) {
	if cmd, own, err := readCommand(in.record); own {
		if err != nil {
			return nil, err
		}
		at.Actor = staffID(in.record.Actor)
		return w.decideFor(cmd, at)
	}
	event, err := practice.Decode(in.record.Type, in.record.Content)
	if err != nil {
		return nil, &practice.Refusal{Code: practice.BadValue, Field: "drop"}
	}
	if !w.mayHaveWritten(in.record.Actor, event) {
		return nil, &practice.Refusal{Code: practice.NotTheirs, Field: "drop"}
	}
	return w.s.decide(w.state, practice.TakeIn{Drop: practice.Drop{Event: event}}, at)
}

// decideFor decides a command that a colleague without keys to the case handed
// in. A safeguarding lead has that duty in every case, by their duty at the desk:
// it is written down when it is first used.
func (w *work) decideFor(cmd practice.Command, at practice.At) ([]practice.Event, error) {
	m, err := w.s.desk.member(at.Actor)
	if err != nil {
		return nil, &practice.Refusal{Code: practice.NotAllocated}
	}
	has := slices.ContainsFunc(w.state.Staff, func(a practice.Allocation) bool { return a.Staff == m.ID })
	if has || !m.Has(SafeguardingLead) {
		return w.s.decide(w.state, cmd, at)
	}
	ids, err := w.s.fresh(1)
	if err != nil {
		return nil, err
	}
	stamp := practice.Stamp{Act: practice.ActID(ids[0]), At: at.Now, When: at.Now, By: m.ID}
	given := practice.StaffAllocated{Stamp: stamp, Staff: m.ID, Duty: practice.Lead}
	events, err := w.s.decide(practice.Evolve(w.state, given), cmd, at)
	return append([]practice.Event{given}, events...), err
}

// mayHaveWritten says whether an act in a drop is its signer's: a party's own, in
// their own name, or a stop that a member of staff entered for them.
func (w *work) mayHaveWritten(signer journal.ID, e practice.Event) bool {
	stamp := e.Stamped()
	if l, known := w.book.writer(signer); known {
		return stamp.By == "" && stamp.ByParty == l.party && e.Home() == practice.BoxOf(l.party)
	}
	_, stop := e.(practice.EverythingStopped)
	return stop && stamp.ByParty == "" && stamp.By == staffID(signer)
}
