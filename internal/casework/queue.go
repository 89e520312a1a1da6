package casework

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/store"
)

// Queue is what waits to be sent, counted: how much, why, and between which
// instants. It says nothing of cases, recipients or words (P4, P5).
type Queue struct {
	Waiting []QueueLine // by reason, then means
	Held    int         // what a restore held: see ReleaseHeld
	InDoubt int         // handed to a channel that never said it was sent
}

// QueueLine counts what goes by one means and waits for one reason.
type QueueLine struct {
	Means practice.Means
	Why   QueueReason
	Rows  int
	First practice.Instant // the earliest that any of them may go
	Last  practice.Instant // when the last of them lapses
}

// QueueReason says why something was not sent yet.
type QueueReason string

// The reasons, the first that holds.
const (
	QueueEarly   QueueReason = "early"   // its time, or a safe hour, has not come (P10)
	QueueUnread  QueueReason = "unread"  // a participant of its case sent something that nobody has read (P2)
	QueueLapsed  QueueReason = "lapsed"  // its time has passed: it is never sent
	QueueChannel QueueReason = "channel" // nothing stands in its way but a channel to carry it
)

// Queue counts what waits to be sent. Coordinators, administrators and data
// protection officers may; others on staff get ErrNotYours.
func (s *Session) Queue(ctx context.Context) (Queue, error) {
	if s.desk == nil {
		return Queue{}, ErrNotThere
	}
	if !s.me.answersForService() {
		return Queue{}, ErrNotYours
	}
	from := s.v.o.Store
	rows, err := from.Queued(ctx)
	if err != nil {
		return Queue{}, fmt.Errorf("could not read what waits to be sent: %w", err)
	}
	waiting, err := from.Waiting(ctx)
	if err != nil {
		return Queue{}, fmt.Errorf("could not read what nobody has read: %w", err)
	}
	var q Queue
	if q.Waiting, err = s.v.count(rows, waiting, s.now); err != nil {
		return Queue{}, err
	}
	if q.Held, err = s.v.HeldBack(ctx); err != nil {
		return Queue{}, fmt.Errorf("could not read what is held: %w", err)
	}
	if q.InDoubt, err = s.v.InDoubt(ctx); err != nil {
		return Queue{}, fmt.Errorf("could not read what is in doubt: %w", err)
	}
	return q, nil
}

// count gathers rows into lines. Of a row's words only the means is looked at.
func (v *Service) count(rows []store.Outgoing, waiting []store.Waiting, now practice.Instant) ([]QueueLine, error) {
	unread := make(map[journal.ID]bool, len(waiting))
	for _, w := range waiting {
		unread[w.Case] = true
	}
	type key struct {
		why   QueueReason
		means practice.Means
	}
	lines := map[key]QueueLine{}
	for _, row := range rows {
		plain, err := v.o.Server.Open(useOutbox, row.ID, row.Sealed)
		if err != nil {
			return nil, fmt.Errorf("could not open what is to be sent: %w", err)
		}
		o, err := decode[Outgoing](plain)
		if err != nil {
			return nil, err
		}
		first, last := practice.InstantOf(row.NotBefore), practice.InstantOf(row.Expires)
		k := key{reason(first, last, unread[row.Case], now), o.Means}
		line, begun := lines[k]
		if !begun {
			line = QueueLine{Means: o.Means, Why: k.why, First: first}
		}
		line.Rows, line.First, line.Last = line.Rows+1, min(line.First, first), max(line.Last, last)
		lines[k] = line
	}
	return slices.SortedFunc(maps.Values(lines), func(a, b QueueLine) int {
		return cmp.Or(cmp.Compare(a.Why, b.Why), cmp.Compare(a.Means, b.Means))
	}), nil
}

func reason(first, last practice.Instant, unread bool, now practice.Instant) QueueReason {
	switch {
	case last <= now:
		return QueueLapsed
	case first > now:
		return QueueEarly
	case unread:
		return QueueUnread
	default:
		return QueueChannel
	}
}
