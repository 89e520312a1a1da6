package practice

import "slices"

// blindness is a mistake of looking: a check that sees everything as if one thing
// about it were not there. Rows are the conditions that have to look at it. Left
// out is what Decide refuses already and the gate only asks once more: leave under
// a bar that stops, the word of a guardian with a role in a harm, or of one for
// another's ward, a withdrawn content whose crossing was not stopped.
type blindness struct {
	to    string
	rows  []ConditionKind
	blind func(q question) question
}

func blindnesses() []blindness {
	return slices.Concat(blindToConsents(), blindToPeople(), blindToRestraints(), blindToContents(), blindToCrossing(), blindToSettings())
}

// seeing gives a blindness that changes every element of one list of the case.
func seeing[T any](to string, list func(*Case) *[]T, change func(question, *T), rows ...ConditionKind) blindness {
	return blindness{to, rows, func(q question) question {
		seen := list(&q.state)
		*seen = slices.Clone(*seen)
		for i := range *seen {
			change(q, &(*seen)[i])
		}
		return q
	}}
}

// everybody gives all parties of a case, in order.
func everybody(q question) []PartyID {
	var all []PartyID
	for _, p := range q.state.Parties {
		all = insert(all, p.ID)
	}
	return all
}

func blindToConsents() []blindness {
	list := func(c *Case) *[]Consent { return &c.Consents }
	all := []ConditionKind{SenderAgreed, RecipientWilling, EveryoneAgrees, UseAgreed, CapacityMet} // the last of them a guardian's
	put := func(to string, change func(question, *Consent), rows ...ConditionKind) blindness {
		return seeing(to, list, change, rows...)
	}
	return []blindness{
		put("taking back", func(_ question, c *Consent) { c.Ended = 0 }, all...),
		put("the end of a consent", func(_ question, c *Consent) { c.Until = 0 }, all...),
		put("a consent in error", func(_ question, c *Consent) { c.Void = false }, all...),
		put("the wording agreed to", func(q question, c *Consent) { c.Wording = q.wording }, SenderAgreed, UseAgreed),
		put("the means agreed to", func(_ question, c *Consent) { c.Means = Any }, all...),
		put("towards whom", func(q question, c *Consent) { c.Towards = everybody(q) }, SenderAgreed, RecipientWilling, EveryoneAgrees, CapacityMet),
		put("the kind agreed to", func(q question, c *Consent) { c.Kind = q.crossing.Kind }, all...),
		put("paper", func(_ question, c *Consent) { c.Form = Signed }, SenderAgreed, RecipientWilling, EveryoneAgrees),
		put("reading back", func(_ question, c *Consent) { c.ReadBack = true }, SenderAgreed),
		put("the audience", func(q question, c *Consent) { c.Audience = q.crossing.Audience }, UseAgreed),
		{"who agreed", all, blindToWho},
		{"what was agreed to", all[:4], blindToAgreed},
	}
}

// blindToWho sees a consent of one as a consent of all.
func blindToWho(q question) question {
	var seen []Consent
	for _, c := range q.state.Consents {
		for _, p := range q.state.Parties {
			c.Party = p.ID
			seen = append(seen, c)
		}
	}
	q.state.Consents = seen
	return q
}

func blindToAgreed(q question) question {
	var seen []Consent
	for _, c := range q.state.Consents {
		for _, to := range []Agreed{ToWork, ToSend, ToReceive, ToTakePart, ToBeUsed, ToTelling, ToGuard} {
			c.To = to
			seen = append(seen, c)
		}
	}
	q.state.Consents = seen
	return q
}

