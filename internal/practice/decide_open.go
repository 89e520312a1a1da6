package practice

import (
	"cmp"
	"slices"
)

func (OpenCase) step() step    { return step{whenNone: true} }
func (AddParty) step() step    { return step{} }
func (ChangeParty) step() step { return step{} }

func (c OpenCase) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	if len(c.Parties) == 0 {
		return refuse(Missing, "parties")
	}
	if err := oneOf(c.Begun, []Begun{ByHarmed, ByResponsible, ByAgency}, "begun"); err != nil {
		return err
	}
	d.emit(CaseOpened{Stamp: d.stamp(), Begun: c.Begun, Sensitive: c.Sensitive})
	d.emit(StaffAllocated{Stamp: d.stamp(), Staff: d.at.Actor, Duty: Coordinator})
	d.facts(TitleText, "", c.Title)
	ids, err := d.addParties(c.Parties)
	if err != nil {
		return err
	}
	for _, h := range c.Harms {
		if err := d.recordHarm(h, ids); err != nil {
			return err
		}
	}
	for _, s := range c.SpokenOf {
		if s.Speaker < 0 || s.Speaker > len(ids) {
			return refuse(BadValue, "spoken_of.speaker")
		}
		spoken := SpeakOf{Unasked: s.Unasked, Name: s.Name}
		if s.Speaker > 0 {
			spoken.Speaker = ids[s.Speaker-1]
		}
		if err := d.speakOf(spoken); err != nil {
			return err
		}
	}
	return nil
}

// addParties adds the parties of an intake in their order; For and Side name earlier places.
func (d *decision) addParties(parties []NewParty) ([]PartyID, error) {
	ids := make([]PartyID, 0, len(parties))
	for _, p := range parties {
		if p.For < 0 || p.For > len(ids) || p.Side < 0 || p.Side > len(ids) {
			return nil, refuse(BadValue, "parties")
		}
		var supports, with PartyID
		if p.For > 0 {
			supports = ids[p.For-1]
		}
		if p.Side > 0 {
			with = ids[p.Side-1]
		}
		id, err := d.addParty(p, supports, with)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// addParty adds one party. Who supports or represents somebody stands on their side unless put elsewhere.
func (d *decision) addParty(p NewParty, supports, with PartyID) (PartyID, error) {
	for _, err := range []error{
		oneOf(p.Kind, []PartyKind{Person, Organisation}, "party.kind"),
		oneOf(p.Standing, []Standing{Principal, Supporter, Representative}, "party.standing"),
		oneOf(p.Capacity, []Capacity{Adult, Child, Lacking}, "party.capacity"),
	} {
		if err != nil {
			return "", err
		}
	}
	switch {
	case p.Full == "":
		return "", refuse(Missing, "party.full")
	case (p.Standing == Principal) != (supports == ""):
		return "", refuse(BadValue, "party.for")
	}
	if with == "" {
		with = supports
	}
	side := SideID(d.newID())
	if beside, ok := d.state.Party(with); ok {
		side = beside.Side
	}
	id := PartyID(d.newID())
	d.emit(PartyAdded{Stamp: d.stamp(), Party: id, Kind: p.Kind, Standing: p.Standing, For: supports, Side: side, Capacity: p.Capacity, Interested: p.Interested})
	d.emit(NameKept{Stamp: d.stamp(), Party: id, Full: p.Full, Short: p.Short, About: p.About})
	d.keepSafeContact(id, p.SafeContact)
	return id, nil
}

// keepSafeContact writes how to reach somebody safely into their file, and into the case that there is a plan.
func (d *decision) keepSafeContact(id PartyID, text string) {
	if text == "" {
		return
	}
	d.file(id, SafeContactText, "", text)
	d.emit(SafeContactKept{Stamp: d.stamp(), Party: id})
}

func (d *decision) recordHarm(h NewHarm, ids []PartyID) error {
	if err := oneOf(h.Kind, HarmKinds(), "harms.kind"); err != nil {
		return err
	}
	harmed, err := places(h.Harmed, ids, "harms.harmed")
	if err != nil {
		return err
	}
	responsible, err := places(h.Responsible, ids, "harms.responsible")
	if err != nil {
		return err
	}
	if len(harmed)+len(responsible) == 0 {
		return refuse(Missing, "harms")
	}
	d.emit(HarmRecorded{Stamp: d.stamp(), Harm: HarmID(d.newID()), Kind: h.Kind, GenderBased: h.GenderBased, Harmed: harmed, Responsible: responsible})
	return nil
}

// places turns places in the intake into parties.
func places(list []int, ids []PartyID, field string) ([]PartyID, error) {
	var parties []PartyID
	for _, i := range list {
		if i < 0 || i >= len(ids) {
			return nil, refuse(BadValue, field)
		}
		parties = insert(parties, ids[i])
	}
	return parties, nil
}

func (c AddParty) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	for _, named := range []PartyID{c.For, c.With} {
		if _, err := d.anyParty(named, "for"); named != "" && err != nil {
			return err
		}
	}
	id, err := d.addParty(c.Party, c.For, c.With)
	if err != nil {
		return err
	}
	for _, h := range sortedSet(slices.Concat(c.HarmedIn, c.ResponsibleIn)) {
		if err := d.giveRoles(h, id, slices.Contains(c.HarmedIn, h), slices.Contains(c.ResponsibleIn, h)); err != nil {
			return err
		}
	}
	if c.Was == "" {
		return nil
	}
	if _, err := d.spokenOf(c.Was, "was"); err != nil {
		return err
	}
	d.emit(SpokenOfFound{Stamp: d.stamp(), SpokenOf: c.Was, Party: id})
	return nil
}

// giveRoles writes a harm down again with one more party in it.
func (d *decision) giveRoles(id HarmID, party PartyID, harmed, responsible bool) error {
	h, ok := d.state.Harm(id)
	if !ok {
		return refuse(NotFound, "harms")
	}
	e := HarmRecorded{Stamp: d.stamp(), Harm: h.ID, Kind: h.Kind, GenderBased: h.GenderBased, Harmed: h.Harmed, Responsible: h.Responsible}
	if harmed {
		e.Harmed = insert(e.Harmed, party)
	}
	if responsible {
		e.Responsible = insert(e.Responsible, party)
	}
	d.emit(e)
	return nil
}

func (c ChangeParty) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	if _, err := d.party(c.Party, "party"); err != nil {
		return err
	}
	if err := oneOf(c.Capacity, []Capacity{Adult, Child, Lacking}, "capacity"); err != nil {
		return err
	}
	d.emit(PartyChanged{Stamp: d.stamp(), Party: c.Party, Capacity: c.Capacity, Interested: c.Interested})
	if c.Full != "" {
		d.emit(NameKept{Stamp: d.stamp(), Party: c.Party, Full: c.Full, Short: c.Short, About: c.About})
	}
	return nil
}

