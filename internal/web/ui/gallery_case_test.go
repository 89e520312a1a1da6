package ui

import "amends/internal/web/assets"

func caseGallery(set *assets.Set) []example {
	two := caseExample(set)
	one := caseExample(set)
	one.Right = nil
	one.Heading = "Aisling"
	one.Story = &Story{OneLane: true, Entries: one.Story.Entries[1:2], Filters: []NavItem{{Text: "Everything", Href: "#", Current: true}}}
	one.Between = &Between{Heading: "To and from Ash", Summary: "1 waiting to cross", Waiting: []Crossing{{
		ID: "1", Icon: IconLetter, Title: "Letter", From: []Name{{Text: "the other side"}}, To: []Name{{Text: "Ash", Tone: ToneHarmed}}, Leftwards: true,
		Tag: Tag{Text: "1 thing to do", State: StateOpen}, Standing: []Condition{standing()[0], {State: StateElsewhere, What: "Not yet, on the other side"}}, InPlace: inPlace()[:1],
	}}}
	right := one
	right.Left, right.Right = nil, two.Right
	right.Heading = "Daniel"
	alone := CasePage{StaffFrame: two.StaffFrame, CaseHead: two.CaseHead, Left: two.Left}
	alone.Heading = "Aisling"
	empty := caseExample(set)
	empty.Between = &Between{Empty: "Nothing waits to cross. Whatever somebody wants to say starts with a contact record."}
	empty.Story = &Story{Empty: "Nothing is written down yet."}
	empty.Alerts = nil
	empty.Left = &Column{Sides: []Side{{Parties: []Party{{ID: "h", Tone: ToneHarmed, Role: "Survivor", Name: "Aisling Moran"}}}}}
	empty.Right = &Column{Sides: []Side{{Parties: []Party{{ID: "r", Tone: ToneResponsible, Role: "Responsible person", Name: "Daniel Keane", Preparation: &Preparation{Done: 1}}}}}}
	return []example{
		{"case", two}, {"case-one-side", one}, {"case-other-side", right}, {"case-alone", alone},
		{"case-many", manyExample(set)}, {"case-community", communityExample(set)}, {"case-new", empty},
		{"case-consent", consentExample(set)}, {"case-consent-stopped", stoppedExample(set)},
	}
}

func headExample() CaseHead {
	h := CaseHead{
		Caption: "Case RJ-0147 · Burglary of a home, March 2026", Heading: "Aisling and Daniel",
		Tags:    []Tag{{Text: "Preparation"}, {Text: "Aisling asked for this", Tone: ToneHarmed}, {Text: "Sensitive case: two facilitators", State: StateOpen}},
		Actions: []Button{{Text: "Add a note", Href: "#"}, {Text: "Who has looked", Href: "#", Quiet: true}},
	}
	for i, text := range []string{"Overview", "Preparation", "Risk and safety", "Consent", "Letters and files", "Outcomes"} {
		h.Tabs = append(h.Tabs, NavItem{Text: text, Href: "#", Current: i == 0})
	}
	return h
}

func standing() []Condition {
	return []Condition{
		{State: StateOpen, What: "Ash has not been asked whether she wants a letter", Why: "She hears that one exists only if she says yes to being asked.", Link: Link{Text: "Plan how to ask", Href: "#"}},
		{State: StateOpen, What: "The risk assessment is 97 days old", Why: "It has to be under 90 days on the day a letter crosses.", Link: Link{Text: "Review it with Tom", Href: "#"}},
	}
}

func inPlace() []Condition {
	return []Condition{
		{State: StateMet, What: "Daniel agreed to exactly this wording", Why: "9 November, signed."},
		{State: StateMet, What: "Read by a facilitator", Why: "Tom Rees, 12 November."},
		{State: StateMet, What: "Signed off by a second person", Why: "Helen Adeyemi, 18 November."},
	}
}

