package demo

import (
	"container/heap"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"iter"
	"time"

	"amends/internal/casework"
	"amends/internal/practice"
)

// tale tells one case from its opening on.
type tale func(s *stage)

// stage is where one tale is told. Its first error ends the telling, and so does
// the present: after either, every verb does nothing and gives nothing. A tale
// is written as if all went well.
type stage struct {
	ctx   context.Context
	c     *company
	turn  func(time.Time) bool // lets other tales go on until their clock has come so far
	now   time.Time
	until time.Time // when everybody stops caring, for cases that fall silent
	over  bool
	err   error

	words telling // of a case that follows an arc

	id   casework.CaseID
	who  string // login of who acts
	last last
	text map[practice.ContentID]practice.ContentWritten
	made map[practice.ContentID]practice.Kind
	plan map[practice.PartyID]practice.SideID
}

// last is what was made last, by kind: what a tale names in what comes next.
type last struct {
	crossing     practice.CrossingID
	content      practice.ContentID
	consent      practice.ConsentID
	bar          practice.BarID
	permission   practice.PermissionID
	incident     practice.IncidentID
	disclosure   practice.DisclosureID
	harm         practice.HarmID
	question     practice.QuestionID
	parties      []practice.PartyID
	harms        []practice.HarmID
	undertakings []practice.UndertakingID
}

// running is a tale between two of its moments.
type running struct {
	next  func() (time.Time, bool)
	stop  func()
	at    time.Time // of its next moment
	order int
	stage *stage
}

// calendar is the tales in the order of their next moments.
type calendar []*running

func (q calendar) Len() int { return len(q) }
func (q calendar) Less(i, j int) bool {
	return q[i].at.Before(q[j].at) || q[i].at.Equal(q[j].at) && q[i].order < q[j].order
}
func (q calendar) Swap(i, j int) { q[i], q[j] = q[j], q[i] }

// Push is heap.Interface's.
func (q *calendar) Push(x any) { *q = append(*q, x.(*running)) }

// Pop is heap.Interface's.
func (q *calendar) Pop() any {
	old := *q
	r := old[len(old)-1]
	*q = old[:len(old)-1]
	return r
}

// play tells all tales at once, moment by moment in the order of time: the clock
// of a service goes one way.
func (c *company) play(ctx context.Context, tales []tale) error {
	var q calendar
	defer func() {
		for _, r := range q {
			r.stop()
		}
	}()
	for i, t := range tales {
		r := c.begin(ctx, t, i)
		if at, goes := r.next(); goes {
			r.at = at
			q = append(q, r)
		}
	}
	heap.Init(&q)
	for len(q) > 0 {
		r := q[0]
		c.clock.move(r.at)
		at, goes := r.next()
		if r.stage.err != nil {
			return fmt.Errorf("tale %d: %w", r.order+1, r.stage.err)
		}
		if !goes {
			heap.Pop(&q)
			continue
		}
		r.at = at
		heap.Fix(&q, 0)
	}
	return ctx.Err()
}

// begin puts a tale on a stage of its own.
func (c *company) begin(ctx context.Context, t tale, order int) *running {
	s := &stage{
		ctx: ctx, c: c, now: c.clock.Now(), until: c.clock.end,
		text: map[practice.ContentID]practice.ContentWritten{}, made: map[practice.ContentID]practice.Kind{},
		plan: map[practice.PartyID]practice.SideID{},
	}
	next, stop := iter.Pull(func(yield func(time.Time) bool) {
		s.turn = yield
		t(s)
	})
	return &running{next: next, stop: stop, order: order, stage: s}
}

// ago goes to so many days before today, at a time of day.
func (s *stage) ago(days int, clock string) { s.moment(s.c.clock.end, -days, clock) }

// after goes on by so many days.
func (s *stage) after(days int, clock string) { s.moment(s.now, days, clock) }

// moment goes to a day and a time of day; the service works from Monday to Friday.
// A moment that has passed comes as soon as it can.
func (s *stage) moment(from time.Time, days int, clock string) {
	if s.over {
		return
	}
	t, err := time.Parse("15:04", clock)
	if err != nil {
		s.fail(err)
		return
	}
	at := working(from, days, t)
	if !at.After(s.now) {
		at = s.now.Add(20 * time.Minute)
	}
	if at.After(s.until) || !s.turn(at) {
		s.over = true
		return
	}
	s.now = at
}

