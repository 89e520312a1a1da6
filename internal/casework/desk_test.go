package casework

import (
	"crypto/rand"
	"errors"
	"slices"
	"testing"
	"time"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/seal"
	"amends/internal/store"
)

func first[A, B any](a A, _ B) A { return a }

// forge writes an entry past the program: whoever holds a compartment's key, the
// server's key and the database can. It stands in the history with a good
// checkpoint.
func (w *world) forge(as *holderKeys, p place, kind string, content []byte) uint64 {
	w.t.Helper()
	at, err := w.v.instant()
	if err != nil {
		w.t.Fatal(err)
	}
	return w.forgeAt(at, as, p, kind, content)
}

// forgeAt is forge as of an instant of the forger's choice.
func (w *world) forgeAt(at int64, as *holderKeys, p place, kind string, content []byte) uint64 {
	w.t.Helper()
	// The key is read by somebody who has it: all on staff hold the desk's.
	mair := w.seeds["mair"]
	c, err := w.v.load(w.t.Context(), w.db, p, &mair.holderKeys)
	if err != nil {
		w.t.Fatal(err)
	}
	d := w.v.draft(as, at)
	if err := d.write(c, kind, content); err != nil {
		w.t.Fatal(err)
	}
	if err := d.commit(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	return c.head.Number
}

func encoded[T any](t *testing.T, content T) []byte {
	t.Helper()
	out, err := encode(content)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// An entry of the desk that its actor did not sign, or was not entitled to, refuses
// the desk to everybody, and verify names it.
func TestAForgedDeskIsRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		forge func(w *world) uint64
	}{
		{"a facilitator makes themselves a coordinator", func(w *world) uint64 {
			owen := w.seeds["owen"]
			return w.forge(&owen.holderKeys, w.v.deskPlace(), kindChanged,
				encoded(w.t, changedRecord{Staff: string(w.id("owen")), Name: "Owen", Duties: []Duty{Coordinator}}))
		}},
		{"an administrator makes themselves a coordinator", func(w *world) uint64 {
			tam := w.seeds["tam"]
			return w.forge(&tam.holderKeys, w.v.deskPlace(), kindChanged,
				encoded(w.t, changedRecord{Staff: string(w.id("tam")), Name: "Tam", Duties: []Duty{Coordinator}}))
		}},
		{"in the coordinator's name", func(w *world) uint64 {
			forged := holderKeys{w.seeds["mair"].id, w.seeds["owen"].identity, rand.Reader}
			return w.forge(&forged, w.v.deskPlace(), kindChanged,
				encoded(w.t, changedRecord{Staff: string(w.id("owen")), Name: "Owen", Duties: []Duty{Coordinator}}))
		}},
		{"by somebody invented", func(w *world) uint64 {
			p, err := w.v.newPerson()
			if err != nil {
				w.t.Fatal(err)
			}
			return w.forge(&p.holderKeys, w.v.deskPlace(), kindEnrolled, encoded(w.t, p.enrolled(NewStaff{Name: "X", Duties: []Duty{Coordinator}})))
		}},
		{"in the name of recovery", func(w *world) uint64 {
			d := w.as("mair").desk
			forged := holderKeys{d.recoveryID, w.seeds["owen"].identity, rand.Reader}
			return w.forge(&forged, w.v.deskPlace(), kindEnrolled, encoded(w.t, w.seeds["owen"].enrolled(NewStaff{Name: "X", Duties: []Duty{Coordinator}})))
		}},
		{"a coordinator enrols somebody over another", func(w *world) uint64 {
			mair := w.seeds["mair"]
			return w.forge(&mair.holderKeys, w.v.deskPlace(), kindEnrolled, encoded(w.t, w.seeds["owen"].enrolled(NewStaff{Name: "X", Duties: []Duty{Facilitator}})))
		}},
		{"a second founding", func(w *world) uint64 {
			mair := w.seeds["mair"]
			return w.forge(&mair.holderKeys, w.v.deskPlace(), kindFounded, encoded(w.t, foundedRecord{Recovery: w.seeds["mair"].public.Encode()}))
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.refusesDesk(c.forge(w))
		})
	}
}

// refusesDesk expects that nobody on staff gets in, and that verify says why.
func (w *world) refusesDesk(number uint64) {
	w.t.Helper()
	for _, name := range []string{"mair", "owen"} {
		p := w.seeds[name]
		_, err := w.v.begin(w.t.Context(), p.seed, p.id, memory{})
		if refused, is := errors.AsType[*CompartmentError](err); !is || refused.Entry != number {
			w.t.Errorf("%s: %v, not that entry %d is refused", name, err, number)
		}
	}
	verifier, err := Verifier(w.server)
	if err != nil {
		w.t.Fatal(err)
	}
	_, err = w.v.VerifyAs(w.t.Context(), Credentials{Name: "mair", Passphrase: testPassphrase}, verifier, nil)
	if flaw, is := errors.AsType[*journal.Flaw](err); !is || flaw.Number != number {
		w.t.Errorf("verify says %v, and does not name entry %d", err, number)
	}
}

