package web

import (
	"cmp"

	"amends/internal/casework"
	"amends/internal/practice"
)

// lineTitle says what happened, with the names the reader may know. Empty for what
// no story tells by itself. TestEveryEventIsTold goes through every event there is.
func (c *caseVisit) lineTitle(line casework.Line) string {
	switch line.Kind {
	case "login.given.v1":
		return "A way in to their own page was given"
	case "login.ended.v1":
		return "The way in to their own page was ended"
	case "drop.set-aside.v1":
		return "Something that was sent in could not be read, and was set aside"
	}
	for _, titled := range []func(practice.Event) string{c.peopleTitle, c.contactTitle, c.restraintTitle, c.passingTitle, c.realityTitle} {
		if title := titled(line.Event); title != "" {
			return capital(title)
		}
	}
	return ""
}

// peopleTitle says who came into a case and who works on it.
func (c *caseVisit) peopleTitle(event practice.Event) string {
	switch e := event.(type) {
	case practice.CaseOpened:
		return "case opened"
	case practice.HarmRecorded:
		return "harm on record: " + lower(word(harmKinds(), e.Kind))
	case practice.PartyAdded:
		return c.name(e.Party) + " is part of the case"
	case practice.PartyChanged:
		return "who " + c.name(e.Party) + " is was changed"
	case practice.NameKept:
		return "what " + c.name(e.Party) + " is called"
	case practice.SidesShared:
		return "two sides share from now on"
	case practice.SidesParted:
		return "some of a side share no more"
	case practice.SpokenOfAdded:
		return c.spoken(e.SpokenOf) + " is spoken of"
	case practice.PartyDied:
		return c.name(e.Party) + " has died"
	case practice.SpeakerNamed:
		return c.speakerTitle(e)
	case practice.SpokenOfFound:
		return c.name(e.Party) + " was found, and is asked themselves"
	case practice.HelperAdded:
		return "a helper: " + lower(word(helperKinds(), e.Kind))
	case practice.HelperChanged:
		return c.helperTitle(e)
	case practice.StaffAllocated:
		return c.colleague(e.Staff) + " works on this, as " + lower(word(duties(), e.Duty))
	case practice.StaffDeallocated:
		return c.colleague(e.Staff) + " has left this case"
	case practice.ConflictDeclared:
		return "a conflict was declared for " + c.colleague(e.Staff)
	case practice.PartyErased:
		return "everything about somebody was erased"
	case practice.EntryStruck:
		return "an entry was destroyed"
	}
	return ""
}

func (c *caseVisit) helperTitle(e practice.HelperChanged) string {
	who := "a helper"
	for _, h := range c.state.Helpers {
		if h.ID == e.Helper {
			who = c.helper(h)
		}
	}
	switch {
	case !e.Confidential:
		return who + ": has not signed confidentiality"
	case !e.Checked:
		return who + ": not cleared of conflicts"
	default:
		return who + ": signed confidentiality, and no conflict was found"
	}
}

func (c *caseVisit) speakerTitle(e practice.SpeakerNamed) string {
	of := c.spoken(e.SpokenOf)
	if e.Party != "" {
		of = c.name(e.Party)
	}
	if e.Speaker == "" {
		return "nobody speaks for " + of + " any more"
	}
	return c.name(e.Speaker) + " may speak for " + of
}

// contactTitle says what came of speaking with somebody.
func (c *caseVisit) contactTitle(event practice.Event) string {
	switch e := event.(type) {
	case practice.ContactRecorded:
		return contactWord(e)
	case practice.ContactTried:
		return "not reached, " + lower(word(means(), e.Means))
	case practice.SafeContactKept:
		return "how to reach " + c.name(e.Party) + " safely was written down"
	case practice.AskingSet:
		return "asking: " + lower(word(askings(), e.Wish))
	case practice.FactsAcknowledged:
		switch e.Answer {
		case practice.Yes:
			return c.name(e.Party) + " acknowledges the basic facts"
		case practice.No:
			return c.name(e.Party) + " does not acknowledge the basic facts"
		default:
			return c.name(e.Party) + " cannot say yet whether they acknowledge the basic facts"
		}
	case practice.InterestDeposited:
		return "an interest is kept on file: " + lower(word(kinds(), e.Kind))
	case practice.PartyPaused:
		return c.name(e.Party) + " stopped everything"
	case practice.PauseLifted:
		return c.name(e.Party) + " started again"
	case practice.ConsentGiven:
		return "agreed: " + lower(c.agreedWhat(e.To, e.Kind, e.Towards, e.For))
	case practice.ConsentTakenBack:
		k, _ := c.state.Consent(e.Consent)
		return "taken back: " + lower(c.consentWhat(k))
	case practice.EverythingTakenBack:
		return c.name(e.Party) + " took back everything"
	case practice.ConsentRefused:
		if e.Answer == practice.Later {
			return "asked for time: " + lower(c.agreedWhat(e.To, e.Kind, e.Towards, ""))
		}
		return "said no: " + lower(c.agreedWhat(e.To, e.Kind, e.Towards, ""))
	}
	return ""
}

