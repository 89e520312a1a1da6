package web

import (
	"html"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"amends/internal/practice"
)

// says fails unless an answer has this status and these words.
func (r reply) says(t *testing.T, status int, words ...string) {
	t.Helper()
	if r.Code != status {
		t.Fatalf("%d, want %d: %s", r.Code, status, r.Body)
	}
	text := html.UnescapeString(r.Body.String())
	for _, word := range words {
		if !strings.Contains(text, word) {
			t.Errorf("the page does not say %q: %s", word, text)
		}
	}
}

// leads fails unless an answer leads on to an address.
func (r reply) leads(t *testing.T, to string) {
	t.Helper()
	if r.Code != http.StatusSeeOther || r.Header().Get("Location") != to {
		t.Fatalf("%d to %q, want %q: %s", r.Code, r.Header().Get("Location"), to, r.Body)
	}
}

// saysAlready fails unless a form that was sent twice is said to be done already:
// by its id, or because the box itself shows that it is.
func (r reply) saysAlready(t *testing.T) {
	t.Helper()
	if r.Code == http.StatusConflict {
		r.says(t, http.StatusConflict, "That is over already", "Nothing was changed.", `href="/p/agreed"`)
		return
	}
	if to := r.Header().Get("Location"); r.Code != http.StatusSeeOther || !strings.HasSuffix(to, "?done=already") {
		t.Fatalf("%d to %q: %s", r.Code, to, r.Body)
	}
}

// TestParticipant goes through everything a participant can do, as a browser
// without scripts does.
func TestParticipant(t *testing.T) {
	t.Parallel()
	w := newWallWorld(t, "Daniel Keane", "He likes the green ladder")
	g := w.givenToAsh()
	ash := w.people["ash"]
	box := func(label, path string) reply { return w.get(ash, label, path) }
	send := func(page reply, label, action string, filled url.Values) reply {
		return w.submit(page, label, action, filled)
	}

	box("box", "/p").says(t, 200, "Would you like to have a letter?", "A notice", "Your words for Daniel, by post", "What I agreed to", "Stop everything")
	box("passphrase", "/passphrase").says(t, 200, "ask whoever you talk with here for a new login")
	box("notice", "/p/given/1").says(t, 200, "There is nothing to arrange at present.")

	question := "/p/questions/" + g.question
	send(box("q1", question), "unanswered", question, url.Values{"text": {"By daylight"}}).says(t, 422, "Choose an answer, or save this and come back later", "By daylight")
	page := box("q2", question)
	send(page, "answer", question, url.Values{"answer": {"yes"}, "text": {"By daylight"}}).leads(t, "/p?done=answered")
	box("told", "/p?done=answered").says(t, 200, "Your answer is saved.")
	send(page, "answer again", question, url.Values{"answer": {"yes"}, "text": {"By daylight"}}).saysAlready(t)

	words := "/p/words/" + g.content
	send(box("w1", words), "nothing", words, nil).says(t, 422, "Choose whether these are the words")
	send(box("w2", words), "empty", words, url.Values{"words": {wordsChange}, "text": {" "}}).says(t, 422, "Write the words you want")
	check := send(box("w3", words), "yes", words, url.Values{"words": {wordsAgree}})
	check.says(t, 200, "What happened to the watch?", "Once they have reached the person, they cannot be taken back.")
	send(check, "agree", words+"/agree", nil).leads(t, "/p?done=answered")
	send(check, "agree twice", words+"/agree", nil).saysAlready(t)
	box("w4", words).says(t, 200, "You agreed to these words.")

	consent := "/p/agreed/" + g.consent
	box("agreed", "/p/agreed").says(t, 200, "Northfold being in touch with me", "Take this back")
	send(box("c1", consent), "back", consent, nil).leads(t, "/p/agreed?done=back")
	after := box("agreed after", "/p/agreed")
	after.says(t, 200, "Taken back on", "Agreed on")
	if list := after.Body.String(); strings.LastIndex(list, "Agreed on") > strings.Index(list, "Taken back on") {
		t.Error("what is over stands before what can still be taken back")
	}
	box("c2", consent).says(t, 404)

	send(box("k1", "/p/contact"), "nothing", "/p/contact", url.Values{"text": {""}}).says(t, 422, "Write how and when we can reach you")
	contact := box("k2", "/p/contact")
	send(contact, "wish", "/p/contact", url.Values{"text": {"Text first, after 5pm"}}).leads(t, "/p?done=saved")
	send(contact, "wish twice", "/p/contact", url.Values{"text": {"Text first, after 5pm"}}).leads(t, "/p?done=already")
	box("k3", "/p/contact").says(t, 200, "Text first, after 5pm")

	send(box("s1", "/p/stop"), "unsure", "/p/stop", nil).says(t, 422, "Tick the box if you want to stop everything")
	send(box("s2", "/p/stop"), "sure", "/p/stop", url.Values{"sure": {"yes"}}).leads(t, "/p?done=stopped")
	box("stopped", "/p").says(t, 200, "You have stopped everything", "Start again")
	if p, _ := w.view("priya").State.Party(w.parties["ash"]); p.Paused == 0 {
		t.Error("a stop did not reach the case")
	}
	send(box("s3", "/p/start"), "start", "/p/start", url.Values{"sure": {"yes"}}).leads(t, "/p?done=started")

	leave := box("leave", "/leave")
	leave.leads(t, exit)
	if leave.Header().Get("Clear-Site-Data") == "" || !strings.Contains(strings.Join(leave.Header().Values("Set-Cookie"), ";"), "s=; ") {
		t.Errorf("leaving left something: %v", leave.Header())
	}
	box("after leaving", "/p").leads(t, "/sign-in")
}

