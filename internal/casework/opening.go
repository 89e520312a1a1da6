package casework

import (
	"context"
	"slices"

	"amends/internal/practice"
)

// Open opens a case and in the same entries takes out of it whoever must not work
// on it or know of it: no key of the case is ever wrapped to them, not even for
// the instant between opening and declaring (P5). Each must be on staff, and whoever
// opens the case cannot be among them; a *FieldError "Apart" says so. It is
// otherwise Do with OpenCase.
func (s *Session) Open(ctx context.Context, cmd practice.OpenCase, apart []practice.StaffID, form FormID) (Done, error) {
	if s.desk == nil {
		return Done{}, ErrNotThere
	}
	for _, id := range apart {
		m, err := s.desk.member(id)
		switch {
		case err != nil || m.Left != 0:
			return Done{}, &FieldError{"Apart", "choose from those who work here now"}
		case id == s.me.ID:
			return Done{}, &FieldError{"Apart", "you cannot open a case that you must not see: let somebody else open it"}
		}
	}
	return s.run(ctx, "", cmd, apart, form)
}

// decideApart adds to the opening of a case that some must not work on it: each by
// the rule of DeclareConflict, over the case as opened so far.
func (s *Session) decideApart(state practice.Case, events []practice.Event, apart []practice.StaffID, at practice.At) ([]practice.Event, error) {
	apart = slices.Compact(slices.Sorted(slices.Values(apart)))
	folded := 0
	for _, id := range apart {
		for _, e := range events[folded:] {
			if e.Home().Kind == practice.InCase {
				state = practice.Evolve(state, e)
			}
		}
		folded = len(events)
		more, err := s.decide(state, practice.DeclareConflict{Staff: id}, at)
		if err != nil {
			return nil, err
		}
		events = append(events, more...)
	}
	return events, nil
}
