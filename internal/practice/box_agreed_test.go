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
// in the case ended on the page, what stands there is listed as standing, and as towards the
// same people; what the page alone lists came to nothing on the way, which must not show (P3).
func (s *stage) differs(party practice.PartyID) string {
	for _, c := range s.state.Consents {
		if c.Party != party {
			continue
		}
		if stands := c.Ended == 0 && !c.Void; s.listed(party, c.ID) != stands && !s.cameAlong(c) {
			return fmt.Sprintf("consent %s to %s %s stands in the case: %v; on the page: %v", c.ID, c.To, c.Kind, stands, !stands)
		}
		i := slices.IndexFunc(s.boxes[party].Agreed, func(a practice.BoxAgreed) bool { return a.Consent == c.ID })
		if i < 0 {
			continue
		}
		if a := s.boxes[party].Agreed[i]; a.To != c.To || a.Kind != c.Kind || !slices.Equal(a.Towards, s.towards(c)) {
			return fmt.Sprintf("consent %s is to %s %s towards %v in the case; on the page to %s %s towards %v", c.ID, c.To, c.Kind, s.towards(c), a.To, a.Kind, a.Towards)
		}
	}
	return ""
}

// towards are those whom a consent is towards; where one act on the page gave several, all of theirs.
func (s *stage) towards(c practice.Consent) []practice.PartyID {
	var all []practice.PartyID
	for _, o := range s.state.Consents {
		if o.ID == c.ID || c.Form == practice.OnPage && o.Act == c.Act {
			all = append(all, o.Towards...)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
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
do RecordContact {"Parties":["$jonas"],"Means":"phone","Consents":[
	{"To":"receive","Kind":"letter","Towards":["$maya","$tess"],"Means":"post","Form":"unprompted"}]}
keep unprompted consent
do Propose {"Kind":"meeting","From":["$jonas"],"To":["$tess"],"Means":"in-person"}
keep another crossing
do Ask {"Party":"$jonas","About":"take-part","Crossing":"$meeting","Text":"Would you meet?"}
do PlanMeeting {"Crossing":"$meeting","Starts":"@2031-05-01 10:00","Place":"The hall.","HowToStop":"Say stop.","Supporters":["$iris"]}
do Ask {"Party":"$jonas","About":"take-part","Crossing":"$meeting","Text":"Would you meet, and Iris?"}
`)
	counts := map[string]int{}
	rapid.Check(t, func(r *rapid.T) {
		s := begun.copied()
		for range rapid.IntRange(1, 40).Draw(r, "steps") {
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
		s.count(counts)
	})
	for _, what := range []string{"a yes to a meeting on the page", "one that ended", "one towards a supporter", "a letter on the page"} {
		if counts[what] == 0 {
			t.Errorf("in no round there was %s: %v", what, counts)
		}
	}
}

// count counts what came about in a round, so that none is missed.
func (s *stage) count(counts map[string]int) {
	for _, c := range s.state.Consents {
		onPage, meeting := c.Form == practice.OnPage, c.To == practice.ToTakePart
		for what, is := range map[string]bool{
			"a yes to a meeting on the page": onPage && meeting, "one that ended": onPage && meeting && c.Ended != 0,
			"one towards a supporter": onPage && meeting && slices.Contains(c.Towards, practice.PartyID(s.id("iris"))), "a letter on the page": onPage && c.To == practice.ToSend,
		} {
			if is {
				counts[what]++
			}
		}
	}
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
		waiting := slices.DeleteFunc(slices.Clone(box.Questions), func(q practice.BoxQuestion) bool { return q.Answer == practice.Yes || q.Answer == practice.No })
		if len(waiting) == 0 {
			return
		}
		q := rapid.SampledFrom(waiting).Draw(r, "question")
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
	letter := practice.ContentID(pick("content", "letter", "second"))
	text, _ := s.texts[letter].Current()
	content := letter
	agreed := rapid.SampledFrom([]practice.Agreed{practice.ToSend, practice.ToReceive, practice.ToTelling, practice.ToTakePart}).Draw(r, "agreed")
	kind, means := practice.Letter, practice.Post
	if agreed == practice.ToTakePart {
		kind, means, content = practice.Meeting, practice.InPerson, ""
	}
	towards := s.some(r, "maya", "tess", "iris")
	contact := practice.RecordContact{Parties: []practice.PartyID{jonas}, Means: practice.Phone}
	var command practice.Command
	switch rapid.IntRange(0, 6).Draw(r, "step") {
	case 0:
		command = practice.Propose{Kind: practice.Letter, From: []practice.PartyID{jonas}, To: []practice.PartyID{to}, Means: practice.Post, Content: letter}
	case 1:
		command = practice.ShowWording{Content: letter, Copy: text.Copy()}
	case 2:
		contact.Consents = []practice.Consenting{{To: agreed, Kind: kind, Towards: towards, Means: means, Content: content, Form: practice.SpokenForm}}
		command = contact
	case 3:
		contact.Refusals = []practice.Refusing{{To: agreed, Kind: kind, Towards: towards, Answer: practice.No}}
		command = contact
	case 4:
		x := rapid.SampledFrom(s.state.Crossings).Draw(r, "crossing")
		about := rapid.SampledFrom([]practice.Asked{practice.AskedToSend, practice.AskedTelling}).Draw(r, "about")
		if x.Kind == practice.Meeting {
			about = practice.AskedTakePart
		}
		command = practice.Ask{Party: jonas, About: about, Crossing: x.ID, Text: "May we?"}
	case 5:
		command = practice.PlanMeeting{Crossing: practice.CrossingID(pick("meeting", "meeting", "another")), Starts: s.now + 30*practice.Day, Place: "The hall.", HowToStop: "Say stop.", Supporters: s.some(r, "iris", "uncle")}
	default:
		command = practice.ReviseContent{Content: letter, Text: "Otherwise."}
	}
	if events, err := practice.Decide(s.state, command, s.at()); err == nil {
		s.take(events)
	}
}

// some are some of several people, in the order given.
func (s *stage) some(r *rapid.T, names ...string) []practice.PartyID {
	var all []practice.PartyID
	for _, name := range names {
		if rapid.Bool().Draw(r, name) {
			all = append(all, practice.PartyID(s.id(name)))
		}
	}
	return all
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
