package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"amends/internal/casework"
	"amends/internal/journal"
	"amends/internal/seal"
)

// sheetText is what a custodian is given: the sheet, and what it is for. Nothing on
// it says whose service it is to whoever finds it.
func sheetText(number int, sheet, fingerprint string, public publicKey) string {
	return fmt.Sprintf(`Custodian's sheet %d of 3

%s

Keep this on paper, where only you can get at it. Any two of the three sheets
together open everything this service holds; one alone opens nothing. Whenever
two are used, that stands in the history.

Fingerprint of the recovery key, the same on all three sheets:
%s

The journal's public key, to check the history with (amends verify --journal-key):
%s
`, number, sheet, fingerprint, public)
}

// handOut gives the sheets to their custodians, once: they are kept nowhere.
func (c *initCommand) handOut(talk *conversation, founded casework.Founded, public publicKey) error {
	for i, sheet := range founded.Sheets {
		text := sheetText(i+1, sheet, founded.Fingerprint, public)
		if c.Sheets != "" {
			if err := writeNew(sheetFile(c.Sheets, i+1), []byte(text)); err != nil {
				return err
			}
			continue
		}
		talk.clear()
		talk.say("%s", text)
		if err := talk.wait(fmt.Sprintf("Let custodian %d write this down or print it", i+1)); err != nil {
			return err
		}
	}
	talk.clear()
	if c.Sheets != "" {
		talk.note("the sheets are in %s: print them, give them to three people, and delete the files", c.Sheets)
	}
	return nil
}

func sheetFile(dir string, number int) string {
	return filepath.Join(dir, fmt.Sprintf("sheet-%d.txt", number))
}

// checkSheets sees to it that the sheets will find a place, before there are any.
func (c *initCommand) checkSheets(talk *conversation) error {
	dir := c.Sheets
	switch {
	case dir == "" && !talk.terminal:
		return misuse("give --sheets DIR, or run it in a terminal to be shown them", "there is nowhere to show the custodians' sheets")
	case dir == "":
		return nil
	}
	info, err := os.Stat(dir)
	if err != nil || !info.IsDir() || info.Mode().Perm()&0o077 != 0 {
		return misuse("make it with mkdir -m 700, or leave --sheets out to be shown the sheets", "the folder for the sheets is not there, or others may look into it")
	}
	for n := range 3 {
		if _, err := os.Lstat(sheetFile(dir, n+1)); err == nil {
			return misuse("give another folder with --sheets", "there are sheets in that folder already")
		}
	}
	return nil
}

// twoSheets gets the sheets of two custodians, out of files or as they are typed in
// the terminal, where nobody sees another's.
func (c *conversation) twoSheets(files []string, service journal.ID) (first, second string, err error) {
	switch {
	case len(files) > 0:
		return readSheets(files)
	case !c.terminal:
		return "", "", misuse("give --typed-sheets FILE,FILE, or run it in a terminal to be asked", "recovery takes two sheets")
	}
	c.note("Two of the three custodians type their sheets.")
	first, whose, err := c.sheet("first", service, 0)
	if err != nil {
		return "", "", err
	}
	second, _, err = c.sheet("second", service, whose)
	return first, second, err
}

// sheet asks for a custodian's sheet until there is no slip in it and it is not that
// of the one who has typed theirs, and says whose it is.
func (c *conversation) sheet(which string, service journal.ID, but int) (sheet string, custodian int, err error) {
	c.note("Type the %s sheet, line by line as it is printed:", which)
	for {
		if sheet, err = c.fourLines(); err != nil {
			return "", 0, err
		}
		custodian, err = seal.CheckSheet(service, sheet)
		slip, wrong := errors.AsType[*seal.SheetError](err)
		switch {
		case wrong && slip.Line > 0:
			c.note("Line %d, group %d: %s. The whole sheet once more:", slip.Line, slip.Group, slip.Problem)
		case wrong:
			c.note("This is not right: %s. The whole sheet once more:", slip.Problem)
		case err != nil:
			return "", 0, err
		case custodian == but:
			c.note("This is not right: it is the sheet that was typed before. Another custodian's:")
		default:
			c.clear()
			return sheet, custodian, nil
		}
	}
}

// sheetLines is how many lines a custodian's sheet has.
const sheetLines = 4

// fourLines reads a sheet as typed, up to an empty line or its last.
func (c *conversation) fourLines() (string, error) {
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

// aboutSheets adds what to do to a problem with typed sheets, or one of the floors below.
func aboutSheets(err error) error {
	if _, is := errors.AsType[*seal.SheetError](err); is {
		return mend(err, "give two sheets of this service as they are printed")
	}
	return explained(err)
}

// readSheets reads two sheets from files: what was printed, or the sheet's lines alone.
func readSheets(files []string) (first, second string, err error) {
	if len(files) != 2 {
		return "", "", misuse("give --typed-sheets FILE,FILE", "recovery takes two sheets")
	}
	var typed [2]string
	for i, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return "", "", misuse("give a file with the four lines of a sheet", "could not read a sheet")
		}
		typed[i] = sheetLinesOf(string(text))
	}
	return typed[0], typed[1], nil
}

// sheetLinesOf finds the sheet among what is printed around it: its lines are the
// ones of capital letters, digits and blanks alone.
func sheetLinesOf(text string) string {
	var lines []string
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.Contains(line, " ") && !strings.ContainsFunc(line, func(r rune) bool { return r != ' ' && !unicode.IsDigit(r) && !unicode.IsUpper(r) }) {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		return text // typed in small letters, say: the reader of sheets is lenient
	}
	return strings.Join(lines, "\n")
}
