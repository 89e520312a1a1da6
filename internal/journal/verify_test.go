package journal_test

import (
	"crypto/ed25519"
	"errors"
	"iter"
	"strings"
	"testing"

	"amends/internal/journal"
	"amends/internal/journal/journaltest"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// flawOf is the flaw Verify names.
func flawOf(t rapid.TB, source journal.Source, options journal.Options) *journal.Flaw {
	t.Helper()
	_, err := journal.Verify(source, options)
	flaw, ok := errors.AsType[*journal.Flaw](err)
	if !ok {
		t.Fatalf("Verify named no flaw, but %v", err)
	}
	return flaw
}

func TestVerifyCounts(t *testing.T) {
	t.Parallel()
	s, log := grown(t, 1, 1, 255, 64, 300, 3)
	head, err := journal.OpenCheckpoint(log.Rows().Signed[4], s.Verifier)
	if err != nil {
		t.Fatal(err)
	}
	want := journal.Report{
		Entries: 623, Streams: int64(len(log.Rows().StreamHeads)), Tiles: 4, Checkpoints: 5, Signatures: 623, Head: head,
	}
	for order, source := range map[string]journal.Source{"log": log.Source(), "clustered": log.Rows().Clustered()} {
		got, err := journal.Verify(source, s.OptionsWithKeys())
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("in %s order: %v\n%s", order, err, diff)
		}
	}
	want.Signatures = 0
	if got, err := journal.Verify(log.Source(), s.Options()); got != want || err != nil {
		t.Errorf("without keys: %+v, %v", got, err)
	}
}

func TestVerifyEmpty(t *testing.T) {
	t.Parallel()
	s, log := grown(t, 1)
	if report, err := journal.Verify(log.Source(), s.OptionsWithKeys()); err != nil || report != (journal.Report{}) {
		t.Errorf("an empty journal: %+v, %v", report, err)
	}
}

// Any journal that was appended to in any groups verifies, in either order, also
// against any checkpoint of its own that somebody kept.
func TestVerifyHoldsOfEveryJournal(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := journaltest.NewService(rapid.Uint64().Draw(t, "seed"))
		log, err := journaltest.NewLog(s, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range rapid.SliceOfN(rapid.OneOf(rapid.IntRange(1, 5), rapid.IntRange(1, 300)), 1, 4).Draw(t, "groups") {
			if err := log.Append(s.Group(n)); err != nil {
				t.Fatal(err)
			}
		}
		options := s.Options()
		kept := rapid.SliceOfN(rapid.SampledFrom(log.Rows().Signed), 0, 3).Draw(t, "kept outside")
		for _, text := range kept {
			c, err := journal.OpenCheckpoint(text, s.Verifier)
			if err != nil {
				t.Fatal(err)
			}
			options.Earlier = append(options.Earlier, c)
		}
		for _, source := range []journal.Source{log.Source(), log.Rows().Clustered()} {
			report, err := journal.Verify(source, options)
			if err != nil || report.Earlier != int64(len(kept)) {
				t.Fatalf("%d kept: %+v, %v", len(kept), report, err)
			}
		}
	})
}

func TestVerifyCountsWhatCannotBeOpened(t *testing.T) {
	t.Parallel()
	s, log := grown(t, 2, 40)
	options := s.OptionsWithKeys()
	open := options.Open
	options.Open = func(p journal.Placed) ([]byte, journal.Opening, error) {
		switch p.Position % 4 {
		case 1:
			return nil, journal.Unopened, nil
		case 2:
			return nil, journal.Struck, nil
		case 3:
			return nil, journal.Erased, nil
		}
		return open(p)
	}
	report, err := journal.Verify(log.Source(), options)
	if err != nil || report.Signatures != 10 || report.Unopened != 10 || report.Struck != 10 || report.Erased != 10 {
		t.Errorf("%+v, %v", report, err)
	}
}

