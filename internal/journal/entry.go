package journal

import (
	"errors"

	"golang.org/x/mod/sumdb/tlog"
)

// Entry is one line of the history as it is stored: a header in the clear and a
// sealed body.
type Entry struct {
	Header Header
	Body   []byte
}

// Leaf is the entry's hash in the tree (RFC 6962 §2.1). It covers header and
// ciphertext, so the history still verifies when the keys are gone (P8).
func (e Entry) Leaf() tlog.Hash {
	return tlog.RecordHash(e.appendTo(make([]byte, 0, headerSize+len(e.Header.Commitment)+len(e.Body))))
}

// appendTo appends to out the bytes that the leaf hash covers.
func (e Entry) appendTo(out []byte) []byte {
	return append(e.Header.appendTo(out), e.Body...)
}

// check holds an entry by itself against what every entry of a service obeys.
func (e Entry) check(service ID) error {
	switch {
	case e.Header.Service != service:
		return errors.New("it is another service's")
	case e.Header.Number == 0 || e.Header.Epoch == 0:
		return errors.New("its number or epoch is nought, and both begin at 1")
	case uint64(len(e.Body)) != uint64(e.Header.Length):
		return errors.New("its body is not as long as its header says")
	}
	return nil
}

// Head is where a stream stands: its last entry's number, and the epoch and the
// key commitment that entry was sealed under. The zero Head is before the first.
type Head struct {
	Case, Stream ID
	Number       uint64
	Epoch        uint32
	Commitment   [32]byte
}

// Follow gives the head after the entry with this header, or says why that entry
// cannot come next: numbers go up by one, epochs by none or one, and a commitment
// stands on exactly the entry that begins an epoch. The store asks it before it
// appends, and [Verify] afterwards.
func (h Head) Follow(next Header) (Head, error) {
	following := Head{Case: next.Case, Stream: next.Stream, Number: next.Number, Epoch: next.Epoch, Commitment: h.Commitment}
	switch {
	case h.Number > 0 && (next.Case != h.Case || next.Stream != h.Stream):
		return Head{}, errors.New("it belongs to another stream")
	case next.Number == 0 || next.Number != h.Number+1:
		return Head{}, errors.New("its number does not follow the one before in its stream")
	case next.Epoch == h.Epoch && !next.BeginsEpoch():
		return following, nil
	case next.Epoch == h.Epoch:
		return Head{}, errors.New("it commits to another key within an epoch")
	case next.Epoch != h.Epoch+1:
		return Head{}, errors.New("its epoch does not follow the one before in its stream")
	case !next.BeginsEpoch():
		return Head{}, errors.New("it begins an epoch without committing to its key")
	}
	following.Commitment = next.Commitment
	return following, nil
}
