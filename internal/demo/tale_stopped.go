package demo

import "amends/internal/practice"

// theNightTill is stopped by a bar: the court gives no leave, and the service says
// to nobody whose wish came to nothing, or why.
func theNightTill(s *stage) {
	s.ago(410, "10:20")
	p := s.opens(practice.OpenCase{
		Begun: practice.ByHarmed, Title: "The night till",
		Parties: []practice.NewParty{
			person("Amrei Stockdale", "Amrei", "Was alone at the till.", "Telephone, mornings. Her son may answer; say Weirside."),
			person("Denny Larkfield", "Denny", "Nineteen then. Serving his sentence.", "Through the wing office."),
		},
		Harms: []practice.NewHarm{{Kind: practice.Robbery, Harmed: []int{0}, Responsible: []int{1}}},
	}, covers(hanne))
	harmed, responsible := p[0], p[1]
	s.after(2, "09:40")
	s.by(hanne).contact(harmed, practice.Phone, "Would like to ask him one question and then never think of him again.", begun, wonders("Did you know I was on my own?"),
		maySay("Amrei has one question. She is not angry any more.", responsible))
	approach := s.last.crossing
	s.after(4, "11:00")
	s.do(practice.RecordBar{
		Kind: practice.NoContactOrder, On: []practice.PartyID{responsible}, Towards: []practice.PartyID{harmed}, Means: []practice.Means{practice.Any},
		Review: s.in(170, "09:00"), Text: "Order of the court, until further notice. Asked the clerk whether a carried message falls under it: it does.",
	})
	order := s.last.bar
	s.after(30, "10:00")
	s.contact(harmed, practice.Phone, "Told her that we have asked for leave. She has waited longer for less.", next(60, "Ask the clerk again."))
	s.after(75, "15:10")
	s.do(practice.RecordPermission{
		Bar: order, Authority: practice.Court, Kinds: []practice.Kind{practice.Approach}, Means: []practice.Means{practice.Spoken},
		Until: s.in(60, "00:00"), Text: "Leave for one spoken approach.",
	})
	leave := s.last.permission
	s.judged(approach, hanne, "One question, calmly meant. He has a chaplain he talks to.")
	s.after(3, "09:15")
	s.do(practice.Correct{Thing: practice.APermission, Permission: leave, Text: "The letter was about another case; there is no leave. Nothing had been said to him yet."})
	s.after(40, "12:00")
	s.contact(harmed, practice.Phone, "Leave was refused. Told her so, and that it says nothing about her or him.")
	s.do(practice.StopCrossing{Crossing: approach, Reason: practice.NotSafe, Text: "The order stands."})
	s.after(1, "12:15")
	s.contact(harmed, practice.Phone, "She asked for her question to be kept. It is in her file.", takesBack())
	s.by(marta).do(practice.Close{Ending: practice.NotPossible, Text: "The order stands. Her question is kept, should it ever fall."})
}

// theAllotment ends without a meeting: two letters, and that was what they wanted.
func theAllotment(s *stage) {
	s.ago(520, "11:00")
	p := s.opens(practice.OpenCase{
		Begun: practice.ByResponsible, Title: "The allotment sheds",
		Parties: []practice.NewParty{
			person("Wilf Harrowgate", "Wilf", "Lost his shed and forty years of tools.", "Post, large print. His hearing is poor."),
			person("Kit Sandoval", "Kit", "Seventeen then, nineteen now.", "Text first, then ring."),
		},
		Harms: []practice.NewHarm{{Kind: practice.Damage, Harmed: []int{0}, Responsible: []int{1}}},
	}, covers(hanne))
	wilf, kit, harm := p[0], p[1], s.last.harm
	s.after(3, "16:00")
	s.by(hanne).contact(kit, practice.InPerson, "Set the fire with two others. Has been past the place since and cannot look.", begun, accepts(harm), prepares(practice.Ready, "I want to write. I cannot stand in front of him."),
		maySay("Kit did this, and would like to write to you. You need not read it.", wilf))
	approach := s.last.crossing
	s.judged(approach, hanne, "A frail man with good neighbours. A visit, not a letter, to ask.")
	s.after(6, "14:00")
	s.contact(wilf, practice.InPerson, "Made tea. Was silent, then said: let the child write.", begun, shows, hears(approach, "", "Kit"), answers(approach, practice.Yes),
		wonders("Was it for a dare?"), toReceive(practice.Letter, practice.Spoken, practice.SpokenForm, kit))
	s.after(11, "16:00")
	letter := s.by(hanne).writes(kit, practice.Letter, "Dear Mr Wilf,\n\nIt was for a dare and I was the one with the matches. I did not know about the tools until the court. My grandad had a plane like yours. I have a job now and I can pay some of it, every month, if you will let me.")
	s.returns(letter, "It uses his first name with Mr. Ask how he would like to be addressed.")
	s.after(5, "16:20")
	s.do(practice.ReviseContent{Content: letter, Text: "Dear Mr Harrowgate,\n\nIt was for a dare and I was the one with the matches. I did not know about the tools until the court. My grandad had a plane like yours. I have a job now and I can pay some of it, every month, if you will let me."})
	s.reads(letter)
	x := s.proposes(letter, practice.Spoken, kit, wilf)
	s.assesses(practice.Letter, practice.Spoken, "Nothing in it asks for forgiveness. Read to him with his neighbour there.", kit, wilf)
	s.contact(kit, practice.InPerson, "Yes, like that.", toSend(letter, practice.Spoken, wilf))
	s.clears(x, hanne)
	s.after(3, "14:00")
	s.contact(wilf, practice.InPerson, "Read to him slowly. He asked for the part about the plane again.", hears(x, letter, "Kit"), mayTell(x, true))
	s.after(20, "14:00")
	s.contact(wilf, practice.InPerson, "Does not want money, nor to meet. Would like one thing said.", says("I had that plane from my own grandad. Keep your money and buy one. Then use it.", kit))
	back, words := s.last.crossing, s.last.content
	s.reads(words)
	s.assesses(practice.Message, practice.Spoken, "A kindness.", wilf, kit)
	s.after(2, "16:00")
	s.contact(kit, practice.Phone, "There is a message. Wants it now, on the stairs.", toReceive(practice.Message, practice.Spoken, practice.SpokenForm, wilf))
	s.clears(back, hanne)
	s.after(1, "16:15")
	s.contact(kit, practice.InPerson, "Cried, and laughed.", hears(back, words, "Mr Harrowgate"))
	s.after(30, "11:00")
	s.do(practice.Propose{Kind: practice.Notice, To: []practice.PartyID{kit}, Means: practice.Phone, Notice: practice.NothingToArrange})
	notice := s.last.crossing
	s.clears(notice, hanne)
	s.contact(kit, practice.Phone, "There is nothing to arrange at present. Sent a photograph of a plane on a bench.", hears(notice, "", ""))
	s.by(hanne).do(practice.Close{Ending: practice.AfterExchange, Text: "Ended without a meeting, as both wished."})
}
