package demo

import (
	"errors"

	"amends/internal/casework"
	"amends/internal/practice"
)

// The logins of the participants.
const (
	edda = "edda"
	lio  = "lio"
)

// participants are the two who have a page of their own and can be signed in as.
var participants = []Guest{
	{"participant, harmed", "Edda Voss", edda, "two sisters and a kettle", "her own page: what was passed on to her, and what she agreed to"},
	{"participant, responsible", "Lio Brandt", lio, "sanding with the grain", "his own page: a question that waits for his answer"},
}

// letsIn gives a party a login, and signs them in for the first time.
func (s *stage) letsIn(party practice.PartyID, g Guest) {
	s.act(func(session *casework.Session, form casework.FormID) error {
		in, err := session.LetIn(s.ctx, s.id, party, g.Login, form)
		if err != nil {
			return err
		}
		return s.c.firstTime(s.ctx, g, in.Code)
	})
}

// onPage does what a participant does on their own page.
func (s *stage) onPage(login string, cmd practice.BoxCommand) {
	s.by(login).act(func(session *casework.Session, form casework.FormID) error {
		return session.DoBox(s.ctx, cmd, form)
	})
}

// asksOutside shows one crossing to the outside supervisor.
func (s *stage) asksOutside(x practice.CrossingID) {
	s.by(marta).act(func(session *casework.Session, form casework.FormID) error {
		return session.AskSignOff(s.ctx, s.id, x, s.staff(ruth), form)
	})
}

// signsOutside is the outside supervisor's yes to what they were asked last.
func (s *stage) signsOutside(words string) {
	s.by(ruth).act(func(session *casework.Session, form casework.FormID) error {
		asked, err := session.Signings(s.ctx)
		if err != nil {
			return err
		}
		if len(asked) == 0 {
			return errors.New("the outside supervisor was asked nothing")
		}
		return session.AnswerSigning(s.ctx, asked[0], practice.Passed, words, form)
	})
}
