package journal_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"amends/internal/journal"
	"amends/internal/journal/journaltest"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write the golden files anew")

var (
	service    = journal.ID{0x5e}
	serverKey  = ed25519.NewKeyFromSeed(bytes.Repeat([]byte{3}, 32))
	checkpoint = journal.Checkpoint{Service: service, Number: 7, Size: 1234, Root: tlog.Hash{1, 2, 3}, At: journaltest.Start}
)

func sign(t testing.TB, c journal.Checkpoint, signer *journal.Signer) []byte {
	t.Helper()
	text, err := journal.SignCheckpoint(c, signer)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestCheckpointsComeBack(t *testing.T) {
	t.Parallel()
	signer, verifier := journaltest.SignerOf(service, serverKey)
	rapid.Check(t, func(t *rapid.T) {
		c := journal.Checkpoint{
			Service: service, Number: rapid.Int64Min(1).Draw(t, "number"), Size: rapid.Int64Min(1).Draw(t, "size"),
			Root: tlog.Hash(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "root")), At: rapid.Int64Min(0).Draw(t, "at"),
		}
		text, err := journal.SignCheckpoint(c, signer)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := journal.OpenCheckpoint(text, verifier); err != nil || got != c {
			t.Fatalf("came back as %+v, %v", got, err)
		}
	})
}

