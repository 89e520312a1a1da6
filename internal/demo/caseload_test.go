package demo

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
)

// realPeople are digests of the names of people in known cases, none of whom may be
// told of here, nor be read here: see digest.
var realPeople = []string{
	"73cce42f1f0e9099", "7f3b6dcb7ada0a30", "8f409e2131cb9780", "a2b507ecb20f46cf", "b93d1090e43ffd12", "c1f2a8717e47df18",
	"d167b9be9d8d7fc9", "e52a135929782265", "e565e4e7fa3c0522", "f3342f3deca2ee60", "fcdc31b964565503", "fe16ee66bd68498d",
}

// realPlaces are such that a case could be known by them.
var realPlaces = []string{
	"Wandsworth", "Pentonville", "Strangeways", "Brixton", "Belmarsh", "Wakefield", "Dartmoor", "Nottingham", "London",
}

// digest stands for a name: one word, or two, in small letters.
func digest(name string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(name)))
	return hex.EncodeToString(sum[:8])
}

// names says whether a text has one of the names that people are digests of.
func names(text string, people []string) bool {
	before := ""
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if slices.Contains(people, digest(word)) || slices.Contains(people, digest(before+" "+word)) {
			return true
		}
		before = word
	}
	return false
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
		if names(string(text), realPeople) {
			t.Errorf("%s names somebody in a known case", name)
		}
		for _, place := range realPlaces {
			if strings.Contains(string(text), place) {
				t.Errorf("%s names %s", name, place)
			}
		}
		for _, word := range wrongWords {
			if strings.Contains(strings.ToLower(string(text)), word) {
				t.Errorf("%s says %q", name, word)
			}
		}
	}
}

// TestNamesAreFound tries the search on names that nobody has.
func TestNamesAreFound(t *testing.T) {
	t.Parallel()
	people := []string{digest("anna example"), digest("Nonesuch")}
	for text, want := range map[string]bool{
		"She met ANNA EXAMPLE's sister.": true, "\"Nonesuch\"": true, "Anna, for example": false, "an example": false, "": false,
	} {
		if names(text, people) != want {
			t.Errorf("in %q: %t", text, !want)
		}
	}
	for _, known := range realPeople {
		if len(known) != len(digest("")) {
			t.Errorf("%s is no digest", known)
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
