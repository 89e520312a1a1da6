package archtest

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/modfile"
)

// maxDependencies is how many modules the program may ask for itself.
const maxDependencies = 19

// ban is something that no file of a kind may say. The words are written in
// halves here, because this file is searched too.
type ban struct {
	name    string
	in      func(file string) bool
	hints   []string // one of them is in all that the pattern finds: it is slow over large files
	pattern *regexp.Regexp
	breaks  []string
	keeps   []string
}

// find is where the text first says it, nil if it does not.
func (b ban) find(text string) []int {
	if b.hints != nil && !slices.ContainsFunc(b.hints, func(hint string) bool { return strings.Contains(text, hint) }) {
		return nil
	}
	return b.pattern.FindStringIndex(text)
}

func bans() []ban {
	anywhere := func(string) bool { return true }
	return []ban{{
		// A lock file or script that names a registry holds for one network only:
		// each machine says where its packages come from.
		name:    "no registry is named",
		in:      anywhere,
		hints:   []string{"golang." + "org", "registry.", "debian." + "org", "pypi." + "org"},
		pattern: regexp.MustCompile(`(proxy|sum)\.golang\.` + `org|registry\.(npmjs|yarnpkg)\.|deb\.debian\.` + `org|pypi\.` + `org`),
		breaks:  []string{`"resolved": "https://registry.` + `npmjs.org/sass"`, "GOPROXY=https://proxy.golang." + "org"},
		keeps:   []string{`import "golang.org/x/mod/sumdb/tlog"`},
	}, {
		// A clone stands alone: a path out of it is somebody's own machine.
		name:    "nothing outside the repository is named",
		in:      anywhere,
		hints:   []string{"../" + "shared", "/home/", "/root/", "/work/"},
		pattern: regexp.MustCompile(`(?m)\.\./` + `shared|(^|[\s"'=:(])/(home|root|work)/[a-z.]`),
		breaks:  []string{"see ../" + "shared/design.md", "/home/" + "ada/amends"},
		keeps:   []string{"see docs/design.md", "tree/work/x", `"../ui"`},
	}, {
		// The documents have headings and no numbers: a number leads nowhere. A migration
		// stays as it was applied, comments and all.
		name:    "no document is cited by a number",
		in:      func(file string) bool { return !strings.Contains(file, "/migrations/") },
		hints:   []string{"design", "practice"},
		pattern: regexp.MustCompile(`\b(design|practice)(\.md)?,? (` + `§|section [0-9])`),
		breaks:  []string{"kept nowhere (design " + "§6)", "as practice.md " + "§1.7 says", "the table of design " + "section 4"},
		keeps:   []string{"the design. RFC 6962 §2.1", "(docs/design.md, Life of a letter)"},
	}, {
		name: "pages have no inline script or style", // they work under default-src 'none'
		in: func(file string) bool {
			return strings.HasPrefix(file, "internal/web/") && (path.Ext(file) == ".templ" || isCode(file))
		},
		pattern: regexp.MustCompile(`(?im)<script(\s[^>]*)?>\s*[^<\s]|<style\b|\sstyle=["'{]|\son[a-z]+=["'{]|` +
			`javascript:|templ\.(Raw|JSFuncCall|JSUnsafeFuncCall|ComponentScript|SafeCSS|SafeScript)\b|^(css|script)\s+\w+\(`),
		breaks: []string{
			"<script>go()</script>", `<script type="module">` + "\n go() </script>", "<style>p{}</style>", `<p style="x">`, `<p class="a" style={ x }>`,
			`<a onclick="go()">`, `<a href="javascript:go()">`, "@templ.Raw(x)", "script go() {\n}", "css red() {\n}",
		},
		keeps: []string{`<script type="module" src={ script }></script>`, `<p class="style">`, "oneMore = \"x\""},
	}}
}

// isCode says whether a file is Go code that somebody wrote and the program has.
func isCode(file string) bool {
	return path.Ext(file) == ".go" && !strings.HasSuffix(file, "_test.go") && !strings.HasSuffix(file, "_templ.go")
}

func TestNoFileSaysWhatIsBanned(t *testing.T) {
	t.Parallel()
	all := mustRead(t)
	for _, b := range bans() {
		t.Run(b.name, func(t *testing.T) {
			t.Parallel()
			for file, text := range all.texts {
				if !b.in(file) {
					continue
				}
				if at := b.find(text); at != nil {
					t.Errorf("%s:%d: %q", file, 1+strings.Count(text[:at[0]], "\n"), strings.TrimSpace(text[at[0]:at[1]]))
				}
			}
		})
	}
}

func TestEveryBanFinds(t *testing.T) {
	t.Parallel()
	for _, b := range bans() {
		for _, text := range b.breaks {
			if b.find(text) == nil {
				t.Errorf("%s: not found in %s", b.name, text)
			}
		}
		for _, text := range b.keeps {
			if b.find(text) != nil {
				t.Errorf("%s: found in %s", b.name, text)
			}
		}
	}
}

func TestDependenciesAreFew(t *testing.T) {
	t.Parallel()
	mod, err := modfile.Parse("go.mod", []byte(mustRead(t).texts["go.mod"]), nil)
	if err != nil {
		t.Fatal(err)
	}
	if mod.Module == nil || mod.Module.Mod.Path != module {
		t.Fatalf("go.mod is not that of %s", module)
	}
	var direct []string
	for _, r := range mod.Require {
		if !r.Indirect {
			direct = append(direct, r.Mod.Path)
		}
	}
	if len(direct) > maxDependencies {
		t.Errorf("%d direct dependencies, at most %d: %s", len(direct), maxDependencies, strings.Join(direct, ", "))
	}
	if len(mod.Replace) > 0 {
		t.Error("go.mod replaces a module: a clone would not build what is published")
	}
}

// licences are those that the program, under the Apache License, may carry; tests
// may use MPL-2.0 besides, since they are passed on as source.
var licences = []string{"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT"}

func TestNoticeNamesTheLicenceOfEveryModule(t *testing.T) {
	t.Parallel()
	all := mustRead(t)
	mod, err := modfile.Parse("go.mod", []byte(all.texts["go.mod"]), nil)
	if err != nil {
		t.Fatal(err)
	}
	program, tests, split := strings.Cut(all.texts["NOTICE"], "\nIn its tests alone\n")
	if !split {
		t.Fatal("NOTICE does not say what is in tests alone")
	}
	for _, r := range mod.Require {
		if !names(program, r.Mod.Path, licences) && !names(tests, r.Mod.Path, append([]string{"MPL-2.0"}, licences...)) {
			t.Errorf("NOTICE does not name %s with a licence that may be carried", r.Mod.Path)
		}
	}
}

// names says whether a line of the notice is one of the licences and the module.
func names(notice, module string, licences []string) bool {
	for line := range strings.Lines(notice) {
		if words := strings.Fields(line); len(words) == 2 && words[1] == module && slices.Contains(licences, words[0]) {
			return true
		}
	}
	return false
}
