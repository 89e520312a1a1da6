package casework

import (
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amends/internal/practice"
)

// What becomes of a field at the wall.
const (
	same = "same" // what both sides' staff may know
	part = "part" // cut down: see the fields of what it holds
	gone = "gone"
)

// fields are the names of a struct's fields, by what becomes of them.
type fields map[string]string

// decided is what somebody who works with one side is left of a case that holds
// everything about the other, field by field (P3). A field that stands nowhere here
// was thought about by nobody.
var decided = map[string]fields{
	"Agreement": {same: "ID Crossing Parties Made", part: "Undertakings"},
	"Carried":   {same: "By Extent Wording", gone: "Consents"},
	"Case":      {same: "Opened Begun Sensitive Reopened SpokenOf Helpers Staff Conflicts Held Closed", part: "Touched Harms Parties Contents Crossings Agreements", gone: "Last Events Consents Refusals Bars Assessed Questions Incidents Disclosed Struck"},
	"Clearance": {same: "Carrier From Until Profile", gone: "Cancelled Heard"},
	"Content":   {same: "ID Author Kind Wording Written", gone: "Banked Withdrawn Read Second"},
	"Crossing":  {same: "ID Kind From To Means Content Audience Notice ReplyTo State Proposed Stopped Confirmed Plan Examined Uses Delivered MayTell MayTellSince", part: "Clearance Carried", gone: "Reason Others Attended Held Owed Answers FollowUps"},
	"Harm":      {same: "ID Kind GenderBased Harmed Responsible", gone: "Acknowledged"},
	"Party":     {same: "ID Kind Standing For Side Erased", gone: "Capacity Interested ChangedSince LimitsExplained IdentityChecked SafeContact Asking AskAfter AskingSince Sessions Readiness ReadinessSince Contacted Next NextSince Paused PausedLast Interests TookBackAll Died Speaker SpeakerSince"},
	"Promise":   {same: "ID Party Due Changed", gone: "Kept Recorded"},
}

// decidedOfEvents is the same of what they are told about what passes between the
// sides: never whose choice it was that something does not, or why.
var decidedOfEvents = map[string]fields{
	"AgreementMade":               {same: "Stamp Agreement Crossing Parties Undertakings"},
	"ClearanceCancelled":          {same: "Crossing Carrier From Again", part: "Stamp", gone: "Because"},
	"CrossingCleared":             {same: "Stamp Crossing Carrier Until Profile"},
	"CrossingConfirmed":           {same: "Stamp Crossing"},
	"CrossingDelivered":           {same: "Stamp Crossing Extent Carrier FollowUps"},
	"CrossingProposed":            {same: "Stamp Crossing Kind From To Means Content Audience Notice ReplyTo"},
	"CrossingStopped":             {same: "Crossing", part: "Stamp", gone: "Reason"},
	"MeetingAttended":             {same: "Stamp Crossing", gone: "Attended"},
	"MeetingPlanned":              {same: "Stamp Crossing Starts Place Apart HowToStop Supporters Helpers"},
	"UndertakingChanged":          {same: "Stamp Undertaking Agreed Due"},
	"UseExamined":                 {same: "Stamp Crossing Wording Uses"},
	"Stamp of AgreementMade":      {same: "Act At When By ByParty"},
	"Stamp of ClearanceCancelled": {same: "Act At When", gone: "By ByParty"},
	"Stamp of CrossingCleared":    {same: "Act At When By ByParty"},
	"Stamp of CrossingConfirmed":  {same: "Act At When By ByParty"},
	"Stamp of CrossingDelivered":  {same: "Act At When By ByParty"},
	"Stamp of CrossingProposed":   {same: "Act At When By ByParty"},
	"Stamp of CrossingStopped":    {same: "Act At When", gone: "By ByParty"},
	"Stamp of MeetingAttended":    {same: "Act At When By ByParty"},
	"Stamp of MeetingPlanned":     {same: "Act At When By ByParty"},
	"Stamp of UndertakingChanged": {same: "Act At When By ByParty"},
	"Stamp of UseExamined":        {same: "Act At When By ByParty"},
}

// filled gives a value in which nothing is empty: every party in it is the other side's.
func filled[T any]() T {
	var one T
	fill(reflect.ValueOf(&one).Elem())
	return one
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
		v.SetString("some")
		if v.Type() == reflect.TypeFor[practice.PartyID]() {
			v.SetString("other")
		}
	case reflect.Int, reflect.Int64:
		v.SetInt(7)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i))
		}
	case reflect.Uint8:
		v.SetUint(7)
	default:
		panic("nothing fills a " + v.Kind().String())
	}
}

// fullOfOthers is a case in which everything there can be is on the other side, or
// comes from it to the reader's.
func fullOfOthers() practice.Case {
	state := filled[practice.Case]()
	mine, other := practice.PartyID("mine"), state.Parties[0]
	other.Side = "o"
	state.Parties = []practice.Party{{ID: mine, Side: "m"}, other}
	state.Staff = []practice.Allocation{{Staff: "me", Duty: practice.Facilitator, Sides: []practice.SideID{"m"}, Since: 7}}
	state.Conflicts = []practice.StaffID{"apart"}
	state.Crossings[0].To = []practice.PartyID{mine}
	state.Agreements[0].Parties = []practice.PartyID{mine, "other"}
	state.Struck[0].From = practice.FileOf("other")
	state.Parties[1].Contacted, state.Touched = 9, 9
	return state
}

