package store_test

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"amends/internal/journal"
	"amends/internal/store"
	"amends/internal/store/storetest"
)

const (
	benchWriters = 64
	benchTurns   = 32 // commits of each writer in a round
)

// plain appends to a file what its callers give it, many to one fsync, as the
// store's writer does: the most that this machine allows.
type plain struct {
	file *os.File
	jobs chan plainJob
}

type plainJob struct {
	bytes []byte
	done  chan error
}

func (p *plain) loop() {
	for first := range p.jobs {
		group := []plainJob{first}
	gather:
		for len(group) < benchWriters {
			select {
			case j := <-p.jobs:
				group = append(group, j)
			default:
				break gather
			}
		}
		var all []byte
		for _, j := range group {
			all = append(all, j.bytes...)
		}
		_, err := p.file.Write(all)
		if err == nil {
			err = p.file.Sync()
		}
		for _, j := range group {
			j.done <- err
		}
	}
}

func (p *plain) append(b []byte) error {
	j := plainJob{b, make(chan error, 1)}
	p.jobs <- j
	return <-j.done
}

// rounds makes what each writer commits in a round: an entry of 600 bytes with its
// key, the list row, and the one-use form.
func benchRound(w *storetest.World, at []store.Version) [][]store.Batch {
	all := make([][]store.Batch, len(at))
	for i := range at {
		for range benchTurns {
			b := w.Next(at[i], 1)
			at[i].Number++
			b.Rows = []store.Row{{Case: at[i].Case, Stream: at[i].Stream, Version: at[i].Number, Epoch: 1, Sealed: w.Bytes(200)}}
			b.Once = &store.Once{ID: [32]byte(w.Bytes(32)), Expires: w.Now().Add(time.Hour)}
			all[i] = append(all[i], b)
		}
	}
	return all
}

// bytesOf is everything in a batch that must be written.
func bytesOf(b store.Batch) []byte {
	e := b.Entries[0]
	out := append(e.Header.Encode(), e.Body...)
	out = append(append(out, e.Key...), b.Rows[0].Sealed...)
	return append(out, b.Once.ID[:]...)
}

// together has each writer do its batches one after another, all writers at once.
func together(b *testing.B, all [][]store.Batch, do func(store.Batch) error) time.Duration {
	var writers sync.WaitGroup
	start := time.Now()
	for _, batches := range all {
		writers.Go(func() {
			for _, batch := range batches {
				if err := do(batch); err != nil {
					b.Error(err)
				}
			}
		})
	}
	writers.Wait()
	return time.Since(start)
}

// BenchmarkCommit has 64 writers commit, and in turns with it the same bytes
// appended to a plain file by 64 writers with grouped fsync. ratio is the rate of
// the store to that of the file.
func BenchmarkCommit(b *testing.B) {
	w := storetest.NewWorld(1)
	newStore(b, w)
	file, err := os.Create(filepath.Join(b.TempDir(), "plain"))
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	p := &plain{file, make(chan plainJob)}
	go p.loop()
	defer close(p.jobs)
	at := make([]store.Version, benchWriters)
	for i := range at {
		at[i] = w.Stream(b)
	}
	var ours, least time.Duration
	n := 0
	for b.Loop() {
		all := benchRound(w, at)
		least += together(b, all, func(batch store.Batch) error { return p.append(bytesOf(batch)) })
		ours += together(b, all, func(batch store.Batch) error { return w.Store.Commit(b.Context(), batch) })
		n += benchWriters * benchTurns
	}
	b.ReportMetric(float64(n)/ours.Seconds(), "commits/s")
	b.ReportMetric(float64(n)/least.Seconds(), "file/s")
	b.ReportMetric(least.Seconds()/ours.Seconds(), "ratio")
}

// BenchmarkCase reads the 200 entries of a case among many.
func BenchmarkCase(b *testing.B) {
	w := storetest.NewWorld(1)
	path := newStore(b, w)
	v := w.Stream(b)
	fill(b, w, 20_000)
	w.Commit(b, w.Next(v, 199))
	for name, again := range map[string]bool{"warm": false, "opened-anew": true} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if again {
					b.StopTimer()
					if err := w.Store.Close(); err != nil {
						b.Fatal(err)
					}
					reopen(b, w, path)
					b.StartTimer()
				}
				entries, err := w.Store.Entries(b.Context(), v.Case, v.Stream, 1)
				if err != nil || len(entries) != 200 {
					b.Fatal(len(entries), err)
				}
			}
		})
	}
}

// fill writes n entries in streams of twenty.
func fill(b testing.TB, w *storetest.World, n int) {
	b.Helper()
	for range n / 1000 {
		var whole store.Batch
		for range 50 {
			first := w.First(store.StreamRef{Case: w.ID(), Stream: w.ID()})
			h := first.Entries[0].Header
			rest := w.Next(store.Version{Case: h.Case, Stream: h.Stream, Number: 1, Epoch: 1}, 19)
			whole.Expect, whole.Streams = append(whole.Expect, first.Expect...), append(whole.Streams, first.Streams...)
			whole.Entries = append(append(whole.Entries, first.Entries...), rest.Entries...)
		}
		w.Commit(b, whole)
	}
}

// BenchmarkVerify verifies the journal in the database, and in turns with it reads
// the same entries and hashes them.
func BenchmarkVerify(b *testing.B) {
	w := storetest.NewWorld(1)
	newStore(b, w)
	fill(b, w, 100_000)
	var whole, least time.Duration
	for b.Loop() {
		start := time.Now()
		w.Verify(b)
		whole += time.Since(start)
		start = time.Now()
		if err := w.Store.Audit(b.Context(), func(source journal.Source) error {
			for p, err := range source.Entries() {
				if err != nil {
					return err
				}
				p.Entry.Leaf()
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
		least += time.Since(start)
	}
	b.ReportMetric(float64(whole)/float64(least), "ratio")
}

// BenchmarkOpen opens a store of 100,000 entries for writing.
func BenchmarkOpen(b *testing.B) {
	w := storetest.NewWorld(1)
	path := newStore(b, w)
	fill(b, w, 100_000)
	for b.Loop() {
		if err := w.Store.Close(); err != nil {
			b.Fatal(err)
		}
		reopen(b, w, path)
	}
}

// BenchmarkScrub scrubs a store of 400,000 wraps while somebody commits, and tells how
// long scrubbing took and how long that person waited at most.
func BenchmarkScrub(b *testing.B) {
	w := storetest.NewWorld(1)
	newStore(b, w)
	parties := populate(b, w, 100_000)
	own := w.Stream(b)
	var took, longest time.Duration
	for b.Loop() {
		p := parties[0]
		parties = parties[1:]
		w.Commit(b, store.Batch{Expect: []store.Version{p.at}, Erase: []store.StreamRef{storetest.Ref(p.at)}})
		stop, beside := make(chan struct{}), sync.WaitGroup{}
		beside.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				begun := time.Now()
				if err := w.Store.Commit(b.Context(), w.Next(own, 1)); err != nil {
					b.Error(err)
					return
				}
				own.Number++
				longest = max(longest, time.Since(begun))
			}
		})
		begun := time.Now()
		if err := w.Store.Scrub(b.Context()); err != nil {
			b.Fatal(err)
		}
		took += time.Since(begun)
		close(stop)
		beside.Wait()
	}
	b.ReportMetric(float64(took.Milliseconds())/float64(b.N), "ms/scrub")
	b.ReportMetric(float64(longest.Milliseconds()), "ms/longest-wait")
}
