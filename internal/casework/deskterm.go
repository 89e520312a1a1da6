package casework

import (
	"crypto/ed25519"
	"slices"

	"amends/internal/practice"
)

// term is what somebody was on staff from one entry of the desk until the next
// about them.
type term struct {
	from   practice.Instant
	since  int64 // the position in the log of the entry that it begins with
	duties []Duty
	key    ed25519.PublicKey
	left   bool
}

// profileTerm is which profile was in force, from a position in the log on.
type profileTerm struct {
	since int64
	name  string
}

// profileAt gives the name of the profile that was in force when an entry was committed.
func (d *desk) profileAt(position int64) string {
	for _, t := range slices.Backward(d.profiles) {
		if t.since < position {
			return t.name
		}
	}
	return ""
}

// termAt gives what somebody was when an entry was committed, by its position in the
// log: a date is chosen by who writes, a position is not. Before they were taken on
// they were nobody, which is the same as having left.
func (m member) termAt(position int64) term {
	for _, t := range slices.Backward(m.terms) {
		if t.since < position {
			return t
		}
	}
	return term{left: true}
}

// termsAt gives what somebody was at an instant, for what is handed in and has no
// position yet. At the very instant of a change that is both.
func (m member) termsAt(at practice.Instant) []term {
	var out []term
	for i, t := range m.terms {
		if t.from <= at && (i+1 == len(m.terms) || at <= m.terms[i+1].from) {
			out = append(out, t)
		}
	}
	return out
}
