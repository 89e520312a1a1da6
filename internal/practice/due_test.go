package practice_test

import (
	"slices"
	"testing"

	"amends/internal/practice"
)

// TestCalledOff: while somebody may be on the way with what no longer stands, it is
// due to tell them, whatever became of the case; who ended it themselves need not be told.
func TestCalledOff(t *testing.T) {
	t.Parallel()
	stamp := func(by practice.StaffID, when practice.Instant) practice.Stamp {
		return practice.Stamp{By: by, When: when}
	}
	cleared := practice.CrossingCleared{Stamp: stamp("faye", 10), Crossing: "x", Carrier: "tom", Until: 100}
	cancelled := func(by practice.StaffID) practice.Event {
		return practice.ClearanceCancelled{Stamp: stamp(by, 50), Crossing: "x", Carrier: "tom", From: 50}
	}
	stopped := func(by practice.StaffID) practice.Event {
		return practice.CrossingStopped{Stamp: stamp(by, 60), Crossing: "x"}
	}
	passed := practice.CrossingDelivered{Stamp: stamp("tom", 60), Crossing: "x", Carrier: "tom", Extent: practice.Whole}
	for name, c := range map[string]struct {
		events []practice.Event
		now    practice.Instant
		due    bool
	}{
		"proposed alone":             {nil, 60, false},
		"ready":                      {[]practice.Event{cleared}, 60, false},
		"taken back":                 {[]practice.Event{cleared, cancelled("faye")}, 60, true},
		"at the end of its time":     {[]practice.Event{cleared, cancelled("faye")}, 100, false},
		"the carrier wrote it down":  {[]practice.Event{cleared, cancelled("tom")}, 60, false},
		"stopped":                    {[]practice.Event{cleared, stopped("faye")}, 60, true},
		"the carrier stopped it":     {[]practice.Event{cleared, stopped("tom")}, 60, false},
		"taken back, then stopped":   {[]practice.Event{cleared, cancelled("faye"), stopped("tom")}, 70, false},
		"ready again":                {[]practice.Event{cleared, cancelled("faye"), cleared}, 60, false},
		"handed over in ignorance":   {[]practice.Event{cleared, cancelled("faye"), passed}, 70, false},
		"stopped, never ready to go": {[]practice.Event{stopped("faye")}, 60, false},
	} {
		state := practice.Evolve(practice.Case{Opened: 1}, practice.CrossingProposed{Stamp: stamp("faye", 5), Crossing: "x", Kind: practice.Letter})
		for _, e := range c.events {
			state = practice.Evolve(state, e)
		}
		state.Closed.At = 55
		diary := practice.Diary(state, practice.At{Now: c.now})
		at := slices.IndexFunc(diary, func(d practice.Due) bool { return d.Kind == practice.DueCalledOff })
		if (at >= 0) != c.due {
			t.Errorf("%s: due to tell the carrier is %t, want %t", name, at >= 0, c.due)
		}
		if at >= 0 && (diary[at].Staff != "tom" || diary[at].Crossing != "x" || diary[at].Waits(c.now)) {
			t.Errorf("%s: %+v", name, diary[at])
		}
	}
}

