package demo

import "amends/internal/practice"

// plans: both would meet; an exclusion zone and the licence stand in the way until
// there is leave; everybody is prepared; the other harmed person is told.
func (k ferry) plans(s *stage) (practice.CrossingID, practice.Instant) {
	s.ago(590, "18:00")
	s.by(tobias).contact(k.edda, practice.InPerson, "She would meet him once, with Ilse, in a place neither knows.",
		maySay("Edda would be willing to meet you, once, with us there. There is no hurry and no is an answer.", k.lio), toMeet(k.lio, k.ilse), toTelling(practice.Meeting),
		prepares(practice.NotReady, "Not before summer."))
	asked := s.last.crossing
	s.after(2, "09:30")
	s.judged(asked, leonie, "He has steady people around him. Her wish is her own.")
	s.after(5, "14:00")
	s.by(leonie).contact(k.lio, practice.InPerson, "Went white. Said yes. Then asked to say it again tomorrow, and did.", hears(asked, "", "Edda"), answers(asked, practice.Yes),
		toMeet(k.edda, k.ilse), toTelling(practice.Meeting), prepares(practice.NotReady, "I do not know what to do with my hands."))
	licence := s.last.bar
	s.do(practice.RecordBar{
		Kind: practice.ExclusionZone, On: []practice.PartyID{k.lio}, Towards: []practice.PartyID{k.edda}, Means: []practice.Means{practice.InPerson},
		Review: s.in(90, "09:00"), Text: "Not to enter the harbour quarter.",
	})
	zone := s.last.bar
	s.after(20, "18:00")
	s.by(tobias).contact(k.ilse, practice.InPerson, "Will sit beside her and say nothing unless asked.", prepares(practice.Ready, "For her."), toMeet(k.edda, k.lio), toTelling(practice.Meeting))
	starts := s.in(119, "10:00")
	s.do(practice.PlanMeeting{
		From: []practice.PartyID{k.edda}, To: []practice.PartyID{k.lio}, Means: practice.InPerson, Starts: starts,
		Place: "The upper room of the old library in the next town", Apart: true, HowToStop: "Either lays a hand flat on the table.",
		Supporters:   []practice.PartyID{k.ilse},
		Arrangements: []practice.Arrangement{{Party: k.edda, Text: "By the side door at half past nine, with Ilse. The small room is hers all morning."}},
	})
	x := s.last.crossing
	s.after(6, "11:30")
	s.do(practice.RecordTold{Crossing: x, Party: k.samuel, Text: "By post, in a plain envelope, with time to think and nothing asked of him."})
	s.after(16, "15:00")
	s.contact(k.samuel, practice.Post, "His card: he wants no part in it, and she must do as she likes.", begun, objects(x, false, "It is her life. I have mine."), asking(practice.DoNotAsk))
	s.after(12, "10:00")
	s.by(leonie).do(practice.RecordPermission{
		Bar: licence, Authority: practice.Probation, Kinds: []practice.Kind{practice.Meeting}, Means: []practice.Means{practice.InPerson},
		Until: s.in(120, "00:00"), Text: "Leave for one meeting, outside the harbour quarter, with two of our staff present.",
	})
	s.do(practice.RecordPermission{
		Bar: zone, Authority: practice.Probation, Kinds: []practice.Kind{practice.Meeting}, Means: []practice.Means{practice.InPerson},
		Until: s.in(120, "00:00"), Text: "The next town is outside the zone; leave to pass through.",
	})
	return x, starts
}

