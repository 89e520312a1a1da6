package e2e

import (
	"testing"

	"amends/internal/casework"
)

// longWay is the people of the walk. Peter, who wants no part in it, has no page.
type longWay struct {
	*house
	dilys, hana, piet *person // coordinator, facilitator of both who are harmed, his
	ingrid, col       *person // harmed, responsible
}

// walkTheLongWay walks the pattern of many published cases: two relatives of
// somebody who died, one of whom wants contact and one of whom does not; messages
// carried by voice over two and a half years, one that its sender stops on hearing
// it; consent taken back once, and a handing over in ignorance of it; one meeting,
// and the other's wish kept to the end.
func walkTheLongWay(t *testing.T, b browser) {
	t.Helper()
	l := &longWay{house: newHouse(t, b, "2031-02-01 09:00", casework.Settings{Name: "Saltmarsh Restorative Service", Neutral: "Saltmarsh", Profile: "england-and-wales",
		Harmed: "harmed person", Responsible: "responsible person", Phone: "01632 960 177"},
		casework.NewStaff{Name: "Dilys Hartmann", Login: "dilys", Duties: []casework.Duty{casework.Coordinator}})}
	l.dilys = l.staff("Dilys Hartmann")
	l.dilys.signsIn("dilys", "Saturday 1 February")
	l.hana = l.dilys.takesOn("Hana Birch", "hana")
	l.piet = l.dilys.takesOn("Piet Rowan", "piet")
	l.begins()
	l.reaches()
	l.question()
	l.stopsOne()
	l.takesBack()
	l.reviews()
	l.prepares()
	l.meets()
}

// begins: everybody known is put down in one form, without script.
func (l *longWay) begins() {
	l.dilys.goes("/")
	l.dilys.follows("Open a case")
	l.dilys.fills("What is it about, in a few words?", "A death on the road", "Who asked for this?", "Somebody who was harmed", "Is it sensitive?", "No", "Was it gender-based?", "No", "What kind of harm was it?", "Harm by driving",
		"Person 1 > What are they in it?", "Harmed person", "Person 1 > Who are they?", "An adult who decides alone", "Person 1 > Name, as on record", "Ingrid Moss", "Person 1 > What do they like to be called?", "Ingrid", "Person 1 > How can they be reached safely?", "Text first.",
		"Person 2 > What are they in it?", "Harmed person", "Person 2 > Who are they?", "An adult who decides alone", "Person 2 > For whom do they speak?", "Speaks for themselves", "Person 2 > Name, as on record", "Peter Moss", "Person 2 > What do they like to be called?", "Peter", "Person 2 > How can they be reached safely?", "By post.")
	l.dilys.presses("Add another person", "Person 3")
	l.dilys.fills("Person 3 > What are they in it?", "Responsible person", "Person 3 > Who are they?", "An adult who decides alone", "Person 3 > For whom do they speak?", "Speaks for themselves", "Person 3 > Name, as on record", "Col Brandt", "Person 3 > What do they like to be called?", "Col", "Person 3 > How can they be reached safely?", "Through probation.")
	l.dilys.presses("Add somebody who is spoken of", "They are never asked.")
	l.dilys.fills("Somebody who is spoken of > Name", "Ana Moss", "Somebody who is spoken of > Why are they not asked?", "They have died", "Somebody who is spoken of > Who may speak for them? The number of the person above", "1")
	l.dilys.presses("Open the case", "Who works on this")
	l.dilys.founds()
	l.dilys.allocates("Hana Birch", "Ingrid’s side", "Peter’s side")
	l.dilys.allocates("Piet Rowan", "Col’s side")
	l.dilys.opens()
	l.dilys.sees("Ingrid, Peter and Col", "Ana Moss", "Ingrid may speak for them")
	l.dilys.closely("longway-begun")
}

