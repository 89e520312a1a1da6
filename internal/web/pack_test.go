package web

import (
	"net/http"
	"regexp"
	"slices"
	"testing"
)

var letterMark = regexp.MustCompile(`letter-mark">([A-Z])<`)

// TestThePackAsksWhatTheFormAsks: what was ticked on paper is typed in from top to bottom,
// so the sections of the pack stand in the form under the same letters and in the same
// order, and both begin by asking whether anybody was reached.
func TestThePackAsksWhatTheFormAsks(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	for _, name := range []string{"Ash", "Daniel"} {
		party := string(w.parties[name])
		pack, form := w.get(w.people["faye"], "pack "+name, w.base+"/pack/"+party), w.get(w.people["faye"], "form "+name, w.base+"/contact/"+party)
		for _, page := range []reply{pack, form} {
			page.says(t, http.StatusOK, append([]string{reachedAsk}, labelsOf(reachedOptions())...)...)
		}
		asked := letterMark.FindAllStringSubmatch(form.Body.String(), -1)
		marks := letterMark.FindAllStringSubmatch(pack.Body.String(), -1)
		if len(marks) < 7 {
			t.Errorf("the pack of %s has %d sections", name, len(marks))
		}
		for _, m := range marks {
			at := slices.IndexFunc(asked, func(a []string) bool { return a[1] == m[1] })
			if at < 0 {
				t.Fatalf("section %s of the pack of %s is not in the form, or not in this order", m[1], name)
			}
			asked = asked[at+1:]
		}
	}
}
