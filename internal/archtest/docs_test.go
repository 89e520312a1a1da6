package archtest

import (
	"go/ast"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

// claims is a document that names tests: what it says of whom we defend against is
// worth as much as they are.
const claims = "docs/threats.md"

// document is a kind of thing that documents say and the repository can answer for.
type document struct {
	name   string
	judge  func(t tree, file, text string) []string
	breaks []sample // one finding in each; code is the text
	keeps  []sample
}

func documents() []document {
	return []document{{
		name:  "links lead somewhere",
		judge: judgeLinks,
		breaks: []sample{
			{"docs/x.md", "see [this](nowhere.md)"},
			{"README.md", "see [this](docs/design.md#a-heading-that-is-not-there)"},
			{"README.md", "see [this](#nor-this)"},
			{"README.md", "![a picture](docs/nothing.png)"},
		},
		keeps: []sample{
			{"docs/x.md", "see [this](design.md#the-promises), [that](../README.md), [her](https://example.com/x) and [me](#here)\n\n## Here\n"},
			{"README.md", "![a picture](docs/case.png)\n\n    [not](this.md)\n"},
		},
	}, {
		name:  "commands and flags are those of the program",
		judge: judgeFlags,
		breaks: []sample{
			{"README.md", "Run `amends server`."},
			{"README.md", "    amends verify --data DIR --fast    # quickly"},
			{"README.md", "```\ngo run ./cmd/amends demo --people 3\n```"},
			{"README.md", "`amends backup --key FILE`"},
		},
		keeps: []sample{
			{"README.md", "    amends serve --data DIR --key FILE --tls-cert FILE    # see --this\n\n`amends demo --listen 127.0.0.1:0`; `go run ./cmd/amends demo`\n\n    cmd/amends    the program\n"},
			{"README.md", "`amends --help` and `amends-server-key`"},
		},
	}, {
		name:   "files that are named are there",
		judge:  judgeNamedFiles,
		breaks: []sample{{"docs/x.md", "begin at `nothing_here.go`"}, {"docs/x.md", "see `nothing_*.go`"}, {"docs/x.md", "see `journaltest/gate.go`"}},
		keeps:  []sample{{"docs/x.md", "`gate.go`, `gate_*.go`, `ui/case.templ`, `practice/gate.go` and `amends.db`"}},
	}, {
		name:  "every test that is named exists",
		judge: judgeNamedTests,
		breaks: []sample{
			{claims, "| a | b | `seal.TestNothingOfTheKind` |"},
			{claims, "| a | b | `nowhere.TestVectors` |"},
			{claims, "| a | b | `amends.TestScripts/nothing` |"},
		},
		keeps: []sample{{claims, "| a | b | `seal.TestVectors` `web/ui.TestWeight` `amends.TestScripts/verify` `storetest.x` |"}},
	}, {
		name:   "every claim says what holds it",
		judge:  judgeClaims,
		breaks: []sample{{claims, "| what | | held by |\n|---|---|---|\n| a | b | |\n"}, {claims, "| a | held by |\n|---|---|\n| x | surely |\n"}},
		keeps: []sample{{claims, "| what | | held by |\n|---|---|---|\n| a | b | `seal.TestVectors` |\n| **remains:** a | b | no test yet |\n"},
			{"docs/x.md", "| a | b |\n|---|---|\n| c | |\n"}},
	}, {
		name:   "the gate's table is the code's",
		judge:  judgeGateTable,
		breaks: []sample{{"docs/design.md", "| `prepared` | talk | x |\n" + gateInWords("prepared")}, {"docs/design.md", gateInWords("still-open")}},
		keeps:  []sample{{"docs/design.md", gateInWords("")}, {"docs/x.md", ""}},
	}}
}

func TestDocumentsAreTrue(t *testing.T) {
	t.Parallel()
	all := mustRead(t)
	for _, d := range documents() {
		t.Run(d.name, func(t *testing.T) {
			t.Parallel()
			for file, text := range all.texts {
				if path.Ext(file) != ".md" || strings.Contains(file, "testdata/") {
					continue
				}
				for _, finding := range d.judge(all, file, text) {
					t.Errorf("%s: %s", file, finding)
				}
			}
		})
	}
}

func TestEveryDocumentRuleFinds(t *testing.T) {
	t.Parallel()
	all := mustRead(t)
	for _, d := range documents() {
		for _, s := range d.breaks {
			if found := d.judge(all, s.path, s.code); len(found) != 1 {
				t.Errorf("%s: found %q, want one finding in\n%s", d.name, found, s.code)
			}
		}
		for _, s := range d.keeps {
			if found := d.judge(all, s.path, s.code); len(found) != 0 {
				t.Errorf("%s: found %q in\n%s", d.name, found, s.code)
			}
		}
	}
}

var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// judgeLinks follows what leads within the repository, headings included.
func judgeLinks(t tree, file, text string) []string {
	var found []string
	for _, m := range link.FindAllStringSubmatch(prose(text), -1) {
		target, anchor, _ := strings.Cut(m[1], "#")
		if strings.Contains(target, ":") {
			continue
		}
		to, within := file, text
		if target != "" {
			to = path.Join(path.Dir(file), target)
			within = t.texts[to]
		}
		if _, err := os.Stat(filepath.Join("..", "..", filepath.FromSlash(to))); target != "" && err != nil {
			found = append(found, "a link leads to "+to+", which is not there")
		} else if anchor != "" && !slices.Contains(anchors(within), anchor) {
			found = append(found, "a link leads to a heading that is not there: "+m[1])
		}
	}
	return found
}

// prose is a document without its blocks of code.
func prose(text string) string {
	var out strings.Builder
	fenced := false
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "```") {
			fenced = !fenced
		} else if !fenced && !strings.HasPrefix(line, "    ") {
			out.WriteString(line)
		}
	}
	return out.String()
}

