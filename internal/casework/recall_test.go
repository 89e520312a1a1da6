package casework

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/store"
)

// another is a second service over the same store, which the first does not hear of:
// what the lock on a store keeps from happening, and so the worst that can become of
// what is recalled.
func (w *world) another() *world {
	w.t.Helper()
	v, err := Open(w.t.Context(), Options{Store: w.db, Server: w.server, Now: w.clock.Now, Random: rand.Reader, Profiles: w.v.o.Profiles})
	if err != nil {
		w.t.Fatal(err)
	}
	other := *w
	other.v = v
	return &other
}

// rings is a contact with the harmed party, with a note.
func (k theCase) rings(note string) practice.Command {
	return practice.RecordContact{Parties: []practice.PartyID{k.harmed}, Means: practice.Phone, Note: note}
}

// recalls asks that the next command on the case begins from what is recalled of it:
// if it does not, the test around it shows nothing.
func (w *world) recalls(k theCase) heads {
	w.t.Helper()
	known := w.v.cases.recalls(k.id)
	if _, main := known[casePlace(placeCase(w.t, k.id))]; !main {
		w.t.Fatal("the case that was just written to is not recalled")
	}
	return known
}

// recallsTruly asks that what is recalled of a case is what the store has.
func (w *world) recallsTruly(name string, k theCase) {
	w.t.Helper()
	for p, recalled := range w.v.cases.recalls(k.id) {
		stored, err := w.db.Stream(w.t.Context(), p.kase, p.stream)
		if err != nil {
			w.t.Fatal(err)
		}
		if diff := cmp.Diff(stored, recalled); diff != "" {
			w.t.Errorf("%s: a head is not recalled as it stands (-stored +recalled):\n%s", name, diff)
		}
	}
}

// TestWhatIsRecalledNeverDecides: a command over heads that moved unheard of is
// decided anew over what is there (P2), whether it would have been committed or
// refused over what is recalled.
func TestWhatIsRecalledNeverDecides(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	here, there := w.as("mair"), w.another()
	w.do(here, k.id, k.rings("first"))
	t.Run("what would be committed", func(t *testing.T) {
		w.recalls(k)
		there.do(there.as("mair"), k.id, k.rings("second"))
		w.do(here, k.id, k.rings("third"))
		if got := w.notesIn(k); !slices.Equal(got, []string{"first", "second", "third"}) {
			t.Errorf("the file holds %q", got)
		}
	})
	t.Run("what would be refused", func(t *testing.T) {
		supporter := practice.NewParty{Kind: practice.Person, Standing: practice.Supporter, Capacity: practice.Adult, Full: "Cy Supporter", SafeContact: "write"}
		there.do(there.as("mair"), k.id, practice.AddParty{Party: supporter, For: k.harmed, With: k.harmed})
		added := there.view(there.as("mair"), k.id).State.Parties[2].ID
		w.recalls(k)
		w.do(here, k.id, practice.RecordContact{Parties: []practice.PartyID{added}, Means: practice.Phone, Note: "rang them"})
	})
	t.Run("what would be let through", func(t *testing.T) {
		nia := w.as("nia")
		w.recalls(k)
		there.do(there.as("mair"), k.id, practice.Deallocate{Staff: w.id("nia")})
		if _, err := nia.Do(t.Context(), k.id, k.rings("too late"), w.form(nia)); !errors.Is(err, ErrNotThere) {
			t.Errorf("whoever was taken out of the case got %v", err)
		}
	})
	w.stands("two services", k)
}

// notesIn gives the notes in the harmed party's file, in their order.
func (w *world) notesIn(k theCase) []string {
	w.t.Helper()
	var notes []string
	work, err := w.as("mair").openWork(w.t.Context(), w.db, k.id)
	if err != nil {
		w.t.Fatal(err)
	}
	told, _, err := work.tell(w.t.Context(), practice.FileOf(k.harmed))
	if err != nil {
		w.t.Fatal(err)
	}
	for _, line := range told {
		if e, is := line.event.(practice.FileWritten); is && e.What == practice.NoteText {
			notes = append(notes, e.Text)
		}
	}
	return notes
}

