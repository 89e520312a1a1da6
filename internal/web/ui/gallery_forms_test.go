package ui

import "amends/internal/web/assets"

// formsGallery are the forms for what is rare: each as it is first asked, and as it comes
// back with what is wrong and what was typed.
func formsGallery(set *assets.Set) []example {
	f := staffFor(set, "RJ-0147", "My cases")
	var all []example
	for _, one := range []struct {
		name string
		page func(StaffFrame, bool) Page
	}{
		{"helper", helperExample}, {"part", partExample}, {"last", diedExample}, {"found", foundExample}, {"sensitive-lifted", liftedExample},
		{"promise-changed", promiseExample}, {"reply", replyExample}, {"attendance", attendanceExample}, {"assessment", assessmentExample}, {"intake", intakeExample},
	} {
		all = append(all, example{"form-" + one.name, one.page(f, false)}, example{"form-" + one.name + "-wrong", one.page(f, true)})
	}
	return all
}

// formExample is a form of a case with one group of questions.
func formExample(f StaffFrame, about, heading, lead, submit string, inputs ...Input) FormPage {
	return FormPage{StaffFrame: f, Back: Link{Text: "Back", Href: "#"}, Caption: "Case RJ-0147 · " + about, Heading: heading, Lead: lead,
		Form: Form{Action: "#", ID: "g1", Submit: submit, Cancel: Link{Text: "Go back without saving", Href: "#"}, Groups: []Group{{Inputs: inputs}}}}
}

// sinceExample asks when something happened; wrong, of a day that does not exist.
func sinceExample(label string, wrong bool) DateInput {
	d := DateInput{Name: "when", Label: label, Hint: "Leave it empty for just now; the time too, where only the day is known.", WithTime: true}
	if wrong {
		d.Day, d.Month, d.Year, d.Error = "30", "2", "2026", "There is no such day. Enter a real one, like 17 11 2026"
	}
	return d
}

func peopleExample() []Option {
	return []Option{{Value: "a", Label: "Ash", Hint: "Harmed person"}, {Value: "j", Label: "Joe Halloran-Featherstonehaugh", Hint: "Harmed person"}, {Value: "n", Label: "Niamh", Hint: "Supports Ash"}}
}

func yesNoExample() []Option {
	return []Option{{Value: "yes", Label: "Yes"}, {Value: "no", Label: "No"}}
}

func helperExample(f StaffFrame, wrong bool) Page {
	ready := Checkboxes{Name: "ready", Label: "What is done?", Small: true, Values: []string{"signed", "checked"}, Options: []Option{{Value: "signed", Label: "They have signed confidentiality"}, {Value: "checked", Label: "They were checked for conflicts, and there is none"}}}
	text := LongText{Name: "text", Label: "What was found", Hint: "Needed where something no longer stands. Everybody who works on the case reads it.", Rows: 3, Most: 4000}
	if wrong {
		ready.Values, text.Error = []string{"signed"}, "Write what was found"
	}
	return formExample(f, "Mrs Okoro, interpreter", "How a helper stands", "Without both of these nobody can plan with them, and no meeting with them goes ahead.", "Save it", ready, text, sinceExample("Since when?", wrong))
}

func partExample(f StaffFrame, wrong bool) Page {
	leaving := Checkboxes{Name: "leaving", Label: "Who gets a side of their own?", Hint: "Together, if more than one is chosen. Whoever is there for them goes with them; whoever works with them goes on with both.", Small: true, Options: peopleExample()[:2]}
	text := LongText{Name: "text", Label: "What was said", Hint: "It goes into the file of those who leave.", Rows: 3, Most: 4000}
	if wrong {
		leaving.Error, text.Value = "Choose who gets a side of their own", "He wants to hear nothing of it any more."
	}
	return formExample(f, "Ash’s side", "They share no more", "The word of one is enough. From then on nothing that one says is told to the other without their own yes.", "They share no more", leaving, text, sinceExample("Since when?", wrong))
}

func diedExample(f StaffFrame, wrong bool) Page {
	text := LongText{Name: "text", Label: "How do we know, and what did the family ask for?", Hint: "It goes into their file.", Rows: 3, Most: 4000}
	speaker := Select{Name: "speaker", Label: "Who may speak for their memory?", Hint: "A relative, as a rule, and nobody who is responsible for what was done to them. With nobody, nothing of theirs is used.",
		Options: []Option{{Value: "", Label: "Nobody"}, {Value: "n", Label: "Niamh"}}}
	if wrong {
		text.Error, speaker.Value, speaker.Error = "Write how we know", "n", "They are responsible for what was done to them. Choose somebody else."
	}
	page := formExample(f, "Ash", "Ash has died", "", "Put it on record", sinceExample("When did they die?", wrong), speaker, text)
	page.Form.Warn = true
	return ConfirmPage{StaffFrame: f, Back: page.Back, Caption: page.Caption, Heading: page.Heading, Form: page.Form,
		Points: []string{"What would come from Ash, or go to them, stops at once.", "They are asked nothing more. What is on their page stays as it is.", "Nobody on another side is told why it stopped."}}
}

