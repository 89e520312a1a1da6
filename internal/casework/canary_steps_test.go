package casework

import (
	"slices"
	"time"

	"amends/internal/practice"
)

// everything does every command once, in a case of its own, with each text planted.
type everything struct {
	*world
	p                    *planter
	kase                 CaseID
	harmed, respon, also practice.PartyID
}

func (e *everything) step(cmd practice.Command) Done { return e.by("mair", cmd) }

func (e *everything) by(name string, cmd practice.Command) Done {
	e.t.Helper()
	e.clock.Pass(time.Minute)
	return e.must(e.as(name), e.kase, e.p.plant(cmd).(practice.Command))
}

func (e *everything) box(s *Session, cmd practice.BoxCommand) {
	e.t.Helper()
	if err := s.DoBox(e.t.Context(), e.p.plant(cmd).(practice.BoxCommand), e.form(s)); err != nil {
		e.t.Fatalf("%T: %v", cmd, err)
	}
}

func (e *everything) state() practice.Case { return e.view(e.as("mair"), e.kase).State }

func (e *everything) contact(party practice.PartyID, c practice.RecordContact) {
	e.t.Helper()
	c.Parties, c.Means = []practice.PartyID{party}, practice.InPerson
	e.step(c)
}

// content writes something and gives its copy, as whoever delivers it hands it on.
func (e *everything) content(author practice.PartyID, kind practice.Kind) practice.Content {
	e.t.Helper()
	e.step(practice.WriteContent{Author: author, Kind: kind, Text: "text"})
	contents := e.state().Contents
	return contents[len(contents)-1]
}

func (e *everything) copyOf(c practice.Content) practice.Copy {
	e.t.Helper()
	view, err := e.as("mair").Case(e.t.Context(), e.kase, Want{Contents: []practice.ContentID{c.ID}})
	if err != nil || len(view.Contents) != 1 {
		e.t.Fatalf("%v", err)
	}
	version, _ := view.Contents[0].Text.Current()
	return version.Copy()
}

func (e *everything) lastCrossing() practice.Crossing {
	e.t.Helper()
	all := e.state().Crossings
	return all[len(all)-1]
}

func (e *everything) in(d time.Duration) practice.Instant {
	return practice.InstantOf(e.clock.Now().Add(d))
}

// doEverything gives secrets that were told to people, which must not be on the disk
// either.
func (w *world) doEverything(p *planter) map[string]string {
	w.t.Helper()
	e := &everything{world: w, p: p}
	told := e.service()
	e.intake()
	ash, shown := w.letIn(w.as("mair"), e.kase, e.harmed, canary+"Login")
	bo, _ := w.letIn(w.as("mair"), e.kase, e.respon, canary+"Other")
	told["a code"], told["a stop reference"] = shown.Code, shown.Reference
	e.people()
	e.preparing()
	e.lettersAndBoxes(ash, bo)
	e.restraint()
	e.publication(bo)
	e.meeting()
	e.reality()
	e.posting()
	e.ending()
	return told
}

// service changes settings, enrols somebody, and gives what is secret about staff.
func (e *everything) service() map[string]string {
	e.t.Helper()
	mair := e.as("mair")
	profile := mair.Settings().Profile
	settings := e.p.plant(Settings{Name: "x", Neutral: "x", Profile: profile, Phone: "x", Harmed: "x", Responsible: "x"}).(Settings)
	settings.Profile = profile
	if err := mair.ChangeSettings(e.t.Context(), settings, e.form(mair)); err != nil {
		e.t.Fatal(err)
	}
	staff := e.p.plant(NewStaff{Name: "x", Login: "x", Duties: []Duty{Facilitator}}).(NewStaff)
	enrolled, err := mair.Enrol(e.t.Context(), staff, e.form(mair))
	if err != nil {
		e.t.Fatal(err)
	}
	told := map[string]string{"a passphrase": testPassphrase, "a name": "Mair Coordinator", "a first code": enrolled.Code}
	for name := range e.seeds {
		told["the id of "+name] = string(e.id(name))
	}
	return told
}

