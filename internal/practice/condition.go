package practice

import "slices"

// ConditionKind is one thing the gate asks.
type ConditionKind string

// The conditions of the gate, in the order of its table.
const (
	SenderAgreed     ConditionKind = "sender-agreed"
	RecipientWilling ConditionKind = "recipient-willing"
	EveryoneAgrees   ConditionKind = "everyone-agrees"
	AskingRespected  ConditionKind = "asking-respected"
	SafeContact      ConditionKind = "safe-contact"
	AskingJudged     ConditionKind = "asking-judged"
	MayBegin         ConditionKind = "may-begin"
	BarsClear        ConditionKind = "bars-clear"
	FactsAccepted    ConditionKind = "facts-acknowledged"
	AssessedSafe     ConditionKind = "assessed"
	Prepared         ConditionKind = "prepared"
	CapacityMet      ConditionKind = "capacity"
	MeetingReady     ConditionKind = "meeting-planned"
	ReadByStaff      ConditionKind = "read"
	SignedOff        ConditionKind = "signed-off"
	OthersHeard      ConditionKind = "others-heard"
	UseAgreed        ConditionKind = "use-agreed"
	IdentityChecked  ConditionKind = "identity-checked" // where the profile asks for it before something is handed over
	DirectAllowed    ConditionKind = "direct-allowed"   // direct contact after gender-based harm, as the profile says
	NotPaused        ConditionKind = "not-paused"
	NotHeld          ConditionKind = "not-held"
	StillOpen        ConditionKind = "still-open"
	OnOtherSide      ConditionKind = "other-side" // all a viewer learns of what they may not see
)

// ConditionKinds lists the conditions of the gate's table.
func ConditionKinds() []ConditionKind {
	return []ConditionKind{SenderAgreed, RecipientWilling, EveryoneAgrees, AskingRespected, SafeContact, AskingJudged, MayBegin,
		BarsClear, FactsAccepted, AssessedSafe, Prepared, CapacityMet, MeetingReady, ReadByStaff, SignedOff, OthersHeard, UseAgreed,
		IdentityChecked, DirectAllowed, NotPaused, NotHeld, StillOpen}
}

// UnmarshalText refuses words off the list.
func (w *ConditionKind) UnmarshalText(b []byte) error { return parseWord(w, b, ConditionKinds()) }

// ConditionState is how a condition stands.
type ConditionState string

// The states of a condition. A stopped one cannot be met by asking somebody here
// once more: a bar stops it, a person said no, the profile forbids it.
const (
	Met     ConditionState = "met"
	Open    ConditionState = "open"
	Refused ConditionState = "stopped"
)

// Why is the closed reason a condition is not met.
type Why string

// The reasons.
const (
	WhyNotAsked       Why = "not-asked"
	WhySaidNo         Why = "said-no"
	WhyAskLater       Why = "ask-later"
	WhyTakenBack      Why = "taken-back"
	WhyExpired        Why = "expired"
	WhyOtherWording   Why = "other-wording" // agreed, but to another text
	WhyNotReadBack    Why = "not-read-back"
	WhyNeedsPaper     Why = "needs-paper"
	WhyDoNotAsk       Why = "do-not-ask"
	WhyNone           Why = "none" // there is none yet
	WhyNotNow         Why = "not-now"
	WhyNotThemToBegin Why = "not-them-to-begin"
	WhyBarStops       Why = "bar-stops"
	WhyNeedsLeave     Why = "needs-permission"
	WhyNotYetSaid     Why = "not-acknowledged"
	WhyDenied         Why = "denied"
	WhyMoreSessions   Why = "more-sessions"
	WhyNotReady       Why = "not-ready"
	WhyNoGuardian     Why = "no-guardian"
	WhyNotForThem     Why = "not-for-them" // the profile does not do this with a child, or without capacity
	WhyNoPlace        Why = "no-place"
	WhyNotApart       Why = "not-apart"
	WhyNoStop         Why = "no-way-to-stop"
	WhyNoSupporter    Why = "no-supporter"
	WhyHelperUnsigned Why = "helper-unsigned"
	WhyUnread         Why = "unread"
	WhyReturned       Why = "returned"
	WhyOnlyOnePerson  Why = "only-one-person"
	WhyNotTold        Why = "not-told"
	WhyObjects        Why = "objects"
	WhyUnexamined     Why = "unexamined"
	WhyNotAllowed     Why = "not-allowed"
	WhyPaused         Why = "paused"
	WhyHeld           Why = "held"
	WhyDied           Why = "died"
	WhyNotInLife      Why = "not-in-life" // who died had not agreed to it while they lived
	WhyClosed         Why = "closed"
	WhyElsewhere      Why = "elsewhere" // not yet, on the other side
)

