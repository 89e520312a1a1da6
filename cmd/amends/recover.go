package main

import (
	"context"
	"errors"
	"log/slog"

	"amends/internal/casework"
)

// recoverCommand lets a new coordinator in by two custodians' sheets.
type recoverCommand struct {
	place
	Coordinator    string   `help:"Name of the new coordinator, as colleagues say it." placeholder:"NAME"`
	Login          string   `help:"Name the new coordinator signs in by." placeholder:"LOGIN"`
	PassphraseFile string   `help:"File with the new coordinator's passphrase on its first line." placeholder:"FILE"`
	TypedSheets    []string `help:"Two files with sheets as their custodians typed them." placeholder:"FILE"`
}

// run enrols the coordinator. The use stands in the journal.
func (c *recoverCommand) run(ctx context.Context, p program) (err error) {
	f, err := c.folder()
	if err != nil {
		return err
	}
	if err := f.check(); err != nil {
		return err
	}
	server, err := f.readKey()
	if err != nil {
		return err
	}
	talk := p.conversation(ctx.Done())
	name, err := talk.ask(question{flag: "coordinator", given: c.Coordinator, text: "Name of the new coordinator"})
	if err != nil {
		return err
	}
	login, err := talk.ask(question{flag: "login", given: c.Login, text: "Name they sign in by"})
	if err != nil {
		return err
	}
	passphrase, err := talk.passphrase(c.PassphraseFile, choosePassphrase("of the new coordinator"), casework.CheckPassphrase)
	if err != nil {
		return err
	}
	first, second, err := talk.twoSheets(c.TypedSheets, casework.ServiceID(server))
	if err != nil {
		return err
	}
	v, err := f.open(ctx, server, opening{now: p.now, log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.close()) }()
	who := casework.NewStaff{Name: name, Login: login, Duties: []casework.Duty{casework.Coordinator}}
	if _, err := v.Recover(ctx, first, second, who, passphrase); err != nil {
		return aboutSheets(err)
	}
	p.say("recovered")
	p.say("  the new coordinator can sign in; that recovery was used stands in the history")
	return nil
}
