package web

import (
	"slices"

	"amends/internal/practice"
	"amends/internal/web/ui"
)

// ask is one thing that somebody can agree to in a contact: the consent as it
// would be recorded, and how it is said. The contact record, the paper pack and
// the return form all ask from the same list.
type ask struct {
	key     string // of the field; it says what is asked, so it is the same when the form comes back
	label   string // as the form asks it
	words   string // as they read it, on paper and on their own page
	consent practice.Consenting
	general bool // not about one crossing: the means are asked along
	// told says that they know of it already, so that it may stand on paper they see:
	// theirs, or something they were asked about by voice (P3).
	told bool
}

// asks lists what a party can be asked now, from what is under way in the case.
func (c *caseVisit) asks(p practice.Party) []ask {
	all := c.asksSaid(p)
	theirs := *c
	theirs.reader = p.Side
	for i, a := range theirs.asksSaid(p) {
		all[i].words = a.label
	}
	return all
}

func (c *caseVisit) asksSaid(p practice.Party) []ask {
	all := []ask{{key: "ask-work", label: c.whose("Us being in touch and working with them", "You being in touch and working with me"),
		consent: practice.Consenting{To: practice.ToWork}, told: true}}
	for _, x := range c.state.Crossings {
		if !x.IsOver() {
			all = append(all, c.asksOf(x, p)...)
		}
	}
	for _, other := range c.state.Parties {
		all = append(all, c.asksTowards(other, p, all)...)
	}
	return all
}

// asksOf lists what one crossing asks of one party.
func (c *caseVisit) asksOf(x practice.Crossing, p practice.Party) []ask {
	var all []ask
	told := slices.Contains(x.From, p.ID) || c.wasTold(x, p.ID)
	add := func(to practice.Agreed, towards []practice.PartyID, label string, change func(*practice.Consenting)) {
		a := ask{key: "ask-" + string(to) + "-" + string(x.ID), label: label, told: told,
			consent: practice.Consenting{To: to, Kind: x.Kind, Towards: towards, Means: x.Means}}
		if change != nil {
			change(&a.consent)
		}
		all = append(all, a)
	}
	exactly := func(k *practice.Consenting) {
		k.Content, k.Wording, k.Audience = x.Content, c.state.Wording(x), x.Audience
	}
	kind := lower(word(kinds(), x.Kind))
	taking := x.Taking()
	switch x.Kind {
	case practice.Approach, practice.Message, practice.Letter, practice.Recording, practice.Details:
		if slices.Contains(x.From, p.ID) {
			add(practice.ToSend, x.To, c.sendLabel(x), exactly)
		}
		if slices.Contains(x.To, p.ID) && x.Kind != practice.Approach {
			add(practice.ToReceive, x.From, "Receiving "+article(kind)+" from "+c.names(x.From)+", "+lower(word(means(), x.Means)), nil)
		}
	case practice.Meeting, practice.Talk:
		if slices.Contains(taking, p.ID) {
			add(practice.ToTakePart, without(taking, p.ID), "Taking part in "+article(kind)+" with "+c.names(without(taking, p.ID))+", "+lower(word(means(), x.Means)), nil)
		}
	case practice.Publication, practice.Notice:
	}
	if (x.Kind == practice.Publication || x.Kind == practice.Talk) && x.Content != "" {
		add(practice.ToBeUsed, nil, c.whose("Their", "My")+" words or story in exactly this version of the "+kind, exactly)
	}
	if slices.Contains(taking, p.ID) && len(c.state.OtherHarmed(x)) > 0 && heardOn(x.Kind) {
		add(practice.ToTelling, nil, "Other harmed people being told of the "+kind, nil)
	}
	if p.Standing == practice.Representative && slices.Contains(taking, p.For) {
		add(practice.ToGuard, without(taking, p.For), "As the one who speaks for "+c.name(p.For)+": the "+kind, func(k *practice.Consenting) { k.For = p.For })
	}
	return all
}

func (c *caseVisit) sendLabel(x practice.Crossing) string {
	if x.Kind == practice.Approach {
		return c.whose("What we", "What you") + " may say to " + c.names(x.To) + " " + c.whose("when we ask, exactly as it was read to them", "when you ask, exactly as it was read to me")
	}
	return c.whose("Their ", "My ") + lower(word(kinds(), x.Kind)) + " going to " + c.names(x.To) + ", " + lower(word(means(), x.Means)) + ", in exactly this wording"
}

// heardOn says on which kinds other harmed people can have a say.
func heardOn(k practice.Kind) bool {
	return k == practice.Meeting || k == practice.Talk || k == practice.Publication
}

