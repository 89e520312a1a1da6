package seal

import (
	"bytes"
	"errors"
	"testing"

	"pgregory.net/rapid"
)

// unwrapping opens wraps to the raw key, for comparing.
func unwrapping(id *Identity, w Where, commitment [32]byte) opener {
	return func(wrap []byte) ([]byte, error) {
		k, err := id.Unwrap(wrap, w, commitment)
		if err != nil {
			return nil, err
		}
		return k.secret(), nil
	}
}

// bothForms gives one key wrapped to one identity in each form.
func bothForms(t *testing.T, k Key, w Where, id *Identity) map[string][]byte {
	t.Helper()
	return map[string][]byte{
		"hpke":      must(Wrap(k, w, id.Public())),
		"rewritten": must(id.Rewrap(fixed(7), k, w)),
	}
}

func TestWrapsOpenAndRefuseChanges(t *testing.T) {
	t.Parallel()
	k, holder := newKey(t, 1), newIdentity(t, 2)
	for form, wrap := range bothForms(t, k, here, holder) {
		t.Run(form, func(t *testing.T) {
			t.Parallel()
			open := unwrapping(holder, here, k.Commit(here))
			opensTo(t, open, wrap, k.secret())
			refusesChanges(t, open, wrap)
			if IsRewritten(wrap) != (form == "rewritten") {
				t.Errorf("IsRewritten(%s) = %v", form, IsRewritten(wrap))
			}
		})
	}
}

func TestWrapsOpenOnlyWhereTheyBelong(t *testing.T) {
	t.Parallel()
	k, holder := newKey(t, 1), newIdentity(t, 2)
	for form, wrap := range bothForms(t, k, here, holder) {
		for field, w := range elsewhere() {
			// The commitment is that of the other place, so that the wrap itself
			// must notice.
			if _, err := holder.Unwrap(wrap, w, k.Commit(w)); err == nil {
				t.Errorf("%s wrap opened with another %s", form, field)
			}
		}
		if _, err := newIdentity(t, 3).Unwrap(wrap, here, k.Commit(here)); err == nil {
			t.Errorf("%s wrap opened for another person", form)
		}
	}
}

// Swapped wraps: a wrap of another compartment of the same person, put in this
// one's place, or a key of somebody's own choosing, wrapped as it should be.
func TestSwappedWrapsAreRefused(t *testing.T) {
	t.Parallel()
	holder, mine, theirs := newIdentity(t, 2), newKey(t, 1), newKey(t, 9)
	there := here
	there.Stream = idOf(8)
	for form, wrap := range bothForms(t, theirs, there, holder) {
		if _, err := holder.Unwrap(wrap, here, mine.Commit(here)); err == nil {
			t.Errorf("%s wrap of another compartment opened here", form)
		}
	}
	for form, wrap := range bothForms(t, theirs, here, holder) {
		if _, err := holder.Unwrap(wrap, here, theirs.Commit(here)); err != nil {
			t.Errorf("%s wrap is no good to begin with: %v", form, err)
		}
		if _, err := holder.Unwrap(wrap, here, mine.Commit(here)); err == nil {
			t.Errorf("%s wrap of a key nobody committed to opened", form)
		}
	}
}

func TestPublicKeysRoundTrip(t *testing.T) {
	t.Parallel()
	public := newIdentity(t, 1).Public()
	encoded := public.Encode()
	parsed, err := ParsePublic(encoded)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(parsed.Encode(), encoded) || parsed.Fingerprint() != public.Fingerprint() {
		t.Error("public keys changed on the way")
	}
	k := newKey(t, 1)
	wrap := must(Wrap(k, here, parsed))
	opensTo(t, unwrapping(newIdentity(t, 1), here, k.Commit(here)), wrap, k.secret())
	for i := range encoded {
		changed := bytes.Clone(encoded)
		changed[i] ^= 1
		if other, err := ParsePublic(changed); err == nil && other.Fingerprint() == public.Fingerprint() {
			t.Errorf("byte %d is not in the fingerprint", i)
		}
	}
	if Public.Encode(Public{}) != nil {
		t.Error("nobody's keys have an encoding")
	}
}

func TestParsePublicRefusesWhatIsNone(t *testing.T) {
	t.Parallel()
	encoded := newIdentity(t, 1).Public().Encode()
	outOfRange := bytes.Clone(encoded)
	for i := range 3 {
		outOfRange[prefixSize+i] = 0xff // coefficients of 4095, over ML-KEM's 3329
	}
	for name, bad := range map[string][]byte{
		"nothing":       nil,
		"short":         encoded[:len(encoded)-1],
		"long":          append(bytes.Clone(encoded), 0),
		"other kind":    append([]byte{2}, encoded[1:]...),
		"other version": append([]byte{1, 2}, encoded[2:]...),
		"out of range":  outOfRange,
	} {
		if _, err := ParsePublic(bad); err == nil {
			t.Errorf("read public keys: %s", name)
		}
	}
}

// TestMarksTellPeopleApart: a mark is the same for one person and one text alone.
func TestMarksTellPeopleApart(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		texts := rapid.SliceOfNDistinct(rapid.String(), 2, 2, rapid.ID).Draw(t, "texts")
		one, other := must(NewSeed(fixed(1))), must(NewSeed(fixed(2)))
		mark := func(s Seed, text string) [16]byte { return must(s.Mark(digest([]byte(text)))) }
		if mark(one, texts[0]) != mark(seedOf(one.secret()), texts[0]) {
			t.Error("one person marks one text in two ways")
		}
		if mark(one, texts[0]) == mark(other, texts[0]) || mark(one, texts[0]) == mark(one, texts[1]) {
			t.Error("two marks are the same")
		}
	})
	if _, err := (Seed{}).Mark([32]byte{}); !errors.Is(err, errNoSeed) {
		t.Errorf("no seed: %v", err)
	}
}

func TestSeedsMakeTheSameKeysAgain(t *testing.T) {
	t.Parallel()
	one, again, other := newIdentity(t, 1), newIdentity(t, 1), newIdentity(t, 2)
	if !one.Signing().Equal(again.Signing()) || one.Public().Fingerprint() != again.Public().Fingerprint() {
		t.Error("one seed makes two identities")
	}
	if one.Signing().Equal(other.Signing()) || one.Public().Fingerprint() == other.Public().Fingerprint() {
		t.Error("two seeds make one identity")
	}
	if !one.Public().Signing().Equal(one.Signing().Public()) {
		t.Error("public and private signing keys do not belong together")
	}
}
