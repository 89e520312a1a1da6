package journal_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"fmt"
	"math"
	"strings"
	"testing"

	"amends/internal/journal"

	"pgregory.net/rapid"
)

const day = 24 * 60 * 60 * 1_000_000 // in microseconds

var (
	actor    = journal.ID{0xac}
	actorKey = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{1}, 32))
	otherKey = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{2}, 32))
	record   = journal.Record{Actor: actor, At: 20513*day + 5, Type: "consent.given.v1", Content: []byte(`{"by":"spoken"}`)}
	inside   = journal.Header{Service: journal.ID{1}, Case: journal.ID{2}, Stream: journal.ID{3}, Number: 4, Epoch: 1, Day: 20513, Length: 600}
)

// knows says that the actor signs with this key.
func knows(key ed25519.PrivateKey) func(journal.ID) (ed25519.PublicKey, bool) {
	return func(id journal.ID) (ed25519.PublicKey, bool) {
		return key.Public().(ed25519.PublicKey), id == actor
	}
}

func signed(t testing.TB) []byte {
	t.Helper()
	plaintext, err := journal.Sign(inside, record, actorKey)
	if err != nil {
		t.Fatal(err)
	}
	return plaintext
}

func sameRecord(a, b journal.Record) bool {
	return a.Actor == b.Actor && a.At == b.At && a.Type == b.Type && bytes.Equal(a.Content, b.Content)
}

func TestRecordsComeBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		h := drawHeader(t)
		h.Day %= 100_000_000
		r := journal.Record{
			Actor: actor, At: int64(h.Day)*day + rapid.Int64Range(0, day-1).Draw(t, "time of day"),
			Type:    rapid.StringMatching(`[a-z0-9._-]{1,255}`).Draw(t, "type"),
			Content: rapid.SliceOf(rapid.Byte()).Draw(t, "content"),
		}
		plaintext, err := journal.Sign(h, r, actorKey)
		if err != nil {
			t.Fatal(err)
		}
		if want := journal.SignedSize(len(r.Type), len(r.Content)); len(plaintext) != want {
			t.Fatalf("signed in %d bytes, SignedSize says %d", len(plaintext), want)
		}
		if got, err := journal.OpenRecord(h, plaintext, knows(actorKey)); err != nil || !sameRecord(got, r) {
			t.Fatalf("came back as %+v, %v", got, err)
		}
	})
}

// Old entries were signed so: it may never change.
func TestRecordEncodingStands(t *testing.T) {
	t.Parallel()
	const want = "01" + "ac000000000000000000000000000000" + "00064beb26c36005" + "10" +
		"636f6e73656e742e676976656e2e7631" + "0000000f" + "7b226279223a2273706f6b656e227d"
	plaintext := signed(t)
	split := len(plaintext) - ed25519.SignatureSize
	if got := hex.EncodeToString(plaintext[:split]); got != want {
		t.Errorf("encoded as %s", got)
	}
	message := append(append([]byte("amends/journal/record/v1\x00"), inside.Encode()...), plaintext[:split]...)
	if !ed25519.Verify(actorKey.Public().(ed25519.PublicKey), message, plaintext[split:]) {
		t.Error("the signature is not over label, header and record")
	}
}

func TestSignRefuses(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(h *journal.Header, r *journal.Record){
		"no actor":            func(_ *journal.Header, r *journal.Record) { r.Actor = journal.ID{} },
		"no type":             func(_ *journal.Header, r *journal.Record) { r.Type = "" },
		"a type too long":     func(_ *journal.Header, r *journal.Record) { r.Type = strings.Repeat("a", 256) },
		"a type with a space": func(_ *journal.Header, r *journal.Record) { r.Type = "consent given" },
		"a capital within":    func(_ *journal.Header, r *journal.Record) { r.Type = "consentGiven" },
		"before 1970":         func(_ *journal.Header, r *journal.Record) { r.At = -1 },
		"the day before":      func(_ *journal.Header, r *journal.Record) { r.At = 20513*day - 1 },
		"the day after":       func(_ *journal.Header, r *journal.Record) { r.At = 20514 * day },
		"another day":         func(h *journal.Header, _ *journal.Record) { h.Day++ },
	} {
		h, r := inside, record
		change(&h, &r)
		if _, err := journal.Sign(h, r, actorKey); err == nil {
			t.Errorf("%s: signed", name)
		}
	}
	if _, err := journal.Sign(inside, record, actorKey[:31]); err == nil {
		t.Error("signed with half a key")
	}
}