func harmedExample() Party {
	return Party{
		ID: "h", Tone: ToneHarmed, Role: "Harmed person", Name: "Aisling Moran", Short: "Ash", About: "Likes to be called Ash · she/her",
		Care:          &Care{Title: "Text first, after 5pm", Text: "Never leave voicemail. Her mother shares the landline."},
		Facts:         []Fact{{Label: "Last spoke", Value: "Tue 17 November, by phone, with Priya"}, {Label: "Next", Value: "Preparation visit, Thu 3 December, 10am"}, {Label: "Support", Value: "Her sister Niamh comes to every meeting"}, {Label: "Helps her", Value: "Large print. Breaks every 20 minutes"}},
		AgreedHeading: "What Ash has agreed to",
		Agreed: []Agreed{
			{State: StateMet, What: "Being in touch with us", When: "4 September, signed"}, {State: StateMet, What: "Daniel knowing she is taking part", When: "2 October, told Priya"},
			{State: StateOpen, What: "Receiving a letter", When: "Not asked yet"}, {State: StateUndecided, What: "Meeting Daniel", When: "Thinking about it. Ask again in January"},
		},
		AgreedMore:  Link{Text: "Everything Ash has agreed to", Href: "#"},
		Preparation: &Preparation{Done: 2, Of: 4, Heading: "Questions she wants answered", Points: []string{"Why our house? Answered 2 November", "What happened to Dad’s watch?", "Does he know Niamh was upstairs?"}},
	}
}

func responsibleExample() Party {
	return Party{
		ID: "r", Tone: ToneResponsible, Role: "Responsible person", Name: "Daniel Keane", Short: "Daniel", About: "In custody at HMP Marfleet, B wing · he/him",
		Care:          &Care{Title: "Through his key worker, Mrs Okoro", Text: "Do not write to the wing. Post is opened there."},
		Facts:         []Fact{{Label: "Last spoke", Value: "Mon 16 November, prison visit, with Tom"}, {Label: "Next", Value: "Prison visit, Tue 8 December, 2pm"}, {Label: "Support", Value: "Chaplain, if he asks"}, {Label: "Helps him", Value: "Reading things aloud. Short sentences"}},
		AgreedHeading: "What Daniel has agreed to",
		Agreed: []Agreed{
			{State: StateMet, What: "Being in touch with us", When: "21 September, signed"}, {State: StateMet, What: "Writing a letter", When: "9 November, signed"},
			{State: StateMet, What: "Meeting Aisling", When: "9 November, signed"}, {State: StateBack, What: "Us speaking to his mother", When: "Took this back on 20 October"},
		},
		AgreedMore:  Link{Text: "Everything Daniel has agreed to", Href: "#"},
		Preparation: &Preparation{Done: 3, Of: 4, Heading: "What he would like to say", Points: []string{"Sorry, without being forgiven for it", "He was 19 and in debt. Not as an excuse", "The watch was sold. He knows where"}},
		Links:       []Link{{Text: "Print the pack for 8 December", Href: "#"}},
	}
}

func caseExample(set *assets.Set) CasePage {
	f := staffFor(set, "RJ-0147", "My cases")
	f.Foot = "Only the four people working on this case can open this page. Your visit at 10:42am has been recorded, and Ash and Daniel can each ask who has looked."
	ash, daniel := []Name{{Text: "Ash", Tone: ToneHarmed}}, []Name{{Text: "Daniel", Tone: ToneResponsible}}
	return CasePage{
		StaffFrame: f, CaseHead: headExample(),
		Alerts: []Alert{{ID: "order", State: StateStopped, Kind: "Warning", Heading: "No-contact order until 14 March 2027", Text: "Daniel must not contact Ash in person, by phone or online. Letters may pass through this service.", Link: Link{Text: "Read the order", Href: "#"}}},
		Left:   &Column{Sides: []Side{{Parties: []Party{harmedExample()}}}},
		Right:  &Column{Sides: []Side{{Parties: []Party{responsibleExample()}}}},
		Between: &Between{
			Summary: "2 waiting to cross · 1 has crossed",
			Waiting: []Crossing{
				{ID: "1", Icon: IconLetter, Title: "Letter of apology", From: daniel, To: ash, Leftwards: true, Tag: Tag{Text: "2 things to do", State: StateOpen}, Standing: standing(), InPlace: inPlace(), Actions: []Button{{Text: "Plan how to ask Ash", Href: "#"}}},
				{ID: "2", Icon: IconMeeting, Title: "Meeting in person", From: ash, To: daniel, BothWays: true, Tag: Tag{Text: "Cannot go ahead", State: StateStopped}, Standing: []Condition{
					{State: StateStopped, What: "A no-contact order forbids it until 14 March 2027", Why: "Only the court can change this. Nobody here can override it.", Link: Link{Text: "See the order", Href: "#"}},
					{State: StateOpen, What: "Ash has not decided", Why: "She asked for time. Nobody raises it before 11 January."},
					{State: StateOpen, What: "Two of four preparation sessions are done", Why: "Third: Thu 3 December."},
				}, InPlace: inPlace()[:1]},
			},
			Delivered: []Crossing{{ID: "3", Title: "Answer to a question", From: daniel, To: ash, Leftwards: true, Tag: Tag{Text: "Crossed", State: StateMet}, Text: "Ash asked why her house. Priya passed on his answer in person on 2 November."}},
		},
		Story: storyExample(),
	}
}

