package web

import (
	"net/http"
	"strconv"
	"strings"

	"amends/internal/practice"
	"amends/internal/web/ui"
)

// refused is the page of a refusal: what was refused, what stands in the way and
// who can change it (P9). Casework has left out what the viewer may not know. A
// handler that knows the case's names and forms shows the same with them in
// ([visit.refusalPage]); this one answers for all others.
func (v *visit) refused(r *practice.Refusal) answer {
	if r.Code == practice.NotFound || v.session == nil {
		return v.server.notThere()
	}
	if v.session.IsParticipant() {
		return v.refusedThem(r)
	}
	var standing []ui.Condition
	for _, c := range practice.Unmet(r.Standing) {
		standing = append(standing, v.plainCondition(c))
	}
	a, err := v.refusalPage(refusal{why: r, standing: standing, back: ui.Link{Text: "Go to the start", Href: "/start"}})
	if err != nil {
		return v.incident(err)
	}
	return a
}

// refusedThem tells a participant that something was refused, and where it can
// still be changed: a no that came after a yes, in a second window, must not end here.
func (v *visit) refusedThem(r *practice.Refusal) answer {
	return answer{status: http.StatusConflict, page: ui.ReadPage{PortalFrame: v.bareFrame("Not done", "/p"), Heading: "This cannot be done now", Contact: v.contact(), Sections: []ui.Section{
		ui.Prose{Text: []string{r.Sentence() + " Nothing was changed.", "What you agreed to stands on a page of its own, and you can take it back there."},
			Links: []ui.Link{{Text: "What I agreed to", Href: "/p/agreed"}}}}}}
}

// refusal is what the page of a refusal shows.
type refusal struct {
	why               *practice.Refusal
	title, caption    string // of the case
	standing, inPlace []ui.Condition
	back              ui.Link
	actions           []ui.Button
}

// refusalPage draws a refusal for staff, with whatever the handler knew to add.
func (v *visit) refusalPage(r refusal) (answer, error) {
	if r.title == "" {
		r.title = "Not done"
	}
	f, err := v.staffFrame(r.title, "")
	if err != nil {
		return answer{}, err
	}
	return answer{status: http.StatusConflict, page: ui.RefusalPage{StaffFrame: f, Back: r.back, Caption: r.caption, Heading: "This cannot be done yet",
		Lead: r.why.Sentence() + " Nothing was changed.", Standing: r.standing, InPlace: r.inPlace, Actions: r.actions}}, nil
}

// conditionState is the drawing of a condition's state.
func conditionState(c practice.Condition) ui.State {
	switch {
	case c.Kind == practice.OnOtherSide:
		return ui.StateElsewhere
	case c.State == practice.Met:
		return ui.StateMet
	case c.State == practice.Refused && c.Why == practice.WhyTakenBack:
		return ui.StateBack
	case c.State == practice.Refused:
		return ui.StateStopped
	default:
		return ui.StateOpen
	}
}

// plainCondition is a condition for whoever knows no names here.
func (v *visit) plainCondition(c practice.Condition) ui.Condition {
	ends, began := "its end", "that day"
	if c.Until != 0 {
		ends = v.day(c.Until)
	}
	if c.Since != 0 {
		began = v.day(c.Since)
	}
	fill := strings.NewReplacer("{party}", "the person", "{authority}", "the authority it comes from", "{until}", ends, "{since}", began,
		"{done}", strconv.Itoa(c.Done), "{of}", strconv.Itoa(c.Of), "{kind}", "this", "{means}", "this way")
	drawn := ui.Condition{State: conditionState(c), What: capital(fill.Replace(c.Sentence())), Why: capital(fill.Replace(c.Because()))}
	if who := c.Who.Sentence(); who != "" {
		drawn.Who = "Who can change this: " + fill.Replace(who) + "."
	}
	return drawn
}
