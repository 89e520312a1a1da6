package seal

import (
	"errors"
	"fmt"
	"io"

	"amends/internal/journal"
)

// Recovery is what is made once, by `amends init`: a public key that every
// compartment is wrapped to, three custodians' sheets, and three sealed blobs,
// one for each pair of custodians. Any two sheets open one blob, and in it is the
// seed of the recovery identity; one alone opens nothing, and so do the blobs. It
// prints as [redacted].
type Recovery struct {
	redacted
	public Public
	sheets func() [3]string // a function for redacted's reason
	pairs  [3][]byte
}

// Public is the key to wrap compartments to.
func (r Recovery) Public() Public { return r.public }

// Sheets are the custodians' sheets, to be printed on paper, handed to three
// people, and kept nowhere else. Each is four lines of four groups.
func (r Recovery) Sheets() [3]string { return r.sheets() }

// Pairs are the sealed blobs for custodians 1 and 2, 1 and 3, 2 and 3. They are
// kept with the service's data.
func (r Recovery) Pairs() [3][]byte { return r.pairs }

// NewRecovery draws a recovery identity for one service and splits it among three.
func NewRecovery(random io.Reader, service journal.ID) (Recovery, error) {
	seed, err := NewSeed(random)
	if err != nil {
		return Recovery{}, fmt.Errorf("could not make recovery: %w", err)
	}
	var shares [3][keySize]byte
	var sheets [3]string
	for i := range shares {
		if err := draw(random, shares[i][:]); err != nil {
			return Recovery{}, fmt.Errorf("could not make recovery: %w", err)
		}
		sheets[i] = sheet{custodian: i + 1, service: serviceTag(service), share: shares[i]}.String()
	}
	pairs, err := sealPairs(random, service, seed, shares)
	if err != nil {
		return Recovery{}, fmt.Errorf("could not make recovery: %w", err)
	}
	id, err := seed.Identity()
	if err != nil {
		return Recovery{}, fmt.Errorf("could not make recovery: %w", err)
	}
	return Recovery{public: id.Public(), sheets: func() [3]string { return sheets }, pairs: pairs}, nil
}

func sealPairs(random io.Reader, service journal.ID, seed Seed, shares [3][keySize]byte) ([3][]byte, error) {
	var pairs [3][]byte
	for n, couple := range [3][2]int{{1, 2}, {1, 3}, {2, 3}} {
		key := pairKey(service, n, shares[couple[0]-1], shares[couple[1]-1])
		sealed, err := sealBox(random, newAEAD(key), kindPair, pairBound(service, n), seed.secret())
		if err != nil {
			return pairs, err
		}
		pairs[n] = sealed
	}
	return pairs, nil
}

// pairKey needs both shares whole: whoever has one still has 256 bits to guess.
func pairKey(service journal.ID, n int, first, second [keySize]byte) [keySize]byte {
	return expand(append(first[:], second[:]...), labelPairKey.bind(service[:], []byte{byte(n)}))
}

func pairBound(service journal.ID, n int) []byte {
	return labelPair.bind(service[:], []byte{byte(n)})
}

// OpenRecovery opens the recovery identity with any two sheets, as typed from
// paper, in either order. A mistyped sheet gives a *SheetError that says where.
// The caller compares the identity's fingerprint with the one in the journal.
func OpenRecovery(service journal.ID, pairs [3][]byte, first, second string) (*Identity, error) {
	a, err := readSheet(service, first, 1)
	if err != nil {
		return nil, err
	}
	b, err := readSheet(service, second, 2)
	if err != nil {
		return nil, err
	}
	if a.custodian == b.custodian {
		return nil, fmt.Errorf("could not open recovery: both are the sheet of custodian %d", a.custodian)
	}
	if a.custodian > b.custodian {
		a, b = b, a
	}
	n := a.custodian + b.custodian - 3 // 1+2, 1+3, 2+3, in the order of Pairs
	key := pairKey(service, n, a.share, b.share)
	seed, err := openBox(newAEAD(key), kindPair, pairBound(service, n), pairs[n])
	if err != nil {
		return nil, errors.New("could not open recovery: these two sheets were not made together, or the service's recovery data were changed")
	}
	return seedOf(seed).Identity()
}

// CheckSheet reads one sheet as typed from paper and says whose it is, 1 to 3, so
// that a mistake is found before the second is asked for. It opens nothing.
func CheckSheet(service journal.ID, typed string) (custodian int, err error) {
	s, err := readSheet(service, typed, 1)
	if err != nil {
		return 0, err
	}
	return s.custodian, nil
}

func readSheet(service journal.ID, typed string, which int) (sheet, error) {
	s, err := parseSheet(typed)
	if err != nil {
		return sheet{}, err.of(which)
	}
	if s.service != serviceTag(service) {
		return sheet{}, (&SheetError{Problem: "it belongs to another service"}).of(which)
	}
	return s, nil
}
