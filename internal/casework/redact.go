package casework

import (
	"slices"

	"amends/internal/practice"
)

// wall is what one reader may see of a case. Between staff of one case the wall
// holds too: to somebody who works with one side, the other says "not yet", and
// nothing else (P3, P5). What passes here has passed for every page and every
// list: rows are written from what is left here (rows.go).
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
	s.Last, s.Events = 0, 0 // how much was written, and when last, says that somebody there is at work
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
	for i, c := range s.Contents {
		if !l.sees(c.Author) {
			s.Contents[i] = l.theirs(c)
		}
	}
	s.Crossings = kept(s.Crossings, l.reaches)
	for i := range s.Crossings {
		s.Crossings[i] = l.crossing(s.Crossings[i])
	}
	s.Questions = kept(s.Questions, func(q practice.Question) bool { return l.sees(q.Party) })
	s.Incidents = kept(s.Incidents, func(i practice.Incident) bool { return l.sees(l.concerns(i.Parties, i.Crossing)...) })
	s.Disclosed = kept(s.Disclosed, func(d practice.Disclosure) bool { return l.sees(d.Party) })
	s.Agreements = kept(s.Agreements, func(a practice.Agreement) bool { return l.sees(a.Parties...) })
	for i := range s.Agreements {
		s.Agreements[i].Undertakings = l.promises(s.Agreements[i].Undertakings)
	}
	s.Struck = kept(s.Struck, func(e practice.EntryStruck) bool { return l.sees(l.aboutHome(e.From)...) })
	s.Touched = touched(s)
	return s
}

// touched is when anybody the reader works with was last in contact, or anything
// reached them or went from them, over what is left of the case.
func touched(left practice.Case) practice.Instant {
	last := max(left.Opened, left.Reopened)
	for _, p := range left.Parties {
		last = max(last, p.Contacted)
	}
	for _, x := range left.Crossings {
		last = max(last, x.Delivered)
	}
	return last
}

// theirs leaves of a content of the other side's that it is on its way here: not
// who read it, how long it lay there before, or that it was they who took it back.
func (l wall) theirs(c practice.Content) practice.Content {
	first := never
	for _, x := range l.state.Crossings {
		if x.Content == c.ID && l.reaches(x) {
			first = min(first, x.Proposed)
		}
	}
	return practice.Content{ID: c.ID, Author: c.Author, Kind: c.Kind, Wording: c.Wording, Written: first}
}

// promises leaves of what the other side promised that they did, and that all in the
// agreement changed it: whether it was kept is for them to say.
func (l wall) promises(all []practice.Promise) []practice.Promise {
	all = slices.Clone(all)
	for i, u := range all {
		if !l.sees(u.Party) {
			all[i].Kept, all[i].Recorded = "", 0
		}
	}
	return all
}

// concerns gives whom an incident is about: where nobody is named, those whom its
// crossing reaches, and everybody where there is none.
func (l wall) concerns(parties []practice.PartyID, crossing practice.CrossingID) []practice.PartyID {
	if len(parties) == 0 && crossing != "" {
		return l.aboutCrossing(crossing)
	}
	return parties
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
	return l.sees(x.Taking()...) || l.sees(x.Attending()...) || slices.ContainsFunc(x.Others, func(o practice.Other) bool { return l.sees(o.Party) })
}

// carriedContent says whether a content is in a crossing that reaches the reader.
func (l wall) carriedContent(id practice.ContentID) bool {
	return slices.ContainsFunc(l.state.Crossings, func(x practice.Crossing) bool { return x.Content == id && l.reaches(x) })
}

// crossing leaves of a crossing what both sides' staff may know: that it is
// proposed, cleared, delivered or not going ahead; not whose choice that was.
func (l wall) crossing(x practice.Crossing) practice.Crossing {
	x.Reason = ""
	x.Others = kept(x.Others, func(o practice.Other) bool { return l.sees(o.Party) })
	x.Answers = kept(x.Answers, func(a practice.Answered) bool { return l.sees(a.Party) })
	x.Attended, x.Held, x.Owed = l.attended(x.Attended), false, nil
	x.FollowUps = kept(x.FollowUps, func(f practice.FollowUp) bool { return l.sees(f.Party) })
	x.Carried.Consents, x.Clearance.Cancelled, x.Clearance.Heard = nil, 0, false
	if !l.sees(x.To...) {
		x.MayTell, x.MayTellSince = "", 0
	}
	return x
}

