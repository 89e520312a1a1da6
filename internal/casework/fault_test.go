package casework

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"amends/internal/practice"
	"amends/internal/store"
)

// faulty is a store whose next commit of something new goes wrong.
type faulty struct {
	*store.SQLite
	err       error // what it answers; nil once it has
	persisted bool  // it was written all the same
}

func (f *faulty) Commit(ctx context.Context, b store.Batch) error {
	err := f.err
	if err == nil || b.Once == nil {
		return f.SQLite.Commit(ctx, b)
	}
	f.err = nil
	if f.persisted {
		if written := f.SQLite.Commit(ctx, b); written != nil {
			return errors.Join(errors.New("the fault found nothing to persist"), written)
		}
	}
	return err
}

// restart ends the process, as far as a test can, and begins it again over the
// same file.
func (w *world) restart() {
	w.t.Helper()
	if err := w.db.Close(); err != nil {
		w.t.Fatal(err)
	}
	v, db, err := openAt(w.t.Context(), w.file, w.server, w.clock, rand.Reader)
	if err != nil {
		w.t.Fatalf("could not start again: %v", err)
	}
	w.v, w.db = v, db
	w.t.Cleanup(func() { _ = db.Close() }) // closing twice does no harm
}

// TestACommitThatFailsLeavesOneOfTwoStates fails the commit of each act: not
// written and known to be, not written and unknown, written and unknown. After the
// remedy, sending the form again or starting again, the case stands as before the act
// or as after it, the history verifies, and the same form does its work exactly
// once (P7).
func TestACommitThatFailsLeavesOneOfTwoStates(t *testing.T) {
	t.Parallel()
	faults := map[string]faulty{
		"the disk is full":        {err: store.ErrFull},
		"unknown and not written": {err: store.ErrUnknown},
		"unknown and written":     {err: store.ErrUnknown, persisted: true},
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			k := w.openCase()
			bo, _ := w.letIn(w.as("owen"), k.id, k.respon, "bo")
			p := person{holderKeys: bo.who, seed: bo.seed, public: bo.public}
			_, x := w.letter(k, "A letter")
			for _, step := range []struct {
				name string
				send func(FormID) error
			}{
				{"a note", w.sends(k, practice.RecordContact{Parties: []practice.PartyID{k.harmed}, Means: practice.Phone, Note: "rang"})},
				{"a clearance", w.sends(k, w.clearing(x))},
				{"a reallocation", w.sends(k, practice.Deallocate{Staff: w.id("nia")})},
				{"a stop", func(f FormID) error { return w.session(p).DoBox(t.Context(), practice.StopEverything{}, f) }},
				{"taking the stop in", w.sends(k, practice.Hold{Text: "wait"})},
				{"an erasure", w.sends(k, practice.Erase{Party: k.harmed})},
				{"a new colleague", func(f FormID) error {
					_, err := w.as("mair").Enrol(t.Context(), NewStaff{Name: "New", Login: "new", Duties: []Duty{Facilitator}}, f)
					return err
				}},
				{"a new case", func(f FormID) error { _, err := w.as("mair").Do(t.Context(), "", intake(), f); return err }},
			} {
				w.failOnce(step.name, k, fault, step.send)
			}
		})
	}
}

func (w *world) sends(k theCase, cmd practice.Command) func(FormID) error {
	return func(f FormID) error { _, err := w.as("mair").Do(w.t.Context(), k.id, cmd, f); return err }
}

// failOnce has one act go wrong once, and asks what is left of it.
func (w *world) failOnce(name string, k theCase, fault faulty, send func(FormID) error) {
	w.t.Helper()
	form, before := w.form(w.as("mair")), w.entries()
	fault.SQLite = w.db
	w.v.o.Store = &fault
	err := send(form)
	switch {
	case err == nil:
		w.t.Errorf("%s: acknowledged, though its commit failed", name)
	case errors.Is(err, ErrStopped):
		w.restart()
	default:
		w.v.o.Store = w.db
	}
	if wrote := w.entries() != before; wrote != fault.persisted {
		w.t.Errorf("%s: written is %v, and should be %v", name, wrote, fault.persisted)
	}
	want := error(nil)
	if fault.persisted {
		want = ErrRepeated
	}
	if err := send(form); !errors.Is(err, want) {
		w.t.Errorf("%s: sent again: %v, want %v", name, err, want)
	}
	if err := send(form); !errors.Is(err, ErrRepeated) {
		w.t.Errorf("%s: sent a third time: %v", name, err)
	}
	w.stands(name, k)
}

// stands asks that the history verifies, and that what is kept of the case between
// requests is what the journal says.
func (w *world) stands(name string, k theCase) {
	w.t.Helper()
	report, err := w.v.Verify(w.t.Context(), w.as("mair"))
	if err != nil || report.Unopened != 0 {
		w.t.Errorf("%s: %+v, %v", name, report, err)
	}
	s := w.as("mair")
	kept, err := s.openWork(w.t.Context(), w.db, k.id)
	if err != nil {
		w.t.Fatal(err)
	}
	w.v.cases = cache{}
	anew, err := s.openWork(w.t.Context(), w.db, k.id)
	if err != nil {
		w.t.Fatal(err)
	}
	if !reflect.DeepEqual(kept.state, anew.state) || len(kept.story.told) != len(anew.story.told) {
		w.t.Errorf("%s: what is kept of the case is not what the journal says", name)
	}
}

