package main

import (
	"context"
	"errors"
	"log/slog"

	"amends/internal/casework"
)

// serveCommand serves a service that init set up.
type serveCommand struct {
	place
	pages
}

// run refuses to start on anything unsafe, and says what and how to mend it.
func (c *serveCommand) run(ctx context.Context, p program) (err error) {
	if err := c.check(); err != nil {
		return err
	}
	f, err := c.folder()
	if err != nil {
		return err
	}
	if err := f.check(); err != nil {
		return err
	}
	if !f.holds() {
		return explained(casework.ErrNotFounded)
	}
	server, err := f.readKey()
	if err != nil {
		return err
	}
	l := slog.New(slog.NewTextHandler(p.err, nil))
	v, err := f.open(ctx, server, opening{now: p.now, log: l})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.close()) }()
	if !v.Founded() {
		return explained(casework.ErrNotFounded)
	}
	if err := f.checkRehearsed(server); err != nil {
		return err
	}
	listener, err := c.listen(ctx)
	if err != nil {
		return err
	}
	return c.serve(ctx, listener, v.Service, l, func(url string) { p.say("ready %s", url) })
}
