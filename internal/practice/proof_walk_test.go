package practice_test

import (
	"encoding/binary"
	"hash/maphash"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	p "amends/internal/practice"
)

// A walk is a list of moves, each three bytes: how long passes, and whether the
// next step of the scene is taken or something of the vocabulary, and what. Any
// bytes are a walk, so that chance and the fuzzer can both make them, and a walk
// that finds something can be cut down by leaving moves out.
const (
	moveSize   = 3
	walkLength = 200
)

// stroll walks and examines every decision of the way.
func (t *tally) stroll(all []scene, data []byte) error {
	if len(data) == 0 {
		return nil
	}
	s := all[int(data[0])%len(all)]
	moves := min((len(data)-1)/moveSize, walkLength)
	w := newWorld(s.profile, moves+len(s.steps)+1)
	steps := s.steps
	for i := range moves {
		move := data[1+i*moveSize:][:moveSize]
		w = w.wait(pause(move[0]))
		a, ok := chosen(w, steps, move)
		if !ok {
			continue
		}
		if len(steps) > 0 && a.name == steps[0].name {
			steps = steps[1:]
		}
		next, _, err := t.try(w, a)
		if err != nil {
			return err
		}
		w = next
	}
	return nil
}

// pause is how long passes before a move: mostly an hour, or so little that a late entry speaks of what was before the last.
func pause(b byte) p.Instant {
	switch b & 0x1f {
	case 0:
		return instants()[1]
	case 1:
		return instants()[2]
	case 2:
		return instants()[3]
	case 3, 4, 5, 6, 7, 8, 9, 10, 11, 12:
		return shortly
	}
	return p.Hour
}

// chosen is the next step of the scene, or something of the vocabulary. The case is always made first.
func chosen(w world, steps []step, move []byte) (act, bool) {
	if made := len(w.state.Staff) >= 4; len(steps) > 0 && (!made || move[0]>>5 < 6) {
		return steps[0].act(w), true
	}
	acts := full(w)
	if len(acts) == 0 {
		return act{}, false
	}
	return acts[int(binary.LittleEndian.Uint16(move[1:]))%len(acts)], true
}

// TestWalks takes random walks of 200 moves and cuts down one that finds something.
func TestWalks(t *testing.T) {
	t.Parallel()
	walks := 300
	if os.Getenv("AMENDS_LONG") != "" {
		walks = 5000
	}
	all, total := scenes(), newTally(nil)
	for seed := range walks {
		data := walkOf(seed)
		if err := total.stroll(all, data); err != nil {
			t.Fatalf("walk %d: %v", seed, cutDown(all, data, err))
		}
	}
	t.Logf("%d walks, %d decisions (%d refused), delivered %v, incidents %v", walks, total.decisions, total.refused, total.delivered, total.incidents)
	if len(total.delivered) == 0 || len(total.incidents) == 0 {
		t.Error("nothing was delivered, or nothing past the gate")
	}
}

// cutDown leaves out one move after the other as long as something is found, and gives what is found last.
func cutDown(all []scene, data []byte, found error) error {
	for i := (len(data) - 1) / moveSize; i > 0; i-- {
		at := 1 + (i-1)*moveSize
		shorter := slices.Delete(slices.Clone(data), at, at+moveSize)
		if err := newTally(nil).stroll(all, shorter); err != nil {
			data, found = shorter, err
		}
	}
	return found
}

// FuzzWalk lets the fuzzer choose the moves.
func FuzzWalk(f *testing.F) {
	all := scenes()
	for i := range all {
		f.Add(append([]byte{byte(i)}, make([]byte, 30*moveSize)...))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if err := newTally(nil).stroll(all, data); err != nil {
			t.Fatal(cutDown(all, data, err))
		}
	})
}

// huntBriefly walks every scene, also with each step left out, and strolls some way.
func huntBriefly(walks int) error {
	all, total := scenes(), newTally(nil)
	for _, s := range all {
		x := explorer{total, maphash.MakeSeed(), map[uint64]bool{}}
		if err := x.run(s, nil); err != nil {
			return err
		}
	}
	for seed := range walks {
		if err := total.stroll(all, walkOf(seed)); err != nil {
			return err
		}
	}
	return nil
}

// walkOf draws a walk of the full length.
func walkOf(seed int) []byte {
	random := rand.New(rand.NewPCG(uint64(seed), 1))
	data := make([]byte, 1+walkLength*moveSize)
	for i := range data {
		data[i] = byte(random.Uint32())
	}
	data[0] = byte(seed)
	return data
}
