package archtest

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// module is the path of the module, and so what its packages' paths begin with.
const module = "amends"

// source is one Go file.
type source struct {
	path      string // below the root, with slashes
	test      bool
	generated bool
	set       *token.FileSet
	*ast.File
}

// at says where something stands and what is wrong with it.
func (s source) at(node ast.Node, format string, args ...any) string {
	return fmt.Sprintf("%s:%d: %s", s.path, s.set.Position(node.Pos()).Line, fmt.Sprintf(format, args...))
}

// lines is how many lines the node takes, its first and last included.
func (s source) lines(node ast.Node) int {
	return s.set.Position(node.End()).Line - s.set.Position(node.Pos()).Line + 1
}

// local is the name under which the file uses the imported package, empty if it
// does not import it.
func (s source) local(imported string) string {
	for _, spec := range s.Imports {
		if strings.Trim(spec.Path.Value, `"`) != imported {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name
		}
		return path.Base(imported)
	}
	return ""
}

// uses finds where the file names one of the names of the imported package.
func (s source) uses(imported string, names ...string) []*ast.SelectorExpr {
	local := s.local(imported)
	var found []*ast.SelectorExpr
	for node := range ast.Preorder(s.File) {
		selector, ok := node.(*ast.SelectorExpr)
		if !ok || !slices.Contains(names, selector.Sel.Name) {
			continue
		}
		if of, ok := selector.X.(*ast.Ident); ok && local != "" && of.Name == local {
			found = append(found, selector)
		}
	}
	return found
}

// parse reads Go code as if it stood in a file of that name.
func parse(name string, code []byte) (source, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, code, parser.ParseComments)
	if err != nil {
		return source{}, fmt.Errorf("could not parse: %w", err)
	}
	return source{
		path: name, test: strings.HasSuffix(name, "_test.go"), generated: ast.IsGenerated(file),
		set: set, File: file,
	}, nil
}

// tree is everything in the repository that is committed or will be.
type tree struct {
	texts    map[string]string   // by path, what is not binary
	packages map[string][]source // by folder
}

// dirs are the folders with Go code in them, in order.
func (t tree) dirs() []string { return slices.Sorted(maps.Keys(t.packages)) }

// repository is read once: every rule looks at the same state of it.
var repository = sync.OnceValues(func() (tree, error) { return readTree(filepath.Join("..", "..")) })

func mustRead(t *testing.T) tree {
	t.Helper()
	all, err := repository()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func readTree(root string) (tree, error) {
	// Git knows what is committed and what is ignored; nothing else here does.
	listed, err := exec.Command("git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate").Output()
	if err != nil {
		return tree{}, fmt.Errorf("could not ask git for the files of the repository: %w", err)
	}
	t := tree{texts: map[string]string{}, packages: map[string][]source{}}
	for name := range strings.SplitSeq(strings.TrimRight(string(listed), "\x00"), "\x00") {
		if err := t.add(root, name); err != nil {
			return tree{}, err
		}
	}
	return t, nil
}

func (t tree) add(root, name string) error {
	content, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil // deleted, and not committed yet
	case err != nil:
		return fmt.Errorf("could not read the repository: %w", err)
	}
	if strings.Contains(string(content), "\x00") {
		return nil
	}
	t.texts[name] = string(content)
	if path.Ext(name) != ".go" || strings.Contains(name, "testdata/") {
		return nil
	}
	s, err := parse(name, content)
	if err != nil {
		return err
	}
	t.packages[path.Dir(name)] = append(t.packages[path.Dir(name)], s)
	return nil
}
