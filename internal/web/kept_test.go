package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestSignedOutKeepsWhatWasTyped sends every form of a case in another session than
// it was opened in: nothing is done, and it comes back with all that was typed.
func TestSignedOutKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	later := map[string]*visitor{"faye": w.signsInAnew("faye"), "helen": w.signsInAnew("helen")}
	ids, tried := w.ids(), 0
	for _, st := range steps() {
		path := ids.Replace("/cases/{case}/" + st.path)
		who := "faye"
		if strings.HasPrefix(st.path, "allocate") {
			who = "helen"
		}
		page := w.get(w.people[who], "get "+path, path)
		if page.Code != http.StatusOK || !strings.Contains(page.Body.String(), `action="`+path+`"`) {
			continue
		}
		values, texts := w.mistaken(page.Body.String(), path)
		if len(values) == 0 {
			continue
		}
		answer := w.ask(later[who], "late "+path, posting(path, values, nil))
		answer.says(t, http.StatusUnprocessableEntity, "You have signed in again since you opened this")
		tried++
		back := formValues(t, answer.Body.String(), path)
		for _, name := range texts {
			if back.Get(name) != typed {
				t.Errorf("%s: %s came back as %q", st.path, name, back.Get(name))
			}
		}
		w.ask(w.people["imran"], "another "+path, posting(path, values, nil)).says(t, http.StatusForbidden, "open for too long")
	}
	const least = 30
	if tried < least {
		t.Errorf("only %d forms were tried", tried)
	}
	w.saysNothingHappened()
}

// signsInAnew gives somebody another session.
func (w *world) signsInAnew(name string) *visitor {
	w.t.Helper()
	in := w.submit(w.get(nil, "door "+name, "/sign-in"), "in anew "+name, "/sign-in", url.Values{"login": {name}, "passphrase": {passphrase}})
	in.leads(w.t, "/")
	return &visitor{secret: sessionIn(w.t, in)}
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
// keep, and nothing is done by it in another session.
func TestAYesIsAskedAnew(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	later := w.signsInAnew("helen")
	for _, what := range []string{"/leave", "/code"} {
		path := "/staff/" + string(w.people["imran"].staff) + what
		page := w.get(w.people["helen"], "ask "+what, path)
		page.says(t, http.StatusOK, "Imran")
		w.ask(later, "late "+what, posting(path, page.hidden(path), nil)).leads(t, path)
	}
	w.get(w.people["imran"], "still here", "/").says(t, http.StatusOK, "Today")
}
