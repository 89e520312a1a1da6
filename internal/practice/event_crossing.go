package practice

// Events of the case about contents, crossings and what follows from them.

// ContentCommitted says that a content has this exact wording now; the text lives
// in the content's own compartment. Banked: deposited to be held until the person addressed wants to know.
type ContentCommitted struct {
	Stamp
	Content ContentID `json:"content"`
	Author  PartyID   `json:"author"`
	Kind    Kind      `json:"kind"`
	Wording Wording   `json:"wording"`
	Banked  bool      `json:"banked,omitempty"`
}

// ContentWithdrawn takes a content back; nothing of it passes any more.
type ContentWithdrawn struct {
	Stamp
	Content ContentID `json:"content"`
}

// ContentRead is a facilitator's reading of one wording.
type ContentRead struct {
	Stamp
	Content ContentID `json:"content"`
	Wording Wording   `json:"wording"`
	Verdict Verdict   `json:"verdict"`
}

// ContentSignedOff is somebody else's reading of the same wording.
type ContentSignedOff struct {
	Stamp
	Content ContentID `json:"content"`
	Wording Wording   `json:"wording"`
	Verdict Verdict   `json:"verdict"`
}

// CrossingProposed asks for something to pass. From are those it comes from (in
// a meeting, one half of those who meet; in a talk or publication, those who
// speak); To are those it goes to.
type CrossingProposed struct {
	Stamp
	Crossing CrossingID  `json:"crossing"`
	Kind     Kind        `json:"kind"`
	From     []PartyID   `json:"from,omitempty"`
	To       []PartyID   `json:"to,omitempty"`
	Means    Means       `json:"means"`
	Content  ContentID   `json:"content,omitempty"`
	Audience Audience    `json:"audience,omitempty"`
	Notice   FixedNotice `json:"notice,omitempty"`
	ReplyTo  CrossingID  `json:"reply_to,omitempty"`
}

// CrossingCleared says that the gate was met: Carrier may carry it until Until.
// Profile is the digest of the settings it rested on.
type CrossingCleared struct {
	Stamp
	Crossing CrossingID `json:"crossing"`
	Carrier  StaffID    `json:"carrier"`
	Until    Instant    `json:"until"`
	Profile  string     `json:"profile"`
}

// ClearanceCancelled takes a clearance away and is what tells its carrier. From
// is the instant it stopped holding; Because, the first condition that no longer holds.
// Again says that it had been taken away already, and that it stopped holding before.
type ClearanceCancelled struct {
	Stamp
	Crossing CrossingID    `json:"crossing"`
	Carrier  StaffID       `json:"carrier"`
	From     Instant       `json:"from"`
	Because  ConditionKind `json:"because"`
	Again    bool          `json:"again,omitempty"`
}

// CrossingConfirmed says that the gate was asked again on the day of a meeting, and met.
type CrossingConfirmed struct {
	Stamp
	Crossing CrossingID `json:"crossing"`
}

// CrossingDelivered says how much reached them. FollowUps are the instants at
// which each who was there is to be contacted, resolved from the profile.
type CrossingDelivered struct {
	Stamp
	Crossing  CrossingID `json:"crossing"`
	Extent    Extent     `json:"extent"`
	Carrier   StaffID    `json:"carrier"`
	FollowUps []Instant  `json:"follow_ups,omitempty"`
}

// MeetingAttended says who was at a meeting. It is written before the delivery it
// belongs to: its follow-ups are owed to those who were there.
type MeetingAttended struct {
	Stamp
	Crossing CrossingID   `json:"crossing"`
	Attended []Attendance `json:"attended"`
}

// AttendanceCorrected says that some were at a meeting otherwise than was written
// down. Changed holds those alone, so that what is wrong on one side is not told on another (P3).
type AttendanceCorrected struct {
	Stamp
	Crossing CrossingID   `json:"crossing"`
	Changed  []Attendance `json:"changed"`
}

// Attendance is how one party or one helper was there: exactly one of the two is named.
type Attendance struct {
	Party    PartyID  `json:"party,omitempty"`
	Helper   HelperID `json:"helper,omitempty"`
	Presence Presence `json:"presence"`
}

// CrossingStopped says that it will not happen.
type CrossingStopped struct {
	Stamp
	Crossing CrossingID `json:"crossing"`
	Reason   StopReason `json:"reason"`
}

// CrossingAnswered is what somebody said to an approach.
type CrossingAnswered struct {
	Stamp
	Crossing CrossingID `json:"crossing"`
	Party    PartyID    `json:"party"`
	Answer   Answer     `json:"answer"`
	After    Instant    `json:"after,omitempty"`
}

// SenderTelling is whether the sender may be told that it reached them, as the recipient decides.
type SenderTelling struct {
	Stamp
	Crossing CrossingID `json:"crossing"`
	Party    PartyID    `json:"party"`
	May      bool       `json:"may"`
}

// MeetingPlanned is the case's part of a meeting plan; place and arrangements are texts elsewhere.
type MeetingPlanned struct {
	Stamp
	Crossing   CrossingID `json:"crossing"`
	Starts     Instant    `json:"starts"`
	Place      bool       `json:"place"`
	Apart      bool       `json:"apart"` // arriving and leaving apart
	HowToStop  bool       `json:"how_to_stop"`
	Supporters []PartyID  `json:"supporters,omitempty"`
	Helpers    []HelperID `json:"helpers,omitempty"`
}

// QuestionAsked says that a participant was asked something on their page.
type QuestionAsked struct {
	Stamp
	Question QuestionID `json:"question"`
	Party    PartyID    `json:"party"`
	About    Asked      `json:"about"`
	Crossing CrossingID `json:"crossing"`
	Wording  Wording    `json:"wording,omitempty"`
	Towards  []PartyID  `json:"towards,omitempty"` // those at the other end, as it was asked
}

