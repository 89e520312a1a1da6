package web

import (
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"

	"amends/internal/practice"
	"amends/internal/web/ui"
)

func london(t testing.TB) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Europe/London")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestText(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, typed, want, problem string
	}{
		{"kept", " Why our house? ", "Why our house?", ""},
		{"lines", "one\r\ntwo\n", "one\ntwo", ""},
		{"composed", "e\u0301", "é", ""},
		{"missing", " \n ", "", "Say it"},
		{"too long", strings.Repeat("é", 21), "", "Shorten this to 20 characters. It has 21"},
		{"control", "a\x00b", "", "This has a character in it that cannot be shown. Type it again without it"},
		{"turned around", "a\u202eb", "", "This has a character in it that cannot be shown. Type it again without it"},
		{"not text", "a\xffb", "", "This has a character in it that cannot be shown. Type it again without it"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newSent(url.Values{"f": {c.typed}}, time.UTC)
			if got := s.text("f", 20, "Say it"); got != c.want || s.problems["f"] != c.problem {
				t.Errorf("got %q, %q; want %q, %q", got, s.problems["f"], c.want, c.problem)
			}
		})
	}
}

func TestLineIsOneLine(t *testing.T) {
	t.Parallel()
	s := newSent(url.Values{"f": {"one\ntwo"}}, time.UTC)
	if got := s.line("f", 20, ""); got != "" || s.ok() {
		t.Errorf("got %q, ok %v", got, s.ok())
	}
}

// FuzzText: what is read is NFC, showable, within its length and reads as itself
// again; what is not is a problem.
func FuzzText(f *testing.F) {
	for _, seed := range []string{"", "plain", "e\u0301\r\n", "a\x00", "\u202e", "\xff", " \t x "} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		s := newSent(url.Values{"f": {typed}}, time.UTC)
		got := s.text("f", 50, "")
		if !s.ok() {
			if got != "" {
				t.Fatalf("%q has a problem and was read as %q", typed, got)
			}
			return
		}
		if !norm.NFC.IsNormalString(got) || !utf8.ValidString(got) || utf8.RuneCountInString(got) > 50 || strings.ContainsAny(got, "\r\x00\u202e") {
			t.Fatalf("%q was read as %q", typed, got)
		}
		again := newSent(url.Values{"f": {got}}, time.UTC)
		if twice := again.text("f", 50, ""); twice != got {
			t.Fatalf("%q reads as %q", got, twice)
		}
	})
}

func TestChoice(t *testing.T) {
	t.Parallel()
	list := []practice.Answer{practice.Yes, practice.No}
	s := newSent(url.Values{"a": {"yes"}, "b": {"maybe"}, "d": {"no", "yes", "no"}, "e": {"perhaps"}}, time.UTC)
	if got := choice(s, "a", list, "Choose"); got != practice.Yes {
		t.Errorf("a is %q", got)
	}
	if got := choice(s, "b", list, "Choose"); got != "" {
		t.Errorf("b is %q", got)
	}
	if got := choice(s, "c", list, "Choose"); got != "" {
		t.Errorf("c is %q", got)
	}
	if diff := cmp.Diff([]practice.Answer{practice.Yes, practice.No}, choices(s, "d", list, "")); diff != "" {
		t.Error(diff)
	}
	choices(s, "e", list, "Choose any")
	want := map[string]string{"b": "Choose one of these", "c": "Choose", "e": "Choose from these"}
	if diff := cmp.Diff(want, s.problems); diff != "" {
		t.Error(diff)
	}
}

func TestMoment(t *testing.T) {
	t.Parallel()
	zone := london(t)
	for _, c := range []struct{ day, month, year, clock, want, problem string }{
		{"17", "11", "2026", "5:40pm", "2026-11-17T17:40:00Z", ""},
		{"17", "July", "2026", "17.40", "2026-07-17T16:40:00Z", ""},
		{"17", "nov", "2026", "12 am", "2026-11-17T00:00:00Z", ""},
		{"17", "11", "2026", "noon", "2026-11-17T12:00:00Z", ""},
		{"25", "10", "2026", "1:30", "2026-10-25T00:30:00Z", ""}, // twice: the earlier
		{"29", "3", "2026", "1:30", "", "The clocks skip that time on that day. Enter one before or after"},
		{"31", "2", "2026", "9am", "", "There is no such day. Enter a real one, like 17 11 2026"},
		{"17", "13", "2026", "9am", "", "Enter a real day, like 17 11 2026"},
		{"17", "11", "26", "9am", "", "Enter a real day, like 17 11 2026"},
		{"17", "11", "2026", "9", "", "Enter a time of day, like 5:40pm or 17:40"},
		{"17", "11", "2026", "25:00", "", "Enter a time of day, like 5:40pm or 17:40"},
		{"17", "11", "2026", "13pm", "", "Enter a time of day, like 5:40pm or 17:40"},
		{"", "", "", "", "", "When was it?"},
	} {
		s := newSent(url.Values{"w-day": {c.day}, "w-month": {c.month}, "w-year": {c.year}, "w-time": {c.clock}}, zone)
		got := s.when("w", "When was it?")
		if s.problems["w"] != c.problem {
			t.Errorf("%v: problem %q", c, s.problems["w"])
		}
		if c.problem == "" && got.Time().Format(time.RFC3339) != c.want {
			t.Errorf("%v: got %s", c, got.Time())
		}
	}
}

