package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// The participant's pages are made from [casework.Session.Box] and nothing else
// (P3). Their titles name nobody and nothing (P10).

// showBefore is read before a participant's first page: what leaving quickly can
// hide and what it cannot.
func showBefore(v *visit) (answer, error) {
	id, err := v.newForm("/p/before")
	if err != nil {
		return answer{}, err
	}
	f, err := v.portalFrame("Before you go on", "")
	if err != nil {
		return answer{}, err
	}
	return shown(ui.SafetyPage{PortalFrame: f, Heading: "Before you go on",
		Can: []string{"Takes you to another page at once, such as the weather", "Ends your visit here, so that “back” shows nothing",
			"Works too when you press Shift three times, if your browser runs scripts"},
		Cannot:   []string{"Remove these pages from the list of pages your browser keeps", "Stop somebody who watches your phone from afar"},
		Continue: ui.Form{Action: "/p/before", ID: id, Submit: "I understand, go on", Cancel: ui.Link{Text: "Staying safe online", Href: "/safe"}}}), nil
}

func submitBefore(*visit) (answer, error) { return seeOther("/p"), nil }

// showBox is a participant's own page.
func showBox(v *visit) (answer, error) {
	b, err := v.session.Box(v.Context())
	if err != nil {
		return answer{}, fmt.Errorf("could not open a box: %w", err)
	}
	f, err := v.portalFrame("Your page", "")
	if err != nil {
		return answer{}, err
	}
	p := ui.BoxPage{PortalFrame: f, Heading: "Your page", Lead: "Nothing happens here that you do not choose. Nobody on any other side can see this page. Those here who work with you can.",
		Questions: questionLinks(b.Box), Messages: v.given(b.Box.Items), NoMessages: "Nothing yet. When something is for you, somebody you know here tells you first.",
		Ways: ways(b.Box), Contact: v.contact()}
	if b.Box.Paused != 0 {
		p.Stopped = &ui.Alert{ID: "stopped", State: ui.StateStopped, Heading: "You have stopped everything",
			Text: "Nothing goes ahead. Only you can start again, whenever you like, or never.", Link: ui.Link{Text: "Start again", Href: "/p/start"}}
	} else {
		p.Stop = ui.Link{Text: "Stop everything", Href: "/p/stop"}
	}
	return shown(p), nil
}

// questionLinks are the questions that wait for a first answer. One that was put
// off stays among the ways, where it presses nobody.
func questionLinks(b practice.Box) []ui.Link {
	var all []ui.Link
	for _, q := range b.Questions {
		if q.Answer == "" {
			all = append(all, ui.Link{Text: q.Text, Href: "/p/questions/" + string(q.ID)})
		}
	}
	return all
}

// ways are the places a participant can go to from their page.
func ways(b practice.Box) []ui.Way {
	var all []ui.Way
	for _, q := range b.Questions {
		if q.Answer == practice.Later {
			all = append(all, ui.Way{Link: ui.Link{Text: q.Text, Href: "/p/questions/" + string(q.ID)}, Text: "You left this for later"})
		}
	}
	for _, w := range b.Wordings {
		all = append(all, ui.Way{Link: ui.Link{Text: wordsTitle(w), Href: wordsHref(w)}, Text: wordingStands(w)})
	}
	return append(all,
		ui.Way{Link: ui.Link{Text: "What I agreed to", Href: "/p/agreed"}, Text: "See it all, and take back what you want"},
		ui.Way{Link: ui.Link{Text: "How to reach me", Href: "/p/contact"}, Text: "Say when and how it is safe for you"},
		ui.Way{Link: ui.Link{Text: "Who has looked", Href: "/p/looks"}, Text: "Which people here opened what is written about you, and when"},
		ui.Way{Link: ui.Link{Text: "My passphrase", Href: "/passphrase"}, Text: "Change it"})
}

// wordsTitle names a text of theirs by whom it is for, as they know them.
func wordsTitle(w practice.BoxWording) string {
	if w.For == "" {
		return "Your words"
	}
	return "Your words for " + w.For
}

// wordingStands says what became of a text, as its author may know it.
func wordingStands(w practice.BoxWording) string {
	switch {
	case w.Wish != "":
		return "You asked for other words. Somebody here reads them and puts them before you."
	case w.Agreed != 0:
		return "You agreed to these words."
	default:
		return "Read them, agree to them, or change them."
	}
}

// showGiven is one thing that was given to them, by its place in their box.
func showGiven(v *visit) (answer, error) {
	b, err := v.session.Box(v.Context())
	if err != nil {
		return answer{}, fmt.Errorf("could not open a box: %w", err)
	}
	n, err := strconv.Atoi(v.PathValue("number"))
	if err != nil || n < 1 || n > len(b.Box.Items) {
		return answer{}, casework.ErrNotThere
	}
	f, err := v.portalFrame("For you", "/p")
	if err != nil {
		return answer{}, err
	}
	item := b.Box.Items[n-1]
	return shown(ui.ReadPage{PortalFrame: f, Heading: itemTitle(item), Contact: v.contact(),
		Sections: []ui.Section{ui.Letter{Caption: v.day(item.When), Text: itemText(item), Tone: ui.ToneBetween}}}), nil
}