func blindToPeople() []blindness {
	parties := func(c *Case) *[]Party { return &c.Parties }
	put := func(to string, change func(question, *Party), rows ...ConditionKind) blindness {
		return seeing(to, parties, change, rows...)
	}
	harms := func(c *Case) *[]Harm { return &c.Harms }
	harm := func(to string, change func(question, *Harm), rows ...ConditionKind) blindness {
		return seeing(to, harms, change, rows...)
	}
	return []blindness{
		put("a wish not to be asked", func(_ question, p *Party) { p.Asking = AskMe }, AskingRespected),
		put("when to ask", func(_ question, p *Party) { p.AskAfter = 0 }, AskingRespected),
		put("a missing safe-contact plan", func(_ question, p *Party) { p.SafeContact = 1 }, SafeContact),
		put("who somebody is", func(_ question, p *Party) { p.IdentityChecked = 1 }, IdentityChecked),
		put("missing sessions", func(_ question, p *Party) { p.Sessions = 99 }, Prepared),
		put("readiness", func(_ question, p *Party) { p.Readiness = Ready }, Prepared),
		put("supporters being others", func(_ question, p *Party) { p.Standing = Principal }, Prepared, MeetingReady),
		put("capacity", func(_ question, p *Party) { p.Capacity = Adult }, CapacityMet),
		put("childhood", func(_ question, p *Party) {
			if p.Capacity == Child {
				p.Capacity = Lacking
			}
		}, CapacityMet),
		put("an interest of a guardian", func(_ question, p *Party) { p.Interested = false }, CapacityMet),
		put("erasure", func(_ question, p *Party) {
			p.Erased, p.SafeContact, p.IdentityChecked, p.Sessions, p.Readiness = false, 1, 1, 99, Ready
		}, AskingRespected, SafeContact, IdentityChecked, Prepared, CapacityMet, NotPaused, OthersHeard),
		put("who has died", func(_ question, p *Party) { p.Died = 0 }, StillOpen, MeetingReady, UseAgreed, CapacityMet, OthersHeard, SenderAgreed),
		put("nobody speaking for who died", func(q question, p *Party) { p.Speaker = q.crossing.From[0] }, UseAgreed),
		put("who speaks for who died", func(_ question, p *Party) { p.Speaker = "" }, UseAgreed),
		put("sides that parted", func(_ question, p *Party) { p.Side = "" }, SenderAgreed, UseAgreed),
		put("a pause", func(_ question, p *Party) { p.Paused = 0 }, NotPaused),
		harm("gender-based harm", func(_ question, h *Harm) { h.GenderBased = false }, MayBegin, DirectAllowed),
		harm("who is harmed", func(_ question, h *Harm) { h.Harmed = nil }, MayBegin, OthersHeard, DirectAllowed),
		harm("who is responsible", func(_ question, h *Harm) { h.Responsible = nil }, FactsAccepted, DirectAllowed),
		harm("what is acknowledged", func(_ question, h *Harm) { h.Acknowledged = acknowledged(h.Responsible) }, FactsAccepted),
		harm("the kind of harm", func(_ question, h *Harm) { h.Kind = OtherHarm }, SignedOff, MeetingReady),
		seeing("which harm was acknowledged", harms, func(q question, h *Harm) {
			for _, other := range q.state.Harms {
				h.Acknowledged = append(slices.Clone(h.Acknowledged), other.Acknowledged...)
			}
		}, FactsAccepted),
		seeing("unsigned helpers", func(c *Case) *[]Helper { return &c.Helpers }, func(_ question, h *Helper) { h.Confidential = true }, MeetingReady),
		seeing("unchecked helpers", func(c *Case) *[]Helper { return &c.Helpers }, func(_ question, h *Helper) { h.Checked = true }, MeetingReady),
		seeing("nobody speaking for a memory", func(c *Case) *[]SpokenOf { return &c.SpokenOf }, func(q question, s *SpokenOf) { s.Speaker = q.crossing.From[0] }, UseAgreed),
	}
}

func acknowledged(list []PartyID) []Acknowledgement {
	var all []Acknowledgement
	for _, p := range list {
		all = append(all, Acknowledgement{Party: p, Answer: Yes})
	}
	return all
}

