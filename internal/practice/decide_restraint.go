package practice

import "slices"

func (RecordBar) step() step        { return step{afterEnd: true} }
func (EndBar) step() step           { return step{afterEnd: true} }
func (RecordPermission) step() step { return step{} }
func (EndPermission) step() step    { return step{afterEnd: true} }
func (Assess) step() step           { return step{} }
func (RenewAssessment) step() step  { return step{} }

func (c RecordBar) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	if err := oneOf(c.Kind, BarKinds(), "kind"); err != nil {
		return err
	}
	held, err := d.known(c.On, "on", true)
	if err != nil {
		return err
	}
	towards, err := d.known(c.Towards, "towards", false)
	if err != nil {
		return err
	}
	means, err := meansList(c.Means)
	if err != nil {
		return err
	}
	start := c.Start
	if start == 0 {
		start = d.when
	}
	if c.Until != 0 && c.Until <= start {
		return refuse(TooEarly, "until")
	}
	d.since = min(d.since, start)
	rule := d.at.Profile.bar(c.Kind)
	before := d.state
	d.emit(BarRecorded{
		Stamp: d.stamp(), Bar: BarID(d.newID()), Kind: c.Kind, On: held, Towards: towards, Means: means,
		Effect: rule.Effect, Authority: rule.Authority, Start: start, Until: c.Until, Review: c.Review,
	})
	d.note(held, BarText, "", c.Text)
	d.askAgain(before, RestedOnError)
	return nil
}

// meansList refuses an empty or unknown list: a bar or permission says by which means.
func meansList(list []Means) ([]Means, error) {
	if len(list) == 0 {
		return nil, refuse(Missing, "means")
	}
	for _, m := range list {
		if err := oneOf(m, append(AllMeans(), Any), "means"); err != nil {
			return nil, err
		}
	}
	return sortedSet(list), nil
}

// bar finds a bar that is not over.
func (d *decision) bar(id BarID) (Bar, error) {
	b, ok := find(d.state.Bars, func(b *Bar) bool { return b.ID == id })
	switch {
	case id == "":
		return Bar{}, refuse(Missing, "bar")
	case !ok:
		return Bar{}, refuse(NotFound, "bar")
	case b.Void || b.Ended != 0:
		return Bar{}, refuse(WrongState, "bar")
	}
	return b, nil
}

func (c EndBar) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	b, err := d.bar(c.Bar)
	if err != nil {
		return err
	}
	d.emit(BarEnded{Stamp: d.stamp(), Bar: b.ID})
	d.note(b.On, BarText, "", c.Text)
	return nil
}

// decide records leave only under a bar that needs it, and only from that bar's own authority.
func (c RecordPermission) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	b, err := d.bar(c.Bar)
	switch {
	case err != nil:
		return err
	case b.Effect == Stops:
		return refuse(NoPermission, "bar")
	case c.Authority != b.Authority:
		return refuse(WrongAuthority, "authority")
	case len(c.Kinds) == 0:
		return refuse(Missing, "kinds")
	case c.Until != 0 && c.Until <= d.when:
		return refuse(TooEarly, "until")
	}
	for _, k := range c.Kinds {
		if err := oneOf(k, Kinds(), "kinds"); err != nil {
			return err
		}
	}
	means, err := meansList(c.Means)
	if err != nil {
		return err
	}
	d.emit(PermissionRecorded{
		Stamp: d.stamp(), Permission: PermissionID(d.newID()), Bar: b.ID, Authority: c.Authority,
		Kinds: sortedSet(c.Kinds), Means: means, Until: c.Until,
	})
	d.note(b.On, BarText, "", c.Text)
	return nil
}

func (c EndPermission) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	p, ok := d.state.permission(c.Permission)
	if !ok {
		return refuse(NotFound, "permission")
	}
	if p.Void || p.Ended != 0 {
		return refuse(WrongState, "permission")
	}
	before := d.state
	d.emit(PermissionEnded{Stamp: d.stamp(), Permission: p.ID})
	d.askAgain(before, AfterWithdrawal)
	return nil
}

func (c Case) permission(id PermissionID) (Permission, bool) {
	for _, b := range c.Bars {
		if p, ok := find(b.Permissions, func(p *Permission) bool { return p.ID == id }); ok {
			return p, true
		}
	}
	return Permission{}, false
}

func (c Assess) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	return d.assess(c)
}

// assess records a judgement; the people it names are all it can let take part.
func (d *decision) assess(c Assess) error {
	if err := oneOf(c.Kind, without(Kinds(), func(k *Kind) bool { return *k == Notice }), "kind"); err != nil {
		return err
	}
	if err := oneOf(c.Means, append(AllMeans(), Any), "means"); err != nil {
		return err
	}
	parties, err := d.known(c.Parties, "parties", true)
	if err != nil {
		return err
	}
	if c.Until != 0 && c.Until <= d.when {
		return refuse(TooEarly, "until")
	}
	viewer := ViewerOf(d.state, d.at.Actor)
	if !slices.ContainsFunc(parties, func(p PartyID) bool { return viewer.Sees(d.state, p) }) {
		return refuse(NotYourSide, "parties")
	}
	d.emit(Assessed{
		Stamp: d.stamp(), Assessment: AssessmentID(d.newID()), Kind: c.Kind, Means: c.Means, Parties: parties,
		GoAhead: c.GoAhead, Until: until(d.when, d.at.Profile.AssessmentFor, c.Until),
	})
	d.note(parties, JudgementText, "", c.Text)
	return nil
}

// decide lets a judgement that it can go ahead hold longer. One that it cannot is not renewed but made again.
func (c RenewAssessment) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	a, ok := find(d.state.Assessed, func(a *Assessment) bool { return a.ID == c.Assessment })
	switch {
	case !ok:
		return refuse(NotFound, "assessment")
	case a.Void || !a.GoAhead:
		return refuse(WrongState, "assessment")
	case d.when < a.Made:
		return refuse(TooEarly, "when")
	case c.Until != 0 && c.Until <= d.when:
		return refuse(TooEarly, "until")
	}
	d.emit(AssessmentRenewed{Stamp: d.stamp(), Assessment: a.ID, Until: until(d.when, d.at.Profile.AssessmentFor, c.Until)})
	return nil
}
