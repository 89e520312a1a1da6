package web

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"amends/internal/practice"
)

// mistakenIn sends a form of Faye's that cannot be taken, and fails unless it says so beside a field.
func (w *walker) mistakenIn(path, field string, filled url.Values) {
	w.t.Helper()
	w.mistakenBy("faye", path, field, filled)
}

// mistakenBy is mistakenIn for a form of somebody else's.
func (w *walker) mistakenBy(who, path, field string, filled url.Values) {
	w.t.Helper()
	page := w.get(w.people[who], "open "+path+field, path)
	answer := w.submit(page, "mistaken "+path+field, path, filled)
	if answer.Code != http.StatusUnprocessableEntity || problemOf(w.t, answer.Body.String(), field) == "" {
		w.t.Errorf("%s says nothing beside %s: %d %s", path, field, answer.Code, textOfPage(answer.Body.String()))
	}
}

// TestSomebodyDied: a death stops what is theirs, names who speaks for them, and is
// neither asked twice nor followed by being offered anywhere.
func TestSomebodyDied(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	ash, daniel := w.parties["Ash"], w.parties["Daniel"]
	w.get(w.people["faye"], "people", w.base+"/people").says(t, http.StatusOK, "Who speaks for Owen", "Somebody who will not be asked")
	w.get(w.people["faye"], "more", w.base+"/more").says(t, http.StatusOK, "Write down that they have died")
	path := w.base + "/party/" + string(ash) + "/last"
	w.mistakenIn(path, "text", url.Values{})
	w.mistakenIn(path, "speaker", url.Values{"speaker": {string(daniel)}, "text": {"Her sister rang."}}) // he is responsible for what was done to her
	w.fill("faye", path, url.Values{"speaker": {string(w.parties["Niamh"])}, "text": {"Her sister rang."}})
	state := w.view("faye").State
	if p, _ := state.Party(ash); p.Died == 0 || p.Speaker != w.parties["Niamh"] {
		t.Errorf("on record is %+v", p)
	}
	if x, _ := state.Crossing(practice.CrossingID(w.letter)); x.State != practice.Stopped {
		t.Errorf("the letter to her is %s", x.State)
	}
	after := w.get(w.people["faye"], "people after", w.base+"/people")
	after.says(t, http.StatusOK, "Died on", "Niamh may speak for them", "Who speaks for the memory of Ash")
	for _, gone := range []string{"/let-in", "/shut-out"} {
		if strings.Contains(after.Body.String(), string(ash)+gone) {
			t.Errorf("the page of people leads to %s for somebody who died", gone)
		}
	}
	if r := w.get(w.people["faye"], "let in", w.base+"/party/"+string(ash)+"/let-in"); r.Code != http.StatusConflict {
		t.Errorf("letting somebody in who died: %d", r.Code)
	}
	if again := w.get(w.people["faye"], "again", path); again.Code != http.StatusConflict {
		t.Errorf("asked again: %d", again.Code)
	}
	w.fill("faye", w.base+"/party/"+string(ash)+"/speaker", url.Values{"speaker": {""}, "text": {"She would rather not."}})
	if p, _ := w.view("faye").State.Party(ash); p.Speaker != "" {
		t.Errorf("%s still speaks for her", p.Speaker)
	}
	if bar := formValues(t, w.get(w.people["faye"], "bar", w.base+"/bar").Body.String(), w.base+"/bar"); bar.Has("on") {
		t.Error("somebody is chosen beforehand")
	}
}

