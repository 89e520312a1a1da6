package practice

import (
	"errors"
	"slices"
)

// At is what a decision depends on beside the state: the present instant, who
// acts, the settings, and ids drawn beforehand, so that deciding needs neither
// clock nor chance.
type At struct {
	Now     Instant
	Actor   StaffID
	Party   PartyID  // the participant, in [DecideBox]
	Fresh   []string // ids drawn at random, each used at most once; IDsNeeded are always enough
	Profile Profile
	Digest  string // of the profile, recorded with each clearance
}

// IDsNeeded is how many fresh ids suffice for a command, but for what it lists by hand.
const IDsNeeded = 64

// ErrFreshIDs says that a decision ran out of fresh ids; with more, it would have succeeded.
var ErrFreshIDs = errors.New("could not decide: too few fresh ids were given")

// Decide gives the events by which a command changes a case, for every
// compartment it touches, or a [*Refusal]. It changes nothing itself. What it
// returns includes the cancelling of every clearance that no longer stands (P2).
func Decide(state Case, command Command, at At) ([]Event, error) {
	d := &decision{before: state, state: state, at: at, when: at.Now, since: at.Now, fresh: at.Fresh}
	d.act = ActID(d.newID())
	if err := d.mayTake(command.step()); err != nil {
		return nil, err
	}
	if err := command.decide(d); err != nil {
		return nil, err
	}
	d.settle()
	if d.short {
		return nil, ErrFreshIDs
	}
	return d.events, nil
}

// decision is one command being decided: the state it has come to, and the events so far.
type decision struct {
	before, state Case
	at            At
	when          Instant // when what is recorded happened
	since         Instant // from when it holds: earlier than when for a bar from before; zero for what was never so
	byParty       PartyID // whose own act is taken in; empty: the actor's
	onPage        ActID   // the act on their page that gives the next consent; empty: none
	act           ActID
	fresh         []string
	short         bool
	events        []Event
}

// newID takes the next fresh id. Running out is found at the end, so that deciding reads in one go.
func (d *decision) newID() string {
	if len(d.fresh) == 0 {
		d.short = true
		return ""
	}
	id := d.fresh[0]
	d.fresh = d.fresh[1:]
	return id
}

// stamp is the stamp of everything this command records.
func (d *decision) stamp() Stamp {
	if d.byParty != "" {
		return Stamp{Act: d.act, At: d.at.Now, When: d.when, ByParty: d.byParty}
	}
	return Stamp{Act: d.act, At: d.at.Now, When: d.when, By: d.at.Actor}
}

// emit records an event and lets the rest of the decision see it.
func (d *decision) emit(e Event) {
	d.events = append(d.events, e)
	if e.Home().Kind == InCase {
		d.state = Evolve(d.state, e)
	}
}

// dated sets when it happened. Zero is now; the future and a time before anything is refused.
func (d *decision) dated(when Instant) error {
	switch {
	case when == 0:
	case when > d.at.Now:
		return refuse(InFuture, "when")
	case when < 0:
		return refuse(BadValue, "when")
	default:
		d.when, d.since = when, when
	}
	return nil
}

// step is who may take a step, and when. The zero step is one for a facilitator or coordinator of an open case.
type step struct {
	by        []Duty // none: a facilitator or a coordinator
	anybody   bool   // any member of staff, allocated or not
	whenNone  bool   // there must be no case yet
	afterEnd  bool   // possible in a closed case: what is true is always recordable
	onlyAfter bool   // possible only in a closed case
}

// mayTake refuses a step to somebody without the duty for it, or at the wrong time. A clock that went back refuses everything.
func (d *decision) mayTake(s step) error {
	if d.at.Actor == "" {
		return refuse(NotAllocated, "")
	}
	if d.at.Now <= 0 || d.at.Now < d.state.Last {
		return refuse(TooEarly, "now")
	}
	if s.whenNone {
		if d.state.Opened != 0 {
			return refuse(AlreadyOpen, "")
		}
		return nil
	}
	switch closed := d.state.Closed.At != 0; {
	case d.state.Opened == 0:
		return refuse(NotOpened, "")
	case closed && !s.afterEnd && !s.onlyAfter:
		return refuse(CaseIsClosed, "")
	case !closed && s.onlyAfter:
		return refuse(NotClosed, "")
	case s.anybody:
		return nil
	}
	return d.onDuty(s.duties())
}

// duties are those of which the step needs one.
func (s step) duties() []Duty {
	if len(s.by) == 0 {
		return []Duty{Facilitator, Coordinator}
	}
	return s.by
}

func (d *decision) onDuty(duties []Duty) error {
	allocated := false
	for _, s := range d.state.Staff {
		if s.Staff != d.at.Actor {
			continue
		}
		allocated = true
		if slices.Contains(duties, s.Duty) {
			return nil
		}
	}
	if !allocated {
		return refuse(NotAllocated, "")
	}
	return refuse(NotYourDuty, "")
}

// party finds a party the actor may write about: one of the sides they work with, not erased.
func (d *decision) party(id PartyID, field string) (Party, error) {
	p, err := d.anyParty(id, field)
	if err == nil && !ViewerOf(d.state, d.at.Actor).Sees(d.state, id) {
		return Party{}, refuse(NotYourSide, field)
	}
	return p, err
}

// anyParty finds a party of any side: one may be named without being worked with.
func (d *decision) anyParty(id PartyID, field string) (Party, error) {
	p, ok := d.state.Party(id)
	switch {
	case id == "":
		return Party{}, refuse(Missing, field)
	case !ok:
		return Party{}, refuse(NotFound, field)
	case p.Erased:
		return Party{}, refuse(ErasedParty, field)
	}
	return p, nil
}

// known refuses a list that names somebody not in the case, or is empty where it must not be. It gives the list sorted, each once.
func (d *decision) known(ids []PartyID, field string, needed bool) ([]PartyID, error) {
	if needed && len(ids) == 0 {
		return nil, refuse(Missing, field)
	}
	for _, id := range ids {
		if _, err := d.anyParty(id, field); err != nil {
			return nil, err
		}
	}
	return sortedSet(ids), nil
}

// crossing finds a crossing that is not over.
func (d *decision) crossing(id CrossingID, field string) (Crossing, error) {
	x, err := d.anyCrossing(id, field)
	if err == nil && x.IsOver() {
		return Crossing{}, refuse(WrongState, field)
	}
	return x, err
}

func (d *decision) anyCrossing(id CrossingID, field string) (Crossing, error) {
	if id == "" {
		return Crossing{}, refuse(Missing, field)
	}
	x, ok := d.state.Crossing(id)
	if !ok {
		return Crossing{}, refuse(NotFound, field)
	}
	return x, nil
}

// content finds a content that has not been withdrawn, at the wording the command was made for.
func (d *decision) content(id ContentID, wording Wording, field string) (Content, error) {
	c, ok := d.state.Content(id)
	switch {
	case id == "":
		return Content{}, refuse(Missing, field)
	case !ok:
		return Content{}, refuse(NotFound, field)
	case c.Withdrawn != 0:
		return Content{}, refuse(WrongState, field)
	case wording != "" && wording != c.Wording:
		return Content{}, refuse(WordingMoved, field)
	}
	return c, nil
}

// sortedSet gives the elements sorted, each once; nil for none.
func sortedSet[T ~string](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	set := slices.Clone(list)
	slices.Sort(set)
	return slices.Compact(set)
}

// oneOf refuses a word off its list.
func oneOf[W comparable](w W, list []W, field string) error {
	if !slices.Contains(list, w) {
		return refuse(BadValue, field)
	}
	return nil
}
