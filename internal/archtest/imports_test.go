package archtest

import (
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
)

// standard says which part of the standard library a package may use.
type standard int

const (
	pure  standard = iota // computes, and nothing else: no clock, randomness, goroutine or world
	still                 // as pure, and may share work between goroutines
	whole                 // the shell: all of it
)

// pureStandard is closed: what is not here has not been looked at.
var pureStandard = []string{
	"bytes", "cmp", "crypto/hmac", "crypto/sha256", "encoding", "encoding/base32", "encoding/base64", "encoding/binary", "encoding/hex",
	"encoding/json", "errors", "fmt", "hash", "io", "iter", "maps", "math", "math/bits", "reflect", "regexp", "slices",
	"sort", "strconv", "strings", "time", "unicode", "unicode/utf8",
}

// stillStandard is what is added for packages that are pure over bytes.
var stillStandard = []string{"context", "crypto", "crypto/ed25519", "embed", "io/fs", "path", "runtime", "sync"}

// room is a package and what it may import.
type room struct {
	std   standard
	may   map[string]string // import path, or path/... for all below it: why
	tests map[string]string // the same, for its tests besides
	suite bool              // a suite of tests for others: may what tests may
}

// rooms is the house of docs/design.md, bottom up. What is not listed fails.
var rooms = map[string]room{
	"internal/practice": {std: pure, tests: map[string]string{
		"amends/internal/profile": "plays its scripts under the profiles that are shipped",
	}},
	"internal/profile": {std: still, may: map[string]string{
		"amends/internal/practice":        "resolves files into its settings",
		"github.com/pelletier/go-toml/v2": "profiles are TOML, read strictly",
	}},
	"internal/journal": {std: still, may: map[string]string{
		"golang.org/x/mod/sumdb/note": "signed checkpoints",
		"golang.org/x/mod/sumdb/tlog": "the tree",
	}, tests: map[string]string{
		"amends/internal/journal/journaltest": "its conformance suite",
	}},
	"internal/journal/journaltest": {std: whole, suite: true, may: map[string]string{
		"amends/internal/journal":     "is its conformance suite",
		"golang.org/x/mod/sumdb/note": "re-derives checkpoints",
		"golang.org/x/mod/sumdb/tlog": "re-derives the tree",
	}},
	"internal/seal": {std: whole, may: map[string]string{
		"amends/internal/journal":     "binds what is sealed to ids and headers",
		"golang.org/x/crypto/argon2":  "passphrases; the standard library has none",
		"golang.org/x/sync/semaphore": "bounds the memory that logins take",
	}},
	"internal/store": {std: whole, may: map[string]string{
		"amends/internal/journal":         "keeps its entries, tiles and checkpoints; sealed bytes, ids and hashes alone",
		"github.com/pressly/goose/v3/...": "migrations",
		"golang.org/x/mod/sumdb/note":     "who signed a checkpoint, as a type",
		"golang.org/x/mod/sumdb/tlog":     "the tree's hashes, as types",
		"modernc.org/sqlite/...":          "the default engine, without cgo",
	}, tests: map[string]string{
		"amends/internal/journal/journaltest": "the failures that its appends have to bear",
		"amends/internal/store/storetest":     "its conformance suite",
	}},
	"internal/store/storetest": {std: whole, suite: true, may: map[string]string{
		"amends/internal/journal":             "makes entries to keep",
		"amends/internal/journal/journaltest": "checks what was kept",
		"amends/internal/store":               "is its conformance suite",
		"golang.org/x/mod/sumdb/note":         "signs the checkpoints it keeps",
	}},
	"internal/casework": {std: whole, may: map[string]string{
		"amends/internal/journal":        "signs and orders entries",
		"amends/internal/practice":       "decides by its rules",
		"amends/internal/profile":        "the settings in force",
		"amends/internal/seal":           "seals and opens",
		"amends/internal/store":          "commits and reads",
		"golang.org/x/mod/sumdb/note":    "who signed a checkpoint, as a type",
		"golang.org/x/text/unicode/norm": "passphrases are typed in more than one form",
	}, tests: map[string]string{
		"amends/internal/store/storetest": "what durable commands are measured against",
	}},
	"internal/demo": {std: whole, may: map[string]string{
		"amends/internal/casework": "makes its caseload by real commands",
		"amends/internal/practice": "the commands",
		"amends/internal/profile":  "the settings of its service",
	}},
	"internal/web": {std: whole, may: map[string]string{
		"amends/internal/casework":       "the one way in and the one way to read",
		"amends/internal/practice":       "commands and refusals, as types",
		"amends/internal/web/assets":     "style sheets and fonts",
		"amends/internal/web/ui":         "draws the pages",
		"golang.org/x/text/unicode/norm": "what is typed is kept in one normal form",
	}, tests: map[string]string{
		"amends/internal/demo":    "a caseload to look at",
		"amends/internal/profile": "the settings of a service under test",
		"amends/internal/seal":    "makes the server's key of a service under test",
		"amends/internal/store":   "opens the database that a service under test stands on",

		"amends/internal/store/storetest": "counts what a request asks of it",
	}},
	"internal/web/assets": {std: whole},
	"internal/web/ui": {std: whole, may: map[string]string{
		"github.com/a-h/templ/...": "pages are templ components",
	}, tests: map[string]string{
		"amends/internal/web/assets": "pages are looked at with their style sheets",
	}},
	"internal/e2e": {std: whole, tests: map[string]string{
		"amends/internal/casework":   "founds the service under test",
		"amends/internal/profile":    "the settings of a service under test",
		"amends/internal/seal":       "makes the server's key of a service under test",
		"amends/internal/store":      "opens the database that a service under test stands on",
		"amends/internal/web":        "the pages that are walked over",
		"amends/internal/web/assets": "their style sheets",
	}},
	"internal/archtest": {std: whole, tests: map[string]string{
		"golang.org/x/mod/modfile": "reads go.mod",
	}},
	"cmd/amends": {std: whole, may: map[string]string{
		"amends/internal/...":        "puts the program together",
		"github.com/alecthomas/kong": "commands and flags",
		"golang.org/x/term":          "asks for passphrases without showing them",
	}, tests: map[string]string{
		"golang.org/x/sync/errgroup": "writes many cases at once",
		"golang.org/x/sys/unix":      "drops a file from the file cache, and makes a terminal",
	}},
}

