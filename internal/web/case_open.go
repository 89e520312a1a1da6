package web

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// caseVisit is a visit to one case: the case as its visitor may see it, and who is
// who in it. Nothing of a case is read but through it.
type caseVisit struct {
	*visit
	people
	view      *casework.View
	texts     map[practice.ContentID]practice.Wordings // those that were asked for and may be opened
	everybody []casework.Staff
	rightEdge []practice.SideID // the sides at the right edge of the page
	oneEdge   bool              // there is one edge only, or none
}

// openCase opens the case that the path names. Every file that want opens leaves a
// look; a page opens no more than it shows.
func (v *visit) openCase(want casework.Want) (*caseVisit, error) {
	view, err := v.session.Case(v.Context(), casework.CaseID(v.PathValue("case")), want)
	if err != nil {
		return nil, fmt.Errorf("could not open a case: %w", err)
	}
	colleagues, err := v.session.StaffList(v.Context())
	if err != nil {
		return nil, fmt.Errorf("could not list staff: %w", err)
	}
	c := &caseVisit{visit: v, people: v.peopleOf(view, colleagues), view: view, texts: map[practice.ContentID]practice.Wordings{}, everybody: colleagues}
	for _, content := range view.Contents {
		c.texts[content.ID] = content.Text
	}
	left, right := c.edges(anyParty)
	for _, s := range right {
		c.rightEdge = append(c.rightEdge, s.id)
	}
	if len(left) == 0 {
		c.rightEdge = nil // the one edge there is stands left
	}
	c.oneEdge = len(left) == 0 || len(right) == 0
	return c, nil
}

func (v *visit) peopleOf(view *casework.View, colleagues []casework.Staff) people {
	settings := v.session.Settings()
	p := people{
		state: view.State, viewer: view.Viewer, harmed: settings.Harmed, responsible: settings.Responsible,
		short: map[practice.PartyID]string{}, staff: map[practice.StaffID]string{},
		spokenOf: map[practice.SpokenOfID]string{}, helpers: map[practice.HelperID]string{},
	}
	for _, party := range view.Parties {
		p.short[party.ID] = party.Name
	}
	for _, colleague := range colleagues {
		p.staff[colleague.ID] = colleague.Name
	}
	for _, w := range view.Facts.Texts {
		switch {
		case w.SpokenOf != "" && w.What == practice.NoteText:
			p.spokenOf[w.SpokenOf] = w.Text
		case w.Helper != "" && w.What == practice.NoteText:
			p.helpers[w.Helper] = w.Text
		}
	}
	return p
}

// href is the address of a page of this case.
func (c *caseVisit) href(parts ...string) string {
	return "/" + strings.Join(append([]string{"cases", string(c.view.ID)}, parts...), "/")
}

func (c *caseVisit) now() practice.Instant { return c.view.At.Now }

// reference is how the case is said in titles and captions: by its reader's own number.
func (c *caseVisit) reference() string { return "Case " + c.view.Number }

// partyView is what the view has of a party; nothing of one it does not have.
func (c *caseVisit) partyView(id practice.PartyID) casework.PartyView {
	at := slices.IndexFunc(c.view.Parties, func(p casework.PartyView) bool { return p.ID == id })
	if at < 0 {
		return casework.PartyView{}
	}
	return c.view.Parties[at]
}

// theirs finds the party that the path names. One of a side that is not the
// visitor's is not there (P5).
func (c *caseVisit) theirs() (practice.Party, error) {
	id := practice.PartyID(c.PathValue("party"))
	party, known := c.state.Party(id)
	if !known || !c.sees(id) || party.Erased {
		return practice.Party{}, casework.ErrNotThere
	}
	return party, nil
}

// askable is theirs for what asks or gives somebody something now: nobody is asked who has died.
func (c *caseVisit) askable() (practice.Party, error) {
	p, err := c.theirs()
	if err == nil && !p.IsHere() {
		return p, &practice.Refusal{Code: practice.DiedParty}
	}
	return p, err
}

// anybody finds the party that the path names, of whatever side: one may be named
// without being worked with.
func (c *caseVisit) anybody() (practice.Party, error) {
	party, known := c.state.Party(practice.PartyID(c.PathValue("party")))
	if !known || party.Erased {
		return practice.Party{}, casework.ErrNotThere
	}
	return party, nil
}

// crossing finds the crossing that the path names.
func (c *caseVisit) crossing() (practice.Crossing, error) {
	x, known := c.state.Crossing(practice.CrossingID(c.PathValue("crossing")))
	if !known {
		return practice.Crossing{}, casework.ErrNotThere
	}
	return x, nil
}

// content finds the content that the path names.
func (c *caseVisit) content() (practice.Content, error) {
	content, known := c.state.Content(practice.ContentID(c.PathValue("content")))
	if !known {
		return practice.Content{}, casework.ErrNotThere
	}
	return content, nil
}

// conditions are a crossing's, as casework let them through.
func (c *caseVisit) conditions(id practice.CrossingID) []practice.Condition {
	for _, g := range c.view.Crossings {
		if g.ID == id {
			return g.Conditions
		}
	}
	return nil
}

// care is how a party can be reached safely, as last written.
func (c *caseVisit) care(id practice.PartyID) string {
	return c.partyView(id).Care
}

// link leads to a page of this case.
func (c *caseVisit) link(text, hidden string, parts ...string) ui.Link {
	return ui.Link{Text: text, Hidden: hidden, Href: c.href(parts...)}
}

// isRefusal says whether an error is a refusal, and which.
func isRefusal(err error) (*practice.Refusal, bool) { return errors.AsType[*practice.Refusal](err) }
