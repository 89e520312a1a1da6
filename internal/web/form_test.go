package web

import (
	"fmt"
	"iter"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"amends/internal/practice"
)

// typed is what a test types into every field of text; it has what must be escaped
// in it, and letters that are not plain.
const typed = `Dŵr & "tân" <b>'`

// caseForm is one form of a case, open to somebody and filled in so that it cannot be
// taken: every text is typed, every day is impossible, and nothing is chosen.
type caseForm struct {
	pattern   string // of its address, below that of the case
	path, who string
	page      reply
	values    url.Values
	texts     []string // the names of its fields of text
	taken     bool     // nothing in it can be wrong: sent so, it does its work
}

// everyForm opens every form of the case, one after the other. What is refused as
// things stand, or asks nothing, is left out: other tests have those.
func (w *fullCase) everyForm() iter.Seq[caseForm] {
	return func(yield func(caseForm) bool) {
		ids := w.ids()
		for _, st := range steps() {
			f := caseForm{pattern: "/" + st.path, path: ids.Replace("/cases/{case}/" + st.path), who: "faye"}
			if strings.HasPrefix(st.path, "allocate") || st.path == "sensitive" {
				f.who = "helen"
			}
			f.page = w.get(w.people[f.who], "get "+f.path, f.path)
			if f.page.Code != http.StatusOK || !strings.Contains(f.page.Body.String(), `action="`+f.path+`"`) {
				continue
			}
			var canBeWrong bool
			f.values, f.texts, canBeWrong = w.mistaken(f.page.Body.String(), f.path)
			f.taken = !canBeWrong
			if !yield(f) {
				return
			}
		}
	}
}

// keptIn fails unless a form came back with all that was typed into it.
func (f caseForm) keptIn(t *testing.T, answer reply) {
	t.Helper()
	if len(f.texts) == 0 {
		return
	}
	back := formValues(t, answer.Body.String(), f.path)
	for _, name := range f.texts {
		if back.Get(name) != typed {
			t.Errorf("%s: %s came back as %q", f.path, name, back.Get(name))
		}
	}
}

// TestFormsKeepWhatWasTyped sends every form of a case with a mistake in it: it
// comes back with everything that was typed, and each problem leads to a field.
func TestFormsKeepWhatWasTyped(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	tried := 0
	for f := range w.everyForm() {
		if f.taken {
			continue
		}
		answer := w.ask(f.page.who, "post "+f.path, posting(f.path, f.values, nil))
		if answer.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d: %s", f.path, answer.Code, textOfPage(answer.Body.String()))
			continue
		}
		tried++
		f.keptIn(t, answer)
		checkSummary(t, f.path, answer.Body.String())
	}
	const least = 30
	if tried < least {
		t.Errorf("only %d forms were tried", tried)
	}
	w.saysNothingHappened()
}

// mistaken fills a form so that it cannot be taken: every text is typed, every day
// is impossible, and nothing is chosen; wrong says whether that is a mistake in it.
func (w *fullCase) mistaken(document, path string) (values url.Values, texts []string, wrong bool) {
	root, err := html.Parse(strings.NewReader(document))
	w.must(err)
	values = url.Values{}
	for form := range root.Descendants() {
		if form.Data != "form" || attribute(form, "action") != path {
			continue
		}
		for n := range form.Descendants() {
			name, kind := attribute(n, "name"), attribute(n, "type")
			switch {
			case name == "" || n.Data == "button" || kind == "checkbox":
			case kind == "hidden":
				values.Set(name, attribute(n, "value"))
			case kind == "radio":
				wrong = true
			case n.Data == "select":
				values.Set(name, "not on the list")
				wrong = true
			case strings.HasSuffix(name, "-day"):
				values.Set(name, "41")
				wrong = true
			case strings.HasSuffix(name, "-month"), strings.HasSuffix(name, "-year"), strings.HasSuffix(name, "-time"):
				values.Set(name, "13")
			default:
				values.Set(name, typed)
				texts = append(texts, name)
			}
		}
	}
	return values, texts, wrong
}

