package demo

import (
	"amends/internal/casework"
	"amends/internal/practice"
)

// part is one part of a contact record: what was spoken of.
type part func(s *stage, r *practice.RecordContact)

// contact writes down one call, visit or talk with one party.
func (s *stage) contact(party practice.PartyID, means practice.Means, note string, parts ...part) {
	r := practice.RecordContact{Parties: []practice.PartyID{party}, Means: means, Note: note}
	for _, p := range parts {
		p(s, &r)
	}
	s.do(r)
}

// begun: the limits of confidentiality were explained, and they agree to our being in touch.
func begun(_ *stage, r *practice.RecordContact) {
	r.Limits = true
	r.Consents = append(r.Consents, practice.Consenting{To: practice.ToWork, Form: practice.SpokenForm, Text: "Us being in touch and working with you"})
}

// prepares: it was a session of preparation, after which they are as ready as they say.
func prepares(ready practice.Readiness, words string) part {
	return func(_ *stage, r *practice.RecordContact) {
		r.Session, r.Readiness, r.ReadyWords = true, ready, words
	}
}

// shows: who they are was checked.
func shows(_ *stage, r *practice.RecordContact) { r.Identity = true }

// tells: their account, in their own words.
func tells(account string) part {
	return func(_ *stage, r *practice.RecordContact) { r.Account = account }
}

// wonders: what they would like answered.
func wonders(questions ...string) part {
	return func(_ *stage, r *practice.RecordContact) { r.Questions = questions }
}

// accepts: the basic facts of the harm.
func accepts(harms ...practice.HarmID) part {
	return func(_ *stage, r *practice.RecordContact) {
		for _, h := range harms {
			r.Acknowledges = append(r.Acknowledges, practice.Acknowledging{Harm: h, Answer: practice.Yes})
		}
	}
}

// notYet: they say nothing yet of the facts of the harm.
func notYet(harm practice.HarmID) part {
	return func(_ *stage, r *practice.RecordContact) {
		r.Acknowledges = append(r.Acknowledges, practice.Acknowledging{Harm: harm, Answer: practice.Later})
	}
}

// asking: how they want to be asked at all.
func asking(wish practice.Asking) part {
	return func(_ *stage, r *practice.RecordContact) { r.Asking = wish }
}

// agrees: to one thing.
func agrees(c practice.Consenting) part {
	return func(_ *stage, r *practice.RecordContact) { r.Consents = append(r.Consents, c) }
}

// toMeet: these people, in a room, on paper.
func toMeet(towards ...practice.PartyID) part {
	return agrees(practice.Consenting{
		To: practice.ToTakePart, Kind: practice.Meeting, Towards: towards, Means: practice.InPerson, Form: practice.Signed,
		Text: "Meeting in person, with us in the room",
	})
}

// toReceive: something of a kind from somebody.
func toReceive(kind practice.Kind, means practice.Means, form practice.Form, from practice.PartyID) part {
	return agrees(practice.Consenting{
		To: practice.ToReceive, Kind: kind, Towards: []practice.PartyID{from}, Means: means, Form: form,
		Text: "Hearing from the other person",
	})
}

// toSend: exactly this text, to somebody.
func toSend(content practice.ContentID, means practice.Means, to practice.PartyID) part {
	return func(s *stage, r *practice.RecordContact) {
		r.Consents = append(r.Consents, practice.Consenting{
			To: practice.ToSend, Kind: s.made[content], Towards: []practice.PartyID{to}, Means: means,
			Content: content, Wording: s.text[content].Wording, Form: practice.Signed, Text: "Passing on what you wrote",
		})
	}
}

// toTelling: other harmed people's hearing of it.
func toTelling(kind practice.Kind) part {
	return agrees(practice.Consenting{To: practice.ToTelling, Kind: kind, Form: practice.Signed, Text: "The other harmed person being told that it is planned"})
}

// toSpeak: in public, together with somebody.
func toSpeak(with practice.PartyID) part {
	return agrees(practice.Consenting{
		To: practice.ToTakePart, Kind: practice.Talk, Towards: []practice.PartyID{with}, Means: practice.InPerson, Form: practice.Signed,
		Text: "Speaking together in public",
	})
}

