package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestNobodyPutsBackUnseenWhatAColleagueChanged: a form that replaces something is refused
// over a change it was opened before, with what was typed and what stands now; looked at
// again it is taken. Sent twice, it did its work once.
func TestNobodyPutsBackUnseenWhatAColleagueChanged(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	helper := string(w.view("faye").State.Helpers[0].ID)
	for _, form := range []struct {
		path         string
		mine, theirs url.Values
		says         []string
	}{
		{"/party/" + string(w.parties["Ash"]) + "/change", url.Values{"full": {"Aisling Morane"}}, url.Values{"full": {"Ashling Moran"}, "about": {"Has moved."}}, []string{"Aisling Morane", `value="Ashling Moran"`}},
		{"/matter/" + w.harm() + "/change", url.Values{"kind": {"robbery"}, "text": {"It was robbery."}}, url.Values{"kind": {"damage"}, "text": {"Only the door."}}, []string{"Robbery", "Only the door."}},
		{"/crossing/" + w.meeting + "/plan", url.Values{"place": {"The hall."}, "stop": {"A word."}}, url.Values{"place": {"The chapel."}, "stop": {"A sign."}}, []string{"The hall.", "The chapel."}},
		{"/helper/" + helper, url.Values{"ready": nil, "text": {"He knew her."}}, url.Values{"ready": {"signed"}, "text": {"Not signed yet."}}, []string{"Not signed yet."}},
	} {
		path := w.base + form.path
		mine, theirs := w.get(w.people["faye"], "mine "+path, path), w.get(w.people["helen"], "theirs "+path, path)
		send := func(page reply, label string, filled url.Values) reply {
			values := formValues(t, page.Body.String(), path)
			for name, v := range filled {
				values[name] = v
			}
			return w.ask(page.who, label+path, posting(path, values, nil))
		}
		if r := send(mine, "first", form.mine); r.Code != http.StatusSeeOther {
			t.Fatalf("%s: %d %s", path, r.Code, textOfPage(r.Body.String()))
		}
		if r := send(mine, "twice", form.mine); !strings.HasSuffix(r.Header().Get("Location"), "?done=already") {
			t.Errorf("%s sent twice: %d %s", path, r.Code, textOfPage(r.Body.String()))
		}
		late := send(theirs, "late", form.theirs)
		late.says(t, http.StatusConflict, append(form.says, "Somebody changed this after you opened it", "What stands now")...)
		if r := send(late, "looked at", nil); r.Code != http.StatusSeeOther {
			t.Errorf("%s looked at again: %d %s", path, r.Code, textOfPage(r.Body.String()))
		}
	}
}

// TestNobodyPutsBackUnseenTheDutiesOfAColleague: the same of who works here.
func TestNobodyPutsBackUnseenTheDutiesOfAColleague(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	path := "/staff/" + string(w.people["tom"].staff)
	mine, theirs := w.get(w.people["helen"], "mine", path), w.get(w.people["adam"], "theirs", path)
	lead := url.Values{"name": {"Tom Rees"}, "duties": {"facilitator", "safeguarding-lead"}}
	if r := w.submit(mine, "first", path, lead); r.Header().Get("Location") != "/staff?done=saved" {
		t.Fatalf("%d %s", r.Code, textOfPage(r.Body.String()))
	}
	if r := w.submit(mine, "twice", path, lead); r.Header().Get("Location") != "/staff?done=already" {
		t.Errorf("sent twice: %d %s", r.Code, textOfPage(r.Body.String()))
	}
	late := w.submit(theirs, "late", path, url.Values{"name": {"Tom Reese"}, "duties": {"facilitator"}})
	anew := w.ask(w.signsInAnew("adam"), "anew", posting(path, url.Values{"form": {theirs.hidden(path).Get("form")}, stood: {theirs.hidden(path).Get(stood)}, "name": {"Tom Reese"}, "duties": {"facilitator"}}, nil))
	anew.says(t, http.StatusConflict, "You have signed in again since you opened this", "Facilitator and safeguarding lead", `value="Tom Reese"`)
	late.says(t, http.StatusConflict, "Somebody changed this after you opened it", "Facilitator and safeguarding lead", `value="Tom Reese"`)
	if r := w.submit(late, "looked at", path, url.Values{"name": {"Tom Reese"}, "duties": {"facilitator", "safeguarding-lead"}}); r.Header().Get("Location") != "/staff?done=saved" {
		t.Errorf("looked at again: %d %s", r.Code, textOfPage(r.Body.String()))
	}
}

// TestQuestionsSoFarStandOnTheForm whose list takes their place.
func TestQuestionsSoFarStandOnTheForm(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	at := w.base + "/contact/"
	w.get(w.people["faye"], "asked before", at+string(w.parties["Ash"])).says(t, http.StatusOK, "What they would like answered so far", "Does he know Niamh was upstairs?", "this takes its place")
	if r := w.get(w.people["faye"], "nothing asked", at+string(w.parties["Joe"])); strings.Contains(r.Body.String(), "this takes its place") {
		t.Error("an empty list has a place to be taken")
	}
}
