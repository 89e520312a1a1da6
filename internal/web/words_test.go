package web

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// TestListsAreWhole: what forms offer is all that practice has, each once and each
// said. Where practice has no list to compare with, its own reading of the word is
// asked for every one that is offered.
func TestListsAreWhole(t *testing.T) {
	t.Parallel()
	same(t, "kinds", taken(kinds()), practice.Kinds())
	same(t, "means", taken(means()), practice.AllMeans())
	same(t, "bars", taken(barKinds()), practice.BarKinds())
	same(t, "harms", taken(harmKinds()), practice.HarmKinds())
	same(t, "duties", taken(serviceDuties()), casework.Duties())
	reads(t, authorities())
	reads(t, audiences())
	reads(t, consentForms())
	reads(t, answers())
	reads(t, askings())
	reads(t, readinesses())
	reads(t, extents())
	reads(t, duties())
	reads(t, helperKinds())
	reads(t, unaskedWords())
	reads(t, notices())
	reads(t, stopReasons())
	reads(t, verdicts())
	reads(t, usesOf())
	reads(t, supervisorReasons())
	reads(t, incidentKinds())
	reads(t, recipients())
	reads(t, grounds())
	reads(t, endings())
	reads(t, askedAbout())
	reads(t, things())
}

func same[W ~string](t *testing.T, name string, offered, all []W) {
	t.Helper()
	a, b := slices.Sorted(slices.Values(offered)), slices.Sorted(slices.Values(all))
	if !slices.Equal(a, b) {
		t.Errorf("%s: %v are offered of %v", name, a, b)
	}
}

// reads fails for a word that practice does not have, and for one said twice.
func reads[W ~string](t *testing.T, list []said[W]) {
	t.Helper()
	var labels []string
	for _, s := range list {
		value := s.value
		reader, is := any(&value).(interface{ UnmarshalText([]byte) error })
		if !is || reader.UnmarshalText([]byte(s.value)) != nil {
			t.Errorf("%T has no word %q", s.value, s.value)
		}
		if s.label == "" || slices.Contains(labels, s.label) {
			t.Errorf("%T: %q is said %q", s.value, s.value, s.label)
		}
		labels = append(labels, s.label)
	}
}

// TestMeansAreWhatPracticeTakes: each means that a form offers for a kind is one by
// which practice lets it pass, and no other is.
func TestMeansAreWhatPracticeTakes(t *testing.T) {
	t.Parallel()
	state, at := opened(t)
	for _, kind := range practice.Kinds() {
		for _, by := range practice.AllMeans() {
			_, err := practice.Decide(state, practice.Propose{Kind: kind, From: []practice.PartyID{state.Parties[0].ID}, To: []practice.PartyID{state.Parties[1].ID}, Means: by}, at)
			taken, offered := !errors.Is(err, &practice.Refusal{Code: practice.BadValue, Field: "means"}), slices.Contains(taken(meansFor(kind)), by)
			if taken != offered {
				t.Errorf("a %s by %s: practice takes it: %v, the form offers it: %v", kind, by, taken, offered)
			}
		}
	}
}

// opened is a case of two people, and what it is asked with.
func opened(t *testing.T) (practice.Case, practice.At) {
	t.Helper()
	at := practice.At{Now: 1_900_000_000_000_000, Actor: "staff", Profile: practice.Profile{Replies: -1}}
	for i := range practice.IDsNeeded {
		at.Fresh = append(at.Fresh, "id"+string(rune('0'+i/10))+string(rune('0'+i%10)))
	}
	person := func(name string) practice.NewParty {
		return practice.NewParty{Kind: practice.Person, Standing: practice.Principal, Capacity: practice.Adult, Full: name}
	}
	events, err := practice.Decide(practice.Case{}, practice.OpenCase{Begun: practice.ByHarmed, Parties: []practice.NewParty{person("A"), person("B")},
		Harms: []practice.NewHarm{{Kind: practice.Damage, Harmed: []int{0}, Responsible: []int{1}}}}, at)
	if err != nil {
		t.Fatal(err)
	}
	var state practice.Case
	for _, e := range events {
		state = practice.Evolve(state, e)
	}
	return state, at
}