// becomes says, for each field of two values of one struct, what became of it.
func becomes(before, after any) fields {
	out := fields{}
	a, b := reflect.ValueOf(before), reflect.ValueOf(after)
	for i := range a.NumField() {
		fate := part
		switch x, y := a.Field(i), b.Field(i); {
		case reflect.DeepEqual(x.Interface(), y.Interface()):
			fate = same
		case y.IsZero() || y.Kind() == reflect.Slice && y.Len() == 0:
			fate = gone
		}
		out[fate] = strings.TrimSpace(out[fate] + " " + a.Type().Field(i).Name)
	}
	return out
}

func TestEveryFieldOfACaseIsDecidedAtTheWall(t *testing.T) {
	t.Parallel()
	state := fullOfOthers()
	left := wall{state: state, viewer: practice.ViewerOf(state, "me")}.prune()
	got := map[string]fields{
		"Case":      becomes(state, left),
		"Party":     becomes(state.Parties[1], left.Parties[1]),
		"Harm":      becomes(state.Harms[0], left.Harms[0]),
		"Content":   becomes(state.Contents[0], left.Contents[0]),
		"Crossing":  becomes(state.Crossings[0], left.Crossings[0]),
		"Clearance": becomes(state.Crossings[0].Clearance, left.Crossings[0].Clearance),
		"Carried":   becomes(state.Crossings[0].Carried, left.Crossings[0].Carried),
		"Agreement": becomes(state.Agreements[0], left.Agreements[0]),
		"Promise":   becomes(state.Agreements[0].Undertakings[0], left.Agreements[0].Undertakings[0]),
	}
	if diff := cmp.Diff(decided, got); diff != "" {
		t.Errorf("what is left of the other side (-decided +got):\n%s", diff)
	}
	if diff := cmp.Diff(fullOfOthers(), state); diff != "" {
		t.Errorf("pruning changed the case itself:\n%s", diff)
	}
}

// passingEvents are the events about what goes between the sides: both sides' staff are told of them.
func passingEvents() []practice.Event {
	return []practice.Event{
		filled[practice.CrossingProposed](), filled[practice.CrossingCleared](), filled[practice.ClearanceCancelled](), filled[practice.CrossingConfirmed](),
		filled[practice.CrossingDelivered](), filled[practice.CrossingStopped](), filled[practice.MeetingAttended](), filled[practice.MeetingPlanned](), filled[practice.UseExamined](), filled[practice.AgreementMade](), filled[practice.UndertakingChanged](),
	}
}

func TestEveryFieldOfAnEventIsDecidedAtTheWall(t *testing.T) {
	t.Parallel()
	state := fullOfOthers()
	l := wall{state: state, viewer: practice.ViewerOf(state, "me")}
	got := map[string]fields{}
	for _, e := range passingEvents() {
		switch p := e.(type) {
		case practice.CrossingProposed:
			p.To = []practice.PartyID{"mine"}
			e = p
		case practice.ClearanceCancelled:
			if _, told := l.event(p); told {
				t.Error("what was learned later of a clearance that had ended is told")
			}
			p.Again = false
			e = p
		case practice.AgreementMade:
			p.Parties = []practice.PartyID{"mine", "other"}
			e = p
		}
		left, seen := l.event(e)
		if !seen {
			t.Errorf("%s is kept from whom it reaches", e.Name())
			continue
		}
		got[reflect.TypeOf(e).Name()] = becomes(e, left)
		got["Stamp of "+reflect.TypeOf(e).Name()] = becomes(e.Stamped(), left.Stamped())
	}
	if diff := cmp.Diff(decidedOfEvents, got); diff != "" {
		t.Errorf("what is told of what passes (-decided +got):\n%s", diff)
	}
}

// TestAnAttendanceCorrectedElsewhereIsNotTold: who turns out not to have been at a meeting
// shows to whoever works with them, and to the other side not even that something was corrected.
func TestAnAttendanceCorrectedElsewhereIsNotTold(t *testing.T) {
	t.Parallel()
	state := fullOfOthers()
	l := wall{state: state, viewer: practice.ViewerOf(state, "me")}
	e := filled[practice.AttendanceCorrected]()
	theirs, mine := practice.Attendance{Party: "other", Presence: practice.StayedOut}, practice.Attendance{Party: "mine", Presence: practice.Came}
	for _, c := range []struct{ changed, told []practice.Attendance }{
		{[]practice.Attendance{theirs}, nil}, {[]practice.Attendance{theirs, mine}, []practice.Attendance{mine}},
	} {
		e.Changed = c.changed
		left, told := l.event(e)
		if told != (len(c.told) > 0) || told && cmp.Diff(c.told, left.(practice.AttendanceCorrected).Changed) != "" {
			t.Errorf("of %v is told (%t): %v", c.changed, told, left)
		}
	}
}
