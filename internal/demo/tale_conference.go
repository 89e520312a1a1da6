package demo

import "amends/internal/practice"

// theBackYard is a quick conference of neighbours: each of the three was harmed by
// the others and is responsible towards them.
func theBackYard(s *stage) {
	s.ago(96, "09:00")
	p := s.opens(practice.OpenCase{
		Begun: practice.ByAgency, Title: "The back yard",
		Parties: []practice.NewParty{
			person("Odile Marchbanks", "Odile", "Ground floor. The music is above her.", "Knock. She is in most days."),
			person("Ray Tolliver", "Ray", "First floor. Threw the bins.", "Telephone after his shift, from four."),
			{
				Kind: practice.Person, Standing: practice.Principal, Capacity: practice.Child,
				Full: "Jem Tolliver-Pace", Short: "Jem", About: "Fifteen, second floor. Cut the washing lines.", SafeContact: "Through their mother.",
			},
			{
				Kind: practice.Person, Standing: practice.Representative, For: 3, Capacity: practice.Adult,
				Full: "Noor Pace", Short: "Noor", About: "Jem's mother.", SafeContact: "Telephone, evenings.",
			},
		},
		Harms: []practice.NewHarm{
			{Kind: practice.Dispute, Harmed: []int{0}, Responsible: []int{1}},
			{Kind: practice.Damage, Harmed: []int{1}, Responsible: []int{2}},
			{Kind: practice.Damage, Harmed: []int{2}, Responsible: []int{0}},
		},
	}, covers(hanne))
	odile, ray, jem, noor := p[0], p[1], p[2], p[3]
	harms := s.last.harms
	s.after(1, "10:00")
	s.by(hanne).contact(odile, practice.InPerson, "Slept badly for a year. Knows that she broke the child's bicycle and is ashamed of it.", begun, accepts(nth(harms, 2)),
		prepares(practice.NotReady, "If he listens."), toMeet(ray, jem))
	s.after(0, "16:10")
	s.contact(ray, practice.InPerson, "Night shifts. Did not know that it carried through the floor.", begun, accepts(nth(harms, 0)), prepares(practice.NotReady, "I am not the only one."), toMeet(odile, jem))
	s.after(1, "17:30")
	s.contact(jem, practice.InPerson, "With their mother. Says it was stupid, and that nobody asked why.", begun, accepts(nth(harms, 1)), prepares(practice.NotReady, "Do I have to talk?"), toMeet(odile, ray))
	s.contact(noor, practice.InPerson, "Wants it over before the summer.", begun, guards(jem, odile, ray))
	s.do(practice.PlanMeeting{
		From: []practice.PartyID{odile}, To: []practice.PartyID{ray, jem}, Means: practice.InPerson, Starts: s.in(3, "17:00"),
		Place: "The community room, chairs in a ring", Apart: true, HowToStop: "Anybody says pause, and we all stand up.",
	})
	x := s.last.crossing
	starts := s.in(3, "17:00")
	s.assesses(practice.Meeting, practice.InPerson, "Neighbours who will meet on the stairs in any case. Better here.", odile, ray, jem)
	s.after(1, "10:00")
	s.contact(odile, practice.InPerson, "Second talk.", prepares(practice.Ready, "I will say sorry first."))
	s.after(0, "16:10")
	s.contact(ray, practice.InPerson, "Second talk. Measured the noise himself.", prepares(practice.Ready, "Fair enough."))
	s.after(0, "17:30")
	s.contact(jem, practice.InPerson, "Second talk.", prepares(practice.Ready, "All right."))
	s.clears(x, hanne)
	s.comes(starts, "16:30")
	s.do(practice.Confirm{Crossing: x})
	s.after(0, "18:40")
	s.do(practice.Deliver{Delivering: practice.Delivering{Crossing: x, Extent: practice.Whole}})
	s.do(practice.MakeAgreement{Crossing: x, Parties: []practice.PartyID{odile, ray, jem}, Undertakings: []practice.Promising{
		{Party: ray, Due: s.in(21, "12:00"), Text: "Cork under the loudspeakers, and none after ten."},
		{Party: jem, Due: s.in(14, "12:00"), Text: "New washing lines, put up together."},
		{Party: odile, Due: s.in(28, "12:00"), Text: "The bicycle mended at the corner shop."},
	}})
	promises := s.last.undertakings
	s.after(2, "17:30")
	s.contact(odile, practice.InPerson, "Slept.", followsUp(x))
	s.contact(ray, practice.Phone, "Cork is ordered.", followsUp(x))
	s.contact(jem, practice.InPerson, "Fine.", followsUp(x))
	s.after(16, "17:30")
	s.do(practice.RecordUndertaking{Undertaking: nth(promises, 1), Kept: practice.Whole, Text: "Three lines, very straight."})
	s.do(practice.RecordUndertaking{Undertaking: nth(promises, 0), Kept: practice.Partly, Text: "Cork is down; once it was half past ten."})
	s.after(12, "17:30")
	s.do(practice.RecordUndertaking{Undertaking: nth(promises, 2), Kept: practice.Whole, Text: "Mended, with a bell."})
	s.contact(odile, practice.InPerson, "A month on. Heard the bell go by.", followsUp(x))
	s.contact(ray, practice.Phone, "A month on. Has new neighbours below, as he says.", followsUp(x))
	s.contact(jem, practice.InPerson, "A month on. All right.", followsUp(x))
	s.by(marta).do(practice.Close{Ending: practice.AfterMeeting, Text: "They have what they agreed. The last follow-up is still to come."})
}
