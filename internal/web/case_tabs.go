package web

import (
	"slices"
	"strconv"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// tab draws one of the further pages of a case.
func (v *visit) tab(current string, want casework.Want, sections func(c *caseVisit) []ui.Section) (answer, error) {
	c, err := v.openCase(want)
	if err != nil {
		return answer{}, err
	}
	f, err := v.staffFrame(c.reference(), "/cases")
	if err != nil {
		return answer{}, err
	}
	return shown(ui.CaseTab{StaffFrame: f, CaseHead: c.head(current, anyParty), Stands: c.stage(), Alerts: c.calledOffAlerts(),
		Elsewhere: c.standingAlerts(), Sections: sections(c)}), nil
}

// mine are the parties whose sides the visitor works with.
func (c *caseVisit) mine() []practice.Party {
	return slices.DeleteFunc(slices.Clone(c.state.Parties), func(p practice.Party) bool { return !c.sees(p.ID) || p.Erased })
}

// askables are those of them who can be asked something now: they live.
func (c *caseVisit) askables() []practice.Party {
	return slices.DeleteFunc(c.mine(), func(p practice.Party) bool { return !p.IsHere() })
}

// showPreparation says how far each person is, in their own words.
func showPreparation(v *visit) (answer, error) {
	return v.tab("preparation", casework.Want{All: true}, func(c *caseVisit) []ui.Section {
		var sections []ui.Section
		for _, p := range c.askables() {
			view := c.partyView(p.ID)
			name, of := c.name(p.ID), c.view.At.Profile.SessionsFor(p)
			answered := ui.Prose{Heading: "What " + name + " would like answered", Points: view.File.Questions,
				Links: []ui.Link{c.link("Write down a contact", "with "+name, "contact", string(p.ID))}}
			if len(answered.Points) == 0 {
				answered.Text = []string{"Nothing is on the list."}
			}
			sections = append(sections, ui.Facts{ID: "prep-" + string(p.ID), Heading: name, Items: c.preparationFacts(p, of)}, answered)
			if view.File.Account != "" {
				sections = append(sections, ui.Letter{ID: "account-" + string(p.ID), Heading: "What happened, in the words of " + name,
					Tone: c.tone(p.ID), Text: paragraphs(view.File.Account)})
			}
		}
		return sections
	})
}

func (c *caseVisit) preparationFacts(p practice.Party, of int) []ui.Fact {
	facts := []ui.Fact{{Label: "Sessions", Value: sessionsLine(p.Sessions, of)}, {Label: "Readiness", Value: word(readinesses(), p.Readiness)}}
	if p.Readiness == practice.NotSaid {
		facts[1].Value = "Not said yet"
	}
	for _, h := range c.state.Harms {
		for _, a := range h.Acknowledged {
			if a.Party == p.ID {
				facts = append(facts, ui.Fact{Label: "The basic facts",
					Value: acknowledgedLine(a.Answer) + ", " + c.day(a.When) + " (" + lower(word(harmKinds(), h.Kind)) + ")"})
			}
		}
	}
	if p.IdentityChecked != 0 {
		facts = append(facts, ui.Fact{Label: "Who they are", Value: "Checked on " + c.day(p.IdentityChecked)})
	}
	if p.LimitsExplained != 0 {
		facts = append(facts, ui.Fact{Label: "Limits of confidentiality", Value: "Explained on " + c.day(p.LimitsExplained)})
	}
	return facts
}

func acknowledgedLine(a practice.Answer) string {
	switch a {
	case practice.Yes:
		return "Acknowledged"
	case practice.No:
		return "Not acknowledged"
	default:
		return "Undecided"
	}
}

// showRisk lists what forbids contact, what permits it, what was judged, and what
// went past the gate.
func showRisk(v *visit) (answer, error) {
	return v.tab("risk", casework.Want{}, func(c *caseVisit) []ui.Section {
		return []ui.Section{
			c.barTable(), c.assessmentTable(), c.incidentTable(), c.disclosureTable(),
			ui.Prose{Heading: "What can be done", Text: c.sensitiveLine(), Links: c.safetyLinks()},
		}
	})
}

func (c *caseVisit) barTable() ui.Table {
	t := ui.Table{ID: "bars", Caption: "What forbids contact",
		Columns: []string{"What", "Who can change it", "Permissions", "Standing"}, Empty: "Nothing is on record that forbids contact."}
	for _, b := range slices.Backward(c.state.Bars) {
		if !c.seesAny(b.On) || b.Void {
			continue
		}
		row := ui.Row{{Text: word(barKinds(), b.Kind), Small: c.barLine(b)}, {Text: capital(word(authorities(), b.Authority))}, {Text: "None"}, {}}
		if b.Effect == practice.NeedsPermission && c.barStands(b) {
			row[2] = ui.Cell{Text: "None", Link: c.link("Write one down", "under the "+lower(word(barKinds(), b.Kind)), "bar", string(b.ID), "permission")}
		}
		for _, p := range b.Permissions {
			if p.Void || p.Ended != 0 {
				continue
			}
			row[2] = ui.Cell{Text: c.permissionLine(p)}
			if c.barStands(b) && (p.Until == 0 || c.now() < p.Until) {
				row[2].Link = c.link("Mark as taken back", "the permission", "permission", string(p.ID), "end")
			}
		}
		if c.barStands(b) {
			row[3] = ui.Cell{Link: c.link("Mark as over", word(barKinds(), b.Kind), "bar", string(b.ID), "end")}
		} else {
			row[3] = ui.Cell{Tag: ui.Tag{Text: "Over", State: ui.StateUndecided}}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

func (c *caseVisit) assessmentTable() ui.Table {
	t := ui.Table{ID: "assessed", Caption: "Assessments of risks and strengths",
		Columns: []string{"Of what", "Made", "In date", "Look again"}, Empty: "There is no assessment yet."}
	for _, a := range slices.Backward(c.state.Assessed) {
		if !c.seesAny(a.Parties) || a.Void {
			continue
		}
		age := days(a.Made, c.now(), c.zone())
		tag := ui.Tag{Text: "Can go ahead" + c.untilDay(a.Until), State: ui.StateMet}
		switch {
		case !a.GoAhead:
			tag = ui.Tag{Text: "Not now", State: ui.StateStopped}
		case a.Until != 0 && c.now() >= a.Until:
			tag = ui.Tag{Text: "Ran out on " + c.day(a.Until), State: ui.StateOpen}
		}
		t.Rows = append(t.Rows, ui.Row{
			{Text: c.assessmentTitle(a)},
			{Text: c.day(a.Made), Small: ago(age)},
			{Tag: tag},
			{Link: c.link("Has anything changed?", c.assessmentTitle(a), "assessment", string(a.ID), "renew")},
		})
	}
	return t
}

func (c *caseVisit) incidentTable() ui.Table {
	t := ui.Table{ID: "incidents", Caption: "What happened outside the gate", Columns: []string{"What", "When", "Review"},
		Empty: "Nothing is on record that happened outside the gate."}
	for _, i := range slices.Backward(c.state.Incidents) {
		last := ui.Cell{Link: c.link("Review it", word(incidentKinds(), i.Kind), "incident", string(i.ID), "close")}
		if i.Closed != 0 {
			last = ui.Cell{Tag: ui.Tag{Text: "Reviewed on " + c.day(i.Closed), State: ui.StateMet}}
		}
		t.Rows = append(t.Rows, ui.Row{{Text: word(incidentKinds(), i.Kind), Small: capital(c.names(i.Parties))}, {Text: c.day(i.Happened)}, last})
	}
	return t
}

func (c *caseVisit) disclosureTable() ui.Table {
	t := ui.Table{ID: "disclosed", Caption: "What went to somebody outside", Columns: []string{"About", "To", "Ground", "Second look"},
		Empty: "Nothing went to anybody outside."}
	for _, d := range slices.Backward(c.state.Disclosed) {
		last := ui.Cell{Text: "By " + c.when(d.Review), Link: c.link("Look at it", "the disclosure about "+c.name(d.Party), "disclosure", string(d.ID), "review")}
		if d.Reviewed != 0 {
			last = ui.Cell{Tag: ui.Tag{Text: when(d.Upheld, "It was right") + when(!d.Upheld, "It was not right"), State: ui.StateMet}}
		}
		t.Rows = append(t.Rows, ui.Row{
			{Text: capital(c.name(d.Party)), Small: c.day(d.Made)},
			{Text: word(recipients(), d.To)},
			{Text: word(grounds(), d.Ground)},
			last,
		})
	}
	return t
}

// showConsent is everything each person agreed to, refused or took back.
func showConsent(v *visit) (answer, error) {
	return v.tab("consent", casework.Want{}, func(c *caseVisit) []ui.Section {
		var sections []ui.Section
		for _, p := range c.mine() {
			list := ui.Consents{ID: "agreed-" + string(p.ID), Heading: capital(c.name(p.ID)), Tone: c.tone(p.ID), Empty: "Nothing has been asked yet."}
			for _, k := range slices.Backward(c.state.Consents) {
				if k.Party != p.ID || k.Void {
					continue
				}
				item := ui.Consent{State: c.consentState(k), What: c.consentWhat(k),
					When: c.consentWhen(k) + when(c.stands(k), c.untilDay(k.Until)), Means: c.consentMeans(k)}
				if c.stands(k) && p.IsHere() {
					item.Link = c.link("Mark as taken back", lower(item.What), "contact", string(p.ID))
				}
				list.Items = append(list.Items, item)
			}
			for _, r := range slices.Backward(c.state.Refusals) {
				if r.Party == p.ID && c.state.Stands(r) {
					list.Items = append(list.Items, ui.Consent{State: refusalState(r), What: c.agreedWhat(r.To, r.Kind, r.Towards, ""), When: c.refusalWhen(r)})
				}
			}
			sections = append(sections, list)
		}
		return append(sections, c.questionTable())
	})
}

// questionTable is what was asked on people's own pages.
func (c *caseVisit) questionTable() ui.Table {
	t := ui.Table{ID: "questions", Caption: "Asked on their own pages", Columns: []string{"Whom", "What", "When", "Answer"}, Empty: "Nothing was asked there."}
	for _, q := range slices.Backward(c.state.Questions) {
		last := ui.Cell{Link: c.link("Take it off their page", "the question to "+c.name(q.Party), "question", string(q.ID), "withdraw")}
		switch {
		case q.Answer != "":
			last = ui.Cell{Text: word(answers(), q.Answer), Small: c.day(q.Answered)}
		case q.Withdrawn != 0:
			last = ui.Cell{Text: "Taken off", Small: c.day(q.Withdrawn)}
		}
		t.Rows = append(t.Rows, ui.Row{{Text: capital(c.name(q.Party))}, {Text: word(askedAbout(), q.About)}, {Text: c.day(q.Asked)}, last})
	}
	return t
}

func (c *caseVisit) consentMeans(k practice.Consent) string {
	text := ""
	switch {
	case k.Means == practice.Any:
		text = "By whatever means is safe."
	case k.Means != "":
		text = word(means(), k.Means) + "."
	}
	if k.Wording != "" {
		text += " To one exact wording."
	}
	if k.ReadBack {
		text += " It was read back to them."
	}
	return text
}

// showLetters lists what was written down in somebody's words.
func showLetters(v *visit) (answer, error) {
	return v.tab("letters", casework.Want{}, func(c *caseVisit) []ui.Section {
		t := ui.Table{ID: "letters", Caption: "What is written down", Columns: []string{"What", "Read", "Signed off", "Standing"},
			Empty: "Nothing is written down yet."}
		for _, content := range slices.Backward(c.state.Contents) {
			if !c.sees(content.Author) {
				continue
			}
			t.Rows = append(t.Rows, ui.Row{
				{Link: c.link(c.contentTitle(content), "", "content", string(content.ID))},
				{Tag: c.readingTag(content, content.Read, practice.ReadByStaff)},
				{Tag: c.readingTag(content, content.Second, practice.SignedOff)},
				{Tag: contentTag(c.state, content)},
			})
		}
		var links []ui.Link
		for _, p := range c.askables() {
			links = append(links, c.link("Take something down from "+c.name(p.ID), "", "write", string(p.ID)), c.link("Keep an interest of "+c.name(p.ID)+" on file", "", "interest", string(p.ID)))
		}
		return []ui.Section{t, ui.Prose{Heading: "What can be done", Links: links}}
	})
}

// readingTag says how one reading of a text's present wording came out, or that
// nothing which carries the text asks for it. Who reads what the other side wrote, and
// whether they have to, is for those who work with its author (P3).
func (c *caseVisit) readingTag(content practice.Content, r practice.Reading, by practice.ConditionKind) ui.Tag {
	switch {
	case !c.sees(content.Author):
		return ui.Tag{Text: "On the other side"}
	case r.By == "" && !c.asksFor(content.ID, by):
		return ui.Tag{Text: "Not needed"}
	case r.By == "" || r.Wording != content.Wording:
		return ui.Tag{Text: "Not yet", State: ui.StateOpen}
	case r.Verdict == practice.Returned:
		return ui.Tag{Text: "Returned by " + c.colleague(r.By), State: ui.StateStopped}
	default:
		return ui.Tag{Text: c.colleague(r.By), State: ui.StateMet}
	}
}

// asksFor says whether the gate asks something of a text: always, as long as nothing
// carries it and so nobody knows.
func (c *caseVisit) asksFor(content practice.ContentID, kind practice.ConditionKind) bool {
	carried := false
	for _, x := range c.state.Crossings {
		if x.Content != content {
			continue
		}
		carried = true
		if slices.ContainsFunc(c.conditions(x.ID), func(k practice.Condition) bool { return k.Kind == kind }) {
			return true
		}
	}
	return !carried
}

// contentTag says how a text stands: what reached somebody is not merely written down.
func contentTag(state practice.Case, content practice.Content) ui.Tag {
	carriedIn := func(s practice.CrossingState) bool {
		return slices.ContainsFunc(state.Crossings, func(x practice.Crossing) bool { return x.Content == content.ID && x.State == s })
	}
	switch {
	case content.Withdrawn != 0:
		return ui.Tag{Text: "Taken back", State: ui.StateBack}
	case carriedIn(practice.Delivered):
		return ui.Tag{Text: "Passed on", State: ui.StateMet}
	case carriedIn(practice.PartDone):
		return ui.Tag{Text: "Passed on in part", State: ui.StateMet}
	case content.Banked:
		return ui.Tag{Text: "In the letter bank", State: ui.StateUndecided}
	default:
		return ui.Tag{Text: "Written down"}
	}
}

// showContent is one text in full, with what was said of it and what can be done.
func showContent(v *visit) (answer, error) {
	c, err := v.openCase(casework.Want{Contents: []practice.ContentID{practice.ContentID(v.PathValue("content"))}})
	if err != nil {
		return answer{}, err
	}
	content, text, err := c.readable()
	if err != nil {
		return answer{}, err
	}
	f, err := v.staffFrame(c.reference(), "/cases")
	if err != nil {
		return answer{}, err
	}
	id := string(content.ID)
	page := ui.SectionsPage{StaffFrame: f, Back: ui.Link{Text: "Back", Href: c.href("letters")}, Caption: c.reference(), Heading: c.contentTitle(content)}
	page.Sections = []ui.Section{
		ui.Letter{ID: "wording", Caption: "As it stands since " + c.day(text.When), Tone: c.tone(content.Author), Text: paragraphs(text.Text)},
		ui.Facts{ID: "readings", Heading: "Who has read it", Items: []ui.Fact{
			{Label: "Read", Value: c.readingTag(content, content.Read, practice.ReadByStaff).Text},
			{Label: "Second reading", Value: c.readingTag(content, content.Second, practice.SignedOff).Text},
		}},
	}
	for _, j := range c.texts[content.ID].Judged {
		page.Sections = append(page.Sections, ui.Prose{Text: []string{c.colleague(j.By) + ", " + c.day(j.When) + ": " + word(verdicts(), j.Verdict) + ". " + j.Text}})
	}
	if content.Withdrawn == 0 {
		page.Actions = []ui.Button{
			{Text: "Read it", Href: c.href("content", id, "read")},
			{Text: "Sign it off", Href: c.href("content", id, "sign-off"), Quiet: true},
		}
		links := []ui.Link{c.link("Take it back", "", "content", id, "withdraw")}
		if author, _ := c.state.Party(content.Author); author.IsHere() {
			links = append([]ui.Link{c.link("Change the text", "", "content", id, "revise")}, links...)
		}
		if p := c.partyView(content.Author); p.Login {
			links = append(links, c.link("Put it before "+p.Name+" on their page", "", "content", id, "show"))
		}
		page.Sections = append(page.Sections, ui.Prose{Heading: "What can be done", Links: links})
	}
	return shown(page), nil
}

// showOutcomes is what was promised, and how it ended.
func showOutcomes(v *visit) (answer, error) {
	return v.tab("outcomes", casework.Want{}, func(c *caseVisit) []ui.Section {
		t := ui.Table{ID: "promises", Caption: "What was promised", Columns: []string{"Who", "What", "By when", "Kept", "Change"},
			Empty: "Nothing was promised. Nothing has to be."}
		for _, a := range c.state.Agreements {
			for _, u := range a.Undertakings {
				row := ui.Row{
					{Text: capital(c.name(u.Party)), Small: "Agreed on " + c.day(a.Made)},
					{Text: c.promise(u.ID)},
					{Text: "No day was set"},
					{Link: c.link("Was it kept?", "by "+c.name(u.Party), "undertaking", string(u.ID))},
					{},
				}
				if u.Due != 0 {
					row[2].Text = c.day(u.Due)
				}
				if u.Kept != "" {
					row[3] = ui.Cell{Text: word(extents(), u.Kept), Small: c.day(u.Recorded)}
				}
				if u.Kept != practice.Whole {
					row[4].Link = c.link("Change it", "what "+c.name(u.Party)+" promised", "undertaking", string(u.ID), "change")
				}
				t.Rows = append(t.Rows, row)
			}
		}
		links := []ui.Link{c.link("Something was agreed", "", "agreement")}
		if c.state.IsOpen() {
			links = append(links, c.link("Close the case", "", "close"))
		} else {
			links = append(links, c.link("Open the case again", "", "reopen"))
		}
		sections := []ui.Section{t, ui.Prose{Heading: "What can be done", Links: links}}
		if c.state.Closed.At != 0 {
			ended := []ui.Fact{{Label: "How it ended", Value: word(endings(), c.state.Closed.Ending)}, {Label: "When", Value: c.day(c.state.Closed.At)}}
			if c.state.Closed.Keep != 0 {
				ended = append(ended, ui.Fact{Label: "Kept until", Value: c.day(c.state.Closed.Keep)})
			}
			sections = append(sections, ui.Facts{ID: "ended", Heading: "How it ended", Items: ended})
		}
		return sections
	})
}

// sessionsLine says how many sessions there were, of how many that are asked for.
func sessionsLine(done, of int) string {
	if done >= of {
		return strconv.Itoa(done)
	}
	return strconv.Itoa(done) + " of " + strconv.Itoa(of)
}
