package practice

// Events of the case that the gate rests on: consents, bars, assessments, and
// what touches third people.

// ConsentGiven is one thing one party agreed to. Until is resolved when it is
// given, so a later change of settings does not rewrite it. Kind is empty for
// consents not to a crossing; Wording is set when it is to one exact text;
// ReadBack, when that text was read back in the very conversation; For names the
// one a guardian agrees for.
type ConsentGiven struct {
	Stamp
	Consent  ConsentID `json:"consent"`
	Party    PartyID   `json:"party"`
	To       Agreed    `json:"to"`
	Kind     Kind      `json:"kind,omitempty"`
	Towards  []PartyID `json:"towards,omitempty"`
	Means    Means     `json:"means,omitempty"`
	Content  ContentID `json:"content,omitempty"`
	Wording  Wording   `json:"wording,omitempty"`
	Audience Audience  `json:"audience,omitempty"`
	For      PartyID   `json:"for,omitempty"`
	Form     Form      `json:"form"`
	ReadBack bool      `json:"read_back,omitempty"`
	Until    Instant   `json:"until,omitempty"`
}

// ConsentTakenBack ends a consent from the instant it was said or sent (P2).
type ConsentTakenBack struct {
	Stamp
	Consent ConsentID `json:"consent"`
	Party   PartyID   `json:"party"`
}

// EverythingTakenBack says that a party took back all that they had agreed to until
// then, whatever of it was on record (P2): a consent from before, entered after, is over too.
type EverythingTakenBack struct {
	Stamp
	Party PartyID `json:"party"`
}

// ConsentRefused is a no, or a not yet, to one thing. After is when they may be asked again.
type ConsentRefused struct {
	Stamp
	Party   PartyID   `json:"party"`
	To      Agreed    `json:"to"`
	Kind    Kind      `json:"kind,omitempty"`
	Towards []PartyID `json:"towards,omitempty"`
	Answer  Answer    `json:"answer"`
	After   Instant   `json:"after,omitempty"`
}

// BarRecorded puts a reason against contact on record: it holds back those in On
// from those in Towards (everybody, when none is named) by these means, from Start.
// Effect and Authority are resolved from the profile when it is recorded.
type BarRecorded struct {
	Stamp
	Bar       BarID     `json:"bar"`
	Kind      BarKind   `json:"kind"`
	On        []PartyID `json:"on"`
	Towards   []PartyID `json:"towards,omitempty"`
	Means     []Means   `json:"means"`
	Effect    Effect    `json:"effect"`
	Authority Authority `json:"authority"`
	Start     Instant   `json:"start"`
	Until     Instant   `json:"until,omitempty"`
	Review    Instant   `json:"review,omitempty"`
}

// BarEnded says that a bar is over.
type BarEnded struct {
	Stamp
	Bar BarID `json:"bar"`
}

// PermissionRecorded is its authority's leave for some kinds and means under a bar.
type PermissionRecorded struct {
	Stamp
	Permission PermissionID `json:"permission"`
	Bar        BarID        `json:"bar"`
	Authority  Authority    `json:"authority"`
	Kinds      []Kind       `json:"kinds"`
	Means      []Means      `json:"means"`
	Until      Instant      `json:"until,omitempty"`
}

// PermissionEnded says that a permission was taken back.
type PermissionEnded struct {
	Stamp
	Permission PermissionID `json:"permission"`
}

// Assessed is a dated judgement for one kind of crossing by some means, naming all who take part.
type Assessed struct {
	Stamp
	Assessment AssessmentID `json:"assessment"`
	Kind       Kind         `json:"kind"`
	Means      Means        `json:"means"`
	Parties    []PartyID    `json:"parties"`
	GoAhead    bool         `json:"go_ahead"`
	Until      Instant      `json:"until,omitempty"`
}

// AssessmentRenewed says that nothing changed, and it holds until later.
type AssessmentRenewed struct {
	Stamp
	Assessment AssessmentID `json:"assessment"`
	Until      Instant      `json:"until,omitempty"`
}

// OtherTold says that another harmed person was told of a crossing.
type OtherTold struct {
	Stamp
	Crossing CrossingID `json:"crossing"`
	Party    PartyID    `json:"party"`
}

// OtherAnswered is what another harmed person said to it.
type OtherAnswered struct {
	Stamp
	Crossing CrossingID `json:"crossing"`
	Party    PartyID    `json:"party"`
	Objects  bool       `json:"objects,omitempty"`
}

// ObjectionAnswered says that an objection was answered: the crossing was changed or the reasons were told to them.
type ObjectionAnswered struct {
	Stamp
	Crossing CrossingID `json:"crossing"`
	Party    PartyID    `json:"party"`
}

// ReasonsGiven is a supervisor's decision about telling another harmed person; the reasons are among the facts.
type ReasonsGiven struct {
	Stamp
	Crossing CrossingID `json:"crossing"`
	Party    PartyID    `json:"party"`
	Reason   Reason     `json:"reason"`
}

// UseExamined says what one exact version takes of everybody else.
type UseExamined struct {
	Stamp
	Crossing CrossingID `json:"crossing"`
	Wording  Wording    `json:"wording"`
	Uses     []Use      `json:"uses,omitempty"`
}

// Use is what a version takes of one party or one person spoken of: exactly one of the two is named.
type Use struct {
	Party    PartyID    `json:"party,omitempty"`
	SpokenOf SpokenOfID `json:"spoken_of,omitempty"`
	Of       UseOf      `json:"of"`
}

// Name is the wire name of the type and of this version of it.
func (ConsentGiven) Name() string        { return "consent.given.v1" }
func (ConsentTakenBack) Name() string    { return "consent.taken-back.v1" }
func (EverythingTakenBack) Name() string { return "consent.all-taken-back.v1" }
func (ConsentRefused) Name() string      { return "consent.refused.v1" }
func (BarRecorded) Name() string         { return "bar.recorded.v1" }
func (BarEnded) Name() string            { return "bar.ended.v1" }
func (PermissionRecorded) Name() string  { return "permission.recorded.v1" }
func (PermissionEnded) Name() string     { return "permission.ended.v1" }
func (Assessed) Name() string            { return "assessment.made.v1" }
func (AssessmentRenewed) Name() string   { return "assessment.renewed.v1" }
func (OtherTold) Name() string           { return "other.told.v1" }
func (OtherAnswered) Name() string       { return "other.answered.v1" }
func (ObjectionAnswered) Name() string   { return "objection.answered.v1" }
func (ReasonsGiven) Name() string        { return "reasons.given.v1" }
func (UseExamined) Name() string         { return "use.examined.v1" }
