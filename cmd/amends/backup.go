package main

import (
	"context"
	"errors"
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
	if err := f.copyBeside(c.To); err != nil {
		return err
	}
	p.say("backed up")
	p.say("  entries.db holds the history; keep it as long as the service is to be kept")
	p.say("  keys.db holds the keys, sealed; keep it for days only, so that what was erased is gone from here too")
	p.note("the server key is not in it: keep a copy of that elsewhere")
	return nil
}

// copyBeside copies the small files of a service from one folder to another.
func (f folder) copyBeside(to string) error {
	for _, name := range []string{f.public(), f.rehearsal()} {
		content, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return explained(err)
		}
		if err := writeNew(filepath.Join(to, filepath.Base(name)), content); err != nil {
			return err
		}
	}
	return nil
}
