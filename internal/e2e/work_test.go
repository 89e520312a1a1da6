package e2e

import (
	"net/url"
	"slices"
	"strings"
)

// nothingYet is what a participant's page says while nothing was given to them.
const nothingYet = "Nothing yet. When something is for you, somebody you know here tells you first."

// signsIn comes in with a passphrase.
func (p *person) signsIn(login string, finds ...string) {
	p.t.Helper()
	p.goes("/sign-in")
	p.fills("Your login", login, "Passphrase", passphrase)
	p.presses("Sign in", finds...)
}

// takesOn enrols a facilitator, who comes in with their code.
func (p *person) takesOn(name, login string) *person {
	p.t.Helper()
	p.goes("/")
	p.follows("Staff", "Take somebody on")
	p.fills("Name, as colleagues say it", name, "The name they will sign in by", login, "What do they do here?", "Facilitator")
	p.presses("Make the code", "Tell them this code")
	one := p.staff(name)
	one.comesIn(login, p.code())
	one.sees("Today")
	return one
}

// allocates makes somebody a facilitator for some sides of the case, or for "All sides".
func (p *person) allocates(name string, sides ...string) {
	p.t.Helper()
	if !strings.Contains(p.page, "As what?") {
		p.opens()
		p.follows("Everything else", "Who works on this")
	}
	p.fills("Who?", name, "As what?", "Facilitator")
	for _, side := range sides {
		p.fills("For which sides?", side)
	}
	p.presses("Give them the duty", "Saved.", name)
}

// opens the case, by the address that its people know it by.
func (p *person) opens() {
	p.t.Helper()
	p.goes(p.kase)
}

// founds says where the case is that was just opened.
func (p *person) founds() {
	p.t.Helper()
	address, err := url.Parse(p.address + use[string](p, "address"))
	p.must(err)
	p.kase = "/cases/" + strings.Split(address.Path, "/")[2]
}

// contact writes down a contact with somebody who was reached.
func (p *person) contact(with string, questionsAndAnswers ...string) {
	p.t.Helper()
	p.opens()
	p.follows("Write down a contact with " + with)
	p.fills(slices.Concat(questionsAndAnswers, []string{"Did you reach them?", "Yes"})...)
	p.presses("Save this record", "Saved.")
}

// text opens a text of the case by what it is called.
func (p *person) text(title string) {
	p.t.Helper()
	p.opens()
	p.follows("Letters and files", title)
}

// reads a text and says that it may go as it stands.
func (p *person) reads(title string) {
	p.t.Helper()
	p.text(title)
	p.follows("Read it")
	p.fills("May it go as it stands?", "It may go as it stands")
	p.presses("Save this", "Saved.")
}

// clears says that something is ready, and who carries it.
func (p *person) clears(what, carrier string, questionsAndAnswers ...string) {
	p.t.Helper()
	p.opens()
	p.follows(what + " > Is it ready to pass on?")
	p.fills(append(questionsAndAnswers, "Who carries it?", carrier)...)
	p.presses("It is ready to pass on", "Saved.")
}

// letsIn gives a party a way in, who uses it at the door in a browser of their own
// and reads what comes before the first page.
func (p *person) letsIn(name, login string) *person {
	p.t.Helper()
	p.opens()
	p.follows("People", "Let them in "+name)
	p.fills("The name they will sign in by", login)
	p.presses("Make the code", "Tell them this code")
	one := p.comes(name)
	one.comesIn(login, p.code())
	one.sees("Before you go on")
	one.presses("I understand, go on", "Your page")
	return one
}
