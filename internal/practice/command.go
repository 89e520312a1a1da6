package practice

// Command is one step of the work, asked for by a member of staff. Decide turns
// it into events or refuses it; nothing else does.
type Command interface {
	decide(d *decision) error
	// step says who may take the step and whether it is possible in a closed case.
	step() step
}

// OpenCase begins a case by hand: an intake with everybody known at the time.
// Roles refer to Parties by their place in the list, from 0.
type OpenCase struct {
	When      Instant
	Begun     Begun
	Sensitive bool
	Title     string
	Parties   []NewParty
	Harms     []NewHarm
	SpokenOf  []NewSpokenOf
}

// NewParty is a party to be added. Side puts them on the side of an earlier party
// of the list (its place plus one); zero gives them a side of their own. For works the same way for whom they support or speak for.
type NewParty struct {
	Kind        PartyKind
	Standing    Standing
	For         int
	Side        int
	Capacity    Capacity
	Interested  bool // a guardian with an interest in the harm
	Full, Short string
	About       string
	SafeContact string
}

// NewHarm is a harm to be put on record, with places of parties.
type NewHarm struct {
	Kind        HarmKind
	GenderBased bool
	Harmed      []int
	Responsible []int
}

// NewSpokenOf is somebody who will not be asked. Speaker is the place of the party plus one who may speak for their memory.
type NewSpokenOf struct {
	Unasked Unasked
	Name    string
	Speaker int
}

// AddParty adds one party to an open case. With puts them on somebody's side; For
// is whom they support or represent. Roles are given in the harms on record.
type AddParty struct {
	When          Instant
	Party         NewParty // its For and Side are not used here
	For, With     PartyID
	HarmedIn      []HarmID
	ResponsibleIn []HarmID
}

// ChangeParty says that somebody came of age, lost capacity, has an interest, or is called something else.
type ChangeParty struct {
	When        Instant
	Party       PartyID
	Capacity    Capacity
	Interested  bool
	Full, Short string // empty: as before
	About       string
}

// ChangeHarm corrects the facts of a harm on record or, with no Harm, puts one on
// record that came to light later. Text says what was wrong, or how it came to light. Floors and judgements
// rest on these facts: every assessment of the case, and what was acknowledged of this
// harm, counts no longer, whichever way the facts moved, and is asked again.
type ChangeHarm struct {
	Harm                HarmID
	Kind                HarmKind
	GenderBased         bool
	Harmed, Responsible []PartyID
	Text                string
}

// ShareSides makes two sides one, on the word of all in both.
type ShareSides struct {
	When       Instant
	From, Into SideID
	Agreed     []PartyID // who said so: everybody on both sides
}

// AddHelper brings in an interpreter, intermediary, chaplain or prison officer.
type AddHelper struct {
	When         Instant
	Kind         HelperKind
	Name         string
	Confidential bool // has signed confidentiality
	Checked      bool // was checked for conflicts
}

// Allocate gives somebody a duty, for the sides named or, with none, for all.
type Allocate struct {
	Staff StaffID
	Duty  Duty
	Sides []SideID
}

// Deallocate takes all duties in the case from somebody.
type Deallocate struct{ Staff StaffID }

// DeclareConflict takes a member of staff out of the case for good. They may declare it themselves.
type DeclareConflict struct{ Staff StaffID }

// RecordContact is one call, visit or talk with one party, all in one: whatever
// part is empty was not spoken of. More than one party is possible where the
// profile takes consents together. Where Failed is set nobody was reached: such a try
// holds a note and the next step, and is refused with anything that only they could have said.
type RecordContact struct {
	When    Instant // zero for now; earlier for a late entry
	Parties []PartyID
	Means   Means
	Failed  bool // nobody answered, or what was sent came back

	Note, Account, NextStep string
	Questions               []string // what they would like answered
	Next                    Instant  // when the next step is due
	SafeContact             string
	Limits                  bool // the limits of confidentiality were explained
	Identity                bool // who they are was checked
	Session                 bool // of preparation
	Readiness               Readiness
	ReadyWords              string

	Acknowledges []Acknowledging
	Asking       Asking
	AskAfter     Instant
	Consents     []Consenting
	Refusals     []Refusing
	TakenBack    []ConsentID
	TakesBackAll bool
	Points       []Points
	Answers      []Answering
	Objections   []Objecting
	MayTell      []MayTell
	Confirms     []CrossingID // meetings for which the gate is asked again today
	Delivers     []Delivering
	FollowUp     CrossingID // the contact is the follow-up of this crossing
}

