package ui

import "amends/internal/web/assets"

func portalFor(set *assets.Set, title string) PortalFrame {
	f := frameFor(set, title)
	f.Service, f.Home = "Northfold", "/p"
	f.Foot, f.Links = "This page does not keep anything on your phone after you leave.", []Link{{Text: "Staying safe online", Href: "/p/safe"}}
	return PortalFrame{Frame: f, Exit: "/leave", Languages: []Language{{Code: "en", Name: "English", Current: true}, {Code: "cy", Name: "Cymraeg", Href: "/cy/p"}}}
}

const talkToPriya = "Want to talk to someone? Text Priya on 07700 900 123, or call 01632 960 456, Monday to Friday, 9am to 6pm."

func portalGallery(set *assets.Set) []example {
	back := func(title string) PortalFrame {
		f := portalFor(set, title)
		f.Back = Link{Text: "Back", Href: "/p"}
		return f
	}
	question := Radios{Name: "choice", Heading: true, Label: "Would you like to hear about a message for you?", Hint: "You do not have to decide today. Whatever you choose, you can change your mind, and nobody will be told why.",
		Options: []Option{{Value: "yes", Label: "Yes, tell me about it"}, {Value: "talk", Label: "I would like to talk to Priya first"}, {Value: "later", Label: "Not now. Ask me again in three months"}, {Value: "no", Label: "No, and please do not ask again"}}}
	unanswered := question
	unanswered.Error = "Choose what you would like us to do"
	ask := func(q Radios) QuestionPage {
		return QuestionPage{PortalFrame: back("A question"), Contact: talkToPriya, Form: Form{Action: "/p/q", ID: "q1", Submit: "Continue", Other: []Submit{{Text: "Save and come back later", Name: "save", Value: "1"}}, Groups: []Group{{Inputs: []Input{q}}}}}
	}
	box := BoxPage{
		PortalFrame: portalFor(set, "Your page"), Heading: "Your page", Lead: "Nothing happens here that you do not choose. Nobody on any other side can see this page. Those here who work with you can.",
		Questions: []Link{{Text: "Would you like to hear about a message for you?", Href: "/p/q"}},
		Messages:  []Given{{Link: Link{Text: "The answer you asked for", Href: "/p/m/1"}, Caption: "Read to you by Priya on 2 November 2026", New: true}, {Link: Link{Text: "Notice: there is nothing to arrange at present", Href: "/p/m/2"}, Caption: "9 October 2026"}},
		Ways:      []Way{{Link: Link{Text: "The words of your letter", Href: "#"}, Text: "Read them, agree to them, or change them"}, {Link: Link{Text: "What I agreed to", Href: "#"}, Text: "See it all, and take back what you want"}, {Link: Link{Text: "Who has looked", Href: "#"}, Text: "Which people at Northfold opened your pages, and when"}},
		Stop:      Link{Text: "Stop everything", Href: "/p/stop"}, Contact: talkToPriya,
	}
	box.SignOut = &Post{Action: "/sign-out", FormID: "s1", Text: "Sign out", LookLink: true}
	quiet := BoxPage{PortalFrame: portalFor(set, "Your page"), Heading: "Your page", NoMessages: "Nothing yet. When something is for you, Priya tells you first.",
		Ways: box.Ways, Contact: talkToPriya, Stopped: &Alert{ID: "stopped", State: StateStopped, Heading: "You have stopped everything", Text: "Nothing goes ahead. Only you can start again, whenever you like, or never.", Link: Link{Text: "Start again", Href: "#"}}}
	quiet.Flash = &Flash{State: StateMet, Heading: "Stopped.", Text: "It took effect at once."}
	wording := []string{"Dear Ash,", "I do not ask you to forgive me. I was nineteen and in debt. It is not an excuse.", "Dŵr a thân: a Welsh line with ŵ and ŷ."}
	words := QuestionPage{PortalFrame: back("Your words"), Contact: talkToPriya, Heading: "Your letter", Lead: "Priya reads it aloud to you if you like.",
		Sections: []Section{Letter{Caption: "As it stands", Text: wording, Tone: ToneResponsible}}, Form: Form{Action: "/p/w", ID: "w1", Submit: "Save my answer", Groups: []Group{{Inputs: []Input{
			Radios{Name: "wording", Label: "Are these the words you want to give?", Hint: "If you change even one, nothing is passed on until you have agreed again.", Options: []Option{
				{Value: "yes", Label: "Yes, exactly these words"},
				{Value: "change", Label: "I want to change them", Reveal: []Input{LongText{Name: "text", Label: "The words you want", Rows: 10, Most: 6000, Value: "Dear Ash,\n\nI do not ask you to forgive me."}}},
				{Value: "no", Label: "I do not want to give it any more"},
			}},
		}}}}}
	takeBack := func(id, what string) *Post {
		return &Post{Action: "/p/back", FormID: id, Text: "Take this back", About: what, Quiet: true}
	}
	agreed := ReadPage{PortalFrame: back("What I agreed to"), Heading: "What I agreed to", Lead: "You can take back any of these. It works from that moment on, and you need no reason.", Contact: talkToPriya, Sections: []Section{
		Consents{Items: []Consent{
			{State: StateMet, What: "Northfold being in touch with me", When: "4 September 2026, signed", Post: takeBack("t1", "being in touch")},
			{State: StateMet, What: "Hearing the answer to my question, spoken", When: "2 October 2026, told Priya", Means: "What has already been said to you stays said.", Post: takeBack("t2", "hearing the answer")},
			{State: StateBack, What: "Speaking to my doctor", When: "Taken back on 20 October 2026"},
		}},
	}}
	stop := QuestionPage{PortalFrame: back("Stop"), Contact: talkToPriya, Form: Form{Action: "/p/stop", ID: "st", Submit: "Stop everything", Warn: true, Cancel: Link{Text: "Go back without saving", Href: "/p"}, Groups: []Group{{Inputs: []Input{
		Checkboxes{Name: "sure", Heading: true, Label: "Stop everything?", Hint: "Nothing more is passed on in your name, nobody meets, nobody asks you anything. It works at once. Only you can start it again. Nobody on any side is told that it was you, or why.", Error: "",
			Options: []Option{{Value: "yes", Label: "Yes, stop everything now"}}},
	}}}}}
	looked := ReadPage{PortalFrame: back("Who has looked"), Heading: "Who has looked", Lead: "Everybody at Northfold who opened your pages, by their work and the month.", Contact: talkToPriya, Sections: []Section{
		Looks{Heading: "2026", Full: 10, Items: []Look{{When: "November", Role: "Facilitator", Days: 6, DaysText: "on 6 days"}, {When: "November", Role: "Coordinator", Days: 1, DaysText: "on 1 day"}, {When: "October", Role: "Facilitator", Days: 10, DaysText: "on 10 days"}}},
		Facts{Heading: "How we reach you", Items: []Fact{{Label: "First", Value: "A text, after 5pm"}, {Label: "Never", Value: "Voicemail"}}},
	}}
	return []example{
		{"portal-question", ask(question)}, {"portal-question-wrong", ask(unanswered)}, {"portal-box", box}, {"portal-stopped", quiet},
		{"portal-words", words}, {"portal-agreed", agreed}, {"portal-stop", stop}, {"portal-looked", looked},
		{"portal-message", ReadPage{PortalFrame: back("A message"), Heading: "The answer you asked for", Sections: []Section{
			Letter{Caption: "Read to you by Priya on 2 November 2026", Tone: ToneResponsible, Text: []string{"It was the only house in the road with no lights on. I did not know who lived there. There was no other reason."}}}}},
		{"portal-safety", SafetyPage{PortalFrame: portalFor(set, "Before you go on"), Heading: "Before you go on",
			Can:      []string{"Takes you to a weather page at once", "Ends your session, so that “back” shows nothing", "Works too when you press Shift three times"},
			Cannot:   []string{"Remove this page from the list of pages your browser keeps", "Stop somebody who watches your phone from afar"},
			Continue: Form{Action: "/p/safety", ID: "sf", Submit: "I understand, go on", Cancel: Link{Text: "Staying safe online", Href: "/p/safe"}}}},
		{"portal-help", ReadPage{PortalFrame: back("Staying safe"), Heading: "Staying safe online", Sections: safetyProse()}},
	}
}
