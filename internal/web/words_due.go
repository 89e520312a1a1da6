package web

import (
	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// dueWords says what is due, and leads to the form that does it.
func (v *visit) dueWords(r casework.CaseRow, d practice.Due) (what string, action ui.Link) {
	who := "somebody"
	for _, p := range r.Parties {
		if p.ID == d.Party && p.Name != "" {
			who = p.Name
		}
	}
	to := func(text string, parts ...string) ui.Link {
		return ui.Link{Text: text, Hidden: "in " + r.Number, Href: rowHref(r, parts...)}
	}
	contact := to("Write it down", "contact", string(d.Party))
	if d.Party == "" {
		contact = to("Write it down", "contact")
	}
	switch d.Kind {
	case practice.DueFirst:
		if d.Party == "" {
			return "Nobody has been spoken with yet", contact
		}
		return "Speak with " + who + " for the first time", contact
	case practice.DueFollowUp:
		return "Be in touch with " + who + " after it took place", contact
	case practice.DueNext:
		return "The next step with " + who, contact
	case practice.DueAssessment:
		return "An assessment runs out", to("Look at it again", "risk")
	case practice.DueConsent:
		return "What " + who + " agreed to runs out", contact
	case practice.DuePermission:
		return "A permission runs out", to("See it", "risk")
	case practice.DueBar:
		return "Look again at what forbids contact", to("See it", "risk")
	case practice.DueHold:
		return "Look again at the hold", to("Look at it", "release")
	case practice.DueIncident:
		return "Something happened outside the gate and has to be reviewed", to("Review it", "risk")
	case practice.DueDisclosure:
		return "A disclosure has to be looked at by a second person", to("Look at it", "risk")
	case practice.DueUndertaking:
		return "A promise of " + who + " is due", to("Was it kept?", "outcomes")
	}
	return v.dueWordsMore(d, who, to, contact)
}

func (v *visit) dueWordsMore(d practice.Due, who string, to func(string, ...string) ui.Link, contact ui.Link) (string, ui.Link) {
	crossing, content := string(d.Crossing), string(d.Content)
	switch d.Kind {
	case practice.DueHandOver:
		return "Something is ready to pass on", to("After handing it over", "crossing", crossing, "deliver")
	case practice.DueCalledOff:
		if d.Staff == v.session.Me().ID {
			return "You were to pass something on that no longer stands. Hand nothing over.", to("See the case")
		}
		return "Somebody may be on the way with what no longer stands. Ring them now.", to("See the case")
	case practice.DueConfirm:
		return "A meeting: ask again on the day whether everything stands", to("Ask again", "crossing", crossing, "confirm")
	case practice.DueAskAgain:
		return who + " may be asked again", contact
	case practice.DueLimits:
		return "Explain the limits of confidentiality to " + who, contact
	case practice.DueReading:
		return "A text waits to be read", to("Read it", "content", content, "read")
	case practice.DueSignOff:
		return "A text waits for a second reading", to("Sign it off", "content", content, "sign-off")
	case practice.DueQuestion:
		return "A question waits for " + who, to("See the case")
	case practice.DueUncovered:
		return "Nobody facilitates one of the sides", to("Allocate somebody", "allocate")
	case practice.DueKeepingEnds:
		return "The time for which it is kept runs out", to("See it", "outcomes")
	default:
		return "Nothing has happened for a long time", to("See the case")
	}
}
