package ui

import (
	"slices"

	"amends/internal/web/assets"
)

// example is one page of the gallery: every page and part, filled with invented
// people. browser_test.go looks at each in a real browser.
type example struct {
	name string
	page Page
}

func gallery(set *assets.Set) []example {
	return slices.Concat(staffGallery(set), formsGallery(set), caseGallery(set), portalGallery(set))
}

func frameFor(set *assets.Set, title string) Frame {
	return Frame{
		Assets: Assets{
			AppCSS: set.URL("app.css"), PortalCSS: set.URL("portal.css"), PackCSS: set.URL("pack.css"),
			PortalJS: set.URL("portal.js"), Regular: set.URL("regular.woff2"), Bold: set.URL("bold.woff2"),
			Mark: set.URL("mark.svg"),
		},
		Service: "Northfold Restorative Justice", Neutral: "Northfold", Title: title, Home: "/",
	}
}

func staffFor(set *assets.Set, title, current string) StaffFrame {
	f := StaffFrame{
		Frame: frameFor(set, title), User: "Priya Nair, facilitator",
		SignOut: Post{Action: "/sign-out", FormID: "k3v9", Text: "Sign out", LookLink: true},
	}
	for _, text := range []string{"Today", "My cases", "Diary", "Prison visits", "Find"} {
		f.Menu = append(f.Menu, NavItem{Text: text, Href: "/" + text, Current: text == current})
	}
	return f
}

