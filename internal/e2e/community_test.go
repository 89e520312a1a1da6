package e2e

import (
	"testing"

	"amends/internal/casework"
)

// community is the people of the walk: one who works with both sides, and two
// neighbours, each of whom was harmed and is responsible.
type community struct {
	*house
	ines, ada *person
}

// walkCommunity walks the quick conference of neighbours (profile community): one
// talk with both, one plan, consents taken together, days and not months. All of it
// on the smallest phone: whoever runs it stands in a school hall.
func walkCommunity(t *testing.T, b browser) {
	t.Helper()
	c := &community{house: newHouse(t, b, "2031-05-01 09:00", casework.Settings{Name: "Weaver Lane Mediation", Neutral: "Weaver Lane", Profile: "community",
		Harmed: "person affected", Responsible: "person responsible", Phone: "01632 960 321"},
		casework.NewStaff{Name: "Ines Marlow", Login: "ines", Duties: []casework.Duty{casework.Coordinator, casework.Facilitator}})}
	c.ines = c.staff("Ines Marlow")
	c.ines.holds(small)
	c.ines.signsIn("ines", "Thursday 1 May")
	c.begins()
	c.talks()
	c.plans()
	c.meets()
	c.keeps()
}

// begins: both are harmed and responsible; his mother speaks for the younger.
func (c *community) begins() {
	c.ines.follows("Open a case")
	c.ines.presses("Add another person", "Person 3")
	c.ines.fills("What is it about, in a few words?", "A quarrel on the stairs", "Who asked for this?", "A court, prison, police force or other service",
		"Is it sensitive?", "No", "Was it gender-based?", "No", "What kind of harm was it?", "A dispute", "Was there a second harm, the other way round or of another kind?", "Damage to things",
		"Person 1 > What are they in it?", "Person affected", "Person 1 > What are they in it?", "Person responsible, in the second harm",
		"Person 1 > Who are they?", "An adult who decides alone", "Person 1 > Name, as on record", "Ada Prowse", "Person 1 > What do they like to be called?", "Ada", "Person 1 > How can they be reached safely?", "Knock.",
		"Person 2 > What are they in it?", "Person responsible", "Person 2 > What are they in it?", "Person affected, in the second harm",
		"Person 2 > Name, as on record", "Ben Tallow", "Person 2 > What do they like to be called?", "Ben", "Person 2 > Who are they?", "A child or young person", "Person 2 > For whom do they speak?", "Speaks for themselves",
		"Person 2 > How can they be reached safely?", "Through his mother.",
		"Person 3 > Who are they?", "An adult who decides alone", "Person 3 > Name, as on record", "June Tallow", "Person 3 > What do they like to be called?", "June", "Person 3 > For whom do they speak?", "Speaks for somebody",
		"Person 3 > If for somebody else: for whom?", "Person 2", "Person 3 > On whose side are they?", "The side of person 2", "Person 3 > How can they be reached safely?", "Evenings.")
	c.ines.presses("Open the case", "Who works on this")
	c.ines.founds()
	c.ines.allocates("Ines Marlow", "All sides")
	c.ines.opens()
	c.ines.sees("Ada", "Ben", "June")
	c.ines.closely("community-case")
}

// talks: one talk with both, each of whom says the same; it counts for each.
func (c *community) talks() {
	c.ines.opens()
	c.ines.follows("Write down a contact with Ada")
	c.ines.closely("community-contact")
	c.ines.fills("How did you speak?", "In person", "Did you reach them?", "Yes", "Who else was there, and says the same?", "Ben", "What was done?", "The limits of confidentiality were explained",
		"Note", "Both would rather greet than not.", "Us being in touch and working with them", "Yes", "Us being in touch and working with them > How did they say so?", "Said", "Meeting Ben", "Yes", "Meeting Ben > How did they say so?", "Said", "Meeting Ben > By which means?", "Whatever is safe",
		"Do they acknowledge the basic facts? A dispute", "Yes", "Do they acknowledge the basic facts? Damage to things", "Yes",
		"Was it a preparation session?", "Yes, it counts as one", "How ready are they, as they put it?", "They say they are ready")
	c.ines.presses("Save this record", "Saved.")
}

// plans: a meeting in two days. The mother's word is the only one missing.
func (c *community) plans() {
	c.ines.opens()
	c.ines.follows("Everything else", "Plan a meeting")
	c.ines.fills("Who", "Ada", "With whom", "Ben", "How?", "In person", "When?", "3 5 2031 5pm", "Where, and who brings whom", "The school hall", "Arriving and leaving", "They arrive and leave apart",
		"How can anybody stop it?", "Say pause.")
	c.ines.presses("Save the plan", "Saved.")
	c.ines.follows("Assess it")
	c.ines.fills("Can it go ahead?", "Yes", "Risks, strengths, and what is done about them", "They meet on the stairs in any case.")
	c.ines.presses("Save the assessment", "Saved.")
	c.ines.closely("community-meeting")
	c.ines.contact("June", "How did you speak?", "By phone", "Note", "Wants it over before the summer.", "As the one who speaks for Ben: the meeting", "Yes", "As the one who speaks for Ben: the meeting > How did they say so?", "Said")
	c.ines.opens()
	c.ines.follows("Meeting in person > Is it ready to pass on?")
	c.ines.sees("Who leads it? Ines Marlow")
	c.ines.presses("The meeting goes ahead", "Saved.")
}

// meets: asked again on the day; they meet, and each promises something.
func (c *community) meets() {
	c.at("2031-05-03 16:50")
	c.ines.opens()
	c.ines.follows("Ask again on the day")
	c.ines.presses("Yes, it goes ahead today", "Saved.")
	c.at("2031-05-03 18:10")
	c.ines.follows("After the meeting")
	c.ines.fills("How much of it took place?", "All of it", "Was Ada there?", "Came, and stayed", "Was Ben there?", "Came, and stayed")
	c.ines.presses("Save this", "Saved.", "They met")
	c.ines.follows("Outcomes", "Something was agreed")
	c.ines.fills("Between whom?", "Ada", "Between whom?", "Ben", "Promise 1 > Who promises?", "Ben", "Promise 1 > What, in their words", "New washing lines.", "Promise 1 > By when?", "17 5 2031",
		"Promise 2 > Who promises?", "Ada", "Promise 2 > What, in their words", "The bicycle mended.", "Promise 2 > By when?", "24 5 2031")
	c.ines.presses("Save the agreement", "Saved.", "New washing lines.", "The bicycle mended.")
	c.ines.closely("community-outcomes")
}

// keeps: Ada has a page of her own, and stops nothing; it ends with an outcome.
func (c *community) keeps() {
	c.at("2031-05-05 10:00")
	c.ada = c.ines.letsIn("Ada", "ada")
	c.ada.holds(small)
	c.ada.goes("/p")
	c.ada.sees("A meeting", "3 May 2031")
	c.ada.seesNone("Ben", "Tallow", "June", "stairs")
	c.ada.closely("community-box")
	c.ines.opens()
	c.ines.follows("Outcomes", "Close the case")
	c.ines.fills("How did it end?", "After a meeting")
	c.ines.presses("Close it", "Saved.", "After a meeting")
}
