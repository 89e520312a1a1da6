package casework

import (
	"context"
	"crypto/sha256"
	"slices"
	"strings"

	"amends/internal/journal"
	"amends/internal/practice"
)

// derive gives the id of a stream from what it is for and from something that
// only those know who can open the case: a thief of the disk sees random ids and
// cannot tell a file from a letter (P4).
func derive(what string, secret ...string) journal.ID {
	sum := sha256.Sum256([]byte("amends v1 stream\x00" + what + "\x00" + strings.Join(secret, "\x00")))
	return journal.ID(sum[:16])
}

// parseCase reads a case's id.
func parseCase(id CaseID) (journal.ID, error) {
	key, err := journal.ParseID(string(id))
	if err != nil {
		return journal.ID{}, ErrNotThere
	}
	return key, nil
}

// casePlace is the case compartment's: every other follows from what is in it.
func casePlace(id journal.ID) place { return place{id, derive("case", id.String())} }

// boxPlace is that of a party's box.
func boxPlace(party practice.PartyID) place {
	id := derive("box", string(party))
	return place{id, id}
}

// looksPlace is that of the looks at a party's file. The party holds its key too,
// and is shown role and month of each.
func looksPlace(party practice.PartyID) place {
	return place{boxPlace(party).kase, derive("looks", string(party))}
}

// placeOf says which compartment of the store a home is. Root is the act that
// opened the case.
func placeOf(id journal.ID, root practice.ActID, h practice.Home) place {
	switch h.Kind {
	case practice.InFacts:
		return place{id, derive("facts", string(root))}
	case practice.InFile:
		return place{id, derive("file", string(h.Party))}
	case practice.InBox:
		return boxPlace(h.Party)
	case practice.InContent:
		return place{id, derive("content", string(h.Content))}
	case practice.InLooks:
		return looksPlace(h.Party)
	default:
		return casePlace(id)
	}
}

// homesOf lists every compartment that a case can have.
func homesOf(state practice.Case) []practice.Home {
	homes := []practice.Home{{Kind: practice.InCase}, {Kind: practice.InFacts}}
	for _, p := range state.Parties {
		if !p.Erased {
			homes = append(homes, practice.FileOf(p.ID), practice.BoxOf(p.ID), practice.LooksOf(p.ID))
		}
	}
	for _, c := range state.Contents {
		if author, ok := state.Party(c.Author); ok && !author.Erased {
			homes = append(homes, practice.ContentOf(c.ID))
		}
	}
	return homes
}

// entitled says whether a member of staff may open a compartment (P5). This is
// the whole rule:
//
//   - nobody who left or declared a conflict, no administrator, nobody outside:
//     whoever has no such duty at the desk any more has none in a case;
//   - coordinators of the service: everything, since somebody must be able to
//     allocate when everybody else is gone;
//   - facilitators and coordinators of the case: case and facts; file, box and
//     looks of the parties on their sides; contents by them;
//   - a content besides: whoever may carry it now, and an outside supervisor who
//     is asked to sign it off.
func entitled(state practice.Case, h practice.Home, m member) bool {
	if m.Left != 0 || slices.Contains(state.Conflicts, m.ID) {
		return false
	}
	switch {
	case m.Has(Coordinator):
		return true
	case h.Kind == practice.InContent && signsOff(state, m):
		return true
	case !m.Has(Facilitator):
		return false
	case h.Kind == practice.InContent && carries(state, h.Content, m.ID):
		return true
	case !allocated(state, m.ID):
		return false
	case h.Kind == practice.InCase || h.Kind == practice.InFacts:
		return true
	case h.Kind == practice.InContent:
		content, ok := state.Content(h.Content)
		return ok && practice.ViewerOf(state, m.ID).Sees(state, content.Author)
	default:
		return practice.ViewerOf(state, m.ID).Sees(state, h.Party)
	}
}

// allocated says whether somebody works on the case with its keys.
func allocated(state practice.Case, id practice.StaffID) bool {
	return slices.ContainsFunc(state.Staff, func(a practice.Allocation) bool {
		return a.Staff == id && (a.Duty == practice.Facilitator || a.Duty == practice.Coordinator)
	})
}

// carries says whether somebody has a clearance to carry a content.
func carries(state practice.Case, content practice.ContentID, id practice.StaffID) bool {
	return slices.ContainsFunc(state.Crossings, func(x practice.Crossing) bool {
		return x.Content == content && x.State == practice.Cleared && x.Clearance.Carrier == id
	})
}