func staffGallery(set *assets.Set) []example {
	staff := func(title, current string) StaffFrame { return staffFor(set, title, current) }
	plain := func(title string) Frame { return frameFor(set, title) }
	flashed := staff("Today", "Today")
	flashed.Flash = &Flash{State: StateMet, Heading: "Saved.", Text: "The contact record of 24 November is in RJ-0147.", Link: Link{Text: "Open the case", Href: "#"}}
	refused := staff("RJ-0147", "My cases")
	refused.Flash = &Flash{State: StateStopped, Heading: "Nothing was passed on."}
	visit := packExample(plain("Visit pack RJ-0147"))
	visit.Tone, visit.Heading, visit.Sections = ToneHarmed, "Visit: Aisling Moran", visit.Sections[:1]
	return []example{
		{"sign-in", SignInPage{Frame: plain("Sign in"), Heading: "Sign in", Form: Form{
			Action: "/sign-in", ID: "a1", Submit: "Sign in", Groups: []Group{{Inputs: []Input{
				TextInput{Name: "login", Label: "Your login", Autocomplete: "username"},
				TextInput{Name: "passphrase", Label: "Passphrase", Type: "password", Autocomplete: "current-password"},
			}}}}, Aside: []Link{{Text: "I have a code and no passphrase yet", Href: "/first"}}}},
		{"sign-in-wrong", SignInPage{Frame: plain("Sign in"), Heading: "Sign in",
			Flash: &Flash{State: StateOpen, Heading: "You were signed out after 30 minutes.", Text: "What you had saved is kept."},
			Form: Form{Action: "/sign-in", ID: "a1", Submit: "Sign in", Problems: []string{"Login and passphrase do not belong together"}, Groups: []Group{{Inputs: []Input{
				TextInput{Name: "login", Label: "Your login", Autocomplete: "username", Value: "priya"},
				TextInput{Name: "passphrase", Label: "Passphrase", Type: "password", Autocomplete: "current-password"},
			}}}}}},
		{"first-sign-in", SignInPage{Frame: plain("Choose a passphrase"), Heading: "Choose a passphrase",
			Lead: "Your code works once and for 72 hours. After that only your passphrase opens your work: nobody can read it out to you.",
			Form: Form{Action: "/first", ID: "a2", Submit: "Set my passphrase", Groups: []Group{{Inputs: []Input{
				TextInput{Name: "login", Label: "Your login", Autocomplete: "username"},
				TextInput{Name: "code", Label: "Code", Hint: "Like k7m4-29qx-wd3f", Width: 20, Autocomplete: "one-time-code"},
				TextInput{Name: "new", Label: "New passphrase", Hint: "At least 12 characters. Several words are easy to remember and hard to guess.", Type: "password", Autocomplete: "new-password", Error: "Choose a passphrase of at least 12 characters"},
				TextInput{Name: "again", Label: "The same again", Type: "password", Autocomplete: "new-password"},
			}}}}}},
		{"today", todayExample(flashed)},
		{"cases", casesExample(staff("My cases", "My cases"))},
		{"cases-none", CaseList{StaffFrame: staff("My cases", "My cases"), Heading: "My cases", Count: "No cases", Empty: "No case matches. Take a filter off, or search for part of a reference."}},
		{"contact-record", recordExample(staff("Contact record RJ-0147", "My cases"), false)},
		{"contact-record-wrong", recordExample(staff("Contact record RJ-0147", "My cases"), true)},
		{"return-form", returnExample(staff("Return form RJ-0147", "Prison visits"))},
		{"refusal", RefusalPage{StaffFrame: refused, Back: Link{Text: "Back to RJ-0147", Href: "#"},
			Caption: "Case RJ-0147 · Letter of apology", Heading: "This cannot be passed on yet",
			Lead:     "Nothing was changed. Here is what stands in the way, and who can change it.",
			Standing: append(standing(), Condition{State: StateElsewhere, What: "Not yet, on the other side", Who: "Tom Rees knows more and will tell you when it changes."}),
			InPlace:  inPlace(), Actions: []Button{{Text: "Plan how to ask Ash", Href: "#"}, {Text: "Back to the case", Href: "#", Quiet: true}}}},
		{"confirm", ConfirmPage{StaffFrame: staff("Pass on RJ-0147", "My cases"), Back: Link{Text: "Back to RJ-0147", Href: "#"},
			Caption: "Case RJ-0147 · Answer to a question", Heading: "Once it is passed on, it cannot be taken back",
			Lead:     "Priya Nair carries this to Ash until Thursday 3 December, 5pm.",
			Points:   []string{"Daniel agreed to exactly these words on 9 November.", "Ash asked to hear the answer, spoken, in person.", "Ring the office before you say it: if Daniel takes it back, you will be told."},
			Sections: []Section{Letter{Caption: "What you will say", Tone: ToneResponsible, Text: []string{"It was the only house in the road with no lights on. I did not know who lived there. There was no other reason."}}},
			Form: Form{Action: "#", ID: "b7", Submit: "Record that it was passed on", Cancel: Link{Text: "Go back without saving", Href: "#"}, Groups: []Group{{Inputs: []Input{
				Checkboxes{Name: "rang", Label: "Before you go on", Options: []Option{{Value: "yes", Label: "I rang the office today and nothing has changed"}}},
			}}}}}},
		{"done", DonePage{StaffFrame: staff("RJ-0147", "My cases"), Heading: "Ready to pass on", Lead: "Tom Rees may carry the letter to Ash until Thursday 3 December, 5pm.",
			Number: "RJ-0147 / 4", Next: []string{"Tom is told now.", "If anybody takes back what they agreed to, this stops and Tom is rung."}, Links: []Link{{Text: "Open RJ-0147", Href: "#"}}}},
		{"looked", looksExample(staff("Who has looked RJ-0147", "My cases"))},
		{"directory", SectionsPage{StaffFrame: staff("RJ-0147", "My cases"), Back: Link{Text: "Back", Href: "#"}, Caption: "Case RJ-0147", Heading: "Everything that can be done", Sections: []Section{Directory{Groups: []LinkGroup{
			{Heading: "Ash", Caption: "Harmed person", Links: []Link{{Text: "Write down a contact", Hidden: "with Ash", Href: "#"}, {Text: "Print a pack for a visit", Hidden: "to Ash", Href: "#"}}},
			{Heading: "Safety", Links: []Link{{Text: "Hold the case", Href: "#"}}},
		}}}}},
		{"checking", SectionsPage{StaffFrame: staff("History", "Staff"), Back: Link{Text: "Back to the staff", Href: "#"}, Heading: "Check the history",
			Sections: []Section{Progress{ID: "running", Heading: "On its way", Done: 41, Of: 100, Says: "410 000 of 1 000 000 entries, 41%",
				Text: []string{"It began on 24 November at 5.40pm. A large service takes minutes."}, Links: []Link{{Text: "See how far it is now", Href: "#"}}}}}},
		{"settings", settingsExample(staff("Settings", "Settings"))},
		{"incident", IncidentPage{Frame: plain("Something went wrong"), Number: "7Q4-M2K"}},
		{"not-found", PlainRefusal{Frame: plain("Not here"), Heading: "Nothing to show here",
			Text: []string{"This page does not exist, or it is not open to you."}, Link: Link{Text: "Go to today’s page", Href: "/"}}},
		{"help", OpenPage{Frame: plain("Staying safe"), Heading: "Staying safe online", Lead: "If somebody watches what you do on your phone or computer, read this first.", Back: Link{Text: "Back", Href: "/"}, Sections: safetyProse()}},
		{"visit-pack", packExample(plain("Visit pack RJ-0147"))}, {"visit-pack-home", visit},
	}
}

