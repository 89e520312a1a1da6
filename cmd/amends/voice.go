package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"amends/internal/casework"
	"amends/internal/store"
)

// The rules of output:
//   - What was asked for goes to standard output, all else to standard error.
//   - First what happened, then what to do about it. An error is one line that
//     begins "amends: ", in lower case, and each way of mending it a line below.
//   - Nothing personal is ever said, nor a secret, except on the one occasion that
//     it is made for: a custodian's sheet, a demonstration's passphrase.

// voice is where the program speaks.
type voice struct{ out, err io.Writer }

// say says what was asked for. Whether anybody reads it is no reason to stop.
func (v voice) say(format string, args ...any) { _, _ = fmt.Fprintf(v.out, format+"\n", args...) }

// note says something besides.
func (v voice) note(format string, args ...any) { _, _ = fmt.Fprintf(v.err, format+"\n", args...) }

// complain says what went wrong, and how to mend it.
func (v voice) complain(err error) {
	v.note("amends: %v", err)
	if m, is := errors.AsType[*mendable](err); is {
		for _, remedy := range m.remedies {
			v.note("  %s", remedy)
		}
	}
}

// mendable is a problem with what to do about it.
type mendable struct {
	problem  error
	remedies []string
	code     int
}

// Error is the problem alone.
func (m *mendable) Error() string { return m.problem.Error() }

// Unwrap gives the problem.
func (m *mendable) Unwrap() error { return m.problem }

// mend says what to do about a problem.
func mend(problem error, remedies ...string) error {
	return &mendable{problem, remedies, exitWrong}
}

// misuse is a problem with what was typed.
func misuse(remedy, format string, args ...any) error {
	return &mendable{fmt.Errorf(format, args...), []string{remedy}, exitUsage}
}

// codeOf gives the exit code of an error.
func codeOf(err error) int {
	if m, is := errors.AsType[*mendable](err); is {
		return m.code
	}
	return exitWrong
}

// knownProblems are those of the floors below, with what whoever runs the program
// can do about each.
var knownProblems = []struct {
	is     error
	remedy string
}{
	{store.ErrInUse, "end the other process first; backup and verify may run beside it"},
	{store.ErrNewer, "use the program that wrote it, or a newer one"},
	{store.ErrClock, "set this machine's clock right, then start again"},
	{casework.ErrClock, "set this machine's clock right, then start again"},
	{store.ErrDamaged, "keep it as it is, and restore a backup that is whole into another --data"},
	{store.ErrFull, "make room on the disk, then start again"},
	{store.ErrUnknown, "start it again: it then finds out what was written"},
	{casework.ErrStopped, "start it again: it then finds out what was written"},
	{casework.ErrFounded, "to set up another, give another --data"},
	{casework.ErrNotFounded, "run amends init with the same --data"},
	{casework.ErrNameTaken, "give another --login"},
	{casework.ErrWeakPassphrase, "several words make a good one"},
	{fs.ErrPermission, "see owner and permissions, or run it as the user whose files they are"},
}

// explained adds what to do to a problem of the floors below.
func explained(err error) error {
	if err == nil {
		return nil
	}
	if _, already := errors.AsType[*mendable](err); already {
		return err
	}
	for _, k := range knownProblems {
		if errors.Is(err, k.is) {
			return mend(err, k.remedy)
		}
	}
	return err
}
