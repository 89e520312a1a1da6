package practice

// Events of the case that say who is in it, who works on it and how it stands.

// CaseOpened begins a case.
type CaseOpened struct {
	Stamp
	Begun     Begun `json:"begun"`
	Sensitive bool  `json:"sensitive,omitempty"` // set by hand; harms of the profile's kinds are sensitive anyway
}

// HarmRecorded puts a harm on record, with the parties' roles in it.
type HarmRecorded struct {
	Stamp
	Harm        HarmID    `json:"harm"`
	Kind        HarmKind  `json:"kind"`
	GenderBased bool      `json:"gender_based,omitempty"`
	Harmed      []PartyID `json:"harmed,omitempty"`
	Responsible []PartyID `json:"responsible,omitempty"`
}

// PartyAdded brings a party into the case. For names whom a supporter or
// representative is there for; Interested, a guardian with an interest in the harm.
type PartyAdded struct {
	Stamp
	Party      PartyID   `json:"party"`
	Kind       PartyKind `json:"kind"`
	Standing   Standing  `json:"standing"`
	For        PartyID   `json:"for,omitempty"`
	Side       SideID    `json:"side"`
	Capacity   Capacity  `json:"capacity"`
	Interested bool      `json:"interested,omitempty"`
}

// PartyChanged says that somebody came of age, lost capacity, or has an interest after all.
type PartyChanged struct {
	Stamp
	Party      PartyID  `json:"party"`
	Capacity   Capacity `json:"capacity"`
	Interested bool     `json:"interested,omitempty"`
}

// SidesShared makes one side part of another, by the word of everybody in both.
type SidesShared struct {
	Stamp
	From SideID `json:"from"`
	Into SideID `json:"into"`
}

// SidesParted puts Parties, who were on side From, on the new side Into.
type SidesParted struct {
	Stamp
	From    SideID    `json:"from"`
	Into    SideID    `json:"into"`
	Parties []PartyID `json:"parties"`
}

// SpokenOfAdded names somebody who is spoken of and never asked. Speaker may speak for their memory.
type SpokenOfAdded struct {
	Stamp
	SpokenOf SpokenOfID `json:"spoken_of"`
	Unasked  Unasked    `json:"unasked"`
	Speaker  PartyID    `json:"speaker,omitempty"`
}

// HelperAdded brings in a helper. Confidential: signed; Checked: no conflict found.
type HelperAdded struct {
	Stamp
	Helper       HelperID   `json:"helper"`
	Kind         HelperKind `json:"kind"`
	Confidential bool       `json:"confidential,omitempty"`
	Checked      bool       `json:"checked,omitempty"`
}

// HelperChanged says how a helper stands from now on.
type HelperChanged struct {
	Stamp
	Helper       HelperID `json:"helper"`
	Confidential bool     `json:"confidential,omitempty"`
	Checked      bool     `json:"checked,omitempty"`
}

// StaffAllocated gives somebody a duty in the case, for some sides or (none named) for all.
type StaffAllocated struct {
	Stamp
	Staff StaffID  `json:"staff"`
	Duty  Duty     `json:"duty"`
	Sides []SideID `json:"sides,omitempty"`
}

// StaffDeallocated takes every duty in the case from somebody.
type StaffDeallocated struct {
	Stamp
	Staff StaffID `json:"staff"`
}

// ConflictDeclared says that somebody must not work on the case, nor know of it from now on (P5).
type ConflictDeclared struct {
	Stamp
	Staff StaffID `json:"staff"`
}

// ContactRecorded is the case's part of one call, visit or talk with one party;
// what was said is in their file under the same act.
type ContactRecorded struct {
	Stamp
	Party     PartyID    `json:"party"`
	Means     Means      `json:"means"`
	Session   bool       `json:"session,omitempty"` // of preparation
	Readiness Readiness  `json:"readiness,omitempty"`
	Limits    bool       `json:"limits,omitempty"`   // the limits of confidentiality were explained
	Identity  bool       `json:"identity,omitempty"` // who they are was checked
	FollowUp  CrossingID `json:"follow_up,omitempty"`
	Next      Instant    `json:"next,omitempty"` // when the next step is due
}

// ContactTried is a try to reach a party that failed: nobody answered, or what was
// sent came back. It is no contact: it ends no silence and is no follow-up. Next is when to
// try again; zero leaves its date as it was.
type ContactTried struct {
	Stamp
	Party PartyID `json:"party"`
	Means Means   `json:"means"`
	Next  Instant `json:"next,omitempty"`
}