// working is so many days from a day, or the Monday after, at a time of day.
func working(from time.Time, days int, t time.Time) time.Time {
	day := from.AddDate(0, 0, days)
	switch day.Weekday() {
	case time.Saturday:
		day = day.AddDate(0, 0, 2)
	case time.Sunday:
		day = day.AddDate(0, 0, 1)
	default:
	}
	return time.Date(day.Year(), day.Month(), day.Day(), t.Hour(), t.Minute(), 0, 0, time.UTC)
}

// comes goes to the day of an instant, at a time of day.
func (s *stage) comes(day practice.Instant, clock string) {
	if !s.over {
		s.moment(day.Time(), 0, clock)
	}
}

// stalls says that after so many days before today nobody did anything.
func (s *stage) stalls(daysAgo int) { s.until = s.c.clock.end.AddDate(0, 0, -daysAgo) }

// by says who acts from here on.
func (s *stage) by(login string) *stage {
	s.who = login
	return s
}

// staff gives the id of somebody on staff.
func (s *stage) staff(login string) practice.StaffID { return s.c.ids[login] }

// in gives the instant so many days from the tale's present, at a time of day.
func (s *stage) in(days int, clock string) practice.Instant {
	t, err := time.Parse("15:04", clock)
	if err != nil {
		s.fail(err)
	}
	return practice.InstantOf(working(s.now, days, t))
}

func (s *stage) fail(err error) {
	if s.err == nil {
		s.err = fmt.Errorf("%s, %s: %w", s.now.Format(time.DateTime), s.who, err)
	}
	s.over = true
}

// act lets whoever acts do one thing in a session of theirs, with a fresh form.
func (s *stage) act(do func(*casework.Session, casework.FormID) error) {
	if s.over {
		return
	}
	session, err := s.c.session(s.ctx, s.who)
	if err != nil {
		s.fail(err)
		return
	}
	form, err := casework.NewForm(rand.Reader)
	if err != nil {
		s.fail(err)
		return
	}
	if err := do(session, form); err != nil {
		s.fail(err)
	}
}

// do runs one command on the case, and remembers what it made.
func (s *stage) do(cmd practice.Command) {
	s.act(func(session *casework.Session, form casework.FormID) error {
		done, err := session.Do(s.ctx, s.id, cmd, form)
		if err != nil {
			return fmt.Errorf("%T: %w", cmd, inWords(err))
		}
		s.id = done.Case
		for _, e := range done.Events {
			s.learn(e)
		}
		return nil
	})
}

// inWords adds to a refusal what stands in the way.
func inWords(err error) error {
	r, is := errors.AsType[*practice.Refusal](err)
	if !is {
		return err
	}
	for _, c := range r.Standing {
		err = fmt.Errorf("%w; %s: %s", err, c.Kind, c.Why)
	}
	return err
}

// learn remembers what an event made.
func (s *stage) learn(e practice.Event) {
	switch e := e.(type) {
	case practice.PartyAdded:
		s.last.parties = append(s.last.parties, e.Party)
		s.plan[e.Party] = e.Side
	case practice.HarmRecorded:
		s.last.harm = e.Harm
		s.last.harms = append(s.last.harms, e.Harm)
	case practice.CrossingProposed:
		s.last.crossing = e.Crossing
	case practice.ContentWritten:
		s.last.content, s.text[e.Content] = e.Content, e
	case practice.ContentCommitted:
		s.made[e.Content] = e.Kind
	case practice.ConsentGiven:
		s.last.consent = e.Consent
	case practice.BarRecorded:
		s.last.bar = e.Bar
	case practice.PermissionRecorded:
		s.last.permission = e.Permission
	case practice.IncidentOpened:
		s.last.incident = e.Incident
	case practice.Disclosed:
		s.last.disclosure = e.Disclosure
	case practice.QuestionAsked:
		s.last.question = e.Question
	case practice.AgreementMade:
		for _, u := range e.Undertakings {
			s.last.undertakings = append(s.last.undertakings, u.Undertaking)
		}
	}
}