// given lists what was given, newest first. Each keeps its number for good: what
// is in a box is only ever added to.
func (v *visit) given(items []practice.BoxItem) []ui.Given {
	var all []ui.Given
	for i, item := range slices.Backward(items) {
		all = append(all, ui.Given{Link: ui.Link{Text: itemTitle(item), Href: "/p/given/" + strconv.Itoa(i+1)}, Caption: v.day(item.When)})
	}
	return all
}

// showLooks says who has opened what is written about them, by duty and month:
// who exactly, the service knows and tells on request.
func showLooks(v *visit) (answer, error) {
	b, err := v.session.Box(v.Context())
	if err != nil {
		return answer{}, fmt.Errorf("could not open a box: %w", err)
	}
	f, err := v.portalFrame("Who has looked", "/p")
	if err != nil {
		return answer{}, err
	}
	table := ui.Table{ID: "looks", Caption: "By month", Columns: []string{"Month", "Who, by their work"}, Empty: "Nobody has looked yet."}
	for _, l := range b.Looks {
		table.Rows = append(table.Rows, ui.Row{{Text: time.Month(l.Month).String() + " " + strconv.Itoa(l.Year)}, {Text: dutyWord(l.Duty)}})
	}
	return shown(ui.ReadPage{PortalFrame: f, Heading: "Who has looked", Lead: "Everybody here who opened what is written about you, by their work and the month. Ask us if you want to know who it was, and we tell you.",
		Sections: []ui.Section{table}, Contact: v.contact()}), nil
}

// showStop asks before everything is stopped, and tells the stop reference, which
// does the same without this page.
func showStop(v *visit) (answer, error) {
	b, err := v.session.Box(v.Context())
	if err != nil {
		return answer{}, fmt.Errorf("could not open a box: %w", err)
	}
	stop := stopping
	if b.Box.Reference != "" {
		stop.points = append(slices.Clone(stop.points), "If you cannot get to this page, say this number to anybody here, and they stop it without asking anything: "+b.Box.Reference)
	}
	return v.sure(http.StatusOK, stop, nil)
}

func showLift(v *visit) (answer, error) { return v.sure(http.StatusOK, lifting, nil) }

func submitStop(v *visit) (answer, error) { return v.submitSure(stopping, practice.StopEverything{}) }
func submitLift(v *visit) (answer, error) { return v.submitSure(lifting, practice.LiftStop{}) }

// act is something that a participant does with one tick and one press.
type act struct {
	path, title, heading, lead string
	points                     []string
	tick, untick, submit       string
	done                       string // the word of [flashes]
	warn                       bool
}

var stopping = act{path: "/p/stop", title: "Stop", heading: "Stop everything?",
	lead: "Nothing more is passed on in your name, nobody meets, nobody asks you anything. It works at once.",
	points: []string{"Only you can start it again.", "Nobody on any side is told that it was you, or why.",
		"What was given before stays given: it cannot be taken back."},
	tick: "Yes, stop everything now", untick: "Tick the box if you want to stop everything", submit: "Stop everything", done: "stopped", warn: true}

var lifting = act{path: "/p/start", title: "Start again", heading: "Start again?",
	lead:   "We can be in touch with you again, and with your agreement things can go on.",
	points: []string{"Nothing is passed on by this alone.", "You can stop again at any time."},
	tick:   "Yes, start again", untick: "Tick the box if you want to start again", submit: "Start again", done: "started"}

func (v *visit) sure(status int, a act, sent *sent) (answer, error) {
	form := ui.Form{Action: a.path, Submit: a.submit, Warn: a.warn, Cancel: goBack("/p"),
		Groups: []ui.Group{{Inputs: []ui.Input{ui.Checkboxes{Name: "sure", Label: "Are you sure?", Options: []ui.Option{{Value: "yes", Label: a.tick}}}}}}}
	return v.ask(status, asked{title: a.title, back: "/p", heading: a.heading, lead: a.lead, sections: []ui.Section{ui.Prose{Points: a.points}}, form: form}, sent)
}

func (v *visit) submitSure(a act, cmd practice.BoxCommand) (answer, error) {
	if !v.sent.yes("sure") {
		v.sent.wrong("sure", a.untick)
		return v.sure(http.StatusUnprocessableEntity, a, v.sent)
	}
	return finished(v.session.DoBox(v.Context(), cmd, v.form), "/p", a.done)
}

// asked is a page that asks a participant one thing.
type asked struct {
	title, back, heading, lead string
	sections                   []ui.Section
	form                       ui.Form   // without its id
	note                       *ui.Flash // above everything; none for most
}

// ask shows one question, as it was sent if it was.
func (v *visit) ask(status int, a asked, sent *sent) (answer, error) {
	id, err := v.newForm(a.form.Action)
	if err != nil {
		return answer{}, err
	}
	f, err := v.portalFrame(a.title, a.back)
	if err != nil {
		return answer{}, err
	}
	a.form.ID = id
	if a.note != nil {
		f.Flash = a.note
	}
	if sent != nil {
		a.form = sent.into(a.form)
	}
	return answer{status: status,
		page: ui.QuestionPage{PortalFrame: f, Heading: a.heading, Lead: a.lead, Sections: a.sections, Form: a.form, Contact: v.contact()}}, nil
}
