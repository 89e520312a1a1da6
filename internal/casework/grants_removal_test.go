package casework

import (
	"errors"
	"testing"
	"time"

	"amends/internal/practice"
)

// Whoever takes the coordinator out of a case past the program does not become free
// to allocate by that: with nobody left who can, anybody might.
func TestAForgedRemovalFreesNobody(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		event func(w *world, s practice.Stamp) practice.Event
	}{
		{"out of the case", func(w *world, s practice.Stamp) practice.Event {
			return practice.StaffDeallocated{Stamp: s, Staff: w.id("mair")}
		}},
		{"by a conflict", func(w *world, s practice.Stamp) practice.Event {
			return practice.ConflictDeclared{Stamp: s, Staff: w.id("mair")}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			k := w.openCase()
			w.clock.Pass(time.Minute)
			before, nia := len(w.wrapsOf("nia")), w.seeds["nia"]
			number := w.forgeEvent(nia, k.id, c.event(w, w.stamp(w.id("nia"))))
			w.forgeEvent(nia, k.id, practice.StaffAllocated{Stamp: w.stamp(w.id("nia")), Staff: w.id("nia"), Duty: practice.Facilitator})
			w.forget()
			w.do(w.as("owen"), k.id, practice.RecordContact{Parties: []practice.PartyID{k.respon}, Means: practice.Phone, Note: "goes on"})
			w.putRight(k)
			if held := len(w.wrapsOf("nia")); held > before {
				t.Errorf("nia holds keys to %d compartments, and held %d", held, before)
			}
			if held := len(w.wrapsOf("mair")); held < before {
				t.Errorf("mair holds keys to %d compartments", held)
			}
			w.verifyNames(number)
		})
	}
}

// putRight has the keys of a case put right by a coordinator of the service.
func (w *world) putRight(k theCase) {
	w.t.Helper()
	quin := w.as("quin")
	if _, err := quin.Enrol(w.t.Context(), NewStaff{Name: "New", Login: "new", Duties: []Duty{DataProtectionOfficer}}, w.form(quin)); err != nil {
		w.t.Fatal(err)
	}
	if err := w.as("quin").adopt(w.t.Context(), k.id); err != nil {
		w.t.Fatal(err)
	}
}

// A content does not become another's by an entry that says so.
func TestAContentKeepsItsAuthor(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	content, _ := w.letter(k, "Words")
	w.clock.Pass(time.Minute)
	before := len(w.wrapsOf("nia"))
	number := w.forgeEvent(w.seeds["nia"], k.id, practice.ContentCommitted{
		Stamp: w.stamp(w.id("nia")), Content: content, Author: k.harmed, Kind: practice.Letter, Wording: "other",
	})
	w.forget()
	w.putRight(k)
	if held := len(w.wrapsOf("nia")); held > before {
		t.Errorf("nia holds keys to %d compartments, and held %d", held, before)
	}
	w.verifyNames(number)
}

// With keys that were theirs once, nobody lets somebody in as of then, though nothing
// was written in the case since: what counts is what was committed first.
func TestAnOldKeyGivesNothingAsOfThen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	old, quin := w.seeds["nia"], w.as("quin")
	w.clock.Pass(time.Hour)
	then := w.clock.Now()
	w.clock.Pass(time.Hour)
	if _, err := quin.renew(t.Context(), w.id("nia"), w.form(quin)); err != nil {
		t.Fatal(err)
	}
	p, err := w.v.newPerson()
	if err != nil {
		t.Fatal(err)
	}
	given := loginGivenRecord{string(k.harmed), p.id.String(), p.public.Encode()}
	number := w.forgeAt(then.UnixMicro(), &old.holderKeys, casePlace(placeCase(t, k.id)), kindLoginGiven, encoded(t, given))
	w.forget()
	w.putRight(k)
	if places, err := w.v.placesOf(t.Context(), &p.holderKeys); err != nil || len(places) != 0 {
		t.Errorf("the invented login holds %d keys, %v", len(places), err)
	}
	w.verifyNames(number)
}

// Whoever works with one side does not make it one with the other: the keys of the
// other would follow.
func TestSidesAreSharedByWhoWorksWithBoth(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	nia, mair := w.as("nia"), w.as("mair")
	share := practice.ShareSides{From: k.sideR, Into: k.sideH, Agreed: []practice.PartyID{k.harmed, k.respon}}
	_, err := nia.Do(t.Context(), k.id, share, w.form(nia))
	if refusal, is := errors.AsType[*practice.Refusal](err); !is || refusal.Code != practice.NotYourSide {
		t.Errorf("a facilitator of one side: %v", err)
	}
	w.do(mair, k.id, share)
	if view := w.view(w.as("nia"), k.id); !view.Parties[1].Opened {
		t.Error("sides that share are not both opened")
	}
}

// A participant's good signature counts in their own box, and in no other.
func TestAParticipantSignsInTheirOwnBoxAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	mair := w.as("mair")
	w.letIn(mair, k.id, k.harmed, "ash")
	bo, _ := w.letIn(mair, k.id, k.respon, "bo")
	w.letIn(mair, k.id, k.respon, "bo again") // what was signed with the login before still counts
	at := w.stamp("")
	act := func(of practice.PartyID) (string, []byte) {
		kind, content, err := practice.Encode(practice.EverythingStopped{
			Stamp: practice.Stamp{Act: at.Act, At: at.At, When: at.When, ByParty: of}, Party: of,
		})
		if err != nil {
			t.Fatal(err)
		}
		return kind, content
	}
	kind, content := act(k.respon)
	w.forge(&bo.who, boxPlace(k.respon), kind, content)
	if _, err := w.v.Verify(t.Context(), w.as("mair")); err != nil {
		t.Fatalf("in their own box: %v", err)
	}
	kind, content = act(k.harmed)
	w.verifyNames(w.forge(&bo.who, boxPlace(k.harmed), kind, content))
}

// A facilitator who wrote past the program that an outside supervisor is on the case
// shows them nothing: that takes a coordinator.
func TestAForgedSupervisorIsShownNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	_, x := w.letter(k, "Words")
	w.clock.Pass(time.Minute)
	number := w.forgeEvent(w.seeds["owen"], k.id, practice.StaffAllocated{
		Stamp: w.stamp(w.id("owen")), Staff: w.id("ruth"), Duty: practice.Supervisor,
	})
	w.forget()
	owen, before := w.as("owen"), len(w.wrapsOf("ruth"))
	err := owen.AskSignOff(t.Context(), k.id, x, w.id("ruth"), w.form(owen))
	if refusal, is := errors.AsType[*practice.Refusal](err); !is || refusal.Code != practice.NotYourDuty {
		t.Errorf("asked by a facilitator: %v", err)
	}
	if held := len(w.wrapsOf("ruth")); held > before {
		t.Errorf("ruth holds %d keys, and held %d", held, before)
	}
	w.verifyNames(number)
}