// checkSummary holds the summary of a form that came back to its fields.
func checkSummary(t *testing.T, name, document string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(document))
	if err != nil {
		t.Fatal(err)
	}
	ids, links := map[string]bool{}, []string{}
	title := ""
	for n := range root.Descendants() {
		ids[attribute(n, "id")] = true
		if href := attribute(n, "href"); n.Parent.Parent != nil && attribute(n.Parent.Parent, "class") == "govuk-list govuk-error-summary__list" {
			links = append(links, strings.TrimPrefix(href, "#"))
		}
		if n.Data == "title" && n.Parent.Data == "head" {
			title = wordsOf(n)
		}
	}
	if len(links) == 0 || !strings.HasPrefix(title, "Error: ") {
		t.Errorf("%s: %d problems under the title %q", name, len(links), title)
	}
	for _, id := range links {
		if !ids[id] {
			t.Errorf("%s: a problem leads to %q, which is not on the page", name, id)
		}
	}
}

// saysNothingHappened checks that none of it was saved.
func (w *fullCase) saysNothingHappened() {
	w.t.Helper()
	r := w.get(w.people["faye"], "after", w.base+"?entries=400")
	if strings.Contains(r.Body.String(), "Dŵr") {
		w.t.Error("something of a form that was refused was saved")
	}
}

// TestMistakesAreNamed sends forms with one thing wrong and looks for what is said
// beside which field.
func TestMistakesAreNamed(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	ash, daniel := string(w.parties["Ash"]), string(w.parties["Daniel"])
	notice := w.notice()
	alone := url.Values{"when-day": {"2"}, "when-month": {"3"}, "when-year": {"2026"}}
	for _, c := range []struct {
		path, field, says string
		filled            url.Values
	}{
		{"contact/" + ash, "means", "Choose how you spoke", url.Values{"note": {"x"}}},
		{"contact/" + ash, "reached", "Choose whether you reached them", url.Values{"means": {"phone"}, "note": {"x"}}},
		{"contact/" + ash, "ask-work-form", "Choose how they said so", url.Values{"means": {"phone"}, "reached": {"yes"}, "ask-work": {"yes"}}},
		{"party", "who", "Choose who they are", url.Values{"full": {"Gwen"}, "standing": {"principal"}}},
		{"party", "standing", "Choose for whom they speak", url.Values{"full": {"Gwen"}, "who": {"adult"}}},
		{"matter", "gender", "Choose whether it was gender-based", url.Values{"kind": {"other"}, "text": {"x"}, "harmed": {ash}, "responsible": {daniel}}},
		{"assess", "kind", "Choose what it is of", url.Values{"means": {"phone"}, "parties": {ash}, "text": {"x"}, "goahead": {"yes"}}},
		{"assess", "means", "Choose by which means", url.Values{"kind": {"letter"}, "parties": {ash}, "text": {"x"}, "goahead": {"yes"}}},
		{"propose/message", "means", "Choose by which means", url.Values{"from": {daniel}, "to": {ash}, "text": {"x"}}},
		{"plan", "means", "Choose how they meet", url.Values{"from": {ash}, "to": {daniel}, "starts-day": {"1"}, "starts-month": {"1"}, "starts-year": {"2031"}, "starts-time": {"5pm"}}},
		{"conflict", "staff", "Choose who", nil},
		{"contact/" + ash, "note", "Write a note, or something else that came up", url.Values{"reached": {"yes"}, "means": {"phone"}}},
		{"contact/" + ash, "session", "Nobody was reached, so this cannot have been said or given. Leave it out, or say that they were reached.", url.Values{"means": {"phone"}, "reached": {"no"}, "session": {"yes"}}},
		{"contact/" + ash, "when", "There is no such day. Enter a real one, like 17 11 2026", url.Values{"reached": {"yes"}, "means": {"phone"}, "note": {"x"}, "when-day": {"30"}, "when-month": {"2"}, "when-year": {"2026"}, "when-time": {"5pm"}}},
		{"contact/" + ash, "when", "That is later than now. Enter when it happened.", url.Values{"reached": {"yes"}, "means": {"phone"}, "note": {"x"}, "when-day": {"1"}, "when-month": {"2"}, "when-year": {"2031"}, "when-time": {"5pm"}}},
		{"contact/" + ash, "asking-after", "Enter the day before which they do not want to be asked", url.Values{"reached": {"yes"}, "means": {"phone"}, "asking": {"after"}}},
		{"contact/" + ash, "points-to", "Choose to whom the points go", url.Values{"reached": {"yes"}, "means": {"phone"}, "points": {"x"}, "points-kind": {"message"}, "points-means": {"phone"}, "points-agreed": {"yes"}}},
		// A day alone would put what was handed over, or told, before a withdrawal of that day (P2).
		{"contact/" + ash, "when", "Enter a time of day, like 5:40pm or 17:40", with(alone, "reached", "yes", "means", "phone", "handed-"+notice, "whole")},
		{"crossing/" + notice + "/deliver", "when", "Enter a time of day, like 5:40pm or 17:40", with(alone, "extent", "whole")},
		{"crossing/" + w.letter + "/deliver", "when", "Enter a time of day, like 5:40pm or 17:40", with(alone, "extent", "whole")},
		{"crossing/" + w.letter + "/told/" + string(w.parties["Joe"]), "when", "Enter a time of day, like 5:40pm or 17:40", with(alone, "text", "x")},
		{"bar", "on", "Choose whom it holds back", url.Values{"kind": {"other"}, "means": {"any"}}},
		{"bar", "until", "That time is too early. Check the date.", url.Values{"kind": {"other"}, "on": {daniel}, "means": {"any"}, "until-day": {"1"}, "until-month": {"1"}, "until-year": {"2020"}}},
		{"plan", "starts", "That time is too early. Check the date.", url.Values{"from": {ash}, "to": {daniel}, "means": {"in-person"}, "starts-day": {"1"}, "starts-month": {"1"}, "starts-year": {"2026"}, "starts-time": {"5pm"}}},
		{"plan", "to", "These people are on one side and share already. Nothing crosses between them.", url.Values{"from": {ash}, "to": {ash}, "means": {"in-person"}, "starts-day": {"1"}, "starts-month": {"1"}, "starts-year": {"2027"}, "starts-time": {"5pm"}}},
		{"propose/letter", "text", "Write the text, or choose one that is written down", url.Values{"from": {daniel}, "to": {ash}, "means": {"post"}}},
		{"content/" + w.content + "/read", "verdict", "Choose whether it may go", nil},
		{"content/" + w.content + "/read", "text", "Something is missing. Fill in the field that is marked.", url.Values{"verdict": {"returned"}}},
		{"hold", "text", "Write why", nil},
		{"agreement", "promise-by-1", "Choose who promises", url.Values{"parties": {ash, daniel}, "promise-1": {"x"}}},
		{"party", "full", "Enter their name", nil},
		{"close", "ending", "Choose how it ended", nil},
	} {
		path := w.base + "/" + c.path
		label := fmt.Sprint(c.path, c.field, c.says)
		page := w.get(w.people["faye"], "get "+label, path)
		values := formValues(t, page.Body.String(), path)
		for name, v := range c.filled {
			values[name] = v
		}
		answer := w.ask(page.who, "post "+label, posting(path, values, nil))
		if said := problemOf(t, answer.Body.String(), c.field); answer.Code != http.StatusUnprocessableEntity || said != c.says {
			t.Errorf("%s: %d, beside %s is said %q, want %q", c.path, answer.Code, c.field, said, c.says)
		}
	}
}

