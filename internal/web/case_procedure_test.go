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

// state is the case as Faye sees it.
func (w *walker) state() practice.Case { return w.view("faye").State }

// twoPeople opens a case of Maya, harmed, and Jonas, responsible; Faye works with both.
func (w *walker) twoPeople() (maya, jonas string) {
	w.t.Helper()
	w.fill("helen", "/cases/new", url.Values{"title": {"Burglary of a home"}, "begun": {"responsible"}, "sensitive": {"no"}, "gender": {"no"}, "harm": {"burglary"},
		"p1-who": {"adult"}, "p1-full": {"Maya Lind"}, "p1-short": {"Maya"}, "p1-roles": {"harmed"}, "p1-safe": {"Phone after five."},
		"p2-who": {"adult"}, "p2-standing": {"principal"}, "p2-full": {"Jonas Weir"}, "p2-short": {"Jonas"}, "p2-roles": {"responsible"}, "p2-safe": {"Through his key worker."}})
	w.found()
	w.fill("helen", w.base+"/allocate", url.Values{"staff": {string(w.people["faye"].staff)}, "duty": {"facilitator"}, "sides": {"all"}})
	return string(w.parties["maya"]), string(w.parties["jonas"])
}

// years lets years pass, after which people sign in anew.
func (w *walker) years(n int) {
	w.t.Helper()
	w.later(time.Duration(n) * 365 * 24 * time.Hour)
	for _, login := range []string{"helen", "faye"} {
		in, err := w.service.Drawing(drawnFrom("years later "+login)).SignIn(w.t.Context(), casework.Credentials{Name: login, Passphrase: passphrase, Source: "test"})
		w.must(err)
		w.people[login] = &visitor{secret: in.Secret, staff: in.Session.Me().ID}
	}
}

// wantState fails unless a crossing stands as said.
func (w *walker) wantState(id string, want practice.CrossingState) {
	w.t.Helper()
	if x, _ := w.state().Crossing(practice.CrossingID(id)); x.State != want {
		w.t.Errorf("a %s is %s, want %s: %+v", x.Kind, x.State, want, practice.Unmet(w.gate(id)))
	}
}

func (w *walker) gate(id string) []practice.Condition {
	for _, x := range w.view("faye").Crossings {
		if string(x.ID) == id {
			return x.Conditions
		}
	}
	return nil
}

// TestLetterBankOverThePages: an interest kept silently, a letter deposited and
// screened by two; she asks unprompted, her identity is checked, she decides
// whether he is told; it is read to her and she sends one reply (OAR 291-205-0210, -0220).
func TestLetterBankOverThePages(t *testing.T) {
	t.Parallel()
	w := newWalker(t)
	maya, jonas := w.twoPeople()
	w.fill("faye", w.base+"/interest/"+jonas, url.Values{"kind": {"letter"}})
	w.fill("faye", w.base+"/write/"+jonas, url.Values{"kind": {"letter"}, "text": {"I do not ask you to forgive me."}, "banked": {"yes"}})
	content := string(w.state().Contents[0].ID)
	w.fill("faye", w.base+"/content/"+content+"/read", url.Values{"verdict": {"passed"}})
	w.fill("helen", w.base+"/content/"+content+"/sign-off", url.Values{"verdict": {"passed"}})
	w.years(2)
	w.fill("faye", w.base+"/contact/"+maya, url.Values{"reached": {"yes"}, "means": {"phone"}, "note": {"She rang of her own accord."}, "first": {"limits", "identity"}, "asking": {"ask"},
		"ask-receive-letter-" + jonas: {"yes"}, "ask-receive-letter-" + jonas + "-means": {"any"}, "ask-receive-letter-" + jonas + "-form": {"unprompted"}})
	w.fill("faye", w.base+"/propose/letter", url.Values{"from": {jonas}, "to": {maya}, "means": {"spoken"}, "content": {content}})
	letter := w.lastCrossing()
	w.fill("faye", w.base+"/contact/"+jonas, url.Values{"reached": {"yes"}, "means": {"in-person"}, "note": {"Read it back to him."}, "first": {"limits"}, "facts-" + w.harm(): {"yes"},
		"ask-send-" + letter: {"yes"}, "ask-send-" + letter + "-form": {"signed"}, "ask-send-" + letter + "-back": {"yes"}})
	w.fill("faye", w.base+"/assess/"+letter, url.Values{"goahead": {"yes"}, "text": {"She has her sister with her."}})
	w.fill("faye", w.base+"/crossing/"+letter+"/clear", url.Values{"carrier": {string(w.people["faye"].staff)}})
	w.wantState(letter, practice.Cleared)
	w.fill("faye", w.base+"/contact/"+maya, url.Values{"reached": {"yes"}, "means": {"in-person"}, "note": {"Read it to her."}, "handed-" + letter: {"whole"}, "copy-" + letter: {"yes"}})
	w.wantState(letter, practice.Delivered)
	w.fill("faye", w.base+"/contact/"+maya, url.Values{"reached": {"yes"}, "means": {"phone"}, "maytell-" + letter: {"yes"}})
	if x, _ := w.state().Crossing(practice.CrossingID(letter)); x.MayTell != practice.Yes {
		t.Errorf("whether he may be told is %q", x.MayTell)
	}
	for _, kind := range []string{"letter", "message"} { // a letter can be answered by voice
		w.get(w.people["faye"], "answer by "+kind, w.base+"/propose/"+kind).says(w.t, http.StatusOK, "Does it answer something?", "nobody but whoever sent it", "passed on")
	}
	w.fill("faye", w.base+"/propose/letter", url.Values{"from": {maya}, "to": {jonas}, "means": {"post"}, "text": {"I have read it."}, "reply": {letter}})
	if reply := w.state().Crossings[1]; string(reply.ReplyTo) != letter {
		t.Errorf("the reply answers %q", reply.ReplyTo)
	}
}

