package practice_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// TestMutantsOfDeciding puts one mistake at a time into the source of Decide and
// Evolve and asks the tests of this package to find it out: every condition turned
// round, every order put a step off at its edge, every guard dropped, every
// closed-list word swapped for another of its list, every statement left out that emits an event or
// sets a value. The source is rewritten once, so that each mistake is a number. Without AMENDS_LONG
// a sample is tried, the same each time. What nobody finds out stands in [alike], with why it is no mistake.
func TestMutantsOfDeciding(t *testing.T) {
	t.Parallel()
	dir, overlay := t.TempDir(), map[string]string{}
	r := rewriter{words: closedWords(t)}
	for _, name := range decidingSources(t) {
		put(t, overlay, dir, name, r.rewrite(t, name))
	}
	put(t, overlay, dir, "turn.go", mistakeSource)
	r.checkAlike(t)

	binary := buildMutants(t, dir, overlay)
	if out, ok := findsOut(t, binary, -1); ok {
		t.Fatalf("the tests fail without any mistake:\n%s", out)
	}
	tried := sampled(len(r.mistakes))
	living := survivors(t, binary, tried, func(n int) {
		if key := r.mistakes[n].key(); alike[key] == "" {
			t.Errorf("not found out: %d %s", n, key)
		}
	})
	t.Logf("%d mistakes in deciding and folding, %d tried, %d found out, %d not; of all, %d are no mistakes",
		len(r.mistakes), len(tried), len(tried)-living, living, len(alike))
}

// sampled gives which mistakes are tried: the one that AMENDS_MISTAKE names, all with
// AMENDS_LONG, or a sample, the same each time.
func sampled(all int) []int {
	numbers := rand.New(rand.NewPCG(1, 2)).Perm(all)
	if only := os.Getenv("AMENDS_MISTAKE"); only != "" {
		n, _ := strconv.Atoi(only)
		return []int{n}
	}
	if os.Getenv("AMENDS_LONG") == "" {
		numbers = numbers[:min(all, 50)]
	}
	slices.Sort(numbers)
	return numbers
}

// mistake is one that can be made in the source.
type mistake struct{ file, function, what, text string }

// key names a mistake so that it stays the same when lines move.
func (m mistake) key() string { return m.file + " " + m.function + ": " + m.what + ": " + m.text }

const mistakeSource = `package practice

import (
	"os"
	"strconv"
)

var turnOn = func() int {
	n, err := strconv.Atoi(os.Getenv("AMENDS_MISTAKE"))
	if err != nil {
		return -1
	}
	return n
}()

func turnAt(n int, ok bool) bool { return ok != (n == turnOn) }

func turnEdge(n int, ok, edge bool) bool { return ok != (edge && n == turnOn) }

func turnOff(n int, ok bool) bool { return ok && n != turnOn }

func turnWord[W any](n int, word, other W) W {
	if n == turnOn {
		return other
	}
	return word
}
`

func decidingSources(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, pattern := range []string{"decide*.go", "evolve*.go"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("no sources: %v", err)
		}
		names = append(names, found...)
	}
	return names
}

// closedWords gives for each constant of a closed list another of the same list.
func closedWords(t *testing.T) map[string]string {
	t.Helper()
	next := map[string]string{}
	for _, name := range []string{"words.go", "words_case.go", "profile.go", "condition.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, list := range wordLists(file) {
			for i, word := range list {
				next[word] = list[(i+1)%len(list)]
			}
		}
	}
	return next
}

// wordLists gives the constants of each type that a file declares, of lists of more than one.
func wordLists(file *ast.File) map[string][]string {
	lists := map[string][]string{}
	for node := range ast.Preorder(file) {
		v, ok := node.(*ast.ValueSpec)
		if !ok || len(v.Values) == 0 {
			continue
		}
		if word, named := v.Type.(*ast.Ident); named {
			lists[word.Name] = append(lists[word.Name], v.Names[0].Name)
		}
	}
	maps.DeleteFunc(lists, func(_ string, list []string) bool { return len(list) < 2 })
	return lists
}

