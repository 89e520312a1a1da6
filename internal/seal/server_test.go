package seal

import (
	"bytes"
	"strings"
	"testing"
)

func TestServerBoxes(t *testing.T) {
	t.Parallel()
	server := must(NewServerKey(fixed(1)))
	sealed := must(server.Seal(fixed(2), "outbox", idOf(3), wording))
	open := func(sealed []byte) ([]byte, error) { return server.Open("outbox", idOf(3), sealed) }
	opensTo(t, open, sealed, wording)
	refusesChanges(t, open, sealed)
	for name, err := range map[string]error{
		"another use":    errOf(server.Open("inbox", idOf(3), sealed)),
		"another id":     errOf(server.Open("outbox", idOf(4), sealed)),
		"another server": errOf(must(NewServerKey(fixed(9))).Open("outbox", idOf(3), sealed)),
	} {
		if err == nil {
			t.Errorf("opened with %s", name)
		}
	}
	if _, err := server.Seal(fixed(2), "outbox", idOf(3), make([]byte, maxContents+1)); err == nil {
		t.Error("sealed over 16 MiB")
	}
}

func TestServerKeyFile(t *testing.T) {
	t.Parallel()
	server := must(NewServerKey(fixed(1)))
	text := server.Reveal()
	again, err := ParseServerKey(text + "\n")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again.secret(), server.secret()) || again.NameHash("x") != server.NameHash("x") || !again.Signing().Equal(server.Signing()) {
		t.Error("the key changed on the way through its file")
	}
	for i := range text {
		for _, letter := range []byte("a7-A ") {
			if changed := text[:i] + string(letter) + text[i+1:]; changed != text {
				if _, err := ParseServerKey(changed); err == nil {
					t.Errorf("read a key with letter %d changed to %q", i, letter)
				}
			}
		}
	}
	for _, bad := range []string{"", "\n", text[:len(text)-1], text + "a", text + "\n\n", " " + text, strings.ToUpper(text)} {
		if _, err := ParseServerKey(bad); err == nil {
			t.Errorf("read a key from %d bytes that are none", len(bad))
		}
	}
}

func FuzzParseServerKey(f *testing.F) {
	f.Add(must(NewServerKey(fixed(1))).Reveal())
	f.Add(must(NewServerKey(fixed(2))).Reveal() + "\n")
	f.Fuzz(func(t *testing.T, text string) {
		server, err := ParseServerKey(text)
		if err != nil {
			return
		}
		if again := server.Reveal(); again != strings.TrimSuffix(text, "\n") {
			t.Errorf("reads %q, writes %q", text, again)
		}
	})
}

func TestServerKeyHasAKeyForEachUse(t *testing.T) {
	t.Parallel()
	one, other := must(NewServerKey(fixed(1))), must(NewServerKey(fixed(2)))
	if one.NameHash("rosa") == one.NameHash("rose") || one.NameHash("rosa") == other.NameHash("rosa") {
		t.Error("name hashes collide")
	}
	if one.Signing().Equal(other.Signing()) || bytes.Contains(one.Signing(), one.secret()) {
		t.Error("the signing key is not the server's own, or is its secret")
	}
}
