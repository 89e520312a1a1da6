package archtest

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

func stateRules() []rule {
	return []rule{{
		name:  "nothing happens on import",
		judge: each(judgeInit),
		breaks: []sample{
			{"internal/store/x.go", "func init() {}"},
			{"internal/store/x_test.go", "func init() {}"},
		},
		keeps: []sample{{"internal/store/x.go", "func (s store) init() {}"}},
	}, {
		name:  "package variables never change",
		judge: judgeVariables,
		breaks: []sample{
			{"internal/store/x.go", "var n = 1\nfunc f() { n = 2 }"},
			{"internal/store/x.go", "var n = 1\nfunc f() { n++ }"},
			{"internal/store/x.go", "var m = map[int]int{1: 1}\nfunc f() { m[2] = 2 }"},
			{"internal/store/x.go", "var m = map[int]int{1: 1}\nfunc f() { delete(m, 1) }"},
			{"internal/store/x.go", "var s = state{}\nfunc f() { s.n = 2 }"},
			{"internal/store/x.go", "var s = state{}\nfunc f() { g(&s) }"},
			{"internal/store/x.go", "var p = f()\nfunc g() { *p = 1 }"},
			{"internal/store/x.go", "var n = 1\nfunc f() { for n = range 3 {} }"},
			{"internal/store/x.go", "var n int"},
			{"internal/store/x.go", "import \"sync\"\nvar mu sync.Mutex"},
			{"internal/store/x.go", "import \"sync/atomic\"\nvar n = atomic.Int64{}"},
			{"internal/store/x.go", "var c = make(chan int)"},
			{"internal/store/x.go", "var m = new(state)"},
		},
		keeps: []sample{
			{"internal/store/x.go", "var n = 1\nfunc f() { n := 2; n++ }"},
			{"internal/store/x.go", "var n = 1\nfunc f(n int) { n = 2 }"},
			{"internal/store/x.go", "import \"errors\"\nvar ErrGone = errors.New(\"gone\")\nfunc f() bool { return errors.Is(nil, ErrGone) }"},
			{"internal/store/x.go", "import \"embed\"\n//go:embed migrations\nvar migrations embed.FS"},
			{"internal/store/x.go", "//archtest:zero what an erased stream folds to\nvar erased state"},
			{"internal/store/x.go", "import \"sync\"\nvar table = sync.OnceValue(func() int { return 1 })"},
			{"internal/store/x.go", "var _ reader = file{}"},
		},
	}}
}

func judgeInit(s source) []string {
	var found []string
	for _, decl := range s.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
			found = append(found, s.at(f, "func init: say it where it is needed"))
		}
	}
	return found
}

// judgeVariables finds package variables that are made to change, and where some
// package variable is changed. It goes by names: a method that changes its
// receiver is found by what the variable was made of.
func judgeVariables(files []source) []string {
	var found []string
	variables := map[string]bool{}
	declared := map[any]bool{} // the specs at package level, which a name of the same file leads to
	for _, s := range files {
		if s.generated {
			continue
		}
		for spec, comment := range packageVariables(s) {
			declared[spec] = true
			for _, name := range spec.Names {
				variables[name.Name] = name.Name != "_"
			}
			if why := changeable(spec, comment); why != "" {
				found = append(found, s.at(spec, "package variable %s %s", spec.Names[0].Name, why))
			}
		}
	}
	for _, s := range files {
		for node := range ast.Preorder(s.File) {
			for _, changed := range changes(node) {
				name := root(changed)
				if name != nil && variables[name.Name] && (name.Obj == nil || declared[name.Obj.Decl]) {
					found = append(found, s.at(changed, "changes package variable %s", name.Name))
				}
			}
		}
	}
	return found
}

// packageVariables are the variables of a file with the comments above them.
func packageVariables(s source) map[*ast.ValueSpec]string {
	specs := map[*ast.ValueSpec]string{}
	for _, decl := range s.Decls {
		group, ok := decl.(*ast.GenDecl)
		if !ok || group.Tok != token.VAR {
			continue
		}
		for _, spec := range group.Specs {
			variable := spec.(*ast.ValueSpec)
			specs[variable] = raw(group.Doc) + raw(variable.Doc)
		}
	}
	return specs
}

// raw is a comment with its directives, which Text leaves out.
func raw(group *ast.CommentGroup) string {
	var b strings.Builder
	if group != nil {
		for _, c := range group.List {
			b.WriteString(c.Text + "\n")
		}
	}
	return b.String()
}

// changeable says why a variable can only be there to change, if so.
func changeable(spec *ast.ValueSpec, comment string) string {
	if spec.Names[0].Name == "_" {
		return ""
	}
	for node := range ast.Preorder(spec) {
		switch node := node.(type) {
		case *ast.FuncLit:
			return "" // what a function makes when called is its own
		case *ast.CallExpr:
			if made, ok := node.Fun.(*ast.Ident); ok && slices.Contains([]string{"make", "new"}, made.Name) {
				return "is made empty, to be changed"
			}
		case *ast.SelectorExpr:
			if of, ok := node.X.(*ast.Ident); ok && isShared(of.Name, node.Sel.Name) {
				return "is made to be changed by several"
			}
		}
	}
	if len(spec.Values) == 0 && !strings.Contains(comment, "//go:embed ") && reason(comment, "zero") == "" {
		return "has no value; say why with //archtest:zero, if it never gets one"
	}
	return ""
}

func isShared(of, name string) bool {
	return of == "atomic" || (of == "sync" && !strings.HasPrefix(name, "Once")) || (of == "sync" && name == "Once")
}

// changes are the expressions that the statement or expression changes.
func changes(node ast.Node) []ast.Expr {
	switch node := node.(type) {
	case *ast.AssignStmt:
		if node.Tok != token.DEFINE {
			return node.Lhs
		}
	case *ast.RangeStmt:
		if node.Tok == token.ASSIGN {
			return []ast.Expr{node.Key, node.Value}
		}
	case *ast.IncDecStmt:
		return []ast.Expr{node.X}
	case *ast.UnaryExpr:
		if node.Op == token.AND {
			return []ast.Expr{node.X}
		}
	case *ast.CallExpr:
		if f, ok := node.Fun.(*ast.Ident); ok && slices.Contains([]string{"delete", "clear", "copy"}, f.Name) && len(node.Args) > 0 {
			return node.Args[:1]
		}
	}
	return nil
}

// root is the variable that an expression is part of, nil if it is none.
func root(e ast.Expr) *ast.Ident {
	for {
		switch of := e.(type) {
		case *ast.Ident:
			return of
		case *ast.IndexExpr:
			e = of.X
		case *ast.ParenExpr:
			e = of.X
		case *ast.SelectorExpr:
			e = of.X
		case *ast.SliceExpr:
			e = of.X
		case *ast.StarExpr:
			e = of.X
		default:
			return nil
		}
	}
}
