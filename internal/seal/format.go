package seal

import (
	"encoding/binary"
	"errors"
	"fmt"

	"amends/internal/journal"
)

// This file reads and writes the sealed forms. It knows no cipher: what parses
// here has the right kind, version and length and one encoding, nothing more.

// Sizes in bytes.
const (
	keySize    = 32   // a compartment's key, a seed, an entry's key
	prefixSize = 2    // kind and version
	nonceSize  = 12   // AES-GCM
	tagSize    = 16   // AES-GCM
	saltSize   = 16   // Argon2id
	idSize     = 16   // journal.ID
	kemPublic  = 1216 // MLKEM768-X25519: 1184 + 32
	kemSealed  = 1120 // MLKEM768-X25519 encapsulation: 1088 + 32
	edPublic   = 32   // Ed25519
	memorySize = 80   // what a login remembers
)

// kind is the first byte of every form, so that none is taken for another.
type kind byte

const (
	kindPublic      kind = 1  // a person's public keys
	kindWrap        kind = 2  // a compartment's key, wrapped by HPKE
	kindRewrap      kind = 3  // the same, rewritten under its holder's own key
	kindDropPublic  kind = 4  // a compartment's public drop key
	kindDropPrivate kind = 5  // its private half, under the compartment's key
	kindDrop        kind = 6  // a drop
	kindEntry       kind = 7  // an entry's body
	kindEntryKey    kind = 8  // an entry's key, under the compartment's key
	kindRow         kind = 9  // a row of a list
	kindSlot        kind = 10 // a seed under a passphrase or code
	kindSession     kind = 11 // a seed for as long as somebody is signed in
	kindServer      kind = 12 // something sealed to the server's key
	kindPair        kind = 13 // the recovery seed under two custodians' shares
)

// version is the second byte of every form. A later program reads this and its
// own; this one reads nothing later.
const version = 1

func (k kind) write(out []byte) { out[0], out[1] = byte(k), version }

func (k kind) prefix() []byte { return []byte{byte(k), version} }

// check strips kind and version, refusing any other.
func (k kind) check(form []byte) ([]byte, error) {
	switch {
	case len(form) < prefixSize:
		return nil, errors.New("too short for a sealed form")
	case form[0] != byte(k):
		return nil, fmt.Errorf("sealed form of kind %d where kind %d belongs", form[0], k)
	case form[1] != version:
		return nil, fmt.Errorf("sealed form of version %d, this program reads version %d", form[1], version)
	}
	return form[prefixSize:], nil
}

// contentSize says whether a box of this kind may hold n bytes of plaintext.
func (k kind) contentSize(n int) bool {
	switch k {
	case kindRewrap, kindDropPrivate, kindEntryKey, kindPair:
		return n == keySize
	case kindSession:
		return n == idSize+keySize+memorySize
	case kindEntry:
		return isBucket(n - committingSize)
	case kindRow, kindServer:
		return isBucket(n)
	}
	return false
}

// box is what a form of kind | version | nonce | ciphertext with its tag holds; its
// parts are the form's own bytes. primitives.go writes it.
type box struct{ nonce, ciphertext []byte }

// parseBox reads a box of the kind, refusing a length that nothing of it has.
func parseBox(k kind, form []byte) (box, error) {
	rest, err := k.check(form)
	if err != nil {
		return box{}, err
	}
	if !k.contentSize(len(rest) - nonceSize - tagSize) {
		return box{}, fmt.Errorf("%d bytes are no length of a sealed form of kind %d", len(form), k)
	}
	return box{rest[:nonceSize], rest[nonceSize:]}, nil
}

// parseToPublic checks kind | version | encapsulated key | ciphertext with its
// tag, and returns what HPKE opens.
func parseToPublic(k kind, form []byte) ([]byte, error) {
	rest, err := k.check(form)
	if err != nil {
		return nil, err
	}
	content := keySize
	if k == kindDrop {
		content = dropSize
	}
	if len(rest) != kemSealed+content+tagSize {
		return nil, fmt.Errorf("%d bytes are no length of a sealed form of kind %d", len(form), k)
	}
	return rest, nil
}

// cost is what one Argon2id takes: passes over the memory, memory in KiB, lanes.
type cost struct {
	passes, memory uint32
	threads        uint8
}

