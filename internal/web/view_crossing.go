package web

import (
	"slices"
	"strconv"

	"amends/internal/practice"
	"amends/internal/web/ui"
)

// crossingCard draws one crossing with what stands in its way.
func (c *caseVisit) crossingCard(x practice.Crossing) ui.Crossing {
	conditions := c.conditions(x.ID)
	unmet := practice.Unmet(conditions)
	card := ui.Crossing{
		ID: string(x.ID), Icon: crossingIcon(x.Kind), Title: c.crossingTitle(x), From: c.ends(x.From), To: c.ends(x.To),
		BothWays: x.Kind == practice.Meeting, Leftwards: x.Kind != practice.Meeting && len(x.From) > 0 && c.lane(c.sideOf(x.From[0])) == ui.LaneRight, Tag: crossingTag(x, unmet),
	}
	switch x.State {
	case practice.Delivered, practice.PartDone:
		card.Text = c.deliveredText(x)
	case practice.Stopped:
		card.Text = c.stoppedText(x)
	case practice.Proposed, practice.Cleared, practice.NotDelivered:
	}
	if !x.IsOver() {
		card.Standing, card.InPlace = c.drawn(unmet, x), c.drawn(met(conditions), x)
		card.Carrier, card.Actions = c.carrierText(x), c.crossingActions(x, unmet)
	}
	card.Links = c.crossingLinks(x)
	return card
}

func crossingIcon(k practice.Kind) ui.Icon {
	switch k {
	case practice.Approach:
		return ui.IconApproach
	case practice.Message:
		return ui.IconMessage
	case practice.Letter:
		return ui.IconLetter
	case practice.Recording:
		return ui.IconRecording
	case practice.Meeting:
		return ui.IconMeeting
	case practice.Details:
		return ui.IconDetails
	case practice.Publication:
		return ui.IconBook
	case practice.Talk:
		return ui.IconTalk
	default:
		return ui.IconNotice
	}
}

func (c *caseVisit) ends(ids []practice.PartyID) []ui.Name {
	all := make([]ui.Name, len(ids))
	for i, id := range ids {
		all[i] = ui.Name{Text: c.name(id), Tone: c.tone(id)}
	}
	return all
}

// crossingTag says in a few words how far a crossing is.
func crossingTag(x practice.Crossing, unmet []practice.Condition) ui.Tag {
	stopped := slices.ContainsFunc(unmet, func(c practice.Condition) bool { return c.State == practice.Refused })
	switch {
	case x.State == practice.Delivered && x.Kind == practice.Meeting:
		return ui.Tag{Text: "They met", State: ui.StateMet}
	case x.State == practice.Delivered:
		return ui.Tag{Text: "Passed on", State: ui.StateMet}
	case x.State == practice.PartDone && x.Kind == practice.Meeting:
		return ui.Tag{Text: "They met, in part", State: ui.StateMet}
	case x.State == practice.PartDone:
		return ui.Tag{Text: "Passed on in part", State: ui.StateMet}
	case x.State == practice.Stopped:
		return ui.Tag{Text: "Not going ahead", State: ui.StateUndecided}
	case x.State == practice.Cleared && x.Kind == practice.Meeting:
		return ui.Tag{Text: "Goes ahead", State: ui.StateMet}
	case x.State == practice.Cleared:
		return ui.Tag{Text: "Ready to pass on", State: ui.StateMet}
	case stopped:
		return ui.Tag{Text: "Cannot go ahead", State: ui.StateStopped}
	case len(unmet) == 1:
		return ui.Tag{Text: "1 thing to do", State: ui.StateOpen}
	case len(unmet) > 1:
		return ui.Tag{Text: strconv.Itoa(len(unmet)) + " things to do", State: ui.StateOpen}
	default:
		return ui.Tag{Text: "Everything is in place", State: ui.StateMet}
	}
}

func (c *caseVisit) deliveredText(x practice.Crossing) string {
	text := capital(c.crossingWay(x)) + ", on " + c.day(x.Delivered)
	if x.Carried.By != "" {
		text += ", with " + c.colleague(x.Carried.By)
	}
	if x.State == practice.PartDone {
		text += ". Part of it"
	}
	if who := c.attendedText(x.Attended); who != "" {
		text += ". " + capital(who)
	}
	return text + "."
}

