package practice

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// everyEvent gives one event of every type with every field filled, by the names the codec knows.
func everyEvent(t testing.TB) []Event {
	t.Helper()
	events := make([]Event, 0, len(samples))
	for _, zero := range samples {
		filled := reflect.New(reflect.TypeOf(zero)).Elem()
		fill(filled)
		events = append(events, filled.Interface().(Event))
	}
	return events
}

// samples is one of each type, so that a type which is missing in the codec is noticed, and the other way round.
var samples = []Event{
	CaseOpened{}, HarmRecorded{}, PartyAdded{}, PartyChanged{}, SidesShared{}, SidesParted{}, SpokenOfAdded{}, HelperAdded{}, HelperChanged{}, StaffAllocated{},
	StaffDeallocated{}, ConflictDeclared{}, ContactRecorded{}, ContactTried{}, SafeContactKept{}, AskingSet{}, FactsAcknowledged{}, InterestDeposited{},
	PartyPaused{}, PauseLifted{}, CaseHeld{}, HoldReleased{}, SensitiveSet{}, CaseClosed{}, CaseReopened{}, PartyErased{}, EntryStruck{}, PartyDied{}, SpeakerNamed{}, SpokenOfFound{},
	ConsentGiven{}, ConsentTakenBack{}, EverythingTakenBack{}, ConsentRefused{}, BarRecorded{}, BarEnded{}, PermissionRecorded{}, PermissionEnded{},
	Assessed{}, AssessmentRenewed{}, OtherTold{}, OtherAnswered{}, ObjectionAnswered{}, ReasonsGiven{}, UseExamined{},
	ContentCommitted{}, ContentWithdrawn{}, ContentRead{}, ContentSignedOff{}, CrossingProposed{}, CrossingCleared{},
	ClearanceCancelled{}, CrossingConfirmed{}, CrossingDelivered{}, MeetingAttended{}, AttendanceCorrected{}, CrossingStopped{}, CrossingAnswered{}, SenderTelling{},
	MeetingPlanned{}, QuestionAsked{}, QuestionWithdrawn{}, QuestionAnswered{}, Disclosed{}, DisclosureReviewed{}, IncidentOpened{},
	IncidentClosed{}, Corrected{}, AgreementMade{}, UndertakingRecorded{}, UndertakingChanged{},
	FactsWritten{}, NameKept{}, FileWritten{}, ContentWritten{}, ContentJudged{}, LookTaken{},
	ItemGiven{}, NoticeGiven{}, SenderTold{}, WordingShown{}, WordingHidden{}, QuestionPut{}, QuestionTakenAway{}, AgreedListed{},
	AgreedEnded{}, PauseShown{}, StopReferenceGiven{}, QuestionReplied{}, WordingAgreed{}, WordingChanged{}, ConsentReturned{},
	EverythingStopped{}, StopLifted{}, ContactWished{},
}

// firstWords gives a word of each closed list.
var firstWords = map[string]string{
	"PartyKind": "person", "Role": "harmed", "Standing": "principal", "Capacity": "adult", "Kind": "letter", "Means": "phone", "Audience": "pupils",
	"Agreed": "send", "Form": "signed", "Answer": "yes", "Asking": "ask", "BarKind": "prison-rule", "Effect": "stops", "Authority": "court",
	"Extent": "whole", "Duty": "facilitator", "HarmKind": "robbery", "Begun": "harmed", "Unasked": "deceased", "HelperKind": "interpreter",
	"Readiness": "ready", "FixedNotice": "not-going-ahead", "StopReason": "not-safe", "Verdict": "passed", "UseOf": "words", "Reason": "tell-anyway",
	"IncidentKind": "slip", "Recipient": "court", "Ground": "consent", "Ending": "untraced", "Asked": "receive", "TextKind": "note",
	"Thing": "consent", "Presence": "left-early", "HomeKind": "facts", "ConditionKind": "assessed",
}

func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.String:
		word, ok := firstWords[v.Type().Name()]
		if !ok {
			word = "a " + v.Type().Name()
		}
		v.SetString(word)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int64:
		v.SetInt(1_900_000_000_000_000)
	}
}

