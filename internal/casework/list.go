package casework

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"amends/internal/practice"
)

// Filter picks cases of a list. The zero Filter gives the reader's open ones.
type Filter struct {
	Closed bool             // closed ones instead of open ones
	Stage  practice.Stage   // only this; empty for all
	Mine   bool             // only those the reader is allocated to
	Text   string           // in number, caption or name, any case
	Due    practice.Instant // only those with something due by then; 0 for all
}

func (f Filter) fits(r CaseRow) bool {
	switch {
	case r.Unreadable: // nobody knows what it would fit
		return f.Text == "" || r.mentions(f.text())
	case f.Closed != (r.Closed != 0), f.Stage != "" && f.Stage != r.Stage, f.Mine && !r.Mine:
		return false
	case f.Due != 0 && !slices.ContainsFunc(r.Due, func(d practice.Due) bool { return d.By != 0 && d.By <= f.Due }):
		return false
	}
	return f.Text == "" || r.mentions(f.text())
}

func (f Filter) text() string { return strings.ToLower(strings.TrimSpace(f.Text)) }

func (r CaseRow) mentions(text string) bool {
	if strings.Contains(strings.ToLower(r.Number), text) || strings.Contains(strings.ToLower(r.Caption), text) {
		return true
	}
	return slices.ContainsFunc(r.Parties, func(p RowParty) bool { return strings.Contains(strings.ToLower(p.Name), text) })
}

// Cases lists what the reader may open: open ones sorted by what is due first, then by
// who waits longest, closed ones by when they were closed, the last first. It opens one
// row for each compartment, and no case; of closed cases only if they are asked for, or
// a text is searched.
func (s *Session) Cases(ctx context.Context, f Filter) ([]CaseRow, error) {
	var out []CaseRow
	pick := func(at standing) bool { return f.Closed || f.Text != "" || at.open && (at.mine || !f.Mine) }
	_, err := s.eachCase(ctx, pick, func(r CaseRow) {
		if f.fits(r) {
			out = append(out, r)
		}
	})
	return inOrder(out), err
}

// inOrder sorts open cases by what is due first, then by who waits longest, and closed
// ones from the last one back. It sorts what it compares, not the rows, which are large.
func inOrder(rows []CaseRow) []CaseRow {
	type key struct {
		soonest, touched practice.Instant
		at               int
	}
	keys := make([]key, len(rows))
	for i, r := range rows {
		keys[i] = key{r.soonest(), r.Touched, i}
		if r.Closed != 0 {
			keys[i] = key{-r.Closed, 0, i}
		}
	}
	slices.SortFunc(keys, func(a, b key) int {
		return cmp.Or(cmp.Compare(a.soonest, b.soonest), cmp.Compare(a.touched, b.touched), cmp.Compare(a.at, b.at))
	})
	out := make([]CaseRow, len(rows))
	for i, k := range keys {
		out[i] = rows[k.at]
	}
	return out
}

// soonest is when the first thing is due; a case with nothing due comes last.
func (r CaseRow) soonest() practice.Instant {
	first := practice.Instant(1<<63 - 1)
	for _, d := range r.Due {
		if d.By != 0 {
			first = min(first, d.By)
		}
	}
	return first
}
