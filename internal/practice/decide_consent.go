package practice

import "slices"

func (EnterStopReference) step() step { return step{anybody: true, afterEnd: true} }
func (LiftPause) step() step          { return step{afterEnd: true} }

// giveConsent records one thing a party agrees to.
func (d *decision) giveConsent(party PartyID, c Consenting) error {
	if err := d.checkConsent(party, &c); err != nil {
		return err
	}
	towards := others(sortedSet(c.Towards), party)
	if len(towards) == 0 {
		towards = nil
	}
	id := ConsentID(d.newID())
	if d.onPage != "" {
		id, d.onPage = OnPageConsent(d.onPage), "" // the first; a text that goes to several gives more
	}
	e := ConsentGiven{
		Stamp: d.stamp(), Consent: id, Party: party, To: c.To, Kind: c.Kind, Towards: towards, Means: c.Means,
		Content: c.Content, Wording: c.Wording, Audience: c.Audience, For: c.For, Form: c.Form, ReadBack: c.ReadBack,
		Until: until(d.when, d.at.Profile.ConsentFor, c.Until),
	}
	d.emit(e)
	if c.Form == OnPage && d.byParty != "" {
		return nil // their page listed it when they gave it (P3)
	}
	d.emit(AgreedListed{Stamp: d.stamp(), Party: party, Consent: e.Consent, To: e.To, Kind: e.Kind, Towards: e.Towards, Content: e.Content, Means: e.Means, Until: e.Until, Text: c.Text})
	if given, _ := d.state.Consent(e.Consent); given.Ended != 0 { // entered late, after they said no
		ended := d.stamp()
		ended.When = given.Ended
		d.emit(AgreedEnded{Stamp: ended, Party: party, Consent: e.Consent})
	}
	return nil
}

// checkConsent refuses what says too little, and fills in what follows from the rest.
func (d *decision) checkConsent(party PartyID, c *Consenting) error {
	forms := []Form{Signed, Marked, SpokenForm, Interpreted, OnPage, Unprompted}
	for _, err := range []error{
		oneOf(c.To, []Agreed{ToWork, ToSend, ToReceive, ToTakePart, ToBeUsed, ToTelling, ToGuard}, "consents.to"),
		oneOf(c.Form, forms, "consents.form"),
		oneOf(c.Audience, audiences(), "consents.audience"),
	} {
		if err != nil {
			return err
		}
	}
	if c.Until != 0 && c.Until <= d.when {
		return refuse(TooEarly, "consents.until")
	}
	if c.To == ToWork {
		c.Kind, c.Means = "", ""
		return nil
	}
	if err := oneOf(c.Kind, Kinds(), "consents.kind"); err != nil {
		return err
	}
	if c.Means == "" && (c.To == ToBeUsed || c.To == ToTelling || c.To == ToGuard) {
		c.Means = Any
	}
	if err := oneOf(c.Means, append(AllMeans(), Any), "consents.means"); err != nil {
		return err
	}
	if _, err := d.known(c.Towards, "consents.towards", c.To == ToSend || c.To == ToReceive); err != nil {
		return err
	}
	if err := d.checkGuard(party, *c); err != nil {
		return err
	}
	return d.checkText(party, c)
}

// checkText holds a consent to send or to be used to one exact text: what they heard is what they agreed to.
func (d *decision) checkText(party PartyID, c *Consenting) error {
	if !c.To.isToText() {
		c.Content, c.Wording = "", ""
		return nil
	}
	content, err := d.content(c.Content, c.Wording, "consents.content")
	if err != nil {
		return err
	}
	author, _ := d.state.Party(content.Author)
	if p, _ := d.state.Party(party); c.To == ToSend && p.Side != author.Side {
		return refuse(NotTheirs, "consents.content")
	}
	c.Wording = content.Wording
	return nil
}

// checkGuard lets only a representative without an interest in the harm agree beside somebody.
func (d *decision) checkGuard(party PartyID, c Consenting) error {
	if c.To != ToGuard {
		if c.For != "" {
			return refuse(BadValue, "consents.for")
		}
		return nil
	}
	p, _ := d.state.Party(party)
	switch {
	case c.For == "":
		return refuse(Missing, "consents.for")
	case p.Standing != Representative || p.For != c.For:
		return refuse(NotTheirs, "consents.for")
	case d.state.hasInterest(p):
		return refuse(InterestedGuard, "consents.for")
	}
	return nil
}

// refuseConsent records a no, or a not yet. A no ends what they had agreed to of the same kind.
func (d *decision) refuseConsent(party PartyID, r Refusing) error {
	if err := oneOf(r.To, []Agreed{ToWork, ToSend, ToReceive, ToTakePart, ToBeUsed, ToTelling, ToGuard}, "refusals.to"); err != nil {
		return err
	}
	if err := oneOf(r.Answer, []Answer{No, Later}, "refusals.answer"); err != nil {
		return err
	}
	if err := oneOf(r.Kind, append(Kinds(), ""), "refusals.kind"); err != nil {
		return err
	}
	towards, err := d.known(r.Towards, "refusals.towards", false)
	if err != nil {
		return err
	}
	r.Towards = towards
	d.saidNo(party, r)
	return nil
}

