package web

import (
	"slices"
	"strings"

	"amends/internal/casework"
)

// Rule says who may use a route. What they then find is casework's to say: a rule
// can only keep people out, never let them see more (P5).
type Rule struct {
	who    who
	duties []casework.Duty // of the service's staff; any one of them; empty for all
}

type who string

const (
	whoAnyone      who = "anyone"
	whoSignedIn    who = "signed in"
	whoStaff       who = "staff"
	whoCase        who = "allocated staff"
	whoParticipant who = "participant"
)

// anyone lets everybody in, signed in or not.
func anyone() Rule { return Rule{who: whoAnyone} }

// signedIn lets staff and participants in.
func signedIn() Rule { return Rule{who: whoSignedIn} }

// staff lets members of staff in who have one of these duties, or any if none is named.
func staff(duties ...casework.Duty) Rule { return Rule{who: whoStaff, duties: duties} }

// ofCase lets members of staff in to ask for the case that the path names as
// {case}. Whether it is there for them, casework says when the handler opens it:
// there is no second list of who may, to be out of step with the keys.
func ofCase() Rule { return Rule{who: whoCase} }

// participant lets participants in, each to their own box.
func participant() Rule { return Rule{who: whoParticipant} }

// String is the rule in words, for tests and for reading.
func (r Rule) String() string {
	if len(r.duties) == 0 {
		return string(r.who)
	}
	words := make([]string, len(r.duties))
	for i, d := range r.duties {
		words[i] = string(d)
	}
	return string(r.who) + ": " + strings.Join(words, ", ")
}

// script is what may run on the route's pages: a participant's have one script of
// ours, all others none.
func (r Rule) script() string {
	if r.who == whoParticipant {
		return "'self'"
	}
	return "'none'"
}

// admits says whether whoever is signed in passes the rule. Nobody is nil.
func (r Rule) admits(s *casework.Session) bool {
	switch r.who {
	case whoAnyone:
		return true
	case whoSignedIn:
		return s != nil
	case whoParticipant:
		return s != nil && s.IsParticipant()
	case whoStaff, whoCase:
		return s != nil && !s.IsParticipant() && r.covers(s.Me())
	default:
		return false
	}
}

func (r Rule) covers(p casework.Staff) bool {
	return len(r.duties) == 0 || slices.ContainsFunc(r.duties, p.Has)
}