// Acknowledging is what they say of the basic facts of a harm.
type Acknowledging struct {
	Harm   HarmID
	Answer Answer
}

// Consenting is one thing they agreed to. Wording, where given, must be the
// content's present one: what they heard is what they agreed to. Text says it in the words shown on their page.
type Consenting struct {
	To       Agreed
	Kind     Kind
	Towards  []PartyID
	Means    Means
	Content  ContentID
	Wording  Wording
	Audience Audience
	For      PartyID // a guardian: for whom
	Form     Form
	ReadBack bool
	Until    Instant // zero: as long as the profile says
	Text     string
}

// Refusing is a no or a not yet.
type Refusing struct {
	To      Agreed
	Kind    Kind
	Towards []PartyID
	Answer  Answer
	After   Instant
}

// Points are the points of a spoken message, or of an approach (what may be
// said), taken down and read back. Agreed says they agreed to these points going
// to To by Means; a message that its sender stops on hearing it read back has Agreed false.
type Points struct {
	Kind   Kind // Message, or Approach; empty: a message
	Text   string
	To     []PartyID
	Means  Means
	Agreed bool
	Form   Form
}

// Answering is what they said to an approach.
type Answering struct {
	Crossing CrossingID
	Answer   Answer
	After    Instant
}

// Objecting is what another harmed person says of a crossing.
type Objecting struct {
	Crossing CrossingID
	Objects  bool
	Words    string
}

// MayTell is whether the sender may be told that it reached them.
type MayTell struct {
	Crossing CrossingID
	Yes      bool
}

// Delivering is how much of a crossing reached them. Copy is what goes into
// their box to be read again; it must be the wording that was cleared.
type Delivering struct {
	Crossing CrossingID
	Extent   Extent
	Carrier  StaffID // who handed it over; empty: the one who records it
	Copy     Copy
	From     string // how the sender is named to them
}

// Copy is the text of a content with the salt of its commitment, as its own compartment holds it.
type Copy struct{ Salt, Text string }

// DepositInterest keeps somebody's interest silently on file.
type DepositInterest struct {
	When  Instant
	Party PartyID
	Kind  Kind
}

// WriteContent takes down a letter, recording, message, version of a talk or publication, or details, in its author's words.
type WriteContent struct {
	When   Instant
	Author PartyID
	Kind   Kind
	Text   string
	Banked bool // deposited, to be held until the person addressed wants to know
}

// ReviseContent replaces the text. Every consent to the old wording stops counting, since it was to that text.
type ReviseContent struct {
	When    Instant
	Content ContentID
	Text    string
}

// WithdrawContent takes a content back for its author.
type WithdrawContent struct {
	When    Instant
	Content ContentID
}

// ReadContent is a facilitator's reading; Text says why it is returned.
type ReadContent struct {
	Content ContentID
	Wording Wording
	Verdict Verdict
	Text    string
}

// SignOff is the second reading, by somebody else.
type SignOff struct {
	Content ContentID
	Wording Wording
	Verdict Verdict
	Text    string
}

// Propose asks for something to pass. Text, where given, is written as a new
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

// StopCrossing says that a crossing will not happen.
type StopCrossing struct {
	When     Instant
	Crossing CrossingID
	Reason   StopReason
	Text     string
}

// Hold holds the whole case until Review.
type Hold struct {
	Review Instant
	Text   string
}

// ReleaseHold ends a hold.
type ReleaseHold struct{ Text string }

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
