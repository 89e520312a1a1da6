package practice

import (
	"fmt"
	"slices"
)

// RefusalCode is why a command was refused: a closed list, safe to show.
type RefusalCode string

// The codes. Each has its sentence in [Refusal.Sentence].
const (
	NotFound         RefusalCode = "not-found" // no such party, crossing… in this case
	Missing          RefusalCode = "missing"   // a field that the step needs
	BadValue         RefusalCode = "bad-value" // off its list, or impossible
	InFuture         RefusalCode = "in-future" // said to have happened later than now
	TooEarly         RefusalCode = "too-early" // before the case, or an end before its beginning
	AlreadyOpen      RefusalCode = "already-open"
	NotOpened        RefusalCode = "not-opened"
	CaseIsClosed     RefusalCode = "closed"
	NotClosed        RefusalCode = "not-closed"
	NotAllocated     RefusalCode = "not-allocated" // the actor has no duty here, or has declared a conflict
	NotYourDuty      RefusalCode = "not-your-duty"
	NotYourSide      RefusalCode = "not-your-side"
	SamePerson       RefusalCode = "same-person"  // a second person is needed
	SameSide         RefusalCode = "same-side"    // not a crossing at all
	GateNotMet       RefusalCode = "gate-not-met" // with what stands in the way
	WrongState       RefusalCode = "wrong-state"  // the thing is over, or not so far yet
	WordingMoved     RefusalCode = "wording-moved"
	NotTheirs        RefusalCode = "not-theirs"
	NotAgreed        RefusalCode = "not-agreed"      // somebody's agreement is needed first
	NotApproached    RefusalCode = "not-approached"  // nothing is mentioned on a page before it was by voice
	NoPermission     RefusalCode = "no-permission"   // this bar stops; no authority can permit under it
	WrongAuthority   RefusalCode = "wrong-authority" // only the bar's own authority can permit
	NoMoreReplies    RefusalCode = "no-more-replies"
	ReplyElsewhere   RefusalCode = "reply-elsewhere" // an answer goes to whoever sent what it answers
	NotAllSides      RefusalCode = "not-all-sides"   // it changes what may pass for everybody
	Unchanged        RefusalCode = "unchanged"       // it is on record just so
	OneAtATime       RefusalCode = "one-at-a-time"   // the profile does not take consents together
	Unexamined       RefusalCode = "unexamined"      // somebody was left out of the examination of a version
	NotStruck        RefusalCode = "case-entry"      // an entry of the case is corrected, never struck
	ErasedParty      RefusalCode = "erased"
	DiedParty        RefusalCode = "died"
	InterestedGuard  RefusalCode = "interested-guardian"
	StaffHasConflict RefusalCode = "conflict"
	NobodyReached    RefusalCode = "nobody-reached" // a try that failed carries nothing that they said or were given
	NobodyMet        RefusalCode = "nobody-met"     // those who came to a meeting had nobody of the other end before them
	WordsNotHeld     RefusalCode = "words-not-held" // the carrier has no key yet to what they hand over; said by the shell, which knows of keys
)

// Refusal is the answer to a command that cannot be: a code, the field of the
// command it concerns, and what stands in the way (P9). It holds no name or
// text. The command changed nothing.
type Refusal struct {
	Code     RefusalCode
	Field    string
	Standing []Condition
}

// Error gives code and field, for logs; people are shown [Refusal.Sentence].
func (r *Refusal) Error() string {
	if r.Field == "" {
		return fmt.Sprintf("refused: %s", r.Code)
	}
	return fmt.Sprintf("refused: %s (%s)", r.Code, r.Field)
}

// Is makes refusals of one code equal for errors.Is.
func (r *Refusal) Is(target error) bool {
	other, ok := target.(*Refusal)
	return ok && other.Code == r.Code && (other.Field == "" || other.Field == r.Field)
}

// refuse makes a refusal about a field of the command.
func refuse(code RefusalCode, field string) *Refusal { return &Refusal{Code: code, Field: field} }

// RefusalCodes lists every code.
func RefusalCodes() []RefusalCode {
	return slices.Clone(refusalCodes[:])
}

var refusalCodes = [...]RefusalCode{
	NotFound, Missing, BadValue, InFuture, TooEarly, AlreadyOpen, NotOpened, CaseIsClosed, NotClosed, NotAllocated, NotYourDuty,
	NotYourSide, SamePerson, SameSide, GateNotMet, WrongState, WordingMoved, NotTheirs, NotAgreed,
	NotApproached, NoPermission, WrongAuthority, NoMoreReplies, ReplyElsewhere, OneAtATime, Unexamined, NotStruck, ErasedParty, DiedParty, InterestedGuard, StaffHasConflict,
	NobodyReached, NobodyMet, NotAllSides, Unchanged, WordsNotHeld,
}
