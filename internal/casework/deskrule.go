package casework

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"maps"
	"slices"

	"amends/internal/journal"
)

// Everybody on staff holds the desk's key, and could write past the program into
// it. So nothing that stands there counts by standing there: each entry is held
// against the keys that the desk gave its actor until then, and against what they
// were entitled to until then, from the founding on (P5, P6).

func newDesk() *desk { return &desk{members: make(map[journal.ID]member)} }

// check is one signature to be asked for.
type check struct {
	entry witnessed
	key   ed25519.PublicKey
}

// extend folds entries that follow on a desk into a new one. An entry that its
// actor did not sign, or was not entitled to, refuses with a *CompartmentError that
// names its number, beside the desk as of before it: nothing is decided over a desk
// that somebody forged.
func (d *desk) extend(entries []witnessed) (*desk, error) {
	next := d.clone()
	checks := make([]check, 0, len(entries))
	var wrong error
	for _, e := range entries {
		key, err := next.admit(e.record)
		if err != nil {
			wrong = refusedEntry(e.number, err)
			break
		}
		next.chain = append(next.chain, link(next.lastLink(), e.position, e.leaf))
		checks = append(checks, check{e, key})
	}
	signed := make([]bool, len(checks))
	inParts(len(checks), func(i int) { signed[i] = checks[i].entry.signedBy(next.keyFor(checks[i])) })
	if i := slices.Index(signed, false); i >= 0 {
		before, _ := d.extend(entries[:i]) // of these nothing is wrong
		return before, refusedAt(entries[i].number, "it is not signed by whom it names")
	}
	if wrong == nil && next.version == 1 {
		wrong = refusedAt(1, "the founding is cut short")
	}
	return next, wrong
}

func (d *desk) clone() *desk {
	next := *d
	next.members, next.lines, next.chain = maps.Clone(d.members), slices.Clip(d.lines), slices.Clip(d.chain)
	return &next
}

// lastLink is that of the last entry; of none before the founding.
func (d *desk) lastLink() [32]byte {
	if d.version == 0 || len(d.chain) == 0 {
		return [32]byte{}
	}
	return d.chain[len(d.chain)-1]
}

// refusedEntry says of which entry something is wrong, and no more of it.
func refusedEntry(number uint64, err error) error {
	problem := "whoever signed it was not entitled to it"
	if c, is := errors.AsType[*CompartmentError](err); is {
		problem = c.Problem
	}
	return refusedAt(number, problem)
}

func refusedAt(number uint64, problem string) *CompartmentError {
	return &CompartmentError{Entry: number, Problem: fmt.Sprintf("entry %d of the desk is refused: %s", number, problem)}
}

// admit folds one record if its actor was entitled to it, and gives the keys that
// it has to be signed with: those they had before it. The founder's stand in the
// entry after the first.
func (d *desk) admit(r record) (ed25519.PublicKey, error) {
	if r.struck {
		return nil, &CompartmentError{Problem: "it has lost its key"}
	}
	if err := d.permits(r); err != nil {
		return nil, err
	}
	key := d.members[r.Actor].key
	if d.byRecovery(r.Actor) {
		key = d.recoveryKey
	}
	if err := d.take(r); err != nil {
		return nil, err
	}
	d.version = r.number // read by put for the next
	return key, nil
}

// keyFor gives the key of one check. The founding's is in the entry after it.
func (d *desk) keyFor(c check) ed25519.PublicKey {
	if m := d.members[d.founder]; c.entry.number <= 2 && len(m.terms) > 0 {
		return m.terms[0].key
	}
	return c.key
}

// allows says whether what is about to be written with a key would be admitted by
// everybody who reads it. It is what the desk's commands ask: the rule is written
// once.
func (d *desk) allows(key ed25519.PublicKey, written []record) error {
	next := d.clone()
	for _, r := range written {
		needed, err := next.admit(r)
		if err != nil {
			return err
		}
		if !key.Equal(needed) {
			return ErrSignedOut // their keys were renewed meanwhile
		}
	}
	return nil
}

// permits is the whole rule of who may write what at the desk:
//
//   - the founder: the founding, and their own enrolment as a coordinator;
//   - two custodians' sheets: a coordinator, and that recovery was rehearsed or used;
//   - coordinators and administrators with the service: everything else, except that
//     an administrator makes no coordinator, and gives nobody new keys who ever
//     worked on cases, since colleagues would wrap keys of cases to them;
//   - nobody ends their own time.
//
// The error is what a command is answered.
func (d *desk) permits(r record) error {
	switch {
	case d.version == 0:
		return unless(r.Type == kindFounded)
	case d.version == 1:
		e, err := decode[enrolledRecord](r.Content)
		return unless(err == nil && r.Type == kindEnrolled && r.Actor == d.founder &&
			e.Staff == r.Actor.String() && slices.Contains(e.Duties, Coordinator))
	case d.byRecovery(r.Actor):
		return d.permitsRecovery(r)
	}
	m, known := d.members[r.Actor]
	if !known || m.Left != 0 || !m.runsTheDesk() {
		return ErrNotYours
	}
	return d.permitsStaff(m, r)
}

func (d *desk) permitsRecovery(r record) error {
	switch r.Type {
	case kindRehearsed, kindRecovered:
		return nil
	case kindEnrolled:
		e, err := decode[enrolledRecord](r.Content)
		return unless(err == nil && slices.Contains(e.Duties, Coordinator) && checkDuties(e.Duties) == nil)
	default:
		return ErrNotYours
	}
}

// permitsStaff is the rule for somebody who runs the desk.
func (d *desk) permitsStaff(by member, r record) error {
	switch r.Type {
	case kindEnrolled:
		e, err := decode[enrolledRecord](r.Content)
		if err != nil {
			return err
		}
		return by.mayGive(nil, e.Duties)
	case kindChanged:
		c, m, err := concerned[changedRecord](d, r)
		if err != nil {
			return err
		}
		return by.mayGive(m.Duties, c.Duties)
	case kindRenewed:
		_, m, err := concerned[renewedRecord](d, r)
		if err != nil {
			return err
		}
		return unless(m.Left == 0 && (!m.worked || by.Has(Coordinator)))
	case kindLeft:
		_, m, err := concerned[leftRecord](d, r)
		if err != nil {
			return err
		}
		if m.Left != 0 || m.ID == by.ID {
			return &FieldError{"Staff", "they have left already, or it is you: ask a colleague"}
		}
		return nil
	case kindSettings, kindReleased:
		return nil
	default: // a founding, recovery, and what no program writes
		return ErrNotYours
	}
}

// mayGive says whether somebody may put other duties in the place of those that
// somebody has, none for who is taken on.
func (p Staff) mayGive(was, duties []Duty) error {
	if err := checkDuties(duties); err != nil {
		return err
	}
	return unless(p.Has(Coordinator) || slices.Contains(was, Coordinator) || !slices.Contains(duties, Coordinator))
}

// runsTheDesk says whether somebody may enrol, change and end.
func (p Staff) runsTheDesk() bool { return p.Has(Coordinator) || p.Has(Administrator) }

// byRecovery says whether an actor is two custodians' sheets.
func (d *desk) byRecovery(actor journal.ID) bool { return d.version > 0 && actor == d.recoveryID }

// unless gives the refusal of a duty unless it is there.
func unless(may bool) error {
	if may {
		return nil
	}
	return ErrNotYours
}