func (e *everything) intake() {
	e.t.Helper()
	person := practice.NewParty{Kind: practice.Person, Standing: practice.Principal, Capacity: practice.Adult, Full: "x", Short: "x", About: "x", SafeContact: "x"}
	done := e.step(practice.OpenCase{
		Begun: practice.ByHarmed, Title: "x", Parties: []practice.NewParty{person, person, person},
		Harms:    []practice.NewHarm{{Kind: practice.Burglary, Harmed: []int{0, 2}, Responsible: []int{1}}},
		SpokenOf: []practice.NewSpokenOf{{Unasked: practice.Deceased, Name: "x"}},
	})
	e.kase = done.Case
	parties := e.state().Parties
	e.harmed, e.respon, e.also = parties[0].ID, parties[1].ID, parties[2].ID
}

// people changes who is in the case and who works on it.
func (e *everything) people() {
	e.t.Helper()
	e.step(practice.Allocate{Staff: e.id("quin"), Duty: practice.Coordinator})
	e.step(practice.Allocate{Staff: e.id("nia"), Duty: practice.Facilitator})
	e.step(practice.Deallocate{Staff: e.id("nia")})
	e.step(practice.DeclareConflict{Staff: e.id("petra")})
	supporter := practice.NewParty{Kind: practice.Person, Standing: practice.Supporter, Capacity: practice.Adult, Full: "x", Short: "x", About: "x", SafeContact: "x"}
	e.step(practice.AddParty{Party: supporter, For: e.harmed, With: e.harmed})
	e.step(practice.ChangeParty{Party: e.harmed, Capacity: practice.Adult, Full: "x", Short: "x", About: "x"})
	h := e.state().Harms[0]
	e.step(practice.ChangeHarm{Harm: h.ID, Kind: h.Kind, GenderBased: !h.GenderBased, Harmed: h.Harmed, Responsible: h.Responsible, Text: "x"})
	e.step(practice.ChangeHarm{Harm: h.ID, Kind: h.Kind, GenderBased: h.GenderBased, Harmed: h.Harmed, Responsible: h.Responsible, Text: "x"})
	e.step(practice.AddHelper{Kind: practice.Interpreter, Name: "x", Confidential: true, Checked: true})
	e.step(practice.ChangeHelper{Helper: e.state().Helpers[0].ID, Confidential: true, Text: "x"})
	e.step(practice.SpeakOf{Unasked: practice.Unaware, Name: "x", Speaker: e.harmed})
	spoken := e.state().SpokenOf
	e.step(practice.NameSpeaker{SpokenOf: spoken[len(spoken)-1].ID, Text: "x"})
	e.step(practice.AddParty{Party: supporter, For: e.also, Was: spoken[len(spoken)-1].ID})
	parties := e.state().Parties
	e.step(practice.RecordDeath{Party: parties[len(parties)-1].ID, Speaker: e.also, Text: "x"})
	e.step(practice.Hold{Text: "x"})
	e.step(practice.ReleaseHold{Text: "x"})
	e.step(practice.SetSensitive{Sensitive: !e.state().Sensitive, Text: "x"})
	e.step(practice.SetSensitive{Sensitive: !e.state().Sensitive, Text: "x"})
	e.step(practice.EnterStopReference{Party: e.also})
	e.step(practice.LiftPause{Party: e.also})
	e.step(practice.GiveStopReference{Party: e.harmed, Reference: "12345-67890"})
}

// preparing is contacts with everything that can be said in one.
func (e *everything) preparing() {
	e.t.Helper()
	harm := e.state().Harms[0].ID
	e.contact(e.respon, practice.RecordContact{
		Limits: true, Identity: true, Note: "x", Account: "x", NextStep: "x", Next: e.in(24 * time.Hour), Questions: []string{"x"}, SafeContact: "x",
		Session: true, Readiness: practice.Ready, ReadyWords: "x", Acknowledges: []practice.Acknowledging{{Harm: harm, Answer: practice.Yes}},
	})
	e.contact(e.harmed, practice.RecordContact{Limits: true, Identity: true, Session: true, Readiness: practice.Ready})
	e.step(practice.DepositInterest{Party: e.respon, Kind: practice.Letter})
}

