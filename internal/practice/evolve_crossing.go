package practice

// evolveContent folds what is written, and what readers say of it.
func evolveContent(state Case, event Event) Case {
	switch e := event.(type) {
	case ContentCommitted:
		state.Contents = upsert(state.Contents, func(c *Content) bool { return c.ID == e.Content }, func(c *Content) {
			c.ID, c.Author, c.Kind, c.Wording, c.Banked, c.Written = e.Content, e.Author, e.Kind, e.Wording, e.Banked, e.When
		})
	case ContentWithdrawn:
		state.Contents = changed(state.Contents, func(c *Content) bool { return c.ID == e.Content }, func(c *Content) { c.Withdrawn = e.When })
	case ContentRead:
		state.Contents = changed(state.Contents, func(c *Content) bool { return c.ID == e.Content }, func(c *Content) {
			c.Read = Reading{By: e.By, Wording: e.Wording, Verdict: e.Verdict, When: e.When}
		})
	case ContentSignedOff:
		state.Contents = changed(state.Contents, func(c *Content) bool { return c.ID == e.Content }, func(c *Content) {
			c.Second = Reading{By: e.By, Wording: e.Wording, Verdict: e.Verdict, When: e.When}
		})
	}
	return state
}

// evolveCrossing folds the way of a crossing.
func evolveCrossing(state Case, event Event) Case {
	switch e := event.(type) {
	case CrossingProposed:
		state.Crossings = added(state.Crossings, Crossing{
			ID: e.Crossing, Kind: e.Kind, From: e.From, To: e.To, Means: e.Means, Content: e.Content, Audience: e.Audience,
			Notice: e.Notice, ReplyTo: e.ReplyTo, State: Proposed, Proposed: e.When,
		})
	case CrossingCleared:
		return state.withCrossing(e.Crossing, func(x *Crossing) {
			x.State, x.Confirmed = Cleared, 0
			x.Clearance = Clearance{Carrier: e.Carrier, From: e.When, Until: e.Until, Profile: e.Profile}
		})
	case ClearanceCancelled:
		return state.withCrossing(e.Crossing, func(x *Crossing) {
			x.State, x.Clearance.Cancelled = Proposed, earlier(x.Clearance.Cancelled, e.From)
			x.Clearance.Heard = e.By == x.Clearance.Carrier
		})
	case CrossingConfirmed:
		return state.withCrossing(e.Crossing, func(x *Crossing) { x.Confirmed = e.When })
	case MeetingAttended, AttendanceCorrected:
		return evolveAttendance(state, e)
	case CrossingStopped:
		return state.withCrossing(e.Crossing, func(x *Crossing) {
			x.State, x.Reason, x.Stopped = Stopped, e.Reason, e.When
			x.Clearance.Heard = e.By == x.Clearance.Carrier
		})
	case CrossingDelivered:
		return evolveDelivered(state, e)
	case CrossingAnswered:
		return state.withCrossing(e.Crossing, func(x *Crossing) {
			x.Answers = upsert(x.Answers, func(a *Answered) bool { return a.Party == e.Party }, func(a *Answered) {
				if a.Party = e.Party; notOvertaken(&a.When, e.When) {
					a.Answer, a.After = e.Answer, e.After
				}
			})
		})
	case SenderTelling:
		return state.withCrossing(e.Crossing, func(x *Crossing) {
			if !notOvertaken(&x.MayTellSince, e.When) {
				return
			}
			x.MayTell = No
			if e.May {
				x.MayTell = Yes
			}
		})
	case MeetingPlanned:
		return state.withCrossing(e.Crossing, func(x *Crossing) {
			x.Plan = Plan{Starts: e.Starts, Place: e.Place, Apart: e.Apart, HowToStop: e.HowToStop, Supporters: e.Supporters, Helpers: e.Helpers, Planned: e.When}
			x.Confirmed = 0 // another plan is asked again
		})
	case UseExamined:
		return state.withCrossing(e.Crossing, func(x *Crossing) { x.Examined, x.Uses = e.Wording, e.Uses })
	case OtherTold:
		return state.withOther(e.Crossing, e.Party, func(o *Other) { o.Told = max(o.Told, e.When) })
	case OtherAnswered:
		return state.withOther(e.Crossing, e.Party, func(o *Other) {
			if !notOvertaken(&o.Answered, e.When) {
				return
			}
			o.Objects = e.Objects
			if o.Settled <= e.When { // what was answered after this still answers it
				o.Settled = 0
			}
		})
	case ObjectionAnswered:
		return state.withOther(e.Crossing, e.Party, func(o *Other) {
			if o.Answered <= e.When { // otherwise they have objected since
				o.Settled = max(o.Settled, e.When)
			}
		})
	case ReasonsGiven:
		return state.withOther(e.Crossing, e.Party, func(o *Other) { o.Reason = e.Reason })
	}
	return state
}

