package practice_test

import (
	"errors"
	"math/bits"
	"slices"

	p "amends/internal/practice"
)

// tally is what a run has seen.
type tally struct {
	states    int
	decisions int
	refused   int
	delivered map[p.Kind]int // inside the gate
	incidents map[p.IncidentKind]int
	alone     map[p.Kind]kinds // conditions that were the only one in the way
	living    []p.Mutant       // not found out yet
	hunted    map[sight]bool
	keep      func(w world, x p.Crossing, at p.At, v verdict) // nil: nothing is kept
}

// sight is what a mutant is shown: a verdict on a kind of crossing, right after
// one command or so long after it. One of each is enough to look for mutants in.
type sight struct {
	kind    p.Kind
	verdict verdict
	depth   int
	last    string
	passed  p.Instant
}

func newTally(mutants []p.Mutant) *tally {
	return &tally{delivered: map[p.Kind]int{}, incidents: map[p.IncidentKind]int{}, alone: map[p.Kind]kinds{}, living: slices.Clone(mutants), hunted: map[sight]bool{}}
}

// add puts what another run has seen to this one's.
func (t *tally) add(other *tally) {
	t.states, t.decisions, t.refused = t.states+other.states, t.decisions+other.decisions, t.refused+other.refused
	for kind, n := range other.delivered {
		t.delivered[kind] += n
	}
	for kind, n := range other.incidents {
		t.incidents[kind] += n
	}
	for kind, set := range other.alone {
		t.alone[kind] |= set
	}
	t.living = slices.DeleteFunc(t.living, func(m p.Mutant) bool {
		return !slices.ContainsFunc(other.living, func(o p.Mutant) bool { return o.Name == m.Name })
	})
}

// try does one thing and examines everything the promises say of it.
func (t *tally) try(w world, a act) (world, bool, error) {
	t.decisions++
	next, err := w.do(a)
	if err != nil {
		t.refused++
		if errors.Is(err, errFinding) || mustSucceed(w, a) {
			w.trail = append(slices.Clip(w.trail), a.name)
			return w, false, w.finding("%v", err)
		}
		return w, false, nil
	}
	if err := t.examine(w, next); err != nil {
		return next, true, err
	}
	return next, true, nil
}

// mustSucceed says whether a command is one that nothing may refuse to somebody
// who works on the case: taking back and stopping (P2), and recording a delivery
// of what had not reached them yet. A stop reference anybody may enter.
func mustSucceed(w world, a act) bool {
	works := slices.ContainsFunc(w.state.Staff, func(s p.Allocation) bool { return s.Staff == a.by })
	switch c := a.command.(type) {
	case p.RecordContact:
		when := w.now
		if c.When != 0 {
			when = c.When
		}
		dead := slices.ContainsFunc(c.Parties, read(w.events, when, w.profile).dead) // who died says nothing any more
		return works && !dead && (c.TakesBackAll || len(c.TakenBack) > 0)
	case p.EnterStopReference:
		return true
	case p.TakeIn:
		return works && c.Drop.Stops()
	case p.Deliver:
		x, ok := w.state.Crossing(c.Crossing)
		return works && ok && x.State != p.Delivered && len(c.Attended) == 0
	}
	return false
}

// examine holds what was written against the oracle.
func (t *tally) examine(before, after world) error {
	written := len(before.events)
	for i, e := range after.events[written:] {
		place := written + i
		switch e := e.(type) {
		case p.CrossingCleared:
			// At the very place of the clearing every condition was met (P1).
			if v := read(after.events[:place], after.now, after.profile).of(e.Crossing).judge(); v.unmet != 0 {
				return after.finding("cleared although %v", v.unmet.list())
			}
			if e.Until <= after.now || e.When < after.now {
				return after.finding("cleared backwards")
			}
		case p.CrossingDelivered:
			if err := t.examineDelivery(after, place, e); err != nil {
				return err
			}
		case p.MeetingAttended:
			if err := examineCompany(after, place, e); err != nil {
				return err
			}
		case p.AttendanceCorrected:
			if err := examineCorrected(after, e); err != nil {
				return err
			}
		case p.IncidentOpened:
			t.incidents[e.Kind]++
			if e.Crossing != "" && isPastGate(e.Kind) && !hasCause(after, place, e) {
				return after.finding("an incident (%s) although nothing went past the gate", e.Kind)
			}
		}
	}
	if err := t.compare(after); err != nil {
		return err
	}
	return examineClearances(after)
}