// TestTakingBackOverThePages: a message its sender stops on hearing it; consent
// taken back after it was ready; a handing over in ignorance of it, recorded as an
// incident and reviewed; a bar, a hold, a correction; the end, and after it.
func TestTakingBackOverThePages(t *testing.T) {
	t.Parallel()
	w := newWalker(t)
	maya, jonas := w.twoPeople()
	points := url.Values{"reached": {"yes"}, "means": {"phone"}, "first": {"limits"}, "points-kind": {"message"}, "points": {"I am not angry."}, "points-to": {jonas}, "points-means": {"spoken"}}
	points.Set("points-agreed", "no")
	w.fill("faye", w.base+"/contact/"+maya, points)
	w.wantState(w.lastCrossing(), practice.Stopped)
	points.Del("first")
	points.Set("points-agreed", "yes")
	w.fill("faye", w.base+"/contact/"+maya, points)
	message := w.lastCrossing()
	w.fill("faye", w.base+"/contact/"+jonas, url.Values{"reached": {"yes"}, "means": {"in-person"}, "first": {"limits"}, "facts-" + w.harm(): {"yes"}, "ask-receive-" + message: {"yes"}, "ask-receive-" + message + "-form": {"spoken"}})
	w.fill("faye", w.base+"/assess/"+message, url.Values{"goahead": {"yes"}, "text": {"Steady."}})
	content := string(w.state().Contents[len(w.state().Contents)-1].ID)
	w.fill("faye", w.base+"/content/"+content+"/read", url.Values{"verdict": {"passed"}})
	w.fill("faye", w.base+"/crossing/"+message+"/clear", url.Values{"carrier": {string(w.people["faye"].staff)}})
	w.wantState(message, practice.Cleared)
	w.later(time.Hour)
	consents := w.state().Consents
	said := consents[slices.IndexFunc(consents, func(k practice.Consent) bool { return k.To == practice.ToSend && k.Ended == 0 })]
	w.fill("helen", w.base+"/contact/"+maya, url.Values{"reached": {"yes"}, "means": {"phone"}, "note": {"She no longer wants it."}, "back": {string(said.ID)}})
	w.wantState(message, practice.Proposed)
	w.callsOff()
	refused := textOfPage(w.get(w.people["faye"], "refused", w.base+"/crossing/"+message+"/clear").Body.String())
	if !strings.Contains(refused, "This is not ready to pass on") || !strings.Contains(refused, "Maya took this back on") {
		t.Errorf("the refusal says %s", refused)
	}
	w.later(time.Hour)
	w.fill("faye", w.base+"/crossing/"+message+"/deliver", url.Values{"extent": {"whole"}, "copy": {"yes"}})
	incidents := w.state().Incidents
	if len(incidents) != 1 || incidents[0].Kind != practice.AfterWithdrawal {
		t.Fatalf("incidents: %+v", incidents)
	}
	w.fill("helen", w.base+"/incident/"+string(incidents[0].ID)+"/close", url.Values{"text": {"The carrier had not rung."}})
	w.bounds(jonas, maya)
	w.ending(maya, jonas)
}

