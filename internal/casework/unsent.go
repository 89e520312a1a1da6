package casework

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/seal"
	"amends/internal/store"
)

// Unsent is what a participant began to write and did not send. It is sealed to them
// and to nobody else: no staff can open it, it becomes no entry, and it is in no backup.
// It goes when they send, when it is a month old, and with their login.
type Unsent struct {
	Fields string // as their page gave them
	At     practice.Instant
}

const (
	unsentLife    = 30 * 24 * time.Hour
	mostUnsent    = 1 << 17
	unsentVersion = 1 // what is kept is only ever replaced
)

// rowUnsent is its form. For the others see rows.go.
const rowUnsent byte = 6

// unsentID is where what is not sent yet of an act is kept, by what the act is about.
// What is done with one press keeps nothing.
func (s *Session) unsentID(act practice.BoxCommand) (journal.ID, bool) {
	of := func(kind, about string) (journal.ID, bool) {
		return derive("unsent", s.who.id.String(), kind, about), true
	}
	switch act := act.(type) {
	case practice.AnswerQuestion:
		return of("question", string(act.Question))
	case practice.AgreeWording:
		return of("wording", string(act.Content))
	case practice.ChangeWording:
		return of("wording", string(act.Content))
	case practice.SetContact:
		return of("contact", "")
	default:
		return journal.ID{}, false
	}
}

// isAsked says whether a box asks for an act.
func isAsked(box practice.Box, act practice.BoxCommand) bool {
	wording := func(id practice.ContentID) bool {
		return slices.ContainsFunc(box.Wordings, func(w practice.BoxWording) bool { return w.Content == id })
	}
	switch act := act.(type) {
	case practice.AnswerQuestion:
		return slices.ContainsFunc(box.Questions, func(q practice.BoxQuestion) bool {
			return q.ID == act.Question && (q.Answer == "" || q.Answer == practice.Later)
		})
	case practice.AgreeWording:
		return wording(act.Content)
	case practice.ChangeWording:
		return wording(act.Content)
	default:
		return true
	}
}

func (s *Session) whereUnsent(id journal.ID) seal.Where {
	return seal.Where{Service: s.v.id, Case: s.who.id, Stream: id, Epoch: 1}
}

// KeepUnsent keeps what a participant typed for an act, of which only what it is about
// counts, until they send it; no fields forget what was kept. It is durable when this
// returns (P7). ErrNotThere if their box does not ask for it, or for staff.
func (s *Session) KeepUnsent(ctx context.Context, act practice.BoxCommand, fields string, form FormID) (err error) {
	id, has := s.unsentID(act)
	if !has || !s.IsParticipant() {
		return ErrNotThere
	}
	once, err := s.once(form)
	if err != nil {
		return err
	}
	defer func() { err = s.answer(ctx, once, err) }()
	if len(fields) > mostUnsent {
		return &FieldError{"Fields", "this is too long to keep: shorten it"}
	}
	b, err := s.openBox(ctx, s.v.o.Store)
	if err != nil {
		return err
	}
	if !isAsked(b.box, act) {
		return ErrNotThere
	}
	d := s.v.draft(&s.who, int64(s.now))
	d.batch.Once = once
	kept := store.Unsent{Holder: s.who.id, ID: id, Expires: s.now.Time().Add(unsentLife)}
	if fields != "" {
		if kept.Sealed, err = s.sealOwn(s.whereUnsent(id), unsentVersion, writeUnsent(Unsent{fields, s.now})); err != nil {
			return err
		}
	}
	d.batch.Unsent = []store.Unsent{kept}
	return d.commit(ctx)
}

func writeUnsent(u Unsent) []byte {
	out := &rowWriter{out: []byte{rowUnsent}}
	out.number(int64(u.At))
	out.text(u.Fields)
	return out.out
}

// Unsent gives what a participant kept for an act and did not send, the zero Unsent if
// nothing. What does not open is not given: it is theirs to write again.
func (s *Session) Unsent(ctx context.Context, act practice.BoxCommand) (Unsent, error) {
	id, has := s.unsentID(act)
	if !has || !s.IsParticipant() {
		return Unsent{}, ErrNotThere
	}
	kept, err := s.v.o.Store.Unsent(ctx, s.who.id, id)
	if errors.Is(err, store.ErrNotFound) {
		return Unsent{}, nil
	}
	if err != nil {
		return Unsent{}, fmt.Errorf("could not read what was not sent: %w", err)
	}
	if u, opens := s.openUnsent(kept); opens && kept.Expires.After(s.now.Time()) {
		return u, nil
	}
	return Unsent{}, nil
}

func (s *Session) openUnsent(kept store.Unsent) (Unsent, bool) {
	plain, err := s.openOwn(s.whereUnsent(kept.ID), unsentVersion, kept.Sealed)
	if err != nil || len(plain) == 0 || plain[0] != rowUnsent {
		return Unsent{}, false
	}
	in := &rowReader{in: plain[1:]}
	u := Unsent{At: practice.Instant(in.number()), Fields: in.text()}
	return u, in.end() == nil
}
