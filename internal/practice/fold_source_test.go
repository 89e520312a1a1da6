package practice

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
)

// Every event is folded by the fold of its home: read from the sources, because a fold
// that forgets one compiles. That every event of the case is told is the pages' to hold.
func TestNoEventIsForgotten(t *testing.T) {
	t.Parallel()
	folds := map[HomeKind][]string{
		InCase: {"evolve.go", "evolve_people.go", "evolve_gate.go", "evolve_crossing.go"}, InBox: {"evolve_box.go"},
		InFile: {"file.go"}, InFacts: {"file.go"}, InContent: {"content.go"}, InLooks: {"content.go"},
	}
	for _, e := range samples {
		name, home := reflect.TypeOf(e).Name(), e.Home().Kind
		if !slices.Contains(handled(t, folds[home]...), name) {
			t.Errorf("%s lives in the %s and no fold there takes it", name, home)
		}
	}
}

// handled lists the types a file's type switches and assertions name.
func handled(t *testing.T, files ...string) []string {
	t.Helper()
	var names []string
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Clean(file), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(n ast.Node) bool {
			var types []ast.Expr
			switch n := n.(type) {
			case *ast.CaseClause:
				types = n.List
			case *ast.TypeAssertExpr:
				types = []ast.Expr{n.Type}
			}
			for _, expr := range types {
				if id, ok := expr.(*ast.Ident); ok {
					names = append(names, id.Name)
				}
			}
			return true
		})
	}
	return names
}
