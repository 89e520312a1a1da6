package practice

import "slices"

func (Clear) step() step        { return step{} }
func (Confirm) step() step      { return step{} }
func (StopCrossing) step() step { return step{} }

func (c Clear) decide(d *decision) error {
	x, err := d.crossing(c.Crossing, "crossing")
	if err != nil {
		return err
	}
	if err := d.judgeAsking(x, c.Judgement); err != nil {
		return err
	}
	return d.clear(x, c.Clearing)
}

// clear asks the gate (P1). What is met is given to one named carrier until a time and no longer.
func (d *decision) clear(x Crossing, c Clearing) error {
	switch {
	case x.State == Cleared && x.Clearance.holdsAt(d.at.Now):
		return refuse(WrongState, "crossing")
	case c.Carrier == "":
		return refuse(Missing, "carrier")
	case !d.carries(c.Carrier):
		return refuse(NotAllocated, "carrier")
	case c.Until != 0 && c.Until <= d.at.Now:
		return refuse(TooEarly, "until")
	}
	if err := d.ask(x); err != nil {
		return err
	}
	end := d.at.Now + d.at.Profile.ClearanceFor
	if x.Kind == Meeting {
		end = x.Plan.Starts + Day // arranged long before, and asked again on the day
	}
	if end <= d.at.Now {
		return refuse(TooEarly, "crossing")
	}
	d.emit(CrossingCleared{Stamp: d.stampNow(), Crossing: x.ID, Carrier: c.Carrier, Until: earlier(end, c.Until), Profile: d.at.Digest})
	return nil
}

// ask refuses what the gate does not let pass, with what stands in the way as far as the actor may know (P9).
func (d *decision) ask(x Crossing) error {
	standing := Unmet(Gate(d.state, x, d.at))
	if len(standing) == 0 {
		return nil
	}
	return &Refusal{Code: GateNotMet, Field: "crossing", Standing: Redact(d.state, x, standing, ViewerOf(d.state, d.at.Actor))}
}

// stampNow is for what is true only from the present: nothing is cleared backwards.
func (d *decision) stampNow() Stamp {
	s := d.stamp()
	s.When = d.at.Now
	return s
}

// decide asks the gate again on the day of a meeting.
func (c Confirm) decide(d *decision) error {
	x, err := d.crossing(c.Crossing, "crossing")
	switch {
	case err != nil:
		return err
	case x.Kind != Meeting || x.State != Cleared:
		return refuse(WrongState, "crossing")
	case d.at.Now < x.Plan.Starts-Day:
		return refuse(TooEarly, "crossing")
	}
	if err := d.ask(x); err != nil {
		return err
	}
	d.emit(CrossingConfirmed{Stamp: d.stampNow(), Crossing: x.ID})
	return nil
}

func (c StopCrossing) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	x, err := d.crossing(c.Crossing, "crossing")
	if err != nil {
		return err
	}
	if err := oneOf(c.Reason, []StopReason{SenderStopped, RecipientRefused, NotSafe, NotNeeded, ContentGone}, "reason"); err != nil {
		return err
	}
	d.stop(x, c.Reason)
	d.note(x.Taking(), ReasonsText, x.ID, c.Text)
	return nil
}

// stop ends a crossing; its carrier is told by the cancelling of the clearance.
func (d *decision) stop(x Crossing, reason StopReason) {
	d.halt(x, reason)
	d.wentOutAfter(x)
}

// halt is the same without a look at what went out.
func (d *decision) halt(x Crossing, reason StopReason) {
	if x.State == Cleared {
		d.emit(ClearanceCancelled{Stamp: d.stamp(), Crossing: x.ID, Carrier: x.Clearance.Carrier, From: max(d.when, x.Clearance.From), Because: StillOpen})
	}
	d.emit(CrossingStopped{Stamp: d.stamp(), Crossing: x.ID, Reason: reason})
}

// wentOutAfter opens an incident for what reached them after it was stopped, when that is written down late.
func (d *decision) wentOutAfter(x Crossing) {
	if d.when < x.Delivered {
		d.incident(AfterWithdrawal, x.ID, x.Taking())
	}
}

// settle cancels every clearance that no longer stands, whatever command it was
// that took its ground away: the rule of P2, written once. A cancelled clearance
// stopped holding when its ground fell, not when that was written down, so that a
// delivery in between is found.
func (d *decision) settle() {
	for _, x := range d.state.Crossings {
		if x.State != Cleared {
			d.fellEarlier(x)
			continue
		}
		standing := Unmet(Gate(d.state, x, d.at))
		if len(standing) == 0 && d.carries(x.Clearance.Carrier) {
			continue
		}
		because := StillOpen
		if len(standing) > 0 {
			because = standing[0].Kind
		}
		d.emit(ClearanceCancelled{Stamp: d.stamp(), Crossing: x.ID, Carrier: x.Clearance.Carrier, From: d.fell(x), Because: because})
	}
}

// fellEarlier puts the end of a clearance that was cancelled already to where this
// command shows that it was: what it records took its ground away before the other did.
func (d *decision) fellEarlier(x Crossing) {
	from := max(d.since, x.Clearance.From)
	if x.State != Proposed || from >= x.Clearance.Cancelled {
		return
	}
	at := d.at
	at.Now = from
	before, _ := d.before.Crossing(x.ID)
	if fallen, ok := newlyUnmet(Gate(d.before, before, at), Gate(d.state, x, at)); ok {
		d.emit(ClearanceCancelled{Stamp: d.stamp(), Crossing: x.ID, Carrier: x.Clearance.Carrier, From: from, Because: fallen.Kind, Again: true})
	}
}

// newlyUnmet gives the first condition that is not met and was, or was not asked.
func newlyUnmet(was, is []Condition) (Condition, bool) {
	unmet := Unmet(was)
	return find(Unmet(is), func(c *Condition) bool {
		return !slices.ContainsFunc(unmet, func(w Condition) bool { return w.Kind == c.Kind && w.About == c.About && w.Bar == c.Bar })
	})
}

// fell gives the first instant at which the gate was not met for a cleared
// crossing: when the clearance began, when what this command records began to
// hold, or when something ran out or began of itself in between. Until this
// command holds, things stood as they did before it.
func (d *decision) fell(x Crossing) Instant {
	turns := append(d.state.turns(), x.Clearance.From, d.since)
	slices.Sort(turns)
	at := d.at
	for _, turn := range turns {
		if turn > d.at.Now {
			break
		}
		at.Now = max(turn, x.Clearance.From)
		state, crossing := d.state, x
		if at.Now < d.since {
			state = d.before
			crossing, _ = d.before.Crossing(x.ID)
		}
		if !AllMet(Gate(state, crossing, at)) {
			return at.Now
		}
	}
	return d.at.Now
}

// turns gives the instants at which a consent, assessment, permission or bar runs
// out or begins of itself, in no order.
func (c Case) turns() []Instant {
	var turns []Instant
	for _, consent := range c.Consents {
		turns = append(turns, consent.Until)
	}
	for _, a := range c.Assessed {
		turns = append(turns, a.Until)
	}
	for _, b := range c.Bars {
		turns = append(turns, b.Start)
		for _, p := range b.Permissions {
			turns = append(turns, p.Until)
		}
	}
	return turns
}

// carries says whether somebody may carry a crossing: they have a duty here.
func (d *decision) carries(staff StaffID) bool {
	return slices.ContainsFunc(d.state.Staff, func(s Allocation) bool {
		return s.Staff == staff && (s.Duty == Facilitator || s.Duty == Coordinator)
	})
}
