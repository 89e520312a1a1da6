package practice

import "slices"

func (ChangeHarm) step() step { return step{afterEnd: true} }

// decide writes a harm down as it is now known, and makes void what rested on the
// facts as they were: nothing passes on a judgement of other facts, and nothing becomes
// freer before somebody has judged it anew. What was handed over on them is reviewed.
func (c ChangeHarm) decide(d *decision) error {
	e, err := c.facts(d)
	if err != nil {
		return err
	}
	about := sortedSet(slices.Concat(e.Harmed, e.Responsible))
	var void []Correct
	if c.Harm != "" {
		before, _ := d.state.Harm(c.Harm)
		about = sortedSet(slices.Concat(about, before.Harmed, before.Responsible))
		for _, a := range before.Acknowledged {
			void = append(void, Correct{Thing: AnAcknowledgment, Harm: c.Harm, Party: a.Party})
		}
	}
	for _, a := range d.state.Assessed {
		if !a.Void {
			void = append(void, Correct{Thing: AnAssessment, Assessment: a.ID})
		}
	}
	d.emit(e)
	for _, v := range void {
		before := d.state
		v.record(d)
		v.review(d, before)
	}
	d.note(about, ReasonsText, "", c.Text)
	return nil
}

// facts checks what is said of the harm. Whoever says it must work with all sides,
// since it changes what may pass for each of them.
func (c ChangeHarm) facts(d *decision) (HarmRecorded, error) {
	none := HarmRecorded{}
	if !ViewerOf(d.state, d.at.Actor).All {
		return none, refuse(NotAllSides, "")
	}
	if err := oneOf(c.Kind, HarmKinds(), "kind"); err != nil {
		return none, err
	}
	h, there := d.state.Harm(c.Harm)
	harmed, err := d.inHarm(c.Harmed, h.Harmed, "harmed")
	if err != nil {
		return none, err
	}
	responsible, err := d.inHarm(c.Responsible, h.Responsible, "responsible")
	if err != nil {
		return none, err
	}
	switch {
	case len(harmed)+len(responsible) == 0:
		return none, refuse(Missing, "harmed")
	case c.Harm != "" && !there:
		return none, refuse(NotFound, "harm")
	case there && h.Kind == c.Kind && h.GenderBased == c.GenderBased && slices.Equal(sortedSet(h.Harmed), harmed) && slices.Equal(sortedSet(h.Responsible), responsible):
		return none, refuse(Unchanged, "kind")
	case c.Text == "":
		return none, refuse(Missing, "text")
	}
	id := c.Harm
	if id == "" {
		id = HarmID(d.newID())
	}
	return HarmRecorded{Stamp: d.stamp(), Harm: id, Kind: c.Kind, GenderBased: c.GenderBased, Harmed: harmed, Responsible: responsible}, nil
}

// inHarm gives who is to be on one list of a harm. Somebody erased stays where they were already, and comes onto no other.
func (d *decision) inHarm(ids, already []PartyID, field string) ([]PartyID, error) {
	fresh := slices.DeleteFunc(slices.Clone(ids), func(id PartyID) bool { return slices.Contains(already, id) })
	if _, err := d.known(fresh, field, false); err != nil {
		return nil, err
	}
	return sortedSet(ids), nil
}
