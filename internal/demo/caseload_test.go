package demo

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// realNames are those of people in known cases, and of places that exist: none of
// them may be told of here.
var realNames = []string{
	"Hodgkinson", "Scourfield", "Dunne", "Berry", "Magee", "Eklund", "Biggar", "Oestreicher", "Kaplan", "Khamisa", "Felix Hicks", "Roberts",
	"Wandsworth", "Pentonville", "Strangeways", "Brixton", "Belmarsh", "Wakefield", "Dartmoor", "Nottingham", "London",
}

// wrongWords are not the house's (docs/design.md, The words).
var wrongWords = []string{"victim", "offender", "release", "perpetrator", "survivor", "failed"}

// TestTalesKeepToTheWords reads what is told here as a reader would.
func TestTalesKeepToTheWords(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range realNames {
			if strings.Contains(string(text), word) {
				t.Errorf("%s names %s", name, word)
			}
		}
		for _, word := range wrongWords {
			if strings.Contains(strings.ToLower(string(text)), word) {
				t.Errorf("%s says %q", name, word)
			}
		}
	}
}

// TestEveryRowIsItsOwn: nobody is in two cases, and no two cases have one title.
func TestEveryRowIsItsOwn(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for i, r := range caseload {
		for _, name := range []string{r.title, r.harmed, r.responsible} {
			if seen[name] || name == "" {
				t.Errorf("row %d: %q is there twice, or empty", i+1, name)
			}
			seen[name] = true
		}
		if len(tellings[r.kind]) == 0 {
			t.Errorf("row %d: there are no words for %s", i+1, r.kind)
		}
		if i > 0 && caseload[i-1].opened < r.opened {
			t.Errorf("row %d is older than the one before it", i+1)
		}
		if float64(r.opened)*24 >= span.Hours() || r.stalls >= r.opened {
			t.Errorf("row %d begins before the clock, or stops before it begins", i+1)
		}
	}
}

func TestClockGoesOneWay(t *testing.T) {
	t.Parallel()
	end := time.Date(2026, time.March, 4, 15, 0, 0, 0, time.UTC)
	c := NewClock(end)
	begin := c.Now()
	c.move(begin.Add(time.Hour))
	c.move(begin)
	if got := c.Now(); !got.Equal(begin.Add(time.Hour)) {
		t.Errorf("the clock went back to %s", got)
	}
	c.move(end.Add(time.Second))
	if got := c.Now(); got.After(end) {
		t.Errorf("the clock went past its end, to %s", got)
	}
}

func TestWorkingDays(t *testing.T) {
	t.Parallel()
	from := time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC) // a Monday
	clock := time.Date(0, 1, 1, 14, 30, 0, 0, time.UTC)
	var days []time.Weekday
	for d := range 14 {
		at := working(from, d, clock)
		days = append(days, at.Weekday())
		if at.Hour() != 14 || at.Minute() != 30 || at.Before(from.AddDate(0, 0, d).Truncate(day)) {
			t.Errorf("%d days on is %s", d, at)
		}
	}
	if slices.Contains(days, time.Saturday) || slices.Contains(days, time.Sunday) {
		t.Errorf("somebody works at a weekend: %v", days)
	}
}
