package journal_test

import (
	"crypto/ed25519"
	"encoding/binary"
	"strings"
	"testing"

	"amends/internal/journal"
	"amends/internal/journal/journaltest"

	"pgregory.net/rapid"
)

// Whoever holds the server's key can write the whole journal anew, and by itself
// the new one verifies. Two things tell: the actors' signatures, and any
// checkpoint that somebody kept outside. These tests are that attacker.

// rewritten appends the entries to a new journal under the service's own key, in
// the groups of the old one.
func rewritten(t rapid.TB, s *journaltest.Service, entries []journal.Entry, groups ...int) *journaltest.Rows {
	t.Helper()
	log, err := journaltest.NewLog(s, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range groups {
		n = min(n, len(entries))
		if n == 0 {
			break
		}
		if err := log.Append(entries[:n]); err != nil {
			t.Fatal(err)
		}
		entries = entries[n:]
	}
	return log.Rows()
}

func entriesOf(rows *journaltest.Rows) []journal.Entry {
	var entries []journal.Entry
	for _, p := range rows.Clone().PlacedEntries {
		entries = append(entries, p.Entry)
	}
	return entries
}

// kept opens the checkpoints that were kept outside.
func kept(t rapid.TB, s *journaltest.Service, texts ...[]byte) []journal.Checkpoint {
	t.Helper()
	var checkpoints []journal.Checkpoint
	for _, text := range texts {
		c, err := journal.OpenCheckpoint(text, s.Verifier)
		if err != nil {
			t.Fatal(err)
		}
		checkpoints = append(checkpoints, c)
	}
	return checkpoints
}

// resignRecord signs the record in an entry's body with another key, as somebody
// would who invents what an actor did.
func resignRecord(e *journal.Entry, key ed25519.PrivateKey) {
	end := 4 + binary.BigEndian.Uint32(e.Body)
	encoded := e.Body[4 : end-ed25519.SignatureSize]
	message := append(append([]byte("amends/journal/record/v1\x00"), e.Header.Encode()...), encoded...)
	copy(e.Body[end-ed25519.SignatureSize:], ed25519.Sign(key, message))
}

func TestVerifyNamesAnInventedEntry(t *testing.T) {
	t.Parallel()
	s, log := grown(t, 21, 3, 4, 5)
	for i := range 12 {
		for name, invent := range map[string]func(e *journal.Entry){
			"signed with another key":   func(e *journal.Entry) { resignRecord(e, otherKey) },
			"content changed":           func(e *journal.Entry) { e.Body[4+1+16+8+1+19+4] ^= 1 },
			"actor changed":             func(e *journal.Entry) { e.Body[5] ^= 1 },
			"time moved within its day": func(e *journal.Entry) { e.Body[4+1+16+7] ^= 1 },
			"day of the header changed": func(e *journal.Entry) { e.Header.Day++ },
		} {
			entries := entriesOf(log.Rows())
			invent(&entries[i])
			rows := rewritten(t, s, entries, 3, 4, 5)
			if _, err := journal.Verify(rows, s.Options()); err != nil {
				t.Fatalf("%s: the attacker is clumsy: %v", name, err)
			}
			flaw := flawOf(t, rows, s.OptionsWithKeys())
			h := entries[i].Header
			if flaw.Part != journal.PartEntry || flaw.Position != int64(i) || flaw.Stream != h.Stream || flaw.Case != h.Case || flaw.Number != h.Number {
				t.Errorf("%s at %d: %v", name, i, flaw)
			}
		}
	}
}

// A signature moved to another place in the journal does not pass there.
func TestVerifyNamesAMovedBody(t *testing.T) {
	t.Parallel()
	s, log := grown(t, 22, 30)
	entries := entriesOf(log.Rows())
	h, from := entries[20].Header, entries[4]
	h.Length = uint32(len(from.Body))
	entries[20] = journal.Entry{Header: h, Body: from.Body}
	rows := rewritten(t, s, entries, 30)
	if flaw := flawOf(t, rows, s.OptionsWithKeys()); flaw.Position != 20 || !strings.Contains(flaw.What, "record") {
		t.Errorf("%v", flaw)
	}
}

// With keys Verify names the very entry where the checkpoint tells only its group.
func TestKeysNameTheEntryWithinItsGroup(t *testing.T) {
	t.Parallel()
	s, log := grown(t, 23, 5, 20, 5)
	rows := log.Rows().Clone()
	rows.PlacedEntries[17].Entry.Body[9] ^= 1
	leaf := rows.PlacedEntries[17].Entry.Leaf()
	copy(rows.StoredTiles[0].Hashes[17*32:], leaf[:])
	if flaw := flawOf(t, rows, s.Options()); flaw.Position != 5 || !strings.Contains(flaw.What, "among the 20 entries") || flaw.Number == 0 {
		t.Errorf("without keys: %v", flaw)
	}
	if flaw := flawOf(t, rows, s.OptionsWithKeys()); flaw.Position != 17 {
		t.Errorf("with keys: %v", flaw)
	}
}

// Whoever kept one checkpoint notices every rewriting of what it covers (P6).
func TestEarlierCheckpointTellsOfRewriting(t *testing.T) {
	t.Parallel()
	s, log := grown(t, 24, 3, 4, 5)
	rapid.Check(t, func(t *rapid.T) {
		i := rapid.IntRange(0, 11).Draw(t, "entry")
		entries := entriesOf(log.Rows())
		resignRecord(&entries[i], otherKey)
		rows := rewritten(t, s, entries, rapid.SampledFrom([][]int{{3, 4, 5}, {1, 1, 10}, {12}}).Draw(t, "groups")...)
		options := s.Options()
		options.Earlier = kept(t, s, log.Rows().Signed[2], log.Rows().Signed[0], log.Rows().Signed[1])
		flaw := flawOf(t, rows, options)
		want := int64(0)
		for _, c := range kept(t, s, log.Rows().Signed...) {
			if c.Size <= int64(i) {
				want = c.Size
			}
		}
		if flaw.Part != journal.PartCheckpoint || flaw.Position != want || !strings.Contains(flaw.What, "kept outside") {
			t.Fatalf("entry %d rewritten: %v, want position %d", i, flaw, want)
		}
	})
}

// A journal rolled back, as from an old backup, is whole in itself.
func TestEarlierCheckpointTellsOfRollingBack(t *testing.T) {
	t.Parallel()
	s, log := grown(t, 25, 3, 4, 5)
	rows := rewritten(t, s, entriesOf(log.Rows())[:7], 3, 4)
	if _, err := journal.Verify(rows, s.Options()); err != nil {
		t.Fatal(err)
	}
	options := s.Options()
	options.Earlier = kept(t, s, log.Rows().Signed[2])
	flaw := flawOf(t, rows, options)
	if flaw.Position != 7 || !strings.Contains(flaw.What, "kept outside covers 12") {
		t.Errorf("%v", flaw)
	}
	options.Earlier = kept(t, s, log.Rows().Signed[1])
	if _, err := journal.Verify(rows, options); err != nil {
		t.Errorf("against one from before: %v", err)
	}
}

// A checkpoint of another service proves nothing about this one.
func TestEarlierCheckpointOfAnotherService(t *testing.T) {
	t.Parallel()
	s, log := grown(t, 26, 3)
	c := kept(t, s, log.Rows().Signed[0])[0]
	c.Service[0] ^= 1
	options := s.Options()
	options.Earlier = []journal.Checkpoint{c}
	if flaw := flawOf(t, log.Source(), options); flaw.Part != journal.PartCheckpoint {
		t.Errorf("%v", flaw)
	}
	options.Earlier = []journal.Checkpoint{{Service: s.ID}}
	if flaw := flawOf(t, log.Source(), options); flaw.Part != journal.PartCheckpoint {
		t.Errorf("an empty one: %v", flaw)
	}
}

// Another service's journal, whole in itself, is not this one's.
func TestVerifyNamesAnotherServicesJournal(t *testing.T) {
	t.Parallel()
	s, _ := grown(t, 27, 3)
	_, other := grown(t, 28, 3)
	flaw := flawOf(t, other.Source(), s.Options())
	if flaw.Position != 0 {
		t.Errorf("%v", flaw)
	}
}
