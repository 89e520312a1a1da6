package casework

import (
	"slices"
	"testing"
	"time"

	"amends/internal/practice"
)

// An entry that ends a participant's login is held against whoever signed it: somebody
// of the other side closes nobody's box.
func TestAForgedEndOfALoginClosesNoBox(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	bo, _ := w.letIn(w.as("owen"), k.id, k.respon, "bo")
	held := w.placesHeld(bo)
	w.clock.Pass(time.Minute)
	nia := w.seeds["nia"]
	number := w.forge(&nia.holderKeys, casePlace(placeCase(t, k.id)), kindLoginEnded, encoded(t, loginEndedRecord{bo.who.id.String()}))
	w.forget()
	w.do(w.as("mair"), k.id, practice.Allocate{Staff: w.id("quin"), Duty: practice.Coordinator})
	if after := w.placesHeld(bo); !slices.Equal(after, held) {
		t.Errorf("bo holds keys to %d compartments, and held %d", len(after), len(held))
	}
	if _, err := bo.Box(t.Context()); err != nil {
		t.Errorf("bo opens their box: %v", err)
	}
	if got := w.view(w.as("mair"), k.id).State.Incidents; len(got) != 1 || got[0].Kind != practice.NotEntitled {
		t.Errorf("the incidents about it are %+v", got)
	}
	w.verifyNames(number)
	owen := w.as("owen")
	if err := owen.ShutOut(t.Context(), k.id, k.respon, w.form(owen)); err != nil || len(w.placesHeld(bo)) != 0 {
		t.Errorf("who works with them shuts them out: %v", err)
	}
}

// A login that is not to be believed hands nothing in: what is sent in a party's name
// by keys that somebody of the other side made up is set aside, and takes no effect.
func TestAForgedLoginHandsNothingIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	w.clock.Pass(time.Minute)
	p, err := w.v.newPerson()
	if err != nil {
		t.Fatal(err)
	}
	nia, main := w.seeds["nia"], casePlace(placeCase(t, k.id))
	given := loginGivenRecord{string(k.respon), p.id.String(), p.public.Encode()}
	w.forge(&nia.holderKeys, main, kindLoginGiven, encoded(t, given))
	stamp := w.stamp("")
	stamp.ByParty = k.respon
	w.handIn(p, main, practice.EverythingStopped{Stamp: stamp, Party: k.respon})
	w.forget()
	mair := w.as("mair")
	w.do(mair, k.id, practice.RecordContact{Parties: []practice.PartyID{k.respon}, Means: practice.Phone, Note: "goes on"})
	view := w.view(mair, k.id)
	if party, _ := view.State.Party(k.respon); party.Paused != 0 {
		t.Error("it was taken for the party's own")
	}
	var kinds []practice.IncidentKind
	for _, i := range view.State.Incidents {
		kinds = append(kinds, i.Kind)
	}
	slices.Sort(kinds)
	if want := []practice.IncidentKind{practice.NotEntitled, practice.SetAside}; !slices.Equal(kinds, want) {
		t.Errorf("the incidents about it are %v, not %v", kinds, want)
	}
}

// A clearance that the gate did not let pass when it was written gives its carrier no
// key, who would have it from a colleague's next command.
func TestAClearancePastTheGateGivesNoKey(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		forge  func(w *world, e *practice.CrossingCleared)
		before func(w *world, k theCase)
	}{
		{"while the case is held", func(*world, *practice.CrossingCleared) {}, func(w *world, k theCase) {
			w.do(w.as("mair"), k.id, practice.Hold{Text: "wait"})
		}},
		{"for longer than the profile allows", func(_ *world, e *practice.CrossingCleared) {
			e.Until += 10 * 365 * practice.Day
		}, nil},
		{"under rules that nobody knows, while held", func(_ *world, e *practice.CrossingCleared) {
			e.Profile = "made up"
		}, func(w *world, k theCase) { w.do(w.as("mair"), k.id, practice.Hold{Text: "wait"}) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			k := w.openCase()
			content, x := w.letter(k, "Words")
			if c.before != nil {
				c.before(w, k)
			}
			w.clock.Pass(time.Minute)
			nia := w.as("nia")
			e := practice.CrossingCleared{
				Stamp: w.stamp(w.id("nia")), Crossing: x, Carrier: w.id("nia"),
				Until: practice.InstantOf(w.clock.Now()) + practice.Day, Profile: w.digest(),
			}
			c.forge(w, &e)
			number := w.forgeEvent(w.seeds["nia"], k.id, e)
			w.forget()
			w.putRight(k) // which decides nothing, and so does not find that the gate is shut
			if slices.Contains(w.placesHeld(nia), placeOf(placeCase(t, k.id), "", practice.ContentOf(content))) {
				t.Error("she was given the key")
			}
			w.verifyNames(number)
		})
	}
}

// digest is that of the profile in force.
func (w *world) digest() string {
	w.t.Helper()
	_, digest, err := w.as("mair").profile()
	if err != nil {
		w.t.Fatal(err)
	}
	return digest
}

// What was cleared under a profile stands after another was chosen, and after the
// program's reading of it changed, once no key follows from it any more.
func TestClearancesStandByTheRulesOfThen(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	_, x := w.letter(k, "Words")
	cmd := w.clearing(x)
	cmd.Carrier = w.id("nia")
	mair := w.as("mair")
	w.do(mair, k.id, cmd)
	settings := mair.Settings()
	settings.Profile = "oregon" // which would not have let it pass
	if err := mair.ChangeSettings(t.Context(), settings, w.form(mair)); err != nil {
		t.Fatal(err)
	}
	w.forget()
	if _, err := w.v.Verify(t.Context(), w.as("mair")); err != nil {
		t.Errorf("after another profile: %v", err)
	}
	w.do(w.as("nia"), k.id, practice.Deliver{Delivering: practice.Delivering{Crossing: x, Extent: practice.Whole}})
	changed := w.v.o.Profiles["plain"]
	changed.Digest, changed.Profile.ClearanceFor = "of a later program", practice.Hour
	w.v.o.Profiles["plain"] = changed
	w.forget()
	if _, err := w.v.Verify(t.Context(), w.as("mair")); err != nil {
		t.Errorf("after the program changed: %v", err)
	}
}
