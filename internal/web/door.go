package web

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"

	"amends/internal/casework"
	"amends/internal/web/ui"
)

// showHealth says that the program answers, and nothing else.
func showHealth(*visit) (answer, error) {
	return answer{status: http.StatusOK, text: "ok\n"}, nil
}

// showStart leads to whatever is the first page for whoever asks.
func showStart(v *visit) (answer, error) { return seeOther(v.home()), nil }

func showSignIn(v *visit) (answer, error) {
	if v.session != nil {
		return seeOther(v.home()), nil
	}
	return v.signInPage(http.StatusOK, nil)
}

// submitSignIn signs somebody in. The page of a failed attempt is the same
// whatever was wrong, and repeats the name but never the passphrase.
func submitSignIn(v *visit) (answer, error) {
	name, passphrase := v.sent.line("login", mostLine, "Enter your login"), v.sent.secret("passphrase", "Enter your passphrase")
	if !v.sent.ok() {
		return v.signInPage(http.StatusUnprocessableEntity, v.sent)
	}
	in, err := v.casework().SignIn(v.Context(), casework.Credentials{Name: name, Passphrase: passphrase, Source: v.source()})
	if err == nil {
		return v.letBackIn(in)
	}
	if !v.refuseAtDoor(err, "Login and passphrase do not belong together") {
		return answer{}, fmt.Errorf("could not sign in: %w", err)
	}
	return v.signInPage(http.StatusUnprocessableEntity, v.sent)
}

// refuseAtDoor says on the form what kept somebody out. It reports false for what
// is not theirs to mend.
func (v *visit) refuseAtDoor(err error, wrongLogin string) bool {
	if soon, is := errors.AsType[*casework.TooSoonError](err); is {
		v.sent.refuse(fmt.Sprintf("Too many attempts. Wait %d seconds, then try again", int(soon.After.Seconds())+1))
		return true
	}
	switch {
	case errors.Is(err, casework.ErrWrongLogin):
		v.sent.refuse(wrongLogin)
	case errors.Is(err, casework.ErrWeakPassphrase):
		v.sent.wrong("new", fmt.Sprintf("Choose a passphrase of at least %d characters", casework.MinPassphrase))
	default:
		return v.sent.takes(err, map[string]string{"Code": "code"})
	}
	return true
}

// letIn gives somebody their session and leads to their first page. A participant
// first reads what leaving quickly can hide and what it cannot, unless they come back
// to what they had typed ([visit.letBackIn]).
func (v *visit) letIn(in casework.SignedIn) answer {
	to := "/"
	if in.Session.IsParticipant() {
		to = "/p/before"
	}
	return seeOther(to).
		withCookie(v.server.cookie(sessionCookie, base64.RawURLEncoding.EncodeToString(in.Secret[:]), 0)).
		withCookie(v.server.cookie(doorCookie, "", -1))
}

func (v *visit) signInPage(status int, sent *sent) (answer, error) {
	id, err := v.newForm("/sign-in")
	if err != nil {
		return answer{}, err
	}
	form := ui.Form{Action: "/sign-in", ID: id, Submit: "Sign in", Groups: []ui.Group{{Inputs: []ui.Input{
		ui.TextInput{Name: "login", Label: "Your login", Autocomplete: "username"},
		ui.TextInput{Name: "passphrase", Label: "Passphrase", Type: "password", Autocomplete: "current-password"},
	}}}}
	if sent != nil {
		form = sent.into(form)
		form.Hidden = keptOf(sent.values).hidden()
	}
	p := ui.SignInPage{Frame: v.server.frame("Sign in"), Heading: "Sign in", Form: form,
		Aside: []ui.Link{{Text: "I have a code and no passphrase yet", Href: "/first"}}}
	switch {
	case len(form.Hidden) > 0:
		p.Flash = &ui.Flash{State: ui.StateOpen, Heading: "You were signed out before this was sent.",
			Text: "Nothing was saved, and nothing you typed is lost. Sign in on this page: you get it back, look through it, and send it."}
	case v.lapsed && sent == nil:
		p.Flash = &ui.Flash{State: ui.StateOpen, Heading: "You were signed out.",
			Text: "Everything you had saved is kept. What you had typed and not yet sent is not: your browser may still show it if you go back."}
	}
	a := answer{status: status, page: p}
	if v.lapsed {
		a = a.withCookie(v.server.cookie(sessionCookie, "", -1))
	}
	return a, nil
}

