package web

import (
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"amends/internal/practice"
)

// TestLinksLeadSomewhere follows every link that staff see, from their first page:
// each leads to a page of theirs. What a page offers, it can keep.
func TestLinksLeadSomewhere(t *testing.T) {
	t.Parallel()
	w := newCaseCrowd(t)
	for _, who := range []string{"faye", "priya", "tom", "helen", "carol", "sam", "adam", "dora"} {
		seen, from := []string{"/"}, map[string]string{}
		for next := 0; next < len(seen); next++ {
			r := w.get(w.people[who], "walk "+seen[next], seen[next])
			if r.Code != http.StatusOK && r.Code != http.StatusSeeOther && r.Code != http.StatusConflict {
				t.Errorf("%s: %s leads to %s: %d", who, from[seen[next]], seen[next], r.Code)
			}
			for _, to := range append(linksOf(t, r.Body.String()), r.Header().Get("Location")) {
				to, _, _ = strings.Cut(to, "#")
				if strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "/assets/") && to != "/leave" && !slices.Contains(seen, to) {
					seen, from[to] = append(seen, to), seen[next]
				}
			}
		}
		if least := map[string]int{"faye": 80, "helen": 80, "priya": 60, "tom": 60}[who]; len(seen) < least {
			t.Errorf("%s came to %d pages only", who, len(seen))
		}
	}
}

func linksOf(t *testing.T, document string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(document))
	if err != nil {
		t.Fatal(err)
	}
	var links []string
	for n := range root.Descendants() {
		if n.Data == "a" {
			links = append(links, attribute(n, "href"))
		}
	}
	return links
}

// titled is the title of a document.
func titled(t *testing.T, document string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(document))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Data == "title" && n.Parent.Data == "head" {
			return wordsOf(n)
		}
	}
	return ""
}

// TestTitlesAndAddressesNameNobody: what lands in histories and on projectors is a
// number and the neutral name (P10).
func TestTitlesAndAddressesNameNobody(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	for _, p := range w.livePages() {
		r := w.get(w.people[p.who], "title "+p.name, p.path)
		said := strings.ToLower(titled(t, r.Body.String()) + strings.Join(linksOf(t, r.Body.String()), " "))
		for _, telling := range []string{"aisling", "moran", "daniel", "keane", "halloran", "niamh", "driving", "restorative", "harm", "victim"} {
			if strings.Contains(said, telling) {
				t.Errorf("%s: title or addresses say %q", p.name, telling)
			}
		}
	}
}

// TestOneSideLeavesNoGap: for whoever works with one side the other has no column,
// no arch, no filter and no card (P3).
func TestOneSideLeavesNoGap(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	both := w.get(w.people["faye"], "both", w.base).Body.String()
	for _, part := range []string{"bridge--two", "bridge__arch", "column--right", "Daniel’s side", "Joe’s side"} {
		if !strings.Contains(both, part) {
			t.Errorf("with both sides there is no %q", part)
		}
	}
	for _, who := range []string{"priya", "tom"} {
		one := w.get(w.people[who], "one", w.base).Body.String()
		for _, part := range []string{"bridge--two", "bridge__arch", "column--right"} {
			if strings.Contains(one, part) {
				t.Errorf("%s is shown %q", who, part)
			}
		}
		if !strings.Contains(one, "bridge--one") {
			t.Errorf("%s has no column", who)
		}
	}
	alone := w.get(w.people["faye"], "alone", w.base+"/side/"+string(w.side("Ash"))).Body.String()
	for _, part := range []string{"Keane", "Okoro", "Joe", "Between them", "No-contact order", "Signed off"} {
		if strings.Contains(alone, part) {
			t.Errorf("a side alone shows %q", part)
		}
	}
	if !strings.Contains(alone, "Aisling Moran") || !strings.Contains(alone, "Sleeping better") {
		t.Error("a side alone does not show its own")
	}
}

// TestCasePageSaysWhereItStands reads the overview as somebody would.
func TestCasePageSaysWhereItStands(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	said := textOfPage(w.get(w.people["faye"], "read", w.base).Body.String())
	for _, sentence := range []string{
		"Ash, Joe and Daniel", "Death by driving, 2019", "Sensitive: a second person signs off",
		"No-contact order until 14 March 2027", "Permitted: letter, said face to face.", "The court can change it.",
		"Text first, after 5pm", "Never leave voicemail. Her mother shares the landline.",
		"They have died. Ash may speak for them.",
		"Ash has not said yes to receiving it", "Ash has not been asked yet.",
		"Daniel has had 1 of 2 preparation sessions", "Not signed off by a second person",
		"Asked for time. Not before", "Preparation: 1 of 2 sessions", "Why our road?",
		"Outside the gate", "Written down on 8 March 2026", "Read his letter back to him aloud.",
		"From Ash to Daniel, said face to face, on 5 March 2026, with Faye Holm.",
	} {
		if !strings.Contains(said, sentence) {
			t.Errorf("the page does not say %q", sentence)
		}
	}
	if strings.Contains(said, "{") || strings.Contains(said, "release") {
		t.Error("the page has a placeholder on it, or says release")
	}
}