// evolveDelivered folds a delivery. What it rested on is kept, so that a
// correction or a late withdrawal can find what went out on it.
func evolveDelivered(state Case, e CrossingDelivered) Case {
	if e.Extent != NotAt {
		state.Touched = max(state.Touched, e.When)
	}
	x, _ := state.Crossing(e.Crossing)
	carried := Carried{By: e.Carrier, Extent: e.Extent, Wording: state.Wording(x), Consents: state.restsOn(x, e.When)}
	for _, id := range x.Carried.Consents { // of a part that reached them before
		carried.Consents = insert(carried.Consents, id)
	}
	return state.withCrossing(e.Crossing, func(x *Crossing) {
		switch e.Extent {
		case Whole:
			x.State = Delivered
		case Partly:
			x.State = PartDone
		case NotAt:
			x.State = NotDelivered
			return
		}
		x.Delivered, x.Carried, x.Held, x.Owed = e.When, carried, len(x.Attended) > 0, e.FollowUps
		for _, due := range e.FollowUps {
			for _, p := range x.Attending() {
				x.FollowUps = added(x.FollowUps, FollowUp{Party: p, Due: due})
			}
		}
	})
}

// withOther gives the case with one other harmed person's place in a crossing changed.
func (c Case) withOther(id CrossingID, party PartyID, change func(*Other)) Case {
	return c.withCrossing(id, func(x *Crossing) {
		x.Others = upsert(x.Others, func(o *Other) bool { return o.Party == party }, func(o *Other) {
			o.Party = party
			change(o)
		})
	})
}

// evolveReality folds questions, disclosures, incidents, promises and corrections.
func evolveReality(state Case, event Event) Case {
	switch e := event.(type) {
	case QuestionAsked:
		state.Questions = added(state.Questions, Question{ID: e.Question, Party: e.Party, About: e.About, Crossing: e.Crossing, Wording: e.Wording, Towards: e.Towards, Asked: e.When})
	case QuestionWithdrawn:
		state.Questions = changed(state.Questions, func(q *Question) bool { return q.ID == e.Question }, func(q *Question) { q.Withdrawn = e.When })
	case QuestionAnswered:
		state.Questions = changed(state.Questions, func(q *Question) bool { return q.ID == e.Question }, func(q *Question) {
			if notOvertaken(&q.Answered, e.When) {
				q.Answer = e.Answer
			}
		})
	case Disclosed:
		state.Disclosed = added(state.Disclosed, Disclosure{ID: e.Disclosure, Party: e.Party, To: e.To, Ground: e.Ground, By: e.By, Made: e.When, Review: e.Review})
	case DisclosureReviewed:
		state.Disclosed = changed(state.Disclosed, func(d *Disclosure) bool { return d.ID == e.Disclosure }, func(d *Disclosure) { d.Reviewed, d.Upheld = e.When, e.Upheld })
	case IncidentOpened:
		state.Incidents = added(state.Incidents, Incident{ID: e.Incident, Kind: e.Kind, Crossing: e.Crossing, Parties: e.Parties, Happened: e.When, Opened: e.At})
	case IncidentClosed:
		state.Incidents = changed(state.Incidents, func(i *Incident) bool { return i.ID == e.Incident }, func(i *Incident) { i.Closed = e.When })
	case Corrected:
		return evolveCorrected(state, e)
	case AgreementMade:
		made := Agreement{ID: e.Agreement, Crossing: e.Crossing, Parties: e.Parties, Made: e.When}
		for _, u := range e.Undertakings {
			made.Undertakings = append(made.Undertakings, Promise{ID: u.Undertaking, Party: u.Party, Due: u.Due})
		}
		state.Agreements = added(state.Agreements, made)
	case UndertakingRecorded:
		return state.withPromise(e.Undertaking, func(p *Promise) {
			// What was found of a promise before it was changed says nothing of the one it is now.
			if e.When >= p.Changed && notOvertaken(&p.Recorded, e.When) {
				p.Kept = e.Kept
			}
		})
	case UndertakingChanged:
		return state.withPromise(e.Undertaking, func(p *Promise) {
			if notOvertaken(&p.Changed, e.When) {
				p.Due = e.Due
			}
			if p.Recorded <= e.When {
				p.Kept = ""
			}
		})
	}
	return state
}

