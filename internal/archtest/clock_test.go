package archtest

import (
	"go/ast"
	"slices"
)

// reads are the names of package time that look at the clock; waits those that
// let time pass.
var (
	reads = []string{"Now", "Since", "Until"}
	waits = []string{"After", "AfterFunc", "Tick", "NewTimer", "NewTicker", "Sleep"}
)

// world are the names of package os that only the program uses: what it was
// started with, and how it ends.
var world = []string{"Args", "Environ", "Exit", "ExpandEnv", "Getenv", "LookupEnv", "Stderr", "Stdin", "Stdout"}

// program is where clock, environment and flags are read, and handed down.
const program = "cmd/amends"

func clockRules() []rule {
	return []rule{{
		name:  "only the program reads clock, environment and flags",
		judge: each(judgeWorld),
		breaks: []sample{
			{"internal/casework/x.go", "import \"time\"\nvar now = time.Now"},
			{"internal/casework/x.go", "import \"time\"\nfunc f(t time.Time) time.Duration { return time.Since(t) }"},
			{"internal/seal/x.go", "import clock \"time\"\nfunc f() time.Time { return clock.Now() }"},
			{"internal/store/x.go", "import \"os\"\nvar dir = os.Getenv(\"DIR\")"},
			{"internal/web/x.go", `import "flag"`},
		},
		keeps: []sample{
			{"cmd/amends/x.go", "import (\"os\"; \"time\")\nfunc f() { time.Now(); os.Exit(1) }"},
			{"internal/store/x.go", "import \"time\"\nfunc f() { time.NewTimer(1) }"},
			{"internal/store/x.go", "func f(time clock) { time.Now() }"},
			{"internal/seal/x_test.go", "import \"time\"\nvar start = time.Now()"},
		},
	}, {
		name:  "time stands still in pure packages",
		judge: each(judgeWaiting),
		breaks: []sample{
			{"internal/practice/x.go", "import \"time\"\nfunc f() { <-time.After(1) }"},
			{"internal/journal/x.go", "import \"time\"\nfunc f() { time.Sleep(1) }"},
		},
		keeps: []sample{
			{"internal/practice/x.go", "import \"time\"\nfunc f(t time.Time) time.Time { return t.Add(time.Hour) }"},
			{"internal/store/x.go", "import \"time\"\nfunc f() { time.Sleep(1) }"},
		},
	}, {
		name:  "no goroutine in pure packages",
		judge: each(judgeGoroutines),
		breaks: []sample{
			{"internal/practice/x.go", "func f() { go f() }"},
			{"internal/practice/x.go", "func f(c chan int) {}"},
			{"internal/practice/x.go", "func f() { select {} }"},
		},
		keeps: []sample{
			{"internal/practice/x.go", "func f() { defer f() }"},
			{"internal/journal/x.go", "func f() { go f() }"},
			{"internal/practice/x_test.go", "func f() { go f() }"},
		},
	}}
}

func judgeWorld(s source) []string {
	if s.test || dirOf([]source{s}) == program {
		return nil
	}
	var found []string
	for _, use := range slices.Concat(s.uses("time", reads...), s.uses("os", world...)) {
		found = append(found, s.at(use, "uses %s: take it as a value from %s", use.Sel.Name, program))
	}
	if s.local("flag") != "" {
		found = append(found, s.at(s.Name, "has flags of its own: take them as values from %s", program))
	}
	return found
}

func judgeWaiting(s source) []string {
	if s.test || rooms[dirOf([]source{s})].std == whole {
		return nil
	}
	var found []string
	for _, use := range s.uses("time", waits...) {
		found = append(found, s.at(use, "waits (%s)", use.Sel.Name))
	}
	return found
}

func judgeGoroutines(s source) []string {
	if s.test || rooms[dirOf([]source{s})].std != pure {
		return nil
	}
	var found []string
	for node := range ast.Preorder(s.File) {
		switch node.(type) {
		case *ast.GoStmt, *ast.SelectStmt, *ast.ChanType:
			found = append(found, s.at(node, "does several things at once"))
		}
	}
	return found
}
