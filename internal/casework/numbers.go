package casework

import (
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"

	"amends/internal/journal"
)

// numbering gives the case numbers that one person sees. They follow from a secret
// of theirs, so that a number overheard or left on paper leads nobody else to a
// case, and two people cannot tell from their numbers that they share one (P5).
type numbering struct{ key []byte }

const (
	numberLetters = "23456789CDFGHJKMNPQRTVWX" // no vowels, no lookalikes: never a word
	numberLabel   = "amends v1 case numbers of one person"
)

// numbering derives a person's secret from a signature, which Ed25519 makes the
// same each time and nobody else can make.
func (s *Session) numbering() numbering {
	if s.numbers.key == nil {
		signature := ed25519.Sign(s.who.identity.Signing(), []byte(numberLabel))
		key := sha256.Sum256(signature)
		s.numbers.key = key[:]
	}
	return s.numbers
}

// of writes the number of a case: two groups of four letters and digits.
func (n numbering) of(id journal.ID) string {
	mac := hmac.New(sha256.New, n.key)
	mac.Write(id[:])
	rest := binary.BigEndian.Uint64(mac.Sum(nil))
	out := make([]byte, 0, 9)
	for i := range 8 {
		if i == 4 {
			out = append(out, '-')
		}
		out = append(out, numberLetters[rest%uint64(len(numberLetters))])
		rest /= uint64(len(numberLetters))
	}
	return string(out)
}