func safetyProse() []Section {
	return []Section{
		Prose{Heading: "What this page leaves behind", Text: []string{"Your browser keeps a list of pages you opened. The name of this page in that list says nothing about what it is for."},
			Points: []string{"Use a private or incognito window.", "Close the window when you are done.", "A library computer is safer than a shared phone."}},
		Prose{Heading: "If you are in danger now", Text: []string{"Ring 999. If you cannot speak, press 55 when asked."}, Links: []Link{{Text: "More ways to get help", Href: "#"}}},
	}
}

func todayExample(f StaffFrame) Today {
	return Today{
		StaffFrame: f, Heading: "Tuesday 24 November", Lead: "Good morning, Priya. Two things are overdue, and one person has stopped.",
		Figures: []Figure{
			{Number: 1, Label: "stopped by somebody", Href: "#stops", State: StateStopped},
			{Number: 5, Label: "due or overdue", Href: "#due", State: StateOpen},
			{Number: 7, Label: "waiting on somebody", Href: "#moves", State: StateUndecided},
			{Number: 2, Label: "uncovered or silent", Href: "#silent", State: StateUndecided},
		},
		Groups: []TodayGroup{
			{ID: "stops", Heading: "Stopped", State: StateStopped, Lead: "Only the person who stopped can start again.", Rows: []TodayRow{
				{Link: Link{Text: "RJ-0203", Href: "#"}, Caption: "Assault, 2024", What: "Everything is stopped on Rowan’s side. Tell nobody why; say that nothing is arranged at present.", When: "today, 7:12am", State: StateStopped, Action: Link{Text: "What to do now", Href: "#"}},
			}},
			{ID: "due", Heading: "Due", State: StateOpen, Rows: []TodayRow{
				{Link: Link{Text: "Call Ash within 72 hours of the answer", Href: "#"}, Caption: "RJ-0147", What: "Text first, after 5pm", When: "2 days overdue", State: StateStopped, Action: Link{Text: "Write it down", Hidden: "for RJ-0147", Href: "#"}},
				{Link: Link{Text: "Review the assessment", Href: "#"}, Caption: "RJ-0147", What: "97 days old, must be under 90 on the day", When: "7 days overdue", State: StateStopped, Action: Link{Text: "Review it", Hidden: "for RJ-0147", Href: "#"}},
				{Link: Link{Text: "Look again at the hold", Href: "#"}, Caption: "RJ-0188", What: "Held while the appeal runs", When: "today", State: StateOpen, Action: Link{Text: "Look at it", Hidden: "for RJ-0188", Href: "#"}},
				{Link: Link{Text: "Third preparation session", Href: "#"}, Caption: "RJ-0147", What: "With Ash, at her sister’s", When: "Thu 3 December, 10am", Action: Link{Text: "Add to my diary", Hidden: "the session of RJ-0147", Href: "#"}},
			}},
			{ID: "moves", Heading: "Whose move it is", State: StateUndecided, Longest: 60, Lead: "The bar is full at 60 days.", Rows: []TodayRow{
				{Link: Link{Text: "RJ-0147", Href: "#"}, Caption: "Burglary of a home", What: "Ash has not been asked about the letter", Who: "Ours", Tone: ToneBoth, WithBar: true, Days: 15, DaysText: "15 days"},
				{Link: Link{Text: "RJ-0131", Href: "#"}, Caption: "Causing death by driving", What: "Mrs Halloran is thinking about it; do not raise it before January", Who: "Mrs Halloran", Tone: ToneHarmed, WithBar: true, Days: 41, DaysText: "41 days"},
				{Link: Link{Text: "RJ-0166", Href: "#"}, Caption: "Criminal damage", What: "Theirs to sign the plan", Who: "Imran", Tone: ToneResponsible, WithBar: true, Days: 3, DaysText: "3 days"},
				{Link: Link{Text: "RJ-0188", Href: "#"}, Caption: "Robbery", What: "Permission asked of the prison", Who: "The prison", Tone: ToneBetween, WithBar: true, Days: 72, DaysText: "72 days"},
			}},
			{ID: "silent", Heading: "Uncovered or silent", State: StateUndecided, Rows: []TodayRow{
				{Link: Link{Text: "RJ-0119", Href: "#"}, Caption: "Harassment at work", What: "Nobody has written anything for 64 days", When: "silent", State: StateUndecided},
				{Link: Link{Text: "RJ-0172", Href: "#"}, Caption: "Theft", What: "Tom Rees is away until Monday and nobody covers", When: "uncovered", State: StateOpen, Done: &Post{Action: "#", FormID: "z1", Text: "I cover it", About: "RJ-0172", Quiet: true}},
			}},
			{ID: "calls", Heading: "Waiting for a second sign-off", State: StateMet, Empty: "Nothing waits for you."},
		},
	}
}

