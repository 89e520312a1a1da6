package store_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"amends/internal/store/storetest"
)

// BenchmarkColdCase reads the 200 entries of a case that grew while others did by 199,000,
// out of a file of which the system keeps nothing in memory. KiB/disk is what the system
// read from the disk for it: nought would say that the cache was not cold.
func BenchmarkColdCase(b *testing.B) {
	w := storetest.NewWorld(1)
	path := newStore(b, w)
	v := w.Stream(b)
	for range 199 {
		fill(b, w, 1000)
		w.Commit(b, w.Next(v, 1))
		v.Number++
	}
	var times []time.Duration
	var disk int64
	for b.Loop() {
		if err := w.Store.Close(); err != nil {
			b.Fatal(err)
		}
		reopen(b, w, path)
		forget(b, path)
		before, begun := diskRead(b), time.Now()
		entries, err := w.Store.Entries(b.Context(), v.Case, v.Stream, 1)
		times = append(times, time.Since(begun))
		if err != nil || len(entries) != 200 {
			b.Fatal(len(entries), err)
		}
		disk += diskRead(b) - before
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "ms/median")
	b.ReportMetric(float64(times[len(times)-1].Microseconds())/1000, "ms/longest")
	b.ReportMetric(float64(disk)/float64(len(times))/1024, "KiB/disk")
}

// forget has the system drop what it keeps in memory of the database's files.
func forget(b *testing.B, path string) {
	b.Helper()
	const dontNeed = 4 // POSIX_FADV_DONTNEED
	names, err := filepath.Glob(path + "*")
	if err != nil {
		b.Fatal(err)
	}
	for _, name := range names {
		file, err := os.Open(name)
		if err != nil {
			b.Fatal(err)
		}
		if err := file.Sync(); err != nil { // only clean pages can be dropped
			b.Fatal(err)
		}
		if _, _, failed := syscall.Syscall6(syscall.SYS_FADVISE64, file.Fd(), 0, 0, dontNeed, 0, 0); failed != 0 {
			b.Fatal(failed)
		}
		if err := file.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// diskRead is how many bytes this process has had read from disks so far.
func diskRead(b *testing.B) int64 {
	b.Helper()
	io, err := os.ReadFile("/proc/self/io")
	if err != nil {
		b.Fatal(err)
	}
	_, rest, found := bytes.Cut(io, []byte("read_bytes: "))
	text, _, _ := bytes.Cut(rest, []byte("\n"))
	n, err := strconv.ParseInt(string(text), 10, 64)
	if err != nil || !found {
		b.Fatalf("could not read what was read from disks: %v", err)
	}
	return n
}
