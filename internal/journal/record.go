package journal

import (
	"crypto/ed25519"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// Record is what is sealed inside an entry: who did what, when. Its plaintext
// carries the signature of who made it (P6).
type Record struct {
	Actor   ID
	At      int64  // microseconds since 1970-01-01 UTC
	Type    string // wire name of the event, such as consent.given.v1
	Content []byte // the event, as the codec of its type writes it
}

const (
	recordVersion = 1
	// recordSize is the length of a record without type, content and signature:
	// version, actor, time, length of the type, length of the content.
	recordSize = 1 + 16 + 8 + 1 + 4
	maxType    = math.MaxUint8
	dayLength  = 24 * 60 * 60 * 1_000_000 // in microseconds

	// recordLabel keeps a signature of a record from passing for one of anything
	// else that the same key signs. The header that follows says its own length.
	recordLabel = "amends/journal/record/v1\x00"
)

// DayOf is the day, counted from 1970-01-01 UTC, of a time in microseconds. It is
// what a header says in the clear.
func DayOf(at int64) (uint32, error) {
	if at < 0 {
		return 0, errors.New("could not tell the day of a time before 1970: check the clock")
	}
	return uint32(at / dayLength), nil // even the last int64 is within a uint32 of days
}

// SignedSize is the length in bytes of what [Sign] gives for a type and a content
// of these lengths. The sealed length, which a header says and the signature
// covers, follows from it.
func SignedSize(typeLength, contentLength int) int {
	return recordSize + typeLength + contentLength + ed25519.SignatureSize
}

// Sign gives the plaintext to seal in the entry with this header: the record and
// its actor's signature over both. The header must be final: its day that of the
// record, its length that of the body to come.
func Sign(h Header, r Record, key ed25519.PrivateKey) ([]byte, error) {
	if len(key) != ed25519.PrivateKeySize {
		return nil, errors.New("could not sign a record: wrong length of its key")
	}
	if err := r.Check(h); err != nil {
		return nil, fmt.Errorf("could not sign a record: %w", err)
	}
	encoded := r.encode()
	return append(encoded, ed25519.Sign(key, signedBytes(h, encoded))...), nil
}

// Check holds the record against what every record in an entry with this header
// obeys: a wire name, an actor, the header's day.
func (r Record) Check(h Header) error {
	day, err := DayOf(r.At)
	switch {
	case err != nil:
		return err
	case r.Actor.IsZero():
		return errors.New("it has no actor")
	case !isWireName(r.Type):
		return errors.New("its type is not a wire name")
	case int64(len(r.Content)) > math.MaxUint32:
		return errors.New("its content is too long")
	case h.Day != day:
		return errors.New("the header says another day than the record")
	}
	return nil
}

// isWireName says whether a type is of letters, digits, dots, lines and dashes alone.
// It is asked for every entry that is opened.
func isWireName(name string) bool {
	for i := range len(name) {
		switch c := name[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '.', c == '_', c == '-':
		default:
			return false
		}
	}
	return name != "" && len(name) <= maxType
}

func (r Record) encode() []byte {
	out := make([]byte, 0, SignedSize(len(r.Type), len(r.Content)))
	out = append(out, recordVersion)
	out = append(out, r.Actor[:]...)
	out = binary.BigEndian.AppendUint64(out, uint64(r.At))
	out = append(out, byte(len(r.Type)))
	out = append(out, r.Type...)
	out = binary.BigEndian.AppendUint32(out, uint32(len(r.Content)))
	return append(out, r.Content...)
}

func signedBytes(h Header, record []byte) []byte {
	return append(append([]byte(recordLabel), h.Encode()...), record...)
}

// OpenRecord reads what [Sign] wrote, and nothing else: in its one encoding, of
// the header's day, signed over this header by an actor whose key is known.
func OpenRecord(h Header, plaintext []byte, actorKey func(ID) (ed25519.PublicKey, bool)) (Record, error) {
	r, err := ReadRecord(plaintext)
	if err != nil {
		return Record{}, err
	}
	split := len(plaintext) - ed25519.SignatureSize
	encoded, signature := plaintext[:split], plaintext[split:]
	if err := r.Check(h); err != nil {
		return Record{}, fmt.Errorf("could not read a record: %w", err)
	}
	key, known := actorKey(r.Actor)
	if !known {
		return Record{}, errors.New("could not check a record: its actor is unknown")
	}
	if len(key) != ed25519.PublicKeySize || !ed25519.Verify(key, signedBytes(h, encoded), signature) {
		return Record{}, errors.New("could not check a record: it is not signed by its actor")
	}
	return r, nil
}

// ReadRecord reads the layout of what [Sign] wrote, and asks neither for its
// signature nor whether it belongs where it stands: for that see [OpenRecord] and
// [Record.Check]. The content is the plaintext's own bytes.
func ReadRecord(plaintext []byte) (Record, error) {
	split := len(plaintext) - ed25519.SignatureSize
	if split < recordSize {
		return Record{}, errors.New("could not read a record: too short")
	}
	r, err := parseRecord(plaintext[:split])
	if err != nil {
		return Record{}, fmt.Errorf("could not read a record: %w", err)
	}
	return r, nil
}

// parseRecord reads what encode wrote. The content is the encoding's own bytes.
func parseRecord(encoded []byte) (Record, error) {
	if encoded[0] != recordVersion {
		return Record{}, fmt.Errorf("version %d is unknown", encoded[0])
	}
	r := Record{Actor: ID(encoded[1:17]), At: int64(binary.BigEndian.Uint64(encoded[17:]))}
	typeLength, rest := int(encoded[25]), encoded[26:]
	if len(rest) < typeLength+4 {
		return Record{}, errors.New("its type is cut off")
	}
	r.Type, rest = string(rest[:typeLength]), rest[typeLength:]
	if uint64(binary.BigEndian.Uint32(rest)) != uint64(len(rest)-4) {
		return Record{}, errors.New("its content is not as long as it says")
	}
	r.Content = rest[4:]
	return r, nil
}
