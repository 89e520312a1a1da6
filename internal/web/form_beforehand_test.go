package web

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// onRecord are the questions of forms that change what is on record, which stand as they
// are recorded, by the end of the form's pattern.
var onRecord = map[string][]string{
	"/change":            {"capacity", "interested", "kind", "gender", "harmed", "responsible"},
	"/plan":              {"apart", "supporters"},
	"/helper/{helper}":   {"ready"},
	"/speaker":           {"speaker"},
	"/assess/{crossing}": {"parties"},
}

// TestNothingIsAnsweredBeforehand walks over the forms of a case: an answer that stands
// there before anybody gave it is a wrong record, and an agreement that nobody said.
func TestNothingIsAnsweredBeforehand(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	forms, questions := 0, 0
	look := func(path, pattern, document string) {
		forms++
		for name, value := range answered(t, document, path) {
			questions++
			if value != "" && !slices.Contains(knownOf(pattern), name) {
				t.Errorf("%s: %s is answered beforehand: %q", pattern, name, value)
			}
		}
	}
	for f := range w.everyForm() {
		look(f.path, f.pattern, f.page.Body.String())
	}
	look("/cases/new", "/cases/new", w.get(w.people["helen"], "intake", "/cases/new").Body.String())
	if forms < 40 || questions < 120 {
		t.Errorf("only %d forms with %d questions were looked at", forms, questions)
	}
}

// knownOf are the questions that may stand answered on a form.
func knownOf(pattern string) []string {
	for end, names := range onRecord {
		if strings.HasSuffix(pattern, end) {
			return names
		}
	}
	return nil
}

// answered are what a form would send of each question that has answers to choose from;
// empty for one that nothing is chosen of.
func answered(t *testing.T, document, action string) map[string]string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(document))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for form := range root.Descendants() {
		if form.Data != "form" || attribute(form, "action") != action {
			continue
		}
		for n := range form.Descendants() {
			name, kind := attribute(n, "name"), attribute(n, "type")
			switch {
			case n.Data == "select":
				all[name] = selected(n)
			case kind != "radio" && kind != "checkbox":
			case has(n, "checked"):
				all[name] += attribute(n, "value")
			default:
				all[name] += ""
			}
		}
	}
	return all
}
