package casework

import (
	"testing"

	"amends/internal/practice"
	"amends/internal/seal"
	"amends/internal/store"
)

func compartmentAt(n byte, version uint64) *compartment {
	c := &compartment{place: place{kase: [16]byte{n}}, stored: version, keys: map[uint32]seal.Key{1: {}}}
	c.head.Epochs = []store.Epoch{{Commitment: [32]byte{n}}}
	return c
}

func TestTheCacheKeepsTheLastUsed(t *testing.T) {
	t.Parallel()
	var k cache
	for n := range cacheRoom + 1 {
		c := compartmentAt(byte(n), 1)
		k.put(c.place, folded{version: 1, first: [32]byte{byte(n)}}, nil)
		if n > 0 {
			if _, kept := k.get(compartmentAt(1, 1)); n > 1 && !kept {
				t.Fatalf("after %d: the one in use was let go", n)
			}
		}
	}
	if _, kept := k.get(compartmentAt(0, 1)); kept {
		t.Error("the one that was not used for longest is still there")
	}
}

func TestTheCacheNeverGoesBeyondTheHeadOrBack(t *testing.T) {
	t.Parallel()
	var k cache
	c := compartmentAt(1, 7)
	k.put(c.place, folded{version: 7, first: [32]byte{1}, state: practice.Case{Events: 7}}, nil)
	k.put(c.place, folded{version: 5, first: [32]byte{1}, state: practice.Case{Events: 5}}, nil)
	if f, kept := k.get(c); !kept || f.state.Events != 7 {
		t.Errorf("kept %v: %d", kept, f.state.Events)
	}
	if _, kept := k.get(compartmentAt(1, 6)); kept {
		t.Error("a fold beyond the head was given")
	}
	other := compartmentAt(1, 7)
	other.head.Epochs[0].Commitment = [32]byte{2}
	if _, kept := k.get(other); kept {
		t.Error("the fold of another history was given")
	}
}
