package practice

import "slices"

func (Disclose) step() step {
	return step{by: []Duty{Facilitator, Coordinator, Lead}, afterEnd: true}
}
func (ReviewDisclosure) step() step {
	return step{by: []Duty{Facilitator, Coordinator, Supervisor, Lead}, afterEnd: true}
}
func (RecordOutside) step() step { return step{afterEnd: true} }
func (CloseReview) step() step   { return step{by: []Duty{Coordinator, Supervisor}, afterEnd: true} }
func (Correct) step() step       { return step{afterEnd: true} }

// decide records a disclosure: what, to whom, on which ground, by whom. A
// safeguarding lead with no other duty may make one on the profile's urgent grounds alone.
func (c Disclose) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	if _, err := d.anyParty(c.Party, "party"); err != nil {
		return err
	}
	recipients := []Recipient{ToCourt, ToPrison, ToPolice, ToProbation, ToDoctor, ToCare, ToSubject, ToWarned}
	if err := oneOf(c.To, recipients, "to"); err != nil {
		return err
	}
	grounds := []Ground{WithConsent, DangerToLife, HarmToChild, SeriousCrime, RequiredByLaw, RequestOfPerson}
	if err := oneOf(c.Ground, grounds, "ground"); err != nil {
		return err
	}
	if c.Text == "" {
		return refuse(Missing, "text")
	}
	if !d.carries(d.at.Actor) && !slices.Contains(d.at.Profile.UrgentGrounds, c.Ground) {
		return refuse(NotYourDuty, "ground")
	}
	d.emit(Disclosed{
		Stamp: d.stamp(), Disclosure: DisclosureID(d.newID()), Party: c.Party, To: c.To, Ground: c.Ground,
		Consented: c.Ground == WithConsent || c.Ground == RequestOfPerson, Review: d.when + d.at.Profile.DisclosureIn,
	})
	d.note([]PartyID{c.Party}, DisclosureText, "", c.Text)
	return nil
}

func (c ReviewDisclosure) decide(d *decision) error {
	made, ok := find(d.state.Disclosed, func(m *Disclosure) bool { return m.ID == c.Disclosure })
	switch {
	case !ok:
		return refuse(NotFound, "disclosure")
	case made.Reviewed != 0:
		return refuse(WrongState, "disclosure")
	case made.By == d.at.Actor:
		return refuse(SamePerson, "")
	case !c.Upheld && c.Text == "":
		return refuse(Missing, "text")
	}
	d.emit(DisclosureReviewed{Stamp: d.stamp(), Disclosure: c.Disclosure, Upheld: c.Upheld})
	d.note([]PartyID{made.Party}, ReasonsText, "", c.Text)
	return nil
}

// decide records what happened outside the gate. It satisfies no condition.
func (c RecordOutside) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	if err := oneOf(c.Kind, []IncidentKind{ChanceMeeting, Slip, DirectContact, LatePaper}, "kind"); err != nil {
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
	if c.Text == "" {
		return refuse(Missing, "text")
	}
	d.emit(IncidentOpened{Stamp: d.stamp(), Incident: IncidentID(d.newID()), Kind: c.Kind, Crossing: c.Crossing, Parties: parties})
	d.note(parties, IncidentText, c.Crossing, c.Text)
	return nil
}

func (c CloseReview) decide(d *decision) error {
	i, ok := find(d.state.Incidents, func(i *Incident) bool { return i.ID == c.Incident })
	switch {
	case !ok:
		return refuse(NotFound, "incident")
	case i.Closed != 0:
		return refuse(WrongState, "incident")
	case c.Text == "":
		return refuse(Missing, "text")
	}
	d.emit(IncidentClosed{Stamp: d.stamp(), Incident: c.Incident})
	d.note(i.Parties, IncidentText, i.Crossing, c.Text)
	return nil
}

// decide makes what was recorded in error void, and asks again all that rested on
// it: what stands no longer is cancelled, and an incident opened for what was delivered.
func (c Correct) decide(d *decision) error {
	if c.Text == "" {
		return refuse(Missing, "text")
	}
	about, err := c.names(d.state)
	if err != nil {
		return err
	}
	before := d.state
	c.record(d)
	if c.Thing == AConsent {
		d.emit(AgreedEnded{Stamp: d.stamp(), Party: about[0], Consent: c.Consent})
	}
	d.note(about, ReasonsText, c.Crossing, c.Text)
	c.review(d, before)
	return nil
}

