package practice

import "slices"

// IsOpen says whether there is a case and it is not closed.
func (c Case) IsOpen() bool { return c.Opened != 0 && c.Closed.At == 0 }

// Party finds a party.
func (c Case) Party(id PartyID) (Party, bool) {
	return find(c.Parties, func(p *Party) bool { return p.ID == id })
}

// Crossing finds a crossing.
func (c Case) Crossing(id CrossingID) (Crossing, bool) {
	return find(c.Crossings, func(x *Crossing) bool { return x.ID == id })
}

// Content finds a content.
func (c Case) Content(id ContentID) (Content, bool) {
	return find(c.Contents, func(x *Content) bool { return x.ID == id })
}

// Consent finds a consent.
func (c Case) Consent(id ConsentID) (Consent, bool) {
	return find(c.Consents, func(x *Consent) bool { return x.ID == id })
}

// Harm finds a harm.
func (c Case) Harm(id HarmID) (Harm, bool) {
	return find(c.Harms, func(h *Harm) bool { return h.ID == id })
}

// Question finds a question.
func (c Case) Question(id QuestionID) (Question, bool) {
	return find(c.Questions, func(q *Question) bool { return q.ID == id })
}

// Stands says whether a no is a party's last word on all that it refused: what they
// agreed to since overtakes it, unless that was recorded in error.
func (c Case) Stands(r RefusedConsent) bool {
	return !slices.ContainsFunc(c.Consents, func(g Consent) bool {
		return !g.Void && g.Party == r.Party && g.To == r.To && g.Kind == r.Kind && r.When <= g.Given && contains(g.Towards, r.Towards)
	})
}

// Wording gives the present wording of what a crossing carries; empty where it carries none.
func (c Case) Wording(x Crossing) Wording {
	content, _ := c.Content(x.Content)
	return content.Wording
}

// Taking gives all who take part in a crossing, in order: those it comes from,
// those it goes to, and the supporters of a planned meeting.
func (x Crossing) Taking() []PartyID {
	all := slices.Concat(x.From, x.To, x.Plan.Supporters)
	slices.Sort(all)
	return slices.Compact(all)
}

// Attending gives the parties who were at a meeting, in order, whether or not they
// stayed to its end; where that was not written down, all who take part.
func (x Crossing) Attending() []PartyID {
	if len(x.Attended) == 0 {
		return x.Taking()
	}
	var there []PartyID
	for _, a := range x.Attended {
		if a.Party != "" && a.Presence != StayedOut {
			there = insert(there, a.Party)
		}
	}
	return there
}

// IsOver says whether nothing of the crossing can pass any more.
func (x Crossing) IsOver() bool { return x.State == Delivered || x.State == Stopped }

// HarmedIn and ResponsibleIn say whether a party has that role in any harm.
func (c Case) HarmedIn(p PartyID) bool {
	return slices.ContainsFunc(c.Harms, func(h Harm) bool { return slices.Contains(h.Harmed, p) })
}

// ResponsibleIn says whether a party is responsible in any harm.
func (c Case) ResponsibleIn(p PartyID) bool {
	return slices.ContainsFunc(c.Harms, func(h Harm) bool { return slices.Contains(h.Responsible, p) })
}

// speaksFor gives for whom a party acts: a supporter or representative for another, anybody else for themselves.
func (c Case) speaksFor(id PartyID) PartyID {
	if p, ok := c.Party(id); ok && p.Standing != Principal {
		return p.For
	}
	return id
}

// beginsAsHarmed says whether somebody may ask others as a harmed person: they
// were harmed, and are not only responsible towards those they ask. To have been
// harmed by a third person gives nobody the right to approach whom they harmed.
func (c Case) beginsAsHarmed(p PartyID, asked []PartyID) bool {
	var principals []PartyID
	for _, a := range asked {
		principals = insert(principals, c.speaksFor(a))
	}
	by := slices.ContainsFunc(c.Harms, func(h Harm) bool { return slices.Contains(h.Harmed, p) && overlaps(h.Responsible, principals) })
	to := slices.ContainsFunc(c.Harms, func(h Harm) bool { return slices.Contains(h.Responsible, p) && overlaps(h.Harmed, principals) })
	return c.HarmedIn(p) && (by || !to)
}

// IsSensitive says whether the case needs a second pair of eyes under a profile.
func (c Case) IsSensitive(p Profile) bool {
	return c.Sensitive || slices.ContainsFunc(c.Harms, func(h Harm) bool { return slices.Contains(p.SensitiveHarms, h.Kind) })
}

// find gives the first element that fits.
func find[T any](list []T, fits func(*T) bool) (T, bool) {
	for i := range list {
		if fits(&list[i]) {
			return list[i], true
		}
	}
	var none T
	return none, false
}

// changed gives a list in which every element that fits is changed, and leaves the given one as it was.
func changed[T any](list []T, fits func(*T) bool, change func(*T)) []T {
	var copied []T
	for i := range list {
		if !fits(&list[i]) {
			continue
		}
		if copied == nil {
			copied = slices.Clone(list)
		}
		change(&copied[i])
	}
	if copied == nil {
		return list
	}
	return copied
}

// added gives a list with one more at its end: a list of its own, so that two
// cases grown from one never share what was added, and of that length, since the
// next one is copied again and room to grow would be thrown away.
func added[T any](list []T, one T) []T {
	longer := make([]T, len(list)+1)
	copy(longer, list)
	longer[len(list)] = one
	return longer
}

// insert gives a sorted list with one more, once.
func insert[T ~string](list []T, one T) []T {
	i, there := slices.BinarySearch(list, one)
	if there {
		return list
	}
	return slices.Insert(slices.Clone(list), i, one)
}
