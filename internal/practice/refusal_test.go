package practice_test

import (
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"amends/internal/practice"
)

// opened is a stage with one harmed and one responsible person, a coordinator,
// a facilitator for both and one for her alone, and his letter proposed to her.
const opened = `
profile plain
at 2031-03-01 09:00
by carol
do OpenCase {"Begun":"harmed","Title":"A burglary","Parties":[
	{"Kind":"person","Standing":"principal","Capacity":"adult","Full":"Maya","SafeContact":"Phone."},
	{"Kind":"person","Standing":"principal","Capacity":"adult","Full":"Jonas","SafeContact":"Post."},
	{"Kind":"person","Standing":"supporter","For":1,"Capacity":"adult","Full":"Iris"},
	{"Kind":"person","Standing":"representative","For":2,"Capacity":"adult","Interested":true,"Full":"Jonas's uncle"}],
	"Harms":[{"Kind":"burglary","Harmed":[0],"Responsible":[1]}]}
keep maya party
keep mayaside side
keep jonas party
keep jonasside side
keep iris party
keep uncle party
keep harm harm
do Allocate {"Staff":"faye","Duty":"facilitator"}
do Allocate {"Staff":"mona","Duty":"facilitator","Sides":["$mayaside"]}
do Allocate {"Staff":"otto","Duty":"supervisor"}
do Allocate {"Staff":"lee","Duty":"safeguarding-lead"}
by faye
do WriteContent {"Author":"$jonas","Kind":"letter","Text":"I am sorry."}
keep letter content
do Propose {"Kind":"letter","From":["$jonas"],"To":["$maya"],"Means":"post","Content":"$letter"}
keep giving crossing
do RecordContact {"Parties":["$maya"],"Means":"phone","Consents":[{"To":"work","Form":"spoken"}]}
keep working consent
do RecordBar {"Kind":"open-proceedings","On":["$jonas"],"Means":["post"],"Text":"An appeal."}
keep appeal bar
do RecordBar {"Kind":"prison-rule","On":["$jonas"],"Means":["post"],"Text":"Post is opened."}
keep rule bar
do Assess {"Kind":"letter","Means":"post","Parties":["$maya","$jonas"],"GoAhead":false}
keep assessment assessment
do PlanMeeting {"From":["$maya"],"To":["$jonas"],"Means":"in-person","Starts":"@2031-05-01 10:00"}
keep meeting crossing
`

// Every line of testdata/refusals.txt is refused with its code and field, and changes nothing.
func TestRefusals(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/refusals.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		t.Run(strings.ReplaceAll(line[:min(len(line), 60)], "/", ""), func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			playOn(s, opened)
			words := strings.SplitN(line, " ", 4)
			s.line, s.actor = line, practice.StaffID(words[0])
			events, err := practice.Decide(s.state, s.command(words[3]), s.at())
			want := &practice.Refusal{Code: practice.RefusalCode(words[1]), Field: strings.Trim(words[2], "-")}
			if refusal, ok := errors.AsType[*practice.Refusal](err); !ok || refusal.Code != want.Code || (want.Field != "with" && refusal.Field != want.Field) {
				t.Fatalf("got %v, %d events; want %v", err, len(events), want)
			}
			if len(events) != 0 {
				t.Error("a refused command changed something")
			}
		})
	}
}

// Every code has a sentence that says what to do, and none holds a brace a page could not fill.
func TestEveryRefusalExplains(t *testing.T) {
	t.Parallel()
	for _, code := range practice.RefusalCodes() {
		if s := (&practice.Refusal{Code: code}).Sentence(); s == "" || strings.Contains(s, "{") {
			t.Errorf("%s says %q", code, s)
		}
	}
}

// Every line of testdata/intakes.txt is refused, and no case is opened.
func TestRefusedIntakes(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/intakes.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		words := strings.SplitN(strings.TrimSpace(line), " ", 3)
		if words[0] == "#" {
			continue
		}
		s := newStage(t)
		s.rules, s.actor, s.line = s.load("plain"), "carol", line
		s.now = s.instant("2031-03-01 09:00")
		events, err := practice.Decide(practice.Case{}, s.command(words[2]), s.at())
		if want := (&practice.Refusal{Code: practice.RefusalCode(words[0]), Field: words[1]}); !errors.Is(err, want) || len(events) != 0 {
			t.Errorf("%s: got %v, %d events", line, err, len(events))
		}
	}
}

