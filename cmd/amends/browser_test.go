package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// browser is somebody at their browser: it keeps cookies, fetches pages, fills in
// the forms on them by the names of their fields, and sends them.
type browser struct {
	base   string
	client *http.Client
	page   string // as it came
	status int
}

// newBrowser is a browser that trusts the certificates of pool, and no others.
func newBrowser(base string, pool *x509.CertPool) *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		panic(err) // without options it never fails
	}
	return &browser{base: base, client: &http.Client{
		Jar: jar, Timeout: time.Minute, Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool}},
	}}
}

// open fetches a page, going wherever it leads.
func (b *browser) open(path string) error {
	r, err := b.client.Get(b.base + path)
	if err != nil {
		return err
	}
	return b.keep(r)
}

func (b *browser) keep(r *http.Response) error {
	body, err := io.ReadAll(r.Body)
	b.page, b.status = string(body), r.StatusCode
	return errors.Join(err, r.Body.Close())
}

// errSignedOut says that a page led to the door.
var errSignedOut = errors.New("signed out")

// get is open for a page that must be there.
func (b *browser) get(path string) error {
	if err := b.open(path); err != nil {
		return err
	}
	if b.status != http.StatusOK {
		return fmt.Errorf("%s: %d: %s", path, b.status, b.text())
	}
	if path != "/sign-in" && strings.Contains(b.page, `action="/sign-in"`) {
		return errSignedOut
	}
	return nil
}

// send fills in the form to path on the page at path, and sends it. It reports
// whether it was taken, which a page elsewhere shows.
func (b *browser) send(path string, filled url.Values) (bool, error) {
	if err := b.get(path); err != nil {
		return false, err
	}
	return b.sendHere(path, filled)
}

// sendHere is send for a form on the page that is open.
func (b *browser) sendHere(path string, filled url.Values) (bool, error) {
	values, err := formTo(b.page, path)
	if err != nil {
		return false, fmt.Errorf("%w: %s", err, b.text())
	}
	for name, v := range filled {
		if !values.has(name) {
			return false, fmt.Errorf("%s asks for no %q, but for %s", path, name, strings.Join(values.asked, " "))
		}
		values.sent[name] = v
	}
	return b.post(path, values.sent)
}

func (b *browser) post(path string, values url.Values) (bool, error) {
	taken := false
	client := *b.client
	client.CheckRedirect = func(*http.Request, []*http.Request) error {
		taken = true
		return nil
	}
	r, err := client.PostForm(b.base+path, values)
	if err != nil {
		return false, err
	}
	return taken, b.keep(r)
}

// form is what a form would send as it stands, and all it asks for.
type form struct {
	sent  url.Values
	asked []string
}

func (f form) has(name string) bool { return slices.Contains(f.asked, name) }

// formTo finds the form to an address.
func formTo(page, action string) (form, error) {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return form{}, err
	}
	for n := range root.Descendants() {
		if n.Data == "form" && attribute(n, "action") == action {
			return formOf(n), nil
		}
	}
	return form{}, fmt.Errorf("there is no form to %s", action)
}

func formOf(n *html.Node) form {
	f := form{sent: url.Values{}}
	for n := range n.Descendants() {
		name := attribute(n, "name")
		if name == "" {
			continue
		}
		f.asked = append(f.asked, name)
		switch kind := attribute(n, "type"); {
		case kind == "radio" || kind == "checkbox":
			if has(n, "checked") {
				f.sent.Add(name, attribute(n, "value"))
			}
		case n.Data == "input":
			f.sent.Add(name, attribute(n, "value"))
		case n.Data == "textarea":
			f.sent.Add(name, words(n))
		case n.Data == "select":
			f.sent.Add(name, chosen(n))
		}
	}
	return f
}

// chosen is the selected option of a select, or its first.
func chosen(n *html.Node) string {
	first := ""
	for i, o := range slices.Collect(options(n)) {
		if has(o, "selected") {
			return attribute(o, "value")
		}
		if i == 0 {
			first = attribute(o, "value")
		}
	}
	return first
}

func options(n *html.Node) func(yield func(*html.Node) bool) {
	return func(yield func(*html.Node) bool) {
		for o := range n.Descendants() {
			if o.Data == "option" && !yield(o) {
				return
			}
		}
	}
}

// labelled gives the value of a field that stands beside a label, or of a select's option.
func (b *browser) labelled(field, label string) (string, error) {
	root, err := html.Parse(strings.NewReader(b.page))
	if err != nil {
		return "", err
	}
	labels := map[string]string{}
	for n := range root.Descendants() {
		if n.Data == "label" {
			labels[attribute(n, "for")] = squeezed(words(n))
		}
	}
	for n := range root.Descendants() {
		if attribute(n, "name") != field {
			continue
		}
		if n.Data == "input" && strings.Contains(labels[attribute(n, "id")], label) {
			return attribute(n, "value"), nil
		}
		for o := range options(n) {
			if strings.Contains(words(o), label) {
				return attribute(o, "value"), nil
			}
		}
	}
	return "", fmt.Errorf("%q has nothing called %q: %s", field, label, b.text())
}

// named gives the rest of the name of the first field that begins so.
func (b *browser) named(prefix string) (string, error) {
	root, err := html.Parse(strings.NewReader(b.page))
	if err != nil {
		return "", err
	}
	for n := range root.Descendants() {
		if rest, is := strings.CutPrefix(attribute(n, "name"), prefix); is {
			return rest, nil
		}
	}
	return "", fmt.Errorf("no field begins with %q: %s", prefix, b.text())
}

// linked gives where the first link with these words leads.
func (b *browser) linked(label string) (string, error) {
	root, err := html.Parse(strings.NewReader(b.page))
	if err != nil {
		return "", err
	}
	for n := range root.Descendants() {
		if n.Data == "a" && strings.Contains(squeezed(words(n)), label) {
			return attribute(n, "href"), nil
		}
	}
	return "", fmt.Errorf("no link says %q: %s", label, b.text())
}

// text is what the page says, without its markup.
func (b *browser) text() string {
	root, err := html.Parse(strings.NewReader(b.page))
	if err != nil {
		return b.page
	}
	return squeezed(words(root))
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), " ") }

func words(n *html.Node) string {
	var all strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			all.WriteString(d.Data)
		}
	}
	return all.String()
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

// signIn signs somebody in.
func (b *browser) signIn(login, passphrase string) error {
	taken, err := b.send("/sign-in", url.Values{"login": {login}, "passphrase": {passphrase}})
	if err == nil && !taken {
		err = fmt.Errorf("%s was not let in: %s", login, b.text())
	}
	return err
}

// firstTime uses a code.
func (b *browser) firstTime(login, code, passphrase string) error {
	taken, err := b.send("/first", url.Values{"login": {login}, "code": {code}, "new": {passphrase}, "again": {passphrase}})
	if err == nil && !taken {
		err = fmt.Errorf("%s was not let in: %s", login, b.text())
	}
	return err
}

// code is the number that a page shows once.
func (b *browser) code() (string, error) {
	_, after, found := strings.Cut(b.page, `<p class="number">`)
	code, _, _ := strings.Cut(after, "<")
	if !found {
		return "", fmt.Errorf("no code is shown: %s", b.text())
	}
	return strings.TrimSpace(code), nil
}
