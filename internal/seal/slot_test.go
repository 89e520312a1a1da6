package seal

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"testing/synctest"

	"amends/internal/journal"
)

// cheapPassphrases stretch by one HMAC over everything Argon2id would be given:
// for tests of what is around it.
func cheapPassphrases(concurrent int) *Passphrases {
	p := NewPassphrases(concurrent)
	p.stretch = cheapStretch
	return p
}

func cheapStretch(secret, salt []byte, c cost) [keySize]byte {
	s := slot{cost: c, salt: salt}
	return expand(append([]byte("at least one byte"), secret...), s.head())
}

var passphrase = []byte("four kettles under the stairs")

// aMemory is what somebody's login remembers.
var aMemory = Memory(bytes.Repeat([]byte{0x5a}, memorySize))

// heldBy is all that a slot held, as bytes.
func heldBy(o OpenedSlot, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	return slices.Concat(o.Seed.secret(), o.Memory[:]), nil
}

func TestSlotOpensWithArgon2(t *testing.T) {
	t.Parallel()
	p, seed := NewPassphrases(1), must(NewSeed(fixed(1)))
	form, err := p.Seal(t.Context(), fixed(2), seed, aMemory, someone, passphrase)
	if err != nil {
		t.Fatal(err)
	}
	got, err := p.Open(t.Context(), form, someone, passphrase)
	if err != nil || !bytes.Equal(got.Seed.secret(), seed.secret()) || got.Memory != aMemory {
		t.Fatalf("slot did not give the seed back: %v", err)
	}
	if _, err := p.Open(t.Context(), form, someone, []byte("five kettles")); !errors.Is(err, ErrWrongSecret) {
		t.Errorf("wrong passphrase: %v", err)
	}
}

// TestSlotsRemember: a slot that was opened is sealed anew with another memory, opens
// for the same secret alone, and stretches nothing for it. No nonce comes twice.
func TestSlotsRemember(t *testing.T) {
	t.Parallel()
	p, seed, random := cheapPassphrases(1), must(NewSeed(fixed(1))), fixed(2)
	form := must(p.Seal(t.Context(), random, seed, Memory{}, someone, passphrase))
	opened := must(p.Open(t.Context(), form, someone, passphrase))
	p.stretch = func([]byte, []byte, cost) [keySize]byte { t.Error("something was stretched"); return [keySize]byte{} }
	again := must(opened.Remember(random, aMemory))
	p.stretch = cheapStretch
	opensTo(t, func(b []byte) ([]byte, error) { return heldBy(p.Open(t.Context(), b, someone, passphrase)) }, again, slices.Concat(seed.secret(), aMemory[:]))
	refusesChanges(t, func(b []byte) ([]byte, error) { return heldBy(p.Open(t.Context(), b, someone, passphrase)) }, again)
	if bytes.Equal(must(parseSlot(form)).nonce, must(parseSlot(again)).nonce) {
		t.Error("a nonce was used twice")
	}
	if _, err := p.Open(t.Context(), again, idOf(2), passphrase); !errors.Is(err, ErrWrongSecret) {
		t.Errorf("it opens for somebody else: %v", err)
	}
}

func TestSlotRefusesChanges(t *testing.T) {
	t.Parallel()
	p, seed := cheapPassphrases(1), must(NewSeed(fixed(1)))
	form := must(p.Seal(t.Context(), fixed(2), seed, aMemory, someone, passphrase))
	opening := func(person journal.ID, secret []byte) opener {
		return func(form []byte) ([]byte, error) { return heldBy(p.Open(t.Context(), form, person, secret)) }
	}
	opensTo(t, opening(someone, passphrase), form, slices.Concat(seed.secret(), aMemory[:]))
	refusesChanges(t, opening(someone, passphrase), form)
	for name, open := range map[string]opener{
		"another person":    opening(idOf(2), passphrase),
		"nothing":           opening(someone, nil),
		"one letter less":   opening(someone, passphrase[1:]),
		"one letter more":   opening(someone, append(bytes.Clone(passphrase), ' ')),
		"another's capital": opening(someone, bytes.ToUpper(passphrase)),
	} {
		if _, err := open(form); !errors.Is(err, ErrWrongSecret) {
			t.Errorf("with %s: %v", name, err)
		}
	}
	if _, err := p.Seal(t.Context(), fixed(2), seed, aMemory, someone, nil); err == nil {
		t.Error("sealed under an empty passphrase")
	}
}