func storyExample() *Story {
	entry := func(lane Lane, tone Tone, side, title, when, iso, by, text string) StoryEntry {
		return StoryEntry{Lane: lane, Tone: tone, Side: side, Title: title, When: when, ISO: iso, By: by, Text: text}
	}
	late := entry(LaneRight, ToneResponsible, "Daniel’s side", "Consent taken back", "Tue 20 October, 9:30am", "2026-10-20T09:30", "by Tom Rees", "Daniel no longer wants us to speak to his mother. Her number has been locked.")
	late.Tags = []Tag{{Text: "Written down on 22 October"}}
	return &Story{
		Filters: []NavItem{{Text: "Everything", Href: "#story", Current: true}, {Text: "Ash’s side", Href: "#"}, {Text: "Between them", Href: "#"}, {Text: "Daniel’s side", Href: "#"}},
		Entries: []StoryEntry{
			entry(LaneMiddle, ToneBetween, "Between them", "Letter read by a manager", "Wed 18 November, 3:10pm", "2026-11-18T15:10", "by Helen Adeyemi", "One sentence about compensation taken out with Daniel’s agreement."),
			entry(LaneLeft, ToneHarmed, "Ash’s side", "Phone call", "Tue 17 November, 5:40pm", "2026-11-17T17:40", "by Priya Nair", "Sleeping better. Would like to know whether he has thought about what he took. Did not want to talk about meeting."),
			entry(LaneRight, ToneResponsible, "Daniel’s side", "Prison visit", "Mon 16 November, 2pm", "2026-11-16T14:00", "by Tom Rees", "Read his letter back to him aloud. He asked that she not feel she has to answer."),
			entry(LaneRight, ToneResponsible, "Daniel’s side", "Letter agreed", "Mon 9 November, 2pm", "2026-11-09T14:00", "by Tom Rees", ""),
			entry(LaneMiddle, ToneBetween, "Between them", "Answer passed on", "Mon 2 November, 11am", "2026-11-02T11:00", "by Priya Nair", "Why her house: it was the only one with no lights on. Priya told Ash in person."),
			entry(LaneLeft, ToneHarmed, "Ash’s side", "First preparation session", "Mon 26 October, 10am", "2026-10-26T10:00", "by Priya Nair", "Niamh came too. Ash wrote three questions."),
			late,
		},
		Earlier: Link{Text: "Show 14 earlier entries", Href: "#"},
	}
}