// Changer is who can change a condition.
type Changer string

// Who can change a condition.
const (
	ChangedByParty       Changer = "party"
	ChangedByFacilitator Changer = "facilitator"
	ChangedBySecond      Changer = "second-person"
	ChangedBySupervisor  Changer = "supervisor"
	ChangedByAuthority   Changer = "authority"
	ChangedByNobody      Changer = "nobody"
)

// Remedy is the command by which a condition can be changed.
type Remedy string

// The remedies.
const (
	ByContact     Remedy = "record-contact"
	ByAssessing   Remedy = "assess"
	ByRenewing    Remedy = "renew-assessment"
	ByPermission  Remedy = "record-permission"
	ByEndingBar   Remedy = "end-bar"
	ByPlanning    Remedy = "plan-meeting"
	ByReading     Remedy = "read-content"
	BySigningOff  Remedy = "sign-off"
	ByTelling     Remedy = "record-told"
	ByAnswering   Remedy = "answer-objection"
	ByExamining   Remedy = "use-of-words"
	ByRevising    Remedy = "revise-content"
	ByAddingParty Remedy = "add-party"
	ByReleasing   Remedy = "release-hold"
	ByReopening   Remedy = "reopen"
	ByNothing     Remedy = "none"
)

// Condition is one condition of the gate as it stands for one crossing: of whom
// or what it is asked, why it is not met, and who can change it by which command
// (P9). About is empty where it concerns the crossing as a whole.
type Condition struct {
	Kind      ConditionKind
	State     ConditionState
	About     PartyID
	SpokenOf  SpokenOfID
	Why       Why
	Who       Changer
	By        Remedy
	Bar       BarID
	Authority Authority
	Since     Instant // when it came to stand so, where that is known
	Until     Instant // when it ends, or may be asked again
	Done, Of  int     // sessions of preparation
}

// AllMet says whether nothing stands in the way.
func AllMet(conditions []Condition) bool {
	return !slices.ContainsFunc(conditions, func(c Condition) bool { return c.State != Met })
}

// Unmet gives the conditions that are not met, in the gate's order.
func Unmet(conditions []Condition) []Condition {
	return slices.DeleteFunc(slices.Clone(conditions), func(c Condition) bool { return c.State == Met })
}

// Viewer is what one member of staff may see: the sides they work with.
type Viewer struct {
	All   bool
	Sides []SideID
}

// ViewerOf gives what a member of staff may see; nobody allocated sees no side.
func ViewerOf(state Case, staff StaffID) Viewer {
	var v Viewer
	if slices.Contains(state.Conflicts, staff) {
		return v
	}
	for _, s := range state.Staff {
		if s.Staff != staff || s.Duty == Supervisor || s.Duty == Lead {
			continue
		}
		v.All = v.All || len(s.Sides) == 0
		for _, side := range s.Sides {
			v.Sides = insert(v.Sides, side)
		}
	}
	return v
}

// Sees says whether the viewer works with a party's side.
func (v Viewer) Sees(state Case, party PartyID) bool {
	p, ok := state.Party(party)
	return ok && (v.All || slices.Contains(v.Sides, p.Side))
}

// Redact leaves of a crossing's conditions what the viewer may know. All that concerns
// the other side becomes at most one condition, "not yet, on the other side", the
// same for a no, a pause, a bar or a question not yet asked, and for one or many (P3).
// Whether a content was read and signed off concerns its author's side; that no bar
// holds anybody back, and that nobody's words are used, concerns everybody, and is
// for who sees them all.
func Redact(state Case, crossing Crossing, conditions []Condition, viewer Viewer) []Condition {
	var seen []Condition
	elsewhere := false
	content, written := state.Content(crossing.Content)
	apart := slices.ContainsFunc(crossing.Taking(), func(p PartyID) bool { return !viewer.Sees(state, p) })
	for _, c := range conditions {
		about := c.About
		switch c.Kind {
		case ReadByStaff, SignedOff:
			if written {
				about = content.Author
			}
		case BarsClear, UseAgreed:
			if apart && about == "" && c.State == Met {
				continue
			}
		default:
		}
		if about == "" || viewer.Sees(state, about) {
			seen = append(seen, c)
			continue
		}
		elsewhere = elsewhere || c.State != Met
	}
	if elsewhere {
		seen = append(seen, Condition{Kind: OnOtherSide, State: Open, Why: WhyElsewhere, Who: ChangedByFacilitator, By: ByNothing})
	}
	return seen
}