// callsOff: who was to carry what was taken back is told on every page of the case and
// first of all on their day, and so is whoever can ring them (P2).
func (w *walker) callsOff() {
	w.t.Helper()
	for _, one := range []struct{ who, inCase, onDay string }{
		{"faye", "You were to carry it until", "You were to pass something on that no longer stands."},
		{"helen", "Faye Holm was to carry it until", "Somebody may be on the way with what no longer stands."},
	} {
		for _, where := range []string{"", "/consent", "/people"} {
			page := textOfPage(w.get(w.people[one.who], "called off"+where, w.base+where).Body.String())
			if !strings.Contains(page, "Not to be passed on: spoken message") || !strings.Contains(page, one.inCase) {
				w.t.Errorf("the case does not tell %s that it no longer stands: %s", one.who, page)
			}
		}
		if day := textOfPage(w.get(w.people[one.who], "the day", "/").Body.String()); !strings.Contains(day, one.onDay) {
			w.t.Errorf("the day does not tell %s that it no longer stands: %s", one.who, day)
		}
		if list := textOfPage(w.get(w.people[one.who], "the list", "/cases").Body.String()); !strings.Contains(list, "Called off") {
			w.t.Errorf("the list does not tell %s that it no longer stands: %s", one.who, list)
		}
	}
}

// bounds puts a bar and a hold on the case and takes them off again, and corrects
// what was put down wrong.
func (w *walker) bounds(jonas, maya string) {
	w.t.Helper()
	w.fill("faye", w.base+"/bar", url.Values{"kind": {"licence-condition"}, "on": {jonas}, "towards": {maya}, "means": {"any"}, "text": {"No direct contact."}})
	bar := string(w.state().Bars[0].ID)
	w.fill("faye", w.base+"/bar/"+bar+"/permission", url.Values{"authority": {"probation"}, "kinds": {"letter"}, "means": {"post"}})
	permission := string(w.state().Bars[0].Permissions[0].ID)
	w.fill("faye", w.base+"/permission/"+permission+"/end", nil)
	w.fill("faye", w.base+"/bar/"+bar+"/end", url.Values{"text": {"The licence has ended."}})
	if b := w.state().Bars[0]; b.Ended == 0 || b.Permissions[0].Ended == 0 {
		w.t.Errorf("the bar is %+v", b)
	}
	w.fill("faye", w.base+"/hold", url.Values{"text": {"An appeal runs."}})
	w.fill("faye", w.base+"/release", nil)
	w.fill("faye", w.base+"/correct/bar", url.Values{"which": {bar}, "text": {"It was somebody else’s."}})
	if state := w.state(); !state.Bars[0].Void || state.Held.Since != 0 {
		w.t.Errorf("the bar is %+v, the hold %+v", state.Bars[0], state.Held)
	}
	w.fill("faye", w.base+"/assessment/"+string(w.state().Assessed[0].ID)+"/renew", nil)
	w.fill("faye", w.base+"/disclose/"+jonas, url.Values{"to": {"prison"}, "ground": {"consent"}, "text": {"That he takes part."}})
	w.fill("helen", w.base+"/disclosure/"+string(w.state().Disclosed[0].ID)+"/review", url.Values{"upheld": {"yes"}})
	w.fill("faye", w.base+"/outside", url.Values{"kind": {"chance-meeting"}, "parties": {maya, jonas}, "text": {"At the bus station."}})
}

