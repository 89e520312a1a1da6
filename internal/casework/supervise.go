package casework

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/store"
)

// Signing is one crossing that an outside supervisor was asked to sign off: all
// they see of its case.
type Signing struct {
	Case      CaseID
	Content   practice.ContentID
	Crossing  practice.CrossingID
	Kind      practice.Kind
	Means     practice.Means
	Sensitive bool
	Harms     []practice.HarmKind
	Wording   practice.Wording // what is signed off: exactly this
	Text      string
	Asked     practice.Instant
}

// askedRecord is the facts of one crossing, in the content's own compartment: the
// supervisor needs no key to the case.
type askedRecord struct {
	Staff     string              `json:"staff"`
	Case      string              `json:"case"`
	Content   string              `json:"content"`
	Crossing  string              `json:"crossing"`
	Kind      practice.Kind       `json:"kind"`
	Means     practice.Means      `json:"means"`
	Sensitive bool                `json:"sensitive"`
	Harms     []practice.HarmKind `json:"harms"`
}

// AskSignOff shows one crossing to an outside supervisor: its content and the
// facts of that crossing alone. They are given the duty in the case if they have
// none yet, which takes a coordinator.
func (s *Session) AskSignOff(ctx context.Context, id CaseID, crossing practice.CrossingID, whom practice.StaffID, form FormID) error {
	if s.desk == nil {
		return ErrNotThere
	}
	// Asked before anything is taken in, so that the answer rests on nothing in the case
	// (P3), and again over the desk that is committed over.
	if _, err := s.desk.outsideSupervisor(whom); err != nil {
		return err
	}
	return s.change(ctx, id, form, func(w *work, d *draft, at practice.At) error {
		m, err := s.desk.outsideSupervisor(whom)
		if err != nil {
			return err
		}
		return w.askSignOff(ctx, d, at, crossing, m)
	})
}

// outsideSupervisor is somebody who may be asked to sign off.
func (d *desk) outsideSupervisor(id practice.StaffID) (member, error) {
	m, err := d.member(id)
	if err != nil || m.Left != 0 || !m.Has(OutsideSupervisor) {
		return member{}, &FieldError{"Whom", "choose an outside supervisor"}
	}
	return m, nil
}

func (w *work) askSignOff(ctx context.Context, d *draft, at practice.At, crossing practice.CrossingID, m member) error {
	x, known := w.state.Crossing(crossing)
	if !known || x.Content == "" {
		return ErrNotThere
	}
	believed, _, err := w.believed(ctx)
	if err != nil {
		return err
	}
	if !signsOff(believed, m) {
		events, err := w.s.decide(w.state, practice.Allocate{Staff: m.ID, Duty: practice.Supervisor}, at)
		if err != nil {
			return err
		}
		if err := w.writeEvents(ctx, d, events); err != nil {
			return err
		}
	}
	c, err := w.at(ctx, practice.ContentOf(x.Content))
	if err != nil {
		return err
	}
	if !c.open() {
		return ErrNotThere
	}
	if err := d.give(c, m.holder()); err != nil {
		return err
	}
	asked := askedRecord{
		Staff: string(m.ID), Case: w.id.String(), Content: string(x.Content), Crossing: string(x.ID),
		Kind: x.Kind, Means: x.Means, Sensitive: w.state.IsSensitive(at.Profile),
	}
	for _, h := range w.state.Harms {
		if !slices.Contains(asked.Harms, h.Kind) {
			asked.Harms = append(asked.Harms, h.Kind)
		}
	}
	return writeOwn(d, c, kindAsked, asked)
}

// Signings lists what the outside supervisor who is signed in was asked, newest
// first, each with the text as it is now.
func (s *Session) Signings(ctx context.Context) ([]Signing, error) {
	if s.desk == nil || !s.me.Has(OutsideSupervisor) {
		return nil, ErrNotThere
	}
	places, err := s.v.placesOf(ctx, &s.who)
	if err != nil {
		return nil, err
	}
	var out []Signing
	for _, p := range places {
		if p == s.v.deskPlace() {
			continue
		}
		signings, err := s.signingsIn(ctx, p)
		if err != nil {
			return nil, err
		}
		out = append(out, signings...)
	}
	slices.SortFunc(out, func(a, b Signing) int { return cmp.Compare(b.Asked, a.Asked) })
	return out, nil
}

