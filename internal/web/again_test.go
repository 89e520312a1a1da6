package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"amends/internal/casework"
	"amends/internal/practice"
)

// oldForm is a form outside the steps of a case, filled in so that it would be taken.
type oldForm struct {
	pattern, who string
	at           string     // the page that has it
	first        url.Values // what leads on from that page to the one that has it; nil for nothing
	path         string     // where it is sent; empty for the page's own address
	filled       url.Values
	code         int    // what it is answered in another session; 0 for 422, with the reason
	leads        string // and where that leads
	once         bool   // it is not sent in its own session too: nothing is written by it there either, or other tests hold what is
}

// sendsOld sends a form in another session than it was opened in: nothing is done, and
// it comes back. Sent in its own session it is taken, so that what is looked at here is
// not a form that would have been refused anyway.
func (w *world) sendsOld(f oldForm, later *visitor) {
	w.t.Helper()
	if f.path == "" {
		f.path = f.at
	}
	page := w.get(w.people[f.who], "open "+f.pattern, f.at)
	if f.first != nil {
		page = w.submit(page, "on "+f.pattern, f.at, f.first)
	}
	values := formValues(w.t, page.Body.String(), f.path)
	for name, v := range f.filled {
		values[name] = v
	}
	before := w.written()
	answer := w.ask(later, "late "+f.pattern, posting(f.path, values, nil))
	switch {
	case f.code == 0:
		answer.says(w.t, http.StatusUnprocessableEntity, "You have signed in again since you opened this")
	case answer.Code != f.code || answer.Header().Get("Location") != f.leads:
		w.t.Errorf("%s: %d to %q", f.pattern, answer.Code, answer.Header().Get("Location"))
	}
	if w.written() != before {
		w.t.Errorf("%s: something was done by a form of an earlier session", f.pattern)
	}
	if f.once {
		return
	}
	if answer = w.ask(page.who, "in time "+f.pattern, posting(f.path, values, nil)); answer.Code >= http.StatusBadRequest || w.written() == before {
		w.t.Errorf("%s: in its own session nothing was done either: %d: %s", f.pattern, answer.Code, textOfPage(answer.Body.String()))
	}
}

// TestAFormOfAnEarlierSessionDoesNothing sends one to every route that is not the door's;
// TestSignedOutKeepsWhatWasTyped has those of the steps of a case.
func TestAFormOfAnEarlierSessionDoesNothing(t *testing.T) {
	t.Parallel()
	tried := map[string]bool{}
	for _, st := range steps() {
		tried["/cases/{case}/"+st.path] = true
	}
	for _, r := range doorRoutes() {
		tried[r.Pattern] = true
	}
	staff, wall := newOldCase(t), newWallWorld(t, "Daniel Keane", "He likes the green ladder")
	for _, in := range []struct {
		w     *world
		forms []oldForm
	}{{staff.world, slices.Concat(staff.colleagueForms(), staff.deskForms())}, {wall, portalForms(wall.givenToAsh())}} {
		later := map[string]*visitor{}
		for _, f := range in.forms {
			if later[f.who] == nil {
				later[f.who] = in.w.signsInAnew(f.who)
			}
			in.w.sendsOld(f, later[f.who])
			tried[f.pattern] = true
		}
	}
	for _, r := range Routes() {
		if r.Method == post && !tried[r.Pattern] {
			t.Errorf("no form of an earlier session was sent to %s", r.Pattern)
		}
	}
	if _, begun := staff.session("dora", "check").LastCheck(); begun {
		t.Error("a check of the history was begun")
	}
}

// newOldCase is the full case, with Ash let in, somebody to disclose at once, and
// something that a restore held.
func newOldCase(t *testing.T) *fullCase {
	t.Helper()
	w := newFullCase(t)
	w.enrol(casework.NewStaff{Name: "Lena Ford", Login: "lena", Duties: []casework.Duty{casework.SafeguardingLead}})
	faye := w.session("faye", "post")
	w.must(faye.Post(w.t.Context(), w.kase, w.parties["Ash"], casework.Outgoing{Means: practice.Text, To: "07700 900 321", Text: "Please ring us", Expires: practice.InstantOf(w.now.Add(48 * time.Hour))}, w.form("post")))
	w.restored("helen", "faye", "sam", "dora", "lena")
	w.letIn("faye", "Ash", "ash")
	return w
}

