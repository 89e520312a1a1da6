package web

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"amends/internal/casework"
	"amends/internal/practice"
)

// walker takes a case through the pages, as staff do: every form is fetched,
// filled in and sent.
type walker struct {
	*world
	forms, contacts int
	base            string // the case's address
}

// fill fetches a form as somebody and sends it with what is filled in; the rest
// goes as the page had it. It gives the page that the answer leads to.
func (w *walker) fill(who, path string, filled url.Values) reply {
	w.t.Helper()
	label := strconv.Itoa(w.forms) + " " + path // a label draws one form id: each form has its own
	page := w.get(w.people[who], "get "+label, path)
	if page.Code != http.StatusOK {
		w.t.Fatalf("%s: %d: %s", path, page.Code, textOfPage(page.Body.String()))
	}
	values := formValues(w.t, page.Body.String(), path)
	for name, v := range filled {
		values[name] = v
	}
	answer := w.ask(page.who, "post "+label, posting(path, values, nil))
	if answer.Code != http.StatusSeeOther {
		w.t.Fatalf("%s: %d: %s", path, answer.Code, textOfPage(answer.Body.String()))
	}
	w.forms++
	if strings.Contains(path, "/contact/") {
		w.contacts++
	}
	to := answer.Header().Get("Location")
	return w.get(page.who, "after "+label, to)
}

// formValues is everything a browser would send of the form with an address.
func formValues(t *testing.T, document, action string) url.Values {
	t.Helper()
	root, err := html.Parse(strings.NewReader(document))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Data == "form" && attribute(n, "action") == action {
			return sentBy(n)
		}
	}
	t.Fatalf("there is no form to %s on the page: %s", action, textOfPage(document))
	return nil
}

func sentBy(form *html.Node) url.Values {
	values := url.Values{}
	for n := range form.Descendants() {
		name := attribute(n, "name")
		switch kind := attribute(n, "type"); {
		case n.Data == "input" && (kind == "radio" || kind == "checkbox"):
			if has(n, "checked") {
				values.Add(name, attribute(n, "value"))
			}
		case n.Data == "input":
			values.Add(name, attribute(n, "value"))
		case n.Data == "textarea":
			values.Add(name, wordsOf(n))
		case n.Data == "select":
			values.Add(name, selected(n))
		}
	}
	return values
}

// selected is the chosen option of a select, or its first.
func selected(n *html.Node) string {
	var values []string
	for o := range n.Descendants() {
		if o.Data != "option" {
			continue
		}
		if has(o, "selected") {
			return attribute(o, "value")
		}
		values = append(values, attribute(o, "value"))
	}
	return values[0]
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, key string) bool {
	for _, a := range n.Attr {
		if a.Key == key {
			return true
		}
	}
	return false
}

func wordsOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// textOfPage is what a page says, without its markup.
func textOfPage(document string) string {
	root, err := html.Parse(strings.NewReader(document))
	if err != nil {
		return document
	}
	return strings.Join(strings.Fields(wordsOf(root)), " ")
}

// newWalker is a service with a coordinator and a facilitator.
func newWalker(t *testing.T) *walker {
	t.Helper()
	w := &walker{world: newWorld(t)}
	for _, n := range []casework.NewStaff{{Name: "Faye Holm", Login: "faye", Duties: []casework.Duty{casework.Facilitator}}} {
		if _, there := w.people[n.Login]; !there {
			w.enrol(n)
		}
	}
	return w
}

// TestPlainMeetingInFewForms walks from intake to a plain meeting over the pages:
// at most fourteen submissions, of which eight are contact records.
func TestPlainMeetingInFewForms(t *testing.T) {
	t.Parallel()
	w := newWalker(t)
	w.toMeeting()
	if w.forms > 14 || w.contacts > 8 {
		t.Errorf("it took %d forms, of which %d are contact records", w.forms, w.contacts)
	}
	t.Logf("%d forms, of which %d are contact records", w.forms, w.contacts)
}

// toMeeting is the plain path.
func (w *walker) toMeeting() {
	w.t.Helper()
	meeting := w.toItsDay()
	there := "there-" + meeting + "-"
	w.fill("faye", w.base+"/contact/"+string(w.parties["jonas"]), url.Values{"reached": {"yes"}, "means": {"in-person"}, "note": {"They talked for an hour and a half."}, "handed-" + meeting: {"whole"},
		there + string(w.parties["maya"]): {"came"}, there + string(w.parties["jonas"]): {"came"}})
	if x, _ := w.view("faye").State.Crossing(lastID(w.view("faye").State)); x.State != "delivered" {
		w.t.Errorf("the meeting is %s", x.State)
	}
}