// record makes it void from the beginning.
func (c Correct) record(d *decision) {
	d.since = 0
	d.emit(Corrected{
		Stamp: d.stamp(), Thing: c.Thing, Consent: c.Consent, Bar: c.Bar, Permit: c.Permission, Assess: c.Assessment,
		Harm: c.Harm, Content: c.Content, Crossing: c.Crossing, Party: c.Party,
	})
}

// review opens an incident for whatever was delivered that may have rested on it.
func (c Correct) review(d *decision, before Case) {
	for _, x := range before.Crossings {
		if x.Delivered != 0 && c.touches(before, x) {
			d.incident(RestedOnError, x.ID, x.Taking())
		}
	}
}

// touches says whether what reached them may have rested on what is corrected.
// Whether it stood on something else as well is for the review to find out. A bar,
// or a judgement that it cannot go ahead, let nothing pass.
func (c Correct) touches(state Case, x Crossing) bool {
	switch c.Thing {
	case AConsent:
		return slices.Contains(x.Carried.Consents, c.Consent)
	case APermission:
		return asks(x.Kind, BarsClear) && slices.ContainsFunc(state.Bars, func(b Bar) bool {
			p, ok := find(b.Permissions, func(p *Permission) bool { return p.ID == c.Permission })
			return ok && p.Given <= x.Delivered && overlaps(b.On, x.Taking())
		})
	case AnAssessment:
		a, _ := find(state.Assessed, func(a *Assessment) bool { return a.ID == c.Assessment })
		return a.GoAhead && a.Kind == x.Kind && a.Made <= x.Delivered && overlaps(a.Parties, x.Taking())
	case AnAcknowledgment:
		return asks(x.Kind, FactsAccepted) && slices.Contains(x.Taking(), c.Party)
	case ASession:
		return asks(x.Kind, Prepared) && slices.Contains(x.Taking(), c.Party)
	case AReading:
		return asks(x.Kind, ReadByStaff) && x.Content == c.Content
	case ATelling:
		return x.ID == c.Crossing
	case ABar, ADelivery, ADeath: // they let nothing pass
	}
	return false
}

// asks says whether the gate's table asks a condition of a kind of crossing.
func asks(kind Kind, condition ConditionKind) bool {
	return slices.ContainsFunc(gateTable, func(r row) bool { return r.kind == condition && r.cells[slices.Index(Kinds(), kind)] })
}

// names refuses a correction that names nothing on record, and gives whom it is about.
func (c Correct) names(state Case) ([]PartyID, error) {
	var about []PartyID
	there := false
	switch c.Thing {
	case AConsent:
		consent, ok := state.Consent(c.Consent)
		about, there = []PartyID{consent.Party}, ok && !consent.Void
	case ABar:
		b, ok := find(state.Bars, func(b *Bar) bool { return b.ID == c.Bar })
		about, there = b.On, ok && !b.Void
	case APermission:
		p, ok := state.permission(c.Permission)
		b, _ := find(state.Bars, func(b *Bar) bool {
			return slices.ContainsFunc(b.Permissions, func(p Permission) bool { return p.ID == c.Permission })
		})
		about, there = b.On, ok && !p.Void
	case AnAssessment:
		a, ok := find(state.Assessed, func(a *Assessment) bool { return a.ID == c.Assessment })
		about, there = a.Parties, ok && !a.Void
	case AnAcknowledgment:
		h, _ := state.Harm(c.Harm)
		about, there = []PartyID{c.Party}, slices.ContainsFunc(h.Acknowledged, func(a Acknowledgement) bool { return a.Party == c.Party })
	case AReading:
		content, _ := state.Content(c.Content)
		about, there = []PartyID{content.Author}, content.Read.By != ""
	case ATelling:
		x, _ := state.Crossing(c.Crossing)
		about, there = []PartyID{c.Party}, slices.ContainsFunc(x.Others, func(o Other) bool { return o.Party == c.Party && o.Told != 0 })
	case ASession:
		p, _ := state.Party(c.Party)
		about, there = []PartyID{c.Party}, p.Sessions > 0
	case ADeath:
		p, _ := state.Party(c.Party)
		about, there = []PartyID{c.Party}, p.Died != 0
	case ADelivery:
		x, _ := state.Crossing(c.Crossing)
		about, there = x.Taking(), x.Delivered != 0
	default:
		return nil, refuse(BadValue, "thing")
	}
	if !there {
		return nil, refuse(NotFound, string(c.Thing))
	}
	return about, nil
}
