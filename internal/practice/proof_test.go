package practice_test

import (
	"hash/maphash"
	"os"
	"slices"
	"sync"
	"testing"

	p "amends/internal/practice"
)

// TestProof is the proof of P1 and P2 by exploration. It fails unless the oracle
// and the gate agree in every state reached, every kind of crossing was
// delivered, every condition was once the only one in the way of every kind it
// applies to, and every mutant of the gate was found out.
func TestProof(t *testing.T) {
	t.Parallel()
	total := newTally(p.Mutants())
	for _, levels := range depths() {
		exploreAll(t, levels, total)
	}

	t.Logf("%d states, %d decisions (%d refused), %d scenes", total.states, total.decisions, total.refused, len(scenes()))
	t.Logf("delivered %v, incidents %v", total.delivered, total.incidents)
	for _, kind := range p.Kinds() {
		if total.delivered[kind] == 0 {
			t.Errorf("no %s was ever delivered", kind)
		}
	}
	cells, alone := 0, 0
	for condition, of := range p.TableCells() {
		for _, kind := range of {
			cells++
			if total.alone[kind]&kindSet(condition) == 0 {
				t.Errorf("%s was never the only one in the way of a %s", condition, kind)
				continue
			}
			alone++
		}
	}
	t.Logf("%d of %d cells of the table were the only one in the way", alone, cells)
	for _, m := range total.living {
		t.Errorf("mutant not found out: %s", m.Name)
	}
	t.Logf("%d of %d mutants of the gate found out", len(p.Mutants())-len(total.living), len(p.Mutants()))
}

// depths are how far exploration goes. Short: everything once after every prefix,
// and then all that passes. Long: the same also after every time that may pass,
// and everything followed by all that is done in haste.
func depths() [][]level {
	now := instants()[:1]
	if os.Getenv("AMENDS_LONG") == "" {
		return [][]level{{{full, now, false}, {passing, now, true}}}
	}
	return [][]level{
		{{full, instants(), false}, {passing, now, true}},
		{{full, now, false}, {core, now, true}},
	}
}

// exploreAll explores every scene, some at a time, and adds what it sees to the total.
func exploreAll(t *testing.T, levels []level, total *tally) {
	t.Helper()
	var (
		group sync.WaitGroup
		lock  sync.Mutex
		queue = make(chan scene)
	)
	for range 2 {
		group.Go(func() {
			for s := range queue {
				lock.Lock()
				x := explorer{newTally(total.living), maphash.MakeSeed(), map[uint64]bool{}}
				lock.Unlock()
				err := x.run(s, levels)
				lock.Lock()
				total.add(x.tally)
				if err != nil {
					t.Errorf("%s: %v", s.name, err)
				}
				lock.Unlock()
			}
		})
	}
	for s := range slices.Values(scenes()) {
		queue <- s
	}
	close(queue)
	group.Wait()
}

// TestLapse explores what is done a day after what was agreed to for some days is
// over: the clearance stopped holding when the consent did, not when somebody next wrote something down.
func TestLapse(t *testing.T) {
	t.Parallel()
	s := path("letter agreed to for some days", settings(), two(),
		met(0), met(1), write(p.Letter, 1, false), propose(p.Letter, []int{1}, []int{0}, p.Post, carrying), agree(1), agreeFor(0, someDays),
		readIt(), assess(), clearIt(), deliver())
	x := explorer{newTally(nil), maphash.MakeSeed(), map[uint64]bool{}}
	later := level{core, instants()[4:], false}
	if err := x.run(s, []level{later, {passing, instants()[:1], true}}); err != nil {
		t.Error(err)
	}
	if x.incidents[p.AfterWithdrawal] == 0 {
		t.Error("nothing was delivered after it had lapsed")
	}
}