// withPromise gives the case with one promise changed.
func (c Case) withPromise(id UndertakingID, change func(*Promise)) Case {
	is := func(p *Promise) bool { return p.ID == id }
	c.Agreements = changed(c.Agreements, func(a *Agreement) bool { _, ok := find(a.Undertakings, is); return ok }, func(a *Agreement) {
		a.Undertakings = changed(a.Undertakings, is, change)
	})
	return c
}

// evolveCorrected makes what was recorded in error void from the beginning.
func evolveCorrected(state Case, e Corrected) Case {
	switch e.Thing {
	case AConsent:
		state.Consents = changed(state.Consents, func(c *Consent) bool { return c.ID == e.Consent }, func(c *Consent) { c.Void = true })
	case ABar:
		state.Bars = changed(state.Bars, func(b *Bar) bool { return b.ID == e.Bar }, func(b *Bar) { b.Void = true })
	case APermission:
		return state.withPermission(e.Permit, func(p *Permission) { p.Void = true })
	case AnAssessment:
		state.Assessed = changed(state.Assessed, func(a *Assessment) bool { return a.ID == e.Assess }, func(a *Assessment) { a.Void = true })
	case AnAcknowledgment:
		state.Harms = changed(state.Harms, func(h *Harm) bool { return h.ID == e.Harm }, func(h *Harm) {
			h.Acknowledged = without(h.Acknowledged, func(a *Acknowledgement) bool { return a.Party == e.Party })
		})
	case AReading:
		state.Contents = changed(state.Contents, func(c *Content) bool { return c.ID == e.Content }, func(c *Content) { c.Read, c.Second = Reading{}, Reading{} })
	case ATelling:
		return state.withCrossing(e.Crossing, func(x *Crossing) {
			// What they objected, and what a supervisor decided, was said all the same.
			x.Others = changed(x.Others, func(o *Other) bool { return o.Party == e.Party }, func(o *Other) { o.Told = 0 })
		})
	case ASession:
		return state.withParty(e.Party, func(p *Party) { p.Sessions = max(0, p.Sessions-1) })
	case ADeath:
		// What it stopped stays stopped, and is proposed anew.
		return state.withParty(e.Party, func(p *Party) { p.Died, p.Speaker, p.SpeakerSince = 0, "", 0 })
	case ADelivery:
		return state.withCrossing(e.Crossing, func(x *Crossing) {
			// It may be cleared again, unless it was stopped; the clearance it was recorded on is used up.
			x.State, x.Delivered, x.Carried, x.FollowUps, x.Attended = NotDelivered, 0, Carried{}, nil, nil
			x.Held, x.Owed = false, nil
			if x.Stopped != 0 {
				x.State = Stopped
			}
		})
	}
	return state
}
