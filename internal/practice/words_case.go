package practice

// Begun says who set the work in motion.
type Begun string

// Who can set the work in motion.
const (
	ByHarmed      Begun = "harmed"
	ByResponsible Begun = "responsible"
	ByAgency      Begun = "agency" // a court, prison, police force or other service asked
)

// UnmarshalText refuses words off the list.
func (w *Begun) UnmarshalText(b []byte) error {
	return parseWord(w, b, []Begun{ByHarmed, ByResponsible, ByAgency})
}

// Unasked says why a person spoken of is never asked.
type Unasked string

// Why somebody is spoken of and never asked.
const (
	Deceased Unasked = "deceased"
	Unaware  Unasked = "unaware"
)

// UnmarshalText refuses words off the list.
func (w *Unasked) UnmarshalText(b []byte) error { return parseWord(w, b, []Unasked{Deceased, Unaware}) }

// HelperKind is what a helper does.
type HelperKind string

// The kinds of helper.
const (
	Interpreter   HelperKind = "interpreter"
	Intermediary  HelperKind = "intermediary"
	Chaplain      HelperKind = "chaplain"
	PrisonOfficer HelperKind = "prison-officer"
	OtherHelper   HelperKind = "other"
)

// UnmarshalText refuses words off the list.
func (w *HelperKind) UnmarshalText(b []byte) error {
	return parseWord(w, b, []HelperKind{Interpreter, Intermediary, Chaplain, PrisonOfficer, OtherHelper})
}

// Readiness is how ready somebody says they are, as they put it.
type Readiness string

// The readinesses.
const (
	NotSaid  Readiness = ""
	Ready    Readiness = "ready"
	NotReady Readiness = "not-ready"
)

// UnmarshalText refuses words off the list.
func (w *Readiness) UnmarshalText(b []byte) error {
	return parseWord(w, b, []Readiness{NotSaid, Ready, NotReady})
}

// Presence is how somebody was at a meeting.
type Presence string

// The presences.
const (
	Came      Presence = "came"       // and stayed to its end
	LeftEarly Presence = "left-early" // came, and left before it was over
	StayedOut Presence = "not-there"  // was expected, and did not come
)

// UnmarshalText refuses words off the list.
func (w *Presence) UnmarshalText(b []byte) error {
	return parseWord(w, b, []Presence{Came, LeftEarly, StayedOut})
}

// CrossingState is how far a crossing has come.
type CrossingState string

// The states of a crossing.
const (
	Proposed     CrossingState = "proposed"
	Cleared      CrossingState = "cleared"
	Delivered    CrossingState = "delivered"
	PartDone     CrossingState = "partly"
	NotDelivered CrossingState = "not-delivered" // it was tried; it may be cleared again
	Stopped      CrossingState = "stopped"
)

// FixedNotice is one of the service's neutral sentences: the same for illness, pause, bar and withdrawal (P3).
type FixedNotice string

// The fixed notices.
const (
	NoNotice         FixedNotice = ""
	NotGoingAhead    FixedNotice = "not-going-ahead"
	NothingToArrange FixedNotice = "nothing-to-arrange"
)

// UnmarshalText refuses words off the list.
func (w *FixedNotice) UnmarshalText(b []byte) error {
	return parseWord(w, b, []FixedNotice{NoNotice, NotGoingAhead, NothingToArrange})
}

// StopReason is why a crossing will not happen. It is for staff; a party is shown a fixed notice.
type StopReason string

// The reasons for stopping a crossing.
const (
	SenderStopped    StopReason = "sender-stopped"
	RecipientRefused StopReason = "recipient-refused"
	NotSafe          StopReason = "not-safe"
	NotNeeded        StopReason = "not-needed"
	ContentGone      StopReason = "content-withdrawn"
	SomebodyDied     StopReason = "somebody-died"
)

// UnmarshalText refuses words off the list.
func (w *StopReason) UnmarshalText(b []byte) error {
	return parseWord(w, b, []StopReason{SenderStopped, RecipientRefused, NotSafe, NotNeeded, ContentGone, SomebodyDied})
}

// Verdict is what a reader says of a wording.
type Verdict string

// The verdicts.
const (
	Passed   Verdict = "passed"
	Returned Verdict = "returned" // with reasons, to be changed
)

