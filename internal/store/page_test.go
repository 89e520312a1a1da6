package store

import (
	"bytes"
	"encoding/binary"
	"testing"
)

// leaf makes a leaf page of 1,024 bytes: pointers to two rows, a gap, and a free
// block between the rows.
func leaf() page {
	p := page(bytes.Repeat([]byte{'x'}, 1024))
	p[0] = 10
	for at, value := range map[int]int{1: 900, 3: 2, 5: 800, 8: 800, 10: 1000, 900: 0, 902: 50} {
		binary.BigEndian.PutUint16(p[at:], uint16(value))
	}
	return p
}

func TestWipePage(t *testing.T) {
	t.Parallel()
	p, before := leaf(), leaf()
	if changed, err := p.wipe(); err != nil || !changed {
		t.Fatalf("wipe gave %v, %v", changed, err)
	}
	for at := range p {
		want := before[at]
		if at >= 12 && at < 800 || at >= 904 && at < 950 {
			want = 0
		}
		if p[at] != want {
			t.Fatalf("byte %d is %d, want %d", at, p[at], want)
		}
	}
	if changed, err := p.wipe(); err != nil || changed {
		t.Errorf("a second wipe gave %v, %v", changed, err)
	}
}

func TestWipeRefusesWhatIsNoPage(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(p page) page{
		"short":             func(p page) page { return p[:100] },
		"kind":              func(p page) page { p[0] = 7; return p },
		"too many pointers": func(p page) page { binary.BigEndian.PutUint16(p[3:], 500); return p },
		"rows past the end": func(p page) page { binary.BigEndian.PutUint16(p[5:], 2000); return p },
		"block in the gap":  func(p page) page { binary.BigEndian.PutUint16(p[1:], 700); return p },
		"block past it":     func(p page) page { binary.BigEndian.PutUint16(p[1:], 1022); return p },
		"block too small":   func(p page) page { binary.BigEndian.PutUint16(p[902:], 3); return p },
		"block too long":    func(p page) page { binary.BigEndian.PutUint16(p[902:], 200); return p },
		"blocks in a ring":  func(p page) page { binary.BigEndian.PutUint16(p[900:], 900); return p },
	} {
		if _, err := spoil(leaf()).wipe(); err == nil {
			t.Errorf("%s: wiped", name)
		}
	}
}

// FuzzWipePage: it ends, stays within the page, and leaves the header alone.
func FuzzWipePage(f *testing.F) {
	f.Add([]byte(leaf()))
	f.Fuzz(func(t *testing.T, content []byte) {
		p := page(bytes.Clone(content))
		if _, err := p.wipe(); err == nil && !bytes.Equal(p[:8], content[:8]) {
			t.Error("the header changed")
		}
	})
}
