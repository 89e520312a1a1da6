package seal

import (
	"bytes"
	"crypto/cipher"
	"crypto/ed25519"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"strings"

	"amends/internal/journal"
)

// ServerKey is the server's own key, for the little that must run without a
// person: a reminder due tomorrow, the checkpoint's signature, finding a login by
// its name. It lives in a file outside the data directory and its backups, and
// opens no compartment. It prints as [redacted].
type ServerKey struct {
	redacted
	secret func() []byte // 32 bytes, not to be changed; functions for redacted's reason
	boxes  func() cipher.AEAD
}

// NewServerKey draws a server's key.
func NewServerKey(random io.Reader) (*ServerKey, error) {
	var secret [keySize]byte
	if err := draw(random, secret[:]); err != nil {
		return nil, fmt.Errorf("could not make a server key: %w", err)
	}
	return serverKeyOf(secret[:]), nil
}

func serverKeyOf(secret []byte) *ServerKey {
	copied := [keySize]byte(secret)
	aead := newAEAD(expand(secret, labelServerBoxes.bind()))
	return &ServerKey{
		secret: func() []byte { return copied[:] },
		boxes:  func() cipher.AEAD { return aead },
	}
}

// serverKeyPrefix starts the file, so that whoever finds it knows what it is.
const serverKeyPrefix = "amends-server-key-1-"

var serverKeyText = base32.StdEncoding.WithPadding(base32.NoPadding)

// Reveal writes the key as the one line of text that is kept in its file. It is
// the only way a secret of this package becomes text, and never belongs in a log.
func (s *ServerKey) Reveal() string {
	raw := append(bytes.Clone(s.secret()), serverKeySum(s.secret())...)
	return serverKeyPrefix + strings.ToLower(serverKeyText.EncodeToString(raw))
}

// serverKeySum finds a file that was cut or changed, before anything is sealed
// under a key nobody has.
func serverKeySum(secret []byte) []byte {
	sum := digest(labelServerSum.bind(secret))
	return sum[:3]
}

// ParseServerKey reads what Reveal wrote, with a line end or none.
func ParseServerKey(text string) (*ServerKey, error) {
	text = strings.TrimSuffix(text, "\n")
	letters, ok := strings.CutPrefix(text, serverKeyPrefix)
	if !ok {
		return nil, errors.New("could not read the server key: not the text of a server key")
	}
	raw, err := serverKeyText.DecodeString(strings.ToUpper(letters))
	if err != nil || len(raw) != keySize+3 {
		return nil, errors.New("could not read the server key: cut short, or not its letters")
	}
	if !same(serverKeySum(raw[:keySize]), raw[keySize:]) {
		return nil, errors.New("could not read the server key: its checksum is wrong")
	}
	s := serverKeyOf(raw[:keySize])
	// The decoder forgives line ends, stray bits and capitals; a key's file has one form.
	if s.Reveal() != text {
		return nil, errors.New("could not read the server key: its letters were changed")
	}
	return s, nil
}

// Seal pads and seals to the server itself. It is bound to the use (a constant
// of the caller, such as "outbox") and to the id of what is sealed.
func (s *ServerKey) Seal(random io.Reader, use string, id journal.ID, plaintext []byte) ([]byte, error) {
	padded, err := pad(0, plaintext)
	if err != nil {
		return nil, fmt.Errorf("could not seal to the server: %w", err)
	}
	sealed, err := sealBox(random, s.boxes(), kindServer, serverBound(use, id), padded)
	if err != nil {
		return nil, fmt.Errorf("could not seal to the server: %w", err)
	}
	return sealed, nil
}

// Open opens what Seal sealed for the same use and id.
func (s *ServerKey) Open(use string, id journal.ID, sealed []byte) ([]byte, error) {
	padded, err := openBox(s.boxes(), kindServer, serverBound(use, id), sealed)
	if err != nil {
		return nil, fmt.Errorf("could not open what was sealed to the server: %w", err)
	}
	plaintext, err := unpad(padded)
	if err != nil {
		return nil, fmt.Errorf("could not open what was sealed to the server: %w", err)
	}
	return plaintext, nil
}

func serverBound(use string, id journal.ID) []byte {
	return labelServerBox.bind(id[:], []byte(use))
}

// Signing is the key that signs the journal's checkpoints.
func (s *ServerKey) Signing() ed25519.PrivateKey {
	return newSigningKey(expand(s.secret(), labelServerSigns.bind()))
}

// NameHash is what a login is found by: without the server's key, nobody can try
// names against it. The caller decides how a name is spelt.
func (s *ServerKey) NameHash(name string) [32]byte {
	return expand(s.secret(), labelServerNames.bind([]byte(name)))
}