// lettersAndBoxes takes one letter all the way, with its author and its reader on
// their own pages.
func (e *everything) lettersAndBoxes(ash, bo *Session) {
	e.t.Helper()
	letter := e.content(e.respon, practice.Letter)
	e.step(practice.ShowWording{Content: letter.ID, Copy: e.copyOf(letter), For: "x"})
	e.box(bo, practice.ChangeWording{Content: letter.ID, Text: "x"})
	e.step(practice.ReviseContent{Content: letter.ID, Text: "x"})
	e.step(practice.Propose{Kind: practice.Letter, From: []practice.PartyID{e.respon}, To: []practice.PartyID{e.harmed}, Means: practice.Spoken, Content: letter.ID})
	x := e.lastCrossing()
	letter, _ = e.state().Content(letter.ID)
	e.step(practice.ShowWording{Content: letter.ID, Copy: e.copyOf(letter), For: "x"})
	e.box(bo, practice.AgreeWording{Content: letter.ID, Wording: letter.Wording})
	e.step(practice.ReadContent{Content: letter.ID, Wording: letter.Wording, Verdict: practice.Passed, Text: "x"})
	e.by("quin", practice.SignOff{Content: letter.ID, Wording: letter.Wording, Verdict: practice.Passed, Text: "x"})
	e.step(practice.Assess{Kind: practice.Letter, Means: practice.Spoken, Parties: []practice.PartyID{e.harmed, e.respon}, GoAhead: true, Text: "x", Until: e.in(900 * time.Hour)})
	e.contact(e.respon, practice.RecordContact{Consents: []practice.Consenting{{
		To: practice.ToSend, Kind: practice.Letter, Towards: []practice.PartyID{e.harmed}, Means: practice.Spoken, Content: letter.ID, Wording: letter.Wording,
		Form: practice.Signed, Text: "x",
	}}})
	e.contact(e.harmed, practice.RecordContact{Consents: []practice.Consenting{{
		To: practice.ToReceive, Kind: practice.Letter, Towards: []practice.PartyID{e.respon}, Means: practice.Spoken, Form: practice.Unprompted, Text: "x",
	}}})
	e.step(practice.Ask{Party: e.harmed, About: practice.AskedToReceive, Crossing: x.ID, Text: "x"})
	e.box(ash, practice.AnswerQuestion{Question: e.lastQuestion(ash), Answer: practice.Yes, Text: "x"})
	e.step(practice.Ask{Party: e.harmed, About: practice.AskedToReceive, Crossing: x.ID, Text: "x"})
	e.step(practice.WithdrawQuestion{Question: e.lastQuestion(ash)})
	e.step(practice.Clear{Crossing: x.ID, Clearing: practice.Clearing{Carrier: e.id("mair"), Until: e.in(20 * time.Hour)}})
	e.step(practice.Deliver{Delivering: practice.Delivering{Crossing: x.ID, Extent: practice.Whole, Copy: e.copyOf(letter), From: "x"}})
	box, err := ash.Box(e.t.Context())
	if err != nil || len(box.Box.Agreed) == 0 {
		e.t.Fatalf("%+v, %v", box, err)
	}
	e.box(ash, practice.TakeBack{Consent: box.Box.Agreed[0].Consent})
	e.box(ash, practice.StopEverything{})
	e.box(ash, practice.LiftStop{})
	e.box(ash, practice.SetContact{Text: "x"})
	if err := ash.KeepUnsent(e.t.Context(), practice.SetContact{}, canary+"Unsent", e.form(ash)); err != nil {
		e.t.Fatal(err)
	}
	e.step(practice.WithdrawContent{Content: e.content(e.respon, practice.Letter).ID})
	e.approach()
}

