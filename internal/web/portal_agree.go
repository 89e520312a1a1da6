package web

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

const mostReply = 2000

// question finds a question that is open in the box.
func (v *visit) question() (practice.BoxQuestion, error) {
	b, err := v.session.Box(v.Context())
	if err != nil {
		return practice.BoxQuestion{}, fmt.Errorf("could not open a box: %w", err)
	}
	at := slices.IndexFunc(b.Box.Questions, func(q practice.BoxQuestion) bool {
		return (q.Answer == "" || q.Answer == practice.Later) && string(q.ID) == v.PathValue("question")
	})
	if at < 0 {
		return practice.BoxQuestion{}, casework.ErrNotThere
	}
	return b.Box.Questions[at], nil
}

func showQuestion(v *visit) (answer, error) {
	q, err := v.question()
	if err != nil {
		return answer{}, err
	}
	kept, note, err := v.unsent(practice.AnswerQuestion{Question: q.ID})
	if err != nil {
		return answer{}, err
	}
	return v.askQuestion(http.StatusOK, q, kept, note)
}

func (v *visit) askQuestion(status int, q practice.BoxQuestion, sent *sent, note *ui.Flash) (answer, error) {
	form := ui.Form{Action: v.URL.Path, Submit: "Send my answer", Other: []ui.Submit{forLater}, Groups: []ui.Group{{Inputs: []ui.Input{
		ui.Radios{Name: "answer", Label: q.Text, Heading: true,
			Hint: "You do not have to decide today. Whatever you choose, you can change your mind, and nobody on any other side is told why.",
			Options: []ui.Option{{Value: string(practice.Yes), Label: "Yes"}, {Value: string(practice.Later), Label: "Not now. Ask me again later"},
				{Value: string(practice.No), Label: "No"}}},
		ui.LongText{Name: "text", Label: "Anything you want to say to us with it",
			Hint: "Leave it empty if not. It is read here and passed on to nobody.", Rows: 3, Most: mostReply},
	}}}}
	return v.ask(status, asked{title: "A question", back: "/p", form: form, note: note}, sent)
}

// submitQuestion sends an answer. That the question is still open is for the box
// to say: a form sent twice finds it answered.
func submitQuestion(v *visit) (answer, error) {
	if id := practice.QuestionID(v.PathValue("question")); v.sent.pressed(forLater.Name) {
		return v.keep(practice.AnswerQuestion{Question: id})
	}
	reply := practice.AnswerQuestion{Question: practice.QuestionID(v.PathValue("question")),
		Answer: choice(v.sent, "answer", []practice.Answer{practice.Yes, practice.Later, practice.No}, "Choose an answer, or save this and come back later"),
		Text:   v.sent.text("text", mostReply, "")}
	if v.sent.ok() {
		return finished(v.session.DoBox(v.Context(), reply, v.form), "/p", "answered")
	}
	q, err := v.question()
	if err != nil {
		return answer{}, err
	}
	return v.askQuestion(http.StatusUnprocessableEntity, q, v.sent, nil)
}

// showAgreed lists what they agreed to, and how to take it back.
func showAgreed(v *visit) (answer, error) {
	b, err := v.session.Box(v.Context())
	if err != nil {
		return answer{}, fmt.Errorf("could not open a box: %w", err)
	}
	f, err := v.portalFrame("What I agreed to", "/p")
	if err != nil {
		return answer{}, err
	}
	list := ui.Consents{ID: "agreed", Empty: "Nothing yet. What you agree to will stand here."}
	for _, c := range b.Box.Agreed {
		list.Items = append(list.Items, v.consent(c, b.At.Now))
	}
	slices.SortStableFunc(list.Items, func(a, b ui.Consent) int { return cmp.Compare(standsFirst(a), standsFirst(b)) })
	return shown(ui.ReadPage{PortalFrame: f, Heading: "What I agreed to", Lead: "You can take back any of these. It works from that moment on, and you need no reason.",
		Sections: []ui.Section{list}, Contact: v.contact()}), nil
}

