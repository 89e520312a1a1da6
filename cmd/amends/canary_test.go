package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// canary begins every word that is typed. It is nowhere else.
const canary = "Zq7Canary"

// TestNothingTypedLeavesThePages fills in every form that the demonstration's people can
// reach, right or wrong, in the program as it is served. What they typed is then on
// pages, and neither in the database and its log, nor in a backup, in what the program
// says and logs, in temporary files, file names, arguments, addresses, headers or titles (P4).
func TestNothingTypedLeavesThePages(t *testing.T) {
	t.Parallel()
	d := startDemo(t)
	p := &planting{t: t, base: d.url, sent: map[string]int{}, taken: map[string]int{}}
	p.atTheDoor()
	for _, g := range d.guests {
		p.everyForm(g[0], g[1])
	}
	t.Logf("%d forms sent, %d taken, of %d kinds, of which %d were taken", total(p.sent), total(p.taken), len(p.sent), len(p.taken))
	if len(p.sent) < 45 || len(p.taken) < 25 || p.shown < 50 {
		t.Errorf("too few to show anything: %d kinds of form sent, %d taken, %d pages that show what was typed; of %v", len(p.sent), len(p.taken), p.shown, slices.Sorted(maps.Keys(p.sent)))
	}
	d.leaksNothing(t)
}

func total(of map[string]int) (n int) {
	for _, m := range of {
		n += m
	}
	return n
}

// demonstration is a demo that runs, with its folder, what it said and whom to sign in as.
type demonstration struct {
	cmd       *exec.Cmd
	url       string
	dir, temp string
	said      *bytes.Buffer
	guests    [][2]string
}

var guestLine = regexp.MustCompile(`(?m)^  (\S+) +(\S.*?)  +\S.*$`)

func startDemo(t *testing.T) *demonstration {
	t.Helper()
	root := t.TempDir()
	d := &demonstration{dir: filepath.Join(root, "data"), temp: filepath.Join(root, "temp"), said: &bytes.Buffer{}}
	if err := os.Mkdir(d.temp, 0o700); err != nil {
		t.Fatal(err)
	}
	d.cmd = exec.CommandContext(context.WithoutCancel(t.Context()), "amends", "demo", "--data", d.dir, "--listen", "127.0.0.1:0")
	d.cmd.Env, d.cmd.Stderr = append(os.Environ(), "TMPDIR="+d.temp), d.said
	out, err := d.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := d.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { killed(d.cmd) })
	var said strings.Builder
	for lines := bufio.NewScanner(out); lines.Scan() && !strings.Contains(lines.Text(), "Ctrl-C"); {
		said.WriteString(lines.Text() + "\n")
		if address, ready := strings.CutPrefix(lines.Text(), "ready "); ready {
			d.url = address
		}
	}
	for _, g := range guestLine.FindAllStringSubmatch(said.String(), -1) {
		d.guests = append(d.guests, [2]string{g[1], g[2]})
	}
	if d.url == "" || len(d.guests) != 7 {
		t.Fatalf("not ready, or %d people and not seven: %s%s", len(d.guests), said.String(), d.said)
	}
	slices.Reverse(d.guests) // the coordinator last: what she does takes colleagues' work away
	return d
}

// planting is everybody's way through the pages.
type planting struct {
	t           *testing.T
	base        string
	sent, taken map[string]int // by the form's address, without its ids
	shown       int            // pages on which something planted stood
	n           int
}

// mostOfAKind is how many pages of one kind are opened by one person, and how often one
// kind of form is sent.
const mostOfAKind = 2

// atTheDoor tries what nobody is let in by.
func (p *planting) atTheDoor() {
	b := newBrowser(p.base, nil)
	for _, path := range []string{"/sign-in", "/first"} {
		p.opens(b, path)
		p.fill(b, path)
	}
}

// everyForm follows links from somebody's first page, and sends every form on the way.
func (p *planting) everyForm(login, passphrase string) {
	b := newBrowser(p.base, nil)
	if err := b.signIn(login, passphrase); err != nil {
		p.t.Fatal(err)
	}
	opened, queue := map[string]int{}, []string{"/", "/p"}
	for next := 0; next < len(queue); next++ {
		kind := withoutIDs(queue[next])
		if opened[kind] == mostOfAKind || slices.Contains(avoided, kind) {
			continue
		}
		opened[kind]++
		p.opens(b, queue[next])
		for _, to := range p.links(b) {
			if !slices.Contains(queue, to) {
				queue = append(queue, to)
			}
		}
		for _, action := range p.forms(b) {
			if p.sent[withoutIDs(action)] < 2*mostOfAKind && !slices.Contains(avoided, withoutIDs(action)) {
				p.opens(b, queue[next])
				p.fill(b, action)
			}
		}
	}
}

// avoided are the addresses that would end the way, or take long and hold nothing typed.
var avoided = []string{"/sign-out", "/leave", "/passphrase", "/history"}

var (
	anID     = regexp.MustCompile(`[0-9a-z]{26}`)
	aNumber  = regexp.MustCompile(`/[0-9]+`)
	aTitle   = regexp.MustCompile(`<title>[^<]*`)
	leftover = regexp.MustCompile(`[?#].*`)
)

func withoutIDs(path string) string {
	return aNumber.ReplaceAllString(anID.ReplaceAllString(leftover.ReplaceAllString(path, ""), "ID"), "/N")
}

