package web

import (
	"context"
	_ "embed"
	"encoding/base64"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"golang.org/x/net/html"
)

// axe is axe-core, unmodified; ui/testdata/README.md has its licence.
//
//go:embed ui/testdata/axe.min.js
var axe string

var shots = flag.String("shots", "", "write a picture of every live page at every width into this folder")

// widths are those of a desk, a phone and a small phone, in CSS pixels.
var widths = []int64{1440, 390, 320}

// flaw is what axe reports of one rule.
type flaw struct {
	ID, Help string
	Nodes    []struct{ HTML, FailureSummary string }
}

const runAxe = `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"]})
	.then(r => r.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.map(n => ({html: n.html, failureSummary: n.failureSummary}))})))`

const openAll = `document.querySelectorAll("details").forEach(d => d.open = true)`

// livePage is one page to be looked at, as somebody.
type livePage struct{ name, who, path string }

// livePages are the staff's pages: the whole of a case, every form, every list.
func (w *fullCase) livePages() []livePage {
	at := func(parts ...string) string { return strings.Join(append([]string{w.base}, parts...), "/") }
	ash, daniel := string(w.parties["Ash"]), string(w.parties["Daniel"])
	pages := []livePage{
		{"today", "faye", "/"}, {"today-coordinator", "helen", "/"}, {"cases", "helen", "/cases"}, {"intake", "helen", "/cases/new"}, {"staff", "helen", "/staff"}, {"enrol", "helen", "/staff/new"}, {"stop", "faye", "/stop"},
		{"desk", "dora", "/staff/history"}, {"settings", "helen", "/settings"}, {"settings-read", "faye", "/settings"}, {"outbox", "helen", "/outbox"}, {"history", "dora", "/history"},
		{"case", "faye", at()}, {"case-one-side", "priya", at()}, {"case-other-side", "tom", at()}, {"case-only", "faye", at("side", string(w.side("Ash")))}, {"case-between", "faye", at() + "?show=between"}, {"case-new", "helen", w.one},
		{"preparation", "faye", at("preparation")}, {"risk", "faye", at("risk")}, {"consent", "faye", at("consent")}, {"letters", "faye", at("letters")}, {"outcomes", "faye", at("outcomes")}, {"people", "faye", at("people")}, {"more", "faye", at("more")}, {"looks", "faye", at("looks")},
		{"contacts", "faye", at("contact")}, {"contact-ash", "faye", at("contact", ash)}, {"contact-daniel", "tom", at("contact", daniel)}, {"pack-ash", "faye", at("pack", ash)}, {"pack-daniel", "tom", at("pack", daniel)},
		{"propose", "faye", at("propose")}, {"propose-letter", "faye", at("propose", "letter")}, {"propose-approach", "faye", at("propose", "approach")}, {"propose-talk", "faye", at("propose", "talk")}, {"propose-notice", "faye", at("propose", "notice")},
		{"plan", "faye", at("plan")}, {"replan", "faye", at("crossing", w.meeting, "plan")}, {"clear", "faye", at("crossing", w.letter, "clear")}, {"deliver", "faye", at("crossing", w.letter, "deliver")}, {"stop-crossing", "faye", at("crossing", w.letter, "stop")},
		{"content", "faye", at("content", w.content)}, {"read", "faye", at("content", w.content, "read")}, {"revise", "faye", at("content", w.content, "revise")}, {"write", "faye", at("write", ash)},
		{"bar", "faye", at("bar")}, {"permission", "faye", at("bar", w.bar, "permission")}, {"assess", "faye", at("assess", w.meeting)}, {"renew", "faye", at("assessment", w.assessment, "renew")}, {"hold", "faye", at("hold")},
		{"party", "faye", at("party")}, {"let-in", "faye", at("party", ash, "let-in")}, {"allocate", "helen", at("allocate")}, {"conflict", "helen", at("conflict")}, {"agreement", "faye", at("agreement")}, {"outside", "faye", at("outside")},
		{"after-meeting", "faye", at("crossing", w.meeting, "deliver")}, {"last", "faye", at("party", ash, "last")}, {"person", "faye", at("person")}, {"sensitive", "helen", at("sensitive")}, {"risk-coordinator", "helen", at("risk")},
		{"person-speaker", "faye", w.pathOf("GET /cases/{case}/person/{spoken}/speaker", w.ids())}, {"helper", "faye", w.pathOf("GET {$}/cases/{case}/helper/{helper}", w.ids())},
		{"promise-change", "faye", w.pathOf("GET /cases/{case}/undertaking/{undertaking}/change", w.ids())},
		{"correct", "faye", at("correct", "consent")}, {"erase", "helen", at("party", ash, "erase")}, {"close", "faye", at("close")},
	}
	return pages
}