// rewriter writes sources anew, in which each mistake can be switched on by its number.
type rewriter struct {
	words         map[string]string
	mistakes      []mistake
	source        []byte
	files         *token.FileSet
	name, inside  string
	opens, closes map[int]string
}

func (r *rewriter) rewrite(t *testing.T, name string) string {
	t.Helper()
	source, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	r.source, r.files, r.name, r.opens, r.closes = source, token.NewFileSet(), name, map[int]string{}, map[int]string{}
	file, err := parser.ParseFile(r.files, name, source, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok {
			if r.inside = f.Name.Name; f.Recv != nil {
				r.inside = strings.TrimSuffix(r.text(f.Recv.List[0].Type), "}") + "." + r.inside
			}
			ast.Inspect(f.Body, r.visit)
		}
	}
	var text strings.Builder
	for i := range len(source) + 1 {
		text.WriteString(r.closes[i])
		text.WriteString(r.opens[i])
		if i < len(source) {
			text.WriteByte(source[i])
		}
	}
	return text.String()
}

func (r *rewriter) at(pos token.Pos) int    { return r.files.Position(pos).Offset }
func (r *rewriter) text(n ast.Node) string  { return string(r.source[r.at(n.Pos()):r.at(n.End())]) }
func (r *rewriter) short(n ast.Node) string { return strings.Join(strings.Fields(r.text(n)), " ") }

// wrap puts something around a node and counts it as a mistake that can be made.
func (r *rewriter) wrap(n ast.Node, what, open, shut string) {
	number, m := fmt.Sprint(len(r.mistakes)), mistake{r.name, r.inside, what, r.short(n)}
	for again := 2; slices.Contains(r.mistakes, m); again++ { // the same words twice in one function
		m.text = fmt.Sprintf("%s (%d)", r.short(n), again)
	}
	r.mistakes = append(r.mistakes, m)
	start, end := r.at(n.Pos()), r.at(n.End())
	r.opens[start] += strings.ReplaceAll(open, "#", number)
	r.closes[end] = strings.ReplaceAll(shut, "#", number) + r.closes[end]
}

// visit is called for a node before what is in it.
func (r *rewriter) visit(node ast.Node) bool {
	switch n := node.(type) {
	case *ast.BlockStmt:
		r.leaveOut(n.List)
	case *ast.CaseClause:
		r.leaveOut(n.Body)
	case *ast.IfStmt:
		r.guard(n.Cond, n.Body.List)
	case *ast.SwitchStmt:
		for _, s := range n.Body.List {
			if c := s.(*ast.CaseClause); n.Tag == nil && len(c.List) == 1 {
				r.guard(c.List[0], c.Body)
			}
		}
	case *ast.BinaryExpr:
		r.turn(n)
	case *ast.UnaryExpr:
		if n.Op == token.NOT {
			r.wrap(n, "turned round", "turnAt(#, ", ")")
		}
	case *ast.KeyValueExpr:
		ast.Inspect(n.Value, r.visit) // a key is a field
		return false
	case *ast.SelectorExpr:
		ast.Inspect(n.X, r.visit)
		return false
	case *ast.Ident:
		if other := r.words[n.Name]; other != "" {
			r.wrap(n, "instead "+other, "turnWord(#, ", ", "+other+")")
		}
	}
	return true
}

func (r *rewriter) turn(n *ast.BinaryExpr) {
	if !canTurn(n) {
		return
	}
	r.wrap(n, "turned round", "turnAt(#, ", ")")
	if isOrder(n.Op) {
		r.wrap(n, "at its edge", "turnEdge(#, ", fmt.Sprintf(", (%s) == (%s))", r.text(n.X), r.text(n.Y)))
	}
}

// guard drops what leads out: a refusal that is not made. One that only passes an
// error on is dropped with what makes the error.
func (r *rewriter) guard(condition ast.Expr, body []ast.Stmt) {
	switch condition.(type) {
	case *ast.Ident, *ast.CallExpr, *ast.SelectorExpr:
		r.wrap(condition, "turned round", "turnAt(#, ", ")")
	}
	if len(body) > 0 {
		if _, leads := body[len(body)-1].(*ast.ReturnStmt); leads {
			r.wrap(condition, "dropped", "turnOff(#, ", ")")
		}
	}
}