func (p *planting) opens(b *browser, path string) {
	p.t.Helper()
	if err := b.open(path); err != nil {
		p.t.Fatal(err)
	}
	p.seen(b, path)
}

// seen looks at a page that came: what was typed stands in its body alone.
func (p *planting) seen(b *browser, path string) {
	p.t.Helper()
	if b.status >= http.StatusInternalServerError {
		p.t.Errorf("%s: %d: %s", withoutIDs(path), b.status, b.text())
	}
	if strings.Contains(b.page, canary) {
		p.shown++
	}
	if strings.Contains(aTitle.FindString(b.page), canary) {
		p.t.Errorf("the title of %s says what was typed", withoutIDs(path))
	}
}

func (p *planting) nodes(b *browser, element, key string) []string {
	root, err := html.Parse(strings.NewReader(b.page))
	if err != nil {
		p.t.Fatal(err)
	}
	var all []string
	for n := range root.Descendants() {
		to := attribute(n, key)
		if n.Data != element || !strings.HasPrefix(to, "/") || slices.Contains(all, to) {
			continue
		}
		if strings.Contains(to, canary) {
			p.t.Errorf("an address says what was typed: %s", withoutIDs(to))
		}
		all = append(all, to)
	}
	return all
}

func (p *planting) links(b *browser) []string { return p.nodes(b, "a", "href") }
func (p *planting) forms(b *browser) []string { return p.nodes(b, "form", "action") }

// fill sends one form of the page that is open, with something typed wherever something
// can be, and looks at what comes back.
func (p *planting) fill(b *browser, action string) {
	p.t.Helper()
	values, err := p.filled(b.page, action)
	if err != nil {
		p.t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(p.t.Context(), http.MethodPost, p.base+action, strings.NewReader(values.Encode()))
	if err != nil {
		p.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	client := *b.client
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	r, err := client.Do(request)
	if err != nil {
		p.t.Fatal(err)
	}
	var head strings.Builder
	_ = r.Header.Write(&head)
	if strings.Contains(head.String(), canary) {
		p.t.Errorf("a header of the answer to %s says what was typed", withoutIDs(action))
	}
	if err := b.keep(r); err != nil {
		p.t.Fatal(err)
	}
	p.sent[withoutIDs(action)]++
	if r.StatusCode == http.StatusSeeOther {
		p.taken[withoutIDs(action)]++
	}
	p.seen(b, action)
}

// filled fills a form as somebody in a hurry would: every box ticked, of every choice the
// first, a week from now for every day.
func (p *planting) filled(page, action string) (url.Values, error) {
	f, err := formTo(page, action)
	if err != nil {
		return nil, err
	}
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return nil, err
	}
	soon := time.Now().AddDate(0, 0, 7)
	parts := map[string]string{"day": soon.Format("2"), "month": soon.Format("1"), "year": soon.Format("2006"), "time": "10:15"}
	for n := range root.Descendants() {
		name := attribute(n, "name")
		if n.Data != "input" && n.Data != "textarea" && n.Data != "select" || !slices.Contains(f.asked, name) {
			continue
		}
		part := name[strings.LastIndex(name, "-")+1:]
		switch kind := attribute(n, "type"); {
		case kind == "hidden" || kind == "submit" || name == "neutral": // a title ends in the service's neutral name
		case kind == "radio" || kind == "checkbox":
			if f.sent.Get(name) == "" || kind == "checkbox" {
				f.sent.Add(name, attribute(n, "value"))
			}
		case n.Data == "select":
			for o := range options(n) {
				if value := attribute(o, "value"); value != "" && f.sent.Get(name) == "" {
					f.sent.Set(name, value)
				}
			}
		case parts[part] != "":
			f.sent.Set(name, parts[part])
		default:
			p.n++
			f.sent.Set(name, fmt.Sprintf("%s%d", canary, p.n))
		}
	}
	return f.sent, nil
}

// leaksNothing searches everything the program leaves, while it runs, after it was
// killed, and in a backup.
func (d *demonstration) leaksNothing(t *testing.T) {
	t.Helper()
	proc := fmt.Sprintf("/proc/%d/", d.cmd.Process.Pid)
	d.searched(t, d.dir, d.temp, proc+"cmdline", proc+"environ")
	backup := filepath.Join(filepath.Dir(d.dir), "backup")
	out, err := exec.CommandContext(t.Context(), "amends", "backup", "--data", d.dir, "--to", backup).CombinedOutput()
	if err != nil {
		t.Fatalf("could not back up: %v: %s", err, out)
	}
	killed(d.cmd)
	d.searched(t, filepath.Dir(d.dir))
	for what, text := range map[string][]byte{"what the program said": d.said.Bytes(), "what backing up said": out} {
		if bytes.Contains(text, []byte(canary)) {
			t.Errorf("%s has what was typed", what)
		}
	}
}

// searched searches files, and folders with the names in them.
func (d *demonstration) searched(t *testing.T, places ...string) {
	t.Helper()
	read := 0
	for _, place := range places {
		err := filepath.WalkDir(place, func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			data, err := os.ReadFile(path)
			read += len(data)
			if strings.Contains(path, canary) || bytes.Contains(data, []byte(canary)) {
				t.Errorf("what was typed stands in %s", filepath.Base(path))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if read < 1<<20 {
		t.Errorf("only %d bytes were searched", read)
	}
}
