package practice_test

import (
	"cmp"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"amends/internal/practice"
)

// lateBase is a case in which everything that can be said again is there once.
func lateBase() practice.Case {
	stamp := practice.Stamp{Act: "base", At: 1, When: 1, By: "faye"}
	return fold([]practice.Event{
		practice.CaseOpened{Stamp: stamp}, practice.PartyAdded{Stamp: stamp, Party: "maya", Side: "a", Capacity: practice.Adult},
		practice.PartyAdded{Stamp: stamp, Party: "jonas", Side: "b", Capacity: practice.Adult},
		practice.HarmRecorded{Stamp: stamp, Harm: "harm", Harmed: []practice.PartyID{"maya"}, Responsible: []practice.PartyID{"jonas"}},
		practice.FactsAcknowledged{Stamp: stamp, Party: "jonas", Harm: "harm", Answer: practice.Later},
		practice.CrossingProposed{Stamp: stamp, Crossing: "x", Kind: practice.Letter, From: []practice.PartyID{"jonas"}, To: []practice.PartyID{"maya"}},
		practice.CrossingAnswered{Stamp: stamp, Crossing: "x", Party: "maya", Answer: practice.Later},
		practice.OtherTold{Stamp: stamp, Crossing: "x", Party: "maya"},
		practice.Assessed{Stamp: stamp, Assessment: "judged", Kind: practice.Letter, GoAhead: true, Until: 2},
		practice.AgreementMade{Stamp: stamp, Agreement: "agreed", Undertakings: []practice.Undertaking{{Undertaking: "promise", Party: "jonas"}}},
		practice.QuestionAsked{Stamp: stamp, Question: "asked", Party: "maya", Crossing: "x"},
	})
}

// wordOf draws one thing that sets a value, as of when it happened.
func wordOf(r *rapid.T, stamp practice.Stamp) practice.Event {
	yes := rapid.Bool().Draw(r, "yes")
	answer := rapid.SampledFrom([]practice.Answer{practice.Yes, practice.No, practice.Later}).Draw(r, "answer")
	when := practice.Instant(rapid.IntRange(0, 50).Draw(r, "another time"))
	towards := []practice.PartyID{rapid.SampledFrom([]practice.PartyID{"jonas", "tess"}).Draw(r, "towards")}
	switch rapid.IntRange(0, 14).Draw(r, "what") {
	case 0:
		return practice.SenderTelling{Stamp: stamp, Crossing: "x", Party: "maya", May: yes}
	case 1:
		ready := rapid.SampledFrom([]practice.Readiness{practice.NotSaid, practice.Ready, practice.NotReady}).Draw(r, "ready")
		return practice.ContactRecorded{Stamp: stamp, Party: "maya", Readiness: ready, Next: when, Limits: yes, Identity: yes, Session: yes}
	case 2:
		return practice.AskingSet{Stamp: stamp, Party: "maya", Wish: practice.AskAfter, After: when}
	case 3:
		return practice.FactsAcknowledged{Stamp: stamp, Party: "jonas", Harm: "harm", Answer: answer}
	case 4:
		return practice.CrossingAnswered{Stamp: stamp, Crossing: "x", Party: "maya", Answer: answer, After: when}
	case 5:
		return practice.OtherAnswered{Stamp: stamp, Crossing: "x", Party: "maya", Objects: yes}
	case 6:
		return practice.ObjectionAnswered{Stamp: stamp, Crossing: "x", Party: "maya"}
	case 7:
		return practice.OtherTold{Stamp: stamp, Crossing: "x", Party: "maya"}
	case 8:
		return practice.AssessmentRenewed{Stamp: stamp, Assessment: "judged", Until: when}
	case 9:
		return practice.PartyChanged{Stamp: stamp, Party: "maya", Capacity: practice.Lacking, Interested: yes}
	case 10:
		return practice.UndertakingRecorded{Stamp: stamp, Undertaking: "promise", Kept: rapid.SampledFrom([]practice.Extent{practice.Whole, practice.Partly}).Draw(r, "kept")}
	case 11:
		return practice.QuestionAnswered{Stamp: stamp, Question: "asked", Answer: answer}
	case 12:
		return practice.SafeContactKept{Stamp: stamp, Party: "maya"}
	case 13:
		return practice.ContactTried{Stamp: stamp, Party: "maya", Means: practice.Phone, Next: when}
	default:
		return practice.ConsentRefused{Stamp: stamp, Party: "maya", To: practice.ToReceive, Kind: practice.Letter, Towards: towards, Answer: practice.No, After: when}
	}
}

// What is entered late sets nothing that was set since: folding in the order in
// which it was written down gives the values that folding in the order in which it happened gives.
func TestLateEntriesDoNotOverruleWhatWasSaidSince(t *testing.T) {
	t.Parallel()
	base, seen := lateBase(), map[string]bool{}
	rapid.Check(t, func(r *rapid.T) {
		happened := make([]practice.Event, rapid.IntRange(2, 12).Draw(r, "events"))
		for i := range happened {
			when := practice.Instant(10 * (i + 1))
			happened[i] = wordOf(r, practice.Stamp{Act: "act", At: 1000, When: when, By: "faye"})
			seen[happened[i].Name()] = true
		}
		written := rapid.Permutation(happened).Draw(r, "written down")
		if diff := gocmp.Diff(foldOn(base, happened), foldOn(base, written), cmpopts.SortSlices(refusedBefore)); diff != "" {
			r.Fatalf("another order of writing down gives other values:\n%s", diff)
		}
	})
	if len(seen) < 15 {
		t.Errorf("only %d kinds of event were tried", len(seen))
	}
}

