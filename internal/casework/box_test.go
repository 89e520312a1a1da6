package casework

import (
	"crypto/rand"
	"errors"
	"slices"
	"testing"
	"time"

	"amends/internal/practice"
)

// letIn gives a party a login and signs them in by its keys.
func (w *world) letIn(s *Session, id CaseID, party practice.PartyID, name string) (*Session, LetIn) {
	w.t.Helper()
	ctx := w.t.Context()
	g, err := s.prepareLogin(ctx, id, party, name)
	if err != nil {
		w.t.Fatal(err)
	}
	shown, err := s.giveLogin(ctx, id, g, w.form(s))
	if err != nil {
		w.t.Fatalf("could not let %s in: %v", name, err)
	}
	return w.session(g.person), shown
}

// letter brings a letter from Bo to Ash as far as the gate: written, proposed,
// read, signed for, and Ash willing.
func (w *world) letter(k theCase, text string) (practice.ContentID, practice.CrossingID) {
	w.t.Helper()
	mair := w.as("mair")
	w.do(mair, k.id, practice.RecordContact{
		Parties: []practice.PartyID{k.respon}, Means: practice.InPerson, Limits: true, Identity: true,
		Acknowledges: []practice.Acknowledging{{Harm: k.harm, Answer: practice.Yes}},
	})
	w.do(mair, k.id, practice.WriteContent{Author: k.respon, Kind: practice.Letter, Text: text})
	state := w.view(mair, k.id).State
	content := state.Contents[len(state.Contents)-1]
	w.do(mair, k.id, practice.Propose{
		Kind: practice.Letter, From: []practice.PartyID{k.respon}, To: []practice.PartyID{k.harmed}, Means: practice.Spoken, Content: content.ID,
	})
	state = w.view(mair, k.id).State
	x := state.Crossings[len(state.Crossings)-1]
	w.do(mair, k.id, practice.ReadContent{Content: content.ID, Wording: content.Wording, Verdict: practice.Passed})
	w.do(mair, k.id, practice.Assess{Kind: practice.Letter, Means: practice.Spoken, Parties: []practice.PartyID{k.harmed, k.respon}, GoAhead: true, Text: "fine"})
	w.do(mair, k.id, practice.RecordContact{
		Parties: []practice.PartyID{k.respon}, Means: practice.InPerson,
		Consents: []practice.Consenting{{
			To: practice.ToSend, Kind: practice.Letter, Towards: []practice.PartyID{k.harmed}, Means: practice.Spoken,
			Content: content.ID, Wording: content.Wording, Form: practice.Signed, ReadBack: true,
		}},
	})
	w.do(mair, k.id, practice.RecordContact{
		Parties: []practice.PartyID{k.harmed}, Means: practice.Phone, Limits: true, Identity: true,
		Consents: []practice.Consenting{{
			To: practice.ToReceive, Kind: practice.Letter, Towards: []practice.PartyID{k.respon}, Means: practice.Spoken, Form: practice.Unprompted,
		}},
	})
	return content.ID, x.ID
}

func (w *world) clearing(x practice.CrossingID) practice.Clear {
	return practice.Clear{Crossing: x, Clearing: practice.Clearing{
		Carrier: w.id("mair"), Until: practice.InstantOf(w.clock.Now().Add(48 * time.Hour)),
	}}
}

