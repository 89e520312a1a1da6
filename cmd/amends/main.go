// Command amends serves a restorative justice service: it sets one up, serves its
// pages, checks its history, and copies it. "amends demo" shows an invented one.
//
// This is the only place that reads flags, environment and the real clock, and
// everything else takes them from here. One file holds one command; voice.go holds
// the rules of what is said, folder.go and key.go what is where and who may read it,
// open.go the order in which a service is opened, pages.go how it is served.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() { os.Exit(start(time.Now)) }

// start runs the program in the world it was started in, by a clock.
func start(now func() time.Time) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends at once what the first asked to end well
	p := program{
		voice: voice{out: os.Stdout, err: os.Stderr},
		in:    os.Stdin,
		now:   now,
	}
	return p.run(ctx, os.Args[1:])
}
