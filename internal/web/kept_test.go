package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"amends/internal/store"
)

// TestSignedOutKeepsWhatWasTyped sends every form of a case in another session than
// it was opened in: nothing is done, and it comes back with all that was typed.
func TestSignedOutKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	later := map[string]*visitor{"faye": w.signsInAnew("faye"), "helen": w.signsInAnew("helen")}
	tried := 0
	for f := range w.everyForm() {
		before := w.written()
		answer := w.ask(later[f.who], "late "+f.path, posting(f.path, f.values, nil))
		answer.says(t, http.StatusUnprocessableEntity, "You have signed in again since you opened this")
		if w.written() != before {
			t.Errorf("%s: something was done by it", f.path)
		}
		tried++
		f.keptIn(t, answer)
		w.ask(w.people["imran"], "another "+f.path, posting(f.path, f.values, nil)).says(t, http.StatusForbidden, "open for too long")
	}
	const least = 40
	if tried < least {
		t.Errorf("only %d forms were tried", tried)
	}
	w.saysNothingHappened()
}

// signsInAnew gives somebody another session.
func (w *world) signsInAnew(name string) *visitor {
	w.t.Helper()
	in := w.submit(w.get(nil, "door "+name, "/sign-in"), "in anew "+name, "/sign-in", url.Values{"login": {name}, "passphrase": {passphrase}})
	to := "/"
	if w.people[name].staff == "" {
		to = "/p/before"
	}
	in.leads(w.t, to)
	return &visitor{secret: sessionIn(w.t, in), staff: w.people[name].staff}
}

// written is how much there is on record: entries, and what participants sent that
// nobody has taken in yet.
func (w *world) written() (n int64) {
	w.t.Helper()
	w.must(w.db.View(w.t.Context(), func(from store.Reader) (err error) {
		if n, err = from.Size(w.t.Context()); err != nil {
			return err
		}
		cases, err := from.Waiting(w.t.Context())
		for _, c := range cases {
			drops, problem := from.Drops(w.t.Context(), c.Case)
			n, err = n+int64(len(drops)), errors.Join(err, problem)
		}
		return err
	}))
	return n
}

// TestThroughTheDoorAgain: a form that is sent after the session has run out goes to
// the door with whoever sent it, comes back to them, and is saved once; to anybody
// else who signs in there it is not shown.
func TestThroughTheDoorAgain(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	contact := w.base + "/contact/" + string(w.parties["Ash"])
	page := w.get(w.people["faye"], "contact", contact)
	filled := page.hidden(contact)
	filled.Set("reached", "yes")
	filled.Set("means", "phone")
	filled.Set("note", typed)
	door := w.ask(nil, "too late", posting(contact, filled, nil))
	door.says(t, http.StatusForbidden, "You were signed out before this was sent")

	other := w.submit(door, "imran signs in", "/sign-in", url.Values{"login": {"imran"}, "passphrase": {passphrase}})
	other.leads(t, "/")

	wrong := w.submit(door, "mistyped", "/sign-in", url.Values{"login": {"faye"}, "passphrase": {"not the passphrase"}})
	wrong.says(t, http.StatusUnprocessableEntity, "do not belong together", "You were signed out before this was sent")
	wrong.set = door.set // the browser keeps the cookie it was given
	in := w.submit(wrong, "signs in", "/sign-in", url.Values{"login": {"faye"}, "passphrase": {passphrase}})
	in.says(t, http.StatusOK, "You are signed in again")
	in.who, in.set = &visitor{secret: sessionIn(t, in)}, nil

	shown := w.submit(in, "shown", contact, nil)
	shown.says(t, http.StatusUnprocessableEntity, "Nothing was saved yet")
	if got := formValues(t, shown.Body.String(), contact).Get("note"); got != typed {
		t.Errorf("the note came back as %q", got)
	}
	w.saysNothingHappened()
	w.submit(shown, "saved", contact, formValues(t, shown.Body.String(), contact)).leads(t, w.base+"?done=saved")
	if r := w.get(in.who, "after", w.base+"?entries=400"); !strings.Contains(r.Body.String(), "Dŵr") {
		t.Error("it was not saved in the end")
	}
}

