package practice

import "slices"

func (AddHelper) step() step    { return step{} }
func (ChangeHelper) step() step { return step{afterEnd: true} }

func (c AddHelper) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	if c.Name == "" {
		return refuse(Missing, "name")
	}
	if err := oneOf(c.Kind, []HelperKind{Interpreter, Intermediary, Chaplain, PrisonOfficer, OtherHelper}, "kind"); err != nil {
		return err
	}
	id := HelperID(d.newID())
	d.emit(HelperAdded{Stamp: d.stamp(), Helper: id, Kind: c.Kind, Confidential: c.Confidential, Checked: c.Checked})
	d.emit(FactsWritten{Stamp: d.stamp(), What: NoteText, Helper: id, Text: c.Name})
	return nil
}

// decide puts down how a helper stands. Every meeting they are planned in waits for one
// who does not stand well; one that was held with them while they did not is reviewed.
func (c ChangeHelper) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	h, ok := find(d.state.Helpers, func(h *Helper) bool { return h.ID == c.Helper })
	falls := (h.Confidential && !c.Confidential) || (h.Checked && !c.Checked)
	switch {
	case !ok:
		return refuse(NotFound, "helper")
	case h.Confidential == c.Confidential && h.Checked == c.Checked:
		return refuse(Unchanged, "helper")
	case d.when < h.ChangedSince:
		return refuse(TooEarly, "when") // it has changed since, and that is what holds
	case falls && c.Text == "":
		return refuse(Missing, "text")
	}
	d.emit(HelperChanged{Stamp: d.stamp(), Helper: h.ID, Confidential: c.Confidential, Checked: c.Checked})
	if c.Text != "" {
		d.emit(FactsWritten{Stamp: d.stamp(), What: ReasonsText, Helper: h.ID, Text: c.Text})
	}
	if falls {
		d.reviewHelped(h.ID)
	}
	return nil
}

// reviewHelped opens an incident for every meeting a helper was at from then on.
func (d *decision) reviewHelped(helper HelperID) {
	for _, x := range d.state.Crossings {
		if x.Delivered >= d.when && x.wasHelpedBy(helper) {
			d.incident(RestedOnError, x.ID, x.Taking())
		}
	}
}

// wasHelpedBy says whether a helper was at a meeting.
func (x Crossing) wasHelpedBy(helper HelperID) bool {
	return slices.ContainsFunc(x.Attended, func(a Attendance) bool { return a.Helper == helper && a.Presence != StayedOut })
}
