package casework

import (
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"amends/internal/journal"
	"amends/internal/practice"
)

// shared lists the events of the case compartment that everybody allocated sees:
// what is about the case as a whole, or about who works on it.
var shared = []practice.Event{
	practice.CaseOpened{}, practice.HarmRecorded{}, practice.PartyAdded{}, practice.SidesShared{}, practice.SidesParted{}, practice.SpokenOfAdded{}, practice.SpokenOfFound{},
	practice.HelperAdded{}, practice.HelperChanged{}, practice.StaffAllocated{}, practice.StaffDeallocated{}, practice.ConflictDeclared{},
	practice.CaseHeld{}, practice.HoldReleased{}, practice.SensitiveSet{}, practice.CaseClosed{}, practice.CaseReopened{},
}

// walled lists all others, each about the party "other" or something of theirs.
func walled() []practice.Event {
	const p = practice.PartyID("other")
	return []practice.Event{
		practice.PartyChanged{Party: p}, practice.ContactRecorded{Party: p}, practice.ContactTried{Party: p}, practice.SafeContactKept{Party: p}, practice.AskingSet{Party: p},
		practice.FactsAcknowledged{Party: p}, practice.InterestDeposited{Party: p}, practice.PartyPaused{Party: p}, practice.PauseLifted{Party: p},
		practice.PartyErased{Party: p}, practice.PartyDied{Party: p}, practice.SpeakerNamed{Party: p}, practice.EntryStruck{From: practice.FileOf(p)}, practice.ConsentGiven{Party: p},
		practice.ConsentTakenBack{Party: p}, practice.EverythingTakenBack{Party: p}, practice.ConsentRefused{Party: p}, practice.BarRecorded{On: []practice.PartyID{p}},
		practice.BarEnded{Bar: "b"}, practice.PermissionRecorded{Bar: "b"}, practice.PermissionEnded{Permission: "p"},
		practice.Assessed{Parties: []practice.PartyID{p}}, practice.AssessmentRenewed{Assessment: "a"}, practice.OtherTold{Party: p},
		practice.OtherAnswered{Party: p}, practice.ObjectionAnswered{Party: p}, practice.ReasonsGiven{Party: p}, practice.UseExamined{Crossing: "x"},
		practice.ContentCommitted{Author: p}, practice.ContentWithdrawn{Content: "c"}, practice.ContentRead{Content: "c"},
		practice.ContentSignedOff{Content: "c"}, practice.CrossingProposed{From: []practice.PartyID{p}}, practice.CrossingCleared{Crossing: "x"},
		practice.ClearanceCancelled{Crossing: "x"}, practice.CrossingConfirmed{Crossing: "x"}, practice.CrossingDelivered{Crossing: "x"}, practice.MeetingAttended{Crossing: "x"}, practice.AttendanceCorrected{Crossing: "x"},
		practice.CrossingStopped{Crossing: "x"}, practice.CrossingAnswered{Party: p}, practice.SenderTelling{Party: p},
		practice.MeetingPlanned{Crossing: "x"}, practice.QuestionAsked{Party: p}, practice.QuestionWithdrawn{Question: "q"},
		practice.QuestionAnswered{Question: "q"}, practice.Disclosed{Party: p}, practice.DisclosureReviewed{Disclosure: "d"},
		practice.IncidentOpened{Parties: []practice.PartyID{p}}, practice.IncidentClosed{Incident: "i"}, practice.Corrected{Consent: "k"},
		practice.AgreementMade{Parties: []practice.PartyID{p}}, practice.UndertakingRecorded{Undertaking: "u"}, practice.UndertakingChanged{Undertaking: "u"},
	}
}

