package practice

// Events of a party's box. The first group is pushed by staff, who write and do
// not read; the second is the participant's own acts. What a party is shown
// depends on these alone (P3).

// ItemGiven is something that reached them. Text is what they may read again on their page.
type ItemGiven struct {
	Stamp
	Party    PartyID    `json:"party"`
	Crossing CrossingID `json:"crossing"`
	Kind     Kind       `json:"kind"`
	From     string     `json:"from,omitempty"` // how the sender is named to them
	Text     string     `json:"text,omitempty"`
}

// NoticeGiven is one of the service's fixed neutral sentences.
type NoticeGiven struct {
	Stamp
	Party  PartyID     `json:"party"`
	Notice FixedNotice `json:"notice"`
}

// SenderTold says that what they sent has reached the person, who agreed to their being told.
type SenderTold struct {
	Stamp
	Party   PartyID   `json:"party"`
	Content ContentID `json:"content"`
}

// WordingShown puts before its author the exact text that would be passed on. For says to whom and how, and that nothing passes before they agree.
// Kind and Towards say the same in the words of the case: agreeing to it agrees to nothing beyond them.
type WordingShown struct {
	Stamp
	Party   PartyID   `json:"party"`
	Content ContentID `json:"content"`
	Wording Wording   `json:"wording"`
	Kind    Kind      `json:"kind"`
	Towards []PartyID `json:"towards,omitempty"`
	For     string    `json:"for,omitempty"`
	Text    string    `json:"text"`
}

// WordingHidden takes a content that was withdrawn off its author's page.
type WordingHidden struct {
	Stamp
	Party   PartyID   `json:"party"`
	Content ContentID `json:"content"`
}

// QuestionPut asks them one thing; Text is the whole question. Wording is set where it is about one exact text.
// Kind and Towards are what a no to it ends: all that they agreed to of that sort and in that direction.
type QuestionPut struct {
	Stamp
	Party    PartyID    `json:"party"`
	Question QuestionID `json:"question"`
	About    Asked      `json:"about"`
	Kind     Kind       `json:"kind"`
	Towards  []PartyID  `json:"towards,omitempty"`
	Content  ContentID  `json:"content,omitempty"`
	Wording  Wording    `json:"wording,omitempty"`
	Text     string     `json:"text"`
}

// QuestionTakenAway takes a question back.
type QuestionTakenAway struct {
	Stamp
	Party    PartyID    `json:"party"`
	Question QuestionID `json:"question"`
}

// AgreedListed puts a consent on their list of what they agreed to. Text says it in words they know.
type AgreedListed struct {
	Stamp
	Party   PartyID   `json:"party"`
	Consent ConsentID `json:"consent"`
	To      Agreed    `json:"to"`
	Kind    Kind      `json:"kind,omitempty"`
	Towards []PartyID `json:"towards,omitempty"`
	Content ContentID `json:"content,omitempty"`
	Means   Means     `json:"means,omitempty"`
	Until   Instant   `json:"until,omitempty"`
	Text    string    `json:"text,omitempty"`
}

// AgreedEnded says that a consent on their list is over because they took it back.
type AgreedEnded struct {
	Stamp
	Party   PartyID   `json:"party"`
	Consent ConsentID `json:"consent"`
}

// PauseShown says whether everything is paused by their own wish.
type PauseShown struct {
	Stamp
	Party  PartyID `json:"party"`
	Paused bool    `json:"paused"`
}

// StopReferenceGiven is the reference which anyone on staff can enter to stop everything for them.
type StopReferenceGiven struct {
	Stamp
	Party     PartyID `json:"party"`
	Reference string  `json:"reference"`
}

// QuestionReplied is their answer to a question.
type QuestionReplied struct {
	Stamp
	Party    PartyID    `json:"party"`
	Question QuestionID `json:"question"`
	Answer   Answer     `json:"answer"`
	Text     string     `json:"text,omitempty"`
}

