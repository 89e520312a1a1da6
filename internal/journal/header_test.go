package journal_test

import (
	"bytes"
	"encoding/hex"
	"testing"

	"amends/internal/journal"

	"pgregory.net/rapid"
)

func drawHeader(t *rapid.T) journal.Header {
	h := journal.Header{
		Service: drawID(t, "service"), Case: drawID(t, "case"), Stream: drawID(t, "stream"),
		Number: rapid.Uint64Min(1).Draw(t, "number"), Epoch: rapid.Uint32Min(1).Draw(t, "epoch"),
		Day: rapid.Uint32().Draw(t, "day"), Length: rapid.Uint32().Draw(t, "length"),
	}
	if rapid.Bool().Draw(t, "begins an epoch") {
		copy(h.Commitment[:], rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "commitment"))
	}
	return h
}

func TestHeadersComeBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		h := drawHeader(t)
		encoded := h.Encode()
		if want := map[bool]int{false: 70, true: 102}[h.BeginsEpoch()]; len(encoded) != want {
			t.Fatalf("encoded in %d bytes, want %d", len(encoded), want)
		}
		if got, err := journal.ParseHeader(encoded); err != nil || got != h {
			t.Fatalf("came back as %+v, %v", got, err)
		}
	})
}

// The encoding is what old entries were hashed, sealed and signed with: it may
// never change.
func TestHeaderEncodingStands(t *testing.T) {
	t.Parallel()
	h := journal.Header{
		Service: journal.ID{0: 1}, Case: journal.ID{0: 2}, Stream: journal.ID{0: 3},
		Number: 4, Epoch: 5, Day: 20513, Length: 600, Commitment: [32]byte{31: 6},
	}
	const want = "0101" + "01000000000000000000000000000000" + "02000000000000000000000000000000" +
		"03000000000000000000000000000000" + "0000000000000004" + "00000005" + "00005021" + "00000258" +
		"0000000000000000000000000000000000000000000000000000000000000006"
	if got := hex.EncodeToString(h.Encode()); got != want {
		t.Errorf("encoded as %s", got)
	}
	h.Commitment = [32]byte{}
	if got := hex.EncodeToString(h.Encode()); got != "0100"+want[4:140] {
		t.Errorf("encoded without a commitment as %s", got)
	}
	entry := journal.Entry{Header: h, Body: []byte("sealed")}
	const leaf = "jfYvWV0riVrpgnoSPnHVZryUi6SaC8ZFK2ZWa5xy+A8=" // SHA-256 of 00, header, body
	if got := entry.Leaf().String(); got != leaf {
		t.Errorf("leaf hash %s", got)
	}
}

func TestParseHeaderRefuses(t *testing.T) {
	t.Parallel()
	good := journal.Header{Number: 1, Epoch: 1, Commitment: [32]byte{1}}.Encode()
	changed := func(change func(b []byte)) []byte {
		b := bytes.Clone(good)
		change(b)
		return b
	}
	for name, encoded := range map[string][]byte{
		"nothing":                 nil,
		"too short":               good[:69],
		"commitment cut off":      good[:101],
		"commitment missing":      good[:70],
		"longer":                  append(bytes.Clone(good), 0),
		"another version":         changed(func(b []byte) { b[0] = 2 }),
		"unknown flag":            changed(func(b []byte) { b[1] = 3 }),
		"flag without commitment": changed(func(b []byte) { b[1] = 0 }),
		"commitment to nothing":   changed(func(b []byte) { clear(b[70:]) }),
		"number nought":           changed(func(b []byte) { clear(b[50:58]) }),
		"epoch nought":            changed(func(b []byte) { clear(b[58:62]) }),
	} {
		if h, err := journal.ParseHeader(encoded); err == nil {
			t.Errorf("%s: read %+v", name, h)
		}
	}
}

func FuzzParseHeader(f *testing.F) {
	f.Add(journal.Header{Number: 1, Epoch: 1, Commitment: [32]byte{1}}.Encode())
	f.Add(journal.Header{Number: 2, Epoch: 1, Day: 20000, Length: 300}.Encode())
	f.Fuzz(func(t *testing.T, encoded []byte) {
		h, err := journal.ParseHeader(encoded)
		if err == nil && !bytes.Equal(h.Encode(), encoded) {
			t.Errorf("%x reads as %x", encoded, h.Encode())
		}
	})
}
