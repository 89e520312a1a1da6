package casework

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"amends/internal/practice"
)

// A grant is an entry of a case that keys follow from: an allocation, sides that
// share, a clearance, a participant's login given or ended, whose a content is; and who
// was taken out of the case, since with no coordinator left anybody may allocate.
// Everybody allocated holds the case's key, and could write one past the program. So
// before keys are wrapped by it, a grant is held against who signed it: with the keys
// and duties that the desk gave them at that time, and by the rule that the command for
// it goes by. One that does not stand gives nobody a key (P5); the rest of the case goes
// on, and whoever next acts in it opens an incident (P9).

// belief is which grants of a case were held against their signers. It is about
// what stands in the history, and grows with it: all who open the case share it.
type belief struct {
	mu      sync.Mutex
	checked uint64   // the last entry of the case that was asked about
	refused []uint64 // the grants that do not stand
}

// grants says whether keys follow from an entry. A safeguarding lead's duty comes
// with none.
func grants(t told) bool {
	switch e := t.event.(type) {
	case practice.StaffAllocated:
		return e.Duty != practice.Lead
	case practice.SidesShared, practice.SidesParted, practice.CrossingCleared, practice.StaffDeallocated, practice.ConflictDeclared, practice.ContentCommitted:
		return true
	default:
		return t.Type == kindLoginGiven || t.Type == kindLoginEnded
	}
}

// believed gives the case without the grants that do not stand: what keys are
// wrapped by. Mostly that is the case as it is. What this command itself decided is
// in it.
func (w *work) believed(ctx context.Context) (practice.Case, *book, error) {
	refused, err := w.refused(ctx)
	if err != nil || len(refused) == 0 {
		return w.state, w.book, err
	}
	var g ground
	for _, t := range w.story.told {
		if slices.Contains(refused, t.number) {
			continue
		}
		if err := g.take(t); err != nil {
			return practice.Case{}, nil, err
		}
	}
	for _, e := range w.decided {
		g.state = practice.Evolve(g.state, e)
	}
	// The logins are told anew and not taken out one by one: each that is given ends
	// the one before it, and a forged one ended nobody's.
	for _, r := range w.logins {
		if _, err := g.book.take(r); err != nil {
			return practice.Case{}, nil, err
		}
	}
	b := w.book.clone()
	b.logins = g.book.logins
	return g.state, &b, nil
}

// ground is a case as it stood before one of its entries, of what is to be believed.
type ground struct {
	state practice.Case
	book  book
}

// take folds one more entry.
func (g *ground) take(t told) error {
	if t.event != nil {
		g.state = practice.Evolve(g.state, t.event)
		return nil
	}
	_, err := g.book.take(t.record)
	return err
}

// loginOf finds the login a party has now, by what is to be believed.
func (w *work) loginOf(ctx context.Context, party practice.PartyID) (partyLogin, bool, error) {
	_, b, err := w.believed(ctx)
	if err != nil {
		return partyLogin{}, false, err
	}
	l, has := b.loginOf(party)
	return l, has, nil
}

// writeLogin writes that a login was given or ended, and takes it into the book.
func writeLogin[T any](w *work, d *draft, kind string, content T) error {
	if err := writeOwn(d, w.main, kind, content); err != nil {
		return err
	}
	written := d.written[w.main.place]
	r := written[len(written)-1]
	w.logins = append(w.logins, r)
	_, err := w.book.take(r)
	return err
}

// refused gives the numbers of the grants that do not stand, asking about those
// that came since it was last asked.
func (w *work) refused(ctx context.Context) ([]uint64, error) {
	w.belief.mu.Lock()
	defer w.belief.mu.Unlock()
	if w.belief.checked >= w.main.stored {
		return w.belief.refused, nil
	}
	i := slices.IndexFunc(w.story.told, func(t told) bool { return t.number > w.belief.checked && grants(t) })
	refused := slices.Clone(w.belief.refused)
	if i >= 0 {
		var err error
		if refused, err = w.judge(ctx, refused, w.story.told[i].number); err != nil {
			return nil, err
		}
	}
	w.belief.checked, w.belief.refused = w.main.stored, refused
	return refused, nil
}

