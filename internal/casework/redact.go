package casework

import (
	"slices"

	"amends/internal/practice"
)

// wall is what one reader may see of a case. Between staff of one case the wall
// holds too: to somebody who works with one side, the other says "not yet", and
// nothing else (design §6). What passes here has passed for every page.
type wall struct {
	state  practice.Case
	viewer practice.Viewer
}

// sees says whether the reader works with one of these parties, or none is named.
func (l wall) sees(parties ...practice.PartyID) bool {
	return len(parties) == 0 || slices.ContainsFunc(parties, func(p practice.PartyID) bool {
		return p == "" || l.viewer.Sees(l.state, p)
	})
}

// prune leaves of the case what the reader may see. The gate is not asked of what
// is left: conditions are worked out from the whole and redacted by practice.
func (l wall) prune() practice.Case {
	if l.viewer.All {
		return l.state
	}
	s := l.state
	s.Parties = slices.Clone(s.Parties)
	for i, p := range s.Parties {
		if !l.sees(p.ID) {
			s.Parties[i] = practice.Party{ID: p.ID, Kind: p.Kind, Standing: p.Standing, For: p.For, Side: p.Side, Erased: p.Erased}
		}
	}
	s.Harms = slices.Clone(s.Harms)
	for i := range s.Harms {
		s.Harms[i].Acknowledged = kept(s.Harms[i].Acknowledged, func(a practice.Acknowledgement) bool { return l.sees(a.Party) })
	}
	s.Consents = kept(s.Consents, func(c practice.Consent) bool { return l.sees(c.Party) })
	s.Refusals = kept(s.Refusals, func(r practice.RefusedConsent) bool { return l.sees(r.Party) })
	s.Bars = kept(s.Bars, func(b practice.Bar) bool { return l.sees(b.On...) })
	s.Assessed = kept(s.Assessed, func(a practice.Assessment) bool { return l.sees(a.Parties...) })
	s.Contents = kept(s.Contents, func(c practice.Content) bool { return l.sees(c.Author) || l.carriedContent(c.ID) })
	s.Crossings = kept(s.Crossings, l.reaches)
	for i := range s.Crossings {
		s.Crossings[i] = l.crossing(s.Crossings[i])
	}
	s.Questions = kept(s.Questions, func(q practice.Question) bool { return l.sees(q.Party) })
	s.Incidents = kept(s.Incidents, func(i practice.Incident) bool { return l.sees(i.Parties...) })
	s.Disclosed = kept(s.Disclosed, func(d practice.Disclosure) bool { return l.sees(d.Party) })
	s.Agreements = kept(s.Agreements, func(a practice.Agreement) bool { return l.sees(a.Parties...) })
	return s
}

// kept gives a list of its own with what fits.
func kept[T any](list []T, fits func(T) bool) []T {
	var out []T
	for _, one := range list {
		if fits(one) {
			out = append(out, one)
		}
	}
	return out
}

// reaches says whether a crossing is any business of the reader's: it comes from
// or goes to their side, or is theirs to carry. A letter that waits in the letter
// bank for somebody on their side is named in no crossing yet.
func (l wall) reaches(x practice.Crossing) bool {
	return l.sees(x.Taking()...) || slices.ContainsFunc(x.Others, func(o practice.Other) bool { return l.sees(o.Party) })
}

// carriedContent says whether a content is in a crossing that reaches the reader.
func (l wall) carriedContent(id practice.ContentID) bool {
	return slices.ContainsFunc(l.state.Crossings, func(x practice.Crossing) bool { return x.Content == id && l.reaches(x) })
}

// crossing leaves of a crossing what both sides' staff may know: that it is
// proposed, cleared, delivered or not going ahead; not whose choice that was.
func (l wall) crossing(x practice.Crossing) practice.Crossing {
	x.Reason = ""
	x.Clearance.Because = ""
	x.Others = kept(x.Others, func(o practice.Other) bool { return l.sees(o.Party) })
	x.Answers = kept(x.Answers, func(a practice.Answered) bool { return l.sees(a.Party) })
	x.FollowUps = kept(x.FollowUps, func(f practice.FollowUp) bool { return l.sees(f.Party) })
	x.Carried.Consents = nil
	if !l.sees(x.To...) {
		x.MayTell, x.MayTellSince = "", 0
	}
	return x
}