func casesExample(f StaffFrame) CaseList {
	row := func(ref, caption, stage, move string, tone Tone, days int, text, changed string, tag Tag) CaseRow {
		return CaseRow{Link: Link{Text: ref, Href: "#"}, Caption: caption, Stage: stage, Move: move, Tone: tone, Days: days, DaysText: text, Changed: changed, Tag: tag}
	}
	return CaseList{
		StaffFrame: f, Heading: "My cases", Longest: 60,
		Search: Search{Action: "/cases", ID: "s1", Label: "Find a case", Hint: "By reference, name or place", Name: "q"},
		Filters: []Filter{
			{Label: "Stage", Items: []NavItem{{Text: "All", Count: "24", Href: "#", Current: true}, {Text: "New", Count: "3", Href: "#"}, {Text: "Preparation", Count: "12", Href: "#"}, {Text: "Ready", Count: "2", Href: "#"}, {Text: "After", Count: "5", Href: "#"}, {Text: "Quiet", Count: "2", Href: "#"}}},
			{Label: "Whose move", Items: []NavItem{{Text: "Anybody’s", Href: "#", Current: true}, {Text: "Ours", Count: "9", Href: "#"}, {Text: "A participant’s", Count: "11", Href: "#"}, {Text: "An authority’s", Count: "4", Href: "#"}}},
		},
		Count: "24 cases", Actions: []Button{{Text: "Open a case", Href: "#"}},
		Rows: []CaseRow{
			row("RJ-0147", "Aisling and Daniel · burglary of a home", "Preparation", "Ours", ToneBoth, 15, "15 days", "18 November", Tag{Text: "No-contact order", State: StateStopped}),
			row("RJ-0131", "The Hallorans and Marek · causing death by driving", "Preparation", "Mrs Halloran", ToneHarmed, 41, "41 days", "14 October", Tag{Text: "4 things to do", State: StateOpen}),
			row("RJ-0203", "Rowan and two others · assault", "Stopped", "Rowan", ToneHarmed, 0, "today", "24 November", Tag{Text: "Stopped", State: StateStopped}),
			row("RJ-0166", "Longacre School and Imran · criminal damage", "Ready", "Imran", ToneResponsible, 3, "3 days", "21 November", Tag{Text: "Ready to pass on", State: StateMet}),
			row("RJ-0188", "Petra and Luke · robbery", "Quiet", "The prison", ToneBetween, 72, "72 days", "13 September", Tag{Text: "Held until 24 November", State: StateUndecided}),
		},
		More: Link{Text: "Show 19 more", Href: "#"},
	}
}