// testLibraries are for the tests of every package.
var testLibraries = map[string]string{
	"github.com/anishathalye/porcupine":          "linearizability",
	"github.com/chromedp/cdproto/...":            "a real browser",
	"github.com/chromedp/chromedp/...":           "a real browser",
	"github.com/google/go-cmp/...":               "differences",
	"github.com/rogpeppe/go-internal/testscript": "scripts over the program",
	"golang.org/x/net/html":                      "reads pages back",
	"golang.org/x/tools/txtar":                   "scenarios in one file",
	"pgregory.net/rapid":                         "properties",
}

func importRules() []rule {
	return []rule{{
		name:  "imports go down only",
		judge: judgeImports,
		breaks: []sample{
			{"internal/web/x.go", `import "amends/internal/store"`},
			{"internal/web/x.go", `import "amends/internal/seal"`},
			{"internal/web/x_test.go", `import "amends/internal/journal"`},
			{"internal/seal/x.go", `import "amends/internal/store"`},
			{"internal/store/x.go", `import "amends/internal/practice"`},
			{"internal/practice/x.go", `import "os"`},
			{"internal/practice/x.go", `import "sync"`},
			{"internal/practice/x.go", `import "math/rand/v2"`},
			{"internal/journal/x.go", `import "crypto/rand"`},
			{"internal/journal/x.go", `import "pgregory.net/rapid"`},
			{"internal/casework/x.go", `import . "fmt"`},
			{"internal/common/x.go", ``},
		},
		keeps: []sample{
			{"internal/web/x.go", `import ("amends/internal/casework"; "net/http")`},
			{"internal/store/x.go", `import ("modernc.org/sqlite"; _ "modernc.org/sqlite/lib"; "embed")`},
			{"internal/journal/x.go", `import ("golang.org/x/mod/sumdb/tlog"; "sync")`},
			{"internal/practice/x_test.go", `import ("os"; "pgregory.net/rapid"; "amends/internal/practice")`},
			{"cmd/amends/x.go", `import "amends/internal/store"`},
		},
	}}
}

func judgeImports(files []source) []string {
	dir := dirOf(files)
	r, listed := rooms[dir]
	if !listed {
		return []string{dir + ": no room of the house: list it with what it may import, and why"}
	}
	var found []string
	for _, s := range files {
		for _, spec := range s.Imports {
			name := strings.Trim(spec.Path.Value, `"`)
			if !r.allows(name, s.test || r.suite, module+"/"+dir) {
				found = append(found, s.at(spec, "may not import %s", name))
			}
			if spec.Name != nil && spec.Name.Name == "." {
				found = append(found, s.at(spec, "imports all names of %s as its own", name))
			}
		}
	}
	return found
}

// allows says whether a package, or its tests, may import name.
func (r room) allows(name string, test bool, self string) bool {
	if first, _, _ := strings.Cut(name, "/"); !strings.Contains(first, ".") && first != module {
		return test || r.std.has(name)
	}
	if covers(r.may, name) {
		return true
	}
	return test && (name == self || covers(testLibraries, name) || covers(r.tests, name))
}

func (s standard) has(name string) bool {
	return s == whole || slices.Contains(pureStandard, name) || (s == still && slices.Contains(stillStandard, name))
}

// covers says whether one of the paths is name, or ends in ... and is above it.
func covers(paths map[string]string, name string) bool {
	for p := range paths {
		above, all := strings.CutSuffix(p, "/...")
		if name == above || (all && strings.HasPrefix(name, above+"/")) {
			return true
		}
	}
	return false
}

func TestEveryRoomStands(t *testing.T) {
	t.Parallel()
	all := mustRead(t)
	for dir := range rooms {
		if _, stands := all.packages[dir]; !stands {
			t.Errorf("%s: no Go code there; take it out of the table", dir)
		}
	}
}

func TestEveryAllowanceHasItsReason(t *testing.T) {
	t.Parallel()
	check := func(where string, allowed map[string]string) {
		for _, p := range slices.Sorted(maps.Keys(allowed)) {
			if allowed[p] == "" {
				t.Errorf("%s: %s is allowed without a reason", where, p)
			}
			if strings.HasPrefix(p, module+"/") && path.Base(p) != "..." {
				if _, listed := rooms[strings.TrimPrefix(p, module+"/")]; !listed {
					t.Errorf("%s: %s is no room of the table", where, p)
				}
			}
		}
	}
	for dir, r := range rooms {
		check(dir, r.may)
		check(dir+" (tests)", r.tests)
	}
	check("every test", testLibraries)
}
