package practice_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"amends/internal/practice"
)

// paged is a stage on which Jonas has a page with a wording, a question and a consent.
const paged = opened + `
do EndBar {"Bar":"$appeal"}
copy text letter
do ShowWording {"Content":"$letter","Copy":"&text","For":"To Maya, by post"}
do Ask {"Party":"$jonas","About":"send","Crossing":"$giving","Text":"May this be passed on?"}
keep asked question
do RecordContact {"Parties":["$jonas"],"Means":"phone","Consents":[{"To":"work","Form":"spoken"}]}
keep his consent
`

func TestDecideBoxRefuses(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, paged)
	jonas := practice.PartyID(s.id("jonas"))
	at := s.at()
	at.Party = jonas
	letter := practice.ContentID(s.id("letter"))
	for _, refusal := range []struct {
		command practice.BoxCommand
		code    practice.RefusalCode
	}{
		{practice.AnswerQuestion{Question: "none", Answer: practice.Yes}, practice.NotFound},
		{practice.AnswerQuestion{Question: practice.QuestionID(s.id("asked"))}, practice.BadValue},
		{practice.AgreeWording{Content: "none"}, practice.NotFound},
		{practice.AgreeWording{Content: letter, Wording: "another"}, practice.WordingMoved},
		{practice.ChangeWording{Content: letter}, practice.Missing},
		{practice.TakeBack{Consent: practice.ConsentID(s.id("working"))}, practice.NotFound}, // hers, not his
		{practice.LiftStop{}, practice.WrongState},
		{practice.SetContact{}, practice.Missing},
	} {
		events, drops, err := practice.DecideBox(s.boxes[jonas], refusal.command, at)
		if !errors.Is(err, &practice.Refusal{Code: refusal.code}) || len(events)+len(drops) > 0 {
			t.Errorf("%T: %v", refusal.command, err)
		}
	}
	at.Party = practice.PartyID(s.id("maya"))
	if _, _, err := practice.DecideBox(s.boxes[jonas], practice.StopEverything{}, at); err == nil {
		t.Error("she stopped what is his, in his box")
	}
}

// Stopping and taking back are never refused, also twice, and also in a closed case (P2).
func TestStoppingAlwaysSucceeds(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, paged+"do Close {\"Ending\":\"without-contact\"}\npage jonas StopEverything\npage jonas StopEverything\n"+
		"page jonas TakeBack {\"Consent\":\"$his\"}\npage jonas TakeBack {\"Consent\":\"$his\"}")
	p, _ := s.state.Party(practice.PartyID(s.id("jonas")))
	c, _ := s.state.Consent(practice.ConsentID(s.id("his")))
	if p.Paused == 0 || c.Ended == 0 {
		t.Error("it did not take effect")
	}
	if s.boxes[p.ID].Paused == 0 {
		t.Error("his page does not show it")
	}
}

// An answer to what moved on is recorded and satisfies nothing; a no ends what had been agreed all the same.
func TestAnswersToWhatMovedOn(t *testing.T) {
	t.Parallel()
	for _, moved := range []string{
		`do ReviseContent {"Content":"$letter","Text":"Another text."}`,
		`do StopCrossing {"Crossing":"$giving","Reason":"not-needed"}`,
		`do WithdrawContent {"Content":"$letter"}`,
		`do Close {"Ending":"without-contact"}`,
	} {
		s := newStage(t)
		playOn(s, paged+moved+"\npage jonas AnswerQuestion {\"Question\":\"$asked\",\"Answer\":\"yes\"}")
		for _, c := range s.state.Consents {
			if c.To == practice.ToSend {
				t.Errorf("%s: it counts as agreed", moved)
			}
		}
		if q, _ := s.state.Question(practice.QuestionID(s.id("asked"))); q.Answer != practice.Yes {
			t.Errorf("%s: the answer is lost", moved)
		}
	}
	s := newStage(t)
	playOn(s, paged+"page jonas AgreeWording {\"Content\":\"$letter\",\"Wording\":\"wording of $letter\"}\n"+
		"page jonas AnswerQuestion {\"Question\":\"$asked\",\"Answer\":\"no\"}\nstands giving sender-agreed recipient-willing bars-clear facts-acknowledged assessed read identity-checked")
}