// UnmarshalText refuses words off the list.
func (w *Verdict) UnmarshalText(b []byte) error { return parseWord(w, b, []Verdict{Passed, Returned}) }

// UseOf is what a talk or publication takes of somebody.
type UseOf string

// What a version can take of a party or a person spoken of.
const (
	NotUsed      UseOf = "none"
	PublicFacts  UseOf = "public-facts" // need nobody's consent
	Words        UseOf = "words"        // what they said or gave in the process
	Recognisable UseOf = "recognisable"
	TakenOut     UseOf = "taken-out"
)

// UnmarshalText refuses words off the list.
func (w *UseOf) UnmarshalText(b []byte) error {
	return parseWord(w, b, []UseOf{NotUsed, PublicFacts, Words, Recognisable, TakenOut})
}

// Reason is what a supervisor decides about other harmed people, with reasons in words.
type Reason string

// A supervisor's decisions about telling.
const (
	TellAnyway Reason = "tell-anyway"  // although somebody taking part does not agree to it
	DoNotTell  Reason = "go-on-untold" // the crossing may pass though they were not told
)

// UnmarshalText refuses words off the list.
func (w *Reason) UnmarshalText(b []byte) error {
	return parseWord(w, b, []Reason{TellAnyway, DoNotTell})
}

// IncidentKind is what went past the gate.
type IncidentKind string

// The kinds of incident.
const (
	AfterWithdrawal IncidentKind = "after-withdrawal" // delivered when its clearance was cancelled or over
	Uncleared       IncidentKind = "uncleared"        // delivered and never cleared
	WrongCarrier    IncidentKind = "wrong-carrier"
	NotAskedAgain   IncidentKind = "not-asked-again" // a meeting held though the gate was not asked on the day
	OtherCompany    IncidentKind = "other-company"   // somebody was at a meeting that was cleared without them, or a supporter it needs was not
	RestedOnError   IncidentKind = "rested-on-error" // delivered on what a correction has taken away
	ChanceMeeting   IncidentKind = "chance-meeting"
	Slip            IncidentKind = "slip" // somebody said or sent what was not to cross
	DirectContact   IncidentKind = "direct-contact"
	LatePaper       IncidentKind = "late-paper"
	SetAside        IncidentKind = "set-aside"    // something was handed in that could not be taken in
	NotEntitled     IncidentKind = "not-entitled" // an entry gives somebody what its writer could not give
)

// UnmarshalText refuses words off the list.
func (w *IncidentKind) UnmarshalText(b []byte) error {
	return parseWord(w, b, []IncidentKind{AfterWithdrawal, Uncleared, WrongCarrier, NotAskedAgain, OtherCompany, RestedOnError, ChanceMeeting, Slip, DirectContact, LatePaper, SetAside, NotEntitled})
}

// Recipient is to whom a disclosure goes.
type Recipient string

// The recipients of disclosures.
const (
	ToCourt     Recipient = "court"
	ToPrison    Recipient = "prison"
	ToPolice    Recipient = "police"
	ToProbation Recipient = "probation"
	ToDoctor    Recipient = "doctor"
	ToCare      Recipient = "social-care"
	ToSubject   Recipient = "subject" // the person themselves asked for what is held
	ToWarned    Recipient = "warned"  // a party, warned of danger in the service's own words
)

// UnmarshalText refuses words off the list.
func (w *Recipient) UnmarshalText(b []byte) error {
	return parseWord(w, b, []Recipient{ToCourt, ToPrison, ToPolice, ToProbation, ToDoctor, ToCare, ToSubject, ToWarned})
}

// Ground is what a disclosure rests on.
type Ground string

// The grounds of a disclosure.
const (
	WithConsent     Ground = "consent"
	DangerToLife    Ground = "danger-to-life"
	HarmToChild     Ground = "harm-to-child"
	SeriousCrime    Ground = "serious-crime"
	RequiredByLaw   Ground = "required-by-law"
	RequestOfPerson Ground = "own-request"
)

// UnmarshalText refuses words off the list.
func (w *Ground) UnmarshalText(b []byte) error {
	return parseWord(w, b, []Ground{WithConsent, DangerToLife, HarmToChild, SeriousCrime, RequiredByLaw, RequestOfPerson})
}