// walledCase is a case in which everything is the other side's.
func walledCase() practice.Case {
	other := []practice.PartyID{"other"}
	return practice.Case{
		Opened: 1, Parties: []practice.Party{{ID: "mine", Side: "m"}, {ID: "other", Side: "o", Paused: 5, Sessions: 3, Asking: practice.DoNotAsk}},
		Staff:      []practice.Allocation{{Staff: "me", Duty: practice.Facilitator, Sides: []practice.SideID{"m"}}},
		Harms:      []practice.Harm{{ID: "h", Acknowledged: []practice.Acknowledgement{{Party: "other"}}}},
		Bars:       []practice.Bar{{ID: "b", On: other, Permissions: []practice.Permission{{ID: "p"}}}},
		Assessed:   []practice.Assessment{{ID: "a", Parties: other}},
		Consents:   []practice.Consent{{ID: "k", Party: "other"}},
		Refusals:   []practice.RefusedConsent{{Party: "other"}},
		Contents:   []practice.Content{{ID: "c", Author: "other"}},
		Crossings:  []practice.Crossing{{ID: "x", From: other, Reason: practice.SenderStopped}},
		Questions:  []practice.Question{{ID: "q", Party: "other"}},
		Disclosed:  []practice.Disclosure{{ID: "d", Party: "other"}},
		Incidents:  []practice.Incident{{ID: "i", Parties: other}},
		Agreements: []practice.Agreement{{Parties: other, Undertakings: []practice.Promise{{ID: "u", Party: "other"}}}},
	}
}

func TestNoEventOfTheOtherSideIsTold(t *testing.T) {
	t.Parallel()
	state := walledCase()
	l := wall{state, practice.ViewerOf(state, "me")}
	var covered []string
	for _, e := range shared {
		covered = append(covered, e.Name())
		if _, seen := l.event(e); !seen {
			t.Errorf("%s is kept from somebody allocated", e.Name())
		}
	}
	for _, e := range walled() {
		covered = append(covered, e.Name())
		if _, seen := l.event(e); seen {
			t.Errorf("%s about the other side is told", e.Name())
		}
		if _, seen := (wall{state, practice.Viewer{All: true}}).event(e); !seen {
			t.Errorf("%s is kept from somebody who works with all", e.Name())
		}
	}
	for _, name := range practice.EventNames() {
		if !slices.Contains(covered, name) && !slices.Contains(elsewhere(), name) {
			t.Errorf("%s is in neither list: say whether it passes the wall", name)
		}
	}
}

// elsewhere lists the events that live in other compartments.
func elsewhere() []string {
	var out []string
	for _, e := range []practice.Event{
		practice.FactsWritten{}, practice.NameKept{}, practice.FileWritten{}, practice.ContentWritten{}, practice.ContentJudged{}, practice.LookTaken{},
		practice.ItemGiven{}, practice.NoticeGiven{}, practice.SenderTold{}, practice.WordingShown{}, practice.WordingHidden{}, practice.QuestionPut{},
		practice.QuestionTakenAway{}, practice.AgreedListed{}, practice.AgreedEnded{}, practice.PauseShown{}, practice.StopReferenceGiven{},
		practice.QuestionReplied{}, practice.WordingAgreed{}, practice.WordingChanged{}, practice.ConsentReturned{}, practice.EverythingStopped{},
		practice.StopLifted{}, practice.ContactWished{},
	} {
		out = append(out, e.Name())
	}
	return out
}

func TestWhatIsLeftOfACaseNamesNothingOfTheOtherSide(t *testing.T) {
	t.Parallel()
	state := walledCase()
	left := (wall{state, practice.ViewerOf(state, "me")}).prune()
	want := practice.Case{
		Opened: 1, Touched: 1, Parties: []practice.Party{{ID: "mine", Side: "m"}, {ID: "other", Side: "o"}},
		Staff: state.Staff, Harms: []practice.Harm{{ID: "h"}},
	}
	if diff := cmp.Diff(want, left); diff != "" {
		t.Errorf("pruned (-want +got):\n%s", diff)
	}
	if len(state.Harms[0].Acknowledged) != 1 || state.Parties[1].Paused != 5 {
		t.Error("pruning changed the case itself")
	}
}

