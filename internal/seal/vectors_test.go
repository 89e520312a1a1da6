package seal

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the vectors anew")

// vector is one line of testdata/vectors, for this and any other implementation:
// what was given, what came of it, and, where that is sealed, what it opens to.
// All is in hexadecimal, but for what people type or name, which is given as it is.
type vector struct {
	Name    string            `json:"name"`
	Given   map[string]string `json:"given"`
	Gives   string            `json:"gives"`
	OpensTo string            `json:"opens_to,omitempty"`
}

// sealedCase is a vector and the function that opens what it gives.
type sealedCase struct {
	vector
	open opener
}

func given(pairs ...any) map[string]string {
	out := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		switch v := pairs[i+1].(type) {
		case []byte:
			out[pairs[i].(string)] = hex.EncodeToString(v)
		case string:
			out[pairs[i].(string)] = v
		}
	}
	return out
}

func derived(name string, from map[string]string, gives []byte) sealedCase {
	return sealedCase{vector: vector{Name: name, Given: from, Gives: hex.EncodeToString(gives)}}
}

func sealed(name string, from map[string]string, gives, opensTo []byte, open opener) sealedCase {
	c := derived(name, from, gives)
	c.OpensTo, c.open = hex.EncodeToString(opensTo), open
	return c
}

func compartmentCases() []sealedCase {
	k, holder := must(NewKey(fixed(1))), must(must(NewSeed(fixed(2))).Identity())
	where, commitment := here.encode(), k.Commit(here)
	body, entryKey, err := SealEntry(fixed(3), k, header, wording)
	if err != nil {
		panic(err)
	}
	public, private, err := NewDropKey(fixed(4), k, here)
	if err != nil {
		panic(err)
	}
	return []sealedCase{
		derived("commitment to a key", given("key", k.secret(), "where", where), commitment[:]),
		sealed("rewritten wrap", given("seed", must(NewSeed(fixed(2))).secret(), "where", where),
			must(holder.Rewrap(fixed(5), k, here)), k.secret(), unwrapping(holder, here, commitment)),
		sealed("entry body", given("key", k.secret(), "header", header, "entry key", entryKey),
			body, wording, func(b []byte) ([]byte, error) { return OpenEntry(k, header, b, entryKey) }),
		sealed("entry key", given("key", k.secret(), "header", header, "body", body),
			entryKey, wording, func(b []byte) ([]byte, error) { return OpenEntry(k, header, body, b) }),
		sealed("row of version 7", given("key", k.secret(), "where", where),
			must(SealRow(fixed(6), k, here, 7, wording)), wording, func(b []byte) ([]byte, error) { return OpenRow(k, here, 7, b) }),
		derived("public drop key", given("key", k.secret(), "where", where, "private drop key", private), public),
		sealed("private drop key", given("key", k.secret(), "where", where), private,
			must(openPrivate(k, private)), func(b []byte) ([]byte, error) { return openPrivate(k, b) }),
	}
}

func personCases() []sealedCase {
	seed := must(NewSeed(fixed(1)))
	holder, p := must(seed.Identity()), NewPassphrases(1)
	fingerprint := holder.Public().Fingerprint()
	background := context.Background()
	secret, sessionID, row, err := NewSession(fixed(3), seed, aMemory, idOf(5))
	if err != nil {
		panic(err)
	}
	person := idOf(5)
	text := digest(wording)
	mark := must(seed.Mark(text))
	return []sealedCase{
		derived("mark", given("seed", seed.secret(), "digest", text[:]), mark[:]),
		derived("public keys", given("seed", seed.secret()), holder.Public().Encode()),
		derived("fingerprint", given("seed", seed.secret()), fingerprint[:]),
		derived("signing key", given("seed", seed.secret()), holder.Signing().Public().(ed25519.PublicKey)),
		sealed("slot", given("person", person[:], "passphrase", string(passphrase)),
			must(p.Seal(background, fixed(2), seed, aMemory, person, passphrase)), slices.Concat(seed.secret(), aMemory[:]),
			func(b []byte) ([]byte, error) { return heldBy(p.Open(background, b, person, passphrase)) }),
		derived("session id", given("secret", secret[:]), sessionID[:]),
		sealed("session row", given("secret", secret[:], "person", person[:]), row, slices.Concat(seed.secret(), aMemory[:]),
			func(b []byte) ([]byte, error) {
				seed, m, _, err := OpenSession(secret, b)
				return heldBy(OpenedSlot{Seed: seed, Memory: m}, err)
			}),
		derived("first-login code", given(), []byte(must(NewCode(fixed(4))))),
	}
}

