package seal

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// labels reads the constants of type label out of format.go, so that none can be
// forgotten here.
func labels(t *testing.T) []string {
	t.Helper()
	file := must(parser.ParseFile(token.NewFileSet(), "format.go", nil, 0))
	var found []string
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if kind, ok := spec.Type.(*ast.Ident); ok && kind.Name == "label" {
			found = append(found, must(strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)))
		}
		return true
	})
	return found
}

func TestLabelsAreDistinct(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, l := range labels(t) {
		if seen[l] {
			t.Errorf("two uses share the label %q", l)
		}
		seen[l] = true
		if strings.Contains(l, "\x00") || !strings.HasPrefix(l, "amends v1 ") {
			t.Errorf("label %q does not end where its zero byte is, or lacks its version", l)
		}
	}
	if len(seen) < 25 {
		t.Errorf("found only %d labels", len(seen))
	}
}

// Only primitives.go may import what touches keys. The types that others hold
// (cipher.AEAD, hpke.PrivateKey, ed25519.PrivateKey) are types, not calls.
func TestOnePlaceTouchesPrimitives(t *testing.T) {
	t.Parallel()
	for path, packages := range importedBy(t) {
		for _, imported := range packages {
			switch imported {
			case "crypto/cipher", "crypto/hpke", "crypto/ed25519":
				if call := callOf(t, path, imported[strings.LastIndex(imported, "/")+1:]); call != "" {
					t.Errorf("%s calls %s", path, call)
				}
			default:
				if strings.HasPrefix(imported, "crypto") || strings.HasPrefix(imported, "golang.org/x/crypto") {
					t.Errorf("%s imports %s", path, imported)
				}
			}
		}
	}
}

func importedBy(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	for _, path := range sources(t) {
		file := must(parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly))
		for _, spec := range file.Imports {
			found[path] = append(found[path], must(strconv.Unquote(spec.Path.Value)))
		}
	}
	return found
}

// callOf finds a call of a function of the package, conversions to its types
// aside.
func callOf(t *testing.T, path, pkg string) string {
	t.Helper()
	file, found := must(parser.ParseFile(token.NewFileSet(), path, nil, 0)), ""
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if sel, ok := call.Fun.(*ast.SelectorExpr); ok {
			if from, ok := sel.X.(*ast.Ident); ok && from.Name == pkg && sel.Sel.Name != "PublicKey" {
				found = pkg + "." + sel.Sel.Name
			}
		}
		return true
	})
	return found
}

func FuzzParseBox(f *testing.F) {
	f.Add(byte(kindRewrap), must(newIdentity(f, 1).Rewrap(fixed(1), newKey(f, 1), here)))
	f.Add(byte(kindRow), must(SealRow(fixed(1), newKey(f, 1), here, 1, wording)))
	body, entryKey, _ := SealEntry(fixed(1), newKey(f, 1), header, wording)
	f.Add(byte(kindEntry), body)
	f.Add(byte(kindEntryKey), entryKey)
	_, private, _ := NewDropKey(fixed(1), newKey(f, 1), here)
	f.Add(byte(kindDropPrivate), private)
	_, _, session, _ := NewSession(fixed(1), must(NewSeed(fixed(1))), aMemory, someone)
	f.Add(byte(kindSession), session)
	f.Add(byte(kindServer), must(must(NewServerKey(fixed(1))).Seal(fixed(1), "use", someone, wording)))
	f.Add(byte(kindPair), must(NewRecovery(fixed(1), service)).Pairs()[0])
	f.Fuzz(func(t *testing.T, k byte, form []byte) {
		b, err := parseBox(kind(k), form)
		if err != nil {
			return
		}
		if again := slices.Concat(kind(k).prefix(), b.nonce, b.ciphertext); !bytes.Equal(again, form) {
			t.Errorf("%x parses and encodes to %x", form, again)
		}
	})
}

func FuzzParseSlot(f *testing.F) {
	form := must(cheapPassphrases(1).Seal(f.Context(), fixed(1), must(NewSeed(fixed(1))), aMemory, someone, passphrase))
	f.Add(form)
	f.Add(form[:len(form)-1])
	f.Fuzz(func(t *testing.T, form []byte) {
		s, err := parseSlot(form)
		if err != nil {
			return
		}
		if !bytes.Equal(s.encode(), form) {
			t.Errorf("%x parses and encodes to %x", form, s.encode())
		}
		if s.cost.memory > maxMemory || s.cost.passes < slotPasses {
			t.Errorf("parsed a slot of %+v", s.cost)
		}
	})
}

func FuzzParsePublic(f *testing.F) {
	f.Add(newIdentity(f, 1).Public().Encode())
	f.Fuzz(func(t *testing.T, encoded []byte) {
		public, err := ParsePublic(encoded)
		if err == nil && !bytes.Equal(public.Encode(), encoded) {
			t.Errorf("%x parses and encodes to %x", encoded, public.Encode())
		}
	})
}

func FuzzParseDropPublic(f *testing.F) {
	public, _, _ := NewDropKey(fixed(1), newKey(f, 1), here)
	f.Add(public)
	f.Fuzz(func(t *testing.T, encoded []byte) {
		public, err := parseDropPublic(encoded)
		if err == nil && !bytes.Equal(append(kindDropPublic.prefix(), public.Bytes()...), encoded) {
			t.Errorf("%x parses and encodes to something else", encoded)
		}
	})
}

func FuzzParseToPublic(f *testing.F) {
	f.Add(must(Wrap(newKey(f, 1), here, newIdentity(f, 1).Public())))
	public, _, _ := NewDropKey(fixed(1), newKey(f, 1), here)
	f.Add(must(SealDrop(public, here, wording)))
	f.Fuzz(func(t *testing.T, form []byte) {
		for _, k := range []kind{kindWrap, kindDrop} {
			body, err := parseToPublic(k, form)
			if err == nil && !bytes.Equal(append(k.prefix(), body...), form) {
				t.Errorf("%x parses and encodes to something else", form)
			}
		}
	})
}
