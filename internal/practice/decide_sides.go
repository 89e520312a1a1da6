package practice

import "slices"

func (ShareSides) step() step { return step{} }
func (PartSides) step() step  { return step{} }

// decide makes two sides one only on the word of everybody in both: families do not share unless they say so.
func (c ShareSides) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	if c.From == c.Into || !d.hasSide(c.From) || !d.hasSide(c.Into) {
		return refuse(NotFound, "from")
	}
	for _, p := range d.state.Parties {
		if (p.Side == c.From || p.Side == c.Into) && p.IsHere() && !slices.Contains(c.Agreed, p.ID) {
			return refuse(NotAgreed, "agreed")
		}
	}
	d.emit(SidesShared{Stamp: d.stamp(), From: c.From, Into: c.Into})
	return nil
}

func (d *decision) hasSide(id SideID) bool {
	return slices.ContainsFunc(d.state.Parties, func(p Party) bool { return p.Side == id })
}

// decide parts a side on the word of any one of them. What one of them was to pass on of
// another's rested on the word of that one alone: now it needs the other's as well, and is
// called back until it has it. What was handed over so since they parted is an incident.
func (c PartSides) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	leaving, err := c.leaving(d)
	if err != nil {
		return err
	}
	before := d.state
	d.emit(SidesParted{Stamp: d.stamp(), From: c.From, Into: SideID(d.newID()), Parties: leaving})
	d.note(leaving, ReasonsText, "", c.Text)
	d.askAgain(before, AfterWithdrawal)
	return nil
}

// leaving gives who leaves, with those who are there for them; somebody must be left behind.
func (c PartSides) leaving(d *decision) ([]PartyID, error) {
	if !d.hasSide(c.From) {
		return nil, refuse(NotFound, "from")
	}
	if _, err := d.known(c.Leaving, "leaving", true); err != nil {
		return nil, err
	}
	var leaving []PartyID
	stay, viewer := false, ViewerOf(d.state, d.at.Actor)
	for _, p := range d.state.Parties {
		if p.Side != c.From {
			continue
		}
		if !viewer.Sees(d.state, p.ID) {
			return nil, refuse(NotYourSide, "from")
		}
		if slices.Contains(c.Leaving, p.ID) || slices.Contains(c.Leaving, d.state.speaksFor(p.ID)) {
			leaving = insert(leaving, p.ID)
			continue
		}
		stay = stay || !p.Erased
	}
	switch {
	case !contains(leaving, sortedSet(c.Leaving)):
		return nil, refuse(NotTheirs, "leaving")
	case !stay:
		return nil, refuse(BadValue, "leaving")
	}
	return leaving, nil
}