func serviceCases() []sealedCase {
	server, r, message := must(NewServerKey(fixed(1))), must(NewRecovery(fixed(2), service)), idOf(7)
	name := server.NameHash("rosa")
	sheets := r.Sheets()
	secret := server.secret()
	return []sealedCase{
		derived("server key file", given("secret", secret), []byte(server.Reveal())),
		derived("server signing key", given("secret", secret), server.Signing().Public().(ed25519.PublicKey)),
		derived("name hash", given("secret", secret, "name", "rosa"), name[:]),
		sealed("server box", given("secret", secret, "use", "outbox", "id", message[:]),
			must(server.Seal(fixed(3), "outbox", message, wording)), wording,
			func(b []byte) ([]byte, error) { return server.Open("outbox", message, b) }),
		derived("sheet 1", given("service", service[:]), []byte(sheets[0])),
		derived("sheet 2", given("service", service[:]), []byte(sheets[1])),
		derived("sheet 3", given("service", service[:]), []byte(sheets[2])),
		sealed("pair 1 and 2", given("service", service[:], "sheet 1", sheets[0], "sheet 2", sheets[1]),
			r.Pairs()[0], r.Public().Encode(), opensPair(r, 0, sheets[0], sheets[1])),
		sealed("pair 1 and 3", given("service", service[:], "sheet 1", sheets[0], "sheet 3", sheets[2]),
			r.Pairs()[1], r.Public().Encode(), opensPair(r, 1, sheets[0], sheets[2])),
		sealed("pair 2 and 3", given("service", service[:], "sheet 2", sheets[1], "sheet 3", sheets[2]),
			r.Pairs()[2], r.Public().Encode(), opensPair(r, 2, sheets[1], sheets[2])),
	}
}

func opensPair(r Recovery, n int, first, second string) opener {
	return func(blob []byte) ([]byte, error) {
		pairs := r.Pairs()
		pairs[n] = blob
		id, err := OpenRecovery(service, pairs, first, second)
		if err != nil {
			return nil, err
		}
		return id.Public().Encode(), nil
	}
}

// TestVectors makes everything anew from a fixed random source, compares it with
// what was committed, and opens what was committed.
func TestVectors(t *testing.T) {
	t.Parallel()
	for file, cases := range map[string][]sealedCase{
		"compartment.json": compartmentCases(),
		"person.json":      personCases(),
		"service.json":     serviceCases(),
	} {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			var fresh []vector
			for _, c := range cases {
				fresh = append(fresh, c.vector)
			}
			if *update {
				writeVectors(t, file, fresh)
			}
			committed := readVectors(t, file)
			if diff := cmp.Diff(committed, fresh); diff != "" {
				t.Fatalf("committed (-) and made (+) differ:\n%s", diff)
			}
			for i, c := range cases {
				if c.open != nil {
					opensTo(t, c.open, must(hex.DecodeString(committed[i].Gives)), must(hex.DecodeString(c.OpensTo)))
				}
			}
		})
	}
}

// TestHPKEVectors opens what was once sealed. HPKE draws its own randomness, so
// nothing can be made anew to compare: the file is written only where there is
// none, lest a change of form go unnoticed.
func TestHPKEVectors(t *testing.T) {
	t.Parallel()
	k, holder := newKey(t, 1), newIdentity(t, 2)
	public, private, _ := NewDropKey(fixed(4), k, here)
	from := given("key", k.secret(), "seed", must(NewSeed(fixed(2))).secret(), "where", here.encode(), "private drop key", private)
	if _, err := os.Stat(vectorPath("hpke.json")); *update && errors.Is(err, fs.ErrNotExist) {
		writeVectors(t, "hpke.json", []vector{
			sealed("wrap", from, must(Wrap(k, here, holder.Public())), k.secret(), nil).vector,
			sealed("drop", from, must(SealDrop(public, here, wording)), wording, nil).vector,
		})
	}
	committed := readVectors(t, "hpke.json")
	for i, open := range []opener{
		unwrapping(holder, here, k.Commit(here)),
		func(drop []byte) ([]byte, error) { return OpenDrop(k, private, here, drop) },
	} {
		if diff := cmp.Diff(committed[i].Given, from); diff != "" {
			t.Errorf("vector %q was made from something else:\n%s", committed[i].Name, diff)
		}
		opensTo(t, open, must(hex.DecodeString(committed[i].Gives)), must(hex.DecodeString(committed[i].OpensTo)))
	}
}

func vectorPath(file string) string { return filepath.Join("testdata", "vectors", file) }

func readVectors(t *testing.T, file string) []vector {
	t.Helper()
	raw, err := os.ReadFile(vectorPath(file))
	if err != nil {
		t.Fatal(err)
	}
	var all []vector
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&all); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return all
}

func writeVectors(t *testing.T, file string, all []vector) {
	t.Helper()
	raw := must(json.MarshalIndent(all, "", "\t"))
	if err := os.MkdirAll(filepath.Dir(vectorPath(file)), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(vectorPath(file), append(raw, '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
}
