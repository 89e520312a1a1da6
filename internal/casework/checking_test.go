package casework

import (
	"context"
	"crypto/rand"
	"errors"
	"testing"
	"time"

	"amends/internal/practice"
)

// ended waits until somebody's check has ended.
func (w *world) ended(s *Session) Checking {
	w.t.Helper()
	w.v.checks.work.Wait()
	c, begun := s.LastCheck()
	if !begun || c.Ended == 0 {
		w.t.Fatalf("the check stands at %+v", c)
	}
	return c
}

// TestACheckOfTheHistory runs one to its end: what the asker opens is checked with
// its signatures, the rest is counted.
func TestACheckOfTheHistory(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.openCase()
	mair, tam := w.as("mair"), w.as("tam")
	if _, begun := mair.LastCheck(); begun {
		t.Error("there is a check that nobody began")
	}
	if err := mair.BeginCheck(t.Context()); err != nil {
		t.Fatal(err)
	}
	mair.numbering() // the request goes on, and works out what it needs
	c := w.ended(mair)
	if c.Failed || c.Flaw != "" || c.Found.Entries != c.Entries || c.Found.Unopened != 0 || c.Found.Signatures == 0 || c.Begun == 0 {
		t.Errorf("a coordinator's check came to %+v", c)
	}
	if _, begun := tam.LastCheck(); begun {
		t.Error("somebody sees another's check")
	}
	if err := tam.BeginCheck(t.Context()); err != nil {
		t.Fatal(err)
	}
	if c := w.ended(tam); c.Found.Unopened == 0 || c.Found.Signatures == 0 || c.Found.Signatures+c.Found.Unopened > c.Found.Entries {
		t.Errorf("an administrator's check came to %+v", c)
	}
}

// TestHowFarACheckHasCome: it counts each entry it comes to, and says so while it runs.
func TestHowFarACheckHasCome(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.openCase()
	mair := w.as("mair")
	if err := mair.BeginCheck(t.Context()); err != nil {
		t.Fatal(err)
	}
	c := w.ended(mair)
	if got := w.v.checks.looked.Load(); got != c.Entries || c.Looked != 0 {
		t.Errorf("it came to %d of %d entries, and says %d when it has ended", got, c.Entries, c.Looked)
	}
	if !w.v.checks.begin(mair.me.ID, Checking{Begun: 1, Entries: 7}, nil) {
		t.Fatal("another did not begin")
	}
	w.v.checks.looked.Add(3)
	if c, _ := mair.LastCheck(); c.Looked != 3 || c.Entries != 7 {
		t.Errorf("on its way it says %+v", c)
	}
	w.v.checks.end(mair.me.ID, Checking{Ended: 2})
}

// TestOneCheckAtATime: a second is refused while one is on its way, and closing the
// service cuts it off.
func TestOneCheckAtATime(t *testing.T) {
	t.Parallel()
	var c checks
	if !c.begin("mair", Checking{Begun: 1, Entries: 7}, nil) || c.begin("tam", Checking{}, nil) || c.begin("mair", Checking{}, nil) {
		t.Error("two run at once")
	}
	c.end("mair", Checking{Failed: true, Ended: 2})
	if got := c.last["mair"]; got.Begun != 1 || got.Entries != 7 || !got.Failed {
		t.Errorf("it ended as %+v", got)
	}
	if !c.begin("tam", Checking{}, nil) {
		t.Error("none can begin after one has ended")
	}
	closing := &Service{house: &house{}}
	ctx, cut := context.WithCancel(t.Context())
	closing.checks.begin("mair", Checking{}, cut)
	closing.checks.work.Go(func() { <-ctx.Done() })
	if closing.Close(); ctx.Err() == nil {
		t.Error("the service closed over a check on its way")
	}
}

// TestACheckEndsWithItsSessions: with all that ends somebody's sessions ends the
// check that has their keys, and nobody else's.
func TestACheckEndsWithItsSessions(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(w *world) error{
		"signing out": func(w *world) error { return w.as("mair").SignOut(w.t.Context()) },
		"leaving": func(w *world) error {
			quin := w.as("quin")
			return quin.Deactivate(w.t.Context(), w.id("mair"), w.form(quin))
		},
		"new keys": func(w *world) error {
			quin := w.as("quin")
			_, err := quin.NewCode(w.t.Context(), w.id("mair"), w.form(quin))
			return err
		},
		"another passphrase": func(w *world) error {
			return w.as("mair").ChangePassphrase(w.t.Context(), testPassphrase, "another one, long enough")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for whose, cuts := range map[string]bool{"mair": true, "tam": false} {
				w := newWorld(t)
				ctx, cut := context.WithCancel(t.Context())
				t.Cleanup(cut)
				w.v.checks.begin(w.id(whose), Checking{Begun: 1}, cut)
				nia := w.as("nia")
				if err := nia.Deactivate(t.Context(), w.id("mair"), w.form(nia)); err == nil || ctx.Err() != nil {
					t.Fatalf("who may end nothing: %v, %v", err, ctx.Err())
				}
				if err := end(w); err != nil {
					t.Fatal(err)
				}
				if (ctx.Err() != nil) != cuts {
					t.Errorf("the check of %s: %v", whose, ctx.Err())
				}
			}
		})
	}
}

