package journaltest

import (
	"fmt"
	"slices"
	"testing"

	"amends/internal/journal"
)

// Subject is a log whose failures are tested. What it appends, and signs its
// checkpoints with, is one [Service]'s.
type Subject interface {
	// Append appends entries, all or none, and gives no error only when they are
	// durable.
	Append(entries []journal.Entry) error
	// Fail makes the next append fail at a step, with the step's bytes written
	// or not. In a transaction only a commit's bytes outlive the failure.
	Fail(step Step, persisted bool)
	// Retry makes it take appends again after one failed, in the same process.
	Retry() error
	// Restart drops it as a crash would and opens what it left behind.
	Restart() (Subject, error)
	// Source is what it holds.
	Source() journal.Source
}

// failure is one line of the table.
type failure struct {
	before    int // entries in the log
	step      Step
	persisted bool
	restart   bool
}

func (f failure) String() string {
	written, then := "not persisted", "retry"
	if f.persisted {
		written = "persisted"
	}
	if f.restart {
		then = "restart"
	}
	return fmt.Sprintf("%s of %d/%s/%s", f.step, f.before, written, then)
}

// AppendFailures runs the table: each write of an append × failed and not
// persisted, failed but persisted × retry, restart; on an empty log, and on logs
// where the append fills a tile and where it does not. After each, the group is
// there whole or not at all, everything acknowledged before is still there, and the
// log goes on.
func AppendFailures(t *testing.T, open func(t *testing.T, service *Service) Subject) {
	for _, before := range []int{0, 100, 254} {
		for _, step := range Steps() {
			for _, persisted := range []bool{false, true} {
				for _, restart := range []bool{false, true} {
					line := failure{before, step, persisted, restart}
					t.Run(line.String(), func(t *testing.T) {
						t.Parallel()
						service := NewService(uint64(before))
						line.run(t, service, open(t, service))
					})
				}
			}
		}
	}
}

func (f failure) run(t *testing.T, service *Service, log Subject) {
	if f.before > 0 {
		appended(t, log, service.Group(f.before))
	}
	acknowledged := CheckAll(t, service, log.Source())
	group := service.Group(5)
	log.Fail(f.step, f.persisted)
	if err := log.Append(group); err == nil {
		t.Fatal("an append that failed was acknowledged")
	}
	log = f.recover(t, log)
	want := acknowledged
	if f.step == Commit && f.persisted {
		want = append(slices.Clone(acknowledged), group...)
	}
	sameEntries(t, CheckAll(t, service, log.Source()), want)
	if err := service.Resume(log.Source()); err != nil {
		t.Fatal(err)
	}
	more := service.Group(3)
	appended(t, log, more)
	sameEntries(t, CheckAll(t, service, log.Source()), append(slices.Clone(want), more...))
}

// recover goes on after the failure.
func (f failure) recover(t *testing.T, log Subject) Subject {
	t.Helper()
	if !f.restart {
		if err := log.Retry(); err != nil {
			t.Fatalf("could not go on: %v", err)
		}
		return log
	}
	again, err := log.Restart()
	if err != nil {
		t.Fatalf("could not restart: %v", err)
	}
	return again
}

func appended(t *testing.T, log Subject, entries []journal.Entry) {
	t.Helper()
	if err := log.Append(entries); err != nil {
		t.Fatalf("could not append: %v", err)
	}
}

func sameEntries(t *testing.T, got, want []journal.Entry) {
	t.Helper()
	if !slices.EqualFunc(got, want, func(a, b journal.Entry) bool { return a.Leaf() == b.Leaf() }) {
		t.Fatalf("the log holds %d entries, want other %d", len(got), len(want))
	}
}
