package practice_test

import (
	"slices"

	p "amends/internal/practice"
)

// scenes are the complete paths from which exploration starts: one for each kind
// of crossing, then the variants. Parties are named by their place: A is 0.
func scenes() []scene {
	return slices.Concat(kindScenes(), otherKindScenes(), peopleScenes(), settingScenes(), forbiddenScenes())
}

func path(name string, profile p.Profile, intake []step, steps ...step) scene {
	return scene{name, profile, slices.Concat(intake, steps)}
}

// two is a case of one harmed and one responsible.
func two(change ...func(*p.OpenCase)) []step {
	c := p.OpenCase{Parties: []p.NewParty{person(), person()}, Harms: []p.NewHarm{harm(p.Violence, []int{0}, []int{1})}}
	for _, f := range change {
		f(&c)
	}
	return intake(c)
}

// three is a case of two harmed, A and C, and one responsible, B.
func three(change ...func(*p.OpenCase)) []step {
	return two(append([]func(*p.OpenCase){func(c *p.OpenCase) {
		c.Parties = append(c.Parties, person())
		c.Harms[0].Harmed = []int{0, 2}
	}}, change...)...)
}

func sensitive(c *p.OpenCase) { c.Sensitive = true }

func grave(c *p.OpenCase) { c.Harms[0].Kind = p.Killing }

// attended has a supporter beside the one who is responsible.
func attended(c *p.OpenCase) { c.Parties = append(c.Parties, behind(p.Supporter, 1)) }

func genderBased(c *p.OpenCase) { c.Harms[0].GenderBased = true }

// handedOver is the way of a letter, recording or details, once written: proposed,
// agreed to by both, assessed, read, signed off.
func handedOver(kind p.Kind, from, to int, means p.Means) []step {
	return []step{
		met(from), met(to), write(kind, from, false), propose(kind, []int{from}, []int{to}, means, carrying),
		agree(from), agree(to), readIt(), signOff(), assess(), clearIt(), deliver(),
	}
}

func kindScenes() []scene {
	return []scene{
		path("approach", settings(), two(sensitive),
			met(0), met(1), propose(p.Approach, []int{0}, []int{1}, p.Phone, saying, judged), agree(0), clearIt(), deliver()),
		path("message", settings(), two(sensitive, genderBased),
			met(0), met(1), points(1, 0), agree(0), readIt(), signOff(), assess(), clearIt(), deliver()),
		path("letter", settings(), two(grave, genderBased, attended), handedOver(p.Letter, 1, 0, p.Post)...),
		path("recording", settings(), two(sensitive, genderBased), handedOver(p.Recording, 0, 1, p.Email)...),
		path("details", settings(), two(sensitive), handedOver(p.Details, 1, 0, p.Post)...),
		path("notice", settings(), two(sensitive, genderBased),
			met(0), propose(p.Notice, nil, []int{0, 1}, p.Phone, noticing), clearIt(), deliver()),
	}
}

func judged(_ world, c *p.Propose) { c.Judgement = &p.Judging{GoAhead: true, Text: "a judgement"} }

func noticing(_ world, c *p.Propose) { c.Notice = p.NotGoingAhead }

func forPupils(_ world, c *p.Propose) { c.Audience = p.Pupils }

// points takes down a spoken message and reads it back in the same conversation.
func points(from, to int) step {
	return contact("points", from, func(w world, c *p.RecordContact) {
		c.Points = []p.Points{{Text: "points", To: w.parties(to), Means: p.Spoken, Agreed: true, Form: p.SpokenForm}}
	})
}

