package casework

import (
	"errors"
	"slices"
	"testing"

	"amends/internal/practice"
)

// theCase is a case with one harmed and one responsible person, and who works on it.
type theCase struct {
	id     CaseID
	harmed practice.PartyID
	respon practice.PartyID
	harm   practice.HarmID
	sideH  practice.SideID
	sideR  practice.SideID
}

// intake is the plainest case: Ash was harmed, Bo is responsible.
func intake() practice.OpenCase {
	return practice.OpenCase{
		Begun: practice.ByHarmed, Title: "Canary title",
		Parties: []practice.NewParty{
			{Kind: practice.Person, Standing: practice.Principal, Capacity: practice.Adult, Full: "Ash Harmed", SafeContact: "ring on Tuesdays"},
			{Kind: practice.Person, Standing: practice.Principal, Capacity: practice.Adult, Full: "Bo Responsible", SafeContact: "write to the prison"},
		},
		Harms: []practice.NewHarm{{Kind: practice.Burglary, Harmed: []int{0}, Responsible: []int{1}}},
	}
}

// openCase has mair open a case and give one side to nia and the other to owen.
func (w *world) openCase() theCase {
	w.t.Helper()
	mair := w.as("mair")
	done := w.do(mair, "", intake())
	view := w.view(mair, done.Case)
	k := theCase{id: done.Case, harmed: view.State.Parties[0].ID, respon: view.State.Parties[1].ID, harm: view.State.Harms[0].ID}
	k.sideH, k.sideR = view.State.Parties[0].Side, view.State.Parties[1].Side
	w.do(mair, k.id, practice.Allocate{Staff: w.id("nia"), Duty: practice.Facilitator, Sides: []practice.SideID{k.sideH}})
	w.do(mair, k.id, practice.Allocate{Staff: w.id("owen"), Duty: practice.Facilitator, Sides: []practice.SideID{k.sideR}})
	return k
}

func TestOpeningACaseAndAllocatingIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()

	view := w.view(w.as("nia"), k.id)
	if !view.Parties[0].Mine || !view.Parties[0].Opened || view.Parties[0].Name != "Ash Harmed" {
		t.Errorf("nia's own side: %+v", view.Parties[0])
	}
	if p := view.Parties[1]; p.Mine || p.Opened || p.Name != "" || p.Care != "" {
		t.Errorf("nia sees the other side: %+v", p)
	}
	if view.Facts.Title != "Canary title" {
		t.Errorf("title is %q", view.Facts.Title)
	}
	both := w.view(w.as("mair"), k.id)
	if both.Parties[0].Name == "" || both.Parties[1].Name == "" {
		t.Errorf("the coordinator who works with both sides sees %+v", both.Parties)
	}
	if both.Number == view.Number {
		t.Error("two people see the same case number")
	}
}

func TestWhoIsNotAllocatedFindsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	nowhere := CaseID("aaaaaaaaaaaaaaaaaaaaaaaaaa")
	for _, name := range []string{"petra", "ruth", "sol", "tam"} {
		s := w.as(name)
		for _, id := range []CaseID{k.id, nowhere, "", "not an id"} {
			if _, err := s.Case(t.Context(), id, Want{All: true}); !errors.Is(err, ErrNotThere) {
				t.Errorf("%s opening %q: %v", name, id, err)
			}
			if _, err := s.Do(t.Context(), id, practice.Hold{Text: "x"}, w.form(s)); !errors.Is(err, ErrNotThere) {
				t.Errorf("%s acting on %q: %v", name, id, err)
			}
		}
		list, err := s.Cases(t.Context(), Filter{})
		if err != nil || len(list) != 0 {
			t.Errorf("%s lists %d cases, %v", name, len(list), err)
		}
	}
	// A coordinator who is not in the case can open it, to allocate; but works with no side.
	quin := w.view(w.as("quin"), k.id)
	if quin.Parties[0].Name != "" || quin.Parties[1].Name != "" {
		t.Error("a coordinator without allocation works with a side")
	}
}

func TestAConflictTakesEverythingAway(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	quin, mair := w.as("quin"), w.as("mair")
	w.view(quin, k.id)
	w.do(quin, k.id, practice.DeclareConflict{Staff: w.id("quin")})
	if _, err := quin.Case(t.Context(), k.id, Want{}); !errors.Is(err, ErrNotThere) {
		t.Errorf("after declaring a conflict: %v", err)
	}
	if list, err := quin.Cases(t.Context(), Filter{}); err != nil || len(list) != 0 {
		t.Errorf("the case still stands in their list: %d, %v", len(list), err)
	}
	w.do(mair, k.id, practice.Hold{Text: "after"})
	for p := range w.wrapsOf("quin") {
		if p != w.v.deskPlace() {
			t.Error("a wrap was left behind")
		}
	}
}

