package casework

import (
	"context"
	"crypto/rand"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/store"
)

func TestVerifyChecksEverySignatureTheKeysReach(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	w.letter(k, "Verified")
	mair := w.as("mair")
	report, err := w.v.Verify(t.Context(), mair)
	if err != nil {
		t.Fatal(err)
	}
	if report.Unopened != 0 || report.Signatures != report.Entries || report.Entries == 0 {
		t.Errorf("%+v", report)
	}
	if report, err = w.v.Verify(t.Context(), w.as("tam")); err != nil || report.Unopened == 0 {
		t.Errorf("without keys to the case: %+v, %v", report, err)
	}
	if _, err := w.v.Verify(t.Context(), nil); err != nil {
		t.Errorf("without any keys: %v", err)
	}
	// Somebody whose keys were renewed still stands for what they signed before.
	if _, err := mair.NewCode(t.Context(), w.id("nia"), w.form(mair)); err != nil {
		t.Fatal(err)
	}
	if report, err = w.v.Verify(t.Context(), w.as("mair")); err != nil || report.Unopened != 0 {
		t.Errorf("after a renewal: %+v, %v", report, err)
	}
}

func TestAForgedActorIsNamedByVerify(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	mair := w.as("mair")
	work, err := mair.openWork(t.Context(), w.db, k.id)
	if err != nil {
		t.Fatal(err)
	}
	// Owen holds the case's key, and writes in mair's name.
	owen := w.as("owen")
	forged := holderKeys{mair.who.id, owen.who.identity, rand.Reader}
	d := w.v.draft(&forged, int64(owen.now))
	kind, content, err := practice.Encode(practice.HoldReleased{Stamp: practice.Stamp{Act: "x", At: owen.now, When: owen.now, By: mair.me.ID}})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.write(work.main, kind, content); err != nil {
		t.Fatal(err)
	}
	if err := d.commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	var flaw *journal.Flaw
	if _, err := w.v.Verify(t.Context(), mair); !errors.As(err, &flaw) || flaw.Number != work.main.head.Number {
		t.Errorf("verify says %v", err)
	}
}

func TestRecoveryHandsEverythingOver(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	m, err := theTemplate()
	if err != nil {
		t.Fatal(err)
	}
	c := &clock{now: m.begun}
	v, db, err := openAt(ctx, filepath.Join(t.TempDir(), "amends.db"), m.server, c, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	f := Founding{
		Settings:    Settings{Name: "S", Neutral: "N", Profile: "plain", Harmed: "h", Responsible: "r"},
		Coordinator: NewStaff{Name: "First", Login: "first", Duties: []Duty{Coordinator}}, Passphrase: testPassphrase,
	}
	founded, err := v.Found(ctx, f)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := v.Found(ctx, f); !errors.Is(err, ErrFounded) {
		t.Errorf("founding twice: %v", err)
	}
	w := &world{t: t, v: v, db: db, clock: c}
	in, err := v.SignIn(ctx, Credentials{Name: "first", Passphrase: testPassphrase})
	if err != nil {
		t.Fatal(err)
	}
	done := w.do(in.Session, "", intake())
	if err := v.RehearseRecovery(ctx, founded.Sheets[0], founded.Sheets[0]); err == nil {
		t.Error("one sheet twice opened recovery")
	}
	if err := v.RehearseRecovery(ctx, founded.Sheets[2], founded.Sheets[0]); err != nil {
		t.Fatal(err)
	}
	second := NewStaff{Name: "Second", Login: "second", Duties: []Duty{Coordinator}}
	id, err := v.Recover(ctx, founded.Sheets[0], founded.Sheets[1], second, testPassphrase)
	if err != nil {
		t.Fatal(err)
	}
	in, err = v.SignIn(ctx, Credentials{Name: "second", Passphrase: testPassphrase})
	if err != nil || in.Session.Me().ID != id {
		t.Fatalf("after recovery: %v", err)
	}
	lines, err := in.Session.DeskLines(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var told []DeskEvent
	for _, line := range lines {
		told = append(told, line.What)
	}
	if diff := cmp.Diff([]DeskEvent{DeskRecovered, DeskEnrolled, DeskRehearsed, DeskEnrolled, DeskFounded}, told); diff != "" {
		t.Errorf("what the desk tells of it (-want +got):\n%s", diff)
	}
	if _, err := in.Session.Case(ctx, done.Case, Want{}); err != nil {
		t.Errorf("a case after recovery: %v", err)
	}
	if report, err := v.Verify(ctx, in.Session); err != nil || report.Unopened != 0 {
		t.Errorf("%+v, %v", report, err)
	}
}

func TestABackupIsRestoredAndVerifies(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	ctx := t.Context()
	folder, target := filepath.Join(w.dir, "backup"), filepath.Join(t.TempDir(), "again.db")
	if err := w.v.Backup(ctx, w.as("nia"), folder); !errors.Is(err, ErrNotYours) {
		t.Errorf("a facilitator made a backup: %v", err)
	}
	if err := w.v.Backup(ctx, w.as("tam"), folder); err != nil {
		t.Fatal(err)
	}
	if err := Restore(ctx, folder, target); err != nil {
		t.Fatal(err)
	}
	v, db, err := openAt(ctx, target, w.server, w.clock, rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	again := &world{t: t, v: v, db: db, clock: w.clock, seeds: w.seeds}
	if view := again.view(again.as("nia"), k.id); view.Parties[0].Name != "Ash Harmed" {
		t.Error("the case does not open from the backup")
	}
	if _, err := v.Verify(ctx, again.as("mair")); err != nil {
		t.Error(err)
	}
}

func TestAnUnknownOutcomeStopsTheService(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	mair := w.as("mair")
	w.v.o.Store = &unknowing{w.db}
	if _, err := mair.Do(t.Context(), k.id, practice.Hold{Text: "x"}, w.form(mair)); !errors.Is(err, ErrStopped) {
		t.Fatalf("an unknown outcome: %v", err)
	}
	select {
	case <-w.v.Failed():
	case <-time.After(time.Second):
		t.Fatal("nobody is told that the process must end")
	}
	w.v.o.Store = w.db
	if _, err := mair.Do(t.Context(), k.id, practice.Hold{Text: "x"}, w.form(mair)); !errors.Is(err, ErrStopped) {
		t.Errorf("the service goes on: %v", err)
	}
}

// unknowing is a store that cannot say whether its commits were written.
type unknowing struct{ *store.SQLite }

func (unknowing) Commit(context.Context, store.Batch) error { return store.ErrUnknown }