// ending records what was agreed, closes the case, writes down something late, and
// opens it again after years.
func (w *walker) ending(maya, jonas string) {
	w.t.Helper()
	w.fill("faye", w.base+"/agreement", url.Values{"parties": {maya, jonas}, "promise-by-1": {jonas}, "promise-1": {"To say where the watch is."}})
	w.fill("faye", w.base+"/undertaking/"+string(w.state().Agreements[0].Undertakings[0].ID), url.Values{"kept": {"whole"}})
	w.fill("faye", w.base+"/close", url.Values{"ending": {"after-exchange"}})
	w.later(48 * time.Hour)
	w.fill("faye", w.base+"/contact/"+maya, url.Values{"reached": {"yes"}, "means": {"post"}, "note": {"A letter from her that lay in the tray."}, "when-day": {"2"}, "when-month": {"3"}, "when-year": {"2026"}, "when-time": {"11am"}})
	page := w.get(w.people["faye"], "late", w.base+"?entries=400")
	if !strings.Contains(textOfPage(page.Body.String()), "Written down on") || w.state().IsOpen() {
		w.t.Error("the late entry is not marked, or the case is open")
	}
	w.years(3)
	w.fill("faye", w.base+"/reopen", url.Values{"text": {"She rang again."}})
	if !w.state().IsOpen() {
		w.t.Error("the case is closed")
	}
}

// TestPeopleOverThePages: somebody is added, changed, helped, let in with a code
// that works, shut out; sides become one; staff come and leave; a conflict ends all.
func TestPeopleOverThePages(t *testing.T) {
	t.Parallel()
	w := newWalker(t)
	maya, jonas := w.twoPeople()
	w.fill("faye", w.base+"/party", url.Values{"who": {"adult"}, "full": {"Ines Lind"}, "short": {"Ines"}, "standing": {"supporter"}, "for": {maya}})
	w.fill("faye", w.base+"/helper", url.Values{"name": {"Mr Aziz"}, "kind": {"interpreter"}, "ready": {"signed", "checked"}})
	w.fill("faye", w.base+"/party/"+jonas+"/change", url.Values{"short": {"Jo"}, "capacity": {"child"}})
	state := w.state()
	harm := string(state.Harms[0].ID)
	w.fill("faye", w.base+"/matter/"+harm+"/change", url.Values{"kind": {"domestic"}, "text": {"They had lived together."}})
	w.fill("faye", w.base+"/matter", url.Values{"gender": {"no"}, "kind": {"damage"}, "harmed": {jonas}, "responsible": {maya}, "text": {"She told us."}})
	state = w.state()
	if len(state.Harms) != 2 || state.Harms[0].Kind != practice.DomesticHarm || string(state.Harms[1].Harmed[0]) != jonas {
		t.Errorf("the harms are %+v", state.Harms)
	}
	if p, _ := state.Party(practice.PartyID(jonas)); p.Capacity != practice.Child || len(state.Parties) != 3 || !state.Helpers[0].Checked {
		t.Errorf("the people are %+v, %+v", state.Parties, state.Helpers)
	}
	w.letInOverThePage(maya)
	w.fill("faye", w.base+"/party/"+maya+"/shut-out", nil)
	if p := w.view("faye").Parties[0]; p.Login {
		t.Error("she can still sign in")
	}
	w.fill("helen", w.base+"/allocate", url.Values{"staff": {string(w.people["tom"].staff)}, "duty": {"facilitator"}, "sides": {string(state.Parties[1].Side)}})
	w.fill("helen", w.base+"/deallocate/"+string(w.people["tom"].staff), nil)
	if r := w.get(w.people["tom"], "gone", w.base); r.Code != http.StatusNotFound {
		t.Errorf("Tom, who left, gets %d", r.Code)
	}
	w.fill("faye", w.base+"/conflict", url.Values{"staff": {string(w.people["faye"].staff)}})
	if r := w.get(w.people["faye"], "conflicted", w.base); r.Code != http.StatusNotFound {
		t.Errorf("Faye, who has a conflict, gets %d", r.Code)
	}
}

// letInOverThePage makes a code, which is shown once, and uses it.
func (w *walker) letInOverThePage(party string) {
	w.t.Helper()
	path := w.base + "/party/" + party + "/let-in"
	page := w.get(w.people["faye"], "let in", path)
	values := formValues(w.t, page.Body.String(), path)
	values.Set("login", "maya")
	done := w.ask(page.who, "code", posting(path, values, nil))
	_, after, _ := strings.Cut(done.Body.String(), `<p class="number">`)
	code, _, _ := strings.Cut(after, "<")
	door := w.get(nil, "door", "/first")
	r := w.submit(door, "first", "/first", url.Values{"login": {"maya"}, "code": {code}, "new": {passphrase}, "again": {passphrase}})
	if done.Code != http.StatusOK || r.Code != http.StatusSeeOther || r.Header().Get("Location") != "/p/before" {
		w.t.Errorf("the code page is %d, the door says %d: %s", done.Code, r.Code, textOfPage(r.Body.String()))
	}
	if again := w.ask(page.who, "code again", posting(path, values, nil)); strings.Contains(again.Body.String(), code) {
		w.t.Error("the code is shown twice")
	}
}