// with gives what is typed, and more of it: names and values in turn.
func with(values url.Values, more ...string) url.Values {
	all := maps.Clone(values)
	for pair := range slices.Chunk(more, 2) {
		all.Set(pair[0], pair[1])
	}
	return all
}

// notice has Faye carry a notice to Ash.
func (w *fullCase) notice() string {
	w.t.Helper()
	proposed := w.do("faye", "notice", practice.Propose{Kind: practice.Notice, To: []practice.PartyID{w.parties["Ash"]}, Means: practice.Phone, Notice: practice.NothingToArrange,
		Clear: &practice.Clearing{Carrier: w.people["faye"].staff, Until: w.in(48 * time.Hour)}})
	return string(event[practice.CrossingProposed](w.t, proposed).Crossing)
}

// TestANoticeNamesNoSender: nobody gives a notice, so neither form asks how they are named.
func TestANoticeNamesNoSender(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	notice := w.notice()
	for path, asks := range map[string]string{"/contact/" + string(w.parties["Ash"]): `name="handed-` + notice, "/crossing/" + notice + "/deliver": `name="extent"`} {
		page := w.get(w.people["faye"], "form", w.base+path)
		page.says(t, http.StatusOK, asks)
		page.saysNot(t, "is the sender named to them?")
	}
	for _, k := range practice.Kinds() {
		fromOneToAnother := !slices.Contains([]practice.Kind{practice.Meeting, practice.Publication, practice.Talk, practice.Notice}, k)
		if namesSender(k) != fromOneToAnother {
			t.Errorf("of a %s a sender is named: %v", k, namesSender(k))
		}
	}
}

