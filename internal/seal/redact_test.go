package seal

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

// secrets are all values that must never print, each with the bytes it holds.
func secrets(t *testing.T) map[string]struct {
	value any
	holds [][]byte
} {
	t.Helper()
	k, seed := newKey(t, 1), must(NewSeed(fixed(2)))
	id, server, r := must(seed.Identity()), must(NewServerKey(fixed(3))), must(NewRecovery(fixed(4), service))
	// Everything made from the keys is made, so that it is there to leak.
	id.Public()
	must(id.Rewrap(fixed(1), k, here))
	sheets := r.Sheets()
	p := cheapPassphrases(1)
	opened := must(p.Open(t.Context(), must(p.Seal(t.Context(), fixed(5), seed, aMemory, someone, passphrase)), someone, passphrase))
	return map[string]struct {
		value any
		holds [][]byte
	}{
		"Key":        {k, [][]byte{k.secret()}},
		"Seed":       {seed, [][]byte{seed.secret()}},
		"Identity":   {id, [][]byte{seed.secret(), id.Signing().Seed()}},
		"ServerKey":  {server, [][]byte{server.secret(), []byte(server.Reveal())}},
		"OpenedSlot": {opened, [][]byte{seed.secret()}},
		"Recovery":   {r, [][]byte{[]byte(sheets[0]), []byte(sheets[1]), []byte(sheets[2])}},
	}
}

// spellings are the ways in which bytes come out of a formatter. Eight are enough
// to know them by.
func spellings(secret []byte) []string {
	part := secret[:8]
	decimal := strings.Trim(fmt.Sprint(part), "[]")
	return []string{
		string(part), hex.EncodeToString(part), strings.ToUpper(hex.EncodeToString(part)),
		fmt.Sprintf("% x", part), fmt.Sprintf("% X", part),
		decimal, strings.ReplaceAll(decimal, " ", ","), strings.ReplaceAll(decimal, " ", ", "),
		strings.Trim(fmt.Sprintf("%#v", part), "[]byte{}"),
		strings.Trim(fmt.Sprintf("%o", part), "[]"), strings.Trim(fmt.Sprintf("%b", part), "[]"),
		strings.Trim(fmt.Sprintf("%q", part), `"`),
		base64.StdEncoding.EncodeToString(part)[:10],
	}
}

func silentOn(t *testing.T, how, output string, holds [][]byte) {
	t.Helper()
	for _, secret := range holds {
		for _, spelling := range spellings(secret) {
			if strings.Contains(output, spelling) {
				t.Errorf("%s printed the secret", how)
			}
		}
	}
}

// around puts a value where formatters find it in different ways.
func around(value any) map[string]any {
	type hidden struct{ value any }
	type shown struct{ Value any }
	return map[string]any{
		"itself":          value,
		"in a field":      shown{value},
		"hidden":          hidden{value},
		"behind two":      &hidden{&shown{value}},
		"in a list":       []any{value},
		"in a map":        map[string]any{"x": value},
		"in a typed list": typedList(value),
	}
}

func typedList(value any) any {
	switch v := value.(type) {
	case Key:
		return struct{ list []Key }{[]Key{v}}
	case Seed:
		return struct{ seed Seed }{v}
	case *Identity:
		return struct{ id *Identity }{v}
	case *ServerKey:
		return struct{ key *ServerKey }{v}
	case Recovery:
		return struct{ recovery Recovery }{v}
	}
	return nil
}

func TestSecretsNeverPrint(t *testing.T) {
	t.Parallel()
	for name, s := range secrets(t) {
		for where, value := range around(s.value) {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%X", "% x", "%q", "%d", "%o", "%b", "%c", "%U", "%e", "%t", "%T", "%p"} {
				silentOn(t, name+" "+where+" with "+verb, fmt.Sprintf(verb, value), s.holds)
			}
			silentOn(t, name+" "+where+" in an error", fmt.Errorf("could not use %v", value).Error(), s.holds)
			silentOn(t, name+" "+where+" with Println", fmt.Sprintln(value), s.holds)
			silentOn(t, name+" "+where+" in a log", logged(value), s.holds)
		}
		if got := fmt.Sprint(s.value); got != redaction {
			t.Errorf("%s prints as %q", name, got)
		}
	}
}

func logged(value any) string {
	var out bytes.Buffer
	slog.New(slog.NewTextHandler(&out, nil)).Info("used", "secret", value, slog.Group("g", "secret", value))
	slog.New(slog.NewJSONHandler(&out, nil)).Info("used", "secret", value, slog.Group("g", "secret", value))
	return out.String()
}

func TestSecretsLogAsAFixedWord(t *testing.T) {
	t.Parallel()
	for name, s := range secrets(t) {
		if got := logged(s.value); strings.Count(got, redaction) != 4 {
			t.Errorf("%s logs as %s", name, got)
		}
	}
}

func TestSecretsHaveNoTextForm(t *testing.T) {
	t.Parallel()
	for name, s := range secrets(t) {
		for where, value := range map[string]any{"itself": s.value, "in a field": struct{ X any }{s.value}} {
			if out, err := json.Marshal(value); err == nil {
				t.Errorf("%s %s is JSON: %s", name, where, out)
			}
			if out, err := xml.Marshal(value); err == nil {
				t.Errorf("%s %s is XML: %s", name, where, out)
			}
		}
		if _, err := s.value.(interface{ MarshalText() ([]byte, error) }).MarshalText(); err == nil {
			t.Errorf("%s has a text form", name)
		}
	}
}
