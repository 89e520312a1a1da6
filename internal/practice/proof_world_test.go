package practice_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	p "amends/internal/practice"
)

// The people of the scenes: a coordinator who opens the case, two facilitators, an outside supervisor.
const (
	desk       p.StaffID = "desk"
	first      p.StaffID = "first"
	second     p.StaffID = "second"
	supervisor p.StaffID = "supervisor"
)

const began p.Instant = 1_577_836_800_000_000 // the first instant of 2020

// world is a case as it has come to be: what was written, and what that folds to.
// It is a value: doing something gives another world and leaves this one.
type world struct {
	profile *p.Profile
	now     p.Instant
	events  []p.Event // of the case; texts elsewhere bear on no rule
	state   p.Case
	pool    []string // ids, of which each command is given its own
	drawn   int      // commands that took theirs
	trail   []string // what was done, for a report
}

// newWorld is before anything: room is how many commands it gives fresh ids for.
func newWorld(profile p.Profile, room int) world {
	w := world{profile: &profile, now: began, pool: make([]string, room*p.IDsNeeded)}
	for i := range w.pool {
		w.pool[i] = fmt.Sprintf("%06d", i)
	}
	return w
}

func (w world) at(by p.StaffID) p.At {
	return p.At{Now: w.now, Actor: by, Fresh: w.pool[w.drawn*p.IDsNeeded:][:p.IDsNeeded], Profile: *w.profile, Digest: "digest"}
}

// act is one command and who asks for it.
type act struct {
	name    string
	by      p.StaffID
	command p.Command
}

// do decides a command and folds what it gives. An error that is no refusal, and
// a refusal that comes with events, is itself a finding.
func (w world) do(a act) (world, error) {
	events, err := p.Decide(w.state, a.command, w.at(a.by))
	if err != nil {
		var refusal *p.Refusal
		switch {
		case !errors.As(err, &refusal):
			err = fmt.Errorf("%w: an error that is no refusal: %w", errFinding, err)
		case len(events) > 0:
			err = fmt.Errorf("%w: refused (%s) and yet gave events", errFinding, refusal.Code)
		}
		return w, err
	}
	next := w
	next.drawn++
	next.trail = append(slices.Clip(w.trail), a.name)
	next.events = slices.Clip(w.events)
	for _, e := range events {
		next.state = p.Evolve(next.state, e)
		if e.Home().Kind == p.InCase {
			next.events = append(next.events, e)
		}
	}
	return next, nil
}

// wait lets time pass.
func (w world) wait(passed p.Instant) world {
	w.now += passed
	return w
}

var errFinding = errors.New("finding")

// finding reports what is wrong with what was done to come here. It names no wording, only what was done.
func (w world) finding(format string, args ...any) error {
	return fmt.Errorf("%w: %s\nafter: %s", errFinding, fmt.Sprintf(format, args...), strings.Join(w.trail, ", "))
}

// Lookups for scenes, which name people and things by their order of arrival.

func (w world) party(i int) p.PartyID { return w.state.Parties[i].ID }

func (w world) parties(list ...int) []p.PartyID {
	var ids []p.PartyID
	for _, i := range list {
		ids = append(ids, w.party(i))
	}
	slices.Sort(ids)
	return ids
}

func (w world) crossing() p.Crossing {
	if len(w.state.Crossings) == 0 {
		return p.Crossing{}
	}
	return w.state.Crossings[len(w.state.Crossings)-1]
}

func (w world) content() p.Content {
	if len(w.state.Contents) == 0 {
		return p.Content{}
	}
	return w.state.Contents[len(w.state.Contents)-1]
}

// taking are all who take part in a crossing, as the harness sees it.
func taking(x p.Crossing) []p.PartyID {
	all := slices.Concat(x.From, x.To, x.Plan.Supporters)
	slices.Sort(all)
	return slices.Compact(all)
}