// anchors are what the headings of a document are linked by.
func anchors(text string) []string {
	var all []string
	for line := range strings.Lines(text) {
		if title := strings.TrimLeft(line, "#"); title != line && strings.HasPrefix(title, " ") {
			all = append(all, strings.Map(func(r rune) rune {
				switch {
				case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '_':
					return unicode.ToLower(r)
				case r == ' ':
					return '-'
				}
				return -1
			}, strings.TrimSpace(title)))
		}
	}
	return all
}

var (
	spans  = regexp.MustCompile("`([^`\n]+)`")
	called = regexp.MustCompile(`^\s*(?:go run \./cmd/amends|amends)\s+([a-z]+)\b([^#]*)`)
	flag   = regexp.MustCompile(`--([a-z][a-z-]*)`)
)

// judgeFlags holds each call of the program, in a span or on a line of its own,
// against the commands of cmd/amends.
func judgeFlags(t tree, _, text string) []string {
	commands := commandsOf(t.packages["cmd/amends"])
	var calls [][]string
	for _, span := range spans.FindAllStringSubmatch(text, -1) {
		calls = append(calls, called.FindStringSubmatch(span[1]))
	}
	for line := range strings.Lines(text) {
		if !strings.Contains(line, "`") {
			calls = append(calls, called.FindStringSubmatch(line))
		}
	}
	var found []string
	for _, call := range calls {
		if call == nil {
			continue
		}
		flags, known := commands[call[1]]
		if !known {
			found = append(found, "there is no amends "+call[1])
			continue
		}
		for _, f := range flag.FindAllStringSubmatch(call[2], -1) {
			if !slices.Contains(flags, f[1]) {
				found = append(found, "amends "+call[1]+" has no --"+f[1])
			}
		}
	}
	return found
}

// commandsOf reads the subcommands and their flags out of the structs that they are
// declared by.
func commandsOf(files []source) map[string][]string {
	structs := map[string]*ast.StructType{}
	for _, s := range files {
		for node := range ast.Preorder(s.File) {
			if spec, is := node.(*ast.TypeSpec); is {
				if fields, is := spec.Type.(*ast.StructType); is {
					structs[spec.Name.Name] = fields
				}
			}
		}
	}
	commands := map[string][]string{}
	for _, field := range fieldsOf(structs["commands"]) {
		if of, is := field.Type.(*ast.Ident); is && len(field.Names) == 1 {
			commands[kebab(field.Names[0].Name)] = flagsOf(structs, of.Name)
		}
	}
	return commands
}

