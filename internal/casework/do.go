package casework

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/store"
)

// attempts is how often a command is decided anew when others change the same
// case at the same time.
const attempts = 12

// CaseID names a case: 26 letters and digits that mean nothing. What people are
// shown is View.Number.
type CaseID string

// Done is what a command did.
type Done struct {
	Case   CaseID
	Events []practice.Event // what was decided, all homes; nil on ErrRepeated
}

// Do runs one command on a case (docs/design.md, Life of a letter): all of it or
// nothing, durable when it returns nil (P7). For OpenCase id is empty, and the
// case is in Done. A *practice.Refusal says what stands in the way (P9). With
// ErrRepeated, Done names the case.
func (s *Session) Do(ctx context.Context, id CaseID, cmd practice.Command, form FormID) (Done, error) {
	return s.run(ctx, id, cmd, nil, form)
}

// run is Do; apart are those who are taken out of a case as it is opened.
func (s *Session) run(ctx context.Context, id CaseID, cmd practice.Command, apart []practice.StaffID, form FormID) (done Done, err error) {
	if s.desk == nil {
		return Done{}, ErrNotThere
	}
	once, err := s.once(form)
	if err != nil {
		return Done{}, err
	}
	if _, opening := cmd.(practice.OpenCase); opening {
		id = CaseID(s.derived(form, "case").String())
	}
	recalled := s.v.cases.recalls(id)
	err = s.retry(ctx, func() (err error) {
		done, err = s.attempt(ctx, id, order{cmd, apart, once}, recalled)
		recalled = nil // who comes again reads
		return err
	})
	if err = s.answer(ctx, once, err); errors.Is(err, ErrRepeated) {
		return Done{Case: id}, ErrRepeated
	}
	return done, err
}

// order is what is asked of a case, whatever it is decided over.
type order struct {
	cmd   practice.Command
	apart []practice.StaffID
	once  *store.Once
}

// attempt is one round of the life of a letter. What went wrong over heads that are
// no longer the case's is answered as a commit over them is: with store.ErrConflict.
func (s *Session) attempt(ctx context.Context, id CaseID, o order, recalled heads) (Done, error) {
	key, err := parseCase(id)
	if err != nil {
		return Done{}, err
	}
	w := s.newWork(s.v.o.Store, key)
	w.recalled = recalled
	events, err := w.carryOut(ctx, o)
	if err != nil {
		return Done{}, w.unlessMoved(ctx, err)
	}
	return Done{Case: id, Events: events}, nil
}

// carryOut loads what a command needs, takes in what waits, decides, and commits.
func (w *work) carryOut(ctx context.Context, o order) ([]practice.Event, error) {
	if err := w.openFor(ctx, o.cmd); err != nil {
		return nil, err
	}
	at, err := w.s.at(w.state)
	if err != nil {
		return nil, err
	}
	d := w.s.draft(int64(at.Now))
	d.batch.Once = o.once
	taken, err := w.takeInAll(ctx, d, at)
	if err != nil {
		return nil, err
	}
	events, err := w.decide(ctx, o, at)
	if err != nil {
		if taken > 0 {
			// What participants sent counts whether or not this command does. The form has
			// not done its work.
			d.batch.Once = nil
			return nil, cmp.Or(w.finish(ctx, d), err)
		}
		return nil, err
	}
	if err := w.writeEvents(ctx, d, events); err != nil {
		return nil, err
	}
	if err := w.finish(ctx, d); err != nil {
		return nil, err
	}
	if d.scrub {
		// Done only when nothing is left on the disk (P8). If it fails it is tried
		// again at every start.
		if err := w.s.v.o.Store.Scrub(ctx); err != nil {
			return nil, fmt.Errorf("could not make an erasure real yet: %w", err)
		}
	}
	return events, nil
}

// openFor opens the case, or begins with none for OpenCase.
func (w *work) openFor(ctx context.Context, cmd practice.Command) (err error) {
	if _, opening := cmd.(practice.OpenCase); opening {
		if !opensCases(w.s.me.Duties) {
			return ErrNotYours
		}
		w.main, err = w.load(ctx, casePlace(w.id))
		return err
	}
	return w.open(ctx)
}

// decide asks practice, and then what practice has no rule for.
func (w *work) decide(ctx context.Context, o order, at practice.At) ([]practice.Event, error) {
	events, err := w.s.decide(w.state, o.cmd, at)
	if err == nil {
		events, err = w.s.decideApart(w.state, events, o.apart, at)
	}
	if err == nil {
		err = cmp.Or(w.s.desk.checkAllocation(o.cmd), w.checkSharing(o.cmd))
	}
	if err == nil {
		err = w.checkWords(ctx, o.cmd)
	}
	return events, err
}

// decide asks practice, with more fresh ids if a long command ran out.
func (s *Session) decide(state practice.Case, cmd practice.Command, at practice.At) ([]practice.Event, error) {
	for n := practice.IDsNeeded; ; n *= 4 {
		fresh, err := s.fresh(n)
		if err != nil {
			return nil, err
		}
		at.Fresh = fresh
		events, err := practice.Decide(state, cmd, at)
		if !errors.Is(err, practice.ErrFreshIDs) || n > 1<<14 {
			return events, err
		}
	}
}

// at is what a decision depends on beside the state, as of now.
func (s *Session) at(state practice.Case) (practice.At, error) {
	now, err := s.v.instant()
	if err != nil {
		return practice.At{}, err
	}
	return s.atInstant(state, now)
}