// TestSpokenOfAndFound: somebody is put on record who is not asked, somebody else speaks
// for them, and when they are found they are a party.
func TestSpokenOfAndFound(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	w.mistakenIn(w.base+"/person", "name", url.Values{"unasked": {"unaware"}})
	w.mistakenIn(w.base+"/person", "unasked", url.Values{"name": {"Gwen"}})
	w.fill("faye", w.base+"/person", url.Values{"name": {"Gwen"}, "unasked": {"unaware"}})
	all := w.view("faye").State.SpokenOf
	gwen := all[len(all)-1].ID
	path := w.base + "/person/" + string(gwen) + "/speaker"
	w.mistakenIn(path, "speaker", url.Values{"speaker": {""}, "text": {"Nobody is left."}}) // as it is already
	w.fill("faye", path, url.Values{"speaker": {string(w.parties["Joe"])}, "text": {"Her brother."}})
	w.fill("faye", w.base+"/party", url.Values{"who": {"adult"}, "standing": {"principal"}, "full": {"Gwen Moran"}, "short": {"Gwen"}, "was": {string(gwen)}})
	state := w.view("faye").State
	if s := state.SpokenOf[len(state.SpokenOf)-1]; s.Became != state.Parties[len(state.Parties)-1].ID {
		t.Errorf("she became %q", s.Became)
	}
	if r := w.get(w.people["faye"], "gone", path); r.Code != http.StatusNotFound {
		t.Errorf("who speaks for her is still asked: %d", r.Code)
	}
}

// TestAHelperSignsLater, and it is known of them afterwards that something stands no longer.
func TestAHelperSignsLater(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	helper := w.view("faye").State.Helpers[0]
	path := w.base + "/helper/" + string(helper.ID)
	w.mistakenIn(path, "ready", url.Values{"ready": {"signed"}}) // as it is already
	w.fill("faye", path, url.Values{"ready": {"signed", "checked"}})
	if h := w.view("faye").State.Helpers[0]; !h.Confidential || !h.Checked {
		t.Errorf("they stand as %+v", h)
	}
	w.mistakenIn(path, "text", url.Values{"ready": {"signed"}})
	w.fill("faye", path, url.Values{"ready": {"signed"}, "text": {"They turn out to know him."}})
	if h := w.view("faye").State.Helpers[0]; h.Checked {
		t.Error("they still count as checked")
	}
}

// TestTheMarkOfASensitiveCase is lifted by a coordinator, with a reason, and set again by
// anybody; a page from before either changes nothing. Who may not lift it is offered
// nothing, and told who can (P9).
func TestTheMarkOfASensitiveCase(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	path := w.base + "/sensitive"
	lift := `href="` + path + `"`
	w.mistakenBy("helen", path, "text", url.Values{})
	w.get(w.people["faye"], "lift", path).says(t, http.StatusConflict, "Your duty in this case does not include this")
	for _, where := range []string{"/risk", "/more"} {
		w.get(w.people["helen"], "hers"+where, w.base+where).says(t, http.StatusOK, lift)
		w.get(w.people["faye"], "not hers"+where, w.base+where).saysNot(t, lift)
	}
	w.get(w.people["faye"], "who can", w.base+"/risk").says(t, http.StatusOK, "The case is marked as sensitive. Helen Adeyemi can lift that.")
	before := w.get(w.people["helen"], "before", path)
	w.fill("helen", path, url.Values{"text": {"It is quiet now."}})
	if w.view("faye").State.Sensitive {
		t.Error("it is still sensitive")
	}
	if r := w.submit(before, "late", path, url.Values{"text": {"Me too."}}); r.Code != http.StatusConflict || w.view("faye").State.Sensitive {
		t.Errorf("the page from before: %d", r.Code)
	}
	w.get(w.people["faye"], "to mark", w.base+"/more").says(t, http.StatusOK, lift, "Mark the case as sensitive")
	w.fill("faye", path, url.Values{"text": {"It was in the papers again."}})
	if !w.view("faye").State.Sensitive {
		t.Error("it was not marked again")
	}
}

// TestAPromiseIsChanged by the word of everybody in its agreement, and not without.
func TestAPromiseIsChanged(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	ash, daniel := string(w.parties["Ash"]), string(w.parties["Daniel"])
	u := w.view("faye").State.Agreements[0].Undertakings[0]
	path := w.base + "/undertaking/" + string(u.ID) + "/change"
	day := url.Values{"due-day": {"1"}, "due-month": {"12"}, "due-year": {"2026"}}
	with := func(more url.Values) url.Values {
		for name, values := range day {
			more[name] = values
		}
		return more
	}
	w.mistakenIn(path, "agreed", with(url.Values{"agreed": {daniel}}))
	same := formValues(t, w.get(w.people["faye"], "as it stands", path).Body.String(), path)
	w.mistakenIn(path, "due", url.Values{"agreed": {ash, daniel}, "due-day": same["due-day"], "due-month": same["due-month"], "due-year": same["due-year"]})
	w.fill("faye", path, with(url.Values{"agreed": {ash, daniel}, "text": {"To say it in writing."}}))
	if now := w.view("faye").State.Agreements[0].Undertakings[0]; now.Due == u.Due || now.Changed == 0 {
		t.Errorf("it stands as %+v", now)
	}
	w.get(w.people["faye"], "outcomes", w.base+"/outcomes").says(t, http.StatusOK, "To say it in writing.", "1 December 2026", "Change it")
}