func foundExample(f StaffFrame, wrong bool) Page {
	full := TextInput{Name: "full", Label: "Name, as on record", Value: "Gwen Moran"}
	who := Radios{Name: "who", Label: "Who are they?", Small: true, Options: []Option{{Value: "adult", Label: "An adult who decides alone"}, {Value: "child", Label: "A child or young person"},
		{Value: "lacking", Label: "Somebody without capacity for this decision"}, {Value: "organisation", Label: "An organisation", Hint: "It speaks through whoever holds its office now."}}}
	was := Select{Name: "was", Label: "Are they somebody who was only spoken of until now?", Hint: "Then they are asked themselves from now on, and nobody speaks for them any more.", Options: []Option{{Value: "", Label: "Nobody"}, {Value: "g", Label: "Gwen, who does not know of this"}}}
	if wrong {
		full.Value, full.Error, who.Error, was.Value, was.Error = "", "Enter their name", "Choose who they are", "g", "They were found already. Open this page again."
	}
	page := formExample(f, "", "Add somebody", "", "Add them", full, TextInput{Name: "short", Label: "What do they like to be called?", Width: 20}, who, was)
	page.Caption, page.Form.Groups[0].Heading = "Case RJ-0147", "Who"
	page.Form.Groups = append(page.Form.Groups, Group{Heading: "Side", Hint: "People are on sides of their own unless they say otherwise. Who is there for somebody is on their side.", Inputs: []Input{Select{Name: "with", Label: "Whose side do they share?", Options: append([]Option{{Value: "", Label: "Nobody’s"}}, peopleExample()...)}}})
	return page
}

func liftedExample(f StaffFrame, wrong bool) Page {
	text := LongText{Name: "text", Label: "Why?", Hint: "Everybody who works on the case reads it.", Rows: 3, Most: 4000}
	if wrong {
		text.Error = "Write why"
	}
	return formExample(f, "Burglary of a home", "The case is no longer sensitive", "One person’s reading is then enough again.", "It is no longer sensitive", text)
}

func promiseExample(f StaffFrame, wrong bool) Page {
	agreed := Checkboxes{Name: "agreed", Label: "Who has agreed to the change?", Small: true, Options: peopleExample()}
	text := LongText{Name: "text", Label: "What is promised now, in their words", Hint: "Leave it empty if only the day changes.", Rows: 3, Most: 4000}
	due := DateInput{Name: "due", Label: "By when, from now on?", Hint: "Leave it empty if no day is set any more.", Day: "1", Month: "12", Year: "2026"}
	if wrong {
		agreed.Values, agreed.Error = []string{"a"}, "Everybody in the agreement has to agree to the change."
		due.Year, due.Error = "2025", "That time is too early. Check the date."
	}
	return formExample(f, "Daniel", "The promise is changed", "Only on the word of everybody in the agreement. As it stands: To repair the fence along the whole of the garden.", "Change it", agreed, text, due, sinceExample("When did they agree to it?", wrong))
}

func replyExample(f StaffFrame, wrong bool) Page {
	means := Radios{Name: "means", Label: "By which means?", Small: true, Options: []Option{{Value: "spoken", Label: "Said face to face"}, {Value: "phone", Label: "By phone"}, {Value: "post", Label: "By post"}, {Value: "email", Label: "By email"}, {Value: "page", Label: "On their own page here"}, {Value: "in-person", Label: "In person"}}}
	text := LongText{Name: "text", Label: "The text", Hint: "In the words of whoever it comes from. They agree to exactly this.", Rows: 8, Most: 20000}
	reply := Select{Name: "reply", Label: "Does it answer something?", Hint: "An answer comes from whoever that reached, and goes to nobody but whoever sent it.", Options: []Option{{Value: "", Label: "No"}, {Value: "1", Label: "Letter, passed on 16 February 2026"}}}
	if wrong {
		means.Error, text.Value = "Choose by which means", "I read it. Thank you."
		reply.Value, reply.Error = "1", "An answer goes to whoever sent what it answers. Choose them, or say that it answers nothing."
	}
	page := formExample(f, "", "Letter", "It waits until everything it rests on is in place.", "Save", Checkboxes{Name: "from", Label: "From whom?", Small: true, Options: peopleExample()}, Checkboxes{Name: "to", Label: "To whom?", Small: true, Options: peopleExample()}, means)
	page.Caption, page.Form.Groups[0].Heading = "Case RJ-0147", "From whom, to whom"
	page.Form.Groups = append(page.Form.Groups, Group{Heading: "What", Inputs: []Input{text, reply}})
	page.Alerts = []Alert{{ID: "order", State: StateStopped, Kind: "No-contact order", Heading: "No-contact order until 14 March 2027", Text: "Letters may pass through this service."}}
	return page
}

