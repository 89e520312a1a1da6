package practice_test

import (
	"cmp"
	"iter"
	"slices"

	p "amends/internal/practice"
)

// The oracle is a second, naive reading of the list of events. It never looks
// at a [p.Case], calls nothing of the gate, of Decide or of Evolve, and shares
// with them only the vocabulary: event types and closed-list words. Where the
// gate keeps what was last said, the oracle goes through everything that was ever
// said, in the order in which it happened.

// line is an event with its place in the list.
type line struct {
	place int
	event p.Event
}

// reading is the list of events as it bears on one crossing at one instant: what
// had happened by then, in the order in which it happened, and every correction,
// since what is corrected was never so.
type reading struct {
	lines    []line
	at       p.Instant
	profile  *p.Profile
	crossing p.CrossingProposed
}

// read reads a list as things stood at an instant.
func read(events []p.Event, at p.Instant, profile *p.Profile) reading {
	r := reading{lines: make([]line, 0, len(events)), at: at, profile: profile}
	for place, e := range events {
		if _, corrects := e.(p.Corrected); corrects || e.Stamped().When <= at {
			r.lines = append(r.lines, line{place, e})
		}
	}
	slices.SortStableFunc(r.lines, func(a, b line) int {
		return cmp.Compare(a.event.Stamped().When, b.event.Stamped().When)
	})
	return r
}

// of turns to one crossing.
func (r reading) of(id p.CrossingID) reading {
	r.crossing, _ = latest(r, func(e p.CrossingProposed) bool { return e.Crossing == id })
	return r
}

// each goes through the events of one type in the order in which they happened.
func each[E p.Event](r reading) iter.Seq2[int, E] {
	return func(yield func(int, E) bool) {
		for _, l := range r.lines {
			if e, ok := l.event.(E); ok && !yield(l.place, e) {
				return
			}
		}
	}
}

// ever says whether an event of a type ever happened that fits.
func ever[E p.Event](r reading, fits func(E) bool) bool {
	for _, e := range each[E](r) {
		if fits(e) {
			return true
		}
	}
	return false
}

// latest gives the last event of a type that fits.
func latest[E p.Event](r reading, fits func(E) bool) (found E, place int) {
	place = -1
	for at, e := range each[E](r) {
		if fits(e) {
			found, place = e, at
		}
	}
	return found, place
}

// corrected says whether a line written at a place was corrected later.
func (r reading) corrected(place int, fits func(p.Corrected) bool) bool {
	for at, c := range each[p.Corrected](r) {
		if at > place && fits(c) {
			return true
		}
	}
	return false
}

// gone says whether a party was erased: nobody agrees, prepares or is asked any more.
func (r reading) gone(who p.PartyID) bool {
	return ever(r, func(e p.PartyErased) bool { return e.Party == who })
}

// dead says whether a party had died, as far as that was not recorded in error.
func (r reading) dead(who p.PartyID) bool {
	_, died := r.diedOn(who)
	return died
}

func (r reading) diedOn(who p.PartyID) (p.Instant, bool) {
	died, place := latest(r, func(e p.PartyDied) bool { return e.Party == who })
	return died.When, place >= 0 && !r.corrected(place, func(c p.Corrected) bool { return c.Thing == p.ADeath && c.Party == who })
}

// memory is who speaks for one spoken of, or for a party who died: who was named last, if they live and were not erased.
func (r reading) memory(spokenOf p.SpokenOfID, dead p.PartyID) (speaker p.PartyID) {
	for _, l := range r.lines {
		switch e := l.event.(type) {
		case p.SpokenOfAdded:
			if e.SpokenOf == spokenOf {
				speaker = e.Speaker
			}
		case p.PartyDied:
			if e.Party == dead {
				speaker = e.Speaker
			}
		case p.SpeakerNamed:
			if e.SpokenOf == spokenOf && e.Party == dead {
				speaker = e.Speaker
			}
		}
	}
	if r.gone(speaker) || r.dead(speaker) {
		return ""
	}
	return speaker
}

