package casework

import (
	"errors"
	"testing"
	"time"

	"amends/internal/practice"
)

// must runs a command and says what stood in the way if it was refused.
func (w *world) must(s *Session, id CaseID, cmd practice.Command) Done {
	w.t.Helper()
	done, err := s.Do(w.t.Context(), id, cmd, w.form(s))
	var r *practice.Refusal
	if errors.As(err, &r) {
		for _, c := range practice.Unmet(r.Standing) {
			w.t.Logf("stands in the way: %s %s", c.Kind, c.Why)
		}
	}
	if err != nil {
		w.t.Fatalf("%T: %v", cmd, err)
	}
	return done
}

// passOn brings one letter from one party to the other, screened by two, and gives
// what was crossed.
func (w *world) passOn(k theCase, content practice.ContentID, from, to practice.PartyID, replyTo practice.CrossingID) practice.CrossingID {
	w.t.Helper()
	mair, quin := w.as("mair"), w.as("quin")
	state := w.view(mair, k.id).State
	written, _ := state.Content(content)
	w.must(mair, k.id, practice.ReadContent{Content: content, Wording: written.Wording, Verdict: practice.Passed})
	w.must(quin, k.id, practice.SignOff{Content: content, Wording: written.Wording, Verdict: practice.Passed})
	w.must(mair, k.id, practice.Propose{
		Kind: practice.Letter, From: []practice.PartyID{from}, To: []practice.PartyID{to}, Means: practice.Spoken, Content: content, ReplyTo: replyTo,
	})
	state = w.view(mair, k.id).State
	x := state.Crossings[len(state.Crossings)-1].ID
	w.must(mair, k.id, practice.Assess{Kind: practice.Letter, Means: practice.Spoken, Parties: []practice.PartyID{from, to}, GoAhead: true, Text: "no risk seen"})
	w.must(mair, k.id, practice.RecordContact{Parties: []practice.PartyID{from}, Means: practice.InPerson, Consents: []practice.Consenting{{
		To: practice.ToSend, Kind: practice.Letter, Towards: []practice.PartyID{to}, Means: practice.Spoken,
		Content: content, Wording: written.Wording, Form: practice.Signed,
	}}})
	w.must(mair, k.id, practice.RecordContact{Parties: []practice.PartyID{to}, Means: practice.InPerson, Consents: []practice.Consenting{{
		To: practice.ToReceive, Kind: practice.Letter, Towards: []practice.PartyID{from}, Means: practice.Spoken, Form: practice.Unprompted,
	}}})
	w.must(mair, k.id, practice.Clear{Crossing: x, Clearing: practice.Clearing{Carrier: w.id("mair"), Until: practice.InstantOf(w.clock.Now().Add(24 * time.Hour))}})
	view, err := mair.Case(w.t.Context(), k.id, Want{Contents: []practice.ContentID{content}})
	if err != nil {
		w.t.Fatal(err)
	}
	version, _ := view.Contents[0].Text.Current()
	w.must(mair, k.id, practice.RecordContact{
		Parties: []practice.PartyID{to}, Means: practice.InPerson,
		Delivers: []practice.Delivering{{Crossing: x, Extent: practice.Whole, Copy: version.Copy(), From: "the other person"}},
		MayTell:  []practice.MayTell{{Crossing: x, Yes: true}},
	})
	return x
}