// toUse: of their part in exactly this version, before this audience.
func toUse(content practice.ContentID, audience practice.Audience) part {
	return func(s *stage, r *practice.RecordContact) {
		r.Consents = append(r.Consents, practice.Consenting{
			To: practice.ToBeUsed, Kind: s.made[content], Means: practice.InPerson, Content: content, Wording: s.text[content].Wording,
			Audience: audience, Form: practice.Signed, Text: "Your part in this version of the talk",
		})
	}
}

// guards: a guardian agrees beside somebody.
func guards(child practice.PartyID, towards ...practice.PartyID) part {
	return agrees(practice.Consenting{
		To: practice.ToGuard, Kind: practice.Meeting, For: child, Towards: towards, Means: practice.InPerson, Form: practice.Signed,
		Text: "Your child's taking part in a meeting",
	})
}

// refuses: a no to something of a kind.
func refuses(to practice.Agreed, kind practice.Kind, towards ...practice.PartyID) part {
	return func(_ *stage, r *practice.RecordContact) {
		r.Refusals = append(r.Refusals, practice.Refusing{To: to, Kind: kind, Towards: towards, Answer: practice.No})
	}
}

// takesBack: what they had agreed to.
func takesBack(consents ...practice.ConsentID) part {
	return func(_ *stage, r *practice.RecordContact) { r.TakenBack = append(r.TakenBack, consents...) }
}

// maySay: what may be said to somebody on their behalf, read back and agreed.
func maySay(text string, to practice.PartyID) part { return points(practice.Approach, text, true, to) }

// says: a spoken message, read back and agreed.
func says(text string, to practice.PartyID) part { return points(practice.Message, text, true, to) }

// unsays: a spoken message that its sender stopped on hearing it read back.
func unsays(text string, to practice.PartyID) part { return points(practice.Message, text, false, to) }

func points(kind practice.Kind, text string, agreed bool, to practice.PartyID) part {
	return func(_ *stage, r *practice.RecordContact) {
		r.Points = append(r.Points, practice.Points{
			Kind: kind, Text: text, To: []practice.PartyID{to}, Means: practice.Spoken, Agreed: agreed, Form: practice.SpokenForm,
		})
	}
}

// hears: something was handed over in this contact, whole, with a copy to keep
// where there is a text; its sender is named to them as from.
func hears(x practice.CrossingID, content practice.ContentID, from string) part {
	return func(s *stage, r *practice.RecordContact) {
		d := practice.Delivering{Crossing: x, Extent: practice.Whole, From: from}
		if written, kept := s.text[content]; kept && s.made[content] != practice.Approach {
			d.Copy = practice.Copy{Salt: written.Salt, Text: written.Text}
		}
		r.Delivers = append(r.Delivers, d)
	}
}

// answers: an approach.
func answers(x practice.CrossingID, a practice.Answer) part {
	return func(_ *stage, r *practice.RecordContact) {
		r.Answers = append(r.Answers, practice.Answering{Crossing: x, Answer: a})
	}
}

// mayTell: whether the sender may know that it reached them.
func mayTell(x practice.CrossingID, yes bool) part {
	return func(_ *stage, r *practice.RecordContact) {
		r.MayTell = append(r.MayTell, practice.MayTell{Crossing: x, Yes: yes})
	}
}

// objects: what they say, having been told of a crossing that touches them: yes is an objection.
func objects(x practice.CrossingID, yes bool, words string) part {
	return func(_ *stage, r *practice.RecordContact) {
		r.Objections = append(r.Objections, practice.Objecting{Crossing: x, Objects: yes, Words: words})
	}
}

// confirms: the gate is asked again on the day of a meeting.
func confirms(x practice.CrossingID) part {
	return func(_ *stage, r *practice.RecordContact) { r.Confirms = append(r.Confirms, x) }
}

// followsUp: the contact is the follow-up of a crossing.
func followsUp(x practice.CrossingID) part {
	return func(_ *stage, r *practice.RecordContact) { r.FollowUp = x }
}

// next: the next step with them, due in so many days.
func next(days int, step string) part {
	return func(s *stage, r *practice.RecordContact) { r.NextStep, r.Next = step, s.in(days, "12:00") }
}

// late: it happened so many days ago and is only now written down.
func late(days int) part {
	return func(s *stage, r *practice.RecordContact) { r.When = s.in(-days, "11:00") }
}

// judged lets an approach pass after a judgement of the asking.
func (s *stage) judged(x practice.CrossingID, carrier, judgement string) {
	s.do(practice.Clear{
		Crossing: x, Clearing: practice.Clearing{Carrier: s.staff(carrier)},
		Judgement: &practice.Judging{GoAhead: true, Text: judgement},
	})
}

