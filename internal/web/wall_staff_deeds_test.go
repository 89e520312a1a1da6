package web

import (
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"amends/internal/practice"
)

// passing is a case in which things pass between Ash and Daniel, in one of two worlds.
type passing struct {
	*world
	text                       string // what is written on Daniel's side, everywhere
	harm                       practice.HarmID
	toHim, toHer, letter, next practice.CrossingID
	login                      bool // Daniel has one
}

func newPassing(t *testing.T, responsible, text string) *passing {
	t.Helper()
	w := &passing{world: newWallWorld(t, responsible, text), text: text}
	w.harm = w.view("imran").State.Harms[0].ID
	return w
}

// staffDeed is one thing that happens: in both worlds, or in each in its own way.
type staffDeed struct {
	name                string
	both, first, second func(*passing)
}

// talk writes down a contact with Daniel.
func (w *passing) talk(name string, c practice.RecordContact) {
	w.t.Helper()
	c.Parties, c.Means, c.Note = w.side("daniel"), practice.InPerson, w.text
	w.do("tom", name, c)
}

// staffDeeds are a stretch of one case. What differs on Daniel's side is all that is not in mustKnow.
func staffDeeds() []staffDeed { return slices.Concat(apartDeeds(), passingDeeds(), laterDeeds()) }

func toWork() []practice.Consenting {
	return []practice.Consenting{{To: practice.ToWork, Means: practice.Any, Form: practice.SpokenForm, Text: "Northfold being in touch"}}
}

// apartDeeds are before anything passes.
func apartDeeds() []staffDeed {
	return []staffDeed{
		{name: "Ash is talked to", both: func(w *passing) {
			w.do("priya", "first talk", practice.RecordContact{Parties: w.side("ash"), Means: practice.Phone, Note: "She likes the blue kettle", Limits: true, Identity: true, Asking: practice.AskMe, Session: true, Consents: toWork(),
				Questions: []string{"Why our road?"}, NextStep: "Ring again", Next: w.in(9 * 24 * time.Hour)})
		}},
		{name: "Daniel is talked to, in one world alone", second: func(w *passing) {
			w.talk("first talk with him", practice.RecordContact{Limits: true, Identity: true, Session: true, Consents: toWork(), Account: w.text, SafeContact: w.text, Readiness: practice.NotReady, ReadyWords: w.text,
				Questions: []string{w.text}, Acknowledges: []practice.Acknowledging{{Harm: w.harm, Answer: practice.No}}, NextStep: w.text, Next: w.in(48 * time.Hour)})
		}},
		{name: "Daniel gets a login", second: func(w *passing) { w.letIn("tom", "daniel", "daniel"); w.login = true }},
		{name: "letters that go nowhere", second: func(w *passing) {
			for n := range 3 {
				w.do("tom", "letter "+strconv.Itoa(n), practice.WriteContent{Author: w.parties["daniel"], Kind: practice.Letter, Text: w.text + strconv.Itoa(n), Banked: n == 0})
			}
			w.do("tom", "interest", practice.DepositInterest{Party: w.parties["daniel"], Kind: practice.Meeting})
			w.do("tom", "who he is", practice.ChangeParty{Party: w.parties["daniel"], Capacity: practice.Adult, About: w.text})
		}},
		{name: "he is judged, alone", second: func(w *passing) {
			w.do("tom", "judged", practice.Assess{Kind: practice.Letter, Means: practice.Any, Parties: w.side("daniel"), GoAhead: true, Text: w.text, Until: w.in(5 * 24 * time.Hour)})
		}},
		{name: "something goes to the prison, something went past the gate", second: func(w *passing) {
			w.do("tom", "disclosed", practice.Disclose{Party: w.parties["daniel"], To: practice.ToPrison, Ground: practice.WithConsent, Text: w.text})
			w.do("tom", "outside", practice.RecordOutside{Kind: practice.Slip, Parties: w.side("daniel"), Text: w.text})
		}},
		{name: "it is looked at by somebody else", second: func(w *passing) {
			state := w.view("imran").State
			w.do("imran", "reviewed", practice.ReviewDisclosure{Disclosure: state.Disclosed[0].ID, Upheld: true, Text: w.text})
		}},
		{name: "he says on his page how to reach him", second: func(w *passing) {
			page := w.get(w.people["daniel"], "his contact", "/p/contact")
			w.submit(page, "his contact", "/p/contact", url.Values{"text": {w.text}})
		}},
		{name: "he stops on his page", second: func(w *passing) { w.hisStop("first") }},
		{name: "it is taken in, and he starts again", second: func(w *passing) {
			w.talk("take it in", practice.RecordContact{})
			w.do("tom", "starts again", practice.LiftPause{Party: w.parties["daniel"]})
		}},
	}
}