// TestWhoForgetsWhatTheyTypedBeginsAsAlways: a participant who does not want it back
// reads first what leaving quickly can hide.
func TestWhoForgetsWhatTheyTypedBeginsAsAlways(t *testing.T) {
	t.Parallel()
	w := newWallWorld(t, "Daniel Keane", "He likes the green ladder")
	filled := w.get(w.people["ash"], "contact", "/p/contact").hidden("/p/contact")
	filled.Set("text", typed)
	door := w.ask(nil, "too late", posting("/p/contact", filled, nil))
	in := w.submit(door, "signs in", "/sign-in", url.Values{"login": {"ash"}, "passphrase": {passphrase}})
	in.says(t, http.StatusOK, "You are signed in again", `href="/p/before"`, "Forget what I typed")
	in.saysNot(t, `href="/p"`)
}

// TestNothingOfThePassphraseIsKept: forms with a passphrase in them do not travel.
func TestNothingOfThePassphraseIsKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	page := w.get(w.people["helen"], "form", "/passphrase")
	values := page.hidden("/passphrase")
	values.Set("old", passphrase)
	w.ask(nil, "too late", posting("/passphrase", values, nil)).leads(t, "/sign-in")
}

// TestAYesIsAskedAnew: of a form that asks for nothing but a yes there is nothing to
// keep. Nothing is done by it in another session, that is said, and it is asked anew (P9).
func TestAYesIsAskedAnew(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	w.letIn("faye", "Ash", "ash")
	imran, ash := "/staff/"+string(w.people["imran"].staff), w.base+"/party/"+string(w.parties["Ash"])
	w.yesAgain("helen", imran+"/leave", imran+"/code")
	w.yesAgain("faye", ash+"/shut-out")
	w.get(w.people["imran"], "still here", "/").says(t, http.StatusOK, "Today")
	w.get(w.people["ash"], "still let in", "/p").says(t, http.StatusOK, "Your page")

	wall := newWallWorld(t, "Daniel Keane", "He likes the green ladder")
	g := wall.givenToAsh()
	later := wall.yesAgain("ash", "/p/agreed/"+g.consent)
	wall.get(wall.people["ash"], "agreed", "/p/agreed").says(t, http.StatusOK, "Take this back")

	words := "/p/words/" + g.content
	check := wall.submit(wall.get(wall.people["ash"], "words", words), "yes", words, url.Values{"words": {wordsAgree}})
	late := wall.ask(later, "late", posting(words+"/agree", check.hidden(words+"/agree"), nil))
	late.says(t, http.StatusUnprocessableEntity, "You have signed in again since you opened this", "What happened to the watch?")
	wall.get(wall.people["ash"], "not agreed", "/p").says(t, http.StatusOK, "Read them, agree to them, or change them.")
	// What comes back is the question, and not their answer to it: with words of their own they do not agree to ours.
	wall.submit(late, "changed", words, url.Values{"words": {wordsChange}, "text": {"Other words"}}).says(t, http.StatusOK, "Check before you send", "Other words")
}

// yesAgain opens forms in one session and sends them in another, which it gives.
func (w *world) yesAgain(who string, paths ...string) *visitor {
	w.t.Helper()
	later := w.signsInAnew(who)
	for _, path := range paths {
		page := w.get(w.people[who], "ask "+path, path)
		w.ask(later, "late "+path, posting(path, page.hidden(path), nil)).leads(w.t, path+"?done=again")
		w.get(later, "again "+path, path+"?done=again").says(w.t, http.StatusOK, "Nothing was done.", "You have signed in again since you opened this.")
	}
	return later
}
