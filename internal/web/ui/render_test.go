package ui

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"amends/internal/web/assets"

	"golang.org/x/net/html"
)

func openAssets(t *testing.T) *assets.Set {
	t.Helper()
	set, err := assets.Open()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func draw(t *testing.T, p Page) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Render(t.Context(), &b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func parse(t *testing.T, document []byte) []*html.Node {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(document))
	if err != nil {
		t.Fatal(err)
	}
	var all []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			all = append(all, n)
		}
	}
	return all
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func text(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func TestEveryPageKeepsThePolicy(t *testing.T) {
	t.Parallel()
	for _, e := range gallery(openAssets(t)) {
		for _, n := range parse(t, draw(t, e.page)) {
			checkPolicy(t, e.name, n)
		}
	}
}

// checkPolicy refuses what a strict policy would: anything inline, anything from
// elsewhere, a script on a staff page.
func checkPolicy(t *testing.T, name string, n *html.Node) {
	t.Helper()
	switch n.Data {
	case "style", "iframe", "object", "base":
		t.Errorf("%s has a %s element", name, n.Data)
	case "script":
		if !strings.HasPrefix(attr(n, "src"), assets.Prefix) || n.FirstChild != nil || !strings.HasPrefix(name, "portal-") {
			t.Errorf("%s has a script: %v", name, n.Attr)
		}
	}
	for _, a := range n.Attr {
		if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
			t.Errorf("%s: <%s> has an attribute %s", name, n.Data, a.Key)
		}
		if (a.Key == "href" || a.Key == "src" || a.Key == "action") && strings.Contains(a.Val, ":") {
			t.Errorf("%s: <%s> leads to %s", name, n.Data, a.Val)
		}
	}
}

func TestTitlesNameNobody(t *testing.T) {
	t.Parallel()
	telling := regexp.MustCompile(`(?i)aisling|\bash\b|daniel|moran|keane|halloran|marek|priya|tanner|restorative|justice|victim|offend`)
	for _, e := range gallery(openAssets(t)) {
		all, title, summary, headings := parse(t, draw(t, e.page)), "", false, 0
		for _, n := range all {
			switch {
			case n.Data == "title" && n.Parent.Data == "head":
				title = text(n)
			case n.Data == "h1":
				headings++
			case attr(n, "id") == "problems":
				summary = true
			}
		}
		if title == "" || telling.MatchString(title) {
			t.Errorf("%s: the tab says %q", e.name, title)
		}
		if strings.HasPrefix(title, "Error: ") != summary {
			t.Errorf("%s: the tab says %q; a summary of problems: %v", e.name, title, summary)
		}
		if headings != 1 {
			t.Errorf("%s has %d first headings", e.name, headings)
		}
	}
}

func TestReferencesHaveTheirTargets(t *testing.T) {
	t.Parallel()
	for _, e := range gallery(openAssets(t)) {
		all, ids := parse(t, draw(t, e.page)), map[string]bool{}
		for _, n := range all {
			if id := attr(n, "id"); id != "" {
				if ids[id] {
					t.Errorf("%s has the id %s twice", e.name, id)
				}
				ids[id] = true
			}
		}
		for _, n := range all {
			for _, id := range references(n) {
				if !ids[id] {
					t.Errorf("%s: <%s> refers to %s, which is not there", e.name, n.Data, id)
				}
			}
			checkControl(t, e.name, n)
		}
	}
}

func references(n *html.Node) []string {
	ids := append(strings.Fields(attr(n, "aria-labelledby")), strings.Fields(attr(n, "aria-describedby"))...)
	if id := attr(n, "for"); id != "" {
		ids = append(ids, id)
	}
	if id, inside := strings.CutPrefix(attr(n, "href"), "#"); inside && id != "" {
		ids = append(ids, id)
	}
	return ids
}

// checkControl wants a form id in every form that changes something, and hides
// drawings from screen readers, since words beside them say the same.
func checkControl(t *testing.T, name string, n *html.Node) {
	t.Helper()
	if n.Data == "svg" && attr(n, "aria-hidden") != "true" {
		t.Errorf("%s: a drawing is read out", name)
	}
	if n.Data != "form" || attr(n, "role") == "search" {
		return
	}
	carries := false
	for d := range n.Descendants() {
		carries = carries || (d.Data == "input" && attr(d, "name") == "form" && attr(d, "value") != "")
	}
	if attr(n, "method") != "post" || !carries {
		t.Errorf("%s: a form has no form id", name)
	}
}

var classInCSS = regexp.MustCompile(`\.(-?[a-zA-Z_][\w-]*)`)

func classesOf(t *testing.T, set *assets.Set, sheet string) map[string]bool {
	t.Helper()
	w := httptest.NewRecorder()
	set.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, set.URL(sheet), nil))
	named := map[string]bool{}
	for _, m := range classInCSS.FindAllStringSubmatch(w.Body.String(), -1) {
		named[m[1]] = true
	}
	if len(named) < 10 {
		t.Fatalf("%s names %d classes", sheet, len(named))
	}
	return named
}

