package casework

import (
	"crypto/rand"
	"encoding/binary"
	"slices"
	"testing"
	"time"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/seal"
	"amends/internal/store"
)

// manyCases are written into a store for the lists: each with an entry, a key, and
// the row of its case compartment. They are two cases again and again under other
// ids, so that making them does not take an hour.
type manyCases struct {
	b     *testing.B
	w     *world
	s     *Session
	wake  []byte // row of an open case in which something is due now
	quiet []byte // row of an open case in which nothing is due for years
	ended []byte // row of a closed case
}

func newManyCases(b *testing.B, w *world) *manyCases {
	b.Helper()
	m := &manyCases{b: b, w: w, s: w.benchSession(b)}
	row := func(id CaseID) []byte {
		out, err := mustWork(b, m.s, id).caseRow()
		if err != nil {
			b.Fatal(err)
		}
		return out
	}
	m.wake = row(benchDo(b, m.s, "", intake()).Case)
	id := benchDo(b, m.s, "", intake()).Case
	benchDo(b, m.s, id, practice.Close{Ending: practice.NoContact, Text: "done"})
	m.ended = row(id)
	in := &rowReader{in: m.ended[1:]}
	quiet := &rowWriter{out: []byte{rowCase}}
	quiet.number(in.number())
	in.number()
	quiet.number(0) // not closed
	m.quiet = slices.Concat(quiet.out, in.in)
	return m
}

// row says of which sort the nth case is: of 1,000 cases 945 are closed, 50 are
// open and quiet, and 5 need somebody today.
func (m *manyCases) row(n int) []byte {
	switch n % 1000 {
	case 0, 200, 400, 600, 800:
		return m.wake
	}
	if n%20 == 1 {
		return m.quiet
	}
	return m.ended
}

// add writes n cases.
func (m *manyCases) add(n int) {
	m.b.Helper()
	const group = 1000
	for first := 0; first < n; first += group {
		var batch store.Batch
		for i := range group {
			m.one(&batch, first+i)
		}
		if err := m.w.db.Commit(m.b.Context(), batch); err != nil {
			m.b.Fatal(err)
		}
	}
}

func (m *manyCases) one(batch *store.Batch, n int) {
	var id journal.ID
	_, _ = rand.Read(id[:])
	p := casePlace(id)
	where := seal.Where{Service: m.w.v.id, Case: p.kase, Stream: p.stream, Epoch: 1}
	k, err := seal.NewKey(rand.Reader)
	if err != nil {
		m.b.Fatal(err)
	}
	wrap, err := m.s.who.identity.Rewrap(rand.Reader, k, where)
	if err != nil {
		m.b.Fatal(err)
	}
	row, err := seal.SealRow(rand.Reader, k, where, 1, m.row(n))
	if err != nil {
		m.b.Fatal(err)
	}
	body := make([]byte, 600)
	binary.BigEndian.PutUint64(body, uint64(n))
	commitment := k.Commit(where)
	h := journal.Header{
		Service: where.Service, Case: p.kase, Stream: p.stream, Number: 1, Epoch: 1,
		Length: uint32(len(body)), Commitment: commitment,
	}
	batch.Expect = append(batch.Expect, store.Version{Case: p.kase, Stream: p.stream})
	batch.Streams = append(batch.Streams, store.Epoch{
		Case: p.kase, Stream: p.stream, Epoch: 1, Commitment: commitment, DropPublic: body[:1], DropPrivate: body[:1],
	})
	batch.Entries = append(batch.Entries, store.Entry{Entry: journal.Entry{Header: h, Body: body}, Key: make([]byte, 62)})
	batch.Wraps = append(batch.Wraps, store.Wrap{Case: p.kase, Stream: p.stream, Epoch: 1, Holder: m.s.who.id, Sealed: wrap})
	batch.Rows = append(batch.Rows, store.Row{Case: p.kase, Stream: p.stream, Version: 1, Epoch: 1, Sealed: row})
}

// BenchmarkStartToToday opens a service with 100,000 cases and shows somebody who
// is signed in their day: the first time after a start, and again. every-row is what
// it took before anything was kept of the list, once.
func BenchmarkStartToToday(b *testing.B) {
	const cases = 100_000
	w := benchWorld(b)
	m := newManyCases(b, w)
	m.add(cases)
	in, err := w.v.begin(b.Context(), w.seeds["mair"].seed, w.seeds["mair"].id, memory{})
	if err != nil {
		b.Fatal(err)
	}
	day := func(v *Service) time.Duration {
		begun := time.Now()
		s, err := v.Resume(b.Context(), in.Secret)
		if err != nil {
			b.Fatal(err)
		}
		today, err := s.Today(b.Context())
		if err != nil || today.Open < cases/20 || len(today.Due)+len(today.Uncovered) < cases/200 {
			b.Fatal(today.Open, len(today.Due), err)
		}
		return time.Since(begun)
	}
	every := day(w.v)
	var started, again []time.Duration
	for b.Loop() {
		if err := w.db.Close(); err != nil {
			b.Fatal(err)
		}
		begun := time.Now()
		v, db, err := openAt(b.Context(), w.file, w.server, w.clock, rand.Reader)
		if err != nil {
			b.Fatal(err)
		}
		day(v)
		started = append(started, time.Since(begun))
		again = append(again, day(v))
		w.db = db
	}
	b.ReportMetric(float64(every.Milliseconds()), "ms/every-row")
	b.ReportMetric(median(started), "ms/start-to-today")
	b.ReportMetric(median(again), "ms/today")
}

// median is in milliseconds.
func median(of []time.Duration) float64 {
	slices.Sort(of)
	return float64(of[len(of)/2].Microseconds()) / 1000
}