// What was signed for one place is not taken at another.
func TestAReplayedDeskEntryIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	mair := w.as("mair")
	for _, duties := range [][]Duty{{Facilitator, Coordinator}, {Facilitator}} {
		if err := mair.ChangeStaff(t.Context(), w.id("owen"), "Owen", duties, w.form(mair)); err != nil {
			t.Fatal(err)
		}
	}
	c, entries := w.deskEntries()
	raised := entries[len(entries)-2]
	k := c.key()
	h := raised.header
	h.Number = c.head.Number + 1
	body, key, err := seal.SealEntry(rand.Reader, k, h.Encode(), raised.plaintext)
	if err != nil {
		t.Fatal(err)
	}
	d := w.v.draft(&mair.who, raised.At)
	d.expect(c)
	d.batch.Entries = append(d.batch.Entries, store.Entry{Entry: journal.Entry{Header: h, Body: body}, Key: key})
	if err := d.commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.refusesDesk(h.Number)
}

// deskEntries reads the desk as it stands.
func (w *world) deskEntries() (*compartment, []witnessed) {
	w.t.Helper()
	mair := w.seeds["mair"]
	c, err := w.v.load(w.t.Context(), w.db, w.v.deskPlace(), &mair.holderKeys)
	if err != nil {
		w.t.Fatal(err)
	}
	entries, err := c.witness(w.t.Context(), w.db, 0)
	if err != nil {
		w.t.Fatal(err)
	}
	return c, entries
}

// busyDesk has everything happen at the desk that can.
func (w *world) busyDesk() []witnessed {
	w.t.Helper()
	mair, quin, tam := w.as("mair"), w.as("quin"), w.as("tam")
	settings := mair.Settings()
	settings.Phone = "0123"
	for _, err := range []error{
		mair.ChangeStaff(w.t.Context(), w.id("petra"), "Petra", []Duty{Facilitator, Coordinator}, w.form(mair)),
		tam.ChangeStaff(w.t.Context(), w.id("owen"), "Owen", []Duty{Facilitator, SafeguardingLead}, w.form(tam)),
		quin.ChangeSettings(w.t.Context(), settings, w.form(quin)),
		quin.Deactivate(w.t.Context(), w.id("sol"), w.form(quin)),
		mair.ChangeStaff(w.t.Context(), w.id("petra"), "Petra", []Duty{Facilitator}, w.form(mair)),
	} {
		if err != nil {
			w.t.Fatal(err)
		}
	}
	if _, err := mair.NewCode(w.t.Context(), w.id("nia"), w.form(mair)); err != nil {
		w.t.Fatal(err)
	}
	_, entries := w.deskEntries()
	return entries
}

// Over every prefix of an honest desk, its last entry signed anew by anybody else
// is refused, unless they were entitled to write it. Who was entitled is told here
// apart from the rule: coordinators to everything but ending their own time, the
// administrator to what makes no coordinator and gives nobody new keys who works on cases.
func TestEveryDeskEntrySignedByAnother(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	entries := w.busyDesk()
	if _, err := newDesk().extend(entries); err != nil {
		t.Fatalf("an honest desk is refused: %v", err)
	}
	coordinators := map[practice.StaffID]int{w.id("mair"): 2} // from which entry on
	for i, e := range entries {
		if e.Type == kindEnrolled && string(w.id("quin")) == first(decode[enrolledRecord](e.Content)).Staff {
			coordinators[w.id("quin")] = i + 1
		}
	}
	refused, entitled := 0, 0
	for i, e := range entries {
		for name, p := range w.seeds {
			if p.id == e.Actor {
				continue
			}
			since, coordinator := coordinators[w.id(name)]
			may := coordinator && i >= since && i >= 2 || name == "tam" && w.administratorMay(entries[:i], e)
			if name == "petra" && w.petraCoordinates(entries[:i]) {
				may = true
			}
			_, err := newDesk().extend(append(slices.Clone(entries[:i]), resigned(t, e, p)))
			if (err == nil) != may {
				t.Errorf("entry %d, %s, signed by %s: %v, entitled: %t", i+1, e.Type, name, err, may)
			}
			if err == nil {
				entitled++
			} else {
				refused++
			}
		}
	}
	if refused < 50 || entitled < 10 {
		t.Errorf("only %d refused and %d entitled: too little was tried", refused, entitled)
	}
}

