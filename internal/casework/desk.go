package casework

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"fmt"
	"slices"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/seal"
	"amends/internal/store"
)

// The desk's records. Wire names never change.
const (
	kindFounded    = "service.founded.v1"
	kindEnrolled   = "staff.enrolled.v1"
	kindChanged    = "staff.changed.v1"
	kindRenewed    = "staff.renewed.v1"
	kindLeft       = "staff.left.v1"
	kindSettings   = "settings.changed.v1"
	kindRehearsed  = "recovery.rehearsed.v1"
	kindRecovered  = "recovery.used.v1"
	kindReleased   = "outbox.released.v1"
	kindEpoch      = "epoch.begun.v1" // in any compartment: its key was changed
	recoveryNobody = ""               // who acts in a recovery is no member of staff
)

type foundedRecord struct {
	Recovery []byte   `json:"recovery"` // public keys
	Settings Settings `json:"settings"`
}

type enrolledRecord struct {
	Staff  string `json:"staff"`
	Name   string `json:"name"`
	Duties []Duty `json:"duties"`
	Public []byte `json:"public"`
}

type changedRecord struct {
	Staff  string `json:"staff"`
	Name   string `json:"name"`
	Duties []Duty `json:"duties"`
}

type renewedRecord struct {
	Staff  string `json:"staff"`
	Public []byte `json:"public"`
}

type leftRecord struct {
	Staff string `json:"staff"`
}

func (r changedRecord) whom() practice.StaffID { return practice.StaffID(r.Staff) }
func (r renewedRecord) whom() practice.StaffID { return practice.StaffID(r.Staff) }
func (r leftRecord) whom() practice.StaffID    { return practice.StaffID(r.Staff) }

// concerned reads a record about somebody who is on staff already, and finds them.
func concerned[T interface{ whom() practice.StaffID }](d *desk, r record) (T, member, error) {
	content, err := decode[T](r.Content)
	if err != nil {
		return content, member{}, err
	}
	m, err := d.member(content.whom())
	return content, m, err
}

type settingsRecord struct {
	Settings Settings `json:"settings"`
}

type recoveredRecord struct {
	Staff string `json:"staff"`
}

type releasedRecord struct {
	Rows int `json:"rows"`
}

type emptyRecord struct{}

// member is one of staff with the keys that stand in the journal.
type member struct {
	Staff
	public []byte
	key    ed25519.PublicKey // of these, what signs
	worked bool              // they ever had a duty that keys of cases come with
	terms  []term            // what they were entitled to, in the order of time
}

// desk is the fold over the desk's stream: who is on staff with which keys, the
// settings, the recovery key. It is never changed once folded.
type desk struct {
	version     uint64
	roster      uint64 // the last entry that changed who is on staff, or with which keys
	members     map[journal.ID]member
	settings    Settings
	profiles    []profileTerm // which was in force, in the order of the log
	recovery    []byte
	recoveryID  journal.ID
	recoveryKey ed25519.PublicKey
	founder     journal.ID // who wrote the first entry, and the second to enrol themselves
	lines       []DeskLine
	chain       [][32]byte // over the entries until each: see link
}

// deskPlace is the desk's compartment.
func (v *Service) deskPlace() place { return place{v.id, v.id} }

// loadDesk opens the desk with somebody's keys. What was folded, and checked on the
// way, is kept and goes on from there, but the desk's key is opened each time: who
// may no longer open it is refused.
func (v *Service) loadDesk(ctx context.Context, from store.Reader, who *holderKeys) (*desk, *compartment, error) {
	c, err := v.loadOpen(ctx, from, v.deskPlace(), who)
	if err != nil {
		return nil, nil, err
	}
	kept := v.desk.Load()
	if kept != nil && kept.version == c.head.Number {
		return kept, c, nil
	}
	if kept == nil || kept.version > c.head.Number {
		kept = newDesk()
	}
	entries, err := c.witness(ctx, from, kept.version)
	if err != nil {
		return nil, nil, err
	}
	d, err := kept.extend(entries)
	if err != nil {
		return nil, nil, err
	}
	v.desk.Store(d)
	return d, c, nil
}

