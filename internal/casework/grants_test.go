package casework

import (
	"errors"
	"slices"
	"testing"
	"time"

	"amends/internal/journal"
	"amends/internal/practice"
)

// forget makes the service forget what it folded, as a new start does.
func (w *world) forget() {
	w.v.desk.Store(nil)
	w.v.cases.mu.Lock()
	defer w.v.cases.mu.Unlock()
	w.v.cases.order.Init()
	clear(w.v.cases.byID)
}

// forgeEvent writes an event into a case past the program.
func (w *world) forgeEvent(by person, id CaseID, e practice.Event) uint64 {
	w.t.Helper()
	kind, content, err := practice.Encode(e)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.forge(&by.holderKeys, casePlace(placeCase(w.t, id)), kind, content)
}

func (w *world) stamp(by practice.StaffID) practice.Stamp {
	at := practice.InstantOf(w.clock.Now())
	return practice.Stamp{Act: "aaaaaaaaaaaaaaaaaaaaaaaaae", At: at, When: at, By: by}
}

// A grant that its signer was not entitled to gives nobody a key, opens an incident
// once, leaves the case usable, and is named by verify.
func TestAForgedGrantGivesNoKeys(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, signer, by, gets string
		event                  func(w *world, k theCase, s practice.Stamp) practice.Event
	}{
		{"a facilitator allocates a colleague", "nia", "nia", "petra", func(w *world, _ theCase, s practice.Stamp) practice.Event {
			return practice.StaffAllocated{Stamp: s, Staff: w.id("petra"), Duty: practice.Facilitator}
		}},
		{"a facilitator widens their own sides", "nia", "nia", "nia", func(w *world, _ theCase, s practice.Stamp) practice.Event {
			return practice.StaffAllocated{Stamp: s, Staff: w.id("nia"), Duty: practice.Facilitator}
		}},
		{"a facilitator makes themselves a coordinator of the case", "nia", "nia", "nia", func(w *world, _ theCase, s practice.Stamp) practice.Event {
			return practice.StaffAllocated{Stamp: s, Staff: w.id("nia"), Duty: practice.Coordinator}
		}},
		{"in the coordinator's name", "nia", "mair", "petra", func(w *world, _ theCase, s practice.Stamp) practice.Event {
			return practice.StaffAllocated{Stamp: s, Staff: w.id("petra"), Duty: practice.Facilitator}
		}},
		{"somebody not allocated lets sides share", "petra", "petra", "nia", func(_ *world, k theCase, s practice.Stamp) practice.Event {
			return practice.SidesShared{Stamp: s, From: k.sideR, Into: k.sideH}
		}},
		{"who leaves a side is put with somebody else", "nia", "nia", "nia", func(_ *world, k theCase, s practice.Stamp) practice.Event {
			return practice.SidesParted{Stamp: s, From: k.sideR, Into: k.sideH, Parties: []practice.PartyID{k.respon}}
		}},
		{"a coordinator puts all of a side with another", "mair", "mair", "nia", func(_ *world, k theCase, s practice.Stamp) practice.Event {
			return practice.SidesParted{Stamp: s, From: k.sideR, Into: k.sideH, Parties: []practice.PartyID{k.respon}}
		}},
		{"a coordinator allocates who may not hold the duty", "mair", "mair", "tam", func(w *world, _ theCase, s practice.Stamp) practice.Event {
			return practice.StaffAllocated{Stamp: s, Staff: w.id("tam"), Duty: practice.Facilitator}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			k := w.openCase()
			w.clock.Pass(time.Minute)
			before := len(w.wrapsOf(c.gets))
			signer := w.seeds[c.signer]
			stamp := w.stamp(w.id(c.by))
			number := w.forgeEvent(signer, k.id, c.event(w, k, stamp))
			w.forget()
			w.stillWorks(k, c.gets, before)
			w.verifyNames(number)
		})
	}
}

// stillWorks has a coordinator allocate somebody else, which puts all keys right,
// and expects that the forged grant gave none.
func (w *world) stillWorks(k theCase, gets string, before int) {
	w.t.Helper()
	mair, owen := w.as("mair"), w.as("owen")
	for range 2 {
		w.do(mair, k.id, practice.Allocate{Staff: w.id("quin"), Duty: practice.Coordinator})
	}
	w.do(owen, k.id, practice.RecordContact{Parties: []practice.PartyID{k.respon}, Means: practice.Phone, Note: "goes on"})
	if held := len(w.wrapsOf(gets)); held > before {
		w.t.Errorf("%s holds keys to %d compartments, and held %d", gets, held, before)
	}
	if got := w.view(mair, k.id).State.Incidents; len(got) != 1 || got[0].Kind != practice.NotEntitled {
		w.t.Errorf("the incidents about it are %+v", got)
	}
	if view := w.view(w.as("quin"), k.id); view.Parties[0].Name == "" {
		w.t.Error("who was allocated rightly holds no keys")
	}
}

func (w *world) verifyNames(number uint64) {
	w.t.Helper()
	_, err := w.v.Verify(w.t.Context(), w.as("mair"))
	if flaw, is := errors.AsType[*journal.Flaw](err); !is || flaw.Number != number {
		w.t.Errorf("verify says %v, and does not name entry %d", err, number)
	}
}

