package practice

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
)

func (DepositInterest) step() step { return step{} }
func (WriteContent) step() step    { return step{} }
func (ReviseContent) step() step   { return step{} }
func (WithdrawContent) step() step { return step{afterEnd: true} }
func (ReadContent) step() step     { return step{} }
func (SignOff) step() step         { return step{by: []Duty{Facilitator, Coordinator, Supervisor}} }

// Commit gives the commitment to a text under a salt: HMAC-SHA-256, in
// hexadecimal. Without the salt, which stays with the text, it tells nothing of
// it; with both, it shows that this and no other text was meant.
func Commit(salt, text string) Wording {
	mac := hmac.New(sha256.New, []byte(salt))
	mac.Write([]byte(text)) // never fails
	return Wording(hex.EncodeToString(mac.Sum(nil)))
}

func (c DepositInterest) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	if _, err := d.party(c.Party, "party"); err != nil {
		return err
	}
	if err := d.living(c.Party, "party"); err != nil {
		return err
	}
	if err := oneOf(c.Kind, Kinds(), "kind"); err != nil {
		return err
	}
	d.emit(InterestDeposited{Stamp: d.stamp(), Party: c.Party, Kind: c.Kind})
	return nil
}

func (c WriteContent) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	_, err := d.write(c.Author, c.Kind, c.Text, c.Banked)
	return err
}

// write takes a text down as a new content of its author.
func (d *decision) write(author PartyID, kind Kind, text string, banked bool) (ContentID, error) {
	if _, err := d.party(author, "author"); err != nil {
		return "", err
	}
	if err := d.living(author, "author"); err != nil {
		return "", err
	}
	if err := oneOf(kind, []Kind{Approach, Message, Letter, Recording, Details, Publication, Talk}, "kind"); err != nil {
		return "", err
	}
	if text == "" {
		return "", refuse(Missing, "text")
	}
	c := Content{ID: ContentID(d.newID()), Author: author, Kind: kind, Banked: banked}
	d.commit(c, text)
	return c.ID, nil
}

// commit writes a text into its content's own compartment, and its commitment into the case.
func (d *decision) commit(c Content, text string) {
	salt := d.newID()
	wording := Commit(salt, text)
	d.emit(ContentWritten{Stamp: d.stamp(), Content: c.ID, Wording: wording, Salt: salt, Text: text})
	d.emit(ContentCommitted{Stamp: d.stamp(), Content: c.ID, Author: c.Author, Kind: c.Kind, Wording: wording, Banked: c.Banked})
}

func (c ReviseContent) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	content, err := d.ownContent(c.Content)
	if err != nil {
		return err
	}
	if err := d.living(content.Author, "content"); err != nil {
		return err // what they agreed to is this text, and they agree to no other
	}
	if c.Text == "" {
		return refuse(Missing, "text")
	}
	if d.when < content.Written {
		return refuse(TooEarly, "when") // a wording is not replaced before it was written
	}
	d.commit(content, c.Text)
	return nil
}

// ownContent finds a content whose author the actor works with.
func (d *decision) ownContent(id ContentID) (Content, error) {
	content, err := d.content(id, "", "content")
	if err != nil {
		return Content{}, err
	}
	_, err = d.party(content.Author, "content")
	return content, err
}

func (c WithdrawContent) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	content, err := d.ownContent(c.Content)
	if err != nil {
		return err
	}
	d.withdraw(content)
	return nil
}

// withdraw takes a content back and stops what would have carried it.
func (d *decision) withdraw(content Content) {
	for _, x := range d.state.Crossings {
		switch {
		case x.Content != content.ID:
		case !x.IsOver():
			d.stop(x, ContentGone)
		default:
			d.wentOutAfter(x)
		}
	}
	d.emit(ContentWithdrawn{Stamp: d.stamp(), Content: content.ID})
	d.emit(WordingHidden{Stamp: d.stamp(), Party: content.Author, Content: content.ID})
}

func (c ReadContent) decide(d *decision) error {
	if _, err := d.readable(c.Content, c.Wording, c.Verdict, c.Text); err != nil {
		return err
	}
	d.emit(ContentRead{Stamp: d.stamp(), Content: c.Content, Wording: c.Wording, Verdict: c.Verdict})
	d.judged(c.Content, c.Wording, c.Verdict, c.Text)
	return nil
}

// decide takes the second reading from nobody but a second person, after the first.
func (c SignOff) decide(d *decision) error {
	content, err := d.readable(c.Content, c.Wording, c.Verdict, c.Text)
	switch {
	case err != nil:
		return err
	case content.Read.By == "" || content.Read.Wording != c.Wording:
		return refuse(WrongState, "content")
	case content.Read.By == d.at.Actor:
		return refuse(SamePerson, "")
	}
	d.emit(ContentSignedOff{Stamp: d.stamp(), Content: c.Content, Wording: c.Wording, Verdict: c.Verdict})
	d.judged(c.Content, c.Wording, c.Verdict, c.Text)
	return nil
}

// readable finds the wording a verdict is about; one who returns it says why.
func (d *decision) readable(id ContentID, wording Wording, verdict Verdict, text string) (Content, error) {
	if wording == "" {
		return Content{}, refuse(Missing, "wording")
	}
	if err := oneOf(verdict, []Verdict{Passed, Returned}, "verdict"); err != nil {
		return Content{}, err
	}
	if verdict == Returned && text == "" {
		return Content{}, refuse(Missing, "text")
	}
	return d.content(id, wording, "content")
}

// judged tells whoever may read the content what became of it, with or without
// words: an outside supervisor reads nothing else.
func (d *decision) judged(id ContentID, wording Wording, verdict Verdict, text string) {
	d.emit(ContentJudged{Stamp: d.stamp(), Content: id, Wording: wording, Verdict: verdict, Text: text})
}
