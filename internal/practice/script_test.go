package practice_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"amends/internal/practice"
)

var update = flag.Bool("update", false, "write the transcripts of the scripts again")

// TestScripts plays procedures from their beginning to their end. Each archive
// under testdata/scripts has a file "script", the transcript it must give, "then",
// and what the case, boxes and files must have come to, "state". A script has one line per step:
//
//	profile NAME                 the settings
//	at 2031-05-02 14:00          the time from here on
//	by NAME                      the member of staff who acts
//	do COMMAND {json}            a command; $name stands for an id, @date for an instant
//	refused CODE COMMAND {json}  a command that is refused
//	page NAME ACT {json}         a participant's act on their own page; its drop is taken in
//	sends NAME ACT {json}        the same; its drop waits
//	takes                        what waits is taken in
//	keep NAME field              names the first id in that field of the last events that has no name yet
//	copy NAME CONTENT            names the present text of a content, for a box
//	stands CROSSING kinds…       exactly these conditions stand in the way, or "nothing"
//	state CROSSING word          how far a crossing has come
//	box NAME n                   how many things were given to somebody
//	incidents kinds…             exactly these are open
//
// A line that begins with a tab continues the one before.
func TestScripts(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/scripts/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no scripts: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil || len(archive.Files) != 3 {
				t.Fatalf("an archive has three files, script, then and state: %v", err)
			}
			got := playScript(t, string(archive.Files[0].Data))
			if *update {
				archive.Files[1].Data, archive.Files[2].Data = []byte(got.out.String()), []byte(got.stateText())
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			for i, text := range []string{got.out.String(), got.stateText()} {
				if diff := cmp.Diff(strings.Split(string(archive.Files[i+1].Data), "\n"), strings.Split(text, "\n")); diff != "" {
					t.Errorf("another %s (-want +got):\n%s", archive.Files[i+1].Name, diff)
				}
			}
		})
	}
}

// stage is where a script is played.
type stage struct {
	t      *testing.T
	out    strings.Builder
	line   string
	now    practice.Instant
	actor  practice.StaffID
	rules  practice.Profile
	drawn  int
	ids    map[string]string // by the name the script gives
	copies map[string]practice.Copy
	state  practice.Case
	texts  map[practice.ContentID]practice.Wordings
	boxes  map[practice.PartyID]practice.Box
	files  map[practice.PartyID]practice.File
	last   []practice.Event
	all    []practice.Event
	steps  int // commands that succeeded

	waiting []practice.Drop
}

func newStage(t *testing.T) *stage {
	return &stage{
		t: t, ids: map[string]string{}, copies: map[string]practice.Copy{}, texts: map[practice.ContentID]practice.Wordings{},
		boxes: map[practice.PartyID]practice.Box{}, files: map[practice.PartyID]practice.File{},
	}
}

func playScript(t *testing.T, script string) *stage {
	t.Helper()
	s := newStage(t)
	for line := range strings.SplitSeq(strings.ReplaceAll(script, "\n\t", " "), "\n") {
		s.line = line
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		verb, rest, _ := strings.Cut(line, " ")
		s.play(verb, strings.TrimSpace(rest))
	}
	return s
}

func (s *stage) play(verb, rest string) {
	s.t.Helper()
	words := strings.Fields(rest)
	switch verb {
	case "profile":
		s.rules = s.load(rest)
	case "at":
		s.now = s.instant(rest)
		fmt.Fprintf(&s.out, "\n%s\n", rest)
	case "by":
		s.actor = practice.StaffID(rest)
	case "do":
		s.do(rest)
	case "refused":
		code, command, _ := strings.Cut(rest, " ")
		s.refused(practice.RefusalCode(code), command)
	case "page", "sends":
		name, act, _ := strings.Cut(rest, " ")
		if s.sends(practice.PartyID(s.id(name)), act); verb == "page" {
			s.takes()
		}
	case "takes":
		s.takes()
	case "keep":
		s.keep(words)
	case "copy":
		version, ok := s.texts[practice.ContentID(s.id(words[1]))].Current()
		if !ok {
			s.fail("no such content")
		}
		s.copies[words[0]] = version.Copy()
	case "stands":
		s.stands(words[0], words[1:])
	case "state":
		if x := s.crossing(words[0]); string(x.State) != words[1] {
			s.fail("the crossing is %s", x.State)
		}
	case "box":
		if n := len(s.boxes[practice.PartyID(s.id(words[0]))].Items); fmt.Sprint(n) != words[1] {
			s.fail("they were given %d things", n)
		}
	case "incidents":
		s.incidents(words)
	default:
		s.fail("no such line")
	}
}