func fieldsOf(s *ast.StructType) []*ast.Field {
	if s == nil {
		return nil
	}
	return s.Fields.List
}

// flagsOf are the fields of a command that have a help, and those of what it embeds.
func flagsOf(structs map[string]*ast.StructType, name string) []string {
	flags := []string{"help"}
	for _, field := range fieldsOf(structs[name]) {
		if of, is := field.Type.(*ast.Ident); is && len(field.Names) == 0 {
			flags = append(flags, flagsOf(structs, of.Name)...)
			continue
		}
		if field.Tag == nil {
			continue
		}
		tag, err := strconv.Unquote(field.Tag.Value)
		if _, has := reflect.StructTag(tag).Lookup("help"); err != nil || !has {
			continue
		}
		for _, n := range field.Names {
			flags = append(flags, kebab(n.Name))
		}
	}
	return flags
}

var hump = regexp.MustCompile(`([a-z0-9])([A-Z])|([A-Z])([A-Z][a-z])`)

// kebab spells a field as its flag: "TLSCert" is "tls-cert".
func kebab(name string) string {
	return strings.ToLower(hump.ReplaceAllString(name, "$1$3-$2$4"))
}

var sourceFile = regexp.MustCompile(`^[\w./*-]+\.(go|templ|toml|sql|txtar)$`)

// judgeNamedFiles asks that each file named in a span is one of ours, by the end of
// its path.
func judgeNamedFiles(t tree, _, text string) []string {
	var found []string
	for _, span := range spans.FindAllStringSubmatch(text, -1) {
		if !sourceFile.MatchString(span[1]) {
			continue
		}
		named := regexp.MustCompile(`(^|/)` + strings.ReplaceAll(regexp.QuoteMeta(span[1]), `\*`, `[^/]*`) + `$`)
		if !matchesAny(t, named) {
			found = append(found, "there is no "+span[1])
		}
	}
	return found
}

func matchesAny(t tree, named *regexp.Regexp) bool {
	for file := range t.texts {
		if named.MatchString(file) {
			return true
		}
	}
	return false
}

var namedTest = regexp.MustCompile("`([a-z0-9/]+)\\.((?:Test|Fuzz)\\w+)(?:/([\\w-]+))?`")

// judgeNamedTests looks for each test that the document names; a part of one is the
// name of a script.
func judgeNamedTests(t tree, _, text string) []string {
	var found []string
	for _, m := range namedTest.FindAllStringSubmatch(text, -1) {
		dir := "internal/" + m[1]
		if m[1] == "amends" {
			dir = "cmd/amends"
		}
		_, script := t.texts[dir+"/testdata/script/"+m[3]+".txt"]
		if !declares(t.packages[dir], m[2]) || m[3] != "" && !script {
			found = append(found, "there is no test "+strings.Trim(m[0], "`"))
		}
	}
	return found
}

func declares(files []source, test string) bool {
	return slices.ContainsFunc(files, func(s source) bool {
		return s.test && slices.ContainsFunc(s.Decls, func(d ast.Decl) bool {
			f, is := d.(*ast.FuncDecl)
			return is && f.Recv == nil && f.Name.Name == test
		})
	})
}

// judgeClaims asks that each row of a table which says what holds it does: a test,
// or that there is none yet.
func judgeClaims(_ tree, file, text string) []string {
	var found []string
	holds := false
	for line := range strings.Lines(text) {
		cells := cellsOf(line)
		switch {
		case cells == nil:
			holds = false
		case cells[len(cells)-1] == "held by":
			holds = true
		case !holds || strings.HasPrefix(cells[0], "--"):
		default:
			last := cells[len(cells)-1]
			if file == claims && last != "no test yet" && !namedTest.MatchString(last) {
				found = append(found, "nothing holds: "+cells[0])
			}
		}
	}
	return found
}

// cellsOf are the cells of a row, nil if the line is none.
func cellsOf(line string) []string {
	line = strings.TrimSpace(line)
	if !strings.HasPrefix(line, "|") || !strings.HasSuffix(line, "|") || len(line) < 2 {
		return nil
	}
	cells := strings.Split(line[1:len(line)-1], "|")
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	return cells
}
