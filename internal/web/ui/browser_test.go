package ui

import (
	"bytes"
	"context"
	_ "embed"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"amends/internal/web/assets"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// axe is axe-core, unmodified; testdata/README.md has its licence.
//
//go:embed testdata/axe.min.js
var axe string

var shots = flag.String("shots", "", "write a picture of every gallery page at every width into this folder")

// widths are those of a desk, a phone and a small phone, in CSS pixels.
var widths = []int64{1440, 390, 320}

// strict is the policy of every answer; only participants' pages have a script.
const strict = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; script-src "

// serveGallery serves every page of the gallery under its name, as strictly as
// the program does.
func serveGallery(t *testing.T, set *assets.Set) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle(assets.Prefix, set.Handler())
	for _, e := range gallery(set) {
		script := "'none'"
		if strings.HasPrefix(e.name, "portal-") {
			script = "'self'"
		}
		mux.HandleFunc("GET /"+e.name, func(w http.ResponseWriter, r *http.Request) {
			var document bytes.Buffer
			if err := Render(r.Context(), &document, e.page); err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			w.Header().Set("Content-Security-Policy", strict+script)
			_, _ = w.Write(document.Bytes())
		})
	}
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server
}

// browser starts a browser of the test's own, with a profile that is thrown away.
func browser(t *testing.T) context.Context {
	t.Helper()
	ctx, cancel := chromedp.NewContext(t.Context(), chromedp.WithAllocatorOptions(
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.UserDataDir(t.TempDir())))
	t.Cleanup(cancel)
	return ctx
}

// violation is what axe reports of one rule.
type violation struct {
	ID, Help string
	Nodes    []struct{ HTML, FailureSummary string }
}

const runAxe = `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"]})
	.then(r => r.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.map(n => ({html: n.html, failureSummary: n.failureSummary}))})))`

const openAll = `document.querySelectorAll("details").forEach(d => d.open = true)`

// console gathers what a browser complains about, until it is asked.
type console struct {
	sync.Mutex
	lines []string
}

func (c *console) add(line string) {
	c.Lock()
	defer c.Unlock()
	c.lines = append(c.lines, line)
}

func (c *console) take() []string {
	c.Lock()
	defer c.Unlock()
	lines := c.lines
	c.lines = nil
	return lines
}

// TestGalleryInABrowser looks at every page at three widths with everything
// folded open: axe finds nothing, nothing scrolls sideways, the console is silent
// and so the policy is kept.
func TestGalleryInABrowser(t *testing.T) {
	t.Parallel()
	set, err := assets.Open()
	if err != nil {
		t.Fatal(err)
	}
	server := serveGallery(t, set)
	ctx := browser(t)
	said, drained := &console{}, make(chan struct{})
	messages := chromedp.Console(ctx)
	go func() {
		for m, err := range messages {
			if err != nil {
				return
			}
			if m.Text == "drained" {
				drained <- struct{}{}
				continue
			}
			said.add(m.String())
		}
	}()
	run := func(name string, actions ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, actions...); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	for _, e := range gallery(set) {
		run(e.name, chromedp.Navigate(server.URL+"/"+e.name))
		pictures(ctx, t, e.name)
		for _, width := range widths {
			run(e.name, chromedp.EmulateViewport(width, 900))
			run(e.name, chromedp.Evaluate[chromedp.Void](openAll), chromedp.Evaluate[chromedp.Void](axe))
			wide, err := chromedp.Run(ctx, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`))
			if err != nil || wide > width {
				t.Errorf("%s at %d px is %d wide: %v", e.name, width, wide, err)
			}
			found, err := chromedp.Run(ctx, chromedp.Evaluate[[]violation](runAxe, func(p *runtime.EvaluateParams) { p.AwaitPromise = new(true) }))
			if err != nil {
				t.Fatalf("%s: %v", e.name, err)
			}
			for _, v := range found {
				t.Errorf("%s at %d px: %s: %s\n%s", e.name, width, v.ID, v.Help, nodes(v))
			}
		}
		run(e.name, chromedp.Evaluate[chromedp.Void](`console.log("drained")`))
		<-drained
		for _, line := range said.take() {
			t.Errorf("%s: the console says %s", e.name, line)
		}
	}
}

func nodes(v violation) string {
	var b strings.Builder
	for _, n := range v.Nodes {
		b.WriteString("\t" + n.HTML + "\n\t\t" + n.FailureSummary + "\n")
	}
	return b.String()
}

// pictures writes what the page looks like, folds closed, when -shots is given.
func pictures(ctx context.Context, t *testing.T, name string) {
	t.Helper()
	if *shots == "" {
		return
	}
	for _, width := range widths {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900)); err != nil {
			t.Fatal(err)
		}
		png, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(*shots, name+"-"+strconv.FormatInt(width, 10)+".png")
		if err := os.WriteFile(file, png, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// TestPackIsMadeForPaper prints the visit pack: tagged, with real text (no Type 3
// fonts), on A4, and with its reference handed to the foot of every sheet.
func TestPackIsMadeForPaper(t *testing.T) {
	t.Parallel()
	set, err := assets.Open()
	if err != nil {
		t.Fatal(err)
	}
	server, ctx := serveGallery(t, set), browser(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(server.URL+"/visit-pack")); err != nil {
		t.Fatal(err)
	}
	reference, err := chromedp.Run(ctx, chromedp.Evaluate[string](`getComputedStyle(document.documentElement).getPropertyValue("--reference")`))
	if err != nil || reference != `"Northfold · RJ-0147"` {
		t.Errorf("the foot says %s: %v", reference, err)
	}
	printed, err := chromedp.Call(ctx, page.PrintToPDF, page.PrintToPDFParams{PreferCSSPageSize: new(true), GenerateTaggedPDF: new(true)})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"/StructTreeRoot", "/MediaBox [0 0 594.95996 841.91998]"} {
		if !bytes.Contains(printed.Data, []byte(want)) {
			t.Errorf("the PDF has no %s", want)
		}
	}
	if bytes.Contains(printed.Data, []byte("/Type3")) {
		t.Error("the PDF draws its letters instead of writing them")
	}
	if *shots != "" {
		if err := os.WriteFile(filepath.Join(*shots, "visit-pack.pdf"), printed.Data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
