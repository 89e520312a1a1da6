package practice

// Hold holds the whole case until Review.
type Hold struct {
	Review Instant
	Text   string
}

// ReleaseHold ends a hold.
type ReleaseHold struct{ Text string }

// SetSensitive sets that the case needs a second pair of eyes, or lifts it again: then
// Text says why, and somebody decides who may be the second person. A harm of a sensitive kind stays so either way.
type SetSensitive struct {
	Sensitive bool
	Text      string
}

// EnterStopReference pauses a party's crossings; any member of staff may enter it, unread.
type EnterStopReference struct {
	When  Instant
	Party PartyID
}

// GiveStopReference puts a new stop reference into a participant's box.
type GiveStopReference struct {
	Party     PartyID
	Reference string
}

// LiftPause records that the party themselves lifted their pause, in a contact.
type LiftPause struct {
	When  Instant
	Party PartyID
}

// Ask puts a question on a participant's page, about a crossing.
type Ask struct {
	Party    PartyID
	About    Asked
	Crossing CrossingID
	Text     string
}

// WithdrawQuestion takes a question off their page.
type WithdrawQuestion struct{ Question QuestionID }

// ShowWording puts a content before its author on their page, to agree to or change.
type ShowWording struct {
	Content ContentID
	Copy    Copy
	For     string // to whom and how it would go, in words
}

// Disclose records what went to somebody who is not a party, on which ground.
type Disclose struct {
	When   Instant
	Party  PartyID
	To     Recipient
	Ground Ground
	Text   string // what, and with consent or why not
}

// ReviewDisclosure is the second person's look at it.
type ReviewDisclosure struct {
	Disclosure DisclosureID
	Upheld     bool
	Text       string
}

// RecordOutside records what happened outside the gate.
type RecordOutside struct {
	When     Instant
	Kind     IncidentKind
	Crossing CrossingID
	Parties  []PartyID
	Text     string
}

// CloseReview closes an incident after its review.
type CloseReview struct {
	Incident IncidentID
	Text     string
}

// Correct says that something on record was wrong. It is void from the beginning:
// what rested on it is asked again. Exactly the ids its Thing needs are set.
type Correct struct {
	Thing      Thing
	Consent    ConsentID
	Bar        BarID
	Permission PermissionID
	Assessment AssessmentID
	Harm       HarmID
	Content    ContentID
	Crossing   CrossingID
	Party      PartyID
	Text       string // the reason, and what is right
}

// MakeAgreement records what was promised at the end, if anything.
type MakeAgreement struct {
	When         Instant
	Crossing     CrossingID
	Parties      []PartyID
	Undertakings []Promising
}

// Promising is one promise.
type Promising struct {
	Party PartyID
	Due   Instant
	Text  string
}

// RecordUndertaking says how far a promise was kept.
type RecordUndertaking struct {
	When        Instant
	Undertaking UndertakingID
	Kept        Extent
	Text        string
}

// ChangeUndertaking changes what was promised, by the word of everybody in its
// agreement: a promise is theirs to whom it was made too. Due is the date from now on,
// zero for none; an empty Text leaves the wording as it is. What was not kept of the old may be kept of the new.
type ChangeUndertaking struct {
	When        Instant
	Undertaking UndertakingID
	Agreed      []PartyID // who said so: everybody in the agreement who can
	Due         Instant
	Text        string
}

// Close ends the work.
type Close struct {
	When   Instant
	Ending Ending
	Text   string
}

// Reopen takes it up again.
type Reopen struct{ Text string }

// Erase destroys what is known of one party (P8).
type Erase struct{ Party PartyID }

// Strike destroys the entries of one act in one file, box, content or the facts (P8).
type Strike struct {
	Act  ActID
	From Home
}

// TakeIn takes in what a participant did on their own page. It always succeeds
// for a withdrawal or a stop; an answer to what moved on is recorded and satisfies nothing.
type TakeIn struct{ Drop Drop }