func attendanceExample(f StaffFrame, wrong bool) Page {
	extent := Radios{Name: "extent", Label: "How much of it took place?", Options: []Option{{Value: "whole", Label: "All of it"}, {Value: "partly", Label: "Part of it"}, {Value: "not", Label: "Nothing of it"}}}
	presence := func(id, name string) Radios {
		return Radios{Name: "there-" + id, Label: "Was " + name + " there?", Inline: true, Small: true, Options: []Option{{Value: "came", Label: "Came, and stayed"}, {Value: "left", Label: "Came, and left early"}, {Value: "not", Label: "Was not there"}}}
	}
	ash, daniel := presence("a", "Ash"), presence("d", "Daniel")
	if wrong {
		extent.Value, ash.Value, daniel.Error = "whole", "left", "Choose whether they were there"
	}
	page := formExample(f, "Meeting in person", "After the meeting", "Between Ash and Daniel, in person.", "Save this", extent, sinceExample("When was it?", wrong))
	page.Form.Groups = append(page.Form.Groups, Group{Heading: "Who was there", Inputs: []Input{ash, daniel,
		Checkboxes{Name: "besides", Label: "Was anybody else there?", Hint: "Somebody who was not in what was agreed opens a review.", Small: true, Options: peopleExample()[1:]}}})
	return page
}

// assessmentExample has questions with one possible answer, which nobody is asked.
func assessmentExample(f StaffFrame, wrong bool) Page {
	ahead := Radios{Name: "goahead", Label: "Can it go ahead?", Inline: true, Options: []Option{{Value: "yes", Label: "Yes"}, {Value: "no", Label: "Not now"}}}
	text := LongText{Name: "text", Label: "Risks, strengths, and what is done about them", Rows: 8, Most: 20000}
	if wrong {
		ahead.Error, text.Error = "Choose whether it can go ahead", "Write the assessment"
	}
	return formExample(f, "Letter", "Assess risks and strengths", "In words, dated, naming everybody who takes part. Never a score.", "Save the assessment",
		OneAnswer{Name: "kind", Label: "Of what?", Text: "Letter", Value: "letter"}, OneAnswer{Name: "means", Label: "By which means?", Text: "By post", Value: "post"},
		Checkboxes{Name: "parties", Label: "Who takes part?", Small: true, Options: peopleExample(), Values: []string{"a"}}, text, ahead)
}

func intakeExample(f StaffFrame, wrong bool) Page {
	sensitive := Radios{Name: "sensitive", Label: "Is it sensitive?", Inline: true, Small: true, Options: yesNoExample(),
		Hint: "Then a second person reads whatever crosses, before it goes. For example: a child is in it, one has power over another, they lived together, or it is in the news. After a killing, sexual harm and harm at home or by a partner it is so in any case."}
	kind := Select{Name: "harm", Label: "What kind of harm was it?", Options: []Option{{Value: "", Label: "Choose"}, {Value: "burglary", Label: "Burglary"}, {Value: "domestic", Label: "Harm at home or by a partner"}}}
	gender := Radios{Name: "gender", Label: "Was it gender-based?", Inline: true, Small: true, Options: yesNoExample()}
	if wrong {
		sensitive.Error, kind.Error, gender.Error = "Choose whether it is sensitive", "Choose what kind of harm it was", "Choose whether it was gender-based"
	}
	page := formExample(f, "", "Open a case", "Put down who is known now. More people, roles and sides can be added later.", "Open the case", TextInput{Name: "title", Label: "What is it about, in a few words?", Hint: "Burglary of a home, March 2026. Not a name."}, sensitive)
	page.Caption, page.Form.Groups[0].Heading = "", "The case"
	page.Form.Groups = append(page.Form.Groups, Group{Heading: "The harm", Hint: "What each person is in it, you say below.", Inputs: []Input{kind, gender}})
	page.Form.Other = []Submit{{Text: "Add another person", Name: "more-people", Value: "yes"}, {Text: "Add somebody who is spoken of", Name: "more-spoken", Value: "yes"}}
	return page
}
