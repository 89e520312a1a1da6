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
}

func (p program) conversation() *conversation {
	return &conversation{voice: p.voice, in: p.in, lines: bufio.NewReader(p.in), terminal: term.IsTerminal(int(p.in.Fd()))}
}

// ask gives what the flag gave, or asks for it, offering a proposal if there is one.
func (c *conversation) ask(given, flag, question, proposal string) (string, error) {
	switch {
	case given != "":
		return given, nil
	case !c.terminal && proposal != "":
		return proposal, nil
	case !c.terminal:
		return "", misuse("give --"+flag+", or run it in a terminal to be asked", "%s is not known", "--"+flag)
	}
	for {
		if proposal != "" {
			c.prompt("%s [%s]: ", question, proposal)
		} else {
			c.prompt("%s: ", question)
		}
		line, err := c.line()
		if err != nil {
			return "", err
		}
		if line == "" {
			line = proposal
		}
		if line != "" {
			return line, nil
		}
	}
}

func (c *conversation) prompt(format string, args ...any) { _, _ = fmt.Fprintf(c.err, format, args...) }

// line reads one line as typed.
func (c *conversation) line() (string, error) {
	line, err := c.lines.ReadString('\n')
	if err != nil && (line == "" || !errors.Is(err, io.EOF)) {
		return "", fmt.Errorf("could not read what was typed: %w", err)
	}
	return strings.TrimSpace(line), nil
}

// passphrase reads a new one from a file, or asks for it twice without showing it.
func (c *conversation) passphrase(file, question string) (string, error) {
	if file != "" || !c.terminal {
		return passphraseIn(file)
	}
	for {
		first, err := c.hidden(question)
		if err != nil {
			return "", err
		}
		again, err := c.hidden("The same again")
		if err != nil {
			return "", err
		}
		if first == again {
			return first, nil
		}
		c.note("They differ. Once more.")
	}
}

// known reads a passphrase that is in use from a file, or asks for it once without
// showing it.
func (c *conversation) known(file, question string) (string, error) {
	if file != "" || !c.terminal {
		return passphraseIn(file)
	}
	return c.hidden(question)
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

func (c *conversation) hidden(question string) (string, error) {
	c.prompt("%s: ", question)
	typed, err := term.ReadPassword(int(c.in.Fd()))
	c.note("")
	if err != nil {
		return "", fmt.Errorf("could not read what was typed: %w", err)
	}
	return string(typed), nil
}

// sheetLines is how many lines a custodian's sheet has.
const sheetLines = 4

// sheet reads one custodian's sheet as typed, up to an empty line or its last.
func (c *conversation) sheet(which string) (string, error) {
	c.note("Type the %s sheet, line by line as it is printed:", which)
	var typed []string
	for len(typed) < sheetLines {
		line, err := c.line()
		if err != nil {
			return "", err
		}
		if line == "" && len(typed) > 0 {
			break
		}
		if line != "" {
			typed = append(typed, line)
		}
	}
	return strings.Join(typed, "\n"), nil
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
