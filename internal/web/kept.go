package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"amends/internal/casework"
	"amends/internal/web/ui"
)

// kept is a form that was sent when the session was over: it travels through the
// door in hidden fields of the page itself, so that nothing of it is stored here,
// and is given back to nobody but whoever it was shown to ([visit.mine]).
type kept struct {
	path   string
	fields url.Values
}

// The names that it travels under.
const (
	keptPath  = "kept-path"
	keptField = "kept-field-"
)

// keepTyped asks somebody to sign in without losing what they had typed.
func (v *visit) keepTyped() (answer, error) {
	if err := v.parse(); err != nil {
		return answer{}, err
	}
	if !v.PostForm.Has("form") {
		return answer{}, casework.ErrSignedOut
	}
	k := kept{path: v.URL.Path, fields: v.PostForm}
	values := url.Values{}
	for _, h := range k.hidden() {
		values.Add(h.Name, h.Value)
	}
	return v.signInPage(http.StatusForbidden, newSent(values, v.server.Zone))
}

// keptOf reads it from what came back through the door.
func keptOf(values url.Values) kept {
	k := kept{path: values.Get(keptPath), fields: url.Values{}}
	for name, all := range values {
		if field, is := strings.CutPrefix(name, keptField); is {
			k.fields[field] = all
		}
	}
	return k
}

// hidden are the fields it travels in, in an order that is always the same; none
// where there is nothing to keep.
func (k kept) hidden() []ui.Hidden {
	if k.path == "" {
		return nil
	}
	all := []ui.Hidden{{Name: keptPath, Value: k.path}}
	for _, h := range k.plain() {
		all = append(all, ui.Hidden{Name: keptField + h.Name, Value: h.Value})
	}
	return all
}

// plain are its own fields.
func (k kept) plain() []ui.Hidden {
	var all []ui.Hidden
	names := make([]string, 0, len(k.fields))
	for name := range k.fields {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		for _, value := range k.fields[name] {
			all = append(all, ui.Hidden{Name: name, Value: value})
		}
	}
	return all
}

// letBackIn lets somebody in, and offers what they had typed when they were signed
// out. Another's is forgotten: it was in this browser, and goes no further.
func (v *visit) letBackIn(in casework.SignedIn) (answer, error) {
	a, k := v.letIn(in), keptOf(v.sent.values)
	v.session, v.secret = in.Session, in.Secret
	mine, err := v.mine(k.fields.Get("form"), k.path)
	if err != nil || !mine {
		return a, err
	}
	first := a.to
	a.to, a.status = "", http.StatusOK
	a.page = ui.SignInPage{Frame: v.server.frame("Signed in"), Heading: "You are signed in again",
		Lead: "What you had typed is still here. Nothing of it was saved yet.",
		Form: ui.Form{Action: k.path, Hidden: k.rest(), ID: k.fields.Get("form"), Submit: "Show me what I typed",
			Cancel: ui.Link{Text: "Forget what I typed", Href: first}}}
	return a, nil
}

// rest is plain without the form's id, which every form has a field of its own for.
func (k kept) rest() []ui.Hidden {
	return slices.DeleteFunc(k.plain(), func(h ui.Hidden) bool { return h.Name == "form" })
}
