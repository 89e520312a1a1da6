package web

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
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

// TestThePackOfAMeetingAsksWhoWasThere: as the form that it is typed into does, and of the
// others by what whoever is visited knows them by.
func TestThePackOfAMeetingAsksWhoWasThere(t *testing.T) {
	t.Parallel()
	w := newWalker(t)
	meeting := w.toItsDay()
	jonas := string(w.parties["jonas"])
	path := w.base + "/pack/" + jonas
	pack := w.get(w.people["faye"], "pack", path)
	var ticks []string
	for _, who := range []string{"The harmed person", "Jonas"} {
		for _, p := range presences() {
			ticks = append(ticks, who+": "+lower(p.label))
		}
	}
	pack.says(t, http.StatusOK, append(ticks, "Was anybody else there?", "Meeting in person: "+lower(extents()[0].label))...)
	if text := textOfPage(pack.Body.String()); strings.Contains(text, "Maya") {
		t.Errorf("paper for him names her: %s", text)
	}
	form := w.get(w.people["faye"], "form", w.base+"/contact/"+jonas)
	for _, p := range presences() {
		form.says(t, http.StatusOK, p.label)
	}
	form.says(t, http.StatusOK, "Was Maya there?", "Was Jonas there?")
	if !strings.Contains(form.Body.String(), "there-"+meeting) {
		t.Error("the form asks of another meeting")
	}
	for day, asked := range map[string]bool{"11": true, "13": false} { // it is noon of the tenth
		w.fill("faye", w.base+"/crossing/"+meeting+"/plan", url.Values{"starts-day": {day}, "starts-month": {"4"}, "starts-year": {"2026"}, "starts-time": {"10am"},
			"place": {"The library, upper room"}, "apart": {"yes"}, "stop": {"Either raises a hand."}})
		text := textOfPage(w.get(w.people["faye"], "pack for the "+day, path).Body.String())
		if strings.Contains(text, "who was at the meeting") != asked {
			t.Errorf("a pack for a meeting of the %s asks who was there: %t", day, !asked)
		}
	}
}
