package practice_test

import (
	"errors"
	"testing"

	p "amends/internal/practice"
)

// A word off its list is refused by the step itself, whoever reads the form: every
// list that a step takes words from.
func TestWordsOffTheirListsAreRefused(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, opened)
	maya, jonas := p.PartyID(s.id("maya")), p.PartyID(s.id("jonas"))
	both, giving := []p.PartyID{maya, jonas}, p.CrossingID(s.id("giving"))
	contact := func(change func(*p.RecordContact)) p.RecordContact {
		c := p.RecordContact{Parties: []p.PartyID{maya}, Means: p.Phone}
		change(&c)
		return c
	}
	consenting := func(c p.Consenting) p.RecordContact {
		return contact(func(r *p.RecordContact) { r.Consents = []p.Consenting{c} })
	}
	const off = "off the list"
	for _, c := range []struct {
		field   string
		command p.Command
	}{
		{"means", contact(func(r *p.RecordContact) { r.Means = off })},
		{"readiness", contact(func(r *p.RecordContact) { r.Readiness = off })},
		{"asking", contact(func(r *p.RecordContact) { r.Asking = off })},
		{"consents.to", consenting(p.Consenting{To: off, Form: p.Signed})},
		{"consents.form", consenting(p.Consenting{To: p.ToWork, Form: off})},
		{"consents.audience", consenting(p.Consenting{To: p.ToWork, Form: p.Signed, Audience: off})},
		{"consents.kind", consenting(p.Consenting{To: p.ToReceive, Form: p.Signed, Kind: off})},
		{"consents.means", consenting(p.Consenting{To: p.ToReceive, Form: p.Signed, Kind: p.Letter, Means: off})},
		{"refusals.kind", contact(func(r *p.RecordContact) { r.Refusals = []p.Refusing{{To: p.ToReceive, Kind: off, Answer: p.No}} })},
		{"audience", p.Propose{Kind: p.Talk, From: []p.PartyID{jonas}, Means: p.InPerson, Audience: off, Text: "x"}},
		{"notice", p.Propose{Kind: p.Notice, To: []p.PartyID{maya}, Means: p.Phone, Notice: off}},
		{"means", p.RecordBar{Kind: p.PrisonRule, On: both, Means: []p.Means{off}}},
		{"kinds", p.RecordPermission{Bar: p.BarID(s.id("rule")), Authority: p.PrisonGovernor, Kinds: []p.Kind{off}, Means: []p.Means{p.Post}}},
		{"reason", p.StopCrossing{Crossing: giving, Reason: off}},
		{"from", p.Strike{Act: "a", From: p.Home{Kind: off}}},
	} {
		at := s.at()
		if c.field == "from" {
			at.Actor = "carol"
		}
		_, err := p.Decide(s.state, c.command, at)
		if !errors.Is(err, &p.Refusal{Code: p.BadValue, Field: c.field}) {
			t.Errorf("%T: %s: %v", c.command, c.field, err)
		}
	}
}

