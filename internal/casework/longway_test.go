package casework

import (
	"slices"
	"testing"
	"time"

	"amends/internal/practice"
)

// message takes a spoken message down and gives its crossing.
func (w *world) message(k theCase, from, to practice.PartyID, text string, agreed bool) practice.CrossingID {
	w.t.Helper()
	mair := w.as("mair")
	w.must(mair, k.id, practice.RecordContact{
		Parties: []practice.PartyID{from}, Means: practice.InPerson, Note: "a message",
		Points: []practice.Points{{Text: text, To: []practice.PartyID{to}, Means: practice.Spoken, Agreed: agreed, Form: practice.SpokenForm}},
	})
	state := w.view(mair, k.id).State
	return state.Crossings[len(state.Crossings)-1].ID
}

func crossingOf(state practice.Case, id practice.CrossingID) practice.Crossing {
	x, _ := state.Crossing(id)
	return x
}

// ready has a message read and assessed.
func (w *world) ready(k theCase, x practice.CrossingID) {
	w.t.Helper()
	mair := w.as("mair")
	state := w.view(mair, k.id).State
	crossing := crossingOf(state, x)
	content, _ := state.Content(crossing.Content)
	w.must(mair, k.id, practice.ReadContent{Content: content.ID, Wording: content.Wording, Verdict: practice.Passed})
	w.must(mair, k.id, practice.Assess{Kind: practice.Message, Means: practice.Spoken, Parties: slices.Concat(crossing.From, crossing.To), GoAhead: true, Text: "calm"})
}

// TestTheLongWayToAMeeting runs a procedure of two and a half years through the shell: one
// relative wants contact, the other does not; messages are carried; one is stopped
// by its sender on hearing it read back; consent is taken back once, and what was
// carried in ignorance of it is an incident; the other relative's wish is kept.
func TestTheLongWayToAMeeting(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	mair := w.as("mair")
	open := intake()
	open.Parties = append(open.Parties, practice.NewParty{
		Kind: practice.Person, Standing: practice.Principal, Capacity: practice.Adult, Full: "Cal Otherwise", SafeContact: "by post, once a year",
	})
	open.Harms[0].Harmed = []int{0, 2}
	id := w.must(mair, "", open).Case
	state := w.view(mair, id).State
	k := theCase{id: id, harmed: state.Parties[0].ID, respon: state.Parties[1].ID, harm: state.Harms[0].ID}
	other := state.Parties[2].ID
	w.must(mair, id, practice.Allocate{Staff: w.id("owen"), Duty: practice.Facilitator})
	w.must(mair, id, practice.RecordContact{
		Parties: []practice.PartyID{k.respon}, Means: practice.InPerson, Limits: true, Identity: true,
		Acknowledges: []practice.Acknowledging{{Harm: k.harm, Answer: practice.Yes}},
	})
	w.must(mair, id, practice.RecordContact{Parties: []practice.PartyID{other}, Means: practice.Post, Asking: practice.DoNotAsk, Note: "no, and not again"})
	w.must(mair, id, practice.RecordContact{
		Parties: []practice.PartyID{k.harmed}, Means: practice.InPerson, Limits: true, Identity: true,
		Consents: []practice.Consenting{{To: practice.ToReceive, Kind: practice.Message, Towards: []practice.PartyID{k.respon}, Means: practice.Spoken, Form: practice.Unprompted}},
	})

	stopped := w.message(k, k.respon, k.harmed, "not like this", false)
	if x := crossingOf(w.view(mair, id).State, stopped); x.State != practice.Stopped {
		t.Errorf("a message its sender stopped on hearing it: %s", x.State)
	}
	x := w.message(k, k.respon, k.harmed, "I will answer anything you ask", true)
	w.ready(k, x)
	w.must(mair, id, practice.Clear{Crossing: x, Clearing: practice.Clearing{Carrier: w.id("owen"), Until: practice.InstantOf(w.clock.Now().Add(20 * time.Hour))}})

	// He takes everything back; Owen, out of reach, has already told her.
	w.clock.Pass(time.Hour)
	withdrawn := w.must(w.as("mair"), id, practice.RecordContact{Parties: []practice.PartyID{k.respon}, Means: practice.Phone, TakesBackAll: true, Note: "takes it all back"})
	told := slices.ContainsFunc(withdrawn.Events, func(e practice.Event) bool {
		c, is := e.(practice.ClearanceCancelled)
		return is && c.Carrier == w.id("owen")
	})
	if !told {
		t.Error("the carrier is not told")
	}
	w.clock.Pass(time.Hour)
	owen := w.as("owen")
	crossing := crossingOf(w.view(owen, id).State, x)
	view, err := owen.Case(t.Context(), id, Want{Contents: []practice.ContentID{crossing.Content}})
	if err != nil || len(view.Contents) != 1 {
		t.Fatalf("%v", err)
	}
	version, _ := view.Contents[0].Text.Current()
	w.must(owen, id, practice.Deliver{Delivering: practice.Delivering{Crossing: x, Extent: practice.Whole, Copy: version.Copy()}})
	state = w.view(owen, id).State
	if !slices.ContainsFunc(state.Incidents, func(i practice.Incident) bool { return i.Kind == practice.AfterWithdrawal && i.Crossing == x }) {
		t.Errorf("a delivery after a withdrawal is no incident: %+v", state.Incidents)
	}
	w.must(w.as("mair"), id, practice.CloseReview{Incident: state.Incidents[0].ID, Text: "nobody at fault"})

	// The other relative is never asked: an approach to them is held at the gate.
	_, err = w.as("mair").Do(t.Context(), id, practice.Propose{
		Kind: practice.Approach, From: []practice.PartyID{k.respon}, To: []practice.PartyID{other}, Means: practice.Post,
		Judgement: &practice.Judging{GoAhead: true, Text: "x"},
		Clear:     &practice.Clearing{Carrier: w.id("mair"), Until: practice.InstantOf(w.clock.Now().Add(time.Hour))},
	}, w.form(w.as("mair")))
	if !refused(err) {
		t.Errorf("somebody who said never to ask was about to be asked: %v", err)
	}
	if _, err := w.v.Verify(t.Context(), w.as("mair")); err != nil {
		t.Error(err)
	}
}
