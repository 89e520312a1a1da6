package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// backupCommand copies a service, served or not.
type backupCommand struct {
	Data string `help:"Folder of the service's data." placeholder:"DIR" required:"" env:"AMENDS_DATA"`
	To   string `help:"Folder to make for the backup." placeholder:"DIR" required:""`
}

// run writes the two artefacts of one snapshot, and beside them what is no secret.
func (c *backupCommand) run(ctx context.Context, p program) (err error) {
	f, err := place{Data: c.Data}.folder()
	if err != nil {
		return err
	}
	db, err := f.look(ctx, p.now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := db.Backup(ctx, c.To); err != nil {
		return explained(err)
	}
	if err := copyInto(c.To, f.rehearsal()); err != nil {
		return err
	}
	if err := copyInto(c.To, f.public()); err != nil {
		return err
	}
	if _, err := os.Lstat(f.public()); err != nil {
		p.note("the journal's public key is not in the data folder, and so not in the backup: amends restore will ask for it with --journal-key")
	}
	p.say("backed up")
	p.say("  entries.db holds the history; keep it as long as the service is to be kept")
	p.say("  keys.db holds the keys, sealed; keep it for days only, so that what was erased is gone from here too")
	p.note("the server key is not in it: keep a copy of that elsewhere")
	return nil
}

// copyInto copies one of a service's small files, if it is there, into a folder.
func copyInto(dir, name string) error {
	content, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return explained(fmt.Errorf("could not read %s: %w", filepath.Base(name), err))
	}
	return writeNew(filepath.Join(dir, filepath.Base(name)), content)
}