// Every word of a list is taken by the steps that take words from it, whatever else they may then want.
func TestEveryWordOfAListIsTaken(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, opened)
	maya, jonas := p.PartyID(s.id("maya")), p.PartyID(s.id("jonas"))
	harm := p.HarmID(s.id("harm"))
	contact := func(fill func(*p.RecordContact)) p.Command {
		c := p.RecordContact{Parties: []p.PartyID{jonas}, Means: p.Phone}
		fill(&c)
		return c
	}
	consenting := func(c p.Consenting) p.Command {
		return contact(func(r *p.RecordContact) { r.Consents = []p.Consenting{c} })
	}
	takes(s, "consents.to", []p.Agreed{p.ToWork, p.ToSend, p.ToReceive, p.ToTakePart, p.ToBeUsed, p.ToTelling, p.ToGuard}, func(w p.Agreed) p.Command {
		return consenting(p.Consenting{To: w, Form: p.Signed, Kind: p.Letter, Means: p.Post})
	})
	takes(s, "consents.form", []p.Form{p.Signed, p.Marked, p.SpokenForm, p.Interpreted, p.OnPage, p.Unprompted}, func(w p.Form) p.Command { return consenting(p.Consenting{To: p.ToWork, Form: w}) })
	takes(s, "consents.audience", []p.Audience{p.NoAudience, p.Pupils, p.Prisoners, p.Professionals, p.Everybody}, func(w p.Audience) p.Command {
		return consenting(p.Consenting{To: p.ToWork, Form: p.Signed, Audience: w})
	})
	takes(s, "consents.kind", p.Kinds(), func(w p.Kind) p.Command {
		return consenting(p.Consenting{To: p.ToReceive, Form: p.Signed, Kind: w, Means: p.Post})
	})
	takes(s, "consents.means", append(p.AllMeans(), p.Any), func(w p.Means) p.Command {
		return consenting(p.Consenting{To: p.ToReceive, Form: p.Signed, Kind: p.Letter, Means: w})
	})
	takes(s, "refusals.to", []p.Agreed{p.ToWork, p.ToSend, p.ToReceive, p.ToTakePart, p.ToBeUsed, p.ToTelling, p.ToGuard}, func(w p.Agreed) p.Command {
		return contact(func(r *p.RecordContact) { r.Refusals = []p.Refusing{{To: w, Answer: p.No}} })
	})
	takes(s, "refusals.answer", []p.Answer{p.No, p.Later}, func(w p.Answer) p.Command {
		return contact(func(r *p.RecordContact) { r.Refusals = []p.Refusing{{To: p.ToWork, Answer: w}} })
	})
	takes(s, "means", p.AllMeans(), func(w p.Means) p.Command { return contact(func(r *p.RecordContact) { r.Means = w }) })
	takes(s, "readiness", []p.Readiness{p.NotSaid, p.Ready, p.NotReady}, func(w p.Readiness) p.Command { return contact(func(r *p.RecordContact) { r.Readiness = w }) })
	takes(s, "asking", []p.Asking{p.NotSaidYet, p.AskMe, p.DoNotAsk}, func(w p.Asking) p.Command { return contact(func(r *p.RecordContact) { r.Asking = w }) })
	takes(s, "asking", []p.Asking{p.AskAfter}, func(w p.Asking) p.Command {
		return contact(func(r *p.RecordContact) { r.Asking, r.AskAfter = w, s.now })
	})
	takes(s, "acknowledges.answer", []p.Answer{p.Yes, p.No, p.Later}, func(w p.Answer) p.Command {
		return contact(func(r *p.RecordContact) { r.Acknowledges = []p.Acknowledging{{Harm: harm, Answer: w}} })
	})
	takes(s, "points.kind", []p.Kind{p.Message, p.Approach, ""}, func(w p.Kind) p.Command {
		return contact(func(r *p.RecordContact) {
			r.Points = []p.Points{{Kind: w, Text: "x", To: []p.PartyID{maya}, Means: p.Phone}}
		})
	})
}