// WordingAgreed says that these are their words and may be passed on to those they were shown for.
type WordingAgreed struct {
	Stamp
	Party   PartyID   `json:"party"`
	Content ContentID `json:"content"`
	Wording Wording   `json:"wording"`
	Towards []PartyID `json:"towards,omitempty"`
}

// WordingChanged is the text as they would rather have it.
type WordingChanged struct {
	Stamp
	Party   PartyID   `json:"party"`
	Content ContentID `json:"content"`
	Text    string    `json:"text"`
}

// ConsentReturned takes a consent back over their own page.
type ConsentReturned struct {
	Stamp
	Party   PartyID   `json:"party"`
	Consent ConsentID `json:"consent"`
}

// EverythingStopped pauses all that is theirs.
type EverythingStopped struct {
	Stamp
	Party PartyID `json:"party"`
}

// StopLifted lifts their own pause.
type StopLifted struct {
	Stamp
	Party PartyID `json:"party"`
}

// ContactWished is how and when they want to be contacted.
type ContactWished struct {
	Stamp
	Party PartyID `json:"party"`
	Text  string  `json:"text"`
}

// Name is the wire name of the type and of this version of it.
func (ItemGiven) Name() string          { return "item.given.v1" }
func (NoticeGiven) Name() string        { return "notice.given.v1" }
func (SenderTold) Name() string         { return "sender.told.v1" }
func (WordingShown) Name() string       { return "wording.shown.v1" }
func (WordingHidden) Name() string      { return "wording.hidden.v1" }
func (QuestionPut) Name() string        { return "question.put.v1" }
func (QuestionTakenAway) Name() string  { return "question.taken-away.v1" }
func (AgreedListed) Name() string       { return "agreed.listed.v1" }
func (AgreedEnded) Name() string        { return "agreed.ended.v1" }
func (PauseShown) Name() string         { return "pause.shown.v1" }
func (StopReferenceGiven) Name() string { return "stop-reference.given.v1" }
func (QuestionReplied) Name() string    { return "question.replied.v1" }
func (WordingAgreed) Name() string      { return "wording.agreed.v1" }
func (WordingChanged) Name() string     { return "wording.changed.v1" }
func (ConsentReturned) Name() string    { return "consent.returned.v1" }
func (EverythingStopped) Name() string  { return "everything.stopped.v1" }
func (StopLifted) Name() string         { return "stop.lifted.v1" }
func (ContactWished) Name() string      { return "contact.wished.v1" }

// Home is the compartment the event lives in.
func (e ItemGiven) Home() Home          { return BoxOf(e.Party) }
func (e NoticeGiven) Home() Home        { return BoxOf(e.Party) }
func (e SenderTold) Home() Home         { return BoxOf(e.Party) }
func (e WordingShown) Home() Home       { return BoxOf(e.Party) }
func (e WordingHidden) Home() Home      { return BoxOf(e.Party) }
func (e QuestionPut) Home() Home        { return BoxOf(e.Party) }
func (e QuestionTakenAway) Home() Home  { return BoxOf(e.Party) }
func (e AgreedListed) Home() Home       { return BoxOf(e.Party) }
func (e AgreedEnded) Home() Home        { return BoxOf(e.Party) }
func (e PauseShown) Home() Home         { return BoxOf(e.Party) }
func (e StopReferenceGiven) Home() Home { return BoxOf(e.Party) }
func (e QuestionReplied) Home() Home    { return BoxOf(e.Party) }
func (e WordingAgreed) Home() Home      { return BoxOf(e.Party) }
func (e WordingChanged) Home() Home     { return BoxOf(e.Party) }
func (e ConsentReturned) Home() Home    { return BoxOf(e.Party) }
func (e EverythingStopped) Home() Home  { return BoxOf(e.Party) }
func (e StopLifted) Home() Home         { return BoxOf(e.Party) }
func (e ContactWished) Home() Home      { return BoxOf(e.Party) }
