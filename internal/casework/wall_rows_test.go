package casework

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	chacha "math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"amends/internal/practice"
)

// fork copies the service as it stands, so that from here on two worlds can go
// different ways from one past.
func (w *world) fork() *world {
	w.t.Helper()
	if err := w.db.Close(); err != nil {
		w.t.Fatal(err)
	}
	data, err := os.ReadFile(w.file)
	if err != nil {
		w.t.Fatal(err)
	}
	w.restart()
	other := *w
	other.dir, other.clock = w.t.TempDir(), &clock{now: w.clock.Now()}
	other.file = filepath.Join(other.dir, "amends.db")
	if err := os.WriteFile(other.file, data, 0o600); err != nil {
		w.t.Fatal(err)
	}
	if other.v, other.db, err = openAt(w.t.Context(), other.file, w.server, other.clock, rand.Reader); err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = other.db.Close() })
	return &other
}

// begunBetween is a case in which something is on its way from Bo to Ash, and both
// promised something.
func (w *world) begunBetween() theCase {
	w.t.Helper()
	k := w.openCase()
	both := []practice.PartyID{k.harmed, k.respon}
	w.do(w.as("nia"), k.id, practice.RecordContact{
		Parties: both[:1], Means: practice.Phone, Note: "rang", Limits: true, NextStep: "ring", Next: practice.InstantOf(w.clock.Now().Add(70 * 24 * time.Hour)),
	})
	w.do(w.as("mair"), k.id, practice.Propose{Kind: practice.Letter, From: both[1:], To: both[:1], Means: practice.Spoken, Text: "to Ash"})
	w.do(w.as("mair"), k.id, practice.MakeAgreement{Parties: both, Undertakings: []practice.Promising{
		{Party: k.harmed, Text: "to write", Due: practice.InstantOf(w.clock.Now().Add(24 * time.Hour))}, {Party: k.respon, Text: "to pay", Due: practice.InstantOf(w.clock.Now().Add(48 * time.Hour))},
	}})
	return k
}

// ofOneSide is all that somebody who works with one side is given: lists, day and case.
type ofOneSide struct {
	Lists shownList
	View  string
}

func (w *world) givenTo(name string, id CaseID) ofOneSide {
	w.t.Helper()
	drawn := chacha.NewChaCha8(sha256.Sum256([]byte(name + w.clock.Now().String()))) // the same in both worlds
	in, err := w.v.Drawing(drawn).begin(w.t.Context(), w.seeds[name].seed, w.seeds[name].id, memory{})
	if err != nil {
		w.t.Fatal(err)
	}
	s := in.Session
	lists := w.shown(s)
	view, err := json.Marshal(w.view(s, id))
	if err != nil {
		w.t.Fatal(err)
	}
	return ofOneSide{lists, string(view)}
}

// deed is something that happens on the side of whoever is responsible.
type deed struct {
	name string
	do   func(w *world, k theCase)
}

