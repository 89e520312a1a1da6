package casework

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/store"
)

// listing opens a reader's rows, many cases at a time.
type listing struct {
	s         *Session
	profile   practice.Profile
	waiting   map[journal.ID]bool // whether what waits in a case is a stop
	numbers   numbering
	fresh     []freshWrap
	postponed []CaseRow // from the first on that cannot be read, or of which it has to be asked whose it is that waits there
	give      func(CaseRow)
}

func (s *Session) listing(ctx context.Context, give func(CaseRow)) (*listing, error) {
	list, err := s.v.o.Store.Waiting(ctx)
	if err != nil {
		return nil, fmt.Errorf("could not read what waits: %w", err)
	}
	l := &listing{s: s, profile: s.Profile(), waiting: make(map[journal.ID]bool, len(list)), numbers: s.numbering(), give: give}
	for _, w := range list {
		l.waiting[w.Case] = w.Stop
	}
	return l, nil
}

// eachCase gives the reader's cases, in the order of their ids, of which pick says
// yes to how they stood when an overview was kept, or in which something happened
// since; the others' standings it gives back. Where most would be read anyway, or
// there is no overview that still holds, it gives all.
func (s *Session) eachCase(ctx context.Context, pick func(standing) bool, give func(CaseRow)) (left []standing, err error) {
	if s.desk == nil {
		return nil, ErrNotThere
	}
	l, err := s.listing(ctx, give)
	if err != nil {
		return nil, err
	}
	o, holds, err := s.overview(ctx)
	if err != nil {
		return nil, err
	}
	if !holds {
		return nil, l.all(ctx)
	}
	if err := o.refresh(ctx, s.v.o.Store); err != nil {
		return nil, err
	}
	some, left := l.choose(o, pick)
	if len(some)*4 > len(o.standings)+fewCases {
		return nil, l.all(ctx)
	}
	return left, l.some(ctx, o, some)
}

// fewCases are always read one by one.
const fewCases = 64

// choose sorts out which cases to read: those that changed, those in which
// something waits, those picked.
func (l *listing) choose(o *overview, pick func(standing) bool) (read []journal.ID, left []standing) {
	news := slices.AppendSeq(slices.Clone(o.changed), maps.Keys(l.waiting))
	slices.SortFunc(news, compareIDs)
	read = slices.Clone(news)
	for _, at := range o.standings {
		switch _, isNews := slices.BinarySearchFunc(news, at.id, compareIDs); {
		case isNews:
		case pick(at):
			read = append(read, at.id)
		default:
			left = append(left, at)
		}
	}
	slices.SortFunc(read, compareIDs)
	return slices.Compact(read), left
}

// some reads some cases. Where much has changed since the overview was kept it is
// kept anew, with what was read.
func (l *listing) some(ctx context.Context, o *overview, cases []journal.ID) error {
	standings, err := l.read(l.s.v.o.Store.RowsIn(ctx, l.s.who.id, cases))
	if err != nil {
		return err
	}
	if err := l.givePostponed(ctx); err != nil {
		return err
	}
	if err := l.s.keepAll(ctx, l.fresh); err != nil {
		return err
	}
	if len(o.changed) < keepAgain {
		return nil
	}
	return l.s.keepOverview(ctx, o.size, o.merged(standings))
}

// all reads all cases, and keeps where they stand.
func (l *listing) all(ctx context.Context) error {
	size, err := l.s.v.o.Store.Size(ctx)
	if err != nil {
		return fmt.Errorf("could not read a list: %w", err)
	}
	standings, err := l.read(l.s.v.o.Store.RowsOf(ctx, l.s.who.id))
	if err != nil {
		return err
	}
	if err := l.givePostponed(ctx); err != nil {
		return err
	}
	if err := l.s.keepAll(ctx, l.fresh); err != nil {
		return err
	}
	return l.s.keepOverview(ctx, size, standings)
}

// together is how many cases are opened at a time.
const together = 512

