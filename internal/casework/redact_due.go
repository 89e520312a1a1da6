package casework

import (
	"slices"

	"amends/internal/practice"
)

// dueSeen says whether the reader may know of something due: what is about a
// party or side they do not work with, they may not.
func (l wall) dueSeen(d practice.Due) bool {
	switch {
	case l.viewer.All, d.Kind == practice.DueUncovered: // who can open the case can mend it
		return true
	case d.Party != "":
		return l.sees(d.Party)
	case d.Side != "":
		return slices.Contains(l.viewer.Sides, d.Side)
	case d.Crossing != "":
		return l.crossingSeen(d.Crossing)
	}
	return true
}

// due is the diary of a view.
func (l wall) due(at practice.At) []practice.Due { return l.dueIn(l.prune(), at) }

// dueIn is the diary of what is left of a case: nothing is due, or silent, for what
// the reader may not know. Who has to read or sign off a content, its author's side
// is asked, so that nothing depends here on what was pruned.
func (l wall) dueIn(left practice.Case, at practice.At) []practice.Due {
	return kept(practice.Diary(left, at), l.dueSeen)
}
