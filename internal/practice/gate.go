package practice

import "slices"

// row is one condition of the gate's table: for which kinds of crossing it is
// asked, whether the settings ask for it at all (nil: always), and how it
// stands. A check that gives nothing says that the condition is met.
type row struct {
	cells cells
	kind  ConditionKind
	when  func(q question) bool
	check func(q question) []Condition
}

// cells has one mark for each kind of crossing, in the order of [Kinds].
type cells [9]bool

// The marks of the table: asked, and not asked.
const on, no = true, false

// gateTable is the whole of the gate (P1), as in docs/design.md: kind of crossing ×
// condition. There is no other place where a crossing may pass or not.
var gateTable = []row{
	// approach, message, letter, recording, meeting, details, publication, talk, notice
	{cells{on, on, on, on, no, on, no, no, no}, SenderAgreed, nil, senderAgreed},
	{cells{no, on, on, on, no, on, no, no, no}, RecipientWilling, nil, recipientWilling},
	{cells{no, no, no, no, on, no, no, on, no}, EveryoneAgrees, nil, everyoneAgrees},
	{cells{on, no, no, no, no, no, no, no, no}, AskingRespected, nil, askingRespected},
	{cells{on, no, no, no, no, no, no, no, no}, SafeContact, nil, safeContact},
	{cells{on, no, no, no, no, no, no, no, no}, AskingJudged, nil, assessedSafe},
	{cells{on, no, no, no, no, no, no, no, no}, MayBegin, nil, mayBegin},
	{cells{on, on, on, on, on, on, on, on, no}, BarsClear, nil, barsClear},
	{cells{no, on, on, on, on, on, on, on, no}, FactsAccepted, nil, factsAccepted},
	{cells{no, on, on, on, on, on, on, on, no}, AssessedSafe, nil, assessedSafe},
	{cells{no, no, no, no, on, no, no, no, no}, Prepared, nil, prepared},
	{cells{on, on, on, on, on, on, on, on, no}, CapacityMet, nil, capacityMet},
	{cells{no, no, no, no, on, no, no, no, no}, MeetingReady, nil, meetingReady},
	{cells{no, on, on, on, no, no, on, no, no}, ReadByStaff, nil, readByStaff},
	{cells{no, on, on, on, no, no, on, no, no}, SignedOff, needsSecond, signedOff},
	{cells{no, no, no, no, on, no, on, on, no}, OthersHeard, hearsOthers, othersHeard},
	{cells{no, no, no, no, no, no, on, on, no}, UseAgreed, nil, useAgreed},
	{cells{no, on, on, on, no, on, no, no, no}, IdentityChecked, checksIdentity, identityChecked},
	{cells{no, no, no, no, on, on, no, on, no}, DirectAllowed, forbidsDirect, directForbidden},
	{cells{on, on, on, on, on, on, on, on, no}, NotPaused, nil, notPaused},
	{cells{on, on, on, on, on, on, on, on, no}, NotHeld, nil, notHeld},
	{cells{on, on, on, on, on, on, on, on, on}, StillOpen, nil, stillOpen},
}

// Gate says how every condition that applies to a crossing stands at an instant
// (P1, P9). It may pass only when all are met. Several conditions of one kind
// stand for several people or bars.
func Gate(state Case, crossing Crossing, at At) []Condition {
	return gate(gateTable, state, crossing, at)
}

// gate asks the rows of a table, so that the proof can ask a table with a mistake in it.
func gate(table []row, state Case, crossing Crossing, at At) []Condition {
	column := slices.Index(Kinds(), crossing.Kind)
	if column < 0 {
		return []Condition{{Kind: StillOpen, State: Refused, Why: WhyNotAllowed, Who: ChangedByNobody, By: ByNothing}}
	}
	q := question{state: state, crossing: crossing, at: at, taking: crossing.Taking(), wording: state.Wording(crossing)}
	conditions := make([]Condition, 0, len(table))
	for _, r := range table {
		if !r.cells[column] || (r.when != nil && !r.when(q)) {
			continue
		}
		standing := r.check(q)
		if len(standing) == 0 {
			standing = []Condition{{State: Met}}
		}
		for _, c := range standing {
			c.Kind = r.kind
			conditions = append(conditions, c)
		}
	}
	return conditions
}

// question is one asking of the gate.
type question struct {
	state    Case
	crossing Crossing
	at       At
	taking   []PartyID
	wording  Wording
}

// open is a condition that somebody can still meet.
func open(about PartyID, why Why, who Changer, by Remedy) Condition {
	return Condition{State: Open, About: about, Why: why, Who: who, By: by}
}

// stopped is a condition that asking once more will not meet.
func stopped(about PartyID, why Why, who Changer, by Remedy) Condition {
	return Condition{State: Refused, About: about, Why: why, Who: who, By: by}
}

// isGenderBased says whether a gender-based harm lies between those who take part.
func (q question) isGenderBased() bool {
	return slices.ContainsFunc(q.state.Harms, func(h Harm) bool {
		return h.GenderBased && overlaps(h.Harmed, q.taking) && overlaps(h.Responsible, q.taking)
	})
}

// overlaps says whether two lists name anybody both.
func overlaps(a, b []PartyID) bool {
	return slices.ContainsFunc(a, func(p PartyID) bool { return slices.Contains(b, p) })
}