// SafeContactKept says that the party has a safe-contact plan; it is in their file.
type SafeContactKept struct {
	Stamp
	Party PartyID `json:"party"`
}

// AskingSet is a party's wish about being asked at all.
type AskingSet struct {
	Stamp
	Party PartyID `json:"party"`
	Wish  Asking  `json:"wish"`
	After Instant `json:"after,omitempty"`
}

// FactsAcknowledged is what a responsible party says of the basic facts of a harm.
type FactsAcknowledged struct {
	Stamp
	Party  PartyID `json:"party"`
	Harm   HarmID  `json:"harm"`
	Answer Answer  `json:"answer"`
}

// InterestDeposited keeps on file, silently, that somebody is open to a kind of contact.
type InterestDeposited struct {
	Stamp
	Party PartyID `json:"party"`
	Kind  Kind    `json:"kind"`
}

// PartyPaused stops every crossing of one who takes part until they themselves lift it.
type PartyPaused struct {
	Stamp
	Party PartyID `json:"party"`
}

// PauseLifted takes a party's own pause away.
type PauseLifted struct {
	Stamp
	Party PartyID `json:"party"`
}

// CaseHeld holds every crossing of the case until staff release it; Review is when to look again.
type CaseHeld struct {
	Stamp
	Review Instant `json:"review"`
}

// SensitiveSet says whether the case is sensitive by hand from now on.
type SensitiveSet struct {
	Stamp
	Sensitive bool `json:"sensitive"`
}

// HoldReleased ends a hold.
type HoldReleased struct{ Stamp }

// CaseClosed ends the work, for any reason: an outcome, never a failure. Keep is until when it is kept; zero for no end.
type CaseClosed struct {
	Stamp
	Ending Ending  `json:"ending"`
	Keep   Instant `json:"keep,omitempty"`
}

// CaseReopened takes the work up again, if need be after years.
type CaseReopened struct{ Stamp }

// PartyErased says that the keys to a party's file and box were destroyed (P8).
type PartyErased struct {
	Stamp
	Party PartyID `json:"party"`
}

// EntryStruck says that the keys to the entries of one act in one compartment were destroyed (P8).
type EntryStruck struct {
	Stamp
	Struck ActID `json:"struck"`
	From   Home  `json:"from"`
}

// Name is the wire name of the type and of this version of it.
func (CaseOpened) Name() string        { return "case.opened.v1" }
func (HarmRecorded) Name() string      { return "harm.recorded.v1" }
func (PartyAdded) Name() string        { return "party.added.v1" }
func (PartyChanged) Name() string      { return "party.changed.v1" }
func (SidesShared) Name() string       { return "sides.shared.v1" }
func (SidesParted) Name() string       { return "sides.parted.v1" }
func (SpokenOfAdded) Name() string     { return "spoken-of.added.v1" }
func (HelperAdded) Name() string       { return "helper.added.v1" }
func (HelperChanged) Name() string     { return "helper.changed.v1" }
func (StaffAllocated) Name() string    { return "staff.allocated.v1" }
func (StaffDeallocated) Name() string  { return "staff.deallocated.v1" }
func (ConflictDeclared) Name() string  { return "conflict.declared.v1" }
func (ContactRecorded) Name() string   { return "contact.recorded.v1" }
func (ContactTried) Name() string      { return "contact.tried.v1" }
func (SafeContactKept) Name() string   { return "safe-contact.kept.v1" }
func (AskingSet) Name() string         { return "asking.set.v1" }
func (FactsAcknowledged) Name() string { return "facts.acknowledged.v1" }
func (InterestDeposited) Name() string { return "interest.deposited.v1" }
func (PartyPaused) Name() string       { return "party.paused.v1" }
func (PauseLifted) Name() string       { return "pause.lifted.v1" }
func (CaseHeld) Name() string          { return "case.held.v1" }
func (SensitiveSet) Name() string      { return "case.sensitive.v1" }
func (HoldReleased) Name() string      { return "hold.released.v1" }
func (CaseClosed) Name() string        { return "case.closed.v1" }
func (CaseReopened) Name() string      { return "case.reopened.v1" }
func (PartyErased) Name() string       { return "party.erased.v1" }
func (EntryStruck) Name() string       { return "entry.struck.v1" }
