package practice

import (
	"cmp"
	"slices"
)

// DueKind is one kind of thing somebody has to do, or has to look at.
type DueKind string

// What can be due.
const (
	DueFirst       DueKind = "first-contact" // who asked for this, and was not spoken with yet
	DueFollowUp    DueKind = "follow-up"
	DueNext        DueKind = "next-step" // the next step agreed in a contact
	DueAssessment  DueKind = "assessment-ends"
	DueConsent     DueKind = "consent-ends"
	DuePermission  DueKind = "permission-ends"
	DueBar         DueKind = "bar-review"
	DueHold        DueKind = "hold-review"
	DueIncident    DueKind = "incident-review"
	DueDisclosure  DueKind = "disclosure-review"
	DueUndertaking DueKind = "undertaking"
	DueHandOver    DueKind = "hand-over"  // cleared and to be carried before its clearance ends
	DueCalledOff   DueKind = "called-off" // it no longer stands, and its carrier may be on the way
	DueConfirm     DueKind = "confirm"    // a meeting within the day: ask the gate again
	DueAskAgain    DueKind = "ask-again"  // somebody said: ask me after
	DueLimits      DueKind = "explain-limits"
	DueReading     DueKind = "read"
	DueSignOff     DueKind = "sign-off"
	DueQuestion    DueKind = "question" // waits for a participant's answer
	DueSilent      DueKind = "silent"
	DueUncovered   DueKind = "uncovered" // nobody is facilitating a side
	DueKeepingEnds DueKind = "keeping-ends"
)

// Due is one item of a diary: what, for whom, since and by when. Move is whose
// move it is.
type Due struct {
	Kind     DueKind
	By       Instant // when it is due; zero: now
	Since    Instant // since when it waits
	Move     Changer
	Party    PartyID
	Side     SideID
	Crossing CrossingID
	Content  ContentID
	Bar      BarID
	Staff    StaffID
}

// IsCalledOff says whether somebody may be on their way with what no longer stands
// (P2): for as long as they might have carried it, unless they ended it themselves.
func (x Crossing) IsCalledOff(now Instant) bool {
	fallen := x.State == Proposed || x.State == Stopped
	return fallen && x.Clearance.Carrier != "" && !x.Clearance.Heard && now.before(x.Clearance.Until)
}

// Waits says whether it keeps somebody waiting now. What only runs out, or is looked
// at again on a day to come, keeps nobody waiting until then; silence waits for nothing in particular,
// and what was called off for nobody's move but a telephone call.
func (d Due) Waits(now Instant) bool {
	switch d.Kind {
	case DueSilent, DueCalledOff:
		return false
	case DueAssessment, DueConsent, DuePermission, DueBar, DueHold, DueUndertaking, DueKeepingEnds:
		return d.Since != 0 && d.By <= now
	default:
		return d.Since != 0
	}
}

// Diary gives what is due in a case, soonest first. Ends of consents, permissions
// and assessments come in as long beforehand as the profile warns.
func Diary(state Case, at At) []Due {
	if state.Opened == 0 {
		return nil
	}
	var list []Due
	for _, part := range []func(Case, At) []Due{dueAlways, dueFirst, dueParties, dueCrossings, dueEnds, dueContents} {
		list = append(list, part(state, at)...)
	}
	slices.SortStableFunc(list, func(a, b Due) int { return cmp.Compare(a.By, b.By) })
	return list
}

// dueAlways is what is owed whether the case is open or closed: reviews, promises, follow-ups.
func dueAlways(state Case, at At) []Due {
	var list []Due
	for _, i := range state.Incidents {
		if i.Closed == 0 {
			list = append(list, Due{Kind: DueIncident, Since: i.Opened, Move: ChangedBySupervisor, Crossing: i.Crossing})
		}
	}
	for _, d := range state.Disclosed {
		if d.Reviewed == 0 {
			list = append(list, Due{Kind: DueDisclosure, By: d.Review, Since: d.Made, Move: ChangedBySecond, Party: d.Party})
		}
	}
	for _, a := range state.Agreements {
		for _, u := range a.Undertakings {
			if p, _ := state.Party(u.Party); u.Kept == "" && u.Due != 0 && p.Died == 0 {
				list = append(list, Due{Kind: DueUndertaking, By: u.Due, Since: a.Made, Move: ChangedByParty, Party: u.Party})
			}
		}
	}
	for _, x := range state.Crossings {
		if x.IsCalledOff(at.Now) {
			list = append(list, Due{Kind: DueCalledOff, By: x.Clearance.Until, Since: x.Clearance.From, Move: ChangedByFacilitator, Crossing: x.ID, Staff: x.Clearance.Carrier})
		}
		for _, f := range x.FollowUps {
			if p, _ := state.Party(f.Party); f.Done == 0 && p.Died == 0 {
				list = append(list, Due{Kind: DueFollowUp, By: f.Due, Since: x.Delivered, Move: ChangedByFacilitator, Party: f.Party, Crossing: x.ID})
			}
		}
	}
	if !state.IsOpen() && state.Closed.Keep != 0 && at.Now >= state.Closed.Keep-at.Profile.WarnBefore {
		list = append(list, Due{Kind: DueKeepingEnds, By: state.Closed.Keep, Since: state.Closed.At, Move: ChangedBySupervisor})
	}
	return list
}