func otherKindScenes() []scene {
	spokenOf := func(c *p.OpenCase) {
		c.SpokenOf = []p.NewSpokenOf{{Unasked: p.Deceased, Name: "A Person", Speaker: 3}}
	}
	return []scene{
		path("meeting with supporters, another told", settings(),
			three(func(c *p.OpenCase) {
				c.Harms[0].Kind, c.Sensitive = p.DomesticHarm, true
				c.Parties = append(c.Parties, behind(p.Supporter, 0), behind(p.Supporter, 1))
			}),
			met(0), met(1), helper(true, true), helper(false, true), helper(true, false), plan([]int{1}, []int{0}, p.InPerson, 3, 4), agree(0), agree(1), agree(3), agree(4), tell(2),
			session(0), session(0), session(1), session(1), session(3), session(4), assess(), clearIt(), confirm(), deliver()),
		path("publication with another's words", settings(), three(sensitive, genderBased, spokenOf),
			met(0), met(1), write(p.Publication, 1, false), propose(p.Publication, []int{1}, nil, p.Public, carrying, forPupils),
			examine(0), agree(1), agree(0), agree(2), tell(0), tell(2), object(0, false), object(2, false),
			revise(), examine(0), agree(1), agree(0), agree(2), readIt(), signOff(), assess(), clearIt(), deliver()),
		path("talk with an objection answered", settings(), three(sensitive),
			met(0), met(1), write(p.Talk, 1, false), propose(p.Talk, []int{0, 1}, nil, p.InPerson, carrying, forPupils),
			examine(), agree(0), agree(1), tell(2), object(2, true), answerObjection(2), assess(), clearIt(), deliver()),
	}
}

func revise() step {
	return step{"revise", first, func(w world) p.Command {
		return p.ReviseContent{Content: w.content().ID, Text: "other words"}
	}}
}

func helper(signed, checked bool) step {
	return step{"helper", first, func(world) p.Command {
		return p.AddHelper{Kind: p.Interpreter, Name: "A Helper", Confidential: signed, Checked: checked}
	}}
}

// peopleScenes vary who is in the case.
func peopleScenes() []scene {
	guarded := func(c *p.OpenCase) {
		c.Parties[0] = child()
		c.Parties = append(c.Parties, behind(p.Representative, 0))
	}
	meet := []step{assess(), clearIt(), confirm(), deliver()}
	return []scene{
		path("both harmed and responsible", settings(withoutOthers), two(func(c *p.OpenCase) {
			c.Harms = append(c.Harms, harm(p.Damage, []int{1}, []int{0}))
		}), slices.Concat([]step{
			met(0), met(1), plan([]int{0}, []int{1}, p.InPerson), agree(0), agree(1), session(0), session(0), session(1), session(1),
		}, meet)...),
		path("several harmed meet one responsible", settings(), three(func(c *p.OpenCase) {
			c.Harms = []p.NewHarm{harm(p.Violence, []int{0}, []int{1}), harm(p.Violence, []int{2}, []int{1})}
		}), slices.Concat([]step{
			met(0), met(1), met(2), plan([]int{0, 2}, []int{1}, p.Video), agree(0), agree(1), agree(2),
			session(0), session(0), session(1), session(1), session(2), session(2),
		}, meet)...),
		path("child with a guardian: letter", settings(), two(guarded), letter(0, agree(2))...),
		path("child with two guardians: approach", settings(), two(guarded, func(c *p.OpenCase) {
			c.Parties = append(c.Parties, behind(p.Representative, 0))
		}),
			met(0), met(1), propose(p.Approach, []int{1}, []int{0}, p.Spoken, saying, judged), agree(1), agree(3), agree(2), clearIt(), deliver()),
		path("child with a guardian: message", settings(), two(guarded),
			met(0), met(1), points(1, 0), agree(0), agree(2), readIt(), assess(), clearIt(), deliver()),
		path("child with a guardian: recording", settings(), two(guarded),
			slices.Insert(handedOver(p.Recording, 1, 0, p.Post), 6, agree(2))...),
		path("representative of an organisation", settings(), two(func(c *p.OpenCase) {
			c.Parties[0].Kind = p.Organisation
			c.Parties = append(c.Parties, behind(p.Representative, 0))
		}), letter(2)...),
		path("representative meets in place of the harmed", settings(withoutOthers), two(func(c *p.OpenCase) {
			c.Harms[0].Kind = p.DomesticHarm
			c.Parties = append(c.Parties, behind(p.Representative, 0), behind(p.Supporter, 1))
		}), slices.Concat([]step{
			met(1), plan([]int{1}, []int{2}, p.InPerson, 3), agree(1), agree(2), agree(3),
			session(1), session(1), session(2), session(2), session(3),
		}, meet)...),
		path("representative begins for the harmed", settings(harmedOnly), two(func(c *p.OpenCase) {
			c.Parties = append(c.Parties, behind(p.Representative, 0))
		}), met(1), propose(p.Approach, []int{2}, []int{1}, p.Phone, saying, judged), agree(2), clearIt(), deliver()),
		path("one passes on what another of their side wrote", settings(), three(func(c *p.OpenCase) {
			c.Parties[2].Side = 1
		}), met(0), met(1), met(2), write(p.Letter, 2, false), propose(p.Letter, []int{0}, []int{1}, p.Post, carrying), agree(0), agree(1),
			readIt(), assess(), clearIt(), deliver()),
		path("one publishes what another of their side wrote", settings(withoutOthers), three(func(c *p.OpenCase) {
			c.Parties[2].Side = 1
		}), met(0), met(1), write(p.Publication, 2, false), propose(p.Publication, []int{0}, nil, p.Public, carrying, forPupils),
			examine(), agree(0), readIt(), assess(), clearIt(), deliver()),
		path("two spoken of, one without a speaker", settings(func(profile *p.Profile) { profile.OthersReplyIn = 0 }), three(func(c *p.OpenCase) {
			c.SpokenOf = []p.NewSpokenOf{{Unasked: p.Unaware, Name: "A Person"}, {Unasked: p.Deceased, Name: "A Person", Speaker: 1}}
		}), met(0), write(p.Talk, 0, false), propose(p.Talk, []int{0}, nil, p.Public, carrying, forPupils),
			examine(), agree(0), tell(2), object(2, false), assess(), clearIt(), deliver()),
	}
}