func recordExample(f StaffFrame, wrong bool) FormPage {
	date := DateInput{Name: "when", Label: "When was it?", Hint: "For example 24 11 2026, 5:40pm", Day: "17", Month: "11", Year: "2026", Time: "5:40pm", WithTime: true}
	note := LongText{Name: "note", Label: "What was said", Hint: "Short, and so that the person could read it.", Most: 2000, Value: "Sleeping better. Would like to know whether he has thought about what he took."}
	readiness := Radios{Name: "ready", Label: "How ready is Ash, in her own words?", Small: true, Options: []Option{{Value: "yes", Label: "Ready"}, {Value: "soon", Label: "Getting there"}, {Value: "no", Label: "Not now"}, {Value: "unsaid", Label: "She did not say", Or: true}}}
	how := Select{Name: "how", Label: "How did she say so?", Options: []Option{{Value: "", Label: "Choose"}, {Value: "signed", Label: "Signed"}, {Value: "marked", Label: "Made a mark"}, {Value: "spoken", Label: "Said"}, {Value: "interpreted", Label: "Said through an interpreter"}}}
	letter := ""
	if wrong {
		letter, how.Error = "yes", "Choose how she said so"
		date.Month, date.Error = "13", "When it was must be a real day, like 17 11 2026"
		note.Value, note.Error = "", "Write down what was said"
		readiness.Error = "Choose how ready Ash is, or that she did not say"
	}
	return FormPage{
		StaffFrame: f, Back: Link{Text: "Back to RJ-0147", Href: "#"}, Caption: "Case RJ-0147 · Ash", Heading: "After a call, visit or talk",
		Lead:   "One form for everything that came up. Leave out what did not.",
		Alerts: []Alert{{ID: "order", State: StateStopped, Kind: "No-contact order", Heading: "No-contact order until 14 March 2027", Text: "Letters may pass through this service."}},
		Form: Form{Action: "#", ID: "c9", Submit: "Save this record", Cancel: Link{Text: "Go back without saving", Href: "#"}, Groups: []Group{
			{Inputs: []Input{
				Radios{Name: "means", Label: "How did you speak?", Inline: true, Value: "phone", Options: []Option{{Value: "phone", Label: "By phone"}, {Value: "visit", Label: "In person"}, {Value: "video", Label: "By video"}}},
				date, note,
			}},
			{Heading: "What Ash agreed to, or took back", Fold: true, Inputs: []Input{
				Radios{Name: "letter", Label: "Receiving a letter from Daniel", Inline: true, Small: true, Value: letter, Options: []Option{
					{Value: "yes", Label: "Yes", Reveal: []Input{
						how,
						TextInput{Name: "heard", Label: "Who else heard it?"},
					}},
					{Value: "no", Label: "No", Hint: "Nobody on the other side is told."},
					{Value: "back", Label: "She takes it back"},
					{Value: "unsaid", Label: "Did not come up", Or: true},
				}},
				Checkboxes{Name: "share", Label: "She agrees that we may speak with", Options: []Option{{Value: "sister", Label: "Her sister Niamh"}, {Value: "gp", Label: "Her doctor", Hint: "Only about dates"}, {Value: "other", Label: "Somebody else", Reveal: []Input{TextInput{Name: "whom", Label: "Whom?", Width: 20}}}}},
			}},
			{Heading: "Readiness and questions", Fold: true, Inputs: []Input{readiness, LongText{Name: "questions", Label: "Questions she wants answered", Rows: 3}}},
			{Heading: "How to reach her safely", Hint: "Now: text first, after 5pm. Never leave voicemail.", Fold: true, Inputs: []Input{TextInput{Name: "safe", Label: "What has changed?"}}},
			{Heading: "Next step", Inputs: []Input{
				TextInput{Name: "next", Label: "What happens next?"}, DateInput{Name: "due", Label: "By when?"},
			}},
		}},
	}
}

func returnExample(f StaffFrame) FormPage {
	said := func(name, label string) Radios {
		return Radios{Name: name, Label: label, Inline: true, Small: true, Options: []Option{{Value: "yes", Label: "Ticked"}, {Value: "no", Label: "Said no"}, {Value: "unsaid", Label: "Left open"}}}
	}
	return FormPage{
		StaffFrame: f, Back: Link{Text: "Back to RJ-0147", Href: "#"}, Caption: "Case RJ-0147 · Visit of 8 December", Heading: "Type in the pack",
		Lead: "The letters are those on the paper.",
		Form: Form{Action: "#", ID: "d2", Submit: "Save what came back", Groups: []Group{
			{Mark: "C", Heading: "What Daniel agrees to today", Inputs: []Input{said("c1", "Northfold can keep working with me"), said("c2", "My letter can be offered to Ash, as it was read to me today")}},
			{Mark: "D", Heading: "In his own words", Inputs: []Input{Quote{Label: "His letter, as it was read to him", Tone: ToneResponsible, Text: []string{"I do not ask you to forgive me."}}, LongText{Name: "words", Label: "As he said it", Most: 4000}}},
		}},
	}
}

func looksExample(f StaffFrame) SectionsPage {
	return SectionsPage{
		StaffFrame: f, Back: Link{Text: "Back to RJ-0147", Href: "#"}, Caption: "Case RJ-0147", Heading: "Who has looked",
		Lead: "One line for each person, side and day. Ash and Daniel can each ask; they are told role and month.",
		Sections: []Section{Looks{ByPerson: true, Heading: "November 2026", Items: []Look{
			{When: "Tue 24 November", Who: "Priya Nair", Role: "Facilitator", What: "Ash’s side"},
			{When: "Mon 16 November", Who: "Tom Rees", Role: "Facilitator", What: "Daniel’s side"},
			{When: "Mon 16 November", Who: "Helen Adeyemi", Role: "Coordinator", What: "Both sides, to sign off"},
		}}, Looks{ByPerson: true, Heading: "October 2026", Empty: "Nobody looked in October."}},
	}
}

