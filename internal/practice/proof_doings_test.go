package practice_test

import (
	"slices"

	p "amends/internal/practice"
)

// The part of the vocabulary that is about texts, third people, corrections, and what becomes of people and case.

func writing(w world) (acts []act) {
	for _, c := range w.state.Contents {
		verdicts := func(text p.Wording) {
			acts = append(acts,
				act{"read", first, p.ReadContent{Content: c.ID, Wording: text, Verdict: p.Passed}},
				act{"return", first, p.ReadContent{Content: c.ID, Wording: text, Verdict: p.Returned, Text: "why"}},
				act{"read by another", second, p.ReadContent{Content: c.ID, Wording: text, Verdict: p.Passed}},
				act{"sign off", supervisor, p.SignOff{Content: c.ID, Wording: text, Verdict: p.Passed}},
				act{"sign off by another", second, p.SignOff{Content: c.ID, Wording: text, Verdict: p.Passed}},
				act{"refuse to sign off", supervisor, p.SignOff{Content: c.ID, Wording: text, Verdict: p.Returned, Text: "why"}},
			)
		}
		verdicts(c.Wording)
		acts = append(acts,
			act{"revise", first, p.ReviseContent{Content: c.ID, Text: "other words"}},
			act{"revise (late)", first, p.ReviseContent{Content: c.ID, Text: "other words", When: w.now - p.Hour/2}},
			act{"withdraw content", first, p.WithdrawContent{Content: c.ID}},
			act{"correct reading", first, p.Correct{Thing: p.AReading, Content: c.ID, Text: "wrong"}},
		)
	}
	return acts
}

func hearing(w world) (acts []act) {
	for _, x := range open(w) {
		for _, who := range w.state.Parties {
			if who.Erased || !slices.Contains(w.state.OtherHarmed(x), who.ID) {
				continue
			}
			name := " " + string(who.ID) + " of " + string(x.Kind)
			acts = append(acts,
				act{"tell" + name, first, p.RecordTold{Crossing: x.ID, Party: who.ID, Text: "told"}},
				say(w, "object"+name, who, 0, func(c *p.RecordContact) { c.Objections = []p.Objecting{{Crossing: x.ID, Objects: true}} }),
				say(w, "do not object"+name, who, 0, func(c *p.RecordContact) { c.Objections = []p.Objecting{{Crossing: x.ID}} }),
				act{"answer" + name, supervisor, p.AnswerObjection{Crossing: x.ID, Party: who.ID, Text: "changed"}},
				act{"tell anyway" + name, supervisor, p.GiveReasons{Crossing: x.ID, Party: who.ID, Reason: p.TellAnyway, Text: "why"}},
				act{"do not tell" + name, supervisor, p.GiveReasons{Crossing: x.ID, Party: who.ID, Reason: p.DoNotTell, Text: "why"}},
				act{"correct telling" + name, first, p.Correct{Thing: p.ATelling, Crossing: x.ID, Party: who.ID, Text: "wrong"}},
			)
		}
		if x.Kind == p.Publication || x.Kind == p.Talk {
			everybody := ids(w.state.Parties)
			acts = append(acts,
				act{"examine: nobody", first, examining(w, x, nil, p.Words)},
				act{"examine: words", first, examining(w, x, everybody, p.Words)},
				act{"examine: recognisable", first, examining(w, x, everybody, p.Recognisable)},
				act{"examine: public", first, examining(w, x, everybody, p.PublicFacts)},
			)
		}
	}
	return acts
}

func ids(parties []p.Party) (list []p.PartyID) {
	for _, who := range parties {
		list = append(list, who.ID)
	}
	return list
}

