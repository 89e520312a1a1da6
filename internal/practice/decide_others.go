package practice

import "slices"

func (RecordTold) step() step      { return step{} }
func (AnswerObjection) step() step { return step{by: []Duty{Coordinator, Supervisor}} }
func (GiveReasons) step() step     { return step{by: []Duty{Coordinator, Supervisor}} }
func (UseOfWords) step() step      { return step{} }

// other finds a crossing and another harmed person whose word is heard on it.
func (d *decision) other(id CrossingID, party PartyID) (Crossing, Other, error) {
	x, err := d.crossing(id, "crossing")
	if err != nil {
		return Crossing{}, Other{}, err
	}
	if _, err := d.anyParty(party, "party"); err != nil {
		return Crossing{}, Other{}, err
	}
	if !slices.Contains(d.state.OtherHarmed(x), party) {
		return Crossing{}, Other{}, refuse(NotTheirs, "party")
	}
	o, _ := find(x.Others, func(o *Other) bool { return o.Party == party })
	return x, o, nil
}

// decide records telling another harmed person: it needs the agreement of all who take part, or a supervisor's reasons.
func (c RecordTold) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	x, o, err := d.other(c.Crossing, c.Party)
	if err != nil {
		return err
	}
	if _, err := d.party(c.Party, "party"); err != nil {
		return err
	}
	q := question{state: d.state, crossing: x, at: d.at}
	q.at.Now = d.when
	for _, p := range x.Taking() {
		if o.Reason != TellAnyway && q.consent(need{party: p, to: ToTelling}).State != Met {
			return refuse(NotAgreed, "party")
		}
	}
	d.emit(OtherTold{Stamp: d.stamp(), Crossing: x.ID, Party: c.Party})
	d.file(c.Party, NoteText, x.ID, c.Text)
	return nil
}

func (c AnswerObjection) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	x, o, err := d.other(c.Crossing, c.Party)
	switch {
	case err != nil:
		return err
	case !o.stands():
		return refuse(WrongState, "party")
	case d.when < o.Answered:
		return refuse(TooEarly, "when") // nothing is answered before it was said
	case c.Text == "":
		return refuse(Missing, "text")
	}
	d.emit(ObjectionAnswered{Stamp: d.stamp(), Crossing: x.ID, Party: c.Party})
	d.note([]PartyID{c.Party}, ReasonsText, x.ID, c.Text)
	return nil
}

// decide takes a supervisor's reasons: from somebody else than who works with the parties alone.
func (c GiveReasons) decide(d *decision) error {
	x, _, err := d.other(c.Crossing, c.Party)
	if err != nil {
		return err
	}
	if err := oneOf(c.Reason, []Reason{TellAnyway, DoNotTell}, "reason"); err != nil {
		return err
	}
	if c.Text == "" {
		return refuse(Missing, "text")
	}
	d.emit(ReasonsGiven{Stamp: d.stamp(), Crossing: x.ID, Party: c.Party, Reason: c.Reason})
	d.note([]PartyID{c.Party}, ReasonsText, x.ID, c.Text)
	return nil
}

// decide records the examination of one version. Nobody in the case may be left
// out of it: whoever is not used is said to be not used.
func (c UseOfWords) decide(d *decision) error {
	x, err := d.crossing(c.Crossing, "crossing")
	switch {
	case err != nil:
		return err
	case x.Kind != Publication && x.Kind != Talk:
		return refuse(BadValue, "crossing")
	case c.Wording == "":
		return refuse(Missing, "wording")
	case c.Wording != d.state.Wording(x):
		return refuse(WordingMoved, "wording")
	}
	for _, u := range c.Uses {
		if err := d.checkUse(u); err != nil {
			return err
		}
	}
	if d.state.leavesOut(x, c.Uses) {
		return refuse(Unexamined, "uses")
	}
	d.emit(UseExamined{Stamp: d.stamp(), Crossing: x.ID, Wording: c.Wording, Uses: c.Uses})
	return nil
}

func (d *decision) checkUse(u Use) error {
	_, known := d.state.Party(u.Party)
	_, err := d.spokenOf(u.SpokenOf, "uses")
	switch {
	case (u.Party == "") == (u.SpokenOf == ""):
		return refuse(BadValue, "uses")
	case u.Party != "" && !known:
		return refuse(NotFound, "uses")
	case u.SpokenOf != "" && err != nil:
		return err
	}
	return oneOf(u.Of, []UseOf{NotUsed, PublicFacts, Words, Recognisable, TakenOut}, "uses")
}
