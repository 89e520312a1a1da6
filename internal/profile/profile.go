// Package profile reads profiles: what differs between countries and programmes
// in how restorative work may be done. A profile is a TOML file, read strictly: a
// key nobody knows, a key left out and a word off its list are each refused with
// the key's name. Over every key stands where the rule comes from. The program
// brings four of its own, from [Names].
package profile

import (
	"crypto/sha256"
	"embed"
	"encoding"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"amends/internal/practice"
)

//go:embed *.toml
var shipped embed.FS

// Loaded is a profile ready for use.
type Loaded struct {
	Profile practice.Profile
	// Digest is the SHA-256 of the resolved profile in hexadecimal. Each clearance
	// records it, so that what it rested on is known when the settings have changed.
	Digest string
}

// Names lists the profiles that come with the program, in order.
func Names() []string {
	files, err := shipped.ReadDir(".")
	if err != nil {
		return nil // unreachable: the folder is embedded
	}
	names := make([]string, 0, len(files))
	for _, f := range files {
		names = append(names, strings.TrimSuffix(f.Name(), path.Ext(f.Name())))
	}
	return names
}

// Load reads one of the profiles that come with the program.
func Load(name string) (Loaded, error) {
	if !slices.Contains(Names(), name) {
		return Loaded{}, fmt.Errorf("could not find profile %q: there are %s", name, strings.Join(Names(), ", "))
	}
	text, err := shipped.ReadFile(name + ".toml")
	if err != nil {
		return Loaded{}, fmt.Errorf("could not read profile %q: %w", name, err)
	}
	return parse(text)
}

// parse reads a profile. What it refuses it names by key and line.
func parse(text []byte) (Loaded, error) {
	var f file
	decoder := toml.NewDecoder(strings.NewReader(string(text))).DisallowUnknownFields()
	if err := decoder.Decode(&f); err != nil {
		return Loaded{}, fmt.Errorf("could not read the profile: %w", explain(err))
	}
	if err := complete(text); err != nil {
		return Loaded{}, fmt.Errorf("could not read the profile: %w", err)
	}
	if err := f.onTheirLists(); err != nil {
		return Loaded{}, fmt.Errorf("could not read the profile: %w", err)
	}
	p := f.resolve()
	if err := p.Check(); err != nil {
		return Loaded{}, fmt.Errorf("could not use the profile: %w", err)
	}
	digest, err := digestOf(p)
	if err != nil {
		return Loaded{}, err
	}
	return Loaded{Profile: p, Digest: digest}, nil
}

// explain turns the decoder's errors into a line and a key.
func explain(err error) error {
	if missing, ok := errors.AsType[*toml.StrictMissingError](err); ok && len(missing.Errors) > 0 {
		line, _ := missing.Errors[0].Position()
		return fmt.Errorf("line %d: %s is no key of a profile: look for a slip of the pen", line, strings.Join(missing.Errors[0].Key(), "."))
	}
	if wrong, ok := errors.AsType[*toml.DecodeError](err); ok {
		line, _ := wrong.Position()
		if key := strings.Join(wrong.Key(), "."); key != "" {
			return fmt.Errorf("line %d: %s: %s", line, key, strings.TrimPrefix(wrong.Error(), "toml: "))
		}
		return fmt.Errorf("line %d: %s", line, strings.TrimPrefix(wrong.Error(), "toml: "))
	}
	return err
}

// complete refuses a profile that leaves a key out: nobody should get a rule by
// silence. Rows of tables are checked by the words in them.
func complete(text []byte) error {
	var given map[string]any
	if err := toml.Unmarshal(text, &given); err != nil {
		return explain(err)
	}
	for field := range reflect.TypeFor[file]().Fields() {
		if key := field.Tag.Get("toml"); given[key] == nil {
			return fmt.Errorf("%s is missing: every key must be set, to \"none\", 0 or [] where there is nothing to ask", key)
		}
	}
	return nil
}

// onTheirLists refuses words that are on no closed list. The decoder takes any
// string for a type made of one, and leaves its UnmarshalText aside.
func (f *file) onTheirLists() error {
	for field, value := range reflect.ValueOf(f).Elem().Fields() {
		if wrong := offList(value); wrong != "" {
			return fmt.Errorf("%s: %q is not on its list: docs/profiles.md says where the lists are", field.Tag.Get("toml"), wrong)
		}
	}
	return nil
}

// offList finds a word off its list in a value or in anything inside it.
func offList(v reflect.Value) string {
	switch v.Kind() {
	case reflect.String:
		if w, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok && w.UnmarshalText([]byte(v.String())) != nil {
			return v.String()
		}
	case reflect.Slice:
		for i := range v.Len() {
			if wrong := offList(v.Index(i)); wrong != "" {
				return wrong
			}
		}
	case reflect.Struct:
		for _, inside := range v.Fields() {
			if wrong := offList(inside); wrong != "" {
				return wrong
			}
		}
	}
	return ""
}

func digestOf(p practice.Profile) (string, error) {
	canonical, err := json.Marshal(p)
	if err != nil {
		return "", fmt.Errorf("could not take the profile's digest: %w", err)
	}
	sum := sha256.Sum256(canonical)
	return hex.EncodeToString(sum[:]), nil
}
