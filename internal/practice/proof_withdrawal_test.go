package practice_test

import (
	"slices"

	p "amends/internal/practice"
)

// What the oracle says of clearances and deliveries (P1, P2), again from the list alone.

// clearance is what is left of the last clearing of a crossing at the end of a list.
type clearance struct {
	p.CrossingCleared
	place     int
	given     bool
	cancelled p.Instant // zero: not
	used      bool      // something was delivered, or tried, on it
	ended     bool      // the crossing was stopped, or its delivery corrected away
}

func clearanceOf(events []p.Event, id p.CrossingID) (c clearance) {
	for place, e := range events {
		switch e := e.(type) {
		case p.CrossingCleared:
			if e.Crossing == id {
				c = clearance{CrossingCleared: e, place: place, given: true}
			}
		case p.ClearanceCancelled:
			if e.Crossing == id {
				c.cancelled = e.From
			}
		case p.CrossingDelivered:
			c.used = c.used || e.Crossing == id
		case p.CrossingStopped:
			c.ended = c.ended || e.Crossing == id
		case p.Corrected:
			c.ended = c.ended || (e.Thing == p.ADelivery && e.Crossing == id)
		}
	}
	return c
}

// stands says whether somebody still holds the clearance: nobody told them otherwise.
func (c clearance) stands() bool { return c.given && c.cancelled == 0 && !c.used && !c.ended }

// allowed judges one delivery by what was written before it: it was handed over by
// the one it was cleared for, while the clearance held, with every condition met
// at that instant, and, for a meeting, after the gate had been asked again that day.
func allowed(before []p.Event, d p.CrossingDelivered, profile *p.Profile) bool {
	c := clearanceOf(before, d.Crossing)
	switch {
	case !c.given || c.used || c.ended || c.Carrier != d.Carrier:
		return false
	case d.When < c.When || d.When >= c.Until || (c.cancelled != 0 && d.When >= c.cancelled):
		return false
	}
	r := read(before, d.When, profile).of(d.Crossing)
	return r.judge().unmet == 0 && (r.crossing.Kind != p.Meeting || askedAgain(before[c.place:], d))
}

func askedAgain(since []p.Event, d p.CrossingDelivered) bool {
	asked := false
	for _, e := range since {
		switch e := e.(type) {
		case p.MeetingPlanned:
			asked = asked && e.Crossing != d.Crossing // another plan is asked again
		case p.CrossingConfirmed:
			asked = asked || (e.Crossing == d.Crossing && e.When <= d.When && e.When >= d.When-p.Day)
		}
	}
	return asked
}

// rightAfterAll judges a delivery by hindsight: by what was written before it, and
// by what was taken back, stopped, barred or corrected since, as of the instant it reached them.
func rightAfterAll(events []p.Event, place int, d p.CrossingDelivered, profile *p.Profile) bool {
	known := slices.Clone(events[:place])
	for _, e := range events[place+1:] {
		switch e.(type) {
		case p.ConsentTakenBack, p.ConsentRefused, p.PartyPaused, p.PartyDied, p.HelperChanged, p.SidesParted, p.BarRecorded, p.PermissionEnded, p.Corrected:
			known = append(known, e)
		}
	}
	return read(known, d.When, profile).of(d.Crossing).judge().unmet == 0
}

// undone says whether a delivery was found to have been recorded in error.
func undone(since []p.Event, id p.CrossingID) bool {
	return slices.ContainsFunc(since, func(e p.Event) bool {
		c, ok := e.(p.Corrected)
		return ok && c.Thing == p.ADelivery && c.Crossing == id
	})
}

// incidentOf says whether something past the gate was recorded for a crossing.
func incidentOf(events []p.Event, id p.CrossingID) bool {
	return slices.ContainsFunc(events, func(e p.Event) bool {
		i, ok := e.(p.IncidentOpened)
		return ok && i.Crossing == id && isPastGate(i.Kind)
	})
}

func isPastGate(kind p.IncidentKind) bool {
	return slices.Contains([]p.IncidentKind{p.AfterWithdrawal, p.Uncleared, p.WrongCarrier, p.NotAskedAgain, p.RestedOnError}, kind)
}

// reached says whether anything of it came to somebody.
func reached(d p.CrossingDelivered) bool { return d.Extent != p.NotAt }
