package practice

// Propose asks for something to pass. ReplyTo is what it answers: that must have reached
// all of From, and To may be nobody but its senders. Text, where given, is written as a new
// content. Judgement, for an approach, is the dated judgement of the asking;
// Clear asks the gate at once, so that an approach is one form.
type Propose struct {
	When      Instant
	Kind      Kind
	From, To  []PartyID
	Means     Means
	Content   ContentID
	Text      string
	Audience  Audience
	Notice    FixedNotice
	ReplyTo   CrossingID
	Judgement *Judging
	Clear     *Clearing
}

// Judging is a judgement in words, with its outcome.
type Judging struct {
	GoAhead bool
	Text    string
	Until   Instant
}

// Clearing names who may carry it, until when.
type Clearing struct {
	Carrier StaffID
	Until   Instant
}

// RecordBar puts a bar on record. Text names the order or the reason.
type RecordBar struct {
	When        Instant
	Kind        BarKind
	On, Towards []PartyID
	Means       []Means
	Start       Instant
	Until       Instant
	Review      Instant
	Text        string
}

// EndBar says that a bar is over.
type EndBar struct {
	When Instant
	Bar  BarID
	Text string
}

// RecordPermission records its authority's leave under a bar that needs one.
type RecordPermission struct {
	When      Instant
	Bar       BarID
	Authority Authority
	Kinds     []Kind
	Means     []Means
	Until     Instant
	Text      string
}

// EndPermission says that a permission was taken back.
type EndPermission struct {
	When       Instant
	Permission PermissionID
}

// Assess is a judgement of risks and strengths, naming all who take part.
type Assess struct {
	When    Instant
	Kind    Kind
	Means   Means
	Parties []PartyID
	GoAhead bool
	Until   Instant
	Text    string
}

// RenewAssessment says that nothing changed.
type RenewAssessment struct {
	When       Instant
	Assessment AssessmentID
	Until      Instant
}

// PlanMeeting plans a meeting. With no Crossing it also proposes it, between From and To.
type PlanMeeting struct {
	Crossing     CrossingID
	From, To     []PartyID
	Means        Means
	Starts       Instant
	Place        string
	Apart        bool
	HowToStop    string
	Supporters   []PartyID
	Helpers      []HelperID
	Arrangements []Arrangement
}

// Arrangement is what one party alone needs to know: how they arrive, where they wait.
type Arrangement struct {
	Party PartyID
	Text  string
}

// RecordTold says that another harmed person was told of a crossing.
type RecordTold struct {
	When     Instant
	Crossing CrossingID
	Party    PartyID
	Text     string
}

// AnswerObjection answers another harmed person's objection: what was changed, or why it goes on.
type AnswerObjection struct {
	When     Instant
	Crossing CrossingID
	Party    PartyID
	Text     string
}

// GiveReasons is a supervisor's decision about telling another harmed person, with reasons.
type GiveReasons struct {
	Crossing CrossingID
	Party    PartyID
	Reason   Reason
	Text     string
}

// UseOfWords says what one version of a talk or publication takes of everybody else in the case.
type UseOfWords struct {
	Crossing CrossingID
	Wording  Wording
	Uses     []Use
}

// Clear asks the gate, naming who carries it until when. Judgement, for an
// approach that was proposed in a contact record, is the judgement of the asking.
type Clear struct {
	Crossing CrossingID
	Clearing
	Judgement *Judging
}

// Confirm asks the gate again on the day of a meeting.
type Confirm struct{ Crossing CrossingID }

// Deliver records how much reached them, when. It is never refused for what stood in the way: that is an incident.
type Deliver struct {
	When Instant
	Delivering
}

// CorrectAttendance says that some were at a meeting otherwise than was written down,
// whether or not it is over. The rest of the list stands. Text is what was wrong.
type CorrectAttendance struct {
	Crossing CrossingID
	Attended []Attending
	Text     string
}

// StopCrossing says that a crossing will not happen.
type StopCrossing struct {
	When     Instant
	Crossing CrossingID
	Reason   StopReason
	Text     string
}