// dueFirst is that those who set this in motion wait to be spoken with, until one of
// them was. Nobody else is owed that: whoever did not ask may not be asked before the gate
// says so, and what a responsible person deposits unprompted is kept without a word (OAR 291-205). Where an agency
// asked, it is owed to the case as a whole, and only where the same facilitators work with
// all: of one who works with one side nobody can say whether the other comes first.
func dueFirst(state Case, _ At) []Due {
	if !state.IsOpen() || state.Held.Since != 0 {
		return nil
	}
	var list []Due
	for _, p := range state.Parties {
		switch {
		case p.Standing != Principal || !p.IsHere() || !state.isAsker(p.ID):
		case p.Contacted != 0:
			return nil
		case state.isCovered(p.Side) && p.Next == 0 && p.Paused == 0:
			list = append(list, Due{Kind: DueFirst, Since: state.Opened, Move: ChangedByFacilitator, Party: p.ID})
		}
	}
	if state.Begun != ByAgency || len(list) == 0 {
		return list
	}
	if slices.ContainsFunc(state.Staff, func(s Allocation) bool { return s.Duty == Facilitator && len(s.Sides) > 0 }) {
		return nil
	}
	return []Due{{Kind: DueFirst, Since: state.Opened, Move: ChangedByFacilitator}}
}

// isAsker says whether a party may be one of those who set this in motion.
func (c Case) isAsker(id PartyID) bool {
	switch c.Begun {
	case ByHarmed:
		return c.HarmedIn(id)
	case ByResponsible:
		return c.ResponsibleIn(id)
	default:
		return true
	}
}

// dueParties is what is owed to each party, and the case as a whole, while it is open.
func dueParties(state Case, at At) []Due {
	if !state.IsOpen() {
		return nil
	}
	var list []Due
	if state.Held.Since != 0 {
		list = append(list, Due{Kind: DueHold, By: state.Held.Review, Since: state.Held.Since, Move: ChangedByFacilitator})
	}
	if at.Now-state.Touched > at.Profile.SilentAfter {
		list = append(list, Due{Kind: DueSilent, Since: state.Touched, Move: ChangedByFacilitator})
	}
	var covered []SideID
	for _, p := range state.Parties {
		if !p.IsHere() {
			continue
		}
		if !slices.Contains(covered, p.Side) && !state.isCovered(p.Side) {
			list = append(list, Due{Kind: DueUncovered, Since: state.Opened, Move: ChangedBySupervisor, Side: p.Side})
		}
		covered = append(covered, p.Side)
		if p.Next != 0 {
			list = append(list, Due{Kind: DueNext, By: p.Next, Since: p.NextSince, Move: ChangedByFacilitator, Party: p.ID})
		}
		if p.Contacted != 0 && p.LimitsExplained == 0 {
			list = append(list, Due{Kind: DueLimits, Since: p.Contacted, Move: ChangedByFacilitator, Party: p.ID})
		}
		if p.Asking == AskAfter {
			list = append(list, Due{Kind: DueAskAgain, By: p.AskAfter, Move: ChangedByFacilitator, Party: p.ID})
		}
	}
	return list
}

// isCovered says whether somebody facilitates a side.
func (c Case) isCovered(side SideID) bool {
	return slices.ContainsFunc(c.Staff, func(s Allocation) bool {
		return s.Duty == Facilitator && (len(s.Sides) == 0 || slices.Contains(s.Sides, side))
	})
}

