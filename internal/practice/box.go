package practice

// Box is the fold over one party's box: all that their page depends on
// (P3). Whom something is towards is never shown.
type Box struct {
	Party     PartyID
	Items     []BoxItem
	Wordings  []BoxWording
	Questions []BoxQuestion
	Agreed    []BoxAgreed
	Paused    Instant // since when everything is stopped by their own wish
	Reference string  // their stop reference
	Contact   string  // how they last said they want to be contacted
	Last      Instant
	Events    int
}

// BoxItem is one thing that was given to them: something that crossed, a notice, or word that what they sent has arrived.
type BoxItem struct {
	When     Instant
	Kind     Kind
	Crossing CrossingID // empty for a notice and for word of arrival
	Content  ContentID  // theirs, that has arrived
	Notice   FixedNotice
	From     string
	Text     string
}

// BoxWording is a text of theirs which would be passed on. Wish is how they would rather have it.
type BoxWording struct {
	Content ContentID
	Wording Wording
	Kind    Kind
	Towards []PartyID // to whom it would go, when it was shown; no page shows them
	For     string
	Text    string
	Shown   Instant
	Agreed  Instant // zero: not yet
	Wish    string
}

// BoxQuestion is one thing they were asked. Answer is empty until they answer.
type BoxQuestion struct {
	ID       QuestionID
	About    Asked
	Kind     Kind
	Towards  []PartyID // those at the other end; no page shows them
	Content  ContentID
	Wording  Wording
	Text     string
	Asked    Instant
	Answer   Answer
	Answered Instant
}

// BoxAgreed is one thing they agreed to. Ended is when they took it back.
type BoxAgreed struct {
	Consent ConsentID
	To      Agreed
	Kind    Kind
	Towards []PartyID // empty: nobody in particular; no page shows them
	Means   Means
	Until   Instant
	Text    string
	Given   Instant
	Ended   Instant

	Question QuestionID // given by answering it on their page
	Content  ContentID  // the text it is about; empty: none
}

// BoxCommand is one act of a participant over their own page.
type BoxCommand interface {
	decideBox(d *boxDecision) error
}

// AnswerQuestion answers a question that was put to them.
type AnswerQuestion struct {
	Question QuestionID
	Answer   Answer
	Text     string
}

// AgreeWording says that a text of theirs may be passed on in exactly this wording.
type AgreeWording struct {
	Content ContentID
	Wording Wording
}

// ChangeWording says how they would rather have it.
type ChangeWording struct {
	Content ContentID
	Text    string
}

// TakeBack takes back one thing they agreed to.
type TakeBack struct{ Consent ConsentID }

// StopEverything pauses all that is theirs. It always succeeds.
type StopEverything struct{}

// LiftStop lifts their own pause.
type LiftStop struct{}

// SetContact says how and when they want to be contacted.
type SetContact struct{ Text string }

// Drop is what a participant's act tells the people who work with them: the act
// itself, sealed to the case by the shell. It holds one of [QuestionReplied],
// [WordingAgreed], [WordingChanged], [ConsentReturned], [EverythingStopped],
// [StopLifted], [ContactWished].
type Drop struct{ Event Event }

// Stops says whether the drop bears the clear mark "stop", which takes effect unread.
func (d Drop) Stops() bool {
	switch d.Event.(type) {
	case EverythingStopped, ConsentReturned:
		return true
	default:
		return false
	}
}

// StopDrop is the drop made when a member of staff enters somebody's stop reference, unread.
func StopDrop(party PartyID, at At, act ActID) Drop {
	return Drop{EverythingStopped{Stamp: Stamp{Act: act, At: at.Now, When: at.Now, By: at.Actor}, Party: party}}
}

