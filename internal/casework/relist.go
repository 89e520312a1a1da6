package casework

import (
	"context"
	"errors"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/store"
)

// Rows of lists are made from entries, so that one which does not open, or is in the
// form of another version of the program, is made again: by whoever's list it is in,
// out of what they hold keys to. A row never decides whether a list is shown.

// unread is the line of a case whose rows could not be read, until it is made anew.
func (l *listing) unread(id journal.ID) CaseRow {
	return CaseRow{ID: CaseID(id.String()), Number: l.numbers.of(id), Unreadable: true}
}

// rebuild makes the rows of a case anew from its entries, keeps them, and gives its
// line. A case that does not open itself stays unreadable, and is in the list all the
// same: nobody misses it, and its own page says what is wrong.
func (l *listing) rebuild(ctx context.Context, was CaseRow) (CaseRow, error) {
	var rows rowsOfCase
	var d *draft
	err := l.s.v.o.Store.View(ctx, func(from store.Reader) (err error) {
		rows, d, err = l.s.rowsAnew(ctx, from, was.ID)
		return err
	})
	if _, closed := errors.AsType[*CompartmentError](err); closed {
		return was, nil
	}
	if err != nil {
		return was, err
	}
	// Whoever wrote to the case meanwhile has written its rows too.
	if err := d.commit(ctx); err != nil && !errors.Is(err, store.ErrConflict) {
		return was, err
	}
	out, err := l.caseRow(rows)
	out.Stopped, out.Waiting = l.waits(rows.id)
	return out, err
}

// rowsAnew makes the rows of those compartments of a case that the reader can open,
// and a draft that writes them.
func (s *Session) rowsAnew(ctx context.Context, from store.Reader, id CaseID) (rowsOfCase, *draft, error) {
	w, err := s.openWork(ctx, from, id)
	if err != nil {
		return rowsOfCase{}, nil, err
	}
	rows, d := rowsOfCase{id: w.id}, s.v.draft(&s.who, int64(s.now))
	content, err := w.caseRow()
	if err != nil {
		return rows, d, err
	}
	if err := d.rowAnew(w.main, content, &rows); err != nil {
		return rows, d, err
	}
	homes := []practice.Home{{Kind: practice.InFacts}}
	for _, p := range w.state.Parties {
		homes = append(homes, practice.Home{Kind: practice.InFile, Party: p.ID})
	}
	for _, h := range homes {
		c, err := w.at(ctx, h)
		if err != nil {
			return rows, d, err
		}
		if !c.open() {
			continue
		}
		if content, err = w.textRow(ctx, d, h); err != nil {
			return rows, d, err
		}
		if err := d.rowAnew(c, content, &rows); err != nil {
			return rows, d, err
		}
	}
	return rows, d, nil
}

// rowAnew writes a row over the one that stands, and reads it.
func (d *draft) rowAnew(c *compartment, content []byte, into *rowsOfCase) error {
	d.expect(c)
	if err := d.row(c, content); err != nil {
		return err
	}
	return into.read(content)
}
