package casework

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

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
	if in.Session.Rehearsed() {
		t.Error("recovery counts as rehearsed before it was")
	}
	done := w.do(in.Session, "", intake())
	if who, err := v.CheckSheet(founded.Sheets[1]); err != nil || who != 2 {
		t.Errorf("sheet 2 is %d, %v", who, err)
	}
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
	if err != nil || in.Session.Me().ID != id || !in.Session.Rehearsed() {
		t.Fatalf("after recovery: %v", err)
	}
	if _, err := in.Session.Case(ctx, done.Case, Want{}); err != nil {
		t.Errorf("a case after recovery: %v", err)
	}
	if report, err := v.Verify(ctx, in.Session); err != nil || report.Unopened != 0 {
		t.Errorf("%+v, %v", report, err)
	}
}

// TestNothingPersonalIsOnTheDisk plants a canary in every text that a command,
// a name, a setting or a drop can carry, and searches everything written (P4).
func TestNothingPersonalIsOnTheDisk(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var log bytes.Buffer
	w.v.o.Log = slog.New(slog.NewTextHandler(&log, nil))
	ctx, mair := t.Context(), w.as("mair")
	open := intake()
	open.Title = "CANARY-01"
	open.Parties[0].Full, open.Parties[0].Short, open.Parties[0].About, open.Parties[0].SafeContact = "CANARY-02", "CANARY-03", "CANARY-04", "CANARY-05"
	open.SpokenOf = []practice.NewSpokenOf{{Unasked: practice.Deceased, Name: "CANARY-06"}}
	id := w.do(mair, "", open).Case
	party := w.view(mair, id).State.Parties[0].ID
	ash, shown := w.letIn(mair, id, party, "CANARY-07")
	w.do(mair, id, practice.RecordContact{
		Parties: []practice.PartyID{party}, Means: practice.Phone, Note: "CANARY-08", Account: "CANARY-09", NextStep: "CANARY-10",
		Questions: []string{"CANARY-11"}, SafeContact: "CANARY-12", ReadyWords: "CANARY-13", Readiness: practice.Ready,
	})
	w.do(mair, id, practice.WriteContent{Author: party, Kind: practice.Letter, Text: "CANARY-14"})
	w.do(mair, id, practice.Hold{Text: "CANARY-15"})
	if err := ash.DoBox(ctx, practice.SetContact{Text: "CANARY-16"}, w.form(ash)); err != nil {
		t.Fatal(err)
	}
	if _, err := mair.Enrol(ctx, NewStaff{Name: "CANARY-17", Login: "CANARY-18", Duties: []Duty{Facilitator}}, w.form(mair)); err != nil {
		t.Fatal(err)
	}
	w.do(mair, id, practice.ReleaseHold{Text: "CANARY-19"})
	if err := w.v.Backup(ctx, mair, filepath.Join(w.dir, "backup")); err != nil {
		t.Fatal(err)
	}
	disk := w.bytesOnDisk() + log.String()
	for _, word := range []string{"CANARY", "canary", shown.Code, shown.Reference, testPassphrase, "Mair Coordinator"} {
		if strings.Contains(disk, word) {
			t.Errorf("%q stands on the disk", word)
		}
	}
	for _, name := range practice.EventNames() {
		if strings.Contains(disk, name) {
			t.Errorf("the event %q can be read on the disk", name)
		}
	}
	if !strings.Contains(disk, "SQLite format 3") {
		t.Error("nothing was searched")
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
