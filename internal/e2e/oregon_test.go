package e2e

import (
	"testing"

	"amends/internal/casework"
)

// oregon is the people of the walk.
type oregon struct {
	*house
	carol, amos, wren *person // coordinator, his facilitator, hers
	rafe, nell        *person // responsible, harmed
}

// walkOregon walks the facilitated dialogue and the letter bank (OAR 291-205): an
// interest and a letter that wait in silence; two years later she asks of her own
// accord; it is read to her, she answers once; then a dialogue, with a bar in force
// for a while.
func walkOregon(t *testing.T, b browser) {
	t.Helper()
	o := &oregon{house: newHouse(t, b, "2031-01-10 09:00", casework.Settings{Name: "Saltmarsh Dialogue Programme", Neutral: "Saltmarsh", Profile: "oregon",
		Harmed: "survivor", Responsible: "responsible person", Phone: "01632 960 177"},
		casework.NewStaff{Name: "Carol Imber", Login: "carol", Duties: []casework.Duty{casework.Coordinator}})}
	o.carol = o.staff("Carol Imber")
	o.carol.signsIn("carol", "Friday 10 January")
	o.amos = o.carol.takesOn("Amos Lindqvist", "amos")
	o.wren = o.carol.takesOn("Wren Castell", "wren")
	o.begins()
	o.waits()
	o.asks()
	o.isRead()
	o.answers()
	o.wouldMeet()
	o.stops()
	o.meets()
}

// begins: he is referred; the case has one facilitator for each side.
func (o *oregon) begins() {
	o.carol.goes("/")
	o.carol.follows("Open a case")
	o.carol.fills("What is it about, in a few words?", "A robbery", "Who asked for this?", "Somebody responsible", "Is it sensitive?", "No", "Was it gender-based?", "No", "What kind of harm was it?", "Robbery",
		"Person 1 > What are they in it?", "Responsible person", "Person 1 > Who are they?", "An adult who decides alone", "Person 1 > Name, as on record", "Rafe Oduya", "Person 1 > What do they like to be called?", "Rafe",
		"Person 1 > How can they be reached safely?", "Through the chaplain.",
		"Person 2 > What are they in it?", "Survivor", "Person 2 > Who are they?", "An adult who decides alone", "Person 2 > For whom do they speak?", "Speaks for themselves", "Person 2 > Name, as on record", "Nell Sorensen", "Person 2 > What do they like to be called?", "Nell")
	o.carol.presses("Open the case", "Who works on this")
	o.carol.founds()
	o.carol.allocates("Amos Lindqvist", "Rafe’s side")
	o.carol.allocates("Wren Castell", "Nell’s side")
	o.carol.opens()
	o.carol.sees("Rafe and Nell")
	o.wren.opens()
	o.wren.sees("Nell Sorensen", "Not known yet how to reach them safely.")
	o.wren.seesNone("Rafe", "Oduya", "chaplain")
	o.amos.opens()
	o.amos.sees("Rafe Oduya", "Through the chaplain")
	o.amos.seesNone("Nell", "Sorensen")
}

// waits: what he would give is put down, screened by two, and kept. Nobody else
// learns that it is there.
func (o *oregon) waits() {
	o.amos.contact("Rafe", "How did you speak?", "In person", "What was done?", "The limits of confidentiality were explained",
		"Note", "Would write. Asks for no answer.", "Us being in touch and working with them", "Yes", "Us being in touch and working with them > How did they say so?", "Signed",
		"Do they acknowledge the basic facts? Robbery", "Yes")
	o.amos.follows("Everything else", "Keep an interest on file of Rafe")
	o.amos.fills("What would they be open to?", "Letter")
	o.amos.presses("Keep it", "Saved.")
	o.amos.follows("Letters and files", "Take something down from Rafe")
	o.amos.fills("What is it?", "Letter", "The text", "I was nineteen. I have no excuse.", "The letter bank", "Keep it until the person it is for wants to know")
	o.amos.presses("Save it", "Saved.", "In the letter bank")
	o.amos.reads("Rafe’s letter of 10 January 2031")
	o.amos.follows("Sign it off")
	o.amos.fills("May it go as it stands?", "It may go as it stands")
	o.amos.presses("Save this", "There is a problem")
	o.carol.text("Rafe’s letter of 10 January 2031")
	o.carol.sees("I was nineteen. I have no excuse.")
	o.carol.follows("Sign it off")
	o.carol.fills("May it go as it stands?", "It may go as it stands")
	o.carol.presses("Save this", "Saved.")
	o.amos.opens()
	o.amos.sees("Interest on file", "Written down: Rafe’s letter")
	o.wren.opens()
	o.wren.seesNone("written down: ", "interest", "nineteen", "Amos Lindqvist wrote")
	o.rafe = o.amos.letsIn("Rafe", "sparrow")
}