func (e *everything) lastQuestion(s *Session) practice.QuestionID {
	e.t.Helper()
	box, err := s.Box(e.t.Context())
	if err != nil || len(box.Box.Questions) == 0 {
		e.t.Fatalf("%+v, %v", box, err)
	}
	return box.Box.Questions[len(box.Box.Questions)-1].ID
}

// approach proposes with a text and a judgement of its own, and stops it.
func (e *everything) approach() {
	e.t.Helper()
	e.contact(e.respon, practice.RecordContact{Points: []practice.Points{{
		Kind: practice.Approach, Text: "x", To: []practice.PartyID{e.also}, Means: practice.Phone, Agreed: true, Form: practice.SpokenForm,
	}}})
	x := e.lastCrossing()
	e.step(practice.Clear{
		Crossing: x.ID, Clearing: practice.Clearing{Carrier: e.id("mair"), Until: e.in(20 * time.Hour)}, Judgement: &practice.Judging{GoAhead: true, Text: "x"},
	})
	e.step(practice.StopCrossing{Crossing: x.ID, Reason: practice.SenderStopped, Text: "x"})
}

// restraint is bars, leave under them, and assessments.
func (e *everything) restraint() {
	e.t.Helper()
	e.step(practice.RecordBar{Kind: practice.LicenceCondition, On: []practice.PartyID{e.respon}, Means: []practice.Means{practice.Any}, Text: "x"})
	bar := e.state().Bars[0]
	e.step(practice.RecordPermission{Bar: bar.ID, Authority: bar.Authority, Kinds: []practice.Kind{practice.Letter}, Means: []practice.Means{practice.Any}, Text: "x"})
	e.step(practice.EndPermission{Permission: e.state().Bars[0].Permissions[0].ID})
	e.step(practice.EndBar{Bar: bar.ID, Text: "x"})
	e.step(practice.RenewAssessment{Assessment: e.state().Assessed[0].ID})
}

// publication is a text for others, on which the other harmed person is told and
// objects.
func (e *everything) publication(_ *Session) {
	e.t.Helper()
	e.step(practice.Propose{Kind: practice.Publication, From: []practice.PartyID{e.respon}, Means: practice.Public, Text: "x", Audience: practice.Everybody})
	x := e.lastCrossing()
	e.step(practice.GiveReasons{Crossing: x.ID, Party: e.also, Reason: practice.TellAnyway, Text: "x"})
	e.step(practice.RecordTold{Crossing: x.ID, Party: e.also, Text: "x"})
	e.contact(e.also, practice.RecordContact{Objections: []practice.Objecting{{Crossing: x.ID, Objects: true, Words: "x"}}})
	e.step(practice.AnswerObjection{Crossing: x.ID, Party: e.also, Text: "x"})
	state := e.state()
	uses := []practice.Use{{SpokenOf: state.SpokenOf[0].ID, Of: practice.NotUsed}}
	for _, p := range state.Parties {
		if !slices.Contains(x.From, p.ID) {
			uses = append(uses, practice.Use{Party: p.ID, Of: practice.NotUsed})
		}
	}
	e.step(practice.UseOfWords{Crossing: x.ID, Wording: state.Wording(x), Uses: uses})
}

