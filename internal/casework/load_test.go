package casework

import (
	"context"
	"testing"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/store"
)

// keysThenHead is a store in which something else happens once, after somebody's keys
// were read and before the head that they are held against.
type keysThenHead struct {
	store.Store
	next func()
}

func (k *keysThenHead) Stream(ctx context.Context, kase, stream journal.ID) (store.Head, error) {
	if next := k.next; next != nil {
		k.next = nil
		next()
	}
	return k.Store.Stream(ctx, kase, stream)
}

// TestKeysChangedWhileTheyAreRead: where a compartment begins a new epoch just between
// the reading of somebody's keys and of its head, the two do not fit each other. That is
// no damage, and nobody is told that it is.
func TestKeysChangedWhileTheyAreRead(t *testing.T) {
	t.Parallel()
	t.Run("of a case", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		k := w.openCase()
		mair, nia := w.as("mair"), w.as("nia")
		w.forget()
		w.v.o.Store = &keysThenHead{w.db, func() { w.do(mair, k.id, practice.DeclareConflict{Staff: w.id("owen")}) }}
		w.do(nia, k.id, k.rings("in that moment"))
	})
	t.Run("of the desk", func(t *testing.T) {
		t.Parallel()
		w := newWorld(t)
		quin, nia := w.as("quin"), w.as("nia")
		w.v.o.Store = &keysThenHead{w.db, func() {
			if err := quin.Deactivate(t.Context(), w.id("petra"), w.form(quin)); err != nil {
				t.Error(err)
			}
		}}
		if err := nia.loadMe(t.Context()); err != nil {
			t.Errorf("a request at that moment: %v", err)
		}
	})
}

// headThenEntries is a store in which something else happens once, after a head was read
// and before the entries of its compartment.
type headThenEntries struct {
	store.Store
	of   place
	next func()
}

func (h *headThenEntries) Entries(ctx context.Context, kase, stream journal.ID, from uint64) ([]store.Entry, error) {
	if next := h.next; next != nil && h.of == (place{kase, stream}) {
		h.next = nil
		next()
	}
	return h.Store.Entries(ctx, kase, stream, from)
}

// TestStruckWhileItIsRead: an entry that is struck between the reading of a file's head
// and of its entries has lost its key, and what says why is beyond that head. That is no
// damage either: the command is decided again.
func TestStruckWhileItIsRead(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	mair, nia := w.as("mair"), w.as("nia")
	misfiled := w.do(mair, k.id, k.rings("misfiled")).Events[0].Stamped().Act
	strike := func() { w.do(mair, k.id, practice.Strike{Act: misfiled, From: practice.FileOf(k.harmed)}) }
	between := &headThenEntries{w.db, placeOf(placeCase(t, k.id), "", practice.FileOf(k.harmed)), strike}
	w.v.o.Store = between
	w.forget()
	w.do(nia, k.id, practice.RecordContact{
		Parties: []practice.PartyID{k.harmed}, Means: practice.Phone, Note: "in that moment", SafeContact: "Ring first",
	})
	if between.next != nil {
		t.Error("nothing was struck in between")
	}
}
