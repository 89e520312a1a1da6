package practice_test

import (
	"slices"

	p "amends/internal/practice"
)

// kinds is a set of conditions, one bit for each in the order of [p.ConditionKinds].
type kinds uint32

func kindSet(list ...p.ConditionKind) (set kinds) {
	for _, k := range list {
		set |= 1 << slices.Index(p.ConditionKinds(), k)
	}
	return set
}

func (s kinds) list() (list []p.ConditionKind) {
	for i, k := range p.ConditionKinds() {
		if s&(1<<i) != 0 {
			list = append(list, k)
		}
	}
	return list
}

// verdict is what the oracle says of a crossing: which conditions are asked of it, and which of them are not met.
type verdict struct{ asked, unmet kinds }

// judge goes through the table of the design, row by row: which kinds a condition
// applies to, then whether it is met.
func (r reading) judge() verdict {
	kind := r.crossing.Kind
	is := func(list ...p.Kind) bool { return slices.Contains(list, kind) }
	handedOver := is(p.Message, p.Letter, p.Recording, p.Details)
	notice := is(p.Notice)
	told, _ := r.othersRule()

	var v verdict
	for i, row := range [...]struct {
		applies bool
		met     func() bool
	}{
		{is(p.Approach) || handedOver, r.senderAgreed},
		{handedOver, r.recipientWilling},
		{is(p.Meeting, p.Talk), r.everyoneAgrees},
		{is(p.Approach), r.askingRespected},
		{is(p.Approach), r.safeContact},
		{is(p.Approach), r.assessed},
		{is(p.Approach), r.mayBegin},
		{!notice, r.barsClear},
		{!notice && !is(p.Approach), r.factsAcknowledged},
		{!notice && !is(p.Approach), r.assessed},
		{is(p.Meeting), r.prepared},
		{!notice, r.capacity},
		{is(p.Meeting), r.meetingPlanned},
		{is(p.Message, p.Letter, p.Recording, p.Publication), r.readByStaff},
		{is(p.Message, p.Letter, p.Recording, p.Publication) && r.needsSecond(), r.signedOff},
		{is(p.Meeting, p.Publication, p.Talk) && told, r.othersHeard},
		{is(p.Publication, p.Talk), r.useAgreed},
		{handedOver && slices.Contains(r.profile.IdentityBefore, kind), r.identityChecked},
		{is(p.Meeting, p.Details, p.Talk) && r.profile.GenderBasedDirect == p.DirectNever && r.genderBased(), func() bool { return false }},
		{!notice, r.notPaused},
		{!notice, r.notHeld},
		{true, r.stillOpen},
	} {
		if !row.applies {
			continue
		}
		v.asked |= 1 << i
		if !row.met() {
			v.unmet |= 1 << i
		}
	}
	return v
}

// agreed goes through everything a party ever agreed to, for one that is to this,
// towards all of these people, by this means, still stands, and fits.
func (r reading) agreed(who p.PartyID, to p.Agreed, towards []p.PartyID, fits func(p.ConsentGiven) bool) bool {
	for place, c := range each[p.ConsentGiven](r) {
		if c.Party == who && c.To == to && c.Kind == r.crossing.Kind && holdsAll(c.Towards, towards) && r.reaches(c.Means) &&
			r.stands(place, c) && r.onPaper(c) && fits(c) {
			return true
		}
	}
	return false
}

// stands says whether a consent was neither taken back, nor followed by a no, nor over, nor in error.
func (r reading) stands(place int, c p.ConsentGiven) bool {
	if r.over(c.Until) || r.gone(c.Party) {
		return false
	}
	if died, dead := r.diedOn(c.Party); dead && c.When >= died {
		return false
	}
	if ever(r, func(e p.ConsentTakenBack) bool { return e.Consent == c.Consent }) {
		return false
	}
	if ever(r, func(e p.EverythingTakenBack) bool { return e.Party == c.Party && e.When > c.When }) {
		return false
	}
	for at, no := range each[p.ConsentRefused](r) {
		since := no.When > c.When || (no.When == c.When && at > place)
		if since && no.Party == c.Party && no.To == c.To && no.Kind == c.Kind &&
			(len(no.Towards) == 0 || len(c.Towards) == 0 || share(no.Towards, c.Towards)) {
			return false
		}
	}
	return !ever(r, func(e p.Corrected) bool { return e.Thing == p.AConsent && e.Consent == c.Consent })
}

func (r reading) onPaper(c p.ConsentGiven) bool {
	for _, rule := range r.profile.Paper {
		if rule.To == c.To && (len(rule.Kinds) == 0 || slices.Contains(rule.Kinds, c.Kind)) {
			return c.Form == p.Signed || c.Form == p.Marked
		}
	}
	return true
}