// toItsDay is the plain path up to the meeting, which has begun.
func (w *walker) toItsDay() (meeting string) {
	w.t.Helper()
	w.fill("helen", "/cases/new", url.Values{"title": {"Burglary of a home"}, "begun": {"harmed"}, "sensitive": {"no"}, "gender": {"no"}, "harm": {"burglary"},
		"p1-who": {"adult"}, "p1-full": {"Maya Lind"}, "p1-short": {"Maya"}, "p1-roles": {"harmed"}, "p1-safe": {"Phone after five. No voicemail."},
		"p2-who": {"adult"}, "p2-standing": {"principal"}, "p2-full": {"Jonas Weir"}, "p2-short": {"Jonas"}, "p2-roles": {"responsible"}, "p2-safe": {"Through his key worker."}})
	w.found()
	maya, jonas := string(w.parties["maya"]), string(w.parties["jonas"])
	w.fill("helen", w.base+"/allocate", url.Values{"staff": {string(w.people["faye"].staff)}, "duty": {"facilitator"}, "sides": {"all"}})
	w.later(56 * time.Hour)
	w.fill("faye", w.base+"/contact/"+maya, url.Values{"reached": {"yes"}, "means": {"phone"}, "note": {"Wants to know why."}, "first": {"limits"}, "session": {"yes"}, "questions": {"Why our house?"}, "asking": {"ask"},
		"ask-work": {"yes"}, "ask-work-form": {"spoken"}, "ask-take-part-meeting-" + jonas: {"yes"}, "ask-take-part-meeting-" + jonas + "-means": {"any"}, "ask-take-part-meeting-" + jonas + "-form": {"signed"},
		"points-kind": {"approach"}, "points": {"She would like to meet."}, "points-to": {jonas}, "points-means": {"spoken"}, "points-agreed": {"yes"}})
	approach := w.lastCrossing()
	w.fill("faye", w.base+"/crossing/"+approach+"/clear", url.Values{"goahead": {"yes"}, "judgement": {"Steady, supported."}, "carrier": {string(w.people["faye"].staff)}})
	w.later(7 * 24 * time.Hour)
	w.fill("faye", w.base+"/contact/"+jonas, url.Values{"reached": {"yes"}, "means": {"in-person"}, "note": {"Quiet. Says yes."}, "first": {"limits"}, "session": {"yes"},
		"handed-" + approach: {"whole"}, "copy-" + approach: {"yes"}, "answer-" + approach: {"yes"}, "facts-" + w.harm(): {"yes"}, "ask-work": {"yes"}, "ask-work-form": {"spoken"},
		"ask-take-part-meeting-" + maya: {"yes"}, "ask-take-part-meeting-" + maya + "-means": {"any"}, "ask-take-part-meeting-" + maya + "-form": {"signed"}})
	w.later(8 * 24 * time.Hour)
	w.fill("faye", w.base+"/assess", url.Values{"kind": {"meeting"}, "means": {"in-person"}, "parties": {maya, jonas}, "goahead": {"yes"}, "text": {"Both have people around them."}})
	w.fill("faye", w.base+"/plan", url.Values{"from": {maya}, "to": {jonas}, "means": {"in-person"}, "place": {"The library, upper room"}, "apart": {"yes"}, "stop": {"Either raises a hand."},
		"starts-day": {"10"}, "starts-month": {"4"}, "starts-year": {"2026"}, "starts-time": {"10am"}})
	meeting = w.lastCrossing()
	w.later(6 * 24 * time.Hour)
	for _, id := range []string{maya, jonas} {
		w.fill("faye", w.base+"/contact/"+id, url.Values{"reached": {"yes"}, "means": {"in-person"}, "session": {"yes"}, "ready": {"ready"}})
	}
	w.fill("faye", w.base+"/crossing/"+meeting+"/clear", url.Values{"carrier": {string(w.people["faye"].staff)}})
	w.now = time.Date(2026, time.April, 10, 9, 30, 0, 0, time.UTC)
	w.needsClock(w.base+"/contact/"+maya, url.Values{"reached": {"yes"}, "means": {"in-person"}, "confirm": {meeting}, "when-day": {"10"}, "when-month": {"4"}, "when-year": {"2026"}})
	w.fill("faye", w.base+"/contact/"+maya, url.Values{"reached": {"yes"}, "means": {"in-person"}, "confirm": {meeting}})
	w.later(3 * time.Hour)
	return meeting
}

// needsClock fails unless Faye is asked for the time of day.
func (w *walker) needsClock(path string, filled url.Values) {
	w.t.Helper()
	page := w.get(w.people["faye"], "open without a time", path)
	answer := w.submit(page, "without a time", path, filled)
	if said := problemOf(w.t, answer.Body.String(), "when"); answer.Code != http.StatusUnprocessableEntity || said != "Enter a time of day, like 5:40pm or 17:40" {
		w.t.Errorf("%d, beside the time is said %q", answer.Code, said)
	}
}

// found finds the one case there is, and who is in it by the names they go by.
func (w *walker) found() {
	w.t.Helper()
	rows, err := w.session("helen", "list").Cases(w.t.Context(), casework.Filter{})
	w.must(err)
	if len(rows) != 1 {
		w.t.Fatalf("%d cases", len(rows))
	}
	w.kase, w.base = rows[0].ID, "/cases/"+string(rows[0].ID)
	for _, p := range w.view("helen").Parties {
		w.parties[strings.ToLower(p.Name)] = p.ID
	}
}

func (w *walker) lastCrossing() string {
	w.t.Helper()
	return string(lastID(w.view("faye").State))
}

func lastID(state practice.Case) practice.CrossingID {
	if len(state.Crossings) == 0 {
		return ""
	}
	return state.Crossings[len(state.Crossings)-1].ID
}

func (w *walker) harm() string {
	w.t.Helper()
	return string(w.view("faye").State.Harms[0].ID)
}