// TestStyleSheetsFitThePages holds pages and style sheets together: every class of
// ours in a sheet is drawn by some page, and every govuk or moj class drawn has rules.
func TestStyleSheetsFitThePages(t *testing.T) {
	t.Parallel()
	set := openAssets(t)
	drawn := map[string]bool{}
	for _, e := range gallery(set) {
		for _, n := range parse(t, draw(t, e.page)) {
			for c := range strings.FieldsSeq(attr(n, "class")) {
				drawn[c] = true
			}
		}
	}
	ruled := map[string]bool{
		"govuk-js-exit-this-page-skiplink": true, "govuk-js-exit-this-page-button": true, // hooks of the script
		"govuk-radios": true, "govuk-checkboxes": true, "govuk-language-navigation__text": true, // only what is inside has rules
		"govuk-tag--none": true, "moj-alert--stop": true, // looks as the plain one does
	}
	for _, sheet := range []string{"app.css", "portal.css", "pack.css"} {
		for c := range classesOf(t, set, sheet) {
			ruled[c] = true
			ours := !strings.HasPrefix(c, "govuk-") && !strings.HasPrefix(c, "moj-") && !regexp.MustCompile(`^(woff2?|js-enabled|[0-9a-f]{12})$`).MatchString(c)
			if ours && !drawn[c] {
				t.Errorf("%s has rules for .%s, which no page draws", sheet, c)
			}
		}
	}
	for c := range drawn {
		if (strings.HasPrefix(c, "govuk-") || strings.HasPrefix(c, "moj-")) && !ruled[c] {
			t.Errorf("pages draw .%s, which no style sheet knows", c)
		}
	}
}

// TestOneSideLeavesNoTrace: without the other side there is no arch, no second
// column, no jump to it, and nothing of its card (P3, P5).
func TestOneSideLeavesNoTrace(t *testing.T) {
	t.Parallel()
	set := openAssets(t)
	full := caseExample(set)
	both := string(draw(t, full))
	full.Right = nil
	one := string(draw(t, full))
	for _, trace := range []string{"bridge__arch", "column--right", "bridge--two", "party-r", "Mrs Okoro"} {
		if !strings.Contains(both, trace) {
			t.Errorf("with both sides there is no %s", trace)
		}
		if strings.Contains(one, trace) {
			t.Errorf("with one side there is %s", trace)
		}
	}
	full.Left, full.Right = nil, responsibleColumn()
	if other := string(draw(t, full)); strings.Contains(other, "column--right") || strings.Contains(other, "Likes to be called Ash") {
		t.Error("the other side alone does not stand in the first column")
	}
}

func responsibleColumn() *Column {
	return &Column{Sides: []Side{{Parties: []Party{responsibleExample()}}}}
}

// TestHostileTextStaysText puts markup and script into every string of every page.
func TestHostileTextStaysText(t *testing.T) {
	t.Parallel()
	for _, hostile := range []string{`"><script>alert(1)</script><b onmouseover='x'`, `javascript:alert(1)`, `</textarea></title><img src=x onerror=alert(1)>`} {
		for _, e := range gallery(openAssets(t)) {
			v := reflect.New(reflect.TypeOf(e.page)).Elem()
			v.Set(reflect.ValueOf(e.page))
			poison(v, hostile)
			for _, n := range parse(t, draw(t, v.Interface().(Page))) {
				checkPoisoned(t, e.name, n)
			}
		}
	}
}

// poison sets every string below v, but for the addresses of assets.
func poison(v reflect.Value, hostile string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(hostile)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[Assets]() {
			return
		}
		for i := range v.NumField() {
			poison(v.Field(i), hostile)
		}
	case reflect.Slice:
		for i := range v.Len() {
			poison(v.Index(i), hostile)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			poison(v.Elem(), hostile)
		}
	case reflect.Interface:
		inside := reflect.New(v.Elem().Type()).Elem()
		inside.Set(v.Elem())
		poison(inside, hostile)
		v.Set(inside)
	}
}

func checkPoisoned(t *testing.T, name string, n *html.Node) {
	t.Helper()
	if n.Data == "b" && len(n.Attr) > 0 && attr(n, "onmouseover") != "" || n.Data == "img" {
		t.Errorf("%s lets markup through", name)
	}
	if n.Data == "script" && !strings.HasPrefix(attr(n, "src"), assets.Prefix) {
		t.Errorf("%s lets a script through", name)
	}
	for _, a := range n.Attr {
		address := a.Key == "href" || a.Key == "src" || a.Key == "action"
		if strings.HasPrefix(a.Key, "on") || (address && strings.HasPrefix(a.Val, "javascript:")) {
			t.Errorf("%s: <%s %s=%q>", name, n.Data, a.Key, a.Val)
		}
	}
}

// TestWeight measures what the first visit to the case page costs over the wire.
func TestWeight(t *testing.T) {
	t.Parallel()
	set := openAssets(t)
	page := len(compressed(t, draw(t, caseExample(set))))
	total := page
	for _, name := range []string{"app.css", "regular.woff2", "bold.woff2", "mark.svg"} {
		r := httptest.NewRequest(http.MethodGet, set.URL(name), nil)
		r.Header.Set("Accept-Encoding", "gzip")
		w := httptest.NewRecorder()
		set.Handler().ServeHTTP(w, r)
		t.Logf("%s: %d bytes", name, w.Body.Len())
		total += w.Body.Len()
		if name == "app.css" && w.Body.Len() > 15_000 {
			t.Errorf("the style sheet weighs %d bytes", w.Body.Len())
		}
	}
	t.Logf("case page: %d bytes of HTML, %d in all", page, total)
	if total > 60_000 {
		t.Errorf("the case page weighs %d bytes, more than 60 kB", total)
	}
}

func compressed(t *testing.T, b []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

type closedWriter struct{}

func (closedWriter) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestRenderReportsWhatItCouldNotWrite(t *testing.T) {
	t.Parallel()
	err := Render(t.Context(), closedWriter{}, IncidentPage{Number: "1"})
	if !errors.Is(err, io.ErrClosedPipe) || !strings.HasPrefix(err.Error(), "could not draw page") {
		t.Errorf("got %v", err)
	}
}

func BenchmarkCasePage(b *testing.B) {
	set, err := assets.Open()
	if err != nil {
		b.Fatal(err)
	}
	page := caseExample(set)
	for b.Loop() {
		if err := Render(b.Context(), io.Discard, page); err != nil {
			b.Fatal(err)
		}
	}
}
