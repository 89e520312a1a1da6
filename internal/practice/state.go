package practice

// Case is the fold over the stream of the case compartment alone: no name, no
// text. It suffices for [Decide] and [Gate]. It is a value: [Evolve] copies what
// it changes, so an older Case stays as it was.
type Case struct {
	Opened    Instant // zero: there is no such case yet
	Begun     Begun
	Sensitive bool
	Last      Instant // when anything was last written down
	Touched   Instant // when anybody was last in contact, or anything crossed
	Reopened  Instant // when it was last opened again; zero: never
	Events    int     // how many were folded

	Harms      []Harm
	Parties    []Party
	SpokenOf   []SpokenOf
	Helpers    []Helper
	Staff      []Allocation
	Conflicts  []StaffID
	Consents   []Consent
	Refusals   []RefusedConsent
	Bars       []Bar
	Assessed   []Assessment
	Contents   []Content
	Crossings  []Crossing
	Questions  []Question
	Held       Holding // a Review of zero: not held
	Incidents  []Incident
	Disclosed  []Disclosure
	Agreements []Agreement
	Struck     []EntryStruck
	Closed     Closing // an At of zero: open
}

// Harm is what happened, with the roles in it.
type Harm struct {
	ID                  HarmID
	Kind                HarmKind
	GenderBased         bool
	Harmed, Responsible []PartyID
	Acknowledged        []Acknowledgement // the last word of each responsible party
}

// Acknowledgement is what somebody says of the basic facts of a harm.
type Acknowledgement struct {
	Party  PartyID
	Answer Answer
	When   Instant
}

// Party is one person or organisation in the case.
type Party struct {
	ID         PartyID
	Kind       PartyKind
	Standing   Standing
	For        PartyID
	Side       SideID
	Capacity   Capacity
	Interested bool
	Erased     bool

	ChangedSince Instant // when capacity and interest were last found otherwise; zero: as at the beginning

	LimitsExplained Instant // zero: not yet
	IdentityChecked Instant
	SafeContact     Instant // since when there is a plan
	Asking          Asking
	AskAfter        Instant
	AskingSince     Instant
	Sessions        int
	Readiness       Readiness
	ReadinessSince  Instant
	Contacted       Instant // last
	Next            Instant // when the next step with them is due
	NextSince       Instant // when that was last said, in a contact or after a try that failed
	Paused          Instant // since when; zero: not paused
	PausedLast      Instant // when they last said that they stop
	Interests       []Kind
	TookBackAll     Instant // when they last took back all that they had agreed to

	Died         Instant // zero: they live
	Speaker      PartyID // who may speak for their memory once they died; empty: nobody
	SpeakerSince Instant
}

// IsHere says whether a party can be asked anything, or given anything, now: they live,
// as far as is on record, and were not erased. What nobody can answer is offered nowhere.
func (p Party) IsHere() bool { return !p.Erased && p.Died == 0 }

// deadAt says whether a party had died by an instant.
func (p Party) deadAt(now Instant) bool { return p.Died != 0 && p.Died <= now }

// SpokenOf is somebody who is never asked.
type SpokenOf struct {
	ID      SpokenOfID
	Unasked Unasked
	Speaker PartyID

	SpeakerSince Instant // zero: from the beginning
	Became       PartyID // the party they are since they were found; empty: nobody
}

// Helper is somebody who helps and has no box.
type Helper struct {
	ID                    HelperID
	Kind                  HelperKind
	Confidential, Checked bool
	ChangedSince          Instant // zero: as at the beginning
}

// isFit says whether a helper may be at a meeting.
func (h Helper) isFit() bool { return h.Confidential && h.Checked }

// Allocation is one duty of one member of staff; with no Sides, for all.
type Allocation struct {
	Staff StaffID
	Duty  Duty
	Sides []SideID
	Since Instant
}

// Consent is one thing one party agreed to. Ended is set when it was taken back; Void when it was recorded in error.
type Consent struct {
	ID       ConsentID
	Act      ActID
	Party    PartyID
	To       Agreed
	Kind     Kind
	Towards  []PartyID
	Means    Means
	Content  ContentID
	Wording  Wording
	Audience Audience
	For      PartyID
	Form     Form
	ReadBack bool
	HeardBy  StaffID // empty for one given on a page
	Given    Instant
	Until    Instant
	Ended    Instant
	Void     bool
}

// standsAt says whether a consent holds at an instant.
func (c Consent) standsAt(now Instant) bool {
	return !c.Void && c.Given <= now && now.before(c.Until) && now.before(c.Ended)
}

// RefusedConsent is a no, or not yet, of a party to one thing.
type RefusedConsent struct {
	Party   PartyID
	To      Agreed
	Kind    Kind
	Towards []PartyID
	Answer  Answer
	When    Instant
	After   Instant
}

// Bar is a reason against contact.
type Bar struct {
	ID          BarID
	Kind        BarKind
	On, Towards []PartyID
	Means       []Means
	Effect      Effect
	Authority   Authority
	Start       Instant
	Until       Instant
	Review      Instant
	Ended       Instant
	Void        bool
	Permissions []Permission
}

// standsAt says whether a bar holds at an instant.
func (b Bar) standsAt(now Instant) bool {
	return !b.Void && b.Start <= now && now.before(b.Until) && now.before(b.Ended)
}

// Permission is its authority's leave under a bar.
type Permission struct {
	ID    PermissionID
	Kinds []Kind
	Means []Means
	Given Instant
	Until Instant
	Ended Instant
	Void  bool
}

