package web

import (
	"amends/internal/casework"
	"amends/internal/web/ui"
)

// showMore is every form of a case in one place, by what it is about: first each
// person, then what is between them and the case as a whole.
func showMore(v *visit) (answer, error) {
	c, err := v.openCase(casework.Want{})
	if err != nil {
		return answer{}, err
	}
	f, err := v.staffFrame(c.reference(), "/cases")
	if err != nil {
		return answer{}, err
	}
	return shown(ui.SectionsPage{StaffFrame: f, Back: ui.Link{Text: "Back", Href: c.href()}, Caption: c.reference(), Heading: "Everything that can be done",
		Sections: []ui.Section{ui.Directory{Groups: append(c.moreOfEach(), c.moreOfCase()...)}}}), nil
}

// moreOfEach is what can be done with each person the visitor works with.
func (c *caseVisit) moreOfEach() []ui.LinkGroup {
	var groups []ui.LinkGroup
	for _, p := range c.mine() {
		id, name := string(p.ID), c.name(p.ID)
		links := []ui.Link{ // of somebody who died, what they said and gave before is still written down
			c.link("Write down a contact from before they died", "with "+name, "contact", id), c.link("Take down something from before they died", "from "+name, "write", id),
		}
		if p.IsHere() {
			links = []ui.Link{
				c.link("Write down a contact", "with "+name, "contact", id), c.link("Print a pack for a visit", "to "+name, "pack", id),
				c.link("Take something down", "from "+name, "write", id), c.link("Keep an interest on file", "of "+name, "interest", id),
			}
		}
		links = append(links, c.link("Tell somebody outside", "something about "+name, "disclose", id), c.link("Change who they are here", name, "party", id, "change"))
		if p.IsHere() {
			links = append(links, c.link("Write down that they have died", name, "party", id, "last"))
		}
		groups = append(groups, ui.LinkGroup{Heading: capital(name), Caption: c.roleNow(p), Links: links})
	}
	return groups
}

// moreOfCase is what can be done about the case, and about what was written down.
func (c *caseVisit) moreOfCase() []ui.LinkGroup {
	var wrong []ui.Link
	for _, t := range things() {
		wrong = append(wrong, c.link(t.label, "written down wrong", "correct", string(t.value)))
	}
	for _, x := range c.state.Crossings {
		if len(x.Attended) > 0 {
			wrong = append(wrong, c.link("Who was there", "at the "+lower(c.crossingTitle(x)), "crossing", string(x.ID), "attended"))
		}
	}
	data := []ui.Link{c.link("Who has looked", "", "looks")}
	for _, p := range c.mine() {
		data = append(data, c.link("Erase everything about "+c.name(p.ID), "", "party", string(p.ID), "erase"))
	}
	end := c.link("Close the case", "", "close")
	if !c.state.IsOpen() {
		end = c.link("Open the case again", "", "reopen")
	}
	return []ui.LinkGroup{
		{Heading: "From one side to the other",
			Links: []ui.Link{c.link("Something to pass on", "", "propose"), c.link("Plan a meeting", "", "plan"), c.link("Something was agreed", "", "agreement")}},
		{Heading: "Safety", Links: c.safetyLinks()},
		{Heading: "Who is in it, and who works on it",
			Links: append(c.sideLinks(), c.link("Add somebody", "", "party"), c.link("A helper", "", "helper"), c.link("Somebody who will not be asked", "", "person"), c.link("Who works on this", "", "allocate"), c.link("Declare a conflict", "", "conflict"))},
		{Heading: "Correct what is wrong", Links: wrong},
		{Heading: "Looks and erasure", Links: data},
		{Heading: "The end", Links: []ui.Link{end}},
	}
}

// safetyLinks lead to the forms about what forbids contact, and what went past the gate.
func (c *caseVisit) safetyLinks() []ui.Link {
	links := []ui.Link{c.link("Something forbids contact", "", "bar"), c.link("Assess risks and strengths", "", "assess"), c.link("Hold the case", "", "hold")}
	return append(append(links, c.sensitiveLinks()...), c.link("Something happened outside the gate", "", "outside"))
}
