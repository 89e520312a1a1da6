package practice

import "slices"

// askingRespected: "do not ask again" and "ask me after" are respected.
func askingRespected(q question) []Condition {
	return q.each(q.crossing.To, func(p Party) (Condition, bool) {
		switch {
		case p.Asking == DoNotAsk:
			return stopped(p.ID, WhyDoNotAsk, ChangedByParty, ByContact), false
		case p.Asking == AskAfter && q.at.Now < p.AskAfter:
			c := open(p.ID, WhyAskLater, ChangedByParty, ByContact)
			c.Until = p.AskAfter
			return c, false
		}
		return Condition{}, true
	})
}

// safeContact: nobody is asked before it is known how to reach them safely (P10).
func safeContact(q question) []Condition {
	return q.each(q.crossing.To, func(p Party) (Condition, bool) {
		return open(p.ID, WhyNone, ChangedByFacilitator, ByContact), p.SafeContact != 0
	})
}

// mayBegin: either side, or the harmed side only, as the profile says.
func mayBegin(q question) []Condition {
	rule := q.at.Profile.Begin
	if q.isGenderBased() {
		rule = q.at.Profile.GenderBasedBegin
	}
	if rule == EitherSide {
		return nil
	}
	return q.each(q.crossing.From, func(p Party) (Condition, bool) {
		begins := q.state.speaksFor(p.ID)
		// Asked of whom they speak for, who need not take part: nobody sends another ahead in their place.
		ok := q.state.beginsAsHarmed(begins, q.crossing.To) && !q.isResponsibleHere(begins)
		return stopped(p.ID, WhyNotThemToBegin, ChangedByNobody, ByNothing), ok
	})
}

// isResponsibleHere says whether somebody is responsible in a gender-based harm to another who takes part.
func (q question) isResponsibleHere(p PartyID) bool {
	return slices.ContainsFunc(q.state.Harms, func(h Harm) bool {
		return h.GenderBased && slices.Contains(h.Responsible, p) && overlaps(h.Harmed, q.taking)
	})
}

// barsClear: every bar that covers these people and this means is over, or its authority's permission covers this.
func barsClear(q question) []Condition {
	var conditions []Condition
	for _, b := range q.state.Bars {
		held, covers := q.barred(b)
		if !covers {
			continue
		}
		c := Condition{State: Met, About: held}
		switch {
		case b.Effect == Stops:
			c = stopped(held, WhyBarStops, ChangedByAuthority, ByEndingBar)
		case !slices.ContainsFunc(b.Permissions, q.permits):
			c = open(held, WhyNeedsLeave, ChangedByAuthority, ByPermission)
		}
		c.Bar, c.Authority, c.Since, c.Until = b.ID, b.Authority, b.Start, b.Until
		conditions = append(conditions, c)
	}
	return conditions
}

// barred says whether a bar covers this crossing, and the first whom it holds back.
func (q question) barred(b Bar) (PartyID, bool) {
	if !b.standsAt(q.at.Now) || !slices.ContainsFunc(b.Means, func(m Means) bool { return m.covers(q.crossing.Means) }) {
		return "", false
	}
	if len(b.Towards) > 0 && !overlaps(b.Towards, q.taking) {
		return "", false
	}
	i := slices.IndexFunc(b.On, func(p PartyID) bool { return slices.Contains(q.taking, p) })
	if i < 0 {
		return "", false
	}
	return b.On[i], true
}

// permits says whether a permission covers this crossing.
func (q question) permits(p Permission) bool {
	return p.standsAt(q.at.Now) && slices.Contains(p.Kinds, q.crossing.Kind) &&
		slices.ContainsFunc(p.Means, func(m Means) bool { return m.covers(q.crossing.Means) })
}

// factsAccepted: those responsible who take part acknowledge the basic facts of every harm of theirs in this case.
func factsAccepted(q question) []Condition {
	var conditions []Condition
	for _, h := range q.state.Harms {
		for _, p := range h.Responsible {
			if !slices.Contains(q.taking, p) {
				continue
			}
			a, said := find(h.Acknowledged, func(a *Acknowledgement) bool { return a.Party == p })
			c := Condition{State: Met, About: p, Since: a.When}
			switch {
			case said && a.Answer == No:
				c = stopped(p, WhyDenied, ChangedByParty, ByContact)
			case !said || a.Answer != Yes:
				c = open(p, WhyNotYetSaid, ChangedByParty, ByContact)
			}
			conditions = append(conditions, c)
		}
	}
	return conditions
}

// assessedSafe: the last judgement naming all who take part, made for this kind
// and means, is in date and says it can go ahead. For an approach it is the judgement of the asking.
func assessedSafe(q question) []Condition {
	var last Assessment
	for _, a := range q.state.Assessed {
		if !a.Void && a.Kind == q.crossing.Kind && a.Means.covers(q.crossing.Means) && contains(a.Parties, q.taking) && a.Made >= last.Made {
			last = a
		}
	}
	c := Condition{State: Met, Since: last.Made, Until: last.Until}
	switch {
	case last.ID == "":
		c = open("", WhyNone, ChangedByFacilitator, ByAssessing)
	case !last.GoAhead:
		c = stopped("", WhyNotNow, ChangedByFacilitator, ByAssessing)
	case !q.at.Now.before(last.Until):
		c = open("", WhyExpired, ChangedByFacilitator, ByRenewing)
		c.Since, c.Until = last.Made, last.Until // until when it was good
	}
	return []Condition{c}
}

