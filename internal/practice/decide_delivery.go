package practice

func (Deliver) step() step { return step{afterEnd: true} }

func (c Deliver) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	return d.deliver(c.Delivering)
}

// deliver records how much of a crossing reached them. What stood in the way
// does not change what happened: it opens an incident, and is never refused.
func (d *decision) deliver(c Delivering) error {
	x, err := d.anyCrossing(c.Crossing, "crossing")
	if err != nil {
		return err
	}
	if x.State == Delivered {
		return refuse(WrongState, "crossing") // it has reached them; a second time is recorded as what happened outside the gate
	}
	if err := oneOf(c.Extent, []Extent{Whole, Partly, NotAt}, "extent"); err != nil {
		return err
	}
	if c.Copy != (Copy{}) && Commit(c.Copy.Salt, c.Copy.Text) != d.state.Wording(x) {
		return refuse(WordingMoved, "copy")
	}
	carrier := c.Carrier
	if carrier == "" {
		carrier = d.at.Actor
	}
	attended, err := d.attended(x, c)
	if err != nil {
		return err
	}
	problem := d.problem(x, carrier)
	if len(attended) > 0 {
		d.emit(MeetingAttended{Stamp: d.stamp(), Crossing: x.ID, Attended: attended})
	}
	e := CrossingDelivered{Stamp: d.stamp(), Crossing: x.ID, Extent: c.Extent, Carrier: carrier}
	if x.Kind == Meeting && c.Extent != NotAt {
		for _, after := range d.at.Profile.FollowUps {
			e.FollowUps = append(e.FollowUps, d.when+after)
		}
	}
	d.emit(e)
	if c.Extent == NotAt {
		return nil
	}
	if problem != "" {
		d.incident(problem, x.ID, x.Taking())
	}
	if x.Kind == Meeting {
		d.reviewCompany(x)
	}
	d.give(x, c)
	return nil
}

// problem says what was wrong with a delivery; empty for nothing.
func (d *decision) problem(x Crossing, carrier StaffID) IncidentKind {
	clearance := x.Clearance
	switch {
	case clearance.Carrier == "" || d.when < clearance.From:
		return Uncleared
	case !clearance.holdsAt(d.when):
		return AfterWithdrawal
	case x.State == PartDone || x.State == NotDelivered || (x.State != Cleared && clearance.Cancelled == 0):
		return Uncleared // what is left, or was corrected, needs a clearance of its own
	case clearance.Carrier != carrier:
		return WrongCarrier
	case clearance.Cancelled == 0 && !d.stoodAt(x):
		return AfterWithdrawal // a consent or permission had run out meanwhile
	case x.Kind == Meeting && (x.Confirmed == 0 || x.Confirmed < d.when-Day || x.Confirmed > d.when):
		return NotAskedAgain
	}
	return ""
}

// stoodAt says whether the gate was met for a crossing at the time it was handed over.
func (d *decision) stoodAt(x Crossing) bool {
	at := d.at
	at.Now = d.when
	return AllMet(Gate(d.state, x, at))
}

// give puts what reached them into their boxes: all that their pages will ever show of it (P3).
func (d *decision) give(x Crossing, c Delivering) {
	switch x.Kind {
	case Notice:
		for _, p := range x.To {
			d.emit(NoticeGiven{Stamp: d.stamp(), Party: p, Notice: x.Notice})
		}
	case Meeting:
		held, _ := d.state.Crossing(x.ID)
		for _, p := range held.Attending() {
			d.emit(ItemGiven{Stamp: d.stamp(), Party: p, Crossing: x.ID, Kind: Meeting})
		}
	case Approach, Message, Letter, Recording, Details:
		for _, p := range x.To {
			d.emit(ItemGiven{Stamp: d.stamp(), Party: p, Crossing: x.ID, Kind: x.Kind, From: c.From, Text: c.Copy.Text})
		}
		if d.tells(x.MayTell) {
			d.tellSender(x)
		}
	case Publication, Talk: // they reach the public, not a box
	}
}

// tells says whether the sender is told that it has arrived, by what the recipient said or, while they have said nothing, by the profile.
func (d *decision) tells(may Answer) bool {
	return may == Yes || (may == "" && d.at.Profile.TellSender == TellAlways)
}

// tellSender puts into the senders' boxes that it has arrived; never for an approach, whose answer is told by voice.
func (d *decision) tellSender(x Crossing) {
	if x.Kind == Approach {
		return
	}
	for _, p := range x.From {
		d.emit(SenderTold{Stamp: d.stamp(), Party: p, Content: x.Content})
	}
}
