package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// Restore makes the database at target, which must not exist, from the two
// artefacts in dir. It refuses artefacts of different snapshots and of a newer
// program, repeats the erasures the backup knows and those that are given (of a
// database that was in use since; see Reader.Erasures), and holds everything that
// waits to be sent, since it may have been sent after the backup was made (P10).
// The caller verifies the journal next.
func Restore(ctx context.Context, dir, target string, erasures ...EntryRef) error {
	if err := restore(ctx, dir, target, erasures); err != nil {
		return fmt.Errorf("could not restore: %w", err)
	}
	return nil
}

// ErasedIn gives what was erased or struck in the database at path, which is only
// read: what Restore is to repeat when an older backup takes its place.
func ErasedIn(ctx context.Context, path string) (_ []EntryRef, err error) {
	if _, err := os.Stat(path); err != nil {
		return nil, errors.New("could not read what was erased: there is no database of that name")
	}
	s, err := Open(ctx, path, Options{Now: func() time.Time { return time.Time{} }, ReadOnly: true})
	if err != nil {
		return nil, fmt.Errorf("could not read what was erased: %w", err)
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return s.Erasures(ctx)
}

func restore(ctx context.Context, dir, target string, erasures []EntryRef) (err error) {
	for _, name := range []string{target, target + "-wal"} {
		if err := absent(name); err != nil {
			return err
		}
	}
	part := target + ".part"
	defer func() {
		if err != nil {
			err = errors.Join(err, removeAll(part, part+"-wal", part+"-shm"))
		}
	}()
	if err := copyFile(filepath.Join(dir, EntriesFile), part); err != nil {
		return err
	}
	if err := secure(part, false); err != nil {
		return err
	}
	if err := fill(ctx, part, filepath.Join(dir, KeysFile), erasures); err != nil {
		return err
	}
	if err := syncFile(part); err != nil {
		return err
	}
	return settle(part, target)
}

func removeAll(paths ...string) error {
	var errs []error
	for _, path := range paths {
		errs = append(errs, os.RemoveAll(path))
	}
	return errors.Join(errs...)
}

func copyFile(from, to string) error {
	source, err := os.Open(from)
	if err != nil {
		return unreadable(from)
	}
	defer func() { _ = source.Close() }() // only read from
	copied, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return errors.New("the new database cannot be made; remove what an earlier restore left there")
	}
	_, err = io.Copy(copied, source)
	return errors.Join(err, copied.Close())
}

// unreadable says which artefact cannot be read.
func unreadable(artefact string) error {
	return fmt.Errorf("%s cannot be read; give the folder that amends backup made, with both files in it", filepath.Base(artefact))
}

// fill brings the keys in, but none that was erased. Closing the connection
// copies its write-ahead log into the file and removes it.
func fill(ctx context.Context, path, keys string, erasures []EntryRef) (err error) {
	if _, err := os.Stat(keys); err != nil {
		return unreadable(keys)
	}
	c, done, err := dial(ctx, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	steps, err := migrations(migrationFiles, "migrations/sqlite")
	if err != nil {
		return err
	}
	if _, err := applied(ctx, c, steps); err != nil {
		return err
	}
	if err := attach(c, keys, "keys"); err != nil {
		return err
	}
	if err := sameSnapshot(ctx, c); err != nil {
		return err
	}
	if _, err := c.exec("BEGIN IMMEDIATE"); err != nil {
		return err
	}
	if err := eraseAgain(c, erasures); err != nil {
		return err
	}
	for _, text := range bringIn {
		if _, err := c.exec(text); err != nil {
			return err
		}
	}
	if err := checkReferences(ctx, c); err != nil {
		return err
	}
	_, err = c.exec("COMMIT")
	return err
}

// bringIn is what makes the database of the two artefacts once erasures were repeated:
// keys of what was not erased, and an outbox that is held.
var bringIn = []string{
	`INSERT INTO main.wrap (holder, case_id, stream_id, epoch, sealed)
		SELECT holder, case_id, stream_id, epoch, sealed FROM keys.wrap w
		WHERE NOT EXISTS (SELECT 1 FROM main.stream s WHERE s.case_id = w.case_id AND s.stream_id = w.stream_id AND s.erased)`,
	`INSERT INTO main.entry_key (case_id, stream_id, number, sealed)
		SELECT case_id, stream_id, number, sealed FROM keys.entry_key k
		WHERE NOT EXISTS (SELECT 1 FROM main.stream s WHERE s.case_id = k.case_id AND s.stream_id = k.stream_id AND s.erased)
		AND NOT EXISTS (SELECT 1 FROM main.struck s WHERE s.case_id = k.case_id AND s.stream_id = k.stream_id AND s.number = k.number)`,
	`UPDATE main.outgoing SET held = TRUE, lease = 0`,
	`DELETE FROM main.snapshot`,
	scrubDue.text, // for what was erased from the copy just now
}

// sameSnapshot refuses two artefacts that do not belong together.
func sameSnapshot(ctx context.Context, c *conn) error {
	entries, err := one(ctx, c, scanOne[[]byte], `SELECT snapshot_id FROM main.snapshot`)
	if err != nil {
		return fmt.Errorf("%s is no artefact of a backup: %w", EntriesFile, err)
	}
	keys, err := one(ctx, c, scanOne[[]byte], `SELECT snapshot_id FROM keys.snapshot`)
	if err != nil {
		return fmt.Errorf("%s is no artefact of a backup: %w", KeysFile, err)
	}
	if !bytes.Equal(entries, keys) {
		return errors.New("the two artefacts are of different backups; give two that were made together")
	}
	return nil
}

// eraseAgain repeats erasures that were made after the backup, as far as it knows
// the streams at all.
func eraseAgain(c *conn, erasures []EntryRef) error {
	for _, e := range erasures {
		repeated := []statement{{`INSERT INTO struck (case_id, stream_id, number)
			SELECT case_id, stream_id, number FROM entry WHERE case_id = $1 AND stream_id = $2 AND number = $3
			ON CONFLICT DO NOTHING`, []any{e.Case[:], e.Stream[:], int64(e.Number)}}}
		if e.Number == 0 {
			repeated = erase(StreamRef{e.Case, e.Stream})
		}
		for _, s := range repeated {
			if _, err := c.exec(s.text, s.args...); err != nil {
				return fmt.Errorf("could not repeat an erasure: %w", err)
			}
		}
	}
	return nil
}

// checkReferences asks that every key belongs to something, since keys and
// entries came in two files.
func checkReferences(ctx context.Context, c *conn) error {
	_, err := one(ctx, c, scanOne[string], `SELECT "table" FROM pragma_foreign_key_check LIMIT 1`)
	if errors.Is(err, ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.New("the two artefacts do not fit together")
}
