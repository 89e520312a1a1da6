package casework

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/seal"
	"amends/internal/store"
)

// Duty is what a member of staff does in the service, before any allocation.
type Duty string

// The duties.
const (
	Coordinator           Duty = "coordinator"
	Facilitator           Duty = "facilitator"
	OutsideSupervisor     Duty = "supervisor"
	SafeguardingLead      Duty = "safeguarding-lead"
	Administrator         Duty = "administrator" // holds no keys to any case
	DataProtectionOfficer Duty = "data-protection-officer"
)

// Duties lists them all.
func Duties() []Duty {
	return []Duty{Coordinator, Facilitator, OutsideSupervisor, SafeguardingLead, Administrator, DataProtectionOfficer}
}

// UnmarshalText refuses words off the list.
func (d *Duty) UnmarshalText(text []byte) error {
	if !slices.Contains(Duties(), Duty(text)) {
		return errors.New("unknown duty")
	}
	*d = Duty(text)
	return nil
}

// NewStaff is somebody about to be enrolled.
type NewStaff struct {
	Name   string // as colleagues say it
	Login  string // the name they sign in by
	Duties []Duty
}

func (n NewStaff) has(d Duty) bool { return slices.Contains(n.Duties, d) }

// check refuses what nobody can be enrolled as.
func (n NewStaff) check() error {
	switch {
	case strings.TrimSpace(n.Name) == "":
		return &FieldError{"Name", "say what colleagues call them"}
	case strings.TrimSpace(n.Login) == "":
		return &FieldError{"Login", "give the name they will sign in by"}
	}
	return checkDuties(n.Duties)
}

// checkDuties keeps the outside supervisor outside, and the administrator's
// duties apart from every key: neither is worth anything beside another duty.
func checkDuties(duties []Duty) error {
	if len(duties) == 0 {
		return &FieldError{"Duties", "choose at least one duty"}
	}
	for _, d := range duties {
		if !slices.Contains(Duties(), d) {
			return &FieldError{"Duties", "choose duties from the list"}
		}
		if (d == OutsideSupervisor || d == Administrator) && len(duties) > 1 {
			return &FieldError{"Duties", "an outside supervisor or administrator has no other duty: take them on twice, under two names"}
		}
	}
	return nil
}

// Staff is a member of staff as the desk knows them.
type Staff struct {
	ID          practice.StaffID
	Name        string
	Duties      []Duty
	Fingerprint string // of their keys, to be compared with them in person
	Since       practice.Instant
	Left        practice.Instant // zero while they are with the service
}

// Has says whether somebody has a duty.
func (p Staff) Has(d Duty) bool { return slices.Contains(p.Duties, d) }

// worksOnCases says whether colleagues may come to wrap keys of cases to them.
func (p Staff) worksOnCases() bool {
	return slices.ContainsFunc(p.Duties, func(d Duty) bool { return d != Administrator && d != DataProtectionOfficer })
}

// answersForService says whether somebody answers for how the service is run: they
// may see how much waits to be sent, and have the history checked.
func (p Staff) answersForService() bool { return p.runsTheDesk() || p.Has(DataProtectionOfficer) }

// Enrolled is somebody just enrolled. Code is told to them once, is good for 72
// hours, and kept nowhere in the clear.
type Enrolled struct {
	ID   practice.StaffID
	Code string
}