// passingDeeds bring things on their way between them.
func passingDeeds() []staffDeed {
	return []staffDeed{
		{name: "he is asked whether he would hear from her", both: (*passing).askHim},
		{name: "he says yes, or no", first: func(w *passing) {
			w.talk("yes", practice.RecordContact{Limits: true, Identity: true, Session: true, Consents: toWork(), Answers: []practice.Answering{{Crossing: w.toHim, Answer: practice.Yes}}})
		}, second: func(w *passing) {
			w.talk("no", practice.RecordContact{Answers: []practice.Answering{{Crossing: w.toHim, Answer: practice.No}}, Refusals: []practice.Refusing{{To: practice.ToReceive, Kind: practice.Message, Towards: w.side("ash"), Answer: practice.No}}})
		}},
		{name: "she is asked whether she would hear from him", both: (*passing).askHer},
		{name: "his letter is ready", both: func(w *passing) { w.letter = w.letterOf("letter", practice.Spoken) }},
		{name: "he agrees to it once more", second: func(w *passing) { w.agrees("once more", w.letter) }},
		{name: "it is read to her", both: func(w *passing) {
			w.do("imran", "read to her", practice.RecordContact{Parties: w.side("ash"), Means: practice.InPerson, Delivers: []practice.Delivering{{Crossing: w.letter, Extent: practice.Whole, From: "Daniel"}}})
		}},
		{name: "he is rung afterwards", second: func(w *passing) { w.talk("afterwards", practice.RecordContact{FollowUp: w.letter}) }},
		{name: "something is promised", both: func(w *passing) {
			w.do("imran", "promised", practice.MakeAgreement{Parties: append(w.side("ash"), w.side("daniel")...), Undertakings: []practice.Promising{
				{Party: w.parties["daniel"], Text: "To say where the watch was sold", Due: w.in(5 * 24 * time.Hour)}, {Party: w.parties["ash"], Text: "To say whether it came", Due: w.in(6 * 24 * time.Hour)}}})
		}},
		{name: "his promise is looked at", second: func(w *passing) {
			w.do("tom", "kept", practice.RecordUndertaking{Undertaking: w.promise("daniel"), Kept: practice.Partly, Text: w.text})
		}},
	}
}

