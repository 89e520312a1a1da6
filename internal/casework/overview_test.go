package casework

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/store"
)

// forgetful is a store without overviews: every list reads all rows.
type forgetful struct{ *store.SQLite }

func (forgetful) Overview(context.Context, journal.ID) (store.Overview, error) {
	return store.Overview{}, store.ErrNotFound
}

// counted is a store that counts the cases whose rows are read one by one, and
// lets none be read all at once.
type counted struct {
	*store.SQLite
	t     *testing.T
	cases int
}

func (c *counted) RowsOf(context.Context, journal.ID) iter.Seq2[store.HeldRow, error] {
	c.t.Error("all rows were read")
	return func(func(store.HeldRow, error) bool) {}
}

func (c *counted) RowsIn(ctx context.Context, holder journal.ID, cases []journal.ID) iter.Seq2[store.HeldRow, error] {
	c.cases += len(cases)
	return c.SQLite.RowsIn(ctx, holder, cases)
}

// TestADayReadsOnlyWhatItShows: with an overview, a day opens the rows of the cases
// that need somebody, and of those that changed.
func TestADayReadsOnlyWhatItShows(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	mair := w.as("mair")
	var last CaseID
	for range 100 {
		last = w.do(mair, "", intake()).Case
		w.do(mair, last, practice.Close{Ending: practice.NoContact, Text: "done"})
	}
	first, err := mair.Today(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	w.do(mair, last, practice.Reopen{Text: "again"})
	c := &counted{SQLite: w.db, t: t}
	w.v.o.Store = c
	again, err := mair.Today(t.Context())
	if err != nil || again.Open != first.Open+1 {
		t.Errorf("%d open, then %d, %v", first.Open, again.Open, err)
	}
	if c.cases == 0 || c.cases > 3 {
		t.Errorf("the rows of %d cases were read", c.cases)
	}
}

// TestTheOverviewChangesNothingThatIsShown compares, after everything that happens
// in some cases and on the days between, each reader's day and lists by overview
// with those that read every row.
func TestTheOverviewChangesNothingThatIsShown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	cases := []theCase{w.openCase(), w.openCase(), w.openCase()}
	for range 8 { // so that there is something to leave out
		id := w.do(w.as("mair"), "", intake()).Case
		w.do(w.as("mair"), id, practice.Close{Ending: practice.NoContact, Text: "done"})
	}
	k := cases[0]
	bo, _ := w.letIn(w.as("owen"), k.id, k.respon, "bo")
	w.sameByOverview("at first")
	for n, step := range []func(){
		func() { w.stop(bo) },
		func() { w.do(w.as("mair"), cases[1].id, practice.Deallocate{Staff: w.id("nia")}) },
		func() {
			w.do(w.as("mair"), k.id, practice.RecordContact{Parties: []practice.PartyID{k.harmed}, Means: practice.Phone, Note: "x", NextStep: "ring", Next: practice.InstantOf(w.clock.Now().Add(72 * time.Hour))})
		},
		func() { w.letter(cases[2], "a letter") },
		func() {
			w.do(w.as("quin"), cases[1].id, practice.DeclareConflict{Staff: w.id("quin")})
		},
		func() { w.do(w.as("mair"), cases[1].id, practice.Close{Ending: practice.NoContact, Text: "done"}) },
		func() { w.do(w.as("mair"), cases[1].id, practice.Reopen{Text: "again"}) },
	} {
		step()
		w.sameByOverview(fmt.Sprintf("after step %d", n))
		for _, days := range []int{1, 2, 40, 400} {
			w.clock.Pass(time.Duration(days) * 24 * time.Hour)
			w.sameByOverview(fmt.Sprintf("%d days after step %d", days, n))
		}
	}
}

// sameByOverview compares what readers are shown with and without overviews.
func (w *world) sameByOverview(when string) {
	w.t.Helper()
	for _, name := range []string{"mair", "nia", "owen", "quin", "petra"} {
		s := w.as(name)
		byOverview := w.shown(s)
		w.v.o.Store = forgetful{w.db}
		if diff := cmp.Diff(w.shown(s), byOverview, cmp.AllowUnexported(CaseRow{}), cmpopts.EquateEmpty()); diff != "" {
			w.t.Errorf("%s, %s is shown by overview (-all rows +overview):\n%s", when, name, diff)
		}
		w.v.o.Store = w.db
	}
}

type shownList struct {
	Today             Today
	Open, Mine, Ended []CaseRow
}

func (w *world) shown(s *Session) (out shownList) {
	w.t.Helper()
	var errs [4]error
	out.Today, errs[0] = s.Today(w.t.Context())
	out.Open, errs[1] = s.Cases(w.t.Context(), Filter{})
	out.Mine, errs[2] = s.Cases(w.t.Context(), Filter{Mine: true})
	out.Ended, errs[3] = s.Cases(w.t.Context(), Filter{Closed: true})
	if err := errors.Join(errs[:]...); err != nil {
		w.t.Fatal(err)
	}
	return out
}

// TestClosedCasesAreListedFromTheLastOneBack: who looks for one looks for a recent one.
func TestClosedCasesAreListedFromTheLastOneBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	mair := w.as("mair")
	var want []CaseID
	for range 3 {
		id := w.do(mair, "", intake()).Case
		w.clock.Pass(time.Hour)
		w.do(w.as("mair"), id, practice.Close{Ending: practice.NoContact, Text: "done"})
		want = append([]CaseID{id}, want...)
	}
	var got []CaseID
	for _, r := range w.shown(w.as("mair")).Ended {
		got = append(got, r.ID)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("closed cases (-want +got):\n%s", diff)
	}
}

// TestNothingDueIsLeftOutOfADay: whatever a day shows of something due, it shows
// from the instant that attends gives.
func TestNothingDueIsLeftOutOfADay(t *testing.T) {
	t.Parallel()
	kinds := []practice.DueKind{
		practice.DueConsent, practice.DueAssessment, practice.DuePermission, practice.DueKeepingEnds,
		practice.DueSilent, practice.DueUncovered, practice.DueIncident, practice.DueNext,
	}
	rapid.Check(t, func(t *rapid.T) {
		instant := func(name string) practice.Instant {
			return practice.Instant(rapid.Int64Range(0, int64(100*practice.Day)).Draw(t, name))
		}
		p := practice.Profile{WarnBefore: practice.Day * 14, SilentAfter: practice.Day * 30}
		d := practice.Due{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), By: instant("by"), Since: instant("since")}
		now := instant("now")
		day := now - now%practice.Day
		shown := d.Kind == practice.DueSilent || d.Kind == practice.DueUncovered || d.By < day+practice.Day
		if shown && isDue(d, now, p) && attends(d, p) > now {
			t.Errorf("shown at %d, and attends at %d: %+v", now, attends(d, p), d)
		}
	})
}