// problemOf is what is said beside a field.
func problemOf(t *testing.T, document, field string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(document))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if id := attribute(n, "id"); id == field+"-error" {
			return strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(wordsOf(n)), "Error:"))
		}
	}
	return ""
}

// TestAddingALineKeepsWhatWasTyped: without script, another person, another one
// spoken of and another promise come with everything typed so far.
func TestAddingALineKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	for _, c := range []struct{ who, path, button, text, appears string }{
		{"helen", "/cases/new", morePeople, "p2-full", "p3-full"},
		{"helen", "/cases/new", moreSpokenOf, "p1-safe", "s1-name"},
		{"faye", w.base + "/agreement", oneMore, "promise-1", "promise-3"},
	} {
		page := w.get(w.people[c.who], "get "+c.button+c.path, c.path)
		values := formValues(t, page.Body.String(), c.path)
		values.Set(c.text, typed)
		values.Set(c.button, "yes")
		answer := w.ask(page.who, "post "+c.button+c.path, posting(c.path, values, nil))
		back := formValues(t, answer.Body.String(), c.path)
		if _, there := back[c.appears]; answer.Code != http.StatusOK || !there || back.Get(c.text) != typed {
			t.Errorf("%s with %s: %d, %s there: %v, %s is %q", c.path, c.button, answer.Code, c.appears, there, c.text, back.Get(c.text))
		}
		if strings.Contains(answer.Body.String(), "There is a problem") {
			t.Errorf("%s with %s finds fault", c.path, c.button)
		}
	}
}

// TestIntakeOfMany opens a case in which two people were each harmed and
// responsible, one has a supporter and somebody who died is spoken of.
func TestIntakeOfMany(t *testing.T) {
	t.Parallel()
	w := newWalker(t)
	path := "/cases/new"
	page := w.get(w.people["helen"], "intake", path)
	values := formValues(t, page.Body.String(), path)
	for _, button := range []string{morePeople, moreSpokenOf} {
		values.Set(button, "yes")
		page = w.ask(page.who, "more "+button, posting(path, values, nil))
		values = formValues(t, page.Body.String(), path)
	}
	for name, v := range map[string][]string{"begun": {"agency"}, "sensitive": {"no"}, "gender": {"no"}, "harm": {"violence"}, "harm-2": {"damage"},
		"p1-who": {"adult"}, "p1-full": {"Bea"}, "p1-roles": {"harmed", "responsible-2"}, "p2-who": {"adult"}, "p2-standing": {"principal"}, "p2-full": {"Ivo"}, "p2-roles": {"responsible", "harmed-2"},
		"p3-who": {"adult"}, "p3-full": {"Sol"}, "p3-standing": {"supporter"}, "p3-for": {"1"}, "s1-name": {"Ada"}, "s1-unasked": {"deceased"}, "s1-speaker": {"1"}} {
		values[name] = v
	}
	if r := w.ask(page.who, "open", posting(path, values, nil)); r.Code != http.StatusSeeOther {
		t.Fatalf("%d: %s", r.Code, textOfPage(r.Body.String()))
	}
	w.found()
	state := w.view("helen").State
	if len(state.Parties) != 3 || len(state.Harms) != 2 || len(state.SpokenOf) != 1 {
		t.Fatalf("%d parties, %d harms, %d spoken of", len(state.Parties), len(state.Harms), len(state.SpokenOf))
	}
	bea, ivo, sol := state.Parties[0], state.Parties[1], state.Parties[2]
	if sol.For != bea.ID || sol.Side != bea.Side || ivo.Side == bea.Side || state.SpokenOf[0].Speaker != bea.ID {
		t.Errorf("they stand otherwise: %+v", state.Parties)
	}
	for _, h := range state.Harms {
		if len(h.Harmed) != 1 || len(h.Responsible) != 1 || h.Harmed[0] == h.Responsible[0] {
			t.Errorf("a harm is %+v", h)
		}
	}
	if !slices.Contains(state.Harms[0].Harmed, bea.ID) || !slices.Contains(state.Harms[1].Harmed, ivo.ID) {
		t.Errorf("the harms are the other way round: %+v", state.Harms)
	}
}
