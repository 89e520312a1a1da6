package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// clockFile names the environment variable of the program under test alone: a file
// with how far its clock is from the real one, in nanoseconds.
const clockFile = "AMENDS_TEST_CLOCK"

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"amends": func() { os.Exit(start(shiftedClock(os.Getenv(clockFile)))) },
	})
}

// shiftedClock is the real clock moved by what a file says at each look, so that a
// script can let years pass under a program that is running.
func shiftedClock(file string) func() time.Time {
	return func() time.Time {
		text, err := os.ReadFile(file)
		if err != nil {
			return time.Now()
		}
		shift, err := strconv.ParseInt(string(bytes.TrimSpace(text)), 10, 64)
		if err != nil {
			return time.Now()
		}
		return time.Now().Add(time.Duration(shift))
	}
}

// TestScripts runs the program as people do: every command, and the two procedures
// over its pages.
func TestScripts(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Values[theStage{}] = newStage(e)
			e.Setenv(clockFile, filepath.Join(e.WorkDir, ".clock"))
			// TMPDIR is the script's own, so that what is left behind is seen.
			e.Setenv("TMPDIR", filepath.Join(e.WorkDir, ".tmp"))
			return os.MkdirAll(filepath.Join(e.WorkDir, ".tmp"), 0o700)
		},
		Cmds: scriptCommands(),
	})
}
