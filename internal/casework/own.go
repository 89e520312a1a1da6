package casework

import (
	"slices"

	"amends/internal/seal"
)

// What somebody keeps for themselves alone, in no compartment and no entry, is the
// commitment to a key of its own, the key in a wrap of theirs, and the rest sealed under
// it as a row: only their seed opens it.
const (
	commitSize = 32
	ownWrap    = 62
)

// sealOwn seals something to whoever is signed in, bound to a place and a version.
func (s *Session) sealOwn(where seal.Where, version uint64, plain []byte) ([]byte, error) {
	k, err := seal.NewKey(s.who.random)
	if err != nil {
		return nil, err
	}
	wrap, err := s.who.identity.Rewrap(s.who.random, k, where)
	if err != nil {
		return nil, err
	}
	row, err := seal.SealRow(s.who.random, k, where, version, plain)
	commitment := k.Commit(where)
	return slices.Concat(commitment[:], wrap, row), err
}

// openOwn opens what sealOwn sealed.
func (s *Session) openOwn(where seal.Where, version uint64, sealed []byte) ([]byte, error) {
	if len(sealed) < commitSize+ownWrap {
		return nil, errRow
	}
	commitment, wrap, row := sealed[:commitSize], sealed[commitSize:commitSize+ownWrap], sealed[commitSize+ownWrap:]
	k, err := s.who.identity.Unwrap(wrap, where, [commitSize]byte(commitment))
	if err != nil {
		return nil, err
	}
	return seal.OpenRow(k, where, version, row)
}
