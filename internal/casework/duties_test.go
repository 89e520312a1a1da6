package casework

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"amends/internal/practice"
	"amends/internal/store"
)

func TestAnOutsideSupervisorSeesOneCrossing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	content, x := w.letter(k, "To be signed off")
	mair, ruth := w.as("mair"), w.as("ruth")
	if err := mair.AskSignOff(t.Context(), k.id, x, w.id("nia"), w.form(mair)); err == nil {
		t.Error("a facilitator was asked as outside supervisor")
	}
	if err := mair.AskSignOff(t.Context(), k.id, x, w.id("ruth"), w.form(mair)); err != nil {
		t.Fatal(err)
	}
	asked, err := ruth.Signings(t.Context())
	if err != nil || len(asked) != 1 {
		t.Fatalf("%d asked, %v", len(asked), err)
	}
	if g := asked[0]; g.Text != "To be signed off" || g.Kind != practice.Letter || g.Content != content || g.Crossing != x {
		t.Errorf("shown %+v", g)
	}
	if held := w.wrapsOf("ruth"); len(held) != 2 {
		t.Errorf("the supervisor holds keys to %d compartments: the desk and one content are 2", len(held))
	}
	if _, err := ruth.Case(t.Context(), k.id, Want{All: true}); !errors.Is(err, ErrNotThere) {
		t.Errorf("the supervisor opens the case: %v", err)
	}
	if err := ruth.AnswerSigning(t.Context(), asked[0], practice.Passed, "", w.form(ruth)); err != nil {
		t.Fatal(err)
	}
	w.do(mair, k.id, practice.Hold{Text: "takes it in"})
	state := w.view(mair, k.id).State
	i := slices.IndexFunc(state.Contents, func(c practice.Content) bool { return c.ID == content })
	if state.Contents[i].Second.By != w.id("ruth") {
		t.Errorf("the sign-off was not taken in: %+v", state.Contents[i].Second)
	}
	if left, err := ruth.Signings(t.Context()); err != nil || len(left) != 0 {
		t.Errorf("%d still wait for the supervisor after the answer, %v", len(left), err)
	}
	stale := asked[0]
	stale.Wording = "another"
	if err := ruth.AnswerSigning(t.Context(), stale, practice.Passed, "", w.form(ruth)); err == nil {
		t.Error("another wording was signed off")
	}
}

// What the supervisor answered is done with, also when a colleague took it in who
// cannot open the letter and handed the entry in.
func TestASigningTakenInFromTheOtherSideIsDone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	_, x := w.letter(k, "To be signed off")
	mair, ruth, nia := w.as("mair"), w.as("ruth"), w.as("nia")
	if err := mair.AskSignOff(t.Context(), k.id, x, w.id("ruth"), w.form(mair)); err != nil {
		t.Fatal(err)
	}
	asked, err := ruth.Signings(t.Context())
	if err != nil || len(asked) != 1 {
		t.Fatalf("%d asked, %v", len(asked), err)
	}
	if err := ruth.AnswerSigning(t.Context(), asked[0], practice.Passed, "", w.form(ruth)); err != nil {
		t.Fatal(err)
	}
	w.do(nia, k.id, practice.RecordContact{Parties: []practice.PartyID{k.harmed}, Means: practice.Phone, Note: "takes it in"})
	if left, err := ruth.Signings(t.Context()); err != nil || len(left) != 0 {
		t.Errorf("%d still wait for the supervisor after the answer, %v", len(left), err)
	}
	w.do(mair, k.id, practice.Hold{Text: "writes the entry down in its place"})
	if left, err := ruth.Signings(t.Context()); err != nil || len(left) != 0 {
		t.Errorf("%d wait for the supervisor again, %v", len(left), err)
	}
}

func TestASafeguardingLeadDisclosesWithoutOpening(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	_, shown := w.letIn(w.as("nia"), k.id, k.harmed, "ash")
	sol, mair := w.as("sol"), w.as("mair")
	cmd := practice.Disclose{To: practice.ToPolice, Ground: practice.DangerToLife, Text: "told the duty officer"}
	if err := w.as("petra").DiscloseByReference(t.Context(), shown.Reference, cmd, w.form(w.as("petra"))); !errors.Is(err, ErrNotYours) {
		t.Errorf("a facilitator disclosed as lead: %v", err)
	}
	if err := sol.DiscloseByReference(t.Context(), shown.Reference, cmd, w.form(sol)); err != nil {
		t.Fatal(err)
	}
	if _, err := sol.Case(t.Context(), k.id, Want{}); !errors.Is(err, ErrNotThere) {
		t.Errorf("the lead opened the case: %v", err)
	}
	w.do(mair, k.id, practice.Hold{Text: "takes it in"})
	state := w.view(mair, k.id).State
	if len(state.Disclosed) != 1 || state.Disclosed[0].By != w.id("sol") || state.Disclosed[0].Party != k.harmed {
		t.Errorf("disclosed: %+v", state.Disclosed)
	}
}

