package seal

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func aSheet(custodian int) sheet {
	s := sheet{custodian: custodian, service: serviceTag(service)}
	must(fixed(byte(custodian)).Read(s.share[:]))
	return s
}

// place is where letter i of the eighty stands.
func place(i int) (line, group int) {
	return i/groupSize/lineGroups + 1, i/groupSize%lineGroups + 1
}

// letters are the eighty without spaces.
func letters(s sheet) string { return strings.Join(strings.Fields(s.String()), "") }

// grouped puts spaces and lines where the printed sheet has them.
func grouped(letters string) string {
	var out strings.Builder
	for i, r := range letters {
		switch {
		case i == 0 || i%groupSize != 0:
		case i%(groupSize*lineGroups) == 0:
			out.WriteByte('\n')
		default:
			out.WriteByte(' ')
		}
		out.WriteRune(r)
	}
	return out.String()
}

// wrongAt checks that a sheet is refused, and for the group that is wrong.
func wrongAt(t *testing.T, typed string, line, group int, what string) {
	t.Helper()
	_, err := parseSheet(typed)
	if err == nil {
		t.Fatalf("%s: not noticed", what)
	}
	if err.Line != line || err.Group != group {
		t.Fatalf("%s in line %d, group %d: found in line %d, group %d", what, line, group, err.Line, err.Group)
	}
}

func TestSheetsComeBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := sheet{custodian: rapid.IntRange(1, 3).Draw(t, "custodian")}
		copy(s.service[:], rapid.SliceOfN(rapid.Byte(), sheetTag, sheetTag).Draw(t, "service"))
		copy(s.share[:], rapid.SliceOfN(rapid.Byte(), keySize, keySize).Draw(t, "share"))
		text := s.String()
		if strings.ContainsAny(text, "ILOUilou") {
			t.Fatalf("sheet with letters that are mistaken for others: %s", text)
		}
		for _, typed := range []string{
			text, letters(s), strings.ToLower(text), strings.ReplaceAll(text, " ", "-"), "\r\n " + text + "\n",
			strings.NewReplacer("0", "o", "1", "l", "V", "u").Replace(text),
		} {
			if got, err := parseSheet(typed); err != nil || got != s {
				t.Fatalf("typed as %q: %v", typed, err)
			}
		}
	})
}

func TestSheetLooksAsPrinted(t *testing.T) {
	t.Parallel()
	lines := strings.Split(aSheet(1).String(), "\n")
	if len(lines) != 4 {
		t.Fatalf("%d lines", len(lines))
	}
	for _, line := range lines {
		if len(line) != 4*5+3 || len(strings.Fields(line)) != 4 {
			t.Errorf("line %q", line)
		}
	}
	if strings.Join(lines, "\n") != grouped(letters(aSheet(1))) {
		t.Error("the test groups sheets in another way")
	}
}

// Every wrong letter at every place is found at its place, whether the sheet was
// typed with spaces or without.
func TestEveryWrongLetterIsFound(t *testing.T) {
	t.Parallel()
	right := letters(aSheet(2))
	for i := range right {
		line, group := place(i)
		for _, letter := range sheetLetters + "!?" {
			if byte(letter) == right[i] {
				continue
			}
			wrong := right[:i] + string(letter) + right[i+1:]
			wrongAt(t, wrong, line, group, "a wrong letter")
			wrongAt(t, grouped(wrong), line, group, "a wrong letter")
		}
	}
}

func TestNeighboursTheWrongWayRoundAreFound(t *testing.T) {
	t.Parallel()
	for custodian := 1; custodian <= 3; custodian++ {
		right := letters(aSheet(custodian))
		for i := range len(right) - 1 {
			if right[i] == right[i+1] {
				continue
			}
			// Across two groups both are wrong, and the first is named.
			line, group := place(i)
			swapped := right[:i] + right[i+1:i+2] + right[i:i+1] + right[i+2:]
			wrongAt(t, swapped, line, group, "two letters the wrong way round")
		}
	}
}

func TestGroupsTheWrongWayRoundAreFound(t *testing.T) {
	t.Parallel()
	groups := strings.Fields(aSheet(1).String())
	for i := range groups {
		for j := range i {
			if groups[i] == groups[j] {
				continue
			}
			swapped := append([]string(nil), groups...)
			swapped[i], swapped[j] = swapped[j], swapped[i]
			wrongAt(t, strings.Join(swapped, " "), j/lineGroups+1, j%lineGroups+1, "two groups the wrong way round")
		}
	}
}

func TestMissingAndDoubledLettersAreFound(t *testing.T) {
	t.Parallel()
	groups := strings.Fields(aSheet(3).String())
	for i, group := range groups {
		line, n := i/lineGroups+1, i%lineGroups+1
		for typed, what := range map[string]string{
			group[1:]:             "a letter left out",
			group + group[4:]:     "a letter typed twice",
			group[:2]:             "half a group",
			group + groups[0][1:]: "two groups run together",
		} {
			wrong := append([]string(nil), groups...)
			wrong[i] = typed
			wrongAt(t, strings.Join(wrong, " "), line, n, what)
		}
	}
	wrongAt(t, strings.Join(groups[:15], " "), 0, 0, "a group left out at the end")
	wrongAt(t, strings.Join(append(groups, groups[0]), " "), 0, 0, "a group too many")
	wrongAt(t, "", 0, 0, "nothing typed")
}

// Two mistakes may cancel out in a group's own check, one time in 32; then the
// whole sheet's checksum finds them.
func TestSlipsThatPassTheirGroupAreRefused(t *testing.T) {
	t.Parallel()
	right := aSheet(1)
	for n := range sheetGroups {
		raw := right.bytes()
		symbols := groupSymbols(raw, n)
		symbols[0] ^= 1
		forged := []byte{}
		for _, s := range append(symbols, groupCheck(n, symbols)) {
			forged = append(forged, sheetLetters[s])
		}
		all := []byte(letters(right))
		copy(all[n*groupSize:], forged)
		if _, err := parseSheet(string(all)); err == nil {
			t.Errorf("a forged group %d passed", n+1)
		}
	}
}

func TestSheetErrorsSayWhereAndHoldNothing(t *testing.T) {
	t.Parallel()
	r := must(NewRecovery(fixed(1), service))
	sheets := r.Sheets()
	wrong := sheets[1][:30] + "?" + sheets[1][31:]
	_, err := OpenRecovery(service, r.Pairs(), sheets[0], wrong)
	var at *SheetError
	if !errors.As(err, &at) || *at != (SheetError{2, 2, 2, at.Problem}) {
		t.Fatalf("got %v", err)
	}
	if err.Error() != "could not read sheet 2: line 2, group 2: a character that is on no sheet" {
		t.Errorf("says %q", err)
	}
	for _, group := range strings.Fields(sheets[1]) {
		if strings.Contains(err.Error(), group) {
			t.Error("the error holds some of the sheet")
		}
	}
}

func FuzzParseSheet(f *testing.F) {
	for custodian := 1; custodian <= 3; custodian++ {
		f.Add(aSheet(custodian).String())
		f.Add(letters(aSheet(custodian)))
	}
	f.Fuzz(func(t *testing.T, typed string) {
		s, err := parseSheet(typed)
		if err != nil {
			return
		}
		read := []byte(strings.Join(strings.FieldsFunc(typed, isSeparator), ""))
		for i := range read {
			read[i] = readAs(read[i])
		}
		if string(read) != letters(s) {
			t.Errorf("%q reads as %q", typed, s.String())
		}
	})
}
