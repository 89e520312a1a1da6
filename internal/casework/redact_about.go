package casework

import (
	"slices"

	"amends/internal/practice"
)

// nobody is about a party that does not exist: what cannot be found is shown to
// nobody who does not see everything.
func nobody() []practice.PartyID { return []practice.PartyID{"-"} }

// aboutOne gives the parties of the first element that fits.
func aboutOne[T any](list []T, fits func(T) bool, parties func(T) []practice.PartyID) []practice.PartyID {
	i := slices.IndexFunc(list, fits)
	if i < 0 {
		return nobody()
	}
	return parties(list[i])
}

func (l wall) aboutHome(h practice.Home) []practice.PartyID {
	switch {
	case h.Party != "":
		return []practice.PartyID{h.Party}
	case h.Content != "":
		return l.aboutContent(h.Content)
	}
	return nil
}

func (l wall) aboutBar(id practice.BarID) []practice.PartyID {
	return aboutOne(l.state.Bars, func(b practice.Bar) bool { return b.ID == id }, func(b practice.Bar) []practice.PartyID { return b.On })
}

func (l wall) aboutPermission(id practice.PermissionID) []practice.PartyID {
	holds := func(b practice.Bar) bool {
		return slices.ContainsFunc(b.Permissions, func(p practice.Permission) bool { return p.ID == id })
	}
	return aboutOne(l.state.Bars, holds, func(b practice.Bar) []practice.PartyID { return b.On })
}

func (l wall) aboutAssessment(id practice.AssessmentID) []practice.PartyID {
	return aboutOne(l.state.Assessed, func(a practice.Assessment) bool { return a.ID == id },
		func(a practice.Assessment) []practice.PartyID { return a.Parties })
}

func (l wall) aboutContent(id practice.ContentID) []practice.PartyID {
	return aboutOne(l.state.Contents, func(c practice.Content) bool { return c.ID == id },
		func(c practice.Content) []practice.PartyID { return []practice.PartyID{c.Author} })
}

func (l wall) aboutCrossing(id practice.CrossingID) []practice.PartyID {
	return aboutOne(l.state.Crossings, func(x practice.Crossing) bool { return x.ID == id },
		func(x practice.Crossing) []practice.PartyID { return slices.Concat(x.Taking(), x.Attending()) })
}

func (l wall) aboutQuestion(id practice.QuestionID) []practice.PartyID {
	return aboutOne(l.state.Questions, func(q practice.Question) bool { return q.ID == id },
		func(q practice.Question) []practice.PartyID { return []practice.PartyID{q.Party} })
}

func (l wall) aboutDisclosure(id practice.DisclosureID) []practice.PartyID {
	return aboutOne(l.state.Disclosed, func(d practice.Disclosure) bool { return d.ID == id },
		func(d practice.Disclosure) []practice.PartyID { return []practice.PartyID{d.Party} })
}

func (l wall) aboutIncident(id practice.IncidentID) []practice.PartyID {
	return aboutOne(l.state.Incidents, func(i practice.Incident) bool { return i.ID == id },
		func(i practice.Incident) []practice.PartyID { return l.concerns(i.Parties, i.Crossing) })
}

// aboutAgreement gives everybody in the agreement that a promise stands in.
func (l wall) aboutAgreement(id practice.UndertakingID) []practice.PartyID {
	return aboutOne(l.state.Agreements, func(a practice.Agreement) bool {
		return slices.ContainsFunc(a.Undertakings, func(u practice.Promise) bool { return u.ID == id })
	}, func(a practice.Agreement) []practice.PartyID { return a.Parties })
}

func (l wall) aboutUndertaking(id practice.UndertakingID) []practice.PartyID {
	for _, a := range l.state.Agreements {
		for _, p := range a.Undertakings {
			if p.ID == id {
				return []practice.PartyID{p.Party}
			}
		}
	}
	return nobody()
}

// aboutCorrected follows a correction to what was wrong.
func (l wall) aboutCorrected(e practice.Corrected) []practice.PartyID {
	switch {
	case e.Party != "":
		return []practice.PartyID{e.Party}
	case e.Consent != "":
		return aboutOne(l.state.Consents, func(c practice.Consent) bool { return c.ID == e.Consent },
			func(c practice.Consent) []practice.PartyID { return []practice.PartyID{c.Party} })
	case e.Bar != "":
		return l.aboutBar(e.Bar)
	case e.Permit != "":
		return l.aboutPermission(e.Permit)
	case e.Assess != "":
		return l.aboutAssessment(e.Assess)
	case e.Content != "":
		return l.aboutContent(e.Content)
	case e.Crossing != "":
		return l.aboutCrossing(e.Crossing)
	}
	return nobody()
}