// sink keeps what was sent.
type sink struct {
	sent []string
	fail error
}

func (*sink) Means() practice.Means { return practice.Text }

func (s *sink) Send(_ context.Context, to, text string) error {
	if s.fail != nil {
		return s.fail
	}
	s.sent = append(s.sent, to+": "+text)
	return nil
}

func (w *world) reminder() Outgoing {
	return Outgoing{
		Means: practice.Text, To: "0123", Text: "please ring",
		Expires: practice.InstantOf(w.clock.Now().Add(72 * time.Hour)),
	}
}

func TestTheOutboxSendsWhatMayGo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	nia, out := w.as("nia"), &sink{}
	if err := nia.Post(t.Context(), k.id, k.respon, w.reminder(), w.form(nia)); !errors.Is(err, ErrNotThere) {
		t.Errorf("posting to the other side: %v", err)
	}
	if err := nia.Post(t.Context(), k.id, k.harmed, w.reminder(), w.form(nia)); err != nil {
		t.Fatal(err)
	}
	w.clock.Pass(jitter + time.Minute)
	if n, err := w.v.Dispatch(t.Context(), out); err != nil || n != 1 || out.sent[0] != "0123: please ring" {
		t.Errorf("sent %d, %v, %v", n, out.sent, err)
	}
	if n, err := w.v.Dispatch(t.Context(), out); err != nil || n != 0 {
		t.Errorf("sent again: %d, %v", n, err)
	}
}

func TestNothingIsSentAfterAStop(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	nia, out := w.as("nia"), &sink{}
	ash, _ := w.letIn(nia, k.id, k.harmed, "ash")
	if err := nia.Post(t.Context(), k.id, k.harmed, w.reminder(), w.form(nia)); err != nil {
		t.Fatal(err)
	}
	if err := ash.DoBox(t.Context(), practice.StopEverything{}, w.form(ash)); err != nil {
		t.Fatal(err)
	}
	w.clock.Pass(jitter + time.Minute)
	if n, err := w.v.Dispatch(t.Context(), out); err != nil || n != 0 {
		t.Errorf("sent %d after a stop, %v", n, err)
	}
	if err := nia.Post(t.Context(), k.id, k.harmed, w.reminder(), w.form(nia)); !refused(err) {
		t.Errorf("posting to somebody who paused: %v", err)
	}
}

// TestPostingHearsANo: what somebody answered, unread, ends what waited from before it,
// also where posting itself takes it in (P2). What is posted then may go.
func TestPostingHearsANo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	mair, out := w.as("mair"), &sink{}
	ash, _ := w.letIn(w.as("nia"), k.id, k.harmed, "ash")
	_, x := w.letter(k, "A letter")
	w.do(mair, k.id, w.clearing(x))
	w.do(mair, k.id, practice.Ask{Party: k.harmed, About: practice.AskedToReceive, Crossing: x, Text: "Is it still so?"})
	box, err := ash.Box(t.Context())
	if err != nil || len(box.Box.Questions) != 1 {
		t.Fatalf("%+v, %v", box, err)
	}
	post := func(text string) {
		t.Helper()
		o := w.reminder()
		o.Text = text
		if err := mair.Post(t.Context(), k.id, k.harmed, o, w.form(mair)); err != nil {
			t.Fatal(err)
		}
	}
	post("before it")
	if err := ash.DoBox(t.Context(), practice.AnswerQuestion{Question: box.Box.Questions[0].ID, Answer: practice.No}, w.form(ash)); err != nil {
		t.Fatal(err)
	}
	post("after it")
	w.clock.Pass(jitter + time.Minute)
	if n, err := w.v.Dispatch(t.Context(), out); err != nil || n != 1 || !strings.Contains(out.sent[0], "after it") {
		t.Errorf("sent %q, %v", out.sent, err)
	}
}

func TestAChannelThatFailsLeavesItInDoubt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	nia := w.as("nia")
	if err := nia.Post(t.Context(), k.id, k.harmed, w.reminder(), w.form(nia)); err != nil {
		t.Fatal(err)
	}
	w.clock.Pass(jitter + time.Minute)
	if n, err := w.v.Dispatch(t.Context(), &sink{fail: errors.New("no line")}); err != nil || n != 0 {
		t.Errorf("sent %d, %v", n, err)
	}
	if n, err := w.v.InDoubt(t.Context()); err != nil || n != 1 {
		t.Errorf("%d in doubt, %v", n, err)
	}
}