// QuestionWithdrawn takes a question off their page.
type QuestionWithdrawn struct {
	Stamp
	Question QuestionID `json:"question"`
}

// QuestionAnswered is what they answered. Stale: it had been withdrawn, or the wording had changed; it satisfies nothing.
type QuestionAnswered struct {
	Stamp
	Question QuestionID `json:"question"`
	Answer   Answer     `json:"answer"`
	Stale    bool       `json:"stale,omitempty"`
}

// Disclosed says that something went to somebody who is not a party. Review is when a second person must have looked at it.
type Disclosed struct {
	Stamp
	Disclosure DisclosureID `json:"disclosure"`
	Party      PartyID      `json:"party"`
	To         Recipient    `json:"to"`
	Ground     Ground       `json:"ground"`
	Consented  bool         `json:"consented,omitempty"`
	Review     Instant      `json:"review"`
}

// DisclosureReviewed says that a second person looked at a disclosure.
type DisclosureReviewed struct {
	Stamp
	Disclosure DisclosureID `json:"disclosure"`
	Upheld     bool         `json:"upheld"`
}

// IncidentOpened says that something went past the gate. It satisfies no condition and asks for a review.
type IncidentOpened struct {
	Stamp
	Incident IncidentID   `json:"incident"`
	Kind     IncidentKind `json:"kind"`
	Crossing CrossingID   `json:"crossing,omitempty"`
	Parties  []PartyID    `json:"parties,omitempty"`
}

// IncidentClosed says that an incident was reviewed.
type IncidentClosed struct {
	Stamp
	Incident IncidentID `json:"incident"`
}

// Corrected says that something on record was wrong and is void. ID is the id of
// the thing, in its own type's text; Of is the party or crossing it belongs to where the thing has no id of its own.
type Corrected struct {
	Stamp
	Thing    Thing        `json:"thing"`
	Consent  ConsentID    `json:"consent,omitempty"`
	Bar      BarID        `json:"bar,omitempty"`
	Permit   PermissionID `json:"permission,omitempty"`
	Assess   AssessmentID `json:"assessment,omitempty"`
	Harm     HarmID       `json:"harm,omitempty"`
	Content  ContentID    `json:"content,omitempty"`
	Crossing CrossingID   `json:"crossing,omitempty"`
	Party    PartyID      `json:"party,omitempty"`
}

// AgreementMade says that something was promised at the end.
type AgreementMade struct {
	Stamp
	Agreement    AgreementID   `json:"agreement"`
	Crossing     CrossingID    `json:"crossing,omitempty"`
	Parties      []PartyID     `json:"parties"`
	Undertakings []Undertaking `json:"undertakings,omitempty"`
}

// Undertaking is one promise of one party; its wording is among the facts.
type Undertaking struct {
	Undertaking UndertakingID `json:"undertaking"`
	Party       PartyID       `json:"party"`
	Due         Instant       `json:"due,omitempty"`
}

// UndertakingRecorded says how far a promise was kept.
type UndertakingRecorded struct {
	Stamp
	Undertaking UndertakingID `json:"undertaking"`
	Kept        Extent        `json:"kept"`
}

// UndertakingChanged says that a promise was changed by the word of those in its
// agreement. Due is its date from now on; another wording is among the facts.
type UndertakingChanged struct {
	Stamp
	Undertaking UndertakingID `json:"undertaking"`
	Agreed      []PartyID     `json:"agreed"`
	Due         Instant       `json:"due,omitempty"`
}

// Name is the wire name of the type and of this version of it.
func (ContentCommitted) Name() string    { return "content.committed.v1" }
func (ContentWithdrawn) Name() string    { return "content.withdrawn.v1" }
func (ContentRead) Name() string         { return "content.read.v1" }
func (ContentSignedOff) Name() string    { return "content.signed-off.v1" }
func (CrossingProposed) Name() string    { return "crossing.proposed.v1" }
func (CrossingCleared) Name() string     { return "crossing.cleared.v1" }
func (ClearanceCancelled) Name() string  { return "clearance.cancelled.v1" }
func (CrossingConfirmed) Name() string   { return "crossing.confirmed.v1" }
func (CrossingDelivered) Name() string   { return "crossing.delivered.v1" }
func (MeetingAttended) Name() string     { return "meeting.attended.v1" }
func (AttendanceCorrected) Name() string { return "attendance.corrected.v1" }
func (CrossingStopped) Name() string     { return "crossing.stopped.v1" }
func (CrossingAnswered) Name() string    { return "crossing.answered.v1" }
func (SenderTelling) Name() string       { return "sender.telling.v1" }
func (MeetingPlanned) Name() string      { return "meeting.planned.v1" }
func (QuestionAsked) Name() string       { return "question.asked.v1" }
func (QuestionWithdrawn) Name() string   { return "question.withdrawn.v1" }
func (QuestionAnswered) Name() string    { return "question.answered.v1" }
func (Disclosed) Name() string           { return "disclosure.made.v1" }
func (DisclosureReviewed) Name() string  { return "disclosure.reviewed.v1" }
func (IncidentOpened) Name() string      { return "incident.opened.v1" }
func (IncidentClosed) Name() string      { return "incident.closed.v1" }
func (Corrected) Name() string           { return "entry.corrected.v1" }
func (AgreementMade) Name() string       { return "agreement.made.v1" }
func (UndertakingRecorded) Name() string { return "undertaking.recorded.v1" }
func (UndertakingChanged) Name() string  { return "undertaking.changed.v1" }