// read opens rows as they come and gives their cases, and where each stands.
func (l *listing) read(rows iter.Seq2[store.HeldRow, error]) ([]standing, error) {
	var standings []standing
	var cases [][]store.HeldRow
	for held, err := range rows {
		if err != nil {
			return nil, fmt.Errorf("could not read a list: %w", err)
		}
		if n := len(cases); n > 0 && cases[n-1][0].Case == held.Case {
			cases[n-1] = append(cases[n-1], held)
			continue
		}
		if len(cases) == together {
			l.open(cases, &standings)
			cases = cases[:0]
		}
		cases = append(cases, []store.HeldRow{held})
	}
	l.open(cases, &standings)
	return standings, nil
}

// open opens the rows of some cases, each by itself, and gives them in their order.
// One that cannot be read is postponed, and read again on every page until it can be.
func (l *listing) open(cases [][]store.HeldRow, standings *[]standing) {
	opened, rows, errs := make([]rowsOfCase, len(cases)), make([]CaseRow, len(cases)), make([]error, len(cases))
	inParts(len(cases), func(i int) {
		if opened[i], errs[i] = l.s.openRows(cases[i]); errs[i] == nil && opened[i].state != nil {
			rows[i], errs[i] = l.caseRow(opened[i])
		}
	})
	for i, r := range rows {
		if errs[i] != nil {
			*standings = append(*standings, standing{id: opened[i].id, open: true, mine: true})
			l.postponed = append(l.postponed, l.unread(opened[i].id))
			continue
		}
		l.fresh = append(l.fresh, opened[i].fresh...)
		if opened[i].state == nil {
			continue
		}
		r.Stopped, r.Waiting = l.waits(opened[i].id)
		*standings = append(*standings, r.standing(opened[i].id))
		if len(l.postponed) > 0 || r.Waiting && r.walled {
			l.postponed = append(l.postponed, r)
			continue
		}
		l.give(r)
	}
}

// waits says whether something waits in a case, and whether it is a stop.
func (l *listing) waits(id journal.ID) (stop, waiting bool) {
	stop, waiting = l.waiting[id]
	return stop, waiting
}

// givePostponed makes anew what could not be read, and finds out, for a reader who
// works with one side, whether what waits came from there. It gives the cases that had
// to wait for it in their order still: a place in a list must not tell either. Whose a
// drop is stands sealed inside it, so that these few cases are opened.
func (l *listing) givePostponed(ctx context.Context) error {
	for _, r := range l.postponed {
		if r.Unreadable {
			made, err := l.rebuild(ctx, r)
			if errors.Is(err, ErrNotThere) { // taken away meanwhile
				continue
			}
			if err != nil {
				return err
			}
			r = made
		}
		if r.Waiting && r.walled {
			if err := l.askWhose(ctx, &r); err != nil {
				return err
			}
		}
		l.give(r)
	}
	return nil
}

// askWhose finds it out for one case. Nothing waits in a case that was taken away meanwhile.
func (l *listing) askWhose(ctx context.Context, r *CaseRow) error {
	got, row, err := l.s.waitingFor(ctx, r.ID)
	r.Stopped, r.Waiting = got.stop, got.drops > 0
	if errors.Is(err, ErrNotThere) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("could not hear what waits: %w", err)
	}
	return l.stand(r, &rowReader{in: row})
}

// keepAll saves wraps in their cheap form, some at a time, so that nobody waits
// long for the writer.
func (s *Session) keepAll(ctx context.Context, fresh []freshWrap) error {
	const group = 64
	for some := range slices.Chunk(fresh, group) {
		d := s.v.draft(&s.who, int64(s.now))
		for _, f := range some {
			sealed, err := s.who.identity.Rewrap(s.who.random, f.key, s.whereOf(f.held))
			if err != nil {
				return err
			}
			w := store.Wrap{Case: f.held.Case, Stream: f.held.Stream, Epoch: f.held.Epoch, Holder: s.who.id, Sealed: sealed}
			d.batch.Rewraps = append(d.batch.Rewraps, store.Rewrap{Wrap: w, Was: f.held.Wrap})
		}
		if err := d.commit(ctx); err != nil {
			return err
		}
	}
	return nil
}
