package casework

import (
	"crypto/rand"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/seal"
	"amends/internal/store"
)

// twin is the same service as of now, restored from a backup: what follows there and
// here are two histories.
func (w *world) twin() *world {
	w.t.Helper()
	dir := w.t.TempDir()
	folder, file := filepath.Join(dir, "backup"), filepath.Join(dir, "amends.db")
	if err := w.v.Backup(w.t.Context(), nil, folder); err != nil {
		w.t.Fatal(err)
	}
	if err := Restore(w.t.Context(), folder, file); err != nil {
		w.t.Fatal(err)
	}
	return w.openedAt(file)
}

// openedAt opens another database with the same server's key, clock and people.
func (w *world) openedAt(file string) *world {
	w.t.Helper()
	v, db, err := openAt(w.t.Context(), file, w.server, w.clock, rand.Reader)
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() {
		if err := db.Close(); err != nil {
			w.t.Errorf("could not close: %v", err)
		}
	})
	return &world{t: w.t, v: v, db: db, dir: filepath.Dir(file), file: file, server: w.server, clock: w.clock, seeds: w.seeds}
}

func (w *world) signIn(name string) (SignedIn, error) {
	return w.v.SignIn(w.t.Context(), Credentials{Name: name, Passphrase: testPassphrase})
}

// verifyAs checks the history with somebody's passphrase.
func (w *world) verifyAs(name string) error {
	w.t.Helper()
	verifier, err := Verifier(w.server)
	if err != nil {
		w.t.Fatal(err)
	}
	_, err = w.v.VerifyAs(w.t.Context(), Credentials{Name: name, Passphrase: testPassphrase}, verifier, nil)
	return err
}

// takeSlots puts somebody's slots of another database in the place of those here, as
// whoever has both can.
func (w *world) takeSlots(from *world, person journal.ID) {
	w.t.Helper()
	var b store.Batch
	for of, put := range map[*world]func(store.Slot){
		w:    func(s store.Slot) { b.DeleteSlots = append(b.DeleteSlots, store.SlotRef{Person: person, Slot: s.ID}) },
		from: func(s store.Slot) { b.Slots = append(b.Slots, s) },
	} {
		slots, err := of.db.Slots(w.t.Context(), person)
		if err != nil {
			w.t.Fatal(err)
		}
		for _, s := range slots {
			put(s)
		}
	}
	if err := w.db.Commit(w.t.Context(), b); err != nil {
		w.t.Fatal(err)
	}
}

// refusesHistory expects a *CompartmentError, of the desk or the journal if of is above 0.
func refusesHistory(t *testing.T, what string, err error, of uint64) {
	t.Helper()
	if refused, is := errors.AsType[*CompartmentError](err); !is || refused.Entry != of {
		t.Errorf("%s: %v, not that %d is refused", what, err, of)
	}
}

// forgedAnew is the desk written anew from its founding by somebody who has the machine
// and the server's key: everybody on staff is there with their own keys and login, and
// the forger is the coordinator. Nothing in it is wrong.
func (w *world) forgedAnew() *world {
	w.t.Helper()
	forged := w.openedAt(filepath.Join(w.t.TempDir(), "amends.db"))
	f := Founding{
		Settings:    w.as("mair").Settings(),
		Coordinator: NewStaff{Name: "Forger", Login: "forger", Duties: []Duty{Coordinator}},
		Passphrase:  testPassphrase,
	}
	if _, err := forged.v.Found(w.t.Context(), f); err != nil {
		w.t.Fatal(err)
	}
	in, err := forged.signIn("forger")
	if err != nil {
		w.t.Fatal(err)
	}
	enrol := func(name string, duties []Duty) {
		p := w.seeds[name]
		login, err := w.db.Login(w.t.Context(), p.id)
		if err != nil {
			w.t.Fatal(err)
		}
		login.Version = 1
		err = in.Session.deskWork(w.t.Context(), w.form(in.Session), func(d *draft, _ *desk, c *compartment) error {
			d.batch.Logins = []store.Login{login}
			if err := d.give(c, p.holder()); err != nil {
				return err
			}
			return writeOwn(d, c, kindEnrolled, p.enrolled(NewStaff{Name: name, Duties: duties}))
		})
		if err != nil {
			w.t.Fatal(err)
		}
	}
	enrol("mair", []Duty{Coordinator})
	for _, n := range staffOfWorld {
		enrol(n.Login, n.Duties)
	}
	forged.takeSlots(w, w.seeds["mair"].id)
	return forged
}

