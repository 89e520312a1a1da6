package casework

import (
	"context"
	"slices"

	"amends/internal/practice"
)

// DeskEvent is what happened at the desk.
type DeskEvent string

// The events of the desk.
const (
	DeskFounded   DeskEvent = "founded"
	DeskEnrolled  DeskEvent = "enrolled"
	DeskChanged   DeskEvent = "changed" // somebody's name or duties
	DeskRenewed   DeskEvent = "keys-renewed"
	DeskLeft      DeskEvent = "left"
	DeskSettings  DeskEvent = "settings"
	DeskRehearsed DeskEvent = "recovery-rehearsed"
	DeskRecovered DeskEvent = "recovery-used"
	DeskReleased  DeskEvent = "outbox-released"
)

// DeskEvents lists them all.
func DeskEvents() []DeskEvent {
	return []DeskEvent{
		DeskFounded, DeskEnrolled, DeskChanged, DeskRenewed, DeskLeft, DeskSettings, DeskRehearsed, DeskRecovered, DeskReleased,
	}
}

// DeskLine is one event of the desk, for the page that shows them.
type DeskLine struct {
	At   practice.Instant
	By   practice.StaffID // empty: two custodians' sheets
	What DeskEvent
	Whom practice.StaffID // empty where it concerns nobody

	// Duties are those from then on, where somebody was enrolled or changed; Was,
	// those before a change.
	Duties, Was []Duty
	// Fingerprint is of the keys from then on, where somebody was enrolled or given
	// new ones. Who gave them is By.
	Fingerprint string
	// Settings are those from then on, where they were set or changed.
	Settings Settings
}

// DeskLines gives what happened at the desk, newest first, to anybody on staff:
// whoever made a coordinator, gave somebody new keys or used recovery is seen by
// all colleagues. Each line was checked: see desk.permits.
func (s *Session) DeskLines(_ context.Context) ([]DeskLine, error) {
	if s.desk == nil {
		return nil, ErrNotThere
	}
	lines := slices.Clone(s.desk.lines)
	slices.Reverse(lines)
	return lines, nil
}