func TestEveryEventReadsBack(t *testing.T) {
	t.Parallel()
	names := make([]string, 0, len(samples))
	for _, e := range everyEvent(t) {
		name, content, err := Encode(e)
		if err != nil {
			t.Fatalf("%s: %v", e.Name(), err)
		}
		again, err := Decode(name, content)
		if err != nil || !cmp.Equal(e, again) {
			t.Errorf("%s: %v\n%s", name, err, cmp.Diff(e, again))
		}
		names = append(names, name)
	}
	slices.Sort(names)
	if diff := cmp.Diff(EventNames(), names); diff != "" {
		t.Errorf("the codec does not know all events, or two have one name:\n%s", diff)
	}
}

func TestDecodeRefusesEveryOtherForm(t *testing.T) {
	t.Parallel()
	const good = `{"act":"a","at":2,"when":1,"by":"s","party":"p"}`
	if _, err := Decode("party.paused.v1", []byte(good)); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"unknown field": `{"act":"a","at":2,"when":1,"by":"s","party":"p","x":1}`, "twice": `{"act":"a","act":"a","at":2,"when":1,"by":"s","party":"p"}`,
		"other order": `{"at":2,"act":"a","when":1,"by":"s","party":"p"}`, "float": `{"act":"a","at":2.0,"when":1,"by":"s","party":"p"}`,
		"space": `{"act":"a", "at":2,"when":1,"by":"s","party":"p"}`, "after it": good + `{}`, "case": `{"Act":"a","at":2,"when":1,"by":"s","party":"p"}`,
		"empty field": `{"act":"a","at":2,"when":1,"by":"s","by_party":"","party":"p"}`, "escape": `{"act":"\u0061","at":2,"when":1,"by":"s","party":"p"}`,
		"missing": `{"act":"a","at":2,"when":1,"by":"s"}`, "null": `null`, "nothing": ``,
	} {
		if _, err := Decode("party.paused.v1", []byte(text)); !errors.Is(err, ErrNotCanonical) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Decode("party.paused.v9", []byte(good)); !errors.Is(err, ErrUnknownEvent) {
		t.Error(err)
	}
	if _, err := Decode("asking.set.v1", []byte(`{"act":"a","at":2,"when":1,"by":"s","party":"p","wish":"perhaps"}`)); !errors.Is(err, ErrNotCanonical) {
		t.Error("a word off its list was read:", err)
	}
}

func TestEncodeRefusesWhatItCouldNotRead(t *testing.T) {
	t.Parallel()
	for _, e := range []Event{ContactWished{Text: "\xff"}, AskingSet{Wish: "perhaps"}} {
		if _, _, err := Encode(e); err == nil {
			t.Errorf("%s was written", e.Name())
		}
	}
}

// The wall of P4 and P5 in the vocabulary: what lives in the case holds ids,
// closed-list words, instants and commitments, and no field that could take a text.
func TestTheCaseHoldsNoText(t *testing.T) {
	t.Parallel()
	homes := map[HomeKind]int{}
	for _, e := range everyEvent(t) {
		homes[e.Home().Kind]++
		if e.Home().Kind == InCase {
			noText(t, e.Name(), reflect.TypeOf(e))
		}
	}
	want := map[HomeKind]int{InCase: 71, InFacts: 1, InFile: 2, InContent: 2, InLooks: 1, InBox: 18}
	if diff := cmp.Diff(want, homes); diff != "" {
		t.Errorf("an event lives elsewhere:\n%s", diff)
	}
}

func noText(t *testing.T, event string, typ reflect.Type) {
	t.Helper()
	switch typ.Kind() {
	case reflect.Struct:
		for f := range typ.Fields() {
			if f.Type == reflect.TypeFor[string]() && f.Name != "Profile" { // a digest
				t.Errorf("%s: field %s could hold a text", event, f.Name)
			}
			noText(t, event, f.Type)
		}
	case reflect.Slice:
		noText(t, event, typ.Elem())
	case reflect.Map, reflect.Interface, reflect.Float64, reflect.Pointer:
		t.Errorf("%s has a field of type %s", event, typ)
	}
}