// senderAgreed: to this content going to this recipient by this means; the points
// of a spoken message were read back in the conversation in which they were agreed to.
func (r reading) senderAgreed() bool {
	wording, spoken := r.wording(), r.crossing.Kind == p.Message && (r.crossing.Means == p.Spoken || r.crossing.Means == p.Phone)
	for _, from := range r.speakers() {
		ok := r.agreed(from, p.ToSend, r.crossing.To, func(c p.ConsentGiven) bool {
			return wording != "" && c.Wording == wording && (!spoken || c.ReadBack)
		})
		if !ok {
			return false
		}
	}
	return true
}

// recipientWilling: to receive from this sender by this means, or asked for it unprompted.
func (r reading) recipientWilling() bool {
	return r.everybody(r.crossing.To, func(to p.PartyID) bool {
		return r.agreed(to, p.ToReceive, r.crossing.From, func(p.ConsentGiven) bool { return true })
	})
}

// everyoneAgrees: everyone taking part agrees to meet these people in this way.
func (r reading) everyoneAgrees() bool {
	takers := r.takers()
	return r.everybody(takers, func(who p.PartyID) bool {
		return r.agreed(who, p.ToTakePart, except(takers, who), func(p.ConsentGiven) bool { return true })
	})
}

// everybody asks something of each, of whom nobody may be gone.
func (r reading) everybody(list []p.PartyID, met func(p.PartyID) bool) bool {
	return !slices.ContainsFunc(list, func(who p.PartyID) bool { return r.gone(who) || !met(who) })
}

func (r reading) askingRespected() bool {
	return r.everybody(r.crossing.To, func(who p.PartyID) bool {
		wish, _ := latest(r, func(e p.AskingSet) bool { return e.Party == who })
		return wish.Wish != p.DoNotAsk && (wish.Wish != p.AskAfter || r.at >= wish.After)
	})
}

func (r reading) safeContact() bool {
	return r.everybody(r.crossing.To, func(who p.PartyID) bool {
		return ever(r, func(e p.SafeContactKept) bool { return e.Party == who })
	})
}

// mayBegin: either side; or only one who was harmed, or is there for them, and who
// did not harm one of those who are asked without having been harmed by one of them; never
// one who is responsible for a gender-based harm to one of those who are asked.
func (r reading) mayBegin() bool {
	rule := r.profile.Begin
	if r.genderBased() {
		rule = r.profile.GenderBasedBegin
	}
	if rule == p.EitherSide {
		return true
	}
	return r.everybody(r.crossing.From, func(who p.PartyID) bool {
		who = r.behind(who)
		for _, h := range r.harms() {
			if h.GenderBased && slices.Contains(h.Responsible, who) && share(h.Harmed, r.takers()) {
				return false
			}
		}
		if !r.harmed(who) {
			return false
		}
		return r.harmedBy(r.crossing.To, who) == 0 || r.harmedBy([]p.PartyID{who}, r.crossing.To...) > 0
	})
}

// behind is who somebody stands for: themselves, unless they support or represent another.
func (r reading) behind(who p.PartyID) p.PartyID {
	if a := r.added(who); a.Standing != p.Principal {
		return a.For
	}
	return who
}

// harmedBy counts the harms in which one of these people, or whom they stand for, was harmed by one of those.
func (r reading) harmedBy(these []p.PartyID, those ...p.PartyID) (count int) {
	for _, h := range r.harms() {
		for _, hurt := range these {
			for _, by := range those {
				if slices.Contains(h.Harmed, r.behind(hurt)) && slices.Contains(h.Responsible, r.behind(by)) {
					count++
				}
			}
		}
	}
	return count
}

// barsClear: every bar that covers these people and this means is over, or its authority permits this.
func (r reading) barsClear() bool {
	takers := r.takers()
	for _, b := range each[p.BarRecorded](r) {
		covers := share(b.On, takers) && (len(b.Towards) == 0 || share(b.Towards, takers)) && slices.ContainsFunc(b.Means, r.reaches)
		ended := ever(r, func(e p.BarEnded) bool { return e.Bar == b.Bar })
		void := ever(r, func(e p.Corrected) bool { return e.Thing == p.ABar && e.Bar == b.Bar })
		if !covers || ended || void || b.Start > r.at || r.over(b.Until) {
			continue
		}
		if b.Effect == p.Stops || !r.permitted(b.Bar) {
			return false
		}
	}
	return true
}

func (r reading) permitted(bar p.BarID) bool {
	return ever(r, func(l p.PermissionRecorded) bool {
		ended := ever(r, func(e p.PermissionEnded) bool { return e.Permission == l.Permission })
		void := ever(r, func(e p.Corrected) bool { return e.Thing == p.APermission && e.Permit == l.Permission })
		return l.Bar == bar && !ended && !void && !r.over(l.Until) &&
			slices.Contains(l.Kinds, r.crossing.Kind) && slices.ContainsFunc(l.Means, r.reaches)
	})
}