// TestLooks: when staff open a file, the person concerned sees by what work and
// in which month, and colleagues see by whom.
func TestLooks(t *testing.T) {
	t.Parallel()
	w := newWallWorld(t, "Daniel Keane", "He likes the green ladder")
	w.get(w.people["ash"], "before", "/p/looks").says(t, 200, "Who has looked")
	_, err := w.session("priya", "open her file").Case(w.t.Context(), w.kase, wantAll)
	w.must(err)
	w.get(w.people["ash"], "after", "/p/looks").says(t, 200, "March 2026", "Facilitator")
	if strings.Contains(w.get(w.people["ash"], "no name", "/p/looks").Body.String(), "Priya") {
		t.Error("a participant's page names who looked")
	}
	w.get(w.people["imran"], "colleague", "/cases/"+string(w.kase)+"/looks").says(t, 200, "Priya Nair", "Facilitator", "2 March 2026")
}

// TestDoor: what is wrong at the door is said the same way whatever it was, and
// no passphrase is ever shown.
func TestDoor(t *testing.T) {
	t.Parallel()
	w := newWorldIdling(t, 30*time.Minute)
	w.get(nil, "away", "/p").leads(t, "/sign-in")
	try := func(label, login, phrase string) reply {
		return w.submit(w.get(nil, label, "/sign-in"), label, "/sign-in", url.Values{"login": {login}, "passphrase": {phrase}})
	}
	try("empty", "", "").says(t, 422, "Enter your login", "Enter your passphrase")
	wrong := try("wrong", "helen", "not the passphrase")
	wrong.says(t, 422, "Login and passphrase do not belong together", `value="helen"`)
	unknown := try("unknown", "nobody", "not the passphrase")
	if strings.Contains(wrong.Body.String(), "not the passphrase") {
		t.Error("a passphrase was shown")
	}
	same := func(r reply) string {
		return formField.ReplaceAllString(strings.ReplaceAll(r.Body.String(), "nobody", "helen"), "")
	}
	if same(wrong) != same(unknown) {
		t.Error("an unknown login is answered otherwise than a wrong passphrase")
	}
	for label, code := range map[string]string{"letters": "fourteen-digits", "short": "1234-5678"} {
		door := w.get(nil, "code "+label, "/first")
		w.submit(door, "code "+label, "/first", url.Values{"login": {"helen"}, "code": {code}, "new": {passphrase}, "again": {passphrase}}).
			says(t, 422, "A code has sixteen digits", `value="helen"`, `value="`+code+`"`)
	}
	in := try("right", "helen", passphrase)
	in.leads(t, "/")
	helen := &visitor{secret: sessionIn(t, in)}
	w.get(helen, "again", "/sign-in").leads(t, "/")
	w.later(31 * time.Minute)
	w.get(helen, "lapsed", "/passphrase").leads(t, "/sign-in")
	w.get(helen, "told so", "/sign-in").says(t, 200, "You were signed out.", "Everything you had saved is kept.")
}

// TestSignOutAndPassphrase: signing out ends the session, and so does a new
// passphrase, which then opens the door.
func TestSignOutAndPassphrase(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	helen := w.people["helen"]
	send := func(label string, filled url.Values) reply {
		return w.submit(w.get(helen, label, "/passphrase"), label, "/passphrase", filled)
	}
	w.get(helen, "asked", "/passphrase").says(t, 200, "ask a coordinator for a new code, which makes new keys")
	send("short", url.Values{"old": {passphrase}, "new": {"short"}, "again": {"short"}}).says(t, 422, "at least 12 characters")
	send("two", url.Values{"old": {passphrase}, "new": {"a longer passphrase"}, "again": {"another passphrase"}}).says(t, 422, "not the same")
	send("not mine", url.Values{"old": {"somebody else's"}, "new": {"a longer passphrase"}, "again": {"a longer passphrase"}}).says(t, 422, "This is not your passphrase")
	w.later(time.Hour / 4)
	send("changed", url.Values{"old": {passphrase}, "new": {"a longer passphrase"}, "again": {"a longer passphrase"}}).leads(t, "/sign-in")
	w.get(helen, "out", "/passphrase").leads(t, "/sign-in")
	in := w.submit(w.get(nil, "in", "/sign-in"), "in", "/sign-in", url.Values{"login": {"helen"}, "passphrase": {"a longer passphrase"}})
	in.leads(t, "/")
	helen = &visitor{secret: sessionIn(t, in)}
	w.submit(w.get(helen, "menu", "/passphrase"), "sign out", "/sign-out", nil).leads(t, "/sign-in")
	w.get(helen, "signed out", "/passphrase").leads(t, "/sign-in")
}