// side is whose word somebody shares: as they came in, and as sides were shared and parted since.
func (r reading) side(who p.PartyID) p.SideID {
	side := r.added(who).Side
	for _, l := range r.lines {
		switch e := l.event.(type) {
		case p.SidesShared:
			if side == e.From {
				side = e.Into
			}
		case p.SidesParted:
			if slices.Contains(e.Parties, who) {
				side = e.Into
			}
		}
	}
	return side
}

// speakers are those it comes from, and who wrote it once none of them shares with them any
// more, or they have died: their own word is theirs alone.
func (r reading) speakers() []p.PartyID {
	content, written := latest(r, func(e p.ContentCommitted) bool { return e.Content == r.crossing.Content })
	apart := !slices.ContainsFunc(r.crossing.From, func(who p.PartyID) bool { return r.side(who) == r.side(content.Author) })
	if r.crossing.Content == "" || written < 0 || slices.Contains(r.crossing.From, content.Author) {
		return r.crossing.From
	}
	if !apart && !r.dead(content.Author) {
		return r.crossing.From
	}
	return append(slices.Clone(r.crossing.From), content.Author)
}

// found is the party that one spoken of became; empty for nobody.
func (r reading) found(id p.SpokenOfID) p.PartyID {
	e, _ := latest(r, func(e p.SpokenOfFound) bool { return e.SpokenOf == id })
	return e.Party
}

// takers are all who take part: those it comes from and goes to, and the supporters of the last plan.
func (r reading) takers() []p.PartyID {
	plan, _ := latest(r, func(e p.MeetingPlanned) bool { return e.Crossing == r.crossing.Crossing })
	all := slices.Concat(r.crossing.From, r.crossing.To, plan.Supporters)
	slices.Sort(all)
	return slices.Compact(all)
}

// wording is the present text of what the crossing carries; empty for nothing.
func (r reading) wording() p.Wording {
	if r.crossing.Content == "" {
		return ""
	}
	c, _ := latest(r, func(e p.ContentCommitted) bool { return e.Content == r.crossing.Content })
	return c.Wording
}

// harms gives every harm on record, each as it was last recorded.
func (r reading) harms() []p.HarmRecorded {
	var harms []p.HarmRecorded
	for _, e := range each[p.HarmRecorded](r) {
		harms = slices.DeleteFunc(harms, func(h p.HarmRecorded) bool { return h.Harm == e.Harm })
		harms = append(harms, e)
	}
	return harms
}

func (r reading) harmed(who p.PartyID) bool {
	return slices.ContainsFunc(r.harms(), func(h p.HarmRecorded) bool { return slices.Contains(h.Harmed, who) })
}

func (r reading) responsible(who p.PartyID) bool {
	return slices.ContainsFunc(r.harms(), func(h p.HarmRecorded) bool { return slices.Contains(h.Responsible, who) })
}

// genderBased says whether a gender-based harm lies between two who take part.
func (r reading) genderBased() bool {
	takers := r.takers()
	for _, h := range r.harms() {
		if h.GenderBased && share(h.Harmed, takers) && share(h.Responsible, takers) {
			return true
		}
	}
	return false
}

func (r reading) added(who p.PartyID) p.PartyAdded {
	e, _ := latest(r, func(e p.PartyAdded) bool { return e.Party == who })
	return e
}

// reaches says whether a means agreed to or restricted is the crossing's.
func (r reading) reaches(m p.Means) bool { return m == p.Any || m == r.crossing.Means }

// over says whether an end has come; zero never comes.
func (r reading) over(end p.Instant) bool { return end != 0 && r.at >= end }

func share(a, b []p.PartyID) bool {
	return slices.ContainsFunc(a, func(who p.PartyID) bool { return slices.Contains(b, who) })
}

func holdsAll(all, some []p.PartyID) bool {
	return !slices.ContainsFunc(some, func(who p.PartyID) bool { return !slices.Contains(all, who) })
}

func except(all []p.PartyID, who p.PartyID) []p.PartyID {
	return slices.DeleteFunc(slices.Clone(all), func(q p.PartyID) bool { return q == who })
}