func correcting(w world) (acts []act) {
	for _, c := range w.state.Consents {
		acts = append(acts, act{"correct consent to " + string(c.To), first, p.Correct{Thing: p.AConsent, Consent: c.ID, Text: "wrong"}})
	}
	for _, h := range w.state.Harms {
		for _, who := range h.Responsible {
			acts = append(acts, act{"correct acknowledgement", first, p.Correct{Thing: p.AnAcknowledgment, Harm: h.ID, Party: who, Text: "wrong"}})
		}
	}
	for _, h := range w.state.Harms {
		harm := func(name string, change func(*p.ChangeHarm)) {
			c := p.ChangeHarm{Harm: h.ID, Kind: h.Kind, GenderBased: h.GenderBased, Harmed: h.Harmed, Responsible: h.Responsible, Text: "wrong"}
			change(&c)
			acts = append(acts, act{"harm " + name, first, c})
		}
		harm("gender-based or not", func(c *p.ChangeHarm) { c.GenderBased = !c.GenderBased })
		harm("was a killing", func(c *p.ChangeHarm) { c.Kind = p.Killing })
		harm("was domestic", func(c *p.ChangeHarm) { c.Kind = p.DomesticHarm })
		harm("the other way round", func(c *p.ChangeHarm) { c.Harmed, c.Responsible = c.Responsible, c.Harmed })
		harm("without who is responsible", func(c *p.ChangeHarm) { c.Responsible = nil })
		if len(w.state.Harms) < 2 {
			harm("once more", func(c *p.ChangeHarm) { c.Harm, c.Harmed, c.Responsible = "", c.Responsible, c.Harmed })
		}
	}
	for _, who := range w.state.Parties {
		acts = append(acts, act{"correct session", first, p.Correct{Thing: p.ASession, Party: who.ID, Text: "wrong"}})
	}
	for _, x := range w.state.Crossings {
		acts = append(acts, act{"correct delivery", first, p.Correct{Thing: p.ADelivery, Crossing: x.ID, Text: "wrong"}})
		acts = append(acts, reattending(w, x)...)
	}
	return acts
}

// changing is what becomes of people, plan and case.
func changing(w world) (acts []act) {
	for _, who := range w.state.Parties {
		if who.Erased {
			continue
		}
		for _, able := range []p.Capacity{p.Adult, p.Child, p.Lacking} {
			if able != who.Capacity {
				acts = append(acts, act{"now " + string(able), first, p.ChangeParty{Party: who.ID, Capacity: able, Interested: who.Interested}})
			}
		}
		acts = append(acts, act{"erase", desk, p.Erase{Party: who.ID}})
		acts = append(acts, dying(w, who)...)
		if who.Standing == p.Representative {
			acts = append(acts, act{"interested", first, p.ChangeParty{Party: who.ID, Capacity: who.Capacity, Interested: !who.Interested}})
		}
	}
	for _, x := range open(w) {
		if x.Kind == p.Meeting {
			acts = append(acts, replanning(w, x)...)
		}
	}
	acts = append(acts, remembering(w)...)
	acts = append(acts, siding(w)...)
	for _, h := range w.state.Helpers {
		name := "helper " + string(h.ID)
		acts = append(acts, act{name + " signs or not", first, p.ChangeHelper{Helper: h.ID, Confidential: !h.Confidential, Checked: h.Checked, Text: "why"}},
			act{name + " has a conflict or none", first, p.ChangeHelper{Helper: h.ID, Confidential: h.Confidential, Checked: !h.Checked, Text: "why"}},
			act{name + " had a conflict (late)", first, p.ChangeHelper{Helper: h.ID, Confidential: h.Confidential, When: w.now - p.Hour/2, Text: "why"}})
	}
	return append(acts,
		act{"hold", second, p.Hold{Text: "why"}},
		act{"release", first, p.ReleaseHold{Text: "why"}},
		act{"sensitive", second, p.SetSensitive{Sensitive: true}},
		act{"not sensitive", supervisor, p.SetSensitive{Text: "why"}},
		act{"not sensitive, by who carries it", first, p.SetSensitive{Text: "why"}},
		act{"close", first, p.Close{Ending: p.NoContact}},
		act{"reopen", first, p.Reopen{Text: "why"}},
		act{"first leaves", desk, p.Deallocate{Staff: first}},
		act{"first returns", desk, p.Allocate{Staff: first, Duty: p.Facilitator}},
	)
}