func TestALetterIsClearedAndDeliveredIntoABox(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	mair := w.as("mair")
	ash, _ := w.letIn(w.as("nia"), k.id, k.harmed, "ash")
	content, x := w.letter(k, "Canary letter")
	w.do(mair, k.id, w.clearing(x))
	view, err := mair.Case(t.Context(), k.id, Want{Contents: []practice.ContentID{content}})
	if err != nil || len(view.Contents) != 1 {
		t.Fatalf("%d contents, %v", len(view.Contents), err)
	}
	version, _ := view.Contents[0].Text.Current()
	w.do(mair, k.id, practice.Deliver{Delivering: practice.Delivering{Crossing: x, Extent: practice.Whole, Copy: version.Copy(), From: "Bo"}})

	box, err := ash.Box(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(box.Box.Items, func(i practice.BoxItem) bool { return i.Text == "Canary letter" }) {
		t.Errorf("the letter is not in the box: %+v", box.Box)
	}
	if box.Box.Reference == "" || len(box.Looks) == 0 {
		t.Errorf("reference %q, looks %v", box.Box.Reference, box.Looks)
	}
}

func TestWhoeverDeliversNeedNotReadTheBox(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	mair, owen := w.as("mair"), w.as("owen")
	ash, _ := w.letIn(w.as("nia"), k.id, k.harmed, "ash")
	content, x := w.letter(k, "Carried by Owen")
	w.do(mair, k.id, practice.Clear{Crossing: x, Clearing: practice.Clearing{Carrier: w.id("owen"), Until: practice.InstantOf(w.clock.Now().Add(time.Hour))}})
	view, err := owen.Case(t.Context(), k.id, Want{Contents: []practice.ContentID{content}})
	if err != nil || len(view.Contents) != 1 {
		t.Fatalf("the carrier cannot read what they carry: %v", err)
	}
	version, _ := view.Contents[0].Text.Current()
	w.do(owen, k.id, practice.Deliver{Delivering: practice.Delivering{Crossing: x, Extent: practice.Whole, Copy: version.Copy(), From: "Bo"}})
	if drops, err := w.db.Drops(t.Context(), boxPlace(k.harmed).kase); err != nil || len(drops) == 0 {
		t.Fatalf("nothing was dropped into the box: %v", err)
	}
	has := func(b BoxView) bool {
		return slices.ContainsFunc(b.Box.Items, func(i practice.BoxItem) bool { return i.Text == "Carried by Owen" })
	}
	box, err := ash.Box(t.Context())
	if err != nil || !has(box) {
		t.Fatalf("what waits in the box is not shown: %v", err)
	}
	if err := ash.DoBox(t.Context(), practice.SetContact{Text: "mornings"}, w.form(ash)); err != nil {
		t.Fatal(err)
	}
	if drops, _ := w.db.Drops(t.Context(), boxPlace(k.harmed).kase); len(drops) != 0 {
		t.Error("the box's own command did not take in what waited there")
	}
	if box, err = ash.Box(t.Context()); err != nil || !has(box) {
		t.Errorf("the letter is gone once it was taken in: %v", err)
	}
}

func TestAWithdrawalBlocksBeforeAnybodyHasReadIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	mair := w.as("mair")
	bo, _ := w.letIn(w.as("owen"), k.id, k.respon, "bo")
	_, x := w.letter(k, "Taken back")
	box, err := bo.Box(t.Context())
	if err != nil || len(box.Box.Agreed) == 0 {
		t.Fatalf("%d consents listed, %v", len(box.Box.Agreed), err)
	}
	w.do(mair, k.id, w.clearing(x))
	if err := bo.DoBox(t.Context(), practice.TakeBack{Consent: box.Box.Agreed[0].Consent}, w.form(bo)); err != nil {
		t.Fatal(err)
	}
	view := w.view(mair, k.id)
	if view.Waiting != 1 {
		t.Errorf("%d waiting", view.Waiting)
	}
	i := slices.IndexFunc(view.State.Crossings, func(c practice.Crossing) bool { return c.ID == x })
	if view.State.Crossings[i].State == practice.Cleared {
		t.Error("the page still shows it cleared")
	}
	_, err = mair.Do(t.Context(), k.id, w.clearing(x), w.form(mair))
	var r *practice.Refusal
	if !errors.As(err, &r) || r.Code != practice.GateNotMet {
		t.Errorf("clearing after a withdrawal: %v", err)
	}
	if view = w.view(mair, k.id); view.Waiting != 0 {
		t.Error("the withdrawal was not taken in although the command was refused")
	}
}

func TestAParticipantWhoStopsIsHeardUnread(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	ash, shown := w.letIn(w.as("nia"), k.id, k.harmed, "ash")
	petra := w.as("petra") // not of this case at all
	if err := petra.Stop(t.Context(), "00000-00000", w.form(petra)); !errors.Is(err, ErrNotThere) {
		t.Errorf("a reference nobody has: %v", err)
	}
	var field *FieldError
	if err := petra.Stop(t.Context(), shown.Reference[:10]+"x", w.form(petra)); !errors.As(err, &field) {
		t.Errorf("a mistyped reference: %v", err)
	}
	if err := petra.Stop(t.Context(), shown.Reference, w.form(petra)); err != nil {
		t.Fatal(err)
	}
	today, err := w.as("nia").Today(t.Context())
	if err != nil || len(today.Waiting) != 1 || !today.Waiting[0].Stopped {
		t.Errorf("today: %+v, %v", today.Waiting, err)
	}
	if view := w.view(w.as("nia"), k.id); view.State.Parties[0].Paused == 0 {
		t.Error("the stop is not shown")
	}
	w.do(w.as("nia"), k.id, practice.RecordContact{Parties: []practice.PartyID{k.harmed}, Means: practice.Phone, Note: "rang"})
	box, err := ash.Box(t.Context())
	if err != nil || box.Box.Paused == 0 {
		t.Errorf("their own page does not show the pause: %v", err)
	}
}

