package casework

import (
	"context"
	"slices"

	"amends/internal/practice"
)

// CaseRow is one line of a list of cases.
type CaseRow struct {
	ID      CaseID
	Number  string // personal to the reader
	Caption string // from the facts
	Stage   practice.Stage
	Opened  practice.Instant
	Closed  practice.Instant // zero: open
	Touched practice.Instant // when anybody the reader may know of was last in contact, or anything crossed
	Due     []practice.Due   // what the reader may know of, soonest first
	Parties []RowParty
	Harms   []practice.HarmKind
	Mine    bool // the reader is allocated to it
	Waiting bool // a participant the reader works with wrote, and nobody took it in yet
	Stopped bool // what waits is a stop
	Paused  bool // somebody the reader works with has paused
	Held    bool

	// Unreadable: the case cannot be opened, because of what Verify will name. Nothing
	// but ID and Number is known.
	Unreadable bool

	attends practice.Instant // see standing
	walled  bool             // the reader works with some of its sides alone
}

// RowParty is one party in a list. Name and Care are empty where the reader does
// not work with their side.
type RowParty struct {
	ID          practice.PartyID
	Harmed      bool
	Responsible bool
	Mine        bool // the reader works with their side
	Name        string
	Care        string // how they may be reached safely
}

// Is says whether something of this kind is due.
func (r CaseRow) Is(kind practice.DueKind) bool {
	return slices.ContainsFunc(r.Due, func(d practice.Due) bool { return d.Kind == kind })
}

// The forms of a row. A form that changes gets a new number.
const (
	rowCase  byte = 5
	rowFacts byte = 2
	rowFile  byte = 3
)

// rows rebuilds the list rows of the compartments that this draft wrote to: what
// lists show without opening a case. They hold what their compartment holds and
// nothing from any other (P5).
func (w *work) rows(ctx context.Context, d *draft) error {
	if w.main.head.Number != w.main.stored {
		row, err := w.caseRow()
		if err != nil {
			return err
		}
		if err := d.row(w.main, row); err != nil {
			return err
		}
	}
	for _, h := range d.touched {
		if !d.changesRow(h) {
			continue
		}
		c, err := w.at(ctx, h)
		if err != nil {
			return err
		}
		if !c.open() {
			continue
		}
		row, err := w.textRow(ctx, d, h)
		if err != nil {
			return err
		}
		if err := d.row(c, row); err != nil {
			return err
		}
	}
	return nil
}

// changesRow says whether the draft changes what the row of a home shows: most
// notes do not, and folding a long file for each would be dear.
func (d *draft) changesRow(h practice.Home) bool {
	struck := slices.ContainsFunc(d.struck, func(s practice.EntryStruck) bool { return s.From == h })
	return struck || slices.ContainsFunc(d.events, func(e practice.Event) bool {
		if e.Home() != h {
			return false
		}
		switch e := e.(type) { // only what a row shows changes it
		case practice.NameKept:
			return true
		case practice.FileWritten:
			return e.What == practice.SafeContactText
		case practice.FactsWritten:
			return e.What == practice.TitleText
		default:
			return false
		}
	})
}

// textRow folds facts or a file with what the draft adds, less what it strikes.
func (w *work) textRow(ctx context.Context, d *draft, h practice.Home) ([]byte, error) {
	var facts practice.Facts
	var file practice.File
	take := func(e practice.Event) {
		struck := slices.ContainsFunc(d.struck, func(s practice.EntryStruck) bool { return s.From == h && s.Struck == e.Stamped().Act })
		if e.Home() == h && !struck {
			facts, file = practice.EvolveFacts(facts, e), practice.EvolveFile(file, e)
		}
	}
	stored, err := w.stored(ctx, h)
	if err != nil {
		return nil, err
	}
	for _, t := range stored {
		if t.event != nil {
			take(t.event)
		}
	}
	for _, e := range d.events {
		take(e)
	}
	out := &rowWriter{}
	if h.Kind == practice.InFacts {
		out.out = append(out.out, rowFacts)
		out.text(facts.Title)
		return out.out, nil
	}
	out.out = append(out.out, rowFile)
	out.id(string(h.Party))
	out.text(file.Name())
	out.text(file.SafeContact)
	return out.out, nil
}

