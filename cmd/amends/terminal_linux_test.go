package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// terminal is a pair of pseudo-terminals: what a person sees and types on, and what
// the program has.
func terminal(t *testing.T) (person, program *os.File) {
	t.Helper()
	person, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = person.Close() }) // the program may have ended before
	if err := unix.IoctlSetPointerInt(int(person.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	number, err := unix.IoctlGetInt(int(person.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	program, err = os.OpenFile("/dev/pts/"+strconv.Itoa(number), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = program.Close() })
	return person, program
}

// reads reads what the person sees until it ends so.
func reads(t *testing.T, person *os.File, end string) {
	t.Helper()
	var seen bytes.Buffer
	one := make([]byte, 256)
	for !strings.HasSuffix(seen.String(), end) {
		n, err := person.Read(one)
		if err != nil {
			t.Fatalf("%v; seen: %s", err, seen.String())
		}
		seen.Write(one[:n])
	}
}

// shows says whether a terminal shows what is typed.
func shows(t *testing.T, terminal *os.File) bool {
	t.Helper()
	state, err := unix.IoctlGetTermios(int(terminal.Fd()), unix.TCGETS)
	if err != nil {
		t.Fatal(err)
	}
	return state.Lflag&unix.ECHO != 0
}

// TestCtrlCEndsAConversation presses it while a passphrase is asked for: the program
// ends at once, nothing is left, and the terminal shows again what is typed.
func TestCtrlCEndsAConversation(t *testing.T) {
	t.Parallel()
	person, has := terminal(t)
	data := filepath.Join(t.TempDir(), "data")
	asks := exec.CommandContext(t.Context(), "amends", "init", "--data", data, "--name", "Weirside", "--neutral", "Weir",
		"--profile", "plain", "--harmed", "harmed", "--responsible", "responsible", "--phone", "0151 496 0000", "--coordinator", "Carol", "--login", "carol")
	asks.Stdin, asks.Stdout, asks.Stderr = has, has, has
	asks.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	if err := asks.Start(); err != nil {
		t.Fatal(err)
	}
	ended := time.AfterFunc(time.Minute, func() { _ = asks.Process.Kill() })
	defer ended.Stop()
	reads(t, person, "characters: ")
	for shows(t, has) {
		runtime.Gosched()
	}
	if _, err := person.WriteString("\x03"); err != nil {
		t.Fatal(err)
	}
	err := asks.Wait()
	if exit, is := errors.AsType[*exec.ExitError](err); !is || exit.ExitCode() != exitWrong {
		t.Errorf("it ended with %v", err)
	}
	if _, err := os.Lstat(data); err == nil {
		t.Error("a data folder was left behind")
	}
	if !shows(t, has) {
		t.Error("the terminal was left without showing what is typed")
	}
}
