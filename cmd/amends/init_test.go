package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// custodians are the people in front of the terminal when a service is set up: they
// answer what is asked, keep the sheets they are shown, and type two of them back.
type custodians struct {
	answers map[string]string // by the beginning of the question
	shown   bytes.Buffer      // to standard output
	asked   bytes.Buffer      // to standard error
	sheets  []string
	keys    *io.PipeWriter
	wrong   bool // the first sheet is mistyped once
	twice   bool // and typed for the second too, once
}

// Write is the terminal's: what ends as a question is answered.
func (p *custodians) Write(b []byte) (int, error) {
	n, err := p.asked.Write(b)
	text := string(b)
	if strings.HasPrefix(text, "Let custodian") {
		p.sheets = append(p.sheets, sheetLinesOf(p.shown.String()))
		p.shown.Reset()
		p.types("")
	}
	for question, answer := range p.answers {
		if strings.HasPrefix(text, question) {
			p.types(answer)
		}
	}
	switch {
	case strings.HasPrefix(text, "Type the first sheet"), strings.HasPrefix(text, "Line 1, group 1"):
		p.typesSheet(p.sheets[0])
	case strings.HasPrefix(text, "Type the second sheet") && p.twice:
		p.typesSheet(p.sheets[0])
	case strings.HasPrefix(text, "Type the second sheet"), strings.HasPrefix(text, "This is not right"):
		p.typesSheet(p.sheets[2])
	}
	return n, err
}

func (p *custodians) typesSheet(sheet string) {
	if p.wrong {
		p.wrong = false
		sheet = "#" + sheet[1:]
	}
	p.types(strings.ToLower(sheet)) // in small letters: what is typed by hand is read leniently
}

// types lets the program read a line, or several, once it comes to that.
func (p *custodians) types(lines string) {
	go func() { _, _ = io.WriteString(p.keys, lines+"\n") }()
}

// TestInitTalksPeopleThrough sets a service up in a conversation, with a sheet
// mistyped and one typed twice on the way.
func TestInitTalksPeopleThrough(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	phrase := filepath.Join(dir, "phrase")
	if err := os.WriteFile(phrase, []byte(scriptPassphrase), 0o600); err != nil {
		t.Fatal(err)
	}
	keyboard, keys := io.Pipe()
	people := &custodians{keys: keys, wrong: true, twice: true, answers: map[string]string{
		"What the service is called": "Weirside", "A name for titles": "Weir", "Rules (": "", "Public word for somebody who was": "",
		"Public word for somebody who is": "", "Number that participants can ring": "", "Name of the first coordinator": "Carol Dane", "Name the coordinator signs in by": "carol",
	}}
	said := voice{out: &people.shown, err: people}
	talk := &conversation{voice: said, lines: bufio.NewReader(keyboard), terminal: true}
	f := folder{dir: filepath.Join(dir, "data"), key: filepath.Join(dir, "key")}
	c := initCommand{PassphraseFile: phrase}
	p := program{voice: said, now: time.Now}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	if err := c.setUp(ctx, p, talk, f); err != nil {
		t.Fatal(err)
	}
	if len(people.sheets) != 3 || people.sheets[0] == people.sheets[1] {
		t.Fatalf("%d sheets were handed out", len(people.sheets))
	}
	if err := c.rehearse(ctx, p, talk, f); err != nil {
		t.Fatalf("%v; asked: %s", err, people.asked.String())
	}
	server, err := f.readKey()
	if err != nil {
		t.Fatal(err)
	}
	if err := f.checkRehearsed(server); err != nil {
		t.Error(err)
	}
	asked := people.asked.String()
	if slip := strings.Index(asked, "Line 1, group 1: "); slip < 0 || slip > strings.Index(asked, "Type the second sheet") {
		t.Errorf("the mistyped sheet was not found before the second was asked for: %s", asked)
	}
	if !strings.Contains(asked, "it is the sheet that was typed before") {
		t.Errorf("one sheet was taken for two: %s", asked)
	}
	if !strings.Contains(people.shown.String(), "set up") {
		t.Errorf("it ended with %q", people.shown.String())
	}
	// Between custodians the terminal is wiped: one does not see another's sheet.
	if strings.Count(asked, "\x1b[2J") < 5 {
		t.Error("a sheet was left standing in the terminal")
	}
}
