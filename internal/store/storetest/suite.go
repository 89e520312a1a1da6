package storetest

import (
	"testing"

	"amends/internal/store"
)

// Run runs the suite. open opens an empty store that the test closes itself.
func Run(t *testing.T, open func(t *testing.T, o store.Options) store.Store) {
	for name, test := range map[string]func(*testing.T, *World){
		"a batch is written whole":                wholeBatch,
		"entries come back as they were":          entriesComeBack,
		"a stream that moved is a conflict":       movedStream,
		"a batch that contradicts itself":         contradictions,
		"a conflict leaves its neighbours alone":  neighbours,
		"another service's entry is refused":      otherService,
		"a refused batch changes nothing":         nothingHalf,
		"a form is taken once":                    formOnce,
		"the clock goes backwards":                clockBackwards,
		"a view is one snapshot":                  oneSnapshot,
		"a cancelled commit":                      cancelled,
		"many at once":                            manyAtOnce,
		"drops wait in order":                     dropsInOrder,
		"a waiting drop refuses":                  waitingDropRefuses,
		"a drop that comes meanwhile":             dropRace,
		"wraps and their holders":                 wraps,
		"a rewrap does not bring access back":     rewrapAfterDelete,
		"rows for a holder":                       rows,
		"where a list stood":                      overviews,
		"what was not sent":                       unsent,
		"an older row is refused":                 olderRow,
		"striking an entry":                       strike,
		"erasing a stream":                        erase,
		"logins by version":                       logins,
		"slots and attempts":                      slots,
		"attempts under load":                     attemptsAtOnce,
		"sessions":                                sessions,
		"the outbox's rule":                       outboxRule,
		"claimed once":                            claimedOnce,
		"a claim that ran out":                    claimRanOut,
		"handed over is beyond recall":            beyondRecall,
		"sweeping":                                sweep,
		"the service's record":                    serviceRecord,
		"nothing is found in an empty store":      empty,
		"every word of a batch is in the journal": journalHolds,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := NewWorld(1)
			w.Store = open(t, w.Options())
			if name != "nothing is found in an empty store" {
				w.Commit(t, w.Found())
			}
			test(t, w)
			if err := w.Store.Close(); err != nil {
				t.Errorf("could not close: %v", err)
			}
		})
	}
}
