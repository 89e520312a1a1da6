package store_test

import (
	"errors"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"amends/internal/journal"
	"amends/internal/journal/journaltest"
	"amends/internal/store"
	"amends/internal/store/storetest"
)

// subject is a store in the table of failures that journaltest keeps.
type subject struct {
	t       *testing.T
	service *journaltest.Service
	path    string
	store   *store.SQLite
}

// statements are the store's own for the steps of an append.
var statements = map[journaltest.Step][]string{
	journaltest.WriteEntries:    {"INSERT INTO entry "},
	journaltest.WriteHeads:      {"INSERT INTO stream ", "UPDATE stream "},
	journaltest.WriteTiles:      {"INSERT INTO tile "},
	journaltest.WriteCheckpoint: {"INSERT INTO checkpoint "},
	journaltest.Commit:          {"COMMIT"},
}

func TestAppendFailures(t *testing.T) {
	t.Parallel()
	journaltest.AppendFailures(t, func(t *testing.T, service *journaltest.Service) journaltest.Subject {
		s := &subject{t: t, service: service, path: filepath.Join(t.TempDir(), "amends.db")}
		s.open()
		if err := s.store.Commit(t.Context(), store.Batch{Service: &store.Service{ID: service.ID, Version: 1}}); err != nil {
			t.Fatal(err)
		}
		return s
	})
}

func (s *subject) open() {
	s.t.Helper()
	opened, err := store.Open(s.t.Context(), s.path, store.Options{
		Now: func() time.Time { return time.UnixMicro(s.service.Now()) }, Signer: s.service.Signer, Verifier: s.service.Verifier,
	})
	if err != nil {
		s.t.Fatal(err)
	}
	s.store = opened
	s.t.Cleanup(func() { _ = opened.Close() })
}

// Append makes one batch of the entries; more where a stream would begin two epochs
// in one, which only happens while the log is filled.
func (s *subject) Append(entries []journal.Entry) error {
	for len(entries) > 0 {
		b, n := batchOf(entries)
		if err := s.store.Commit(s.t.Context(), b); err != nil {
			return err
		}
		entries = entries[n:]
	}
	return nil
}

// batchOf expects of each stream what its first entry follows.
func batchOf(entries []journal.Entry) (b store.Batch, n int) {
	expected, begun := map[journal.ID]bool{}, map[journal.ID]bool{}
	for _, e := range entries {
		h := e.Header
		v := store.Version{Case: h.Case, Stream: h.Stream, Number: h.Number - 1, Epoch: h.Epoch}
		if h.BeginsEpoch() {
			if begun[h.Stream] {
				break
			}
			begun[h.Stream] = true
			v.Epoch--
			b.Streams = append(b.Streams, store.Epoch{
				Case: h.Case, Stream: h.Stream, Epoch: h.Epoch, Commitment: h.Commitment, DropPublic: []byte{1}, DropPrivate: []byte{1},
			})
		}
		if !expected[h.Stream] {
			b.Expect, expected[h.Stream] = append(b.Expect, v), true
		}
		b.Entries = append(b.Entries, store.Entry{Entry: e, Key: []byte("key")})
	}
	return b, len(b.Entries)
}

// Fail has one statement of the step fail, having run or not.
func (s *subject) Fail(step journaltest.Step, persisted bool) {
	done := false
	if err := s.store.TestOnlyFault(s.t.Context(), func(statement string, run func() error) error {
		if done || !is(statement, step) {
			return run()
		}
		done = true
		if persisted {
			if err := run(); err != nil {
				return err
			}
		}
		return journaltest.ErrInjected
	}); err != nil {
		s.t.Fatal(err)
	}
}

func is(statement string, step journaltest.Step) bool {
	return slices.ContainsFunc(statements[step], func(begin string) bool { return strings.HasPrefix(statement, begin) })
}

// Retry goes on with the same store, or where it stopped because nobody knows the
// outcome, with the one that the program opens when it starts again.
func (s *subject) Retry() error {
	err := s.store.Commit(s.t.Context(), store.Batch{})
	if !errors.Is(err, store.ErrUnknown) {
		return err
	}
	if err := s.store.Close(); err != nil {
		return err
	}
	s.open()
	return nil
}

// Restart copies the files as a crash would leave them, in the midst of whatever
// the store is at, and opens the copy.
func (s *subject) Restart() (journaltest.Subject, error) {
	again := &subject{t: s.t, service: s.service, path: afterCrash(s.t, s.path)}
	again.open()
	return again, nil
}

// afterCrash copies what a crash would leave now, and gives the copy's path.
func afterCrash(t *testing.T, path string) string {
	t.Helper()
	copied := filepath.Join(t.TempDir(), "amends.db")
	for _, suffix := range []string{"", "-wal"} {
		content, err := os.ReadFile(path + suffix)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(copied+suffix, content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return copied
}

// Source is the journal as it stands now.
func (s *subject) Source() journal.Source {
	s.t.Helper()
	rows := &journaltest.Rows{}
	if err := s.store.Audit(s.t.Context(), func(source journal.Source) error {
		return errors.Join(
			gather(&rows.PlacedEntries, source.Entries()), gather(&rows.StoredTiles, source.Tiles()),
			gather(&rows.Signed, source.Checkpoints()), gather(&rows.StreamHeads, source.Heads()))
	}); err != nil {
		s.t.Fatal(err)
	}
	return rows
}

func gather[T any](into *[]T, seq iter.Seq2[T, error]) error {
	for value, err := range seq {
		if err != nil {
			return err
		}
		*into = append(*into, value)
	}
	return nil
}

// After a commit of unknown outcome the store takes nothing more, and still reads.
func TestUnknownOutcomeStopsTheStore(t *testing.T) {
	t.Parallel()
	for _, persisted := range []bool{false, true} {
		w := storetest.NewWorld(1)
		newStore(t, w)
		v := w.Stream(t)
		s := &subject{t: t, store: w.Store.(*store.SQLite)}
		s.Fail(journaltest.Commit, persisted)
		w.Refused(t, w.Next(v, 1), store.ErrUnknown)
		w.Refused(t, store.Batch{}, store.ErrUnknown)
		if _, err := w.Store.Stream(t.Context(), v.Case, v.Stream); err != nil {
			t.Errorf("could not read: %v", err)
		}
	}
}

// Who is refused beside a commit of unknown outcome is told no more than the rest:
// "already sent" would be a promise (P7).
func TestNobodyIsToldTooEarly(t *testing.T) {
	t.Parallel()
	w := storetest.NewWorld(1)
	newStore(t, w)
	var outcomes sync.WaitGroup
	hold, s := make(chan struct{}), w.Store.(*store.SQLite)
	if err := s.TestOnlyFault(t.Context(), func(statement string, run func() error) error {
		switch statement {
		case "BEGIN IMMEDIATE":
			<-hold
		case "COMMIT":
			return journaltest.ErrInjected
		}
		return run()
	}); err != nil {
		t.Fatal(err)
	}
	form := store.Batch{Once: &store.Once{ID: [32]byte{1}, Expires: w.Now().Add(time.Hour)}}
	for range 8 {
		outcomes.Go(func() { w.Refused(t, form, store.ErrUnknown) })
	}
	close(hold)
	outcomes.Wait()
}