// TestSidesPartAgain on the word of one, with whoever is there for them.
func TestSidesPartAgain(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	ash, joe, niamh := w.parties["Ash"], w.parties["Joe"], w.parties["Niamh"]
	path := w.base + "/part"
	if r := w.get(w.people["faye"], "nobody", path); r.Code != http.StatusConflict {
		t.Errorf("nobody shares a side, and it is asked: %d", r.Code)
	}
	w.fill("faye", w.base+"/share", url.Values{"from": {string(w.side("Joe"))}, "into": {string(w.side("Ash"))}, "agreed": {string(ash), string(joe), string(niamh)}})
	w.get(w.people["faye"], "people with both", w.base+"/people").says(t, http.StatusOK, "They share no more")
	page := w.get(w.people["faye"], "both", path)
	page.says(t, http.StatusOK, "Who gets a side of their own?", "Now on Ash’s side")
	w.mistakenIn(path, "leaving", url.Values{})
	w.mistakenIn(path, "leaving", url.Values{"leaving": {string(ash), string(joe)}}) // nobody would be left
	w.fill("faye", path, url.Values{"leaving": {string(ash)}, "text": {"She would rather not hear of it from him."}})
	if w.side("Ash") == w.side("Joe") || w.side("Ash") != w.side("Niamh") {
		t.Errorf("Ash is on %s, her supporter on %s, Joe on %s", w.side("Ash"), w.side("Niamh"), w.side("Joe"))
	}
	w.get(w.people["faye"], "more", w.base+"/people").says(t, http.StatusOK, "Joe’s side")
}

// TestWhoDiedIsOfferedNowhere: nobody is led to ask, let in, visit or give something to
// somebody who died, and what comes of an old address says why; what they said before is still taken.
func TestWhoDiedIsOfferedNowhere(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	ash, daniel := string(w.parties["Ash"]), string(w.parties["Daniel"])
	faye := w.people["faye"]
	forms := []string{"/propose/letter", "/propose/notice", "/plan", "/bar", "/contact/" + daniel}
	pages := []string{"", "/contact", "/preparation", "/consent", "/letters", "/people"}
	offered := regexp.MustCompile(`value="` + ash + `"|name="[^"]*-` + ash + `"|/(contact|pack|write|interest)/` + ash + `"|` + ash + `/let-in"`)
	offers := func(path string) int {
		return len(offered.FindAllString(w.get(faye, "offers "+path, w.base+path).Body.String(), -1))
	}
	for _, path := range slices.Concat(forms, pages) {
		if offers(path) == 0 {
			t.Errorf("%s offers nothing with her while she lives", path)
		}
	}
	w.fill("faye", w.base+"/party/"+ash+"/last", url.Values{"text": {"Her sister rang."}})
	for _, path := range slices.Concat(forms, pages) {
		if n := offers(path); n != 0 {
			t.Errorf("%s offers something with her, who died: %d times", path, n)
		}
	}
	for _, path := range []string{"/pack/" + ash, "/party/" + ash + "/let-in", "/crossing/" + w.letter + "/ask/" + ash} {
		if r := w.get(faye, "old "+path, w.base+path); r.Code != http.StatusConflict {
			t.Errorf("%s answers %d", path, r.Code)
		}
	}
	w.get(faye, "more after", w.base+"/more").says(t, http.StatusOK, "Write down a contact from before they died")
	w.get(faye, "late contact", w.base+"/contact/"+ash).says(t, http.StatusOK, "They are asked nothing more")
	w.get(faye, "overview", w.base).says(t, http.StatusOK, "Has died")
}
