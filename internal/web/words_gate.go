package web

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"amends/internal/practice"
	"amends/internal/web/ui"
)

// drawn draws conditions of a crossing with the names the reader may know, and for
// each that is open the way to the form that changes it (P9).
func (c *caseVisit) drawn(conditions []practice.Condition, x practice.Crossing) []ui.Condition {
	all := make([]ui.Condition, len(conditions))
	for i, cond := range conditions {
		all[i] = ui.Condition{State: conditionState(cond), What: c.conditionWhat(cond)}
		if cond.Kind == practice.OnOtherSide {
			continue // nothing more is known, and the same is said whatever it is (P3)
		}
		all[i].Why = c.conditionWhy(cond)
		if cond.State != practice.Met {
			all[i].Who, all[i].Link = c.conditionWho(cond), c.remedy(cond, x)
		}
	}
	return all
}

// conditionWhat says what a condition is about, met or not. Every kind is here;
// the test walks them.
func (c *caseVisit) conditionWhat(cond practice.Condition) string {
	met := cond.State == practice.Met
	if met && cond.Kind == practice.OthersHeard && cond.About == "" {
		return "Everybody else who was harmed has been heard"
	}
	if met && cond.Kind != practice.BarsClear {
		return c.filled(cond.Sentence(), cond)
	}
	who := c.whom(cond)
	switch cond.Kind {
	case practice.SenderAgreed:
		return capital(who + " has not agreed to exactly this going out")
	case practice.RecipientWilling:
		return capital(who + " has not said yes to receiving it")
	case practice.EveryoneAgrees:
		return capital(who + " has not agreed to take part with these people in this way")
	case practice.AskingRespected:
		return capital(who + " is not to be asked now")
	case practice.SafeContact:
		return capital("it is not known how to reach " + who + " safely")
	case practice.AskingJudged:
		return capital("the asking was not judged")
	case practice.MayBegin:
		return capital("this may not come from " + who + " first")
	case practice.BarsClear:
		return c.barWhat(cond)
	case practice.FactsAccepted:
		return capital(who + " has not acknowledged the basic facts")
	case practice.AssessedSafe:
		return capital("there is no assessment in date which says that it can go ahead")
	case practice.Prepared:
		return c.preparedWhat(cond, who)
	case practice.CapacityMet:
		return capital(who + " cannot decide this alone")
	case practice.MeetingReady:
		return capital("the meeting is not planned to the end")
	case practice.ReadByStaff:
		return capital("not read by a facilitator in this wording")
	case practice.SignedOff:
		return capital("not signed off by a second person")
	case practice.OthersHeard:
		return capital(who + " was harmed too, and was not heard")
	case practice.UseAgreed:
		return capital("what is used in it was not agreed to by " + who)
	case practice.IdentityChecked:
		return capital("it was not checked who " + who + " is")
	case practice.DirectAllowed:
		return capital("direct contact is not possible after this harm")
	case practice.NotPaused:
		return capital(who + " has stopped everything")
	case practice.NotHeld:
		return capital("the case is held")
	case practice.StillOpen:
		return capital("it has ended")
	case practice.OnOtherSide:
		return "Not yet, on the other side"
	}
	return cond.Sentence()
}

func (c *caseVisit) barWhat(cond practice.Condition) string {
	if cond.Bar == "" {
		return "No order or ban stands in the way"
	}
	what := "a bar"
	for _, b := range c.state.Bars {
		if b.ID == cond.Bar {
			what = barNoun(b.Kind)
		}
	}
	switch {
	case cond.State == practice.Met:
		return capital(what) + " permits this"
	case cond.State == practice.Refused && cond.Until != 0:
		return capital(what) + " forbids this until " + c.day(cond.Until)
	case cond.State == practice.Refused:
		return capital(what) + " forbids this"
	default:
		return capital(what) + " needs a permission for this"
	}
}

// barNoun is a kind of bar within a sentence.
func barNoun(k practice.BarKind) string {
	switch k {
	case practice.Misconduct:
		return "misconduct"
	case practice.OpenProceedings:
		return "an open proceeding"
	case practice.OtherBar:
		return "another reason"
	default:
		return article(word(barKinds(), k))
	}
}

func (c *caseVisit) preparedWhat(cond practice.Condition, who string) string {
	if cond.State == practice.Met {
		return capital(who) + " is prepared, and says so"
	}
	if cond.Why == practice.WhyMoreSessions {
		return fmt.Sprintf("%s has had %d of %d preparation sessions", capital(who), cond.Done, cond.Of)
	}
	return capital(who) + " has not said they are ready"
}

