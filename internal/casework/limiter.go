package casework

import (
	"crypto/sha256"
	"sync"
	"time"
)

// Attempts to sign in with one name from one place: so many at once, then one
// each interval. Another place has its own, so that nobody can keep somebody out
// by failing in their name; the total is bounded by the memory that passphrases
// take (seal.Passphrases).
const (
	attemptBurst    = 8
	attemptInterval = 20 * time.Second
	limiterRoom     = 1 << 14 // places kept in mind at most
)

// limiter is a leaking bucket for each name and place. Its zero value is ready.
type limiter struct {
	mu    sync.Mutex
	empty map[[32]byte]time.Time // when the bucket will be empty
}

func limiterKey(name [32]byte, source string) [32]byte {
	return sha256.Sum256(append(name[:], source...))
}

// ask counts one attempt, or says how long to wait.
func (l *limiter) ask(now time.Time, name [32]byte, source string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.forget(now)
	key := limiterKey(name, source)
	empty := l.empty[key]
	if empty.Before(now) {
		empty = now
	}
	full := now.Add(attemptBurst * attemptInterval)
	if next := empty.Add(attemptInterval); !next.After(full) {
		l.empty[key] = next
		return nil
	}
	return &TooSoonError{After: empty.Add(attemptInterval).Sub(full)}
}

// forgive empties the bucket of somebody who got it right.
func (l *limiter) forgive(name [32]byte, source string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	delete(l.empty, limiterKey(name, source))
}

// forget drops empty buckets, and all of them when there is no room: memory is
// worth more than the count of a storm, which Argon2 slows anyway.
func (l *limiter) forget(now time.Time) {
	if l.empty == nil || len(l.empty) >= limiterRoom {
		for key, empty := range l.empty {
			if empty.Before(now) {
				delete(l.empty, key)
			}
		}
		if l.empty == nil || len(l.empty) >= limiterRoom {
			l.empty = make(map[[32]byte]time.Time)
		}
	}
}
