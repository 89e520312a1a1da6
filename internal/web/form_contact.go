package web

import (
	"slices"
	"strings"

	"amends/internal/practice"
	"amends/internal/web/ui"
)

// The sections of a contact record. The pack prints them under the same letters,
// so that a paper filled in on a visit is typed in from top to bottom.
const (
	markWhen    = "A"
	markFirst   = "B"
	markSaid    = "C"
	markAgrees  = "D"
	markFacts   = "E"
	markPrepare = "F"
	markPoints  = "G"
	markPassed  = "H"
	markReach   = "I"
	markNext    = "K"
)

// recordContact is the one form after a call, visit or talk: whatever is left
// empty was not spoken of.
func recordContact() step {
	return step{
		path: "contact/{party}", want: fileOf, texts: carriedTo, sheet: contactSheet, read: readContact,
		fields: map[string]string{"when": "when", "means": "means", "parties": "with", "ask_after": "asking-after", "follow_up": "followup",
			"consents.until": "agreed-until", "points": "points", "readiness": "ready", "asking": "asking",
			// What a try that reached nobody cannot hold; what has many inputs is said where it can be mended.
			"account": "account", "questions": "questions", "safe_contact": "safe", "limits": "first", "identity": "first", "session": "session",
			"ready_words": "ready-words", "taken_back": "back", "takes_back_all": "back", "confirms": "confirm",
			"consents": "reached", "refusals": "reached", "acknowledges": "reached", "answers": "reached", "objections": "reached",
			"may_tell": "reached", "delivers": "reached"},
	}
}

// carriedTo opens the texts that the visitor may hand over to the party that the
// path names: a copy of what was handed over goes onto their page. For a party that is
// not the visitor's nothing more is opened than for one that is not there (P5).
func carriedTo(c *caseVisit) []practice.ContentID {
	p, err := c.theirs()
	if err != nil {
		return nil
	}
	var all []practice.ContentID
	for _, x := range c.carried(p.ID) {
		if x.Content != "" {
			all = append(all, x.Content)
		}
	}
	return all
}

// carried are the crossings that the visitor may hand over to a party now; of a
// meeting, that it was held.
func (c *caseVisit) carried(to practice.PartyID) []practice.Crossing {
	return c.carriedUntil(to, c.now())
}

// carriedUntil is carried with the meetings that begin by then: paper is printed before.
func (c *caseVisit) carriedUntil(to practice.PartyID, begun practice.Instant) []practice.Crossing {
	return slices.DeleteFunc(slices.Clone(c.state.Crossings), func(x practice.Crossing) bool {
		reaches := slices.Contains(x.To, to)
		if x.Kind == practice.Meeting {
			reaches = slices.Contains(x.Taking(), to) && x.Plan.Starts <= begun
		}
		return x.State != practice.Cleared || x.Clearance.Carrier != c.view.At.Actor || !reaches
	})
}

func contactSheet(c *caseVisit) (sheet, error) {
	p, err := c.theirs()
	if err != nil {
		return sheet{}, err
	}
	name := c.name(p.ID)
	return sheet{
		heading: "After a call, visit or talk", about: name, submit: "Save this record",
		lead:   "One form for everything that came up. Leave out what did not. The letters are those of the paper pack.",
		alerts: append(c.diedAlerts(p), c.alertsFor([]practice.PartyID{p.ID})...),
		groups: slices.DeleteFunc([]ui.Group{
			c.whenGroup(p), firstGroup(p), saidGroup(name, c.partyView(p.ID).File.Questions), c.agreesGroup(p), c.factsGroup(p), prepareGroup(),
			c.pointsGroup(p), c.passedGroup(p), c.reachGroup(p), nextGroup(),
		}, func(g ui.Group) bool { return len(g.Inputs) == 0 }),
	}, nil
}

// diedAlerts says of somebody who died that only what was before is written down.
func (c *caseVisit) diedAlerts(p practice.Party) []ui.Alert {
	if p.Died == 0 {
		return nil
	}
	return []ui.Alert{{ID: "died", State: ui.StateOpen, Kind: "Note", Heading: capital(c.name(p.ID)) + " died on " + c.day(p.Died),
		Text: "They are asked nothing more. What they said or gave before is written down with its own day."}}
}

