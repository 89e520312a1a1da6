package journal

import (
	"encoding/base32"
	"errors"
	"fmt"
	"io"
)

// ID names a service, a case, a stream or a person. It is drawn at random and
// means nothing, so that it can stand in the clear (P4).
type ID [16]byte

var idText = base32.NewEncoding("abcdefghijkmnpqrstuvwxyz23456789").WithPadding(base32.NoPadding)

// idLength is the number of letters in the text of an ID.
const idLength = 26

// NewID draws an id.
func NewID(random io.Reader) (ID, error) {
	var id ID
	if _, err := io.ReadFull(random, id[:]); err != nil {
		return ID{}, fmt.Errorf("could not draw an id: %w", err)
	}
	return id, nil
}

// String writes the id as 26 small letters and digits, none of them easily
// taken for another.
func (id ID) String() string { return idText.EncodeToString(id[:]) }

// IsZero says whether there is no id.
func (id ID) IsZero() bool { return id == ID{} }

// ParseID reads what String wrote, and nothing else.
func ParseID(text string) (ID, error) {
	var id ID
	if len(text) != idLength {
		return ID{}, errors.New("could not read an id: wrong length")
	}
	if _, err := idText.Decode(id[:], []byte(text)); err != nil {
		return ID{}, errors.New("could not read an id: not its letters")
	}
	// The decoder forgives stray bits in the last letter; an id has one text.
	if id.String() != text {
		return ID{}, errors.New("could not read an id: not its letters")
	}
	return id, nil
}
