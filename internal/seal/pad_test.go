package seal

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

func TestPaddedLength(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]int{
		0: 256, 1: 256, 252: 256, 253: 512, 508: 512, 509: 1024, 600: 1024, 1020: 1024, 1021: 2048,
		maxContents: maxBucket, maxContents + 1: 2 * maxBucket,
	} {
		if got := PaddedLength(n); got != want {
			t.Errorf("PaddedLength(%d) = %d, want %d", n, got, want)
		}
	}
}

func TestPadding(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		content := rapid.SliceOfN(rapid.Byte(), 0, 5000).Draw(t, "content")
		lead := rapid.IntRange(0, 40).Draw(t, "lead")
		padded := must(pad(lead, content))
		if len(padded) != lead+PaddedLength(len(content)) {
			t.Fatalf("%d bytes padded to %d", len(content), len(padded))
		}
		got, err := unpad(padded[lead:])
		if err != nil || !bytes.Equal(got, content) {
			t.Fatalf("came back as %x, %v", got, err)
		}
	})
}

func TestUnpadRefusesOtherPaddings(t *testing.T) {
	t.Parallel()
	padded := must(pad(0, wording))
	change := func(f func(p []byte)) []byte {
		p := bytes.Clone(padded)
		f(p)
		return p
	}
	for name, bad := range map[string][]byte{
		"nothing":              nil,
		"no bucket":            padded[:255],
		"too small a bucket":   padded[:128],
		"too large a bucket":   append(bytes.Clone(padded), make([]byte, 256)...),
		"last byte not zero":   change(func(p []byte) { p[255] = 1 }),
		"first byte not zero":  change(func(p []byte) { p[lengthSize+len(wording)] = 1 }),
		"longer than it is":    change(func(p []byte) { p[0] = 1 }),
		"longer than any int":  change(func(p []byte) { copy(p, "\xff\xff\xff\xff") }),
		"shorter than it is":   change(func(p []byte) { p[3]-- }),
		"longer than a bucket": change(func(p []byte) { p[3] = 253 }),
	} {
		if _, err := unpad(bad); err == nil {
			t.Errorf("unpadded %s", name)
		}
	}
}

func FuzzUnpad(f *testing.F) {
	f.Add(must(pad(0, nil)))
	f.Add(must(pad(0, wording)))
	f.Add(must(pad(0, make([]byte, 300))))
	f.Fuzz(func(t *testing.T, padded []byte) {
		content, err := unpad(padded)
		if err != nil {
			return
		}
		if again := must(pad(0, content)); !bytes.Equal(again, padded) {
			t.Errorf("%x pads to %x, not to %x", content, again, padded)
		}
	})
}
