package storetest

import (
	"testing"
	"time"

	"amends/internal/journal"
	"amends/internal/store"
)

func logins(t *testing.T, w *World) {
	ctx, a, b := t.Context(), w.Login(), w.Login()
	w.Commit(t, store.Batch{Logins: []store.Login{a, b}})
	same(t, "by name", read(w.Store.LoginNamed(ctx, b.Name))(t), b)
	same(t, "all", len(read(w.Store.Logins(ctx))(t)), 2)
	w.Refused(t, store.Batch{Logins: []store.Login{a}}, store.ErrConflict)
	taken := w.Login()
	taken.Name = a.Name
	w.Refused(t, store.Batch{Logins: []store.Login{taken}}, store.ErrTaken)
	a.Version, a.Name = 2, [32]byte(w.Bytes(32))
	w.Commit(t, store.Batch{Logins: []store.Login{a}})
	same(t, "by person", read(w.Store.Login(ctx, a.Person))(t), a)
	_, err := w.Store.LoginNamed(ctx, taken.Name)
	fails(t, "the name given up", err, store.ErrNotFound)
	w.Commit(t, store.Batch{Logins: []store.Login{taken}})
}

func slots(t *testing.T, w *World) {
	ctx, l := t.Context(), w.Login()
	always := store.Slot{ID: journal.ID{1}, Person: l.Person, Kind: 1, Sealed: w.Bytes(100)}
	code := store.Slot{ID: journal.ID{2}, Person: l.Person, Kind: 2, Expires: w.Now().Add(72 * time.Hour), Tries: 2, Sealed: w.Bytes(100)}
	w.Commit(t, store.Batch{Logins: []store.Login{l}, Slots: []store.Slot{always, code}})
	same(t, "slots", read(w.Store.Slots(ctx, l.Person))(t), []store.Slot{always, code})
	for range 5 {
		same(t, "slot without limit", read(w.Store.Try(ctx, l.Person, always.ID))(t), always)
	}
	anew := store.Reslot{SlotRef: store.SlotRef{Person: l.Person, Slot: always.ID}, Was: always.Sealed, Sealed: w.Bytes(100)}
	late := store.Reslot{SlotRef: anew.SlotRef, Was: always.Sealed, Sealed: w.Bytes(100)}
	gone := store.Reslot{SlotRef: store.SlotRef{Person: l.Person, Slot: w.ID()}, Was: always.Sealed, Sealed: w.Bytes(100)}
	w.Commit(t, store.Batch{Reslots: []store.Reslot{anew}})
	w.Commit(t, store.Batch{Reslots: []store.Reslot{late, gone}})
	always.Sealed = anew.Sealed
	same(t, "slots changed", read(w.Store.Slots(ctx, l.Person))(t), []store.Slot{always, code})
	w.Refused(t, store.Batch{Reslots: []store.Reslot{{SlotRef: anew.SlotRef, Was: anew.Sealed}}}, store.ErrInvalid)
	same(t, "first attempt", read(w.Store.Try(ctx, l.Person, code.ID))(t).Tries, 2)
	same(t, "last attempt", read(w.Store.Try(ctx, l.Person, code.ID))(t).Tries, 1)
	_, err := w.Store.Try(ctx, l.Person, code.ID)
	fails(t, "an attempt too many", err, store.ErrNotFound)
	same(t, "slots", read(w.Store.Slots(ctx, l.Person))(t), []store.Slot{always})

	w.Commit(t, store.Batch{DeleteSlots: []store.SlotRef{{Person: l.Person, Slot: code.ID}}, Slots: []store.Slot{code}})
	w.Move(72 * time.Hour)
	_, err = w.Store.Try(ctx, l.Person, code.ID)
	fails(t, "an attempt too late", err, store.ErrNotFound)
	_, err = w.Store.Try(ctx, w.ID(), always.ID)
	fails(t, "another's slot", err, store.ErrNotFound)
}

func sessions(t *testing.T, w *World) {
	ctx, l := t.Context(), w.Login()
	w.Commit(t, store.Batch{Logins: []store.Login{l}})
	s := store.Session{ID: [32]byte(w.Bytes(32)), Person: l.Person, Expires: w.Now().Add(time.Hour), Sealed: w.Bytes(90)}
	other := s
	other.ID = [32]byte(w.Bytes(32))
	for _, n := range []store.Session{s, other} {
		if err := w.Store.BeginSession(ctx, n); err != nil {
			t.Fatal(err)
		}
	}
	s.Begun, s.Seen = w.Now(), w.Now()
	same(t, "session", read(w.Store.Session(ctx, s.ID))(t), s)
	w.Move(time.Minute)
	s.Seen, s.Expires = w.Now(), w.Now().Add(time.Hour)
	if err := w.Store.TouchSession(ctx, s.ID, s.Expires); err != nil {
		t.Fatal(err)
	}
	same(t, "session used", read(w.Store.Session(ctx, s.ID))(t), s)
	w.Move(59*time.Minute + 30*time.Second)
	_, err := w.Store.Session(ctx, other.ID)
	fails(t, "a session that expired", err, store.ErrNotFound)
	fails(t, "its use", w.Store.TouchSession(ctx, other.ID, w.Now().Add(time.Hour)), store.ErrNotFound)
	read(w.Store.Session(ctx, s.ID))(t)
	for range 2 {
		if err := w.Store.EndSession(ctx, other.ID); err != nil {
			t.Fatal(err)
		}
	}
	w.Commit(t, store.Batch{EndSessions: []journal.ID{l.Person}})
	_, err = w.Store.Session(ctx, s.ID)
	fails(t, "a session that was ended", err, store.ErrNotFound)
}