// TestADayAlone: of what need not be said, the day is enough, and is said back as one.
func TestADayAlone(t *testing.T) {
	t.Parallel()
	zone := london(t)
	for _, c := range []struct{ month, clock, ask, want, problem string }{
		{"7", "", "", "Friday 17 July 2026", ""},
		{"7", "5:40pm", "", "Friday 17 July 2026, 5:40pm", ""},
		{"7", "", "When does it begin?", "", "Enter a time of day, like 5:40pm or 17:40"},
		{"13", "", "", "", "Enter a real day, like 17 11 2026"},
	} {
		s := newSent(url.Values{"w-day": {"17"}, "w-month": {c.month}, "w-year": {"2026"}, "w-time": {c.clock}}, zone)
		got := s.when("w", c.ask)
		if s.problems["w"] != c.problem {
			t.Errorf("%v: problem %q", c, s.problems["w"])
		}
		if c.problem == "" && sayWhen(got, zone) != c.want {
			t.Errorf("%v: said back as %q", c, sayWhen(got, zone))
		}
	}
}

// FuzzMoment: whatever was typed, either a problem or a moment that is said back
// as the same day.
func FuzzMoment(f *testing.F) {
	f.Add("17", "11", "2026", "5:40pm")
	f.Add("31", "2", "2026", "noon")
	f.Add("-1", "x", "9999999999", "::")
	f.Fuzz(func(t *testing.T, day, month, year, clock string) {
		at, problem := readMoment(day, month, year, clock, time.UTC)
		if (problem == "") == at.IsZero() {
			t.Fatalf("%q %q %q %q: %v, %q", day, month, year, clock, at, problem)
		}
		if problem != "" {
			return
		}
		again, problem := readMoment(at.Format("2"), at.Format("January"), at.Format("2006"), sayClock(at), time.UTC)
		if problem != "" || !again.Equal(at) {
			t.Fatalf("%v is said so that it reads as %v, %q", at, again, problem)
		}
	})
}

// TestInto: a form that comes back keeps everything typed, also inside options,
// and no problem is lost.
func TestInto(t *testing.T) {
	t.Parallel()
	form := ui.Form{Problems: []string{"first"}, Groups: []ui.Group{{Inputs: []ui.Input{
		ui.TextInput{Name: "name", Label: "Name"},
		ui.Radios{Name: "means", Options: []ui.Option{{Value: "post", Reveal: []ui.Input{ui.LongText{Name: "address"}}}}},
		ui.Checkboxes{Name: "any"},
		ui.DateInput{Name: "when", WithTime: true},
		ui.Select{Name: "who"},
		ui.Quote{Label: "kept"},
	}}}}
	s := newSent(url.Values{"name": {"Ash"}, "means": {"post"}, "address": {"12 Hill"}, "any": {"a", "b"}, "when-day": {"31"}, "when-month": {"2"}, "when-year": {"2026"}, "who": {"x"}}, time.UTC)
	s.wrong("address", "Too short")
	s.wrong("address", "Said later")
	s.wrong("gone", "About a field that is not there")
	s.refuse("All of it")
	s.day("when", "")
	want := ui.Form{Problems: []string{"first", "All of it", "About a field that is not there"}, Groups: []ui.Group{{Inputs: []ui.Input{
		ui.TextInput{Name: "name", Label: "Name", Value: "Ash"},
		ui.Radios{Name: "means", Value: "post", Options: []ui.Option{{Value: "post", Reveal: []ui.Input{ui.LongText{Name: "address", Value: "12 Hill", Error: "Too short"}}}}},
		ui.Checkboxes{Name: "any", Values: []string{"a", "b"}},
		ui.DateInput{Name: "when", WithTime: true, Day: "31", Month: "2", Year: "2026", Error: "There is no such day. Enter a real one, like 17 11 2026"},
		ui.Select{Name: "who", Value: "x"},
		ui.Quote{Label: "kept"},
	}}}}
	if diff := cmp.Diff(want, s.into(form)); diff != "" {
		t.Error(diff)
	}
	if pristine := form.Groups[0].Inputs[0].(ui.TextInput); pristine.Value != "" {
		t.Error("filling a form changed the one it was made from")
	}
}
