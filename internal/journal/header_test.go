package journal_test

import (
	"bytes"
	"encoding/binary"
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

// readHeader reads an encoded header back, if it is one that a store can hold: in its
// one encoding, with a number and an epoch.
func readHeader(encoded []byte) (journal.Header, bool) {
	h := journal.Header{
		Service: journal.ID(encoded[2:]), Case: journal.ID(encoded[18:]), Stream: journal.ID(encoded[34:]),
		Number: binary.BigEndian.Uint64(encoded[50:]), Epoch: binary.BigEndian.Uint32(encoded[58:]),
		Day: binary.BigEndian.Uint32(encoded[62:]), Length: binary.BigEndian.Uint32(encoded[66:]),
	}
	if len(encoded) > 70 {
		h.Commitment = [32]byte(encoded[70:])
	}
	return h, bytes.Equal(h.Encode(), encoded) && h.Number > 0 && h.Epoch > 0
}

func TestHeadersComeBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		h := drawHeader(t)
		encoded := h.Encode()
		if want := map[bool]int{false: 70, true: 102}[h.BeginsEpoch()]; len(encoded) != want {
			t.Fatalf("encoded in %d bytes, want %d", len(encoded), want)
		}
		if got, is := readHeader(encoded); !is || got != h {
			t.Fatalf("came back as %+v, %t", got, is)
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
