package practice

import "slices"

// readByStaff: read by a facilitator, in exactly this wording.
func readByStaff(q question) []Condition {
	content, _ := q.state.Content(q.crossing.Content)
	return []Condition{q.reading(content.Read, ChangedByFacilitator, ByReading)}
}

func (q question) reading(r Reading, who Changer, by Remedy) Condition {
	switch {
	case r.By == "" || r.Wording != q.wording || q.wording == "":
		return open("", WhyUnread, who, by)
	case r.Verdict != Passed:
		return open("", WhyReturned, ChangedByParty, ByRevising)
	}
	return Condition{State: Met, Since: r.When}
}

// needsSecond: a second sign-off where the case is sensitive, or a letter of the bank is screened by two.
func needsSecond(q question) bool {
	content, _ := q.state.Content(q.crossing.Content)
	return q.state.IsSensitive(q.at.Profile) || (content.Banked && q.at.Profile.BankByTwo)
}

// signedOff: by somebody else than who read it.
func signedOff(q question) []Condition {
	content, _ := q.state.Content(q.crossing.Content)
	c := q.reading(content.Second, ChangedBySecond, BySigningOff)
	if c.State == Met && content.Second.By == content.Read.By {
		c = open("", WhyOnlyOnePerson, ChangedBySecond, BySigningOff)
	}
	return []Condition{c}
}

// hearsOthers says whether the profile has other harmed people heard on this kind.
func hearsOthers(q question) bool {
	heard, _ := q.at.Profile.others(q.crossing.Kind)
	return heard
}

// OtherHarmed gives the harmed people of a case who do not take part in a crossing, and
// whose word is heard: those who live, and who objected while they lived and were not answered.
func (c Case) OtherHarmed(x Crossing) []PartyID {
	var other []PartyID
	taking := x.Taking()
	for _, p := range c.Parties {
		o, _ := find(x.Others, func(o *Other) bool { return o.Party == p.ID })
		if p.Died != 0 && !o.stands() {
			continue // what they objected in their life is answered all the same
		}
		if !p.Erased && !slices.Contains(taking, p.ID) && c.HarmedIn(p.ID) {
			other = append(other, p.ID)
		}
	}
	return other
}

// othersHeard: other harmed people were told, or asked, as the profile says; an objection was answered.
func othersHeard(q question) []Condition {
	_, ask := q.at.Profile.others(q.crossing.Kind)
	var conditions []Condition
	for _, p := range q.state.OtherHarmed(q.crossing) {
		o, _ := find(q.crossing.Others, func(o *Other) bool { return o.Party == p })
		conditions = append(conditions, q.heard(o, p, ask))
	}
	return conditions
}

func (q question) heard(o Other, p PartyID, ask bool) Condition {
	lapsed := o.Told != 0 && q.at.Profile.OthersReplyIn > 0 && q.at.Now >= o.Told+q.at.Profile.OthersReplyIn
	switch {
	case o.stands():
		return stopped(p, WhyObjects, ChangedBySupervisor, ByAnswering)
	case o.Reason == DoNotTell:
		return Condition{State: Met, About: p}
	case o.Told == 0:
		return open(p, WhyNotTold, ChangedByFacilitator, ByTelling)
	case ask && o.Answered == 0 && !lapsed:
		return open(p, WhyNotAsked, ChangedByParty, ByContact)
	}
	return Condition{State: Met, About: p, Since: o.Told}
}

// checksIdentity says whether the profile has the recipient's identity checked first.
func checksIdentity(q question) bool {
	return slices.Contains(q.at.Profile.IdentityBefore, q.crossing.Kind)
}

// identityChecked: what is meant for somebody goes to nobody else.
func identityChecked(q question) []Condition {
	return q.each(q.crossing.To, func(p Party) (Condition, bool) {
		return open(p.ID, WhyNone, ChangedByFacilitator, ByContact), p.IdentityChecked != 0
	})
}

// forbidsDirect says whether the profile rules direct contact out after the harm between them.
func forbidsDirect(q question) bool {
	return q.at.Profile.GenderBasedDirect == DirectNever && q.isGenderBased()
}

func directForbidden(question) []Condition {
	return []Condition{stopped("", WhyNotAllowed, ChangedByNobody, ByNothing)}
}

// notPaused: anyone taking part, and whoever wrote it where it needs their own word,
// pauses their own crossings; only they lift it, and nobody in their stead.
func notPaused(q question) []Condition {
	asked := q.taking
	for _, p := range q.state.senders(q.crossing, q.at.Now) {
		asked = insert(asked, p)
	}
	return q.each(asked, func(p Party) (Condition, bool) {
		c := stopped(p.ID, WhyPaused, ChangedByParty, ByContact)
		c.Since = p.Paused
		return c, p.Paused == 0 || p.Paused > q.at.Now
	})
}

// notHeld: staff hold a case with a reason and a review date.
func notHeld(q question) []Condition {
	if q.state.Held.Since == 0 || q.state.Held.Since > q.at.Now {
		return nil
	}
	c := stopped("", WhyHeld, ChangedByFacilitator, ByReleasing)
	c.Since, c.Until = q.state.Held.Since, q.state.Held.Review
	return []Condition{c}
}

// stillOpen: nothing passes in a case that is closed, nor where the crossing or its
// content was stopped, nor from or to somebody who has died.
func stillOpen(q question) []Condition {
	content, _ := q.state.Content(q.crossing.Content)
	switch {
	case !q.state.IsOpen():
		return []Condition{stopped("", WhyClosed, ChangedByFacilitator, ByReopening)}
	case q.crossing.Stopped != 0 || content.Withdrawn != 0:
		return []Condition{stopped("", WhyClosed, ChangedByNobody, ByNothing)}
	}
	var conditions []Condition
	for _, id := range slices.Concat(q.crossing.From, q.crossing.To) {
		if p, _ := q.state.Party(id); p.deadAt(q.at.Now) {
			conditions = append(conditions, stopped(id, WhyDied, ChangedByNobody, ByNothing))
		}
	}
	return conditions
}
