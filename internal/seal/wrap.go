package seal

import (
	"errors"
	"fmt"
	"io"
)

// Wrap seals a compartment's key to one person by HPKE (1170 bytes, about 250
// µs). It is bound to where the key belongs and to the person's fingerprint.
func Wrap(k Key, w Where, to Public) ([]byte, error) {
	if k.material == nil {
		return nil, fmt.Errorf("could not wrap: %w", errNoKey)
	}
	if to.kem == nil {
		return nil, errors.New("could not wrap: no public key given")
	}
	sealed, err := sealTo(to.kem, kindWrap, wrapInfo(w, to), k.secret())
	if err != nil {
		return nil, fmt.Errorf("could not wrap: %w", err)
	}
	return sealed, nil
}

func wrapInfo(w Where, to Public) []byte {
	fingerprint := to.Fingerprint()
	return labelWrap.bind(w.encode(), fingerprint[:])
}

// Rewrap seals a compartment's key under a symmetric key of its holder alone (62
// bytes, about 1 µs to open instead of 160). What Wrap made is rewritten so at
// first use.
func (id *Identity) Rewrap(random io.Reader, k Key, w Where) ([]byte, error) {
	if k.material == nil {
		return nil, fmt.Errorf("could not rewrite a wrap: %w", errNoKey)
	}
	bound := labelRewrap.bind(w.encode())
	sealed, err := sealBox(random, id.ownWraps(), kindRewrap, bound, k.secret())
	if err != nil {
		return nil, fmt.Errorf("could not rewrite a wrap: %w", err)
	}
	return sealed, nil
}

// IsRewritten says whether a wrap is in the form that Rewrap makes.
func IsRewritten(wrap []byte) bool {
	_, err := parseBox(kindRewrap, wrap)
	return err == nil
}

// Unwrap opens a wrap of either form, and refuses the key in it unless it is the
// one the journal committed to: whoever can write to the database could
// otherwise wrap a key of their own choosing to this person, who would go on to
// write under it.
func (id *Identity) Unwrap(wrap []byte, w Where, commitment [32]byte) (Key, error) {
	secret, err := id.openWrap(wrap, w)
	if err != nil {
		return Key{}, fmt.Errorf("could not unwrap: %w", err)
	}
	k := keyOf(secret)
	committed := k.Commit(w)
	if !same(committed[:], commitment[:]) {
		return Key{}, errors.New("could not unwrap: not the key the journal committed to")
	}
	return k, nil
}

func (id *Identity) openWrap(wrap []byte, w Where) ([]byte, error) {
	if IsRewritten(wrap) {
		return openBox(id.ownWraps(), kindRewrap, labelRewrap.bind(w.encode()), wrap)
	}
	if _, err := parseToPublic(kindWrap, wrap); err != nil {
		return nil, err
	}
	return openWith(id.kem(), kindWrap, wrapInfo(w, id.Public()), wrap)
}
