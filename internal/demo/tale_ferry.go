package demo

import "amends/internal/practice"

// ferry is who is in the case of the ferry office.
type ferry struct {
	edda, samuel, lio, ilse practice.PartyID
	harm                    practice.HarmID
}

// theFerryOffice goes the whole way: twenty years, an account that waits, a
// reaching out, bars and leave under them, preparation, a meeting, and a talk that
// the other harmed person is asked about and refuses.
func theFerryOffice(s *stage) {
	s.ago(1078, "10:00")
	p := s.opens(practice.OpenCase{
		Begun: practice.ByResponsible, Sensitive: true, Title: "The ferry office",
		Parties: []practice.NewParty{
			person("Edda Voss", "Edda", "Sold tickets at the ferry office. Works in a garden centre now.", "Telephone after six. No voicemail, no post."),
			person("Samuel Orrin", "Samuel", "Was loading the early boat. Moved away the year after.", "By post alone, in a plain envelope."),
			person("Lio Brandt", "Lio", "Was twenty-two. Mends boats at a community yard.", "Through the yard's office on weekdays."),
			supporter("Ilse Voss", "Ilse", "Edda's sister.", "Telephone at any time.", 1),
		},
		Harms: []practice.NewHarm{{Kind: practice.Robbery, Harmed: []int{0, 1}, Responsible: []int{2}}},
	}, covers(tobias, 0, 1), covers(leonie, 2))
	k := ferry{edda: p[0], samuel: p[1], lio: p[2], ilse: p[3], harm: s.last.harm}
	letter := k.waits(s)
	k.reachesOut(s, letter)
	k.speaksBack(s)
	x, starts := k.plans(s)
	k.meets(s, x, starts)
	k.speaksInPublic(s, x)
}

// waits: his account and a letter are deposited, and nobody is told.
func (k ferry) waits(s *stage) practice.ContentID {
	s.ago(1071, "14:00")
	s.by(leonie).contact(k.lio, practice.InPerson, "Came to the yard's kitchen. Asks for nothing. Has wanted to say it for years and never knew to whom.",
		begun, accepts(k.harm), tells("I was twenty-two and I owed money. I had never been in that office before. I shouted because I was frightened, and I pushed the man so hard that he fell from the quay. I took four hundred. I have thought of her hands on the counter ever since. Nobody made me do it."),
		wonders("Whether either of them was all right afterwards."))
	s.contact(k.lio, practice.Post, "Late paper: a note he sent through a chaplain in his sixth year inside, asking whether he could write to the two. It was never answered. He kept his copy.", late(5140))
	s.do(practice.DepositInterest{Party: k.lio, Kind: practice.Letter})
	letter := s.deposits(k.lio, "To the woman at the counter.\n\nI am the one who came into the ferry office. You did what I shouted and I still broke the glass. There was no reason for that and there is none now. You owe me no answer. I mend boats, I have not stolen again, and I think of that morning most days. If there is anything you ever wanted to ask, I will answer it truthfully.\n\nLio Brandt")
	s.do(practice.RecordBar{
		Kind: practice.LicenceCondition, On: []practice.PartyID{k.lio}, Towards: []practice.PartyID{k.edda, k.samuel}, Means: []practice.Means{practice.Any},
		Until: s.in(690, "00:00"), Review: s.in(180, "09:00"), Text: "Not to approach either of them, directly or through others, without leave of his supervising officer.",
	})
	s.after(6, "09:20")
	s.by(leonie).returns(letter, "It names the street she lived in then. Nobody should learn that we know it.")
	s.after(8, "15:30")
	s.do(practice.ReviseContent{Content: letter, Text: "To the woman at the counter.\n\nI am the one who came into the ferry office. You did what I shouted and I still broke the glass. There was no reason for that and there is none now. You owe me no answer. I mend boats, I have not stolen again, and I think of that morning most days. If there is anything you ever wanted to ask, I will answer it truthfully."})
	s.reads(letter)
	s.after(2, "10:10")
	s.by(marta).signsOff(letter)
	return letter
}