func blindToRestraints() []blindness {
	bars := func(c *Case) *[]Bar { return &c.Bars }
	put := func(to string, change func(question, *Bar)) blindness { return seeing(to, bars, change, BarsClear) }
	permission := func(to string, change func(*Permission)) blindness {
		return put(to, func(_ question, b *Bar) {
			b.Permissions = slices.Clone(b.Permissions)
			for i := range b.Permissions {
				change(&b.Permissions[i])
			}
		})
	}
	assessed := func(to string, change func(question, *Assessment)) blindness {
		return seeing(to, func(c *Case) *[]Assessment { return &c.Assessed }, change, AssessedSafe, AskingJudged)
	}
	return []blindness{
		put("a bar that only needs leave", func(_ question, b *Bar) { b.Effect = Stops }),
		put("the ending of a bar", func(_ question, b *Bar) { b.Ended = 0 }),
		put("the end of a bar", func(_ question, b *Bar) { b.Until = 0 }),
		put("the start of a bar", func(_ question, b *Bar) { b.Start = 0 }),
		put("a bar in error", func(_ question, b *Bar) { b.Void = false }),
		put("the means of a bar", func(_ question, b *Bar) { b.Means = []Means{Any} }),
		put("whom a bar is on", func(q question, b *Bar) { b.On = everybody(q) }),
		put("towards whom a bar is", func(_ question, b *Bar) { b.Towards = nil }),
		put("every bar", func(_ question, b *Bar) { b.Void = true }),
		put("permissions", func(_ question, b *Bar) { b.Permissions = nil }),
		permission("the kinds permitted", func(p *Permission) { p.Kinds = Kinds() }),
		permission("the means permitted", func(p *Permission) { p.Means = []Means{Any} }),
		permission("the end of a permission", func(p *Permission) { p.Until = 0 }),
		permission("a permission taken back", func(p *Permission) { p.Ended = 0 }),
		permission("a permission in error", func(p *Permission) { p.Void = false }),
		assessed("a judgement against it", func(_ question, a *Assessment) { a.GoAhead = true }),
		assessed("the end of a judgement", func(_ question, a *Assessment) { a.Until = 0 }),
		assessed("the means judged", func(_ question, a *Assessment) { a.Means = Any }),
		assessed("the kind judged", func(q question, a *Assessment) { a.Kind = q.crossing.Kind }),
		assessed("who is named in it", func(q question, a *Assessment) { a.Parties = everybody(q) }),
		assessed("a judgement in error", func(_ question, a *Assessment) { a.Void = false }),
		assessed("which judgement is the last", func(_ question, a *Assessment) { a.Made = -a.Made }),
	}
}

func blindToContents() []blindness {
	put := func(to string, change func(question, *Content), rows ...ConditionKind) blindness {
		return seeing(to, func(c *Case) *[]Content { return &c.Contents }, change, rows...)
	}
	return []blindness{
		put("which wording was read", func(q question, c *Content) { c.Read.Wording = q.wording }, ReadByStaff),
		put("a text returned", func(_ question, c *Content) { c.Read.Verdict = Passed }, ReadByStaff),
		put("which wording was signed off", func(q question, c *Content) { c.Second.Wording = q.wording }, SignedOff),
		put("a sign-off refused", func(_ question, c *Content) { c.Second.Verdict = Passed }, SignedOff),
		put("one person reading twice", func(_ question, c *Content) { c.Read.By = "" }, SignedOff),
		put("a missing sign-off", func(q question, c *Content) { c.Second = Reading{By: "?", Wording: q.wording, Verdict: Passed} }, SignedOff),
		put("the letter bank", func(_ question, c *Content) { c.Banked = false }, SignedOff),
	}
}

func blindToCrossing() []blindness {
	put := func(to string, change func(question, *Crossing), rows ...ConditionKind) blindness {
		return blindness{to, rows, func(q question) question { change(q, &q.crossing); return q }}
	}
	other := func(to string, change func(*Other)) blindness {
		return put(to, func(_ question, x *Crossing) {
			x.Others = slices.Clone(x.Others)
			for i := range x.Others {
				change(&x.Others[i])
			}
		}, OthersHeard)
	}
	return []blindness{
		put("a missing plan", func(_ question, x *Crossing) {
			x.Plan.Starts, x.Plan.Place, x.Plan.Apart, x.Plan.HowToStop = 1, true, true, true
		}, MeetingReady),
		put("a missing place", func(_ question, x *Crossing) { x.Plan.Place = true }, MeetingReady),
		put("arriving together", func(_ question, x *Crossing) { x.Plan.Apart = true }, MeetingReady),
		put("no way to stop", func(_ question, x *Crossing) { x.Plan.HowToStop = true }, MeetingReady),
		put("helpers", func(_ question, x *Crossing) { x.Plan.Helpers = nil }, MeetingReady),
		put("planned supporters", func(_ question, x *Crossing) { x.Plan.Supporters = nil }, MeetingReady, EveryoneAgrees),
		other("nobody having been told", func(o *Other) { o.Told = 1 }),
		other("an objection", func(o *Other) { o.Objects = false }),
		other("an objection being answered", func(o *Other) { o.Settled = 0 }),
		other("a supervisor's reasons", func(o *Other) { o.Reason = "" }),
		other("an answer", func(o *Other) { o.Answered = 0 }),
		put("all that others said", func(_ question, x *Crossing) { x.Others = nil }, OthersHeard),
		put("which version was examined", func(q question, x *Crossing) { x.Examined = q.wording }, UseAgreed),
		put("words", func(_ question, x *Crossing) { x.Uses = seenAs(x.Uses, Words, NotUsed) }, UseAgreed),
		put("somebody recognisable", func(_ question, x *Crossing) { x.Uses = seenAs(x.Uses, Recognisable, NotUsed) }, UseAgreed),
		put("what was taken out", func(_ question, x *Crossing) { x.Uses = seenAs(x.Uses, TakenOut, Words) }, UseAgreed),
		put("what is public", func(_ question, x *Crossing) { x.Uses = seenAs(x.Uses, PublicFacts, Words) }, UseAgreed),
		put("who came after it was examined", func(q question, x *Crossing) { x.Uses = append(slices.Clone(x.Uses), unusedParties(q)...) }, UseAgreed),
		put("who is spoken of since it was examined", func(q question, x *Crossing) { x.Uses = append(slices.Clone(x.Uses), unusedSpokenOf(q)...) }, UseAgreed),
		put("a crossing stopped", func(_ question, x *Crossing) { x.State, x.Stopped = Proposed, 0 }, StillOpen),
	}
}