// A stop reference entered unread pauses, in whatever state the case is, and shows on the page of the one whose it is.
func TestStopReference(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, paged)
	jonas := practice.PartyID(s.id("jonas"))
	at := s.at()
	at.Actor = "zed" // not allocated
	drop := practice.StopDrop(jonas, at, "act")
	if !drop.Stops() {
		t.Fatal("it does not bear the mark")
	}
	events, err := practice.Decide(s.state, practice.TakeIn{Drop: drop}, s.at())
	if err != nil {
		t.Fatal(err)
	}
	s.take(events)
	if p, _ := s.state.Party(jonas); p.Paused == 0 || s.boxes[jonas].Paused == 0 {
		t.Error("nothing is paused")
	}
}

// What is due says what, for whom and by when.
func TestDiary(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, paged+`
do Disclose {"Party":"$jonas","To":"police","Ground":"danger-to-life","Text":"x"}
do RecordOutside {"Kind":"slip","Parties":["$maya","$jonas"],"Text":"x"}
do Hold {"Text":"x"}
do RecordContact {"Parties":["$maya"],"Means":"phone","Next":"@2031-03-09","Asking":"after","AskAfter":"@2031-04-01"}
do RecordBar {"Kind":"prison-rule","On":["$jonas"],"Means":["video"],"Review":"@2031-06-01","Text":"x"}
do RecordPermission {"Bar":"$rule","Authority":"prison","Kinds":["letter"],"Means":["post"],"Until":"@2031-04-25"}
by carol
do Deallocate {"Staff":"faye"}`)
	at := s.at()
	at.Now = s.instant("2031-04-20")
	got := map[practice.DueKind]int{}
	for _, d := range practice.Diary(s.state, at) {
		got[d.Kind]++
		if d.Move == "" {
			t.Errorf("%s is nobody's move", d.Kind)
		}
	}
	for _, kind := range []practice.DueKind{
		practice.DueDisclosure, practice.DueIncident, practice.DueHold, practice.DueNext, practice.DueAskAgain, practice.DueBar,
		practice.DuePermission, practice.DueUncovered, practice.DueSilent, practice.DueLimits, practice.DueReading, practice.DueQuestion,
	} {
		if got[kind] == 0 {
			t.Errorf("%s is not due", kind)
		}
	}
	if got[practice.DueUncovered] != 1 { // mona covers her side
		t.Errorf("%d sides are uncovered", got[practice.DueUncovered])
	}
}

// One look per person, party and day.
func TestLooks(t *testing.T) {
	t.Parallel()
	var looks practice.Looks
	at := practice.At{Now: 100*practice.Day + practice.Hour, Actor: "faye", Fresh: []string{"a"}}
	count := 0
	for _, step := range []practice.Instant{0, practice.Hour, practice.Day} {
		at.Now += step
		events, err := practice.DecideLook(looks, "maya", practice.Facilitator, at)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range events {
			looks = practice.EvolveLooks(looks, e)
			count++
		}
	}
	if count != 2 || looks.Party != "maya" {
		t.Errorf("%d looks", count)
	}
}

// Files, facts and contents fold to what pages show, and texts of one act are found by it.
func TestTextFolds(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, paged+`do RecordContact {"Parties":["$maya"],"Means":"phone","Note":"A note.","Account":"In my own words.","Questions":["Why?","Why us?"],"NextStep":"Ring."}`)
	act := s.last[0].Stamped().Act
	file := s.files[practice.PartyID(s.id("maya"))]
	if file.Name() != "Maya" || len(file.Questions) != 2 || file.Account == "" || file.SafeContact != "Phone." {
		t.Errorf("%+v", file)
	}
	if others := slices.DeleteFunc(slices.Clone(file.Texts), func(w practice.Written) bool { return w.Act == act }); len(file.Texts)-len(others) != 4 {
		t.Errorf("of the record the file has %d texts", len(file.Texts)-len(others))
	}
	version, ok := s.texts[practice.ContentID(s.id("letter"))].Current()
	if !ok || practice.Commit(version.Salt, version.Text) != version.Wording || !strings.Contains(version.Text, "sorry") {
		t.Errorf("%+v", version)
	}
}

