package archtest

import (
	"go/ast"
	"strings"
)

func testRules() []rule {
	return []rule{{
		name:  "no test is skipped",
		judge: each(judgeSkips),
		breaks: []sample{
			{"internal/web/x_test.go", `func TestX(t *testing.T) { t.Skip("no browser") }`},
			{"internal/web/x_test.go", `func help(tb testing.TB) { tb.SkipNow() }`},
			{"internal/web/x_test.go", "import \"testing\"\nfunc help() bool { return testing.Short() }"},
		},
		keeps: []sample{
			{"internal/web/x_test.go", `func TestX(t *testing.T) { t.Fatal("no browser") }`},
			{"internal/web/x.go", `func f(r reader) { r.Skip(3) }`},
		},
	}, {
		name:  "no test sleeps",
		judge: each(judgeSleeps),
		breaks: []sample{
			{"internal/web/x_test.go", "import \"time\"\nfunc TestX(t *testing.T) { time.Sleep(1) }"},
		},
		keeps: []sample{
			{"internal/web/x_test.go", "import (\"testing/synctest\"; \"time\")\n" +
				"func TestX(t *testing.T) { synctest.Test(t, func(t *testing.T) { time.Sleep(1) }) }"},
		},
	}, {
		name:  "tests run beside one another",
		judge: each(judgeParallel),
		breaks: []sample{
			{"internal/web/x_test.go", `func TestX(t *testing.T) { run(t) }`},
			{"internal/web/x_test.go", `func TestX(t *testing.T) { t.Run("a", func(t *testing.T) { t.Parallel() }) }`},
			{"internal/web/x_test.go", "//archtest:serial\nfunc TestX(t *testing.T) { run(t) }"},
		},
		keeps: []sample{
			{"internal/web/x_test.go", `func TestX(t *testing.T) { t.Parallel(); run(t) }`},
			{"internal/web/x_test.go", "// TestX kills.\n//\n//archtest:serial measures the whole process\nfunc TestX(t *testing.T) { run(t) }"},
			{"internal/web/x_test.go", `func TestMain(m *testing.M) {}`},
			{"internal/web/x_test.go", `func (s suite) TestX(t *testing.T) { run(t) }`},
		},
	}}
}

func judgeSkips(s source) []string {
	if !s.test {
		return nil
	}
	var found []string
	for node := range ast.Preorder(s.File) {
		call, ok := node.(*ast.CallExpr)
		if !ok {
			continue
		}
		selector, ok := call.Fun.(*ast.SelectorExpr)
		if ok && (selector.Sel.Name == "Skip" || selector.Sel.Name == "SkipNow" || selector.Sel.Name == "Skipf") {
			found = append(found, s.at(call, "skips: a test that lacks something fails"))
		}
	}
	for _, use := range s.uses("testing", "Short") {
		found = append(found, s.at(use, "does less under -short: the long form is asked for, with AMENDS_LONG=1"))
	}
	return found
}

// judgeSleeps lets time.Sleep be where synctest makes the time.
func judgeSleeps(s source) []string {
	if !s.test {
		return nil
	}
	within := map[ast.Node]bool{}
	for _, made := range s.uses("testing/synctest", "Test") {
		within[made] = true
	}
	bubbles := map[ast.Node]bool{}
	var found []string
	for node := range ast.Preorder(s.File) {
		if call, ok := node.(*ast.CallExpr); ok && within[call.Fun] {
			for inner := range ast.Preorder(call) {
				bubbles[inner] = true
			}
		}
	}
	for _, use := range s.uses("time", "Sleep") {
		if !bubbles[use] {
			found = append(found, s.at(use, "sleeps: wait for what is waited for, or use testing/synctest"))
		}
	}
	return found
}

func judgeParallel(s source) []string {
	if !s.test {
		return nil
	}
	var found []string
	for _, decl := range s.Decls {
		f, ok := decl.(*ast.FuncDecl)
		if !ok || f.Recv != nil || !strings.HasPrefix(f.Name.Name, "Test") || f.Name.Name == "TestMain" {
			continue
		}
		if !callsParallel(f.Body) && reason(raw(f.Doc), "serial") == "" {
			found = append(found, s.at(f, "%s does not call t.Parallel; say why with //archtest:serial, if it cannot", f.Name.Name))
		}
	}
	return found
}

// callsParallel looks at the statements of the body itself, not inside others.
func callsParallel(body *ast.BlockStmt) bool {
	for _, statement := range body.List {
		if e, ok := statement.(*ast.ExprStmt); ok {
			if call, ok := e.X.(*ast.CallExpr); ok {
				if selector, ok := call.Fun.(*ast.SelectorExpr); ok && selector.Sel.Name == "Parallel" {
					return true
				}
			}
		}
	}
	return false
}