func (s *stage) fail(format string, args ...any) {
	s.t.Helper()
	s.t.Fatalf("%s\n  %s", s.line, fmt.Sprintf(format, args...))
}

func (s *stage) load(name string) practice.Profile {
	p, ok := profileNamed(name)
	if !ok {
		s.fail("no profile %s", name)
	}
	if err := p.Check(); err != nil {
		s.fail("%v", err)
	}
	return p
}

func (s *stage) instant(text string) practice.Instant {
	for _, layout := range []string{"2006-01-02 15:04", "2006-01-02"} {
		if at, err := time.Parse(layout, text); err == nil {
			return practice.InstantOf(at)
		}
	}
	s.fail("%q is no time", text)
	return 0
}

func (s *stage) id(name string) string {
	id, ok := s.ids[strings.TrimPrefix(name, "$")]
	if !ok {
		s.fail("nothing is named %s", name)
	}
	return id
}

func (s *stage) crossing(name string) practice.Crossing {
	x, ok := s.state.Crossing(practice.CrossingID(s.id(name)))
	if !ok {
		s.fail("no such crossing")
	}
	return x
}

// at gives what a decision is made with, and fresh ids in a known order.
func (s *stage) at() practice.At {
	at := practice.At{Now: s.now, Actor: s.actor, Profile: s.rules, Digest: "digest"}
	for range practice.IDsNeeded {
		s.drawn++
		at.Fresh = append(at.Fresh, fmt.Sprintf("id%05d", s.drawn))
	}
	return at
}

// command reads one of the commands from its name and JSON.
func (s *stage) command(text string) practice.Command {
	name, fields, _ := strings.Cut(text, " ")
	for _, c := range commands() {
		if reflect.TypeOf(c).Name() == name {
			return s.fill(c, fields).(practice.Command)
		}
	}
	s.fail("no command %s", name)
	return nil
}

// fill reads JSON into a struct of the same type as zero: $name is an id, @date an instant, &name a copy.
func (s *stage) fill(zero any, fields string) any {
	if strings.TrimSpace(fields) == "" {
		fields = "{}"
	}
	var tree any
	if err := json.Unmarshal([]byte(fields), &tree); err != nil {
		s.fail("%v", err)
	}
	text, err := json.Marshal(s.resolve(tree))
	if err != nil {
		s.fail("%v", err)
	}
	into := reflect.New(reflect.TypeOf(zero))
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(into.Interface()); err != nil {
		s.fail("%v", err)
	}
	return into.Elem().Interface()
}

func (s *stage) resolve(tree any) any {
	switch v := tree.(type) {
	case string:
		switch {
		case strings.HasPrefix(v, "$"):
			return s.id(v)
		case strings.HasPrefix(v, "@"):
			return s.instant(v[1:])
		case strings.HasPrefix(v, "&"):
			return s.copies[v[1:]]
		case strings.HasPrefix(v, "wording of $"):
			c, _ := s.state.Content(practice.ContentID(s.id(v[11:])))
			return string(c.Wording)
		}
	case []any:
		for i := range v {
			v[i] = s.resolve(v[i])
		}
	case map[string]any:
		for k := range v {
			v[k] = s.resolve(v[k])
		}
	}
	return tree
}

func (s *stage) do(text string) {
	s.t.Helper()
	events, err := practice.Decide(s.state, s.command(text), s.at())
	if err != nil {
		s.fail("%v%s", err, s.standing(err))
	}
	name, _, _ := strings.Cut(text, " ")
	fmt.Fprintf(&s.out, "%s: %s\n", s.actor, name)
	s.take(events)
	s.steps++
}

