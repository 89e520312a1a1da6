package archtest

import (
	"go/ast"
	"strings"
	"testing"
)

// The hard lines of CONTRIBUTING.md; what is below them is a reviewer's question.
const (
	maxFunction = 80  // lines
	maxFile     = 700 // lines
	askFile     = 450 // lines
	maxNesting  = 4   // branches and loops inside one another
)

func sizeRules() []rule {
	return []rule{{
		name:   "functions are read in one go",
		judge:  each(judgeFunctions),
		breaks: []sample{{"internal/web/x.go", "func f() {\n" + strings.Repeat("f()\n", maxFunction-1) + "}"}},
		keeps:  []sample{{"internal/web/x.go", "func f() {\n" + strings.Repeat("f()\n", maxFunction-2) + "}"}},
	}, {
		name:   "files are read in one sitting",
		judge:  each(judgeFiles),
		breaks: []sample{{"internal/web/x.go", strings.Repeat("\n", maxFile) + "func f() {}"}},
		keeps:  []sample{{"internal/web/x.go", strings.Repeat("\n", maxFile-2) + "func f() {}"}},
	}, {
		name:  "nothing is nested deeply",
		judge: each(judgeNesting),
		breaks: []sample{
			{"internal/web/x.go", "func f() { for { if a { switch { case b: for { if c {} } } } } }"},
		},
		keeps: []sample{
			{"internal/web/x.go", "func f() { for { if a { switch { case b: if c {} } } } }"},
			{"internal/web/x.go", "func f() { if a {} else if b {} else if c {} else if d {} else if e {} else if g {} }"},
			{"internal/web/x.go", "func f() { for { for { for { g(func() { if a { if b {} } }) } } } }"},
		},
	}}
}

func judgeFunctions(s source) []string {
	var found []string
	for _, decl := range s.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok && s.lines(f) > maxFunction {
			found = append(found, s.at(f, "%s has %d lines, at most %d", f.Name.Name, s.lines(f), maxFunction))
		}
	}
	return found
}

func (s source) length() int { return s.set.File(s.FileStart).LineCount() }

func judgeFiles(s source) []string {
	if s.length() > maxFile {
		return []string{s.at(s.Name, "%d lines, at most %d", s.length(), maxFile)}
	}
	return nil
}

func judgeNesting(s source) []string {
	var found []string
	for _, decl := range s.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		deepest := 0
		ast.Walk(nesting{deepest: &deepest}, f)
		if deepest > maxNesting {
			found = append(found, s.at(f, "%s is nested %d deep, at most %d", f.Name.Name, deepest, maxNesting))
		}
	}
	return found
}

// nesting measures how deep branches and loops lie in one another. A function
// literal starts afresh, and else if is no deeper than its if.
type nesting struct {
	depth   int
	chained ast.Stmt // the else of the if above
	deepest *int
}

// Visit counts the node and goes on below it.
func (n nesting) Visit(node ast.Node) ast.Visitor {
	chained := n.chained
	n.chained = nil
	switch node := node.(type) {
	case *ast.FuncLit:
		n.depth = 0
	case *ast.IfStmt:
		if ast.Stmt(node) != chained {
			n.depth++
		}
		n.chained = node.Else
	case *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
		n.depth++
	}
	*n.deepest = max(*n.deepest, n.depth)
	return n
}

// TestSizesAreReported shows with -v which files a reviewer should ask about.
func TestSizesAreReported(t *testing.T) {
	t.Parallel()
	all := mustRead(t)
	files := 0
	for _, dir := range all.dirs() {
		for _, s := range all.packages[dir] {
			files++
			if !s.generated && s.length() > askFile {
				t.Logf("%s has %d lines", s.path, s.length())
			}
		}
	}
	if files == 0 {
		t.Error("no Go code was found")
	}
}
