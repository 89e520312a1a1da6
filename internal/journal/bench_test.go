package journal_test

import (
	"crypto/sha256"
	"slices"
	"testing"
	"time"

	"amends/internal/journal"
	"amends/internal/journal/journaltest"

	"golang.org/x/mod/sumdb/note"
)

// bodySize is about what a sealed contact record takes, in bytes.
const bodySize = 600

// stopwatch takes the time that checking signatures takes.
type stopwatch struct {
	note.Verifier
	taken time.Duration
}

// Verify checks a signature.
func (s *stopwatch) Verify(message, signature []byte) bool {
	start := time.Now()
	defer func() { s.taken += time.Since(start) }()
	return s.Verifier.Verify(message, signature)
}

// million is a journal of n entries, 20 to a stream, in groups of 64. The records
// are not signed: only verification without keys is measured with it.
func million(b *testing.B, n int) (*journaltest.Service, *journaltest.Rows) {
	b.Helper()
	s := journaltest.NewService(1)
	heads := make([]journal.Head, n/20)
	for i := range heads {
		heads[i] = journal.Head{Case: journal.ID{1, byte(i), byte(i >> 8), byte(i >> 16)}, Stream: journal.ID{2, byte(i), byte(i >> 8), byte(i >> 16)}}
	}
	rows, stored := &journaltest.Rows{}, map[[2]uint64]int{}
	var edge journal.Edge
	for start := 0; start < n; start += 64 {
		group := make([]journal.Entry, min(64, n-start))
		for i := range group {
			group[i] = unsigned(b, s.ID, &heads[(start+i)*7919%len(heads)])
		}
		plan, err := journal.Plan(edge, group, int64(start), s.Signer)
		if err != nil {
			b.Fatal(err)
		}
		edge = plan.Edge
		for i, entry := range group {
			rows.PlacedEntries = append(rows.PlacedEntries, journal.Placed{Position: plan.Start + int64(i), Entry: entry})
		}
		for _, tile := range plan.Tiles {
			key := [2]uint64{tile.Level, tile.Index}
			if at, found := stored[key]; found {
				rows.StoredTiles[at] = tile
				continue
			}
			stored[key] = len(rows.StoredTiles)
			rows.StoredTiles = append(rows.StoredTiles, tile)
		}
		rows.Signed = append(rows.Signed, plan.Signed)
	}
	rows.StreamHeads = heads
	slices.SortFunc(rows.StoredTiles, func(a, b journal.Tile) int {
		return int(a.Level*1_000_000+a.Index) - int(b.Level*1_000_000+b.Index)
	})
	return s, rows
}

func unsigned(b *testing.B, service journal.ID, head *journal.Head) journal.Entry {
	b.Helper()
	h := journal.Header{Service: service, Case: head.Case, Stream: head.Stream, Number: head.Number + 1, Epoch: 1, Length: bodySize}
	if h.Number == 1 {
		h.Commitment = [32]byte{1}
	}
	next, err := head.Follow(h)
	if err != nil {
		b.Fatal(err)
	}
	*head = next
	body := make([]byte, bodySize)
	body[0] = byte(h.Number)
	return journal.Entry{Header: h, Body: body}
}

// readAndHash is the least that any verification does: SHA-256 over the bytes.
func readAndHash(b *testing.B, source journal.Source) time.Duration {
	b.Helper()
	start := time.Now()
	var bytes []byte
	for placed, err := range source.Entries() {
		if err != nil {
			b.Fatal(err)
		}
		bytes = append(append(bytes[:0], placed.Entry.Header.Encode()...), placed.Entry.Body...)
		sha256.Sum256(bytes)
	}
	return time.Since(start)
}

// BenchmarkVerify verifies a million entries of 600 bytes, and reports the ratio to
// reading and hashing the same bytes in turn in the same run; the checking of the
// checkpoints' signatures apart.
func BenchmarkVerify(b *testing.B) {
	s, rows := million(b, 1_000_000)
	for order, source := range map[string]journal.Source{"log": rows, "clustered": presorted(b, rows)} {
		b.Run(order, func(b *testing.B) {
			var whole, least, signatures time.Duration
			for b.Loop() {
				watch := &stopwatch{Verifier: s.Verifier}
				start := time.Now()
				if _, err := journal.Verify(source, journal.Options{Verifier: watch}); err != nil {
					b.Fatal(err)
				}
				whole += time.Since(start)
				signatures += watch.taken
				least += readAndHash(b, source)
			}
			b.ReportMetric(float64(whole-signatures)/float64(least), "ratio")
			b.ReportMetric(float64(whole)/float64(least), "ratio-with-signatures")
			b.ReportMetric(signatures.Seconds()/float64(b.N), "s-signatures/op")
		})
	}
}

// presorted is the journal in clustered order, sorted once.
func presorted(b *testing.B, rows *journaltest.Rows) journal.Source {
	b.Helper()
	sorted := *rows
	sorted.PlacedEntries = nil
	for placed, err := range rows.Clustered().Entries() {
		if err != nil {
			b.Fatal(err)
		}
		sorted.PlacedEntries = append(sorted.PlacedEntries, placed)
	}
	return &sorted
}

// BenchmarkAppend plans groups of 64 at the end of a log of a hundred thousand, and
// reports the time for each entry beside that of hashing it.
func BenchmarkAppend(b *testing.B) {
	s, rows := million(b, 100_000)
	head, err := journal.OpenCheckpoint(rows.Signed[len(rows.Signed)-1], s.Verifier)
	if err != nil {
		b.Fatal(err)
	}
	edge, err := journal.LoadEdge(head, rows.ReadTile)
	if err != nil {
		b.Fatal(err)
	}
	group := make([]journal.Entry, 64)
	for i := range group {
		group[i] = rows.PlacedEntries[i].Entry
	}
	for b.Loop() {
		plan, err := journal.Plan(edge, group, head.At, s.Signer)
		if err != nil {
			b.Fatal(err)
		}
		edge = plan.Edge
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/64, "ns/entry")
}

// BenchmarkLoadEdge is what a start reads of the tree.
func BenchmarkLoadEdge(b *testing.B) {
	s, rows := million(b, 100_000)
	head, err := journal.OpenCheckpoint(rows.Signed[len(rows.Signed)-1], s.Verifier)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := journal.LoadEdge(head, rows.ReadTile); err != nil {
			b.Fatal(err)
		}
	}
}
