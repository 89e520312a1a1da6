package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"

	"amends/internal/casework"
	"amends/internal/journal"
	"amends/internal/profile"
)

// initCommand sets a service up. What no flag gives is asked for.
type initCommand struct {
	place
	Name        string `help:"What the service is called." placeholder:"NAME"`
	Neutral     string `help:"A name for titles and envelopes that says nothing of what the service does." placeholder:"NAME"`
	Profile     string `help:"Rules of the country or programme: ${profiles}." placeholder:"PROFILE"`
	Harmed      string `help:"Public word for somebody who was harmed." placeholder:"WORD"`
	Responsible string `help:"Public word for somebody who is responsible." placeholder:"WORD"`
	Phone       string `help:"Number that participants can ring." placeholder:"NUMBER"`

	Coordinator    string   `help:"Name of the first coordinator, as colleagues say it." placeholder:"NAME"`
	Login          string   `help:"Name the coordinator signs in by." placeholder:"LOGIN"`
	PassphraseFile string   `help:"File with the coordinator's passphrase on its first line." placeholder:"FILE"`
	Sheets         string   `help:"Folder to write the custodians' three sheets into, instead of showing them." placeholder:"DIR"`
	TypedSheets    []string `help:"Two files with sheets as their custodians typed them, for the rehearsal." placeholder:"FILE"`
}

// run sets up, hands out the sheets, and does not end well before two of them have
// opened the service and a backup of it: no real data before.
func (c *initCommand) run(ctx context.Context, p program) (err error) {
	f, err := c.folder()
	if err != nil {
		return err
	}
	talk := p.conversation(ctx.Done())
	if !f.holds() {
		err := c.setUp(ctx, p, talk, f)
		if broken := errors.Is(err, errBrokenOff) || ctx.Err() != nil; err != nil && broken && !f.holds() {
			return mend(errBrokenOff, "nothing was made; run amends init again to begin afresh")
		}
		if err != nil {
			return err
		}
	}
	return c.rehearse(ctx, p, talk, f)
}

// whatIsComing tells whom to have in the room.
const whatIsComing = `This sets up a service: a few questions, and then a sheet of paper for each of three
custodians, two of whom type theirs in again. Have the three with you, and the coordinator
who will sign in first. Ctrl-C breaks off, and until the sheets are shown leaves nothing.
`

// setUp asks first and makes afterwards, so that a change of mind leaves nothing.
func (c *initCommand) setUp(ctx context.Context, p program, talk *conversation, f folder) (err error) {
	if talk.terminal {
		talk.note("%s", whatIsComing)
	}
	founding, err := c.founding(talk)
	if err != nil {
		return err
	}
	if err := c.checkSheets(talk); err != nil {
		return err
	}
	server, err := f.begin()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.empty())
		}
	}()
	v, err := f.open(ctx, server, opening{now: p.now, log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.close()) }()
	founded, err := v.Found(ctx, founding)
	if err != nil {
		return explained(fmt.Errorf("could not set the service up: %w", err))
	}
	if err := f.writePublic(publicOf(server)); err != nil {
		return err
	}
	return c.handOut(talk, founded, publicOf(server))
}

// founding gathers what the service is set up with.
func (c *initCommand) founding(talk *conversation) (casework.Founding, error) {
	var n casework.Founding
	for _, q := range []struct {
		into *string
		question
	}{
		{&n.Settings.Name, question{flag: "name", given: c.Name, text: "What the service is called"}},
		{&n.Settings.Neutral, question{flag: "neutral", given: c.Neutral, text: "A name for titles and envelopes that says nothing of what it does"}},
		{&n.Settings.Profile, question{flag: "profile", given: c.Profile, text: "Rules (" + profileNames() + ")", proposal: "plain", refuse: unknownProfile}},
		{&n.Settings.Harmed, question{flag: "harmed", given: c.Harmed, text: "Public word for somebody who was harmed", proposal: "harmed person"}},
		{&n.Settings.Responsible, question{flag: "responsible", given: c.Responsible, text: "Public word for somebody who is responsible", proposal: "responsible person"}},
		{&n.Settings.Phone, question{flag: "phone", given: c.Phone, text: "Number that participants can ring (Enter: none yet)", optional: true}},
		{&n.Coordinator.Name, question{flag: "coordinator", given: c.Coordinator, text: "Name of the first coordinator"}},
		{&n.Coordinator.Login, question{flag: "login", given: c.Login, text: "Name the coordinator signs in by"}},
	} {
		answer, err := talk.ask(q.question)
		if err != nil {
			return n, err
		}
		*q.into = answer
	}
	n.Coordinator.Duties = []casework.Duty{casework.Coordinator}
	var err error
	n.Passphrase, err = talk.passphrase(c.PassphraseFile, choosePassphrase("of the coordinator"), casework.CheckPassphrase)
	return n, err
}