// TestTheOregonProcedure runs practice.md's first procedure (OAR 291-205) through
// the shell: a letter waits two years until the survivor asks, she answers once,
// and after months they meet.
func TestTheOregonProcedure(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	mair := w.as("mair")
	settings := mair.Settings()
	settings.Profile = "oregon"
	if err := mair.ChangeSettings(t.Context(), settings, w.form(mair)); err != nil {
		t.Fatal(err)
	}
	mair = w.as("mair")
	k := w.openCase()
	w.must(mair, k.id, practice.Allocate{Staff: w.id("quin"), Duty: practice.Coordinator})
	both := []practice.PartyID{k.harmed, k.respon}

	// His interest and his letter are kept silently.
	w.must(mair, k.id, practice.RecordContact{
		Parties: []practice.PartyID{k.respon}, Means: practice.InPerson, Limits: true, Identity: true, Note: "writes of his own accord",
		Acknowledges: []practice.Acknowledging{{Harm: k.harm, Answer: practice.Yes}},
	})
	w.must(mair, k.id, practice.DepositInterest{Party: k.respon, Kind: practice.Letter})
	w.must(mair, k.id, practice.WriteContent{Author: k.respon, Kind: practice.Letter, Text: "I think of it every day.", Banked: true})
	letter := w.view(mair, k.id).State.Contents[0].ID
	w.clock.Pass(2 * 365 * 24 * time.Hour)

	// She asks, unprompted; who she is is checked; it is read to her.
	mair = w.as("mair")
	w.must(mair, k.id, practice.RecordContact{Parties: []practice.PartyID{k.harmed}, Means: practice.InPerson, Limits: true, Identity: true, Note: "asks whether he ever wrote"})
	his := w.passOn(k, letter, k.respon, k.harmed, "")
	w.clock.Pass(30 * 24 * time.Hour)

	// She answers once.
	mair = w.as("mair")
	w.must(mair, k.id, practice.WriteContent{Author: k.harmed, Kind: practice.Letter, Text: "I had to know why."})
	contents := w.view(mair, k.id).State.Contents
	w.passOn(k, contents[len(contents)-1].ID, k.harmed, k.respon, his)

	// Preparation over months, and a meeting.
	for range 4 {
		w.clock.Pass(40 * 24 * time.Hour)
		for _, p := range both {
			w.must(w.as("mair"), k.id, practice.RecordContact{Parties: []practice.PartyID{p}, Means: practice.InPerson, Session: true, Readiness: practice.Ready})
		}
	}
	w.meet(k)
	w.clock.Pass(48 * time.Hour)
	mair = w.as("mair")
	state := w.view(mair, k.id).State
	meeting := state.Crossings[len(state.Crossings)-1]
	if meeting.Delivered == 0 || len(meeting.FollowUps) == 0 {
		t.Fatalf("the meeting: %+v", meeting)
	}
	for _, p := range both {
		w.must(mair, k.id, practice.RecordContact{Parties: []practice.PartyID{p}, Means: practice.Phone, FollowUp: meeting.ID, Note: "how they are"})
	}
	w.must(mair, k.id, practice.Close{Ending: practice.AfterMeeting, Text: "they have said what they wanted to"})
	closed, err := mair.Cases(t.Context(), Filter{Closed: true})
	if err != nil || len(closed) != 1 || closed[0].Stage != practice.StageEnded {
		t.Errorf("closed cases: %+v, %v", closed, err)
	}
	report, err := w.v.Verify(t.Context(), mair)
	if err != nil || report.Unopened != 0 {
		t.Errorf("%+v, %v", report, err)
	}
}

// meet plans a meeting, has a bar in force for a while, and holds it.
func (w *world) meet(k theCase) {
	w.t.Helper()
	mair := w.as("mair")
	both := []practice.PartyID{k.harmed, k.respon}
	starts := practice.InstantOf(w.clock.Now().Add(7 * 24 * time.Hour))
	w.must(mair, k.id, practice.PlanMeeting{
		From: []practice.PartyID{k.harmed}, To: []practice.PartyID{k.respon}, Means: practice.InPerson, Starts: starts,
		Place: "the visiting room", Apart: true, HowToStop: "either raises a hand",
	})
	state := w.view(mair, k.id).State
	x := state.Crossings[len(state.Crossings)-1].ID
	for i, p := range both {
		w.must(mair, k.id, practice.RecordContact{Parties: []practice.PartyID{p}, Means: practice.InPerson, Consents: []practice.Consenting{{
			To: practice.ToTakePart, Kind: practice.Meeting, Towards: []practice.PartyID{both[1-i]}, Means: practice.InPerson, Form: practice.Signed,
		}}})
	}
	w.must(mair, k.id, practice.Assess{Kind: practice.Meeting, Means: practice.InPerson, Parties: both, GoAhead: true, Text: "prepared"})
	w.must(mair, k.id, practice.RecordBar{Kind: practice.Misconduct, On: []practice.PartyID{k.respon}, Means: []practice.Means{practice.Any}, Text: "a fight"})
	clear := practice.Clear{Crossing: x, Clearing: practice.Clearing{Carrier: w.id("mair"), Until: starts + practice.Day}}
	if _, err := mair.Do(w.t.Context(), k.id, clear, w.form(mair)); !refused(err) {
		w.t.Fatalf("arranged under a bar: %v", err)
	}
	bars := w.view(mair, k.id).State.Bars
	w.must(mair, k.id, practice.EndBar{Bar: bars[0].ID, Text: "lifted"})
	w.must(mair, k.id, clear)
	w.clock.Pass(7 * 24 * time.Hour)
	mair = w.as("mair")
	w.must(mair, k.id, practice.Confirm{Crossing: x})
	w.clock.Pass(time.Hour)
	w.must(mair, k.id, practice.Deliver{Delivering: practice.Delivering{Crossing: x, Extent: practice.Whole}})
}
