package casework

import (
	"context"
	"fmt"
	"slices"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/store"
)

// work is one case as one member of staff has opened it, for one command or page.
type work struct {
	s     *Session
	from  store.Reader
	id    journal.ID
	main  *compartment
	state practice.Case
	book  *book
	story story
	begun folded // the fold of what was stored, before anything was drafted
	wraps map[journal.ID][]store.Wrap
	comps map[place]*compartment
	drops []store.Drop // waiting on the case

	recalled heads           // that the case's last commands left: see recall
	leant    []store.Version // of those, what this rests on so far

	belief  *belief          // which grants stand
	decided []practice.Event // by this command, in the case compartment
	logins  []record         // given and ended by this command
}

// told is one event with where it stands.
type told struct {
	record
	home  practice.Home
	event practice.Event // nil for casework's own
}

// evolved folds what was told onto a state.
func evolved[S any](state S, evolve func(S, practice.Event) S, all []told) S {
	for _, t := range all {
		if t.event != nil {
			state = evolve(state, t.event)
		}
	}
	return state
}

// openWork opens the case compartment and folds it. What is not there and what is
// not the asker's take the same reads and give the same answer (P5).
func (s *Session) openWork(ctx context.Context, from store.Reader, id CaseID) (*work, error) {
	if s.desk == nil {
		return nil, ErrNotThere
	}
	key, err := parseCase(id)
	if err != nil {
		return nil, err
	}
	w := s.newWork(from, key)
	if err := w.open(ctx); err != nil {
		return nil, err
	}
	return w, nil
}

// open opens the case compartment, folds it, and reads what waits on the case.
func (w *work) open(ctx context.Context) (err error) {
	if w.main, err = w.loadHeld(ctx, casePlace(w.id)); err != nil {
		return err
	}
	if w.main == nil {
		return ErrNotThere
	}
	if w.drops, err = w.from.Drops(ctx, w.id); err != nil {
		return fmt.Errorf("could not read drops: %w", err)
	}
	if !w.main.open() {
		return ErrNotThere
	}
	return w.foldMain(ctx)
}

// foldMain folds the case compartment, from where it was last folded on.
func (w *work) foldMain(ctx context.Context) error {
	done, kept := w.s.v.cases.get(w.main)
	if kept {
		w.adopt(done)
	}
	records, err := w.main.readAfter(ctx, w.from, done.version)
	if err != nil {
		return err
	}
	if err := w.fold(records); err != nil {
		return err
	}
	if w.begun = done; len(records) > 0 {
		w.begun = w.keep(w.main.stored, nil)
	}
	return nil
}

func (s *Session) newWork(from store.Reader, id journal.ID) *work {
	return &work{
		s: s, from: from, id: id, book: &book{}, belief: &belief{},
		wraps: make(map[journal.ID][]store.Wrap), comps: make(map[place]*compartment),
	}
}

// load recalls or reads the head of a compartment and opens what the asker holds of
// it, once.
func (w *work) load(ctx context.Context, p place) (*compartment, error) {
	if c, loaded := w.comps[p]; loaded {
		return c, nil
	}
	wraps, err := w.held(ctx, p.kase)
	if err != nil {
		return nil, err
	}
	c, recalled := w.recall(p, wraps)
	if !recalled {
		if c, err = w.s.v.read(ctx, w.from, p, &w.s.who, wraps); err != nil {
			return nil, err
		}
	}
	w.comps[p] = c
	return c, nil
}

// loadHeld is load for a compartment that the asker holds a key to, and nil for any
// other. Of that nothing but the asker's own keys is read: what is there and not theirs
// takes as much work as what is nowhere (P5).
func (w *work) loadHeld(ctx context.Context, p place) (*compartment, error) {
	if c, loaded := w.comps[p]; loaded {
		return c, nil
	}
	wraps, err := w.held(ctx, p.kase)
	if err != nil || !slices.ContainsFunc(wraps, func(k store.Wrap) bool { return k.Stream == p.stream }) {
		return nil, err
	}
	return w.load(ctx, p)
}

// held reads the asker's wraps of one case, once.
func (w *work) held(ctx context.Context, kase journal.ID) ([]store.Wrap, error) {
	if wraps, read := w.wraps[kase]; read {
		return wraps, nil
	}
	wraps, err := w.s.who.wraps(ctx, w.from, kase)
	if err != nil {
		return nil, err
	}
	w.wraps[kase] = wraps
	return wraps, nil
}