// entries is how many the journal has.
func (w *world) entries() int64 {
	w.t.Helper()
	size, err := w.db.Size(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	return size
}

// TestARewrittenWrapDoesNotComeBack: somebody opens a case for the first time while
// their access is taken away; the cheap form of their key is not written.
func TestARewrittenWrapDoesNotComeBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	nia := w.as("nia")
	work, err := nia.openWork(t.Context(), w.db, k.id)
	if err != nil {
		t.Fatal(err)
	}
	if len(work.main.rewrite) == 0 {
		t.Fatal("nothing was opened for the first time: the test shows nothing")
	}
	w.do(w.as("mair"), k.id, practice.Deallocate{Staff: w.id("nia")})
	if err := nia.keepRewritten(t.Context(), work.main); err != nil {
		t.Errorf("keeping what is gone: %v", err)
	}
	if w.wrapsOf("nia")[work.main.place] {
		t.Error("access that was taken away came back")
	}
}

// TestARestoreRepeatsErasuresAndHoldsTheOutbox restores a backup that is older than
// an erasure, with the database that was in use since.
func TestARestoreRepeatsErasuresAndHoldsTheOutbox(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	ctx, mair := t.Context(), w.as("mair")
	o := Outgoing{
		Means: practice.Phone, To: "01", Text: "please ring",
		Expires: practice.InstantOf(w.clock.Now().Add(90 * 24 * time.Hour)),
	}
	if err := mair.Post(ctx, k.id, k.respon, o, w.form(mair)); err != nil {
		t.Fatal(err)
	}
	backup, target := w.dir+"/backup", w.dir+"/again.db"
	if err := w.v.Backup(ctx, mair, backup); err != nil {
		t.Fatal(err)
	}
	w.do(mair, k.id, practice.Erase{Party: k.harmed})
	if err := Restore(ctx, backup, target, w.dir+"/nowhere.db"); err == nil {
		t.Fatal("a database in use since that is not there was passed over")
	}
	if err := Restore(ctx, backup, target, w.file); err != nil {
		t.Fatal(err)
	}
	w.file = target
	w.restart()
	mair = w.as("mair")
	erased := boxPlace(k.harmed)
	for p := range w.wrapsOf("mair") {
		if p.kase == erased.kase || p.stream == placeOf(placeCase(t, k.id), "", practice.FileOf(k.harmed)).stream {
			t.Error("a key to what was erased came back with the backup")
		}
	}
	w.heldUntilReleased(mair)
}

// heldUntilReleased asks that nothing goes out before somebody says so, by name.
func (w *world) heldUntilReleased(mair *Session) {
	w.t.Helper()
	ctx := w.t.Context()
	w.clock.Pass(24 * time.Hour)
	sink := fileSink{Folder: w.t.TempDir(), By: practice.Phone}
	if sent, err := w.v.Dispatch(ctx, sink); err != nil || sent != 0 {
		w.t.Errorf("%d sent before anybody released it, %v", sent, err)
	}
	if held, err := w.v.HeldBack(ctx); err != nil || held != 1 {
		w.t.Errorf("%d held, %v", held, err)
	}
	if _, err := w.as("nia").ReleaseHeld(ctx, w.form(mair)); !errors.Is(err, ErrNotYours) {
		w.t.Errorf("a facilitator released it: %v", err)
	}
	form := w.form(mair)
	if n, err := mair.ReleaseHeld(ctx, form); err != nil || n != 1 {
		w.t.Errorf("released %d, %v", n, err)
	}
	if _, err := mair.ReleaseHeld(ctx, form); !errors.Is(err, ErrRepeated) {
		w.t.Errorf("sent twice: %v", err)
	}
	if sent, err := w.v.Dispatch(ctx, sink); err != nil || sent != 1 {
		w.t.Errorf("%d sent after it was released, %v", sent, err)
	}
	lines, err := w.as("mair").DeskLines(ctx)
	if err != nil || !slices.ContainsFunc(lines, func(l DeskLine) bool { return l.What == DeskReleased && l.By == w.id("mair") }) {
		w.t.Errorf("who released it is not on record: %v", err)
	}
}

// fileSink is a channel that writes what it is given into a folder, for
// tests: one file each, named at random.
type fileSink struct {
	Folder string
	By     practice.Means
}

// Means is what it stands in for.
func (f fileSink) Means() practice.Means { return f.By }

// Send writes one file.
func (f fileSink) Send(_ context.Context, to, text string) error {
	file, err := os.CreateTemp(f.Folder, "sent-*.txt")
	if err != nil {
		return errors.New("could not write into the folder of what was sent: " + filepath.Base(f.Folder))
	}
	if _, err := file.WriteString(to + "\n" + text + "\n"); err != nil {
		return errors.Join(errors.New("could not write what was sent"), file.Close())
	}
	return file.Close()
}