// sessionIn is the session that an answer's cookie holds.
func sessionIn(t *testing.T, r reply) [32]byte {
	t.Helper()
	for _, c := range r.set {
		if c.Name == sessionCookie {
			return secretIn(t, c.Value)
		}
	}
	t.Fatal("no session was given")
	return [32]byte{}
}

var textField = regexp.MustCompile(`<(?:input|textarea)[^>]* name="([^"]*)"`)

// TestNothingTypedBecomesMarkup sends a probe in every field of every form that a
// participant or somebody at the door can reach, and looks at what comes back.
func TestNothingTypedBecomesMarkup(t *testing.T) {
	t.Parallel()
	w := newWallWorld(t, "Daniel Keane", "He likes the green ladder")
	g := w.givenToAsh()
	const probe = `"><script>alert(1)</script><img src=x onerror=alert(1)>`
	for _, c := range []struct {
		who  *visitor
		path string
	}{
		{nil, "/sign-in"}, {nil, "/first"}, {w.people["ash"], "/p/questions/" + g.question}, {w.people["ash"], "/p/words/" + g.content},
		{w.people["ash"], "/p/contact"}, {w.people["ash"], "/p/agreed/" + g.consent}, {w.people["ash"], "/p/stop"}, {w.people["helen"], "/passphrase"},
	} {
		page := w.get(c.who, "probe "+c.path, c.path)
		names := textField.FindAllStringSubmatch(page.Body.String(), -1)
		if len(names) == 0 {
			t.Fatalf("%s: no fields", c.path)
		}
		filled := url.Values{}
		for _, name := range names {
			if name[1] != "form" {
				filled.Set(name[1], probe)
			}
		}
		answers := []reply{w.submit(page, "probed "+c.path, c.path, filled), w.get(c.who, "probed "+c.path, c.path)}
		for choice, values := range map[string][]string{"answer": {"yes"}, "words": {wordsChange}} {
			if filled.Has(choice) {
				filled[choice] = values
				answers = append(answers, w.submit(w.get(c.who, "again "+c.path, c.path), "chosen "+c.path, c.path, filled))
			}
		}
		for _, r := range answers {
			if strings.Contains(r.Body.String(), "<script>alert") || strings.Contains(r.Body.String(), "<img src=x") {
				t.Errorf("%s: what was typed became markup: %s", c.path, r.Body)
			}
		}
	}
}

// TestEveryRefusalHasAPage: whatever practice refuses, staff are told what stands
// in the way and who can change it, and a participant in plain words (P9).
func TestEveryRefusalHasAPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	s, err := newServer(w.config(), Routes())
	w.must(err)
	for _, code := range practice.RefusalCodes() {
		refusal := &practice.Refusal{Code: code}
		for _, kind := range practice.ConditionKinds() {
			refusal.Standing = append(refusal.Standing, practice.Condition{Kind: kind, State: practice.Open, Why: practice.WhyNotAsked, Who: practice.ChangedByFacilitator})
		}
		refusal.Standing = append(refusal.Standing, practice.Condition{Kind: practice.OnOtherSide, State: practice.Open, Why: practice.WhyElsewhere, Who: practice.ChangedByFacilitator})
		v := &visit{Request: posting("/x", nil, nil), server: s, session: w.session("helen", "refusals"), random: drawnFrom("refusals")}
		checkRefusalPage(t, code, v.failed(refusal))
	}
}

func checkRefusalPage(t *testing.T, code practice.RefusalCode, a answer) {
	t.Helper()
	body, err := a.body(posting("/x", nil, nil))
	if err != nil {
		t.Fatal(err)
	}
	text := html.UnescapeString(string(body))
	if code == practice.NotFound {
		if a.status != http.StatusNotFound {
			t.Errorf("%s: %d", code, a.status)
		}
		return
	}
	if strings.ContainsAny(text, "{}") {
		t.Errorf("%s: something is not filled in: %s", code, text)
	}
	if a.status != http.StatusConflict || strings.Contains(text, "refused:") || strings.Contains(text, string(code)+" ") {
		t.Errorf("%s: %d, %s", code, a.status, text)
	}
	for _, want := range []string{"What stands in the way", "Who can change this: a facilitator of the case.", "Not yet, on the other side", (&practice.Refusal{Code: code}).Sentence()} {
		if !strings.Contains(text, want) {
			t.Errorf("%s: the page does not say %q", code, want)
		}
	}
}
