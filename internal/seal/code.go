package seal

import (
	"errors"
	"fmt"
	"io"
	"strings"
)

// codeDigits is the length of a first-login code: sixteen digits are 53 bits.
// Digits alone, because codes are read out over the telephone, to people who may
// not share the reader's alphabet, and no two digits are mistaken for one another
// as letters are.
const codeDigits = 16

// NewCode draws a first-login code, four groups of four digits: it is read
// aloud or handed over, and typed once.
func NewCode(random io.Reader) (string, error) {
	digits := make([]byte, 0, codeDigits)
	var one [1]byte
	for len(digits) < codeDigits {
		if err := draw(random, one[:]); err != nil {
			return "", fmt.Errorf("could not make a code: %w", err)
		}
		// 250 to 255 would make the digits 0 to 5 likelier than the others.
		if one[0] < 250 {
			digits = append(digits, '0'+one[0]%10)
		}
	}
	return groupCode(string(digits)), nil
}

func groupCode(digits string) string {
	return digits[:4] + "-" + digits[4:8] + "-" + digits[8:12] + "-" + digits[12:]
}

// ParseCode reads a code as people type it, with or without spaces and dashes,
// with the letter O for nought and l or I for one, and gives it the way NewCode
// writes it.
func ParseCode(typed string) (string, error) {
	var digits strings.Builder
	for _, r := range typed {
		switch {
		case r >= '0' && r <= '9':
			digits.WriteRune(r)
		case strings.ContainsRune("oO", r):
			digits.WriteByte('0')
		case strings.ContainsRune("iIlL", r):
			digits.WriteByte('1')
		case !isSeparator(r):
			return "", errors.New("could not read the code: it has digits only")
		}
	}
	if digits.Len() != codeDigits {
		return "", fmt.Errorf("could not read the code: it has %d digits, not %d", codeDigits, digits.Len())
	}
	return groupCode(digits.String()), nil
}

// isSeparator says whether people put r between groups.
func isSeparator(r rune) bool {
	return strings.ContainsRune(" \t\r\n-.\u00a0\u2010\u2011\u2012\u2013", r)
}
