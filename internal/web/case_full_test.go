package web

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"amends/internal/casework"
	"amends/internal/practice"
)

// fullCase is a service with cases in which nearly everything there is has
// happened: what pages are looked at over.
type fullCase struct {
	*walker
	letter, meeting, approach            string // crossings
	content                              string // of the letter
	bar, permission, assessment, theHarm string
	one                                  string // a case of two people, by its address
}

// newFullCase makes them by running real commands through a moving clock.
func newFullCase(t *testing.T) *fullCase {
	t.Helper()
	w := &fullCase{walker: newWalker(t)}
	w.many()
	w.passing()
	w.lists()
	return w
}

// many opens a case of several sides: Ash with her sister Niamh, Joe on a side of
// his own, both harmed; Daniel, responsible; Fionn, who died.
func (w *fullCase) many() {
	w.t.Helper()
	adult := func(full, short, safe string) practice.NewParty {
		return practice.NewParty{Kind: practice.Person, Standing: practice.Principal, Capacity: practice.Adult, Full: full, Short: short, SafeContact: safe}
	}
	niamh := adult("Niamh Moran", "Niamh", "Any time.")
	niamh.Standing, niamh.For = practice.Supporter, 1
	ash := adult("Aisling Moran", "Ash", "Text first, after 5pm. Never leave voicemail. Her mother shares the landline.")
	ash.About = "She/her. Large print; breaks every 20 minutes."
	w.do("helen", "open many", practice.OpenCase{Begun: practice.ByHarmed, Title: "Death by driving, 2019", Sensitive: true,
		Parties:  []practice.NewParty{ash, niamh, adult("Joe Halloran", "Joe", "By post only. He does not want calls."), adult("Daniel Keane", "Daniel", "Through his key worker, Mrs Okoro. Do not write to the wing.")},
		Harms:    []practice.NewHarm{{Kind: practice.Driving, Harmed: []int{0, 2}, Responsible: []int{3}}},
		SpokenOf: []practice.NewSpokenOf{{Unasked: practice.Deceased, Name: "Fionn Moran", Speaker: 1}}})
	w.base = "/cases/" + string(w.kase)
	for _, p := range w.view("helen").Parties {
		w.parties[p.Name] = p.ID
	}
	w.do("helen", "allocate faye", practice.Allocate{Staff: w.people["faye"].staff, Duty: practice.Facilitator})
	ashSide, danielSide := w.side("Ash"), w.side("Daniel")
	w.do("helen", "allocate priya", practice.Allocate{Staff: w.people["priya"].staff, Duty: practice.Facilitator, Sides: []practice.SideID{ashSide}})
	w.do("helen", "allocate tom", practice.Allocate{Staff: w.people["tom"].staff, Duty: practice.Facilitator, Sides: []practice.SideID{danielSide}})
}

func (w *fullCase) side(name string) practice.SideID {
	p, _ := w.view("helen").State.Party(w.parties[name])
	return p.Side
}

