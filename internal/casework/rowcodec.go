package casework

import (
	"encoding/binary"
	"errors"

	"amends/internal/journal"
)

// A list of 100,000 cases opens as many rows, so that they are written for speed:
// numbers as varints, strings with their length before them, ids as 16 bytes.
// Rows are rebuilt from the entries and never kept, so that their form may change
// with its first byte.

type rowWriter struct{ out []byte }

func (w *rowWriter) number(n int64) { w.out = binary.AppendVarint(w.out, n) }

func (w *rowWriter) flag(b bool) {
	if b {
		w.number(1)
		return
	}
	w.number(0)
}

func (w *rowWriter) text(s string) {
	w.number(int64(len(s)))
	w.out = append(w.out, s...)
}

func (w *rowWriter) bytes(b []byte) { w.text(string(b)) }

// id writes an id in its text form; what is none is written as zero.
func (w *rowWriter) id(text string) {
	id, _ := journal.ParseID(text)
	w.out = append(w.out, id[:]...)
}

var errRow = errors.New("could not read a row: not in its form")

// rowReader reads what rowWriter wrote. The first mistake is kept, and all that
// is read after it is empty.
type rowReader struct {
	in  []byte
	bad bool
}

func (r *rowReader) number() int64 {
	n, size := binary.Varint(r.in)
	if size <= 0 {
		r.in, r.bad = nil, true
		return 0
	}
	r.in = r.in[size:]
	return n
}

func (r *rowReader) flag() bool { return r.number() == 1 }

// count reads how many follow: no more than there are bytes left.
func (r *rowReader) count() int {
	n := r.number()
	if n < 0 || n > int64(len(r.in)) {
		r.in, r.bad = nil, true
		return 0
	}
	return int(n)
}

func (r *rowReader) text() string { return string(r.bytes()) }

// bytes reads a text without copying it.
func (r *rowReader) bytes() []byte {
	n := r.count()
	b := r.in[:n]
	r.in = r.in[n:]
	return b
}

func (r *rowReader) id() string {
	if len(r.in) < 16 {
		r.in, r.bad = nil, true
		return ""
	}
	id := journal.ID(r.in[:16])
	r.in = r.in[16:]
	if id.IsZero() {
		return ""
	}
	return id.String()
}

// end says whether everything was read, and well.
func (r *rowReader) end() error {
	if r.bad || len(r.in) > 0 {
		return errRow
	}
	return nil
}