// administratorMay says whether the administrator, once enrolled, may write an entry.
func (w *world) administratorMay(before []witnessed, e witnessed) bool {
	enrolled := slices.ContainsFunc(before, func(b witnessed) bool {
		return b.Type == kindEnrolled && first(decode[enrolledRecord](b.Content)).Staff == string(w.id("tam"))
	})
	switch e.Type {
	case kindEnrolled:
		return enrolled && !slices.Contains(first(decode[enrolledRecord](e.Content)).Duties, Coordinator)
	case kindChanged:
		return enrolled && !slices.Contains(first(decode[changedRecord](e.Content)).Duties, Coordinator)
	case kindSettings, kindLeft:
		return enrolled
	}
	return false
}

// petraCoordinates says whether petra was last changed to a coordinator.
func (w *world) petraCoordinates(before []witnessed) bool {
	is := false
	for _, b := range before {
		if c, err := decode[changedRecord](b.Content); b.Type == kindChanged && err == nil && c.Staff == string(w.id("petra")) {
			is = slices.Contains(c.Duties, Coordinator)
		}
	}
	return is
}

// resigned is an entry in another's name and with their signature.
func resigned(t *testing.T, e witnessed, by person) witnessed {
	t.Helper()
	e.Actor = by.id
	plaintext, err := journal.Sign(e.header, e.Record, by.identity.Signing())
	if err != nil {
		t.Fatal(err)
	}
	e.plaintext = plaintext
	return e
}

// Old keys sign nothing from the entry on that gave new ones.
func TestRenewedKeysEndTheOld(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	mair := w.as("mair")
	if _, err := mair.NewCode(t.Context(), w.id("quin"), w.form(mair)); err != nil {
		t.Fatal(err)
	}
	quin := w.seeds["quin"]
	w.refusesDesk(w.forge(&quin.holderKeys, w.v.deskPlace(), kindSettings, encoded(t, settingsRecord{mair.Settings()})))
}

// An administrator must not take a colleague's keys by way of a duty without cases:
// changed to one, given a new code, and allocated still.
func TestAnAdministratorGivesNoKeysToWhoEverWorkedOnCases(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	tam := w.as("tam")
	if err := tam.ChangeStaff(t.Context(), w.id("nia"), "Nia", []Duty{DataProtectionOfficer}, w.form(tam)); err != nil {
		t.Fatal(err)
	}
	if _, err := tam.NewCode(t.Context(), w.id("nia"), w.form(tam)); !errors.Is(err, ErrNotYours) {
		t.Errorf("new keys: %v", err)
	}
	// Without a duty that keys come with she has none, though she is allocated.
	w.do(w.as("mair"), k.id, practice.Hold{Text: "puts keys right"})
	if held := w.wrapsOf("nia"); len(held) != 1 {
		t.Errorf("she holds keys to %d compartments, one is the desk", len(held))
	}
}

// A duty that was taken away while somebody was signed in writes nothing that the
// desk would be refused for.
func TestADutyTakenAwayMeanwhileRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	mair, quin := w.as("mair"), w.as("quin")
	if err := mair.ChangeStaff(t.Context(), w.id("quin"), "Quin", []Duty{Facilitator}, w.form(mair)); err != nil {
		t.Fatal(err)
	}
	if err := quin.ChangeStaff(t.Context(), w.id("owen"), "Owen", []Duty{Facilitator}, w.form(quin)); !errors.Is(err, ErrNotYours) {
		t.Errorf("the change was made: %v", err)
	}
	w.as("mair")
}

// Everybody on staff is told who made whom what, with which keys, and that recovery
// was used.
func TestTheDesksHistoryIsToldToEverybody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.clock.Pass(time.Minute)
	w.busyDesk()
	lines, err := w.as("ruth").DeskLines(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	renewed, lowered := lines[0], lines[1]
	staff, err := w.as("ruth").StaffList(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	nia := staff[slices.IndexFunc(staff, func(s Staff) bool { return s.ID == w.id("nia") })]
	if renewed.What != DeskRenewed || renewed.By != w.id("mair") || renewed.Whom != nia.ID || renewed.Fingerprint != nia.Fingerprint {
		t.Errorf("new keys: %+v", renewed)
	}
	if lowered.What != DeskChanged || !slices.Contains(lowered.Was, Coordinator) || slices.Contains(lowered.Duties, Coordinator) {
		t.Errorf("a changed duty: %+v", lowered)
	}
	if first := lines[len(lines)-1]; first.What != DeskFounded || first.By != w.id("mair") {
		t.Errorf("the founding: %+v", first)
	}
}
