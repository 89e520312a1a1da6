package casework

import (
	"context"
	"crypto/ed25519"
	"fmt"

	"amends/internal/journal"
	"amends/internal/store"
)

// witnessed is an opened entry beside all that its signature is checked over.
// Opening a case asks for no signature (see readRecord); what makes somebody
// entitled does, before anything is wrapped to them (P5, P6).
type witnessed struct {
	record
	header    journal.Header
	plaintext []byte
	leaf      [32]byte // of the journal's tree
}

// signedBy says whether the entry's actor signed it with a key. A signature is
// bound to service, compartment and number: one from elsewhere does not pass here.
func (w witnessed) signedBy(key ed25519.PublicKey) bool {
	_, err := openSigned(w.header, w.plaintext, []ed25519.PublicKey{key})
	return err == nil
}

// witness opens the entries after a number, with what their signatures are over.
func (c *compartment) witness(ctx context.Context, from store.Reader, done uint64) ([]witnessed, error) {
	if done == c.stored {
		return nil, nil
	}
	entries, err := c.entriesAfter(ctx, from, done)
	if err != nil {
		return nil, err
	}
	out := make([]witnessed, len(entries))
	for i, e := range entries {
		if out[i], err = c.openEntry(done+uint64(i+1), e); err != nil {
			return nil, fmt.Errorf("could not check entries: %w", err)
		}
		out[i].leaf = e.Leaf()
	}
	return out, nil
}