// A login that a facilitator of the other side forged is not wrapped to, and takes
// nothing from whoever it is put in the place of: neither their keys nor that they
// can be shut out, or given a new code.
func TestAForgedLoginGetsNoBox(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	bo, _ := w.letIn(w.as("owen"), k.id, k.respon, "bo")
	held := w.placesHeld(bo)
	if len(held) != 2 {
		t.Fatalf("bo holds keys to %d compartments, not to box and looks", len(held))
	}
	w.clock.Pass(time.Minute)
	p, err := w.v.newPerson()
	if err != nil {
		t.Fatal(err)
	}
	nia := w.seeds["nia"]
	given := loginGivenRecord{string(k.respon), p.id.String(), p.public.Encode()}
	number := w.forge(&nia.holderKeys, casePlace(placeCase(t, k.id)), kindLoginGiven, encoded(t, given))
	w.forget()
	mair := w.as("mair")
	w.do(mair, k.id, practice.Allocate{Staff: w.id("quin"), Duty: practice.Coordinator})
	if places, err := w.v.placesOf(t.Context(), &p.holderKeys); err != nil || len(places) != 0 {
		t.Errorf("the invented login holds %d keys, %v", len(places), err)
	}
	if after := w.placesHeld(bo); !slices.Equal(after, held) {
		t.Errorf("bo holds keys to %d compartments, and held %d", len(after), len(held))
	}
	if _, err := bo.Box(t.Context()); err != nil {
		t.Errorf("bo opens their box: %v", err)
	}
	w.verifyNames(number)
	again, _ := w.letIn(w.as("owen"), k.id, k.respon, "bo again")
	if len(w.placesHeld(bo)) != 0 || !slices.Equal(w.placesHeld(again), held) {
		t.Error("a new login does not take the place of the one that was true")
	}
	owen := w.as("owen")
	if err := owen.ShutOut(t.Context(), k.id, k.respon, w.form(owen)); err != nil {
		t.Fatal(err)
	}
	if len(w.placesHeld(again)) != 0 {
		t.Error("who was shut out keeps keys")
	}
}

// placesHeld gives the compartments that somebody holds keys to.
func (w *world) placesHeld(s *Session) []place {
	w.t.Helper()
	places, err := w.v.placesOf(w.t.Context(), &s.who)
	if err != nil {
		w.t.Fatal(err)
	}
	return places
}

// Whoever next acts in a case opens the incident about a grant that does not stand,
// though what they do has to do with nobody's keys.
func TestAnOrdinaryCommandOpensTheIncident(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	w.clock.Pass(time.Minute)
	w.forgeEvent(w.seeds["nia"], k.id, practice.StaffAllocated{Stamp: w.stamp(w.id("nia")), Staff: w.id("petra"), Duty: practice.Facilitator})
	w.forget()
	for range 2 {
		w.do(w.as("owen"), k.id, practice.RecordContact{Parties: []practice.PartyID{k.respon}, Means: practice.Phone, Note: "goes on"})
		if got := w.view(w.as("mair"), k.id).State.Incidents; len(got) != 1 || got[0].Kind != practice.NotEntitled {
			t.Errorf("the incidents are %+v", got)
		}
	}
}

// What was rightly given stands after a new start, also by somebody whose keys were
// renewed or who left since.
func TestHonestGrantsStandAfterAStart(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	w.letIn(w.as("nia"), k.id, k.harmed, "ash")
	w.clock.Pass(time.Hour)
	quin := w.as("quin")
	if err := quin.Deactivate(t.Context(), w.id("mair"), w.form(quin)); err != nil {
		t.Fatal(err)
	}
	w.forget()
	quin.handOn(t.Context())
	for name, party := range map[string]int{"nia": 0, "owen": 1} {
		if view := w.view(w.as(name), k.id); !view.Parties[party].Opened {
			t.Errorf("%s lost the keys to their own side", name)
		}
	}
	report, err := w.v.Verify(t.Context(), w.as("quin"))
	if err != nil || report.Signatures == 0 || report.Shut != 0 {
		t.Errorf("%+v, %v", report, err)
	}
}

// A clearance, its carrier's key and what is handed in are all believed.
func TestVerifyWithKeysOverAWholeLetter(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	_, x := w.letter(k, "Words")
	cmd := w.clearing(x)
	cmd.Carrier = w.id("nia")
	w.do(w.as("mair"), k.id, cmd)
	w.do(w.as("nia"), k.id, practice.Deliver{Delivering: practice.Delivering{Crossing: x, Extent: practice.Whole}})
	w.forget()
	done, err := w.v.Verify(t.Context(), w.as("mair"))
	if err != nil || done.Opened == 0 {
		t.Errorf("%+v, %v", done, err)
	}
	partly, err := w.v.Verify(t.Context(), w.as("tam"))
	if err != nil || partly.Opened != 1 || partly.Shut == 0 || partly.Unopened == 0 {
		t.Errorf("the administrator: %+v, %v", partly, err)
	}
	verifier, err := Verifier(w.server)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.v.VerifyAs(t.Context(), Credentials{Name: "mair", Passphrase: "not hers, surely"}, verifier, nil); !errors.Is(err, ErrWrongLogin) {
		t.Errorf("a wrong passphrase: %v", err)
	}
}