// Nobody in particular decides nothing, and before there is a time nothing is decided.
func TestNobodyAndNeverDecideNothing(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, opened)
	for _, c := range commands() {
		at := s.at()
		at.Actor = ""
		if _, err := practice.Decide(s.state, c, at); !errors.Is(err, &practice.Refusal{Code: practice.NotAllocated}) {
			t.Errorf("%T by nobody: %v", c, err)
		}
		at = s.at()
		at.Now = 0
		if _, err := practice.Decide(practice.Case{}, c, at); !errors.Is(err, &practice.Refusal{Code: practice.TooEarly}) {
			t.Errorf("%T before there is a time: %v", c, err)
		}
		if _, opening := c.(practice.OpenCase); opening {
			continue
		}
		if _, err := practice.Decide(practice.Case{}, c, s.at()); !errors.Is(err, &practice.Refusal{Code: practice.NotOpened}) {
			t.Errorf("%T where there is no case: %v", c, err)
		}
	}
}

// Every command is in the list that the scripts know, and none runs on an empty case but opening.
func TestNothingHappensInNoCase(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.rules, s.now, s.actor = s.load("plain"), practice.Day, "carol"
	for _, c := range commands() {
		if _, err := practice.Decide(practice.Case{}, c, s.at()); err == nil {
			t.Errorf("%T was possible", c)
		}
	}
}

// The clock that goes back refuses every command, and loses nothing.
func TestClockGoingBackRefuses(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, opened)
	s.now -= practice.Hour
	for _, c := range commands() {
		_, err := practice.Decide(s.state, c, s.at())
		if !errors.Is(err, &practice.Refusal{Code: practice.TooEarly}) {
			t.Errorf("%T: %v", c, err)
		}
	}
}

func TestTooFewFreshIDs(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, opened)
	at := s.at()
	at.Fresh = at.Fresh[:2]
	_, err := practice.Decide(s.state, s.command(`WriteContent {"Author":"$jonas","Kind":"letter","Text":"x"}`), at)
	if !errors.Is(err, practice.ErrFreshIDs) {
		t.Error(err)
	}
}

func playOn(s *stage, script string) {
	for l := range strings.SplitSeq(strings.ReplaceAll(script, "\n\t", " "), "\n") {
		if verb, rest, _ := strings.Cut(l, " "); verb != "" && verb[0] != '#' {
			s.line = l
			s.play(verb, rest)
		}
	}
}

// What a viewer of one side learns of the other is one condition, the same for a no, a bar and a question not asked.
func TestRedactHidesTheOtherSide(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, opened)
	viewer := practice.ViewerOf(s.state, "mona")
	elsewhere := func() []practice.Condition {
		x := s.crossing("giving")
		all := practice.Redact(s.state, x, practice.Unmet(practice.Gate(s.state, x, s.at())), viewer)
		for _, c := range all {
			if c.About != "" && string(c.About) != s.id("maya") {
				t.Errorf("it shows %s about another side", c.Kind)
			}
		}
		return all
	}
	before := elsewhere()
	playOn(s, "by faye\ndo RecordContact {\"Parties\":[\"$jonas\"],\"Means\":\"phone\",\"Refusals\":[{\"To\":\"send\",\"Kind\":\"letter\",\"Answer\":\"no\"}]}\n"+
		"do RecordBar {\"Kind\":\"safeguarding\",\"On\":[\"$jonas\"],\"Means\":[\"any\"],\"Text\":\"x\"}\ndo EnterStopReference {\"Party\":\"$jonas\"}")
	if after := elsewhere(); !reflect.DeepEqual(before, after) {
		t.Errorf("a no, a bar and a pause on the other side show:\n%v\n%v", before, after)
	}
	if !slices.ContainsFunc(before, func(c practice.Condition) bool { return c.Kind == practice.OnOtherSide }) {
		t.Error("nothing says that it is not yet, on the other side")
	}
	if n := len(practice.ViewerOf(s.state, "lee").Sides); n != 0 || practice.ViewerOf(s.state, "lee").All {
		t.Error("a safeguarding lead sees a side")
	}
}

// From intake to a plain meeting at most fourteen forms, eight of them contact records.
func TestFewForms(t *testing.T) {
	t.Parallel()
	script := scriptOf(t, "plain-meeting")
	s := newStage(t)
	playOn(s, script)
	contacts := strings.Count(script, "\ndo RecordContact")
	if s.crossing("meeting").State != practice.Delivered || s.steps > 14 || contacts > 8 {
		t.Errorf("%d forms, %d of them contact records; the meeting is %s", s.steps, contacts, s.crossing("meeting").State)
	}
	if kind := practice.StageOf(s.state); kind != practice.StageAfter {
		t.Error(kind)
	}
	late := s.at()
	late.Now += 4 * practice.Day
	diary := fmt.Sprint(practice.Diary(s.state, late))
	if !strings.Contains(diary, "follow-up") {
		t.Errorf("no follow-up is due: %s", diary)
	}
}