// manyExample is a case of several sides, several people on each, and crossings
// of every kind.
func manyExample(set *assets.Set) CasePage {
	p := caseExample(set)
	p.CaseHead = headExample()
	p.Caption, p.Heading = "Case RJ-0131 · Causing death by driving, 2019", "The Hallorans, Marek and Col"
	card := func(id string, tone Tone, role, name, short, care string) Party {
		return Party{ID: id, Tone: tone, Role: role, Name: name, Short: short, Care: &Care{Title: "How to reach " + short, Text: care}, Brief: true,
			Facts: []Fact{{Label: "Last spoke", Value: "Mon 16 November"}}, AgreedHeading: "What " + short + " has agreed to", Agreed: harmedExample().Agreed[:3], Preparation: &Preparation{Done: 5, Of: 12}}
	}
	spoken := Party{ID: "s", Tone: ToneBetween, Role: "Person spoken of", Name: "Fionn Halloran", About: "Died 2019. His sister speaks for his memory."}
	p.Left = &Column{Sides: []Side{
		{Label: "Mrs Halloran’s side", Parties: []Party{harmedExample(), card("n", ToneHarmed, "Supporter", "Niamh Moran", "Niamh", "Any time."), spoken}},
		{Label: "Joe Halloran’s side", Parties: []Party{card("j", ToneHarmed, "Harmed person", "Joe Halloran", "Joe", "He does not want contact. Nobody rings.")}},
	}}
	p.Right = &Column{Sides: []Side{
		{Label: "Marek’s side", Parties: []Party{responsibleExample()}},
		{Label: "Col’s side", Parties: []Party{card("c", ToneBoth, "Harmed and responsible", "Col Brennan", "Col", "Mornings only.")}},
	}}
	mrs, marek, col := Name{Text: "Mrs Halloran", Tone: ToneHarmed}, Name{Text: "Marek", Tone: ToneResponsible}, Name{Text: "Col", Tone: ToneBoth}
	kinds := []struct {
		icon  Icon
		title string
	}{{IconApproach, "Asking Mrs Halloran"}, {IconMessage, "Spoken message"}, {IconRecording, "Recording"}, {IconDetails, "Contact details"}, {IconBook, "Chapter in a book"}, {IconTalk, "Talk at Longacre School"}, {IconNotice, "Notice"}}
	p.Between.Summary = "9 waiting to cross · 14 have crossed"
	p.Between.Waiting[1].From, p.Between.Waiting[1].To = []Name{mrs}, []Name{marek, col}
	p.Between.Waiting[0].Carrier = "Tom Rees may carry it to Mrs Halloran until Thu 3 December, 5pm. Ring before handing over."
	for i, k := range kinds {
		p.Between.Waiting = append(p.Between.Waiting, Crossing{ID: "k" + Thousands(i), Icon: k.icon, Title: k.title, From: []Name{marek, col}, To: []Name{mrs}, Leftwards: i%2 == 0,
			Tag: Tag{Text: "1 thing to do", State: StateOpen}, Standing: standing()[:1], InPlace: inPlace(), Folded: true, Links: []Link{{Text: "Open", Hidden: k.title, Href: "#"}}})
	}
	earlier := p.Between.Delivered[0]
	earlier.ID = "old"
	p.Between.Earlier, p.Between.EarlierLabel = []Crossing{earlier}, "13 earlier ones"
	p.Between.Actions = []Button{{Text: "Something else to pass on", Href: "#", Quiet: true}}
	p.Alerts = append(p.Alerts, Alert{ID: "permission", State: StateOpen, Heading: "Licence condition: no direct contact", Text: "The supervising officer allows letters through this service.", Limits: []string{"Covers letters and recordings, until 1 June 2027."}, Authority: "Probation can change it.", ReviewDue: "Look again on 1 March."})
	return p
}

