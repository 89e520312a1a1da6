package journaltest

import (
	"errors"
	"fmt"

	"amends/internal/journal"
)

// Step is one write of an append, in the order a store makes them.
type Step string

// The writes of an append: four within the transaction, and its commit.
const (
	WriteEntries    Step = "entries"
	WriteHeads      Step = "stream heads"
	WriteTiles      Step = "tiles"
	WriteCheckpoint Step = "checkpoint"
	Commit          Step = "commit"
)

// Steps are all of them.
func Steps() []Step { return []Step{WriteEntries, WriteHeads, WriteTiles, WriteCheckpoint, Commit} }

// ErrInjected is the failure that was asked for.
var ErrInjected = errors.New("a failure asked for")

// ErrUnknown says that nobody knows whether the last append was committed; the log
// must be loaded anew before it takes another.
var ErrUnknown = errors.New("could not append: the outcome of the last commit is unknown")

// Log appends to rows in memory as a store does to its database: planned by
// [journal.Plan], written in one transaction, the edge taken over after the commit.
type Log struct {
	service *Service
	rows    *Rows // what is on disk
	edge    journal.Edge
	unknown bool
	// fail is asked before each write whether it fails, and if so whether its
	// bytes are written all the same. Nil never fails.
	fail func(Step) (fails, persisted bool)
}

// NewLog opens what is on disk; nil rows are an empty log.
func NewLog(service *Service, rows *Rows) (*Log, error) {
	if rows == nil {
		rows = &Rows{}
	}
	l := &Log{service: service, rows: rows}
	if err := l.Retry(); err != nil {
		return nil, err
	}
	return l, nil
}

// Rows is what is on disk.
func (l *Log) Rows() *Rows { return l.rows }

// Source is what is on disk, to be verified.
func (l *Log) Source() journal.Source { return l.rows }

// Append appends the entries, all or none.
func (l *Log) Append(entries []journal.Entry) error {
	if l.unknown {
		return ErrUnknown
	}
	plan, err := journal.Plan(l.edge, entries, l.service.Now(), l.service.Signer)
	if err != nil {
		return err
	}
	staged := l.rows.shallow()
	if err := l.write(staged, plan, entries); err != nil {
		return err // rolled back: the old edge holds
	}
	fails, persisted := l.asked(Commit)
	if !fails || persisted {
		l.rows = staged
	}
	if fails {
		// A real log cannot see which it was, so this one must not look either.
		l.unknown = true
		return fmt.Errorf("could not commit: %w", ErrInjected)
	}
	l.edge = plan.Edge
	return nil
}

// shallow copies the rows, but not their bytes: nothing changes those in place.
func (r *Rows) shallow() *Rows {
	return &Rows{
		PlacedEntries: append([]journal.Placed(nil), r.PlacedEntries...), StoredTiles: append([]journal.Tile(nil), r.StoredTiles...),
		Signed: append([][]byte(nil), r.Signed...), StreamHeads: append([]journal.Head(nil), r.StreamHeads...),
	}
}

// write makes the writes of the transaction.
func (l *Log) write(staged *Rows, plan journal.Append, entries []journal.Entry) error {
	writes := map[Step]func() error{
		WriteEntries:    func() error { staged.addEntries(plan.Start, entries); return nil },
		WriteHeads:      func() error { return staged.addHeads(entries) },
		WriteTiles:      func() error { staged.addTiles(plan.Tiles); return nil },
		WriteCheckpoint: func() error { staged.Signed = append(staged.Signed, plan.Signed); return nil },
	}
	for _, step := range Steps() {
		write, within := writes[step]
		if !within {
			continue
		}
		fails, persisted := l.asked(step)
		if !fails || persisted {
			if err := write(); err != nil {
				return fmt.Errorf("could not write %s: %w", step, err)
			}
		}
		if fails {
			return fmt.Errorf("could not write %s: %w", step, ErrInjected)
		}
	}
	return nil
}

func (l *Log) asked(step Step) (fails, persisted bool) {
	if l.fail == nil {
		return false, false
	}
	return l.fail(step)
}

// Fail makes the next append fail at a step, with the step's bytes written or not.
func (l *Log) Fail(step Step, persisted bool) {
	l.fail = func(at Step) (bool, bool) {
		if at != step {
			return false, false
		}
		l.fail = nil
		return true, persisted
	}
}

// Retry loads the edge from what is on disk, so that the log may go on.
func (l *Log) Retry() error {
	var head journal.Checkpoint
	if n := len(l.rows.Signed); n > 0 {
		var err error
		if head, err = journal.OpenCheckpoint(l.rows.Signed[n-1], l.service.Verifier); err != nil {
			return fmt.Errorf("could not open a log: %w", err)
		}
	}
	edge, err := journal.LoadEdge(head, l.rows.ReadTile)
	if err != nil {
		return fmt.Errorf("could not open a log: %w", err)
	}
	l.edge, l.unknown = edge, false
	return nil
}

// Restart opens what is on disk as another process would.
func (l *Log) Restart() (Subject, error) { return NewLog(l.service, l.rows) }

// ReadTile reads a stored tile, as [journal.TileReader] asks.
func (r *Rows) ReadTile(level, index uint64) ([]byte, error) {
	i, found := r.findTile(level, index)
	if !found {
		return nil, errors.New("no such tile")
	}
	return r.StoredTiles[i].Hashes, nil
}