// standsAt says whether a permission holds at an instant.
func (p Permission) standsAt(now Instant) bool {
	return !p.Void && p.Given <= now && now.before(p.Until) && now.before(p.Ended)
}

// Assessment is a dated judgement.
type Assessment struct {
	ID      AssessmentID
	Kind    Kind
	Means   Means
	Parties []PartyID
	GoAhead bool
	Made    Instant
	Until   Instant
	Renewed Instant // last; zero: never
	Void    bool
}

// Content is what a letter, recording, message or version is known by here: its present wording.
type Content struct {
	ID        ContentID
	Author    PartyID
	Kind      Kind
	Wording   Wording
	Banked    bool
	Written   Instant
	Withdrawn Instant
	Read      Reading
	Second    Reading
}

// Reading is one person's last verdict on a wording.
type Reading struct {
	By      StaffID // empty: nobody yet
	Wording Wording
	Verdict Verdict
	When    Instant
}

// Crossing is what passes, or is meant to. Its wording is its content's present one.
type Crossing struct {
	ID       CrossingID
	Kind     Kind
	From, To []PartyID
	Means    Means
	Content  ContentID
	Audience Audience
	Notice   FixedNotice
	ReplyTo  CrossingID
	State    CrossingState
	Proposed Instant
	Reason   StopReason // when it is stopped
	Stopped  Instant

	Clearance Clearance
	Confirmed Instant // when the gate was last asked again for a meeting
	Plan      Plan
	Others    []Other
	Examined  Wording // the version whose uses were examined
	Uses      []Use

	Attended  []Attendance // who was at a meeting, as last written down
	Held      bool         // what Attended is of took place
	Owed      []Instant    // when contacts are due after what Attended is of
	Delivered Instant      // when the last of it reached them
	Carried   Carried      // what that delivery rested on
	Answers   []Answered
	MayTell   Answer // whether the sender may be told; empty: not said
	FollowUps []FollowUp

	MayTellSince Instant // when they last said so
}

// Clearance is who may carry a crossing, from when until when. Cancelled is when
// it stopped holding before its end; a clearance stays on record after that.
type Clearance struct {
	Carrier   StaffID // empty: never cleared
	From      Instant
	Until     Instant
	Cancelled Instant
	Heard     bool // whoever was to carry it ended it themselves, and need not be told
	Profile   string
}

// holdsAt says whether the clearance covers an instant.
func (c Clearance) holdsAt(when Instant) bool {
	return c.Carrier != "" && c.From <= when && when.before(c.Until) && when.before(c.Cancelled)
}

// Carried is what a delivery rested on: who carried it, which wording, which consents.
type Carried struct {
	By       StaffID
	Extent   Extent
	Wording  Wording
	Consents []ConsentID
}

// Answered is what somebody said to an approach.
type Answered struct {
	Party  PartyID
	Answer Answer
	When   Instant
	After  Instant
}

// Plan is a meeting plan; Starts of zero: there is none.
type Plan struct {
	Starts                  Instant
	Place, Apart, HowToStop bool
	Supporters              []PartyID
	Helpers                 []HelperID
	Planned                 Instant
}

// Other is how it stands with another harmed person about one crossing.
type Other struct {
	Party    PartyID
	Told     Instant
	Answered Instant
	Objects  bool
	Settled  Instant // when their objection was answered
	Reason   Reason  // a supervisor's decision; empty: none
}

// stands says whether they object, and have not been answered.
func (o Other) stands() bool { return o.Objects && o.Settled == 0 }

// FollowUp is a contact owed to somebody who took part.
type FollowUp struct {
	Party PartyID
	Due   Instant
	Done  Instant
}

// Question is one asked on a participant's page.
type Question struct {
	ID        QuestionID
	Party     PartyID
	About     Asked
	Crossing  CrossingID
	Wording   Wording
	Towards   []PartyID // those at the other end, as it was asked: an answer is about them alone
	Asked     Instant
	Answer    Answer // empty: not answered
	Answered  Instant
	Withdrawn Instant
}

// waits says whether a question stands on their page to be answered.
func (q Question) waits() bool { return q.Withdrawn == 0 && (q.Answer == "" || q.Answer == Later) }

// Holding is staff's hold on the whole case.
type Holding struct{ Since, Review Instant }

// Incident is what went past the gate.
type Incident struct {
	ID       IncidentID
	Kind     IncidentKind
	Crossing CrossingID
	Parties  []PartyID
	Happened Instant
	Opened   Instant
	Closed   Instant
}

// Disclosure is what went to somebody who is not a party.
type Disclosure struct {
	ID       DisclosureID
	Party    PartyID
	To       Recipient
	Ground   Ground
	By       StaffID
	Made     Instant
	Review   Instant
	Reviewed Instant
	Upheld   bool
}

// Agreement is what was promised.
type Agreement struct {
	ID           AgreementID
	Crossing     CrossingID
	Parties      []PartyID
	Made         Instant
	Undertakings []Promise
}

// Promise is one undertaking; Kept is empty until it was looked at.
type Promise struct {
	ID       UndertakingID
	Party    PartyID
	Due      Instant
	Kept     Extent
	Recorded Instant
	Changed  Instant // when it was last changed; zero: it is as it was made
}

// Closing is how a case ended.
type Closing struct {
	At     Instant
	Ending Ending
	Keep   Instant
}