// attended leaves of those who were at a meeting, or stayed away, the reader's own
// and the helpers: who did not come must not show on the other side (P3).
func (l wall) attended(all []practice.Attendance) []practice.Attendance {
	return kept(all, func(a practice.Attendance) bool { return l.sees(a.Party) })
}

// event leaves of an event of the case what the reader may see, or nothing.
func (l wall) event(e practice.Event) (practice.Event, bool) {
	if l.viewer.All {
		return e, true
	}
	if h := e.Home(); h.Kind != practice.InCase && h.Kind != practice.InFacts {
		return e, h.Party == "" || l.sees(h.Party) // whoever reads a content holds its key
	}
	switch e := e.(type) { // those of which a part is taken out; all others go to about
	case practice.MeetingAttended:
		e.Attended = l.attended(e.Attended)
		return e, l.crossingSeen(e.Crossing)
	case practice.AttendanceCorrected:
		e.Changed = l.attended(e.Changed)
		return e, len(e.Changed) > 0 && l.crossingSeen(e.Crossing)
	case practice.CrossingStopped:
		e.Reason, e.Stamp = "", l.stamp(e.Stamp)
		return e, l.crossingSeen(e.Crossing)
	case practice.ClearanceCancelled:
		// What was learned later of a clearance that had ended tells of the other side alone.
		e.Because, e.Stamp = "", l.stamp(e.Stamp)
		return e, !e.Again && l.crossingSeen(e.Crossing)
	}
	return e, l.sees(l.about(e)...)
}

// stamp leaves of a stamp who acted only where that is one of the reader's own sides,
// or somebody who works with no other: whose choice it was must not show by who wrote it down.
func (l wall) stamp(s practice.Stamp) practice.Stamp {
	by := practice.ViewerOf(l.state, s.By)
	other := func(side practice.SideID) bool { return !slices.Contains(l.viewer.Sides, side) }
	if by.All || len(by.Sides) == 0 || slices.ContainsFunc(by.Sides, other) {
		s.By = ""
	}
	if s.ByParty != "" && !l.sees(s.ByParty) {
		s.ByParty = ""
	}
	return s
}

func (l wall) crossingSeen(id practice.CrossingID) bool {
	x, ok := l.state.Crossing(id)
	return ok && l.reaches(x)
}

// about gives the parties an event of the case is about; none where it is about
// the case as a whole. An event that is missing here is shown to nobody who does not
// work with all.
func (l wall) about(e practice.Event) []practice.PartyID {
	one := func(p practice.PartyID) []practice.PartyID { return []practice.PartyID{p} }
	switch e := e.(type) { // a test goes through every event that there is
	case practice.PartyChanged:
		return one(e.Party)
	case practice.ContactRecorded:
		return one(e.Party)
	case practice.ContactTried:
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
	case practice.PartyDied:
		return one(e.Party)
	case practice.SpeakerNamed:
		return one(e.Party) // none where it is for one spoken of
	case practice.ConsentGiven:
		return one(e.Party)
	case practice.ConsentTakenBack:
		return one(e.Party)
	case practice.EverythingTakenBack:
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
		return l.concerns(e.Parties, e.Crossing)
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
	case practice.UndertakingChanged:
		return l.aboutAgreement(e.Undertaking)
	case practice.UndertakingRecorded:
		return l.aboutUndertaking(e.Undertaking)
	case practice.FactsWritten:
		return l.aboutFacts(e)
	case practice.CaseOpened, practice.HarmRecorded, practice.PartyAdded, practice.SidesShared, practice.SidesParted,
		practice.SpokenOfAdded, practice.SpokenOfFound, practice.HelperAdded, practice.HelperChanged, practice.StaffAllocated, practice.StaffDeallocated, practice.ConflictDeclared,
		practice.CaseHeld, practice.HoldReleased, practice.SensitiveSet, practice.CaseClosed, practice.CaseReopened:
		return nil // about the case as a whole
	}
	return nobody()
}

// aboutFacts follows what is written among the facts. A promise is known to all who
// work with somebody in its agreement; what became of it, to whose promise it is.
func (l wall) aboutFacts(e practice.FactsWritten) []practice.PartyID {
	switch {
	case e.Undertaking != "" && e.What == practice.PromiseText:
		return l.aboutAgreement(e.Undertaking)
	case e.Undertaking != "":
		return l.aboutUndertaking(e.Undertaking)
	case e.Crossing != "" && e.What == practice.ReasonsText:
		return nobody() // why it does not go ahead, or is told: for who works with all (P3)
	case e.Crossing != "":
		return l.aboutCrossing(e.Crossing)
	}
	return nil
}
