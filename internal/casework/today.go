package casework

import (
	"cmp"
	"context"
	"slices"

	"amends/internal/practice"
)

// Today is what somebody's day looks like.
type Today struct {
	Due       []TodayItem // due by the end of the day, and overdue, soonest first
	Waiting   []CaseRow   // a participant wrote or stopped; stops first
	Uncovered []CaseRow   // nobody facilitates one of the sides
	Silent    []CaseRow   // nothing happened for as long as the profile says, longest first
	Unread    []CaseRow   // cannot be opened: what waits there, nobody can tell
	Open      int         // open cases the reader may open
}

// TodayItem is one thing due in one case.
type TodayItem struct {
	Case CaseRow
	Item practice.Due
}

// Today gathers the reader's day from the sealed rows, opening no case, and of the
// rows only those of cases that need somebody. The day ends at midnight UTC.
func (s *Session) Today(ctx context.Context) (Today, error) {
	var t Today
	end := s.now - s.now%practice.Day + practice.Day
	pick := func(at standing) bool { return at.attends <= s.now }
	left, err := s.eachCase(ctx, pick, func(r CaseRow) {
		if r.Unreadable {
			t.Unread = append(t.Unread, r)
			return
		}
		if r.Waiting {
			t.Waiting = append(t.Waiting, r)
		}
		if r.Closed == 0 {
			t.Open++
			t.flags(r)
		}
		for _, d := range r.Due {
			if (d.By < end || d.Kind == practice.DueCalledOff) && d.Kind != practice.DueSilent && d.Kind != practice.DueUncovered {
				t.Due = append(t.Due, TodayItem{r, d})
			}
		}
	})
	for _, at := range left {
		if at.open {
			t.Open++
		}
	}
	slices.SortStableFunc(t.Due, func(a, b TodayItem) int { return cmp.Compare(a.Item.By, b.Item.By) })
	slices.SortStableFunc(t.Waiting, func(a, b CaseRow) int {
		return cmp.Compare(rank(a.Stopped), rank(b.Stopped))
	})
	slices.SortStableFunc(t.Silent, func(a, b CaseRow) int { return cmp.Compare(a.Touched, b.Touched) })
	return t, err
}

func (t *Today) flags(r CaseRow) {
	if r.Is(practice.DueUncovered) {
		t.Uncovered = append(t.Uncovered, r)
	}
	if r.Is(practice.DueSilent) {
		t.Silent = append(t.Silent, r)
	}
}

// rank puts what is so before what is not.
func rank(so bool) int {
	if so {
		return 0
	}
	return 1
}
