package ui

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestProblemsAreThoseOfTheFields(t *testing.T) {
	t.Parallel()
	f := Form{Problems: []string{"whole"}, Groups: []Group{
		{Inputs: []Input{TextInput{Name: "a", Error: "A"}, LongText{Name: "b"}, Quote{Text: []string{"q"}}}},
		{Fold: true, Inputs: []Input{
			Radios{Name: "c", Error: "C", Options: []Option{{Value: "1", Reveal: []Input{Select{Name: "d", Error: "D"}}}}},
			Checkboxes{Name: "e", Options: []Option{{Value: "1", Reveal: []Input{DateInput{Name: "f", Error: "F"}}}}},
		}},
		{Fold: true, Inputs: []Input{TextInput{Name: "g"}}},
	}}
	want := []Problem{{"form", "whole"}, {"a", "A"}, {"c", "C"}, {"d", "D"}, {"f-day", "F"}}
	if diff := cmp.Diff(want, f.problems()); diff != "" {
		t.Error(diff)
	}
	if !f.Groups[1].open() {
		t.Error("a fold with a problem is closed")
	}
	if f.Groups[2].open() {
		t.Error("a fold without a problem is open")
	}
	f.Anchor = "second"
	if got := f.problems()[0].ID; got != "second" {
		t.Errorf("the whole form's problem leads to %s", got)
	}
}

func TestAnswersAreKept(t *testing.T) {
	t.Parallel()
	page := string(draw(t, FormPage{Form: Form{ID: "x", Groups: []Group{{Inputs: []Input{
		TextInput{Name: "word", Value: "kept & safe"},
		TextInput{Name: "secret", Type: "password", Value: "never"},
		LongText{Name: "long", Value: "line 1\nline 2"},
		Radios{Name: "one", Value: "b", Options: []Option{{Value: "a"}, {Value: "b"}}},
		Checkboxes{Name: "some", Values: []string{"c"}, Options: []Option{{Value: "c"}, {Value: "d"}}},
		Select{Name: "pick", Value: "f", Options: []Option{{Value: "e"}, {Value: "f"}}},
		DateInput{Name: "day", Day: "17", Month: "11", Year: "2026", Birthday: true},
	}}}}}))
	for _, want := range []string{
		`value="kept &amp; safe"`, "line 1\nline 2", `value="b" checked`, `value="c" checked`, `value="f" selected`,
		`name="day-day" type="text" inputmode="numeric" autocomplete="bday-day" value="17"`, `name="form" value="x"`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s", want)
		}
	}
	for _, not := range []string{"never", `value="a" checked`, `value="d" checked`, `value="e" selected`} {
		if strings.Contains(page, not) {
			t.Errorf("there is %s", not)
		}
	}
}

func TestCounts(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		most int
		want string
	}{
		{"", 2000, "Up to 2,000 characters"},
		{"ŵŷ", 10, "2 of up to 10 characters"},
		{"twelve chars", 10, "2 characters too many: 12 of 10"},
	} {
		if got := (LongText{Value: c.text, Most: c.most}).countText(); got != c.want {
			t.Errorf("%q of %d: %s", c.text, c.most, got)
		}
	}
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567", -1000: "-1,000", -100: "-100"} {
		if got := Thousands(n); got != want {
			t.Errorf("%d is written %s", n, got)
		}
	}
}

func TestDrawings(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		value, full int
		want        string
	}{{0, 10, "0"}, {1, 1000, "2"}, {5, 10, "50"}, {10, 10, "100"}, {12, 10, "100"}, {3, 0, "0"}, {-1, 10, "0"}} {
		if got := barWidth(c.value, c.full); got != c.want {
			t.Errorf("%d of %d is %s wide", c.value, c.full, got)
		}
	}
	p := &Preparation{Done: 1, Of: 2}
	if p.box() != "0 0 202 8" || p.stepClass(0) != "bar__on" || p.stepClass(1) != "bar__all" {
		t.Errorf("drawn as %s, %s, %s", p.box(), p.stepClass(0), p.stepClass(1))
	}
}

func TestWordsForStates(t *testing.T) {
	t.Parallel()
	said := map[string]State{}
	for _, s := range []State{StateMet, StateOpen, StateStopped, StateBack, StateUndecided, StateElsewhere} {
		if before, twice := said[stateWord(s)]; twice {
			t.Errorf("%s and %s are both read out as %q", s, before, stateWord(s))
		}
		said[stateWord(s)] = s
	}
	for _, c := range []struct {
		done, of int
		want     string
	}{{2, 4, "Preparation: 2 of 4 sessions"}, {5, 4, "Preparation: 5 sessions (4 needed)"}, {1, 0, "Preparation: 1 session"}, {3, 0, "Preparation: 3 sessions"}} {
		if got := (Preparation{Done: c.done, Of: c.of}).heading(); got != c.want {
			t.Errorf("got %s", got)
		}
	}
	names := ""
	for i, n := range []string{"Ada", "Ben", "Carol"} {
		names += n + comma(i, 3)
	}
	if names != "Ada, Ben and Carol" {
		t.Errorf("names are joined as %s", names)
	}
}

// TestOneAnswerIsSaidAndSent: nobody is asked, and what is sent is what is read.
func TestOneAnswerIsSaidAndSent(t *testing.T) {
	t.Parallel()
	page := string(draw(t, FormPage{Form: Form{Groups: []Group{{Inputs: []Input{OneAnswer{Name: "means", Label: "By which means?", Text: "In public", Value: "public"}}}}}}))
	for _, want := range []string{"By which means?</strong> In public", `type="hidden" name="means" value="public"`} {
		if !strings.Contains(page, want) {
			t.Errorf("there is no %s", want)
		}
	}
	if strings.Contains(page, "radio") {
		t.Error("it is asked")
	}
}

// TestTheBriefHeadHasRoomForThree: what there is more of is counted, and everything leads
// to where it is said in full.
func TestTheBriefHeadHasRoomForThree(t *testing.T) {
	t.Parallel()
	tab := CaseTab{CaseHead: CaseHead{Tabs: []NavItem{{Text: "Overview", Href: "/case"}}}}
	for n := range 6 {
		shown, more := tab.notices()
		if len(shown) != min(n, 3) && (n <= 3 || len(shown) != 2 || more != Thousands(n-2)+" more to look at") || (more != "") != (n > 3) {
			t.Errorf("of %d are shown %d and %q", n, len(shown), more)
		}
		if page := string(draw(t, tab)); strings.Count(page, `href="/case#alert-`) != len(shown) || strings.Contains(page, "moj-alert") {
			t.Errorf("%d do not lead to where they are in full", n)
		}
		tab.Elsewhere = append(tab.Elsewhere, Alert{ID: "a" + Thousands(n), State: StateStopped, Heading: "Held", Text: "Nothing passes."})
	}
}