// saidNo ends what a no, or a not yet, ends, and what was agreed to with it by
// one act on their page, which lists and ends the two as one.
func (d *decision) saidNo(party PartyID, r Refusing) {
	var ended []func(Consent) bool
	for _, c := range d.state.Consents {
		if c.Party == party && c.Given <= d.when && noEnds(r.To, r.Kind, r.Towards, c.To, c.Kind, c.Towards) {
			ended = append(ended, d.cameWith(c.ID))
		}
	}
	d.takeBack(party, func(c Consent) bool {
		return slices.ContainsFunc(ended, func(fits func(Consent) bool) bool { return fits(c) })
	})
	d.emit(ConsentRefused{Stamp: d.stamp(), Party: party, To: r.To, Kind: r.Kind, Towards: r.Towards, Answer: r.Answer, After: r.After})
}

// noEnds says whether a no ends what was agreed to: the same thing, of the same
// kind, in a direction that meets its own. Nobody named is everybody. The one rule for the case and for a page.
func noEnds(no Agreed, noKind Kind, noTowards []PartyID, to Agreed, kind Kind, towards []PartyID) bool {
	return to == no && kind == noKind && (len(noTowards) == 0 || len(towards) == 0 || overlaps(towards, noTowards))
}

// takeBack ends those of a party's consents that fit, from when it was said, and
// looks for what was delivered on them since.
func (d *decision) takeBack(party PartyID, fits func(Consent) bool) {
	before := d.state
	for _, c := range before.Consents {
		if c.Party != party || c.Void || !fits(c) {
			continue
		}
		if c.Ended != 0 && (c.Ended <= d.when || d.when < c.Given) {
			continue // it ended before this was said, or was given and ended after it
		}
		d.emit(ConsentTakenBack{Stamp: d.stamp(), Consent: c.ID, Party: party})
		if d.byParty == "" { // their own page shows their own acts already (P3)
			d.emit(AgreedEnded{Stamp: d.stamp(), Party: party, Consent: c.ID})
		}
	}
	d.askAgain(before, AfterWithdrawal)
}

// pause stops everything of one party from an instant.
func (d *decision) pause(party PartyID) {
	p, ok := d.state.Party(party)
	if !ok || (p.Paused != 0 && p.Paused <= d.when && d.when <= p.PausedLast) {
		return
	}
	before := d.state
	d.emit(PartyPaused{Stamp: d.stamp(), Party: party})
	d.askAgain(before, AfterWithdrawal)
}

// askAgain asks the gate once more for everything that was delivered, as it was
// then, and opens an incident where a condition that was met no longer is: what
// was taken back, or was wrong, was taken back or wrong before it reached them.
func (d *decision) askAgain(before Case, kind IncidentKind) {
	for _, x := range d.state.Crossings {
		// What was handed over in this very contact came before what was said after it.
		if was, _ := d.before.Crossing(x.ID); x.Delivered == 0 || was.Delivered != x.Delivered {
			continue
		}
		if x.Delivered < d.since {
			continue // this does not hold for what reached them before it
		}
		if d.hasFallen(before, x) {
			d.incident(kind, x.ID, x.Taking())
		}
	}
}

// hasFallen says whether a condition that was met when a crossing reached them is
// known now not to have been. Its wording may have changed since; the consents it
// was carried on are looked at by themselves, since a condition that would show
// them fall may have ceased to be met by what came later.
func (d *decision) hasFallen(before Case, x Crossing) bool {
	at := d.at
	at.Now = x.Delivered
	if _, ok := newlyUnmet(Gate(before.asCarried(x), x, at), Gate(d.state.asCarried(x), x, at)); ok {
		return true
	}
	return slices.ContainsFunc(x.Carried.Consents, func(id ConsentID) bool {
		then, _ := before.Consent(id)
		now, _ := d.state.Consent(id)
		return then.standsAt(x.Delivered) && !now.standsAt(x.Delivered)
	})
}

// asCarried gives the case with the wording of a crossing's content as it was handed over.
func (c Case) asCarried(x Crossing) Case {
	c.Contents = changed(c.Contents, func(k *Content) bool { return k.ID == x.Content }, func(k *Content) { k.Wording = x.Carried.Wording })
	return c
}

// incident opens an incident, unless the same is open already.
func (d *decision) incident(kind IncidentKind, crossing CrossingID, parties []PartyID) {
	open := slices.ContainsFunc(d.state.Incidents, func(i Incident) bool {
		return crossing != "" && i.Crossing == crossing && i.Kind == kind && i.Closed == 0
	})
	if !open {
		d.emit(IncidentOpened{Stamp: d.stamp(), Incident: IncidentID(d.newID()), Kind: kind, Crossing: crossing, Parties: parties})
	}
}

// decide pauses, whoever enters it and in whatever state the case is.
func (c EnterStopReference) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	if _, err := d.anyParty(c.Party, "party"); err != nil {
		return err
	}
	d.pause(c.Party)
	d.emit(PauseShown{Stamp: d.stamp(), Party: c.Party, Paused: true})
	return nil
}

// decide lifts a pause for the one whose it is, who said so in a contact.
func (c LiftPause) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	p, err := d.party(c.Party, "party")
	if err != nil {
		return err
	}
	if err := d.living(c.Party, "party"); err != nil {
		return err
	}
	if p.Paused == 0 {
		return refuse(WrongState, "party")
	}
	if d.when < p.PausedLast {
		return refuse(TooEarly, "when") // what was said before the last pause does not lift it
	}
	d.emit(PauseLifted{Stamp: d.stamp(), Party: c.Party})
	d.emit(PauseShown{Stamp: d.stamp(), Party: c.Party})
	return nil
}