// DecideBox gives what a participant's act writes into their own box, and the
// drops that tell the people who work with them. It sees the box alone, so what
// it answers depends on nothing but what was given to them (P3). Taking back and
// stopping are never refused (P2).
func DecideBox(box Box, command BoxCommand, at At) ([]Event, []Drop, error) {
	d := &boxDecision{box: box, at: at}
	if len(at.Fresh) == 0 {
		return nil, nil, ErrFreshIDs
	}
	if at.Party == "" || (box.Party != "" && box.Party != at.Party) {
		return nil, nil, refuse(NotTheirs, "party")
	}
	if at.Now <= 0 || at.Now < box.Last {
		return nil, nil, refuse(TooEarly, "now")
	}
	if err := command.decideBox(d); err != nil {
		return nil, nil, err
	}
	return []Event{d.event}, []Drop{{d.event}}, nil
}

type boxDecision struct {
	box   Box
	at    At
	event Event
}

func (d *boxDecision) stamp() Stamp {
	return Stamp{Act: ActID(d.at.Fresh[0]), At: d.at.Now, When: d.at.Now, ByParty: d.at.Party}
}

func (c AnswerQuestion) decideBox(d *boxDecision) error {
	if err := oneOf(c.Answer, []Answer{Yes, No, Later}, "answer"); err != nil {
		return err
	}
	q, ok := find(d.box.Questions, func(q *BoxQuestion) bool { return q.ID == c.Question })
	switch {
	case !ok:
		return refuse(NotFound, "question")
	case q.Answer != "" && q.Answer != Later:
		return refuse(WrongState, "question")
	}
	d.event = QuestionReplied{Stamp: d.stamp(), Party: d.at.Party, Question: c.Question, Answer: c.Answer, Text: c.Text}
	return nil
}

// wording finds a text of theirs that is put before them.
func (d *boxDecision) wording(id ContentID) (BoxWording, error) {
	w, ok := find(d.box.Wordings, func(w *BoxWording) bool { return w.Content == id })
	if !ok {
		return BoxWording{}, refuse(NotFound, "content")
	}
	return w, nil
}

func (c AgreeWording) decideBox(d *boxDecision) error {
	w, err := d.wording(c.Content)
	switch {
	case err != nil:
		return err
	case w.Wording != c.Wording:
		return refuse(WordingMoved, "wording")
	case w.Agreed != 0:
		return refuse(WrongState, "content")
	}
	d.event = WordingAgreed{Stamp: d.stamp(), Party: d.at.Party, Content: c.Content, Wording: c.Wording, Towards: w.Towards}
	return nil
}

func (c ChangeWording) decideBox(d *boxDecision) error {
	if c.Text == "" {
		return refuse(Missing, "text")
	}
	if _, err := d.wording(c.Content); err != nil {
		return err
	}
	d.event = WordingChanged{Stamp: d.stamp(), Party: d.at.Party, Content: c.Content, Text: c.Text}
	return nil
}

func (c TakeBack) decideBox(d *boxDecision) error {
	if _, ok := find(d.box.Agreed, func(a *BoxAgreed) bool { return a.Consent == c.Consent }); !ok {
		return refuse(NotFound, "consent")
	}
	d.event = ConsentReturned{Stamp: d.stamp(), Party: d.at.Party, Consent: c.Consent}
	return nil
}

//nolint:unparam // no stop is ever refused (P2); the error is the interface's
func (StopEverything) decideBox(d *boxDecision) error {
	d.event = EverythingStopped{Stamp: d.stamp(), Party: d.at.Party}
	return nil
}

func (LiftStop) decideBox(d *boxDecision) error {
	if d.box.Paused == 0 {
		return refuse(WrongState, "")
	}
	d.event = StopLifted{Stamp: d.stamp(), Party: d.at.Party}
	return nil
}

func (c SetContact) decideBox(d *boxDecision) error {
	if c.Text == "" {
		return refuse(Missing, "text")
	}
	d.event = ContactWished{Stamp: d.stamp(), Party: d.at.Party, Text: c.Text}
	return nil
}
