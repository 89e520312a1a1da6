package web

import (
	"slices"
	"strings"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// partySteps are the forms about who is in a case, and who works on it.
func partySteps() []step {
	return []step{
		{path: "party", sheet: addPartySheet, read: readAddParty,
			fields: map[string]string{"when": "when", "party.full": "full", "party.kind": "who", "party.standing": "standing",
				"party.for": "for", "for": "for", "party.capacity": "who", "harms": "harmed", "was": "was"}},
		{path: "party/{party}/change", want: fileOf, sheet: changePartySheet, read: readChangeParty,
			fields: map[string]string{"when": "when", "capacity": "capacity"}},
		{path: "share", sheet: shareSheet, read: readShare, fields: map[string]string{"from": "from", "agreed": "agreed", "when": "when"}},
		{path: "helper", sheet: helperSheet, read: readHelper, fields: map[string]string{"name": "name", "kind": "kind", "when": "when"}},
		{path: "allocate", sheet: allocateSheet, read: readAllocate, fields: map[string]string{"staff": "staff", "sides": "sides", "duty": "duty"}},
		{path: "deallocate/{staff}", sheet: deallocateSheet, read: readDeallocate},
		{path: "conflict", sheet: conflictSheet, read: readConflict, fields: map[string]string{"staff": "staff"}},
	}
}

// partyFields asks who somebody is; the intake asks it of each by another prefix.
func partyFields(prefix string) []ui.Input {
	return []ui.Input{
		ui.TextInput{Name: prefix + "full", Label: "Name, as on record"},
		ui.TextInput{Name: prefix + "short", Label: "What do they like to be called?", Width: 20},
		ui.TextInput{Name: prefix + "about", Label: "What else helps", Hint: "She/her, in custody, speaks Welsh."},
		ui.Radios{Name: prefix + "who", Label: "Who are they?", Small: true, Options: whoOptions()},
		ui.LongText{Name: prefix + "safe", Label: "How can they be reached safely?", Hint: "Leave it empty if nobody knows yet.", Rows: 2, Most: mostNote},
	}
}

// anOrganisation is chosen among those who decide alone or do not: an organisation is no
// child, and nobody answers twice for one.
const anOrganisation practice.Capacity = "organisation"

func whoOptions() []ui.Option {
	return append(offered(capacities()), ui.Option{Value: string(anOrganisation), Label: "An organisation",
		Hint: "It speaks through whoever holds its office now."})
}

// readWho reads what [whoOptions] offer.
func readWho(s *sent, name, ask string) (practice.PartyKind, practice.Capacity) {
	who := choice(s, name, append(taken(capacities()), anOrganisation), ask)
	if who == anOrganisation {
		return practice.Organisation, practice.Adult
	}
	return practice.Person, who
}

func readParty(s *sent, prefix, ask, askWho string) practice.NewParty {
	kind, capacity := readWho(s, prefix+"who", askWho)
	return practice.NewParty{
		Kind: kind, Capacity: capacity,
		Full: s.line(prefix+"full", mostLine, ask), Short: s.line(prefix+"short", mostLine, ""), About: s.line(prefix+"about", mostLine, ""),
		SafeContact: s.text(prefix+"safe", mostNote, ""),
	}
}

func addPartySheet(c *caseVisit) (sheet, error) {
	var harms []ui.Option
	for _, h := range c.state.Harms {
		harms = append(harms, ui.Option{Value: string(h.ID), Label: word(harmKinds(), h.Kind)})
	}
	principals := c.partyOptions(func(p practice.Party) bool { return p.IsHere() && p.Standing == practice.Principal })
	return sheet{heading: "Add somebody", submit: "Add them", groups: []ui.Group{
		{Heading: "Who", Inputs: append(partyFields(""), c.wasInputs()...)},
		{Heading: "What they are here", Inputs: []ui.Input{
			ui.Radios{Name: "standing", Label: "For whom do they speak?", Small: true, Options: offered(standings())},
			ui.Select{Name: "for", Label: "If for somebody else: for whom?", Options: append([]ui.Option{{Value: "", Label: "Nobody else"}}, principals...)},
			ui.Checkboxes{Name: "interested", Label: "An interest in the harm", Small: true,
				Options: []ui.Option{{Value: "yes", Label: "They have one of their own, so they cannot agree for somebody else"}}},
			ui.Checkboxes{Name: "harmed", Label: "Harmed in", Small: true, Options: harms},
			ui.Checkboxes{Name: "responsible", Label: "Responsible for", Small: true, Options: harms},
		}},
		{Heading: "Side", Hint: "People are on sides of their own unless they say otherwise. Who is there for somebody is on their side.", Inputs: []ui.Input{
			ui.Select{Name: "with", Label: "Whose side do they share?",
				Options: append([]ui.Option{{Value: "", Label: "Nobody’s"}}, c.partyOptions(practice.Party.IsHere)...)},
		}},
	}}, nil
}

// wasInputs ask whether whoever is added was spoken of until now.
func (c *caseVisit) wasInputs() []ui.Input {
	options := []ui.Option{{Value: "", Label: "Nobody"}}
	for _, id := range c.unasked() {
		options = append(options, ui.Option{Value: string(id), Label: capital(c.spoken(id))})
	}
	if len(options) == 1 {
		return nil
	}
	return []ui.Input{ui.Select{Name: "was", Label: "Are they somebody who was only spoken of until now?",
		Hint: "Then they are asked themselves from now on, and nobody speaks for them any more.", Options: options}}
}

// unasked are those spoken of who are not in the case themselves.
func (c *caseVisit) unasked() []practice.SpokenOfID {
	var all []practice.SpokenOfID
	for _, s := range c.state.SpokenOf {
		if s.Became == "" {
			all = append(all, s.ID)
		}
	}
	return all
}

func readAddParty(c *caseVisit) practice.Command {
	s := c.sent
	a := practice.AddParty{Party: readParty(s, "", "Enter their name", "Choose who they are"), For: c.oneOf("for"), With: c.oneOf("with")}
	a.Party.Standing = choice(s, "standing", taken(standings()), "Choose for whom they speak")
	a.Party.Interested, a.Was = s.yes("interested"), choice(s, "was", c.unasked(), "")
	var harms []practice.HarmID
	for _, h := range c.state.Harms {
		harms = append(harms, h.ID)
	}
	a.HarmedIn, a.ResponsibleIn = choices(s, "harmed", harms, ""), choices(s, "responsible", harms, "")
	return a
}

// oneOf reads one party, or none.
func (c *caseVisit) oneOf(name string) practice.PartyID {
	var all []practice.PartyID
	for _, p := range c.state.Parties {
		all = append(all, p.ID)
	}
	return choice(c.sent, name, all, "")
}

func changePartySheet(c *caseVisit) (sheet, error) {
	p, err := c.theirs()
	if err != nil {
		return sheet{}, err
	}
	view := c.partyView(p.ID)
	file := view.File
	var interested []string
	if p.Interested {
		interested = []string{"yes"}
	}
	stands := []ui.Fact{{Label: "Name, as on record", Value: file.Full}, {Label: "Likes to be called", Value: file.Short}, {Label: "What else helps", Value: file.About},
		{Label: "Decides alone", Value: word(capacities(), p.Capacity)}, {Label: "An interest in the harm", Value: yesOrNo(p.Interested)}}
	return sheet{heading: "Who they are", about: c.name(p.ID), submit: "Save", stands: stands, groups: []ui.Group{{Inputs: []ui.Input{
		ui.TextInput{Name: "full", Label: "Name, as on record", Value: file.Full},
		ui.TextInput{Name: "short", Label: "What do they like to be called?", Width: 20, Value: file.Short},
		ui.TextInput{Name: "about", Label: "What else helps", Value: file.About},
		ui.Radios{Name: "capacity", Label: "Do they decide alone?", Small: true, Options: offered(capacities()), Value: string(p.Capacity)},
		ui.Checkboxes{Name: "interested", Label: "An interest in the harm", Small: true, Values: interested,
			Options: []ui.Option{{Value: "yes", Label: "They have one of their own, so they cannot agree for somebody else"}}},
	}}}}, nil
}

func readChangeParty(c *caseVisit) practice.Command {
	s := c.sent
	return practice.ChangeParty{Party: practice.PartyID(c.PathValue("party")), Capacity: choice(s, "capacity", taken(capacities()), "Choose whether they decide alone"), Interested: s.yes("interested"),
		Full: s.line("full", mostLine, "Enter their name"), Short: s.line("short", mostLine, ""), About: s.line("about", mostLine, "")}
}

func (c *caseVisit) sideOptions() []ui.Option {
	var options []ui.Option
	for _, id := range c.sides() {
		options = append(options, ui.Option{Value: string(id), Label: capital(c.side(id))})
	}
	return options
}

func shareSheet(c *caseVisit) (sheet, error) {
	return sheet{heading: "Two sides become one", submit: "They share from now on", lead: "Only on the word of everybody on both. What is said to one may then be said to the other.",
		groups: []ui.Group{{Inputs: []ui.Input{
			ui.Radios{Name: "from", Label: "Which side", Small: true, Options: c.sideOptions()},
			ui.Radios{Name: "into", Label: "joins which?", Small: true, Options: c.sideOptions()},
			ui.Checkboxes{Name: "agreed", Label: "Who has agreed?", Small: true, Options: c.partyOptions(practice.Party.IsHere)},
		}}}}, nil
}

func readShare(c *caseVisit) practice.Command {
	return practice.ShareSides{From: choice(c.sent, "from", c.sides(), "Choose a side"),
		Into: choice(c.sent, "into", c.sides(), "Choose the side it joins"), Agreed: c.chosen("agreed", "Choose who has agreed")}
}

func helperSheet(*caseVisit) (sheet, error) {
	return sheet{heading: "A helper", submit: "Add them", lead: "Helpers have no page of their own. Without both of these nobody can plan with them.",
		groups: []ui.Group{{Inputs: []ui.Input{
			ui.TextInput{Name: "name", Label: "Name"},
			ui.Radios{Name: "kind", Label: "What do they do?", Small: true, Options: offered(helperKinds())},
			ui.Checkboxes{Name: "ready", Label: "What is done?", Small: true, Options: helperReady()},
		}}}}, nil
}

func readHelper(c *caseVisit) practice.Command {
	s := c.sent
	ready := strings.Join(choices(s, "ready", []string{"signed", "checked"}, ""), " ")
	return practice.AddHelper{Name: s.line("name", mostLine, "Enter their name"), Kind: choice(s, "kind", taken(helperKinds()), "Choose what they do"),
		Confidential: strings.Contains(ready, "signed"), Checked: strings.Contains(ready, "checked")}
}

// colleagues are those on staff who can be given a duty in a case.
func (c *caseVisit) colleagues() []ui.Option {
	var options []ui.Option
	for _, m := range c.everybody {
		if m.Left == 0 && !m.Has(casework.Administrator) {
			options = append(options, ui.Option{Value: string(m.ID), Label: m.Name})
		}
	}
	return options
}

func (c *caseVisit) colleagueIDs() []practice.StaffID {
	var all []practice.StaffID
	for _, o := range c.colleagues() {
		all = append(all, practice.StaffID(o.Value))
	}
	return all
}

// everySide is chosen as such: what is left out gives nobody a key (P5).
const everySide practice.SideID = "all"

func allocateSheet(c *caseVisit) (sheet, error) {
	options := []ui.Option{{Value: string(everySide), Label: "All sides"}}
	for _, id := range c.sides() {
		options = append(options, ui.Option{Value: string(id), Label: capital(c.side(id))})
	}
	return sheet{heading: "Who works on this", submit: "Give them the duty", back: c.href("people"), lead: "One person for both sides, or one for each. Whoever works with one side sees nothing of the other.",
		groups: []ui.Group{{Inputs: []ui.Input{
			ui.Select{Name: "staff", Label: "Who?", Options: toChoose(c.colleagues())},
			ui.Radios{Name: "duty", Label: "As what?", Small: true, Options: offered(duties())},
			ui.Checkboxes{Name: "sides", Label: "For which sides?", Small: true, Options: options},
		}}}}, nil
}

func readAllocate(c *caseVisit) practice.Command {
	return practice.Allocate{Staff: choice(c.sent, "staff", c.colleagueIDs(), "Choose who"),
		Duty: choice(c.sent, "duty", taken(duties()), "Choose as what"), Sides: c.allocatedSides()}
}

// allocatedSides are the sides that were chosen; nil, which the command takes for
// all of them, only where somebody chose just that.
func (c *caseVisit) allocatedSides() []practice.SideID {
	chosen := choices(c.sent, "sides", append([]practice.SideID{everySide}, c.sides()...), "Choose for which sides")
	if !slices.Contains(chosen, everySide) {
		return chosen
	}
	if len(chosen) > 1 {
		c.sent.wrong("sides", "Choose all sides, or single ones")
	}
	return nil
}

func deallocateSheet(c *caseVisit) (sheet, error) {
	id := practice.StaffID(c.PathValue("staff"))
	if c.staff[id] == "" {
		return sheet{}, casework.ErrNotThere
	}
	return sheet{heading: "They leave this case", about: c.colleague(id), submit: "They leave", warn: true, back: c.href("people"),
		points: []string{"Their keys to the case end at once.", "What they did stays, under their name.", "Make sure that somebody else works with each side."}}, nil
}

func readDeallocate(c *caseVisit) practice.Command {
	return practice.Deallocate{Staff: practice.StaffID(c.PathValue("staff"))}
}

func conflictSheet(c *caseVisit) (sheet, error) {
	return sheet{heading: "Declare a conflict", submit: "Declare it", warn: true, back: "/cases", lead: "Somebody who knows a person in this case, or has an interest in it, must not work on it.",
		points: []string{"They leave the case for good and cannot open it again.", "From then on nothing shows them that the case exists."},
		groups: []ui.Group{{Inputs: []ui.Input{ui.Select{Name: "staff", Label: "Who has it?", Options: toChoose(c.colleagues())}}}}}, nil
}

func readConflict(c *caseVisit) practice.Command {
	return practice.DeclareConflict{Staff: choice(c.sent, "staff", c.colleagueIDs(), "Choose who")}
}
