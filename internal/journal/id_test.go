package journal_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"amends/internal/journal"

	"pgregory.net/rapid"
)

func TestIDsComeBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		id := drawID(t, "id")
		text := id.String()
		if len(text) != 26 || strings.ContainsAny(text, "l01") {
			t.Fatalf("id reads %q", text)
		}
		if got, err := journal.ParseID(text); err != nil || got != id {
			t.Fatalf("ParseID(%q) = %v, %v", text, got, err)
		}
	})
}

func TestParseIDRefuses(t *testing.T) {
	t.Parallel()
	good := strings.Repeat("a", 26)
	for name, text := range map[string]string{
		"nothing": "", "too short": good[1:], "too long": good + "a", "capitals": strings.ToUpper(good),
		"a letter that is none": good[:25] + "l", "stray bits": good[:25] + "b", "a line end": good[:25] + "\n",
	} {
		if got, err := journal.ParseID(text); err == nil {
			t.Errorf("%s: read %v", name, got)
		}
	}
	if _, err := journal.ParseID(good); err != nil {
		t.Error(err)
	}
}

func TestNewID(t *testing.T) {
	t.Parallel()
	random := bytes.NewReader(bytes.Repeat([]byte{7}, 20))
	id, err := journal.NewID(random)
	if err != nil || id != (journal.ID(bytes.Repeat([]byte{7}, 16))) || id.IsZero() {
		t.Errorf("NewID = %v, %v", id, err)
	}
	if id, err := journal.NewID(random); err == nil || !id.IsZero() {
		t.Errorf("NewID of too little randomness = %v, %v", id, err)
	}
	if _, err := journal.NewID(io.LimitReader(random, 0)); err == nil {
		t.Error("NewID of no randomness")
	}
}

func FuzzParseID(f *testing.F) {
	f.Add(strings.Repeat("a", 26))
	f.Add(strings.Repeat("9", 25) + "y")
	f.Fuzz(func(t *testing.T, text string) {
		id, err := journal.ParseID(text)
		if err == nil && id.String() != text {
			t.Errorf("%q reads as %q", text, id)
		}
	})
}

func drawID(t *rapid.T, label string) journal.ID {
	return journal.ID(rapid.SliceOfN(rapid.Byte(), 16, 16).Draw(t, label))
}
