package casework

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"amends/internal/journal"
	"amends/internal/practice"
)

// Checking is a check of the whole history with one person's keys, on its way or
// done.
type Checking struct {
	Begun   practice.Instant
	Ended   practice.Instant // zero while it is on its way
	Entries int64            // how many there were to check when it began
	Looked  int64            // how many of these it has come to, while it is on its way
	Found   Verified         // once it has ended
	Flaw    string           // what is wrong with the history, without ids; empty if nothing is
	Failed  bool             // it was cut off, or something could not be read: nothing is known
}

// checks are those of a service. One runs at a time: each reads everything.
type checks struct {
	mu      sync.Mutex
	running practice.StaffID // whose is on its way; empty for nobody's
	cut     context.CancelFunc
	work    sync.WaitGroup
	looked  atomic.Int64                  // how many entries the one that is on its way has come to
	last    map[practice.StaffID]Checking // of each, the last they began
}

// checkFor is how long a check may take.
const checkFor = time.Hour

// ErrChecking says that somebody's check is on its way: wait until it has ended.
var ErrChecking = errors.New("the history is being checked already")

// BeginCheck begins to check the history, over all that the asker's keys open, and
// returns at once; LastCheck tells how it goes. Coordinators, administrators and
// data protection officers may; others on staff get ErrNotYours. Until it ends, an
// hour at most, the asker's keys stay in memory. What ends their sessions cuts it off
// (signing out, another passphrase, new keys, leaving), and so does Close; a session
// that runs out does not.
func (s *Session) BeginCheck(ctx context.Context) error {
	if s.desk == nil {
		return ErrNotThere
	}
	if !s.me.answersForService() {
		return ErrNotYours
	}
	entries, err := s.v.o.Store.Size(ctx)
	if err != nil {
		return fmt.Errorf("could not read how long the history is: %w", err)
	}
	// It outlasts the request that began it.
	ctx, cut := context.WithTimeout(context.WithoutCancel(ctx), checkFor)
	if !s.v.checks.begin(s.me.ID, Checking{Begun: s.now, Entries: entries}, cut) {
		cut()
		return ErrChecking
	}
	own := *s // the request goes on with the other
	own.looked = &s.v.checks.looked
	own.v.checks.work.Go(func() {
		defer cut()
		own.v.checks.end(own.me.ID, own.check(ctx))
	})
	return nil
}

// check runs one check to its end. Whatever panics in it must not take the service
// down with it, nor leave it marked as on its way.
func (s *Session) check(ctx context.Context) (done Checking) {
	defer func() {
		if recover() != nil {
			s.v.o.Log.Error("checking the history panicked")
			done = Checking{Failed: true}
		}
		done.Ended = practice.InstantOf(s.v.o.Now())
	}()
	found, err := s.v.Verify(ctx, s)
	switch flaw, is := errors.AsType[*journal.Flaw](err); {
	case err == nil:
		return Checking{Found: found}
	case is:
		return Checking{Found: found, Flaw: flaw.Error()}
	}
	if !errors.Is(err, context.Canceled) {
		s.v.o.Log.ErrorContext(ctx, "could not check the history", slog.Any("error", err))
	}
	return Checking{Failed: true}
}

// LastCheck gives the check that the asker began last, and whether there is one.
// It is forgotten when the service ends.
func (s *Session) LastCheck() (Checking, bool) {
	s.v.checks.mu.Lock()
	defer s.v.checks.mu.Unlock()
	c, is := s.v.checks.last[s.me.ID]
	if c.Ended == 0 { // one runs at a time: it is this one
		c.Looked = min(s.v.checks.looked.Load(), c.Entries)
	}
	return c, is
}

// endCheck cuts somebody's check off, if one is on its way: their keys do not
// outlast what ends their sessions. A participant, whose id here is empty, has none.
func (v *Service) endCheck(who practice.StaffID) {
	v.checks.mu.Lock()
	defer v.checks.mu.Unlock()
	if v.checks.running == who && who != "" {
		v.checks.cut()
	}
}

// Close ends what outlasts requests, and returns when it has ended: to be called
// when no request comes any more, before the store is closed.
func (v *Service) Close() {
	v.checks.mu.Lock()
	if v.checks.cut != nil {
		v.checks.cut()
	}
	v.checks.mu.Unlock()
	v.checks.work.Wait()
}

func (c *checks) begin(who practice.StaffID, begun Checking, cut context.CancelFunc) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.running != "" {
		return false
	}
	if c.last == nil {
		c.last = make(map[practice.StaffID]Checking)
	}
	c.running, c.cut, c.last[who] = who, cut, begun
	c.looked.Store(0)
	return true
}

func (c *checks) end(who practice.StaffID, done Checking) {
	c.mu.Lock()
	defer c.mu.Unlock()
	begun := c.last[who]
	done.Begun, done.Entries = begun.Begun, begun.Entries
	c.running, c.cut, c.last[who] = "", nil, done
}
