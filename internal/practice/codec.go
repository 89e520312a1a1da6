package practice

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Errors of the codec. Neither says what the bytes held.
var (
	// ErrUnknownEvent says that there is no event of this name: written by a newer program, or not by one at all.
	ErrUnknownEvent = errors.New("could not read event: unknown name")
	// ErrNotCanonical says that bytes do not read as an event, or would be written otherwise.
	ErrNotCanonical = errors.New("could not read event: not in its canonical form")
)

// Encode writes an event: its wire name, and its fields as JSON in the order of
// the struct, without maps or floats. It refuses what [Decode] would not read
// back, such as text that is not UTF-8 or a word off its list.
func Encode(e Event) (name string, content []byte, err error) {
	content, err = json.Marshal(e)
	if err != nil {
		return "", nil, fmt.Errorf("could not write event: %w", err)
	}
	if _, err := Decode(e.Name(), content); err != nil {
		return "", nil, fmt.Errorf("could not write event: %w", err)
	}
	return e.Name(), content, nil
}

// Decode reads what Encode wrote, in this version or any before, and nothing
// else: unknown names, unknown fields, fields twice or in another order, and
// anything that would be written otherwise are refused. So an event has one form,
// and a commitment to its bytes is one to its meaning.
func Decode(name string, content []byte) (Event, error) {
	i, found := slices.BinarySearchFunc(readers, name, func(r reader, name string) int { return strings.Compare(r.name, name) })
	if !found {
		return nil, ErrUnknownEvent
	}
	return readers[i].read(content)
}

// EventNames lists the wire names of every version of every event ever written, in order.
func EventNames() []string {
	names := make([]string, 0, len(readers))
	for _, r := range readers {
		names = append(names, r.name)
	}
	return names
}

// reader reads one version of one event. One of an older version reads its own
// frozen struct and gives the newest, by a pure function beside the old type.
type reader struct {
	name string
	read func([]byte) (Event, error)
}

// current is the reader of a version that is still written.
func current[E Event]() reader {
	var zero E
	form := formOf(reflect.TypeFor[E]())
	return reader{zero.Name(), func(content []byte) (Event, error) {
		e, err := strict[E](form, content)
		if err != nil {
			return nil, err
		}
		return e, nil
	}}
}

// strict reads exactly one form of a struct. What was wrong is not said: it may hold what was read (P4).
func strict[E any](form form, content []byte) (E, error) {
	var e, none E
	r := formReader{rest: string(content)}
	form.read(&r, reflect.ValueOf(&e).Elem())
	if r.bad || r.rest != "" {
		return none, ErrNotCanonical
	}
	return e, nil
}

// readers holds every event ever written, sorted by name. A version once shipped is never taken out.
var readers = sorted(
	current[CaseOpened](), current[HarmRecorded](), current[PartyAdded](), current[PartyChanged](), current[SidesShared](), current[SidesParted](),
	current[SpokenOfAdded](), current[HelperAdded](), current[HelperChanged](), current[StaffAllocated](), current[StaffDeallocated](), current[ConflictDeclared](),
	current[ContactRecorded](), current[ContactTried](), current[SafeContactKept](), current[AskingSet](), current[FactsAcknowledged](), current[InterestDeposited](),
	current[PartyPaused](), current[PauseLifted](), current[CaseHeld](), current[HoldReleased](), current[SensitiveSet](), current[CaseClosed](), current[CaseReopened](),
	current[PartyErased](), current[EntryStruck](), current[PartyDied](), current[SpeakerNamed](), current[SpokenOfFound](),

	current[ConsentGiven](), current[ConsentTakenBack](), current[EverythingTakenBack](), current[ConsentRefused](), current[BarRecorded](), current[BarEnded](),
	current[PermissionRecorded](), current[PermissionEnded](), current[Assessed](), current[AssessmentRenewed](), current[OtherTold](),
	current[OtherAnswered](), current[ObjectionAnswered](), current[ReasonsGiven](), current[UseExamined](),

	current[ContentCommitted](), current[ContentWithdrawn](), current[ContentRead](), current[ContentSignedOff](),
	current[CrossingProposed](), current[CrossingCleared](), current[ClearanceCancelled](), current[CrossingConfirmed](),
	current[CrossingDelivered](), current[MeetingAttended](), current[AttendanceCorrected](), current[CrossingStopped](), current[CrossingAnswered](), current[SenderTelling](), current[MeetingPlanned](),
	current[QuestionAsked](), current[QuestionWithdrawn](), current[QuestionAnswered](), current[Disclosed](), current[DisclosureReviewed](),
	current[IncidentOpened](), current[IncidentClosed](), current[Corrected](), current[AgreementMade](), current[UndertakingRecorded](), current[UndertakingChanged](),

	current[FactsWritten](), current[NameKept](), current[FileWritten](), current[ContentWritten](), current[ContentJudged](), current[LookTaken](),

	current[ItemGiven](), current[NoticeGiven](), current[SenderTold](), current[WordingShown](), current[WordingHidden](), current[QuestionPut](),
	current[QuestionTakenAway](), current[AgreedListed](), current[AgreedEnded](), current[PauseShown](), current[StopReferenceGiven](),
	current[QuestionReplied](), current[WordingAgreed](), current[WordingChanged](), current[ConsentReturned](), current[EverythingStopped](),
	current[StopLifted](), current[ContactWished](),
)

func sorted(list ...reader) []reader {
	slices.SortFunc(list, func(a, b reader) int { return strings.Compare(a.name, b.name) })
	return list
}