// standsFirst puts what can be taken back before what is over: who comes to take
// something back must not have to look for it.
func standsFirst(c ui.Consent) int {
	if c.State == ui.StateMet {
		return 0
	}
	return 1
}

func (v *visit) consent(c practice.BoxAgreed, now practice.Instant) ui.Consent {
	shown := ui.Consent{State: ui.StateMet, What: agreedText(c), When: "Agreed on " + v.day(c.Given)}
	switch {
	case c.Ended != 0:
		shown.State, shown.When = ui.StateBack, "Taken back on "+v.day(c.Ended)
	case c.Until != 0 && c.Until <= now:
		shown.State, shown.When = ui.StateUndecided, "Ended on "+v.day(c.Until)
	default:
		if c.Until != 0 {
			shown.Means = "Until " + v.day(c.Until)
		}
		shown.Link = ui.Link{Text: "Take this back", Hidden: shown.What, Href: "/p/agreed/" + string(c.Consent)}
	}
	return shown
}

// standing finds a consent that can be taken back.
func (v *visit) standing() (practice.BoxAgreed, error) {
	b, err := v.session.Box(v.Context())
	if err != nil {
		return practice.BoxAgreed{}, fmt.Errorf("could not open a box: %w", err)
	}
	at := slices.IndexFunc(b.Box.Agreed, func(c practice.BoxAgreed) bool {
		return c.Ended == 0 && string(c.Consent) == v.PathValue("consent")
	})
	if at < 0 {
		return practice.BoxAgreed{}, casework.ErrNotThere
	}
	return b.Box.Agreed[at], nil
}

func showTakeBack(v *visit) (answer, error) {
	c, err := v.standing()
	if err != nil {
		return answer{}, err
	}
	form := ui.Form{Action: v.URL.Path, Submit: "Take it back", Warn: true, Cancel: goBack("/p/agreed")}
	return v.ask(http.StatusOK, asked{title: "Take back", back: "/p/agreed", heading: "Take this back?", lead: agreedText(c), form: form,
		sections: []ui.Section{ui.Prose{Points: []string{"It works from the moment you press the button. You need no reason.",
			"Whatever rests on it stops.", "What was given before stays given: it cannot be taken back.", "Nobody on any other side is told that it was you, or why."}}}}, nil)
}

func submitTakeBack(v *visit) (answer, error) {
	id := practice.ConsentID(v.PathValue("consent"))
	return finished(v.session.DoBox(v.Context(), practice.TakeBack{Consent: id}, v.form), "/p/agreed", "back")
}

// showContact asks how and when they can be reached safely.
func showContact(v *visit) (answer, error) {
	kept, note, err := v.unsent(practice.SetContact{})
	if err != nil {
		return answer{}, err
	}
	return v.askContact(http.StatusOK, kept, note)
}

func (v *visit) askContact(status int, sent *sent, note *ui.Flash) (answer, error) {
	b, err := v.session.Box(v.Context())
	if err != nil {
		return answer{}, fmt.Errorf("could not open a box: %w", err)
	}
	form := ui.Form{Action: "/p/contact", Submit: "Send", Other: []ui.Submit{forLater}, Cancel: goBack("/p"), Groups: []ui.Group{{Inputs: []ui.Input{
		ui.LongText{Name: "text", Label: "How can we reach you safely?", Heading: true, Rows: 6, Most: mostReply, Value: b.Box.Contact,
			Hint: "How and when, who may answer, and what we must never do. For example: text first, after 5pm, never leave a voicemail."}}}}}
	return v.ask(status, asked{title: "How to reach me", back: "/p", form: form, note: note}, sent)
}

func submitContact(v *visit) (answer, error) {
	if v.sent.pressed(forLater.Name) {
		return v.keep(practice.SetContact{})
	}
	text := v.sent.text("text", mostReply, "Write how and when we can reach you")
	if !v.sent.ok() {
		return v.askContact(http.StatusUnprocessableEntity, v.sent, nil)
	}
	return finished(v.session.DoBox(v.Context(), practice.SetContact{Text: text}, v.form), "/p", "saved")
}
