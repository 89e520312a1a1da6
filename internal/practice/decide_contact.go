package practice

import (
	"cmp"
	"slices"
	"strings"
)

func (RecordContact) step() step { return step{afterEnd: true} }

// decide takes one contact record apart into what it says. What happened at the
// meeting comes first and what was agreed after: a consent taken back in a
// conversation does not reach what was handed over at its beginning.
func (c RecordContact) decide(d *decision) error {
	if err := c.check(d); err != nil {
		return err
	}
	if c.Failed {
		return c.tried(d)
	}
	for _, part := range []func(*decision, PartyID) error{
		c.contact, c.telling, c.handing, c.wishes, c.takings, c.agreements, c.points, c.answers,
	} {
		for _, party := range c.Parties {
			if err := part(d, party); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c RecordContact) check(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	switch {
	case len(c.Parties) == 0:
		return refuse(Missing, "parties")
	case len(c.Parties) > 1 && !d.at.Profile.ConsentsTogether:
		return refuse(OneAtATime, "parties")
	case len(c.Parties) > 1 && len(c.Points) > 0:
		return refuse(OneAtATime, "points") // a message has one sender
	case !d.state.IsOpen() && len(c.Points)+len(c.Confirms) > 0:
		return refuse(CaseIsClosed, "points")
	}
	for i, p := range c.Parties {
		if _, err := d.party(p, "parties"); err != nil {
			return err
		}
		if err := d.living(p, "parties"); err != nil {
			return err
		}
		if slices.Contains(c.Parties[:i], p) {
			return refuse(BadValue, "parties")
		}
	}
	if c.FollowUp != "" {
		x, err := d.anyCrossing(c.FollowUp, "follow_up")
		if err != nil {
			return err
		}
		if x.Delivered == 0 {
			return refuse(WrongState, "follow_up")
		}
	}
	if err := oneOf(c.Readiness, []Readiness{NotSaid, Ready, NotReady}, "readiness"); err != nil {
		return err
	}
	return oneOf(c.Means, AllMeans(), "means")
}

// tried records that nobody was reached, with a note and when to try again. Whatever only
// somebody who was reached could have said or been given is refused, by its field:
// no consent, answer or handing over may come from a call that nobody took.
func (c RecordContact) tried(d *decision) error {
	if field := c.takesSomebody(); field != "" {
		return refuse(NobodyReached, field)
	}
	for _, party := range c.Parties {
		d.emit(ContactTried{Stamp: d.stamp(), Party: party, Means: c.Means, Next: c.Next})
		d.file(party, NoteText, "", c.Note)
		d.file(party, NextText, "", c.NextStep)
	}
	return nil
}

// takesSomebody names the first part of the record that takes somebody at the other end; empty if there is none.
func (c RecordContact) takesSomebody() string {
	for _, part := range []struct {
		field string
		there bool
	}{
		{"account", c.Account != ""}, {"questions", len(c.Questions) > 0}, {"safe_contact", c.SafeContact != ""},
		{"limits", c.Limits}, {"identity", c.Identity}, {"session", c.Session},
		{"readiness", c.Readiness != NotSaid}, {"ready_words", c.ReadyWords != ""},
		{"acknowledges", len(c.Acknowledges) > 0}, {"asking", c.Asking != NotSaidYet}, {"ask_after", c.AskAfter != 0},
		{"consents", len(c.Consents) > 0}, {"refusals", len(c.Refusals) > 0},
		{"taken_back", len(c.TakenBack) > 0}, {"takes_back_all", c.TakesBackAll}, {"points", len(c.Points) > 0},
		{"answers", len(c.Answers) > 0}, {"objections", len(c.Objections) > 0}, {"may_tell", len(c.MayTell) > 0},
		{"confirms", len(c.Confirms) > 0}, {"delivers", len(c.Delivers) > 0}, {"follow_up", c.FollowUp != ""},
	} {
		if part.there {
			return part.field
		}
	}
	return ""
}

// contact records that they were in touch, and what was said, in words, in their file.
func (c RecordContact) contact(d *decision, party PartyID) error {
	d.emit(ContactRecorded{
		Stamp: d.stamp(), Party: party, Means: c.Means, Session: c.Session, Readiness: c.Readiness,
		Limits: c.Limits, Identity: c.Identity, FollowUp: c.FollowUp, Next: c.Next,
	})
	d.file(party, NoteText, "", c.Note)
	d.file(party, AccountText, "", c.Account)
	d.file(party, QuestionsText, "", strings.Join(c.Questions, "\n"))
	d.file(party, ReadinessText, "", c.ReadyWords)
	d.file(party, NextText, "", c.NextStep)
	d.keepSafeContact(party, c.SafeContact)
	return nil
}

// telling records whether the senders of what reaches them may be told.
func (c RecordContact) telling(d *decision, party PartyID) error {
	for _, m := range c.MayTell {
		x, err := d.anyCrossing(m.Crossing, "may_tell")
		if err != nil {
			return err
		}
		if !slices.Contains(x.To, party) {
			return refuse(NotTheirs, "may_tell")
		}
		d.emit(SenderTelling{Stamp: d.stamp(), Crossing: x.ID, Party: party, May: m.Yes})
		if now, _ := d.state.Crossing(x.ID); x.Delivered != 0 && d.tells(now.MayTell) && !d.tells(x.MayTell) {
			d.tellSender(x)
		}
	}
	return nil
}

// handing records meetings asked again, and what was handed over; once, however many are named.
func (c RecordContact) handing(d *decision, party PartyID) error {
	if party != c.Parties[0] {
		return nil
	}
	for _, id := range c.Confirms {
		if err := (Confirm{Crossing: id}).decide(d); err != nil {
			return err
		}
	}
	for _, delivered := range c.Delivers {
		if err := d.deliver(delivered); err != nil {
			return err
		}
	}
	return nil
}

// wishes records what they say of the harm, and how they want to be asked.
func (c RecordContact) wishes(d *decision, party PartyID) error {
	for _, a := range c.Acknowledges {
		h, ok := d.state.Harm(a.Harm)
		if !ok {
			return refuse(NotFound, "acknowledges.harm")
		}
		if !slices.Contains(h.Responsible, party) {
			if len(c.Parties) > 1 {
				continue // said together: each for the harms that are theirs
			}
			return refuse(NotTheirs, "acknowledges.harm")
		}
		if err := oneOf(a.Answer, []Answer{Yes, No, Later}, "acknowledges.answer"); err != nil {
			return err
		}
		d.emit(FactsAcknowledged{Stamp: d.stamp(), Party: party, Harm: a.Harm, Answer: a.Answer})
	}
	if c.Asking == NotSaidYet {
		return nil
	}
	if err := oneOf(c.Asking, []Asking{AskMe, AskAfter, DoNotAsk}, "asking"); err != nil {
		return err
	}
	if (c.Asking == AskAfter) != (c.AskAfter != 0) {
		return refuse(Missing, "ask_after")
	}
	d.emit(AskingSet{Stamp: d.stamp(), Party: party, Wish: c.Asking, After: c.AskAfter})
	return nil
}

// takings takes back what they no longer agree to. Nothing can refuse it but naming somebody else's (P2).
func (c RecordContact) takings(d *decision, party PartyID) error {
	for _, id := range c.TakenBack {
		consent, ok := d.state.Consent(id)
		if !ok {
			return refuse(NotFound, "taken_back")
		}
		if !slices.Contains(c.Parties, consent.Party) {
			return refuse(NotTheirs, "taken_back")
		}
	}
	if c.TakesBackAll {
		d.emit(EverythingTakenBack{Stamp: d.stamp(), Party: party})
	}
	d.takeBack(party, func(consent Consent) bool {
		all := c.TakesBackAll && consent.Given <= d.when // what they agreed to after it, they agreed to anew
		return all || slices.Contains(c.TakenBack, consent.ID)
	})
	for _, r := range c.Refusals {
		if err := d.refuseConsent(party, r); err != nil {
			return err
		}
	}
	return nil
}

func (c RecordContact) agreements(d *decision, party PartyID) error {
	for _, consent := range c.Consents {
		if err := d.giveConsent(party, consent); err != nil {
			return err
		}
	}
	return nil
}

// points takes down a spoken message, proposes that it cross, and records that it was read back and agreed, or not.
func (c RecordContact) points(d *decision, party PartyID) error {
	for _, p := range c.Points {
		kind := cmp.Or(p.Kind, Message)
		if err := oneOf(kind, []Kind{Message, Approach}, "points.kind"); err != nil {
			return err
		}
		content, err := d.write(party, kind, p.Text, false)
		if err != nil {
			return err
		}
		x, err := d.propose(Propose{Kind: kind, From: []PartyID{party}, To: p.To, Means: p.Means, Content: content})
		if err != nil {
			return err
		}
		if !p.Agreed {
			d.stop(x, SenderStopped) // the one who said it decides on hearing it read back
			continue
		}
		err = d.giveConsent(party, Consenting{To: ToSend, Kind: kind, Towards: p.To, Means: p.Means, Content: content, Form: p.Form, ReadBack: true, Text: p.Text})
		if err != nil {
			return err
		}
	}
	return nil
}

// answers records what they say to an approach, and other harmed people to a crossing.
func (c RecordContact) answers(d *decision, party PartyID) error {
	for _, a := range c.Answers {
		x, err := d.anyCrossing(a.Crossing, "answers.crossing")
		if err != nil {
			return err
		}
		if x.Kind != Approach || !slices.Contains(x.To, party) {
			return refuse(NotTheirs, "answers.crossing")
		}
		if err := oneOf(a.Answer, []Answer{Yes, No, Later}, "answers.answer"); err != nil {
			return err
		}
		d.emit(CrossingAnswered{Stamp: d.stamp(), Crossing: x.ID, Party: party, Answer: a.Answer, After: a.After})
	}
	for _, o := range c.Objections {
		x, err := d.crossing(o.Crossing, "objections.crossing")
		if err != nil {
			return err
		}
		if !slices.Contains(d.state.OtherHarmed(x), party) {
			return refuse(NotTheirs, "objections.crossing")
		}
		d.emit(OtherAnswered{Stamp: d.stamp(), Crossing: x.ID, Party: party, Objects: o.Objects})
		d.file(party, NoteText, x.ID, o.Words)
	}
	return nil
}