// Every closed-list word of the codec refuses what is not on its list.
func TestNoFieldTakesAWordOffItsList(t *testing.T) {
	t.Parallel()
	for _, e := range everyEvent(t) {
		_, content, err := Encode(e)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range firstWords {
			bad := strings.ReplaceAll(string(content), `":"`+word+`"`, `":"no such word"`)
			if bad == string(content) {
				continue
			}
			if _, err := Decode(e.Name(), []byte(bad)); !errors.Is(err, ErrNotCanonical) {
				t.Errorf("%s was read with a word that is not %q", e.Name(), word)
			}
		}
	}
}

// standard reads an event as encoding/json does, and lets only that pass which it
// writes the same: what the codec's own reading must come to.
func standard(name string, content []byte) (Event, bool) {
	i := slices.IndexFunc(samples, func(e Event) bool { return e.Name() == name })
	if i < 0 {
		return nil, false
	}
	into := reflect.New(reflect.TypeOf(samples[i]))
	if err := json.Unmarshal(content, into.Interface()); err != nil {
		return nil, false
	}
	again, err := json.Marshal(into.Elem().Interface())
	if err != nil || !bytes.Equal(again, content) {
		return nil, false
	}
	return into.Elem().Interface().(Event), true
}

func readAlike(t testing.TB, name string, content []byte) {
	t.Helper()
	e, err := Decode(name, content)
	want, ok := standard(name, content)
	if (err == nil) != ok || (ok && !reflect.DeepEqual(e, want)) {
		t.Fatalf("%s %q: %v; encoding/json reads %v %v", name, content, err, ok, want)
	}
}

// pieceOf matches one piece of what is written: a string, a word or number, or a mark.
var pieceOf = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|[-+.\w]+|.`)

// An event with any one of its pieces taken out, put in twice or changed is read
// exactly when encoding/json would write it so.
func TestDecodeReadsWhatTheStandardWrites(t *testing.T) {
	t.Parallel()
	pieces := []string{
		"", " ", `""`, ",", "{", "}", "[", "]", "[]", "null", "true", "false", "0", "-0", "-1", "1e3", "01", "1.0", "+1", "9223372036854775808", `"x":1,`, `"Act":"a",`,
		`"a<b"`, `"a&b"`, `"a>b"`, `"a\u003cb"`, `"a\u003Cb"`, `"\/"`, `"\u0061"`, `"\n"`, `"\u000a"`, `"\u0008"`, `"\b"`, `"\ufffd"`, "\"\ufffd\"", "\"\xff\"",
		"\"\u2028\"", `"\u2028"`, "\"caf\u00e9\"", "\"\x7f\"", "\"\n\"", `"\`, `"`,
	}
	for _, e := range []Event{
		PartyPaused{Stamp: Stamp{Act: "a", At: -2, When: 1, By: "s"}, Party: "p"}, FactsAcknowledged{}, EntryStruck{From: Home{Kind: InFile, Party: "p"}},
		ContactWished{Text: "caf\u00e9 <b> & \"quoted\" \\ \n\t\u2028\x00\x7f"}, AgreementMade{Parties: []PartyID{}}, AgreementMade{Undertakings: []Undertaking{{Due: 1}, {}}},
		UseExamined{Uses: []Use{{Party: "a"}, {SpokenOf: "b"}}}, BarRecorded{Means: []Means{Post, Any}}, CrossingDelivered{FollowUps: []Instant{1, -2}}, ContactRecorded{Session: true},
	} {
		content, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range pieceOf.FindAllIndex(content, -1) {
			for _, piece := range pieces {
				for _, from := range at {
					readAlike(t, e.Name(), slices.Concat(content[:from], []byte(piece), content[at[1]:])) // in its place, and after it
				}
				readAlike(t, e.Name(), slices.Concat(content[:at[0]], []byte(piece), content[at[0]:])) // before it
			}
			readAlike(t, e.Name(), slices.Concat(content[:at[1]], content[at[0]:])) // twice
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, e := range everyEvent(f) {
		name, content, err := Encode(e)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(name, content)
	}
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		readAlike(t, name, content)
		e, err := Decode(name, content)
		if err != nil {
			return
		}
		again, written, err := Encode(e)
		if err != nil || again != name || !bytes.Equal(written, content) {
			t.Errorf("%s was read and is written otherwise: %v", name, err)
		}
	})
}
