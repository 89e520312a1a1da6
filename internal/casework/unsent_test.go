package casework

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"amends/internal/practice"
	"amends/internal/store"
)

// unsentWorld is a case in which Ash has a page, a question and a way to be reached.
func unsentWorld(t *testing.T) (w *world, k theCase, ash *Session, question practice.AnswerQuestion) {
	t.Helper()
	w = newWorld(t)
	k = w.openCase()
	ash, _ = w.letIn(w.as("nia"), k.id, k.harmed, "ash")
	w.letter(k, "A letter")
	state := w.view(w.as("mair"), k.id).State
	w.do(w.as("mair"), k.id, practice.Ask{Party: k.harmed, About: practice.AskedToReceive, Crossing: state.Crossings[0].ID, Text: "May we tell you more?"})
	box, err := ash.Box(t.Context())
	if err != nil || len(box.Box.Questions) != 1 {
		t.Fatalf("%+v, %v", box, err)
	}
	return w, k, ash, practice.AnswerQuestion{Question: box.Box.Questions[0].ID}
}

func (w *world) keeps(s *Session, act practice.BoxCommand, fields string) {
	w.t.Helper()
	if err := s.KeepUnsent(w.t.Context(), act, fields, w.form(s)); err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) kept(s *Session, act practice.BoxCommand, want string) {
	w.t.Helper()
	if u, err := s.Unsent(w.t.Context(), act); err != nil || u.Fields != want || (u.At != 0) != (want != "") {
		w.t.Errorf("kept for %T: %d bytes of %s, %v; want %q", act, len(u.Fields), u.At.Time(), err, want)
	}
}

// TestWhatWasNotSentIsKept for whoever wrote it, by what it is about, until they send
// it, clear it, or it is a month old.
func TestWhatWasNotSentIsKept(t *testing.T) {
	t.Parallel()
	w, _, ash, question := unsentWorld(t)
	contact := practice.SetContact{}
	w.kept(ash, question, "")
	w.keeps(ash, question, "first")
	w.keeps(ash, contact, "after five")
	w.keeps(ash, question, "second")
	w.restart()
	ash = w.session(person{holderKeys: ash.who, seed: ash.seed, public: ash.public})
	w.kept(ash, question, "second")
	question.Answer = practice.Later
	if err := ash.DoBox(t.Context(), question, w.form(ash)); err != nil {
		t.Fatal(err)
	}
	w.kept(ash, question, "")
	w.kept(ash, contact, "after five")
	w.keeps(ash, question, "third") // it was put off, so that it is still asked
	w.keeps(ash, contact, "")
	w.kept(ash, contact, "")
	w.clock.Pass(unsentLife)
	w.kept(w.session(person{holderKeys: ash.who, seed: ash.seed, public: ash.public}), question, "")
}

// TestWhatWasNotSentIsNobodyElses: no staff reads it, another participant has their own,
// it is kept for nothing that is not asked, and it changes nothing in the journal.
func TestWhatWasNotSentIsNobodyElses(t *testing.T) {
	t.Parallel()
	w, k, ash, question := unsentWorld(t)
	bo, _ := w.letIn(w.as("owen"), k.id, k.respon, "bo")
	before := w.entries()
	w.keeps(ash, question, "mine")
	w.keeps(ash, practice.SetContact{}, "mine")
	w.kept(bo, practice.SetContact{}, "")
	if w.entries() != before {
		t.Error("an entry was written")
	}
	for name, act := range map[string]practice.BoxCommand{
		"another's question": question, "no words of theirs": practice.ChangeWording{Content: "none"}, "a stop": practice.StopEverything{},
	} {
		if err := bo.KeepUnsent(t.Context(), act, "x", w.form(bo)); !errors.Is(err, ErrNotThere) {
			t.Errorf("%s: %v", name, err)
		}
	}
	mair := w.as("mair")
	if err := mair.KeepUnsent(t.Context(), question, "x", w.form(mair)); !errors.Is(err, ErrNotThere) {
		t.Errorf("staff keep: %v", err)
	}
	if _, err := mair.Unsent(t.Context(), question); !errors.Is(err, ErrNotThere) {
		t.Errorf("staff read: %v", err)
	}
	var field *FieldError
	if err := ash.KeepUnsent(t.Context(), question, strings.Repeat("x", mostUnsent+1), w.form(ash)); !errors.As(err, &field) {
		t.Errorf("too long: %v", err)
	}
	w.kept(ash, question, "mine")
}

// TestWhatWasNotSentGoesWithTheLogin: shut out, given a new login, or erased (P8). It
// is in no backup.
func TestWhatWasNotSentGoesWithTheLogin(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(w *world, k theCase){
		"shut out": func(w *world, k theCase) {
			nia := w.as("nia")
			if err := nia.ShutOut(w.t.Context(), k.id, k.harmed, w.form(nia)); err != nil {
				w.t.Fatal(err)
			}
		},
		"a new login": func(w *world, k theCase) { w.letIn(w.as("nia"), k.id, k.harmed, "ash2") },
		"erased":      func(w *world, k theCase) { w.do(w.as("mair"), k.id, practice.Erase{Party: k.harmed}) },
		"restored": func(w *world, _ theCase) {
			dir := w.t.TempDir()
			if err := w.v.Backup(w.t.Context(), nil, filepath.Join(dir, "backup")); err != nil {
				w.t.Fatal(err)
			}
			w.file = filepath.Join(dir, "again.db")
			if err := Restore(w.t.Context(), filepath.Join(dir, "backup"), w.file); err != nil {
				w.t.Fatal(err)
			}
			w.restart()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, k, ash, question := unsentWorld(t)
			w.keeps(ash, question, "mine")
			id, _ := ash.unsentID(question)
			stands := func() bool {
				_, err := w.db.Unsent(t.Context(), ash.who.id, id)
				return !errors.Is(err, store.ErrNotFound)
			}
			if !stands() {
				t.Fatal("it is not there before")
			}
			end(w, k)
			if stands() {
				t.Error("it is still there")
			}
		})
	}
}

// TestAFormOfWhatWasNotSentIsTakenOnce, like any other.
func TestAFormOfWhatWasNotSentIsTakenOnce(t *testing.T) {
	t.Parallel()
	w, _, ash, question := unsentWorld(t)
	form := w.form(ash)
	if err := ash.KeepUnsent(t.Context(), question, "one", form); err != nil {
		t.Fatal(err)
	}
	w.clock.Pass(time.Second)
	if err := ash.KeepUnsent(t.Context(), question, "two", form); !errors.Is(err, ErrRepeated) {
		t.Errorf("a second time: %v", err)
	}
	w.kept(ash, question, "one")
}