func settingsExample(f StaffFrame) SectionsPage {
	return SectionsPage{
		StaffFrame: f, Heading: "Settings", Lead: "The profile is a file; what it says is shown here.", Actions: []Button{{Text: "Add somebody", Href: "#"}},
		Sections: []Section{
			Table{Caption: "Who works here", Columns: []string{"Name", "Role", "Cases", "Load", "Change"}, Numeric: []bool{false, false, true}, Rows: []Row{
				{{Text: "Helen Adeyemi", Small: "Since 2019"}, {Text: "Coordinator"}, {Text: "61"}, {Text: "61 of 80", Bar: 61, Full: 80}, {Link: Link{Text: "Change", Hidden: "Helen Adeyemi", Href: "#"}}},
				{{Text: "Priya Nair"}, {Text: "Facilitator"}, {Text: "24"}, {Text: "24 of 25", Bar: 24, Full: 25}, {Tag: Tag{Text: "Away from 30 November", State: StateOpen}}},
				{{Text: "Tom Rees"}, {Text: "Facilitator"}, {Text: "1"}, {Text: "1 of 25", Bar: 1, Full: 25}, {Post: &Post{Action: "#", FormID: "e1", Text: "Send a new code", About: "to Tom Rees", LookLink: true}}},
			}},
			Table{Caption: "Declared conflicts", Empty: "Nobody has declared one."},
			Facts{Heading: "What the profile says", Items: []Fact{{Label: "Profile", Value: "England and Wales, 2026-04"}, {Label: "An assessment is good for", Value: "90 days", Link: Link{Text: "Why", Hidden: "90 days", Href: "#"}}, {Label: "Who may begin", Value: "Either side; never the responsible side where the harm is gender-based"}}},
		},
	}
}

func packExample(f Frame) Pack {
	return Pack{
		Frame: f, Reference: "Northfold · RJ-0147", Heading: "Prison visit: Daniel Keane", Lead: "Tuesday 8 December 2026, 2pm to 3:30pm. Tom Rees and Priya Nair.",
		Tone: ToneResponsible, Back: Link{Text: "Back to RJ-0147", Href: "#"},
		Facts: []Fact{
			{Label: "Where", Value: "HMP Marfleet, visits gate, 1 Saltend Lane. Be there by 1:15pm"},
			{Label: "Ask for", Value: "Mrs Okoro, key worker, B wing. Gate 01632 960 100"},
			{Label: "Booking", Value: "Legal visits room 2, reference LV-20931"},
			{Label: "Bring", Value: "Passport or work ID, this pack, two pens without caps. No phone, no smart watch"},
		},
		Warnings: []Alert{
			{State: StateStopped, Heading: "A no-contact order is in force until 14 March 2027.", Text: "Do not carry anything from Ash to Daniel that is not listed in this pack. Do not tell him where she lives, works or studies."},
			{State: StateOpen, Heading: "Ring 01632 960 200 at the gate, before you hand anything over.", Text: "Whatever somebody took back since this was printed, only that call tells you."},
		},
		Sections: []PackSection{
			{Heading: "What this visit is for", Points: []string{"Third preparation session", "Read his letter back to him, aloud, one last time", "Ask where the watch was sold"}},
			{Heading: "What helps Daniel", Lead: "Read things aloud. Short sentences. He may go quiet; give him time."},
			{Mark: "A", Heading: "Before you leave the office", Ticks: []string{"Risk assessment reviewed in the last 90 days", "Mrs Okoro has confirmed he is well enough to be seen", "Someone knows where you are and when you will be back"}},
			{Mark: "B", Heading: "What you may read to him", NewPage: true, Letters: []Letter{{Caption: "His own letter, as he agreed to it on 9 November", Tone: ToneResponsible, Text: []string{"I do not ask you to forgive me.", "I was nineteen and in debt. It is not an excuse. I have thought about the lights being off, and about who came home to find it."}}}},
			{Mark: "C", Heading: "What Daniel agrees to today", Lead: "Read each line aloud. He can say yes to some and no to others.",
				Ticks: []string{"Northfold can keep working with me", "My letter can be offered to Ash, as it was read to me today", "Northfold can tell Ash I would meet her, if she asks", "Northfold can speak to my key worker about today"},
				Signs: []string{"Daniel signs or makes a mark", "Facilitator signs"}},
			{Mark: "D", Heading: "In his own words", Lines: 7},
		},
	}
}
