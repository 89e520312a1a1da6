package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// conversation asks in the terminal for what no flag has given. Without a terminal
// nobody can be asked, and what is missing is a mistake in the command.
type conversation struct {
	voice
	in       *os.File
	lines    *bufio.Reader
	terminal bool
	ended    <-chan struct{} // closed when whoever started the program ends it
}

func (p program) conversation(ended <-chan struct{}) *conversation {
	return &conversation{
		voice: p.voice, in: p.in, lines: bufio.NewReader(p.in), terminal: term.IsTerminal(int(p.in.Fd())), ended: ended,
	}
}

// errBrokenOff says that somebody ended the conversation, with Ctrl-C or Ctrl-D.
var errBrokenOff = errors.New("broken off")

// question is what is asked for, unless a flag has given it.
type question struct {
	flag, given string
	text        string
	proposal    string             // what Enter alone answers; empty for none
	optional    bool               // Enter alone leaves it out
	refuse      func(string) error // what is wrong with an answer; nil for nothing
}

// ask gives what the flag gave, or asks until the answer can be used. Blanks around
// it are not part of it.
func (c *conversation) ask(q question) (string, error) {
	given := strings.TrimSpace(q.given)
	switch {
	case given != "":
		return given, q.wrongFlag(given)
	case !c.terminal && (q.proposal != "" || q.optional):
		return q.proposal, nil
	case !c.terminal:
		return "", misuse("give --"+q.flag+", or run it in a terminal to be asked", "%s is not known", "--"+q.flag)
	}
	text := q.text
	if q.proposal != "" {
		text += " [" + q.proposal + "]"
	}
	for {
		c.prompt("%s: ", text)
		answer, err := c.line()
		if err != nil {
			return "", err
		}
		if answer == "" {
			answer = q.proposal
		}
		if answer == "" {
			if q.optional {
				return "", nil
			}
			continue
		}
		if wrong := q.wrong(answer); wrong != nil {
			c.again(wrong)
			continue
		}
		return answer, nil
	}
}

func (q question) wrong(answer string) error {
	if q.refuse == nil {
		return nil
	}
	return q.refuse(answer)
}

// wrongFlag is what is wrong with what a flag gave, nil for nothing.
func (q question) wrongFlag(given string) error {
	if wrong := q.wrong(given); wrong != nil {
		return misuse("give another --"+q.flag, "%w", wrong)
	}
	return nil
}

func (c *conversation) prompt(format string, args ...any) { _, _ = fmt.Fprintf(c.err, format, args...) }

// again says what is wrong with what was typed.
func (c *conversation) again(wrong error) { c.note("%v. Once more.", wrong) }

// line reads one line as typed.
func (c *conversation) line() (string, error) {
	line, err := c.read(func() (string, error) { return c.lines.ReadString('\n') })
	if err != nil && (line == "" || !errors.Is(err, io.EOF)) {
		return "", err
	}
	return strings.TrimSpace(line), nil
}

// read waits for what somebody types until the program is to end: a key pressed to
// end it must not wait for an answer. What is still being read is dropped with the
// program. An end of what can be typed breaks off too.
func (c *conversation) read(from func() (string, error)) (string, error) {
	type typed struct {
		text string
		err  error
	}
	came := make(chan typed, 1)
	go func() {
		text, err := from()
		came <- typed{text, err}
	}()
	select {
	case <-c.ended:
		c.note("") // the question stands on a line of its own
		return "", errBrokenOff
	case t := <-came:
		switch {
		case errors.Is(t.err, io.EOF) && t.text == "":
			c.note("")
			return "", errBrokenOff
		case t.err != nil:
			return t.text, fmt.Errorf("could not read what was typed: %w", t.err)
		}
		return t.text, nil
	}
}

// passphrase reads a new one from a file, or asks for it twice without showing it.
// An answer that refuse finds wrong is asked for again.
func (c *conversation) passphrase(file, text string, refuse func(string) error) (string, error) {
	if file != "" || !c.terminal {
		given, err := passphraseIn(file)
		if err == nil {
			err = question{flag: "passphrase-file", refuse: refuse}.wrongFlag(given)
		}
		return given, err
	}
	for {
		first, err := c.hidden(text)
		if err != nil {
			return "", err
		}
		if wrong := refuse(first); wrong != nil {
			c.again(wrong)
			continue
		}
		second, err := c.hidden("The same again")
		if err != nil {
			return "", err
		}
		if first == second {
			return first, nil
		}
		c.note("They differ. Once more.")
	}
}

// known reads a passphrase that is in use from a file, or asks for it once without
// showing it.
func (c *conversation) known(file, text string) (string, error) {
	if file != "" || !c.terminal {
		return passphraseIn(file)
	}
	return c.hidden(text)
}

// passphraseIn reads a passphrase from a file's first line.
func passphraseIn(file string) (string, error) {
	if file == "" {
		return "", misuse("give --passphrase-file FILE, or run it in a terminal to be asked", "the passphrase is not known")
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return "", misuse("give a file with the passphrase on its first line", "could not read the passphrase")
	}
	first, _, _ := strings.Cut(string(text), "\n")
	return strings.TrimSuffix(first, "\r"), nil
}

// hidden reads a line that is not shown. However it ends, the terminal shows again
// what is typed.
func (c *conversation) hidden(text string) (string, error) {
	c.prompt("%s: ", text)
	fd := int(c.in.Fd())
	shown, err := term.GetState(fd)
	if err != nil {
		return "", fmt.Errorf("could not hide what is typed: %w", err)
	}
	typed, err := c.read(func() (string, error) {
		line, err := term.ReadPassword(fd)
		return string(line), err
	})
	if err != nil {
		return "", errors.Join(err, term.Restore(fd, shown))
	}
	c.note("") // Enter was not shown either
	return typed, nil
}

// wait waits until Enter is pressed.
func (c *conversation) wait(what string) error {
	c.prompt("%s, then press Enter. ", what)
	_, err := c.line()
	return err
}

// clear takes what stands in the terminal away, and what could be scrolled back to.
func (c *conversation) clear() {
	if c.terminal {
		c.prompt("\x1b[H\x1b[2J\x1b[3J")
	}
}
