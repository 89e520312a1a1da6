package demo

import (
	"sync"
	"time"
)

// Clock is the time of a service that is being filled. It stands still between
// moves and only goes forward. It is safe for concurrent use.
type Clock struct {
	mu  sync.Mutex
	now time.Time
	end time.Time
}

// span is how far back the caseload begins.
const span = 3 * 365 * 24 * time.Hour

// NewClock gives a clock that stands three years before end, which it never passes.
func NewClock(end time.Time) *Clock {
	end = end.UTC()
	return &Clock{now: end.Add(-span), end: end}
}

// Now is what the clock shows: for store.Options and casework.Options.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// move puts the clock forward; a time before the present leaves it where it is.
func (c *Clock) move(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if to.After(c.now) && !to.After(c.end) {
		c.now = to
	}
}
