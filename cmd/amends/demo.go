package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"amends/internal/demo"
	"amends/internal/seal"
)

// demoCommand shows an invented service.
type demoCommand struct {
	Data string `help:"Folder to keep the demonstration in; without it nothing is left behind." placeholder:"DIR" env:"AMENDS_DATA"`
	Key  string `help:"File of the server's key, outside the data (default: DIR.key)." placeholder:"FILE" env:"AMENDS_KEY"`
	pages
}

// run makes the service, serves it, and takes away what nobody asked to keep.
func (c *demoCommand) run(ctx context.Context, p program) (err error) {
	if err := c.check(); err != nil {
		return err
	}
	listener, err := c.listen(ctx) // before the filling, which takes seconds
	if err != nil {
		return err
	}
	defer func() { _ = listener.Close() }() // serve has closed it, if it came to that
	f, remove, err := c.folder()
	if err != nil {
		return err
	}
	server, err := f.begin()
	if err != nil {
		return err
	}
	defer func() {
		if c.Data == "" || !f.isFilled() {
			err = errors.Join(err, remove())
		}
	}()
	l := slog.New(slog.NewTextHandler(p.err, nil))
	guests, err := f.fillDemo(ctx, server, p.now(), l)
	if ctx.Err() != nil {
		return nil // ended by whoever started it
	}
	if err != nil {
		return err
	}
	v, err := f.open(ctx, server, opening{now: p.now, log: l})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.close()) }()
	return c.serve(ctx, listener, v.Service, l, func(url string) { p.welcome(url, guests) })
}

// folder gives where it goes, and how to take it away again.
func (c *demoCommand) folder() (folder, func() error, error) {
	if c.Data != "" {
		f, err := place{c.Data, c.Key}.folder()
		return f, f.empty, err
	}
	dir, err := os.MkdirTemp("", "amends-demo-")
	if err != nil {
		return folder{}, nil, explained(fmt.Errorf("could not make a folder: %w", err))
	}
	f := folder{dir: filepath.Join(dir, "data"), key: filepath.Join(dir, "server.key")}
	return f, func() error { return os.RemoveAll(dir) }, nil
}

// begin makes the folder and the server's key. Where either is there already,
// nothing is touched.
func (f folder) begin() (*seal.ServerKey, error) {
	if err := f.apart(); err != nil {
		return nil, err
	}
	if err := f.make(); err != nil {
		return nil, err
	}
	server, err := f.newKey()
	if err != nil {
		f.leave()
		return nil, err
	}
	return server, nil
}

// empty takes away what a service that did not come about has made.
func (f folder) empty() error {
	errs := []error{f.discard()}
	for _, name := range []string{f.public(), f.rehearsal(), f.key} {
		errs = append(errs, os.RemoveAll(name))
	}
	f.leave()
	return errors.Join(errs...)
}

// leave takes the data folder away, unless there is something in it.
func (f folder) leave() { _ = os.Remove(f.dir) } // one that may not be taken away is empty, and stays

// isFilled says whether the caseload was finished.
func (f folder) isFilled() bool {
	_, err := os.Lstat(f.rehearsal())
	return err == nil
}

// fillDemo makes the service by real commands through a clock that comes to the present.
func (f folder) fillDemo(ctx context.Context, server *seal.ServerKey, present time.Time, l *slog.Logger) (_ []demo.Guest, err error) {
	clock := demo.NewClock(present)
	v, err := f.open(ctx, server, opening{now: clock.Now, log: l, idle: demo.Idle})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, v.close()) }()
	guests, err := demo.Fill(ctx, v.Service, clock)
	if err != nil {
		return nil, err
	}
	if err := f.writePublic(publicOf(server)); err != nil {
		return nil, err
	}
	return guests, f.markRehearsed(server)
}

// welcome says where to look, and whom to sign in as.
func (p program) welcome(url string, guests []demo.Guest) {
	p.say("ready %s", url)
	p.say("\nEverybody here is invented. Sign in with a name and the passphrase beside it:\n")
	for _, g := range guests {
		p.say("  %-8s %-26s %s", g.Login, g.Passphrase, g.Who)
		p.say("  %8s %s", "", g.Look)
	}
	p.say("\nPress Ctrl-C to end.")
}