// letter is a letter from the responsible person, with something more before it is read.
func letter(to int, more ...step) []step {
	const from = 1
	return slices.Concat([]step{
		met(from), met(to), write(p.Letter, from, false), propose(p.Letter, []int{from}, []int{to}, p.Post, carrying), agree(from), agree(to),
	}, more, []step{readIt(), assess(), clearIt(), deliver()})
}

func withoutOthers(profile *p.Profile) { profile.OthersHarmed = nil }

func harmedOnly(profile *p.Profile) { profile.Begin = p.HarmedOnly }

// settingScenes vary the settings: the bank, a permission under a bar, consents taken together.
func settingScenes() []scene {
	bar := step{"bar", first, func(w world) p.Command {
		return p.RecordBar{Kind: p.LicenceCondition, On: w.parties(1), Towards: w.parties(0), Means: []p.Means{p.Any}}
	}}
	order := step{"order", first, func(w world) p.Command {
		return p.RecordBar{Kind: p.NoContactOrder, On: w.parties(1), Means: []p.Means{p.Phone, p.Post}}
	}}
	over := step{"over", first, func(w world) p.Command {
		var id p.BarID
		for _, b := range w.state.Bars {
			id = b.ID
		}
		return p.EndBar{Bar: id}
	}}
	leave := step{"leave", first, func(w world) p.Command {
		var id p.BarID
		for _, b := range w.state.Bars {
			id = b.ID
		}
		return p.RecordPermission{Bar: id, Authority: p.Probation, Kinds: []p.Kind{p.Letter, p.Meeting}, Means: []p.Means{p.Post, p.InPerson}}
	}}
	bank := slices.Insert(letter(0), 7, signOffBy(second))
	bank[2] = write(p.Letter, 1, true)
	community := settings(withoutOthers, func(profile *p.Profile) {
		profile.ConsentsTogether, profile.Sessions, profile.Paper, profile.Child = true, 0, nil, p.OwnWord
	})
	return []scene{
		path("letter of the bank", settings(), two(), bank...),
		path("letter by leave under a bar", settings(func(profile *p.Profile) { profile.IdentityBefore = nil }), two(), letter(0, bar, leave)...),
		path("message written before it is spoken", settings(), two(),
			met(0), met(1), write(p.Message, 1, false), propose(p.Message, []int{1}, []int{0}, p.Spoken, carrying), agree(1), agree(0), readIt(), assess(), clearIt(), deliver()),
		path("points by telephone", settings(), two(),
			met(0), met(1), write(p.Message, 0, false), propose(p.Message, []int{0}, []int{1}, p.Phone, carrying), agree(1), agree(0), readIt(), assess(), clearIt(), deliver()),
		path("letter once a bar is over", settings(), two(), letter(0, order, over)...),
		path("community meeting", community, two(func(c *p.OpenCase) {
			c.Harms = append(c.Harms, harm(p.Dispute, []int{1}, []int{0}))
			c.Parties[0] = child()
		}), plan([]int{0}, []int{1}, p.InPerson), together(), assess(), clearIt(), confirm(), deliver()),
		path("others only told of a talk", settings(func(profile *p.Profile) { profile.OthersHarmed = []p.OthersRule{{Kind: p.Talk}} }), three(),
			met(0), met(1), write(p.Talk, 0, false), propose(p.Talk, []int{0}, nil, p.Public, carrying, forPupils),
			examine(), agree(0), tell(2), assess(), clearIt(), deliver()),
		path("approach by the harmed after gender-based harm", settings(harmedOnly), two(genderBased),
			met(0), met(1), propose(p.Approach, []int{0}, []int{1}, p.Phone, saying), agree(0), assess(), clearIt(), deliver()),
		path("approach by one of two who harmed each other", settings(harmedOnly), two(func(c *p.OpenCase) {
			c.Harms = append(c.Harms, harm(p.Damage, []int{1}, []int{0}))
		}), met(0), met(1), propose(p.Approach, []int{1}, []int{0}, p.Phone, saying, judged), agree(1), clearIt(), deliver()),
		path("both publish after gender-based harm", settings(withoutOthers), two(genderBased),
			met(0), met(1), write(p.Publication, 0, false), propose(p.Publication, []int{0, 1}, nil, p.Public, carrying, forPupils),
			examine(), agree(0), agree(1), readIt(), assess(), clearIt(), deliver()),
		path("children not worked with", settings(func(profile *p.Profile) { profile.Child = p.NotWithThem }), two(), letter(0)...),
	}
}

