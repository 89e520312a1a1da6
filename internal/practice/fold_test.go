package practice_test

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"amends/internal/practice"
)

func scriptOf(t testing.TB, name string) string {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata", "scripts", name+".txtar"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(archive.Files[0].Data), "\n\t", " ")
}

// written gives all events of one script.
func written(t *testing.T, name string) []practice.Event {
	t.Helper()
	s := newStage(t)
	playOn(s, scriptOf(t, name))
	return s.all
}

func scripts(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir("testdata/scripts")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".txtar"))
	}
	return names
}

// fold gives the case that a list of events makes.
func fold(events []practice.Event) practice.Case {
	var state practice.Case
	for _, e := range events {
		state = practice.Evolve(state, e)
	}
	return state
}

// Evolve changes nothing it is given: after every event, every earlier state is
// still what folding its prefix again gives.
func TestEvolveLeavesOldStatesAlone(t *testing.T) {
	t.Parallel()
	for _, name := range scripts(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			events := written(t, name)
			states := make([]practice.Case, 0, len(events)+1)
			states = append(states, practice.Case{})
			for _, e := range events {
				states = append(states, practice.Evolve(states[len(states)-1], e))
			}
			for i, old := range states {
				if diff := cmp.Diff(fold(events[:i]), old); diff != "" {
					t.Fatalf("the state after %d events was changed by a later one:\n%s", i, diff)
				}
			}
		})
	}
}

// Growing two futures from one state leaves each as if the other were not.
func TestTwoFuturesOfOneState(t *testing.T) {
	t.Parallel()
	events := written(t, "long-way")
	rapid.Check(t, func(t *rapid.T) {
		cut := rapid.IntRange(1, len(events)-1).Draw(t, "cut")
		base := fold(events[:cut])
		one := practice.Evolve(base, events[cut])
		other := rapid.SampledFrom(events).Draw(t, "other")
		practice.Evolve(base, other)
		if diff := cmp.Diff(fold(events[:cut+1]), one); diff != "" {
			t.Fatalf("%s reached into another future:\n%s", other.Name(), diff)
		}
	})
}

// Commands made at random from ids, words and instants of a real case never
// panic; what is decided folds, is written and read back, cancels what it must,
// and the given state stays as it was.
func TestRandomCommands(t *testing.T) {
	t.Parallel()
	kinds := commands()
	lines := scripts(t)
	pasts := map[string][]practice.Event{}
	for _, name := range lines {
		pasts[name] = written(t, name)
	}
	rapid.Check(t, func(r *rapid.T) {
		past := pasts[rapid.SampledFrom(lines).Draw(r, "script")]
		events := past[:rapid.IntRange(0, len(past)).Draw(r, "prefix")]
		state := fold(events)
		pool := wordsIn(events)
		s := newStage(t)
		s.rules, s.now, s.drawn = s.load(rapid.SampledFrom([]string{"plain", "community", "oregon"}).Draw(r, "profile")), max(state.Last, practice.Day)+practice.Hour, 90000
		for range rapid.IntRange(1, 8).Draw(r, "steps") {
			command := reflect.New(reflect.TypeOf(rapid.SampledFrom(kinds).Draw(r, "kind"))).Elem()
			anything(r, command, pool, s.now)
			s.actor = practice.StaffID(rapid.SampledFrom([]string{"carol", "faye", "hana", "tom"}).Draw(r, "actor"))
			before := fold(events)
			decided, err := practice.Decide(state, command.Interface().(practice.Command), s.at())
			if diff := cmp.Diff(before, state); diff != "" {
				r.Fatalf("%s changed its state:\n%s", command.Type(), diff)
			}
			if err != nil {
				continue
			}
			for _, e := range decided {
				if _, _, err := practice.Encode(e); err != nil {
					r.Fatalf("%s: %v", e.Name(), err)
				}
				state = practice.Evolve(state, e)
			}
			events = append(slices.Clip(events), decided...)
			s.now += practice.Hour
			s.nothingStaleIsCleared(r, state)
		}
	})
}

// nothingStaleIsCleared holds P2: right after a decision, whatever is cleared has its gate met.
func (s *stage) nothingStaleIsCleared(r *rapid.T, state practice.Case) {
	at := s.at()
	at.Now = state.Last
	for _, x := range state.Crossings {
		if x.State == practice.Cleared && !practice.AllMet(practice.Gate(state, x, at)) {
			r.Fatalf("a %s is cleared though %v", x.Kind, practice.Unmet(practice.Gate(state, x, at)))
		}
	}
}

// wordsIn gives the strings of events, by the name of their type.
func wordsIn(events []practice.Event) map[string][]string {
	pool := map[string][]string{}
	var walk func(v reflect.Value)
	walk = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Struct:
			for i := range v.NumField() {
				walk(v.Field(i))
			}
		case reflect.Slice:
			for i := range v.Len() {
				walk(v.Index(i))
			}
		case reflect.String:
			if name := v.Type().Name(); !slices.Contains(pool[name], v.String()) {
				pool[name] = append(pool[name], v.String())
			}
		}
	}
	for _, e := range events {
		walk(reflect.ValueOf(e))
	}
	return pool
}

// anything fills a command at random from the pool; some fields stay as they are.
func anything(r *rapid.T, v reflect.Value, pool map[string][]string, now practice.Instant) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			anything(r, v.Field(i), pool, now)
		}
	case reflect.Pointer:
		if rapid.Bool().Draw(r, "given") {
			v.Set(reflect.New(v.Type().Elem()))
			anything(r, v.Elem(), pool, now)
		}
	case reflect.Slice:
		n := rapid.IntRange(0, 2).Draw(r, "length")
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			anything(r, v.Index(i), pool, now)
		}
	case reflect.String:
		v.SetString(rapid.SampledFrom(append(pool[v.Type().Name()], "", "nonsense")).Draw(r, v.Type().Name()))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(r, "yes"))
	case reflect.Int:
		v.SetInt(int64(rapid.IntRange(-1, 3).Draw(r, "place")))
	case reflect.Int64:
		v.SetInt(int64(rapid.SampledFrom([]practice.Instant{0, 0, now - practice.Day, now, now + practice.Day, now + 400*practice.Day}).Draw(r, "instant")))
	}
}

// Folding a case of 200 entries costs far less than opening them.
func BenchmarkFold200(b *testing.B) {
	s := newStage(&testing.T{})
	playOn(s, scriptOf(b, "oregon"))
	var events []practice.Event
	for len(events) < 200 {
		for _, e := range s.all {
			if e.Home().Kind == practice.InCase {
				events = append(events, e)
			}
		}
	}
	events = events[:200]
	b.ReportAllocs()
	for b.Loop() {
		fold(events)
	}
}

// Reading a long case back costs more than folding it, and still little beside opening it.
func BenchmarkDecode(b *testing.B) {
	s := newStage(&testing.T{})
	playOn(s, scriptOf(b, "long-way"))
	type line struct {
		name    string
		content []byte
	}
	lines := make([]line, 0, len(s.all))
	for _, e := range s.all {
		name, content, err := practice.Encode(e)
		if err != nil {
			b.Fatal(err)
		}
		lines = append(lines, line{name, content})
	}
	b.ReportAllocs()
	b.ReportMetric(float64(len(lines)), "events")
	for b.Loop() {
		for _, l := range lines {
			if _, err := practice.Decode(l.name, l.content); err != nil {
				b.Fatal(err)
			}
		}
	}
}
