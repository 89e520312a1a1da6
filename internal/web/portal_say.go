package web

import (
	"amends/internal/practice"
)

// itemTitle names what was given to somebody, in words that say what it is to
// them and not what the service does.
func itemTitle(item practice.BoxItem) string {
	switch {
	case item.Content != "":
		return "What you gave us has arrived"
	case item.From != "" && item.Kind == practice.Approach:
		return itemKind(item) + ", from " + item.From
	case item.From != "":
		return itemKind(item) + " from " + item.From
	default:
		return itemKind(item)
	}
}

func itemKind(item practice.BoxItem) string {
	switch item.Kind {
	case practice.Approach:
		return "What we told you"
	case practice.Message:
		return "A message"
	case practice.Letter:
		return "A letter"
	case practice.Recording:
		return "A recording"
	case practice.Meeting:
		return "A meeting"
	case practice.Details:
		return "How to reach somebody"
	case practice.Publication, practice.Talk:
		return "Something told in public"
	default:
		return "A notice"
	}
}

// itemText is what stands on the page of it. What was spoken or handed over may
// have left no words here.
func itemText(item practice.BoxItem) []string {
	switch {
	case item.Content != "":
		return []string{"What you gave us to pass on has reached the person it was for."}
	case item.Notice != practice.NoNotice:
		return []string{noticeText(item.Notice)}
	case item.Text != "":
		return paragraphs(item.Text)
	case item.Kind == practice.Meeting:
		return []string{"This took place. Nothing that was said there is kept on this page."}
	default:
		return []string{"This was given to you in another way. Its words are not kept on this page."}
	}
}

// noticeText is the service's neutral sentence, the same whatever lies behind it (P3).
func noticeText(n practice.FixedNotice) string {
	if n == practice.NotGoingAhead {
		return "This is not going ahead."
	}
	return "There is nothing to arrange at present."
}

// dutyWord is what somebody does here, for those who do not work here.
func dutyWord(d practice.Duty) string {
	switch d {
	case practice.Coordinator:
		return "Coordinator"
	case practice.Facilitator:
		return "Facilitator"
	case practice.Supervisor:
		return "Outside supervisor"
	case practice.Lead:
		return "Safeguarding lead"
	default:
		return "Somebody else who works here"
	}
}

// agreedText says what somebody agreed to: in the words it was put down in for
// them, or, where they agreed on this page, in the page's own.
func agreedText(c practice.BoxAgreed) string {
	if c.Text != "" {
		return c.Text
	}
	switch c.To {
	case practice.ToWork:
		return "You being in touch with me"
	case practice.ToSend:
		return "My words being passed on"
	case practice.ToReceive:
		return "Being given " + itemNoun(c.Kind)
	case practice.ToTakePart:
		return "Taking part in " + itemNoun(c.Kind)
	case practice.ToBeUsed:
		return "My words being used in public"
	case practice.ToTelling:
		return "Others who were harmed being told"
	default:
		return "Speaking for somebody beside me"
	}
}

func itemNoun(k practice.Kind) string {
	switch k {
	case practice.Message:
		return "a message"
	case practice.Letter:
		return "a letter"
	case practice.Recording:
		return "a recording"
	case practice.Meeting:
		return "a meeting"
	case practice.Talk:
		return "a talk"
	default:
		return "what we spoke about"
	}
}
