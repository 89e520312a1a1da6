package seal

import (
	"bytes"
	"io"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"amends/internal/journal"
)

// fixed is a random source that gives the same bytes in every run.
func fixed(n byte) io.Reader { return rand.NewChaCha8([32]byte{0: n, 31: 0xa5}) }

// broken is a random source that fails after so many bytes.
func broken(after int64) io.Reader { return io.LimitReader(fixed(0), after) }

// idOf makes an id that is easy to tell apart.
func idOf(n byte) journal.ID { return journal.ID{0: n, 15: 0x10} }

// someone is whose seed, slot or message it is.
var someone = idOf(1)

// here is where most tests seal; elsewhere lists places that differ from it in
// one field each.
var here = Where{Service: idOf(1), Case: idOf(2), Stream: idOf(3), Epoch: 4}

func elsewhere() map[string]Where {
	places := map[string]Where{"service": here, "case": here, "stream": here, "epoch": here}
	for name, w := range places {
		switch name {
		case "service":
			w.Service = idOf(9)
		case "case":
			w.Case = idOf(9)
		case "stream":
			w.Stream = idOf(9)
		case "epoch":
			w.Epoch++
		}
		places[name] = w
	}
	return places
}

// must unwraps what cannot fail in a test. It panics rather than taking t, so
// that it reads as one expression.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func newKey(t testing.TB, n byte) Key {
	t.Helper()
	return must(NewKey(fixed(n)))
}

func newIdentity(t testing.TB, n byte) *Identity {
	t.Helper()
	return must(must(NewSeed(fixed(n))).Identity())
}

// opener opens a sealed form under fixed circumstances.
type opener func(sealed []byte) ([]byte, error)

// opensTo checks that a form opens to the plaintext.
func opensTo(t *testing.T, open opener, sealed, plaintext []byte) {
	t.Helper()
	got, err := open(sealed)
	if err != nil {
		t.Fatalf("did not open: %v", err)
	}
	if !bytes.Equal(got, plaintext) {
		t.Fatalf("opened to %x, want %x", got, plaintext)
	}
}

// refusesChanges flips a bit of every byte, cuts and lengthens the form, and
// checks that none of it opens.
func refusesChanges(t *testing.T, open opener, sealed []byte) {
	t.Helper()
	refusesFlips(t, open, sealed, 0, len(sealed))
	for name, changed := range map[string][]byte{
		"nothing":         nil,
		"one byte":        sealed[:1],
		"half":            sealed[:len(sealed)/2],
		"last byte gone":  sealed[:len(sealed)-1],
		"first byte gone": sealed[1:],
		"one byte more":   append(bytes.Clone(sealed), 0),
		"twice":           append(bytes.Clone(sealed), sealed...),
	} {
		if _, err := open(changed); err == nil {
			t.Errorf("opened with %s", name)
		}
	}
}

func refusesFlips(t *testing.T, open opener, sealed []byte, from, to int) {
	t.Helper()
	changed := bytes.Clone(sealed)
	for i := from; i < to; i++ {
		changed[i] ^= 1 << (i % 8)
		if _, err := open(changed); err == nil {
			t.Errorf("opened with byte %d of %d changed", i, len(sealed))
		}
		changed[i] = sealed[i]
	}
}

// sources are the files of this package that are not tests, save the one that may
// touch primitives.
func sources(t *testing.T) []string {
	t.Helper()
	var found []string
	for _, path := range must(filepath.Glob("*.go")) {
		if !strings.HasSuffix(path, "_test.go") && path != "primitives.go" {
			found = append(found, path)
		}
	}
	return found
}
