package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"amends/internal/casework"
)

// visit is one request on its way through its route: what a handler is given.
type visit struct {
	*http.Request
	server  *server
	route   Route
	random  io.Reader         // what this visit's ids are drawn from
	session *casework.Session // nil for nobody
	lapsed  bool              // a cookie came whose session is over
	secret  [32]byte          // what form ids are bound to: the session's secret, or the door's
	door    *http.Cookie      // a door secret drawn for this visit
	form    casework.FormID   // of a POST, checked
	sent    *sent             // the form of a POST
	// again: it was opened in an earlier session, so that form is empty and sent is
	// refused: nothing is done, it is shown again. That rests on the handlers: each asks
	// [sent.ok] before it does anything, or spends form, which casework refuses empty. One
	// that does neither looks here.
	again bool
}

// The cookies' names behind their prefix. The session's holds its secret and
// nothing else. The door's stands in for it until somebody signs in, so that the
// form at the door is bound to the browser it was shown to.
const (
	sessionCookie = "s"
	doorCookie    = "d"
)

// cookie makes a cookie of ours: for this host alone, unseen by scripts, and never
// sent along from another site. A life of 0 ends with the browser's session; a
// negative one deletes.
func (s *server) cookie(name, value string, life time.Duration) *http.Cookie {
	c := &http.Cookie{Name: s.cookieName(name), Value: value, Path: "/", HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteStrictMode}
	if life < 0 {
		c.MaxAge = -1
	}
	return c
}

// cookieName has the prefix that keeps other hosts and plain HTTP from setting it.
func (s *server) cookieName(name string) string {
	if s.Secure {
		return "__Host-" + name
	}
	return name
}

// secretOf reads a cookie of ours. What does not read counts as no cookie.
func (v *visit) secretOf(name string) (secret [32]byte, given bool) {
	c, err := v.Cookie(v.server.cookieName(name))
	if err != nil {
		return secret, false
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(c.Value)
	if err != nil || len(raw) != len(secret) {
		return secret, false
	}
	return [32]byte(raw), true
}

// casework is the service, drawing from a source of the request's own: not the one that forms
// draw from, so that what is done before a page is drawn does not show in it (P3).
func (v *visit) casework() *casework.Service {
	return v.server.Casework.Drawing(v.server.Random(v.Request))
}

// resume finds the session a request belongs to, or the door's secret.
func (v *visit) resume() error {
	if secret, given := v.secretOf(sessionCookie); given {
		session, err := v.casework().Resume(v.Context(), secret)
		if err == nil {
			v.session, v.secret = session, secret
			return nil
		}
		if !errors.Is(err, casework.ErrSignedOut) {
			return fmt.Errorf("could not resume: %w", err)
		}
		v.lapsed = true
	}
	if secret, given := v.secretOf(doorCookie); given {
		v.secret = secret
		return nil
	}
	if _, err := io.ReadFull(v.random, v.secret[:]); err != nil {
		return fmt.Errorf("could not draw a door secret: %w", err)
	}
	v.door = v.server.cookie(doorCookie, base64.RawURLEncoding.EncodeToString(v.secret[:]), 0)
	return nil
}

// finish adds the door's cookie, if one was drawn and the answer has a form to
// use it with.
func (v *visit) finish(a answer) answer {
	if v.door != nil && a.page != nil {
		a = a.withCookie(v.door)
	}
	return a
}

// newForm draws the one-use id of a form about to be shown. It is bound to the
// session it is shown in and the address it is sent to, so that an id from one
// form is good for no other and nobody else can make one. A mark of whoever is
// signed in goes with it, by which what was typed finds back to them in another
// session ([visit.mine]).
func (v *visit) newForm(action string) (string, error) {
	id, err := casework.NewForm(v.random)
	if err != nil {
		return "", fmt.Errorf("could not draw a form id: %w", err)
	}
	whole := string(id) + "." + v.bound(id, action)
	if v.session == nil {
		return whole, nil
	}
	mark, err := v.mark(string(id), action)
	return whole + "." + mark, err
}

// mark is what whoever is signed in marks a form with.
func (v *visit) mark(id, action string) (string, error) {
	mark, err := v.session.Mark("form\x00" + id + "\x00" + action)
	if err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(mark[:]), nil
}

// mine says whether a form was shown to whoever is signed in now, in this session
// or an earlier one.
func (v *visit) mine(form, action string) (bool, error) {
	parts := strings.Split(form, ".")
	if v.session == nil || len(parts) != 3 {
		return false, nil
	}
	mark, err := v.mark(parts[0], action)
	return hmac.Equal([]byte(mark), []byte(parts[2])), err
}

// bound is the proof that we drew a form id for this secret and this address.
// The label keeps it apart from every other use of the secret.
func (v *visit) bound(id casework.FormID, action string) string {
	mac := hmac.New(sha256.New, v.secret[:])
	mac.Write([]byte("amends/web/form/1\x00" + string(id) + "\x00" + action))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil)[:16])
}

// parse reads the body of a POST.
func (v *visit) parse() error {
	err := v.ParseForm()
	if tooLarge, is := errors.AsType[*http.MaxBytesError](err); is {
		return tooLarge
	}
	if err != nil {
		// What ParseForm says may quote what was typed.
		return errUnreadable
	}
	return nil
}

// readForm reads the form of a POST and checks its id. The fields come from the
// body alone.
func (v *visit) readForm() error {
	if err := v.parse(); err != nil {
		return err
	}
	v.sent = newSent(v.PostForm, v.server.Zone)
	id, rest, _ := strings.Cut(v.PostForm.Get("form"), ".")
	proof, _, _ := strings.Cut(rest, ".")
	if hmac.Equal([]byte(proof), []byte(v.bound(casework.FormID(id), v.URL.Path))) {
		v.form = casework.FormID(id)
		return nil
	}
	mine, err := v.mine(v.PostForm.Get("form"), v.URL.Path)
	if err == nil && !mine {
		err = errStale
	}
	// Without an id nothing can be done with it, and the form comes back as it was sent.
	v.again = true
	v.sent.refuse("You have signed in again since you opened this. Nothing was saved yet: look through it and send it")
	return err
}

// source tells places apart, for counting attempts to sign in.
func (v *visit) source() string {
	if v.server.Forwarded {
		hops := strings.Split(v.Header.Get("X-Forwarded-For"), ",")
		return strings.TrimSpace(hops[len(hops)-1])
	}
	host, _, err := net.SplitHostPort(v.RemoteAddr)
	if err != nil {
		return v.RemoteAddr
	}
	return host
}