// untold are the events that no story tells by themselves: texts belong to what they
// were written with, and what stands in a box is there because something else happened.
var untold = []practice.Event{
	practice.FactsWritten{}, practice.FileWritten{}, practice.ContentWritten{}, practice.ContentJudged{}, practice.LookTaken{},
	practice.ItemGiven{}, practice.NoticeGiven{}, practice.SenderTold{}, practice.WordingShown{}, practice.WordingHidden{}, practice.QuestionPut{},
	practice.QuestionTakenAway{}, practice.AgreedListed{}, practice.AgreedEnded{}, practice.PauseShown{}, practice.StopReferenceGiven{},
	practice.QuestionReplied{}, practice.WordingAgreed{}, practice.WordingChanged{}, practice.ConsentReturned{}, practice.EverythingStopped{},
	practice.StopLifted{}, practice.ContactWished{},
}

// toldEvents is one of each that the story tells.
var toldEvents = []practice.Event{
	practice.CaseOpened{}, practice.HarmRecorded{}, practice.PartyAdded{}, practice.PartyChanged{}, practice.NameKept{}, practice.SidesShared{}, practice.SidesParted{}, practice.SpokenOfAdded{}, practice.PartyDied{}, practice.SpeakerNamed{Party: "p", Speaker: "q"}, practice.SpokenOfFound{}, practice.HelperAdded{}, practice.HelperChanged{},
	practice.StaffAllocated{}, practice.StaffDeallocated{}, practice.ConflictDeclared{}, practice.ContactRecorded{Means: practice.Phone}, practice.ContactTried{Means: practice.Phone}, practice.SafeContactKept{}, practice.AskingSet{},
	practice.FactsAcknowledged{}, practice.InterestDeposited{}, practice.PartyPaused{}, practice.PauseLifted{}, practice.CaseHeld{}, practice.HoldReleased{}, practice.SensitiveSet{}, practice.CaseClosed{}, practice.CaseReopened{},
	practice.PartyErased{}, practice.EntryStruck{}, practice.ConsentGiven{}, practice.ConsentTakenBack{}, practice.EverythingTakenBack{}, practice.ConsentRefused{}, practice.BarRecorded{On: []practice.PartyID{"p"}}, practice.BarEnded{}, practice.PermissionRecorded{},
	practice.PermissionEnded{}, practice.Assessed{}, practice.AssessmentRenewed{}, practice.OtherTold{}, practice.OtherAnswered{}, practice.ObjectionAnswered{}, practice.ReasonsGiven{}, practice.UseExamined{},
	practice.ContentCommitted{}, practice.ContentWithdrawn{}, practice.ContentRead{}, practice.ContentSignedOff{}, practice.CrossingProposed{}, practice.CrossingCleared{}, practice.ClearanceCancelled{},
	practice.CrossingConfirmed{}, practice.CrossingDelivered{}, practice.MeetingAttended{}, practice.AttendanceCorrected{}, practice.CrossingStopped{}, practice.CrossingAnswered{}, practice.SenderTelling{}, practice.MeetingPlanned{}, practice.QuestionAsked{},
	practice.QuestionWithdrawn{}, practice.QuestionAnswered{}, practice.Disclosed{}, practice.DisclosureReviewed{}, practice.IncidentOpened{Kind: practice.Slip}, practice.IncidentClosed{}, practice.Corrected{},
	practice.AgreementMade{}, practice.UndertakingRecorded{}, practice.UndertakingChanged{},
}

// blankVisit is a visit to an empty case.
func blankVisit(t *testing.T) *caseVisit {
	t.Helper()
	s, err := newServer(newWorld(t).config(), nil)
	if err != nil {
		t.Fatal(err)
	}
	return &caseVisit{visit: &visit{server: s}, view: &casework.View{}}
}

// TestEveryEventIsTold: each event there is has its words in the story, or is said
// not to have any; and each can be weighed, tagged and gathered.
func TestEveryEventIsTold(t *testing.T) {
	t.Parallel()
	c := blankVisit(t)
	var names []string
	for _, e := range toldEvents {
		names = append(names, e.Name())
		line := casework.Line{Event: e, Home: e.Home()}
		if c.lineTitle(line) == "" {
			t.Errorf("%s has no title", e.Name())
		}
		d := occasion{lines: []casework.Line{line}}
		c.occasionTags(d)
		c.occasionTexts(d)
		c.occasionPoints(d)
	}
	for _, e := range untold {
		names = append(names, e.Name())
		if title := c.lineTitle(casework.Line{Event: e}); title != "" {
			t.Errorf("%s is told as %q", e.Name(), title)
		}
	}
	slices.Sort(names)
	if !slices.Equal(names, practice.EventNames()) {
		t.Errorf("told or untold are %v of %v", names, practice.EventNames())
	}
}

