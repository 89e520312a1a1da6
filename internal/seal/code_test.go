package seal

import (
	"bytes"
	"math"
	"regexp"
	"testing"
)

func TestCodesAreLongEnough(t *testing.T) {
	t.Parallel()
	if bits := codeDigits * math.Log2(10); bits < 50 {
		t.Errorf("a code is worth %.1f bits", bits)
	}
}

func TestNewCodesReadAloud(t *testing.T) {
	t.Parallel()
	shape := regexp.MustCompile(`^\d{4}-\d{4}-\d{4}-\d{4}$`)
	random, seen := fixed(1), map[string]bool{}
	for range 1000 {
		code := must(NewCode(random))
		if !shape.MatchString(code) {
			t.Fatalf("code %q", code)
		}
		if seen[code] {
			t.Fatalf("code %q twice", code)
		}
		seen[code] = true
		if parsed, err := ParseCode(code); err != nil || parsed != code {
			t.Fatalf("code %q reads as %q, %v", code, parsed, err)
		}
	}
}

// Over all bytes a random source can give, every digit comes out equally often.
func TestDigitsAreEquallyLikely(t *testing.T) {
	t.Parallel()
	every := make([]byte, 0, 256*codeDigits)
	for range codeDigits {
		for b := range 256 {
			every = append(every, byte(b))
		}
	}
	random, count := bytes.NewReader(every), map[rune]int{}
	for {
		code, err := NewCode(random)
		if err != nil {
			break
		}
		for _, r := range code {
			count[r]++
		}
	}
	for digit := '0'; digit <= '9'; digit++ {
		if count[digit] != count['0'] {
			t.Errorf("digit %c came %d times, 0 came %d times", digit, count[digit], count['0'])
		}
	}
}

func TestParseCode(t *testing.T) {
	t.Parallel()
	const code = "1020-3040-5060-7081"
	for _, typed := range []string{
		code, "1020304050607081", "1020 3040 5060 7081", " 1020-3040 5060\u20137081\n",
		"IO2O-3o4o-5060-708l", "10-20-30-40-50-60-70-81", "1020.3040.5060.7081", "1020\u00a03040\u00a05060\u00a07081",
	} {
		if got, err := ParseCode(typed); err != nil || got != code {
			t.Errorf("ParseCode(%q) = %q, %v", typed, got, err)
		}
	}
	for _, typed := range []string{"", "-", "1020-3040-5060-708", "1020-3040-5060-70811", "1020-3040-5060-708x", "1020/3040/5060/7081"} {
		if got, err := ParseCode(typed); err == nil {
			t.Errorf("ParseCode(%q) = %q", typed, got)
		}
	}
}

func FuzzParseCode(f *testing.F) {
	f.Add("1020-3040-5060-7081")
	f.Add("IO2O 3o4o 5060 708l")
	f.Fuzz(func(t *testing.T, typed string) {
		code, err := ParseCode(typed)
		if err != nil {
			return
		}
		if again, err := ParseCode(code); err != nil || again != code {
			t.Errorf("%q reads as %q, that as %q, %v", typed, code, again, err)
		}
	})
}
