package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/hpke"
	"crypto/sha256"
	"crypto/subtle"
	"errors"
	"fmt"
	"io"

	"golang.org/x/crypto/argon2"
)

// This file is the only one that calls a cipher, a hash or a key derivation.
// The others say what is sealed, under which label, and bound to what.

// errNotAuthentic is all anybody learns of a box that does not open: which of
// the two it was cannot be told, and must not be.
var errNotAuthentic = errors.New("wrong key, or changed bytes")

// draw fills out from the random source.
func draw(random io.Reader, out []byte) error {
	if _, err := io.ReadFull(random, out); err != nil {
		return fmt.Errorf("could not draw randomness: %w", err)
	}
	return nil
}

// newAEAD makes AES-256-GCM under one key.
func newAEAD(key [keySize]byte) cipher.AEAD {
	block, err := aes.NewCipher(key[:])
	if err != nil {
		panic("seal: " + err.Error()) // unreachable: 32 bytes are an AES-256 key
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		panic("seal: " + err.Error()) // unreachable: AES has GCM's block size
	}
	return aead
}

// sealBox seals the plaintext as a box of the given kind. The nonce is random
// and never counted: a restored backup would count the same numbers again. With
// 96 random bits one key may seal 2^32 boxes; a case needs fewer than 2^17.
func sealBox(random io.Reader, aead cipher.AEAD, k kind, bound, plaintext []byte) ([]byte, error) {
	out := make([]byte, prefixSize+nonceSize, prefixSize+nonceSize+len(plaintext)+tagSize)
	k.write(out)
	nonce := out[prefixSize:]
	if err := draw(random, nonce); err != nil {
		return nil, err
	}
	return aead.Seal(out, nonce, plaintext, bound), nil
}

// openBox opens a box of the given kind.
func openBox(aead cipher.AEAD, k kind, bound, sealed []byte) ([]byte, error) {
	b, err := parseBox(k, sealed)
	if err != nil {
		return nil, err
	}
	plaintext, err := aead.Open(nil, b.nonce, b.ciphertext, bound)
	if err != nil {
		return nil, errNotAuthentic
	}
	return plaintext, nil
}

// expand derives the 32-byte secret that info names from a longer-lived one. It
// is the second half of HKDF-SHA256 (RFC 5869 §3.3): every secret given here is
// already uniformly random, so there is nothing to extract.
func expand(secret, info []byte) [keySize]byte {
	out, err := hkdf.Expand(sha256.New, secret, string(info), keySize)
	if err != nil {
		panic("seal: " + err.Error()) // unreachable: 32 bytes are within HKDF's limit
	}
	return [keySize]byte(out)
}

// digest is the SHA-256 of data.
func digest(data []byte) [sha256.Size]byte { return sha256.Sum256(data) }

// same compares in constant time.
func same(a, b []byte) bool { return subtle.ConstantTimeCompare(a, b) == 1 }

// The HPKE suite: MLKEM768-X25519, HKDF-SHA256, and the one cipher of the house.
func kem() hpke.KEM       { return hpke.MLKEM768X25519() }
func hpkeKDF() hpke.KDF   { return hpke.HKDFSHA256() }
func hpkeAEAD() hpke.AEAD { return hpke.AES256GCM() }

// newKEMKey makes the private HPKE key that a 32-byte seed stands for.
func newKEMKey(seed [keySize]byte) hpke.PrivateKey {
	private, err := kem().NewPrivateKey(seed[:])
	if err != nil {
		panic("seal: " + err.Error()) // unreachable: every 32 bytes are a seed of this KEM
	}
	return private
}

// parseKEMPublic reads a public HPKE key, refusing ML-KEM coefficients out of
// range.
func parseKEMPublic(encoded []byte) (hpke.PublicKey, error) {
	public, err := kem().NewPublicKey(encoded)
	if err != nil {
		return nil, errors.New("not a public key of MLKEM768-X25519")
	}
	return public, nil
}

// sealTo seals to a public key. It draws its own randomness: crypto/hpke takes
// none.
func sealTo(public hpke.PublicKey, k kind, info, plaintext []byte) ([]byte, error) {
	sealed, err := hpke.Seal(public, hpkeKDF(), hpkeAEAD(), info, plaintext)
	if err != nil {
		return nil, fmt.Errorf("could not seal to a public key: %v", err)
	}
	return append(k.prefix(), sealed...), nil
}

// openWith opens what was sealed to the public half of the private key.
func openWith(private hpke.PrivateKey, k kind, info, sealed []byte) ([]byte, error) {
	body, err := parseToPublic(k, sealed)
	if err != nil {
		return nil, err
	}
	plaintext, err := hpke.Open(private, hpkeKDF(), hpkeAEAD(), info, body)
	if err != nil {
		return nil, errNotAuthentic
	}
	return plaintext, nil
}

// newSigningKey makes the Ed25519 key that a 32-byte seed stands for.
func newSigningKey(seed [keySize]byte) ed25519.PrivateKey {
	return ed25519.NewKeyFromSeed(seed[:])
}

// stretch turns something people remember into a key with Argon2id (RFC 9106).
// It takes c.memory KiB while it runs; Passphrases bounds how many do.
func stretch(secret, salt []byte, c cost) [keySize]byte {
	return [keySize]byte(argon2.IDKey(secret, salt, c.passes, c.memory, c.threads, keySize))
}
