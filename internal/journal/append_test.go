package journal_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"amends/internal/journal"
	"amends/internal/journal/journaltest"
)

// grown is a journal of the given groups, with its service.
func grown(t testing.TB, seed uint64, groups ...int) (*journaltest.Service, *journaltest.Log) {
	t.Helper()
	s := journaltest.NewService(seed)
	log, err := journaltest.NewLog(s, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range groups {
		if err := log.Append(s.Group(n)); err != nil {
			t.Fatal(err)
		}
	}
	return s, log
}

func TestPlanGoesOn(t *testing.T) {
	t.Parallel()
	s := journaltest.NewService(1)
	var edge journal.Edge
	var size, number int64
	for _, n := range []int{1, 3, 250, 64, 300} {
		plan, err := journal.Plan(edge, s.Group(n), s.Now(), s.Signer)
		if err != nil {
			t.Fatal(err)
		}
		if plan.Start != size {
			t.Errorf("starts at %d, want %d", plan.Start, size)
		}
		size, number = size+int64(n), number+1
		want := journal.Checkpoint{Service: s.ID, Number: number, Size: size, Root: plan.Edge.Root(), At: s.Now()}
		opened, err := journal.OpenCheckpoint(plan.Signed, s.Verifier)
		if err != nil || opened != want || plan.Checkpoint != want || plan.Edge.Size() != size {
			t.Errorf("checkpoint %+v, signed %+v, want %+v, %v", plan.Checkpoint, opened, want, err)
		}
		edge = plan.Edge
	}
}

// The same plan twice is the same plan: nothing of the first is left behind.
func TestPlanChangesNothing(t *testing.T) {
	t.Parallel()
	s := journaltest.NewService(2)
	first, err := journal.Plan(journal.Edge{}, s.Group(255), s.Now(), s.Signer)
	if err != nil {
		t.Fatal(err)
	}
	group, at := s.Group(3), s.Now()
	one, errOne := journal.Plan(first.Edge, group, at, s.Signer)
	two, errTwo := journal.Plan(first.Edge, group, at, s.Signer)
	if errOne != nil || errTwo != nil || !bytes.Equal(one.Signed, two.Signed) || len(one.Tiles) != len(two.Tiles) {
		t.Errorf("planned %q, then %q; %v, %v", one.Signed, two.Signed, errOne, errTwo)
	}
}

func TestPlanRefuses(t *testing.T) {
	t.Parallel()
	s := journaltest.NewService(3)
	first, err := journal.Plan(journal.Edge{}, s.Group(2), s.Now(), s.Signer)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(e *journal.Entry){
		"another service's": func(e *journal.Entry) { e.Header.Service = journal.ID{9} },
		"number nought":     func(e *journal.Entry) { e.Header.Number = 0 },
		"epoch nought":      func(e *journal.Entry) { e.Header.Epoch = 0 },
		"body cut":          func(e *journal.Entry) { e.Body = e.Body[:len(e.Body)-1] },
		"body longer":       func(e *journal.Entry) { e.Body = append(e.Body, 0) },
		"length wrong":      func(e *journal.Entry) { e.Header.Length++ },
	} {
		group := s.Group(2)
		change(&group[1])
		if _, err := journal.Plan(first.Edge, group, s.Now(), s.Signer); err == nil || !strings.Contains(err.Error(), "entry 2") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := journal.Plan(first.Edge, nil, s.Now(), s.Signer); err == nil {
		t.Error("planned to append nothing")
	}
	if _, err := journal.Plan(journal.Edge{}, s.Group(1), -1, s.Signer); err == nil {
		t.Error("planned an append before 1970")
	}
}

// A clock going backwards stops the journal; the same instant again does not.
func TestPlanHoldsTheClock(t *testing.T) {
	t.Parallel()
	s, log := grown(t, 4, 3)
	at := s.Now()
	head, err := journal.OpenCheckpoint(log.Rows().Signed[0], s.Verifier)
	if err != nil {
		t.Fatal(err)
	}
	edge, err := journal.LoadEdge(head, log.Rows().ReadTile)
	if err != nil {
		t.Fatal(err)
	}
	group := s.Group(1)
	if _, err := journal.Plan(edge, group, at-1, s.Signer); !errors.Is(err, journal.ErrClock) {
		t.Errorf("a microsecond back: %v", err)
	}
	if _, err := journal.Plan(edge, group, at, s.Signer); err != nil {
		t.Errorf("the same instant: %v", err)
	}
}