// signingsIn gives what one content's compartment asks of the session's own person
// and they have not answered, with the wording as it stands.
func (s *Session) signingsIn(ctx context.Context, p place) ([]Signing, error) {
	c, err := s.v.load(ctx, s.v.o.Store, p, &s.who)
	if err != nil || !c.open() {
		return nil, err
	}
	records, err := c.read(ctx, s.v.o.Store)
	if err != nil {
		return nil, err
	}
	asked, err := s.askedIn(records)
	if err != nil || len(asked) == 0 {
		return nil, err
	}
	lines, err := s.contentLines(ctx, c, practice.ContentOf(asked[0].Content), records)
	if err != nil {
		return nil, err
	}
	for _, t := range lines {
		switch e := t.event.(type) {
		case practice.ContentWritten:
			for i := range asked {
				asked[i].Text, asked[i].Wording = e.Text, e.Wording
			}
		case practice.ContentJudged:
			if e.By == s.me.ID { // answered; asking again is another asking
				asked = slices.DeleteFunc(asked, func(g Signing) bool { return g.Asked <= e.At })
			}
		}
	}
	return asked, nil
}

// askedIn lists the askings of the session's own person.
func (s *Session) askedIn(records []record) ([]Signing, error) {
	var out []Signing
	for _, r := range records {
		if r.Type != kindAsked {
			continue
		}
		a, err := decode[askedRecord](r.Content)
		if err != nil {
			return nil, err
		}
		if a.Staff == string(s.me.ID) {
			out = append(out, a.signing(practice.Instant(r.At)))
		}
	}
	return out, nil
}

// contentLines tells a content to somebody who may open nothing else of the case:
// its entries, and what colleagues handed in who cannot open it.
func (s *Session) contentLines(ctx context.Context, c *compartment, h practice.Home, records []record) ([]told, error) {
	lines, err := unfold(h, records)
	if err != nil {
		return nil, err
	}
	drops, err := s.v.o.Store.Drops(ctx, c.place.kase)
	if err != nil {
		return nil, fmt.Errorf("could not read drops: %w", err)
	}
	return append(lines, handedInto(c, h, dropsAt(drops, c.place), s.desk.signers)...), nil
}

func (a askedRecord) signing(at practice.Instant) Signing {
	return Signing{
		Case: CaseID(a.Case), Content: practice.ContentID(a.Content), Crossing: practice.CrossingID(a.Crossing),
		Kind: a.Kind, Means: a.Means, Sensitive: a.Sensitive, Harms: a.Harms, Asked: at,
	}
}

// Commands that reach a case as drops, from staff who may not open it.
const (
	kindSignOff  = "command.sign-off.v1"
	kindDisclose = "command.disclose.v1"
)

// readCommand reads a command from a drop. It says whether it was one.
func readCommand(r journal.Record) (cmd practice.Command, own bool, err error) {
	switch r.Type {
	case kindSignOff:
		cmd, err = decode[practice.SignOff](r.Content)
	case kindDisclose:
		cmd, err = decode[practice.Disclose](r.Content)
	default:
		return nil, false, nil
	}
	if err != nil {
		return nil, true, &practice.Refusal{Code: practice.BadValue, Field: "drop"}
	}
	return cmd, true, nil
}

// AnswerSigning answers what the outside supervisor was asked. It reaches the
// case as a drop and counts when somebody of the case takes it in, at their next
// command; until then nothing of the case is cleared.
func (s *Session) AnswerSigning(ctx context.Context, g Signing, verdict practice.Verdict, reasons string, form FormID) (err error) {
	once, err := s.once(form)
	if err != nil {
		return err
	}
	defer func() { err = s.answer(ctx, once, err) }()
	asked, err := s.Signings(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(asked, func(a Signing) bool { return a.Case == g.Case && a.Content == g.Content && a.Crossing == g.Crossing })
	if i < 0 {
		return ErrNotThere
	}
	if asked[i].Wording != g.Wording {
		return &practice.Refusal{Code: practice.WordingMoved, Field: "wording"}
	}
	kase, err := parseCase(g.Case)
	if err != nil {
		return err
	}
	head, err := s.v.letterbox(ctx, kase)
	if errors.Is(err, store.ErrNotFound) {
		return ErrNotThere
	}
	if err != nil {
		return err
	}
	now, err := s.v.instant()
	if err != nil {
		return err
	}
	d := s.v.draft(&s.who, now)
	d.batch.Once = once
	content, err := encode(practice.SignOff{Content: g.Content, Wording: g.Wording, Verdict: verdict, Text: reasons})
	if err != nil {
		return err
	}
	if err := d.drop(head, kindSignOff, content); err != nil {
		return err
	}
	return d.commit(ctx)
}

// DiscloseByReference records a disclosure that a safeguarding lead made at once,
// in the case a stop reference belongs to, without opening it. The party is the
// reference's. A second person of the case reviews it.
func (s *Session) DiscloseByReference(ctx context.Context, reference string, cmd practice.Disclose, form FormID) error {
	if !s.me.Has(SafeguardingLead) {
		return ErrNotYours
	}
	return s.byReference(ctx, reference, form, func(d *draft, head store.Head, r loginRecord, at practice.At) error {
		cmd.Party = practice.PartyID(r.Party)
		cmd.When = cmp.Or(cmd.When, at.Now)
		content, err := encode(cmd)
		if err != nil {
			return err
		}
		return d.drop(head, kindDisclose, content)
	})
}