// wrapsOf lists the compartments somebody holds keys to.
func (w *world) wrapsOf(name string) map[place]bool {
	w.t.Helper()
	p := w.seeds[name]
	places, err := w.v.placesOf(w.t.Context(), &p.holderKeys)
	if err != nil {
		w.t.Fatal(err)
	}
	out := map[place]bool{}
	for _, at := range places {
		out[at] = true
	}
	return out
}

func TestALeaverOpensNothingNew(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	nia, mair := w.as("nia"), w.as("mair")
	w.do(nia, k.id, practice.RecordContact{Parties: []practice.PartyID{k.harmed}, Means: practice.Phone, Note: "first"})
	// What nia holds at the moment of leaving, as if she had kept it.
	kept, err := nia.openWork(t.Context(), w.db, k.id)
	if err != nil {
		t.Fatal(err)
	}
	file, err := kept.at(t.Context(), practice.FileOf(k.harmed))
	if err != nil {
		t.Fatal(err)
	}
	w.do(mair, k.id, practice.Deallocate{Staff: w.id("nia")})
	w.do(mair, k.id, practice.RecordContact{Parties: []practice.PartyID{k.harmed}, Means: practice.Phone, Note: "second"})
	if _, err := nia.Case(t.Context(), k.id, Want{All: true}); !errors.Is(err, ErrNotThere) {
		t.Errorf("after leaving: %v", err)
	}
	entries, err := w.db.Entries(t.Context(), file.kase, file.stream, 1)
	if err != nil {
		t.Fatal(err)
	}
	last := entries[len(entries)-1]
	if last.Header.Epoch <= file.head.Epoch {
		t.Fatalf("what was written after nia left is of epoch %d, which she holds", last.Header.Epoch)
	}
	if _, err := file.openEntry(last.Header.Number, last); err == nil {
		t.Error("the keys nia had open what was written after she left")
	}
}

func TestAFormCountsOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	mair := w.as("mair")
	form := w.form(mair)
	first, err := mair.Do(t.Context(), "", intake(), form)
	if err != nil {
		t.Fatal(err)
	}
	again, err := mair.Do(t.Context(), "", intake(), form)
	if !errors.Is(err, ErrRepeated) || again.Case != first.Case {
		t.Errorf("sent twice: %v, case %v then %v", err, first.Case, again.Case)
	}
	if list, _ := mair.Cases(t.Context(), Filter{}); len(list) != 1 {
		t.Errorf("there are %d cases", len(list))
	}
	if _, err := mair.Do(t.Context(), first.Case, practice.Hold{Text: "x"}, "damaged"); err == nil {
		t.Error("a damaged form id was taken")
	}
}

func TestTheListShowsWhatTheReaderMayKnow(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	list, err := w.as("nia").Cases(t.Context(), Filter{})
	if err != nil || len(list) != 1 {
		t.Fatalf("%d cases, %v", len(list), err)
	}
	r := list[0]
	if r.ID != k.id || r.Caption != "Canary title" || !r.Mine || r.Stage != practice.StageIntake {
		t.Errorf("row: %+v", r)
	}
	if r.Parties[0].Name != "Ash Harmed" || r.Parties[0].Care != "ring on Tuesdays" || r.Parties[1].Name != "" {
		t.Errorf("parties: %+v", r.Parties)
	}
	if !slices.Equal(r.Harms, []practice.HarmKind{practice.Burglary}) {
		t.Errorf("harms: %v", r.Harms)
	}
	for _, f := range []Filter{{Text: "canary"}, {Text: "ash"}, {Mine: true}, {Stage: practice.StageIntake}} {
		if found, err := w.as("nia").Cases(t.Context(), f); err != nil || len(found) != 1 {
			t.Errorf("%+v finds %d, %v", f, len(found), err)
		}
	}
	for _, f := range []Filter{{Text: "bo resp"}, {Closed: true}, {Stage: practice.StageAfter}} {
		if found, err := w.as("nia").Cases(t.Context(), f); err != nil || len(found) != 0 {
			t.Errorf("%+v finds %d, %v", f, len(found), err)
		}
	}
}
