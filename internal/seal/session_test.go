package seal

import (
	"slices"
	"testing"
)

func TestSessions(t *testing.T) {
	t.Parallel()
	seed := must(NewSeed(fixed(1)))
	secret, sessionID, row, err := NewSession(fixed(2), seed, aMemory, idOf(5))
	if err != nil {
		t.Fatal(err)
	}
	if sessionID != SessionID(secret) || sessionID == secret {
		t.Error("the id does not come from the secret")
	}
	open := func(row []byte) ([]byte, error) {
		got, m, person, err := OpenSession(secret, row)
		if err == nil && person != idOf(5) {
			t.Errorf("session of person %v", person)
		}
		return heldBy(OpenedSlot{Seed: got, Memory: m}, err)
	}
	opensTo(t, open, row, slices.Concat(seed.secret(), aMemory[:]))
	refusesChanges(t, open, row)
}

func TestSessionsOpenOnlyWithTheirSecret(t *testing.T) {
	t.Parallel()
	seed, random := must(NewSeed(fixed(1))), fixed(2)
	secret, sessionID, row, _ := NewSession(random, seed, aMemory, idOf(5))
	other, _, otherRow, _ := NewSession(random, seed, aMemory, idOf(5))
	for name, c := range map[string]struct {
		secret [32]byte
		row    []byte
	}{
		"another session's secret":     {other, row},
		"another session's row":        {secret, otherRow},
		"the id in the secret's place": {sessionID, row},
		"no secret":                    {[32]byte{}, row},
	} {
		if _, _, _, err := OpenSession(c.secret, c.row); err == nil {
			t.Errorf("session opened with %s", name)
		}
	}
	for i := range secret {
		changed := secret
		changed[i] ^= 1
		if _, _, _, err := OpenSession(changed, row); err == nil {
			t.Errorf("session opened with byte %d of the secret changed", i)
		}
	}
}