// at loads the compartment of a home.
func (w *work) at(ctx context.Context, h practice.Home) (*compartment, error) {
	return w.load(ctx, placeOf(w.id, w.book.root, h))
}

// fold folds the case compartment. An entry that cannot be read, or whose kind is
// not known, refuses: a partial fold never reaches Decide (P9).
func (w *work) fold(records []record) error {
	events := decodeAll(records)
	more := make([]told, 0, len(records))
	for i, r := range records {
		if r.struck {
			return &CompartmentError{Problem: "an entry of the case has lost its key"}
		}
		t := told{record: r, home: practice.Home{Kind: practice.InCase}}
		own, err := w.book.take(r)
		if err != nil {
			return err
		}
		if !own {
			if t.event = events[i]; t.event == nil {
				return &CompartmentError{Problem: "an entry is of a kind that this program does not know"}
			}
			w.evolve(t.event)
		}
		more = append(more, t)
	}
	w.story = w.story.more(more)
	return nil
}

// decodeAll reads the events in records, nil where there is none to read. Reading
// is most of the cost of opening a long case.
func decodeAll(records []record) []practice.Event {
	events := make([]practice.Event, len(records))
	inParts(len(records), func(i int) {
		if e, err := practice.Decode(records[i].Type, records[i].Content); err == nil {
			events[i] = e
		}
	})
	return events
}

// evolve folds one event of the case compartment.
func (w *work) evolve(e practice.Event) {
	if w.book.root == "" {
		w.book.root = e.Stamped().Act
	}
	w.state = practice.Evolve(w.state, e)
}

// tell opens another compartment and gives what it tells: its entries, and what
// was handed in and waits to become one. A compartment that was not begun tells
// nothing; one that is not the asker's gives nil and false.
func (w *work) tell(ctx context.Context, h practice.Home) ([]told, bool, error) {
	c, err := w.loadHeld(ctx, placeOf(w.id, w.book.root, h))
	if err != nil || c == nil || !c.open() {
		return nil, false, err
	}
	records, err := c.read(ctx, w.from)
	if err != nil {
		return nil, false, err
	}
	out, err := unfold(h, records)
	if err != nil {
		return nil, false, err
	}
	waiting, err := w.waitingIn(ctx, c, h)
	return append(out, waiting...), true, err
}

// unfold decodes the records of one compartment. Entries without a key must have
// been struck by an entry that says so.
func unfold(h practice.Home, records []record) ([]told, error) {
	struck := make(map[uint64]bool)
	var out []told
	for _, r := range records {
		if r.struck {
			struck[r.number] = false
			continue
		}
		t := told{record: r, home: h}
		var err error
		switch r.Type {
		case kindEpoch, kindAsked, kindSetAside:
		case kindStruck:
			err = excuse(struck, r.Content)
		case kindDropped:
			t, err = undrop(h, r)
		default:
			if t.event, err = practice.Decode(r.Type, r.Content); err != nil {
				err = &CompartmentError{Problem: "an entry is of a kind that this program does not know"}
			}
		}
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	for _, excused := range struck {
		if !excused {
			return nil, &CompartmentError{Problem: "an entry has lost its key, and nothing says why"}
		}
	}
	return out, nil
}

// excuse marks what an entry says was struck on purpose.
func excuse(struck map[uint64]bool, content []byte) error {
	s, err := decode[struckRecord](content)
	if err != nil {
		return err
	}
	for _, n := range s.Numbers {
		if _, lost := struck[n]; lost {
			struck[n] = true
		}
	}
	return nil
}

// undrop reads what was handed in by somebody who could not open the compartment,
// as an entry of its own writer.
func undrop(h practice.Home, r record) (told, error) {
	d, err := decode[droppedRecord](r.Content)
	if err != nil {
		return told{}, err
	}
	inner, err := readSigned(d.Signed)
	if err != nil {
		return told{}, err
	}
	event, err := practice.Decode(inner.Type, inner.Content)
	if err != nil || event.Home() != h {
		return told{}, &CompartmentError{Problem: "something was handed in that does not belong there"}
	}
	return told{record: record{Record: inner, number: r.number}, home: h, event: event}, nil
}