// TestNothingOnTheOtherSideMovesABox compares, byte for byte, what a participant is
// shown before and after everything that can happen on the other side, short of
// something being given to them (P3).
func TestNothingOnTheOtherSideMovesABox(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	mair, owen := w.as("mair"), w.as("owen")
	ash, _ := w.letIn(w.as("nia"), k.id, k.harmed, "ash")
	bo, _ := w.letIn(owen, k.id, k.respon, "bo")
	shown := func() string {
		t.Helper()
		box, err := ash.Box(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		out, err := json.Marshal(box)
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	before := shown()
	respon := []practice.PartyID{k.respon}
	steps := map[string]func() error{
		"a contact": func() error {
			return did(w, owen, k, practice.RecordContact{Parties: respon, Means: practice.InPerson, Note: "talked", Limits: true})
		},
		"a letter": func() error {
			return did(w, owen, k, practice.WriteContent{Author: k.respon, Kind: practice.Letter, Text: "unsent"})
		},
		"a bar": func() error {
			return did(w, owen, k, practice.RecordBar{Kind: practice.NoContactOrder, On: respon, Means: []practice.Means{practice.Any}, Text: "order"})
		},
		"their stop": func() error { return bo.DoBox(t.Context(), practice.StopEverything{}, w.form(bo)) },
		"their wish": func() error { return bo.DoBox(t.Context(), practice.SetContact{Text: "evenings"}, w.form(bo)) },
		"taking it in": func() error {
			return did(w, owen, k, practice.RecordContact{Parties: respon, Means: practice.Phone, Note: "rang"})
		},
		"a look":         func() error { _, err := owen.Case(t.Context(), k.id, Want{All: true}); return err },
		"a look at both": func() error { _, err := mair.Case(t.Context(), k.id, Want{Parties: respon}); return err },
		"a deallocation": func() error { return did(w, mair, k, practice.Deallocate{Staff: w.id("owen")}) },
	}
	for _, name := range []string{"a contact", "a letter", "a bar", "their stop", "their wish", "taking it in", "a look", "a look at both", "a deallocation"} {
		if err := steps[name](); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if after := shown(); after != before {
			t.Errorf("%s moved the box:\n%s\n%s", name, before, after)
		}
	}
	// The comparison can fail: a look at their own file is theirs to see.
	w.view(w.as("nia"), k.id)
	if shown() == before {
		t.Error("a look at their own file is not shown: the comparison sees nothing")
	}
}

func did(w *world, s *Session, k theCase, cmd practice.Command) error {
	_, err := s.Do(w.t.Context(), k.id, cmd, w.form(s))
	return err
}

func TestLooksAreOncePerPersonPartyAndDay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	nia := w.as("nia")
	for range 3 {
		w.view(nia, k.id)
	}
	w.clock.Pass(24 * time.Hour)
	looks := w.view(w.as("nia"), k.id).Parties[0].Looks
	var own int
	for _, l := range looks {
		if l.By == w.id("nia") {
			own++
		}
	}
	if own != 1 {
		t.Errorf("%d looks of nia before today's", own)
	}
	if plain, err := w.as("nia").Case(t.Context(), k.id, Want{}); err != nil || plain.Parties[0].Opened || plain.Parties[0].Name == "" {
		t.Errorf("a page that asks for no side: %+v, %v", plain.Parties[0], err)
	}
}

// A login of the other side, given or ended, is not told: that somebody there has a
// page of their own says something of them (P3).
func TestNoLoginOfTheOtherSideIsTold(t *testing.T) {
	t.Parallel()
	state := walledCase()
	mine, theirs := journal.ID{1}, journal.ID{2}
	logins := []partyLogin{{party: "mine", person: mine}, {party: "other", person: theirs}}
	given := func(party string, person journal.ID) told {
		content, err := json.Marshal(loginGivenRecord{Party: party, Person: person.String()})
		if err != nil {
			t.Fatal(err)
		}
		return told{record: record{Record: journal.Record{Type: kindLoginGiven, Content: content}}, home: practice.Home{Kind: practice.InCase}}
	}
	ended := func(person journal.ID) told {
		content, err := json.Marshal(loginEndedRecord{Person: person.String()})
		if err != nil {
			t.Fatal(err)
		}
		return told{record: record{Record: journal.Record{Type: kindLoginEnded, Content: content}}, home: practice.Home{Kind: practice.InCase}}
	}
	all := []told{given("mine", mine), given("other", theirs), ended(theirs), ended(mine)}
	left := wall{state, practice.ViewerOf(state, "me")}.story(all, logins)
	if len(left) != 2 || left[0].Type != kindLoginGiven || left[1].Type != kindLoginEnded {
		t.Errorf("%d of 4 lines are told, want the two about their own side", len(left))
	}
	if whole := (wall{state, practice.Viewer{All: true}}).story(all, logins); len(whole) != len(all) {
		t.Errorf("%d of 4 lines are told to somebody who works with all", len(whole))
	}
}