// TestBetweenRecallingAndCommitting: what comes in after a command has recalled and
// decided, and before it commits, counts as if it had been read first.
func TestBetweenRecallingAndCommitting(t *testing.T) {
	t.Parallel()
	t.Run("a conflict", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		k := w.openCase()
		mair, nia := w.as("mair"), w.as("nia")
		w.do(nia, k.id, k.rings("before"))
		w.recalls(k)
		w.interpose(func() { w.do(mair, k.id, practice.DeclareConflict{Staff: w.id("nia")}) })
		if _, err := nia.Do(t.Context(), k.id, k.rings("too late"), w.form(nia)); !errors.Is(err, ErrNotThere) {
			t.Errorf("somebody wrote after being left out: %v", err)
		}
		w.stands("a conflict", k)
	})
	t.Run("a drop", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		k := w.openCase()
		bo, _ := w.letIn(w.as("owen"), k.id, k.respon, "bo")
		mair := w.as("mair")
		_, x := w.letter(k, "Stopped in between")
		w.do(mair, k.id, k.rings("before"))
		w.recalls(k)
		w.interpose(func() {
			if err := bo.DoBox(t.Context(), practice.StopEverything{}, w.form(bo)); err != nil {
				t.Error(err)
			}
		})
		if _, err := mair.Do(t.Context(), k.id, w.clearing(x), w.form(mair)); !refused(err) {
			t.Errorf("cleared over a stop that was there first: %v", err)
		}
		w.stands("a drop", k)
	})
	t.Run("a compartment that is only read", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		k := w.openCase()
		mair := w.as("mair")
		work, d := w.midway(mair, k, practice.FileOf(k.harmed))
		w.do(mair, k.id, practice.RecordContact{Parties: []practice.PartyID{k.respon}, Means: practice.Phone, Note: "another file"})
		if err := d.commit(t.Context()); !errors.Is(err, store.ErrConflict) {
			t.Errorf("what was recalled, read and moved since: %v", err)
		}
		if err := work.unlessMoved(t.Context(), ErrNotYours); !errors.Is(err, store.ErrConflict) {
			t.Errorf("a refusal over what moved since: %v", err)
		}
	})
}

// midway is a piece of work that rests on the head of one compartment alone, recalled
// and not written to, just before its commit.
func (w *world) midway(s *Session, k theCase, h practice.Home) (*work, *draft) {
	w.t.Helper()
	w.do(s, k.id, k.rings("before"))
	known := w.recalls(k)
	work := s.newWork(w.db, placeCase(w.t, k.id))
	work.recalled = known
	if err := work.open(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	if _, err := work.at(w.t.Context(), h); err != nil {
		w.t.Fatal(err)
	}
	if len(work.leant) != 2 {
		w.t.Fatalf("the work leans on %d heads, and should on the case's and the file's", len(work.leant))
	}
	d := w.v.draft(&s.who, int64(s.now))
	work.expectLeant(d)
	return work, d
}

// TestWhatChangesKeysIsNotRecalled: after an erasure, a strike, a conflict, somebody
// taken out or a new epoch, whatever is still recalled of the case is what the store
// has, and of what was erased nothing is (P5, P8).
func TestWhatChangesKeysIsNotRecalled(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(w *world, k theCase){
		"a strike": func(w *world, k theCase) {
			act := w.do(w.as("mair"), k.id, k.rings("misfiled")).Events[0].Stamped().Act
			w.do(w.as("mair"), k.id, practice.Strike{Act: act, From: practice.FileOf(k.harmed)})
		},
		"a conflict":           func(w *world, k theCase) { w.do(w.as("mair"), k.id, practice.DeclareConflict{Staff: w.id("nia")}) },
		"somebody taken out":   func(w *world, k theCase) { w.do(w.as("mair"), k.id, practice.Deallocate{Staff: w.id("nia")}) },
		"keys put right":       func(w *world, k theCase) { w.putRight(k) },
		"an erasure":           func(w *world, k theCase) { w.do(w.as("mair"), k.id, practice.Erase{Party: k.harmed}) },
		"a look":               func(w *world, k theCase) { w.view(w.as("nia"), k.id) },
		"a participant let in": func(w *world, k theCase) { w.letIn(w.as("owen"), k.id, k.respon, "bo") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			k := w.openCase()
			w.do(w.as("nia"), k.id, k.rings("before"))
			file := placeOf(placeCase(t, k.id), "", practice.FileOf(k.harmed))
			if _, known := w.recalls(k)[file]; !known {
				t.Fatal("the file that was just written to is not recalled")
			}
			change(w, k)
			w.recallsTruly(name, k)
			if _, known := w.v.cases.recalls(k.id)[file]; known && name == "an erasure" {
				t.Error("an erased file is recalled")
			}
			w.do(w.as("owen"), k.id, practice.RecordContact{Parties: []practice.PartyID{k.respon}, Means: practice.Phone, Note: "goes on"})
			w.recallsTruly("the next command", k)
			w.stands(name, k)
		})
	}
}

