package casework

import (
	"crypto/rand"
	"slices"
	"testing"
	"time"

	"amends/internal/practice"
)

// awaitsReview asks that what was set aside stands in the diary, once, and says
// what to do.
func (w *world) awaitsReview(view *View) {
	w.t.Helper()
	if n := len(view.State.Incidents); n != 1 || view.State.Incidents[0].Closed != 0 || view.State.Incidents[0].Kind != practice.SetAside {
		w.t.Errorf("%d incidents: %+v", n, view.State.Incidents)
	}
	if !slices.ContainsFunc(view.Due, func(d practice.Due) bool { return d.Kind == practice.DueIncident }) {
		w.t.Error("nobody is asked to review what was set aside")
	}
	if !slices.ContainsFunc(view.Story, func(l Line) bool {
		switch e := l.Event.(type) { // the two an incident's text may be in
		case practice.FactsWritten:
			return e.Text == asideText
		case practice.FileWritten:
			return e.Text == asideText
		}
		return false
	}) {
		w.t.Error("the story does not say what was set aside")
	}
}

// TestAFlawedDropToABoxIsReviewed forges something into a participant's box: their
// own act leaves it, and does what it does; the next of staff sets it aside, and
// both can still open the box.
func TestAFlawedDropToABoxIsReviewed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	owen := w.as("owen")
	bo, _ := w.letIn(owen, k.id, k.respon, "bo")
	p := boxPlace(k.respon)
	head, err := w.db.Stream(t.Context(), p.kase, p.stream)
	if err != nil {
		t.Fatal(err)
	}
	forged := holderKeys{owen.who.id, w.seeds["petra"].identity, rand.Reader}
	d := w.v.draft(&forged, int64(owen.now))
	stamp := practice.Stamp{Act: "a", At: owen.now, When: owen.now, By: owen.me.ID}
	kind, content, err := practice.Encode(practice.NoticeGiven{Stamp: stamp, Party: k.respon, Notice: practice.NotGoingAhead})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.drop(head, kind, content); err != nil {
		t.Fatal(err)
	}
	if err := d.commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := bo.DoBox(t.Context(), practice.SetContact{Text: "evenings"}, w.form(bo)); err != nil {
		t.Fatal(err)
	}
	if waits, err := w.db.Drops(t.Context(), p.kase); err != nil || len(waits) != 1 {
		t.Fatalf("%d wait in the box, %v", len(waits), err)
	}
	w.do(owen, k.id, practice.GiveStopReference{Party: k.respon, Reference: "12345-67890"})
	if waits, err := w.db.Drops(t.Context(), p.kase); err != nil || len(waits) != 0 {
		t.Errorf("%d still wait in the box, %v", len(waits), err)
	}
	w.awaitsReview(w.view(owen, k.id))
	if nia := w.view(w.as("nia"), k.id); len(nia.State.Incidents) != 0 {
		t.Error("the other side learns of it")
	}
	if box, err := bo.Box(t.Context()); err != nil || len(box.Box.Items) != 0 {
		t.Errorf("the box after it was set aside: %+v, %v", box.Box, err)
	}
}

// TestADropByOldKeys: keys that were renewed hand nothing in any more, and it is set
// aside; but a stop is heeded, whoever of staff ever had the key (P2).
func TestADropByOldKeys(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	quin, old := w.as("quin"), w.seeds["petra"]
	if _, err := quin.NewCode(t.Context(), w.id("petra"), w.form(quin)); err != nil {
		t.Fatal(err)
	}
	w.clock.Pass(time.Hour)
	mair := w.as("mair")
	file := place{placeCase(t, k.id), derive("file", string(k.respon))}
	w.handIn(old, file, practice.FileWritten{Stamp: w.stamp(w.id("petra")), Party: k.respon, What: practice.SafeContactText, Text: "at work"})
	w.do(mair, k.id, practice.RecordContact{Parties: []practice.PartyID{k.respon}, Means: practice.Phone, Note: "goes on"})
	w.awaitsReview(w.view(mair, k.id))
	stop := practice.StopDrop(k.respon, practice.At{Now: practice.InstantOf(w.clock.Now()), Actor: w.id("petra")}, "aaaaaaaaaaaaaaaaaaaaaaaaae")
	w.handIn(old, casePlace(file.kase), stop.Event)
	w.do(mair, k.id, practice.RecordContact{Parties: []practice.PartyID{k.respon}, Means: practice.Phone, Note: "goes on"})
	if party, _ := w.view(mair, k.id).State.Party(k.respon); party.Paused == 0 {
		t.Error("a stop was lost")
	}
	if _, err := w.v.Verify(t.Context(), mair); err != nil {
		t.Errorf("verify says %v", err)
	}
}

// handIn seals an event to a compartment, past the program.
func (w *world) handIn(by person, p place, e practice.Event) {
	w.t.Helper()
	head, err := w.db.Stream(w.t.Context(), p.kase, p.stream)
	if err != nil {
		w.t.Fatal(err)
	}
	kind, content, err := practice.Encode(e)
	if err != nil {
		w.t.Fatal(err)
	}
	d := w.v.draft(&by.holderKeys, w.clock.Now().UnixMicro())
	if err := d.drop(head, kind, content); err != nil {
		w.t.Fatal(err)
	}
	if err := d.commit(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}
