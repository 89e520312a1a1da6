package seal

import (
	"crypto/cipher"
	"errors"
	"fmt"
	"io"
	"sync"
)

var (
	errNoKey  = errors.New("no compartment key given")
	errNoSeed = errors.New("no seed given")
)

// Key is the 32-byte key of one compartment in one epoch. It prints as
// [redacted], has no text form, and is safe for concurrent use. The zero Key
// opens and seals nothing.
type Key struct {
	redacted
	material func() *material // one and the same; a function for redacted's reason
}

// material is shared by all copies of a Key, and so are the ciphers derived from it.
type material struct {
	secret                   [keySize]byte
	entryKeys, rows, dropKey subcipher
}

// subcipher is AES-256-GCM under a key derived for one use, made when first
// asked for: a page of entries derives it once, a list that opens only rows
// derives nothing else.
type subcipher struct {
	once sync.Once
	aead cipher.AEAD
}

func (s *subcipher) under(secret []byte, use label) cipher.AEAD {
	s.once.Do(func() { s.aead = newAEAD(expand(secret, use.bind())) })
	return s.aead
}

// NewKey draws a compartment's key.
func NewKey(random io.Reader) (Key, error) {
	var secret [keySize]byte
	if err := draw(random, secret[:]); err != nil {
		return Key{}, fmt.Errorf("could not make a compartment key: %w", err)
	}
	return keyOf(secret[:]), nil
}

func keyOf(secret []byte) Key {
	m := &material{secret: [keySize]byte(secret)}
	return Key{material: func() *material { return m }}
}

// secret is the key itself, for wrapping and committing. The Key is not zero.
func (k Key) secret() []byte { return k.material().secret[:] }

// Commit is the commitment to the key that stands in the journal. Nobody can
// find another key with the same one, and it says nothing of the key. Committing
// to the zero Key is a mistake in the program, and panics.
func (k Key) Commit(w Where) [32]byte {
	if k.material == nil {
		panic("seal: commitment to no key")
	}
	return expand(k.secret(), labelCommit.bind(w.encode()))
}

func (k Key) entryKeys() (cipher.AEAD, error) {
	if k.material == nil {
		return nil, errNoKey
	}
	return k.material().entryKeys.under(k.secret(), labelEntryKeys), nil
}

func (k Key) rows() (cipher.AEAD, error) {
	if k.material == nil {
		return nil, errNoKey
	}
	return k.material().rows.under(k.secret(), labelRows), nil
}

func (k Key) dropKey() (cipher.AEAD, error) {
	if k.material == nil {
		return nil, errNoKey
	}
	return k.material().dropKey.under(k.secret(), labelDropKeys), nil
}