// TestACommitForgetsWhatItMoved, and nothing else: whoever committed, and whether or
// not they kept what it left.
func TestACommitForgetsWhatItMoved(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k, other := w.openCase(), w.openCase()
	mair := w.as("mair")
	w.do(mair, k.id, k.rings("one"))
	w.do(mair, other.id, other.rings("other"))
	before := w.recalls(k)
	main := casePlace(placeCase(t, k.id))
	if err := w.v.commit(t.Context(), store.Batch{Expect: []store.Version{before[main].Version}}, 0); err != nil {
		t.Fatal(err)
	}
	delete(before, main)
	if diff := cmp.Diff(before, w.v.cases.recalls(k.id), cmp.AllowUnexported(place{})); diff != "" || len(before) == 0 {
		t.Errorf("what is recalled of %d other heads changed (-before +after):\n%s", len(before), diff)
	}
	w.recalls(other)
	w.do(mair, k.id, k.rings("two"))
}

// TestAFailedCommitIsNotRecalled: the heads stand as the store has them, and a commit
// of unknown outcome is never told as one that somebody else came before (P7).
func TestAFailedCommitIsNotRecalled(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]faulty{
		"the disk is full":    {err: store.ErrFull},
		"unknown and written": {err: store.ErrUnknown, persisted: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			k := w.openCase()
			mair := w.as("mair")
			w.do(mair, k.id, k.rings("before"))
			before := w.recalls(k)
			fault.SQLite = w.db
			w.v.o.Store = &fault
			_, err := mair.Do(t.Context(), k.id, k.rings("failed"), w.form(mair))
			if errors.Is(err, ErrStopped) != fault.persisted || err == nil {
				t.Fatalf("answered %v", err)
			}
			if diff := cmp.Diff(before, w.v.cases.recalls(k.id), cmp.AllowUnexported(place{})); diff != "" {
				t.Errorf("what is recalled changed (-before +after):\n%s", diff)
			}
			if fault.persisted {
				return
			}
			w.do(mair, k.id, k.rings("after"))
			w.recallsTruly(name, k)
			w.stands(name, k)
		})
	}
}

