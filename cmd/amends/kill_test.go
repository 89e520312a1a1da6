package main

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// writers is how many write at once while the program is killed.
const writers = 16

// rounds is how often it is killed.
func rounds() int {
	if os.Getenv("AMENDS_LONG") != "" {
		return 200
	}
	return 10
}

// TestKilledUnderWriters kills the program at random moments while sixteen people
// write: nothing that a page said was saved is lost, and the history verifies (P7).
func TestKilledUnderWriters(t *testing.T) {
	t.Parallel()
	dir := newService(t)
	p := startService(t, dir)
	all := letWritersIn(t, p.url)
	for round := range rounds() {
		p.killAmid(t, all, round, 1+rand.IntN(3*writers))
		verifies(t, dir)
		p = startService(t, dir)
		for _, w := range all {
			w.base = p.url // at another port; cookies do not mind
			w.findsAll(t)
		}
	}
	killed(p.cmd)
	saved := 0
	for _, w := range all {
		saved += len(w.saved)
	}
	t.Logf("%d rounds, %d notes acknowledged, none lost", rounds(), saved)
	if saved < rounds() {
		t.Errorf("only %d notes were acknowledged in %d rounds: too few to show anything", saved, rounds())
	}
}

// newService sets a service up by the program.
func newService(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"sheets", "data"} {
		if err := os.Mkdir(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	phrase := filepath.Join(dir, "phrase")
	if err := os.WriteFile(phrase, []byte(scriptPassphrase), 0o600); err != nil {
		t.Fatal(err)
	}
	sheets := filepath.Join(dir, "sheets")
	cmd := exec.CommandContext(t.Context(), "amends", "init", "--data", filepath.Join(dir, "data"), "--name", "Weirside", "--neutral", "Weir",
		"--coordinator", "Carol Dane", "--login", "carol", "--passphrase-file", phrase,
		"--sheets", sheets, "--typed-sheets", sheets+"/sheet-1.txt,"+sheets+"/sheet-2.txt")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("could not set up: %v: %s", err, out)
	}
	return filepath.Join(dir, "data")
}

type served struct {
	cmd *exec.Cmd
	url string
}

// startService serves, and waits until it is ready.
func startService(t testing.TB, dir string) served {
	t.Helper()
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), "amends", "serve", "--data", dir, "--listen", "127.0.0.1:0")
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { killed(cmd) })
	line, err := bufio.NewReader(out).ReadString('\n')
	address, ready := strings.CutPrefix(strings.TrimSpace(line), "ready ")
	if !ready {
		killed(cmd)
		t.Fatalf("not ready: %q, %v: %s", line, err, said.String())
	}
	return served{cmd, address}
}

// killAmid lets everybody write, and ends the program as a power cut would once so
// many notes were acknowledged: at a random moment, however busy the machine is.
func (p served) killAmid(t *testing.T, all []*writer, round, after int) {
	t.Helper()
	saved, ended := make(chan struct{}), make(chan error, len(all))
	var wait sync.WaitGroup
	for _, w := range all {
		wait.Go(func() { ended <- w.writeOn(round, saved) })
	}
	for range after {
		select {
		case <-saved:
		case err := <-ended:
			killed(p.cmd)
			t.Fatalf("a writer ended before the program did: %v", err)
		}
	}
	killed(p.cmd)
	go func() { wait.Wait(); close(saved) }()
	for range saved { // those acknowledged on the way
	}
}

func verifies(t *testing.T, dir string) {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), "amends", "verify", "--data", dir).CombinedOutput(); err != nil {
		t.Fatalf("does not verify after it was killed: %v: %s", err, out)
	}
}

// writer is one browser that writes notes about one party of its own case.
type writer struct {
	*browser
	kase, form string
	saved      []string
}

// letWritersIn opens a case for each. All are one coordinator, signed in once: what
// is tried here is sixteen requests at once, not sixteen passphrases.
func letWritersIn(t *testing.T, base string) []*writer {
	t.Helper()
	first := newBrowser(base, nil)
	if err := first.signIn("carol", scriptPassphrase); err != nil {
		t.Fatal(err)
	}
	var all []*writer
	for n := range writers {
		w := &writer{browser: &browser{base: base, client: first.client}}
		if err := w.begins(n); err != nil {
			t.Fatal(err)
		}
		all = append(all, w)
	}
	return all
}

// begins opens a case and finds the form for a contact in it.
func (w *writer) begins(n int) error {
	taken, err := w.send("/cases/new", url.Values{
		"title": {fmt.Sprintf("Case %d", n)}, "begun": {"harmed"}, "sensitive": {"no"}, "gender": {"no"}, "harm": {"dispute"},
		"p1-who": {"adult"}, "p1-full": {fmt.Sprintf("Harmed %d", n)}, "p1-roles": {"harmed"}, "p2-who": {"adult"}, "p2-standing": {"principal"}, "p2-full": {fmt.Sprintf("Responsible %d", n)}, "p2-roles": {"responsible"},
	})
	if err != nil || !taken {
		return fmt.Errorf("could not open a case: %w: %s", err, w.text())
	}
	action := w.actions()
	w.kase = strings.TrimSuffix(action, "/allocate")
	if err := w.get(w.kase + "/contact"); err != nil {
		return err
	}
	w.form, err = w.linked("Harmed")
	return err
}

// actions is where the page's form to allocate leads.
func (w *writer) actions() string {
	_, after, _ := strings.Cut(w.page, `action="/cases/`)
	action, _, _ := strings.Cut(after, `"`)
	return "/cases/" + action
}

// writeOn writes notes until nobody answers any more, tells of each that the page
// said was saved, and remembers it. Where the machine is so busy that a request takes
// too long, the page says that it may not have been saved: nothing is acknowledged.
func (w *writer) writeOn(round int, saved chan<- struct{}) error {
	for n := 0; ; n++ {
		note := fmt.Sprintf("note-%d-%d-end", round, n)
		w.status = 0
		taken, err := w.send(w.form, url.Values{"reached": {"yes"}, "means": {"phone"}, "note": {note}})
		if taken {
			w.saved = append(w.saved, note) // acknowledged: the redirect came, whatever came after it
			saved <- struct{}{}
		}
		if w.status == http.StatusServiceUnavailable {
			continue
		}
		if err != nil {
			return err
		}
		if !taken {
			return fmt.Errorf("a note was not taken: %s", w.text())
		}
	}
}

// findsAll looks for every note that was acknowledged.
func (w *writer) findsAll(t *testing.T) {
	t.Helper()
	if err := w.get(w.kase + "?entries=100000"); err != nil {
		t.Fatalf("could not read the case after it was killed: %v", err)
	}
	said := w.text()
	for _, note := range w.saved {
		if !strings.Contains(said, note) {
			t.Errorf("%s was acknowledged and is lost", note)
		}
	}
}
