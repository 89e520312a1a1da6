package practice_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"amends/internal/practice"
)

// heard is a page of Jonas who agreed, by telephone, to his letter going to Maya,
// and was approached by voice himself; and of Tess, another harmed person, towards whom he agreed as well.
const heard = paged + `
do RecordContact {"Parties":["$jonas"],"Means":"phone","Consents":[
	{"To":"send","Kind":"letter","Towards":["$maya"],"Means":"post","Content":"$letter","Form":"spoken","Text":"My letter going to Maya"}]}
keep byphone consent
do RecordContact {"Parties":["$jonas"],"Means":"phone","Consents":[
	{"To":"receive","Kind":"letter","Towards":["$maya"],"Means":"post","Form":"spoken","Text":"A letter from Maya"}]}
keep answering consent
`

// A no on their page ends there what it ends in the case: also what staff listed
// when they agreed by telephone; and nothing of another sort.
func TestANoEndsOnThePageWhatItEndsInTheCase(t *testing.T) {
	t.Parallel()
	for _, answer := range []practice.Answer{practice.No, practice.Later} {
		s := newStage(t)
		playOn(s, heard)
		jonas := practice.PartyID(s.id("jonas"))
		at := s.at()
		at.Party = jonas
		question := practice.QuestionID(s.id("asked"))
		events, drops, err := practice.DecideBox(s.boxes[jonas], practice.AnswerQuestion{Question: question, Answer: answer}, at)
		if err != nil {
			t.Fatal(err)
		}
		s.take(events) // nobody has taken it in
		for name, want := range map[string]bool{"byphone": false, "answering": true, "his": true} {
			if got := s.listed(jonas, practice.ConsentID(s.id(name))); got != want {
				t.Errorf("%s: before it was taken in, the page lists %s as agreed: %v", answer, name, got)
			}
		}
		events, err = practice.Decide(s.state, practice.TakeIn{Drop: drops[0]}, s.at())
		if err != nil {
			t.Fatal(err)
		}
		s.take(events)
		if d := s.differs(jonas); d != "" {
			t.Error(d)
		}
	}
}

// listed says whether a page lists a consent as one that stands.
func (s *stage) listed(party practice.PartyID, id practice.ConsentID) bool {
	return slices.ContainsFunc(s.boxes[party].Agreed, func(a practice.BoxAgreed) bool { return a.Consent == id && a.Ended == 0 })
}

// differs says in what a page differs from the case; empty for nothing. What ended
// in the case ended on the page, what stands there is listed as standing; what the page alone
// lists came to nothing on the way, which must not show (P3).
func (s *stage) differs(party practice.PartyID) string {
	for _, c := range s.state.Consents {
		if c.Party != party {
			continue
		}
		if stands := c.Ended == 0 && !c.Void; s.listed(party, c.ID) != stands && !s.cameAlong(c) {
			return fmt.Sprintf("consent %s to %s %s stands in the case: %v; on the page: %v", c.ID, c.To, c.Kind, stands, !stands)
		}
	}
	return ""
}

// cameAlong says whether a consent came with another by one act on their page, which lists the first.
func (s *stage) cameAlong(c practice.Consent) bool {
	first := slices.IndexFunc(s.state.Consents, func(o practice.Consent) bool { return o.Act == c.Act })
	return c.Form == practice.OnPage && s.state.Consents[first].ID != c.ID && (s.state.Consents[first].Ended == 0) == (c.Ended == 0)
}

// Whatever staff and the participant do in whichever order, the page lists as
// agreed what the case holds for agreed.
func TestThePageListsWhatTheCaseHolds(t *testing.T) {
	t.Parallel()
	begun := newStage(t)
	playOn(begun, heard+`
do AddParty {"Party":{"Kind":"person","Standing":"principal","Capacity":"adult","Full":"Tess","SafeContact":"Phone."},"HarmedIn":["$harm"]}
keep tess party
do WriteContent {"Author":"$jonas","Kind":"letter","Text":"To both of you."}
keep second content
`)
	rapid.Check(t, func(r *rapid.T) {
		s := begun.copied()
		for range rapid.IntRange(1, 14).Draw(r, "steps") {
			s.now += practice.Hour
			if rapid.Bool().Draw(r, "on the page") {
				s.onPage(r)
			} else {
				s.byStaff(r)
			}
			if d := s.differs(practice.PartyID(s.id("jonas"))); d != "" {
				r.Fatal(d)
			}
		}
	})
}

// copied gives a stage that goes on from here by itself.
func (s *stage) copied() *stage {
	c := *s
	c.out = strings.Builder{}
	c.texts, c.boxes, c.files = maps.Clone(s.texts), maps.Clone(s.boxes), maps.Clone(s.files)
	return &c
}

// onPage does one thing on the page of Jonas, as far as it may be done, and takes it in.
func (s *stage) onPage(r *rapid.T) {
	at := s.at()
	at.Party = practice.PartyID(s.id("jonas"))
	box := s.boxes[at.Party]
	var act practice.BoxCommand
	switch rapid.IntRange(0, 3).Draw(r, "act") {
	case 0:
		q := rapid.SampledFrom(box.Questions).Draw(r, "question")
		act = practice.AnswerQuestion{Question: q.ID, Answer: rapid.SampledFrom([]practice.Answer{practice.Yes, practice.No, practice.Later}).Draw(r, "answer")}
	case 1:
		w := rapid.SampledFrom(box.Wordings).Draw(r, "wording")
		act = practice.AgreeWording{Content: w.Content, Wording: w.Wording}
	case 2:
		act = practice.ChangeWording{Content: rapid.SampledFrom(box.Wordings).Draw(r, "wording").Content, Text: "Rather so."}
	default:
		act = practice.TakeBack{Consent: rapid.SampledFrom(box.Agreed).Draw(r, "agreed").Consent}
	}
	events, drops, err := practice.DecideBox(box, act, at)
	if err != nil {
		return
	}
	s.take(events)
	events, err = practice.Decide(s.state, practice.TakeIn{Drop: drops[0]}, s.at())
	if err != nil {
		r.Fatal(err)
	}
	s.take(events)
}