func (c *caseVisit) stoppedText(x practice.Crossing) string {
	text := "Since " + c.day(x.Stopped) + "."
	if reason := word(stopReasons(), x.Reason); reason != "" {
		text += " " + reason + "."
	}
	return text
}

// carrierText says who may carry it, until when.
func (c *caseVisit) carrierText(x practice.Crossing) string {
	if x.State != practice.Cleared {
		return ""
	}
	who, until := c.colleague(x.Clearance.Carrier), c.when(x.Clearance.Until)
	if x.Kind == practice.Meeting {
		return who + " leads it on " + c.when(x.Plan.Starts) + ". Ask again on the day."
	}
	return who + " may carry it until " + until + ". Ask before handing over whether it still stands."
}

// calledOff warns of what somebody may be on their way to hand over though it no
// longer stands (P2).
func (c *caseVisit) calledOff(x practice.Crossing) (ui.Alert, bool) {
	if !x.IsCalledOff(c.now()) {
		return ui.Alert{}, false
	}
	who, heading, work := c.colleague(x.Clearance.Carrier), "Not to be passed on: ", "carry it"+when(x.Clearance.Until != 0, " until "+c.when(x.Clearance.Until))
	if x.Kind == practice.Meeting {
		heading, work = "Not going ahead as planned: ", "lead it on "+c.when(x.Plan.Starts)
	}
	a := ui.Alert{ID: "off-" + string(x.ID), State: ui.StateStopped, Kind: "Called off", Heading: heading + lower(c.crossingTitle(x)),
		Text: who + " was to " + work + ". Ring them now."}
	if x.Clearance.Carrier == c.session.Me().ID {
		a.Text = "You were to " + work + ". It no longer stands."
	}
	return a, true
}

// crossingActions are the next steps of a crossing that is not over.
func (c *caseVisit) crossingActions(x practice.Crossing, unmet []practice.Condition) []ui.Button {
	id := string(x.ID)
	switch {
	case x.State == practice.Cleared && x.Kind == practice.Meeting:
		return []ui.Button{
			{Text: "Ask again on the day", Href: c.href("crossing", id, "confirm")},
			{Text: "After the meeting", Href: c.href("crossing", id, "deliver"), Quiet: true},
		}
	case x.State == practice.Cleared:
		return []ui.Button{{Text: "After handing it over", Href: c.href("crossing", id, "deliver")}}
	case !slices.ContainsFunc(unmet, func(k practice.Condition) bool { return !isJudgement(k) }): // the judgement of an asking is made on that form
		return []ui.Button{{Text: "Is it ready to pass on?", Href: c.href("crossing", id, "clear")}}
	default:
		return nil
	}
}

func (c *caseVisit) crossingLinks(x practice.Crossing) []ui.Link {
	title, id := c.crossingTitle(x), string(x.ID)
	var links []ui.Link
	if x.Content != "" {
		if content, known := c.state.Content(x.Content); known && c.sees(content.Author) {
			links = append(links, c.link("Read the text", title, "content", string(x.Content)))
			if !x.IsOver() && len(c.outside()) > 0 {
				links = append(links, c.link("Ask an outside supervisor", title, "crossing", id, "ask-sign-off"))
			}
		}
	}
	if len(x.Attended) > 0 {
		links = append(links, c.link("Correct who was there", title, "crossing", id, "attended"))
	}
	if x.IsOver() {
		return links
	}
	if x.Kind == practice.Meeting {
		links = append(links, c.link("Change the plan", title, "crossing", id, "plan"))
	}
	for _, p := range c.view.Parties {
		if p.Login && slices.Contains(x.Taking(), p.ID) {
			links = append(links, c.link("Ask "+p.Name+" on their page", title, "crossing", id, "ask", string(p.ID)))
		}
	}
	return append(links, c.link("Stop this", title, "crossing", id, "stop"))
}