func (c *caseVisit) whenGroup(p practice.Party) ui.Group {
	inputs := []ui.Input{
		ui.Radios{Name: "means", Label: "How did you speak?", Inline: true, Options: offered(contactMeans())},
		ui.Radios{Name: "reached", Label: reachedAsk, Inline: true, Options: reachedOptions()},
		ui.DateInput{Name: "when", Label: "When was it?",
			Hint:     "Leave it empty for just now. The day alone will do, unless something was handed over or asked again: that needs the time too. For example 24 11 2026, 5:40pm",
			WithTime: true},
	}
	if c.view.At.Profile.ConsentsTogether {
		if others := c.partyOptions(func(o practice.Party) bool { return o.ID != p.ID && c.sees(o.ID) && o.IsHere() }); len(others) > 0 {
			inputs = append(inputs, ui.Checkboxes{Name: "with", Label: "Who else was there, and says the same?", Small: true, Options: others})
		}
	}
	return ui.Group{Mark: markWhen, Heading: "When and how", Inputs: inputs}
}

// reachedAsk and reachedOptions are asked on the form and on the pack alike.
const reachedAsk = "Did you reach them?"

func reachedOptions() []ui.Option {
	return []ui.Option{{Value: string(practice.Yes), Label: "Yes"}, {Value: string(practice.No), Label: "No, nobody answered or it came back"}}
}

func firstGroup(p practice.Party) ui.Group {
	var options []ui.Option
	if p.LimitsExplained == 0 {
		options = append(options, ui.Option{Value: "limits", Label: "The limits of confidentiality were explained"})
	}
	if p.IdentityChecked == 0 {
		options = append(options, ui.Option{Value: "identity", Label: "Who they are was checked"})
	}
	if len(options) == 0 {
		return ui.Group{}
	}
	return ui.Group{Mark: markFirst, Heading: "First things", Inputs: []ui.Input{ui.Checkboxes{Name: "first", Label: "What was done?", Options: options}}}
}

// saidGroup shows what they want answered so far: a list written down takes its place,
// and who was not shown it would drop what a colleague wrote.
func saidGroup(name string, sofar []string) ui.Group {
	questions := []ui.Input{ui.LongText{Name: "questions", Label: "What they would like answered", Hint: "One a line.", Rows: 3, Most: mostNote}}
	if len(sofar) > 0 {
		questions = []ui.Input{ui.Quote{Label: "What they would like answered so far", Text: sofar},
			ui.LongText{Name: "questions", Label: "What they would like answered now",
				Hint: "One a line, with what still holds of the list so far: this takes its place. Leave it empty if nothing has changed.",
				Rows: 3, Most: mostNote}}
	}
	return ui.Group{Mark: markSaid, Heading: "What was said", Inputs: append([]ui.Input{
		ui.LongText{Name: "note", Label: "Note", Hint: "Short, and so that " + name + " could read it.", Most: mostNote},
		ui.LongText{Name: "account", Label: "What happened, in their own words", Hint: "Only if they told it. It replaces nothing.", Rows: 3, Most: mostText},
	}, questions...)}
}

func (c *caseVisit) agreesGroup(p practice.Party) ui.Group {
	g := ui.Group{Mark: markAgrees, Heading: "What they agree to, or take back", Hint: "Each thing alone. Whatever they take back stops at once.", Fold: true}
	for _, a := range c.asks(p) {
		g.Inputs = append(g.Inputs, a.input())
	}
	g.Inputs = append(g.Inputs, ui.DateInput{Name: "agreed-until", Label: "Do they agree only until a day?", Hint: "Leave it empty if not."})
	var back []ui.Option
	for _, k := range c.standingConsents(p.ID) {
		back = append(back, ui.Option{Value: string(k.ID), Label: c.consentWhat(k), Hint: "Agreed on " + c.day(k.Given)})
	}
	if len(back) > 0 {
		back = append(back, ui.Option{Value: takesBackAll, Label: "All of it", Or: true})
		g.Inputs = append(g.Inputs, ui.Checkboxes{Name: "back", Label: "What do they take back?", Small: true, Options: back})
	}
	return g
}

const takesBackAll = "all"

func (c *caseVisit) factsGroup(p practice.Party) ui.Group {
	g := ui.Group{Mark: markFacts, Heading: "The basic facts", Fold: true}
	for _, h := range c.state.Harms {
		// Where several may say the same in one talk, each does for the harms that are theirs.
		if slices.Contains(h.Responsible, p.ID) || (c.view.At.Profile.ConsentsTogether && c.seesAny(h.Responsible)) {
			g.Inputs = append(g.Inputs, ui.Radios{Name: "facts-" + string(h.ID), Label: "Do they acknowledge the basic facts? " + word(harmKinds(), h.Kind), Inline: true, Small: true,
				Options: append(offered(answers()), ui.Option{Value: "", Label: "Did not come up"})})
		}
	}
	return g
}