// seenAs sees one use of somebody as another.
func seenAs(uses []Use, of, as UseOf) []Use {
	return changed(uses, func(u *Use) bool { return u.Of == of }, func(u *Use) { u.Of = as })
}

func unusedParties(q question) []Use {
	var uses []Use
	for _, p := range q.state.Parties {
		uses = append(uses, Use{Party: p.ID, Of: NotUsed})
	}
	return uses
}

func unusedSpokenOf(q question) []Use {
	var uses []Use
	for _, s := range q.state.SpokenOf {
		uses = append(uses, Use{SpokenOf: s.ID, Of: NotUsed})
	}
	return uses
}

func blindToSettings() []blindness {
	put := func(to string, change func(*Profile), rows ...ConditionKind) blindness {
		return blindness{to, rows, func(q question) question { change(&q.at.Profile); return q }}
	}
	state := func(to string, change func(*question), rows ...ConditionKind) blindness {
		return blindness{to, rows, func(q question) question { change(&q); return q }}
	}
	return []blindness{
		put("who may begin", func(p *Profile) { p.Begin = EitherSide }, MayBegin),
		put("who may begin after gender-based harm", func(p *Profile) { p.GenderBasedBegin = EitherSide }, MayBegin),
		put("either side being allowed to begin", func(p *Profile) { p.Begin = HarmedOnly }, MayBegin),
		put("the rule for paper", func(p *Profile) { p.Paper = nil }, SenderAgreed, RecipientWilling, EveryoneAgrees),
		put("the number of sessions", func(p *Profile) { p.Sessions = 0 }, Prepared),
		put("sessions for supporters", func(p *Profile) { p.SupporterSessions = 0 }, Prepared),
		put("the rule for children", func(p *Profile) { p.Child = OwnWord }, CapacityMet),
		put("children being left out", func(p *Profile) {
			if p.Child == NotWithThem {
				p.Child = OwnWord
			}
		}, CapacityMet),
		put("the rule without capacity", func(p *Profile) { p.Lacking = OwnWord }, CapacityMet),
		put("supporters being mandatory", func(p *Profile) { p.SupportersFor = nil }, MeetingReady),
		put("sensitive harms", func(p *Profile) { p.SensitiveHarms = nil }, SignedOff),
		put("two for the bank", func(p *Profile) { p.BankByTwo = false }, SignedOff),
		put("others being asked", func(p *Profile) { p.OthersHarmed = told(p.OthersHarmed) }, OthersHeard),
		put("how long others have to answer", func(p *Profile) { p.OthersReplyIn = 0 }, OthersHeard),
		put("direct contact being forbidden", func(p *Profile) { p.GenderBasedDirect = DirectOpen }, DirectAllowed),
		state("a case sensitive by hand", func(q *question) { q.state.Sensitive = false }, SignedOff),
		state("the case being closed", func(q *question) { q.state.Closed = Closing{} }, StillOpen),
		state("a hold", func(q *question) { q.state.Held = Holding{} }, NotHeld),
		state("the time", func(q *question) { q.at.Now = 1 << 62 }, SenderAgreed, RecipientWilling, EveryoneAgrees, UseAgreed, CapacityMet,
			BarsClear, AssessedSafe, AskingJudged, AskingRespected, OthersHeard),
	}
}

func told(rules []OthersRule) []OthersRule {
	return changed(rules, func(r *OthersRule) bool { return r.Ask }, func(r *OthersRule) { r.Ask = false })
}