// StaffList gives everybody who is or was on staff, by name. The desk is open to
// all staff.
func (s *Session) StaffList(_ context.Context) ([]Staff, error) {
	if s.desk == nil {
		return nil, ErrNotThere
	}
	var out []Staff
	for _, m := range s.desk.members {
		out = append(out, m.Staff)
	}
	slices.SortFunc(out, func(a, b Staff) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	return out, nil
}

// runsTheDesk says whether somebody may enrol, change and end.
func (s *Session) runsTheDesk() error {
	if s.desk == nil {
		return ErrNotThere
	}
	if !s.me.runsTheDesk() {
		return ErrNotYours
	}
	return nil
}

// deskWork drafts one change of the desk and commits it. A change that crossed
// another's is drafted again over the desk as it is then.
func (s *Session) deskWork(ctx context.Context, form FormID, change func(*draft, *desk, *compartment) error) (err error) {
	if err := s.runsTheDesk(); err != nil {
		return err
	}
	once, err := s.once(form)
	if err != nil {
		return err
	}
	defer func() { err = s.answer(ctx, once, err) }()
	for range attempts {
		at, err := s.v.instant()
		if err != nil {
			return err
		}
		now, c, err := s.v.loadDesk(ctx, s.v.o.Store, &s.who)
		if err != nil {
			return err
		}
		d := s.v.draft(&s.who, at)
		d.batch.Once = once
		if err := change(d, now, c); err != nil {
			return err
		}
		if err := now.allows(s.public.Signing(), d.written[c.place]); err != nil {
			return err
		}
		if err := d.commit(ctx); !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
	return ErrBusy
}

// Enrol takes somebody on. Coordinators and administrators may; an administrator
// makes nobody a coordinator, who is given the keys to what there is: see handOn.
func (s *Session) Enrol(ctx context.Context, n NewStaff, form FormID) (Enrolled, error) {
	if err := n.check(); err != nil {
		return Enrolled{}, err
	}
	if err := s.me.mayGive(nil, n.Duties); err != nil { // asked again at the desk as it is then
		return Enrolled{}, err
	}
	p, err := s.v.newPerson()
	if err != nil {
		return Enrolled{}, err
	}
	code, err := seal.NewCode(s.v.random)
	if err != nil {
		return Enrolled{}, err
	}
	login, slot, err := s.v.newLogin(ctx, p, n.Login, loginRecord{Kind: loginStaff}, byCode(code))
	if err != nil {
		return Enrolled{}, err
	}
	err = s.deskWork(ctx, form, func(d *draft, _ *desk, c *compartment) error {
		if err := d.give(c, p.holder()); err != nil {
			return err
		}
		d.batch.Logins, d.batch.Slots = []store.Login{login}, []store.Slot{slot}
		return writeOwn(d, c, kindEnrolled, p.enrolled(n))
	})
	if err != nil {
		return Enrolled{}, err
	}
	if n.has(Coordinator) {
		s.handOn(ctx)
	}
	return Enrolled{ID: staffID(p.id), Code: code}, nil
}

// ChangeStaff changes name and duties. Coordinators and administrators may; an
// administrator makes nobody a coordinator.
func (s *Session) ChangeStaff(ctx context.Context, id practice.StaffID, name string, duties []Duty, form FormID) error {
	if err := (NewStaff{Name: name, Login: "unchanged", Duties: duties}).check(); err != nil {
		return err
	}
	err := s.deskWork(ctx, form, func(d *draft, _ *desk, c *compartment) error {
		return writeOwn(d, c, kindChanged, changedRecord{Staff: string(id), Name: name, Duties: duties})
	})
	if err == nil {
		s.handOn(ctx)
	}
	return err
}

// NewCode gives somebody on staff who forgot their passphrase new keys and a new
// code. What was wrapped to the old keys they get again at once from whoever draws it
// (see handOn), and from colleagues who hold it at the next change of each case: so for
// those who work on cases only a coordinator may draw it, who could open them anyway
// (P5). ErrNotYours otherwise.
func (s *Session) NewCode(ctx context.Context, id practice.StaffID, form FormID) (Enrolled, error) {
	in, err := s.renew(ctx, id, form)
	if err == nil && id != s.me.ID { // their own session has ended
		s.handOn(ctx)
	}
	return in, err
}

// renew is NewCode without handing on.
func (s *Session) renew(ctx context.Context, id practice.StaffID, form FormID) (Enrolled, error) {
	key, err := journal.ParseID(string(id))
	if err != nil {
		return Enrolled{}, ErrNotThere
	}
	p, err := s.v.newKeys(key)
	if err != nil {
		return Enrolled{}, err
	}
	code, err := seal.NewCode(s.v.random)
	if err != nil {
		return Enrolled{}, err
	}
	slot, err := s.v.newSlot(ctx, p, byCode(code))
	if err != nil {
		return Enrolled{}, err
	}
	err = s.deskWork(ctx, form, func(d *draft, now *desk, c *compartment) error {
		if _, err := now.member(id); err != nil {
			return err // no participant's login is one of staff
		}
		d.batch.Slots = []store.Slot{slot}
		if err := s.v.replaceKeys(ctx, d, p, loginRecord{Kind: loginStaff}); err != nil {
			return err
		}
		if err := d.give(c, p.holder()); err != nil {
			return err
		}
		return writeOwn(d, c, kindRenewed, renewedRecord{Staff: string(id), Public: p.public.Encode()})
	})
	if err != nil {
		return Enrolled{}, err
	}
	s.v.endCheck(id)
	return Enrolled{ID: id, Code: code}, nil
}

// replaceKeys gives a login new keys: its slots, its sessions and all that was
// wrapped to the old keys go.
func (v *Service) replaceKeys(ctx context.Context, d *draft, p person, r loginRecord) error {
	old, err := v.o.Store.Login(ctx, p.id)
	if errors.Is(err, store.ErrNotFound) {
		return ErrNotThere
	}
	if err != nil {
		return fmt.Errorf("could not read a login: %w", err)
	}
	before, public, err := v.openLogin(old)
	if err != nil {
		return err
	}
	r.Past = slices.Concat(before.Past, [][]byte{public.Signing()})
	login, err := v.login(p, old.Name, r)
	if err != nil {
		return err
	}
	login.Version = old.Version + 1
	d.batch.Logins = append(d.batch.Logins, login)
	d.batch.EndSessions = append(d.batch.EndSessions, p.id)
	if err := v.endSlots(ctx, d, p.id); err != nil {
		return err
	}
	return v.endWraps(ctx, d, p.id)
}

// endSlots deletes all of somebody's slots: nobody opens their seed any more.
func (v *Service) endSlots(ctx context.Context, d *draft, id journal.ID) error {
	slots, err := v.o.Store.Slots(ctx, id)
	if err != nil {
		return fmt.Errorf("could not read slots: %w", err)
	}
	for _, slot := range slots {
		d.batch.DeleteSlots = append(d.batch.DeleteSlots, store.SlotRef{Person: id, Slot: slot.ID})
	}
	return nil
}

// endWraps deletes all of somebody's wraps.
func (v *Service) endWraps(ctx context.Context, d *draft, id journal.ID) error {
	var last store.WrapRef
	for w, err := range v.o.Store.WrapsOf(ctx, id) {
		if err != nil {
			return fmt.Errorf("could not read keys: %w", err)
		}
		ref := store.WrapRef{Case: w.Case, Stream: w.Stream, Holder: id}
		if ref != last {
			d.batch.DeleteWraps = append(d.batch.DeleteWraps, ref)
			last = ref
		}
	}
	return nil
}

// Deactivate ends somebody's time with the service: their login, sessions and check
// at once, and with their slots the last copy of their keys. The desk begins a new epoch
// without them at once, and so do cases (see handOn) or each at its next change.
func (s *Session) Deactivate(ctx context.Context, id practice.StaffID, form FormID) error {
	err := s.deskWork(ctx, form, func(d *draft, now *desk, c *compartment) error {
		m, err := now.member(id)
		if err != nil {
			return err
		}
		leaver := m.holder().id
		if err := s.v.endSlots(ctx, d, leaver); err != nil {
			return err
		}
		d.batch.EndSessions = append(d.batch.EndSessions, leaver)
		everybody, err := now.everybody()
		if err != nil {
			return err
		}
		d.take(c, leaver)
		stay := slices.DeleteFunc(everybody, func(h holder) bool { return h.id == leaver })
		if err := d.begin(c, stay); err != nil {
			return err
		}
		return writeOwn(d, c, kindLeft, leftRecord{Staff: string(id)})
	})
	if err != nil {
		return err
	}
	s.v.endCheck(id)
	s.handOn(ctx)
	return nil
}

// ChangeSettings changes the service's settings. Coordinators and administrators
// may. What was decided before stands as it was.
func (s *Session) ChangeSettings(ctx context.Context, n Settings, form FormID) error {
	if err := s.v.check(n); err != nil {
		return err
	}
	err := s.deskWork(ctx, form, func(d *draft, _ *desk, c *compartment) error {
		own, err := s.v.o.Store.Service(ctx)
		if err != nil {
			return fmt.Errorf("could not read the service's record: %w", err)
		}
		own.Version++
		if own.Settings, err = s.v.sealSettings(n); err != nil {
			return err
		}
		d.batch.Service = &own
		return writeOwn(d, c, kindSettings, settingsRecord{n})
	})
	if err != nil {
		return err
	}
	s.v.settings.Store(&n)
	return nil
}
