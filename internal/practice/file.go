package practice

import "strings"

// Facts is the fold over what is written about a case as a whole.
type Facts struct {
	Title  string
	Texts  []Written
	Events int
}

// File is the fold over one party's file. No page shows it to the party.
type File struct {
	Party       PartyID
	Full, Short string
	About       string
	SafeContact string   // how to reach them safely, as last written
	Questions   []string // what they would like answered, as last written
	Account     string
	Wish        string // how they said on their page they want to be contacted
	Next        string
	Texts       []Written
	Events      int
}

// Written is one text with its stamp; Act joins it to what the case records of the same contact.
type Written FactsWritten

// EvolveFacts folds one event of the facts. Events of other homes leave them as they are.
func EvolveFacts(facts Facts, event Event) Facts {
	e, ok := event.(FactsWritten)
	if !ok {
		return facts
	}
	facts.Events++
	if e.What == TitleText {
		facts.Title = e.Text
	}
	facts.Texts = added(facts.Texts, Written(e))
	return facts
}

// EvolveFile folds one event of a party's file. Events of other homes leave it as it is.
func EvolveFile(file File, event Event) File {
	switch e := event.(type) {
	case NameKept:
		file.Party, file.Full, file.Short, file.About = e.Party, e.Full, e.Short, e.About
	case FileWritten:
		file.Party = e.Party
		file = file.withText(e)
		file.Texts = added(file.Texts, Written{Stamp: e.Stamp, What: e.What, Crossing: e.Crossing, Text: e.Text})
	default:
		return file
	}
	file.Events++
	return file
}

// withText keeps the last of each text that is looked up rather than read through:
// the one that was said last. How to reach somebody safely is not overruled by what they said before and somebody entered late (P10).
func (f File) withText(e FileWritten) File {
	for _, w := range f.Texts {
		if w.What == e.What && w.When > e.When {
			return f
		}
	}
	switch e.What {
	case SafeContactText:
		f.SafeContact = e.Text
	case AccountText:
		f.Account = e.Text
	case NextText:
		f.Next = e.Text
	case WishText:
		f.Wish = e.Text
	case QuestionsText:
		f.Questions = strings.Split(e.Text, "\n")
	default: // the others are read through, in Texts
	}
	return f
}

// Name is how they like to be called, or their name on record.
func (f File) Name() string {
	if f.Short != "" {
		return f.Short
	}
	return f.Full
}

// Of gives the texts written in one act.
func (f Facts) Of(act ActID) []Written {
	return without(f.Texts, func(w *Written) bool { return w.Act != act })
}
