package practice

import "slices"

// Evolve folds one event into a case. It sees no settings and no clock, and does
// not fail: whether an event may happen was decided when it was written. Events
// of other homes leave the case as it is. The given state is not changed.
func Evolve(state Case, event Event) Case {
	if event.Home().Kind != InCase {
		return state
	}
	stamp := event.Stamped()
	state.Last, state.Events = max(state.Last, stamp.At), state.Events+1
	state = evolvePeople(state, event)
	state = evolveFates(state, event)
	state = evolveStaff(state, event)
	state = evolveAgreement(state, event)
	state = evolveRestraint(state, event)
	state = evolveContent(state, event)
	state = evolveCrossing(state, event)
	return evolveReality(state, event)
}

// evolvePeople folds who is in the case.
func evolvePeople(state Case, event Event) Case {
	switch e := event.(type) {
	case CaseOpened:
		state.Opened, state.Begun, state.Sensitive, state.Touched = e.At, e.Begun, e.Sensitive, e.When
	case HarmRecorded:
		state.Harms = upsert(state.Harms, func(h *Harm) bool { return h.ID == e.Harm }, func(h *Harm) {
			h.ID, h.Kind, h.GenderBased, h.Harmed, h.Responsible = e.Harm, e.Kind, e.GenderBased, e.Harmed, e.Responsible
		})
	case PartyAdded:
		state.Parties = added(state.Parties, Party{ID: e.Party, Kind: e.Kind, Standing: e.Standing, For: e.For, Side: e.Side, Capacity: e.Capacity, Interested: e.Interested})
	case PartyChanged:
		return state.withParty(e.Party, func(p *Party) {
			if notOvertaken(&p.ChangedSince, e.When) {
				p.Capacity, p.Interested = e.Capacity, e.Interested
			}
		})
	case SidesShared:
		state.Parties = changed(state.Parties, func(p *Party) bool { return p.Side == e.From }, func(p *Party) { p.Side = e.Into })
		state.Staff = changed(state.Staff, func(s *Allocation) bool { return slices.Contains(s.Sides, e.From) }, func(s *Allocation) {
			s.Sides = insert(slices.DeleteFunc(slices.Clone(s.Sides), func(id SideID) bool { return id == e.From }), e.Into)
		})
	case SidesParted:
		return evolveParted(state, e)
	case SpokenOfAdded:
		state.SpokenOf = added(state.SpokenOf, SpokenOf{ID: e.SpokenOf, Unasked: e.Unasked, Speaker: e.Speaker})
	case HelperAdded:
		state.Helpers = added(state.Helpers, Helper{ID: e.Helper, Kind: e.Kind, Confidential: e.Confidential, Checked: e.Checked})
	case HelperChanged:
		state.Helpers = changed(state.Helpers, func(h *Helper) bool { return h.ID == e.Helper }, func(h *Helper) {
			if notOvertaken(&h.ChangedSince, e.When) {
				h.Confidential, h.Checked = e.Confidential, e.Checked
			}
		})
	case ContactRecorded:
		return evolveContact(state, e)
	case ContactTried:
		// A try that reached nobody moves the next step alone: not Touched, not Contacted.
		return state.withParty(e.Party, func(p *Party) {
			if e.Next != 0 && notOvertaken(&p.NextSince, e.When) {
				p.Next = e.Next
			}
		})
	case SafeContactKept:
		return state.withParty(e.Party, func(p *Party) { p.SafeContact = max(p.SafeContact, e.When) })
	case AskingSet:
		return state.withParty(e.Party, func(p *Party) {
			if notOvertaken(&p.AskingSince, e.When) {
				p.Asking, p.AskAfter = e.Wish, e.After
			}
		})
	case InterestDeposited:
		return state.withParty(e.Party, func(p *Party) { p.Interests = insert(p.Interests, e.Kind) })
	case PartyPaused:
		return state.withParty(e.Party, func(p *Party) {
			p.Paused, p.PausedLast = earlier(p.Paused, e.When), max(p.PausedLast, e.When)
		})
	case PauseLifted:
		return state.withParty(e.Party, func(p *Party) {
			p.Paused = 0
			if p.PausedLast > e.When { // they stopped once more after they had said this
				p.Paused = p.PausedLast
			}
		})
	case PartyErased:
		return evolveErased(state, e)
	}
	return state
}

