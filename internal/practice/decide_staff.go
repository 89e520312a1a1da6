package practice

import "slices"

func (Allocate) step() step        { return step{anybody: true, afterEnd: true} }
func (Deallocate) step() step      { return step{by: []Duty{Coordinator}, afterEnd: true} }
func (DeclareConflict) step() step { return step{anybody: true, afterEnd: true} }
func (Hold) step() step            { return step{by: []Duty{Facilitator, Coordinator, Supervisor, Lead}} }
func (ReleaseHold) step() step     { return step{} }
func (c SetSensitive) step() step {
	if !c.Sensitive {
		return step{by: []Duty{Coordinator, Supervisor}}
	}
	return step{by: []Duty{Facilitator, Coordinator, Supervisor, Lead}}
}
func (Close) step() step  { return step{} }
func (Reopen) step() step { return step{onlyAfter: true} }
func (Erase) step() step  { return step{by: []Duty{Coordinator}, afterEnd: true} }
func (Strike) step() step { return step{by: []Duty{Coordinator}, afterEnd: true} }

// decide lets a coordinator of the case allocate; when none is left, anybody the shell lets through takes it up.
func (c Allocate) decide(d *decision) error {
	if d.hasCoordinator() {
		if err := d.onDuty([]Duty{Coordinator}); err != nil {
			return err
		}
	}
	switch {
	case c.Staff == "":
		return refuse(Missing, "staff")
	case slices.Contains(d.state.Conflicts, c.Staff) || slices.Contains(d.state.Conflicts, d.at.Actor):
		return refuse(StaffHasConflict, "staff")
	case slices.ContainsFunc(c.Sides, func(s SideID) bool { return !d.hasSide(s) }):
		return refuse(NotFound, "sides")
	}
	if err := oneOf(c.Duty, []Duty{Coordinator, Facilitator, Supervisor, Lead}, "duty"); err != nil {
		return err
	}
	d.emit(StaffAllocated{Stamp: d.stamp(), Staff: c.Staff, Duty: c.Duty, Sides: sortedSet(c.Sides)})
	return nil
}

func (d *decision) hasCoordinator() bool {
	return slices.ContainsFunc(d.state.Staff, func(s Allocation) bool { return s.Duty == Coordinator })
}

func (d *decision) isAllocated(staff StaffID) bool {
	return slices.ContainsFunc(d.state.Staff, func(s Allocation) bool { return s.Staff == staff })
}

func (c Deallocate) decide(d *decision) error {
	if !d.isAllocated(c.Staff) {
		return refuse(NotFound, "staff")
	}
	d.emit(StaffDeallocated{Stamp: d.stamp(), Staff: c.Staff})
	if !d.hasCoordinator() {
		return refuse(WrongState, "staff") // somebody must be left who can allocate
	}
	return nil
}

// decide takes out even the last coordinator: a conflict weighs more than cover (P5).
func (c DeclareConflict) decide(d *decision) error {
	if c.Staff == "" {
		return refuse(Missing, "staff")
	}
	if c.Staff != d.at.Actor {
		if err := d.onDuty([]Duty{Coordinator}); err != nil {
			return err
		}
	}
	if slices.Contains(d.state.Conflicts, c.Staff) {
		return refuse(WrongState, "staff")
	}
	d.emit(ConflictDeclared{Stamp: d.stamp(), Staff: c.Staff})
	return nil
}

func (c Hold) decide(d *decision) error {
	switch {
	case d.state.Held.Since != 0:
		return refuse(WrongState, "")
	case c.Text == "":
		return refuse(Missing, "text")
	case c.Review != 0 && c.Review <= d.at.Now:
		return refuse(TooEarly, "review")
	}
	d.emit(CaseHeld{Stamp: d.stamp(), Review: until(d.at.Now, d.at.Profile.HoldReviewIn, c.Review)})
	d.facts(ReasonsText, "", c.Text)
	return nil
}

func (c ReleaseHold) decide(d *decision) error {
	if d.state.Held.Since == 0 {
		return refuse(WrongState, "")
	}
	d.emit(HoldReleased{Stamp: d.stamp()})
	d.facts(ReasonsText, "", c.Text)
	return nil
}

// decide sets what asks for a second person (OAR 291-205-0210: somebody besides the
// coordinator screens). Whoever carries a text that only one has read is told by the
// cancelling of its clearance; so that nobody lifts it for themselves, it takes another duty to lift than to set.
func (c SetSensitive) decide(d *decision) error {
	switch {
	case c.Sensitive == d.state.Sensitive:
		return refuse(Unchanged, "sensitive")
	case !c.Sensitive && c.Text == "":
		return refuse(Missing, "text")
	}
	d.emit(SensitiveSet{Stamp: d.stamp(), Sensitive: c.Sensitive})
	d.facts(ReasonsText, "", c.Text)
	return nil
}

func (c Close) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	endings := []Ending{AfterMeeting, AfterExchange, NoContact, HarmedWish, ResponsibleWish, NotPossible, Untraced, Transferred, PersonDied}
	if err := oneOf(c.Ending, endings, "ending"); err != nil {
		return err
	}
	d.emit(CaseClosed{Stamp: d.stamp(), Ending: c.Ending, Keep: until(d.when, d.at.Profile.KeepAfterEnding, 0)})
	d.facts(ReasonsText, "", c.Text)
	return nil
}

func (c Reopen) decide(d *decision) error {
	if c.Text == "" {
		return refuse(Missing, "text")
	}
	d.emit(CaseReopened{Stamp: d.stamp()})
	d.facts(ReasonsText, "", c.Text)
	return nil
}

// decide withdraws what an erased person wrote, so that none of it passes after its keys are gone (P8).
func (c Erase) decide(d *decision) error {
	if _, err := d.anyParty(c.Party, "party"); err != nil {
		return err
	}
	for _, content := range d.state.Contents {
		if content.Author == c.Party && content.Withdrawn == 0 {
			d.withdraw(content)
		}
	}
	d.emit(PartyErased{Stamp: d.stamp(), Party: c.Party})
	return nil
}

func (c Strike) decide(d *decision) error {
	switch {
	case c.Act == "":
		return refuse(Missing, "act")
	case c.From.Kind == InCase:
		return refuse(NotStruck, "from")
	}
	if err := oneOf(c.From.Kind, []HomeKind{InFacts, InFile, InBox, InContent}, "from"); err != nil {
		return err
	}
	d.emit(EntryStruck{Stamp: d.stamp(), Struck: c.Act, From: c.From})
	return nil
}
