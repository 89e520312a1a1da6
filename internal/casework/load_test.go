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