// The stronger parameters that are accepted are bound all the same: a slot cannot
// be relabelled, even if the stretching did not notice.
func TestSlotParametersAreBound(t *testing.T) {
	t.Parallel()
	p, seed := cheapPassphrases(1), must(NewSeed(fixed(1)))
	p.stretch = func(secret, _ []byte, _ cost) [keySize]byte { return expand(secret, []byte("parameters ignored")) }
	form := must(p.Seal(t.Context(), fixed(2), seed, aMemory, someone, passphrase))
	for name, change := range map[string]func(*slot){
		"passes":  func(s *slot) { s.cost.passes++ },
		"memory":  func(s *slot) { s.cost.memory++ },
		"threads": func(s *slot) { s.cost.threads++ },
		"salt":    func(s *slot) { s.salt = bytes.Repeat([]byte{1}, saltSize) },
	} {
		s := must(parseSlot(form))
		change(&s)
		if _, err := p.Open(t.Context(), s.encode(), someone, passphrase); !errors.Is(err, ErrWrongSecret) {
			t.Errorf("slot with other %s: %v", name, err)
		}
	}
}

func TestSlotCostHasFloorAndCeiling(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		cost cost
		ok   bool
	}{
		{cost{3, 64 << 10, 4}, true},
		{cost{3, 64 << 10, 1}, true},
		{cost{12, 256 << 10, 16}, true},
		{cost{2, 64 << 10, 4}, false},
		{cost{0, 64 << 10, 4}, false},
		{cost{3, 64<<10 - 1, 4}, false},
		{cost{3, 0, 4}, false},
		{cost{3, 64 << 10, 0}, false},
		{cost{13, 64 << 10, 4}, false},
		{cost{1<<32 - 1, 64 << 10, 4}, false},
		{cost{3, 256<<10 + 1, 4}, false},
		{cost{3, 1<<32 - 1, 4}, false},
		{cost{3, 64 << 10, 17}, false},
	} {
		p, stretched := NewPassphrases(1), false
		p.stretch = func(secret, salt []byte, c cost) [keySize]byte {
			stretched = true
			return cheapStretch(secret, salt, c)
		}
		s := slot{c.cost, make([]byte, saltSize), make([]byte, nonceSize), nil}
		seed := bytes.Repeat([]byte{7}, keySize+memorySize)
		s.ciphertext = newAEAD(cheapStretch(passphrase, s.salt, c.cost)).Seal(nil, s.nonce, seed, s.bound(someone))
		_, err := p.Open(t.Context(), s.encode(), someone, passphrase)
		if (err == nil) != c.ok {
			t.Errorf("slot of %+v: %v", c.cost, err)
		}
		if stretched != c.ok {
			t.Errorf("slot of %+v: Argon2 run: %v", c.cost, stretched)
		}
	}
	if newCost().check() != nil {
		t.Error("new slots are not accepted")
	}
}

func TestDecoyDoesTheWorkOfOpen(t *testing.T) {
	t.Parallel()
	var asked []cost
	p := NewPassphrases(1)
	p.stretch = func(secret, salt []byte, c cost) [keySize]byte {
		asked = append(asked, c)
		return cheapStretch(secret, salt, c)
	}
	form := must(p.Seal(t.Context(), fixed(2), must(NewSeed(fixed(1))), aMemory, someone, passphrase))
	_, wrong := p.Open(t.Context(), form, someone, []byte("wrong"))
	if decoy := p.Decoy(t.Context(), []byte("wrong")); decoy != wrong {
		t.Errorf("decoy says %v, a wrong passphrase %v", decoy, wrong)
	}
	if len(asked) != 3 || asked[1] != asked[2] {
		t.Errorf("the decoy's work differs: %+v", asked)
	}
}