func (w *fullCase) deskForms() []oldForm {
	w.t.Helper()
	box, err := w.session("ash", "reference").Box(w.t.Context())
	w.must(err)
	reference := box.Box.Reference
	ash, letter := w.base+"/party/"+string(w.parties["Ash"]), w.base+"/crossing/"+w.letter+"/ask-sign-off"
	intake := url.Values{"begun": {"harmed"}, "title": {"Burglary"}, "sensitive": {"no"}, "gender": {"no"}, "harm": {"burglary"},
		"p1-who": {"adult"}, "p1-full": {"Bea Lund"}, "p1-roles": {"harmed"}, "p2-who": {"adult"}, "p2-standing": {"principal"}, "p2-full": {"Ivo Marr"}, "p2-roles": {"responsible"}}
	return []oldForm{
		{pattern: "/cases", who: "helen", at: "/cases", filled: url.Values{"q": {"e"}}, code: http.StatusOK, once: true},
		{pattern: "/cases/new", who: "helen", at: "/cases/new", filled: intake},
		{pattern: "/disclose", who: "lena", at: "/disclose", filled: url.Values{"reference": {reference}, "to": {string(practice.ToPolice)}, "ground": {string(practice.DangerToLife)}, "text": {"What she said."}}},
		{pattern: "/stop", who: "faye", at: "/stop", filled: url.Values{"reference": {reference}}},
		{pattern: "/cases/{case}/party/{party}/let-in", who: "faye", at: w.base + "/party/" + string(w.parties["Joe"]) + "/let-in", filled: url.Values{"login": {"joe"}}},
		{pattern: "/cases/{case}/party/{party}/shut-out", who: "faye", at: ash + "/shut-out", code: http.StatusSeeOther, leads: ash + "/shut-out?done=again"},
		{pattern: "/cases/{case}/crossing/{crossing}/ask-sign-off", who: "helen", at: letter, filled: url.Values{"whom": {string(w.people["sam"].staff)}}},
		{pattern: "/signings/{crossing}", who: "sam", at: "/signings/" + w.letter, filled: url.Values{"verdict": {"passed"}}},
	}
}

func (w *fullCase) colleagueForms() []oldForm {
	imran := "/staff/" + string(w.people["imran"].staff)
	again := func(f oldForm) oldForm {
		f.who, f.code, f.leads = "helen", http.StatusSeeOther, f.at+"?done=again"
		return f
	}
	return []oldForm{
		{pattern: "/settings", who: "helen", at: "/settings", filled: settingsSent("Elm House")},
		again(oldForm{pattern: "/outbox/release", at: "/outbox/release"}),
		{pattern: "/history", who: "dora", at: "/history", code: http.StatusSeeOther, leads: "/history?done=again", once: true},
		{pattern: "/staff/new", who: "helen", at: "/staff/new", filled: url.Values{"name": {"Ned Orr"}, "login": {"ned"}, "duties": {"facilitator"}}},
		{pattern: "/staff/{staff}", who: "helen", at: imran, filled: url.Values{"name": {"Imran Sharif"}}},
		again(oldForm{pattern: "/staff/{staff}/code", at: imran + "/code"}),
		again(oldForm{pattern: "/staff/{staff}/leave", at: imran + "/leave"}),
		{pattern: "/passphrase", who: "helen", at: "/passphrase", filled: url.Values{"old": {passphrase}, "new": {"a longer passphrase"}, "again": {"a longer passphrase"}}, once: true},
	}
}

func portalForms(g given) []oldForm {
	words, agreed := "/p/words/"+g.content, "/p/agreed/"+g.consent
	agree, change := url.Values{"words": {wordsAgree}}, url.Values{"words": {wordsChange}, "text": {"Other words"}}
	forms := []oldForm{
		{pattern: "/p/before", at: "/p/before", code: http.StatusSeeOther, leads: "/p", once: true},
		{pattern: "/p/questions/{question}", at: "/p/questions/" + g.question, filled: url.Values{"answer": {"yes"}}},
		{pattern: "/p/words/{content}", at: words, filled: agree, once: true},
		{pattern: "/p/words/{content}/agree", at: words, first: agree, path: words + "/agree"},
		{pattern: "/p/words/{content}/change", at: words, first: change, path: words + "/change"},
		{pattern: "/p/agreed/{consent}", at: agreed, code: http.StatusSeeOther, leads: agreed + "?done=again"},
		{pattern: "/p/contact", at: "/p/contact", filled: url.Values{"text": {"By text"}}},
		{pattern: "/p/stop", at: "/p/stop", filled: url.Values{"sure": {"yes"}}, code: http.StatusSeeOther, leads: "/p/stop?done=again"},
		{pattern: "/p/start", at: "/p/start", filled: url.Values{"sure": {"yes"}}, code: http.StatusSeeOther, leads: "/p/start?done=again"},
	}
	for i := range forms {
		forms[i].who = "ash"
	}
	return forms
}

// TestOtherWordsComeBackToTheirPlace: what somebody wanted instead, sent in another
// session, comes back in the form it was typed in, chosen; sent from there it is shown
// once more before it goes, and is not taken for an agreement.
func TestOtherWordsComeBackToTheirPlace(t *testing.T) {
	t.Parallel()
	w := newWallWorld(t, "Daniel Keane", "He likes the green ladder")
	words := "/p/words/" + w.givenToAsh().content
	check := w.submit(w.get(w.people["ash"], "words", words), "change", words, url.Values{"words": {wordsChange}, "text": {typed}})
	late := w.ask(w.signsInAnew("ash"), "late", posting(words+"/change", check.hidden(words+"/change"), nil))
	back := formValues(t, late.Body.String(), words)
	if back.Get("words") != wordsChange || back.Get("text") != typed || late.Code != http.StatusUnprocessableEntity {
		t.Errorf("%d: %q came back with %q chosen", late.Code, back.Get("text"), back.Get("words"))
	}
	again := w.ask(late.who, "again", posting(words, back, nil))
	again.says(t, http.StatusOK, "Check before you send")
	if strings.Contains(again.Body.String(), words+"/agree") {
		t.Error("it is taken for an agreement")
	}
}
