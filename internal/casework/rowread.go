package casework

import (
	"slices"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/seal"
	"amends/internal/store"
)

// rowsOfCase are the opened rows of one case.
type rowsOfCase struct {
	id    journal.ID
	state []byte                         // of the case compartment; nil if it was not opened
	title string                         // of the facts
	files map[practice.PartyID][2]string // name and care
	fresh []freshWrap                    // keys that were opened for the first time
}

// freshWrap is a key opened for the first time, to be kept in its cheap form.
type freshWrap struct {
	held store.HeldRow
	key  seal.Key
}

func (s *Session) whereOf(held store.HeldRow) seal.Where {
	return seal.Where{Service: s.v.id, Case: held.Case, Stream: held.Stream, Epoch: held.Epoch}
}

// openRows opens the rows of one case.
func (s *Session) openRows(held []store.HeldRow) (rowsOfCase, error) {
	out := rowsOfCase{id: held[0].Case}
	for _, row := range held {
		if err := s.openRow(row, &out); err != nil {
			return out, err
		}
	}
	return out, nil
}

// openRow opens one row and notes what it says.
func (s *Session) openRow(held store.HeldRow, into *rowsOfCase) error {
	where := s.whereOf(held)
	k, err := s.who.identity.Unwrap(held.Wrap, where, held.Commitment)
	if err != nil {
		return &CompartmentError{Problem: "a key does not fit the history"}
	}
	if !seal.IsRewritten(held.Wrap) {
		into.fresh = append(into.fresh, freshWrap{held, k})
	}
	plain, err := seal.OpenRow(k, where, held.Version, held.Sealed)
	if err != nil || len(plain) == 0 {
		return &CompartmentError{Problem: "a row of the list does not open"}
	}
	return into.read(plain)
}

func (into *rowsOfCase) read(plain []byte) error {
	r := &rowReader{in: plain[1:]}
	switch plain[0] {
	case rowCase:
		into.state = plain[1:]
		return nil
	case rowFacts:
		into.title = r.text()
	case rowFile:
		party := practice.PartyID(r.id())
		if into.files == nil {
			into.files = make(map[practice.PartyID][2]string, 2)
		}
		into.files[party] = [2]string{r.text(), r.text()}
	default:
		return errRow
	}
	return r.end()
}

// caseRow reads the row of the case compartment and joins it with the others.
func (l *listing) caseRow(rows rowsOfCase) (CaseRow, error) {
	in := &rowReader{in: rows.state}
	out := CaseRow{ID: CaseID(rows.id.String()), Number: l.numbers.of(rows.id), Caption: rows.title}
	out.Opened, out.Closed, out.Held = practice.Instant(in.number()), practice.Instant(in.number()), in.number() != 0
	parties := make([]rowPartyState, in.count())
	for i := range parties {
		parties[i] = readRowParty(in)
	}
	for range in.count() {
		out.Harms = append(out.Harms, practice.HarmKind(in.text()))
	}
	viewer := readViewer(in, l.s.me.ID)
	out.Mine = viewer.All || len(viewer.Sides) > 0
	for _, p := range parties {
		addParty(&out, p, viewer, rows.files)
	}
	row := in.bytes()
	for range in.count() {
		if me, theirs := practice.StaffID(in.id()), in.bytes(); me == l.s.me.ID {
			row, out.walled = theirs, true
		}
	}
	if err := in.end(); err != nil {
		return out, err
	}
	err := l.stand(&out, &rowReader{in: row})
	return out, err
}

// stand reads where the case stands for the reader.
func (l *listing) stand(out *CaseRow, in *rowReader) error {
	out.Stage, out.Touched, out.attends, out.Due = practice.Stage(in.text()), practice.Instant(in.number()), never, nil
	for range in.count() {
		d := readDue(in)
		if !out.Mine && !dueToAny(d) {
			continue
		}
		out.attends = min(out.attends, attends(d, l.profile))
		if isDue(d, l.s.now, l.profile) {
			out.Due = append(out.Due, d)
		}
	}
	return in.end()
}

// dueToAny says whether something due is for somebody without a duty in the case to
// know, a coordinator who may give themselves one: what is about no party, and that
// nobody covers a side.
func dueToAny(d practice.Due) bool {
	return d.Kind == practice.DueUncovered || d.Party == "" && d.Side == ""
}

type rowPartyState struct {
	RowParty
	side   practice.SideID
	paused bool
	erased bool
}

func readRowParty(in *rowReader) rowPartyState {
	p := rowPartyState{RowParty: RowParty{ID: practice.PartyID(in.id())}, side: practice.SideID(in.id())}
	p.Harmed, p.Responsible, p.paused, p.erased = in.flag(), in.flag(), in.number() != 0, in.flag()
	return p
}

// readViewer works out which sides the reader works with.
func readViewer(in *rowReader, me practice.StaffID) practice.Viewer {
	var v practice.Viewer
	for range in.count() {
		mine, works := practice.StaffID(in.id()) == me, in.flag()
		sides := in.count()
		v.All = v.All || mine && works && sides == 0
		for range sides {
			if side := practice.SideID(in.id()); mine && works {
				v.Sides = append(v.Sides, side)
			}
		}
	}
	return v
}

// addParty joins a party with its file's row. Who holds the key sees the name, as
// a coordinator must to find a case; Mine says whose side they work with.
func addParty(out *CaseRow, p rowPartyState, viewer practice.Viewer, files map[practice.PartyID][2]string) {
	p.Mine = viewer.All || slices.Contains(viewer.Sides, p.side)
	if file, open := files[p.ID]; open && !p.erased {
		p.Name, p.Care = file[0], file[1]
	}
	out.Paused = out.Paused || p.paused && p.Mine
	out.Parties = append(out.Parties, p.RowParty)
}

func readDue(in *rowReader) practice.Due {
	d := practice.Due{Kind: practice.DueKind(in.text()), By: practice.Instant(in.number()), Since: practice.Instant(in.number())}
	d.Move = practice.Changer(in.text())
	optional := func() string {
		if in.flag() {
			return in.id()
		}
		return ""
	}
	d.Party, d.Side = practice.PartyID(optional()), practice.SideID(optional())
	d.Crossing, d.Content = practice.CrossingID(optional()), practice.ContentID(optional())
	d.Bar, d.Staff = practice.BarID(optional()), practice.StaffID(optional())
	return d
}
