package casework

import (
	"maps"
	"slices"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/seal"
)

// Casework's own records in a case: what practice has no rule for, because it is
// about keys.
const (
	kindLoginGiven = "login.given.v1"    // case: a party's keys
	kindLoginEnded = "login.ended.v1"    // case
	kindTaken      = "drop.taken.v1"     // case: a participant's drop became the events that follow
	kindSetAside   = "drop.set-aside.v1" // any: a drop that nothing can be made of
	kindShared     = "keys.shared.v1"    // case: wraps were put right as of this roster
	kindDropped    = "entry.dropped.v1"  // file, box, content: what was handed in, with its writer's signature
	kindStruck     = "entries.struck.v1" // file, box, content, facts: these entries lost their keys on purpose
	kindRefused    = "grant.refused.v1"  // case: these entries were found to be signed by somebody not entitled
	kindAsked      = "signing.asked.v1"  // content: an outside supervisor was asked
)

type loginGivenRecord struct {
	Party  string `json:"party"`
	Person string `json:"person"`
	Public []byte `json:"public"`
}

type loginEndedRecord struct {
	Person string `json:"person"`
}

type takenRecord struct {
	Drop   string   `json:"drop"`
	Digest [32]byte `json:"digest"` // of what was signed; the act itself is in the writer's own box
}

type setAsideRecord struct {
	Drop   string `json:"drop"`
	Why    string `json:"why"`    // "unreadable", "forged", "repeated", "refused"
	Sealed []byte `json:"sealed"` // as it came: nothing is lost
}

type sharedRecord struct {
	Roster uint64 `json:"roster"`
}

type refusedRecord struct {
	Numbers []uint64 `json:"numbers"`
}

type droppedRecord struct {
	Drop   string `json:"drop"`
	Signed []byte `json:"signed"`
}

type struckRecord struct {
	Numbers []uint64 `json:"numbers"`
}

// partyLogin is a party's login as the case's history has it.
type partyLogin struct {
	party  practice.PartyID
	person journal.ID
	public []byte
	ended  bool
}

func (p partyLogin) holder() holder {
	return holder{p.person, func() (seal.Public, error) { return seal.ParsePublic(p.public) }}
}

// book is the fold over casework's own records in the case compartment.
type book struct {
	root   practice.ActID // of the act that opened the case
	logins []partyLogin
	taken  map[journal.ID]bool // drops that were taken in or set aside
	roster uint64              // the desk's roster that wraps were last put right for
	// refused are the entries that an incident was opened about. What is believed
	// does not go by it: that is asked of the signatures.
	refused []uint64
}

// clone gives a book that may be written on.
func (b *book) clone() book {
	own := *b
	own.logins, own.taken, own.refused = slices.Clone(b.logins), maps.Clone(b.taken), slices.Clip(b.refused)
	return own
}

// loginOf finds the login a party has now.
func (b *book) loginOf(party practice.PartyID) (partyLogin, bool) {
	for _, l := range b.logins {
		if l.party == party && !l.ended {
			return l, true
		}
	}
	return partyLogin{}, false
}

// writer finds whose login an id is. One that has ended still signs for what was
// sent before it ended.
func (b *book) writer(person journal.ID) (partyLogin, bool) {
	for _, l := range b.logins {
		if l.person == person {
			return l, true
		}
	}
	return partyLogin{}, false
}

// take folds one of casework's own records. It says whether it was one.
func (b *book) take(r record) (own bool, err error) {
	switch r.Type {
	case kindLoginGiven:
		err = b.giveLogin(r.Content)
	case kindLoginEnded:
		err = b.endLogin(r.Content)
	case kindTaken:
		var t takenRecord
		if t, err = decode[takenRecord](r.Content); err == nil {
			err = b.dropGone(t.Drop)
		}
	case kindSetAside:
		var t setAsideRecord
		if t, err = decode[setAsideRecord](r.Content); err == nil {
			err = b.dropGone(t.Drop)
		}
	case kindShared:
		var k sharedRecord
		k, err = decode[sharedRecord](r.Content)
		b.roster = k.Roster
	case kindRefused:
		var n refusedRecord
		n, err = decode[refusedRecord](r.Content)
		b.refused = append(b.refused, n.Numbers...)
	case kindEpoch:
	default:
		return false, nil
	}
	return true, err
}

// personOf gives whose login a record gave or ended.
func personOf(r record) (person string, about bool) {
	switch r.Type {
	case kindLoginGiven:
		g, err := decode[loginGivenRecord](r.Content)
		return g.Person, err == nil
	case kindLoginEnded:
		e, err := decode[loginEndedRecord](r.Content)
		return e.Person, err == nil
	}
	return "", false
}

func (b *book) giveLogin(content []byte) error {
	g, err := decode[loginGivenRecord](content)
	if err != nil {
		return err
	}
	person, err := journal.ParseID(g.Person)
	if err != nil {
		return &CompartmentError{Problem: "a login is in no known form"}
	}
	for i := range b.logins {
		b.logins[i].ended = b.logins[i].ended || b.logins[i].party == practice.PartyID(g.Party)
	}
	b.logins = append(b.logins, partyLogin{party: practice.PartyID(g.Party), person: person, public: g.Public})
	return nil
}

func (b *book) endLogin(content []byte) error {
	e, err := decode[loginEndedRecord](content)
	if err != nil {
		return err
	}
	for i := range b.logins {
		b.logins[i].ended = b.logins[i].ended || b.logins[i].person.String() == e.Person
	}
	return nil
}

func (b *book) dropGone(id string) error {
	drop, err := journal.ParseID(id)
	if err != nil {
		return &CompartmentError{Problem: "a drop is in no known form"}
	}
	if b.taken == nil {
		b.taken = make(map[journal.ID]bool)
	}
	b.taken[drop] = true
	return nil
}