// TestAMeetingIsArrangedUntilItIsCalledOff: the stage of a case follows.
func TestAMeetingIsArrangedUntilItIsCalledOff(t *testing.T) {
	t.Parallel()
	stamp := practice.Stamp{By: "faye", When: 10}
	planned := practice.MeetingPlanned{Stamp: stamp, Crossing: "x", Starts: 90}
	cleared := practice.CrossingCleared{Stamp: stamp, Crossing: "x", Carrier: "tom", Until: 100}
	cancelled := practice.ClearanceCancelled{Stamp: stamp, Crossing: "x", Carrier: "tom", From: 50}
	for name, c := range map[string]struct {
		events []practice.Event
		stage  practice.Stage
	}{
		"proposed alone": {nil, practice.StageIntake},
		"planned":        {[]practice.Event{planned}, practice.StageArranged},
		"cleared":        {[]practice.Event{planned, cleared}, practice.StageArranged},
		"called off":     {[]practice.Event{planned, cleared, cancelled}, practice.StageIntake},
		"cleared again":  {[]practice.Event{planned, cleared, cancelled, cleared}, practice.StageArranged},
		"stopped":        {[]practice.Event{planned, practice.CrossingStopped{Stamp: stamp, Crossing: "x"}}, practice.StageIntake},
	} {
		state := practice.Evolve(practice.Case{Opened: 1}, practice.CrossingProposed{Stamp: stamp, Crossing: "x", Kind: practice.Meeting})
		for _, e := range c.events {
			state = practice.Evolve(state, e)
		}
		if stage := practice.StageOf(state); stage != c.stage {
			t.Errorf("%s: %s, want %s", name, stage, c.stage)
		}
	}
}

// TestNothingIsDueOfSomebodyWhoDied: of all that waits for one party, nothing does any
// more, and what waits for another goes on.
func TestNothingIsDueOfSomebodyWhoDied(t *testing.T) {
	t.Parallel()
	stamp := practice.Stamp{By: "faye", At: 10, When: 10}
	state := practice.Case{Opened: 1}
	for _, id := range []practice.PartyID{"ash", "bo"} {
		for _, e := range []practice.Event{
			practice.PartyAdded{Stamp: stamp, Party: id, Side: practice.SideID(id), Standing: practice.Principal},
			practice.ContactRecorded{Stamp: stamp, Party: id, Next: 90},
			practice.AskingSet{Stamp: stamp, Party: id, Wish: practice.AskAfter, After: 80},
			practice.ConsentGiven{Stamp: stamp, Party: id, Consent: practice.ConsentID("c-" + id), To: practice.ToWork, Until: 60},
			practice.AgreementMade{Stamp: stamp, Agreement: practice.AgreementID("a-" + id), Parties: []practice.PartyID{id}, Undertakings: []practice.Undertaking{{Undertaking: practice.UndertakingID(id), Party: id, Due: 70}}},
			practice.CrossingProposed{Stamp: stamp, Crossing: practice.CrossingID(id), Kind: practice.Meeting, From: []practice.PartyID{id}},
			practice.CrossingDelivered{Stamp: stamp, Crossing: practice.CrossingID(id), Extent: practice.Whole, FollowUps: []practice.Instant{75}},
		} {
			state = practice.Evolve(state, e)
		}
	}
	at := practice.At{Now: 50, Profile: practice.Profile{WarnBefore: 20, SilentAfter: 1000}}
	of := func(state practice.Case, id practice.PartyID) (kinds []practice.DueKind) {
		for _, d := range practice.Diary(state, at) {
			if d.Party == id || d.Side == practice.SideID(id) {
				kinds = append(kinds, d.Kind)
			}
		}
		slices.Sort(kinds)
		return kinds
	}
	living := of(state, "ash")
	if len(slices.Compact(slices.Clone(living))) != 7 {
		t.Fatalf("while she lives %v are due", living)
	}
	died := practice.Evolve(state, practice.PartyDied{Stamp: stamp, Party: "ash"})
	if due := of(died, "ash"); len(due) != 0 {
		t.Errorf("of her who died %v are due", due)
	}
	if due := of(died, "bo"); !slices.Equal(due, living) {
		t.Errorf("of him who lives %v are due, not %v", due, living)
	}
}