// TestTalkOverThePages: two who met want to speak together; the other harmed person
// is told, objects and stays out; the talk is changed, everything is asked again for
// that version, and it passes (design, first page).
func TestTalkOverThePages(t *testing.T) {
	t.Parallel()
	w := newWalker(t)
	w.fill("helen", "/cases/new", url.Values{"begun": {"harmed"}, "sensitive": {"no"}, "gender": {"no"}, "harm": {"driving"},
		"p1-who": {"adult"}, "p1-full": {"Edda Voss"}, "p1-roles": {"harmed"}, "p2-who": {"adult"}, "p2-standing": {"principal"}, "p2-full": {"Lio Brand"}, "p2-roles": {"responsible"}})
	w.found()
	w.fill("helen", w.base+"/allocate", url.Values{"staff": {string(w.people["faye"].staff)}, "duty": {"facilitator"}, "sides": {"all"}})
	w.fill("faye", w.base+"/party", url.Values{"who": {"adult"}, "standing": {"principal"}, "full": {"Sam Okafor"}, "harmed": {w.harm()}})
	w.found()
	edda, lio, sam := string(w.parties["edda voss"]), string(w.parties["lio brand"]), string(w.parties["sam okafor"])
	w.fill("faye", w.base+"/propose/talk", url.Values{"from": {edda, lio}, "means": {"in-person"}, "audience": {"pupils"}, "text": {"Three of us were on that bridge."}})
	talk := w.lastCrossing()
	w.agreeToTalk(talk, edda, lio, true)
	w.fill("faye", w.base+"/assess/"+talk, url.Values{"goahead": {"yes"}, "text": {"Both are steady."}})
	w.fill("faye", w.base+"/crossing/"+talk+"/uses", url.Values{"uses-" + sam: {"recognisable"}})
	w.fill("faye", w.base+"/crossing/"+talk+"/told/"+sam, url.Values{"text": {"By post, with time to think."}})
	w.fill("faye", w.base+"/contact/"+sam, url.Values{"reached": {"yes"}, "means": {"phone"}, "note": {"No, and it stays no."}, "objects-" + talk: {"yes"}, "objects-words-" + talk: {"I will not be in anybody’s story."}, "ask-be-used-" + talk: {"no"}})
	said := textOfPage(w.get(w.people["faye"], "objection", w.base+"/crossing/"+talk+"/clear").Body.String())
	if !strings.Contains(said, "Sam Okafor objects, and has not been answered.") {
		t.Errorf("the refusal says %s", said)
	}
	content := string(w.state().Contents[0].ID)
	w.fill("faye", w.base+"/content/"+content+"/revise", url.Values{"text": {"I was on that bridge."}})
	w.fill("faye", w.base+"/crossing/"+talk+"/uses", url.Values{"uses-" + sam: {"taken-out"}})
	w.fill("helen", w.base+"/crossing/"+talk+"/objection/"+sam, url.Values{"text": {"Nothing of theirs is in it any more."}})
	w.agreeToTalk(talk, edda, lio, false)
	w.fill("faye", w.base+"/crossing/"+talk+"/clear", url.Values{"carrier": {string(w.people["faye"].staff)}})
	w.fill("faye", w.base+"/crossing/"+talk+"/deliver", url.Values{"extent": {"whole"}})
	w.wantState(talk, practice.Delivered)
	if len(w.state().Incidents) != 0 {
		t.Errorf("incidents: %+v", w.state().Incidents)
	}
}

