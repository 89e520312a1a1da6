package practice

// evolveAgreement folds what people agree to, and what they say of the harm.
func evolveAgreement(state Case, event Event) Case {
	switch e := event.(type) {
	case ConsentGiven:
		return evolveGivenConsent(state, e)
	case ConsentTakenBack:
		state.Consents = changed(state.Consents, func(c *Consent) bool { return c.ID == e.Consent }, func(c *Consent) {
			c.Ended = earlier(c.Ended, max(e.When, c.Given)) // not before it was given, and the first taking back counts
		})
	case EverythingTakenBack:
		return state.withParty(e.Party, func(p *Party) { p.TookBackAll = max(p.TookBackAll, e.When) })
	case ConsentRefused:
		state.Refusals = added(state.Refusals, RefusedConsent{Party: e.Party, To: e.To, Kind: e.Kind, Towards: e.Towards, Answer: e.Answer, When: e.When, After: e.After})
	case FactsAcknowledged:
		state.Harms = changed(state.Harms, func(h *Harm) bool { return h.ID == e.Harm }, func(h *Harm) {
			h.Acknowledged = upsert(h.Acknowledged, func(a *Acknowledgement) bool { return a.Party == e.Party }, func(a *Acknowledgement) {
				if a.Party = e.Party; notOvertaken(&a.When, e.When) {
					a.Answer = e.Answer
				}
			})
		})
	}
	return state
}

// evolveGivenConsent folds a consent. One that is entered late ended when they said no to the same since, or took all back.
func evolveGivenConsent(state Case, e ConsentGiven) Case {
	c := Consent{
		ID: e.Consent, Act: e.Act, Party: e.Party, To: e.To, Kind: e.Kind, Towards: e.Towards, Means: e.Means, Content: e.Content,
		Wording: e.Wording, Audience: e.Audience, For: e.For, Form: e.Form, ReadBack: e.ReadBack, HeardBy: e.By, Given: e.When, Until: e.Until,
	}
	for _, r := range state.Refusals {
		if r.Party == c.Party && r.When > c.Given && noEnds(r.To, r.Kind, r.Towards, c.To, c.Kind, c.Towards) {
			c.Ended = earlier(c.Ended, r.When)
		}
	}
	if p, _ := state.Party(c.Party); p.TookBackAll > c.Given {
		c.Ended = earlier(c.Ended, p.TookBackAll)
	}
	state.Consents = added(state.Consents, c)
	return state
}

// evolveRestraint folds bars, permissions and assessments.
func evolveRestraint(state Case, event Event) Case {
	switch e := event.(type) {
	case BarRecorded:
		state.Bars = added(state.Bars, Bar{
			ID: e.Bar, Kind: e.Kind, On: e.On, Towards: e.Towards, Means: e.Means, Effect: e.Effect, Authority: e.Authority,
			Start: e.Start, Until: e.Until, Review: e.Review,
		})
	case BarEnded:
		state.Bars = changed(state.Bars, func(b *Bar) bool { return b.ID == e.Bar }, func(b *Bar) { b.Ended = max(e.When, b.Start) })
	case PermissionRecorded:
		state.Bars = changed(state.Bars, func(b *Bar) bool { return b.ID == e.Bar }, func(b *Bar) {
			b.Permissions = added(b.Permissions, Permission{ID: e.Permission, Kinds: e.Kinds, Means: e.Means, Given: e.When, Until: e.Until})
		})
	case PermissionEnded:
		return state.withPermission(e.Permission, func(p *Permission) { p.Ended = max(e.When, p.Given) })
	case Assessed:
		state.Assessed = added(state.Assessed, Assessment{ID: e.Assessment, Kind: e.Kind, Means: e.Means, Parties: e.Parties, GoAhead: e.GoAhead, Made: e.When, Until: e.Until})
	case AssessmentRenewed:
		state.Assessed = changed(state.Assessed, func(a *Assessment) bool { return a.ID == e.Assessment }, func(a *Assessment) {
			if notOvertaken(&a.Renewed, e.When) {
				a.Until = e.Until
			}
		})
	}
	return state
}

// withPermission gives the case with one permission changed.
func (c Case) withPermission(id PermissionID, change func(*Permission)) Case {
	is := func(p *Permission) bool { return p.ID == id }
	c.Bars = changed(c.Bars, func(b *Bar) bool { _, ok := find(b.Permissions, is); return ok }, func(b *Bar) {
		b.Permissions = changed(b.Permissions, is, change)
	})
	return c
}

// contains says whether a sorted set holds all of another.
func contains(all, some []PartyID) bool {
	for i := 0; len(some) > 0; i++ {
		if i == len(all) || all[i] > some[0] {
			return false
		}
		if all[i] == some[0] {
			some = some[1:]
		}
	}
	return true
}
