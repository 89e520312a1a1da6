package practice

import "slices"

func (GiveStopReference) step() step { return step{} }
func (Ask) step() step               { return step{} }
func (WithdrawQuestion) step() step  { return step{} }
func (ShowWording) step() step       { return step{} }
func (TakeIn) step() step {
	return step{by: []Duty{Facilitator, Coordinator, Supervisor, Lead}, afterEnd: true}
}

func (c GiveStopReference) decide(d *decision) error {
	if _, err := d.party(c.Party, "party"); err != nil {
		return err
	}
	if err := d.living(c.Party, "party"); err != nil {
		return err
	}
	if c.Reference == "" {
		return refuse(Missing, "reference")
	}
	d.emit(StopReferenceGiven{Stamp: d.stamp(), Party: c.Party, Reference: c.Reference})
	return nil
}

// decide puts a question on their page. Nothing is mentioned there before it was mentioned by voice.
func (c Ask) decide(d *decision) error {
	if _, err := d.party(c.Party, "party"); err != nil {
		return err
	}
	if err := d.living(c.Party, "party"); err != nil {
		return err
	}
	if err := oneOf(c.About, []Asked{AskedToSend, AskedToReceive, AskedTakePart, AskedTelling, AskedUse}, "about"); err != nil {
		return err
	}
	if c.Text == "" {
		return refuse(Missing, "text")
	}
	x, err := d.crossing(c.Crossing, "crossing")
	if err != nil {
		return err
	}
	if !d.concerned(x, c.Party, c.About) {
		return refuse(NotTheirs, "crossing")
	}
	if !d.spokenTo(x, c.Party) {
		return refuse(NotApproached, "party")
	}
	wording := Wording("")
	if c.About == AskedToSend || c.About == AskedUse {
		wording = d.state.Wording(x)
	}
	id, towards := QuestionID(d.newID()), c.About.towards(x, c.Party)
	d.emit(QuestionAsked{Stamp: d.stamp(), Question: id, Party: c.Party, About: c.About, Crossing: x.ID, Wording: wording, Towards: towards})
	d.emit(QuestionPut{Stamp: d.stamp(), Party: c.Party, Question: id, About: c.About, Kind: x.Kind, Towards: towards, Content: x.Content, Wording: wording, Text: c.Text})
	return nil
}

// concerned says whether a question about a crossing is this party's to answer.
func (d *decision) concerned(x Crossing, party PartyID, about Asked) bool {
	switch about {
	case AskedToSend:
		return slices.Contains(x.From, party)
	case AskedToReceive:
		return slices.Contains(x.To, party)
	case AskedTakePart, AskedTelling:
		return slices.Contains(x.Taking(), party)
	case AskedUse:
		return x.Kind == Publication || x.Kind == Talk
	}
	return false
}

// spokenTo says whether a party was approached by voice on behalf of those at the
// other end, had them approached, or sends it themselves.
func (d *decision) spokenTo(x Crossing, party PartyID) bool {
	if len(x.To) == 0 || (slices.Contains(x.From, party) && x.Kind != Meeting) {
		return true
	}
	rest := others(x.Taking(), party)
	if slices.Contains(x.To, party) {
		rest = x.From // not who is given the same beside them
	}
	asked := slices.ContainsFunc(d.state.Crossings, func(a Crossing) bool {
		return a.Kind == Approach && a.Delivered != 0 &&
			(slices.Contains(a.To, party) && overlaps(a.From, rest) || slices.Contains(a.From, party) && overlaps(a.To, rest))
	})
	return asked || slices.ContainsFunc(d.state.Consents, func(c Consent) bool {
		return c.Party == party && c.Form == Unprompted && overlaps(c.Towards, rest)
	})
}

func (c WithdrawQuestion) decide(d *decision) error {
	q, ok := d.state.Question(c.Question)
	switch {
	case !ok:
		return refuse(NotFound, "question")
	case q.Withdrawn != 0 || q.Answer != "":
		return refuse(WrongState, "question")
	}
	d.emit(QuestionWithdrawn{Stamp: d.stamp(), Question: q.ID})
	d.emit(QuestionTakenAway{Stamp: d.stamp(), Party: q.Party, Question: q.ID})
	return nil
}

func (c ShowWording) decide(d *decision) error {
	content, err := d.ownContent(c.Content)
	if err != nil {
		return err
	}
	if err := d.living(content.Author, "content"); err != nil {
		return err
	}
	if Commit(c.Copy.Salt, c.Copy.Text) != content.Wording {
		return refuse(WordingMoved, "copy")
	}
	d.emit(WordingShown{
		Stamp: d.stamp(), Party: content.Author, Content: content.ID, Wording: content.Wording, Kind: content.Kind,
		Towards: d.recipientsOf(content), For: c.For, Text: c.Copy.Text,
	})
	return nil
}

// recipientsOf gives everybody to whom a content would go by what is proposed by now.
func (d *decision) recipientsOf(content Content) []PartyID {
	var towards []PartyID
	for _, x := range d.state.Crossings {
		if x.Content == content.ID && !x.IsOver() {
			towards = append(towards, x.To...)
		}
	}
	return sortedSet(towards)
}

