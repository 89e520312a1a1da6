package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
)

// Forward-only numbered files, one folder for each engine and the same numbers in
// all. What has been released is never edited: Open refuses it.
//
//go:embed migrations/sqlite/*.sql
var migrationFiles embed.FS

// migration is one numbered step of the schema.
type migration struct {
	version int64
	text    string
}

func (m migration) sum() [32]byte { return sha256.Sum256([]byte(m.text)) }

// migrations reads the steps of a folder, in order from 1 without gaps.
func migrations(files fs.FS, folder string) ([]migration, error) {
	names, err := fs.Glob(files, path.Join(folder, "*.sql"))
	if err != nil {
		return nil, err
	}
	var steps []migration
	for i, name := range names {
		number, _, _ := strings.Cut(path.Base(name), "_")
		version, err := strconv.ParseInt(number, 10, 64)
		if err != nil || version != int64(i+1) {
			return nil, errors.New("the migrations are not numbered from 1 without gaps")
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		steps = append(steps, migration{version, string(text)})
	}
	return steps, nil
}

// migrate brings the schema up to date.
func migrate(ctx context.Context, db *sql.DB) error {
	steps, err := migrations(migrationFiles, "migrations/sqlite")
	if err != nil {
		return err
	}
	return apply(ctx, db, steps)
}

// apply applies the steps that were not yet applied, each in a transaction of its
// own together with its sum.
func apply(ctx context.Context, db *sql.DB, steps []migration) error {
	if err := checkApplied(ctx, db, steps); err != nil {
		return err
	}
	var registered []*goose.Migration
	for _, step := range steps {
		registered = append(registered, goose.NewGoMigration(step.version, &goose.GoFunc{RunTx: step.run}, nil))
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, nil,
		goose.WithGoMigrations(registered...), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("could not prepare its schema: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("could not bring its schema up to date: %w", err)
	}
	return nil
}

func (m migration) run(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, m.text); err != nil {
		return err
	}
	sum := m.sum()
	_, err := tx.ExecContext(ctx, rebind(`INSERT INTO migration (version, sum) VALUES ($1, $2)`), m.version, sum[:])
	return err
}

// checkApplied refuses a database that a newer program has migrated, and one
// whose migrations were not those of this program.
func checkApplied(ctx context.Context, db *sql.DB, steps []migration) error {
	p := &pool{db: db, stmts: map[string]*sql.Stmt{}}
	_, err := one(ctx, p, scanOne[int64], `SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migration'`)
	if errors.Is(err, ErrNotFound) {
		return nil // a new file
	}
	if err != nil {
		return err
	}
	_, err = applied(ctx, p, steps)
	return err
}

// applied is the number of steps that were applied, all of them these.
func applied(ctx context.Context, q querier, steps []migration) (int, error) {
	sums, err := all(ctx, q, scanOne[[]byte], `SELECT sum FROM migration ORDER BY version`)
	if err != nil {
		return 0, err
	}
	if len(sums) > len(steps) {
		return 0, fmt.Errorf("%w: use the newest program", ErrNewer)
	}
	for i, sum := range sums {
		if own := steps[i].sum(); !bytes.Equal(sum, own[:]) {
			return 0, fmt.Errorf("migration %d of its schema is not this program's: it was edited; use the program that made it", i+1)
		}
	}
	return len(sums), nil
}

// checkSchema asks that exactly this program's migrations were applied.
func checkSchema(ctx context.Context, q querier) error {
	steps, err := migrations(migrationFiles, "migrations/sqlite")
	if err != nil {
		return err
	}
	n, err := applied(ctx, q, steps)
	if err != nil {
		return err
	}
	if n < len(steps) {
		return errors.New("its schema is older than this program; open it for writing once")
	}
	return nil
}
