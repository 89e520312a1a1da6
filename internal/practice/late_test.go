package practice_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"amends/internal/practice"
)

// What is written down late, or was wrong, is looked at as of when it was so
// (P2). Each file of an archive but the first goes on from there, and ends with what must come of it.
func TestLateAndCorrected(t *testing.T) {
	t.Parallel()
	archives, err := filepath.Glob("testdata/late-*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil || len(archive.Files) < 2 {
			t.Fatalf("%s: %v", name, err)
		}
		begun := string(archive.Files[0].Data)
		for _, file := range archive.Files[1:] {
			t.Run(file.Name, func(t *testing.T) {
				t.Parallel()
				script := strings.TrimSpace(string(file.Data))
				verb, _, _ := strings.Cut(script[strings.LastIndex(script, "\n")+1:], " ")
				if verb != "incidents" && verb != "refused" && verb != "stands" {
					t.Fatal("it does not say what must come of it")
				}
				playOn(newStage(t), begun+script)
			})
		}
	}
}

// A meeting counts as asked again on the day only when it was asked before it was held.
func TestAskingAgainAfterTheMeeting(t *testing.T) {
	t.Parallel()
	planned, _, _ := strings.Cut(scriptOf(t, "plain-meeting"), "# 5, 6")
	deliver := "do Deliver {\"When\":\"@2031-04-10 12:00\",\"Crossing\":\"$meeting\",\"Extent\":\"whole\"}\n"
	confirm := "do Confirm {\"Crossing\":\"$meeting\"}\n"
	playOn(newStage(t), planned+"at 2031-04-10 11:00\n"+confirm+"at 2031-04-10 13:00\n"+deliver+"incidents")
	playOn(newStage(t), planned+"at 2031-04-10 13:00\n"+confirm+deliver+"incidents not-asked-again")
}

// Who may begin where only harmed people may: one who was harmed, but not towards
// somebody to whom they are responsible themselves, unless each harmed the other.
func TestWhoMayBegin(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, `
profile oregon
at 2031-03-01 09:00
by carol
do OpenCase {"Begun":"harmed","Title":"A quarrel","Parties":[
	{"Kind":"person","Standing":"principal","Capacity":"adult","Full":"Ada"},
	{"Kind":"person","Standing":"principal","Capacity":"adult","Full":"Ben"},
	{"Kind":"person","Standing":"principal","Capacity":"adult","Full":"Cay"},
	{"Kind":"person","Standing":"principal","Capacity":"adult","Full":"Dov"},
	{"Kind":"person","Standing":"supporter","For":2,"Side":2,"Capacity":"adult","Full":"Ben's sister"}],
	"Harms":[{"Kind":"violence","Harmed":[0],"Responsible":[2]},{"Kind":"violence","Harmed":[1],"Responsible":[0]},
	{"Kind":"robbery","Harmed":[3],"Responsible":[2]},{"Kind":"robbery","Harmed":[2],"Responsible":[3]}]}
keep ada party
keep ben party
keep cay party
keep dov party
keep sister party
do Allocate {"Staff":"carol","Duty":"facilitator"}
`)
	for _, c := range []struct {
		from, to string
		may      bool
	}{
		{"ada", "cay", true},     // whom they were harmed by
		{"ada", "dov", true},     // harmed, and not responsible to them
		{"ada", "ben", false},    // harmed by somebody else, responsible to them
		{"ada", "sister", false}, // nor by way of who is there for them
		{"ben", "ada", true},
		{"sister", "ada", true},
		{"cay", "ada", false},
		{"cay", "dov", true}, // each harmed the other
		{"dov", "cay", true},
	} {
		playOn(s, "do WriteContent {\"Author\":\"$"+c.from+"\",\"Kind\":\"approach\",\"Text\":\"May we ask?\"}\nkeep "+c.from+c.to+"text content\n"+
			"do Propose {\"Kind\":\"approach\",\"From\":[\"$"+c.from+"\"],\"To\":[\"$"+c.to+"\"],\"Means\":\"phone\",\"Content\":\"$"+c.from+c.to+"text\"}\nkeep "+c.from+c.to+" crossing")
		if got := s.meets(c.from+c.to, practice.MayBegin); got != c.may {
			t.Errorf("%s towards %s: may begin %v", c.from, c.to, got)
		}
	}
}

// meets says whether a condition of the gate is met for a crossing.
func (s *stage) meets(name string, kind practice.ConditionKind) bool {
	return !slices.ContainsFunc(practice.Unmet(practice.Gate(s.state, s.crossing(name), s.at())), func(c practice.Condition) bool { return c.Kind == kind })
}