func (s *stage) refused(code practice.RefusalCode, text string) {
	s.t.Helper()
	_, err := practice.Decide(s.state, s.command(text), s.at())
	refusal, ok := errors.AsType[*practice.Refusal](err)
	if !ok || refusal.Code != code {
		s.fail("it was not refused so, but: %v", err)
	}
	name, _, _ := strings.Cut(text, " ")
	fmt.Fprintf(&s.out, "%s: %s: %s%s\n", s.actor, name, refusal, s.standing(err))
}

// standing lists what a refusal says stands in the way.
func (s *stage) standing(err error) string {
	refusal, ok := errors.AsType[*practice.Refusal](err)
	if !ok {
		return ""
	}
	var b strings.Builder
	for _, c := range refusal.Standing {
		fmt.Fprintf(&b, "\n  %s %s %s: %s", c.State, c.Kind, s.name(string(c.About)), c.Because())
	}
	return b.String()
}

func (s *stage) sends(party practice.PartyID, text string) {
	s.t.Helper()
	name, fields, _ := strings.Cut(text, " ")
	at := s.at()
	at.Party = party
	for _, c := range boxCommands() {
		if reflect.TypeOf(c).Name() != name {
			continue
		}
		events, drops, err := practice.DecideBox(s.boxes[party], s.fill(c, fields).(practice.BoxCommand), at)
		if err != nil {
			s.fail("%v", err)
		}
		fmt.Fprintf(&s.out, "%s on their page: %s\n", s.name(string(party)), name)
		s.take(events)
		s.waiting = append(s.waiting, drops...)
		return
	}
	s.fail("no act %s", name)
}

func (s *stage) takes() {
	s.t.Helper()
	for _, drop := range s.waiting {
		events, err := practice.Decide(s.state, practice.TakeIn{Drop: drop}, s.at())
		if err != nil {
			s.fail("taking in: %v", err)
		}
		s.take(events)
	}
	s.waiting = nil
}

// take folds events into every compartment, after they went through the codec, and writes them down.
func (s *stage) take(events []practice.Event) {
	s.t.Helper()
	for i, e := range events {
		name, content, err := practice.Encode(e)
		if err != nil {
			s.fail("%s: %v", e.Name(), err)
		}
		if events[i], err = practice.Decode(name, content); err != nil {
			s.fail("%s: %v", name, err)
		}
		home := e.Home()
		s.state = practice.Evolve(s.state, events[i])
		s.boxes[home.Party] = practice.EvolveBox(s.boxes[home.Party], events[i])
		s.files[home.Party] = practice.EvolveFile(s.files[home.Party], events[i])
		s.texts[home.Content] = practice.EvolveContent(s.texts[home.Content], events[i])
		fmt.Fprintf(&s.out, "  %s\n", s.describe(events[i], content))
	}
	s.last, s.all = events, append(s.all, events...)
}

// describe writes an event without its stamp, commitments and salts, with the names the script gives.
func (s *stage) describe(e practice.Event, content []byte) string {
	var fields map[string]any
	if err := json.Unmarshal(content, &fields); err != nil {
		s.fail("%v", err)
	}
	late := ""
	if e.Stamped().Late() {
		late = " (late)"
	}
	for _, dull := range []string{"act", "at", "when", "by", "by_party", "salt", "wording", "profile"} {
		delete(fields, dull)
	}
	for key, value := range fields {
		if n, ok := value.(float64); ok && n > 1e14 {
			fields[key] = practice.Instant(n).Time().Format("2006-01-02 15:04")
		}
	}
	text, err := json.Marshal(fields)
	if err != nil {
		s.fail("%v", err)
	}
	home := e.Home()
	where := strings.TrimSpace(string(home.Kind) + " " + s.name(string(home.Party)) + s.name(string(home.Content)))
	return fmt.Sprintf("%-28s %s%s %s", e.Name(), where, late, s.named(string(text)))
}

