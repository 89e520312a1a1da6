package seal

import (
	"testing"
)

func TestCommitIsBoundToPlaceAndKey(t *testing.T) {
	t.Parallel()
	k := newKey(t, 1)
	seen := map[[32]byte]string{k.Commit(here): "here"}
	if k.Commit(here) != newKey(t, 1).Commit(here) {
		t.Error("one key has two commitments")
	}
	for field, w := range elsewhere() {
		c := k.Commit(w)
		if other, ok := seen[c]; ok {
			t.Errorf("same commitment with another %s as %s", field, other)
		}
		seen[c] = field
	}
	if _, ok := seen[newKey(t, 2).Commit(here)]; ok {
		t.Error("two keys have one commitment")
	}
}

func TestCommitToNoKeyPanics(t *testing.T) {
	t.Parallel()
	defer func() {
		if recover() == nil {
			t.Error("committed to no key")
		}
	}()
	Key{}.Commit(here)
}

func TestNoKeyDoesNothing(t *testing.T) {
	t.Parallel()
	holder, random := newIdentity(t, 1), fixed(1)
	for name, do := range map[string]func() error{
		"wrap":         func() error { _, err := Wrap(Key{}, here, holder.Public()); return err },
		"wrap to none": func() error { _, err := Wrap(newKey(t, 1), here, Public{}); return err },
		"rewrap":       func() error { _, err := holder.Rewrap(random, Key{}, here); return err },
		"new drop key": func() error { _, _, err := NewDropKey(random, Key{}, here); return err },
		"open drop":    func() error { _, err := OpenDrop(Key{}, nil, here, nil); return err },
		"seal entry":   func() error { _, _, err := SealEntry(random, Key{}, nil, nil); return err },
		"open entry":   func() error { _, err := OpenEntry(Key{}, nil, nil, nil); return err },
		"seal row":     func() error { _, err := SealRow(random, Key{}, here, 1, nil); return err },
		"open row":     func() error { _, err := OpenRow(Key{}, here, 1, nil); return err },
		"identity":     func() error { _, err := Seed{}.Identity(); return err },
		"session":      func() error { _, _, _, err := NewSession(random, Seed{}, Memory{}, someone); return err },
		"slot": func() error {
			_, err := NewPassphrases(1).Seal(t.Context(), random, Seed{}, Memory{}, someone, []byte("x"))
			return err
		},
	} {
		if do() == nil {
			t.Errorf("%s worked without a key", name)
		}
	}
}

// A random source that runs dry must never leave a key or nonce half drawn.
func TestFailingRandomnessIsRefused(t *testing.T) {
	t.Parallel()
	k, holder, seed := newKey(t, 1), newIdentity(t, 1), must(NewSeed(fixed(1)))
	server := must(NewServerKey(fixed(1)))
	for name, c := range map[string]struct {
		needs int64 // bytes of randomness
		do    func(after int64) error
	}{
		"key":        {32, func(n int64) error { _, err := NewKey(broken(n)); return err }},
		"seed":       {32, func(n int64) error { _, err := NewSeed(broken(n)); return err }},
		"rewrap":     {12, func(n int64) error { _, err := holder.Rewrap(broken(n), k, here); return err }},
		"drop key":   {32 + 12, func(n int64) error { _, _, err := NewDropKey(broken(n), k, here); return err }},
		"entry":      {32 + 12 + 12, func(n int64) error { _, _, err := SealEntry(broken(n), k, nil, nil); return err }},
		"row":        {12, func(n int64) error { _, err := SealRow(broken(n), k, here, 1, nil); return err }},
		"session":    {32 + 12, func(n int64) error { _, _, _, err := NewSession(broken(n), seed, Memory{}, someone); return err }},
		"server key": {32, func(n int64) error { _, err := NewServerKey(broken(n)); return err }},
		"server box": {12, func(n int64) error { _, err := server.Seal(broken(n), "use", someone, nil); return err }},
		"recovery":   {4*32 + 3*12, func(n int64) error { _, err := NewRecovery(broken(n), someone); return err }},
		"code":       {16, func(n int64) error { _, err := NewCode(broken(n)); return err }},
		"slot": {16 + 12, func(n int64) error {
			_, err := cheapPassphrases(1).Seal(t.Context(), broken(n), seed, Memory{}, someone, []byte("x"))
			return err
		}},
	} {
		for n := range c.needs {
			if c.do(n) == nil {
				t.Errorf("%s worked with %d of %d random bytes", name, n, c.needs)
			}
		}
		if name == "code" {
			continue // it throws some bytes away
		}
		if err := c.do(c.needs); err != nil {
			t.Errorf("%s with %d random bytes: %v", name, c.needs, err)
		}
	}
}