// hasCause says whether an incident was opened for something: a delivery in the
// same act that was past the gate, or one before it, now that something it may
// have rested on was taken back, stopped, barred or corrected. Whether it then
// still stood on something else is for the review to find out.
func hasCause(w world, place int, i p.IncidentOpened) bool {
	delivered, shaken := false, false
	for at, e := range w.events[:place] {
		sameAct := e.Stamped().Act == i.Act
		switch e := e.(type) {
		case p.CrossingDelivered:
			if e.Crossing == i.Crossing && sameAct && reached(e) {
				return !allowed(w.events[:at], e, w.profile)
			}
			delivered = delivered || (e.Crossing == i.Crossing && reached(e))
		case p.ConsentTakenBack, p.PartyPaused, p.PartyDied, p.HelperChanged, p.SidesParted, p.BarRecorded, p.PermissionEnded, p.Corrected:
			shaken = shaken || sameAct
		}
	}
	return delivered && shaken
}

func (t *tally) examineDelivery(w world, place int, d p.CrossingDelivered) error {
	if !reached(d) {
		return nil
	}
	proposed := read(w.events, w.now, w.profile).of(d.Crossing).crossing
	incident := slices.ContainsFunc(w.events[place:], func(e p.Event) bool {
		i, ok := e.(p.IncidentOpened)
		return ok && i.Crossing == d.Crossing && isPastGate(i.Kind)
	}) || incidentOf(w.events[:place], d.Crossing)
	ok := allowed(w.events[:place], d, w.profile)
	if !ok && !incident {
		return w.finding("a %s was delivered past the gate, and no incident recorded", proposed.Kind)
	}
	if ok {
		t.delivered[proposed.Kind]++
	}
	return nil
}

// compare asks gate, oracle and mutants about every crossing as things stand.
func (t *tally) compare(w world) error {
	at, r := w.at(first), read(w.events, w.now, w.profile)
	for _, x := range w.state.Crossings {
		v := r.of(x.ID).judge()
		if got := verdictOf(p.Gate(w.state, x, at)); got != v {
			return w.finding("of a %s the gate asks %v and finds unmet %v, the oracle %v and %v",
				x.Kind, (got.asked &^ v.asked).list(), (got.unmet &^ v.unmet).list(), (v.asked &^ got.asked).list(), (v.unmet &^ got.unmet).list())
		}
		if bits.OnesCount32(uint32(v.unmet)) == 1 {
			t.alone[x.Kind] |= v.unmet
		}
		t.hunt(w, x, at, v)
	}
	return nil
}

// examineClearances holds every clearance that stands after a command, and every
// delivery by hindsight, against the oracle (P2).
func examineClearances(w world) error {
	for _, x := range w.state.Crossings {
		if !clearanceOf(w.events, x.ID).stands() {
			continue
		}
		if v := read(w.events, w.now, w.profile).of(x.ID).judge(); v.unmet != 0 {
			return w.finding("a clearance of a %s stands although %v", x.Kind, v.unmet.list())
		}
	}
	for place, e := range w.events {
		d, ok := e.(p.CrossingDelivered)
		if ok && reached(d) && !undone(w.events[place:], d.Crossing) && !rightAfterAll(w.events, place, d, w.profile) && !incidentOf(w.events, d.Crossing) {
			return w.finding("a delivery rested on what was taken back, barred or wrong before it, and no incident is recorded")
		}
	}
	return nil
}

// verdictOf sums up what the gate says.
func verdictOf(conditions []p.Condition) (v verdict) {
	for _, c := range conditions {
		v.asked |= kindSet(c.Kind)
		if c.State != p.Met {
			v.unmet |= kindSet(c.Kind)
		}
	}
	return v
}

// hunt finds out every mutant that says something else than the oracle.
func (t *tally) hunt(w world, x p.Crossing, at p.At, v verdict) {
	seen := sight{x.Kind, v, len(w.trail), w.trail[len(w.trail)-1], w.now - w.state.Last}
	if t.hunted[seen] {
		return
	}
	t.hunted[seen] = true
	if t.keep != nil {
		t.keep(w, x, at, v)
	}
	t.living = slices.DeleteFunc(t.living, func(m p.Mutant) bool {
		condition, asked, met := m.Ask(w.state, x, at)
		bit := kindSet(condition)
		return asked != (v.asked&bit != 0) || (asked && met != (v.unmet&bit == 0))
	})
}
