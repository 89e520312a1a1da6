package demo

import (
	"strings"

	"amends/internal/practice"
)

// row is one case of the table: an arc, told of two people from a day on.
type row struct {
	arc         func(*stage, row)
	opened      int // days ago
	pace        int // of the arc, in percent: 200 takes twice as long
	kind        practice.HarmKind
	title       string
	harmed      string // their name
	responsible string
	with        [2]string // who works with the harmed and the responsible person
	stalls      int       // days ago that everybody stopped; 0: nobody did
}

// how many days an arc's step takes in this row.
func (r row) takes(days int) int { return max(1, days*r.pace/100) }

// soon is takes for what is carried: a clearance holds for a fortnight.
func (r row) soon(days int) int { return min(r.takes(days), 11) }

// told tells a row; number picks among the words for its kind of harm.
func (r row) told(number int) tale {
	return func(s *stage) {
		if r.stalls > 0 {
			s.stalls(r.stalls)
		}
		words := tellings[r.kind]
		s.words = words[number%len(words)]
		r.arc(s, r)
	}
}

// pair is the two people of a row, once the case is open.
type pair struct {
	row
	from, to practice.PartyID // the harmed and the responsible person
	harm     practice.HarmID
}

func short(full string) string {
	first, _, _ := strings.Cut(full, " ")
	return first
}

// begins opens a row's case; somebody who works with both is allocated once.
func (r row) begins(s *stage, begun practice.Begun) pair {
	s.ago(r.opened, "10:00")
	var who []cover
	switch {
	case r.with[0] == "":
	case r.with[0] == r.with[1]:
		who = []cover{covers(r.with[0])}
	default:
		who = []cover{covers(r.with[0], 0), covers(r.with[1], 1)}
	}
	p := s.opens(practice.OpenCase{
		Begun: begun, Title: r.title,
		Parties: []practice.NewParty{
			person(r.harmed, short(r.harmed), "", "Telephone. Say that it is Weirside, and nothing more to anybody else."),
			person(r.responsible, short(r.responsible), "", "Through the worker named in the referral."),
		},
		Harms: []practice.NewHarm{{Kind: r.kind, Harmed: []int{0}, Responsible: []int{1}}},
	}, who...)
	return pair{r, p[0], p[1], s.last.harm}
}

// asks is how most begin: a first talk with the harmed person, and the responsible
// person is asked on their behalf.
func (p pair) asks(s *stage, parts ...part) practice.CrossingID {
	s.after(p.takes(3), "10:30")
	first := append([]part{begun, wonders(s.words.wonders...), prepares(practice.NotReady, ""), maySay(s.words.maySay, p.to)}, parts...)
	s.by(p.with[0]).contact(p.from, practice.Phone, s.words.opening, first...)
	x := s.last.crossing
	s.after(p.takes(2), "11:15")
	s.judged(x, p.with[1], s.words.judged)
	return x
}

// isAsked is the responsible person's first talk, and their answer.
func (p pair) isAsked(s *stage, x practice.CrossingID, a practice.Answer, parts ...part) {
	s.after(p.soon(7), "14:00")
	first := append([]part{begun, hears(x, "", short(p.harmed)), answers(x, a)}, parts...)
	s.by(p.with[1]).contact(p.to, practice.InPerson, s.words.facing, first...)
}

// meeting is the plain way: asking, a yes, preparation, a meeting, how they are after it.
func meeting(s *stage, r row) {
	p := r.begins(s, practice.ByHarmed)
	x := p.asks(s, toMeet(p.to))
	p.isAsked(s, x, practice.Yes, accepts(p.harm), tells(s.words.account), toMeet(p.from), prepares(practice.NotReady, ""))
	s.after(p.takes(9), "10:00")
	s.assesses(practice.Meeting, practice.InPerson, s.words.assessed, p.from, p.to)
	s.after(p.takes(2), "15:20")
	starts := s.in(p.takes(28), "10:00")
	s.do(practice.PlanMeeting{
		From: []practice.PartyID{p.from}, To: []practice.PartyID{p.to}, Means: practice.InPerson, Starts: starts,
		Place: s.words.place, Apart: true, HowToStop: "Either says stop, and both go to their own room.",
	})
	m := s.last.crossing
	s.after(p.takes(10), "10:30")
	s.by(p.with[0]).contact(p.from, practice.InPerson, "Second talk: the room, the door, what to do with silence.", prepares(practice.Ready, "I know what I want to say."))
	s.looks()
	s.after(1, "14:00")
	s.by(p.with[1]).contact(p.to, practice.InPerson, "Second talk: what may be asked, and that he may say that he does not know.", prepares(practice.Ready, "I am ready to be asked."))
	s.after(p.takes(3), "09:30")
	s.clears(m, p.with[0])
	s.comes(starts, "09:15")
	s.by(p.with[0]).contact(p.from, practice.InPerson, "On the day. Still yes.", confirms(m))
	s.after(0, "12:15")
	s.contact(p.from, practice.InPerson, s.words.meeting, hears(m, "", ""))
	p.afterwards(s, m)
}