// reaches: she would hear from him; he says yes. The uncle is not asked, whoever would ask.
func (l *longWay) reaches() {
	l.hana.contact("Ingrid", "How did you speak?", "By phone", "What was done?", "The limits of confidentiality were explained",
		"Us being in touch and working with them", "Yes", "Us being in touch and working with them > How did they say so?", "Signed",
		"What is it for?", "Asking somebody for the first time", "The points", "Her sister would like to hear from you.", "To whom?", "The responsible person", "How?", "Said face to face",
		"Read back to them: do they agree to exactly these points?", "Yes")
	l.hana.contact("Peter", "How did you speak?", "By post", "What was done?", "The limits of confidentiality were explained", "Note", "Wants no part in it, ever.",
		"May they be asked about contact?", "They do not want to be asked")
	l.hana.clears("Asking the responsible person", "Piet Rowan", "Can they be asked?", "Yes", "Why", "He is settled.")
	l.piet.opens()
	l.piet.sees("Col Brandt", "Piet Rowan may carry it until")
	l.piet.seesNone("Ingrid", "Peter", "no part")
	l.at("2031-02-10 10:00")
	l.piet.contact("Col", "How did you speak?", "In person", "What was done?", "The limits of confidentiality were explained", "Asking Col: how much of it reached them?", "All of it", "Asking Col: may they read it again on their page, if they have one?", "Yes",
		"They were asked: what did they say to it? Asking Col", "Yes, they want to hear more", "Do they acknowledge the basic facts? Harm by driving", "Yes",
		"Us being in touch and working with them", "Yes", "Us being in touch and working with them > How did they say so?", "Signed",
		"Hearing a spoken message from harmed person 1", "Yes", "Hearing a spoken message from harmed person 1 > By which means?", "Whatever is safe", "Hearing a spoken message from harmed person 1 > How did they say so?", "Signed")
	l.piet.follows("Something to pass on", "Asking somebody")
	l.piet.fills("From whom?", "Col", "To whom?", "Harmed person 2", "By which means?", "Said face to face", "What may be said", "He is sorry.")
	l.piet.presses("Save", "Saved.", "Not yet, on the other side")
	l.piet.seesNone("no part", "want to be asked")
	l.dilys.opens()
	l.dilys.sees("Peter is not to be asked now")
	l.piet.follows("Asking harmed person 2 > Stop this")
	l.piet.fills("Why?", "It is no longer needed")
	l.piet.presses("Stop it", "Stopped.")
	l.ingrid = l.hana.letsIn("Ingrid", "meadow")
	l.col = l.piet.letsIn("Col", "lantern")
}

// question: what she would ask is read back to her, and said to him.
func (l *longWay) question() {
	l.hana.contact("Ingrid", "How did you speak?", "By phone", "Hearing a spoken message from the responsible person", "Yes", "Hearing a spoken message from the responsible person > By which means?", "Whatever is safe", "Hearing a spoken message from the responsible person > How did they say so?", "Signed",
		"What is it for?", "A message to somebody who wants to hear it", "The points", "What did she say at the end?", "To whom?", "The responsible person", "How?", "Said face to face",
		"Read back to them: do they agree to exactly these points?", "Yes")
	l.hana.follows("Assess it")
	l.hana.fills("Can it go ahead?", "Yes", "Risks, strengths, and what is done about them", "Both have people around them.")
	l.hana.presses("Save the assessment", "Saved.")
	l.hana.reads("Ingrid’s points of 10 February 2031")
	l.hana.clears("Spoken message", "Piet Rowan")
	l.at("2031-02-14 10:00")
	l.piet.contact("Col", "How did you speak?", "In person", "Spoken message: how much of it reached them?", "All of it", "Spoken message: may they read it again on their page, if they have one?", "Yes")
	l.col.goes("/p")
	l.col.follows("What I agreed to")
	l.col.sees("Hearing a spoken message from the harmed person")
	l.col.seesNone("person 1", "Ingrid")
	l.col.goes("/p")
	l.col.follows("A message from the harmed person")
	l.col.sees("What did she say at the end?")
	l.col.seesNone("Ingrid", "Hana")
	l.ingrid.goes("/p")
	l.ingrid.seesNone("arrived", "has reached")
}

// stopsOne: he hears one read back and says no. It goes nowhere.
func (l *longWay) stopsOne() {
	l.at("2031-06-01 10:00")
	l.piet.contact("Col", "How did you speak?", "In person", "Note", "Heard it and said: no, not that.", "What is it for?", "A message to somebody who wants to hear it",
		"The points", "It was not only my fault.", "To whom?", "Harmed person 1", "How?", "Said face to face", "Read back to them: do they agree to exactly these points?", "No")
	l.piet.sees("Not going ahead")
	l.hana.opens()
	l.hana.seesNone("fault", "not that")
	l.ingrid.goes("/p")
	l.ingrid.sees(nothingYet)
}

// takesBack: his answer is ready; on the day it is carried he takes his agreement
// back on his own page. Hana has set out, and writes down that she passed it on.
func (l *longWay) takesBack() {
	l.at("2031-09-01 10:00")
	l.piet.contact("Col", "How did you speak?", "In person", "What is it for?", "A message to somebody who wants to hear it", "The points", "She asked for her mother.",
		"To whom?", "Harmed person 1", "How?", "Said face to face", "Read back to them: do they agree to exactly these points?", "Yes")
	l.piet.reads("Col’s points of 1 September 2031")
	l.piet.opens()
	l.piet.follows("Risk and safety", "Has anything changed? Spoken message, said face to face")
	l.piet.presses("Nothing has changed", "Saved.")
	l.piet.clears("Spoken message", "Hana Birch")
	l.at("2031-09-03 08:00")
	l.hana.opens()
	l.hana.sees("Hana Birch may carry it until")
	l.hana.follows("Spoken message > After handing it over")
	l.at("2031-09-03 09:00")
	l.col.goes("/p/agreed")
	l.col.follows("Take this back She asked for her mother.")
	l.col.presses("Take it back", "Taken back.")
	l.at("2031-09-03 10:30")
	l.hana.fills("How much of it reached them?", "All of it", "May they read it again on their page, if they have one?", "Yes")
	l.hana.presses("Save this", "Saved.", "Passed on after it no longer stood")
	l.ingrid.goes("/p")
	l.ingrid.sees("A message from the responsible person")
	l.col.goes("/p")
	l.col.seesNone("arrived", "no longer stood", "review")
	l.hana.closely("longway-incident")
}