// meets: a last session each, the day itself, and how they are afterwards.
func (k ferry) meets(s *stage, x practice.CrossingID, starts practice.Instant) {
	s.after(21, "18:00")
	s.by(tobias).contact(k.edda, practice.InPerson, "Walked through the morning, door by door.", prepares(practice.Ready, "I want to see that he is a person."))
	s.after(3, "14:00")
	s.by(leonie).contact(k.lio, practice.InPerson, "What he will not say: that it made him who he is.", prepares(practice.Ready, "I will listen first."))
	s.assesses(practice.Meeting, practice.InPerson, "Both steady over half a year. Ilse is a strength. Two of us in the room.", k.edda, k.lio, k.ilse)
	s.after(4, "10:30")
	s.by(tobias).clears(x, tobias)
	s.comes(starts, "08:45")
	s.contact(k.edda, practice.InPerson, "Slept a little. Still yes.", confirms(x))
	s.after(0, "12:40")
	s.contact(k.edda, practice.InPerson, "An hour and three quarters. She asked, he answered, nobody laid a hand on the table. At the end she showed him the scar on her palm, and he looked.", hears(x, "", ""))
	s.after(2, "18:00")
	s.contact(k.edda, practice.Phone, "Tired. Glad. Slept nine hours.", followsUp(x))
	s.contact(k.ilse, practice.Phone, "Well. Says Edda hums again.", followsUp(x))
	s.by(leonie).contact(k.lio, practice.Phone, "Went to the yard afterwards and sanded a plank until dark.", followsUp(x))
	s.after(26, "18:00")
	s.by(tobias).contact(k.edda, practice.Phone, "No bad nights.", followsUp(x))
	s.contact(k.ilse, practice.Phone, "Nothing to add.", followsUp(x))
	s.by(leonie).contact(k.lio, practice.InPerson, "Asks whether there is anything he could do that is of use to anybody.", followsUp(x))
	s.ago(375, "10:00")
	s.by(leonie).contact(k.lio, practice.Phone, "The licence has run out, and the zone with it.")
	s.do(practice.EndBar{Bar: s.last.bar, Text: "Letter from his supervising officer."})
}

// speaksInPublic: they agree to speak together; Samuel is asked, refuses, and the
// talk is changed until nothing of him is in it.
func (k ferry) speaksInPublic(s *stage, meeting practice.CrossingID) {
	s.ago(340, "18:00")
	s.by(tobias).do(practice.MakeAgreement{Parties: []practice.PartyID{k.edda, k.lio}, Undertakings: []practice.Promising{
		{Party: k.lio, Due: s.in(390, "12:00"), Text: "To speak with her to young people about debt and fear, twice a year, if she still wants it."},
		{Party: k.edda, Due: s.in(120, "12:00"), Text: "To write down what she would say, and to show it to him first."},
	}})
	promises := s.last.undertakings
	s.after(30, "18:00")
	version := s.writes(k.edda, practice.Talk, "There were two of us there that morning, and one of us went into the water. I will tell you about the counter, and he will tell you about the money he owed.")
	s.do(practice.Propose{Kind: practice.Talk, From: []practice.PartyID{k.edda, k.lio}, Means: practice.InPerson, Content: version, Audience: practice.Pupils})
	x := s.last.crossing
	k.agreeToSpeak(s, version, practice.Pupils)
	s.by(tobias).do(practice.UseOfWords{Crossing: x, Wording: s.text[version].Wording, Uses: []practice.Use{{Party: k.samuel, Of: practice.Recognisable}}})
	s.after(4, "11:00")
	s.do(practice.RecordTold{Crossing: x, Party: k.samuel, Text: "By post: what they plan, the exact words about him, and that his answer is waited for."})
	s.after(15, "10:00")
	s.contact(k.samuel, practice.Post, "No, and it stays no. Asks that nobody write again.",
		objects(x, true, "I will not be in anybody's story."), refuses(practice.ToBeUsed, practice.Talk))
	s.after(9, "18:00")
	s.contact(k.edda, practice.InPerson, "Read her his words. She took him out of it herself.")
	s.do(practice.ReviseContent{Content: version, Text: "I was behind a counter, and I was nineteen. I will tell you about the counter, and he will tell you about the money he owed. There is more to that morning that is not ours to tell."})
	s.do(practice.UseOfWords{Crossing: x, Wording: s.text[version].Wording, Uses: []practice.Use{{Party: k.samuel, Of: practice.TakenOut}}})
	s.after(3, "09:30")
	s.by(marta).do(practice.AnswerObjection{Crossing: x, Party: k.samuel, Text: "Everything about him was taken out. One line by post said so, and that nobody will write again."})
	s.after(6, "18:00")
	s.by(tobias).contact(k.edda, practice.InPerson, "Agrees to the new version. Half a year on from the meeting, and well.", toUse(version, practice.Pupils), followsUp(meeting))
	s.contact(k.ilse, practice.Phone, "Half a year on. Will sit in the first row.", followsUp(meeting))
	s.after(1, "14:00")
	s.by(leonie).contact(k.lio, practice.InPerson, "Agrees. \"It was never mine to tell about him.\"", toUse(version, practice.Pupils), followsUp(meeting))
	s.by(tobias).clears(x, tobias)
	s.after(6, "13:00")
	s.do(practice.Deliver{Delivering: practice.Delivering{Crossing: x, Extent: practice.Whole}})
	s.do(practice.RecordUndertaking{Undertaking: nth(promises, 1), Kept: practice.Whole, Text: "Written, shown to him, and spoken."})
	k.goesOn(s)
	k.askedAgain(s, version)
}