// asks: nobody on his side may begin; two years later she rings of her own accord.
func (o *oregon) asks() {
	o.amos.opens()
	o.amos.follows("Something to pass on", "Asking somebody")
	o.amos.fills("From whom?", "Rafe", "To whom?", "The survivor", "By which means?", "Said face to face", "What may be said", "There is a letter.")
	o.amos.presses("Save", "Saved.", "Cannot go ahead", "This may not come from Rafe first")
	o.amos.follows("Stop this")
	o.amos.fills("Why?", "It is no longer needed")
	o.amos.presses("Stop it", "Stopped.")

	o.at("2033-02-01 11:00")
	o.wren.contact("Nell", "How did you speak?", "By phone", "What was done?", "The limits of confidentiality were explained", "Note", "Rang. Asks whether he ever wrote.",
		"Us being in touch and working with them", "Yes", "Us being in touch and working with them > How did they say so?", "Said", "Receiving a letter from the responsible person", "Yes", "Receiving a letter from the responsible person > By which means?", "Whatever is safe",
		"Receiving a letter from the responsible person > How did they say so?", "Asked for it unprompted", "What is safe, and what is not", "Ring first. Never at work.")
	o.nell = o.wren.letsIn("Nell", "harbour")
	o.nell.sees(nothingYet)
	o.amos.opens()
	o.amos.seesNone("Nell", "Never at work", "ever wrote")
	o.amos.follows("Something to pass on", "Letter")
	o.amos.fills("From whom?", "Rafe", "To whom?", "The survivor", "By which means?", "Said face to face", "Is it written down already?", "Rafe’s letter of 10 January 2031")
	o.amos.presses("Save", "Saved.", "Rafe has not agreed to exactly this going out", "Not yet, on the other side")
	o.wren.opens()
	o.wren.sees("It was not checked who Nell is", "Not yet, on the other side")
	o.wren.seesNone("nineteen", "Rafe")
	o.nell.goes("/p")
	o.nell.sees(nothingYet)
}

// isRead: he agrees on his own page, and takes it back in another tab while hers
// stands before the form that says it is ready.
func (o *oregon) isRead() {
	o.at("2033-02-08 14:00")
	o.agrees()
	o.amos.opens()
	o.amos.follows("Assess it")
	o.amos.fills("Can it go ahead?", "Yes", "Risks, strengths, and what is done about them", "Her sister will be there.")
	o.amos.presses("Save the assessment", "Saved.")
	o.at("2033-02-15 10:00")
	o.wren.contact("Nell", "How did you speak?", "In person", "What was done?", "Who they are was checked")

	o.wren.opens()
	o.wren.follows("Letter > Is it ready to pass on?")
	o.wren.sees("Handing over is the point of no return")
	o.wren.closely("oregon-go-ahead")
	o.at("2033-02-15 10:02")
	second := o.rafe.another()
	second.goes("/p/agreed")
	second.follows("Take this back My words being passed on")
	second.presses("Take it back", "Taken back.", "Taken back on 15 February 2033")
	o.at("2033-02-15 10:03")
	o.wren.fills("Who carries it?", "Wren Castell")
	o.wren.presses("It is ready to pass on", "This is not ready to pass on", "Not yet, on the other side")
	o.wren.seesNone("Rafe", "took", "withdr")
	o.wren.closely("oregon-refused")
	o.wren.opens()
	o.wren.sees("1 thing to do", "already in place for: Letter")
	o.amos.opens()
	o.amos.sees("Rafe took this back on", "Somebody has written on their own page")
	o.nell.goes("/p")
	o.nell.sees(nothingYet)
}