func TestBoxAndCaseAreWorldsApart(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	ash, _ := w.letIn(w.as("nia"), k.id, k.harmed, "ash")
	ctx := t.Context()
	if _, err := ash.Case(ctx, k.id, Want{All: true}); !errors.Is(err, ErrNotThere) {
		t.Errorf("a participant opening the case: %v", err)
	}
	if _, err := ash.Do(ctx, k.id, practice.Hold{Text: "x"}, w.form(ash)); !errors.Is(err, ErrNotThere) {
		t.Errorf("a participant acting on the case: %v", err)
	}
	if _, err := ash.Cases(ctx, Filter{}); !errors.Is(err, ErrNotThere) {
		t.Errorf("a participant listing: %v", err)
	}
	if _, err := w.as("nia").Box(ctx); !errors.Is(err, ErrNotThere) {
		t.Errorf("staff opening a box as their own: %v", err)
	}
	if _, err := w.as("owen").LetIn(ctx, k.id, k.harmed, "other", w.form(w.as("owen"))); err == nil {
		t.Error("somebody of the other side let them in")
	}
}

func TestANewLoginEndsTheOld(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	nia := w.as("nia")
	old, _ := w.letIn(nia, k.id, k.harmed, "ash")
	fresh, _ := w.letIn(nia, k.id, k.harmed, "ash2")
	if _, err := old.Box(t.Context()); !errors.Is(err, ErrNotThere) {
		t.Errorf("the old login still opens the box: %v", err)
	}
	if box, err := fresh.Box(t.Context()); err != nil || box.Box.Reference == "" {
		t.Errorf("the new login: %v", err)
	}
	if err := nia.ShutOut(t.Context(), k.id, k.harmed, w.form(nia)); err != nil {
		t.Fatal(err)
	}
	if _, err := fresh.Box(t.Context()); !errors.Is(err, ErrNotThere) {
		t.Errorf("after shutting out: %v", err)
	}
}

func TestReferencesFindSlips(t *testing.T) {
	t.Parallel()
	for range 50 {
		reference, err := newReference(rand.Reader)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := parseReference(" " + reference[:5] + " " + reference[6:]); err != nil || got != reference {
			t.Fatalf("%q reads as %q, %v", reference, got, err)
		}
		for i, c := range []byte(reference) {
			if c == '-' {
				continue
			}
			slip := []byte(reference)
			slip[i] = '0' + (c-'0'+1)%10
			if _, err := parseReference(string(slip)); err == nil {
				t.Errorf("%q passes for %q", slip, reference)
			}
		}
	}
}

// Who clears the other side's letter for herself cannot give herself its key; the
// next command of a colleague who can open it does.
func TestACarrierGetsTheKeyFromWhoeverHasIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	content, x := w.letter(k, "Words to be carried")
	nia, owen := w.as("nia"), w.as("owen")
	reads := func() bool {
		view, err := w.as("nia").Case(t.Context(), k.id, Want{Contents: []practice.ContentID{content}})
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(view.Contents, func(c ContentView) bool {
			return c.ID == content && len(c.Text.Versions) > 0
		})
	}
	cmd := w.clearing(x)
	cmd.Carrier = w.id("nia")
	w.do(nia, k.id, cmd)
	if reads() {
		t.Fatal("she opens a letter nobody has given her the key to")
	}
	whole := practice.Delivering{Crossing: x, Extent: practice.Whole, From: "Bo"}
	for _, handing := range []practice.Command{practice.Deliver{Delivering: whole},
		practice.RecordContact{Parties: []practice.PartyID{k.harmed}, Means: practice.Phone, Delivers: []practice.Delivering{whole}}} {
		_, err := w.as("nia").Do(t.Context(), k.id, handing, w.form(nia))
		if !errors.Is(err, &practice.Refusal{Code: practice.WordsNotHeld}) {
			t.Errorf("%T: handing over words that nobody gave her: %v", handing, err)
		}
	}
	if crossing, _ := w.view(nia, k.id).State.Crossing(x); crossing.Delivered != 0 {
		t.Fatal("what was refused is on record")
	}
	w.do(owen, k.id, practice.RecordContact{Parties: []practice.PartyID{k.respon}, Means: practice.Phone, Note: "something else"})
	if !reads() {
		t.Error("the carrier still cannot open what she is to carry")
	}
}

// What a carrier without the key handed over though it no longer stood is recorded
// without its words: she will never be given them, and what happened is never refused.
func TestWhatWasHandedOverWithoutTheKeyIsRecorded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	_, x := w.letter(k, "Words to be carried")
	cmd := w.clearing(x)
	cmd.Carrier = w.id("nia")
	w.do(w.as("nia"), k.id, cmd)
	w.do(w.as("nia"), k.id, practice.RecordContact{Parties: []practice.PartyID{k.harmed}, Means: practice.Phone, TakesBackAll: true})
	w.do(w.as("nia"), k.id, practice.Deliver{Delivering: practice.Delivering{Crossing: x, Extent: practice.Whole}})
	state := w.view(w.as("nia"), k.id).State
	if crossing, _ := state.Crossing(x); crossing.Delivered == 0 || len(state.Incidents) != 1 || state.Incidents[0].Kind != practice.AfterWithdrawal {
		t.Errorf("delivered %v, incidents %+v", crossing.Delivered, state.Incidents)
	}
}
