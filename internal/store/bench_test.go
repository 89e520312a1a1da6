package store_test

import (
	"os"
	"strconv"
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

// benchRound makes what each writer commits in a round: an entry of 600 bytes with its
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

// BenchmarkCommit has 64 writers commit, each in a stream of its own and one batch after
// the other: an entry of 600 bytes with its key, the list row, and the one-use form. In
// turns with it the same batches go to a plain file and to bare SQLite, from as many
// writers, who wait as long: see storetest.NewFile and storetest.NewBare. ratio is the rate of the
// store to that of the file, of-bare to that of bare SQLite, bare-ratio that of bare SQLite
// to the file's: what the layout costs before anything is asked, hashed or signed.
func BenchmarkCommit(b *testing.B) {
	w := storetest.NewWorld(1)
	path := newStore(b, w)
	file, bare := storetest.NewFile(b), storetest.NewBare(b)
	at := make([]store.Version, benchWriters)
	for i := range at {
		at[i] = w.Stream(b)
	}
	var ours, plain, rows time.Duration
	n := 0
	for b.Loop() {
		all := benchRound(w, at)
		with := func(commit func(store.Batch) error) time.Duration {
			begun := time.Now()
			storetest.AllAtOnce(benchWriters, benchTurns, func(writer, turn int) {
				if err := commit(all[writer][turn]); err != nil {
					b.Error(err)
				}
			})
			return time.Since(begun)
		}
		plain += with(file.Commit)
		rows += with(bare.Commit)
		ours += with(func(batch store.Batch) error { return w.Store.Commit(b.Context(), batch) })
		n += benchWriters * benchTurns
	}
	b.ReportMetric(float64(n)/ours.Seconds(), "commits/s")
	b.ReportMetric(float64(n)/plain.Seconds(), "file/s")
	b.ReportMetric(float64(n)/rows.Seconds(), "bare/s")
	b.ReportMetric(plain.Seconds()/ours.Seconds(), "ratio")
	b.ReportMetric(rows.Seconds()/ours.Seconds(), "of-bare")
	b.ReportMetric(plain.Seconds()/rows.Seconds(), "bare-ratio")
	log, err := os.Stat(path + "-wal")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(log.Size()>>20), "MiB/log")
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

// BenchmarkVerify verifies the journal in the database, and in turns with it reads the same
// entries out of the same database, in the same order, and hashes them. ratio is the time of
// the one to that of the other; without-signatures is the same less the time that the
// signatures of all checkpoints take, which is measured apart.
func BenchmarkVerify(b *testing.B) {
	for _, entries := range []int{100_000, 1_000_000} {
		b.Run(strconv.Itoa(entries), func(b *testing.B) { benchVerify(b, entries) })
	}
}

func benchVerify(b *testing.B, entries int) {
	w := storetest.NewWorld(1)
	newStore(b, w)
	fill(b, w, entries)
	var whole, least, signatures time.Duration
	signed := 0
	for b.Loop() {
		begun := time.Now()
		if n := w.Verify(b); n != int64(entries) {
			b.Fatalf("verified %d entries, not %d", n, entries)
		}
		whole += time.Since(begun)
		least += readAndHash(b, w)
		var took time.Duration
		took, signed = checkSignatures(b, w)
		signatures += took
	}
	b.ReportMetric(float64(whole)/float64(least), "ratio")
	b.ReportMetric(float64(whole-signatures)/float64(least), "without-signatures")
	b.ReportMetric(signatures.Seconds()/float64(b.N), "s/signatures")
	b.ReportMetric(float64(signed), "signatures")
	b.ReportMetric(whole.Seconds()/float64(b.N), "s/verify")
}

// readAndHash reads all entries and hashes them, and tells how long that took.
func readAndHash(b *testing.B, w *storetest.World) time.Duration {
	b.Helper()
	begun := time.Now()
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
	return time.Since(begun)
}

// checkSignatures checks those of all checkpoints, and tells how long that took.
func checkSignatures(b *testing.B, w *storetest.World) (took time.Duration, signed int) {
	b.Helper()
	if err := w.Store.Audit(b.Context(), func(source journal.Source) error {
		for text, err := range source.Checkpoints() {
			if err != nil {
				return err
			}
			begun := time.Now()
			if _, err := journal.OpenCheckpoint(text, w.Verifier); err != nil {
				return err
			}
			took += time.Since(begun)
			signed++
		}
		return nil
	}); err != nil {
		b.Fatal(err)
	}
	return took, signed
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
