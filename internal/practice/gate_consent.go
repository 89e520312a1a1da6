package practice

import "slices"

// need is one consent that a crossing rests on: whose, to what, towards whom, to
// which text, for which audience.
type need struct {
	party    PartyID
	to       Agreed
	towards  []PartyID
	wording  Wording // empty: to no one text
	audience Audience
	readBack bool
	forParty PartyID // of a guardian: for whom
}

// senderNeeds: the sender agreed to this content going to this recipient by this
// means; for a spoken message its points were read back and agreed in the same conversation.
func senderNeeds(state Case, c Crossing, wording Wording, now Instant) []need {
	spoken := c.Kind == Message && (c.Means == Spoken || c.Means == Phone)
	var needs []need
	for _, p := range state.senders(c, now) {
		needs = append(needs, need{party: p, to: ToSend, towards: c.To, wording: wording, readBack: spoken})
	}
	return needs
}

// senders gives those whose word it takes that something goes: those it comes from and,
// where none of them shares a side with who wrote it any more, or who wrote it has died, who
// wrote it. What they agreed to in their life stands; nobody of their side agrees in their stead.
func (c Case) senders(x Crossing, now Instant) []PartyID {
	content, _ := c.Content(x.Content)
	author, written := c.Party(content.Author)
	shares := slices.ContainsFunc(x.From, func(id PartyID) bool { p, _ := c.Party(id); return p.Side == author.Side })
	if !written || slices.Contains(x.From, author.ID) || shares && !author.deadAt(now) {
		return x.From
	}
	return append(slices.Clone(x.From), author.ID)
}

// takes gives of whom a version takes something that needs a word: as it was examined,
// and who wrote it where that is none of those who speak and their own word is needed.
func (c Case) takes(x Crossing, now Instant) []Use {
	var uses []Use
	for _, u := range x.Uses {
		if u.Of == Words || u.Of == Recognisable {
			uses = append(uses, u)
		}
	}
	for _, author := range c.senders(x, now)[len(x.From):] {
		uses = append(uses, Use{Party: author, Of: Words})
	}
	return uses
}

// recipientNeeds: the recipient is willing to receive from this sender by this means.
func recipientNeeds(c Crossing) []need {
	needs := make([]need, 0, len(c.To))
	for _, p := range c.To {
		needs = append(needs, need{party: p, to: ToReceive, towards: c.From})
	}
	return needs
}

// takingNeeds: everyone agrees to meet these people in this way.
func takingNeeds(c Crossing) []need {
	taking := c.Taking()
	needs := make([]need, 0, len(taking))
	for _, p := range taking {
		needs = append(needs, need{party: p, to: ToTakePart, towards: others(taking, p)})
	}
	return needs
}

// useNeeds: a speaker's own experience needs their consent, what another said or
// gave needs that one's, to exactly this version for this audience. Somebody
// recognisable who was not taken out is asked too; the named relative answers for one spoken of.
func useNeeds(state Case, c Crossing, wording Wording, now Instant) []need {
	var parties []PartyID
	for _, u := range state.takes(c, now) {
		if p := state.answersFor(u, now); p != "" {
			parties = insert(parties, p)
		}
	}
	for _, p := range c.From {
		parties = insert(parties, p)
	}
	needs := make([]need, 0, len(parties))
	for _, p := range parties {
		needs = append(needs, need{party: p, to: ToBeUsed, wording: wording, audience: c.Audience})
	}
	return needs
}

// guardNeeds are what would do for one who does not decide alone: any one of these.
func guardNeeds(state Case, c Crossing, p PartyID, now Instant) []need {
	var needs []need
	for _, g := range state.Parties {
		if g.Standing == Representative && g.For == p && !state.hasInterest(g) && !g.deadAt(now) {
			needs = append(needs, need{party: g.ID, to: ToGuard, towards: others(c.Taking(), p), forParty: p})
		}
	}
	return needs
}

// hasInterest says whether a guardian has an interest in the harm, and so cannot act.
func (c Case) hasInterest(g Party) bool {
	return g.Interested || g.Erased || c.HarmedIn(g.ID) || c.ResponsibleIn(g.ID)
}

// answersFor gives whose word is needed for what a version takes of somebody: their own
// or, for one spoken of and for a party who died, that of who speaks for their memory; empty for nobody.
func (c Case) answersFor(u Use, now Instant) PartyID {
	p, _ := c.Party(u.Party)
	speaker := p.Speaker
	switch {
	case u.SpokenOf != "":
		s, _ := find(c.SpokenOf, func(s *SpokenOf) bool { return s.ID == u.SpokenOf })
		speaker = s.Speaker
	case !p.deadAt(now):
		return u.Party
	}
	if who, there := c.Party(speaker); !there || who.Erased || who.deadAt(now) {
		return ""
	}
	return speaker
}

// leavesOut says whether an examination says nothing of somebody harmed or responsible
// who does not speak, or of somebody spoken of: such as who came into the case after it.
func (c Case) leavesOut(x Crossing, uses []Use) bool {
	for _, p := range c.Parties {
		named := slices.ContainsFunc(uses, func(u Use) bool { return u.Party == p.ID })
		if !named && !slices.Contains(x.From, p.ID) && (c.HarmedIn(p.ID) || c.ResponsibleIn(p.ID)) {
			return true
		}
	}
	return slices.ContainsFunc(c.SpokenOf, func(s SpokenOf) bool {
		return s.Became == "" && !slices.ContainsFunc(uses, func(u Use) bool { return u.SpokenOf == s.ID })
	})
}

// concerns says whether a consent is about what is needed, whatever text it is to and whether it still holds.
func (c Consent) concerns(n need, x Crossing) bool {
	return !c.Void && c.Party == n.party && c.To == n.to && c.Kind == x.Kind && c.For == n.forParty &&
		c.Means.covers(x.Means) && contains(c.Towards, n.towards)
}

