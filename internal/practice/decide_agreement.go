package practice

import "slices"

func (MakeAgreement) step() step     { return step{afterEnd: true} }
func (RecordUndertaking) step() step { return step{afterEnd: true} }
func (ChangeUndertaking) step() step { return step{afterEnd: true} }

func (c MakeAgreement) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	parties, err := d.known(c.Parties, "parties", true)
	if err != nil {
		return err
	}
	if c.Crossing != "" {
		if _, err := d.anyCrossing(c.Crossing, "crossing"); err != nil {
			return err
		}
	}
	e := AgreementMade{Stamp: d.stamp(), Agreement: AgreementID(d.newID()), Crossing: c.Crossing, Parties: parties}
	for _, p := range c.Undertakings {
		switch {
		case !slices.Contains(parties, p.Party):
			return refuse(BadValue, "undertakings.party")
		case p.Text == "":
			return refuse(Missing, "undertakings.text")
		}
		e.Undertakings = append(e.Undertakings, Undertaking{Undertaking: UndertakingID(d.newID()), Party: p.Party, Due: p.Due})
	}
	d.emit(e)
	for i, p := range c.Undertakings {
		d.emit(FactsWritten{Stamp: d.stamp(), What: PromiseText, Crossing: c.Crossing, Undertaking: e.Undertakings[i].Undertaking, Text: p.Text})
	}
	return nil
}

func (c RecordUndertaking) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	if _, _, err := d.promise(c.Undertaking); err != nil {
		return err
	}
	if err := oneOf(c.Kept, []Extent{Whole, Partly, NotAt}, "kept"); err != nil {
		return err
	}
	d.emit(UndertakingRecorded{Stamp: d.stamp(), Undertaking: c.Undertaking, Kept: c.Kept})
	if c.Text != "" {
		d.emit(FactsWritten{Stamp: d.stamp(), What: NoteText, Undertaking: c.Undertaking, Text: c.Text})
	}
	return nil
}

// promise finds a promise and the agreement it stands in.
func (d *decision) promise(id UndertakingID) (Promise, Agreement, error) {
	for _, a := range d.state.Agreements {
		if p, ok := find(a.Undertakings, func(p *Promise) bool { return p.ID == id }); ok {
			return p, a, nil
		}
	}
	return Promise{}, Agreement{}, refuse(NotFound, "undertaking")
}

// decide changes a promise on the word of all in its agreement who can still give it
// (Scottish guidance 2017, part B, I: commitments are monitored and reviewed with those
// who made them). One that was kept is past changing.
func (c ChangeUndertaking) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	p, a, err := d.promise(c.Undertaking)
	if err != nil {
		return err
	}
	if _, err := d.party(p.Party, "undertaking"); err != nil {
		return err
	}
	switch {
	case p.Kept == Whole:
		return refuse(WrongState, "undertaking")
	case d.when < max(a.Made, p.Changed):
		return refuse(TooEarly, "when")
	case c.Due == p.Due && c.Text == "":
		return refuse(Unchanged, "due")
	case c.Due != p.Due && c.Due != 0 && c.Due <= d.when:
		return refuse(TooEarly, "due")
	}
	agreed, err := d.agreeing(a, c.Agreed)
	if err != nil {
		return err
	}
	d.emit(UndertakingChanged{Stamp: d.stamp(), Undertaking: p.ID, Agreed: agreed, Due: c.Due})
	if c.Text != "" {
		d.emit(FactsWritten{Stamp: d.stamp(), What: PromiseText, Crossing: a.Crossing, Undertaking: p.ID, Text: c.Text})
	}
	return nil
}

// agreeing refuses the word of somebody who is not in an agreement, and to go on without that of somebody who is and lives.
func (d *decision) agreeing(a Agreement, said []PartyID) ([]PartyID, error) {
	said = sortedSet(said)
	if !contains(sortedSet(a.Parties), said) {
		return nil, refuse(NotTheirs, "agreed")
	}
	for _, id := range a.Parties {
		p, _ := d.state.Party(id)
		if !slices.Contains(said, id) && !p.Erased && !p.deadAt(d.when) {
			return nil, refuse(NotAgreed, "agreed")
		}
	}
	return said, nil
}