func prepareGroup() ui.Group {
	return ui.Group{Mark: markPrepare, Heading: "Preparation", Fold: true, Inputs: []ui.Input{
		ui.Checkboxes{Name: "session", Label: "Was it a preparation session?", Small: true, Options: []ui.Option{{Value: "yes", Label: "Yes, it counts as one"}}},
		ui.Radios{Name: "ready", Label: "How ready are they, as they put it?", Small: true,
			Options: append(offered(readinesses()), ui.Option{Value: "", Label: "Did not come up", Or: true})},
		ui.TextInput{Name: "ready-words", Label: "In their words"},
	}}
}

func (c *caseVisit) pointsGroup(p practice.Party) ui.Group {
	to := c.partyOptions(func(o practice.Party) bool { return o.Side != p.Side && o.IsHere() && o.Standing == practice.Principal })
	if len(to) == 0 {
		return ui.Group{}
	}
	return ui.Group{Mark: markPoints, Heading: "Something to be passed on by voice", Hint: "Take the points down, read them back, and pass on exactly these.", Fold: true, Inputs: []ui.Input{
		ui.Radios{Name: "points-kind", Label: "What is it for?", Small: true, Options: []ui.Option{
			{Value: string(practice.Approach), Label: "Asking somebody for the first time", Hint: "These points are all that may be said to them then."},
			{Value: string(practice.Message), Label: "A message to somebody who wants to hear it"}}},
		ui.LongText{Name: "points", Label: "The points", Hint: "One a line.", Rows: 4, Most: mostNote},
		ui.Checkboxes{Name: "points-to", Label: "To whom?", Small: true, Options: to},
		ui.Radios{Name: "points-means", Label: "How?", Inline: true, Small: true, Options: offered(voiceMeans())},
		ui.Radios{Name: "points-agreed", Label: "Read back to them: do they agree to exactly these points?", Inline: true, Small: true,
			Options: offered(among(answers(), practice.Yes, practice.No))},
	}}
}

func (c *caseVisit) reachGroup(p practice.Party) ui.Group {
	now := "Nothing is on record yet."
	if care := c.care(p.ID); care != "" {
		now = "Now: " + care
	}
	return ui.Group{Mark: markReach, Heading: "How to reach them safely", Hint: now, Fold: true, Open: p.SafeContact == 0, Inputs: []ui.Input{
		ui.LongText{Name: "safe", Label: "What is safe, and what is not", Hint: "Leave it empty if nothing has changed.", Rows: 2, Most: mostNote},
		ui.Radios{Name: "asking", Label: "May they be asked about contact?", Small: true,
			Options: append(offered(askings()), ui.Option{Value: "", Label: "As before", Or: true})},
		ui.DateInput{Name: "asking-after", Label: "If not before a day: which?"},
	}}
}

func nextGroup() ui.Group {
	return ui.Group{Mark: markNext, Heading: "Next step", Inputs: []ui.Input{
		ui.TextInput{Name: "next-step", Label: "What happens next?"}, ui.DateInput{Name: "next", Label: "By when?"},
	}}
}

// readContact reads the form in the order it is asked.
func readContact(c *caseVisit) practice.Command {
	s, id := c.sent, practice.PartyID(c.PathValue("party"))
	p, _ := c.state.Party(id)
	r := practice.RecordContact{
		Parties: []practice.PartyID{id}, Means: choice(s, "means", taken(contactMeans()), "Choose how you spoke"), When: s.when("when", ""),
		Note: s.text("note", mostNote, ""), Account: s.text("account", mostText, ""), Questions: linesOf(s.text("questions", mostNote, "")),
		Session: s.yes("session"), Readiness: choice(s, "ready", taken(readinesses()), ""), ReadyWords: s.line("ready-words", mostLine, ""),
		SafeContact: s.text("safe", mostNote, ""), Asking: choice(s, "asking", taken(askings()), ""),
		NextStep: s.line("next-step", mostLine, ""), Next: s.day("next", ""),
	}
	r.Failed = choice(s, "reached", []practice.Answer{practice.Yes, practice.No}, "Choose whether you reached them") == practice.No
	for _, with := range s.values["with"] {
		r.Parties = append(r.Parties, practice.PartyID(with))
	}
	first := choices(s, "first", []string{"limits", "identity"}, "")
	r.Limits, r.Identity = slices.Contains(first, "limits"), slices.Contains(first, "identity")
	if r.Asking == practice.AskAfter {
		r.AskAfter = s.day("asking-after", "Enter the day before which they do not want to be asked")
	}
	until := s.day("agreed-until", "")
	for _, a := range c.asks(p) {
		s.readAsk(a, until, &r)
	}
	meetAllThere(&r)
	c.readBack(id, &r)
	for _, h := range c.state.Harms {
		if answer := choice(s, "facts-"+string(h.ID), taken(answers()), ""); answer != "" {
			r.Acknowledges = append(r.Acknowledges, practice.Acknowledging{Harm: h.ID, Answer: answer})
		}
	}
	c.readPoints(&r)
	c.readPassed(p, &r)
	if len(r.Delivers)+len(r.Confirms) > 0 && s.dayAlone("when") {
		s.wrong("when", noClock) // whether it came after a withdrawal of that day must show (P2)
	}
	if saysNothing(r) {
		s.wrong("note", "Write a note, or something else that came up")
	}
	return r
}

