package e2e

import (
	"context"
	_ "embed"
	"encoding/json"
	"slices"
	"strings"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// person is somebody with a browser context of their own: cookies of their own,
// and a page they have before them.
type person struct {
	*house
	name     string // as failures call them
	tab      context.Context
	scripted bool   // their pages may run scripts
	page     string // what their page says now, as its words alone
	width    int64  // of what they hold in their hand; nought for a desk's
}

// hands is a script that finds things by their words. It runs from outside the
// page, as a browser's tools do, so that it works where pages run no script.
//
//go:embed testdata/hands.js
var hands string

// staff is somebody who works here: their browser runs no script.
func (h *house) staff(name string) *person {
	p := h.comes(name)
	p.scripted = false
	p.scripts(false)
	return p
}

// comes is anybody who comes with a browser.
func (h *house) comes(name string) *person {
	h.t.Helper()
	tab, cancel := chromedp.NewContext(h.browser.ctx, chromedp.WithNewBrowserContext())
	h.t.Cleanup(cancel)
	p := &person{house: h, name: name, tab: tab, scripted: true}
	p.do(chromedp.EmulateViewport(desk, tall))
	return p
}

// holds says how wide the device is that they hold from now on, in CSS pixels: no
// page of theirs is wider.
func (p *person) holds(width int64) {
	p.width = width
	p.do(chromedp.EmulateViewport(width, tall))
}

// another is a second page in a person's own browser.
func (p *person) another() *person {
	p.t.Helper()
	tab, cancel := chromedp.NewContext(p.tab)
	p.t.Cleanup(cancel)
	return &person{house: p.house, name: p.name + ", in another tab", tab: tab, scripted: p.scripted}
}

func (p *person) do(actions ...chromedp.Action[chromedp.Void]) {
	p.t.Helper()
	if err := chromedp.Do(p.tab, actions...); err != nil {
		p.t.Fatalf("%s: %v", p.name, err)
	}
}

// use runs one of the hands' functions.
func use[T any](p *person, function string, arguments ...any) T {
	p.t.Helper()
	given, err := json.Marshal(append([]any{}, arguments...))
	p.must(err)
	done, err := chromedp.Run(p.tab, chromedp.Evaluate[T](strings.TrimSpace(hands)+"."+function+"(..."+string(given)+")"))
	if err != nil {
		p.t.Fatalf("%s: %s%s: %v\nThe page says: %s", p.name, function, given, err, p.page)
	}
	return done
}

// looks reads the page that has come.
func (p *person) looks() {
	p.t.Helper()
	p.page = use[string](p, "text")
	if strings.Contains(p.page, "Something went wrong") {
		p.t.Fatalf("%s gets a failure: %s", p.name, p.page)
	}
	if wide := use[int64](p, "wide"); p.width > 0 && wide > p.width {
		p.t.Errorf("%s holds %d px, and the page is %d wide: %s", p.name, p.width, wide, p.page)
	}
}

// goes to an address of the service, typed in.
func (p *person) goes(path string) {
	p.t.Helper()
	p.do(chromedp.Navigate(p.address + path))
	p.looks()
}

// spot is a place on the page, in CSS pixels.
type spot struct{ X, Y float64 }

// follows a link by its words.
func (p *person) follows(links ...string) {
	p.t.Helper()
	for _, link := range links {
		p.clicks(use[spot](p, "link", link))
	}
}

// presses a button by its words, and finds something on the page that comes.
func (p *person) presses(button string, finds ...string) {
	p.t.Helper()
	p.clicks(use[spot](p, "button", button))
	p.sees(finds...)
}

func (p *person) clicks(at spot) {
	p.t.Helper()
	if _, err := chromedp.Run(p.tab, chromedp.WaitEvent(page.LoadEventFired, nil, chromedp.MouseClickXY(at.X, at.Y))); err != nil {
		p.t.Fatalf("%s: %v", p.name, err)
	}
	p.looks()
}

// fills in a form: questions by their words, each with its answer, in turn.
func (p *person) fills(questionsAndAnswers ...string) {
	p.t.Helper()
	if len(questionsAndAnswers)%2 != 0 {
		p.t.Fatalf("%s: a question without an answer: %q", p.name, questionsAndAnswers)
	}
	var pairs [][2]string
	for pair := range slices.Chunk(questionsAndAnswers, 2) {
		pairs = append(pairs, [2]string(pair))
	}
	use[any](p, "fill", pairs)
}

// sees says that the page has some words.
func (p *person) sees(words ...string) {
	p.t.Helper()
	for _, w := range words {
		if !strings.Contains(p.page, w) {
			p.t.Fatalf("%s does not see “%s”. The page says: %s", p.name, w, p.page)
		}
	}
}

// seesNone says that the page has none of some words, in whatever capitals.
func (p *person) seesNone(words ...string) {
	p.t.Helper()
	for _, w := range words {
		if strings.Contains(strings.ToLower(p.page), strings.ToLower(w)) {
			p.t.Fatalf("%s sees “%s”. The page says: %s", p.name, w, p.page)
		}
	}
}

// comesIn uses a code at the door and chooses a passphrase.
func (p *person) comesIn(login, code string) {
	p.t.Helper()
	p.goes("/first")
	p.fills("Your login", login, "Code", code, "New passphrase", passphrase, "The same again", passphrase)
	p.presses("Set my passphrase")
}

// code reads the code that the page shows once.
func (p *person) code() string {
	p.t.Helper()
	code := use[string](p, "number")
	if code == "" {
		p.t.Fatalf("%s: there is no code on the page: %s", p.name, p.page)
	}
	return code
}
