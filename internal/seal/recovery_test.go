package seal

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

var service = idOf(1)

func TestRecoveryOpensWithAnyTwo(t *testing.T) {
	t.Parallel()
	r := must(NewRecovery(fixed(1), service))
	k := newKey(t, 1)
	wrap := must(Wrap(k, here, r.Public()))
	sheets := r.Sheets()
	for i := range sheets {
		for j := range sheets {
			id, err := OpenRecovery(service, r.Pairs(), sheets[i], sheets[j])
			if i == j {
				if err == nil {
					t.Errorf("sheet %d opened recovery alone", i+1)
				}
				continue
			}
			if err != nil {
				t.Errorf("sheets %d and %d: %v", i+1, j+1, err)
				continue
			}
			if id.Public().Fingerprint() != r.Public().Fingerprint() {
				t.Errorf("sheets %d and %d open another identity", i+1, j+1)
			}
			opensTo(t, unwrapping(id, here, k.Commit(here)), wrap, k.secret())
		}
	}
}

// One share, with the blobs and every other share guessed as what an outsider can
// know (nothing, itself, another service's), opens none of the three.
func TestOneSheetAloneOpensNothing(t *testing.T) {
	t.Parallel()
	r, other := must(NewRecovery(fixed(1), service)), must(NewRecovery(fixed(2), service))
	foreign := other.Sheets()
	for i, text := range r.Sheets() {
		mine, _ := parseSheet(text)
		for custodian := 1; custodian <= 3; custodian++ {
			if custodian == i+1 {
				continue
			}
			forged := sheet{custodian: custodian, service: mine.service, share: mine.share}
			empty := sheet{custodian: custodian, service: mine.service}
			for name, second := range map[string]string{
				"its own share again":  forged.String(),
				"an empty share":       empty.String(),
				"another recovery's":   foreign[custodian-1],
				"what is left of none": "",
			} {
				if _, err := OpenRecovery(service, r.Pairs(), text, second); err == nil {
					t.Errorf("sheet %d opened recovery with %s", i+1, name)
				}
			}
		}
	}
}

func TestRecoveryRefusesChanges(t *testing.T) {
	t.Parallel()
	r := must(NewRecovery(fixed(1), service))
	sheets := r.Sheets()
	for n, couple := range [][2]int{{0, 1}, {0, 2}, {1, 2}} {
		open := func(blob []byte) ([]byte, error) {
			pairs := r.Pairs()
			pairs[n] = blob
			id, err := OpenRecovery(service, pairs, sheets[couple[0]], sheets[couple[1]])
			if err != nil {
				return nil, err
			}
			return id.Public().Encode(), nil
		}
		opensTo(t, open, r.Pairs()[n], r.Public().Encode())
		refusesChanges(t, open, r.Pairs()[n])
		for other, blob := range r.Pairs() {
			if _, err := open(blob); other != n && err == nil {
				t.Errorf("pair %d opened in the place of pair %d", other+1, n+1)
			}
		}
	}
}

func TestSheetsAreOfOneService(t *testing.T) {
	t.Parallel()
	r := must(NewRecovery(fixed(1), service))
	sheets := r.Sheets()
	_, err := OpenRecovery(idOf(2), r.Pairs(), sheets[0], sheets[1])
	var wrong *SheetError
	if !errors.As(err, &wrong) || !strings.Contains(wrong.Problem, "another service") {
		t.Errorf("opened for another service: %v", err)
	}
	// The tag on the sheet is for people; the key itself is bound to the service.
	relabelled := func(text string) string {
		s, _ := parseSheet(text)
		s.service = serviceTag(idOf(2))
		return s.String()
	}
	if _, err := OpenRecovery(idOf(2), r.Pairs(), relabelled(sheets[0]), relabelled(sheets[1])); err == nil {
		t.Error("opened for another service with relabelled sheets")
	}
}

func TestCheckSheet(t *testing.T) {
	t.Parallel()
	r := must(NewRecovery(fixed(1), service))
	for i, text := range r.Sheets() {
		if custodian, err := CheckSheet(service, text); err != nil || custodian != i+1 {
			t.Errorf("sheet %d is %d's, %v", i+1, custodian, err)
		}
	}
	if _, err := CheckSheet(idOf(2), r.Sheets()[0]); err == nil {
		t.Error("sheet of another service passed")
	}
	if _, err := CheckSheet(service, "not a sheet"); err == nil {
		t.Error("no sheet passed")
	}
}

func TestRecoveryDrawsItsOwnKeys(t *testing.T) {
	t.Parallel()
	one, other := must(NewRecovery(fixed(1), service)), must(NewRecovery(fixed(2), service))
	seen := map[string]bool{}
	for _, r := range []Recovery{one, other} {
		for i := range 3 {
			s, _ := parseSheet(r.Sheets()[i])
			seen[string(s.share[:])] = true
			seen[string(r.Pairs()[i])] = true
		}
	}
	if len(seen) != 12 || bytes.Equal(one.Public().Encode(), other.Public().Encode()) {
		t.Error("shares or blobs repeat")
	}
}