// conditionWhy says how it came to stand so, in practice's words.
func (c *caseVisit) conditionWhy(cond practice.Condition) string {
	if cond.State == practice.Met {
		return c.since(cond)
	}
	if cond.Why == practice.WhyExpired && cond.Until == 0 {
		return "It ran out."
	}
	return c.filled(cond.Because(), cond)
}

// filled puts what the reader may know into one of practice's sentences. A day
// that is not known is said so.
func (c *caseVisit) filled(sentence string, cond practice.Condition) string {
	day := func(i practice.Instant, unknown string) string {
		if i == 0 {
			return unknown
		}
		return c.day(i)
	}
	return capital(strings.NewReplacer(
		"{party}", c.whom(cond), "{until}", day(cond.Until, "a day nobody knows yet"), "{since}", day(cond.Since, "a day that is not on record"),
		"{authority}", lower(word(authorities(), cond.Authority)), "{done}", strconv.Itoa(cond.Done), "{of}", strconv.Itoa(cond.Of),
	).Replace(sentence))
}

// whom is whom a condition is about.
func (c *caseVisit) whom(cond practice.Condition) string {
	switch {
	case cond.About != "":
		return c.name(cond.About)
	case cond.SpokenOf != "":
		return c.spoken(cond.SpokenOf)
	case cond.Kind == practice.MayBegin:
		return "whoever asks"
	default:
		return "everybody concerned"
	}
}

func (c *caseVisit) since(cond practice.Condition) string {
	if cond.Since == 0 {
		return ""
	}
	return "Since " + c.day(cond.Since) + "."
}

// conditionWho says who can change it, where that is not whoever reads it.
func (c *caseVisit) conditionWho(cond practice.Condition) string {
	if cond.Who == practice.ChangedByFacilitator {
		return ""
	}
	return c.filled(cond.Who.Sentence(), cond) + " can change this."
}

// remedy leads to the form by which a condition can be changed.
func (c *caseVisit) remedy(cond practice.Condition, x practice.Crossing) ui.Link {
	about := string(cond.About)
	switch cond.By {
	case practice.ByContact:
		if p, _ := c.state.Party(cond.About); about != "" && c.sees(cond.About) && p.IsHere() {
			return c.link("Write down what they said", c.name(cond.About), "contact", about)
		}
	case practice.ByAssessing:
		return c.link("Assess it", "", "assess", string(x.ID))
	case practice.ByRenewing:
		return c.link("Look at the assessment again", "", "assess", string(x.ID))
	case practice.ByPermission:
		return c.link("Write down a permission", "", "bar", string(cond.Bar), "permission")
	case practice.ByEndingBar:
		return c.link("See it", "", "risk")
	case practice.ByPlanning:
		return c.link("Plan it", "", "crossing", string(x.ID), "plan")
	}
	return c.remedyMore(cond, x)
}

func (c *caseVisit) remedyMore(cond practice.Condition, x practice.Crossing) ui.Link {
	about := string(cond.About)
	content, _ := c.state.Content(x.Content)
	author, _ := c.state.Party(content.Author)
	theirs := c.sees(content.Author) // a text of the other side is not this reader's to open
	switch {
	case cond.By == practice.ByReading && theirs:
		return c.link("Read it", "", "content", string(x.Content), "read")
	case cond.By == practice.BySigningOff && theirs:
		return c.link("Sign it off", "", "content", string(x.Content), "sign-off")
	case cond.By == practice.ByRevising && theirs && author.IsHere():
		return c.link("Change the text", "", "content", string(x.Content), "revise")
	}
	switch cond.By {
	case practice.ByTelling:
		if !c.sees(cond.About) {
			return ui.Link{}
		}
		return c.link("Write down that they were told", c.name(cond.About), "crossing", string(x.ID), "told", about)
	case practice.ByAnswering:
		return c.link("Answer them", c.name(cond.About), "crossing", string(x.ID), "objection", about)
	case practice.ByExamining:
		return c.link("Go through it", "", "crossing", string(x.ID), "uses")
	case practice.ByAddingParty:
		return c.link("Add somebody", "", "party")
	case practice.ByReleasing:
		return c.link("Release the hold", "", "release")
	case practice.ByReopening:
		return c.link("Reopen the case", "", "reopen")
	}
	return ui.Link{}
}

// article puts "a" or "an" before a word, in small letters.
func article(what string) string {
	what = lower(what)
	for _, vowel := range "aeiou" {
		if len(what) > 0 && rune(what[0]) == vowel {
			return "an " + what
		}
	}
	return "a " + what
}

// lower takes the capital off the beginning of a phrase.
func lower(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return string(unicode.ToLower(first)) + text[size:]
}
