package archtest

import (
	"go/ast"
	"go/token"
	"strings"
)

func docRules() []rule {
	return []rule{{
		name:   "every package says what it is",
		judge:  judgePackageDoc,
		breaks: []sample{{"internal/web/x.go", "package web"}, {"cmd/amends/x.go", "// Copyright\n\npackage main"}},
		keeps: []sample{
			{"internal/web/x.go", "// Package web serves the pages.\npackage web"},
			{"cmd/amends/main.go", "// Command amends is the program.\npackage main"},
		},
	}, {
		name:  "every exported name is explained",
		judge: each(judgeDoc),
		breaks: []sample{
			{"internal/web/x.go", "func Serve() {}"},
			{"internal/web/x.go", "type Server struct{}"},
			{"internal/web/x.go", "// Server serves.\ntype Server struct{}\nfunc (s *Server) Close() {}"},
			{"internal/web/x.go", "// List lists.\ntype List[T any] struct{}\nfunc (l List[T]) Len() int { return 0 }"},
			{"internal/web/x.go", "func (A) Name() string { return a }\nfunc (B) Name() string { return b }"},
			{"internal/web/x.go", "// A.\nfunc (A) Name() string { return a }\n\nfunc (B) Name() string { return b }"},
			{"internal/web/x.go", "const Max = 1"},
			{"internal/web/x.go", "var (\n\tErrA = a\n)"},
			{"internal/web/x.go", "// Server serves.\ntype Server interface { run() }\nvar Default Server"},
		},
		keeps: []sample{
			{"internal/web/x.go", "// Serve serves.\nfunc Serve() {}"},
			{"internal/web/x.go", "type server struct{}\nfunc (s *server) Close() {}"},
			{"internal/web/x.go", "// The limits.\nconst (\n\tMax = 1\n\tMin = 0\n)"},
			{"internal/web/x.go", "const (\n\tMax = 1 // the most\n)"},
			{"internal/web/x.go", "// The names.\nfunc (A) Name() string { return a }\nfunc (B) Name() string { return b }"},
			{"internal/web/x_test.go", "func TestX(t *testing.T) {}"},
		},
	}}
}

func judgePackageDoc(files []source) []string {
	for _, s := range files {
		if s.Doc != nil && (strings.HasPrefix(s.Doc.Text(), "Package ") || strings.HasPrefix(s.Doc.Text(), "Command ")) {
			return nil
		}
	}
	return []string{dirOf(files) + ": no file has a package comment"}
}

func judgeDoc(s source) []string {
	if s.test {
		return nil
	}
	var found []string
	for i, decl := range s.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			if decl.Doc == nil && decl.Name.IsExported() && receives(decl) && !continues(s, s.Decls, i) {
				found = append(found, s.at(decl, "%s is not explained", decl.Name.Name))
			}
		case *ast.GenDecl:
			if decl.Tok != token.IMPORT && decl.Doc == nil {
				found = append(found, judgeSpecs(s, decl.Specs)...)
			}
		}
	}
	return found
}

// continues says whether a function of one line stands right below another: a
// table of them has one comment, as a group of constants has.
func continues(s source, decls []ast.Decl, i int) bool {
	if i == 0 || s.lines(decls[i]) > 1 || s.lines(decls[i-1]) > 1 {
		return false
	}
	_, table := decls[i-1].(*ast.FuncDecl)
	return table && s.set.Position(decls[i].Pos()).Line == s.set.Position(decls[i-1].End()).Line+1
}

// judgeSpecs looks at what is declared without a comment above the whole.
func judgeSpecs(s source, specs []ast.Spec) []string {
	var found []string
	for _, spec := range specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			if spec.Name.IsExported() && spec.Doc == nil && spec.Comment == nil {
				found = append(found, s.at(spec, "%s is not explained", spec.Name.Name))
			}
		case *ast.ValueSpec:
			if spec.Names[0].IsExported() && spec.Doc == nil && spec.Comment == nil {
				found = append(found, s.at(spec, "%s is not explained", spec.Names[0].Name))
			}
		}
	}
	return found
}

// receives says whether others can name what the function belongs to: nothing, or
// an exported type.
func receives(f *ast.FuncDecl) bool {
	if f.Recv == nil {
		return true
	}
	of := f.Recv.List[0].Type
	if pointer, ok := of.(*ast.StarExpr); ok {
		of = pointer.X
	}
	switch generic := of.(type) {
	case *ast.IndexExpr:
		of = generic.X
	case *ast.IndexListExpr:
		of = generic.X
	}
	name, ok := of.(*ast.Ident)
	return ok && name.IsExported()
}
