package practice_test

import (
	"slices"

	p "amends/internal/practice"
)

// scene is one whole way through a case, under one profile, from intake to
// something delivered.
type scene struct {
	name    string
	profile p.Profile
	steps   []step
}

// step is one command of a scene, an hour after the one before.
type step struct {
	name string
	by   p.StaffID
	make func(w world) p.Command
}

func (s step) act(w world) act { return act{s.name, s.by, s.make(w)} }

// settings is the profile of most scenes: everything is asked for somewhere.
func settings(change ...func(*p.Profile)) p.Profile {
	profile := p.Profile{
		Name: "proof", Begin: p.EitherSide, GenderBasedBegin: p.HarmedOnly, GenderBasedDirect: p.DirectNever,
		ConsentFor: 180 * p.Day, AssessmentFor: 90 * p.Day, ClearanceFor: 14 * p.Day,
		Sessions: 2, SupporterSessions: 1,
		SensitiveHarms: []p.HarmKind{p.Killing}, BankByTwo: true,
		Paper:          []p.PaperRule{{To: p.ToTakePart}, {To: p.ToSend, Kinds: []p.Kind{p.Letter}}, {To: p.ToReceive, Kinds: []p.Kind{p.Details}}},
		IdentityBefore: p.Kinds(), Replies: -1, TellSender: p.TellIfRecipient,
		Child: p.WithGuardian, Lacking: p.NotWithThem, SupportersFor: []p.HarmKind{p.DomesticHarm},
		OthersHarmed: others(p.Publication, p.Talk), OthersReplyIn: 28 * p.Day,
		FollowUps: []p.Instant{72 * p.Hour}, SilentAfter: 60 * p.Day, HoldReviewIn: 30 * p.Day, DisclosureIn: p.Day, WarnBefore: 7 * p.Day,
	}
	for _, kind := range p.BarKinds() {
		rule := p.BarRule{Kind: kind, Effect: p.Stops, Authority: p.Court}
		if kind == p.LicenceCondition {
			rule = p.BarRule{Kind: kind, Effect: p.NeedsPermission, Authority: p.Probation}
		}
		profile.Bars = append(profile.Bars, rule)
	}
	for _, c := range change {
		c(&profile)
	}
	return profile
}

// others are rules for every kind, though the gate has only three of them heard; of these some are asked.
func others(asked ...p.Kind) (rules []p.OthersRule) {
	for _, kind := range p.Kinds() {
		rules = append(rules, p.OthersRule{Kind: kind, Ask: slices.Contains(asked, kind)})
	}
	return rules
}

// The parts of which scenes are made.

func person() p.NewParty {
	return p.NewParty{Kind: p.Person, Standing: p.Principal, Capacity: p.Adult, Full: "A Person"}
}

func behind(standing p.Standing, whom int) p.NewParty {
	who := person()
	who.Standing, who.For = standing, whom+1
	return who
}

func child() p.NewParty {
	who := person()
	who.Capacity = p.Child
	return who
}

func harm(kind p.HarmKind, harmed, responsible []int) p.NewHarm {
	return p.NewHarm{Kind: kind, Harmed: harmed, Responsible: responsible}
}

// intake opens a case and allocates the staff of the scenes.
func intake(c p.OpenCase) []step {
	c.Begun, c.Title = p.ByHarmed, "a title"
	allocate := func(staff p.StaffID, duty p.Duty) step {
		return step{"allocate " + string(staff), desk, func(world) p.Command { return p.Allocate{Staff: staff, Duty: duty} }}
	}
	return []step{
		{"open case", desk, func(world) p.Command { return c }},
		allocate(first, p.Facilitator), allocate(second, p.Facilitator), allocate(supervisor, p.Supervisor),
	}
}

// contact is one contact record with one party.
func contact(name string, who int, fill func(w world, c *p.RecordContact)) step {
	return step{name, first, func(w world) p.Command {
		c := p.RecordContact{Parties: []p.PartyID{w.party(who)}, Means: p.InPerson}
		fill(w, &c)
		return c
	}}
}

// met is a first contact: how to reach them, who they are, and what is theirs to acknowledge.
func met(who int) step {
	return contact("meet "+string(rune('A'+who)), who, func(w world, c *p.RecordContact) {
		c.SafeContact, c.Identity, c.Limits = "by phone", true, true
		c.Acknowledges = acknowledging(w, w.party(who), p.Yes)
	})
}

func acknowledging(w world, who p.PartyID, answer p.Answer) (said []p.Acknowledging) {
	for _, h := range w.state.Harms {
		if slices.Contains(h.Responsible, who) {
			said = append(said, p.Acknowledging{Harm: h.ID, Answer: answer})
		}
	}
	return said
}

func propose(kind p.Kind, from, to []int, means p.Means, fill ...func(w world, c *p.Propose)) step {
	return step{"propose " + string(kind), first, func(w world) p.Command {
		c := p.Propose{Kind: kind, From: w.parties(from...), To: w.parties(to...), Means: means}
		for _, f := range fill {
			f(w, &c)
		}
		return c
	}}
}

func saying(_ world, c *p.Propose) { c.Text = "what may be said" }

func carrying(w world, c *p.Propose) { c.Content = w.content().ID }

func write(kind p.Kind, author int, banked bool) step {
	return step{"write " + string(kind), first, func(w world) p.Command {
		return p.WriteContent{Author: w.party(author), Kind: kind, Text: "words", Banked: banked}
	}}
}

// agree has a party agree to all that the last crossing needs of them.
func agree(who int) step {
	return contact("agree "+string(rune('A'+who)), who, func(w world, c *p.RecordContact) {
		c.Consents = consents(w, w.crossing(), w.party(who))
	})
}

