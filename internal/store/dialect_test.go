package store

import (
	"database/sql"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestRebind(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		``:                                 ``,
		`SELECT 1`:                         `SELECT 1`,
		`a = $1 AND b = $12`:               `a = ?1 AND b = ?12`,
		`UPDATE t SET a = $2 WHERE b=$1`:   `UPDATE t SET a = ?2 WHERE b=?1`,
		`'$1' || $1`:                       `'$1' || ?1`,
		`'it''s $1' || $2`:                 `'it''s $1' || ?2`,
		`"a$1" = $1`:                       `"a$1" = ?1`,
		"-- $1\n$1":                        "-- $1\n?1",
		`/* $1 ' */ $1`:                    `/* $1 ' */ ?1`,
		`'$1`:                              `'$1`,
		`-- $1`:                            `-- $1`,
		`/* $1`:                            `/* $1`,
		`$`:                                `$`,
		`$a $0 a$`:                         `$a $0 a$`,
		`$1$2`:                             `?1?2`,
		`a - $1 / $2`:                      `a - ?1 / ?2`,
		`SELECT '--', $1 -- it's` + "\n$2": `SELECT '--', ?1 -- it's` + "\n?2",
	} {
		if got := rebind(given); got != want {
			t.Errorf("rebind(%q) = %q, want %q", given, got, want)
		}
	}
}

// FuzzRebind: nothing changes but dollar signs, and rebinding twice is rebinding
// once.
func FuzzRebind(f *testing.F) {
	f.Add(`SELECT '$1', "$2" -- $3
		/* $4 */ FROM t WHERE a = $5`)
	f.Add(`'`)
	f.Fuzz(func(t *testing.T, statement string) {
		got := rebind(statement)
		if len(got) != len(statement) || rebind(got) != got {
			t.Fatalf("%q becomes %q", statement, got)
		}
		for i := range len(got) {
			if got[i] != statement[i] && (statement[i] != '$' || got[i] != '?') {
				t.Fatalf("%q becomes %q", statement, got)
			}
		}
	})
}

// Swapped numbers bind what they say, not what comes first.
func TestNumbersBindByNumber(t *testing.T) {
	t.Parallel()
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var first, second string
	if err := db.QueryRow(rebind(`SELECT $2, $1`), "one", "two").Scan(&first, &second); err != nil {
		t.Fatal(err)
	}
	if first != "two" || second != "one" {
		t.Errorf("$2, $1 gave %q, %q", first, second)
	}
}

// ownEngine are the files whose statements are for SQLite alone: another engine
// has files of its own for what they do.
var ownEngine = []string{"backup.go", "restore.go", "scrub.go", "page.go", "sqlite.go", "migrate.go"}

// notPortable is what one of the engines does not take, or takes otherwise.
var notPortable = map[string]*regexp.Regexp{
	"a cast by ::":         regexp.MustCompile(`::`),
	"ANY of an array":      regexp.MustCompile(`(?i)\bANY\s*\(`),
	"FOR UPDATE":           regexp.MustCompile(`(?i)\bFOR\s+UPDATE\b`),
	"a function of JSON":   regexp.MustCompile(`(?i)\bjsonb?_`),
	"LIKE without lower":   regexp.MustCompile(`(?i)\bI?LIKE\b`),
	"OR REPLACE":           regexp.MustCompile(`(?i)\bOR\s+(REPLACE|IGNORE)\b`),
	"a numberless ?":       regexp.MustCompile(`\?`),
	"PRAGMA":               regexp.MustCompile(`(?i)\bPRAGMA\b`),
	"rowid":                regexp.MustCompile(`(?i)\browid\b`),
	"every column by *":    regexp.MustCompile(`(?i)SELECT\s+\*`),
	"the clock of SQL":     regexp.MustCompile(`(?i)\b(CURRENT_TIMESTAMP|now\s*\(|datetime\s*\()`),
	"a boolean as a digit": regexp.MustCompile(`(?i)\b(held|handed|stop|erased)\s*=\s*[01]\b`),
}

var isSQL = regexp.MustCompile(`^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|WHERE|AND|FROM)\b`)

// TestPortability reads the statements out of the package's own source.
func TestPortability(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	statements := 0
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") || slices.Contains(ownEngine, name) {
			continue
		}
		for _, text := range literals(t, name) {
			if !isSQL.MatchString(text) {
				continue
			}
			statements++
			for what, pattern := range notPortable {
				if pattern.MatchString(text) {
					t.Errorf("%s: %s in %q", name, what, text)
				}
			}
		}
	}
	if statements < 50 {
		t.Errorf("found only %d statements: the lint is blind", statements)
	}
}

// literals are the string literals of a file.
func literals(t *testing.T, name string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			text, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			found = append(found, text)
		}
		return true
	})
	return found
}

// No column says what happened or to whom (P4): names are a closed list.
func TestColumnsSayNothing(t *testing.T) {
	t.Parallel()
	steps, err := migrations(migrationFiles, "migrations/sqlite")
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, step := range steps {
		text.WriteString(step.text)
	}
	allowed := map[string]bool{}
	for _, name := range strings.Fields(`version sum one service_id settings recovery fingerprint pair_1 pair_2 pair_3 case_id stream_id
		number epoch erased commitment public private position day length body level hashes size signed holder sealed snapshot_id
		arrival drop_id stop outgoing_id not_before expires held turn lease handed person name slot_id kind tries session_id begun seen form_id unsent_id`) {
		allowed[name] = true
	}
	column := regexp.MustCompile(`(?m)^    ([a-z_0-9]+) +(INTEGER|BLOB|TEXT|REAL|ANY)\b`)
	columns := column.FindAllStringSubmatch(text.String(), -1)
	if len(columns) < 80 {
		t.Errorf("found only %d columns", len(columns))
	}
	for _, c := range columns {
		if !allowed[c[1]] || c[2] != "INTEGER" && c[2] != "BLOB" {
			t.Errorf("column %s %s is not on the list", c[1], c[2])
		}
	}
}