// lacks says what a consent that concerns a need lacks to meet it; empty for nothing.
func (c Consent) lacks(n need) Why {
	switch {
	case n.to == ToBeUsed && c.Audience != n.audience:
		return WhyNotAsked
	case n.wordingMatters() && c.Wording != n.wording:
		return WhyOtherWording
	case n.readBack && !c.ReadBack:
		return WhyNotReadBack
	}
	return ""
}

// wordingMatters says whether the consent must be to one exact text. A text that is missing is agreed to by nobody.
func (n need) wordingMatters() bool { return n.to.isToText() }

// meets judges one consent against a need at an instant.
func (q question) meets(c Consent, n need) Why {
	giver, _ := q.state.Party(c.Party)
	switch {
	case giver.deadAt(c.Given):
		return WhyNotInLife // it was not they who said it
	case n.wordingMatters() && n.wording == "":
		return WhyNone
	case !q.at.Now.before(c.Ended):
		return WhyTakenBack
	case !c.standsAt(q.at.Now):
		return WhyExpired
	}
	if why := c.lacks(n); why != "" {
		return why
	}
	if q.at.Profile.needsPaper(c.To, c.Kind) && !c.Form.onPaper() {
		return WhyNeedsPaper
	}
	return ""
}

// consent says how a need stands. Of several consents that fall short, the last given says why.
func (q question) consent(n need) Condition {
	last := open(n.party, WhyNotAsked, ChangedByParty, ByContact)
	for _, c := range q.state.Consents {
		if !c.concerns(n, q.crossing) {
			continue
		}
		why := q.meets(c, n)
		if why == "" {
			return Condition{State: Met, About: n.party, Since: c.Given, Until: c.Until}
		}
		last.Why, last.Since, last.Until = why, c.Given, 0
		if why == WhyTakenBack {
			last.Since = c.Ended
		}
		if why == WhyExpired {
			last.Until = c.Until
		}
	}
	if r, ok := q.refused(n); ok && r.When >= last.Since {
		last.Why, last.Since, last.Until = WhySaidNo, r.When, r.After
		if r.Answer == Later {
			last.Why = WhyAskLater
		}
	}
	if last.Why == WhySaidNo || last.Why == WhyTakenBack {
		last.State = Refused
	}
	return last
}

// refused finds the last no, or not yet, to what is needed.
func (q question) refused(n need) (RefusedConsent, bool) {
	var last RefusedConsent
	for _, r := range q.state.Refusals {
		if q.state.Stands(r) && r.Party == n.party && r.To == n.to && r.Kind == q.crossing.Kind && r.When >= last.When &&
			(len(r.Towards) == 0 || overlaps(r.Towards, n.towards)) {
			last = r
		}
	}
	return last, last.Party != ""
}

// all says how every need stands.
func (q question) all(needs []need) []Condition {
	conditions := make([]Condition, 0, len(needs))
	for _, n := range needs {
		conditions = append(conditions, q.consent(n))
	}
	return conditions
}

// senderAgreed: what somebody who died lacks of their own word, nobody can give any more.
func senderAgreed(q question) []Condition {
	conditions := q.all(senderNeeds(q.state, q.crossing, q.wording, q.at.Now))
	for i, c := range conditions {
		if p, _ := q.state.Party(c.About); c.State != Met && p.deadAt(q.at.Now) {
			conditions[i] = stopped(c.About, WhyNotInLife, ChangedByNobody, ByNothing)
		}
	}
	return conditions
}

func recipientWilling(q question) []Condition { return q.all(recipientNeeds(q.crossing)) }
func everyoneAgrees(q question) []Condition   { return q.all(takingNeeds(q.crossing)) }

// useAgreed asks for the examination of exactly this version before anybody's consent to it counts.
func useAgreed(q question) []Condition {
	if q.wording == "" || q.crossing.Examined != q.wording || q.state.leavesOut(q.crossing, q.crossing.Uses) {
		return []Condition{open("", WhyUnexamined, ChangedByFacilitator, ByExamining)}
	}
	conditions := q.all(useNeeds(q.state, q.crossing, q.wording, q.at.Now))
	for _, u := range q.state.takes(q.crossing, q.at.Now) {
		if q.state.answersFor(u, q.at.Now) == "" {
			c := open(u.Party, WhyNone, ChangedByFacilitator, ByRevising) // nobody may speak for them: they are taken out
			c.SpokenOf = u.SpokenOf
			conditions = append(conditions, c)
		}
	}
	return conditions
}

// restsOn gives the consents on which a crossing rests at an instant.
func (c Case) restsOn(x Crossing, when Instant) []ConsentID {
	wording := c.Wording(x)
	var needs []need
	switch x.Kind {
	case Meeting:
		needs = takingNeeds(x)
	case Talk:
		needs = append(takingNeeds(x), useNeeds(c, x, wording, when)...)
	case Publication:
		needs = useNeeds(c, x, wording, when)
	case Approach, Message, Letter, Recording, Details:
		needs = append(senderNeeds(c, x, wording, when), recipientNeeds(x)...)
	case Notice:
	}
	for _, p := range x.Taking() {
		needs = append(needs, guardNeeds(c, x, p, when)...)
	}
	var rests []ConsentID
	for _, n := range needs {
		for _, consent := range c.Consents {
			if consent.concerns(n, x) && consent.standsAt(when) && consent.lacks(n) == "" {
				rests = insert(rests, consent.ID)
			}
		}
	}
	return rests
}

// others gives a sorted list less one.
func others(all []PartyID, p PartyID) []PartyID {
	return slices.DeleteFunc(slices.Clone(all), func(q PartyID) bool { return q == p })
}