// meetAllThere has everybody who was there and says the same agree to meeting one
// another: what is asked of one of them names only the others.
func meetAllThere(r *practice.RecordContact) {
	for i, k := range r.Consents {
		if k.To == practice.ToTakePart && len(r.Parties) > 1 {
			r.Consents[i].Towards = slices.Concat(k.Towards, r.Parties)
		}
	}
}

// voiceMeans are how points are passed on by voice.
func voiceMeans() []said[practice.Means] {
	return among(means(), practice.Spoken, practice.Phone, practice.Video)
}

// readBack reads what they take back.
func (c *caseVisit) readBack(id practice.PartyID, r *practice.RecordContact) {
	values := []string{takesBackAll}
	for _, k := range c.standingConsents(id) {
		values = append(values, string(k.ID))
	}
	for _, value := range choices(c.sent, "back", values, "") {
		if value == takesBackAll {
			r.TakesBackAll = true
			continue
		}
		r.TakenBack = append(r.TakenBack, practice.ConsentID(value))
	}
	if r.TakesBackAll {
		r.TakenBack = nil
	}
}

// readPoints reads a spoken message. One that its sender stops on hearing it read
// back is kept, and goes nowhere.
func (c *caseVisit) readPoints(r *practice.RecordContact) {
	s := c.sent
	text := s.text("points", mostNote, "")
	if text == "" {
		return
	}
	points := practice.Points{Text: text, Form: practice.SpokenForm,
		Kind: choice(s, "points-kind", []practice.Kind{practice.Approach, practice.Message}, "Choose what the points are for")}
	points.Means = choice(s, "points-means", taken(voiceMeans()), "Choose how the points are passed on")
	for _, to := range s.values["points-to"] {
		points.To = append(points.To, practice.PartyID(to))
	}
	if len(points.To) == 0 {
		s.wrong("points-to", "Choose to whom the points go")
	}
	points.Agreed = choice(s, "points-agreed", []practice.Answer{practice.Yes, practice.No}, "Choose whether they agree to exactly these points") == practice.Yes
	r.Points = append(r.Points, points)
}

// saysNothing says whether a record has nothing in it but when and how.
func saysNothing(r practice.RecordContact) bool {
	return r.Note == "" && r.Account == "" && r.NextStep == "" && r.SafeContact == "" && r.ReadyWords == "" && r.FollowUp == "" &&
		!r.Failed && !r.Limits && !r.Identity && !r.Session && !r.TakesBackAll && r.Readiness == "" && r.Asking == "" && r.Next == 0 &&
		len(r.Questions)+len(r.Acknowledges)+len(r.Consents)+len(r.Refusals)+len(r.TakenBack)+len(r.Points)+
			len(r.Answers)+len(r.Objections)+len(r.MayTell)+len(r.Confirms)+len(r.Delivers) == 0
}

// linesOf splits what is asked for one a line.
func linesOf(text string) []string {
	var all []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// partyOptions offers parties of the case.
func (c *caseVisit) partyOptions(fits func(practice.Party) bool) []ui.Option {
	var options []ui.Option
	for _, p := range c.state.Parties {
		if fits(p) {
			options = append(options, ui.Option{Value: string(p.ID), Label: capital(c.name(p.ID)), Hint: c.role(p)})
		}
	}
	return options
}

// standingConsents are a party's consents in force.
func (c *caseVisit) standingConsents(id practice.PartyID) []practice.Consent {
	return slices.DeleteFunc(slices.Clone(c.state.Consents), func(k practice.Consent) bool { return k.Party != id || !c.stands(k) })
}

// stands says whether a consent is in force now.
func (c *caseVisit) stands(k practice.Consent) bool {
	now := c.now()
	return !k.Void && k.Ended == 0 && k.Given <= now && (k.Until == 0 || now < k.Until)
}