// reviews: a coordinator looks at what happened; whoever carried it cannot.
func (l *longWay) reviews() {
	l.at("2031-09-05 10:30")
	l.hana.opens()
	l.hana.follows("Review it")
	l.hana.fills("What was found, and what was done", "Ring the gate at the door.")
	l.hana.presses("The review is done", "There is a problem")
	l.dilys.goes("/")
	l.dilys.sees("Something happened outside the gate and has to be reviewed")
	l.dilys.opens()
	l.dilys.follows("Review it")
	l.dilys.fills("What was found, and what was done", "Ring the gate at the door.")
	l.dilys.presses("The review is done", "Saved.")
	l.dilys.seesNone("It has to be reviewed.")
}

// prepares: two years on both would meet. Peter is told only when both agree to it.
func (l *longWay) prepares() {
	l.at("2033-07-01 10:00")
	session := []string{"How did you speak?", "In person", "Was it a preparation session?", "Yes, it counts as one", "How ready are they, as they put it?", "They say they are ready"}
	l.hana.contact("Ingrid", session...)
	l.piet.contact("Col", session...)
	l.hana.opens()
	l.hana.follows("Everything else", "Plan a meeting")
	l.hana.fills("Who", "Ingrid", "With whom", "The responsible person", "How?", "In person", "When?", "1 8 2033 10am", "Where, and who brings whom", "A meeting house.",
		"Arriving and leaving", "They arrive and leave apart", "How can anybody stop it?", "Anyone stands up.")
	l.hana.presses("Save the plan", "Saved.")
	l.hana.follows("Assess it")
	l.hana.fills("Can it go ahead?", "Yes", "Risks, strengths, and what is done about them", "Two and a half years of care.")
	l.hana.presses("Save the assessment", "Saved.", "Peter was harmed too, and was not heard")
	l.piet.opens()
	l.piet.seesNone("Peter")
	l.hana.contact("Ingrid", append(session, "Taking part in a meeting with the responsible person, in person", "Yes", "Taking part in a meeting with the responsible person, in person > How did they say so?", "Signed",
		"Other harmed people being told of the meeting", "Yes", "Other harmed people being told of the meeting > How did they say so?", "Said")...)
	l.hana.follows("Write down that they were told Peter")
	l.hana.fills("What was said, and what they said to it", "By post, as he wished. He is asked for nothing.")
	l.hana.presses("They were told", "There is a problem")
	l.piet.contact("Col", append(session, "Taking part in a meeting with harmed person 1, in person", "Yes", "Taking part in a meeting with harmed person 1, in person > How did they say so?", "Signed",
		"Other harmed people being told of the meeting", "Yes", "Other harmed people being told of the meeting > How did they say so?", "Said")...)
	l.hana.presses("They were told", "Saved.")
}

// meets: one meeting, with one of the two; the other's wish is kept.
func (l *longWay) meets() {
	l.hana.opens()
	l.hana.follows("Meeting in person > Is it ready to pass on?")
	l.hana.fills("Who leads it?", "Hana Birch")
	l.hana.presses("The meeting goes ahead", "Saved.")
	l.at("2033-08-01 09:00")
	l.hana.follows("Ask again on the day")
	l.hana.presses("Yes, it goes ahead today", "Saved.")
	l.at("2033-08-01 13:00")
	l.hana.follows("After the meeting")
	l.hana.fills("How much of it took place?", "All of it", "Was Ingrid there?", "Came, and stayed", "Was the responsible person there?", "Came, and stayed")
	l.hana.presses("Save this", "Saved.", "They met", "They do not want to be asked")
	l.hana.follows("Peter’s side")
	l.hana.sees("Wants no part in it, ever.", "By post, as he wished. He is asked for nothing.")
	l.ingrid.goes("/p")
	l.ingrid.sees("A meeting")
	l.col.goes("/p")
	l.col.sees("A meeting")
	l.dilys.opens()
	l.dilys.follows("Outcomes", "Close the case")
	l.dilys.fills("How did it end?", "After a meeting")
	l.dilys.presses("Close it", "Saved.", "After a meeting")
}
