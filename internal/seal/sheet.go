package seal

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"

	"amends/internal/journal"
)

// A sheet is 40 bytes: version and custodian in one, the tag of the service, the
// share, a checksum. In letters that is sixteen groups of four, and each group is
// followed by a fifth letter that checks it, so that a slip of the finger is
// found where it is. Four groups make a line.
const (
	sheetTag    = 4
	sheetSum    = 3
	sheetBytes  = 1 + sheetTag + keySize + sheetSum
	groupSize   = 5
	sheetGroups = sheetBytes * 8 / 5 / (groupSize - 1)
	lineGroups  = 4
)

// sheetLetters is Crockford's base 32: no I, L, O or U, which are read as 1, 1, 0
// and V.
const sheetLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// SheetError says what is wrong with a sheet as typed. It holds nothing of what
// was typed.
type SheetError struct {
	Sheet   int    // 1 or 2: the first sheet typed, or the second
	Line    int    // 1 to 4; 0 if no one place is wrong
	Group   int    // within the line, 1 to 4
	Problem string // what is wrong there
}

// Error names sheet and place.
func (e *SheetError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("could not read sheet %d: %s", e.Sheet, e.Problem)
	}
	return fmt.Sprintf("could not read sheet %d: line %d, group %d: %s", e.Sheet, e.Line, e.Group, e.Problem)
}

func (e *SheetError) of(which int) *SheetError {
	return &SheetError{which, e.Line, e.Group, e.Problem}
}

func wrongGroup(n int, problem string) *SheetError {
	return &SheetError{Line: n/lineGroups + 1, Group: n%lineGroups + 1, Problem: problem}
}

// sheet is one custodian's share, and whose and which service's it is.
type sheet struct {
	custodian int
	service   [sheetTag]byte
	share     [keySize]byte
}

// serviceTag tells sheets of different services apart. The whole id is in the
// key that the sheet helps to make.
func serviceTag(service journal.ID) [sheetTag]byte {
	sum := digest(labelSheetService.bind(service[:]))
	return [sheetTag]byte(sum[:])
}

func (s sheet) bytes() []byte {
	out := append([]byte{version<<4 | byte(s.custodian)}, s.service[:]...)
	out = append(out, s.share[:]...)
	sum := digest(labelSheetSum.bind(out))
	return append(out, sum[:sheetSum]...)
}

// String writes the sheet as it is printed: four lines of four groups.
func (s sheet) String() string {
	raw := s.bytes()
	var out strings.Builder
	for n := range sheetGroups {
		symbols := groupSymbols(raw, n)
		for _, symbol := range append(symbols, groupCheck(n, symbols)) {
			out.WriteByte(sheetLetters[symbol])
		}
		switch {
		case n == sheetGroups-1:
		case n%lineGroups == lineGroups-1:
			out.WriteByte('\n')
		default:
			out.WriteByte(' ')
		}
	}
	return out.String()
}

// groupSymbols takes the n-th twenty bits as four symbols of five.
func groupSymbols(raw []byte, n int) []byte {
	var window [8]byte
	copy(window[:], raw[n*20/8:min(len(raw), n*20/8+3)])
	bits := binary.BigEndian.Uint64(window[:]) << (n * 20 % 8)
	symbols := make([]byte, groupSize-1)
	for i := range symbols {
		symbols[i] = byte(bits >> (59 - 5*i) & 31)
	}
	return symbols
}

// groupCheck is the check symbol of the n-th group: the sum over GF(32) of its
// symbols, the i-th times x to the i+1, and of the group's number. Any one wrong
// letter changes it, and so do two neighbours, or two whole groups, the wrong way
// round.
func groupCheck(n int, symbols []byte) byte {
	sum := byte(n)
	for i, s := range symbols {
		for range i + 1 {
			s = timesX(s)
		}
		sum ^= s
	}
	return sum
}

// timesX multiplies by x in GF(32), modulo x^5 + x^2 + 1.
func timesX(a byte) byte {
	a <<= 1
	if a&32 != 0 {
		a ^= 32 | 4 | 1
	}
	return a
}

// parseSheet reads a sheet as typed: in any case, with any spaces, dashes or line
// ends between groups, or none.
func parseSheet(typed string) (sheet, *SheetError) {
	groups := splitSheet(typed)
	raw := make([]byte, 0, sheetBytes)
	var bits uint64
	for n, group := range groups[:min(len(groups), sheetGroups)] {
		symbols, err := parseGroup(n, group)
		if err != nil {
			return sheet{}, err
		}
		for _, s := range symbols {
			bits = bits<<5 | uint64(s)
		}
		// Two groups are five whole bytes.
		if n%2 == 1 {
			raw = append(raw, binary.BigEndian.AppendUint64(nil, bits<<24)[:5]...)
		}
	}
	if len(groups) != sheetGroups {
		return sheet{}, &SheetError{Problem: fmt.Sprintf("%d groups where there are %d", len(groups), sheetGroups)}
	}
	return sheetOf(raw)
}

// splitSheet finds the groups: by counting, or, where somebody left letters out
// or typed them twice, by the spaces they typed, so that the group is found.
func splitSheet(typed string) []string {
	fields := strings.FieldsFunc(typed, isSeparator)
	all := strings.Join(fields, "")
	if len(fields) > 1 && len(all) != sheetGroups*groupSize {
		return fields
	}
	var groups []string
	for chunk := range slices.Chunk([]byte(all), groupSize) {
		groups = append(groups, string(chunk))
	}
	return groups
}

// parseGroup reads one group and checks it.
func parseGroup(n int, group string) ([]byte, *SheetError) {
	if len(group) != groupSize {
		return nil, wrongGroup(n, fmt.Sprintf("%d letters where there are %d", len(group), groupSize))
	}
	symbols := make([]byte, groupSize)
	for i := range symbols {
		symbol := strings.IndexByte(sheetLetters, readAs(group[i]))
		if symbol < 0 {
			return nil, wrongGroup(n, "a character that is on no sheet")
		}
		symbols[i] = byte(symbol)
	}
	symbols, check := symbols[:groupSize-1], symbols[groupSize-1]
	if groupCheck(n, symbols) != check {
		return nil, wrongGroup(n, "mistyped")
	}
	return symbols, nil
}

// readAs takes small letters for large, and the letters that are on no sheet for
// what they look like.
func readAs(letter byte) byte {
	if letter >= 'a' && letter <= 'z' {
		letter -= 'a' - 'A'
	}
	switch letter {
	case 'O':
		return '0'
	case 'I', 'L':
		return '1'
	case 'U':
		return 'V'
	}
	return letter
}

// sheetOf reads the forty bytes, refusing all that bytes would not write.
func sheetOf(raw []byte) (sheet, *SheetError) {
	s := sheet{
		custodian: int(raw[0] & 15),
		service:   [sheetTag]byte(raw[1:]),
		share:     [keySize]byte(raw[1+sheetTag:]),
	}
	if raw[0]>>4 != version {
		return sheet{}, &SheetError{Problem: "it was made by a newer program, or is no sheet"}
	}
	if s.custodian < 1 || s.custodian > 3 || !bytes.Equal(s.bytes(), raw) {
		return sheet{}, &SheetError{Problem: "more than one letter is mistyped"}
	}
	return s, nil
}
