package practice_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"hash/maphash"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	p "amends/internal/practice"
)

// TestSourceMutants turns round, one at a time, every comparison, every "and",
// "or" and "not" in the source of the gate, puts every order a step off at its
// edge, and asks the mistaken gate about what the exploration has seen. The source is rewritten once, so that each turn is a
// number, and built by itself under an overlay; nothing in the tree changes.
func TestSourceMutants(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	overlay := map[string]string{}
	var turns []turn
	for _, name := range []string{"gate.go", "gate_check.go", "gate_consent.go", "gate_reading.go"} {
		text, found := turned(t, name, len(turns))
		turns = append(turns, found...)
		put(t, overlay, dir, name, text)
	}
	put(t, overlay, dir, "turn.go", turnSource)
	put(t, overlay, dir, "turn_test.go", turnTest)

	survived := build(t, dir, overlay, len(turns))
	for _, n := range survived {
		t.Errorf("%s: turning round %q in %s is not found out", turns[n].file, turns[n].text, turns[n].function)
	}
	t.Logf("%d of %d turns of the gate's source found out", len(turns)-len(survived), len(turns))
}

// turn is one expression that can be turned round.
type turn struct{ file, function, text string }

const turnSource = `package practice

var turnOn = -1

func turnAt(n int, ok bool) bool { return ok != (n == turnOn) }

func turnEdge(n int, ok, edge bool) bool { return ok != (edge && n == turnOn) }

// Turn says which expression is turned round; a negative number for none.
func Turn(n int) { turnOn = n }
`

const turnTest = `package practice_test

import (
	"os"
	"strconv"
	"testing"

	p "amends/internal/practice"
)

func TestTurns(t *testing.T) {
	turns, _ := strconv.Atoi(os.Getenv("AMENDS_TURNS"))
	huntTurns(t, turns, p.Turn)
}
`

// put writes a file that stands in for one of the package.
func put(t *testing.T, overlay map[string]string, dir, name, text string) {
	t.Helper()
	here, err := filepath.Abs(name)
	if err != nil {
		t.Fatal(err)
	}
	overlay[here] = filepath.Join(dir, name)
	if err := os.WriteFile(overlay[here], []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// turned rewrites a source so that every turn can be switched by its number, from the given one on.
func turned(t *testing.T, name string, from int) (string, []turn) {
	t.Helper()
	source, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, name, source, 0)
	if err != nil {
		t.Fatal(err)
	}
	var turns []turn
	opens, closes := map[int]string{}, map[int]string{}
	for _, declared := range file.Decls {
		function, ok := declared.(*ast.FuncDecl)
		if !ok {
			continue
		}
		for node := range ast.Preorder(function) {
			if !canTurn(node) {
				continue
			}
			at := func(pos token.Pos) int { return files.Position(pos).Offset }
			start, end := at(node.Pos()), at(node.End())
			text := string(source[start:end])
			if onlySaysWhy(function.Name.Name, text) {
				continue
			}
			open, shut := fmt.Sprintf("turnAt(%d, ", from+len(turns)), ")"
			turns = append(turns, turn{name, function.Name.Name, text})
			if e, ok := node.(*ast.BinaryExpr); ok && isOrder(e.Op) {
				left, right := source[at(e.X.Pos()):at(e.X.End())], source[at(e.Y.Pos()):at(e.Y.End())]
				open += fmt.Sprintf("turnEdge(%d, ", from+len(turns))
				shut = fmt.Sprintf(", (%s) == (%s)))", left, right)
				turns = append(turns, turn{name, function.Name.Name, text + " at its edge"})
			}
			opens[start] += open             // an outer one comes first
			closes[end] = shut + closes[end] // and ends last
		}
	}
	var text strings.Builder
	for i := range len(source) + 1 {
		text.WriteString(closes[i])
		text.WriteString(opens[i])
		if i < len(source) {
			text.WriteByte(source[i])
		}
	}
	return text.String(), turns
}

func canTurn(node ast.Node) bool {
	switch e := node.(type) {
	case *ast.BinaryExpr:
		return isOrder(e.Op) || slices.Contains([]token.Token{token.EQL, token.NEQ, token.LAND, token.LOR}, e.Op)
	case *ast.UnaryExpr:
		return e.Op == token.NOT
	}
	return false
}

func isOrder(op token.Token) bool {
	return slices.Contains([]token.Token{token.LSS, token.LEQ, token.GTR, token.GEQ}, op)
}

// build builds the rewritten package and hunts through all turns; it gives those that nothing found out.
func build(t *testing.T, dir string, overlay map[string]string, turns int) (survived []int) {
	t.Helper()
	replace, err := json.Marshal(map[string]any{"Replace": overlay})
	if err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(list, replace, 0o600); err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), "go", "test", "-overlay", list, "-vet=off", "-count=1", "-run", "^TestTurns$", "-v", ".")
	command.Env = append(os.Environ(), fmt.Sprintf("AMENDS_TURNS=%d", turns))
	out, err := command.CombinedOutput()
	if err != nil || !bytes.Contains(out, []byte("all turns tried")) {
		t.Fatalf("could not try the turns: %v\n%s", err, out)
	}
	for _, match := range regexp.MustCompile(`turn (\d+) survived`).FindAllSubmatch(out, -1) {
		n := 0
		if _, err := fmt.Sscan(string(match[1]), &n); err != nil {
			t.Fatal(err)
		}
		survived = append(survived, n)
	}
	return survived
}

// sample is one thing the gate was asked, and what the oracle says to it.
type sample struct { //nolint:unused // the rewritten package calls it
	state    p.Case
	crossing p.Crossing
	at       p.At
	verdict  verdict
}

// huntTurns runs in the rewritten package: it gathers what an exploration of one
// level sees, and what becomes of that with time, with no turn on, and then asks again under every turn.
func huntTurns(t *testing.T, turns int, turn func(int)) { //nolint:unused // the rewritten package calls it
	t.Helper()
	turn(-1)
	var samples []sample
	for _, s := range scenes() {
		seen := newTally(nil)
		seen.keep = func(w world, x p.Crossing, at p.At, v verdict) { samples = append(samples, sample{w.state, x, at, v}) }
		x := explorer{seen, maphash.MakeSeed(), map[uint64]bool{}}
		if err := x.run(s, []level{{full, instants()[:1], false}, {nothing, nil, true}}); err != nil {
			t.Fatal(err)
		}
	}
	for n := range turns {
		turn(n)
		if !slices.ContainsFunc(samples, foundOut) {
			t.Logf("turn %d survived", n)
		}
	}
	t.Logf("all turns tried on %d samples", len(samples))
}

// foundOut says whether the gate says something else than the oracle, or nothing at all.
func foundOut(s sample) (found bool) { //nolint:unused // the rewritten package calls it
	defer func() {
		if recover() != nil {
			found = true
		}
	}()
	return verdictOf(p.Gate(s.state, s.crossing, s.at)) != s.verdict
}

func nothing(world) []act { return nil } //nolint:unused // the rewritten package calls it

// onlySaysWhy lists what bears on the reason and the sort of a condition that is
// not met, but not on whether it is, and is not turned; and restsOn, which notes
// what a delivery rested on and lets nothing pass.
func onlySaysWhy(function, text string) bool {
	switch function {
	case "refused", "restsOn":
		return true
	case "consent":
		return strings.Contains(text, "Why") || strings.Contains(text, "r.When") || strings.Contains(text, "r.Answer")
	case "prepared":
		return text == "p.Sessions < needed"
	}
	return false
}
