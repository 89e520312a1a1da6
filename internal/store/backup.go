package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// The two artefacts of a backup. Each is a database; KeysFile has wraps and entry
// keys alone, and is to be kept for days only, so that erasures become real in
// backups too (P8).
const (
	EntriesFile = "entries.db"
	KeysFile    = "keys.db"
)

// keyTables go into KeysFile, fleetingTables into neither.
var (
	keyTables      = []string{"wrap", "entry_key"}
	fleetingTables = []string{"session", "spent_form", "overview", "unsent", "scrub", "snapshot"}
)

// Backup is Store's. It copies row by row and never page by page: what was
// deleted and not yet scrubbed is not in the copy.
func (s *SQLite) Backup(ctx context.Context, dir string) error {
	if err := s.backup(ctx, dir); err != nil {
		return fmt.Errorf("could not back up: %w", err)
	}
	return nil
}

// backup writes beside dir and renames at the end, so that half a backup never
// has the name of a whole one.
func (s *SQLite) backup(ctx context.Context, dir string) (err error) {
	dir, err = filepath.Abs(dir)
	if err != nil {
		return err
	}
	if err := absent(dir); err != nil {
		return err
	}
	part := dir + ".part"
	if err := os.Mkdir(part, 0o700); err != nil {
		return explainMake(err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.RemoveAll(part))
		}
	}()
	if err := s.copyTo(ctx, part); err != nil {
		return err
	}
	for _, name := range []string{EntriesFile, KeysFile} {
		if err := syncFile(filepath.Join(part, name)); err != nil {
			return err
		}
	}
	if err := syncDir(part); err != nil {
		return err
	}
	return settle(part, dir)
}

// explainMake says why a folder for a backup cannot be made. It names nothing: where
// somebody keeps their backups is not for a log (P4).
func explainMake(err error) error {
	switch {
	case errors.Is(err, fs.ErrExist):
		return errors.New("a backup that was cut short stands there, its name ends in .part; remove it")
	case errors.Is(err, fs.ErrNotExist):
		return errors.New("the folder to make it in is not there; make that first")
	}
	return errors.New("the folder for it cannot be made; see the permissions of the one it is made in")
}

// absent refuses a name that something has already.
func absent(path string) error {
	if _, err := os.Lstat(path); !errors.Is(err, os.ErrNotExist) {
		return errors.New("something of that name is there already; give another name")
	}
	return nil
}

// settle gives what was written its name, durably.
func settle(part, name string) error {
	if err := os.Rename(part, name); err != nil {
		return err
	}
	return syncDir(filepath.Dir(name))
}

// copyTo copies one snapshot into the two artefacts.
func (s *SQLite) copyTo(ctx context.Context, dir string) (err error) {
	c, done, err := dial(ctx, s.path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, done()) }()
	for schema, name := range map[string]string{"entries": EntriesFile, "keys": KeysFile} {
		if err := attachNew(c, filepath.Join(dir, name), schema); err != nil {
			return err
		}
	}
	if _, err := c.exec("BEGIN"); err != nil {
		return err
	}
	objects, err := schemaOf(ctx, c)
	if err != nil {
		return err
	}
	for _, o := range objects {
		if err := o.copy(c); err != nil {
			return err
		}
	}
	id := make([]byte, 16)
	if _, err := rand.Read(id); err != nil {
		return err
	}
	for _, schema := range []string{"entries", "keys"} {
		if _, err := c.exec(`INSERT INTO `+schema+`.snapshot (one, snapshot_id) VALUES (1, $1)`, id); err != nil {
			return err
		}
	}
	_, err = c.exec("COMMIT")
	return err
}

// dial opens a connection of its own, which may attach other files. Nothing is
// written to the main file through it but by Restore, to a file nobody else has.
func dial(ctx context.Context, path string) (*conn, func() error, error) {
	db, err := connect(path, writerCache, false)
	if err != nil {
		return nil, nil, err
	}
	db.SetMaxOpenConns(1)
	c, err := db.Conn(ctx)
	if err != nil {
		return nil, nil, errors.Join(explain(err), db.Close())
	}
	own := &conn{sql: c, stmts: map[string]*sql.Stmt{}}
	done := func() error { return errors.Join(own.close(), db.Close()) }
	// Tables of two files refer to one another.
	if _, err := own.exec(`PRAGMA foreign_keys(off)`); err != nil {
		return nil, nil, errors.Join(err, done())
	}
	return own, done, nil
}

// attachNew makes a database file. A crash leaves it half written and under no
// name that counts, so it needs no journal.
func attachNew(c *conn, path, schema string) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return errors.New("its file cannot be made")
	}
	if err := file.Close(); err != nil {
		return err
	}
	if err := attach(c, path, schema); err != nil {
		return err
	}
	for _, setting := range []string{"page_size(8192)", "journal_mode(off)", "synchronous(off)"} {
		if _, err := c.exec(`PRAGMA ` + schema + `.` + setting); err != nil {
			return err
		}
	}
	return nil
}

func attach(c *conn, path, schema string) error {
	_, err := c.exec(`ATTACH $1 AS `+schema, path)
	return err
}

// object is a table, index or trigger.
type object struct{ kind, name, table, sql string }

// schemaOf lists the objects, tables first and triggers last: the copy is written
// before anything forbids changes.
func schemaOf(ctx context.Context, c *conn) ([]object, error) {
	return all(ctx, c, func(rows *sql.Rows) (o object, err error) {
		err = rows.Scan(&o.kind, &o.name, &o.table, &o.sql)
		return o, err
	}, `SELECT type, name, tbl_name, sql FROM main.sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
		ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 ELSE 3 END, rowid`)
}

// copy makes the object in the artefacts where it belongs, and copies a table's
// rows. EntriesFile has every table, that of the keys empty: restored, it is the
// database again.
func (o object) copy(c *conn) error {
	isKey := slices.Contains(keyTables, o.table)
	if err := o.make(c, "entries"); err != nil {
		return err
	}
	if o.kind == "table" && (isKey || o.name == "snapshot") {
		if err := o.make(c, "keys"); err != nil {
			return err
		}
	}
	if o.kind != "table" || slices.Contains(fleetingTables, o.name) {
		return nil
	}
	schema := "entries"
	if isKey {
		schema = "keys"
	}
	if _, err := c.exec(`INSERT INTO ` + schema + `.` + o.name + ` SELECT * FROM main.` + o.name); err != nil {
		return fmt.Errorf("could not copy a table: %w", err)
	}
	return nil
}

func (o object) make(c *conn, schema string) error {
	text := strings.Replace(o.sql, " "+o.name, " "+schema+"."+o.name, 1)
	if _, err := c.exec(text); err != nil {
		return fmt.Errorf("could not make the %s %s: %w", o.kind, o.name, err)
	}
	return nil
}
