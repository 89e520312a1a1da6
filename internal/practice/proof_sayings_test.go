package practice_test

import (
	"slices"

	p "amends/internal/practice"
)

// The part of the vocabulary that parties say, and what is judged of it.

// agreeing has each party say what they can say about each crossing.
func agreeing(w world) (acts []act) {
	for _, who := range w.state.Parties {
		if who.Erased {
			continue
		}
		name := " by " + string(who.ID)
		for _, x := range open(w) {
			of := name + " to " + string(x.Kind)
			acts = append(acts,
				say(w, "agree"+of, who, 0, func(c *p.RecordContact) { c.Consents = consents(w, x, who.ID) }),
				say(w, "agree for some days"+of, who, 0, func(c *p.RecordContact) { c.Consents = lasting(consents(w, x, who.ID), w.now+someDays) }),
			)
			acts = append(acts, amiss(w, x, who)...)
			for _, to := range []p.Agreed{p.ToSend, p.ToReceive, p.ToTakePart, p.ToBeUsed} {
				if slices.ContainsFunc(consents(w, x, who.ID), func(c p.Consenting) bool { return c.To == to }) {
					acts = append(acts, say(w, "say no"+of, who, 0, func(c *p.RecordContact) {
						c.Refusals = []p.Refusing{{To: to, Kind: x.Kind, Answer: p.No}}
					}))
				}
			}
		}
		acts = append(acts,
			say(w, "ask"+name, who, p.Hour/2, func(c *p.RecordContact) { c.Asking = p.AskMe }),
			say(w, "do not ask"+name, who, 0, func(c *p.RecordContact) { c.Asking = p.DoNotAsk }),
			say(w, "ask later"+name, who, 0, func(c *p.RecordContact) { c.Asking, c.AskAfter = p.AskAfter, w.now+someDays }),
			say(w, "not reached"+name, who, 0, func(c *p.RecordContact) { c.Failed, c.Note, c.Next = true, "no answer", w.now+someDays }),
			say(w, "not ready"+name, who, 0, func(c *p.RecordContact) { c.Readiness = p.NotReady }),
			say(w, "ready"+name, who, 0, func(c *p.RecordContact) { c.Readiness = p.Ready }),
			say(w, "prepared"+name, who, p.Hour/2, func(c *p.RecordContact) { c.Session, c.Readiness = true, p.Ready }),
			say(w, "identity"+name, who, 0, func(c *p.RecordContact) { c.Identity, c.SafeContact = true, "by phone" }),
		)
		if said := acknowledging(w, who.ID, p.No); len(said) > 0 {
			acts = append(acts, say(w, "deny"+name, who, 0, func(c *p.RecordContact) { c.Acknowledges = said }),
				say(w, "acknowledge one"+name, who, 0, func(c *p.RecordContact) { c.Acknowledges = acknowledging(w, who.ID, p.Yes)[:1] }),
				say(w, "acknowledge"+name, who, p.Hour/2, func(c *p.RecordContact) { c.Acknowledges = acknowledging(w, who.ID, p.Yes) }))
		}
	}
	return acts
}

func lasting(list []p.Consenting, until p.Instant) []p.Consenting {
	for i := range list {
		list[i].Until = until
	}
	return list
}

// amiss agrees to a crossing but for one thing, for each thing there is.
func amiss(w world, x p.Crossing, who p.Party) (acts []act) {
	but := func(name string, change func(*p.Consenting)) {
		list := consents(w, x, who.ID)
		for i := range list {
			change(&list[i])
		}
		if len(list) > 0 {
			acts = append(acts, say(w, "agree but "+name+" by "+string(who.ID), who, 0, func(c *p.RecordContact) { c.Consents = list }))
		}
	}
	but("by e-mail", func(c *p.Consenting) { c.Means = p.Email })
	but("without paper", func(c *p.Consenting) { c.Form = p.SpokenForm })
	but("not read back", func(c *p.Consenting) { c.ReadBack = false })
	but("for prisoners", func(c *p.Consenting) { c.Audience = p.Prisoners })
	for _, to := range []p.Agreed{p.ToWork, p.ToSend, p.ToTakePart, p.ToBeUsed} {
		but(string(to), func(c *p.Consenting) {
			if c.To == to {
				c.To = p.ToReceive
				return
			}
			c.To, c.For, c.Content = to, "", x.Content
			if len(c.Towards) == 0 {
				c.Towards = except(ids(w.state.Parties), who.ID)
			}
		})
	}
	but("to another kind", func(c *p.Consenting) {
		c.Kind = p.Meeting
		if x.Kind == p.Meeting {
			c.Kind = p.Talk
		}
	})
	for _, other := range w.state.Parties {
		if other.ID == who.ID {
			continue
		}
		but("towards another", func(c *p.Consenting) { c.Towards = []p.PartyID{other.ID} })
		if list := consents(w, x, other.ID); len(list) > 0 {
			acts = append(acts, say(w, "agree for another by "+string(who.ID), who, 0, func(c *p.RecordContact) { c.Consents = list }))
		}
	}
	return acts
}

func judging(w world) (acts []act) {
	for _, x := range open(w) {
		judge := func(name string, change func(*p.Assess)) {
			c := p.Assess{Kind: x.Kind, Means: x.Means, Parties: taking(x), GoAhead: true, Text: "a judgement"}
			change(&c)
			acts = append(acts, act{"assess " + string(x.Kind) + name, first, c})
		}
		judge("", func(*p.Assess) {})
		judge(": not", func(c *p.Assess) { c.GoAhead = false })
		judge(": not (late)", func(c *p.Assess) { c.GoAhead, c.When = false, w.now-p.Hour/2 })
		judge(" for some days", func(c *p.Assess) { c.Until = w.now + someDays })
		judge(" as another kind", func(c *p.Assess) {
			c.Kind = p.Letter
			if x.Kind == p.Letter {
				c.Kind = p.Meeting
			}
		})
		judge(" of some", func(c *p.Assess) { c.Parties = c.Parties[:1] })
		judge(" by e-mail", func(c *p.Assess) { c.Means, c.GoAhead = p.Email, false })
	}
	for _, a := range w.state.Assessed {
		acts = append(acts, act{"renew", first, p.RenewAssessment{Assessment: a.ID}},
			act{"assess otherwise at the same time", first, p.Assess{
				When: a.Made, Kind: a.Kind, Means: a.Means, Parties: a.Parties, GoAhead: !a.GoAhead, Text: "a judgement",
			}},
			act{"correct assessment", first, p.Correct{Thing: p.AnAssessment, Assessment: a.ID, Text: "wrong"}})
	}
	return acts
}