// prepared: preparation is done for everyone who takes part, and they say they are ready.
func prepared(q question) []Condition {
	return q.each(q.taking, func(p Party) (Condition, bool) {
		needed := q.at.Profile.SessionsFor(p)
		c := open(p.ID, WhyNotReady, ChangedByParty, ByContact)
		if p.Sessions < needed {
			c = open(p.ID, WhyMoreSessions, ChangedByFacilitator, ByContact)
		}
		c.Done, c.Of = p.Sessions, needed
		return c, p.Sessions >= needed && p.Readiness == Ready
	})
}

// SessionsFor is how many sessions of preparation the profile asks of a party before a meeting.
func (p Profile) SessionsFor(party Party) int {
	if party.Standing == Supporter {
		return p.SupporterSessions
	}
	return p.Sessions
}

// capacityMet: a child or a person without capacity as the profile says. Their
// own word is asked by the other conditions, so their own no suffices; a guardian with an interest in the harm does not count.
func capacityMet(q question) []Condition {
	return q.each(q.taking, func(p Party) (Condition, bool) {
		rule := OwnWord
		switch p.Capacity {
		case Child:
			rule = q.at.Profile.Child
		case Lacking:
			rule = q.at.Profile.Lacking
		case Adult:
		}
		switch rule {
		case OwnWord:
			return Condition{}, true
		case WithGuardian:
			guarded := slices.ContainsFunc(guardNeeds(q.state, q.crossing, p.ID, q.at.Now), func(n need) bool { return q.consent(n).State == Met })
			return open(p.ID, WhyNoGuardian, ChangedByParty, ByContact), guarded
		case NotWithThem:
		}
		return stopped(p.ID, WhyNotForThem, ChangedByNobody, ByNothing), false
	})
}

// meetingReady: place, arriving and leaving apart, how to stop, supporters, helpers.
func meetingReady(q question) []Condition {
	plan := q.crossing.Plan
	if plan.Starts == 0 {
		return []Condition{open("", WhyNone, ChangedByFacilitator, ByPlanning)}
	}
	var conditions []Condition
	for _, part := range []struct {
		done bool
		why  Why
	}{{plan.Place, WhyNoPlace}, {plan.Apart, WhyNotApart}, {plan.HowToStop, WhyNoStop}, {q.helpersSigned(), WhyHelperUnsigned}} {
		if !part.done {
			conditions = append(conditions, open("", part.why, ChangedByFacilitator, ByPlanning))
		}
	}
	for _, id := range plan.Supporters {
		if p, _ := q.state.Party(id); p.deadAt(q.at.Now) {
			conditions = append(conditions, open(id, WhyDied, ChangedByFacilitator, ByPlanning))
		}
	}
	return append(conditions, q.unsupported()...)
}

// helpersSigned says whether every helper in the plan signed confidentiality and was checked for conflicts.
func (q question) helpersSigned() bool {
	return !slices.ContainsFunc(q.crossing.Plan.Helpers, func(id HelperID) bool {
		h, ok := find(q.state.Helpers, func(h *Helper) bool { return h.ID == id })
		return !ok || !h.isFit()
	})
}

// unsupported gives those who come to a meeting without the supporter the profile makes mandatory for the harm.
func (q question) unsupported() []Condition {
	mandatory := slices.ContainsFunc(q.state.Harms, func(h Harm) bool { return slices.Contains(q.at.Profile.SupportersFor, h.Kind) })
	if !mandatory {
		return nil
	}
	var conditions []Condition
	for _, id := range slices.Concat(q.crossing.From, q.crossing.To) {
		p, _ := q.state.Party(id)
		supported := slices.ContainsFunc(q.crossing.Plan.Supporters, func(s PartyID) bool {
			supporter, _ := q.state.Party(s)
			return supporter.For == id
		})
		if p.Standing == Principal && !supported {
			conditions = append(conditions, open(id, WhyNoSupporter, ChangedByFacilitator, ByPlanning))
		}
	}
	return conditions
}

// each asks about every party of a list; the check gives how it stands when it is not met.
func (q question) each(list []PartyID, check func(Party) (Condition, bool)) []Condition {
	conditions := make([]Condition, 0, len(list))
	for _, id := range list {
		p, ok := q.state.Party(id)
		c, met := check(p)
		if !ok || p.Erased { // nothing can be agreed with somebody who is not here
			c, met = stopped(id, WhyNone, ChangedByNobody, ByNothing), false
		}
		if met {
			c = Condition{State: Met, About: id, Done: c.Done, Of: c.Of}
		}
		conditions = append(conditions, c)
	}
	return conditions
}
