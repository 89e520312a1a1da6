package seal

import (
	"fmt"
	"io"
	"slices"

	"amends/internal/journal"
)

// NewSession signs somebody in: the secret goes into their cookie and nowhere
// else, the row holds their seed and memory sealed under it and is looked up by id.
// Who takes the rows opens none, who takes a cookie needs the row.
func NewSession(random io.Reader, seed Seed, m Memory, person journal.ID) (secret, id [32]byte, row []byte, err error) {
	if seed.secret == nil {
		return secret, id, nil, fmt.Errorf("could not make a session: %w", errNoSeed)
	}
	var drawn [keySize]byte
	if err := draw(random, drawn[:]); err != nil {
		return secret, id, nil, fmt.Errorf("could not make a session: %w", err)
	}
	content := slices.Concat(person[:], seed.secret(), m[:])
	row, err = sealBox(random, newAEAD(sessionKey(drawn)), kindSession, sessionBound(drawn), content)
	if err != nil {
		return secret, id, nil, fmt.Errorf("could not make a session: %w", err)
	}
	return drawn, SessionID(drawn), row, nil
}

// SessionID is what a session's row is looked up by. It says nothing of the
// secret.
func SessionID(secret [32]byte) [32]byte {
	return expand(secret[:], labelSessionID.bind())
}

// OpenSession opens the row that a cookie's secret belongs to.
func OpenSession(secret [32]byte, row []byte) (Seed, Memory, journal.ID, error) {
	content, err := openBox(newAEAD(sessionKey(secret)), kindSession, sessionBound(secret), row)
	if err != nil {
		return Seed{}, Memory{}, journal.ID{}, fmt.Errorf("could not open a session: %w", err)
	}
	return seedOf(content[idSize : idSize+keySize]), Memory(content[idSize+keySize:]), journal.ID(content[:idSize]), nil
}

func sessionKey(secret [32]byte) [keySize]byte {
	return expand(secret[:], labelSessionKey.bind())
}

func sessionBound(secret [32]byte) []byte {
	id := SessionID(secret)
	return labelSession.bind(id[:])
}