// Ending is why a case was closed: an outcome, never a failure.
type Ending string

// The endings.
const (
	AfterMeeting    Ending = "after-meeting"
	AfterExchange   Ending = "after-exchange" // letters or messages, without a meeting
	NoContact       Ending = "without-contact"
	HarmedWish      Ending = "harmed-wish"
	ResponsibleWish Ending = "responsible-wish"
	NotPossible     Ending = "not-possible" // a bar, or not safe
	Untraced        Ending = "untraced"
	Transferred     Ending = "transferred"
	PersonDied      Ending = "died"
)

// UnmarshalText refuses words off the list.
func (w *Ending) UnmarshalText(b []byte) error {
	return parseWord(w, b, []Ending{AfterMeeting, AfterExchange, NoContact, HarmedWish, ResponsibleWish, NotPossible, Untraced, Transferred, PersonDied})
}

// Asked is what a question on a participant's page is about.
type Asked string

// What can be asked on a page. Each names what a yes agrees to.
const (
	AskedToSend    Asked = "send"
	AskedToReceive Asked = "receive"
	AskedTakePart  Asked = "take-part"
	AskedTelling   Asked = "telling"
	AskedUse       Asked = "be-used"
)

// UnmarshalText refuses words off the list.
func (w *Asked) UnmarshalText(b []byte) error {
	return parseWord(w, b, []Asked{AskedToSend, AskedToReceive, AskedTakePart, AskedTelling, AskedUse})
}

// agrees gives what a yes to the question agrees to.
func (w Asked) agrees() Agreed { return Agreed(w) }

// towards gives those at the other end of what a party is asked about a crossing:
// a yes is towards them, and a no ends what was agreed towards any of them.
func (w Asked) towards(x Crossing, party PartyID) []PartyID {
	switch w {
	case AskedToSend:
		return x.To
	case AskedToReceive:
		return x.From
	case AskedTakePart, AskedTelling, AskedUse:
	}
	if rest := others(x.Taking(), party); len(rest) > 0 {
		return rest
	}
	return nil
}

// TextKind is what a text in a file or among the facts is.
type TextKind string

// The kinds of text.
const (
	NoteText        TextKind = "note"
	AccountText     TextKind = "account" // in their own words
	SafeContactText TextKind = "safe-contact"
	QuestionsText   TextKind = "questions" // what they would like answered, one a line
	ReadinessText   TextKind = "readiness"
	NextText        TextKind = "next-step"
	JudgementText   TextKind = "judgement" // of an assessment or an asking
	ReasonsText     TextKind = "reasons"
	PlanText        TextKind = "plan"
	TitleText       TextKind = "title" // of a case
	BarText         TextKind = "bar"
	DisclosureText  TextKind = "disclosure"
	IncidentText    TextKind = "incident"
	PromiseText     TextKind = "promise" // the wording of an undertaking
	WishText        TextKind = "wish"    // how and when to be contacted, from their own page
)

// UnmarshalText refuses words off the list.
func (w *TextKind) UnmarshalText(b []byte) error {
	return parseWord(w, b, []TextKind{NoteText, AccountText, SafeContactText, QuestionsText, ReadinessText, NextText, JudgementText,
		ReasonsText, PlanText, TitleText, BarText, DisclosureText, IncidentText, PromiseText, WishText})
}

// Thing is what a correction can name.
type Thing string

// The things that can be corrected: recorded once, and then void.
const (
	AConsent         Thing = "consent"
	ABar             Thing = "bar"
	APermission      Thing = "permission"
	AnAssessment     Thing = "assessment"
	AnAcknowledgment Thing = "acknowledgement"
	AReading         Thing = "reading"
	ATelling         Thing = "telling"
	ASession         Thing = "session"
	ADelivery        Thing = "delivery"
	ADeath           Thing = "death"
)

// UnmarshalText refuses words off the list.
func (w *Thing) UnmarshalText(b []byte) error {
	return parseWord(w, b, []Thing{AConsent, ABar, APermission, AnAssessment, AnAcknowledgment, AReading, ATelling, ASession, ADelivery, ADeath})
}
