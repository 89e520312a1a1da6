package practice_test

import (
	"errors"
	"hash/maphash"
	"slices"

	p "amends/internal/practice"
)

// instants are how long may pass before a command, beside shortly: none; exactly
// as long as what was agreed to, barred or put off "for some days"; exactly as long as others have to
// answer, beyond a clearance; beyond consents and assessments; a day beyond some days.
func instants() []p.Instant {
	return []p.Instant{0, someDays - shortly, 28*p.Day - shortly, 200 * p.Day, someDays + p.Day}
}

const someDays = 2 * p.Day

// shortly is less than late entries look back.
const shortly = p.Hour / 6

// explorer goes from the prefixes of one scene as far as its levels say.
type explorer struct {
	*tally
	seed maphash.Seed
	seen map[uint64]bool
}

// level is one depth of exploration: what is tried, after how long. A level that
// is deepest goes on from nothing it reaches.
type level struct {
	vocabulary func(w world) []act
	after      []p.Instant
	deepest    bool
}

// run walks the scene, then the scene with each step left out, then from every
// prefix applies every command of every level, breadth first.
func (x explorer) run(s scene, levels []level) error {
	prefixes, err := x.walk(s, -1)
	if err != nil {
		return err
	}
	for left := 4; left < len(s.steps); left++ { // the first four make the case
		if _, err := x.walk(s, left); err != nil {
			return err
		}
	}
	return x.spread(prefixes, levels)
}

// walk takes every step an hour after the one before, but the one left out. The
// whole scene must go through, but for a last step that asks a gate which does not open.
func (x explorer) walk(s scene, left int) (prefixes []world, err error) {
	w := newWorld(s.profile, len(s.steps)+8)
	for i, step := range s.steps {
		if i == left {
			continue
		}
		w = w.wait(p.Hour)
		next, done, err := x.try(w, step.act(w))
		if err != nil {
			return nil, err
		}
		last := i == len(s.steps)-1
		if left < 0 && !done && !(last && step.name == "clear") {
			_, err := w.do(step.act(w))
			return nil, w.finding("%s was refused: %v %v", step.name, err, standing(err))
		}
		if left < 0 && last && done && step.name == "clear" {
			return nil, next.finding("cleared what the profile forbids")
		}
		w = next
		prefixes = append(prefixes, w)
	}
	return prefixes, nil
}

func standing(err error) (list []p.ConditionKind) {
	var refusal *p.Refusal
	if errors.As(err, &refusal) {
		for _, c := range refusal.Standing {
			list = append(list, c.Kind)
		}
	}
	return list
}

// spread applies each level to all states that the one before has reached for the first time.
func (x explorer) spread(frontier []world, levels []level) error {
	for _, l := range levels {
		var reached []world
		for _, w := range frontier {
			before := colour(x.seed, w.state)
			found, err := x.step(w, l)
			if err != nil {
				return err
			}
			if colour(x.seed, w.state) != before {
				return w.finding("deciding or folding changed the state it was given")
			}
			reached = append(reached, found...)
		}
		frontier = reached
	}
	return nil
}

// step looks at one state as it stands after each time that may pass, tries
// everything of a level at those of the level, and gives the states that were not seen before.
func (x explorer) step(w world, l level) (found []world, err error) {
	for _, passed := range instants() {
		later := w.wait(shortly + passed)
		if err := x.compare(later); err != nil {
			return nil, err
		}
		if !slices.Contains(l.after, passed) {
			continue
		}
		for _, a := range l.vocabulary(later) {
			next, done, err := x.try(later, a)
			if err != nil {
				return nil, err
			}
			if !done || l.deepest {
				continue
			}
			c := colour(x.seed, next.state)
			if !x.seen[c] {
				x.seen[c] = true
				x.states++
				found = append(found, next)
			}
		}
	}
	return found, nil
}
