package web

import (
	"strconv"
	"strings"
	"time"

	"amends/internal/practice"
	"amends/internal/web/ui"
)

// crossingTitle says what a crossing is: "Letter", "Asking Ash", "Meeting in person".
func (c *caseVisit) crossingTitle(x practice.Crossing) string {
	switch x.Kind {
	case practice.Approach:
		return "Asking " + c.names(x.To)
	case practice.Meeting:
		return "Meeting " + lower(word(means(), x.Means))
	case practice.Talk, practice.Publication:
		return word(kinds(), x.Kind) + " for " + lower(word(audiences(), x.Audience))
	case practice.Message, practice.Letter, practice.Recording, practice.Details, practice.Notice:
	}
	return word(kinds(), x.Kind)
}

// crossingWay says between whom: "from Daniel to Ash, by post".
func (c *caseVisit) crossingWay(x practice.Crossing) string {
	by := lower(word(means(), x.Means))
	switch {
	case x.Kind == practice.Meeting:
		return c.names(x.Taking()) + ", " + by
	case len(x.To) == 0:
		return c.names(x.From) + ", " + by
	case len(x.From) == 0:
		return "to " + c.names(x.To) + ", " + by
	default:
		return "from " + c.names(x.From) + " to " + c.names(x.To) + ", " + by
	}
}

// contentTitle says what a content is: "Daniel’s letter of 9 November 2026".
func (c *caseVisit) contentTitle(content practice.Content) string {
	return capital(possessive(c.name(content.Author))) + " " + lower(c.contentWord(content.Kind)) + " of " + c.day(content.Written)
}

func (c *caseVisit) contentWord(k practice.Kind) string {
	switch k {
	case practice.Approach:
		return "words for asking"
	case practice.Message:
		return "points"
	default:
		return word(kinds(), k)
	}
}

// assessmentTitle says what an assessment is of.
func (c *caseVisit) assessmentTitle(a practice.Assessment) string {
	by := "by any means"
	if a.Means != practice.Any {
		by = lower(word(means(), a.Means))
	}
	if a.Kind == practice.Approach {
		return "Asking somebody, " + by + ": " + c.names(a.Parties)
	}
	return word(kinds(), a.Kind) + ", " + by + ": " + c.names(a.Parties)
}

// barLine says a bar in a sentence without its full stop: "Daniel must not be in
// touch with Ash, by phone or by post, until 14 March 2027".
func (c *caseVisit) barLine(b practice.Bar) string {
	line := capital(c.names(b.On)) + " must not be in touch with "
	if len(b.Towards) == 0 {
		line += "anybody on another side"
	} else {
		line += c.names(b.Towards)
	}
	return line + c.meansLine(b.Means) + c.untilDay(b.Until)
}

// meansLine lists means: ", by phone or by post".
func (c *caseVisit) meansLine(list []practice.Means) string {
	var all []string
	for _, m := range list {
		if m == practice.Any {
			return ", by any means"
		}
		all = append(all, lower(word(means(), m)))
	}
	switch len(all) {
	case 0:
		return ""
	case 1:
		return ", " + all[0]
	default:
		return ", " + strings.Join(all[:len(all)-1], ", ") + " or " + all[len(all)-1]
	}
}

func (c *caseVisit) untilDay(i practice.Instant) string {
	if i == 0 {
		return ""
	}
	return ", until " + c.day(i)
}

// consentWhat says what somebody agreed to.
func (c *caseVisit) consentWhat(k practice.Consent) string {
	what := c.agreedWhat(k.To, k.Kind, k.Towards, k.For)
	if k.To == practice.ToBeUsed && k.Audience != "" {
		what += " for " + lower(word(audiences(), k.Audience))
	}
	return what
}

// agreedWhat says what is agreed to, or was asked for, in a few words.
func (c *caseVisit) agreedWhat(to practice.Agreed, kind practice.Kind, towards []practice.PartyID, guarded practice.PartyID) string {
	what := article(word(kinds(), kind))
	with := ""
	if len(towards) > 0 {
		with = c.names(towards)
	}
	switch to {
	case practice.ToWork:
		return "Us being in touch"
	case practice.ToSend:
		if kind == practice.Approach {
			return "What we may say to " + with
		}
		return "Their " + lower(word(kinds(), kind)) + " going to " + with
	case practice.ToReceive:
		return "Receiving " + what + " from " + with
	case practice.ToTakePart:
		if kind == practice.Meeting {
			return "Meeting " + with
		}
		return "Taking part in " + what
	case practice.ToBeUsed:
		return "Their words or story in " + what
	case practice.ToTelling:
		return "Other harmed people being told of " + what
	case practice.ToGuard:
		return "For " + c.name(guarded) + ": " + what
	}
	return ""
}

// dateInput fills a date input with an instant.
func dateInput(in ui.DateInput, i practice.Instant, zone *time.Location) ui.DateInput {
	at := i.Time().In(zone)
	in.Day, in.Month, in.Year = at.Format("2"), at.Format("1"), at.Format("2006")
	if in.WithTime {
		in.Time = sayClock(at)
	}
	return in
}

// ago says how long something has waited: "today", "yesterday", "15 days".
func ago(days int) string {
	switch {
	case days <= 0:
		return "today"
	case days == 1:
		return "1 day"
	default:
		return strconv.Itoa(days) + " days"
	}
}

// days counts the days from one instant to another, as people do: by midnights.
func days(from, to practice.Instant, zone *time.Location) int {
	midnight := func(i practice.Instant) time.Time {
		y, m, d := i.Time().In(zone).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return int(midnight(to).Sub(midnight(from)).Hours() / 24)
}
