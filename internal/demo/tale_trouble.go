package demo

import "amends/internal/practice"

// theCrossing is about a death on the road. A consent was taken back in the
// morning, and the one who carried the words had set out: an incident that waits
// for its review.
func theCrossing(s *stage) {
	s.ago(52, "10:00")
	p := s.opens(practice.OpenCase{
		Begun: practice.ByHarmed, Title: "The crossing by the mill",
		Parties: []practice.NewParty{
			person("Signe Alder", "Signe", "His sister.", "Telephone, not on Sundays."),
			person("Bram Alder", "Bram", "His father.", "By post alone."),
			person("Corin Wakeley", "Corin", "Drove the van.", "Through his probation officer."),
		},
		Harms:    []practice.NewHarm{{Kind: practice.Driving, Harmed: []int{0, 1}, Responsible: []int{2}}},
		SpokenOf: []practice.NewSpokenOf{{Unasked: practice.Deceased, Name: "Mattis Alder", Speaker: 1}},
	}, covers(tobias, 0, 1), covers(leonie, 2))
	signe, bram, corin, harm := p[0], p[1], p[2], s.last.harm
	s.after(3, "11:00")
	s.by(tobias).contact(signe, practice.Phone, "Would like to know what the last minute was.", begun, wonders("Did he say anything?"), prepares(practice.NotReady, ""),
		maySay("Mattis's sister would like to hear from you, if you are willing.", corin))
	approach := s.last.crossing
	s.after(1, "10:00")
	s.contact(bram, practice.Post, "One line: he is not to be asked, by anybody.", begun, asking(practice.DoNotAsk))
	s.judged(approach, leonie, "He has asked twice how they are.")
	s.after(8, "13:00")
	s.by(leonie).contact(corin, practice.InPerson, "Yes. Then could not speak for a while.", begun, accepts(harm), hears(approach, "", "Signe"), answers(approach, practice.Yes), prepares(practice.NotReady, ""))
	s.after(20, "13:00")
	s.contact(corin, practice.InPerson, "His words, read back twice.", says("He asked for you. He said your name and then that he was cold. I stayed with him.", signe))
	message, words, consent := s.last.crossing, s.last.content, s.last.consent
	s.reads(words)
	s.assesses(practice.Message, practice.Spoken, "Hard to hear, and hers to hear. Tobias goes in person.", corin, signe)
	s.after(3, "11:00")
	s.by(tobias).contact(signe, practice.Phone, "Wants it, at home.", toReceive(practice.Message, practice.Spoken, practice.SpokenForm, corin))
	s.clears(message, tobias)
	s.after(4, "08:30")
	s.by(leonie).contact(corin, practice.Phone, "Rang at half past eight: not yet, he dreamt of it.", takesBack(consent))
	s.after(0, "10:30")
	s.by(tobias).contact(signe, practice.InPerson, "Said to her at the kitchen table. The gate was not rung at the door.", hears(message, words, "Corin"))
	s.ago(9, "11:00")
	s.by(leonie).contact(corin, practice.InPerson, "Told him what happened. He is quiet, and not angry.", next(7, "See how he is."))
}

// theLodgers is held: something was said that somebody else had to know.
func theLodgers(s *stage) {
	s.ago(30, "10:00")
	p := s.opens(practice.OpenCase{
		Begun: practice.ByAgency, Sensitive: true, Title: "The lodgers",
		Parties: []practice.NewParty{
			person("Pia Redfern", "Pia", "Shared the house for a year.", "Telephone at work, ask for the stores."),
			person("Gil Osterley", "Gil", "Her landlord's son.", "Text, never after nine."),
		},
		Harms: []practice.NewHarm{{Kind: practice.Violence, Harmed: []int{0}, Responsible: []int{1}}},
	}, covers(hanne))
	pia, gil, harm := p[0], p[1], s.last.harm
	s.after(3, "12:30")
	s.by(hanne).contact(pia, practice.Phone, "Wants her deposit back and the reason why.", begun, wonders("Why me and not the others?"), maySay("Pia would like to hear why.", gil))
	approach := s.last.crossing
	s.after(2, "10:00")
	s.judged(approach, hanne, "He lives elsewhere now.")
	s.after(6, "15:00")
	s.contact(gil, practice.InPerson, "Says that most of it is true and some is not.", begun, notYet(harm), hears(approach, "", "Pia"), answers(approach, practice.Later))
	s.ago(2, "15:00")
	s.contact(gil, practice.InPerson, "Said things about a younger cousin that cannot stay in this room. Told him so, as at the beginning.")
	s.by(marta).do(practice.Disclose{Party: gil, To: practice.ToCare, Ground: practice.HarmToChild, Text: "What he said about a child of nine, word for word. Without his consent: he was told before it was sent."})
	s.do(practice.Hold{Review: s.in(30, "09:00"), Text: "Until social care has been."})
}