// TestFurtherPagesBeginWithTheirContent: of what stands over a case they say the headings
// alone, each leading to where the first page says it in full; the first page has no link
// to itself.
func TestFurtherPagesBeginWithTheirContent(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	w.fill("faye", w.base+"/hold", url.Values{"text": {"Until the appeal is heard."}})
	held := `href="` + w.base + `#alert-hold"`
	w.get(w.people["faye"], "first", w.base).says(t, http.StatusOK, `id="alert-hold"`, "Nothing passes.")
	w.get(w.people["faye"], "first again", w.base).saysNot(t, held)
	for _, where := range []string{"/preparation", "/risk", "/consent", "/letters", "/outcomes", "/people"} {
		page := w.get(w.people["faye"], "further "+where, w.base+where)
		page.says(t, http.StatusOK, held, "The case is held")
		page.saysNot(t, "Nothing passes.")
	}
}

// TestOtherSideReadsNotYet: to Priya, who works with Ash's side, whatever is open
// on Daniel's is one line and nothing else.
func TestOtherSideReadsNotYet(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	said := textOfPage(w.get(w.people["priya"], "read", w.base).Body.String())
	if !strings.Contains(said, "Not yet, on the other side") {
		t.Error("the page does not say that the other side is open")
	}
	for _, telling := range []string{"No-contact order", "the responsible person has had", "the responsible person has not", "court"} {
		if strings.Contains(said, telling) {
			t.Errorf("the page says %q of the other side", telling)
		}
	}
}

// TestLongCasePageIsSmall: the page of a case with 200 entries weighs at most 60 kB
// over the wire, styles, fonts and drawing included, and shows the rest on asking.
func TestLongCasePageIsSmall(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	for i := range 200 {
		w.later(time.Hour)
		w.do("faye", fmt.Sprint("entry ", i), practice.RecordContact{Parties: []practice.PartyID{w.parties["Ash"]}, Means: practice.Phone, Note: fmt.Sprintf("Entry %d. %s", i, strings.Repeat("She talked about the road and the watch. ", 12))})
	}
	page := w.get(w.people["faye"], "long", w.base)
	if !strings.Contains(page.Body.String(), "Show 50 earlier entries") {
		t.Error("the page does not offer earlier entries")
	}
	wire := 0
	for _, path := range append([]string{w.base}, assetsOfPage(t, page.Body.String())...) {
		wire += w.overTheWire(path)
	}
	const most = 60 << 10
	if wire > most {
		t.Errorf("%d bytes over the wire", wire)
	}
	t.Logf("%d bytes over the wire", wire)
	earlier := textOfPage(w.get(w.people["faye"], "earlier", w.base+"?entries=400").Body.String())
	if !strings.Contains(earlier, "Entry 0.") || !strings.Contains(earlier, "Case opened") {
		t.Error("the earliest entries cannot be shown")
	}
}

// assetsOfPage are the style sheets, fonts and drawing a page loads: of the fonts,
// those it preloads.
func assetsOfPage(t *testing.T, document string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(document))
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for n := range root.Descendants() {
		if n.Data == "link" {
			all = append(all, attribute(n, "href"))
		}
	}
	return all
}

// overTheWire is how many bytes an address answers with, compressed where it is.
func (w *fullCase) overTheWire(path string) int {
	w.t.Helper()
	r := httptest.NewRequest(get, path, nil)
	r.Header.Set("Accept-Encoding", "gzip")
	answer := w.ask(w.people["faye"], "wire", r)
	if answer.Code != http.StatusOK {
		w.t.Fatalf("%s: %d", path, answer.Code)
	}
	n := answer.Body.Len()
	if answer.Header().Get("Content-Encoding") == "gzip" {
		z, err := gzip.NewReader(answer.Body)
		w.must(err)
		_, err = io.Copy(io.Discard, z)
		w.must(err)
	}
	return n
}

// TestSearchKeepsNamesOutOfAddresses: what is looked for goes by POST, finds by
// number, title and name, and only what the reader may know by.
func TestSearchKeepsNamesOutOfAddresses(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	for _, c := range []struct {
		who, text string
		finds     bool
	}{{"faye", "ash", true}, {"faye", "DEATH by", true}, {"faye", "Daniel", true}, {"priya", "Daniel", false}, {"priya", "Ash", true}, {"tom", "Ash", false}, {"faye", w.view("faye").Number, true}, {"faye", "nobody", false}} {
		page := w.get(w.people[c.who], "list "+c.who+c.text, "/cases")
		values := formValues(t, page.Body.String(), "/cases")
		values.Set("q", c.text)
		answer := w.ask(page.who, "find "+c.who+c.text, posting("/cases", values, nil))
		if found := strings.Contains(answer.Body.String(), w.base); answer.Code != http.StatusOK || found != c.finds {
			t.Errorf("%s looks for %q: %d, found: %v", c.who, c.text, answer.Code, found)
		}
	}
}

// TestFiltersCount: the list's chips say how many each leaves, and leave as many.
func TestFiltersCount(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	for _, c := range []struct {
		query string
		want  int
	}{{"of=all", 4}, {"of=mine", 4}, {"of=uncovered", 2}, {"of=closed", 0}, {"of=all&stage=intake", 3}, {"of=all&stage=arranged", 1}, {"of=nonsense&stage=nonsense&move=nonsense", 4}} {
		r := w.get(w.people["helen"], "list "+c.query, "/cases?"+c.query)
		if !strings.Contains(textOfPage(r.Body.String()), countCases(c.want)) {
			t.Errorf("%s: not %d cases", c.query, c.want)
		}
	}
	if got := (picked{of: ofAll, text: "Ash Moran", page: 2}).href(); got != "/cases?"+(url.Values{"of": {ofAll}, "page": {"2"}}).Encode() {
		t.Errorf("the address is %s", got)
	}
}