// dueCrossings is what waits to be carried, confirmed or answered.
func dueCrossings(state Case, at At) []Due {
	if !state.IsOpen() {
		return nil
	}
	var list []Due
	for _, x := range state.Crossings {
		switch {
		case x.State == Cleared && x.Kind == Meeting && x.Confirmed == 0:
			list = append(list, Due{Kind: DueConfirm, By: x.Plan.Starts, Since: x.Clearance.From, Move: ChangedByFacilitator, Crossing: x.ID, Staff: x.Clearance.Carrier})
		case x.State == Cleared:
			list = append(list, Due{Kind: DueHandOver, By: x.Clearance.Until, Since: x.Clearance.From, Move: ChangedByFacilitator, Crossing: x.ID, Staff: x.Clearance.Carrier})
		}
	}
	for _, q := range state.Questions {
		if q.Answer == "" && q.Withdrawn == 0 {
			list = append(list, Due{Kind: DueQuestion, Since: q.Asked, Move: ChangedByParty, Party: q.Party, Crossing: q.Crossing})
		}
	}
	return list
}

// dueEnds is what will end soon and is still relied on.
func dueEnds(state Case, at At) []Due {
	if !state.IsOpen() {
		return nil
	}
	soon := func(end Instant) bool { return end != 0 && end > at.Now && end-at.Profile.WarnBefore <= at.Now }
	var list []Due
	for _, c := range state.Consents {
		if p, _ := state.Party(c.Party); p.IsHere() && c.standsAt(at.Now) && soon(c.Until) {
			list = append(list, Due{Kind: DueConsent, By: c.Until, Since: c.Given, Move: ChangedByParty, Party: c.Party})
		}
	}
	for _, a := range state.Assessed {
		if !a.Void && a.GoAhead && soon(a.Until) {
			list = append(list, Due{Kind: DueAssessment, By: a.Until, Since: a.Made, Move: ChangedByFacilitator})
		}
	}
	for _, b := range state.Bars {
		if !b.standsAt(at.Now) {
			continue
		}
		if b.Review != 0 {
			list = append(list, Due{Kind: DueBar, By: b.Review, Since: b.Start, Move: ChangedByFacilitator, Bar: b.ID, Party: b.On[0]})
		}
		for _, p := range b.Permissions {
			if p.standsAt(at.Now) && soon(p.Until) {
				list = append(list, Due{Kind: DuePermission, By: p.Until, Since: p.Given, Move: ChangedByAuthority, Bar: b.ID, Party: b.On[0]})
			}
		}
	}
	return list
}

// dueContents is what waits to be read, and then to be read by somebody else.
func dueContents(state Case, at At) []Due {
	if !state.IsOpen() {
		return nil
	}
	var list []Due
	for _, x := range state.Crossings {
		if x.IsOver() || x.Content == "" {
			continue
		}
		for _, c := range Gate(state, x, at) {
			content, _ := state.Content(x.Content)
			d := Due{Since: content.Written, Crossing: x.ID, Content: x.Content, Party: content.Author}
			switch {
			case c.Kind == ReadByStaff && c.Why == WhyUnread:
				d.Kind, d.Move = DueReading, ChangedByFacilitator
			case c.Kind == SignedOff && c.Why == WhyUnread && content.Read.Wording == content.Wording:
				d.Kind, d.Move = DueSignOff, ChangedBySecond
			default:
				continue
			}
			list = append(list, d)
		}
	}
	return list
}

// Stage is how far a case has come, for lists and counts.
type Stage string

// The stages, in their order.
const (
	StageIntake      Stage = "intake"      // nobody has been in contact yet
	StageFirst       Stage = "first"       // one side at least is in contact
	StagePreparation Stage = "preparation" // both sides are
	StageExchange    Stage = "exchange"    // something has crossed besides asking
	StageArranged    Stage = "arranged"    // a meeting is planned
	StageAfter       Stage = "after"       // a meeting was held
	StageEnded       Stage = "ended"
)

// StageOf gives the stage of a case.
func StageOf(state Case) Stage {
	if state.Closed.At != 0 {
		return StageEnded
	}
	stage := StageIntake
	var contacted []SideID
	for _, p := range state.Parties {
		if p.Contacted != 0 {
			contacted = insert(contacted, p.Side)
		}
	}
	switch {
	case len(contacted) > 1:
		stage = StagePreparation
	case len(contacted) == 1:
		stage = StageFirst
	}
	for _, x := range state.Crossings {
		switch {
		case x.Kind == Meeting && x.Delivered != 0:
			return StageAfter
		case x.isArranged():
			stage = StageArranged
		case x.Delivered != 0 && x.Kind != Approach && x.Kind != Notice && stage != StageArranged:
			stage = StageExchange
		}
	}
	return stage
}

// isArranged says whether a meeting is to be: planned, and not called off since.
func (x Crossing) isArranged() bool {
	calledOff := x.State == Proposed && x.Clearance.Carrier != ""
	return x.Kind == Meeting && x.Plan.Starts != 0 && !x.IsOver() && !calledOff
}