// agrees: his words are put before him on his page, and he agrees to exactly these.
func (o *oregon) agrees() {
	o.amos.text("Rafe’s letter of 10 January 2031")
	o.amos.follows("Put it before Rafe on their page")
	o.amos.fills("To whom would it go, and how?", "the person you wrote it for, read out to her")
	o.amos.presses("Put it on their page", "Saved.")
	o.rafe.goes("/p")
	o.rafe.follows("Your words for the person you wrote it for")
	o.rafe.sees("I was nineteen. I have no excuse.")
	o.rafe.fills("Are these the words you want to give?", "Yes, exactly these words")
	o.rafe.presses("Continue", "Once they have reached the person, they cannot be taken back.")
	o.rafe.closely("oregon-agreeing")
	o.rafe.presses("Agree to these words", "Your answer is saved.")
}

// answers: it is read to her; a month later he may know; she answers once.
func (o *oregon) answers() {
	o.agrees()
	o.at("2033-02-16 10:00")
	o.amos.clears("Letter", "Wren Castell")
	o.wren.contact("Nell", "How did you speak?", "In person", "Note", "Read to her twice. Long quiet.", "Letter: how much of it reached them?", "All of it", "Letter: may they read it again on their page, if they have one?", "Yes")
	o.nell.goes("/p")
	o.nell.sees("A letter from the responsible person")
	o.nell.follows("A letter from the responsible person")
	o.nell.sees("I was nineteen. I have no excuse.", "16 February 2033")
	o.nell.seesNone("Rafe", "Amos", "bank", "2031")
	o.nell.closely("oregon-letter")
	o.wren.contact("Nell", "How did you speak?", "By phone", "May the sender be told that it reached them? Letter", "No")
	o.rafe.goes("/p")
	o.rafe.sees(nothingYet)

	o.at("2033-03-16 10:00")
	o.wren.contact("Nell", "How did you speak?", "By phone", "Note", "He may know now.", "May the sender be told that it reached them? Letter", "Yes")
	o.rafe.goes("/p")
	o.rafe.sees("What you gave us has arrived")
	o.wren.opens()
	o.wren.follows("Something to pass on", "Letter")
	o.wren.fills("From whom?", "Nell", "To whom?", "The responsible person", "By which means?", "By post", "The text", "I read it. I live at Quay Road now.", "Does it answer something?", "Letter, passed on 16 February 2033")
	o.wren.presses("Save", "Saved.")
	o.wren.text("Nell’s letter of 16 March 2033")
	o.wren.follows("Read it")
	o.wren.fills("May it go as it stands?", "It goes back to be changed", "What has to be changed, or what you noticed", "It holds her address.")
	o.wren.presses("Save this", "Returned by Wren Castell")
	o.wren.follows("Change the text")
	o.wren.fills("The text", "I read it. Thank you.")
	o.wren.presses("Save the new text", "Saved.")
	o.wren.reads("Nell’s letter of 16 March 2033")
	o.wren.text("Nell’s letter of 16 March 2033")
	o.wren.follows("Put it before Nell on their page")
	o.wren.fills("To whom would it go, and how?", "him, by post to the chaplain")
	o.wren.presses("Put it on their page", "Saved.")
	o.nell.goes("/p")
	o.nell.follows("Your words for him, by post to the chaplain")
	o.nell.fills("Are these the words you want to give?", "Yes, exactly these words")
	o.nell.presses("Continue")
	o.nell.presses("Agree to these words", "Your answer is saved.")
	o.amos.contact("Rafe", "How did you speak?", "In person", "What was done?", "Who they are was checked", "Receiving a letter from the survivor, by post", "Yes", "Receiving a letter from the survivor, by post > How did they say so?", "Said")
	o.wren.opens()
	o.wren.follows("Assess it")
	o.wren.fills("Can it go ahead?", "Yes", "Risks, strengths, and what is done about them", "He asks for nothing.")
	o.wren.presses("Save the assessment", "Saved.")
	o.wren.clears("Letter", "Amos Lindqvist")
	o.amos.opens()
	o.amos.sees("Amos Lindqvist may carry it until")
	o.amos.follows("Letter > After handing it over")
	o.amos.fills("How much of it reached them?", "All of it", "How is the sender named to them?", "Nell", "May they read it again on their page, if they have one?", "Yes")
	o.amos.presses("Save this", "Saved.")
	o.rafe.goes("/p")
	o.rafe.follows("A letter from Nell")
	o.rafe.sees("I read it. Thank you.")
	o.rafe.seesNone("Quay Road", "Sorensen")
}