// TestLivePagesInABrowser looks at every staff page over a live case, at three
// widths with everything folded open: axe finds nothing and nothing scrolls
// sideways.
func TestLivePagesInABrowser(t *testing.T) {
	t.Parallel()
	w := newFullCase(t)
	var who atomic.Value
	server := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		secret := w.people[who.Load().(string)].secret
		r.AddCookie(&http.Cookie{Name: sessionCookie, Value: base64.RawURLEncoding.EncodeToString(secret[:])})
		w.handler.ServeHTTP(rw, r)
	}))
	t.Cleanup(server.Close)
	ctx := browse(t)
	for _, p := range w.livePages() {
		who.Store(p.who)
		if r := w.get(w.people[p.who], "look "+p.name, p.path); r.Code != http.StatusOK {
			t.Errorf("%s: %d: %s", p.name, r.Code, textOfPage(r.Body.String()))
			continue
		} else if p.path != "/history" { // where a check is only begun
			leftInTheSameWords(t, p.name, r.Body.String())
		}
		lookAt(ctx, t, p.name, server.URL+p.path)
	}
}

// leftInTheSameWords says that a page's form has one way out, which cannot be taken for
// a step in the case.
func leftInTheSameWords(t *testing.T, name, document string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(document))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Data == "form" && attribute(n, "class") == "form" && !strings.Contains(wordsOf(n), "Go back without saving") {
			t.Errorf("%s: its form is left in other words, or not at all: %s", name, wordsOf(n))
		}
	}
}

// browse starts a browser of the test's own, with a profile that is thrown away.
func browse(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := chromedp.NewContext(t.Context(), chromedp.WithAllocatorOptions(
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.UserDataDir(t.TempDir())))
	t.Cleanup(cancel)
	return ctx
}

// lookAt loads a page once and measures it at each width.
func lookAt(ctx context.Context, t *testing.T, name, address string) {
	t.Helper()
	run := func(actions ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, actions...); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	run(chromedp.Navigate(address))
	picture(ctx, t, name)
	run(chromedp.Evaluate[chromedp.Void](openAll), chromedp.Evaluate[chromedp.Void](axe))
	for _, width := range widths {
		run(chromedp.EmulateViewport(width, 900))
		wide, err := chromedp.Run(ctx, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`))
		if err != nil || wide > width {
			t.Errorf("%s at %d px is %d wide: %v", name, width, wide, err)
		}
		found, err := chromedp.Run(ctx, chromedp.Evaluate[[]flaw](runAxe, func(p *runtime.EvaluateParams) { p.AwaitPromise = new(true) }))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, f := range found {
			t.Errorf("%s at %d px: %s: %s\n%v", name, width, f.ID, f.Help, f.Nodes)
		}
	}
}

// picture writes what the page looks like, folds closed, when -shots is given.
func picture(ctx context.Context, t *testing.T, name string) {
	t.Helper()
	if *shots == "" {
		return
	}
	for _, width := range widths[:2] {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900)); err != nil {
			t.Fatal(err)
		}
		png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(*shots, name+"-"+strconv.FormatInt(width, 10)+".png"), png, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
