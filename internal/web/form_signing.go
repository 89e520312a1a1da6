package web

import (
	"fmt"
	"net/http"
	"slices"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// showSignings lists what the outside supervisor was asked: single crossings, and
// nothing else of their cases.
func showSignings(v *visit) (answer, error) {
	all, err := v.session.Signings(v.Context())
	if err != nil {
		return answer{}, fmt.Errorf("could not list what waits to be signed off: %w", err)
	}
	f, err := v.staffFrame("To sign off", "/signings")
	if err != nil {
		return answer{}, err
	}
	t := ui.Table{Caption: "What waits for you", Hide: true, Columns: []string{"What", "Asked", "Harm"}, Empty: "Nothing waits for you."}
	for _, g := range all {
		t.Rows = append(t.Rows, ui.Row{
			{Link: ui.Link{Text: word(kinds(), g.Kind) + ", " + lower(word(means(), g.Means)), Href: signingHref(g)}},
			{Text: v.day(g.Asked)},
			{Text: signingHarms(g)},
		})
	}
	return shown(ui.SectionsPage{StaffFrame: f, Heading: "To sign off",
		Lead: "You see each text alone. Who is in the case, and what else is in it, you are not shown.", Sections: []ui.Section{t}}), nil
}

func signingHref(g casework.Signing) string { return "/signings/" + string(g.Crossing) }

func signingHarms(g casework.Signing) string {
	var all []string
	for _, h := range g.Harms {
		all = append(all, lower(word(harmKinds(), h)))
	}
	return capital(joined(all))
}

// signing finds what the path names among what was asked.
func (v *visit) signing() (casework.Signing, error) {
	all, err := v.session.Signings(v.Context())
	if err != nil {
		return casework.Signing{}, fmt.Errorf("could not list what waits to be signed off: %w", err)
	}
	at := slices.IndexFunc(all, func(g casework.Signing) bool { return string(g.Crossing) == v.PathValue("crossing") })
	if at < 0 {
		return casework.Signing{}, casework.ErrNotThere
	}
	return all[at], nil
}

func showSigning(v *visit) (answer, error) {
	g, err := v.signing()
	if err != nil {
		return answer{}, err
	}
	return v.askSigning(http.StatusOK, g, nil)
}

func (v *visit) askSigning(status int, g casework.Signing, sent *sent) (answer, error) {
	id, err := v.newForm(signingHref(g))
	if err != nil {
		return answer{}, err
	}
	f, err := v.staffFrame("To sign off", "/signings")
	if err != nil {
		return answer{}, err
	}
	form := ui.Form{Action: signingHref(g), ID: id, Submit: "Save this", Hidden: []ui.Hidden{{Name: "wording", Value: string(g.Wording)}}, Cancel: goBack("/signings"),
		Groups: []ui.Group{{Inputs: []ui.Input{
			ui.Radios{Name: "verdict", Label: "May it go as it stands?", Options: offered(verdicts())},
			ui.LongText{Name: "text", Label: "What has to be changed, or what you noticed", Hint: "Needed when it goes back.", Rows: 4, Most: mostNote},
		}}}}
	if sent != nil {
		form = sent.into(form)
	}
	return answer{status: status, page: ui.FormPage{StaffFrame: f, Back: ui.Link{Text: "Back", Href: "/signings"}, Caption: signingHarms(g), Heading: word(kinds(), g.Kind), Lead: word(means(), g.Means) + ".", Form: form,
		Sections: []ui.Section{ui.Letter{ID: "wording", Caption: "Exactly this", Tone: ui.ToneBetween, Text: paragraphs(g.Text)}}}}, nil
}

func submitSigning(v *visit) (answer, error) {
	g, err := v.signing()
	if err != nil {
		return answer{}, err
	}
	verdict := choice(v.sent, "verdict", taken(verdicts()), "Choose whether it may go")
	text := v.sent.text("text", mostNote, when(verdict == practice.Returned, "Write what has to be changed"))
	if !v.sent.ok() {
		return v.askSigning(http.StatusUnprocessableEntity, g, v.sent)
	}
	g.Wording = practice.Wording(v.sent.values.Get("wording")) // what they read, which may have moved since
	err = v.session.AnswerSigning(v.Context(), g, verdict, text, v.form)
	if refusal, is := isRefusal(err); is {
		v.sent.refuse(refusal.Sentence())
		return v.askSigning(http.StatusConflict, g, v.sent)
	}
	return finished(err, "/signings", "saved")
}

// askSignOffSheet asks an outside supervisor about one crossing.
func askSignOffSheet(c *caseVisit) (sheet, error) {
	x, err := c.moving()
	if err != nil {
		return sheet{}, err
	}
	var options []ui.Option
	for _, m := range c.everybody {
		if m.Left == 0 && m.Has(casework.OutsideSupervisor) {
			options = append(options, ui.Option{Value: string(m.ID), Label: m.Name})
		}
	}
	return sheet{heading: "Ask an outside supervisor", about: c.crossingTitle(x), submit: "Ask them", lead: "They see this text and the kind of harm, and nothing else of the case.",
		groups: []ui.Group{{Inputs: []ui.Input{oneOrChoose(ui.Radios{Name: "whom", Label: "Whom?", Options: options})}}}}, nil
}

func showAskSignOff(v *visit) (answer, error) { return step{sheet: askSignOffSheet}.show(v) }

func submitAskSignOff(v *visit) (answer, error) {
	c, s, err := step{sheet: askSignOffSheet}.open(v)
	if err != nil {
		return answer{}, err
	}
	whom := choice(v.sent, "whom", c.outside(), "Choose whom")
	if !v.sent.ok() {
		return c.ask(http.StatusUnprocessableEntity, s, v.sent, nil)
	}
	err = v.session.AskSignOff(v.Context(), c.view.ID, c.crossingID(), whom, v.form)
	if refusal, is := isRefusal(err); is {
		v.sent.refuse(refusal.Sentence())
		return c.ask(http.StatusConflict, s, v.sent, refusal)
	}
	return finished(err, s.back, "saved")
}

// outside are the outside supervisors who can be asked.
func (c *caseVisit) outside() []practice.StaffID {
	var all []practice.StaffID
	for _, m := range c.everybody {
		if m.Left == 0 && m.Has(casework.OutsideSupervisor) {
			all = append(all, m.ID)
		}
	}
	return all
}