// readAt is at for somebody who only reads.
func (s *Session) readAt(state practice.Case) (practice.At, error) {
	now, err := s.v.reading()
	if err != nil {
		return practice.At{}, err
	}
	return s.atInstant(state, now)
}

func (s *Session) atInstant(state practice.Case, now int64) (at practice.At, err error) {
	at = practice.At{Now: max(practice.Instant(now), state.Last), Actor: s.me.ID}
	at.Profile, at.Digest, err = s.profile()
	return at, err
}

// fresh draws ids beforehand, so that deciding needs no chance.
func (s *Session) fresh(n int) ([]string, error) {
	ids := make([]string, n)
	for i := range ids {
		id, err := journal.NewID(s.who.random)
		if err != nil {
			return nil, err
		}
		ids[i] = id.String()
	}
	return ids, nil
}

// profile is the one in force at the desk as it was read, with the digest that
// clearances record.
func (s *Session) profile() (practice.Profile, string, error) {
	loaded, known := s.v.o.Profiles[s.desk.settings.Profile]
	if !known {
		return practice.Profile{}, "", errors.New("the profile that the settings name is missing: put its file back")
	}
	return loaded.Profile, loaded.Digest, nil
}

// writeEvents writes each event where it is at home: as an entry where the actor
// can open the compartment, as a drop where not. Those of the case are folded, so
// that the next decision sees them.
func (w *work) writeEvents(ctx context.Context, d *draft, events []practice.Event) error {
	for _, e := range events {
		if e.Home().Kind == practice.InCase {
			w.evolve(e)
			w.decided = append(w.decided, e)
		}
	}
	for _, e := range w.outliving(events) {
		if err := w.writeEvent(ctx, d, e); err != nil {
			return err
		}
	}
	return nil
}

func (w *work) writeEvent(ctx context.Context, d *draft, e practice.Event) error {
	h := e.Home()
	c, err := w.at(ctx, h)
	if err != nil {
		return err
	}
	kind, content, err := practice.Encode(e)
	if err != nil {
		return fmt.Errorf("could not write an event: %w", err)
	}
	switch {
	case c.head.Erased:
		return &practice.Refusal{Code: practice.ErasedParty, Field: "party"}
	case !c.exists() && len(c.keys) == 0:
		holders, err := w.holdersOf(ctx, h)
		if err != nil {
			return err
		}
		if err := d.begin(c, holders); err != nil {
			return err
		}
	case !c.open():
		return d.drop(c.head, kind, content)
	}
	if err := w.absorbBefore(ctx, d, c, h); err != nil {
		return err
	}
	d.wrote(e)
	return d.write(c, kind, content)
}

// absorbBefore takes in what was handed in to a compartment before something new
// is written there, so that entries stand in the order they came.
func (w *work) absorbBefore(ctx context.Context, d *draft, c *compartment, h practice.Home) error {
	if h.Kind == practice.InCase || d.absorbed[c.place] {
		return nil
	}
	d.absorbed[c.place] = true
	drops, err := w.dropsOf(ctx, c.place)
	if err != nil {
		return err
	}
	if len(drops) == 0 {
		return nil
	}
	keys, err := w.signers(ctx)
	if err != nil {
		return err
	}
	return d.absorb(c, h, drops, keys, func(in handedIn) error { return w.setAside(d, c, h, in) })
}

// change is the life of what is no command of practice: it has a case opened, and what
// waits there taken in, before change writes into the draft, and commits that, once for
// each form.
func (s *Session) change(ctx context.Context, id CaseID, form FormID, change func(*work, *draft, practice.At) error) (err error) {
	once, err := s.once(form)
	if err != nil {
		return err
	}
	defer func() { err = s.answer(ctx, once, err) }()
	return s.retry(ctx, func() error {
		w, err := s.openWork(ctx, s.v.o.Store, id)
		if err != nil {
			return err
		}
		if err := w.change(ctx, once, change); err != nil {
			return w.unlessMoved(ctx, err)
		}
		return nil
	})
}

func (w *work) change(ctx context.Context, once *store.Once, change func(*work, *draft, practice.At) error) error {
	at, err := w.s.at(w.state)
	if err != nil {
		return err
	}
	d := w.s.draft(int64(at.Now))
	d.batch.Once = once
	if _, err := w.takeInAll(ctx, d, at); err != nil {
		return err
	}
	if err := change(w, d, at); err != nil {
		return err
	}
	return w.finish(ctx, d)
}

// finish adds what follows from what was written (keys, erasures, rows, what may
// no longer be sent) and commits. It fails if anything this rested on has moved,
// or a participant sent something meanwhile.
func (w *work) finish(ctx context.Context, d *draft) error {
	if err := w.prepare(ctx, d); err != nil {
		return err
	}
	w.leant = nil // the store holds them against the commit, whose answer stands
	if err := d.commit(ctx); err != nil {
		return err
	}
	w.keepWritten(d)
	return nil
}

// prepare is finish without the commit.
func (w *work) prepare(ctx context.Context, d *draft) error {
	d.expect(w.main)
	if err := w.review(ctx, d); err != nil {
		return err
	}
	if err := w.share(ctx, d); err != nil {
		return err
	}
	if err := w.reviewGrants(ctx, d); err != nil {
		return err
	}
	if err := w.destroy(ctx, d); err != nil {
		return err
	}
	if err := w.rows(ctx, d); err != nil {
		return err
	}
	if d.halts() {
		d.batch.CancelCases = append(d.batch.CancelCases, w.id)
	}
	if w.takesIn() {
		d.batch.NoDrops = append(d.batch.NoDrops, w.main.stream)
	}
	w.expectLeant(d)
	return nil
}