// TestManyAtOnceOnOneCase: everybody's note is there once, and what is recalled in
// the end is what the store has.
func TestManyAtOnceOnOneCase(t *testing.T) {
	t.Parallel()
	const writers, turns = 8, 6
	w := newWorld(t)
	k := w.openCase()
	var all sync.WaitGroup
	var want []string
	for i := range writers {
		for turn := range turns {
			want = append(want, fmt.Sprintf("%d.%d", i, turn))
		}
		mair := w.as("mair")
		all.Go(func() {
			for turn := range turns {
				for {
					_, err := mair.Do(t.Context(), k.id, k.rings(fmt.Sprintf("%d.%d", i, turn)), w.form(mair))
					if errors.Is(err, ErrBusy) {
						continue
					}
					if err != nil {
						t.Error(err)
					}
					break
				}
				if _, err := mair.Case(t.Context(), k.id, Want{}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	got := w.notesIn(k)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("the file holds %s, and should hold %s", strings.Join(got, " "), strings.Join(want, " "))
	}
	w.recallsTruly("many at once", k)
	w.stands("many at once", k)
}

// TestRecallingSparesReads: a command after another on the same case reads no head,
// and a page is made of what is read alone.
func TestRecallingSparesReads(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	mair := w.as("mair")
	w.do(mair, k.id, k.rings("one"))
	counted := &headsRead{Store: w.db}
	w.v.o.Store = counted
	w.do(mair, k.id, k.rings("two"))
	if n := counted.heads.Load(); n != 0 {
		t.Errorf("%d heads were read", n)
	}
	w.view(mair, k.id)
	if counted.viewed.Load() == 0 {
		t.Error("a page was made out of what is recalled")
	}
}

// TestNotYoursAsksNoMoreThanNotThere: that a case is recalled for those who work on it
// changes nothing of what is read for somebody else (P5).
func TestNotYoursAsksNoMoreThanNotThere(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	w.do(w.as("mair"), k.id, k.rings("one"))
	w.recalls(k)
	petra := w.as("petra")
	reads := func(id CaseID) int64 {
		counted := &headsRead{Store: w.db}
		w.v.o.Store = counted
		if _, err := petra.Do(t.Context(), id, k.rings("not hers"), w.form(petra)); !errors.Is(err, ErrNotThere) {
			t.Errorf("answered %v", err)
		}
		return counted.heads.Load() + counted.wraps.Load()
	}
	nowhere := CaseID(journal.ID{1, 2, 3}.String())
	if theirs, none := reads(k.id), reads(nowhere); theirs != none || none == 0 {
		t.Errorf("%d heads and keys are read of a case that is not hers, %d of none", theirs, none)
	}
}

// headsRead counts the heads, keys and snapshots that are asked for.
type headsRead struct {
	store.Store
	heads, wraps, viewed atomic.Int64
}

func (h *headsRead) Wraps(ctx context.Context, kase, holder journal.ID) ([]store.Wrap, error) {
	h.wraps.Add(1)
	return h.Store.Wraps(ctx, kase, holder)
}

func (h *headsRead) Stream(ctx context.Context, kase, stream journal.ID) (store.Head, error) {
	h.heads.Add(1)
	return h.Store.Stream(ctx, kase, stream)
}

func (h *headsRead) View(ctx context.Context, see func(store.Reader) error) error {
	h.viewed.Add(1)
	return h.Store.View(ctx, see)
}

// TestStoriesThatShareABeginning: many go on from the same story at once, each with
// something else; none sees what another added, and what was there stands.
func TestStoriesThatShareABeginning(t *testing.T) {
	t.Parallel()
	line := func(n int) []told { return []told{{record: record{number: uint64(n)}}} }
	numbers := func(s story) (out []uint64) {
		for _, t := range s.told {
			out = append(out, t.number)
		}
		return out
	}
	for range 100 {
		var begun story
		for n := range 9 {
			begun = begun.more(line(n))
		}
		ends := make([]story, 8)
		var all sync.WaitGroup
		for i := range ends {
			all.Go(func() { ends[i] = begun.more(line(100 + i)).more(nil).more(line(200 + i)) })
		}
		all.Wait()
		before := []uint64{0, 1, 2, 3, 4, 5, 6, 7, 8}
		if got := numbers(begun); !slices.Equal(got, before) {
			t.Fatalf("what was there tells %v", got)
		}
		for i, end := range ends {
			want := append(slices.Clone(before), uint64(100+i), uint64(200+i))
			if got := numbers(end); !slices.Equal(got, want) {
				t.Fatalf("the %dth tells %v", i, got)
			}
		}
	}
}