// TestEveryConditionIsSaid: each condition in each state, for each reason, is a
// whole sentence with nothing left to fill in, and says who can change it (P9).
func TestEveryConditionIsSaid(t *testing.T) {
	t.Parallel()
	c := blankVisit(t)
	why := []practice.Why{practice.WhyNotAsked, practice.WhySaidNo, practice.WhyAskLater, practice.WhyTakenBack, practice.WhyExpired, practice.WhyOtherWording, practice.WhyNotReadBack, practice.WhyNeedsPaper,
		practice.WhyDoNotAsk, practice.WhyNone, practice.WhyNotNow, practice.WhyNotThemToBegin, practice.WhyBarStops, practice.WhyNeedsLeave, practice.WhyNotYetSaid, practice.WhyDenied, practice.WhyMoreSessions,
		practice.WhyNotReady, practice.WhyNoGuardian, practice.WhyNotForThem, practice.WhyNoPlace, practice.WhyNotApart, practice.WhyNoStop, practice.WhyNoSupporter, practice.WhyHelperUnsigned, practice.WhyUnread,
		practice.WhyReturned, practice.WhyOnlyOnePerson, practice.WhyNotTold, practice.WhyObjects, practice.WhyUnexamined, practice.WhyNotAllowed, practice.WhyPaused, practice.WhyHeld, practice.WhyDied, practice.WhyNotInLife, practice.WhyClosed}
	whose := []practice.Changer{practice.ChangedByParty, practice.ChangedBySecond, practice.ChangedBySupervisor, practice.ChangedByAuthority, practice.ChangedByNobody}
	for _, kind := range practice.ConditionKinds() {
		for _, state := range []practice.ConditionState{practice.Met, practice.Open, practice.Refused} {
			for i, w := range why {
				cond := practice.Condition{Kind: kind, State: state, Why: w, Who: whose[i%len(whose)], Authority: practice.Court, About: "somebody"}
				drawn := c.drawn([]practice.Condition{cond}, practice.Crossing{})[0]
				said := drawn.What + drawn.Why + drawn.Who
				if drawn.What == "" || strings.ContainsAny(said, "{}") || (state != practice.Met && (drawn.Why == "" || drawn.Who == "")) {
					t.Errorf("%s %s %s is said as %+v", kind, state, w, drawn)
				}
			}
		}
	}
	elsewhere := c.drawn([]practice.Condition{{Kind: practice.OnOtherSide, State: practice.Open, Why: practice.WhyElsewhere, Since: 1, Who: practice.ChangedByParty}}, practice.Crossing{})[0]
	if elsewhere.What != "Not yet, on the other side" || elsewhere.Why+elsewhere.Who+elsewhere.Link.Href != "" {
		t.Errorf("the other side is said as %+v", elsewhere)
	}
}

// TestHouseWords: pages say "pass on", never "release"; "login", never "account"
// for one; "ended without a meeting" (docs/design.md, The words).
func TestHouseWords(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	for _, p := range w.livePages() {
		said := strings.ToLower(textOfPage(w.get(w.people[p.who], "words "+p.name, p.path).Body.String()))
		for _, word := range []string{"release", "your account", "an account", "failed", "failure", "offender", "perpetrator", "undefined", "%!"} {
			if strings.Contains(said, word) {
				t.Errorf("%s says %q", p.name, word)
			}
		}
	}
}

// TestWhatKeepsNobodyWaiting: what only runs out on a day to come is nobody's move
// until then, and a count of nought is no alarm.
func TestWhatKeepsNobodyWaiting(t *testing.T) {
	t.Parallel()
	ends := practice.Due{Kind: practice.DueAssessment, Since: 10, By: 100}
	step := practice.Due{Kind: practice.DueNext, Since: 50, By: 100}
	silent := practice.Due{Kind: practice.DueSilent, Since: 1}
	row := casework.CaseRow{Due: []practice.Due{silent, ends, step}}
	if d, waits := waitsFor(row, 60); !waits || d.Kind != practice.DueNext {
		t.Errorf("before the day: %v, %v", d, waits)
	}
	if d, waits := waitsFor(row, 100); !waits || d.Kind != practice.DueAssessment {
		t.Errorf("on the day: %v, %v", d, waits)
	}
	if _, waits := waitsFor(casework.CaseRow{Due: []practice.Due{silent, ends}}, 60); waits {
		t.Error("nothing to do, and somebody waits")
	}
	if none, some := figure(0, "stopped", "#stops", ui.StateStopped), figure(2, "stopped", "#stops", ui.StateStopped); none.State != ui.StateUndecided || some.State != ui.StateStopped {
		t.Errorf("none is %s, some are %s", none.State, some.State)
	}
}