// TestWhoAskedIsSpokenWithFirst: they wait for a call from the day the request came, until one
// of them was spoken with. Nobody who did not ask is called because of it.
func TestWhoAskedIsSpokenWithFirst(t *testing.T) {
	t.Parallel()
	stamp := practice.Stamp{By: "faye", At: 10, When: 10}
	opened := func(begun practice.Begun) practice.Case {
		state := practice.Evolve(practice.Case{}, practice.CaseOpened{Stamp: stamp, Begun: begun})
		for _, id := range []practice.PartyID{"ash", "rae", "bo"} {
			state = practice.Evolve(state, practice.PartyAdded{Stamp: stamp, Party: id, Side: practice.SideID(id), Standing: practice.Principal})
		}
		return practice.Evolve(state, practice.HarmRecorded{Stamp: stamp, Harm: "h", Harmed: []practice.PartyID{"ash", "rae"}, Responsible: []practice.PartyID{"bo"}})
	}
	works := func(sides ...practice.SideID) practice.Event {
		return practice.StaffAllocated{Stamp: stamp, Staff: "faye", Duty: practice.Facilitator, Sides: sides}
	}
	talk := func(with practice.PartyID) practice.Event {
		return practice.ContactRecorded{Stamp: stamp, Party: with}
	}
	all := works()
	for name, c := range map[string]struct {
		begun  practice.Begun
		events []practice.Event
		due    []practice.PartyID
	}{
		"nobody works on it":             {practice.ByHarmed, nil, nil},
		"the harmed asked":               {practice.ByHarmed, []practice.Event{all}, []practice.PartyID{"ash", "rae"}},
		"one side is worked with":        {practice.ByHarmed, []practice.Event{works("rae")}, []practice.PartyID{"rae"}},
		"one of them was spoken with":    {practice.ByHarmed, []practice.Event{all, talk("ash")}, nil},
		"nobody was reached":             {practice.ByHarmed, []practice.Event{all, practice.ContactTried{Stamp: stamp, Party: "ash"}}, []practice.PartyID{"ash", "rae"}},
		"the other side was spoken with": {practice.ByHarmed, []practice.Event{all, talk("bo")}, []practice.PartyID{"ash", "rae"}},
		"one of them died":               {practice.ByHarmed, []practice.Event{all, practice.PartyDied{Stamp: stamp, Party: "ash"}}, []practice.PartyID{"rae"}},
		"one of them paused":             {practice.ByHarmed, []practice.Event{all, practice.PartyPaused{Stamp: stamp, Party: "ash"}}, []practice.PartyID{"rae"}},
		"a next step is agreed":          {practice.ByResponsible, []practice.Event{all, practice.ContactTried{Stamp: stamp, Party: "bo", Next: 90}}, nil},
		"the responsible asked":          {practice.ByResponsible, []practice.Event{all}, []practice.PartyID{"bo"}},
		"kept without a word":            {practice.ByResponsible, []practice.Event{all, talk("bo")}, nil},
		"the case is held":               {practice.ByHarmed, []practice.Event{all, practice.CaseHeld{Stamp: stamp}}, nil},
		"the case is closed":             {practice.ByHarmed, []practice.Event{all, practice.CaseClosed{Stamp: stamp}}, nil},
		"an agency asked":                {practice.ByAgency, []practice.Event{all}, []practice.PartyID{""}},
		"and anybody was spoken with":    {practice.ByAgency, []practice.Event{all, talk("bo")}, nil},
		"and each works with one side":   {practice.ByAgency, []practice.Event{works("ash"), works("rae"), works("bo")}, nil},
	} {
		state := opened(c.begun)
		for _, e := range c.events {
			state = practice.Evolve(state, e)
		}
		at := practice.At{Now: 50, Profile: practice.Profile{SilentAfter: 1000}}
		var due []practice.PartyID
		for _, d := range practice.Diary(state, at) {
			if d.Kind != practice.DueFirst {
				continue
			}
			due = append(due, d.Party)
			if d.Since != 10 || d.Move != practice.ChangedByFacilitator || !d.Waits(at.Now) {
				t.Errorf("%s: %+v", name, d)
			}
		}
		if !slices.Equal(due, c.due) {
			t.Errorf("%s: a first talk is due with %q, want %q", name, due, c.due)
		}
	}
}
