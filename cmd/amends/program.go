package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/alecthomas/kong"
)

// program is the world as the commands see it.
type program struct {
	voice
	in  *os.File
	now func() time.Time // the real clock, handed down from here
}

// commands are what can be asked for.
type commands struct {
	Demo    demoCommand    `cmd:"" help:"Show a service with an invented caseload. Leaves nothing behind unless --data is given."`
	Init    initCommand    `cmd:"" help:"Set up a service: its keys, the first coordinator, the custodians' sheets, and a rehearsal of recovery."`
	Serve   serveCommand   `cmd:"" help:"Serve a service's pages."`
	Verify  verifyCommand  `cmd:"" help:"Check every entry, the tree and all checkpoints. Needs no secret key, and may run beside a service that is served."`
	Backup  backupCommand  `cmd:"" help:"Write a consistent copy, whether the service is served meanwhile or not."`
	Restore restoreCommand `cmd:"" help:"Make a service's data from a backup, and verify it."`
	Recover recoverCommand `cmd:"" help:"Let a new coordinator in by two custodians' sheets, when nobody else can."`
}

// command is one of them.
type command interface {
	run(ctx context.Context, p program) error
}

// The exit codes.
const (
	exitDone  = 0
	exitWrong = 1
	exitUsage = 2
)

// run parses what was typed, runs it, and says how it went.
func (p program) run(ctx context.Context, args []string) int {
	var all commands
	helped := false
	parser, err := kong.New(&all,
		kong.Name("amends"),
		kong.Description("The working system of a restorative justice service."),
		kong.Writers(p.out, p.err),
		kong.Vars{"profiles": profileNames()},
		kong.Exit(func(int) { helped = true }), // only --help asks for it
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 90}),
	)
	if err != nil {
		p.complain(err)
		return exitWrong
	}
	parsed, err := parser.Parse(args)
	switch {
	case helped:
		return exitDone
	case err != nil:
		p.complain(mend(err, "amends --help lists the commands, amends COMMAND --help what each takes"))
		return exitUsage
	}
	chosen, ok := parsed.Selected().Target.Addr().Interface().(command)
	if !ok {
		p.complain(fmt.Errorf("%s cannot be run", parsed.Command()))
		return exitWrong
	}
	if err := chosen.run(ctx, p); err != nil {
		p.complain(err)
		return codeOf(err)
	}
	return exitDone
}
