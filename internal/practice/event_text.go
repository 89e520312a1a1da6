package practice

// Events that hold names and texts. None of them lives in the case.

// FactsWritten is a text about the case as a whole. Crossing is set where it belongs to one.
type FactsWritten struct {
	Stamp
	What        TextKind      `json:"what"`
	Crossing    CrossingID    `json:"crossing,omitempty"`
	SpokenOf    SpokenOfID    `json:"spoken_of,omitempty"`
	Helper      HelperID      `json:"helper,omitempty"`
	Undertaking UndertakingID `json:"undertaking,omitempty"`
	Text        string        `json:"text"`
}

// NameKept is what a party is called: Full on record, Short as they like to be called, About what else helps ("she/her").
type NameKept struct {
	Stamp
	Party PartyID `json:"party"`
	Full  string  `json:"full"`
	Short string  `json:"short,omitempty"`
	About string  `json:"about,omitempty"`
}

// FileWritten is a text about one party, in their file.
type FileWritten struct {
	Stamp
	Party    PartyID    `json:"party"`
	What     TextKind   `json:"what"`
	Crossing CrossingID `json:"crossing,omitempty"`
	Text     string     `json:"text"`
}

// ContentWritten is the exact text of a content, with the salt of its commitment.
type ContentWritten struct {
	Stamp
	Content ContentID `json:"content"`
	Wording Wording   `json:"wording"`
	Salt    string    `json:"salt"`
	Text    string    `json:"text"`
}

// ContentJudged is why a reader passed or returned a wording.
type ContentJudged struct {
	Stamp
	Content ContentID `json:"content"`
	Wording Wording   `json:"wording"`
	Verdict Verdict   `json:"verdict"`
	Text    string    `json:"text,omitempty"`
}

// LookTaken says that a member of staff opened a party's side on one day. Day is the instant the day began, UTC.
type LookTaken struct {
	Stamp
	Party PartyID `json:"party"`
	Duty  Duty    `json:"duty"`
	Day   Instant `json:"day"`
}

// Name is the wire name of the type and of this version of it.
func (FactsWritten) Name() string   { return "facts.written.v1" }
func (NameKept) Name() string       { return "name.kept.v1" }
func (FileWritten) Name() string    { return "file.written.v1" }
func (ContentWritten) Name() string { return "content.written.v1" }
func (ContentJudged) Name() string  { return "content.judged.v1" }
func (LookTaken) Name() string      { return "look.taken.v1" }

// Home is the compartment the event lives in.
func (FactsWritten) Home() Home     { return Home{Kind: InFacts} }
func (e NameKept) Home() Home       { return FileOf(e.Party) }
func (e FileWritten) Home() Home    { return FileOf(e.Party) }
func (e ContentWritten) Home() Home { return ContentOf(e.Content) }
func (e ContentJudged) Home() Home  { return ContentOf(e.Content) }
func (e LookTaken) Home() Home      { return LooksOf(e.Party) }