// judge holds every grant from a number on against its signer, each over the case
// as it stood before it.
func (w *work) judge(ctx context.Context, refused []uint64, from uint64) ([]uint64, error) {
	// The desk as it stands beside the case: it may have grown since the session began.
	d, _, err := w.s.v.loadDesk(ctx, w.from, &w.s.who)
	if err != nil {
		return nil, err
	}
	at, err := w.s.readAt(practice.Case{})
	if err != nil {
		return nil, err
	}
	entries, err := w.main.entriesAfter(ctx, w.from, from-1)
	if err != nil {
		return nil, err
	}
	var g ground
	var last int64 // the latest instant so far
	for _, t := range w.story.told {
		if t.number >= from && grants(t) {
			e, err := w.main.openEntry(t.number, entries[t.number-from])
			if err != nil {
				return nil, fmt.Errorf("could not check entries: %w", err)
			}
			// What is dated before something that stood in the case already was not written
			// then: the rule would be asked of a time that the signer chose.
			if t.At < last || !w.grantStands(d, g, t, e, at) {
				refused = append(refused, t.number)
			}
		}
		last = max(last, t.At)
		if slices.Contains(refused, t.number) {
			continue
		}
		if err := g.take(t); err != nil {
			return nil, err
		}
	}
	return refused, nil
}

// grantStands says whether whoever signed a grant was entitled to it at that time.
func (w *work) grantStands(d *desk, g ground, t told, e witnessed, at practice.At) bool {
	if c, is := t.event.(practice.ContentCommitted); is {
		return keepsAuthor(g.state, c)
	}
	signer, known := d.members[t.Actor]
	if !known || t.event != nil && t.event.Stamped().By != signer.ID {
		return false
	}
	then := signer.termAt(e.position)
	if then.left || !e.signedBy(then.key) {
		return false
	}
	at.Now, at.Actor = practice.Instant(t.At), signer.ID
	if c, is := t.event.(practice.CrossingCleared); is {
		return w.mayClear(g.state, c, d.profileAt(e.position), at)
	}
	return d.mayGrant(g, t, e.position, at)
}

// mayClear has the gate asked again over the case as it stood then (P1), by the rules
// that were in force. Where the program's reading of those rules has changed since, it
// is asked only while keys may still follow from the clearance.
func (w *work) mayClear(state practice.Case, e practice.CrossingCleared, profile string, at practice.At) bool {
	if !allocated(state, e.Carrier) {
		return false
	}
	rules, known := w.s.v.o.Profiles[profile]
	if x, _ := w.state.Crossing(e.Crossing); (!known || rules.Digest != e.Profile) && (x.State != practice.Cleared || x.Clearance.From != e.When) {
		return true
	}
	at.Profile, at.Digest = rules.Profile, e.Profile
	cmd := practice.Clear{Crossing: e.Crossing, Clearing: practice.Clearing{Carrier: e.Carrier, Until: e.Until}}
	events := redecided(state, cmd, e.Act, at)
	return known && slices.Contains(events, practice.Event(e))
}

// keepsAuthor says whether a content stays whose it was. Who wrote the entry does
// not matter: that of a participant may be taken in by anybody on the case.
func keepsAuthor(state practice.Case, e practice.ContentCommitted) bool {
	known, there := state.Content(e.Content)
	return !there || known.Author == e.Author
}

