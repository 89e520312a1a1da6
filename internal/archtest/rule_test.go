package archtest

import (
	"path"
	"slices"
	"strings"
	"testing"
)

// rule judges the files of one package and says where it is broken, one line each.
type rule struct {
	name   string
	judge  func(files []source) []string
	breaks []sample // each alone must be found
	keeps  []sample // nothing may be found in any
}

// sample is a file that a rule is tried on. The code needs no package clause.
type sample struct{ path, code string }

func (s sample) parse(t *testing.T) source {
	t.Helper()
	code := s.code
	if !strings.Contains(code, "package ") {
		code = "package p\n" + code
	}
	parsed, err := parse(s.path, []byte(code))
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// each makes the judge of a package out of the judge of a file. What a generator
// wrote is its affair.
func each(judge func(source) []string) func([]source) []string {
	return func(files []source) []string {
		var found []string
		for _, s := range files {
			if !s.generated {
				found = append(found, judge(s)...)
			}
		}
		return found
	}
}

// rules are all rules about Go code.
func rules() []rule {
	return slices.Concat(importRules(), clockRules(), stateRules(), sizeRules(), testRules(), docRules())
}

func TestTheCodeKeepsTheRules(t *testing.T) {
	t.Parallel()
	all := mustRead(t)
	for _, r := range rules() {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			for _, dir := range all.dirs() {
				for _, finding := range r.judge(all.packages[dir]) {
					t.Error(finding)
				}
			}
		})
	}
}

func TestEveryRuleFinds(t *testing.T) {
	t.Parallel()
	for _, r := range rules() {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			if len(r.breaks) == 0 || len(r.keeps) == 0 {
				t.Fatal("the rule is not tried on anything")
			}
			for _, s := range r.breaks {
				if found := r.judge([]source{s.parse(t)}); len(found) != 1 {
					t.Errorf("%s: found %q, want one finding in\n%s", s.path, found, s.code)
				}
			}
			for _, s := range r.keeps {
				if found := r.judge([]source{s.parse(t)}); len(found) != 0 {
					t.Errorf("%s: found %q in\n%s", s.path, found, s.code)
				}
			}
		})
	}
}

// reason is what a comment gives for an exception of this kind, empty if there is
// no such comment or no reason in it.
func reason(comment, kind string) string {
	for line := range strings.Lines(comment) {
		if after, found := strings.CutPrefix(line, "//archtest:"+kind+" "); found {
			return strings.TrimSpace(after)
		}
	}
	return ""
}

// dirOf is the folder of the files of one package.
func dirOf(files []source) string { return path.Dir(files[0].path) }