// factsAcknowledged: each who is responsible and takes part last said yes to the basic facts of each harm of theirs.
func (r reading) factsAcknowledged() bool {
	takers := r.takers()
	for _, h := range r.harms() {
		for _, who := range h.Responsible {
			if !slices.Contains(takers, who) {
				continue
			}
			said := p.Answer("")
			for place, e := range each[p.FactsAcknowledged](r) {
				void := r.corrected(place, func(c p.Corrected) bool {
					return c.Thing == p.AnAcknowledgment && c.Harm == h.Harm && c.Party == who
				})
				if e.Harm == h.Harm && e.Party == who && !void {
					said = e.Answer
				}
			}
			if said != p.Yes {
				return false
			}
		}
	}
	return true
}

// assessed: the last judgement for this kind and means that names all who take part says go ahead, and is in date.
func (r reading) assessed() bool {
	takers := r.takers()
	last, place := latest(r, func(e p.Assessed) bool {
		void := ever(r, func(c p.Corrected) bool { return c.Thing == p.AnAssessment && c.Assess == e.Assessment })
		return !void && e.Kind == r.crossing.Kind && r.reaches(e.Means) && holdsAll(e.Parties, takers)
	})
	until := last.Until
	for _, e := range each[p.AssessmentRenewed](r) {
		if e.Assessment == last.Assessment {
			until = e.Until
		}
	}
	return place >= 0 && last.GoAhead && !r.over(until)
}

// prepared: enough sessions, and ready as they last put it.
func (r reading) prepared() bool {
	return r.everybody(r.takers(), func(who p.PartyID) bool {
		needed := r.profile.Sessions
		if r.added(who).Standing == p.Supporter {
			needed = r.profile.SupporterSessions
		}
		sessions, ready := 0, p.NotSaid
		for _, c := range each[p.ContactRecorded](r) {
			if c.Party == who && c.Session {
				sessions++
			}
			if c.Party == who && c.Readiness != p.NotSaid {
				ready = c.Readiness
			}
		}
		for _, c := range each[p.Corrected](r) {
			if c.Thing == p.ASession && c.Party == who {
				sessions--
			}
		}
		return sessions >= needed && ready == p.Ready
	})
}

// capacity: a child or a person without capacity as the profile says, by a guardian who has no interest in the harm.
func (r reading) capacity() bool {
	takers := r.takers()
	return r.everybody(takers, func(who p.PartyID) bool {
		able := r.ability(who)
		rule := p.OwnWord
		if able == p.Child {
			rule = r.profile.Child
		}
		if able == p.Lacking {
			rule = r.profile.Lacking
		}
		if rule != p.WithGuardian {
			return rule == p.OwnWord
		}
		return ever(r, func(g p.PartyAdded) bool {
			guards := g.Standing == p.Representative && g.For == who && !r.interested(g.Party) && !r.dead(g.Party)
			return guards && r.agreed(g.Party, p.ToGuard, except(takers, who), func(c p.ConsentGiven) bool { return c.For == who })
		})
	})
}

func (r reading) ability(who p.PartyID) p.Capacity {
	able := r.added(who).Capacity
	if e, place := latest(r, func(e p.PartyChanged) bool { return e.Party == who }); place >= 0 {
		able = e.Capacity
	}
	return able
}

func (r reading) interested(guardian p.PartyID) bool {
	interested := r.added(guardian).Interested
	if e, place := latest(r, func(e p.PartyChanged) bool { return e.Party == guardian }); place >= 0 {
		interested = e.Interested
	}
	return interested || r.harmed(guardian) || r.responsible(guardian)
}

// meetingPlanned: place, arriving and leaving apart, how to stop, supporters, helpers.
func (r reading) meetingPlanned() bool {
	plan, place := latest(r, func(e p.MeetingPlanned) bool { return e.Crossing == r.crossing.Crossing })
	if place < 0 || !plan.Place || !plan.Apart || !plan.HowToStop {
		return false
	}
	for _, id := range plan.Helpers {
		h, _ := latest(r, func(h p.HelperAdded) bool { return h.Helper == id })
		signed, checked := h.Confidential, h.Checked
		for _, e := range each[p.HelperChanged](r) {
			if e.Helper == id {
				signed, checked = e.Confidential, e.Checked
			}
		}
		if !signed || !checked {
			return false
		}
	}
	if slices.ContainsFunc(plan.Supporters, r.dead) {
		return false
	}
	mandatory := slices.ContainsFunc(r.harms(), func(h p.HarmRecorded) bool { return slices.Contains(r.profile.SupportersFor, h.Kind) })
	if !mandatory {
		return true
	}
	for _, who := range slices.Concat(r.crossing.From, r.crossing.To) {
		has := slices.ContainsFunc(plan.Supporters, func(s p.PartyID) bool { return r.added(s).For == who })
		if r.added(who).Standing == p.Principal && !has {
			return false
		}
	}
	return true
}