func contactWord(e practice.ContactRecorded) string {
	how := map[practice.Means]string{practice.Phone: "phone call", practice.InPerson: "visit", practice.Video: "video call", practice.Post: "letter to or from us",
		practice.Email: "email to or from us", practice.Text: "text message to or from us"}[e.Means]
	if how == "" {
		how = "contact, " + lower(word(means(), e.Means))
	}
	if e.Session {
		return "preparation session: " + how
	}
	return how
}

// restraintTitle says what forbids, permits or was judged.
func (c *caseVisit) restraintTitle(event practice.Event) string {
	switch e := event.(type) {
	case practice.BarRecorded:
		return word(barKinds(), e.Kind) + " on record"
	case practice.BarEnded:
		return "a bar is over"
	case practice.PermissionRecorded:
		return lower(word(authorities(), e.Authority)) + " gave a permission"
	case practice.PermissionEnded:
		return "a permission was taken back"
	case practice.Assessed:
		if e.GoAhead {
			return "assessed: " + lower(word(kinds(), e.Kind)) + ", can go ahead"
		}
		return "assessed: " + lower(word(kinds(), e.Kind)) + ", not now"
	case practice.AssessmentRenewed:
		return "assessment looked at again: nothing has changed"
	case practice.CaseHeld:
		return "the case was held"
	case practice.HoldReleased:
		return "the hold was ended"
	case practice.SensitiveSet:
		if e.Sensitive {
			return "marked as sensitive: two people read what is passed on"
		}
		return "no longer marked as sensitive"
	case practice.CaseClosed:
		return "case closed: " + lower(word(endings(), e.Ending))
	case practice.CaseReopened:
		return "case opened again"
	case practice.ContentCommitted:
		return "written down: " + possessive(c.name(e.Author)) + " " + lower(c.contentWord(e.Kind))
	case practice.ContentWithdrawn:
		return "a text was taken back"
	case practice.ContentRead:
		return "read: " + lower(word(verdicts(), e.Verdict))
	case practice.ContentSignedOff:
		return "second reading: " + lower(word(verdicts(), e.Verdict))
	}
	return ""
}

// passingTitle says how a crossing moved.
func (c *caseVisit) passingTitle(event practice.Event) string {
	title := func(id practice.CrossingID) string {
		x, _ := c.state.Crossing(id)
		return lower(c.crossingTitle(x))
	}
	switch e := event.(type) {
	case practice.CrossingProposed:
		return "proposed: " + title(e.Crossing)
	case practice.CrossingCleared:
		return "ready to pass on: " + title(e.Crossing)
	case practice.ClearanceCancelled:
		return "no longer ready to pass on: " + title(e.Crossing)
	case practice.CrossingConfirmed:
		return "asked again on the day: " + title(e.Crossing)
	case practice.CrossingDelivered:
		return deliveredWord(e.Extent) + ": " + title(e.Crossing)
	case practice.MeetingAttended:
		return cmp.Or(c.attendedText(e.Attended), "who came: "+title(e.Crossing))
	case practice.AttendanceCorrected:
		return "who was there, corrected" + when(len(e.Changed) > 0, ": "+c.attendedText(e.Changed))
	case practice.CrossingStopped:
		return "not going ahead: " + title(e.Crossing)
	case practice.CrossingAnswered:
		return c.name(e.Party) + " was asked: " + lower(word(answers(), e.Answer))
	case practice.SenderTelling:
		if e.May {
			return "the sender may be told that it arrived"
		}
		return "the sender is not told that it arrived"
	case practice.MeetingPlanned:
		return "meeting planned for " + c.when(e.Starts)
	case practice.UseExamined:
		return "gone through for what is other people’s: " + title(e.Crossing)
	}
	return ""
}