func (e *everything) meeting() {
	e.t.Helper()
	both := []practice.PartyID{e.harmed, e.respon}
	starts := e.in(48 * time.Hour)
	e.step(practice.PlanMeeting{
		From: both[:1], To: both[1:], Means: practice.InPerson, Starts: starts, Place: "x", Apart: true, HowToStop: "x",
		Arrangements: []practice.Arrangement{{Party: e.harmed, Text: "x"}},
	})
	x := e.lastCrossing()
	for i, p := range both {
		e.contact(p, practice.RecordContact{Session: true, Readiness: practice.Ready, Consents: []practice.Consenting{{
			To: practice.ToTakePart, Kind: practice.Meeting, Towards: []practice.PartyID{both[1-i]}, Means: practice.InPerson, Form: practice.Signed,
		}}})
	}
	e.contact(e.also, practice.RecordContact{Objections: []practice.Objecting{}, Note: "x"})
	e.step(practice.GiveReasons{Crossing: x.ID, Party: e.also, Reason: practice.DoNotTell, Text: "x"})
	e.step(practice.Assess{Kind: practice.Meeting, Means: practice.InPerson, Parties: both, GoAhead: true, Text: "x"})
	e.step(practice.Clear{Crossing: x.ID, Clearing: practice.Clearing{Carrier: e.id("mair"), Until: starts + practice.Day}})
	e.clock.Pass(48 * time.Hour)
	e.step(practice.Confirm{Crossing: x.ID})
	e.step(practice.Deliver{Delivering: practice.Delivering{Crossing: x.ID, Extent: practice.Whole, Attended: []practice.Attending{{Party: e.harmed, Presence: practice.LeftEarly}}}})
	e.step(practice.CorrectAttendance{Crossing: x.ID, Attended: []practice.Attending{{Party: e.harmed, Presence: practice.Came}}, Text: "x"})
	e.step(practice.MakeAgreement{Crossing: x.ID, Parties: both, Undertakings: []practice.Promising{{Party: e.respon, Due: e.in(900 * time.Hour), Text: "x"}}})
	e.step(practice.ChangeUndertaking{Undertaking: e.state().Agreements[0].Undertakings[0].ID, Agreed: both, Due: e.in(800 * time.Hour), Text: "x"})
	e.step(practice.RecordUndertaking{Undertaking: e.state().Agreements[0].Undertakings[0].ID, Kept: practice.Whole, Text: "x"})
}

// reality is what went past the gate, out of the case, or was recorded in error.
func (e *everything) reality() {
	e.t.Helper()
	e.step(practice.Disclose{Party: e.respon, To: practice.ToPolice, Ground: practice.DangerToLife, Text: "x"})
	e.by("quin", practice.ReviewDisclosure{Disclosure: e.state().Disclosed[0].ID, Upheld: true, Text: "x"})
	e.step(practice.RecordOutside{Kind: practice.ChanceMeeting, Parties: []practice.PartyID{e.harmed, e.respon}, Text: "x"})
	incidents := e.state().Incidents
	e.step(practice.CloseReview{Incident: incidents[len(incidents)-1].ID, Text: "x"})
	e.step(practice.Correct{Thing: practice.AnAssessment, Assessment: e.state().Assessed[0].ID, Text: "x"})
	note := e.step(practice.RecordContact{Parties: []practice.PartyID{e.harmed}, Means: practice.Phone, Note: "x"})
	e.step(practice.Strike{Act: note.Events[0].Stamped().Act, From: practice.FileOf(e.harmed)})
}

// posting puts something into the outbox.
func (e *everything) posting() {
	e.t.Helper()
	o := e.p.plant(Outgoing{Means: practice.Phone, To: "x", Text: "x", Expires: e.in(24 * time.Hour)}).(Outgoing)
	mair := e.as("mair")
	if err := mair.Post(e.t.Context(), e.kase, e.respon, o, e.form(mair)); err != nil {
		e.t.Fatal(err)
	}
}

func (e *everything) ending() {
	e.t.Helper()
	state := e.state()
	e.step(practice.ShareSides{From: state.Parties[2].Side, Into: state.Parties[0].Side, Agreed: []practice.PartyID{e.harmed, e.also, state.Parties[3].ID}})
	e.step(practice.PartSides{From: state.Parties[0].Side, Leaving: []practice.PartyID{e.harmed}, Text: "x"})
	e.step(practice.Close{Ending: practice.AfterMeeting, Text: "x"})
	e.step(practice.Reopen{Text: "x"})
	e.step(practice.Erase{Party: e.also})
}