// mayGrant asks the rule that the command for a grant goes by, of whoever was who at
// its position in the log.
func (d *desk) mayGrant(g ground, t told, position int64, at practice.At) bool {
	state := g.state
	switch e := t.event.(type) { // those of grants
	case practice.StaffAllocated:
		whom, err := d.member(e.Staff)
		if err != nil {
			return false
		}
		then := whom.termAt(position)
		if t.number == 2 && e.Staff == at.Actor { // who opens a case has it
			return e.Duty == practice.Coordinator && opensCases(then.duties)
		}
		return !then.left && mayHold(then.duties, e.Duty) && decides(state, practice.Allocate{Staff: e.Staff, Duty: e.Duty, Sides: e.Sides}, e.Act, at)
	case practice.StaffDeallocated:
		return decides(state, practice.Deallocate{Staff: e.Staff}, e.Act, at)
	case practice.ConflictDeclared:
		return decides(state, practice.DeclareConflict{Staff: e.Staff}, e.Act, at)
	case practice.SidesShared:
		return allocated(state, at.Actor) && mayShare(state, at.Actor, e.From, e.Into)
	case practice.SidesParted:
		return mayPart(state, e, at)
	default:
		party := g.partyOf(t.record)
		p, _ := state.Party(party) // whoever erases somebody ends their login with it
		return mayLetIn(state, at.Actor, party) || t.Type == kindLoginEnded && p.Erased
	}
}

// partyOf gives the party whose login a record gives or ends, nobody's if it ends none
// that was given.
func (g *ground) partyOf(r record) practice.PartyID {
	if given, err := decode[loginGivenRecord](r.Content); r.Type == kindLoginGiven && err == nil {
		return practice.PartyID(given.Party)
	}
	ended, err := decode[loginEndedRecord](r.Content)
	i := slices.IndexFunc(g.book.logins, func(l partyLogin) bool { return err == nil && l.person.String() == ended.Person })
	if i < 0 {
		return ""
	}
	return g.book.logins[i].party
}

// mayPart says whether sides were parted as the command does it: whoever leaves goes to
// a side of their own, and not to one that somebody else works with.
func mayPart(state practice.Case, e practice.SidesParted, at practice.At) bool {
	taken := slices.ContainsFunc(state.Parties, func(p practice.Party) bool { return p.Side == e.Into })
	return !taken && allocated(state, at.Actor) && decides(state, practice.PartSides{From: e.From, Leaving: e.Parties}, e.Act, at)
}

// decides says whether practice would decide a command again.
func decides(state practice.Case, cmd practice.Command, act practice.ActID, at practice.At) bool {
	return redecided(state, cmd, act, at) != nil
}

// redecided gives what practice decides of a command, with the act that it had; nil if it
// refuses.
func redecided(state practice.Case, cmd practice.Command, act practice.ActID, at practice.At) []practice.Event {
	at.Fresh = slices.Repeat([]string{string(act)}, practice.IDsNeeded)
	events, err := practice.Decide(state, cmd, at)
	if err != nil {
		return nil
	}
	return events
}

// refusedText is what an incident says about grants that do not stand.
const refusedText = "An entry of this case gives somebody a duty, a clearance, a login, a side or a content, or takes somebody out, and whoever signed it was not entitled to that. " +
	"Nobody was given a key by it, and the case goes on without. Somebody wrote past the program: tell a coordinator and the administrator, " +
	"and have the history checked with keys (amends verify --login). If it was meant, a coordinator of the case does it again."

// reviewGrants opens an incident about grants that were found not to stand, once
// for each.
func (w *work) reviewGrants(ctx context.Context, d *draft) error {
	refused, err := w.refused(ctx)
	if err != nil {
		return err
	}
	fresh := slices.DeleteFunc(slices.Clone(refused), func(n uint64) bool {
		return n > w.main.stored || slices.Contains(w.book.refused, n)
	})
	if len(fresh) == 0 {
		return nil
	}
	if err := writeOwn(d, w.main, kindRefused, refusedRecord{fresh}); err != nil {
		return err
	}
	w.book.refused = append(w.book.refused, fresh...)
	return w.openIncident(ctx, d, practice.NotEntitled, "", refusedText)
}
