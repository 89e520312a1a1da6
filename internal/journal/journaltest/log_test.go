package journaltest

import (
	"errors"
	"testing"

	"amends/internal/journal"
)

func TestAppendFailures(t *testing.T) {
	t.Parallel()
	AppendFailures(t, func(t *testing.T, service *Service) Subject {
		log, err := NewLog(service, nil)
		if err != nil {
			t.Fatal(err)
		}
		return log
	})
}

// After a commit of unknown outcome nothing is appended until the edge is loaded.
func TestUnknownOutcomeStopsTheLog(t *testing.T) {
	t.Parallel()
	for _, persisted := range []bool{false, true} {
		service := NewService(1)
		log := must(NewLog(service, nil))
		log.Fail(Commit, persisted)
		if err := log.Append(service.Group(2)); !errors.Is(err, ErrInjected) {
			t.Fatalf("failed commit: %v", err)
		}
		before := len(log.Rows().PlacedEntries)
		if err := log.Append(service.Group(2)); !errors.Is(err, ErrUnknown) {
			t.Errorf("append after an unknown outcome: %v", err)
		}
		if got := len(log.Rows().PlacedEntries); got != before {
			t.Errorf("%d entries became %d", before, got)
		}
	}
}

// A log that went on with the edge from before a commit that did persist would
// write over its tiles: CheckAll must be able to tell.
func TestStaleEdgeIsFound(t *testing.T) {
	t.Parallel()
	service := NewService(2)
	log := must(NewLog(service, nil))
	appended(t, log, service.Group(3))
	log.Fail(Commit, true)
	if err := log.Append(service.Group(2)); err == nil {
		t.Fatal("failed commit was acknowledged")
	}
	log.unknown = false // as a careless log would
	appended(t, log, service.Group(2))
	if _, err := journal.Verify(log.Source(), service.Options()); err == nil {
		t.Error("a forked history verifies")
	}
}

func TestLogRefusesWhatDoesNotFollow(t *testing.T) {
	t.Parallel()
	service := NewService(3)
	log := must(NewLog(service, nil))
	stream := service.NewStream()
	service.Entry(stream) // never appended
	if err := log.Append([]journal.Entry{service.Entry(stream)}); err == nil {
		t.Error("appended a stream with a gap")
	}
	if len(log.Rows().PlacedEntries) != 0 {
		t.Error("something stayed behind")
	}
}