// Checkpoints kept outside for decades must go on opening: the text stands. Any
// C2SP tool reads it: origin, size, root, extension lines, an Ed25519 note.
func TestCheckpointTextStands(t *testing.T) {
	t.Parallel()
	signer, verifier := journaltest.SignerOf(service, serverKey)
	text := sign(t, checkpoint, signer)
	golden := filepath.Join("testdata", "checkpoint.txt")
	if *update {
		if err := os.WriteFile(golden, text, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(text, want) {
		t.Errorf("the text is\n%s\nwant\n%s", text, want)
	}
	opened, err := note.Open(want, note.VerifierList(verifier))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(opened.Text, "\n")
	if lines[0] != "amends/"+service.String() || lines[1] != "1234" || lines[2] != checkpoint.Root.String() {
		t.Errorf("not as C2SP tlog-checkpoint has it: %q", lines)
	}
}

func TestCheckpointRefusesEveryChange(t *testing.T) {
	t.Parallel()
	signer, verifier := journaltest.SignerOf(service, serverKey)
	text := sign(t, checkpoint, signer)
	for i := range text {
		for bit := range 8 {
			changed := bytes.Clone(text)
			changed[i] ^= 1 << bit
			if _, err := journal.OpenCheckpoint(changed, verifier); err == nil {
				t.Errorf("opened with bit %d of byte %d flipped", bit, i)
			}
		}
	}
	for n := range text {
		if _, err := journal.OpenCheckpoint(text[:n], verifier); err == nil {
			t.Errorf("opened the first %d bytes", n)
		}
	}
}

func TestCheckpointHasOneForm(t *testing.T) {
	t.Parallel()
	signer, verifier := journaltest.SignerOf(service, serverKey)
	text := string(sign(t, checkpoint, signer))
	otherSigner, otherVerifier := journaltest.SignerOf(service, otherKey)
	other := string(sign(t, checkpoint, otherSigner))
	ours, theirs := text[strings.Index(text, "\n\n")+2:], other[strings.Index(other, "\n\n")+2:]
	for name, changed := range map[string]string{
		"signed twice":             text + ours,
		"signed by another too":    text + theirs,
		"signed by another first":  strings.Replace(text, ours, theirs+ours, 1),
		"signed by another":        other,
		"with another's signature": strings.Replace(text, ours, theirs, 1),
		"a line more at its end":   text + "\n",
	} {
		if _, err := journal.OpenCheckpoint([]byte(changed), verifier); err == nil {
			t.Errorf("opened one that is %s", name)
		}
	}
	if _, err := journal.OpenCheckpoint([]byte(other), otherVerifier); err != nil {
		t.Errorf("the other's own: %v", err)
	}
}

// Whoever holds the key could sign other texts. None but the one form is taken.
func TestOpenCheckpointRefusesOtherTexts(t *testing.T) {
	t.Parallel()
	signer, verifier := journaltest.SignerOf(service, serverKey)
	origin, root := "amends/"+service.String(), checkpoint.Root.String()
	elsewhere := "amends/" + journal.ID{9}.String()
	good := fmt.Sprintf("%s\n5\n%s\nnumber 2\ntime 9\n", origin, root)
	for name, text := range map[string]string{
		"no origin":         strings.TrimPrefix(good, origin),
		"another's origin":  strings.Replace(good, origin, elsewhere, 1),
		"origin bare":       strings.Replace(good, "amends/", "", 1),
		"size plus":         strings.Replace(good, "\n5\n", "\n+5\n", 1),
		"size noughts":      strings.Replace(good, "\n5\n", "\n05\n", 1),
		"size nought":       strings.Replace(good, "\n5\n", "\n0\n", 1),
		"size below":        strings.Replace(good, "\n5\n", "\n-5\n", 1),
		"size too large":    strings.Replace(good, "\n5\n", "\n9223372036854775808\n", 1),
		"root cut":          strings.Replace(good, root, root[:40], 1),
		"root stray bits":   strings.Replace(good, root, root[:42]+"B=", 1),
		"number nought":     strings.Replace(good, "number 2", "number 0", 1),
		"number unnamed":    strings.Replace(good, "number 2", "2", 1),
		"time below":        strings.Replace(good, "time 9", "time -9", 1),
		"time unnamed":      strings.Replace(good, "time 9", "9", 1),
		"no time":           strings.Replace(good, "time 9\n", "", 1),
		"a line more":       good + "more\n",
		"an empty line":     good + "\n",
		"lines the other":   fmt.Sprintf("%s\n5\n%s\ntime 9\nnumber 2\n", origin, root),
		"nothing but lines": "\n\n\n\n\n",
	} {
		signed, err := note.Sign(&note.Note{Text: text}, signer)
		if err != nil {
			t.Fatal(err)
		}
		if c, err := journal.OpenCheckpoint(signed, verifier); err == nil {
			t.Errorf("%s: opened as %+v", name, c)
		}
	}
	signed, err := note.Sign(&note.Note{Text: good}, signer)
	if err != nil {
		t.Fatal(err)
	}
	if c, err := journal.OpenCheckpoint(signed, verifier); err != nil || c.Size != 5 || c.Number != 2 || c.At != 9 {
		t.Errorf("the good one: %+v, %v", c, err)
	}
}

func TestSignCheckpointRefuses(t *testing.T) {
	t.Parallel()
	signer, _ := journaltest.SignerOf(service, serverKey)
	for name, change := range map[string]func(c *journal.Checkpoint){
		"another service's": func(c *journal.Checkpoint) { c.Service = journal.ID{9} },
		"number nought":     func(c *journal.Checkpoint) { c.Number = 0 },
		"size nought":       func(c *journal.Checkpoint) { c.Size = 0 },
		"size below":        func(c *journal.Checkpoint) { c.Size = -1 },
		"time below":        func(c *journal.Checkpoint) { c.At = -1 },
	} {
		c := checkpoint
		change(&c)
		if _, err := journal.SignCheckpoint(c, signer); err == nil {
			t.Errorf("signed one with %s", name)
		}
	}
	if _, err := journal.NewSigner(service, serverKey[:5]); err == nil {
		t.Error("made a signer from part of a key")
	}
	if _, err := journal.NewSigner(journal.ID{}, serverKey); err == nil {
		t.Error("made a signer of no service")
	}
	if _, err := journal.NewVerifier(service, nil); err == nil {
		t.Error("made a verifier from no key")
	}
}

// Nothing that prints a signer shows its key.
func TestSignerShowsNoKey(t *testing.T) {
	t.Parallel()
	signer, _ := journaltest.SignerOf(service, serverKey)
	seed := serverKey.Seed()
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x"} {
		text := fmt.Sprintf(verb, signer)
		for _, form := range []string{string(seed), fmt.Sprintf("%x", seed), fmt.Sprint(seed), base64.StdEncoding.EncodeToString(seed)} {
			if strings.Contains(text, form) {
				t.Errorf("%s shows the key", verb)
			}
		}
	}
}

// Whatever opens signs again to the same bytes.
func FuzzOpenCheckpoint(f *testing.F) {
	signer, verifier := journaltest.SignerOf(service, serverKey)
	text := sign(f, checkpoint, signer)
	f.Add(text, false)
	f.Add(text[:bytes.Index(text, []byte("\n\n"))+1], true)
	f.Add([]byte("amends/\n1\n\nnumber 1\ntime 1\n"), true)
	f.Fuzz(func(t *testing.T, text []byte, signIt bool) {
		if signIt {
			signed, err := note.Sign(&note.Note{Text: string(text)}, signer)
			if err != nil {
				return
			}
			text = signed
		}
		c, err := journal.OpenCheckpoint(text, verifier)
		if err == nil && !bytes.Equal(sign(t, c, signer), text) {
			t.Errorf("%q opens, and signs again to another text", text)
		}
	})
}
