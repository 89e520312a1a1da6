package practice_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	p "amends/internal/practice"
)

// A try that reached nobody is refused with every part of a contact record that takes
// somebody at the other end, by that part's name; a part that is added to the record
// one day and forgotten there is noticed here.
func TestFailedTryCarriesNothing(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, opened)
	maya := p.PartyID(s.id("maya"))
	may := []string{"When", "Parties", "Means", "Failed", "Note", "NextStep", "Next"}
	record := reflect.TypeFor[p.RecordContact]()
	for i := range record.NumField() {
		name := record.Field(i).Name
		if slices.Contains(may, name) {
			continue
		}
		c := p.RecordContact{Parties: []p.PartyID{maya}, Means: p.Phone, Failed: true, Note: "no answer"}
		fillOne(reflect.ValueOf(&c).Elem().Field(i), name)
		if name == "FollowUp" {
			continue // the crossing must have been passed on to get so far: see the script failed-try
		}
		events, err := p.Decide(s.state, c, s.at())
		if !errors.Is(err, &p.Refusal{Code: p.NobodyReached, Field: snake(name)}) || len(events) != 0 {
			t.Errorf("%s: %v, %d events", name, err, len(events))
		}
	}
}

// fillOne sets a part of a record to something.
func fillOne(v reflect.Value, name string) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int64:
		v.SetInt(1)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
	default:
		v.SetString(map[string]string{"Readiness": string(p.Ready), "Asking": string(p.DoNotAsk)}[name] + strings.Repeat("x", map[string]int{"Account": 1, "SafeContact": 1, "ReadyWords": 1}[name]))
	}
}

// snake is a field's name as refusals say it.
func snake(name string) string {
	var out strings.Builder
	for i, r := range name {
		if i > 0 && r >= 'A' && r <= 'Z' {
			out.WriteByte('_')
		}
		out.WriteRune(r)
	}
	return strings.ToLower(out.String())
}

// A try that reached nobody leaves the case as it was, but for when to try again.
func TestFailedTryCountsAsNothing(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, opened)
	maya := p.PartyID(s.id("maya"))
	before, _ := s.state.Party(maya)
	for _, next := range []p.Instant{0, s.now + p.Day} {
		events, err := p.Decide(s.state, p.RecordContact{Parties: []p.PartyID{maya}, Means: p.Post, Failed: true, Note: "came back", NextStep: "Ring.", Next: next}, s.at())
		if err != nil {
			t.Fatal(err)
		}
		after := s.state
		for _, e := range events {
			after = p.Evolve(after, e)
		}
		want := before
		if next != 0 {
			want.Next, want.NextSince = next, s.now
		}
		if got, _ := after.Party(maya); !reflect.DeepEqual(got, want) || after.Touched != s.state.Touched {
			t.Errorf("a try counts: %+v, want %+v; touched %v, was %v", got, want, after.Touched, s.state.Touched)
		}
		file := p.File{}
		for _, e := range events {
			file = p.EvolveFile(file, e)
		}
		if file.Next != "Ring." || !slices.ContainsFunc(events, func(e p.Event) bool {
			written, is := e.(p.FileWritten)
			return is && written.What == p.NoteText && written.Text == "came back"
		}) {
			t.Errorf("note or next step is lost: %+v", events)
		}
	}
}
