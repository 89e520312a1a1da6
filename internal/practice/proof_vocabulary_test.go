package practice_test

import (
	"slices"

	p "amends/internal/practice"
)

// The finite vocabulary: every command that may be tried in a world, about the
// people, crossings and contents that are in it, with two wordings, two means
// and two carriers. Nothing here says what should come of it.

// core is what can be done in haste: clear, deliver, take back, stop, bar, correct.
func core(w world) []act {
	return slices.Concat(passing(w), stopping(w), barring(w))
}

// full is the whole vocabulary.
func full(w world) []act {
	return slices.Concat(core(w), agreeing(w), judging(w), writing(w), hearing(w), correcting(w), changing(w))
}

func open(w world) []p.Crossing {
	return slices.DeleteFunc(slices.Clone(w.state.Crossings), func(x p.Crossing) bool { return x.IsOver() })
}

// say is a contact record with one party, now or late.
func say(w world, name string, who p.Party, late p.Instant, fill func(*p.RecordContact)) act {
	c := p.RecordContact{Parties: []p.PartyID{who.ID}, Means: p.Phone}
	if late > 0 {
		c.When, name = w.now-late, name+" (late)"
	}
	fill(&c)
	return act{name, first, c}
}

func passing(w world) (acts []act) {
	for _, x := range open(w) {
		kind := string(x.Kind)
		acts = append(acts,
			act{"clear " + kind, first, p.Clear{Crossing: x.ID, Clearing: p.Clearing{Carrier: first}}},
			act{"deliver " + kind, first, p.Deliver{Delivering: p.Delivering{Crossing: x.ID, Extent: p.Whole}}},
			act{"deliver " + kind + " by another", second, p.Deliver{Delivering: p.Delivering{Crossing: x.ID, Extent: p.Whole}}},
			act{"deliver " + kind + " (late)", first, p.Deliver{When: w.now - p.Hour/2, Delivering: p.Delivering{Crossing: x.ID, Extent: p.Whole}}},
			act{"deliver part of " + kind, first, p.Deliver{Delivering: p.Delivering{Crossing: x.ID, Extent: p.Partly}}},
			act{"deliver nothing of " + kind, first, p.Deliver{Delivering: p.Delivering{Crossing: x.ID, Extent: p.NotAt}}},
		)
		if x.Kind == p.Meeting {
			acts = append(acts, act{"confirm", first, p.Confirm{Crossing: x.ID}})
			acts = append(acts, attending(w, x)...)
		}
	}
	return acts
}

func stopping(w world) (acts []act) {
	for _, x := range open(w) {
		acts = append(acts, act{"stop " + string(x.Kind), first, p.StopCrossing{Crossing: x.ID, Reason: p.NotNeeded}})
	}
	for _, who := range w.state.Parties {
		if who.Erased {
			continue
		}
		name := " by " + string(who.Standing) + " " + string(who.ID)
		acts = append(acts,
			say(w, "take back all"+name, who, 0, func(c *p.RecordContact) { c.TakesBackAll = true }),
			say(w, "take back all"+name, who, p.Hour/2, func(c *p.RecordContact) { c.TakesBackAll = true }),
			act{"stop reference" + name, second, p.EnterStopReference{Party: who.ID}},
			act{"lift pause" + name, first, p.LiftPause{Party: who.ID}},
			act{"lift pause" + name + " (late)", first, p.LiftPause{Party: who.ID, When: w.now - p.Hour/2}},
			act{"stop on the page" + name, first, p.TakeIn{Drop: drop(w, who, 0, p.EverythingStopped{Party: who.ID})}},
			act{"stop on the page" + name + " (late)", first, p.TakeIn{Drop: drop(w, who, p.Hour/2, p.EverythingStopped{Party: who.ID})}},
		)
	}
	for _, c := range w.state.Consents {
		who, _ := w.state.Party(c.Party)
		if c.Ended != 0 || c.Void || who.Erased {
			continue
		}
		what := "take back " + string(c.To) + " " + string(c.Kind) + " by " + string(c.Party)
		acts = append(acts,
			say(w, what, who, 0, func(r *p.RecordContact) { r.TakenBack = []p.ConsentID{c.ID} }),
			act{what + " on the page", first, p.TakeIn{Drop: drop(w, who, p.Hour/2, p.ConsentReturned{Party: who.ID, Consent: c.ID})}},
		)
	}
	return acts
}

// drop is what a participant did on their own page, some time before it is taken in.
func drop(w world, who p.Party, ago p.Instant, e p.Event) p.Drop {
	stamp := p.Stamp{Act: "page", At: w.now - ago, When: w.now - ago, ByParty: who.ID}
	switch e := e.(type) {
	case p.EverythingStopped:
		e.Stamp = stamp
		return p.Drop{Event: e}
	case p.ConsentReturned:
		e.Stamp = stamp
		return p.Drop{Event: e}
	case p.StopLifted:
		e.Stamp = stamp
		return p.Drop{Event: e}
	}
	return p.Drop{}
}

func barring(w world) (acts []act) {
	if len(w.state.Parties) < 2 {
		return nil
	}
	on, towards := []p.PartyID{w.party(1)}, []p.PartyID{w.party(0)}
	bar := func(name string, kind p.BarKind, means p.Means, change func(*p.RecordBar)) {
		c := p.RecordBar{Kind: kind, On: on, Towards: towards, Means: []p.Means{means}}
		change(&c)
		acts = append(acts, act{"bar: " + name, first, c})
	}
	if len(w.state.Bars) < 2 {
		bar("stops", p.NoContactOrder, p.Any, func(*p.RecordBar) {})
		bar("stops (late)", p.NoContactOrder, p.Any, func(c *p.RecordBar) { c.When = w.now - p.Hour/2 })
		bar("needs leave", p.LicenceCondition, p.Any, func(c *p.RecordBar) { c.Towards = nil })
		bar("by e-mail", p.RestrainingOrder, p.Email, func(*p.RecordBar) {})
		bar("for some days", p.RestrainingOrder, p.Any, func(c *p.RecordBar) { c.Until = w.now + someDays })
		bar("from before", p.RestrainingOrder, p.Any, func(c *p.RecordBar) { c.Start = w.now - p.Hour/2 })
		bar("from later on", p.RestrainingOrder, p.Any, func(c *p.RecordBar) { c.Start = w.now + someDays })
	}
	for _, b := range w.state.Bars {
		leave := func(name string, kinds []p.Kind, means p.Means, until p.Instant) {
			acts = append(acts, act{"leave: " + name, first, p.RecordPermission{
				Bar: b.ID, Authority: b.Authority, Kinds: kinds, Means: []p.Means{means}, Until: until,
			}})
		}
		acts = append(acts, act{"end bar", first, p.EndBar{Bar: b.ID}}, act{"correct bar", first, p.Correct{Thing: p.ABar, Bar: b.ID, Text: "wrong"}})
		if len(b.Permissions) == 0 {
			leave("all", p.Kinds(), p.Any, 0)
			leave("by e-mail", p.Kinds(), p.Email, 0)
			leave("for notices", []p.Kind{p.Notice}, p.Any, 0)
			leave("for some days", p.Kinds(), p.Any, w.now+someDays)
		}
		for _, l := range b.Permissions {
			acts = append(acts, act{"end leave", first, p.EndPermission{Permission: l.ID}},
				act{"correct leave", first, p.Correct{Thing: p.APermission, Permission: l.ID, Text: "wrong"}})
		}
	}
	return acts
}