// together takes what both say in one contact record.
func together() step {
	return step{"together", first, func(w world) p.Command {
		c := p.RecordContact{Parties: w.parties(0, 1), Means: p.InPerson, Readiness: p.Ready, Limits: true}
		for _, h := range w.state.Harms {
			c.Acknowledges = append(c.Acknowledges, p.Acknowledging{Harm: h.ID, Answer: p.Yes})
		}
		c.Consents = []p.Consenting{{To: p.ToTakePart, Kind: p.Meeting, Towards: w.parties(0, 1), Means: p.InPerson, Form: p.SpokenForm}}
		return c
	}}
}

// forbiddenScenes end at a gate that never opens: one rule of the profile stands in the way, and nothing else does.
func forbiddenScenes() []scene {
	asked := []step{
		met(0), met(1), propose(p.Approach, []int{1}, []int{0}, p.Phone, saying, judged), agree(1), clearIt(),
	}
	both := func(c *p.OpenCase) { c.Harms = append(c.Harms, harm(p.Damage, []int{1}, []int{0})) }
	details := handedOver(p.Details, 1, 0, p.Post)
	return []scene{
		path("the responsible may not begin", settings(harmedOnly), two(), asked...),
		path("the responsible may not begin after gender-based harm", settings(), two(genderBased), asked...),
		path("nor when harmed by somebody else", settings(harmedOnly), three(func(c *p.OpenCase) {
			c.Harms = []p.NewHarm{harm(p.Violence, []int{0}, []int{1}), harm(p.Damage, []int{1}, []int{2})}
		}), asked...),
		path("nor by way of who is there for whom they harmed", settings(harmedOnly), three(func(c *p.OpenCase) {
			c.Harms = []p.NewHarm{harm(p.Violence, []int{0}, []int{1}), harm(p.Damage, []int{1}, []int{2})}
			c.Parties = append(c.Parties, behind(p.Supporter, 0))
		}), met(0), met(1), met(3), propose(p.Approach, []int{1}, []int{3}, p.Phone, saying, judged), agree(1), clearIt()),
		path("nor when also harmed", settings(), two(genderBased, both), asked...),
		path("no details after gender-based harm", settings(), two(genderBased), details[:len(details)-1]...),
		path("no meeting after gender-based harm", settings(withoutOthers), two(genderBased),
			met(0), met(1), plan([]int{0}, []int{1}, p.InPerson), agree(0), agree(1), session(0), session(0), session(1), session(1), assess(), clearIt()),
		path("no talk after gender-based harm", settings(withoutOthers), two(genderBased),
			met(0), met(1), write(p.Talk, 1, false), propose(p.Talk, []int{0, 1}, nil, p.InPerson, carrying, forPupils),
			examine(), agree(0), agree(1), assess(), clearIt()),
	}
}