// deedsOfOneSide are what staff of the other side need not know.
func deedsOfOneSide() []deed {
	in := func(w *world, d time.Duration) practice.Instant { return practice.InstantOf(w.clock.Now().Add(d)) }
	bo := func(k theCase) []practice.PartyID { return []practice.PartyID{k.respon} }
	owen := func(name string, command func(*world, theCase) practice.Command) deed {
		return deed{name, func(w *world, k theCase) { w.do(w.as("owen"), k.id, command(w, k)) }}
	}
	var theirs *Session
	var shown LetIn
	return []deed{
		owen("a contact", func(w *world, k theCase) practice.Command {
			return practice.RecordContact{
				Parties: bo(k), Means: practice.InPerson, Note: "talked", Limits: true, Session: true, Account: "his words", SafeContact: "not at home",
				Readiness: practice.NotReady, NextStep: "see him", Next: in(w, time.Hour), Acknowledges: []practice.Acknowledging{{Harm: k.harm, Answer: practice.No}},
				Consents: []practice.Consenting{{To: practice.ToWork, Means: practice.Any, Form: practice.SpokenForm, Until: in(w, 72*time.Hour)}},
			}
		}),
		owen("a no", func(_ *world, k theCase) practice.Command {
			return practice.RecordContact{Parties: bo(k), Means: practice.Phone, Refusals: []practice.Refusing{{To: practice.ToReceive, Kind: practice.Message, Towards: []practice.PartyID{k.harmed}, Answer: practice.No}}}
		}),
		owen("a letter kept", func(_ *world, k theCase) practice.Command {
			return practice.WriteContent{Author: k.respon, Kind: practice.Letter, Text: "unsent", Banked: true}
		}),
		owen("an interest", func(_ *world, k theCase) practice.Command {
			return practice.DepositInterest{Party: k.respon, Kind: practice.Meeting}
		}),
		owen("a change", func(_ *world, k theCase) practice.Command {
			return practice.ChangeParty{Party: k.respon, Capacity: practice.Lacking, About: "tired"}
		}),
		owen("a bar", func(w *world, k theCase) practice.Command {
			return practice.RecordBar{Kind: practice.LicenceCondition, On: bo(k), Means: []practice.Means{practice.Any}, Review: in(w, time.Hour), Text: "licence"}
		}),
		{"a permission", func(w *world, k theCase) {
			bar := w.view(w.as("owen"), k.id).State.Bars[0].ID
			w.do(w.as("owen"), k.id, practice.RecordPermission{
				Bar: bar, Authority: practice.Probation, Kinds: []practice.Kind{practice.Message}, Means: []practice.Means{practice.Any}, Until: in(w, 72*time.Hour), Text: "leave",
			})
		}},
		owen("a judgement", func(w *world, k theCase) practice.Command {
			return practice.Assess{Kind: practice.Letter, Means: practice.Any, Parties: bo(k), GoAhead: true, Text: "calm", Until: in(w, 72*time.Hour)}
		}),
		owen("a disclosure", func(_ *world, k theCase) practice.Command {
			return practice.Disclose{Party: k.respon, To: practice.ToPrison, Ground: practice.WithConsent, Text: "told"}
		}),
		owen("a slip", func(_ *world, k theCase) practice.Command {
			return practice.RecordOutside{Kind: practice.Slip, Parties: bo(k), Text: "seen in town"}
		}),
		{"a promise looked at", func(w *world, k theCase) {
			u := w.view(w.as("mair"), k.id).State.Agreements[0].Undertakings[1].ID
			w.do(w.as("owen"), k.id, practice.RecordUndertaking{Undertaking: u, Kept: practice.Partly, Text: "half of it"})
		}},
		{"a login", func(w *world, k theCase) { theirs, shown = w.letIn(w.as("owen"), k.id, k.respon, "bo") }},
		{"a question", func(w *world, k theCase) {
			x := w.view(w.as("owen"), k.id).State.Crossings[0].ID
			w.do(w.as("owen"), k.id, practice.Ask{Party: k.respon, About: practice.AskedToSend, Crossing: x, Text: "is it as you said it?"})
		}},
		{"a wish", func(w *world, _ theCase) { w.does(theirs, practice.SetContact{Text: "evenings"}) }},
		{"a stop", func(w *world, _ theCase) { w.does(theirs, practice.StopEverything{}) }},
		owen("taking it in", func(_ *world, k theCase) practice.Command {
			return practice.RecordContact{Parties: bo(k), Means: practice.Phone, Note: "rang"}
		}),
		owen("a beginning again", func(_ *world, k theCase) practice.Command { return practice.LiftPause{Party: k.respon} }),
		{"a stop by reference", func(w *world, _ theCase) {
			s := w.as("petra")
			if err := s.Stop(w.t.Context(), shown.Reference, w.form(s)); err != nil {
				w.t.Fatal(err)
			}
		}},
		{"a look", func(w *world, k theCase) { w.view(w.as("owen"), k.id) }},
		{"something destroyed", func(w *world, k theCase) {
			var act practice.ActID
			for _, line := range w.view(w.as("owen"), k.id).Story {
				if e, is := line.Event.(practice.ContactRecorded); is && e.Party == k.respon && act == "" {
					act = e.Act
				}
			}
			w.do(w.as("mair"), k.id, practice.Strike{Act: act, From: practice.FileOf(k.respon)})
		}},
	}
}