// leaveOut leaves out statements that do something: what is emitted, what is set.
func (r *rewriter) leaveOut(list []ast.Stmt) {
	for _, s := range list {
		switch n := s.(type) {
		case *ast.ExprStmt:
		case *ast.AssignStmt:
			if n.Tok == token.DEFINE {
				continue
			}
		default:
			continue
		}
		r.wrap(s, "left out", "if turnOff(#, true) { ", " }")
	}
}

// checkAlike fails for a line of the table that names no mistake any more.
func (r *rewriter) checkAlike(t *testing.T) {
	t.Helper()
	for key := range alike {
		if !slices.ContainsFunc(r.mistakes, func(m mistake) bool { return m.key() == key }) {
			t.Errorf("%q is in the table and not in the source", key)
		}
	}
}

// buildMutants builds the tests of the rewritten package once.
func buildMutants(t *testing.T, dir string, overlay map[string]string) string {
	t.Helper()
	replace, err := json.Marshal(map[string]any{"Replace": overlay})
	if err != nil {
		t.Fatal(err)
	}
	list, binary := filepath.Join(dir, "overlay.json"), filepath.Join(dir, "mutants.test")
	if err := os.WriteFile(list, replace, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "go", "test", "-c", "-overlay", list, "-vet=off", "-o", binary, ".").CombinedOutput()
	if err != nil {
		t.Fatalf("could not build the rewritten package: %v\n%s", err, out)
	}
	return binary
}

// survivors tries mistakes, two at a time, tells of those that nothing found out, and counts them.
func survivors(t *testing.T, binary string, tried []int, tell func(int)) (living int) {
	t.Helper()
	var (
		group sync.WaitGroup
		lock  sync.Mutex
		queue = make(chan int)
	)
	for range 2 {
		group.Go(func() {
			for n := range queue {
				if _, found := findsOut(t, binary, n); !found {
					lock.Lock()
					living++
					lock.Unlock()
					tell(n)
				}
			}
		})
	}
	for _, n := range tried {
		queue <- n
	}
	close(queue)
	group.Wait()
	return living
}

// hunts are the tests that look for a mistake, the quick ones first. What makes them
// run on without an end is found out too: a minute is many times what they take.
var hunts = [][]string{
	{"-test.run", "^(TestScripts|TestRefusals|TestLateAndCorrected)$"},
	{"-test.run", "^Test", "-test.skip", "^(TestScripts|TestRefusals|TestLateAndCorrected|TestProof|TestWalks|TestSourceMutants|TestMutantsOfDeciding|TestTurns|TestDecode.*|TestNoFieldTakes.*)$"},
	{"-test.run", "^TestHunt$"},
}

// findsOut runs the tests with one mistake made, and says whether one of them fails.
func findsOut(t *testing.T, binary string, mistake int) (string, bool) {
	t.Helper()
	for _, hunt := range hunts {
		arguments := append([]string{"-test.failfast", "-test.timeout=60s", "-test.parallel=1", "-rapid.seed=1", "-rapid.checks=60", "-rapid.nofailfile"}, hunt...)
		command := exec.CommandContext(t.Context(), binary, arguments...)
		command.Env = append(os.Environ(), fmt.Sprintf("AMENDS_MISTAKE=%d", mistake), "GOMAXPROCS=1")
		var out bytes.Buffer
		command.Stdout, command.Stderr = &out, &out
		err := command.Run()
		if _, failed := errors.AsType[*exec.ExitError](err); failed && t.Context().Err() == nil {
			return out.String(), true
		}
		if err != nil {
			t.Fatalf("could not hunt mistake %d: %v", mistake, err)
		}
	}
	return "", false
}

// TestHunt is the proof cut short, for hunting mistakes one at a time: every scene
// with each of its steps left out, and some walks.
func TestHunt(t *testing.T) {
	t.Parallel()
	if err := huntBriefly(40); err != nil {
		t.Error(err)
	}
}