func TestSafeHours(t *testing.T) {
	t.Parallel()
	at := func(h, m int) time.Time { return time.Date(2026, 5, 4, h, m, 0, 0, time.UTC) }
	for _, c := range []struct {
		name        string
		from, until int
		now, want   time.Time
	}{
		{"any time", 0, 0, at(3, 0), at(3, 0)},
		{"inside", 9 * 60, 17 * 60, at(12, 0), at(12, 0)},
		{"before", 9 * 60, 17 * 60, at(6, 30), at(9, 0)},
		{"after", 9 * 60, 17 * 60, at(17, 0), at(9, 0).AddDate(0, 0, 1)},
		{"over midnight, inside", 22 * 60, 2 * 60, at(1, 0), at(1, 0)},
		{"over midnight, outside", 22 * 60, 2 * 60, at(12, 0), at(22, 0)},
	} {
		if got := (Outgoing{From: c.from, Until: c.until}).window(c.now); !got.Equal(c.want) {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// bytesOnDisk reads everything the service keeps on disk.
func (w *world) bytesOnDisk() string {
	w.t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(w.dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		all.Write(data)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return all.String()
}

func TestErasingAPartyDestroysTheKeys(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	mair := w.as("mair")
	ash, _ := w.letIn(w.as("nia"), k.id, k.harmed, "ash")
	file := placeOf(placeCase(t, k.id), "", practice.FileOf(k.harmed))
	wraps, err := w.db.Wraps(t.Context(), file.kase, w.seeds["mair"].id)
	if err != nil {
		t.Fatal(err)
	}
	var wrap string
	for _, one := range wraps {
		if one.Stream == file.stream {
			wrap = string(one.Sealed)
		}
	}
	if wrap == "" || !strings.Contains(w.bytesOnDisk(), wrap) {
		t.Fatal("the wrap cannot be found before it is destroyed: the test sees nothing")
	}
	w.do(mair, k.id, practice.Erase{Party: k.harmed})
	if strings.Contains(w.bytesOnDisk(), wrap) {
		t.Error("the wrap is still on the disk")
	}
	view := w.view(mair, k.id)
	if p := view.Parties[0]; p.Name != "" || p.Opened {
		t.Errorf("an erased party is shown: %+v", p)
	}
	if _, err := ash.Box(t.Context()); err == nil {
		t.Error("an erased party's box opens")
	}
	list, err := mair.Cases(t.Context(), Filter{})
	if err != nil || list[0].Parties[0].Name != "" {
		t.Errorf("an erased party stands in the list: %v", err)
	}
	if _, err := w.v.Verify(t.Context(), mair); err != nil {
		t.Errorf("the history no longer verifies: %v", err)
	}
}

func placeCase(t *testing.T, id CaseID) (kase [16]byte) {
	t.Helper()
	key, err := parseCase(id)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func TestStrikingAMisfiledEntry(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	mair := w.as("mair")
	w.do(mair, k.id, practice.RecordContact{Parties: []practice.PartyID{k.harmed}, Means: practice.Phone, Note: "misfiled", SafeContact: "never"})
	file := w.view(mair, k.id).Parties[0].File
	misfiled := file.Texts[len(file.Texts)-1]
	w.do(mair, k.id, practice.Strike{Act: misfiled.Act, From: practice.FileOf(k.harmed)})
	view := w.view(mair, k.id)
	for _, text := range view.Parties[0].File.Texts {
		if text.Act == misfiled.Act {
			t.Error("what was struck is still shown")
		}
	}
	list, err := mair.Cases(t.Context(), Filter{})
	if err != nil || list[0].Parties[0].Care != "ring on Tuesdays" {
		t.Errorf("the list still shows what was struck: %+v, %v", list, err)
	}
	report, err := w.v.Verify(t.Context(), mair)
	if err != nil || report.Struck == 0 {
		t.Errorf("verify: %+v, %v", report, err)
	}
}

func TestAMissingEntryKeyRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	mair := w.as("mair")
	c := casePlace(placeCase(t, k.id))
	head, err := w.db.Stream(t.Context(), c.kase, c.stream)
	if err != nil {
		t.Fatal(err)
	}
	err = w.db.Commit(t.Context(), store.Batch{
		Expect: []store.Version{head.Version}, StrikeKeys: []store.EntryRef{{Case: c.kase, Stream: c.stream, Number: 2}},
	})
	if err != nil {
		t.Fatal(err)
	}
	w.v.cases = cache{}
	var damaged *CompartmentError
	if _, err := mair.Case(t.Context(), k.id, Want{}); !errors.As(err, &damaged) {
		t.Errorf("a case with a hole in it: %v", err)
	}
	if _, err := mair.Do(t.Context(), k.id, practice.Hold{Text: "x"}, w.form(mair)); !errors.As(err, &damaged) {
		t.Errorf("a decision over a hole: %v", err)
	}
}