// stored is tell, of a compartment that may have been begun in this draft.
func (w *work) stored(ctx context.Context, h practice.Home) ([]told, error) {
	c, err := w.at(ctx, h)
	if err != nil || c.stored == 0 {
		return nil, err
	}
	all, _, err := w.tell(ctx, h)
	return all, err
}

// forRows asks the diary for everything that will ever be due if nothing happens:
// a row is not written again because time has passed. What of it is due is decided
// when the list is read.
func forRows(at practice.At) practice.At {
	at.Profile.WarnBefore = 1000 * 365 * practice.Day
	at.Profile.SilentAfter = -1
	return at
}

// isDue says whether something of a row is due by now.
func isDue(d practice.Due, now practice.Instant, p practice.Profile) bool {
	switch d.Kind {
	case practice.DueConsent, practice.DueAssessment, practice.DuePermission:
		return now < d.By && d.By-p.WarnBefore <= now
	case practice.DueKeepingEnds:
		return d.By-p.WarnBefore <= now
	case practice.DueCalledOff:
		return d.By == 0 || now < d.By
	case practice.DueSilent:
		return now-d.Since > p.SilentAfter
	default:
		return true
	}
}

// caseRow writes the row of the case compartment: what everybody allocated may know,
// then where the case stands as a whole, then where it stands for each of those who
// work with some of its sides alone, worked out by the one wall there is.
func (w *work) caseRow() ([]byte, error) {
	at, err := w.s.at(w.state)
	if err != nil {
		return nil, err
	}
	s, out := w.state, &rowWriter{out: []byte{rowCase}}
	for _, i := range []practice.Instant{s.Opened, s.Closed.At, s.Held.Since} {
		out.number(int64(i))
	}
	out.number(int64(len(s.Parties)))
	for _, p := range s.Parties {
		out.id(string(p.ID))
		out.id(string(p.Side))
		out.flag(s.HarmedIn(p.ID))
		out.flag(s.ResponsibleIn(p.ID))
		out.number(int64(p.Paused))
		out.flag(p.Erased)
	}
	out.number(int64(len(s.Harms)))
	for _, h := range s.Harms {
		out.text(string(h.Kind))
	}
	writeAllocations(out, s.Staff)
	whole := wall{s, practice.Viewer{All: true}}
	out.bytes(whole.standingRow(at))
	walled := walledStaff(s)
	out.number(int64(len(walled)))
	for _, me := range walled {
		out.id(string(me))
		out.bytes(wall{s, practice.ViewerOf(s, me)}.standingRow(at))
	}
	return out.out, nil
}

// walledStaff are those who work with some sides of a case and not with all.
func walledStaff(s practice.Case) []practice.StaffID {
	var out []practice.StaffID
	for _, a := range s.Staff {
		if v := practice.ViewerOf(s, a.Staff); !v.All && len(v.Sides) > 0 && !slices.Contains(out, a.Staff) {
			out = append(out, a.Staff)
		}
	}
	return out
}

// standingRow writes where the case stands, for a reader behind this wall.
func (l wall) standingRow(at practice.At) []byte {
	left, out := l.prune(), &rowWriter{}
	out.text(string(practice.StageOf(left)))
	out.number(int64(left.Touched))
	diary := l.dueIn(left, forRows(at))
	out.number(int64(len(diary)))
	for _, d := range diary {
		writeDue(out, d)
	}
	return out.out
}

func writeAllocations(out *rowWriter, staff []practice.Allocation) {
	out.number(int64(len(staff)))
	for _, a := range staff {
		out.id(string(a.Staff))
		out.flag(a.Duty == practice.Facilitator || a.Duty == practice.Coordinator)
		out.number(int64(len(a.Sides)))
		for _, side := range a.Sides {
			out.id(string(side))
		}
	}
}

func writeDue(out *rowWriter, d practice.Due) {
	out.text(string(d.Kind))
	out.number(int64(d.By))
	out.number(int64(d.Since))
	out.text(string(d.Move))
	for _, id := range []string{string(d.Party), string(d.Side), string(d.Crossing), string(d.Content), string(d.Bar), string(d.Staff)} {
		out.flag(id != "")
		if id != "" {
			out.id(id)
		}
	}
}
