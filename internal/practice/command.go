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
// is whom they support or represent. Roles are given in the harms on record. Was is
// somebody spoken of until now who was found: they are asked themselves from now on.
type AddParty struct {
	When          Instant
	Party         NewParty // its For and Side are not used here
	For, With     PartyID
	HarmedIn      []HarmID
	ResponsibleIn []HarmID
	Was           SpokenOfID
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

// PartSides puts some of a side on a side of their own, on the word of any one of
// them: to share takes all, to share no more takes one. Whoever supports or speaks for
// one who leaves goes with them.
type PartSides struct {
	When    Instant
	From    SideID
	Leaving []PartyID
	Text    string
}

// AddHelper brings in an interpreter, intermediary, chaplain or prison officer.
type AddHelper struct {
	When         Instant
	Kind         HelperKind
	Name         string
	Confidential bool // has signed confidentiality
	Checked      bool // was checked for conflicts
}

// ChangeHelper says how a helper stands from now on: that they signed confidentiality or
// were checked for conflicts since, or that one of the two fell away. Text says what was found, and is needed where something falls away.
type ChangeHelper struct {
	When                  Instant
	Helper                HelperID
	Confidential, Checked bool
	Text                  string
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

	Attended []Attending // of a meeting: those of whom it was not as planned; whoever is not named came and stayed
}

// Attending is how somebody was at a meeting, where that was not as planned: who left
// before its end, who did not come, and who was there without being in the plan. Exactly one of Party and Helper is set.
type Attending struct {
	Party    PartyID
	Helper   HelperID
	Presence Presence
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