// laterDeeds are what comes of it.
func laterDeeds() []staffDeed {
	return []staffDeed{
		{name: "another letter is ready", both: func(w *passing) { w.next = w.letterOf("next", practice.Post) }},
		{name: "a question on his page", second: func(w *passing) {
			w.do("tom", "ask him", practice.Ask{Party: w.parties["daniel"], About: practice.AskedToSend, Crossing: w.next, Text: w.text})
		}},
		{name: "he answers it", second: func(w *passing) {
			state := w.view("imran").State
			path := "/p/questions/" + string(state.Questions[len(state.Questions)-1].ID)
			page := w.get(w.people["daniel"], "see question", path)
			w.submit(page, "answer", path, url.Values{"answer": {string(practice.Yes)}, "text": {w.text}})
		}},
		{name: "that is taken in", second: func(w *passing) { w.talk("take in his answer", practice.RecordContact{}) }},
		{name: "it is no longer, for one reason or another", first: func(w *passing) {
			w.talk("it ends", practice.RecordContact{TakesBackAll: true}) // by the same name in both: what the act is called says nothing
		}, second: func(w *passing) {
			w.do("tom", "it ends", practice.RecordBar{Kind: practice.LicenceCondition, On: w.side("daniel"), Means: []practice.Means{practice.Any}, Review: w.in(48 * time.Hour), Text: w.text})
		}},
		{name: "something else does not go ahead, for one reason or another", both: func(w *passing) {
			w.next = event[practice.CrossingProposed](w.t, w.do("imran", "one more", practice.Propose{Kind: practice.Letter, From: w.side("daniel"), To: w.side("ash"), Means: practice.Spoken, Text: w.text})).Crossing
		}, first: func(w *passing) {
			w.do("imran", "stopped", practice.StopCrossing{Crossing: w.next, Reason: practice.NotSafe, Text: w.text})
		}, second: func(w *passing) {
			w.do("imran", "stopped", practice.StopCrossing{Crossing: w.next, Reason: practice.SenderStopped})
		}},
		{name: "a permission under it, which ends", second: func(w *passing) {
			bar := w.view("imran").State.Bars[0].ID
			w.do("tom", "permission", practice.RecordPermission{Bar: bar, Authority: practice.Probation, Kinds: []practice.Kind{practice.Message}, Means: []practice.Means{practice.Any}, Until: w.in(72 * time.Hour), Text: w.text})
		}},
		{name: "a mistake is mended, and one destroyed", second: func(w *passing) {
			w.do("tom", "mended", practice.Correct{Thing: practice.ASession, Party: w.parties["daniel"], Text: w.text})
			w.do("helen", "struck", practice.Strike{Act: w.hisTalk(), From: practice.FileOf(w.parties["daniel"])})
		}},
		{name: "weeks go by", both: func(w *passing) { w.later(50 * 24 * time.Hour) }},
		{name: "he is talked to again", second: func(w *passing) {
			w.talk("again", practice.RecordContact{Session: true, Readiness: practice.Ready, Asking: practice.AskAfter, AskAfter: w.in(24 * time.Hour), Consents: toWork()})
		}},
		{name: "he is found to be without capacity", second: func(w *passing) {
			w.do("tom", "capacity", practice.ChangeParty{Party: w.parties["daniel"], Capacity: practice.Lacking})
		}},
		{name: "he stops on his page once more", second: func(w *passing) { w.hisStop("second") }},
		{name: "that is taken in too, and by telephone in the other world", first: func(w *passing) {
			w.do("tom", "by telephone", practice.EnterStopReference{Party: w.parties["daniel"]})
		}, second: func(w *passing) { w.talk("take it in too", practice.RecordContact{}) }},
		{name: "nothing of all this goes ahead", both: func(w *passing) {
			for _, x := range w.view("imran").State.Crossings {
				if !x.IsOver() {
					w.do("imran", "not ahead "+string(x.ID), practice.StopCrossing{Crossing: x.ID, Reason: practice.NotNeeded})
				}
			}
		}},
		{name: "he dies, with whom his login ends", second: func(w *passing) {
			w.do("tom", "he dies", practice.RecordDeath{Party: w.parties["daniel"], Text: w.text})
		}},
	}
}

// hisStop is everything stopped on Daniel's page.
func (w *passing) hisStop(name string) {
	w.t.Helper()
	page := w.get(w.people["daniel"], name+" stop", "/p/stop")
	w.submit(page, name+" stopped", "/p/stop", url.Values{"sure": {"yes"}})
}

// hisTalk is the act of the last contact with Daniel.
func (w *passing) hisTalk() practice.ActID {
	w.t.Helper()
	var act practice.ActID
	for _, line := range w.view("tom").Story {
		if e, is := line.Event.(practice.ContactRecorded); is && e.Party == w.parties["daniel"] {
			act = e.Act
		}
	}
	return act
}

// promise is what somebody promised.
func (w *passing) promise(party string) practice.UndertakingID {
	w.t.Helper()
	for _, u := range w.view("imran").State.Agreements[0].Undertakings {
		if u.Party == w.parties[party] {
			return u.ID
		}
	}
	w.t.Fatalf("%s promised nothing", party)
	return ""
}

// askHim has Daniel asked by voice, in her words.
func (w *passing) askHim() {
	w.t.Helper()
	w.toHim = w.asked("him", w.side("ash"), w.side("daniel"), "She would like to ask him something.", "Ash")
}