// The same of the steps that are no contact record.
func TestEveryWordOfAListIsTakenElsewhere(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, opened)
	maya, jonas := p.PartyID(s.id("maya")), p.PartyID(s.id("jonas"))
	giving, letter := p.CrossingID(s.id("giving")), p.ContentID(s.id("letter"))
	somebody := p.NewParty{Kind: p.Person, Standing: p.Principal, Capacity: p.Adult, Full: "X"}
	adding := func(change func(*p.NewParty)) p.Command {
		c := p.AddParty{Party: somebody}
		if change(&c.Party); c.Party.Standing != p.Principal {
			c.For = maya
		}
		return c
	}
	takes(s, "party.kind", []p.PartyKind{p.Person, p.Organisation}, func(w p.PartyKind) p.Command { return adding(func(n *p.NewParty) { n.Kind = w }) })
	takes(s, "party.standing", []p.Standing{p.Principal, p.Supporter, p.Representative}, func(w p.Standing) p.Command { return adding(func(n *p.NewParty) { n.Standing = w }) })
	takes(s, "party.capacity", []p.Capacity{p.Adult, p.Child, p.Lacking}, func(w p.Capacity) p.Command { return adding(func(n *p.NewParty) { n.Capacity = w }) })
	takes(s, "capacity", []p.Capacity{p.Adult, p.Child, p.Lacking}, func(w p.Capacity) p.Command { return p.ChangeParty{Party: maya, Capacity: w} })
	takes(s, "kind", []p.HelperKind{p.Interpreter, p.Intermediary, p.Chaplain, p.PrisonOfficer, p.OtherHelper}, func(w p.HelperKind) p.Command { return p.AddHelper{Kind: w, Name: "X"} })
	takes(s, "kind", []p.Kind{p.Approach, p.Message, p.Letter, p.Recording, p.Details, p.Publication, p.Talk}, func(w p.Kind) p.Command { return p.WriteContent{Author: jonas, Kind: w, Text: "x"} })
	takes(s, "kind", p.Kinds(), func(w p.Kind) p.Command { return p.DepositInterest{Party: jonas, Kind: w} })
	takes(s, "kind", p.BarKinds(), func(w p.BarKind) p.Command {
		return p.RecordBar{Kind: w, On: []p.PartyID{jonas}, Means: []p.Means{p.Any}}
	})
	takes(s, "means", append(p.AllMeans(), p.Any), func(w p.Means) p.Command { return p.Assess{Kind: p.Letter, Means: w, Parties: []p.PartyID{jonas}} })
	takes(s, "means", append(p.AllMeans(), p.Any), func(w p.Means) p.Command {
		return p.RecordBar{Kind: p.OtherBar, On: []p.PartyID{jonas}, Means: []p.Means{w}}
	})
	takes(s, "verdict", []p.Verdict{p.Passed, p.Returned}, func(w p.Verdict) p.Command {
		return p.ReadContent{Content: letter, Wording: "x", Verdict: w, Text: "x"}
	})
	takes(s, "extent", []p.Extent{p.Whole, p.Partly, p.NotAt}, func(w p.Extent) p.Command { return p.Deliver{Delivering: p.Delivering{Crossing: giving, Extent: w}} })
	takes(s, "reason", []p.StopReason{p.SenderStopped, p.RecipientRefused, p.NotSafe, p.NotNeeded, p.ContentGone}, func(w p.StopReason) p.Command { return p.StopCrossing{Crossing: giving, Reason: w} })
	takes(s, "notice", []p.FixedNotice{p.NotGoingAhead, p.NothingToArrange}, func(w p.FixedNotice) p.Command {
		return p.Propose{Kind: p.Notice, To: []p.PartyID{maya}, Means: p.Phone, Notice: w}
	})
	takes(s, "audience", []p.Audience{p.Pupils, p.Prisoners, p.Professionals, p.Everybody}, func(w p.Audience) p.Command {
		return p.Propose{Kind: p.Talk, From: []p.PartyID{maya}, Means: p.Public, Text: "x", Audience: w}
	})
	takes(s, "to", []p.Recipient{p.ToCourt, p.ToPrison, p.ToPolice, p.ToProbation, p.ToDoctor, p.ToCare, p.ToSubject, p.ToWarned}, func(w p.Recipient) p.Command {
		return p.Disclose{Party: jonas, To: w, Ground: p.WithConsent, Text: "x"}
	})
	takes(s, "ground", []p.Ground{p.WithConsent, p.DangerToLife, p.HarmToChild, p.SeriousCrime, p.RequiredByLaw, p.RequestOfPerson}, func(w p.Ground) p.Command { return p.Disclose{Party: jonas, To: p.ToCourt, Ground: w, Text: "x"} })
	takes(s, "kind", []p.IncidentKind{p.ChanceMeeting, p.Slip, p.DirectContact, p.LatePaper}, func(w p.IncidentKind) p.Command {
		return p.RecordOutside{Kind: w, Parties: []p.PartyID{jonas}, Text: "x"}
	})
	takes(s, "ending", []p.Ending{p.AfterMeeting, p.AfterExchange, p.NoContact, p.HarmedWish, p.ResponsibleWish, p.NotPossible, p.Untraced, p.Transferred, p.PersonDied}, func(w p.Ending) p.Command { return p.Close{Ending: w} })
	takes(s, "about", []p.Asked{p.AskedToSend, p.AskedToReceive, p.AskedTakePart, p.AskedTelling, p.AskedUse}, func(w p.Asked) p.Command { return p.Ask{Party: jonas, About: w, Crossing: giving, Text: "x"} })
	s.actor = "carol"
	takes(s, "duty", []p.Duty{p.Coordinator, p.Facilitator, p.Supervisor, p.Lead}, func(w p.Duty) p.Command { return p.Allocate{Staff: "zed", Duty: w} })
	takes(s, "from", []p.HomeKind{p.InFacts, p.InFile, p.InBox, p.InContent}, func(w p.HomeKind) p.Command { return p.Strike{Act: "a", From: p.Home{Kind: w}} })
	s.state = p.Case{}
	takes(s, "begun", []p.Begun{p.ByHarmed, p.ByResponsible, p.ByAgency}, func(w p.Begun) p.Command { return p.OpenCase{Begun: w, Parties: []p.NewParty{somebody}} })
	takes(s, "spoken_of.unasked", []p.Unasked{p.Deceased, p.Unaware}, func(w p.Unasked) p.Command {
		return p.OpenCase{Begun: p.ByHarmed, Parties: []p.NewParty{somebody}, SpokenOf: []p.NewSpokenOf{{Unasked: w}}}
	})
	takes(s, "harms.kind", p.HarmKinds(), func(w p.HarmKind) p.Command {
		return p.OpenCase{Begun: p.ByHarmed, Parties: []p.NewParty{somebody}, Harms: []p.NewHarm{{Kind: w, Harmed: []int{0}}}}
	})
}

// takes fails for each word of a list that a step refuses as off its list.
func takes[W any](s *stage, field string, words []W, step func(W) p.Command) {
	s.t.Helper()
	for _, w := range words {
		if _, err := p.Decide(s.state, step(w), s.at()); errors.Is(err, &p.Refusal{Code: p.BadValue, Field: field}) {
			s.t.Errorf("%T: %s: %v is refused", step(w), field, w)
		}
	}
}