func TestVerifyNamesWhatDoesNotOpen(t *testing.T) {
	t.Parallel()
	s, log := grown(t, 3, 20)
	cause := errors.New("it does not open under its key")
	for name, wrong := range map[string]func() ([]byte, journal.Opening, error){
		"an error":       func() ([]byte, journal.Opening, error) { return nil, journal.Opened, cause },
		"nothing":        func() ([]byte, journal.Opening, error) { return nil, journal.Opened, nil },
		"an unknown way": func() ([]byte, journal.Opening, error) { return nil, journal.Erased + 1, nil },
	} {
		options := s.OptionsWithKeys()
		open := options.Open
		options.Open = func(p journal.Placed) ([]byte, journal.Opening, error) {
			if p.Position == 11 {
				return wrong()
			}
			return open(p)
		}
		flaw := flawOf(t, log.Source(), options)
		h := log.Rows().PlacedEntries[11].Entry.Header
		if flaw.Part != journal.PartEntry || flaw.Position != 11 || flaw.Stream != h.Stream || flaw.Number != h.Number {
			t.Errorf("%s: %+v", name, flaw)
		}
		if name == "an error" && !errors.Is(flaw, cause) {
			t.Errorf("the cause is lost: %v", flaw)
		}
	}
}

// Without a key the checkpoints cannot be checked, and that must not pass for
// having checked them.
func TestVerifyRefusesToPretend(t *testing.T) {
	t.Parallel()
	s, log := grown(t, 4, 5)
	noActors := s.OptionsWithKeys()
	noActors.ActorKey = nil
	for name, options := range map[string]journal.Options{
		"no verifier": {}, "a verifier of something else": {Verifier: named{}}, "openings without actors": noActors,
	} {
		report, err := journal.Verify(log.Source(), options)
		if err == nil || report != (journal.Report{}) {
			t.Errorf("%s: %+v, %v", name, report, err)
		}
	}
}

type named struct{}

func (named) Name() string            { return "somebody else" }
func (named) KeyHash() uint32         { return 1 }
func (named) Verify(_, _ []byte) bool { return true }
func (named) String() string          { return "named" }

var errDisk = errors.New("the disk cannot be read")

// broken fails in the middle of one of its iterators.
type broken struct {
	*journaltest.Rows
	part string
}

func failing[T any](from iter.Seq2[T, error], fails bool) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for row, err := range from {
			if !yield(row, err) {
				return
			}
			if fails {
				var none T
				yield(none, errDisk)
				return
			}
		}
	}
}

func (b broken) Entries() iter.Seq2[journal.Placed, error] {
	return failing(b.Rows.Entries(), b.part == "entries")
}
func (b broken) Tiles() iter.Seq2[journal.Tile, error] {
	return failing(b.Rows.Tiles(), b.part == "tiles")
}
func (b broken) Checkpoints() iter.Seq2[[]byte, error] {
	return failing(b.Rows.Checkpoints(), b.part == "checkpoints")
}
func (b broken) Heads() iter.Seq2[journal.Head, error] {
	return failing(b.Rows.Heads(), b.part == "heads")
}

// What could not be read is no flaw, and no success either.
func TestVerifySaysWhatItCouldNotRead(t *testing.T) {
	t.Parallel()
	s, log := grown(t, 5, 300, 4, 4)
	for _, part := range []string{"entries", "tiles", "checkpoints", "heads"} {
		_, err := journal.Verify(broken{log.Rows(), part}, s.Options())
		if _, isFlaw := errors.AsType[*journal.Flaw](err); !errors.Is(err, errDisk) || isFlaw {
			t.Errorf("%s unreadable: %v", part, err)
		}
	}
	if _, err := journal.Verify(broken{log.Rows(), ""}, s.Options()); err != nil {
		t.Errorf("all readable: %v", err)
	}
}

func TestFlawNamesNoIDs(t *testing.T) {
	t.Parallel()
	s, log := grown(t, 6, 30)
	rows := log.Rows().Clone()
	rows.PlacedEntries[7].Entry.Body[0] ^= 1
	flaw := flawOf(t, rows, s.Options())
	h := rows.PlacedEntries[7].Entry.Header
	for _, id := range []journal.ID{h.Service, h.Case, h.Stream} {
		if strings.Contains(flaw.Error(), id.String()) {
			t.Errorf("%q names an id", flaw)
		}
	}
	if want := "wrong entry at position 7: it is not the entry whose hash was signed"; flaw.Error() != want {
		t.Errorf("the flaw reads %q, want %q", flaw, want)
	}
}

// unknownActors knows nobody.
func unknownActors(journal.ID) (ed25519.PublicKey, bool) { return nil, false }

func TestVerifyWantsKnownActors(t *testing.T) {
	t.Parallel()
	s, log := grown(t, 7, 3)
	options := s.OptionsWithKeys()
	options.ActorKey = unknownActors
	if flaw := flawOf(t, log.Source(), options); flaw.Position != 0 || !strings.Contains(flaw.What, "actor is unknown") {
		t.Errorf("%v", flaw)
	}
}