// afterwards is the follow-up, first within 72 hours, and the end.
func (p pair) afterwards(s *stage, m practice.CrossingID) {
	s.after(2, "10:00")
	s.by(p.with[0]).contact(p.from, practice.Phone, s.words.since, followsUp(m))
	s.after(0, "14:30")
	s.by(p.with[1]).contact(p.to, practice.Phone, "Tired, and lighter. Nothing more to arrange.", followsUp(m))
	s.after(26, "10:00")
	s.by(p.with[0]).contact(p.from, practice.Phone, "A month on. As before.", followsUp(m))
	s.after(1, "14:30")
	s.by(p.with[1]).contact(p.to, practice.Phone, "A month on. Has a place to be on weekdays.", followsUp(m))
	s.after(2, "09:00")
	s.by(marta).do(practice.Close{Ending: practice.AfterMeeting, Text: "Both have said what they wanted to."})
	s.after(151, "10:00")
	s.by(p.with[0]).contact(p.from, practice.Phone, "Half a year on. Thinks of it seldom, and without weight.", followsUp(m))
	s.after(0, "14:30")
	s.by(p.with[1]).contact(p.to, practice.Phone, "Half a year on. Asked to be remembered.", followsUp(m))
}

// exchange is carried words: one message, one answer, and then it is enough.
func exchange(s *stage, r row) {
	p := r.begins(s, practice.ByHarmed)
	x := p.asks(s)
	p.isAsked(s, x, practice.Yes, accepts(p.harm), tells(s.words.account), toReceive(practice.Message, practice.Spoken, practice.SpokenForm, p.from))
	p.exchanges(s)
}

// exchanges is the words themselves, there and back.
func (p pair) exchanges(s *stage) {
	s.after(p.takes(12), "10:30")
	s.by(p.with[0]).contact(p.from, practice.InPerson, "Said it, heard it read back, changed one word.", says(s.words.message, p.to),
		toReceive(practice.Message, practice.Spoken, practice.SpokenForm, p.to))
	p.carries(s, p.from, p.to, 1)
	s.after(p.takes(14), "14:00")
	s.contact(p.to, practice.InPerson, "The answer. Read back, and left as it is.", says(s.words.answer, p.from))
	p.carries(s, p.to, p.from, 0)
	s.after(p.takes(20), "10:00")
	s.contact(p.from, practice.Phone, "It was enough. Would not add to it.")
	s.after(2, "09:00")
	s.by(marta).do(practice.Close{Ending: practice.AfterExchange, Text: "Ended without a meeting. Both have what they asked for."})
}

// carries brings the message taken down last to the person at the other end, by
// whoever works with them.
func (p pair) carries(s *stage, from, to practice.PartyID, side int) {
	x, content := s.last.crossing, s.last.content
	s.after(p.takes(1), "16:00")
	s.reads(content)
	s.assesses(practice.Message, practice.Spoken, "Truthful, and nothing in it says where anybody lives.", from, to)
	s.after(p.takes(2), "09:45")
	s.clears(x, p.with[side])
	s.after(p.soon(5), "14:00")
	name := [2]string{short(p.responsible), short(p.harmed)}[side]
	s.by(p.with[side]).contact(to, practice.InPerson, "Said word for word.", hears(x, content, name), mayTell(x, true))
}

// declined is a no, which is an answer.
func declined(s *stage, r row) {
	p := r.begins(s, practice.ByHarmed)
	x := p.asks(s)
	p.isAsked(s, x, practice.No, notYet(p.harm))
	p.goesNoFurther(s)
}

// goesNoFurther tells the harmed person, in the service's fixed words, and ends it.
func (p pair) goesNoFurther(s *stage) {
	s.after(p.soon(4), "10:15")
	s.by(p.with[0]).do(practice.Propose{Kind: practice.Notice, To: []practice.PartyID{p.from}, Means: practice.Phone, Notice: practice.NotGoingAhead})
	notice := s.last.crossing
	s.clears(notice, p.with[0])
	s.after(1, "10:30")
	s.contact(p.from, practice.Phone, "Said that it is not going ahead. Had thought so, and asks for the number of the counsellor.", hears(notice, "", ""))
	s.after(9, "09:00")
	s.by(marta).do(practice.Close{Ending: practice.NoContact, Text: "May be opened again at any time, by either."})
}