// communityExample is a quick conference where everyone is both harmed and responsible.
func communityExample(set *assets.Set) CasePage {
	p := caseExample(set)
	p.Caption, p.Heading, p.Alerts, p.Tags = "Case RJ-0210 · A dispute between neighbours, November 2026", "Six people of Tanner Row", nil, []Tag{{Text: "Community"}, {Text: "All of them both harmed and responsible", Tone: ToneBetween}}
	person := func(id, name string) Party {
		return Party{ID: id, Tone: ToneBoth, Role: "Harmed and responsible", Name: name, Care: &Care{Title: "Ring any time", Text: "Evenings are best."},
			AgreedHeading: "What " + name + " has agreed to", Agreed: []Agreed{{State: StateMet, What: "Coming to the talk", When: "20 November, told Priya"}}}
	}
	p.Left = &Column{Sides: []Side{{Parties: []Party{person("a", "Bea"), person("b", "Sol"), person("c", "Mrs Quick")}}}}
	p.Right = &Column{Sides: []Side{{Parties: []Party{person("d", "Ivo"), person("e", "Tam"), person("f", "The Tanner Row Association")}}}}
	p.Between = &Between{Summary: "1 waiting to cross", Waiting: []Crossing{{ID: "1", Icon: IconMeeting, Title: "One talk together", BothWays: true, From: []Name{{Text: "Bea", Tone: ToneBoth}, {Text: "Sol", Tone: ToneBoth}, {Text: "Mrs Quick", Tone: ToneBoth}}, To: []Name{{Text: "Ivo", Tone: ToneBoth}, {Text: "Tam", Tone: ToneBoth}, {Text: "the Association", Tone: ToneBoth}}, Tag: Tag{Text: "Ready to pass on", State: StateMet}, Carrier: "Priya Nair leads it on Thu 26 November, 7pm, at the chapel.", InPlace: inPlace(), Actions: []Button{{Text: "Ask again on the day", Href: "#"}}}}}
	p.Story.Filters = nil
	for i := range p.Story.Entries {
		p.Story.Entries[i].Tone = ToneBoth
		p.Story.Entries[i].Side = "Bea"
	}
	return p
}

func consentExample(set *assets.Set) CaseTab {
	h := headExample()
	h.Tabs[0].Current, h.Tabs[3].Current, h.Tabs[0].Href = false, true, "/case"
	return CaseTab{
		StaffFrame: staffFor(set, "RJ-0147", "My cases"), CaseHead: h, Stands: "Preparation · Sensitive", Elsewhere: caseExample(set).Alerts,
		Sections: []Section{
			Consents{Heading: "Ash", Tone: ToneHarmed, Items: []Consent{
				{State: StateMet, What: "Being in touch with us", When: "4 September 2026, until 4 September 2027", Means: "Signed. Heard by Priya Nair.", Link: Link{Text: "She takes it back", Hidden: "being in touch", Href: "#"}},
				{State: StateUndecided, What: "Meeting Daniel", When: "Asked on 2 November", Means: "Thinking about it. Ask again in January."},
				{State: StateStopped, What: "A recording", When: "Refused on 2 November", Means: "Do not ask again."},
			}},
			Consents{Heading: "Daniel", Empty: "Nothing has been asked yet."},
			Conditions{Heading: "What this leaves open", Items: standing()},
			Letter{Heading: "What Ash wants to be said", Caption: "Points read back on 17 November", Tone: ToneHarmed, Text: []string{"I am not angry in the way you think.", "I want to know where the watch is."}},
			FormSection{Heading: "Something she wants changed", Form: Form{Action: "#", ID: "f1", Submit: "Save", Groups: []Group{{Inputs: []Input{LongText{Name: "change", Label: "In her words", Rows: 3}}}}}},
		},
	}
}

// stoppedExample has more to look at than its head has room for, and something that
// somebody may be carrying at this moment.
func stoppedExample(set *assets.Set) CaseTab {
	t := consentExample(set)
	t.Caption, t.Heading = "Case RJ-0131 · Causing death by driving, 2019", "The Hallorans, Marek and Col"
	t.Alerts = []Alert{{ID: "off", State: StateStopped, Kind: "Called off", Heading: "Not to be passed on: letter", Text: "Tom Rees was to carry it until Thursday 3 December, 5pm. Ring them now."}}
	t.Elsewhere = append(t.Elsewhere, Alert{ID: "paused", State: StateStopped, Kind: "Stopped", Heading: "Mrs Halloran has stopped everything"},
		Alert{ID: "hold", State: StateStopped, Kind: "Hold", Heading: "The case is held"}, Alert{ID: "waiting", State: StateOpen, Kind: "New", Heading: "Somebody has written on their own page"})
	return t
}
