package main

import (
	"context"
	"errors"
	"os"

	"amends/internal/store"
)

// restoreCommand makes a service's data from a backup.
type restoreCommand struct {
	From       string `help:"Folder of the backup." placeholder:"DIR" required:""`
	Data       string `help:"Folder to make the service's data in." placeholder:"DIR" required:"" env:"AMENDS_DATA"`
	JournalKey string `help:"File of the journal's public key, from elsewhere than the backup (default: the backup's own)." placeholder:"FILE"`
	Erased     string `help:"Data that were in use since the backup: what was erased there is erased here too." placeholder:"DIR"`
}

// run restores and verifies. What does not verify is not left where it could be served.
func (c *restoreCommand) run(ctx context.Context, p program) error {
	f, err := place{Data: c.Data}.folder()
	if err != nil {
		return err
	}
	from := folder{dir: c.From}
	if info, err := os.Stat(from.dir); err != nil || !info.IsDir() {
		return misuse("give with --from the folder that amends backup made", "there is no such backup")
	}
	file := c.JournalKey
	if file == "" {
		file = from.public()
	}
	public, err := readPublic(file)
	if err != nil {
		return err
	}
	erasures, err := c.erasures(ctx)
	if err != nil {
		return err
	}
	if err := f.make(); err != nil {
		return err
	}
	if err := c.fill(ctx, p, f, public, erasures); err != nil {
		f.leave()
		return err
	}
	if err := copyInto(f.dir, from.rehearsal()); err != nil {
		return err
	}
	if err := f.writePublic(public); err != nil { // the one it was verified with
		return err
	}
	p.note("what waited to be sent is held, since it may have been sent after the backup was made")
	p.note("to serve it, with the server key of the service: amends serve --data %s --key FILE", quoted(f.dir))
	return nil
}

// fill makes the database and verifies it. One that does not verify is taken away.
func (c *restoreCommand) fill(ctx context.Context, p program, f folder, public publicKey, erasures []store.EntryRef) error {
	if err := store.Restore(ctx, c.From, f.database(), erasures...); err != nil {
		return explained(err)
	}
	if err := p.verifyRestored(ctx, f, public); err != nil {
		return errors.Join(err, f.discard())
	}
	return nil
}

// erasures reads what was erased since, from the data that were in use (P8).
func (c *restoreCommand) erasures(ctx context.Context) ([]store.EntryRef, error) {
	if c.Erased == "" {
		return nil, nil
	}
	old, err := place{Data: c.Erased}.folder()
	if err != nil {
		return nil, err
	}
	if !old.holds() {
		return nil, misuse("give with --erased the data folder that was in use since the backup", "there is no service in the folder of --erased")
	}
	all, err := store.ErasedIn(ctx, old.database())
	return all, explained(err)
}

func (p program) verifyRestored(ctx context.Context, f folder, public publicKey) (err error) {
	db, err := f.look(ctx, p.now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	report, err := audit(ctx, db, public, nil)
	if err != nil {
		return blamed(err)
	}
	p.say("restored")
	p.reports(counted(report))
	return nil
}

// discard takes away a database that is not to be served.
func (f folder) discard() error {
	var errs []error
	for _, end := range []string{"", "-wal", "-shm", ".lock"} {
		errs = append(errs, os.RemoveAll(f.database()+end))
	}
	return errors.Join(errs...)
}