func showFirst(v *visit) (answer, error) {
	if v.session != nil {
		return seeOther(v.home()), nil
	}
	return v.firstPage(http.StatusOK, nil)
}

// submitFirst turns a first-login code into a passphrase.
func submitFirst(v *visit) (answer, error) {
	name, code := v.sent.line("login", mostLine, "Enter your login"), v.sent.line("code", mostLine, "Enter the code you were given")
	chosen := v.chosenTwice()
	if !v.sent.ok() {
		return v.firstPage(http.StatusUnprocessableEntity, v.sent)
	}
	in, err := v.casework().SignInWithCode(v.Context(), casework.Credentials{Name: name, Passphrase: chosen, Source: v.source()}, code)
	if err == nil {
		return v.letIn(in), nil
	}
	if !v.refuseAtDoor(err, "Login and code do not belong together, or the code was used before or is too old. Ask for a new one") {
		return answer{}, fmt.Errorf("could not sign in: %w", err)
	}
	return v.firstPage(http.StatusUnprocessableEntity, v.sent)
}

func (v *visit) firstPage(status int, sent *sent) (answer, error) {
	id, err := v.newForm("/first")
	if err != nil {
		return answer{}, err
	}
	hint := fmt.Sprintf("At least %d characters. Several words are easy to remember and hard to guess.", casework.MinPassphrase)
	form := ui.Form{Action: "/first", ID: id, Submit: "Set my passphrase", Cancel: ui.Link{Text: "I have a passphrase", Href: "/sign-in"}, Groups: []ui.Group{{Inputs: []ui.Input{
		ui.TextInput{Name: "login", Label: "Your login", Autocomplete: "username"},
		ui.TextInput{Name: "code", Label: "Code", Hint: "The sixteen digits you were given", Width: 20, Autocomplete: "one-time-code"},
		ui.TextInput{Name: "new", Label: "New passphrase", Hint: hint, Type: "password", Autocomplete: "new-password"},
		ui.TextInput{Name: "again", Label: "The same again", Type: "password", Autocomplete: "new-password"},
	}}}}
	if sent != nil {
		form = sent.into(form)
	}
	return answer{status: status, page: ui.SignInPage{Frame: v.server.frame("Choose a passphrase"), Heading: "Choose a passphrase", Form: form,
		Lead: "Your code works once and for 72 hours. After that only your passphrase opens your pages: nobody can read it out to you."}}, nil
}

func submitSignOut(v *visit) (answer, error) {
	if err := v.session.SignOut(v.Context()); err != nil {
		return answer{}, fmt.Errorf("could not sign out: %w", err)
	}
	return v.gone("/sign-in"), nil
}

// leave ends the session and leads to a page that says nothing of this one. It is
// a plain link, so that it works at once and without script; all that somebody
// could make another's browser do by it is to sign out.
func leave(v *visit) (answer, error) {
	if v.session != nil {
		if err := v.session.SignOut(v.Context()); err != nil {
			// Leaving must not wait for mending: the cookie goes in any case.
			v.server.incident(v.Request, "could not end a session on leaving")
		}
	}
	return v.gone(v.server.Exit), nil
}

// gone leads away and takes the cookies with it.
func (v *visit) gone(to string) answer {
	a := seeOther(to).withCookie(v.server.cookie(sessionCookie, "", -1)).withCookie(v.server.cookie(doorCookie, "", -1))
	a.forget = true
	return a
}

// showSafe is the page about staying safe, for anybody.
func showSafe(v *visit) (answer, error) {
	return shown(ui.OpenPage{Frame: v.server.frame("Staying safe"), Heading: "Staying safe online",
		Lead:     "If somebody watches what you do on your phone or computer, read this first.",
		Back:     ui.Link{Text: "Back", Href: "/start"},
		Sections: stayingSafe()}), nil
}

func stayingSafe() []ui.Section {
	return []ui.Section{
		ui.Prose{Heading: "What these pages leave behind",
			Text: []string{"Your browser keeps a list of the pages you opened. The names of these pages in that list say nothing about what they are for."},
			Points: []string{
				"Use a private or incognito window.",
				"Sign out and close the window when you are done.",
				"A library computer is safer than a shared phone.",
			}},
		ui.Prose{Heading: "If you are in danger now", Text: []string{"Ring your local emergency number, from another phone if you can."}},
	}
}