// TestACheckThatIsCutOffTellsNothing: it is neither right nor wrong.
func TestACheckThatIsCutOffTellsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, cut := context.WithCancel(t.Context())
	cut()
	if c := w.as("mair").check(ctx); !c.Failed || c.Flaw != "" || c.Ended == 0 {
		t.Errorf("it came to %+v", c)
	}
	if c := (&Session{v: &Service{house: &house{o: w.v.o}}}).check(t.Context()); !c.Failed {
		t.Errorf("without keys it came to %+v", c)
	}
}

// forged writes an entry of the case past the program: in mair's name, signed by
// owen.
func (w *world) forged(id CaseID) {
	w.t.Helper()
	mair, owen := w.seeds["mair"], w.seeds["owen"]
	c, err := w.v.load(w.t.Context(), w.db, casePlace(placeCase(w.t, id)), &mair.holderKeys)
	if err != nil {
		w.t.Fatal(err)
	}
	d := w.v.draft(&holderKeys{mair.id, owen.identity, rand.Reader}, w.clock.Now().UnixMicro())
	if err := writeOwn(d, c, kindEpoch, emptyRecord{}); err != nil {
		w.t.Fatal(err)
	}
	if err := d.commit(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

// TestACheckNamesWhatIsWrong: an entry that is not signed by whom it names.
func TestACheckNamesWhatIsWrong(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	w.forged(k.id)
	c := w.as("mair").check(t.Context())
	if c.Flaw == "" || c.Failed {
		t.Errorf("a changed entry came to %+v", c)
	}
}

// TestWhoChecksTheHistory: who answers for the service, and nobody else.
func TestWhoChecksTheHistory(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.openCase()
	for name, want := range map[string]error{"nia": ErrNotYours, "ruth": ErrNotYours, "sol": ErrNotYours} {
		if err := w.as(name).BeginCheck(t.Context()); !errors.Is(err, want) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := w.as(name).Queue(t.Context()); !errors.Is(err, want) {
			t.Errorf("%s counts what waits: %v", name, err)
		}
	}
}

// TestQueueCountsByReason: why something waits, and how much, and nothing else.
func TestQueueCountsByReason(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	mair := w.as("mair")
	post := func(o Outgoing) {
		t.Helper()
		if err := mair.Post(t.Context(), k.id, k.harmed, o, w.form(mair)); err != nil {
			t.Fatal(err)
		}
	}
	in := func(d time.Duration) practice.Instant { return practice.InstantOf(w.clock.Now().Add(d)) }
	post(Outgoing{Means: practice.Phone, To: "01", Text: "ring", Expires: in(90 * time.Minute)})
	post(Outgoing{Means: practice.Phone, To: "01", Text: "ring", Expires: in(48 * time.Hour)})
	post(Outgoing{Means: practice.Phone, To: "01", Text: "ring", NotBefore: in(24 * time.Hour), Expires: in(48 * time.Hour)})
	w.clock.Pass(2 * time.Hour)
	reasons := func() map[QueueReason]int {
		t.Helper()
		q, err := w.as("mair").Queue(t.Context())
		if err != nil || q.Held != 0 || q.InDoubt != 0 {
			t.Fatalf("%+v, %v", q, err)
		}
		out := map[QueueReason]int{}
		for _, line := range q.Waiting {
			if line.Means != practice.Phone || line.First == 0 || line.Last <= line.First {
				t.Errorf("a line says %+v", line)
			}
			out[line.Why] += line.Rows
		}
		return out
	}
	if got := reasons(); got[QueueLapsed] != 1 || got[QueueChannel] != 1 || got[QueueEarly] != 1 || len(got) != 3 {
		t.Errorf("counted %v", got)
	}
	if got := reason(1, 9, true, 5); got != QueueUnread {
		t.Errorf("what waits behind something unread: %s", got)
	}
}
