package seal

import (
	"bytes"
	"testing"
)

func TestDropsAreAllOfOneSize(t *testing.T) {
	t.Parallel()
	k := newKey(t, 1)
	public, private, err := NewDropKey(fixed(2), k, here)
	if err != nil {
		t.Fatal(err)
	}
	size := 0
	for _, n := range []int{0, 1, 5, 1000, dropSize / 2, maxDrop - 1, maxDrop} {
		plaintext := bytes.Repeat([]byte{'x'}, n)
		drop, err := SealDrop(public, here, plaintext)
		if err != nil {
			t.Fatalf("%d bytes: %v", n, err)
		}
		if size == 0 {
			size = len(drop)
		}
		if len(drop) != size {
			t.Errorf("a drop of %d bytes is %d long, others %d", n, len(drop), size)
		}
		got, err := OpenDrop(k, private, here, drop)
		if err != nil || !bytes.Equal(got, plaintext) {
			t.Errorf("a drop of %d bytes came back as %d bytes, %v", n, len(got), err)
		}
	}
	if _, err := SealDrop(public, here, make([]byte, maxDrop+1)); err == nil {
		t.Error("sealed more than fits")
	}
}

func TestDropsOpenOnlyWhereTheyBelong(t *testing.T) {
	t.Parallel()
	k := newKey(t, 1)
	public, private, _ := NewDropKey(fixed(2), k, here)
	_, otherPrivate, _ := NewDropKey(fixed(3), k, here)
	drop := must(SealDrop(public, here, []byte("yes")))
	for field, w := range elsewhere() {
		if _, err := OpenDrop(k, private, w, drop); err == nil {
			t.Errorf("drop key opened with another %s", field)
		}
		// The private half moved to the other place; the drop must notice itself.
		aead, seed := must(k.dropKey()), must(openPrivate(k, private))
		moved := must(sealBox(fixed(1), aead, kindDropPrivate, labelDropPrivate.bind(w.encode()), seed))
		if _, err := OpenDrop(k, moved, w, drop); err == nil {
			t.Errorf("drop opened with another %s", field)
		}
	}
	if _, err := OpenDrop(newKey(t, 9), private, here, drop); err == nil {
		t.Error("drop opened under another compartment's key")
	}
	if _, err := OpenDrop(k, otherPrivate, here, drop); err == nil {
		t.Error("drop opened with another drop key")
	}
}

func openPrivate(k Key, private []byte) ([]byte, error) {
	return openBox(must(k.dropKey()), kindDropPrivate, labelDropPrivate.bind(here.encode()), private)
}

func TestDropKeyRefusesChanges(t *testing.T) {
	t.Parallel()
	k := newKey(t, 1)
	public, private, _ := NewDropKey(fixed(2), k, here)
	drop := must(SealDrop(public, here, []byte("yes")))
	open := func(private []byte) ([]byte, error) { return OpenDrop(k, private, here, drop) }
	opensTo(t, open, private, []byte("yes"))
	refusesChanges(t, open, private)
}

// Whoever writes may not choose a public key that is none, and one that was
// changed opens nothing.
func TestPublicDropKeyRefusesChanges(t *testing.T) {
	t.Parallel()
	k := newKey(t, 1)
	public, private, _ := NewDropKey(fixed(2), k, here)
	refusesChanges(t, func(public []byte) ([]byte, error) {
		drop, err := SealDrop(public, here, []byte("yes"))
		if err != nil {
			return nil, err
		}
		return OpenDrop(k, private, here, drop)
	}, public)
}

// A drop has 34 kB to change, and a private drop key takes long to make: it is
// made once here, in two halves at a time.
func TestDropRefusesChanges(t *testing.T) {
	t.Parallel()
	k := newKey(t, 1)
	public, private, _ := NewDropKey(fixed(2), k, here)
	drop := must(SealDrop(public, here, []byte("yes")))
	key := dropKEM(must(openPrivate(k, private)))
	open := func(drop []byte) ([]byte, error) {
		return openWith(key, kindDrop, labelDrop.bind(here.encode()), drop)
	}
	must(open(drop))
	half := len(drop) / 2
	for name, bounds := range map[string][2]int{"first half": {0, half}, "second half": {half, len(drop)}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			refusesFlips(t, open, drop, bounds[0], bounds[1])
		})
	}
	for _, bad := range [][]byte{nil, drop[:1], drop[:len(drop)-1], append(bytes.Clone(drop), 0)} {
		if _, err := OpenDrop(k, private, here, bad); err == nil {
			t.Errorf("opened a drop of %d bytes", len(bad))
		}
	}
}

// Somebody who holds the public key can seal what SealDrop would not: it must be
// refused all the same.
func TestDropPaddingIsChecked(t *testing.T) {
	t.Parallel()
	k := newKey(t, 1)
	public, private, _ := NewDropKey(fixed(2), k, here)
	to := must(parseDropPublic(public))
	good := make([]byte, dropSize)
	fill(good, []byte("yes"))
	for name, change := range map[string]func(form []byte){
		"more in the padding": func(form []byte) { form[dropSize-1] = 1 },
		"longer than it is":   func(form []byte) { form[0] = 0xff },
		"longer by one":       func(form []byte) { fill(form, make([]byte, maxDrop)); form[3]++ },
	} {
		form := bytes.Clone(good)
		change(form)
		drop := must(sealTo(to, kindDrop, labelDrop.bind(here.encode()), form))
		if _, err := OpenDrop(k, private, here, drop); err == nil {
			t.Errorf("opened a drop with %s", name)
		}
	}
}