// theStairwell is sensitive: a letter waits for the outside supervisor.
func theStairwell(s *stage) {
	s.ago(41, "10:00")
	p := s.opens(practice.OpenCase{
		Begun: practice.ByResponsible, Sensitive: true, Title: "The stairwell",
		Parties: []practice.NewParty{
			person("Ines Halloran", "Ines", "Lived on the third floor.", "E-mail to the address she gave; she checks it at the library."),
			person("Teodor Marsh", "Teodor", "Her neighbour then.", "Through the hostel."),
		},
		Harms: []practice.NewHarm{{Kind: practice.Violence, Harmed: []int{0}, Responsible: []int{1}}},
	}, covers(hanne))
	ines, teodor, harm := p[0], p[1], s.last.harm
	s.after(4, "14:00")
	s.by(hanne).contact(teodor, practice.InPerson, "Sober for a year. Wants to say it without excuses, and asked us to take any out.", begun, accepts(harm), maySay("Teodor has stopped drinking and would like to write to you.", ines))
	approach := s.last.crossing
	s.judged(approach, hanne, "She has moved. By voice, at the library, with her friend.")
	s.after(7, "11:00")
	s.contact(ines, practice.InPerson, "Thought for a week. She will read it once.", begun, shows, hears(approach, "", "Teodor"), answers(approach, practice.Yes), toReceive(practice.Letter, practice.Spoken, practice.SpokenForm, teodor))
	s.after(14, "14:00")
	letter := s.writes(teodor, practice.Letter, "Ines,\n\nI pushed you, and I was drunk, and being drunk is not why. I was angry that you had seen me like that. You were right to ring for help. I have not had a drink since the spring before last. You need not answer.")
	s.reads(letter)
	x := s.proposes(letter, practice.Spoken, teodor, ines)
	s.contact(teodor, practice.InPerson, "As it is.", toSend(letter, practice.Spoken, ines), next(21, "Tell him whether it has been read."))
	s.ago(4, "09:50")
	s.asksOutside(x)
}

// theRecordShop is paused by the one who was harmed, in one sentence on the telephone.
func theRecordShop(s *stage) {
	s.ago(150, "10:00")
	p := s.opens(practice.OpenCase{
		Begun: practice.ByHarmed, Title: "The record shop",
		Parties: []practice.NewParty{
			person("Abel Thornquist", "Abel", "Owned the shop.", "Telephone, afternoons."),
			person("Ro Pemberley", "Ro", "Painted the words on his window.", "Telephone, any time."),
		},
		Harms: []practice.NewHarm{{Kind: practice.Hatred, Harmed: []int{0}, Responsible: []int{1}}},
	}, covers(tobias, 0), covers(hanne, 1))
	abel, ro, harm := p[0], p[1], s.last.harm
	s.after(4, "15:00")
	s.by(tobias).contact(abel, practice.Phone, "Scrubbed it off himself. Would like it explained to him by the one who held the brush.", begun, prepares(practice.NotReady, ""),
		wonders("Whose words were those?"), maySay("Abel would like to understand why.", ro), toMeet(ro))
	approach := s.last.crossing
	s.judged(approach, hanne, "Ro has left that circle and said so in court.")
	s.after(7, "17:00")
	s.by(hanne).contact(ro, practice.InPerson, "\"I would rather clean the whole street.\" Then yes.", begun, accepts(harm), hears(approach, "", "Abel"), answers(approach, practice.Yes), prepares(practice.NotReady, ""), toMeet(abel))
	s.after(40, "15:00")
	s.by(tobias).contact(abel, practice.Phone, "There was paint again last week, not Ro's. He wants everything to rest until he rings.")
	s.do(practice.EnterStopReference{Party: abel})
	s.ago(31, "15:00")
	s.contact(abel, practice.Phone, "He rang: the window has stayed clean. It is to rest a while longer.")
	s.ago(25, "17:00")
	s.by(hanne).do(practice.Propose{Kind: practice.Notice, To: []practice.PartyID{ro}, Means: practice.Phone, Notice: practice.NothingToArrange})
	notice := s.last.crossing
	s.clears(notice, hanne)
	s.contact(ro, practice.Phone, "There is nothing to arrange at present.", hears(notice, "", ""))
}
