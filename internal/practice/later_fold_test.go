package practice_test

import (
	"testing"

	"amends/internal/practice"
)

// TestANoOnThePageAsksForTheWordsAgain: words whose agreement an answer ended do not
// stand as agreed to, before anybody has read the answer (P2).
func TestANoOnThePageAsksForTheWordsAgain(t *testing.T) {
	t.Parallel()
	at := func(when practice.Instant) practice.Stamp { return practice.Stamp{Act: "act", When: when} }
	maya := []practice.PartyID{"maya"}
	for name, c := range map[string]struct {
		answer practice.Answer
		stands bool
	}{
		"no": {practice.No, false}, "not now": {practice.Later, false}, "yes": {practice.Yes, true},
	} {
		box := practice.Box{Party: "jonas"}
		for _, e := range []practice.Event{
			practice.WordingShown{Stamp: at(10), Party: "jonas", Content: "letter", Wording: "w", Kind: practice.Letter, Towards: maya},
			practice.WordingAgreed{Stamp: at(20), Party: "jonas", Content: "letter", Wording: "w", Towards: maya},
			practice.QuestionPut{Stamp: at(30), Party: "jonas", Question: "q", About: practice.AskedToSend, Kind: practice.Letter, Towards: maya, Content: "letter", Wording: "w"},
		} {
			box = practice.EvolveBox(box, e)
		}
		if box.Wordings[0].Agreed != 20 {
			t.Fatalf("%s: agreed to at %d", name, box.Wordings[0].Agreed)
		}
		box = practice.EvolveBox(box, practice.QuestionReplied{Stamp: at(40), Party: "jonas", Question: "q", Answer: c.answer})
		if stands := box.Wordings[0].Agreed != 0; stands != c.stands {
			t.Errorf("after %s the words stand as agreed to: %t", name, stands)
		}
	}
}

// TestAChangedPromiseIsNotKeptYet: what was found of it until it was changed says
// nothing of what it is from then on, in whichever order both are written down.
func TestAChangedPromiseIsNotKeptYet(t *testing.T) {
	t.Parallel()
	found := func(when practice.Instant) practice.Event {
		return practice.UndertakingRecorded{Stamp: practice.Stamp{When: when}, Undertaking: "u", Kept: practice.Whole}
	}
	changed := func(when practice.Instant) practice.Event {
		return practice.UndertakingChanged{Stamp: practice.Stamp{When: when}, Undertaking: "u", Due: 99}
	}
	for name, c := range map[string]struct {
		events []practice.Event
		kept   practice.Extent
	}{
		"found":                               {[]practice.Event{found(20)}, practice.Whole},
		"found, then changed":                 {[]practice.Event{found(20), changed(30)}, ""},
		"found and changed at once":           {[]practice.Event{found(20), changed(20)}, ""},
		"changed, then found":                 {[]practice.Event{changed(20), found(30)}, practice.Whole},
		"changed and found at once":           {[]practice.Event{changed(20), found(20)}, practice.Whole},
		"found since a change entered late":   {[]practice.Event{found(30), changed(20)}, practice.Whole},
		"found before a change, entered late": {[]practice.Event{changed(30), found(20)}, ""},
	} {
		made := practice.AgreementMade{Stamp: practice.Stamp{When: 10}, Agreement: "a", Undertakings: []practice.Undertaking{{Undertaking: "u", Due: 50}}}
		state := practice.Evolve(practice.Case{Opened: 1}, made)
		for _, e := range c.events {
			state = practice.Evolve(state, e)
		}
		if kept := state.Agreements[0].Undertakings[0].Kept; kept != c.kept {
			t.Errorf("%s: kept %q, want %q", name, kept, c.kept)
		}
	}
}
