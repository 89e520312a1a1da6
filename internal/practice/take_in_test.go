package practice_test

import (
	"errors"
	"testing"

	p "amends/internal/practice"
)

// What is handed in is taken from whose it is, and from nobody else.
func TestTakingInWhatIsNotTheirs(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, paged)
	maya, jonas := p.PartyID(s.id("maya")), p.PartyID(s.id("jonas"))
	stamp := func(by p.PartyID) p.Stamp { return p.Stamp{Act: "act", At: s.now, When: s.now, ByParty: by} }
	for _, c := range []struct {
		code  p.RefusalCode
		event p.Event
	}{
		{p.Missing, p.CaseHeld{Stamp: stamp(jonas)}},
		{p.NotFound, p.EverythingStopped{Stamp: stamp("nobody"), Party: "nobody"}},
		{p.NotTheirs, p.EverythingStopped{Stamp: stamp(jonas), Party: maya}},
		{p.NotTheirs, p.ConsentReturned{Stamp: stamp(maya), Party: jonas, Consent: p.ConsentID(s.id("his"))}},
		{p.BadValue, p.ItemGiven{Stamp: stamp(jonas), Party: jonas}},
	} {
		events, err := p.Decide(s.state, p.TakeIn{Drop: p.Drop{Event: c.event}}, s.at())
		if !errors.Is(err, &p.Refusal{Code: c.code, Field: "drop"}) || len(events) > 0 {
			t.Errorf("%T: %v, %d events", c.event, err, len(events))
		}
	}
	for name, c := range map[string]struct {
		event  p.Event
		events int
	}{
		"an answer to another's question is a note": {p.QuestionReplied{Stamp: stamp(maya), Party: maya, Question: p.QuestionID(s.id("asked")), Answer: p.Yes, Text: "Yes."}, 1},
		"an answer to no question is a note":        {p.QuestionReplied{Stamp: stamp(jonas), Party: jonas, Question: "none", Answer: p.No, Text: "No."}, 1},
		"another wording is agreed to by nobody":    {p.WordingAgreed{Stamp: stamp(jonas), Party: jonas, Content: p.ContentID(s.id("letter")), Wording: "another", Towards: []p.PartyID{maya}}, 0},
		"nor is a text that is not there":           {p.WordingAgreed{Stamp: stamp(jonas), Party: jonas, Content: "none"}, 0},
		"nor another's text":                        {p.WordingAgreed{Stamp: stamp(maya), Party: maya, Content: p.ContentID(s.id("letter")), Wording: wordingOf(s, "letter"), Towards: []p.PartyID{maya}}, 0},
		"what has been taken back ends nothing":     {p.ConsentReturned{Stamp: stamp(jonas), Party: jonas, Consent: p.ConsentID(s.id("working"))}, 0},
		"a stop that is none lifts nothing":         {p.StopLifted{Stamp: stamp(jonas), Party: jonas}, 0},
		"other words for another's text are kept":   {p.WordingChanged{Stamp: stamp(maya), Party: maya, Content: p.ContentID(s.id("letter")), Text: "Mine."}, 1},
	} {
		events, err := p.Decide(s.state, p.TakeIn{Drop: p.Drop{Event: c.event}}, s.at())
		if err != nil || len(events) != c.events {
			t.Errorf("%s: %d events, %v", name, len(events), err)
		}
	}
}

// Who was erased is heard no more, and agreeing to words that go to somebody erased
// and to somebody else agrees to the other.
func TestTakingInAfterSomebodyWasErased(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, paged+`
do AddParty {"Party":{"Kind":"person","Standing":"principal","Capacity":"adult","Full":"Tess"},"HarmedIn":["$harm"]}
keep tess party
do Propose {"Kind":"letter","From":["$jonas"],"To":["$tess"],"Means":"post","Content":"$letter"}
copy text letter
do ShowWording {"Content":"$letter","Copy":"&text","For":"To both"}
sends maya StopEverything
sends jonas AgreeWording {"Content":"$letter","Wording":"wording of $letter"}
by carol
do Erase {"Party":"$maya"}
takes`)
	agreed := 0
	for _, c := range s.state.Consents {
		if c.To == p.ToSend && len(c.Towards) == 1 && string(c.Towards[0]) == s.id("tess") {
			agreed++
		}
	}
	if who, _ := s.state.Party(p.PartyID(s.id("maya"))); agreed != 1 || who.Paused != 0 {
		t.Errorf("%d agreements towards her who is here; the one who is not paused at %d", agreed, who.Paused)
	}
}

func wordingOf(s *stage, content string) p.Wording {
	c, _ := s.state.Content(p.ContentID(s.id(content)))
	return c.Wording
}

// A profile that allows no reply allows none.
func TestNoReplyIsAllowed(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, opened+`do Deliver {"Crossing":"$giving","Extent":"whole"}`)
	reply := p.Propose{Kind: p.Letter, From: []p.PartyID{p.PartyID(s.id("maya"))}, To: []p.PartyID{p.PartyID(s.id("jonas"))}, Means: p.Post, Text: "Thank you.", ReplyTo: p.CrossingID(s.id("giving"))}
	for replies, want := range map[int]bool{-1: true, 0: false, 1: true} {
		s.rules.Replies = replies
		if _, err := p.Decide(s.state, reply, s.at()); (err == nil) != want || (err != nil && !errors.Is(err, &p.Refusal{Code: p.NoMoreReplies})) {
			t.Errorf("%d replies: %v", replies, err)
		}
	}
}