// agreeFor has a party agree for a time only.
func agreeFor(who int, long p.Instant) step {
	return contact("agree for a time "+string(rune('A'+who)), who, func(w world, c *p.RecordContact) {
		c.Consents = lasting(consents(w, w.crossing(), w.party(who)), w.now+long)
	})
}

// consents are what a crossing needs a party to agree to.
func consents(w world, x p.Crossing, who p.PartyID) []p.Consenting {
	content, _ := w.state.Content(x.Content)
	base := p.Consenting{Kind: x.Kind, Means: x.Means, Form: p.Signed, ReadBack: true}
	var list []p.Consenting
	add := func(to p.Agreed, towards []p.PartyID, carries bool) {
		c := base
		c.To, c.Towards = to, towards
		if carries {
			c.Content, c.Wording, c.Audience = content.ID, content.Wording, x.Audience
		}
		list = append(list, c)
	}
	direct := x.Kind == p.Meeting || x.Kind == p.Talk
	told := x.Kind == p.Publication || x.Kind == p.Talk
	switch {
	case direct && slices.Contains(taking(x), who):
		add(p.ToTakePart, except(taking(x), who), false)
		add(p.ToTelling, nil, false)
	case told || x.Kind == p.Notice:
	case slices.Contains(x.From, who) || content.Author == who:
		add(p.ToSend, x.To, true)
	case slices.Contains(x.To, who) && x.Kind != p.Approach:
		add(p.ToReceive, x.From, false)
	}
	if told && content.ID != "" {
		add(p.ToBeUsed, nil, true)
		add(p.ToTelling, nil, false)
	}
	if guardian, _ := w.state.Party(who); guardian.Standing == p.Representative && slices.Contains(taking(x), guardian.For) {
		add(p.ToGuard, except(taking(x), guardian.For), false)
		list[len(list)-1].For = guardian.For
	}
	return list
}

func readIt() step {
	return step{"read", first, func(w world) p.Command {
		return p.ReadContent{Content: w.content().ID, Wording: w.content().Wording, Verdict: p.Passed}
	}}
}

func signOff() step { return signOffBy(supervisor) }

func signOffBy(staff p.StaffID) step {
	return step{"sign off", staff, func(w world) p.Command {
		return p.SignOff{Content: w.content().ID, Wording: w.content().Wording, Verdict: p.Passed}
	}}
}

func assess() step {
	return step{"assess", first, func(w world) p.Command {
		x := w.crossing()
		return p.Assess{Kind: x.Kind, Means: x.Means, Parties: taking(x), GoAhead: true, Text: "a judgement"}
	}}
}

func clearIt() step {
	return step{"clear", first, func(w world) p.Command {
		return p.Clear{Crossing: w.crossing().ID, Clearing: p.Clearing{Carrier: first, Until: w.now + 7*p.Day}}
	}}
}

func deliver() step {
	return step{"deliver", first, func(w world) p.Command {
		return p.Deliver{Delivering: p.Delivering{Crossing: w.crossing().ID, Extent: p.Whole}}
	}}
}

// session is one of preparation, after which they say they are ready.
func session(who int) step {
	return contact("prepare "+string(rune('A'+who)), who, func(_ world, c *p.RecordContact) {
		c.Session, c.Readiness = true, p.Ready
	})
}

func plan(from, to []int, means p.Means, supporters ...int) step {
	return step{"plan", first, func(w world) p.Command {
		c := p.PlanMeeting{
			From: w.parties(from...), To: w.parties(to...), Means: means, Starts: w.now + p.Day,
			Place: "a room", Apart: true, HowToStop: "say so", Supporters: w.parties(supporters...),
		}
		for _, h := range w.state.Helpers {
			if h.Confidential && h.Checked {
				c.Helpers = append(c.Helpers, h.ID)
			}
		}
		return c
	}}
}

func confirm() step {
	return step{"confirm", first, func(w world) p.Command { return p.Confirm{Crossing: w.crossing().ID} }}
}

// examine says that the version uses the words of some and takes out everybody else.
func examine(words ...int) step {
	return step{"examine", first, func(w world) p.Command { return examining(w, w.crossing(), w.parties(words...), p.Words) }}
}

func examining(w world, x p.Crossing, of []p.PartyID, use p.UseOf) p.UseOfWords {
	c := p.UseOfWords{Crossing: x.ID}
	content, _ := w.state.Content(x.Content)
	c.Wording = content.Wording
	for _, party := range w.state.Parties {
		u := p.Use{Party: party.ID, Of: p.TakenOut}
		if slices.Contains(of, party.ID) {
			u.Of = use
		}
		if !slices.Contains(x.From, party.ID) {
			c.Uses = append(c.Uses, u)
		}
	}
	for _, s := range w.state.SpokenOf {
		u := p.Use{SpokenOf: s.ID, Of: p.TakenOut}
		if s.Speaker != "" {
			u.Of = p.Recognisable
		}
		c.Uses = append(c.Uses, u)
	}
	return c
}

// tell tells another harmed person; object has them say what they think of it.
func tell(who int) step {
	return step{"tell " + string(rune('A'+who)), first, func(w world) p.Command {
		return p.RecordTold{Crossing: w.crossing().ID, Party: w.party(who), Text: "told"}
	}}
}

func object(who int, objects bool) step {
	return contact("hear "+string(rune('A'+who)), who, func(w world, c *p.RecordContact) {
		c.Objections = []p.Objecting{{Crossing: w.crossing().ID, Objects: objects, Words: "words"}}
	})
}

func answerObjection(who int) step {
	return step{"answer " + string(rune('A'+who)), supervisor, func(w world) p.Command {
		return p.AnswerObjection{Crossing: w.crossing().ID, Party: w.party(who), Text: "changed"}
	}}
}