// slot is kind | version | passes | memory | threads | salt | nonce | ciphertext of
// seed and what the login remembers, with its tag, the numbers big-endian. All before
// the nonce is bound.
type slot struct {
	cost              cost
	salt              []byte
	nonce, ciphertext []byte
}

const (
	slotPrefix = prefixSize + 4 + 4 + 1 + saltSize
	slotSize   = slotPrefix + nonceSize + keySize + memorySize + tagSize
)

// head encodes all before the nonce.
func (s slot) head() []byte {
	out := kindSlot.prefix()
	out = binary.BigEndian.AppendUint32(out, s.cost.passes)
	out = binary.BigEndian.AppendUint32(out, s.cost.memory)
	out = append(out, s.cost.threads)
	return append(out, s.salt...)
}

func (s slot) encode() []byte {
	return append(append(s.head(), s.nonce...), s.ciphertext...)
}

func parseSlot(form []byte) (slot, error) {
	rest, err := kindSlot.check(form)
	if err != nil {
		return slot{}, err
	}
	if len(form) != slotSize {
		return slot{}, fmt.Errorf("%d bytes are no length of a slot", len(form))
	}
	s := slot{
		cost: cost{
			passes:  binary.BigEndian.Uint32(rest),
			memory:  binary.BigEndian.Uint32(rest[4:]),
			threads: rest[8],
		},
		salt:       rest[9 : 9+saltSize],
		nonce:      form[slotPrefix : slotPrefix+nonceSize],
		ciphertext: form[slotPrefix+nonceSize:],
	}
	return s, s.cost.check()
}

// label names one use of a key. It starts what is bound to a box or expanded
// into a key, followed by a zero byte and the place, person or header it is for.
type label string

// The labels, one for each use. They are written into everything sealed, and so
// never change.
const (
	labelCommit       label = "amends v1 compartment commitment"
	labelEntryKeys    label = "amends v1 compartment to entry keys"
	labelRows         label = "amends v1 compartment to rows"
	labelDropKeys     label = "amends v1 compartment to drop key"
	labelWrap         label = "amends v1 wrap"
	labelRewrap       label = "amends v1 rewritten wrap"
	labelDropPrivate  label = "amends v1 private drop key"
	labelDropKEM      label = "amends v1 drop key"
	labelDrop         label = "amends v1 drop"
	labelEntry        label = "amends v1 entry"
	labelEntryKey     label = "amends v1 entry key"
	labelRow          label = "amends v1 row"
	labelKEM          label = "amends v1 person to hpke"
	labelSigning      label = "amends v1 person to ed25519"
	labelMark         label = "amends v1 person to mark"
	labelOwnWraps     label = "amends v1 person to rewritten wraps"
	labelFingerprint  label = "amends v1 fingerprint"
	labelSlot         label = "amends v1 slot"
	labelSession      label = "amends v1 session row"
	labelSessionID    label = "amends v1 session id"
	labelSessionKey   label = "amends v1 session key"
	labelServerBoxes  label = "amends v1 server to boxes"
	labelServerNames  label = "amends v1 server to login names"
	labelServerSigns  label = "amends v1 server to ed25519"
	labelServerBox    label = "amends v1 server box"
	labelServerSum    label = "amends v1 server key checksum"
	labelPairKey      label = "amends v1 two custodians"
	labelPair         label = "amends v1 recovery seed"
	labelSheetService label = "amends v1 sheet of service"
	labelSheetSum     label = "amends v1 sheet checksum"
)

// bind writes the label and the parts it is bound to. Parts are of fixed size,
// all but the last, so that no two lists of parts read alike.
func (l label) bind(parts ...[]byte) []byte {
	n := len(l) + 1
	for _, p := range parts {
		n += len(p)
	}
	out := make([]byte, 0, n)
	out = append(out, l...)
	out = append(out, 0)
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}

// Where names one epoch of one compartment of one case of one service. Every use
// of a compartment's key is bound to it.
type Where struct {
	Service, Case, Stream journal.ID
	Epoch                 uint32
}

func (w Where) encode() []byte {
	out := make([]byte, 0, 3*idSize+4)
	out = append(out, w.Service[:]...)
	out = append(out, w.Case[:]...)
	out = append(out, w.Stream[:]...)
	return binary.BigEndian.AppendUint32(out, w.Epoch)
}