// askHer has Ash asked by voice, and takes down that she is willing.
func (w *passing) askHer() {
	w.t.Helper()
	w.toHer = w.asked("her", w.side("daniel"), w.side("ash"), "He would like to say something.", "Daniel")
	w.do("priya", "she is willing", practice.RecordContact{Parties: w.side("ash"), Means: practice.Phone, Answers: []practice.Answering{{Crossing: w.toHer, Answer: practice.Yes}},
		Consents: []practice.Consenting{{To: practice.ToReceive, Kind: practice.Letter, Towards: w.side("daniel"), Means: practice.Any, Form: practice.SpokenForm, Text: "Having a letter"}}})
}

// asked is an approach, from its words to its being made.
func (w *passing) asked(name string, from, to []practice.PartyID, words, called string) practice.CrossingID {
	w.t.Helper()
	done := w.do("imran", "approach "+name, practice.Propose{Kind: practice.Approach, From: from, To: to, Means: practice.Phone, Text: words, Judgement: &practice.Judging{GoAhead: true, Text: "Well supported."}})
	crossing, content := event[practice.CrossingProposed](w.t, done), event[practice.ContentCommitted](w.t, done)
	w.do("imran", "agrees to approach "+name, practice.RecordContact{Parties: from, Means: practice.InPerson, Limits: true, Acknowledges: w.facts(from),
		Consents: []practice.Consenting{{To: practice.ToSend, Kind: practice.Approach, Towards: to, Means: practice.Phone, Content: content.Content, Wording: content.Wording, Form: practice.SpokenForm, ReadBack: true}}})
	w.do("imran", "clear approach "+name, practice.Clear{Crossing: crossing.Crossing, Clearing: practice.Clearing{Carrier: w.people["imran"].staff, Until: w.in(48 * time.Hour)}})
	w.do("imran", "make approach "+name, practice.Deliver{Delivering: practice.Delivering{Crossing: crossing.Crossing, Extent: practice.Whole, From: called}})
	return crossing.Crossing
}

func (w *passing) facts(from []practice.PartyID) []practice.Acknowledging {
	if from[0] != w.parties["daniel"] {
		return nil
	}
	return []practice.Acknowledging{{Harm: w.harm, Answer: practice.Yes}}
}

// letterOf is a letter of Daniel's to Ash, ready to be passed on. Its text differs between the worlds.
func (w *passing) letterOf(name string, means practice.Means) practice.CrossingID {
	w.t.Helper()
	taking := append(w.side("daniel"), w.side("ash")...)
	done := w.do("imran", "write "+name, practice.Propose{Kind: practice.Letter, From: w.side("daniel"), To: w.side("ash"), Means: means, Text: "His letter: " + w.text})
	crossing, content := event[practice.CrossingProposed](w.t, done).Crossing, event[practice.ContentCommitted](w.t, done)
	w.agrees("agrees "+name, crossing)
	w.do("imran", "read "+name, practice.ReadContent{Content: content.Content, Wording: content.Wording, Verdict: practice.Passed, Text: w.text})
	w.do("imran", "assess "+name, practice.Assess{Kind: practice.Letter, Means: means, Parties: taking, GoAhead: true, Text: "Both have people around them."})
	w.do("imran", "clear "+name, practice.Clear{Crossing: crossing, Clearing: practice.Clearing{Carrier: w.people["imran"].staff, Until: w.in(30 * 24 * time.Hour)}})
	return crossing
}

// agrees has Daniel agree to what passes from him.
func (w *passing) agrees(name string, id practice.CrossingID) {
	w.t.Helper()
	state := w.view("imran").State
	x, _ := state.Crossing(id)
	w.talk(name, practice.RecordContact{Limits: true, Identity: true, Acknowledges: []practice.Acknowledging{{Harm: w.harm, Answer: practice.Yes}},
		Consents: []practice.Consenting{{To: practice.ToSend, Kind: x.Kind, Towards: x.To, Means: x.Means, Content: x.Content, Wording: state.Wording(x), Form: practice.Signed, ReadBack: true, Text: "My letter"}}})
}

// toldOf is one thing on the other side that staff of one side must know, and why. All that
// their pages then say more than in a world where it did not happen stands in testdata/staff-must-know.txt.
type toldOf struct {
	name, reason string
	before       func(*passing) // in both worlds
	do           func(*passing)
}