// byStaff does one thing that staff do, if it is not refused.
func (s *stage) byStaff(r *rapid.T) {
	pick := func(what string, names ...string) string { return s.id(rapid.SampledFrom(names).Draw(r, what)) }
	jonas, to := practice.PartyID(s.id("jonas")), practice.PartyID(pick("to", "maya", "tess"))
	content := practice.ContentID(pick("content", "letter", "second"))
	text, _ := s.texts[content].Current()
	agreed := rapid.SampledFrom([]practice.Agreed{practice.ToSend, practice.ToReceive, practice.ToTelling}).Draw(r, "agreed")
	contact := practice.RecordContact{Parties: []practice.PartyID{jonas}, Means: practice.Phone}
	var command practice.Command
	switch rapid.IntRange(0, 5).Draw(r, "step") {
	case 0:
		command = practice.Propose{Kind: practice.Letter, From: []practice.PartyID{jonas}, To: []practice.PartyID{to}, Means: practice.Post, Content: content}
	case 1:
		command = practice.ShowWording{Content: content, Copy: text.Copy()}
	case 2:
		contact.Consents = []practice.Consenting{{To: agreed, Kind: practice.Letter, Towards: []practice.PartyID{to}, Means: practice.Post, Content: content, Form: practice.SpokenForm}}
		command = contact
	case 3:
		contact.Refusals = []practice.Refusing{{To: agreed, Kind: practice.Letter, Towards: []practice.PartyID{to}, Answer: practice.No}}
		command = contact
	case 4:
		x := rapid.SampledFrom(s.state.Crossings).Draw(r, "crossing")
		about := rapid.SampledFrom([]practice.Asked{practice.AskedToSend, practice.AskedTelling}).Draw(r, "about")
		command = practice.Ask{Party: jonas, About: about, Crossing: x.ID, Text: "May we?"}
	default:
		command = practice.ReviseContent{Content: content, Text: "Otherwise."}
	}
	if events, err := practice.Decide(s.state, command, s.at()); err == nil {
		s.take(events)
	}
}

// A consent that was heard before the words were last shown is not one to them: who
// takes back what they agreed to on the page is asked again. One that was heard since is.
func TestAskedAgainBesideAnOlderConsent(t *testing.T) {
	t.Parallel()
	for since, again := range map[string]bool{"": true, phoned: false} {
		s := newStage(t)
		playOn(s, heard+`at 2031-03-02 09:00
do ShowWording {"Content":"$letter","Copy":"&text","For":"To Maya, by post"}
`+since+`page jonas AgreeWording {"Content":"$letter","Wording":"wording of $letter"}
keep onpage consent
page jonas TakeBack {"Consent":"$onpage"}`)
		if w := s.boxes[practice.PartyID(s.id("jonas"))].Wordings[0]; (w.Agreed == 0) != again {
			t.Errorf("heard since: %v; the page says that they agreed at %d", since != "", w.Agreed)
		}
	}
}

const phoned = `do RecordContact {"Parties":["$jonas"],"Means":"phone","Consents":[
	{"To":"send","Kind":"letter","Towards":["$maya"],"Means":"post","Content":"$letter","Form":"spoken"}]}
`

// TestAYesIsTowardsThoseItWasAskedAbout: who joins a meeting after somebody was asked
// about it on their page is not agreed to by their yes, nor refused by their no (P1).
func TestAYesIsTowardsThoseItWasAskedAbout(t *testing.T) {
	t.Parallel()
	s := playScript(t, `profile community
at 2031-05-01 09:00
by carol
do OpenCase {"Begun":"agency","Title":"A quarrel","Parties":[
	{"Kind":"person","Standing":"principal","Capacity":"adult","Full":"Maya","SafeContact":"At home."},
	{"Kind":"person","Standing":"principal","Capacity":"adult","Full":"Jonas","SafeContact":"At home."},
	{"Kind":"person","Standing":"supporter","For":1,"Side":1,"Capacity":"adult","Full":"Iris","SafeContact":"Text."}],
	"Harms":[{"Kind":"dispute","Harmed":[0],"Responsible":[1]}]}
keep maya party
keep jonas party
keep iris party
do Allocate {"Staff":"carol","Duty":"facilitator"}
do RecordContact {"Parties":["$jonas"],"Means":"phone","Consents":[{"To":"receive","Kind":"letter","Towards":["$maya"],"Means":"post","Form":"unprompted"}]}
do Propose {"Kind":"meeting","From":["$maya"],"To":["$jonas"],"Means":"in-person"}
keep meeting crossing
do Ask {"Party":"$jonas","About":"take-part","Crossing":"$meeting","Text":"Would you meet Maya?"}
keep would question
do PlanMeeting {"Crossing":"$meeting","From":["$maya"],"To":["$jonas"],"Means":"in-person","Starts":"@2031-05-03 17:00","Place":"The hall.","HowToStop":"Say stop.","Supporters":["$iris"]}
page jonas AnswerQuestion {"Question":"$would","Answer":"yes"}
`)
	var towards [][]practice.PartyID
	for _, c := range s.state.Consents {
		if c.Party == practice.PartyID(s.id("jonas")) && c.To == practice.ToTakePart {
			towards = append(towards, c.Towards)
		}
	}
	if diff := cmp.Diff([][]practice.PartyID{{practice.PartyID(s.id("maya"))}}, towards); diff != "" {
		t.Error(diff)
	}
}