func (s *stage) name(id string) string {
	for name, known := range s.ids {
		if known == id {
			return name
		}
	}
	return id
}

func (s *stage) named(text string) string {
	for name, id := range s.ids {
		text = strings.ReplaceAll(text, `"`+id+`"`, name)
	}
	return text
}

func (s *stage) keep(words []string) {
	s.t.Helper()
	for _, e := range s.last {
		_, content, err := practice.Encode(e)
		if err != nil {
			s.fail("%v", err)
		}
		var fields map[string]any
		if err := json.Unmarshal(content, &fields); err != nil {
			s.fail("%v", err)
		}
		id, ok := fields[words[1]].(string)
		if ok && s.name(id) == id {
			s.ids[words[0]] = id
			return
		}
	}
	s.fail("no such id")
}

func (s *stage) stands(name string, want []string) {
	s.t.Helper()
	at := practice.At{Now: s.now, Actor: s.actor, Profile: s.rules}
	var got []string
	for _, c := range practice.Unmet(practice.Gate(s.state, s.crossing(name), at)) {
		if c.Sentence() == "" || c.Because() == "" || c.Who == "" || c.By == "" {
			s.fail("%s explains nothing", c.Kind)
		}
		if !slices.Contains(got, string(c.Kind)) {
			got = append(got, string(c.Kind))
		}
	}
	if slices.Equal(want, []string{"nothing"}) {
		want = nil
	}
	if !slices.Equal(got, want) {
		s.fail("what stands in the way is %v", got)
	}
	fmt.Fprintf(&s.out, "%s: %d things stand in the way %v\n", name, len(got), got)
}

func (s *stage) incidents(want []string) {
	var got []string
	for _, i := range s.state.Incidents {
		if i.Closed == 0 {
			got = append(got, string(i.Kind))
		}
	}
	if !slices.Equal(got, want) {
		s.fail("open incidents are %v", got)
	}
}

// commands lists one of each command.
func commands() []practice.Command {
	return []practice.Command{
		practice.OpenCase{}, practice.RecordDeath{}, practice.SpeakOf{}, practice.NameSpeaker{}, practice.AddParty{}, practice.ChangeParty{}, practice.ChangeHarm{}, practice.ShareSides{}, practice.PartSides{}, practice.AddHelper{}, practice.ChangeHelper{}, practice.Allocate{},
		practice.Deallocate{}, practice.DeclareConflict{}, practice.RecordContact{}, practice.DepositInterest{}, practice.WriteContent{},
		practice.ReviseContent{}, practice.WithdrawContent{}, practice.ReadContent{}, practice.SignOff{}, practice.Propose{},
		practice.RecordBar{}, practice.EndBar{}, practice.RecordPermission{}, practice.EndPermission{}, practice.Assess{},
		practice.RenewAssessment{}, practice.PlanMeeting{}, practice.RecordTold{}, practice.AnswerObjection{}, practice.GiveReasons{},
		practice.UseOfWords{}, practice.Clear{}, practice.Confirm{}, practice.Deliver{}, practice.CorrectAttendance{}, practice.StopCrossing{}, practice.Hold{}, practice.SetSensitive{},
		practice.ReleaseHold{}, practice.EnterStopReference{}, practice.GiveStopReference{}, practice.LiftPause{}, practice.Ask{},
		practice.WithdrawQuestion{}, practice.ShowWording{}, practice.Disclose{}, practice.ReviewDisclosure{}, practice.RecordOutside{},
		practice.CloseReview{}, practice.Correct{}, practice.MakeAgreement{}, practice.RecordUndertaking{}, practice.ChangeUndertaking{}, practice.Close{},
		practice.Reopen{}, practice.Erase{}, practice.Strike{}, practice.TakeIn{},
	}
}

// boxCommands lists one of each act of a participant.
func boxCommands() []practice.BoxCommand {
	return []practice.BoxCommand{
		practice.AnswerQuestion{}, practice.AgreeWording{}, practice.ChangeWording{}, practice.TakeBack{}, practice.StopEverything{},
		practice.LiftStop{}, practice.SetContact{},
	}
}