func mustKnow() []toldOf {
	return []toldOf{
		{"something is proposed to them", "they prepare whom it is for", func(w *passing) {
			w.do("priya", "first talk", practice.RecordContact{Parties: w.side("ash"), Means: practice.Phone, Limits: true, Identity: true, Asking: practice.AskMe})
			w.askHer()
		}, func(w *passing) {
			w.letter = event[practice.CrossingProposed](w.t, w.do("imran", "propose", practice.Propose{Kind: practice.Letter, From: w.side("daniel"), To: w.side("ash"), Means: practice.Spoken, Text: w.text})).Crossing
		}},
		{"it does not go ahead", "they must not promise it; not whose choice it was, or why", nil, func(w *passing) {
			w.do("tom", "stop it", practice.StopCrossing{Crossing: w.letter, Reason: practice.SenderStopped, Text: w.text})
		}},
		{"the case is held", "nothing passes on any side until it is released", nil, func(w *passing) { w.do("tom", "hold", practice.Hold{Text: "An appeal runs."}) }},
		{"a helper", "helpers are the case’s and not one side’s", nil, func(w *passing) {
			w.do("tom", "helper", practice.AddHelper{Kind: practice.Interpreter, Name: "Mrs Okoro", Confidential: true, Checked: true})
		}},
		{"nobody facilitates the other side", "who works on a case is known to all who do, and somebody has to be found", nil, func(w *passing) {
			w.do("helen", "tom leaves", practice.Deallocate{Staff: w.people["tom"].staff})
			w.do("helen", "imran leaves", practice.Deallocate{Staff: w.people["imran"].staff})
		}},
		{"somebody is erased", "nothing can go to them any more", nil, func(w *passing) { w.do("helen", "erase", practice.Erase{Party: w.parties["daniel"]}) }},
		{"the case is closed", "it is closed for both sides", nil, func(w *passing) {
			w.do("helen", "close", practice.Close{Ending: practice.NoContact, Text: "Nobody was hurried."})
		}},
	}
}

// saidOn are the texts of a page, one an element.
func saidOn(answer string) []string {
	_, document, _ := strings.Cut(answer, "\n\n")
	root, err := html.Parse(strings.NewReader(document))
	if err != nil {
		return nil
	}
	var all []string
	for n := range root.Descendants() {
		if n.Type != html.TextNode || n.Parent != nil && (n.Parent.Data == "style" || n.Parent.Data == "script") {
			continue
		}
		if text := strings.Join(strings.Fields(n.Data), " "); text != "" {
			all = append(all, text)
		}
	}
	return all
}

// filledIn is a form with something in every field: the first of what can be chosen, and words where words go.
func filledIn(t *testing.T, document, action string) url.Values {
	t.Helper()
	root, err := html.Parse(strings.NewReader(document))
	if err != nil {
		t.Fatal(err)
	}
	values := url.Values{}
	for form := range root.Descendants() {
		if form.Data != "form" || attribute(form, "action") != action {
			continue
		}
		for n := range form.Descendants() {
			fillIn(values, n)
		}
	}
	return values
}

func fillIn(values url.Values, n *html.Node) {
	name, kind := attribute(n, "name"), attribute(n, "type")
	switch {
	case name == "" || n.Data == "button":
	case kind == "hidden":
		values.Set(name, attribute(n, "value"))
	case kind == "radio":
		if !values.Has(name) {
			values.Set(name, attribute(n, "value"))
		}
	case kind == "checkbox":
		values.Add(name, attribute(n, "value"))
	case n.Data == "select":
		values.Set(name, lastOption(n))
	case n.Data == "input" && (strings.HasSuffix(name, "-day") || strings.HasSuffix(name, "-month") || strings.HasSuffix(name, "-year") || strings.HasSuffix(name, "-time")):
		values.Set(name, "")
	default:
		values.Set(name, "Some words")
	}
}

// lastOption is the last thing that a select offers.
func lastOption(n *html.Node) string {
	last := ""
	for o := range n.Descendants() {
		if o.Data == "option" {
			last = attribute(o, "value")
		}
	}
	return last
}
