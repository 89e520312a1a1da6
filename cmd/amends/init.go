package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"

	"amends/internal/casework"
	"amends/internal/profile"
	"amends/internal/seal"
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
	talk := p.conversation()
	if !f.holds() {
		if err := c.setUp(ctx, p, talk, f); err != nil {
			return err
		}
	}
	return c.rehearse(ctx, p, talk, f)
}

// setUp asks first and makes afterwards, so that a change of mind leaves nothing.
func (c *initCommand) setUp(ctx context.Context, p program, talk *conversation, f folder) (err error) {
	founding, err := c.founding(talk)
	if err != nil {
		return err
	}
	if err := checkSheetsFolder(c.Sheets); err != nil {
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
		return inFlags(err)
	}
	if err := f.writePublic(server); err != nil {
		return err
	}
	return c.handOut(talk, founded, publicOf(server))
}

// founding gathers what the service is set up with.
func (c *initCommand) founding(talk *conversation) (casework.Founding, error) {
	var n casework.Founding
	for _, q := range []struct {
		into                          *string
		given, flag, question, offers string
	}{
		{&n.Settings.Name, c.Name, "name", "What is the service called?", ""},
		{&n.Settings.Neutral, c.Neutral, "neutral", "A name for titles and envelopes that says nothing of what it does", ""},
		{&n.Settings.Profile, c.Profile, "profile", "Rules (" + profileNames() + ")", "plain"},
		{&n.Settings.Harmed, c.Harmed, "harmed", "Public word for somebody who was harmed", "harmed person"},
		{&n.Settings.Responsible, c.Responsible, "responsible", "Public word for somebody who is responsible", "responsible person"},
		{&n.Coordinator.Name, c.Coordinator, "coordinator", "Name of the first coordinator", ""},
		{&n.Coordinator.Login, c.Login, "login", "Name the coordinator signs in by", ""},
	} {
		answer, err := talk.ask(q.given, q.flag, q.question, q.offers)
		if err != nil {
			return n, err
		}
		*q.into = answer
	}
	n.Settings.Phone = c.Phone
	n.Coordinator.Duties = []casework.Duty{casework.Coordinator}
	var err error
	n.Passphrase, err = talk.passphrase(c.PassphraseFile, fmt.Sprintf("Passphrase of the coordinator, at least %d characters", casework.MinPassphrase))
	return n, err
}

// inFlags names the flag of a field that casework refused.
func inFlags(err error) error {
	if e, is := errors.AsType[*casework.FieldError](err); is {
		return misuse("change --"+kebab(e.Field), "could not set the service up: %w", e)
	}
	return explained(err)
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
	first, second, err := c.typed(ctx, talk, v)
	if err != nil {
		return err
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
	p.say("next: amends serve --data %s", f.dir)
	return nil
}

// typed gets two sheets that open the service; in a terminal they are asked for
// until they do.
func (c *initCommand) typed(ctx context.Context, talk *conversation, v *service) (first, second string, err error) {
	for {
		if first, second, err = c.twoSheets(talk); err != nil {
			return "", "", err
		}
		err = v.RehearseRecovery(ctx, first, second)
		if err == nil {
			return first, second, nil
		}
		wrong, mistyped := errors.AsType[*seal.SheetError](err)
		if !mistyped || !talk.terminal || len(c.TypedSheets) > 0 {
			return "", "", mend(fmt.Errorf("could not rehearse recovery: %w", err),
				"run amends init again with the same --data and the sheets as they are printed; if a sheet is lost, remove the data and begin afresh")
		}
		talk.note("%v. Once more.", wrong)
	}
}

func (c *initCommand) twoSheets(talk *conversation) (first, second string, err error) {
	if len(c.TypedSheets) > 0 {
		return readSheets(c.TypedSheets)
	}
	if !talk.terminal {
		return "", "", misuse("give --typed-sheets FILE,FILE, or run it in a terminal to be asked", "recovery has to be rehearsed")
	}
	talk.note("Now the rehearsal: two of the three custodians type their sheets.")
	if first, err = talk.sheet("first"); err != nil {
		return "", "", err
	}
	talk.clear()
	if second, err = talk.sheet("second"); err != nil {
		return "", "", err
	}
	talk.clear()
	return first, second, nil
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

func profileNames() string { return listed(profile.Names()) }
