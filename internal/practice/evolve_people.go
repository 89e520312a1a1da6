package practice

import "slices"

// evolveFates folds who can no longer be asked, who speaks for their memory, and who was found.
func evolveFates(state Case, event Event) Case {
	switch e := event.(type) {
	case PartyDied:
		return state.withParty(e.Party, func(p *Party) { p.Died, p.Speaker, p.SpeakerSince = e.When, e.Speaker, e.When })
	case SpeakerNamed:
		state = state.withParty(e.Party, func(p *Party) {
			if notOvertaken(&p.SpeakerSince, e.When) {
				p.Speaker = e.Speaker
			}
		})
		state.SpokenOf = changed(state.SpokenOf, func(s *SpokenOf) bool { return s.ID == e.SpokenOf }, func(s *SpokenOf) {
			if notOvertaken(&s.SpeakerSince, e.When) {
				s.Speaker = e.Speaker
			}
		})
	case SpokenOfFound:
		return evolveFound(state, e)
	}
	return state
}

// evolveParted puts some on a side of their own. Whoever worked with them goes on with
// both until a coordinator says otherwise: nobody is left without anybody, and nobody gets more than they had.
func evolveParted(state Case, e SidesParted) Case {
	state.Parties = changed(state.Parties, func(p *Party) bool { return slices.Contains(e.Parties, p.ID) }, func(p *Party) { p.Side = e.Into })
	state.Staff = changed(state.Staff, func(s *Allocation) bool { return slices.Contains(s.Sides, e.From) }, func(s *Allocation) { s.Sides = insert(s.Sides, e.Into) })
	return state
}

// evolveFound has a party take the place of one spoken of in every version that was
// gone through: what is used of them needs their own word from now on.
func evolveFound(state Case, e SpokenOfFound) Case {
	state.SpokenOf = changed(state.SpokenOf, func(s *SpokenOf) bool { return s.ID == e.SpokenOf }, func(s *SpokenOf) { s.Became = e.Party })
	is := func(u *Use) bool { return u.SpokenOf == e.SpokenOf }
	state.Crossings = changed(state.Crossings, func(x *Crossing) bool { _, used := find(x.Uses, is); return used }, func(x *Crossing) {
		x.Uses = changed(x.Uses, is, func(u *Use) { u.SpokenOf, u.Party = "", e.Party })
	})
	return state
}
