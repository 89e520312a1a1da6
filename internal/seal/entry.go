package seal

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// committingSize is the number of zero bytes sealed before an entry's content.
// GCM lets whoever knows two keys make one ciphertext that opens differently
// under each, and an entry's key, being deletable, stands outside the journal:
// without this its writer could later swap the key and with it the history (P6).
// Two blocks that must open to zero commit to the key at 128 bits (Albertini et
// al., How to Abuse and Fix Authenticated Encryption Without Key Commitment,
// USENIX Security 2022, §5: the padding fix).
const committingSize = 32

// SealEntry pads the plaintext to PaddedLength and seals it under a random key
// of its own, and that key under the compartment's. Both are bound to the
// header. Deleting the entry key strikes the entry for good (P8).
func SealEntry(random io.Reader, k Key, header, plaintext []byte) (body, entryKey []byte, err error) {
	aead, err := k.entryKeys()
	if err != nil {
		return nil, nil, fmt.Errorf("could not seal an entry: %w", err)
	}
	content, err := pad(committingSize, plaintext)
	if err != nil {
		return nil, nil, fmt.Errorf("could not seal an entry: %w", err)
	}
	var own [keySize]byte
	if err := draw(random, own[:]); err != nil {
		return nil, nil, fmt.Errorf("could not seal an entry: %w", err)
	}
	entryKey, err = sealBox(random, aead, kindEntryKey, labelEntryKey.bind(header), own[:])
	if err != nil {
		return nil, nil, fmt.Errorf("could not seal an entry key: %w", err)
	}
	body, err = sealBox(random, newAEAD(own), kindEntry, labelEntry.bind(header), content)
	if err != nil {
		return nil, nil, fmt.Errorf("could not seal an entry: %w", err)
	}
	return body, entryKey, nil
}

// OpenEntry opens an entry's key and with it the entry, and gives the plaintext
// without its padding.
func OpenEntry(k Key, header, body, entryKey []byte) ([]byte, error) {
	aead, err := k.entryKeys()
	if err != nil {
		return nil, fmt.Errorf("could not open an entry: %w", err)
	}
	own, err := openBox(aead, kindEntryKey, labelEntryKey.bind(header), entryKey)
	if err != nil {
		return nil, fmt.Errorf("could not open an entry key: %w", err)
	}
	content, err := openBox(newAEAD([keySize]byte(own)), kindEntry, labelEntry.bind(header), body)
	if err != nil {
		return nil, fmt.Errorf("could not open an entry: %w", err)
	}
	var zeros [committingSize]byte
	if !same(content[:committingSize], zeros[:]) {
		return nil, errors.New("could not open an entry: its key is not the one it was sealed under")
	}
	plaintext, err := unpad(content[committingSize:])
	if err != nil {
		return nil, fmt.Errorf("could not open an entry: %w", err)
	}
	return plaintext, nil
}

// SealRow pads and seals one row of a list under the compartment's key, bound to
// the version of the stream it was built from: an older row does not pass for
// the present one.
func SealRow(random io.Reader, k Key, w Where, version uint64, plaintext []byte) ([]byte, error) {
	aead, err := k.rows()
	if err != nil {
		return nil, fmt.Errorf("could not seal a row: %w", err)
	}
	padded, err := pad(0, plaintext)
	if err != nil {
		return nil, fmt.Errorf("could not seal a row: %w", err)
	}
	row, err := sealBox(random, aead, kindRow, rowBound(w, version), padded)
	if err != nil {
		return nil, fmt.Errorf("could not seal a row: %w", err)
	}
	return row, nil
}

// OpenRow opens a row of a list.
func OpenRow(k Key, w Where, version uint64, row []byte) ([]byte, error) {
	aead, err := k.rows()
	if err != nil {
		return nil, fmt.Errorf("could not open a row: %w", err)
	}
	padded, err := openBox(aead, kindRow, rowBound(w, version), row)
	if err != nil {
		return nil, fmt.Errorf("could not open a row: %w", err)
	}
	plaintext, err := unpad(padded)
	if err != nil {
		return nil, fmt.Errorf("could not open a row: %w", err)
	}
	return plaintext, nil
}

func rowBound(w Where, version uint64) []byte {
	return labelRow.bind(w.encode(), binary.BigEndian.AppendUint64(nil, version))
}
