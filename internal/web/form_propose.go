package web

import (
	"slices"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// showPropose lists what can pass from one side to another, each with its form.
func showPropose(v *visit) (answer, error) {
	c, err := v.openCase(casework.Want{})
	if err != nil {
		return answer{}, err
	}
	f, err := v.staffFrame(c.reference(), "/cases")
	if err != nil {
		return answer{}, err
	}
	table := ui.Table{Caption: "What can pass", Hide: true, Columns: []string{"What", "What it is"}}
	for _, k := range kinds() {
		to := c.href("propose", string(k.value))
		if k.value == practice.Meeting {
			to = c.href("plan")
		}
		table.Rows = append(table.Rows, ui.Row{{Link: ui.Link{Text: k.label, Href: to}}, {Text: k.hint}})
	}
	return shown(ui.SectionsPage{StaffFrame: f, Back: ui.Link{Text: "Back", Href: c.href()}, Caption: c.reference(), Heading: "Something to pass on",
		Lead: "Nothing passes before everything it rests on is in place.", Sections: []ui.Section{table}}), nil
}

// propose asks for something to pass: one form for each kind but a meeting, which
// is proposed by its plan.
func propose() step {
	return step{path: "propose/{kind}", sheet: proposeSheet, read: readPropose,
		fields: map[string]string{"when": "when", "from": "from", "to": "to", "means": "means", "content": "content", "text": "text", "audience": "audience", "notice": "notice",
			"judgement": "goahead", "judgement.text": "judgement", "judgement.until": "judgement-until", "clear.carrier": "carrier", "clear.until": "until", "carrier": "carrier", "until": "until", "reply_to": "reply"}}
}

// kindAsked is the kind that the path names.
func (c *caseVisit) kindAsked() (practice.Kind, error) {
	k := practice.Kind(c.PathValue("kind"))
	if !slices.Contains(practice.Kinds(), k) || k == practice.Meeting {
		return "", casework.ErrNotThere
	}
	return k, nil
}

func proposeSheet(c *caseVisit) (sheet, error) {
	k, err := c.kindAsked()
	if err != nil {
		return sheet{}, err
	}
	s := sheet{heading: word(kinds(), k), submit: "Save", alerts: c.alerts()}
	who := ui.Group{Heading: "From whom, to whom"}
	if k != practice.Notice {
		who.Inputs = append(who.Inputs, ui.Checkboxes{Name: "from", Label: fromLabel(k), Small: true, Options: c.partyOptions(practice.Party.IsHere)})
	}
	if k != practice.Publication && k != practice.Talk {
		who.Inputs = append(who.Inputs, ui.Checkboxes{Name: "to", Label: "To whom?", Small: true, Options: c.partyOptions(practice.Party.IsHere)})
	}
	who.Inputs = append(who.Inputs, oneOrChoose(ui.Radios{Name: "means", Label: "By which means?", Small: true, Options: offered(meansFor(k))}))
	s.groups = append(s.groups, who, c.whatGroup(k))
	switch k {
	case practice.Approach:
		s.lead = "The first word to somebody. Say only what whoever asks agreed may be said."
		s.groups = append(s.groups, judgementGroup(), c.clearGroup())
	case practice.Notice:
		s.lead = "A notice says one of our fixed sentences and never whose choice it was, or why."
	case practice.Letter, practice.Recording, practice.Message, practice.Details, practice.Publication, practice.Talk, practice.Meeting:
		s.lead = "It waits until everything it rests on is in place."
	}
	return s, nil
}

func fromLabel(k practice.Kind) string {
	if k == practice.Publication || k == practice.Talk {
		return "Who speaks?"
	}
	return "From whom?"
}

// meansFor are the means by which practice lets a kind pass.
func meansFor(k practice.Kind) []said[practice.Means] { return among(means(), practice.MeansOf(k)...) }

// whatGroup asks for what passes: a text there is already, or a new one.
func (c *caseVisit) whatGroup(k practice.Kind) ui.Group {
	g := ui.Group{Heading: "What"}
	if k == practice.Notice {
		g.Inputs = append(g.Inputs, ui.Radios{Name: "notice", Label: "Which sentence?", Options: offered(notices())})
		return g
	}
	options := []ui.Option{{Value: "", Label: "A new text, written below"}}
	for _, content := range c.state.Contents {
		if content.Kind == k && content.Withdrawn == 0 && c.sees(content.Author) {
			options = append(options, ui.Option{Value: string(content.ID), Label: c.contentTitle(content)})
		}
	}
	if len(options) > 1 {
		g.Inputs = append(g.Inputs, ui.Select{Name: "content", Label: "Is it written down already?", Options: options})
	}
	label, hint := "The text", "In the words of whoever it comes from. They agree to exactly this."
	if k == practice.Approach {
		label, hint = "What may be said", "Whoever asks has to agree to exactly this."
	}
	g.Inputs = append(g.Inputs, ui.LongText{Name: "text", Label: label, Hint: hint, Rows: 8, Most: mostText})
	if k == practice.Publication || k == practice.Talk {
		g.Inputs = append(g.Inputs, ui.Radios{Name: "audience", Label: "Who hears or reads it?", Small: true, Options: offered(audiences())})
	}
	if replies := c.replyOptions(k); len(replies) > 0 {
		g.Inputs = append(g.Inputs, ui.Select{Name: "reply", Label: "Does it answer something?",
			Hint:    "An answer comes from whoever that reached, and goes to nobody but whoever sent it.",
			Options: append([]ui.Option{{Value: "", Label: "No"}}, replies...)})
	}
	return g
}

// replyOptions are what has reached somebody whom the visitor works with and can be
// answered, by the same means or another.
func (c *caseVisit) replyOptions(k practice.Kind) []ui.Option {
	answers := []practice.Kind{practice.Letter, practice.Message, practice.Recording}
	if !slices.Contains(answers, k) {
		return nil
	}
	var options []ui.Option
	for _, x := range c.state.Crossings {
		if slices.Contains(answers, x.Kind) && x.Delivered != 0 && c.seesAny(x.To) {
			options = append(options, ui.Option{Value: string(x.ID), Label: c.crossingTitle(x) + ", passed on " + c.day(x.Delivered)})
		}
	}
	return options
}

// judgementGroup asks for the dated judgement that an approach rests on.
func judgementGroup() ui.Group {
	return ui.Group{Heading: "Your judgement of asking them", Inputs: []ui.Input{
		ui.Radios{Name: "goahead", Label: "Can they be asked?", Inline: true,
			Options: []ui.Option{{Value: string(practice.Yes), Label: "Yes"}, {Value: string(practice.No), Label: "Not now"}, {Value: "", Label: "Not judged yet"}}},
		ui.LongText{Name: "judgement", Label: "Why", Hint: "What speaks for asking, what against, and how it can be done safely.", Rows: 3, Most: mostNote},
		ui.DateInput{Name: "judgement-until", Label: "Until when does this hold?", Hint: "Leave it empty for as long as the service’s rules say."},
	}}
}

// clearGroup asks who carries it; left empty, it is only proposed.
func (c *caseVisit) clearGroup() ui.Group {
	return ui.Group{Heading: "Who asks them", Hint: "Leave it empty if it is not ready yet.", Inputs: []ui.Input{
		ui.Radios{Name: "carrier", Label: "Who asks them?", Small: true, Options: append(c.carriers(), ui.Option{Value: "", Label: "Nobody yet", Or: true})},
		ui.DateInput{Name: "until", Label: "Until when?", Hint: "After that it has to be asked anew whether it still stands.", WithTime: true},
	}}
}

// carriers are those who can carry something in this case.
func (c *caseVisit) carriers() []ui.Option {
	var options []ui.Option
	for _, id := range c.allocated(practice.Facilitator, practice.Coordinator) {
		options = append(options, ui.Option{Value: string(id), Label: c.colleague(id)})
	}
	return options
}

// allocated are the members of staff with one of some duties here, each once.
func (c *caseVisit) allocated(duties ...practice.Duty) []practice.StaffID {
	var all []practice.StaffID
	for _, a := range c.state.Staff {
		if slices.Contains(duties, a.Duty) && !slices.Contains(all, a.Staff) {
			all = append(all, a.Staff)
		}
	}
	return all
}

func readPropose(c *caseVisit) practice.Command {
	s, k := c.sent, practice.Kind(c.PathValue("kind"))
	p := practice.Propose{Kind: k, Means: choice(s, "means", taken(meansFor(k)), "Choose by which means")}
	if k != practice.Notice {
		p.From = c.chosen("from", "Choose from whom")
	}
	if k != practice.Publication && k != practice.Talk {
		p.To = c.chosen("to", "Choose to whom")
	}
	if k == practice.Notice {
		p.Notice = choice(s, "notice", taken(notices()), "Choose which sentence")
		return p
	}
	p.Content, p.ReplyTo = practice.ContentID(s.values.Get("content")), practice.CrossingID(s.values.Get("reply"))
	p.Text = s.text("text", mostText, when(p.Content == "", "Write the text, or choose one that is written down"))
	if p.Content != "" && p.Text != "" {
		s.wrong("text", "Leave this empty, or choose that it is a new text: it cannot be both")
	}
	if k == practice.Publication || k == practice.Talk {
		p.Audience = choice(s, "audience", taken(audiences()), "Choose who hears or reads it")
	}
	if k == practice.Approach {
		p.Judgement, p.Clear = readJudgement(s), c.readClearing(false)
	}
	return p
}

// chosen reads which parties were chosen.
func (c *caseVisit) chosen(name, ask string) []practice.PartyID {
	var all []practice.PartyID
	for _, p := range c.state.Parties {
		all = append(all, p.ID)
	}
	return choices(c.sent, name, all, ask)
}

func readJudgement(s *sent) *practice.Judging {
	answer := choice(s, "goahead", []practice.Answer{practice.Yes, practice.No}, "")
	text := s.text("judgement", mostNote, when(answer != "", "Write down why"))
	if answer == "" {
		if text != "" {
			s.wrong("goahead", "Choose whether they can be asked")
		}
		return nil
	}
	return &practice.Judging{GoAhead: answer == practice.Yes, Text: text, Until: s.day("judgement-until", "")}
}

// readClearing reads who carries something until when; needed says that it must be said.
func (c *caseVisit) readClearing(needed bool) *practice.Clearing {
	s := c.sent
	carrier := choice(s, "carrier", c.allocated(practice.Facilitator, practice.Coordinator), when(needed, "Choose who carries it"))
	until := s.when("until", "")
	if carrier == "" {
		return nil
	}
	return &practice.Clearing{Carrier: carrier, Until: until}
}

// when gives a text if something is so.
func when(yes bool, text string) string {
	if yes {
		return text
	}
	return ""
}