// A desk that was written anew, from its founding on, is refused to whoever signed in
// before: at the door, to sessions that are open, and by a check with their keys.
func TestADeskWrittenAnewIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	in, err := w.signIn("mair")
	if err != nil {
		t.Fatal(err)
	}
	seen := in.Session.desk.version
	forged := w.forgedAnew()
	_, err = forged.signIn("mair")
	refusesHistory(t, "signing in", err, seen)
	if err := forged.db.BeginSession(t.Context(), in.Session.row); err != nil {
		t.Fatal(err)
	}
	_, err = forged.v.Resume(t.Context(), in.Secret)
	refusesHistory(t, "going on", err, seen)
	err = forged.verifyAs("mair")
	if flaw, is := errors.AsType[*journal.Flaw](err); !is || flaw.Number != seen {
		t.Errorf("verify says %v, and does not name entry %d", err, seen)
	}
	if _, err := forged.signIn("forger"); err != nil {
		t.Errorf("the forgery is not what it is meant to be: %v", err)
	}
}

// A desk that ends before what somebody saw is refused to them, whatever passphrase they
// have chosen since. Restored as a whole, with the slots that were in it, it serves.
func TestADeskThatEndsBeforeWhatWasSeenIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.clock.Pass(time.Hour)
	older := w.twin()
	if _, err := older.signIn("mair"); err != nil {
		t.Fatalf("what was restored does not serve: %v", err)
	}
	if err := older.verifyAs("mair"); err != nil {
		t.Errorf("what was restored does not verify: %v", err)
	}
	w.busyDesk()
	in, err := w.signIn("mair")
	if err != nil {
		t.Fatal(err)
	}
	if err := in.Session.ChangePassphrase(t.Context(), testPassphrase, testPassphrase+" anew"); err != nil {
		t.Fatal(err)
	}
	older.takeSlots(w, w.seeds["mair"].id)
	again := Credentials{Name: "mair", Passphrase: testPassphrase + " anew"}
	_, err = older.v.SignIn(t.Context(), again)
	refusesHistory(t, "signing in", err, in.Session.desk.version)
	verifier, err := Verifier(w.server)
	if err != nil {
		t.Fatal(err)
	}
	_, err = older.v.VerifyAs(t.Context(), again, verifier, nil)
	refusesHistory(t, "verify", err, in.Session.desk.version)
}

// A journal that was written anew under the same desk is refused as well.
func TestAJournalWrittenAnewIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	other := w.twin()
	w.openCase()
	in, err := w.signIn("mair")
	if err != nil {
		t.Fatal(err)
	}
	shorter := other.twin()
	other.openCase()
	other.openCase()
	for what, forged := range map[string]*world{"another": other, "a shorter": shorter} {
		forged.takeSlots(w, w.seeds["mair"].id)
		_, err = forged.signIn("mair")
		refusesHistory(t, what+" journal", err, in.Session.desk.version)
		if _, is := errors.AsType[*journal.Flaw](forged.verifyAs("mair")); !is {
			t.Errorf("%s journal: verify finds nothing wrong", what)
		}
	}
}