// goesOn is the quiet months after the first talk.
func (k ferry) goesOn(s *stage) {
	for _, m := range []struct {
		days int
		note string
	}{
		{212, "The school has written. She read it aloud on the telephone."},
		{176, "Has taken a summer without any of it, and says that it was right."},
		{140, "Met him by chance at the market. A nod, and on. Wants it written down, and nothing done about it."},
		{103, "Two pupils have asked whether they may write. Told them how, and that it may be no."},
		{66, "Would speak again, in the new year."},
	} {
		s.ago(m.days, "18:00")
		s.by(tobias).contact(k.edda, practice.Phone, m.note)
		s.after(1, "14:00")
		s.by(leonie).contact(k.lio, practice.Phone, "At the yard most days. Nothing new.")
	}
}

// agreeToSpeak: both agree to one version, to speaking together, and to Samuel's being told.
func (k ferry) agreeToSpeak(s *stage, version practice.ContentID, audience practice.Audience) {
	s.by(tobias).contact(k.edda, practice.InPerson, "Would do it at schools, never at a prison.", toSpeak(k.lio), toUse(version, audience), toTelling(practice.Talk))
	s.after(2, "14:00")
	s.by(leonie).contact(k.lio, practice.InPerson, "Will say only what is his.", toSpeak(k.edda), toUse(version, audience), toTelling(practice.Talk))
	s.assesses(practice.Talk, practice.InPerson, "They know what neither will answer. A teacher they both like is in the room.", k.edda, k.lio)
}

// askedAgain: they have pages of their own by now, and a second talk is asked about there.
func (k ferry) askedAgain(s *stage, version practice.ContentID) {
	s.ago(24, "18:00")
	s.by(tobias).contact(k.edda, practice.InPerson, "A college for youth workers has asked. She would like to think, on her own page.", next(30, "Ask her what she has decided."))
	s.looks()
	s.letsIn(k.edda, participants[0])
	s.by(leonie).letsIn(k.lio, participants[1])
	s.do(practice.Propose{Kind: practice.Talk, From: []practice.PartyID{k.edda, k.lio}, Means: practice.InPerson, Content: version, Audience: practice.Professionals})
	x := s.last.crossing
	s.after(1, "10:00")
	s.looks()
	s.contact(k.lio, practice.Phone, "The same college has asked him. He would rather read it than talk about it.")
	s.do(practice.Ask{Party: k.lio, About: practice.AskedUse, Crossing: x, Text: "May the same version, with nothing added, be told to about thirty youth workers in spring?"})
	s.by(tobias).do(practice.Ask{Party: k.edda, About: practice.AskedUse, Crossing: x, Text: "May the same version, with nothing added, be told to about thirty youth workers in spring?"})
	question := s.last.question
	s.ago(2, "21:10")
	s.onPage(edda, practice.AnswerQuestion{Question: question, Answer: practice.Yes, Text: "Yes, if it is in the morning."})
}
