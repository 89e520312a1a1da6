package web

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amends/internal/practice"
)

// TestWhoCameIsAsked: both forms that record a meeting ask who was there, and presume it
// of nobody; with nobody to meet it is refused where it can be mended.
func TestWhoCameIsAsked(t *testing.T) {
	t.Parallel()
	w := newWalker(t)
	meeting := w.toItsDay()
	maya, jonas := w.parties["maya"], w.parties["jonas"]
	there := func(id practice.PartyID) string { return "there-" + meeting + "-" + string(id) }
	w.fill("faye", w.base+"/helper", url.Values{"name": {"Mrs Okoro"}, "kind": {"interpreter"}, "ready": {"signed", "checked"}})
	helper := w.view("faye").State.Helpers[0].ID
	path := w.base + "/crossing/" + meeting + "/deliver"
	page := w.get(w.people["faye"], "after the meeting", path)
	page.says(t, http.StatusOK, "Was Maya there?", "Was Jonas there?", "Was anybody else there?", "Mrs Okoro")
	alone := w.submit(page, "nobody to meet", path, url.Values{"extent": {"whole"}, there(jonas): {"not-there"}, there(maya): {"came"}})
	if alone.Code != http.StatusUnprocessableEntity || problemOf(t, alone.Body.String(), "extent") == "" || formValues(t, alone.Body.String(), path).Get(there(jonas)) != "not-there" {
		t.Errorf("a meeting of one: %d %s", alone.Code, textOfPage(alone.Body.String()))
	}
	w.get(w.people["faye"], "contact", w.base+"/contact/"+string(maya)).says(t, http.StatusOK, "Was Jonas there?")
	w.mistakenIn(path, there(maya), url.Values{"extent": {"whole"}, there(jonas): {"came"}})
	w.fill("faye", w.base+"/contact/"+string(jonas), url.Values{"reached": {"yes"}, "means": {"in-person"}, "note": {"He had to leave."}, "handed-" + meeting: {"partly"},
		there(jonas): {"left-early"}, there(maya): {"came"}, "besides-" + meeting: {string(helper)}})
	x, _ := w.view("faye").State.Crossing(practice.CrossingID(meeting))
	want := []practice.Attendance{{Party: maya, Presence: practice.Came}, {Party: jonas, Presence: practice.LeftEarly}, {Helper: helper, Presence: practice.Came}}
	if diff := cmp.Diff(want, x.Attended); diff != "" {
		t.Error(diff)
	}
	w.get(w.people["faye"], "outcome", w.base).says(t, http.StatusOK, "came, and left early: Jonas")
}

// TestOfAMeetingNotHeldNobodyNeedHaveCome: who came in vain is on record only where
// somebody is said not to have come.
func TestOfAMeetingNotHeldNobodyNeedHaveCome(t *testing.T) {
	t.Parallel()
	for absent, want := range map[bool]int{false: 0, true: 2} {
		w := newWalker(t)
		meeting := w.toItsDay()
		filled := url.Values{"extent": {"not"}}
		if absent {
			filled.Set("there-"+meeting+"-"+string(w.parties["jonas"]), "not-there")
			filled.Set("there-"+meeting+"-"+string(w.parties["maya"]), "came")
		}
		w.fill("faye", w.base+"/crossing/"+meeting+"/deliver", filled)
		if x, _ := w.view("faye").State.Crossing(practice.CrossingID(meeting)); len(x.Attended) != want || x.State != practice.NotDelivered {
			t.Errorf("with somebody absent: %v; it is %s, and on record are %v", absent, x.State, x.Attended)
		}
	}
}

// TestWhoWasThereIsCorrectedAlone: the meeting stands, what is left as it is stays, and
// the form is not there before anything is on record.
func TestWhoWasThereIsCorrectedAlone(t *testing.T) {
	t.Parallel()
	w := newWalker(t)
	meeting := w.toItsDay()
	maya, jonas := w.parties["maya"], w.parties["jonas"]
	path := w.base + "/crossing/" + meeting + "/attended"
	if r := w.get(w.people["faye"], "too early", path); r.Code != http.StatusConflict {
		t.Errorf("before the meeting: %d", r.Code)
	}
	w.fill("faye", w.base+"/helper", url.Values{"name": {"Mrs Okoro"}, "kind": {"interpreter"}, "ready": {"signed", "checked"}})
	helper := w.view("faye").State.Helpers[0].ID
	came := "there-" + meeting + "-"
	w.fill("faye", w.base+"/crossing/"+meeting+"/deliver", url.Values{"extent": {"whole"}, came + string(maya): {"came"}, came + string(jonas): {"came"}})
	w.get(w.people["faye"], "outcome", w.base).says(t, http.StatusOK, "Correct who was there")
	page := w.get(w.people["faye"], "who was there", path)
	page.says(t, http.StatusOK, "As it is: came", "Mrs Okoro")
	for field, filled := range map[string]url.Values{
		"was-" + string(maya): {"text": {"Nothing was chosen."}},
		"text":                {"was-" + string(jonas): {"left-early"}},
	} {
		answer := w.submit(page, "mistaken "+field, path, filled)
		if answer.Code != http.StatusUnprocessableEntity || problemOf(t, answer.Body.String(), field) == "" {
			t.Errorf("nothing is said beside %s: %d %s", field, answer.Code, textOfPage(answer.Body.String()))
		}
	}
	alone := w.submit(page, "nobody to meet", path, url.Values{"was-" + string(jonas): {"not-there"}, "text": {"He was not there."}})
	if alone.Code != http.StatusUnprocessableEntity || problemOf(t, alone.Body.String(), "text") == "" {
		t.Errorf("a meeting of one: %d %s", alone.Code, textOfPage(alone.Body.String()))
	}
	w.fill("faye", path, url.Values{"was-" + string(jonas): {"left-early"}, "besides": {string(helper)}, "text": {"He rang: he had to go, and Mrs Okoro was there."}})
	state := w.view("faye").State
	x, _ := state.Crossing(practice.CrossingID(meeting))
	want := []practice.Attendance{{Party: maya, Presence: practice.Came}, {Party: jonas, Presence: practice.LeftEarly}, {Helper: helper, Presence: practice.Came}}
	if diff := cmp.Diff(want, x.Attended); diff != "" || x.State != practice.Delivered {
		t.Errorf("it is %s\n%s", x.State, diff)
	}
	if len(state.Incidents) != 1 || state.Incidents[0].Kind != practice.OtherCompany {
		t.Errorf("what is reviewed: %+v", state.Incidents)
	}
	w.get(w.people["faye"], "story", w.base).says(t, http.StatusOK, "Who was there, corrected: came, and stayed: Mrs Okoro")
}
