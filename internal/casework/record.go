package casework

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"amends/internal/journal"
	"amends/internal/seal"
)

// record is one opened entry: who wrote what, when, and where it stands.
type record struct {
	journal.Record
	number   uint64
	struck   bool  // its key was destroyed: only the number is known
	position int64 // in the log; 0 of what this process wrote itself and has not read again
}

// readRecord reads the plaintext of an entry without asking for the signature:
// whoever could seal it held the compartment's key, and two hundred signatures
// would be ten times the cost of everything else about opening a case. Verify
// asks for every signature (P6); drops, which anybody could have sealed, are asked
// at once.
func readRecord(h journal.Header, plaintext []byte) (journal.Record, error) {
	r, err := journal.ReadRecord(plaintext)
	if err != nil {
		return journal.Record{}, err
	}
	return r, r.Check(h)
}

// sealedOverhead is what sealing adds to the padded plaintext of an entry, in
// bytes: kind and version, nonce, the committing block, tag (seal, format.go).
const sealedOverhead = 2 + 12 + 32 + 16

// sealedLength is the length of the sealed body for a plaintext of n bytes, which
// the header says before there is a body.
func sealedLength(n int) uint32 { return uint32(sealedOverhead + seal.PaddedLength(n)) }

// dropHeader is what the signature inside a drop is bound to: the compartment and
// the drop's own id. No entry has the number 0, so that neither passes for the
// other; the id keeps a drop from being handed in a second time.
func dropHeader(p place, service, drop journal.ID, at int64) (journal.Header, error) {
	day, err := journal.DayOf(at)
	if err != nil {
		return journal.Header{}, err
	}
	h := journal.Header{Service: service, Case: p.kase, Stream: p.stream, Day: day}
	copy(h.Commitment[:], drop[:])
	return h, nil
}

// encode writes one of casework's own records.
func encode[T any](content T) ([]byte, error) {
	out, err := json.Marshal(content)
	if err != nil {
		return nil, fmt.Errorf("could not write a record: %w", err)
	}
	return out, nil
}

// decode reads what encode wrote, and nothing else: no unknown field, no other
// order, no other spelling. An entry that a later program wrote stops the fold.
func decode[T any](content []byte) (T, error) {
	var out T
	d := json.NewDecoder(bytes.NewReader(content))
	d.DisallowUnknownFields()
	if err := d.Decode(&out); err != nil {
		return out, errors.New("could not read a record: not in its form")
	}
	again, err := json.Marshal(out)
	if err != nil || !bytes.Equal(again, content) {
		return out, errors.New("could not read a record: not in its one encoding")
	}
	return out, nil
}