// choosePassphrase asks for somebody's new passphrase.
func choosePassphrase(of string) string {
	return fmt.Sprintf("Passphrase %s, at least %d characters", of, casework.MinPassphrase)
}

// unknownProfile refuses what is the name of no profile.
func unknownProfile(name string) error {
	if !slices.Contains(profile.Names(), name) {
		return fmt.Errorf("there are no such rules: choose one of %s", profileNames())
	}
	return nil
}

// rehearse has two custodians open the service, and a restored copy of it.
func (c *initCommand) rehearse(ctx context.Context, p program, talk *conversation, f folder) (err error) {
	if err := f.check(); err != nil {
		return err
	}
	server, err := f.readKey()
	if err != nil {
		return err
	}
	if f.checkRehearsed(server) == nil {
		return explained(casework.ErrFounded)
	}
	v, err := f.open(ctx, server, opening{now: p.now, log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.close()) }()
	if !v.Founded() {
		return mend(casework.ErrNotFounded, "remove the data folder and the server key, and run amends init again")
	}
	goOn := f.goOn() // what to do about a rehearsal that does not come about
	first, second, err := c.typed(talk, casework.ServiceID(server), goOn)
	if err != nil {
		return err
	}
	if err := v.RehearseRecovery(ctx, first, second); err != nil {
		return mend(fmt.Errorf("could not rehearse recovery: %w", err), goOn, "if a sheet is lost, remove the data folder and the server key and begin afresh")
	}
	if err := f.rehearseCopy(ctx, p, v, first, second); err != nil {
		return fmt.Errorf("could not rehearse a restore: %w", err)
	}
	if err := f.markRehearsed(server); err != nil {
		return err
	}
	p.say("set up")
	p.say("  the data are in %s", f.dir)
	p.say("  the server key is in %s: keep a copy elsewhere, never with the backups", f.key)
	p.say("  recovery was rehearsed: two sheets opened the service, and a restored backup of it")
	p.say("next: amends serve %s", f.flags())
	return nil
}

// typed gets the sheets of two custodians.
func (c *initCommand) typed(talk *conversation, service journal.ID, goOn string) (first, second string, err error) {
	if !talk.terminal && len(c.TypedSheets) == 0 {
		return "", "", misuse(goOn+" --typed-sheets FILE,FILE", "recovery has to be rehearsed")
	}
	talk.note("Now the rehearsal.")
	if first, second, err = talk.twoSheets(c.TypedSheets, service); errors.Is(err, errBrokenOff) {
		err = mend(err, goOn)
	}
	return first, second, err
}

// rehearseCopy backs up, restores beside it, verifies, and opens the copy with the
// same two sheets. Of the copy nothing is left.
func (f folder) rehearseCopy(ctx context.Context, p program, v *service, first, second string) (err error) {
	dir, err := os.MkdirTemp("", "amends-rehearsal-")
	if err != nil {
		return explained(err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	backup := dir + "/backup"
	if err := v.Backup(ctx, nil, backup); err != nil {
		return err
	}
	again := folder{dir: dir + "/data"}
	if err := again.make(); err != nil {
		return err
	}
	if err := casework.Restore(ctx, backup, again.database()); err != nil {
		return err
	}
	restored, err := again.open(ctx, v.server, opening{now: p.now, log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, restored.close()) }()
	if err := restored.RehearseRecovery(ctx, first, second); err != nil {
		return err
	}
	_, err = restored.Verify(ctx, nil)
	return err
}

func profileNames() string { return strings.Join(profile.Names(), ", ") }