// take folds one record. A kind that is not known stops the fold.
func (d *desk) take(r record) error {
	var err error
	line := DeskLine{At: practice.Instant(r.At), By: d.actor(r)}
	switch r.Type {
	case kindFounded:
		line.What, err = DeskFounded, d.found(r)
		line.Settings = d.settings
	case kindEnrolled:
		line.What = DeskEnrolled
		line.Whom, err = d.enrol(r)
		line.Duties, line.Fingerprint = d.described(line.Whom)
	case kindChanged:
		line.What = DeskChanged
		line.Whom, line.Was, err = d.change(r)
		line.Duties, _ = d.described(line.Whom)
	case kindRenewed:
		line.What = DeskRenewed
		line.Whom, err = d.renew(r)
		_, line.Fingerprint = d.described(line.Whom)
	case kindLeft:
		line.What = DeskLeft
		line.Whom, err = d.leave(r)
	case kindSettings:
		var s settingsRecord
		s, err = decode[settingsRecord](r.Content)
		d.set(s.Settings, r)
		line.What, line.Settings = DeskSettings, s.Settings
	case kindRehearsed:
		line.What = DeskRehearsed
	case kindRecovered:
		var u recoveredRecord
		u, err = decode[recoveredRecord](r.Content)
		line.What, line.Whom = DeskRecovered, practice.StaffID(u.Staff)
	case kindReleased:
		_, err = decode[releasedRecord](r.Content)
		line.What = DeskReleased
	default:
		return &CompartmentError{Problem: "the desk holds an entry that this program does not know"}
	}
	d.lines = append(d.lines, line)
	return err
}

func (d *desk) found(r record) error {
	f, err := decode[foundedRecord](r.Content)
	if err != nil {
		return err
	}
	public, err := seal.ParsePublic(f.Recovery)
	if err != nil {
		return &CompartmentError{Problem: "the desk holds no recovery key"}
	}
	d.recovery, d.recoveryID, d.recoveryKey = f.Recovery, recoveryID(public), public.Signing()
	d.founder = r.Actor
	d.set(f.Settings, r)
	return nil
}

// set keeps the settings, and from when on which profile is in force.
func (d *desk) set(s Settings, r record) {
	d.settings = s
	d.profiles = append(slices.Clip(d.profiles), profileTerm{r.position, s.Profile})
}

func (d *desk) enrol(r record) (practice.StaffID, error) {
	e, err := decode[enrolledRecord](r.Content)
	if err != nil {
		return "", err
	}
	if _, err := d.member(practice.StaffID(e.Staff)); err == nil {
		return "", &CompartmentError{Problem: "the desk enrols somebody twice"}
	}
	m := member{public: e.Public}
	m.ID, m.Name, m.Duties, m.Since = practice.StaffID(e.Staff), e.Name, e.Duties, practice.Instant(r.At)
	return m.ID, d.put(m, r)
}

func (d *desk) change(r record) (practice.StaffID, []Duty, error) {
	c, m, err := concerned[changedRecord](d, r)
	if err != nil {
		return "", nil, err
	}
	was := m.Duties
	m.Name, m.Duties = c.Name, c.Duties
	return m.ID, was, d.put(m, r)
}

func (d *desk) renew(r record) (practice.StaffID, error) {
	n, m, err := concerned[renewedRecord](d, r)
	if err != nil {
		return "", err
	}
	m.public = n.Public
	return m.ID, d.put(m, r)
}

func (d *desk) leave(r record) (practice.StaffID, error) {
	_, m, err := concerned[leftRecord](d, r)
	if err != nil {
		return "", err
	}
	m.Left = practice.Instant(r.At)
	return m.ID, d.put(m, r)
}