// gauge counts how many stretch at once, in KiB, and holds each until let go.
type gauge struct {
	mu         sync.Mutex
	now, peak  int
	runs       int
	letGo      chan struct{}
	underlying func(secret, salt []byte, c cost) [keySize]byte
}

func (g *gauge) stretch(secret, salt []byte, c cost) [keySize]byte {
	g.add(int(c.memory))
	<-g.letGo
	g.add(-int(c.memory))
	return g.underlying(secret, salt, c)
}

func (g *gauge) add(memory int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.now += memory
	g.peak = max(g.peak, g.now)
	if memory > 0 {
		g.runs++
	}
}

// A storm of logins: whenever everything has come to rest, exactly as many run as
// may, and the memory in use never passes the bound.
func TestLoginStormIsBounded(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const bound, logins = 3, 40
		g := &gauge{letGo: make(chan struct{}), underlying: cheapStretch}
		p := cheapPassphrases(bound)
		form := must(p.Seal(t.Context(), fixed(2), must(NewSeed(fixed(1))), aMemory, someone, passphrase))
		p.stretch = g.stretch
		var storm sync.WaitGroup
		for range logins {
			storm.Go(func() {
				if _, err := p.Open(t.Context(), form, someone, passphrase); err != nil {
					t.Errorf("login failed in the storm: %v", err)
				}
			})
		}
		for done := range logins {
			synctest.Wait()
			if want := min(bound, logins-done) * slotMemory; g.now != want {
				t.Errorf("after %d logins %d KiB are in use, want %d", done, g.now, want)
			}
			g.letGo <- struct{}{}
		}
		storm.Wait()
		if g.peak != bound*slotMemory || g.runs != logins {
			t.Errorf("peak %d KiB in %d runs", g.peak, g.runs)
		}
	})
}

// Slots that take more memory take more places, so that it is memory that is
// bounded; one that takes more than there is runs alone.
func TestDearSlotsTakeMorePlaces(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		g := &gauge{letGo: make(chan struct{}), underlying: cheapStretch}
		p := NewPassphrases(2)
		p.stretch = g.stretch
		var storm sync.WaitGroup
		for _, memory := range []uint32{slotMemory, 2 * slotMemory, 4 * slotMemory, slotMemory} {
			storm.Go(func() {
				s := slot{cost: cost{slotPasses, memory, 4}, salt: make([]byte, saltSize)}
				if _, err := p.inTurn(t.Context(), passphrase, s); err != nil {
					t.Error(err)
				}
			})
			synctest.Wait()
		}
		for _, want := range []int{1, 2, 4, 1} {
			synctest.Wait()
			if g.now != want*slotMemory {
				t.Errorf("%d KiB in use, want %d", g.now, want*slotMemory)
			}
			g.letGo <- struct{}{}
		}
		storm.Wait()
	})
}

func TestQueueMindsItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		g := &gauge{letGo: make(chan struct{}), underlying: cheapStretch}
		p := cheapPassphrases(1)
		form := must(p.Seal(t.Context(), fixed(2), must(NewSeed(fixed(1))), aMemory, someone, passphrase))
		p.stretch = g.stretch
		first := make(chan error, 1)
		go func() { first <- errOf(p.Open(t.Context(), form, someone, passphrase)) }()
		synctest.Wait()

		ctx, cancel := context.WithCancel(t.Context())
		queued := make(chan error, 3)
		go func() { queued <- errOf(p.Open(ctx, form, someone, passphrase)) }()
		go func() { queued <- errOf(p.Seal(ctx, fixed(3), must(NewSeed(fixed(1))), aMemory, someone, passphrase)) }()
		go func() { queued <- p.Decoy(ctx, passphrase) }()
		synctest.Wait()
		cancel()
		for range 3 {
			if err := <-queued; !errors.Is(err, context.Canceled) || errors.Is(err, ErrWrongSecret) {
				t.Errorf("gave up waiting with %v", err)
			}
		}
		g.letGo <- struct{}{}
		if err := <-first; err != nil {
			t.Errorf("the first login: %v", err)
		}
		if g.runs != 1 {
			t.Errorf("%d passphrases were tried, want 1", g.runs)
		}
	})
}