// decide takes in what a participant did on their own page: it happened when
// they did it. What they take back or stop holds whatever became of the rest.
func (c TakeIn) decide(d *decision) error {
	if c.Drop.Event == nil || c.Drop.Event.Home().Kind != InBox {
		return refuse(Missing, "drop")
	}
	stamp, party := c.Drop.Event.Stamped(), c.Drop.Event.Home().Party
	if p, ok := d.state.Party(party); !ok {
		return refuse(NotFound, "drop")
	} else if p.Erased {
		return nil // nothing of theirs is left that it could change
	}
	// A page's clock that runs ahead does not delay a stop.
	d.when = min(max(stamp.When, 1), d.at.Now)
	d.since = d.when
	d.byParty = stamp.ByParty
	if d.byParty != "" && d.byParty != party {
		return refuse(NotTheirs, "drop")
	}
	switch e := c.Drop.Event.(type) {
	case EverythingStopped:
		d.pause(party)
		if d.byParty == "" { // entered by staff from a stop reference
			d.emit(PauseShown{Stamp: d.stamp(), Party: party, Paused: true})
		}
	case ConsentReturned:
		d.takeBack(party, d.cameWith(e.Consent))
	case StopLifted:
		if p, _ := d.state.Party(party); d.byParty != "" && p.Paused != 0 && p.Paused <= d.when {
			d.emit(PauseLifted{Stamp: d.stamp(), Party: party})
		}
	case QuestionReplied:
		d.onPage = e.Act
		return d.takeReply(party, e)
	case WordingAgreed:
		d.onPage = e.Act
		return d.takeWording(party, e)
	case WordingChanged:
		return d.takeChange(party, e)
	case ContactWished:
		d.file(party, WishText, "", e.Text)
	default:
		return refuse(BadValue, "drop")
	}
	return nil
}

// takeReply takes an answer in. One to a question that moved on is recorded and satisfies nothing; a no counts all the same.
func (d *decision) takeReply(party PartyID, e QuestionReplied) error {
	d.file(party, NoteText, "", e.Text)
	q, ok := d.state.Question(e.Question)
	if !ok || q.Party != party {
		return nil
	}
	x, _ := d.state.Crossing(q.Crossing)
	agreed := d.agreedOnPage(x, q.About.agrees(), q.Towards)
	stale := d.isStale(q, x) || d.hadDied(party) || d.checkConsent(party, &agreed) != nil
	d.emit(QuestionAnswered{Stamp: d.stamp(), Question: q.ID, Answer: e.Answer, Stale: stale})
	if e.Answer != Yes {
		d.saidNo(party, Refusing{To: q.About.agrees(), Kind: x.Kind, Towards: q.Towards, Answer: e.Answer})
		return nil
	}
	if stale {
		return nil
	}
	return d.giveConsent(party, agreed)
}

// isStale says whether the question was withdrawn or answered, or what it was about is over or worded otherwise by now.
func (d *decision) isStale(q Question, x Crossing) bool {
	moved := q.Wording != "" && q.Wording != d.state.Wording(x)
	answered := q.Answer != "" && q.Answer != Later
	return q.Withdrawn != 0 || answered || x.IsOver() || moved || !d.state.IsOpen()
}

// agreedOnPage is what a yes on their page agrees to.
func (d *decision) agreedOnPage(x Crossing, to Agreed, towards []PartyID) Consenting {
	return Consenting{
		To: to, Kind: x.Kind, Means: x.Means, Towards: to.direction(towards), Content: x.Content, Wording: d.state.Wording(x),
		Audience: x.Audience, Form: OnPage,
	}
}

// takeWording takes in that they agree to their text as it is: for every crossing
// that would carry it to those it was shown for. One proposed since to somebody else needs their word for it.
func (d *decision) takeWording(party PartyID, e WordingAgreed) error {
	content, ok := d.state.Content(e.Content)
	if !ok || content.Withdrawn != 0 || content.Wording != e.Wording || !d.state.IsOpen() || d.hadDied(party) {
		return nil // it moved on, and this agrees to nothing
	}
	for _, x := range d.state.Crossings {
		if x.Content != content.ID || x.IsOver() || !slices.Contains(x.From, party) || !contains(e.Towards, sortedSet(x.To)) {
			continue
		}
		agreed := d.agreedOnPage(x, x.Kind.wordsAgreed(), x.To)
		if d.checkConsent(party, &agreed) != nil {
			continue // towards somebody erased it agrees to nothing
		}
		if err := d.giveConsent(party, agreed); err != nil {
			return err
		}
	}
	return nil
}

// cameWith fits a consent and those that one agreement to a text on the page gave with it.
func (d *decision) cameWith(id ConsentID) func(Consent) bool {
	first, _ := d.state.Consent(id)
	return func(c Consent) bool {
		return c.ID == id || (first.Form == OnPage && c.Form == OnPage && c.Act == first.Act)
	}
}

// takeChange takes their own words in as the new wording, and ends what they had
// agreed to of the old. A facilitator reads it
// and puts it before them (ShowWording): shown from here, it would show when others were at work (P3).
func (d *decision) takeChange(party PartyID, e WordingChanged) error {
	d.takeBack(party, func(c Consent) bool { return c.Content == e.Content && c.Given <= d.when })
	content, ok := d.state.Content(e.Content)
	moved := content.Withdrawn != 0 || d.when < content.Written || d.hadDied(party)
	if !ok || moved || content.Author != party || e.Text == "" || !d.state.IsOpen() {
		d.file(party, NoteText, "", e.Text) // kept, though nothing carries it any more
		return nil
	}
	d.commit(content, e.Text)
	return nil
}