// Their page shows at once what their own acts come to, and nothing of when those were taken in (P3).
func TestThePageShowsTheirOwnActs(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, paged)
	jonas := practice.PartyID(s.id("jonas"))
	stands := func(when string, want ...practice.Agreed) {
		t.Helper()
		var got []practice.Agreed
		for _, a := range s.boxes[jonas].Agreed {
			if a.Ended == 0 {
				got = append(got, a.To)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: the page lists %v as agreed", when, got)
		}
	}
	agree := "page jonas AgreeWording {\"Content\":\"$letter\",\"Wording\":\"wording of $letter\"}\n"
	playOn(s, agree)
	stands("after agreeing", practice.ToWork, practice.ToSend)
	for _, e := range s.last {
		if e.Home().Kind == practice.InBox {
			t.Errorf("taking it in writes %s into their box", e.Name())
		}
	}
	playOn(s, "page jonas AnswerQuestion {\"Question\":\"$asked\",\"Answer\":\"later\"}")
	stands("after a not yet", practice.ToWork)
	playOn(s, "page jonas AnswerQuestion {\"Question\":\"$asked\",\"Answer\":\"yes\"}")
	stands("after a yes", practice.ToWork, practice.ToSend)
	playOn(s, "page jonas ChangeWording {\"Content\":\"$letter\",\"Text\":\"Other words.\"}")
	stands("after other words", practice.ToWork)
}

// Words sent from a page before staff wrote others are kept as a note, and replace nothing.
func TestWordsThatWereOvertaken(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, paged)
	jonas := practice.PartyID(s.id("jonas"))
	letter := practice.ContentID(s.id("letter"))
	at := s.at()
	at.Party = jonas
	events, drops, err := practice.DecideBox(s.boxes[jonas], practice.ChangeWording{Content: letter, Text: "My words."}, at)
	if err != nil {
		t.Fatal(err)
	}
	s.take(events)
	playOn(s, "at 2031-03-02 09:00\ndo ReviseContent {\"Content\":\"$letter\",\"Text\":\"Our words.\"}")
	before, _ := s.state.Content(letter)
	events, err = practice.Decide(s.state, practice.TakeIn{Drop: drops[0]}, s.at())
	if err != nil {
		t.Fatal(err)
	}
	s.take(events)
	after, _ := s.state.Content(letter)
	noted := slices.ContainsFunc(events, func(e practice.Event) bool { f, ok := e.(practice.FileWritten); return ok && f.Text == "My words." })
	if after.Wording != before.Wording || !noted {
		t.Error("older words replaced newer ones, or were lost")
	}
}

// Who takes back their agreement to a text is asked again on their page, and can agree anew.
func TestAgreeingAnewAfterTakingBack(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, paged)
	jonas := practice.PartyID(s.id("jonas"))
	agree := "page jonas AgreeWording {\"Content\":\"$letter\",\"Wording\":\"wording of $letter\"}\n"
	playOn(s, agree)
	given := s.boxes[jonas].Agreed
	last := given[len(given)-1]
	playOn(s, "page jonas TakeBack {\"Consent\":\""+string(last.Consent)+"\"}")
	if w := s.boxes[jonas].Wordings[0]; w.Agreed != 0 {
		t.Error("the page says that they agree to words they took back")
	}
	playOn(s, agree)
	standing := slices.ContainsFunc(s.state.Consents, func(c practice.Consent) bool {
		return c.Party == jonas && c.To == practice.ToSend && c.Form == practice.OnPage && c.Ended == 0
	})
	if w := s.boxes[jonas].Wordings[0]; w.Agreed == 0 || !standing {
		t.Errorf("agreeing anew came to nothing: on the page %v, in the case %v", w.Agreed != 0, standing)
	}
}