// A box that was written anew is refused to whose it is.
func TestABoxWrittenAnewIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	owen := w.as("owen")
	shown, err := owen.LetIn(t.Context(), k.id, k.respon, "bo", w.form(owen))
	if err != nil {
		t.Fatal(err)
	}
	in, err := w.v.SignInWithCode(t.Context(), Credentials{Name: "bo", Passphrase: testPassphrase}, shown.Code)
	if err != nil {
		t.Fatal(err)
	}
	other := w.twin()
	for text, at := range map[string]*world{"evenings": w, "mornings": other} {
		bo, err := at.signIn("bo")
		if err != nil {
			t.Fatalf("in a box as it was: %v", err)
		}
		if err := bo.Session.DoBox(t.Context(), practice.SetContact{Text: text}, at.form(bo.Session)); err != nil {
			t.Fatal(err)
		}
	}
	again, err := w.signIn("bo")
	if err != nil || again.Session.memory.number <= in.Session.memory.number {
		t.Fatalf("what they remember did not move on: %v", err)
	}
	other.takeSlots(w, again.Session.who.id)
	_, err = other.signIn("bo")
	refusesHistory(t, "signing in", err, 0)
	if err := other.db.BeginSession(t.Context(), again.Session.row); err != nil {
		t.Fatal(err)
	}
	bo, err := other.v.Resume(t.Context(), again.Secret)
	if err != nil {
		t.Fatal(err)
	}
	_, err = bo.Box(t.Context())
	refusesHistory(t, "their page", err, 0)
	refusesHistory(t, "their form", bo.DoBox(t.Context(), practice.SetContact{Text: "never"}, other.form(bo)), 0)
}

// A slot that was moved on does not come back after new keys were given meanwhile.
func TestWhatIsRememberedDoesNotBringASlotBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	slots, err := w.db.Slots(t.Context(), w.seeds["mair"].id)
	if err != nil || len(slots) != 1 {
		t.Fatalf("%d slots, %v", len(slots), err)
	}
	opened, err := w.v.trySlot(t.Context(), slots[0], []byte(testPassphrase))
	if err != nil {
		t.Fatal(err)
	}
	mair, quin := w.as("mair"), w.as("quin")
	if _, err := quin.NewCode(t.Context(), w.id("mair"), w.form(quin)); err != nil {
		t.Fatal(err)
	}
	if err := w.v.remember(t.Context(), slots[0], opened, mair); err != nil {
		t.Fatal(err)
	}
	if _, err := w.signIn("mair"); !errors.Is(err, ErrWrongLogin) {
		t.Errorf("the old passphrase: %v", err)
	}
}

// What a memory is written as reads as the same, and agrees with the chain that it was
// seen of and with no other.
func TestMemory(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var form seal.Memory
		copy(form[:], rapid.SliceOfN(rapid.Byte(), len(form), len(form)).Draw(t, "form"))
		if recall(form).encode() != form {
			t.Fatal("it does not come back")
		}
		n := rapid.IntRange(1, 8).Draw(t, "entries")
		leaves := rapid.SliceOfN(rapid.Uint64(), n, n).Draw(t, "leaves")
		chain := func(changed int, moved int64) (out [][32]byte) {
			var last [32]byte
			for i, leaf := range leaves {
				at := int64(i)
				if i == changed {
					leaf, at = leaf+1-uint64(moved), at+moved
				}
				last = link(last, at, [32]byte{byte(leaf), byte(leaf >> 8), byte(leaf >> 16)})
				out = append(out, last)
			}
			return out
		}
		seen := rapid.IntRange(1, n).Draw(t, "seen")
		honest := chain(-1, 0)
		m := memory{number: uint64(seen), chain: honest[seen-1]}
		changed := rapid.IntRange(0, n-1).Draw(t, "changed")
		for moved := range int64(2) { // another leaf, or another place
			err := m.agrees(chain(changed, moved))
			if (err == nil) != (changed >= seen) {
				t.Fatalf("entry %d changed, %d seen: %v", changed+1, seen, err)
			}
		}
		if err := m.agrees(honest[:seen-1]); !errors.Is(err, errMissing) {
			t.Fatalf("cut short: %v", err)
		}
		if err := m.agrees(honest); err != nil {
			t.Fatalf("as it was: %v", err)
		}
	})
}
