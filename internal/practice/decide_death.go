package practice

import "slices"

func (RecordDeath) step() step { return step{afterEnd: true} }
func (SpeakOf) step() step     { return step{} }
func (NameSpeaker) step() step { return step{} }

// decide stops what would come from somebody who died or go to them, and asks them
// nothing more. What reached somebody after their death rested on a word that had ended.
func (c RecordDeath) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	p, err := d.party(c.Party, "party")
	if err != nil {
		return err
	}
	if p.Died != 0 {
		return refuse(Unchanged, "party")
	}
	if err := d.maySpeak(c.Speaker, c.Party); err != nil {
		return err
	}
	before := d.state
	d.emit(PartyDied{Stamp: d.stamp(), Party: c.Party, Speaker: c.Speaker})
	d.file(c.Party, NoteText, "", c.Text)
	d.askAgain(before, AfterWithdrawal)
	for _, x := range before.Crossings {
		if !x.IsOver() && slices.Contains(slices.Concat(x.From, x.To), c.Party) {
			d.halt(x, SomebodyDied)
		}
	}
	for _, q := range before.Questions {
		if q.Party == c.Party && q.waits() {
			d.emit(QuestionWithdrawn{Stamp: d.stamp(), Question: q.ID})
			d.emit(QuestionTakenAway{Stamp: d.stamp(), Party: c.Party, Question: q.ID})
		}
	}
	return nil
}

// living refuses somebody who had died by then: there is nobody who could be asked, or could say it.
func (d *decision) living(id PartyID, field string) error {
	if d.hadDied(id) {
		return refuse(DiedParty, field)
	}
	return nil
}

// livingAsSeen is living for one of any side who is named: of somebody on a side that the
// actor does not work with nothing is said, and the gate says "not yet", as for everything else there (P3).
func (d *decision) livingAsSeen(id PartyID, field string) error {
	if !ViewerOf(d.state, d.at.Actor).Sees(d.state, id) {
		return nil
	}
	return d.living(id, field)
}

// hadDied says whether a party had died when what is recorded happened.
func (d *decision) hadDied(id PartyID) bool {
	p, _ := d.state.Party(id)
	return p.deadAt(d.when)
}

// maySpeak refuses to have somebody speak for a memory who cannot, or who is responsible
// for harm to the one who died: as a guardian with an interest cannot act.
func (d *decision) maySpeak(speaker, of PartyID) error {
	if speaker == "" {
		return nil
	}
	if _, err := d.anyParty(speaker, "speaker"); err != nil {
		return err
	}
	if err := d.livingAsSeen(speaker, "speaker"); err != nil {
		return err
	}
	interested := slices.ContainsFunc(d.state.Harms, func(h Harm) bool {
		return slices.Contains(h.Harmed, of) && slices.Contains(h.Responsible, speaker)
	})
	switch {
	case speaker == of:
		return refuse(BadValue, "speaker")
	case interested:
		return refuse(InterestedGuard, "speaker")
	}
	return nil
}

func (c SpeakOf) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	if c.Name == "" {
		return refuse(Missing, "name")
	}
	if err := d.maySpeak(c.Speaker, ""); err != nil {
		return err
	}
	return d.speakOf(c)
}

// speakOf puts somebody spoken of on record; the name, where it is known, is among the facts.
func (d *decision) speakOf(c SpeakOf) error {
	if err := oneOf(c.Unasked, []Unasked{Deceased, Unaware}, "spoken_of.unasked"); err != nil {
		return err
	}
	e := SpokenOfAdded{Stamp: d.stamp(), SpokenOf: SpokenOfID(d.newID()), Unasked: c.Unasked, Speaker: c.Speaker}
	d.emit(e)
	if c.Name != "" {
		d.emit(FactsWritten{Stamp: d.stamp(), What: NoteText, SpokenOf: e.SpokenOf, Text: c.Name})
	}
	return nil
}

// spokenOf finds somebody spoken of who is not a party by now.
func (d *decision) spokenOf(id SpokenOfID, field string) (SpokenOf, error) {
	s, ok := find(d.state.SpokenOf, func(s *SpokenOf) bool { return s.ID == id })
	switch {
	case !ok:
		return SpokenOf{}, refuse(NotFound, field)
	case s.Became != "":
		return SpokenOf{}, refuse(WrongState, field)
	}
	return s, nil
}

func (c NameSpeaker) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	now, err := c.speaker(d)
	if err != nil {
		return err
	}
	if err := d.maySpeak(c.Speaker, c.Party); err != nil {
		return err
	}
	if c.Speaker == now {
		return refuse(Unchanged, "speaker")
	}
	d.emit(SpeakerNamed{Stamp: d.stamp(), SpokenOf: c.SpokenOf, Party: c.Party, Speaker: c.Speaker})
	d.note(without([]PartyID{c.Party, c.Speaker}, func(p *PartyID) bool { return *p == "" }), ReasonsText, "", c.Text)
	return nil
}

// speaker gives who speaks for them now.
func (c NameSpeaker) speaker(d *decision) (PartyID, error) {
	if (c.Party == "") == (c.SpokenOf == "") {
		return "", refuse(BadValue, "party")
	}
	if c.SpokenOf != "" {
		s, err := d.spokenOf(c.SpokenOf, "spoken_of")
		return s.Speaker, err
	}
	p, err := d.party(c.Party, "party")
	if err == nil && p.Died == 0 {
		err = refuse(WrongState, "party")
	}
	return p.Speaker, err
}