// checkWords refuses a handing over by its carrier who has not been given the key
// yet, since nobody who holds it acted: the words would be missing from the
// recipient's page for good. What was handed over when it might not be is recorded
// all the same: its carrier is entitled to no key, and what happened is never refused.
func (w *work) checkWords(ctx context.Context, cmd practice.Command) error {
	for _, given := range deliveredBy(cmd) {
		x, ok := w.state.Crossing(given.Crossing)
		if !ok || x.Content == "" || given.Extent != practice.Whole || given.Copy != (practice.Copy{}) || !carries(w.state, x.Content, w.s.me.ID) {
			continue
		}
		c, err := w.at(ctx, practice.ContentOf(x.Content))
		if err != nil {
			return err
		}
		if len(x.To) > 0 && !c.open() && !c.head.Erased {
			return &practice.Refusal{Code: practice.WordsNotHeld, Field: "copy"}
		}
	}
	return nil
}

// deliveredBy gives what a command says was handed over.
func deliveredBy(cmd practice.Command) []practice.Delivering {
	switch c := cmd.(type) { // the two that record it
	case practice.Deliver:
		return []practice.Delivering{c.Delivering}
	case practice.RecordContact:
		return c.Delivers
	default:
		return nil
	}
}

// signsOff says whether somebody is the outside supervisor of the case. Which
// contents they were shown is up to whoever asked: see AskSignOff.
func signsOff(state practice.Case, m member) bool {
	return m.Has(OutsideSupervisor) && slices.ContainsFunc(state.Staff, func(a practice.Allocation) bool {
		return a.Staff == m.ID && a.Duty == practice.Supervisor
	})
}

// holdersOf lists whom a compartment is wrapped to, in the order of their ids:
// the recovery key, staff who are entitled, and for box and looks the party, each
// by what is to be believed.
func (w *work) holdersOf(ctx context.Context, h practice.Home) ([]holder, error) {
	state, b, err := w.believed(ctx)
	if err != nil {
		return nil, err
	}
	d := w.s.desk
	recovery, err := d.recoveryHolder()
	if err != nil {
		return nil, err
	}
	holders := []holder{recovery}
	for _, m := range d.active() {
		if entitled(state, h, m) && !m.Has(OutsideSupervisor) {
			holders = append(holders, m.holder())
		}
	}
	if h.Kind == practice.InBox || h.Kind == practice.InLooks {
		if p, has := b.loginOf(h.Party); has {
			holders = append(holders, p.holder())
		}
	}
	return holders, nil
}

// checkAllocation refuses a duty in a case to somebody who does not have it at the
// desk: practice knows duties in a case alone.
func (d *desk) checkAllocation(cmd practice.Command) error {
	c, is := cmd.(practice.Allocate)
	if !is {
		return nil
	}
	m, err := d.member(c.Staff)
	if err != nil || m.Left != 0 {
		return &practice.Refusal{Code: practice.NotFound, Field: "staff"}
	}
	if !mayHold(m.Duties, c.Duty) {
		return &practice.Refusal{Code: practice.NotYourDuty, Field: "duty"}
	}
	return nil
}

// checkSharing refuses to make two sides one to somebody who works with one of them
// alone: their word that all in both agreed would give them the other's keys (P5).
func (w *work) checkSharing(cmd practice.Command) error {
	c, is := cmd.(practice.ShareSides)
	if !is || mayShare(w.state, w.s.me.ID, c.From, c.Into) {
		return nil
	}
	return &practice.Refusal{Code: practice.NotYourSide, Field: "from"}
}

// mayShare says whether somebody works with everybody in two sides.
func mayShare(state practice.Case, by practice.StaffID, from, into practice.SideID) bool {
	viewer := practice.ViewerOf(state, by)
	return !slices.ContainsFunc(state.Parties, func(p practice.Party) bool {
		return (p.Side == from || p.Side == into) && !viewer.Sees(state, p.ID)
	})
}

// mayHold says whether duties at the desk allow a duty in a case.
func mayHold(duties []Duty, duty practice.Duty) bool {
	has := func(d Duty) bool { return slices.Contains(duties, d) }
	switch duty {
	case practice.Coordinator:
		return has(Coordinator)
	case practice.Facilitator:
		return has(Facilitator) || has(Coordinator)
	case practice.Supervisor:
		return has(OutsideSupervisor)
	case practice.Lead:
		return has(SafeguardingLead)
	default:
		return false
	}
}

// opensCases says whether duties at the desk allow opening a case.
func opensCases(duties []Duty) bool {
	return slices.Contains(duties, Coordinator) || slices.Contains(duties, Facilitator)
}