func evolveContact(state Case, e ContactRecorded) Case {
	state.Touched = max(state.Touched, e.When)
	state = state.withParty(e.Party, func(p *Party) {
		p.Contacted = max(p.Contacted, e.When)
		if notOvertaken(&p.NextSince, e.When) {
			p.Next = e.Next
		}
		if e.Session {
			p.Sessions++
		}
		if e.Readiness != NotSaid && notOvertaken(&p.ReadinessSince, e.When) {
			p.Readiness = e.Readiness
		}
		if e.Limits {
			p.LimitsExplained = earlier(p.LimitsExplained, e.When)
		}
		if e.Identity {
			p.IdentityChecked = max(p.IdentityChecked, e.When)
		}
	})
	if e.FollowUp == "" {
		return state
	}
	return state.withCrossing(e.FollowUp, func(x *Crossing) {
		// One contact does what was due by then, and the first if it came early.
		done := false
		x.FollowUps = changed(x.FollowUps, func(f *FollowUp) bool { return f.Party == e.Party && f.Done == 0 }, func(f *FollowUp) {
			if !done || f.Due <= e.When {
				f.Done, done = e.When, true
			}
		})
	})
}

// evolveErased ends all that rested on somebody's word: an erased person agrees to nothing.
func evolveErased(state Case, e PartyErased) Case {
	state.Consents = changed(state.Consents, func(c *Consent) bool { return c.Party == e.Party && c.Ended == 0 }, func(c *Consent) { c.Ended = max(e.When, c.Given) })
	return state.withParty(e.Party, func(p *Party) {
		*p = Party{ID: p.ID, Kind: p.Kind, Standing: p.Standing, For: p.For, Side: p.Side, Capacity: p.Capacity, Erased: true,
			Died: p.Died, Speaker: p.Speaker, SpeakerSince: p.SpeakerSince}
	})
}

// evolveStaff folds who works on the case, and whether it is open.
func evolveStaff(state Case, event Event) Case {
	switch e := event.(type) {
	case StaffAllocated:
		state.Staff = without(state.Staff, func(s *Allocation) bool { return s.Staff == e.Staff && s.Duty == e.Duty })
		state.Staff = added(state.Staff, Allocation{Staff: e.Staff, Duty: e.Duty, Sides: e.Sides, Since: e.When})
	case StaffDeallocated:
		state.Staff = without(state.Staff, func(s *Allocation) bool { return s.Staff == e.Staff })
	case ConflictDeclared:
		state.Staff = without(state.Staff, func(s *Allocation) bool { return s.Staff == e.Staff })
		state.Conflicts = insert(state.Conflicts, e.Staff)
	case CaseHeld:
		state.Held = Holding{Since: e.When, Review: e.Review}
	case HoldReleased:
		state.Held = Holding{}
	case SensitiveSet:
		state.Sensitive = e.Sensitive
	case CaseClosed:
		state.Closed = Closing{At: e.At, Ending: e.Ending, Keep: e.Keep}
	case CaseReopened:
		state.Closed, state.Touched, state.Reopened = Closing{}, e.When, e.When
	case EntryStruck:
		state.Struck = added(state.Struck, e)
	}
	return state
}

// withParty gives the case with one party changed.
func (c Case) withParty(id PartyID, change func(*Party)) Case {
	c.Parties = changed(c.Parties, func(p *Party) bool { return p.ID == id }, change)
	return c
}

// withCrossing gives the case with one crossing changed.
func (c Case) withCrossing(id CrossingID, change func(*Crossing)) Case {
	c.Crossings = changed(c.Crossings, func(x *Crossing) bool { return x.ID == id }, change)
	return c
}

// notOvertaken is the one rule for what is entered late: a value that people set
// by what they say is the one they set last, by when it happened and not by when it was
// written down. It says whether what happened at an instant is to be kept, and if so moves since there.
// A stop is no such value: it holds from when it was said, whatever was entered since (P2).
func notOvertaken(since *Instant, when Instant) bool {
	if when < *since {
		return false
	}
	*since = when
	return true
}

// upsert changes the element that fits, or adds one.
func upsert[T any](list []T, fits func(*T) bool, change func(*T)) []T {
	for i := range list {
		if fits(&list[i]) {
			return changed(list, fits, change)
		}
	}
	var one T
	change(&one)
	return added(list, one)
}