func deliveredWord(e practice.Extent) string {
	switch e {
	case practice.Whole:
		return "passed on"
	case practice.Partly:
		return "passed on in part"
	default:
		return "not passed on"
	}
}

// realityTitle says what else happened.
func (c *caseVisit) realityTitle(event practice.Event) string {
	switch e := event.(type) {
	case practice.OtherTold:
		return c.name(e.Party) + " was told"
	case practice.OtherAnswered:
		if e.Objects {
			return c.name(e.Party) + " objects"
		}
		return c.name(e.Party) + " does not object"
	case practice.ObjectionAnswered:
		return "the objection of " + c.name(e.Party) + " was answered"
	case practice.ReasonsGiven:
		return "a supervisor’s reasons: " + lower(word(supervisorReasons(), e.Reason))
	case practice.QuestionAsked:
		return c.name(e.Party) + " was asked on their page"
	case practice.QuestionWithdrawn:
		return "a question was taken off their page"
	case practice.QuestionAnswered:
		q, _ := c.state.Question(e.Question)
		return c.name(q.Party) + " answered on their page: " + lower(word(answers(), e.Answer))
	case practice.Disclosed:
		return "went outside, to " + lower(word(recipients(), e.To))
	case practice.DisclosureReviewed:
		return "a disclosure was looked at by a second person"
	case practice.IncidentOpened:
		return word(incidentKinds(), e.Kind)
	case practice.IncidentClosed:
		return "a review was done"
	case practice.Corrected:
		return "corrected: " + lower(word(things(), e.Thing))
	case practice.AgreementMade:
		return "an agreement was made"
	case practice.UndertakingChanged:
		return "a promise was changed, as all in the agreement wished"
	case practice.UndertakingRecorded:
		return "a promise was looked at: " + lower(word(extents(), e.Kept))
	}
	return ""
}

// eventParties are whom an event of the case is about, where it names one person.
func eventParties(state practice.Case, event practice.Event) []practice.PartyID {
	switch e := event.(type) {
	case practice.ContactRecorded:
		return []practice.PartyID{e.Party}
	case practice.ContactTried:
		return []practice.PartyID{e.Party}
	case practice.PartyDied:
		return []practice.PartyID{e.Party}
	case practice.PartyPaused:
		return []practice.PartyID{e.Party}
	case practice.PauseLifted:
		return []practice.PartyID{e.Party}
	case practice.ConsentGiven:
		return []practice.PartyID{e.Party}
	case practice.ConsentTakenBack:
		return []practice.PartyID{e.Party}
	case practice.EverythingTakenBack:
		return []practice.PartyID{e.Party}
	case practice.ConsentRefused:
		return []practice.PartyID{e.Party}
	case practice.InterestDeposited:
		return []practice.PartyID{e.Party}
	case practice.QuestionAsked:
		return []practice.PartyID{e.Party}
	case practice.QuestionAnswered:
		return askedOf(state, e.Question)
	case practice.QuestionWithdrawn:
		return askedOf(state, e.Question)
	case practice.OtherAnswered:
		return []practice.PartyID{e.Party}
	case practice.ObjectionAnswered:
		return []practice.PartyID{e.Party}
	case practice.Disclosed:
		return []practice.PartyID{e.Party}
	case practice.OtherTold:
		return []practice.PartyID{e.Party}
	case practice.BarRecorded:
		return e.On[:1]
	case practice.ContentCommitted:
		return []practice.PartyID{e.Author}
	case practice.ContentRead:
		return authorOf(state, e.Content)
	case practice.ContentSignedOff:
		return authorOf(state, e.Content)
	case practice.ContentWithdrawn:
		return authorOf(state, e.Content)
	}
	return nil
}

func askedOf(state practice.Case, id practice.QuestionID) []practice.PartyID {
	q, known := state.Question(id)
	if !known {
		return nil
	}
	return []practice.PartyID{q.Party}
}

func authorOf(state practice.Case, id practice.ContentID) []practice.PartyID {
	content, known := state.Content(id)
	if !known {
		return nil
	}
	return []practice.PartyID{content.Author}
}
