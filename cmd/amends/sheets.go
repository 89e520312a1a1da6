package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"amends/internal/casework"
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

// checkSheetsFolder sees to it that the sheets will find a place, before there are any.
func checkSheetsFolder(dir string) error {
	if dir == "" {
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

// kebab writes the name of a field as its flag: "Passphrase" is passphrase-file.
func kebab(field string) string {
	if field == "Passphrase" {
		return "passphrase-file"
	}
	return strings.ToLower(field)
}

// listed writes words as a list.
func listed(words []string) string { return strings.Join(words, ", ") }
