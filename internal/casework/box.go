package casework

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"slices"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/store"
)

// BoxView is all a participant's page can ever see (P3).
type BoxView struct {
	Box   practice.Box
	At    practice.At
	Looks []Looked // who looked at their file, newest first
}

// Looked says that somebody of this duty opened the party's file in this month.
// Who and when exactly the service knows, and tells on request.
type Looked struct {
	Duty  practice.Duty
	Year  int
	Month int // 1 to 12
}

// openedBox is a participant's own box, opened and folded, with what was handed
// in and waits there.
type openedBox struct {
	c     *compartment
	home  practice.Home
	drops []store.Drop
	box   practice.Box
	chain [][32]byte // over its entries: see link
}

// Box gives the participant's own box: its entries, what was handed in since, and
// who looked. It reads these and nothing else, so that its work and its answer
// are the same whatever happens elsewhere (P3). Staff get ErrNotThere.
func (s *Session) Box(ctx context.Context) (BoxView, error) {
	if !s.IsParticipant() {
		return BoxView{}, ErrNotThere
	}
	b, err := s.openBox(ctx, s.v.o.Store)
	if err != nil {
		return BoxView{}, err
	}
	looks, c, err := s.looks(ctx, s.v.o.Store)
	if err != nil {
		return BoxView{}, err
	}
	view := BoxView{Box: b.box, At: s.boxAt(b.box), Looks: looks}
	return view, cmp.Or(s.keepRewritten(ctx, b.c), s.keepRewritten(ctx, c))
}

// boxAt is what a decision over the box depends on. Its instant is the session's
// own: nothing written elsewhere moves it.
func (s *Session) boxAt(box practice.Box) practice.At {
	return practice.At{Now: max(s.now, box.Last), Party: practice.PartyID(s.login.Party)}
}

func (s *Session) openBox(ctx context.Context, from store.Reader) (*openedBox, error) {
	party := practice.PartyID(s.login.Party)
	b := &openedBox{home: practice.BoxOf(party)}
	var err error
	if b.c, err = s.v.loadOpen(ctx, from, boxPlace(party), &s.who); err != nil {
		return nil, err
	}
	stored, err := b.c.entriesAfter(ctx, from, 0)
	if err != nil {
		return nil, err
	}
	b.chain = chainOf(stored)
	if err := s.memory.agrees(b.chain); err != nil {
		return nil, &CompartmentError{Problem: "what stands here " + err.Error()}
	}
	records, err := b.c.openAll(0, stored)
	if err != nil {
		return nil, err
	}
	entries, err := unfold(b.home, records)
	if err != nil {
		return nil, err
	}
	drops, err := from.Drops(ctx, b.c.kase)
	if err != nil {
		return nil, fmt.Errorf("could not read drops: %w", err)
	}
	b.drops = dropsAt(drops, b.c.place)
	waiting := handedInto(b.c, b.home, b.drops, s.staffKeys(ctx))
	b.box = evolved(practice.Box{Party: party}, practice.EvolveBox, append(entries, waiting...))
	return b, nil
}

// staffKeys gives the keys that staff sign with, for somebody who cannot open the
// desk: those beside their logins, which the server's key vouches for.
func (s *Session) staffKeys(ctx context.Context) signing {
	return func(written journal.Record) []ed25519.PublicKey {
		login, err := s.v.o.Store.Login(ctx, written.Actor)
		if err != nil {
			return nil
		}
		r, public, err := s.v.openLogin(login)
		if err != nil || r.Kind != loginStaff {
			return nil
		}
		keys := []ed25519.PublicKey{public.Signing()}
		for _, past := range r.Past {
			keys = append(keys, past)
		}
		return keys
	}
}

// looks gives who looked at the participant's own file, one line for each duty
// and month, newest first.
func (s *Session) looks(ctx context.Context, from store.Reader) ([]Looked, *compartment, error) {
	party := practice.PartyID(s.login.Party)
	c, err := s.v.load(ctx, from, looksPlace(party), &s.who)
	if err != nil || !c.open() {
		return nil, c, err
	}
	records, err := c.read(ctx, from)
	if err != nil {
		return nil, c, err
	}
	entries, err := unfold(practice.LooksOf(party), records)
	return gatherLooks(entries), c, err
}

func gatherLooks(entries []told) []Looked {
	var out []Looked
	for _, t := range entries {
		look, ok := t.event.(practice.LookTaken)
		if !ok {
			continue
		}
		day := look.Day.Time()
		l := Looked{Duty: look.Duty, Year: day.Year(), Month: int(day.Month())}
		if !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	slices.SortFunc(out, func(a, b Looked) int {
		return cmp.Or(cmp.Compare(b.Year, a.Year), cmp.Compare(b.Month, a.Month), cmp.Compare(a.Duty, b.Duty))
	})
	return out
}

// DoBox runs a participant's own command. What they take back or stop is in force
// when this returns, before anyone has read it (P2): the drop blocks every
// clearance, and a stop also what waits to be sent.
func (s *Session) DoBox(ctx context.Context, cmd practice.BoxCommand, form FormID) (err error) {
	if !s.IsParticipant() {
		return ErrNotThere
	}
	once, err := s.once(form)
	if err != nil {
		return err
	}
	defer func() { err = s.answer(ctx, once, err) }()
	for range attempts {
		if err := s.attemptBox(ctx, cmd, once); !crossed(err) {
			return err
		}
	}
	return ErrBusy
}

func (s *Session) attemptBox(ctx context.Context, cmd practice.BoxCommand, once *store.Once) error {
	b, err := s.openBox(ctx, s.v.o.Store)
	if err != nil {
		return err
	}
	now, err := s.v.instant()
	if err != nil {
		return err
	}
	at := s.boxAt(b.box)
	at.Now = max(practice.Instant(now), b.box.Last)
	if at.Fresh, err = s.fresh(practice.IDsNeeded); err != nil {
		return err
	}
	events, drops, err := practice.DecideBox(b.box, cmd, at)
	if err != nil {
		return err
	}
	d := s.v.draft(&s.who, int64(at.Now))
	d.batch.Once = once
	if kept, has := s.unsentID(cmd); has {
		d.batch.Unsent = []store.Unsent{{Holder: s.who.id, ID: kept}}
	}
	if err := d.absorb(b.c, b.home, b.drops, s.staffKeys(ctx), nil); err != nil {
		return err
	}
	for _, e := range events {
		kind, content, err := practice.Encode(e)
		if err != nil {
			return fmt.Errorf("could not write an event: %w", err)
		}
		if err := d.write(b.c, kind, content); err != nil {
			return err
		}
	}
	if err := s.dropToCase(ctx, d, drops); err != nil {
		return err
	}
	return d.commit(ctx)
}

// dropToCase seals a participant's acts to the case they are in: the one stream
// beside the box that a participant's request names, and it is only written to.
func (s *Session) dropToCase(ctx context.Context, d *draft, drops []practice.Drop) error {
	kase, err := journal.ParseID(s.login.Case)
	if err != nil {
		return errors.New("could not read a login: it names no case")
	}
	head, err := s.v.letterbox(ctx, kase)
	if err != nil {
		return err
	}
	for _, drop := range drops {
		if err := d.hand(head, drop); err != nil {
			return err
		}
	}
	return nil
}
