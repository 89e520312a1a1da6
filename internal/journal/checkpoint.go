package journal

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Checkpoint is a signed statement of the journal's state. Whoever keeps one can
// later tell whether history was rewritten (P6).
type Checkpoint struct {
	Service ID
	Number  int64 // of the checkpoint, from 1 without gaps: a dropped one shows
	Size    int64 // entries it covers
	Root    tlog.Hash
	At      int64 // microseconds since 1970-01-01 UTC; never less than the one before
}

// originPrefix and the service's id make the first line of a checkpoint and the
// name of its key.
const originPrefix = "amends/"

// errCheckpoint says that a text is not a checkpoint of this service.
var errCheckpoint = errors.New("could not read a checkpoint: not in its form")

// Signer signs the checkpoints of one service. It shows nothing of its key.
type Signer struct {
	service ID
	name    string
	hash    uint32
	// sign holds the key in a closure, where no %v finds it.
	sign func(message []byte) []byte
}

// NewSigner makes the signer of a service's checkpoints from its server's key.
func NewSigner(service ID, key ed25519.PrivateKey) (*Signer, error) {
	if len(key) != ed25519.PrivateKeySize {
		return nil, errors.New("could not make a checkpoint signer: wrong length of its key")
	}
	verifier, err := NewVerifier(service, key.Public().(ed25519.PublicKey))
	if err != nil {
		return nil, fmt.Errorf("could not make a checkpoint signer: %w", err)
	}
	return &Signer{
		service: service, name: verifier.Name(), hash: verifier.KeyHash(),
		sign: func(message []byte) []byte { return ed25519.Sign(key, message) },
	}, nil
}

// Name is the name of the key, as [note.Signer] asks.
func (s *Signer) Name() string { return s.name }

// KeyHash is the short hash of the key, as [note.Signer] asks.
func (s *Signer) KeyHash() uint32 { return s.hash }

// Sign signs a note's text, as [note.Signer] asks.
func (s *Signer) Sign(message []byte) ([]byte, error) { return s.sign(message), nil }

// NewVerifier makes what checks the signatures of a service's checkpoints.
func NewVerifier(service ID, key ed25519.PublicKey) (note.Verifier, error) {
	if service.IsZero() {
		return nil, errors.New("could not make a checkpoint verifier: no service")
	}
	text, err := note.NewEd25519VerifierKey(originPrefix+service.String(), key)
	if err != nil {
		return nil, fmt.Errorf("could not make a checkpoint verifier: %w", err)
	}
	verifier, err := note.NewVerifier(text)
	if err != nil {
		return nil, fmt.Errorf("could not make a checkpoint verifier: %w", err)
	}
	return verifier, nil
}

// serviceOf is the service whose checkpoints the verifier checks.
func serviceOf(verifier note.Verifier) (ID, error) {
	text, ok := strings.CutPrefix(verifier.Name(), originPrefix)
	if !ok {
		return ID{}, errors.New("could not tell the service of a checkpoint key: not its name")
	}
	return ParseID(text)
}

// text is what is signed (C2SP tlog-checkpoint): origin, size, root, and two
// extension lines of ours.
func (c Checkpoint) text() string {
	return fmt.Sprintf("%s%s\n%d\n%s\nnumber %d\ntime %d\n", originPrefix, c.Service, c.Size, c.Root, c.Number, c.At)
}

// parseText reads what text wrote, and nothing else.
func parseText(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 6 {
		return Checkpoint{}, errCheckpoint
	}
	service, errService := ParseID(strings.TrimPrefix(lines[0], originPrefix))
	size, errSize := strconv.ParseInt(lines[1], 10, 64)
	root, errRoot := tlog.ParseHash(lines[2])
	number, errNumber := strconv.ParseInt(strings.TrimPrefix(lines[3], "number "), 10, 64)
	at, errAt := strconv.ParseInt(strings.TrimPrefix(lines[4], "time "), 10, 64)
	if errors.Join(errService, errSize, errRoot, errNumber, errAt) != nil {
		return Checkpoint{}, errCheckpoint
	}
	c := Checkpoint{Service: service, Number: number, Size: size, Root: root, At: at}
	// One statement has one text: no plus signs, leading noughts, stray bits.
	if c.text() != text {
		return Checkpoint{}, errCheckpoint
	}
	return c, c.check()
}

// check holds the checkpoint against what every checkpoint obeys.
func (c Checkpoint) check() error {
	switch {
	case c.Number < 1:
		return errors.New("could not take a checkpoint: its number is below one")
	case c.Size < 1:
		return errors.New("could not take a checkpoint: it covers no entry")
	case c.At < 0:
		return errors.New("could not take a checkpoint: its time is before 1970")
	}
	return nil
}

// SignCheckpoint writes the checkpoint as a signed note, about 260 bytes of text.
func SignCheckpoint(c Checkpoint, signer *Signer) ([]byte, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	if c.Service != signer.service {
		return nil, errors.New("could not sign a checkpoint: it is another service's")
	}
	signed, err := note.Sign(&note.Note{Text: c.text()}, signer)
	if err != nil {
		return nil, fmt.Errorf("could not sign a checkpoint: %w", err)
	}
	return signed, nil
}

// OpenCheckpoint reads what SignCheckpoint wrote, and nothing else: one signature,
// by the verifier's key, over a checkpoint of the verifier's service.
func OpenCheckpoint(signed []byte, verifier note.Verifier) (Checkpoint, error) {
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return Checkpoint{}, errors.New("could not read a checkpoint: it is not signed with the service's key")
	}
	c, err := parseText(opened.Text)
	if err != nil {
		return Checkpoint{}, err
	}
	if originPrefix+c.Service.String() != verifier.Name() {
		return Checkpoint{}, errors.New("could not read a checkpoint: it is another service's")
	}
	// note.Open forgives other signatures, and base64 its stray bits; a stored
	// checkpoint has one form, so that not a bit of it can be changed unseen.
	again, err := note.Sign(&note.Note{Text: opened.Text, Sigs: canonical(opened.Sigs)})
	if err != nil || !bytes.Equal(again, signed) {
		return Checkpoint{}, errCheckpoint
	}
	return c, nil
}

// canonical writes the signatures' base64 the one way; what is not base64 becomes
// nothing.
func canonical(signatures []note.Signature) []note.Signature {
	for i, s := range signatures {
		raw, _ := base64.StdEncoding.DecodeString(s.Base64)
		signatures[i].Base64 = base64.StdEncoding.EncodeToString(raw)
	}
	return signatures
}