// wouldMeet: she would meet him; a bar stands in the way for a while, which only
// his side's people know of.
func (o *oregon) wouldMeet() {
	o.at("2033-05-02 10:00")
	o.wren.contact("Nell", "How did you speak?", "In person", "Was it a preparation session?", "Yes, it counts as one",
		"What is it for?", "Asking somebody for the first time", "The points", "She would meet him.", "To whom?", "The responsible person", "How?", "Said face to face",
		"Read back to them: do they agree to exactly these points?", "Yes", "Meeting the responsible person", "Yes", "Meeting the responsible person > By which means?", "Whatever is safe", "Meeting the responsible person > How did they say so?", "Signed")
	o.wren.clears("Asking the responsible person", "Amos Lindqvist", "Can they be asked?", "Yes", "Why", "He is steady.")
	o.at("2033-05-09 10:00")
	o.amos.contact("Rafe", "How did you speak?", "In person", "Was it a preparation session?", "Yes, it counts as one", "Asking Rafe: how much of it reached them?", "All of it", "Asking Rafe: may they read it again on their page, if they have one?", "Yes",
		"They were asked: what did they say to it? Asking Rafe", "Yes, they want to hear more", "Meeting the survivor", "Yes", "Meeting the survivor > By which means?", "Whatever is safe", "Meeting the survivor > How did they say so?", "Signed")
	o.rafe.goes("/p")
	o.rafe.sees("What we told you, from the survivor")
	o.amos.follows("Everything else", "Something forbids contact")
	o.amos.fills("What is it?", "Misconduct", "Whom does it hold back?", "Rafe", "By which means?", "In person", "Until when?", "1 8 2033", "What it says", "A fight on the wing.")
	o.amos.presses("Put it on record", "Saved.", "Misconduct until 1 August 2033")

	o.at("2033-07-01 10:00")
	o.wren.contact("Nell", "How did you speak?", "In person", "Was it a preparation session?", "Yes, it counts as one")
	o.amos.contact("Rafe", "How did you speak?", "In person", "Was it a preparation session?", "Yes, it counts as one")
	o.wren.follows("Everything else", "Plan a meeting")
	o.wren.fills("Who", "Nell", "With whom", "The responsible person", "How?", "In person", "When?", "5 9 2033 10am", "Where, and who brings whom", "The chapel.",
		"Arriving and leaving", "They arrive and leave apart", "How can anybody stop it?", "A word agreed with each.")
	o.wren.presses("Save the plan", "Saved.")
	o.wren.follows("Assess it")
	o.wren.fills("Can it go ahead?", "Yes", "Risks, strengths, and what is done about them", "Two years of steady work.")
	o.wren.presses("Save the assessment", "Saved.", "Nell has had 2 of 3 preparation sessions", "Not yet, on the other side")
	o.wren.seesNone("misconduct", "wing", "August")
	o.amos.opens()
	o.amos.sees("Misconduct until 1 August 2033", "Cannot go ahead", "Rafe has had 2 of 3 preparation sessions")
	o.nell.goes("/p")
	o.nell.seesNone("meeting", "misconduct", "August")
	o.carol.opens()
	o.carol.sees("Misconduct until 1 August 2033", "Nell has had 2 of 3 preparation sessions", "Rafe has had 2 of 3 preparation sessions")
	o.carol.closely("oregon-bar")
}