// event leaves of an event of the case what the reader may see, or nothing.
func (l wall) event(e practice.Event) (practice.Event, bool) {
	if l.viewer.All {
		return e, true
	}
	if h := e.Home(); h.Party != "" && !l.sees(h.Party) {
		return nil, false
	}
	switch e := e.(type) { // the two whose reason is blanked; all others go to about
	case practice.CrossingStopped:
		e.Reason = ""
		return e, l.crossingSeen(e.Crossing)
	case practice.ClearanceCancelled:
		e.Because = ""
		return e, l.crossingSeen(e.Crossing)
	}
	return e, l.sees(l.about(e)...)
}

func (l wall) crossingSeen(id practice.CrossingID) bool {
	x, ok := l.state.Crossing(id)
	return ok && l.reaches(x)
}

// about gives the parties an event of the case is about; none where it is about
// the case as a whole. An event that is missing here would be shown to everybody
// allocated: a test goes through them all.
func (l wall) about(e practice.Event) []practice.PartyID {
	one := func(p practice.PartyID) []practice.PartyID { return []practice.PartyID{p} }
	switch e := e.(type) { // a test goes through every event that there is
	case practice.PartyChanged:
		return one(e.Party)
	case practice.ContactRecorded:
		return one(e.Party)
	case practice.SafeContactKept:
		return one(e.Party)
	case practice.AskingSet:
		return one(e.Party)
	case practice.FactsAcknowledged:
		return one(e.Party)
	case practice.InterestDeposited:
		return one(e.Party)
	case practice.PartyPaused:
		return one(e.Party)
	case practice.PauseLifted:
		return one(e.Party)
	case practice.PartyErased:
		return one(e.Party)
	case practice.ConsentGiven:
		return one(e.Party)
	case practice.ConsentTakenBack:
		return one(e.Party)
	case practice.ConsentRefused:
		return one(e.Party)
	case practice.BarRecorded:
		return e.On
	case practice.Assessed:
		return e.Parties
	case practice.OtherTold:
		return one(e.Party)
	case practice.OtherAnswered:
		return one(e.Party)
	case practice.ObjectionAnswered:
		return one(e.Party)
	case practice.ReasonsGiven:
		return one(e.Party)
	case practice.CrossingAnswered:
		return one(e.Party)
	case practice.SenderTelling:
		return one(e.Party)
	case practice.QuestionAsked:
		return one(e.Party)
	case practice.Disclosed:
		return one(e.Party)
	case practice.IncidentOpened:
		return e.Parties
	case practice.AgreementMade:
		return e.Parties
	case practice.EntryStruck:
		return l.aboutHome(e.From)
	case practice.Corrected:
		return l.aboutCorrected(e)
	case practice.ContentCommitted:
		return one(e.Author)
	}
	return l.aboutThing(e)
}

// aboutThing follows an event to what it names.
func (l wall) aboutThing(e practice.Event) []practice.PartyID {
	switch e := e.(type) { // a test goes through every event that there is
	case practice.BarEnded:
		return l.aboutBar(e.Bar)
	case practice.PermissionRecorded:
		return l.aboutBar(e.Bar)
	case practice.PermissionEnded:
		return l.aboutPermission(e.Permission)
	case practice.AssessmentRenewed:
		return l.aboutAssessment(e.Assessment)
	case practice.ContentWithdrawn:
		return l.aboutContent(e.Content)
	case practice.ContentRead:
		return l.aboutContent(e.Content)
	case practice.ContentSignedOff:
		return l.aboutContent(e.Content)
	case practice.CrossingProposed:
		return slices.Concat(e.From, e.To)
	case practice.CrossingCleared:
		return l.aboutCrossing(e.Crossing)
	case practice.CrossingConfirmed:
		return l.aboutCrossing(e.Crossing)
	case practice.CrossingDelivered:
		return l.aboutCrossing(e.Crossing)
	case practice.MeetingPlanned:
		return l.aboutCrossing(e.Crossing)
	case practice.UseExamined:
		return l.aboutCrossing(e.Crossing)
	case practice.QuestionWithdrawn:
		return l.aboutQuestion(e.Question)
	case practice.QuestionAnswered:
		return l.aboutQuestion(e.Question)
	case practice.DisclosureReviewed:
		return l.aboutDisclosure(e.Disclosure)
	case practice.IncidentClosed:
		return l.aboutIncident(e.Incident)
	case practice.UndertakingRecorded:
		return l.aboutUndertaking(e.Undertaking)
	}
	return nil
}
