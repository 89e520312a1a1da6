package e2e

import (
	"cmp"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

var shots = flag.String("shots", "", "write a picture of every page that a walk looks at closely into this folder")

// Widths of a desk, a phone and a small phone, and a height, in CSS pixels.
const (
	desk, phone, small = 1440, 390, 320
	tall               = 900
)

// browser is one process for everybody; each has a context of their own in it.
type browser struct{ ctx context.Context }

// newBrowser starts one browser, with a profile that is thrown away.
func newBrowser(t *testing.T) browser {
	t.Helper()
	ctx, cancel := chromedp.NewContext(t.Context(), chromedp.WithAllocatorOptions(
		chromedp.NoSandbox, chromedp.DisableGPU, chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.UserDataDir(t.TempDir())))
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("no browser: %v", err)
	}
	return browser{ctx}
}

// flaw is what axe reports of one rule.
type flaw struct {
	ID, Help string
	Nodes    []struct{ HTML, FailureSummary string }
}

const runAxe = `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"]})
	.then(r => r.violations.map(v => ({id: v.id, help: v.help, nodes: v.nodes.map(n => ({html: n.html, failureSummary: n.failureSummary}))})))`

// closely looks at the page as it stands, with everything folded open, at each
// width: axe finds nothing and nothing scrolls sideways. axe needs scripts, so
// they are let run meanwhile.
func (p *person) closely(name string) {
	p.t.Helper()
	p.scripts(true)
	p.picture(name)
	axe, err := os.ReadFile(filepath.Join("..", "web", "ui", "testdata", "axe.min.js"))
	p.must(err)
	use[any](p, "openAll")
	p.do(chromedp.Evaluate[chromedp.Void](string(axe)))
	for _, width := range []int64{desk, phone, small} {
		p.do(chromedp.EmulateViewport(width, tall))
		if wide := use[int64](p, "wide"); wide > width {
			p.t.Errorf("%s at %d px is %d wide", name, width, wide)
		}
		found, err := chromedp.Run(p.tab, chromedp.Evaluate[[]flaw](runAxe, func(e *runtime.EvaluateParams) { e.AwaitPromise = new(true) }))
		p.must(err)
		for _, f := range found {
			p.t.Errorf("%s at %d px: %s: %s\n%v", name, width, f.ID, f.Help, f.Nodes)
		}
	}
	p.do(chromedp.EmulateViewport(cmp.Or(p.width, desk), tall))
	p.scripts(p.scripted)
}

// scripts says whether the page may run scripts of its own.
func (p *person) scripts(run bool) {
	p.t.Helper()
	_, err := chromedp.Call(p.tab, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !run})
	p.must(err)
}

// picture writes what the page looks like, when -shots is given.
func (p *person) picture(name string) {
	p.t.Helper()
	if *shots == "" {
		return
	}
	for _, width := range []int64{desk, phone} {
		p.do(chromedp.EmulateViewport(width, tall))
		png, err := chromedp.Run(p.tab, chromedp.FullScreenshot(100))
		p.must(err)
		p.must(os.WriteFile(filepath.Join(*shots, name+"-"+strconv.FormatInt(width, 10)+".png"), png, 0o600))
	}
}
