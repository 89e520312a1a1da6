package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// step is one form of a case, with an address of its own: what it asks, and the
// command that what was typed becomes. One value serves showing it, showing it
// again with what is wrong, and running it, so that a form can ask nothing that
// is not read and read nothing that is not asked.
type step struct {
	// path is the form's address below that of the case: "bar/{bar}/end".
	path string
	// want says which files the form shows; nil for none.
	want func(v *visit) casework.Want
	// texts says which contents it shows; nil for none. It is asked of the case as
	// it is without them.
	texts func(c *caseVisit) []practice.ContentID
	// sheet is the form as it is asked now. ErrNotThere for what the path names and
	// the visitor may not know of.
	sheet func(c *caseVisit) (sheet, error)
	// read makes the command of what was sent ([visit.sent]), saying there what is wrong.
	read func(c *caseVisit) practice.Command
	// fields are the form's names for the command's fields, by which a refusal finds
	// its place.
	fields map[string]string
}

// sheet is what one form asks, and what stands around it.
type sheet struct {
	heading, lead string
	about         string   // whom or what, after the case's reference
	points        []string // what cannot be undone: then the form stands on a page of its own kind
	alerts        []ui.Alert
	sections      []ui.Section
	refused       []practice.Condition // what stands in the way of asking at all (P9)
	hidden        []ui.Hidden
	stands        []ui.Fact // what it replaces, as it is now: then it is refused over a colleague's change
	groups        []ui.Group
	submit        string
	warn          bool        // it stops something
	other         []ui.Submit // further buttons
	back          string      // where it leads when it is left or done; empty for the case's first page
	done          string      // the word of flashes that tells what was done; "saved" when empty
}

// routes are a step's two.
func (st step) routes() []Route {
	pattern := "/cases/{case}/" + st.path
	return []Route{{get, pattern, ofCase(), st.show}, {post, pattern, ofCase(), st.submit}}
}

// open opens the case and lays the form out.
func (st step) open(v *visit) (*caseVisit, sheet, error) {
	var want casework.Want
	if st.want != nil {
		want = st.want(v)
	}
	c, err := v.openCase(want)
	if err != nil {
		return nil, sheet{}, err
	}
	if st.texts != nil {
		if want.Contents = st.texts(c); len(want.Contents) > 0 {
			if c, err = v.openCase(want); err != nil {
				return nil, sheet{}, err
			}
		}
	}
	s, err := st.sheet(c)
	if s.back == "" {
		s.back = c.href()
	}
	return c, s, err
}

func (st step) show(v *visit) (answer, error) {
	c, s, err := st.open(v)
	if err != nil {
		return answer{}, err
	}
	if s.refused != nil {
		return c.refusedPage(s)
	}
	return c.ask(http.StatusOK, s, nil, nil)
}

// refusedPage says what stands in the way of what was asked for, instead of a form
// that could only be refused (P9).
func (c *caseVisit) refusedPage(s sheet) (answer, error) {
	x, err := c.crossing()
	if err != nil {
		return answer{}, err
	}
	caption := c.reference() + " · " + s.about
	f, err := c.staffFrame(c.reference(), "/cases")
	if err != nil {
		return answer{}, err
	}
	return shown(ui.RefusalPage{StaffFrame: f, Back: ui.Link{Text: "Back", Href: s.back}, Caption: caption, Heading: s.heading, Lead: s.lead,
		Standing: c.drawn(practice.Unmet(s.refused), x), InPlace: c.drawn(met(s.refused), x)}), nil
}

func met(conditions []practice.Condition) []practice.Condition {
	return slices.DeleteFunc(slices.Clone(conditions), func(c practice.Condition) bool { return c.State != practice.Met })
}

