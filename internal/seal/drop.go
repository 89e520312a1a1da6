package seal

import (
	"crypto/hpke"
	"errors"
	"fmt"
	"io"
)

// dropSize is what every drop's content is padded to, in bytes. Drops are all of
// one size: a stop, a yes and a long answer look alike on disk (P3, P4).
const dropSize = 32 << 10

// maxDrop is the most that fits in one drop, in bytes.
const maxDrop = dropSize - lengthSize

// NewDropKey makes the key pair by which somebody may write to a compartment who
// cannot read it. The private half comes sealed under the compartment's key.
func NewDropKey(random io.Reader, k Key, w Where) (public, sealedPrivate []byte, err error) {
	aead, err := k.dropKey()
	if err != nil {
		return nil, nil, fmt.Errorf("could not make a drop key: %w", err)
	}
	var seed [keySize]byte
	if err := draw(random, seed[:]); err != nil {
		return nil, nil, fmt.Errorf("could not make a drop key: %w", err)
	}
	bound := labelDropPrivate.bind(w.encode())
	sealedPrivate, err = sealBox(random, aead, kindDropPrivate, bound, seed[:])
	if err != nil {
		return nil, nil, fmt.Errorf("could not make a drop key: %w", err)
	}
	return append(kindDropPublic.prefix(), dropKEM(seed[:]).PublicKey().Bytes()...), sealedPrivate, nil
}

func dropKEM(seed []byte) hpke.PrivateKey {
	return newKEMKey(expand(seed, labelDropKEM.bind()))
}

// SealDrop seals at most 32,764 bytes to a compartment's public drop key. Who sent it
// must be signed inside the plaintext: HPKE base mode does not say.
func SealDrop(public []byte, w Where, plaintext []byte) ([]byte, error) {
	to, err := parseDropPublic(public)
	if err != nil {
		return nil, fmt.Errorf("could not seal a drop: %w", err)
	}
	if len(plaintext) > maxDrop {
		return nil, fmt.Errorf("could not seal a drop of %d bytes: at most %d fit", len(plaintext), maxDrop)
	}
	padded := make([]byte, dropSize)
	fill(padded, plaintext)
	drop, err := sealTo(to, kindDrop, labelDrop.bind(w.encode()), padded)
	if err != nil {
		return nil, fmt.Errorf("could not seal a drop: %w", err)
	}
	return drop, nil
}

func parseDropPublic(public []byte) (hpke.PublicKey, error) {
	rest, err := kindDropPublic.check(public)
	if err != nil {
		return nil, err
	}
	if len(rest) != kemPublic {
		return nil, errors.New("wrong length of a public drop key")
	}
	return parseKEMPublic(rest)
}

// OpenDrop opens a drop with the compartment's key.
func OpenDrop(k Key, sealedPrivate []byte, w Where, drop []byte) ([]byte, error) {
	aead, err := k.dropKey()
	if err != nil {
		return nil, fmt.Errorf("could not open a drop: %w", err)
	}
	seed, err := openBox(aead, kindDropPrivate, labelDropPrivate.bind(w.encode()), sealedPrivate)
	if err != nil {
		return nil, fmt.Errorf("could not open a drop key: %w", err)
	}
	padded, err := openWith(dropKEM(seed), kindDrop, labelDrop.bind(w.encode()), drop)
	if err != nil {
		return nil, fmt.Errorf("could not open a drop: %w", err)
	}
	plaintext, err := unfill(padded)
	if err != nil {
		return nil, fmt.Errorf("could not open a drop: %w", err)
	}
	return plaintext, nil
}