// wasTold says whether somebody on the receiving end knows of a crossing: they were
// asked by voice about such a thing from these people, or said something to it.
func (c *caseVisit) wasTold(x practice.Crossing, id practice.PartyID) bool {
	asked := slices.ContainsFunc(c.state.Crossings, func(a practice.Crossing) bool {
		return a.Kind == practice.Approach && a.Delivered != 0 && slices.Contains(a.To, id) && overlap(a.From, x.From)
	})
	return asked || slices.ContainsFunc(c.state.Consents, func(k practice.Consent) bool {
		return k.Party == id && k.Kind == x.Kind && overlap(k.Towards, slices.Concat(x.From, x.To))
	})
}

// asksTowards lists what can be agreed to towards somebody on another side before
// anything is under way. What a crossing asks already is left out.
func (c *caseVisit) asksTowards(other, p practice.Party, already []ask) []ask {
	if other.Side == p.Side || other.Standing != practice.Principal || p.Standing == practice.Representative || !other.IsHere() {
		return nil
	}
	name := c.name(other.ID)
	var all []ask
	for _, g := range []struct {
		to    practice.Agreed
		kind  practice.Kind
		label string
	}{
		{practice.ToReceive, practice.Message, "Hearing a spoken message from " + name},
		{practice.ToReceive, practice.Letter, "Receiving a letter from " + name},
		{practice.ToTakePart, practice.Meeting, "Meeting " + name},
	} {
		asked := slices.ContainsFunc(already, func(a ask) bool {
			return a.consent.To == g.to && a.consent.Kind == g.kind && slices.Contains(a.consent.Towards, other.ID)
		})
		if !asked {
			all = append(all, ask{key: "ask-" + string(g.to) + "-" + string(g.kind) + "-" + string(other.ID), label: g.label, general: true,
				consent: practice.Consenting{To: g.to, Kind: g.kind, Towards: []practice.PartyID{other.ID}, Means: practice.Any}})
		}
	}
	return all
}

// input asks one thing of the list.
func (a ask) input() ui.Input {
	yes := []ui.Input{ui.Select{Name: a.key + "-form", Label: "How did they say so?", Options: toChoose(offered(consentForms()))}}
	if a.general {
		yes = append(yes, ui.Select{Name: a.key + "-means", Label: "By which means?", Options: toChoose(offered(anyMeans()))})
	}
	if a.consent.Wording != "" {
		yes = append(yes, ui.Checkboxes{Name: a.key + "-back", Label: "The wording", Small: true,
			Options: []ui.Option{{Value: "yes", Label: "It was read back to them in this conversation"}}})
	}
	return ui.Radios{Name: a.key, Label: a.label, Inline: true, Small: true, Options: []ui.Option{
		{Value: string(practice.Yes), Label: "Yes", Reveal: yes},
		{Value: string(practice.No), Label: "No"},
		{Value: string(practice.Later), Label: "Not yet", Reveal: []ui.Input{ui.DateInput{Name: a.key + "-after", Label: "Not to be raised before"}}},
		{Value: "", Label: "Did not come up", Or: true},
	}}
}

func anyMeans() []said[practice.Means] {
	return append([]said[practice.Means]{{practice.Any, "Whatever is safe", ""}}, among(means(), practice.Spoken, practice.Phone, practice.Post, practice.Email, practice.Page, practice.Video, practice.InPerson)...)
}

// readAsk reads the answer to one thing into the record. Until is an end they set
// to all they agreed to that day.
func (s *sent) readAsk(a ask, until practice.Instant, into *practice.RecordContact) {
	switch choice(s, a.key, taken(answers()), "") {
	case practice.Yes:
		k := a.consent
		k.Form = choice(s, a.key+"-form", taken(consentForms()), "Choose how they said so")
		k.ReadBack, k.Until, k.Text = s.yes(a.key+"-back"), until, a.words
		if a.general {
			k.Means = choice(s, a.key+"-means", taken(anyMeans()), "Choose by which means")
		}
		if shown := s.values.Get(a.key + "-wording"); k.Wording != "" && shown != "" {
			k.Wording = practice.Wording(shown) // the wording they heard; practice refuses it if it has moved since
		}
		into.Consents = append(into.Consents, k)
	case practice.No:
		into.Refusals = append(into.Refusals, practice.Refusing{To: a.consent.To, Kind: a.consent.Kind, Towards: a.consent.Towards, Answer: practice.No})
	case practice.Later:
		into.Refusals = append(into.Refusals, practice.Refusing{To: a.consent.To, Kind: a.consent.Kind, Towards: a.consent.Towards,
			Answer: practice.Later, After: s.day(a.key+"-after", "")})
	}
}

func without(all []practice.PartyID, one practice.PartyID) []practice.PartyID {
	return slices.DeleteFunc(slices.Clone(all), func(p practice.PartyID) bool { return p == one })
}

func overlap(a, b []practice.PartyID) bool {
	return slices.ContainsFunc(a, func(p practice.PartyID) bool { return slices.Contains(b, p) })
}