// thinking is a not yet: asked again when they said, and then it is a no.
func thinking(s *stage, r row) {
	p := r.begins(s, practice.ByHarmed)
	x := p.asks(s, toMeet(p.to))
	s.after(p.soon(7), "14:00")
	s.by(p.with[1]).contact(p.to, practice.InPerson, s.words.facing, begun, hears(x, "", short(p.harmed)), answers(x, practice.Later), accepts(p.harm),
		asksAfter(60), next(30, "See whether he is still with the same worker."))
	s.after(p.takes(6), "10:30")
	s.by(p.with[0]).contact(p.from, practice.Phone, "Knows that there is nothing yet. Would rather wait than hurry.", next(40, "Ring, whatever there is."))
	s.after(32, "14:00")
	s.by(p.with[1]).contact(p.to, practice.Phone, "Still with the same worker. Still not yet.")
	s.after(5, "10:30")
	s.by(p.with[0]).contact(p.from, practice.Phone, "Rang, though there was nothing to say. Was glad of it.")
	s.after(30, "14:00")
	s.by(p.with[1]).contact(p.to, practice.InPerson, "Asked again, as agreed. No, and thanked us for asking twice.", asking(practice.DoNotAsk), answers(x, practice.No))
	p.goesNoFurther(s)
}

// banked is an interest and a letter that wait until somebody asks for them.
func banked(s *stage, r row) {
	p := r.begins(s, practice.ByResponsible)
	s.after(p.takes(5), "14:00")
	s.by(p.with[1]).contact(p.to, practice.InPerson, "Would write. Knows that it may never be asked for.", begun, accepts(p.harm), tells(s.words.account))
	s.do(practice.DepositInterest{Party: p.to, Kind: practice.Letter})
	letter := s.deposits(p.to, s.words.account+"\n\nYou owe me no answer.")
	s.after(p.takes(4), "09:30")
	s.reads(letter)
	s.after(p.takes(3), "11:40")
	s.by(marta).signsOff(letter)
	s.after(40, "09:00")
	s.do(practice.Close{Ending: practice.NoContact, Text: "The letter waits in the bank. The case is opened again when she asks."})
}

// underOrder waits for an authority's leave before anybody may be asked.
func underOrder(s *stage, r row) {
	p := r.begins(s, practice.ByHarmed)
	s.after(p.takes(3), "10:30")
	s.by(p.with[0]).contact(p.from, practice.Phone, s.words.opening, begun, wonders(s.words.wonders...), maySay(s.words.maySay, p.to))
	x := s.last.crossing
	s.after(p.takes(2), "09:20")
	s.by(p.with[1]).do(practice.RecordBar{
		Kind: practice.LicenceCondition, On: []practice.PartyID{p.to}, Towards: []practice.PartyID{p.from}, Means: []practice.Means{practice.Any},
		Review: s.in(p.takes(90), "09:00"), Text: "No contact, direct or through others, without leave.",
	})
	bar := s.last.bar
	s.after(p.takes(15), "15:00")
	s.by(p.with[0]).contact(p.from, practice.Phone, "Told that leave has been asked for, and that it takes its time.")
	s.after(p.takes(15), "15:00")
	s.by(p.with[1]).do(practice.RecordPermission{
		Bar: bar, Authority: practice.Probation, Kinds: []practice.Kind{practice.Approach, practice.Message}, Means: []practice.Means{practice.Spoken},
		Until: s.in(p.takes(140), "00:00"), Text: "Leave for carried words, to be looked at again.",
	})
	s.by(p.with[0]).judged(x, p.with[1], s.words.judged)
	p.isAsked(s, x, practice.Yes, accepts(p.harm), tells(s.words.account), toReceive(practice.Message, practice.Spoken, practice.SpokenForm, p.from))
	p.exchanges(s)
}

// untraced is a search that found nobody.
func untraced(s *stage, r row) {
	p := r.begins(s, practice.ByHarmed)
	s.after(p.takes(3), "10:30")
	s.by(p.with[0]).contact(p.from, practice.Phone, s.words.opening, begun, wonders(s.words.wonders...))
	s.after(p.takes(30), "11:00")
	s.contact(p.from, practice.Phone, "Nobody knows where he is. Asked whether we should go on looking: no.")
	s.after(2, "09:00")
	s.by(marta).do(practice.Close{Ending: practice.Untraced, Text: "Her questions are kept."})
}

// arrives is a case that was opened and nobody has taken up.
func arrives(s *stage, r row) { r.begins(s, practice.ByAgency) }

// quiet is a first talk, and then nothing.
func quiet(s *stage, r row) {
	p := r.begins(s, practice.ByHarmed)
	s.after(p.takes(4), "10:30")
	s.by(p.with[0]).contact(p.from, practice.Phone, s.words.opening, begun, wonders(s.words.wonders...))
}
