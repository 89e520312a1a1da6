package casework

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/seal"
	"amends/internal/store"
)

// Of 100,000 cases most are closed, and of the open ones most need nothing today.
// So that a day's page need not open all their rows, each member of staff has an
// overview: where every case in their list stood when the journal had so many
// entries. Whatever happens in a case, or to its keys, appends an entry to it, so
// that the cases which have entries since are read anew, and the others stand as
// they stood. What is shown always comes from the rows, opened with the keys that
// the reader holds now: the overview only says which rows to open. It is sealed to
// its reader and made anew when it is lost.

// standing is where one case stands in one reader's list.
type standing struct {
	id         journal.ID
	attends    practice.Instant // from when on their day shows it, if nothing happens
	open, mine bool
}

// never is after everything.
const never = practice.Instant(1<<63 - 1)

func (r CaseRow) standing(id journal.ID) standing {
	return standing{id: id, attends: r.attends, open: r.Closed == 0, mine: r.Mine}
}

// attends is from when on a day shows something due. See isDue and Today.
func attends(d practice.Due, p practice.Profile) practice.Instant {
	switch d.Kind {
	case practice.DueUncovered, practice.DueCalledOff:
		return 0
	case practice.DueSilent:
		return d.Since + p.SilentAfter
	case practice.DueConsent, practice.DueAssessment, practice.DuePermission, practice.DueKeepingEnds:
		return max(d.By-p.WarnBefore, d.By-d.By%practice.Day)
	default:
		return d.By - d.By%practice.Day
	}
}

// overview is the one kept for a reader.
type overview struct {
	size      int64        // of the journal when it was kept, and then when changed was read
	standings []standing   // in the order of their ids
	changed   []journal.ID // cases with entries since, in order
}

// keepAgain is how many cases may change before an overview is kept anew.
const keepAgain = 256

// merged gives the standings with those of what changed replaced.
func (o *overview) merged(read []standing) []standing {
	changed := func(at standing) bool {
		_, is := slices.BinarySearchFunc(o.changed, at.id, compareIDs)
		return is
	}
	all := slices.DeleteFunc(slices.Clone(o.standings), changed)
	for _, at := range read {
		if changed(at) {
			all = append(all, at)
		}
	}
	slices.SortFunc(all, func(a, b standing) int { return compareIDs(a.id, b.id) })
	return all
}

func compareIDs(a, b journal.ID) int { return bytes.Compare(a[:], b[:]) }

// whereOverview is what an overview's key is bound to.
func (s *Session) whereOverview() seal.Where {
	return seal.Where{Service: s.v.id, Case: s.who.id, Stream: derive("overview", s.who.id.String()), Epoch: 1}
}

// refresh reads what changed since the overview was kept.
func (o *overview) refresh(ctx context.Context, from store.Reader) (err error) {
	size, err := from.Size(ctx)
	if err != nil {
		return fmt.Errorf("could not read what changed: %w", err)
	}
	// What is appended in between is read now, and once more the next time.
	if o.changed, err = from.ChangedSince(ctx, o.size); err != nil {
		return fmt.Errorf("could not read what changed: %w", err)
	}
	o.size = size
	return nil
}

// overview reads the one kept for the reader. One that does not open, because
// their keys were renewed, or was made under another profile, does not hold.
func (s *Session) overview(ctx context.Context) (*overview, bool, error) {
	kept, err := s.v.o.Store.Overview(ctx, s.who.id)
	if errors.Is(err, store.ErrNotFound) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("could not read an overview: %w", err)
	}
	_, mark, err := s.profile()
	if err != nil {
		return nil, false, err
	}
	o := &overview{size: kept.Size}
	plain, err := s.openOwn(s.whereOverview(), uint64(kept.Size), kept.Sealed)
	if err == nil {
		err = o.read(plain, mark)
	}
	return o, err == nil, nil
}

// mostKept is how many cases an overview has room for. Who has more reads all rows.
const mostKept = 400_000

// keepOverview seals the standings, which are in order, and keeps them.
func (s *Session) keepOverview(ctx context.Context, size int64, standings []standing) error {
	if len(standings) > mostKept {
		return nil
	}
	_, mark, err := s.profile()
	if err != nil {
		return err
	}
	sealed, err := s.sealOwn(s.whereOverview(), uint64(size), writeOverview(standings, mark))
	if err != nil {
		return err
	}
	d := s.v.draft(&s.who, int64(s.now))
	d.batch.Overview = &store.Overview{Holder: s.who.id, Size: size, Sealed: sealed}
	return d.commit(ctx)
}

// rowOverview is the form of an overview. For the others see rows.go.
const rowOverview byte = 4

func writeOverview(standings []standing, mark string) []byte {
	out := &rowWriter{out: make([]byte, 0, 64+27*len(standings))}
	out.out = append(out.out, rowOverview)
	out.text(mark)
	out.number(int64(len(standings)))
	for _, at := range standings {
		out.out = append(out.out, at.id[:]...)
		out.number(int64(at.attends))
		out.flag(at.open)
		out.flag(at.mine)
	}
	return out.out
}

// read reads what writeOverview wrote under the same profile.
func (o *overview) read(plain []byte, mark string) error {
	if len(plain) == 0 || plain[0] != rowOverview {
		return errRow
	}
	in := &rowReader{in: plain[1:]}
	if in.text() != mark {
		return errRow
	}
	o.standings = make([]standing, in.count())
	for i := range o.standings {
		if len(in.in) < len(o.standings[i].id) {
			return errRow
		}
		o.standings[i].id = journal.ID(in.in[:16])
		in.in = in.in[16:]
		o.standings[i].attends, o.standings[i].open, o.standings[i].mine = practice.Instant(in.number()), in.flag(), in.flag()
	}
	return in.end()
}