// agreeToTalk records what both agree to: at first all of it, later this version.
func (w *walker) agreeToTalk(talk, edda, lio string, first bool) {
	w.t.Helper()
	for _, id := range []string{edda, lio} {
		said := url.Values{"reached": {"yes"}, "means": {"phone"}, "ask-be-used-" + talk: {"yes"}, "ask-be-used-" + talk + "-form": {"signed"}}
		if first {
			said.Set("first", "limits")
			said.Set("ask-take-part-"+talk, "yes")
			said.Set("ask-take-part-"+talk+"-form", "signed")
			said.Set("ask-telling-"+talk+"-form", "spoken")
			said.Set("ask-telling-"+talk, "yes")
		}
		if first && id == lio {
			said.Set("facts-"+w.harm(), "yes")
		}
		w.fill("faye", w.base+"/contact/"+id, said)
	}
}

// TestOneAtATimeIsRefused: where consents are not taken together, a contact with two
// people at once comes back with everything in it.
func TestOneAtATimeIsRefused(t *testing.T) {
	t.Parallel()
	w := newWalker(t)
	maya, jonas := w.twoPeople()
	path := w.base + "/contact/" + maya
	page := w.get(w.people["faye"], "page", path)
	values := formValues(t, page.Body.String(), path)
	values.Set("reached", "yes")
	values.Set("means", "phone")
	values.Set("note", "Both at once.")
	values.Set("with", jonas)
	answer := w.ask(page.who, "both", posting(path, values, nil))
	if said := textOfPage(answer.Body.String()); answer.Code != http.StatusUnprocessableEntity || !strings.Contains(said, "Record one person at a time.") || !strings.Contains(said, "Both at once.") {
		t.Errorf("%d: %s", answer.Code, said)
	}
}

// TestOutsideSupervisorOverThePages: a text is sent to somebody outside, who sees it
// alone, and whose answer counts in the case.
func TestOutsideSupervisorOverThePages(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	w.do("helen", "supervisor", practice.Allocate{Staff: w.people["sam"].staff, Duty: practice.Supervisor})
	w.fill("helen", w.base+"/crossing/"+w.letter+"/ask-sign-off", url.Values{"whom": {string(w.people["sam"].staff)}})
	list := w.get(w.people["sam"], "list", "/signings")
	if !strings.Contains(list.Body.String(), "/signings/"+w.letter) {
		t.Fatalf("nothing waits: %s", textOfPage(list.Body.String()))
	}
	said := textOfPage(w.get(w.people["sam"], "one", "/signings/"+w.letter).Body.String())
	if !strings.Contains(said, "lights being off") || strings.Contains(said, "Daniel") || strings.Contains(said, "Ash") {
		t.Errorf("the supervisor reads %s", said)
	}
	w.fill("sam", "/signings/"+w.letter, url.Values{"verdict": {"passed"}, "text": {"It may go."}})
	w.fill("faye", w.base+"/hold", url.Values{"text": {"Whatever is next takes it in."}})
	content, _ := w.view("faye").State.Content(practice.ContentID(w.content))
	if content.Second.By != w.people["sam"].staff || content.Second.Verdict != practice.Passed {
		t.Errorf("the second reading is %+v", content.Second)
	}
}

// TestStopReferenceOverThePages: anybody on staff enters it unread; it stops and
// shows nothing back; it is seen by whoever works with them.
func TestStopReferenceOverThePages(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	in, err := w.session("faye", "let in").LetIn(w.t.Context(), w.kase, w.parties["Ash"], "ash", w.form("let in"))
	w.must(err)
	after := w.fill("imran", "/stop", url.Values{"reference": {in.Reference}})
	if said := textOfPage(after.Body.String()); strings.Contains(said, "Ash") || !strings.Contains(said, "Stopped.") {
		t.Errorf("Imran reads %s", said)
	}
	if said := textOfPage(w.get(w.people["faye"], "case", w.base).Body.String()); !strings.Contains(said, "Ash has stopped everything") {
		t.Error("the case does not say that she stopped")
	}
	today := textOfPage(w.get(w.people["faye"], "today", "/").Body.String())
	if !strings.Contains(today, "Somebody has stopped, or taken something back. It took effect at once.") {
		t.Errorf("today says %s", today)
	}
	path := "/stop"
	page := w.get(w.people["imran"], "again", path)
	values := formValues(t, page.Body.String(), path)
	values.Set("reference", "not one")
	if r := w.ask(page.who, "wrong", posting(path, values, nil)); r.Code != http.StatusUnprocessableEntity || problemOf(t, r.Body.String(), "reference") == "" {
		t.Errorf("a wrong reference gets %d", r.Code)
	}
}
