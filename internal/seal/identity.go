package seal

import (
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/hpke"
	"errors"
	"fmt"
	"io"
	"sync"
)

// Seed is the 32 random bytes all keys of one person come from. It prints as
// [redacted] and has no text form.
type Seed struct {
	redacted
	secret func() []byte // 32 bytes, not to be changed; a function for redacted's reason
}

// NewSeed draws a seed.
func NewSeed(random io.Reader) (Seed, error) {
	var secret [keySize]byte
	if err := draw(random, secret[:]); err != nil {
		return Seed{}, fmt.Errorf("could not make a seed: %w", err)
	}
	return seedOf(secret[:]), nil
}

func seedOf(secret []byte) Seed {
	copied := [keySize]byte(secret)
	return Seed{secret: func() []byte { return copied[:] }}
}

// Identity makes the person's keys. It refuses the zero Seed.
func (s Seed) Identity() (*Identity, error) {
	if s.secret == nil {
		return nil, fmt.Errorf("could not make an identity: %w", errNoSeed)
	}
	derive := func(use label) [keySize]byte { return expand(s.secret(), use.bind()) }
	// Each key is made when first asked for: a page that opens rewritten wraps
	// needs neither of the two that are dear (125 and 20 µs).
	return &Identity{
		kem:      sync.OnceValue(func() hpke.PrivateKey { return newKEMKey(derive(labelKEM)) }),
		signing:  sync.OnceValue(func() ed25519.PrivateKey { return newSigningKey(derive(labelSigning)) }),
		ownWraps: sync.OnceValue(func() cipher.AEAD { return newAEAD(derive(labelOwnWraps)) }),
	}, nil
}

// Mark is 16 bytes over a fixed-size text, a digest, that only this person's keys
// make: shown to their browser, they tell it from anybody else's after they have
// signed in anew. It refuses the zero Seed.
func (s Seed) Mark(digest [32]byte) ([16]byte, error) {
	if s.secret == nil {
		return [16]byte{}, fmt.Errorf("could not make a mark: %w", errNoSeed)
	}
	whole := expand(s.secret(), labelMark.bind(digest[:]))
	return [16]byte(whole[:16]), nil
}

// Identity is one person's private keys: HPKE to be sealed to, Ed25519 to sign
// with. It prints as [redacted] and is safe for concurrent use.
type Identity struct {
	redacted
	kem      func() hpke.PrivateKey
	signing  func() ed25519.PrivateKey
	ownWraps func() cipher.AEAD
}

// Signing is the key the person signs entries and drops with.
func (id *Identity) Signing() ed25519.PrivateKey { return id.signing() }

// Public is what others need to seal to this person and to check what they
// signed.
func (id *Identity) Public() Public {
	return Public{
		kem:     id.kem().PublicKey(),
		signing: id.signing().Public().(ed25519.PublicKey),
	}
}

// Public is one person's public keys. The zero Public is nobody's.
type Public struct {
	kem     hpke.PublicKey
	signing ed25519.PublicKey
}

// Signing is the key that checks what this person signed.
func (p Public) Signing() ed25519.PublicKey { return p.signing }

// Encode writes the public keys: kind, version, 1216 bytes of MLKEM768-X25519,
// 32 bytes of Ed25519. Of the zero Public it gives nil.
func (p Public) Encode() []byte {
	if p.kem == nil {
		return nil
	}
	return append(append(kindPublic.prefix(), p.kem.Bytes()...), p.signing...)
}

// ParsePublic reads what Encode wrote, and nothing else.
func ParsePublic(encoded []byte) (Public, error) {
	rest, err := kindPublic.check(encoded)
	if err != nil {
		return Public{}, fmt.Errorf("could not read public keys: %w", err)
	}
	if len(rest) != kemPublic+edPublic {
		return Public{}, errors.New("could not read public keys: wrong length")
	}
	kem, err := parseKEMPublic(rest[:kemPublic])
	if err != nil {
		return Public{}, fmt.Errorf("could not read public keys: %w", err)
	}
	return Public{kem, append(ed25519.PublicKey(nil), rest[kemPublic:]...)}, nil
}

// Fingerprint is what the journal records and people compare: the SHA-256 of the
// encoded keys, labelled.
func (p Public) Fingerprint() [32]byte {
	return digest(labelFingerprint.bind(p.Encode()))
}