// stops: she stops everything on her own page, and starts again when she likes. It
// holds before anybody has read it, and the other side learns nothing of it.
func (o *oregon) stops() {
	o.at("2033-07-10 21:00")
	o.nell.goes("/p")
	o.nell.follows("Stop everything")
	o.nell.fills("Are you sure?", "Yes, stop everything now")
	o.nell.presses("Stop everything", "You have stopped everything")
	o.at("2033-07-11 09:00")
	o.wren.goes("/")
	o.wren.sees("Somebody has stopped, or taken something back. It took effect at once.")
	o.wren.contact("Nell", "How did you speak?", "By phone", "Note", "She wants quiet for a week.")
	o.wren.sees("Nell has stopped everything")
	o.wren.goes("/")
	o.wren.sees("Somebody has stopped everything, and has not started again.")
	o.amos.goes("/")
	o.amos.sees("Nobody has stopped.")
	o.amos.opens()
	o.amos.seesNone("stopped everything", "quiet")
	o.rafe.goes("/p")
	o.rafe.seesNone("paused", "not going ahead")
	o.nell.follows("Start again")
	o.nell.fills("Are you sure?", "Yes, start again")
	o.nell.presses("Start again", "Started again.")
}

// meets: the bar is over, both are ready, they meet, and both are rung within 72 hours.
func (o *oregon) meets() {
	o.at("2033-08-15 10:00")
	o.wren.contact("Nell", "How did you speak?", "In person", "Was it a preparation session?", "Yes, it counts as one", "How ready are they, as they put it?", "They say they are ready")
	o.wren.sees("Not yet, on the other side")
	o.amos.contact("Rafe", "How did you speak?", "In person", "Was it a preparation session?", "Yes, it counts as one", "How ready are they, as they put it?", "They say they are ready")
	o.wren.opens()
	o.wren.follows("Meeting in person > Is it ready to pass on?")
	o.wren.fills("Who leads it?", "Wren Castell")
	o.wren.presses("The meeting goes ahead", "Saved.", "Wren Castell leads it on Monday 5 September 2033, 10am")
	o.at("2033-09-05 09:00")
	o.wren.opens()
	o.wren.follows("Ask again on the day")
	o.wren.presses("Yes, it goes ahead today", "Saved.")
	o.at("2033-09-05 12:00")
	o.wren.follows("After the meeting")
	o.wren.fills("How much of it took place?", "All of it", "Was Nell there?", "Came, and stayed", "Was the responsible person there?", "Came, and stayed")
	o.wren.presses("Save this", "Saved.", "They met")
	o.nell.goes("/p")
	o.nell.sees("A meeting", "5 September 2033")
	o.rafe.goes("/p")
	o.rafe.sees("A meeting", "5 September 2033")
	o.at("2033-09-07 10:00")
	o.amos.goes("/")
	o.amos.sees("Be in touch with Rafe after it took place")
	o.amos.contact("Rafe", "How did you speak?", "By phone", "Note", "Quiet. Glad.", "Was this the contact after it, that we owe them?", "Meeting in person")
	o.wren.contact("Nell", "How did you speak?", "By phone", "Note", "Slept well.", "Was this the contact after it, that we owe them?", "Meeting in person")
	o.carol.opens()
	o.carol.follows("Outcomes", "Close the case")
	o.carol.fills("How did it end?", "After a meeting")
	o.carol.presses("Close it", "Saved.", "After a meeting")
	o.nell.goes("/p/looks")
	o.nell.sees("September 2033", "Facilitator")
	o.nell.seesNone("Wren", "Amos", "Carol")
}