// TestWireNames tries every byte at the ends of a name and within.
func TestWireNames(t *testing.T) {
	t.Parallel()
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789._-"
	for b := range 256 {
		for _, format := range []string{"%s", "%sa", "a%s", "a%sa"} {
			r := record
			r.Type = fmt.Sprintf(format, []byte{byte(b)})
			if err := r.Check(inside); (err == nil) != strings.Contains(letters, string([]byte{byte(b)})) {
				t.Errorf("a type of %q: %v", r.Type, err)
			}
		}
	}
}

func TestOpenRecordRefusesEveryChange(t *testing.T) {
	t.Parallel()
	plaintext := signed(t)
	for i := range plaintext {
		for bit := range 8 {
			changed := bytes.Clone(plaintext)
			changed[i] ^= 1 << bit
			if _, err := journal.OpenRecord(inside, changed, knows(actorKey)); err == nil {
				t.Errorf("opened with bit %d of byte %d flipped", bit, i)
			}
		}
	}
	for n := range plaintext {
		if _, err := journal.OpenRecord(inside, plaintext[:n], knows(actorKey)); err == nil {
			t.Errorf("opened the first %d bytes", n)
		}
	}
	if _, err := journal.OpenRecord(inside, append(bytes.Clone(plaintext), 0), knows(actorKey)); err == nil {
		t.Error("opened with a byte more")
	}
}

func TestOpenRecordIsBoundToItsHeader(t *testing.T) {
	t.Parallel()
	plaintext, encoded := signed(t), inside.Encode()
	for i := range encoded {
		changed := bytes.Clone(encoded)
		changed[i] ^= 1
		h, is := readHeader(changed)
		if !is {
			continue // no stored entry has such a header
		}
		if _, err := journal.OpenRecord(h, plaintext, knows(actorKey)); err == nil {
			t.Errorf("opened under a header with byte %d changed", i)
		}
	}
	beginning := inside
	beginning.Commitment = [32]byte{1}
	if _, err := journal.OpenRecord(beginning, plaintext, knows(actorKey)); err == nil {
		t.Error("opened under a header with a commitment")
	}
}

func TestOpenRecordWantsTheActorsKey(t *testing.T) {
	t.Parallel()
	plaintext := signed(t)
	for name, keys := range map[string]func(journal.ID) (ed25519.PublicKey, bool){
		"another's key": knows(otherKey),
		"nobody known":  func(journal.ID) (ed25519.PublicKey, bool) { return nil, false },
		"half a key":    func(journal.ID) (ed25519.PublicKey, bool) { return make(ed25519.PublicKey, 16), true },
	} {
		if _, err := journal.OpenRecord(inside, plaintext, keys); err == nil {
			t.Errorf("%s: opened", name)
		}
	}
}

// A record that was signed before its rules were obeyed is refused all the same:
// here another day, which Sign would not sign.
func TestOpenRecordHoldsTheDay(t *testing.T) {
	t.Parallel()
	h := inside
	h.Day++
	plaintext := signed(t)
	split := len(plaintext) - ed25519.SignatureSize
	message := append(append([]byte("amends/journal/record/v1\x00"), h.Encode()...), plaintext[:split]...)
	forged := append(bytes.Clone(plaintext[:split]), ed25519.Sign(actorKey, message)...)
	if _, err := journal.OpenRecord(h, forged, knows(actorKey)); err == nil || !strings.Contains(err.Error(), "day") {
		t.Errorf("opened a record of another day: %v", err)
	}
}

func TestDayOf(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		at    int64
		want  uint32
		fails bool
	}{
		{at: 0}, {at: day - 1}, {at: day, want: 1}, {at: 20513*day + 5, want: 20513},
		{at: math.MaxInt64, want: 106751991},
		{at: -1, fails: true}, {at: math.MinInt64, fails: true},
	} {
		if got, err := journal.DayOf(test.at); got != test.want || (err != nil) != test.fails {
			t.Errorf("DayOf(%d) = %d, %v", test.at, got, err)
		}
	}
}

// Whatever opens under a key that somebody holds signs again to the same bytes.
func FuzzOpenRecord(f *testing.F) {
	plaintext := signed(f)
	f.Add(plaintext[:len(plaintext)-ed25519.SignatureSize])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, encoded []byte) {
		message := append(append([]byte("amends/journal/record/v1\x00"), inside.Encode()...), encoded...)
		whole := append(bytes.Clone(encoded), ed25519.Sign(actorKey, message)...)
		r, err := journal.OpenRecord(inside, whole, knows(actorKey))
		if err != nil {
			return
		}
		again, err := journal.Sign(inside, r, actorKey)
		if err != nil || !bytes.Equal(again, whole) {
			t.Errorf("%x opens, and signs again to %x, %v", whole, again, err)
		}
	})
}