// reachesOut: a year later she rings, unprompted; the letter is read to her.
func (k ferry) reachesOut(s *stage, letter practice.ContentID) {
	s.ago(742, "18:20")
	s.by(tobias).contact(k.edda, practice.Phone, "Rang the public number. Heard a radio programme about the yard, and his voice in it. Asks whether he ever wrote anything down.",
		begun, asking(practice.AskMe), wonders("Why us?", "Did he know how young I was?"),
		tells("I was nineteen and it was my second week. I did everything he said. For years I could not stand with my back to a door."),
		toReceive(practice.Letter, practice.Any, practice.Unprompted, k.lio), next(7, "Ring back when the letter has been found and read again."))
	s.contact(k.edda, practice.Post, "Late entry: what she wrote for the court in the first year, from her own copy. She wants it kept with the rest.", late(7130))
	s.after(5, "11:00")
	s.by(leonie).do(practice.RecordPermission{
		Bar: s.last.bar, Authority: practice.Probation, Kinds: []practice.Kind{practice.Approach, practice.Letter, practice.Message},
		Means: []practice.Means{practice.Any}, Until: s.in(200, "00:00"), Text: "Leave for carried words, not for a meeting.",
	})
	x := s.by(tobias).proposes(letter, practice.Spoken, k.lio, k.edda)
	s.after(4, "14:15")
	s.by(leonie).contact(k.lio, practice.InPerson, "Read it through twice. It may go as it stands.", toSend(letter, practice.Spoken, k.edda))
	s.after(3, "18:10")
	s.by(tobias).contact(k.edda, practice.InPerson, "Met at her sister's. Showed her card. Wants Ilse beside her.", shows, prepares(practice.Ready, "I would rather know."))
	s.contact(k.ilse, practice.InPerson, "Will be there. Knows whom to ring.", begun)
	s.assesses(practice.Letter, practice.Spoken, "She asked; her sister will be there; he asks for nothing back.", k.lio, k.edda)
	s.clears(x, tobias)
	s.after(4, "18:30")
	s.contact(k.edda, practice.InPerson, "Read aloud twice. Long silence, then tea. He is not to know yet.", hears(x, letter, "Lio"), mayTell(x, false))
	s.after(30, "18:05")
	s.contact(k.edda, practice.Phone, "He may know that it reached her.", mayTell(x, true))
}

// speaksBack: her spoken answer, one that she stops, and one that an outside supervisor signs off.
func (k ferry) speaksBack(s *stage) {
	s.ago(672, "18:00")
	s.by(tobias).contact(k.edda, practice.InPerson, "Began with what she would say to him. Heard it read back and said: no, that is for my diary.",
		unsays("You took ten years.", k.lio))
	s.after(14, "18:00")
	s.contact(k.edda, practice.InPerson, "This one she wants said.", says("I read what you wrote. I was nineteen. I would like to know why that office and not another.", k.lio))
	message, content := s.last.crossing, s.last.content
	s.reads(content)
	s.assesses(practice.Message, practice.Spoken, "Short, hers, and nothing in it says where she lives.", k.edda, k.lio)
	s.after(2, "09:40")
	s.asksOutside(message)
	s.after(1, "16:00")
	s.signsOutside("Clear and safe to say.")
	s.after(4, "14:00")
	s.by(leonie).contact(k.lio, practice.InPerson, "There is a message. He would like to hear it here, not at home.", toReceive(practice.Message, practice.Spoken, practice.SpokenForm, k.edda))
	s.clears(message, leonie)
	s.after(3, "14:00")
	s.contact(k.lio, practice.InPerson, "Said to him word for word. He asked for it a second time.", hears(message, content, "Edda"), mayTell(message, true), next(10, "His answer, if he has one."))
	s.after(12, "14:00")
	s.contact(k.lio, practice.InPerson, "His answer, in his words.", says("I saw a light on. That is all. It could have been any door, and it was yours. I am sorry that I have no better reason.", k.edda))
	answer, words := s.last.crossing, s.last.content
	s.reads(words)
	s.after(1, "10:00")
	s.by(marta).signsOff(words)
	s.after(3, "18:15")
	s.by(tobias).contact(k.edda, practice.Phone, "Yes, she wants to hear it.", toReceive(practice.Message, practice.Spoken, practice.SpokenForm, k.lio))
	s.clears(answer, tobias)
	s.after(2, "18:15")
	s.contact(k.edda, practice.InPerson, "\"Any door.\" She laughed, and then did not.", hears(answer, words, "Lio"), mayTell(answer, true))
}