// put keeps a member under their id, with the fingerprint of the keys that stand
// in the journal, from an entry on.
func (d *desk) put(m member, r record) error {
	id, err := journal.ParseID(string(m.ID))
	if err != nil {
		return &CompartmentError{Problem: "the desk names somebody in no known form"}
	}
	public, err := seal.ParsePublic(m.public)
	if err != nil {
		return &CompartmentError{Problem: "the desk holds keys in no known form"}
	}
	m.Fingerprint, m.key = fingerprint(public), public.Signing()
	m.worked = m.worked || m.worksOnCases()
	since := r.position
	if d.version == 1 {
		since = -1 // the founder's keys stand in the entry after the founding, which they signed too
	}
	m.terms = append(slices.Clip(m.terms), term{practice.Instant(r.At), since, m.Duties, m.key, m.Left != 0})
	d.members[id] = m
	d.roster = d.version + 1 // the entry being folded
	return nil
}

// described gives somebody's duties and fingerprint as they stand now.
func (d *desk) described(id practice.StaffID) ([]Duty, string) {
	m, err := d.member(id)
	if err != nil {
		return nil, ""
	}
	return m.Duties, m.Fingerprint
}

// actor gives who made an entry; nobody for two custodians' sheets.
func (d *desk) actor(r record) practice.StaffID {
	if d.byRecovery(r.Actor) {
		return recoveryNobody
	}
	return staffID(r.Actor)
}

// member finds one of staff, past or present.
func (d *desk) member(id practice.StaffID) (member, error) {
	key, err := journal.ParseID(string(id))
	if err != nil {
		return member{}, ErrNotThere
	}
	m, known := d.members[key]
	if !known {
		return member{}, ErrNotThere
	}
	return m, nil
}

// signers is the signing of what staff hand in, which has no place in the log until
// it is taken in: with the keys that they had when they say they wrote it, and with
// none once they had left.
func (d *desk) signers(r journal.Record) []ed25519.PublicKey {
	var keys []ed25519.PublicKey
	for _, then := range d.members[r.Actor].termsAt(practice.Instant(r.At)) {
		if !then.left {
			keys = append(keys, then.key)
		}
	}
	return keys
}

// everSigned is signers whenever they wrote, as long as they were ever on staff.
func (d *desk) everSigned(r journal.Record) []ed25519.PublicKey {
	var keys []ed25519.PublicKey
	for _, then := range d.members[r.Actor].terms {
		keys = append(keys, then.key)
	}
	return keys
}

// holder gives whom to wrap to, with the keys that stand in the journal.
func (m member) holder() holder {
	id, _ := journal.ParseID(string(m.ID)) // put has read it
	return holder{id, func() (seal.Public, error) { return seal.ParsePublic(m.public) }}
}

// recoveryHolder is the recovery identity: every compartment is wrapped to it.
func (d *desk) recoveryHolder() (holder, error) {
	public, err := seal.ParsePublic(d.recovery)
	if err != nil {
		return holder{}, &CompartmentError{Problem: "the desk holds no recovery key"}
	}
	return holder{recoveryID(public), func() (seal.Public, error) { return public, nil }}, nil
}

// recoveryID is the id that wraps to the recovery identity are kept under.
func recoveryID(public seal.Public) journal.ID {
	sum := public.Fingerprint()
	return journal.ID(sum[:16])
}

// active lists those with the service now, in the order of their ids.
func (d *desk) active() []member {
	var out []member
	for _, m := range d.members {
		if m.Left == 0 {
			out = append(out, m)
		}
	}
	slices.SortFunc(out, func(a, b member) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// everybody lists whom the desk is wrapped to.
func (d *desk) everybody() ([]holder, error) {
	recovery, err := d.recoveryHolder()
	if err != nil {
		return nil, err
	}
	holders := []holder{recovery}
	for _, m := range d.active() {
		holders = append(holders, m.holder())
	}
	return holders, nil
}

func staffID(id journal.ID) practice.StaffID { return practice.StaffID(id.String()) }

// fingerprint writes a fingerprint the way people compare it: groups of four hex
// digits, the first 128 bits.
func fingerprint(p seal.Public) string {
	sum := p.Fingerprint()
	out := ""
	for i := 0; i < 16; i += 2 {
		if i > 0 {
			out += " "
		}
		out += fmt.Sprintf("%02x%02x", sum[i], sum[i+1])
	}
	return out
}