func foldOn(state practice.Case, events []practice.Event) practice.Case {
	for _, e := range events {
		state = practice.Evolve(state, e)
	}
	return state
}

func refusedBefore(a, b practice.RefusedConsent) bool { return cmp.Compare(a.When, b.When) < 0 }

// A consent that is entered late ended with the no that came after it, in the
// case and on their page, in whichever order the two were written down; and a no
// that is entered late leaves what they agreed to after it.
func TestConsentsAndRefusalsEnteredLate(t *testing.T) {
	t.Parallel()
	yes := func(when string) string {
		return `do RecordContact {"When":"@` + when + `","Parties":["$jonas"],"Means":"phone","Consents":[{"To":"receive","Kind":"letter","Towards":["$maya"],"Means":"post","Form":"spoken"}]}` + "\n"
	}
	no := func(when string) string {
		return `do RecordContact {"When":"@` + when + `","Parties":["$jonas"],"Means":"phone","Refusals":[{"To":"receive","Kind":"letter","Towards":["$maya"],"Answer":"no"}]}` + "\n"
	}
	const early, noon, late = "2031-03-02 08:00", "2031-03-02 12:00", "2031-03-02 18:00"
	for _, c := range []struct {
		name, script string
		stands       int
	}{
		{"yes, no", yes(early) + no(noon), 0},
		{"no, then an older yes", no(noon) + yes(early), 0},
		{"an older yes, after a no and a newer yes", no(noon) + yes(late) + yes(early), 1},
		{"no, then a newer yes", no(noon) + yes(late), 1},
		{"yes, then an older no", yes(late) + no(noon), 1},
	} {
		s := newStage(t)
		playOn(s, paged+"at 2031-03-03 09:00\n"+c.script)
		jonas := practice.PartyID(s.id("jonas"))
		stands := slices.DeleteFunc(slices.Clone(s.state.Consents), func(k practice.Consent) bool { return k.Ended != 0 || k.To != practice.ToReceive })
		if len(stands) != c.stands {
			t.Errorf("%s: %d stand, want %d", c.name, len(stands), c.stands)
		}
		if d := s.differs(jonas); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
		for _, r := range s.state.Refusals {
			if s.state.Stands(r) != (c.stands == 0) {
				t.Errorf("%s: the no stands: %v", c.name, s.state.Stands(r))
			}
		}
		for _, a := range s.boxes[jonas].Agreed {
			if a.To == practice.ToReceive && a.Ended != 0 && a.Ended != s.instant(noon) {
				t.Errorf("%s: the page says that it ended at %v", c.name, a.Ended.Time())
			}
		}
	}
}

// A no is somebody's last word again when the yes after it was recorded in error: nobody
// is told to ask them, and the page of the case shows it.
func TestANoStandsAgainWhenTheYesWasAnError(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, paged+`at 2031-03-03 09:00
do RecordContact {"Parties":["$jonas"],"Means":"phone","Refusals":[{"To":"receive","Kind":"letter","Towards":["$maya"],"Answer":"no"}]}
at 2031-03-04 09:00
do RecordContact {"Parties":["$jonas"],"Means":"phone","Consents":[{"To":"receive","Kind":"letter","Towards":["$maya"],"Means":"post","Form":"spoken"}]}
keep wrong consent
do Correct {"Thing":"consent","Consent":"$wrong","Text":"It was somebody else who said so."}
`)
	if no := s.state.Refusals[len(s.state.Refusals)-1]; !s.state.Stands(no) {
		t.Error("a no is overtaken by a yes that nobody said")
	}
}

// Each value by itself, through Decide: the newer one was written down first.
func TestAnOlderWordEnteredLate(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, paged+`
at 2031-03-09 09:00
do RecordContact {"When":"@2031-03-08 09:00","Parties":["$maya"],"Means":"phone","Next":"@2031-04-01","SafeContact":"Never by post.","MayTell":[{"Crossing":"$giving","Yes":false}]}
do RecordContact {"When":"@2031-03-05 09:00","Parties":["$maya"],"Means":"phone","Next":"@2031-03-06","SafeContact":"By post.","MayTell":[{"Crossing":"$giving","Yes":true}]}`)
	maya, _ := s.state.Party(practice.PartyID(s.id("maya")))
	if maya.Next != s.instant("2031-04-01") || s.crossing("giving").MayTell != practice.No {
		t.Errorf("next %v, may tell %q", maya.Next, s.crossing("giving").MayTell)
	}
	if file := s.files[maya.ID]; file.SafeContact != "Never by post." {
		t.Errorf("how to reach her safely is said to be %q", file.SafeContact)
	}
}