// clears lets a crossing pass, with somebody who carries it.
func (s *stage) clears(x practice.CrossingID, carrier string) {
	s.do(practice.Clear{Crossing: x, Clearing: practice.Clearing{Carrier: s.staff(carrier)}})
}

// assesses says that it can go ahead between these people.
func (s *stage) assesses(kind practice.Kind, means practice.Means, text string, parties ...practice.PartyID) {
	s.do(practice.Assess{Kind: kind, Means: means, Parties: parties, GoAhead: true, Text: text})
}

// reads passes the present wording of a content; who reads second signs it off.
func (s *stage) reads(content practice.ContentID) {
	s.do(practice.ReadContent{Content: content, Wording: s.text[content].Wording, Verdict: practice.Passed})
}

func (s *stage) signsOff(content practice.ContentID) {
	s.do(practice.SignOff{Content: content, Wording: s.text[content].Wording, Verdict: practice.Passed})
}

// returns sends a content back to its author with reasons.
func (s *stage) returns(content practice.ContentID, reasons string) {
	s.do(practice.ReadContent{Content: content, Wording: s.text[content].Wording, Verdict: practice.Returned, Text: reasons})
}

// writes takes a text down for its author, and gives what it is known by.
func (s *stage) writes(author practice.PartyID, kind practice.Kind, text string) practice.ContentID {
	s.do(practice.WriteContent{Author: author, Kind: kind, Text: text})
	return s.last.content
}

// deposits takes a letter down for the letter bank, to lie there until somebody asks.
func (s *stage) deposits(author practice.PartyID, text string) practice.ContentID {
	s.do(practice.WriteContent{Author: author, Kind: practice.Letter, Text: text, Banked: true})
	return s.last.content
}

// proposes asks for a content to pass from one to another.
func (s *stage) proposes(content practice.ContentID, means practice.Means, from, to practice.PartyID) practice.CrossingID {
	s.do(practice.Propose{
		Kind: s.made[content], From: []practice.PartyID{from}, To: []practice.PartyID{to}, Means: means, Content: content,
	})
	return s.last.crossing
}

// opens begins the case and allocates it; without facilitators it stays uncovered.
// Each facilitator is given the sides of the parties named with them, and all sides if none is.
func (s *stage) opens(c practice.OpenCase, covers ...cover) []practice.PartyID {
	s.by(marta)
	s.do(c)
	for _, k := range covers {
		var sides []practice.SideID
		for _, place := range k.places {
			if place < len(s.last.parties) {
				sides = append(sides, s.plan[s.last.parties[place]])
			}
		}
		s.do(practice.Allocate{Staff: s.staff(k.login), Duty: practice.Facilitator, Sides: sides})
	}
	all := make([]practice.PartyID, len(c.Parties))
	for i := range all {
		all[i] = nth(s.last.parties, i)
	}
	return all
}

// cover is a facilitator and the places of the parties whose sides they work with.
type cover struct {
	login  string
	places []int
}

func covers(login string, places ...int) cover { return cover{login, places} }

// looks opens the case as a page does, with every side the reader works with; each
// look is on record.
func (s *stage) looks() {
	s.act(func(session *casework.Session, _ casework.FormID) error {
		_, err := session.Case(s.ctx, s.id, casework.Want{All: true})
		return err
	})
}

// person is a grown-up who was harmed or is responsible.
func person(full, short, about, care string) practice.NewParty {
	return practice.NewParty{
		Kind: practice.Person, Standing: practice.Principal, Capacity: practice.Adult,
		Full: full, Short: short, About: about, SafeContact: care,
	}
}

// supporter is somebody who comes along with the party at a place, counted from one.
func supporter(full, short, about, care string, of int) practice.NewParty {
	p := person(full, short, about, care)
	p.Standing, p.For = practice.Supporter, of
	return p
}

// asksAfter: they want to be asked again after so many days, and not before.
func asksAfter(days int) part {
	return func(s *stage, r *practice.RecordContact) {
		r.Asking, r.AskAfter = practice.AskAfter, s.in(days, "09:00")
	}
}

// nth gives one of a list, and nothing where the tale is over before it was made.
func nth[T any](list []T, i int) (one T) {
	if i < len(list) {
		one = list[i]
	}
	return one
}