// facts writes a text about the case as a whole; an empty one is not written.
func (d *decision) facts(what TextKind, crossing CrossingID, text string) {
	if text != "" {
		d.emit(FactsWritten{Stamp: d.stamp(), What: what, Crossing: crossing, Text: text})
	}
}

// file writes a text into a party's file; an empty one is not written.
func (d *decision) file(party PartyID, what TextKind, crossing CrossingID, text string) {
	if text != "" {
		d.emit(FileWritten{Stamp: d.stamp(), Party: party, What: what, Crossing: crossing, Text: text})
	}
}

// note writes a text where it belongs: about people of one side, into the file
// of the first of them; about both sides, among the facts, which stand behind the
// wall for those who work with one. Somebody who does work with one writes into the
// file they may open; who works with none, such as a safeguarding lead, hands it in to the file of whom it concerns.
func (d *decision) note(about []PartyID, what TextKind, crossing CrossingID, text string) {
	viewer := ViewerOf(d.state, d.at.Actor)
	var sides []SideID
	var first, known PartyID
	for _, id := range about {
		p, ok := d.state.Party(id)
		if !ok {
			continue
		}
		sides, known = insert(sides, p.Side), cmp.Or(known, id)
		if first == "" && viewer.Sees(d.state, id) {
			first = id
		}
	}
	if len(sides) == 1 {
		first = cmp.Or(first, known)
	}
	if first == "" || (len(sides) > 1 && viewer.All) {
		d.facts(what, crossing, text)
		return
	}
	d.file(first, what, crossing, text)
}