func (w *world) does(s *Session, cmd practice.BoxCommand) {
	w.t.Helper()
	if err := s.DoBox(w.t.Context(), cmd, w.form(s)); err != nil {
		w.t.Fatal(err)
	}
}

// TestAListOfOneSideIsTheSame: two worlds with one past. In the one nothing happens,
// in the other everything that can on one side. To somebody who works with the other
// side, rows, lists, day and case are the same after each, and on the days after (P3, P5).
func TestAListOfOneSideIsTheSame(t *testing.T) {
	t.Parallel()
	quiet := newWorld(t)
	k := quiet.begunBetween()
	busy := quiet.fork()
	same := func(after string) {
		t.Helper()
		opts := cmp.Options{cmp.AllowUnexported(CaseRow{}), cmpopts.EquateEmpty()}
		if diff := cmp.Diff(quiet.givenTo("nia", k.id), busy.givenTo("nia", k.id), opts); diff != "" {
			t.Fatalf("after %s, who works with one side is told (-nothing happened +it did):\n%s", after, diff)
		}
	}
	pass := func(d time.Duration) {
		quiet.clock.Pass(d)
		busy.clock.Pass(d)
	}
	same("the beginning")
	for _, d := range deedsOfOneSide() {
		d.do(busy, k)
		pass(time.Hour)
		same(d.name)
	}
	for range 8 {
		pass(20 * 24 * time.Hour)
		same("weeks")
	}
	// The comparison can fail: who works with both sides is told of all that.
	if cmp.Equal(quiet.shown(quiet.as("mair")), busy.shown(busy.as("mair")), cmp.AllowUnexported(CaseRow{})) {
		t.Error("nothing differs for who works with both sides: the comparison sees nothing")
	}
}

// TestWhoHearsAStop: a stop that waits unread is for those who work with whoever
// sent it, and for who works with both, in lists as on the case's page.
func TestWhoHearsAStop(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	ash, _ := w.letIn(w.as("nia"), k.id, k.harmed, "ash")
	w.does(ash, practice.SetContact{Text: "mornings"})
	w.does(ash, practice.StopEverything{})
	for name, hears := range map[string]bool{"nia": true, "mair": true, "owen": false} {
		s := w.as(name)
		today, err := s.Today(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		heard := len(today.Waiting) == 1 && today.Waiting[0].Stopped
		if heard != hears || len(today.Waiting) > 1 {
			t.Errorf("%s hears of %d, a stop: %v", name, len(today.Waiting), heard)
		}
		if n := w.view(s, k.id).Waiting; (n == 2) != hears || !hears && n != 0 {
			t.Errorf("%s is shown %d waiting on the case", name, n)
		}
	}
}

// TestAListNeverSaysToCarryWhatWasStopped: from the instant somebody on the other side
// stops, unread, the carrier's list has nothing to hand over, and does not say why (P2, P3).
func TestAListNeverSaysToCarryWhatWasStopped(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	bo, _ := w.letIn(w.as("owen"), k.id, k.respon, "bo")
	_, x := w.letter(k, "carried")
	clearing := w.clearing(x)
	clearing.Carrier = w.id("nia")
	w.do(w.as("mair"), k.id, clearing)
	row := func() CaseRow {
		t.Helper()
		rows, err := w.as("nia").Cases(t.Context(), Filter{})
		if err != nil || len(rows) != 1 {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
		return rows[0]
	}
	if !row().Is(practice.DueHandOver) {
		t.Fatal("the carrier's list does not say what there is to hand over")
	}
	w.does(bo, practice.StopEverything{})
	unread := row()
	if unread.Is(practice.DueHandOver) || unread.Waiting || unread.Stopped {
		t.Errorf("after the stop the list says %+v", unread)
	}
	w.do(w.as("owen"), k.id, practice.RecordContact{Parties: []practice.PartyID{k.respon}, Means: practice.Phone, Note: "rang"})
	if diff := cmp.Diff(unread, row(), cmp.AllowUnexported(CaseRow{}), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("the list tells that the stop was taken in:\n%s", diff)
	}
}
