package seal

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

var (
	header  = []byte("a header of fixed size, in the clear")
	wording = []byte("I knew your brother. I would like to say what happened.")
)

func TestEntriesComeBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		k := must(NewKey(fixed(rapid.Byte().Draw(t, "key"))))
		header := rapid.SliceOf(rapid.Byte()).Draw(t, "header")
		plaintext := rapid.SliceOfN(rapid.Byte(), 0, 3000).Draw(t, "plaintext")
		body, entryKey, err := SealEntry(fixed(rapid.Byte().Draw(t, "random")), k, header, plaintext)
		if err != nil {
			t.Fatal(err)
		}
		if want := prefixSize + nonceSize + committingSize + PaddedLength(len(plaintext)) + tagSize; len(body) != want {
			t.Fatalf("body of %d bytes, want %d", len(body), want)
		}
		got, err := OpenEntry(k, header, body, entryKey)
		if err != nil || !bytes.Equal(got, plaintext) {
			t.Fatalf("came back as %x, %v", got, err)
		}
	})
}

func TestEntriesRefuseChanges(t *testing.T) {
	t.Parallel()
	k := newKey(t, 1)
	body, entryKey, err := SealEntry(fixed(2), k, header, wording)
	if err != nil {
		t.Fatal(err)
	}
	for part, c := range map[string]struct {
		open   opener
		sealed []byte
	}{
		"body":   {func(b []byte) ([]byte, error) { return OpenEntry(k, header, b, entryKey) }, body},
		"key":    {func(b []byte) ([]byte, error) { return OpenEntry(k, header, body, b) }, entryKey},
		"header": {func(b []byte) ([]byte, error) { return OpenEntry(k, b, body, entryKey) }, header},
	} {
		t.Run(part, func(t *testing.T) {
			t.Parallel()
			opensTo(t, c.open, c.sealed, wording)
			refusesChanges(t, c.open, c.sealed)
		})
	}
	if _, err := OpenEntry(newKey(t, 9), header, body, entryKey); err == nil {
		t.Error("entry opened under another compartment's key")
	}
}

// An entry moved to another number of its stream, key and all, does not open
// there; nor does its key open with another's body.
func TestEntriesCannotBeSwapped(t *testing.T) {
	t.Parallel()
	k := newKey(t, 1)
	random := fixed(2)
	first, firstKey, _ := SealEntry(random, k, []byte("number 1"), wording)
	second, secondKey, _ := SealEntry(random, k, []byte("number 2"), wording)
	again, againKey, _ := SealEntry(random, k, []byte("number 1"), []byte("I would like to say nothing."))
	for name, err := range map[string]error{
		"both moved":                         errOf(OpenEntry(k, []byte("number 2"), first, firstKey)),
		"body moved":                         errOf(OpenEntry(k, []byte("number 2"), first, secondKey)),
		"key moved":                          errOf(OpenEntry(k, []byte("number 1"), first, secondKey)),
		"key of another of the same number":  errOf(OpenEntry(k, []byte("number 1"), first, againKey)),
		"body of another of the same number": errOf(OpenEntry(k, []byte("number 1"), again, firstKey)),
		"body with another's key and header": errOf(OpenEntry(k, []byte("number 1"), second, firstKey)),
	} {
		if err == nil {
			t.Errorf("opened with %s", name)
		}
	}
}

func errOf[T any](_ T, err error) error { return err }

// A body that its writer made to open under two keys does not start with zeros
// under both: whatever does not is refused, though GCM is content with it.
func TestEntryCommitsToItsKey(t *testing.T) {
	t.Parallel()
	k := newKey(t, 1)
	_, entryKey, _ := SealEntry(fixed(2), k, header, wording)
	own := must(openBox(must(k.entryKeys()), kindEntryKey, labelEntryKey.bind(header), entryKey))
	for i := range committingSize {
		content := must(pad(committingSize, wording))
		content[i] = 1
		body := must(sealBox(fixed(3), newAEAD([keySize]byte(own)), kindEntry, labelEntry.bind(header), content))
		if _, err := OpenEntry(k, header, body, entryKey); err == nil {
			t.Errorf("opened with byte %d not zero", i)
		}
	}
}

func TestEntryPaddingIsChecked(t *testing.T) {
	t.Parallel()
	k := newKey(t, 1)
	_, entryKey, _ := SealEntry(fixed(2), k, header, wording)
	own := must(openBox(must(k.entryKeys()), kindEntryKey, labelEntryKey.bind(header), entryKey))
	content := must(pad(committingSize, wording))
	content[len(content)-1] = 1
	body := must(sealBox(fixed(3), newAEAD([keySize]byte(own)), kindEntry, labelEntry.bind(header), content))
	if _, err := OpenEntry(k, header, body, entryKey); err == nil {
		t.Error("opened with something in the padding")
	}
}

func TestEntryTooLongIsRefused(t *testing.T) {
	t.Parallel()
	k := newKey(t, 1)
	if _, _, err := SealEntry(fixed(1), k, header, make([]byte, maxContents+1)); err == nil {
		t.Error("sealed an entry over 16 MiB")
	}
	if _, err := SealRow(fixed(1), k, here, 1, make([]byte, maxContents+1)); err == nil {
		t.Error("sealed a row over 16 MiB")
	}
}

func TestRows(t *testing.T) {
	t.Parallel()
	k := newKey(t, 1)
	row := must(SealRow(fixed(2), k, here, 7, wording))
	open := func(row []byte) ([]byte, error) { return OpenRow(k, here, 7, row) }
	opensTo(t, open, row, wording)
	refusesChanges(t, open, row)
	for field, w := range elsewhere() {
		if _, err := OpenRow(k, w, 7, row); err == nil {
			t.Errorf("row opened with another %s", field)
		}
	}
	for _, version := range []uint64{0, 6, 8, 7 << 32} {
		if _, err := OpenRow(k, here, version, row); err == nil {
			t.Errorf("row of version 7 opened as version %d", version)
		}
	}
	if _, err := OpenRow(newKey(t, 9), here, 7, row); err == nil {
		t.Error("row opened under another compartment's key")
	}
}