// passing brings things on their way between them.
func (w *fullCase) passing() {
	w.t.Helper()
	ash, joe, daniel := w.parties["Ash"], w.parties["Joe"], w.parties["Daniel"]
	work := practice.Consenting{To: practice.ToWork, Form: practice.Signed, Text: "Us being in touch"}
	w.later(24 * time.Hour)
	w.do("faye", "first ash", practice.RecordContact{Parties: []practice.PartyID{ash}, Means: practice.Phone, Note: "Sleeping better. Would like to know whether he has thought about what he took.", Limits: true, Session: true, Identity: true, Asking: practice.AskMe,
		Questions: []string{"Why our road?", "What happened to Dad’s watch?", "Does he know Niamh was upstairs?"}, Consents: []practice.Consenting{work}, Readiness: practice.NotReady,
		Points:   []practice.Points{{Kind: practice.Approach, Text: "She would like to ask him something.", To: []practice.PartyID{daniel}, Means: practice.Spoken, Agreed: true, Form: practice.SpokenForm}},
		NextStep: "Preparation visit, at her sister’s", Next: practice.InstantOf(w.now.Add(40 * 24 * time.Hour))})
	w.approach = w.lastCrossing()
	w.do("faye", "clear approach", practice.Clear{Crossing: practice.CrossingID(w.approach), Clearing: practice.Clearing{Carrier: w.people["faye"].staff}, Judgement: &practice.Judging{GoAhead: true, Text: "Steady, and supported."}})
	w.later(48 * time.Hour)
	w.do("faye", "first daniel", practice.RecordContact{Parties: []practice.PartyID{daniel}, Means: practice.InPerson, Note: "Read it to him. He asked that she not feel she has to answer.", Limits: true, Session: true, Account: "I was nineteen and in debt. It is not an excuse.",
		Acknowledges: []practice.Acknowledging{{Harm: practice.HarmID(w.harm()), Answer: practice.Yes}}, Consents: []practice.Consenting{work},
		Delivers: []practice.Delivering{{Crossing: practice.CrossingID(w.approach), Extent: practice.Whole, From: "Ash"}}, Answers: []practice.Answering{{Crossing: practice.CrossingID(w.approach), Answer: practice.Yes}}})
	w.later(72 * time.Hour)
	w.do("faye", "bar", practice.RecordBar{Kind: practice.NoContactOrder, On: []practice.PartyID{daniel}, Towards: []practice.PartyID{ash}, Means: []practice.Means{practice.Phone, practice.Email, practice.Text, practice.InPerson, practice.Spoken},
		Until: practice.InstantOf(time.Date(2027, time.March, 14, 0, 0, 0, 0, time.UTC)), Review: practice.InstantOf(w.now.Add(60 * 24 * time.Hour)), Text: "Crown Court, section 5."})
	w.bar = string(w.view("faye").State.Bars[0].ID)
	w.do("faye", "permission", practice.RecordPermission{Bar: practice.BarID(w.bar), Authority: practice.Court, Kinds: []practice.Kind{practice.Letter}, Means: []practice.Means{practice.Spoken}, Text: "By email of the court."})
	w.permission = string(w.view("faye").State.Bars[0].Permissions[0].ID)
	w.do("faye", "letter", practice.Propose{Kind: practice.Letter, From: []practice.PartyID{daniel}, To: []practice.PartyID{ash}, Means: practice.Spoken, Text: "I do not ask you to forgive me.\n\nI was nineteen. I have thought about the lights being off, and about who came home to find it."})
	w.letter = w.lastCrossing()
	x, _ := w.view("faye").State.Crossing(practice.CrossingID(w.letter))
	w.content = string(x.Content)
	wording := w.view("faye").State.Wording(x)
	w.do("faye", "agrees letter", practice.RecordContact{Parties: []practice.PartyID{daniel}, Means: practice.InPerson, Note: "Read his letter back to him aloud.", When: practice.InstantOf(w.now.Add(-26 * time.Hour)),
		Consents: []practice.Consenting{{To: practice.ToSend, Kind: practice.Letter, Towards: []practice.PartyID{ash}, Means: practice.Spoken, Content: x.Content, Wording: wording, Form: practice.Signed, ReadBack: true, Text: "My letter"}}})
	w.do("faye", "read letter", practice.ReadContent{Content: x.Content, Wording: wording, Verdict: practice.Passed, Text: "Nothing in it that could harm her."})
	w.do("faye", "assess letter", practice.Assess{Kind: practice.Letter, Means: practice.Spoken, Parties: []practice.PartyID{ash, daniel}, GoAhead: true, Text: "Both have people around them."})
	w.assessment = string(w.view("faye").State.Assessed[len(w.view("faye").State.Assessed)-1].ID)
	w.theHarm = string(w.view("faye").State.Harms[0].ID)
	w.later(200 * time.Hour)
	w.do("faye", "joe", practice.RecordContact{Parties: []practice.PartyID{joe}, Means: practice.Post, Note: "He wrote back that he wants nothing to do with it.", Asking: practice.DoNotAsk, Refusals: []practice.Refusing{{To: practice.ToWork, Answer: practice.No}}})
	w.do("faye", "meeting", practice.PlanMeeting{From: []practice.PartyID{ash}, To: []practice.PartyID{daniel}, Means: practice.InPerson, Starts: practice.InstantOf(w.now.Add(30 * 24 * time.Hour)), Place: "The library, upper room", Apart: true, HowToStop: "Either raises a hand.", Supporters: []practice.PartyID{w.parties["Niamh"]}})
	w.meeting = w.lastCrossing()
	w.do("faye", "ash thinks", practice.RecordContact{Parties: []practice.PartyID{ash}, Means: practice.Phone, Note: "Did not want to talk about meeting.", Refusals: []practice.Refusing{{To: practice.ToTakePart, Kind: practice.Meeting, Towards: []practice.PartyID{daniel}, Answer: practice.Later, After: practice.InstantOf(w.now.Add(50 * 24 * time.Hour))}}})
	w.do("faye", "chance", practice.RecordOutside{Kind: practice.ChanceMeeting, Parties: []practice.PartyID{ash, daniel}, Text: "They saw one another at the bus station and did not speak."})
	w.do("faye", "disclose", practice.Disclose{Party: daniel, To: practice.ToPrison, Ground: practice.WithConsent, Text: "That he is taking part, for the booking of the room."})
	w.do("faye", "helper", practice.AddHelper{Kind: practice.Interpreter, Name: "Rhian Prys", Confidential: true})
	w.do("faye", "spoken of", practice.SpeakOf{Unasked: practice.Deceased, Name: "Owen", Speaker: ash})
	w.do("faye", "promise", practice.MakeAgreement{Parties: []practice.PartyID{ash, daniel}, Undertakings: []practice.Promising{{Party: daniel, Text: "To say where the watch was sold.", Due: practice.InstantOf(w.now.Add(5 * 24 * time.Hour))}}})
	w.later(30 * time.Hour)
}

// lists opens more cases, so that lists have something to show.
func (w *fullCase) lists() {
	w.t.Helper()
	many := w.kase
	for i, title := range []string{"Burglary of a home", "Damage to a bus shelter", "A dispute between neighbours"} {
		who := string(rune('A' + i))
		answer := w.fill("helen", "/cases/new", url.Values{"title": {title}, "begun": {"agency"}, "sensitive": {"no"}, "gender": {"no"}, "harm": {"damage"},
			"p1-who": {"adult"}, "p1-full": {"Harmed " + who}, "p1-roles": {"harmed"}, "p2-who": {"adult"}, "p2-standing": {"principal"}, "p2-full": {"Responsible " + who}, "p2-roles": {"responsible"}})
		if answer.Code != http.StatusOK {
			w.t.Fatalf("allocating: %d", answer.Code)
		}
	}
	rows, err := w.session("helen", "rows").Cases(w.t.Context(), casework.Filter{Text: "Burglary of a home"})
	w.must(err)
	w.one = "/cases/" + string(rows[0].ID)
	w.kase = rows[0].ID
	w.do("helen", "allocate one", practice.Allocate{Staff: w.people["faye"].staff, Duty: practice.Facilitator})
	w.do("faye", "hold", practice.Hold{Text: "An appeal runs."})
	w.kase = many
}