// submit reads the form and runs its command. What is wrong, and what stands in
// the way, is said on the same form with everything still in it (P9).
func (st step) submit(v *visit) (answer, error) {
	c, s, err := st.open(v)
	if err != nil {
		return answer{}, err
	}
	if v.sent.pressed(oneMore) {
		return c.ask(http.StatusOK, s, v.sent, nil)
	}
	if s.refused != nil {
		return c.refusedPage(s)
	}
	switch err := v.overtaken(s.stands); {
	case errors.Is(err, errOvertaken):
		s.sections = append([]ui.Section{standsNow(s.stands)}, s.sections...)
		return c.ask(http.StatusConflict, s, v.sent, nil)
	case err != nil:
		return finished(err, s.back, s.doneWord())
	}
	command := st.read(c)
	if !v.sent.ok() {
		return c.ask(http.StatusUnprocessableEntity, s, v.sent, nil)
	}
	_, err = v.session.Do(v.Context(), c.view.ID, command, v.form)
	if err == nil || errors.Is(err, casework.ErrRepeated) {
		return finished(err, s.back, s.doneWord())
	}
	if v.sent.takes(err, st.fields) {
		return c.ask(http.StatusUnprocessableEntity, s, v.sent, nil)
	}
	if refusal, is := isRefusal(err); is && refusal.Code != practice.NotFound {
		v.sent.refuse(refusal.Sentence())
		return c.ask(http.StatusConflict, s, v.sent, refusal)
	}
	return answer{}, err
}

func (s sheet) doneWord() string {
	if s.done == "" {
		return "saved"
	}
	return s.done
}

// ask draws a form of the case: for the first time, or again with what was sent
// and what stood in the way.
func (c *caseVisit) ask(status int, s sheet, sent *sent, refusal *practice.Refusal) (answer, error) {
	id, err := c.newForm(c.URL.Path)
	if err != nil {
		return answer{}, err
	}
	f, err := c.staffFrame(c.reference(), "/cases")
	if err != nil {
		return answer{}, err
	}
	form := ui.Form{Action: c.URL.Path, ID: id, Hidden: slices.Concat(s.hidden, standing(s.stands)), Groups: s.groups,
		Submit: s.submit, Warn: s.warn, Other: s.other, Cancel: goBack(s.back)}
	if sent != nil {
		form = sent.into(form)
	}
	sections := s.sections
	if refusal != nil && len(refusal.Standing) > 0 {
		standing := ui.Conditions{ID: "standing", Heading: "What stands in the way", Items: c.drawn(practice.Unmet(refusal.Standing), practice.Crossing{})}
		sections = append([]ui.Section{standing}, sections...)
	}
	caption, back := c.reference(), ui.Link{Text: "Back", Href: s.back}
	if s.about != "" {
		caption += " · " + s.about
	}
	if len(s.points) > 0 {
		return answer{status: status,
			page: ui.ConfirmPage{StaffFrame: f, Back: back, Caption: caption, Heading: s.heading, Lead: s.lead, Points: s.points, Sections: sections, Form: form}}, nil
	}
	return answer{status: status,
		page: ui.FormPage{StaffFrame: f, Back: back, Caption: caption, Heading: s.heading, Lead: s.lead, Alerts: s.alerts, Sections: sections, Form: form}}, nil
}

// oneMore is the button that asks for another line of what a form repeats. The
// form comes back with everything typed so far and one line more; without script.
const oneMore = "more"

// mostLines is how many lines of one thing a form takes.
const mostLines = 24

// lines is how many lines of a repeated thing a form shows now: least at first,
// then as many as were sent, and one more when asked.
func (v *visit) lines(name string, least int) int {
	if v.sent == nil {
		return least
	}
	n, err := strconv.Atoi(v.sent.values.Get(name))
	if err != nil || n < least {
		n = least
	}
	if v.sent.pressed(oneMore) {
		n++
	}
	return min(n, mostLines)
}

// fileOf opens the file of the party that the path names.
func fileOf(v *visit) casework.Want {
	return casework.Want{Parties: []practice.PartyID{practice.PartyID(v.PathValue("party"))}}
}