func replanning(w world, x p.Crossing) (acts []act) {
	again := func(name string, change func(*p.PlanMeeting)) {
		c := p.PlanMeeting{Crossing: x.ID, Starts: w.now + p.Day, Place: "a room", Apart: true, HowToStop: "say so", Supporters: x.Plan.Supporters, Helpers: x.Plan.Helpers}
		change(&c)
		acts = append(acts, act{"plan " + name, first, c})
	}
	again("again", func(*p.PlanMeeting) {})
	again("without a place", func(c *p.PlanMeeting) { c.Place = "" })
	again("arriving together", func(c *p.PlanMeeting) { c.Apart = false })
	again("with no way to stop", func(c *p.PlanMeeting) { c.HowToStop = "" })
	again("without supporters", func(c *p.PlanMeeting) { c.Supporters = nil })
	again("without helpers", func(c *p.PlanMeeting) { c.Helpers = nil })
	for i, h := range w.state.Helpers {
		again("with helper "+string(rune('0'+i)), func(c *p.PlanMeeting) { c.Helpers = []p.HelperID{h.ID} })
	}
	return acts
}

// dying is that somebody died, now or a while ago, or did not after all.
func dying(w world, who p.Party) (acts []act) {
	if who.Died != 0 {
		return []act{{"correct death", first, p.Correct{Thing: p.ADeath, Party: who.ID, Text: "wrong"}}}
	}
	name := " " + string(who.Standing) + " " + string(who.ID)
	acts = []act{
		{"died" + name, first, p.RecordDeath{Party: who.ID}},
		{"died (late)" + name, first, p.RecordDeath{Party: who.ID, When: w.now - p.Hour/2}},
	}
	for _, other := range w.state.Parties {
		if other.ID != who.ID && who.Standing == p.Principal {
			acts = append(acts, act{"died, remembered by " + string(other.ID), first, p.RecordDeath{Party: who.ID, Speaker: other.ID}})
		}
	}
	return acts
}

// remembering is who speaks for a memory, who is spoken of besides, and who is found.
func remembering(w world) (acts []act) {
	speakers := append([]p.PartyID{""}, ids(w.state.Parties)...)
	for _, s := range w.state.SpokenOf {
		for _, speaker := range speakers {
			acts = append(acts, act{"remembered by " + string(speaker), first, p.NameSpeaker{SpokenOf: s.ID, Speaker: speaker}})
		}
		acts = append(acts, act{"found", first, p.AddParty{Party: person(), Was: s.ID}})
		if len(w.state.Harms) > 0 {
			acts = append(acts, act{"found to be harmed", first, p.AddParty{Party: person(), Was: s.ID, HarmedIn: []p.HarmID{w.state.Harms[0].ID}}})
		}
	}
	for _, who := range w.state.Parties {
		for _, speaker := range speakers {
			if who.Died != 0 {
				acts = append(acts, act{"remembered by " + string(speaker), first, p.NameSpeaker{Party: who.ID, Speaker: speaker}})
			}
		}
	}
	if len(w.state.SpokenOf) < 3 {
		acts = append(acts, act{"speak of", first, p.SpeakOf{Unasked: p.Unaware, Name: "A Person"}})
	}
	if len(w.state.Harms) > 0 && len(w.state.Parties) < 6 {
		acts = append(acts, act{"another harmed", first, p.AddParty{Party: person(), HarmedIn: []p.HarmID{w.state.Harms[0].ID}}})
	}
	return acts
}

// siding is who shares with whom, and no more.
func siding(w world) (acts []act) {
	for _, who := range w.state.Parties {
		acts = append(acts, act{"part " + string(who.ID), first, p.PartSides{From: who.Side, Leaving: []p.PartyID{who.ID}}},
			act{"part (late) " + string(who.ID), first, p.PartSides{When: w.now - p.Hour/2, From: who.Side, Leaving: []p.PartyID{who.ID}}})
	}
	return acts
}
