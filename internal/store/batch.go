package store

import (
	"time"

	"amends/internal/journal"
)

// Batch is everything one command changes. Fields that are empty change nothing.
// What is deleted is deleted before anything is written.
type Batch struct {
	// Once is the form that asked for this; a second batch with it is answered
	// ErrRepeated.
	Once *Once
	// Expect is every stream the decision rested on, read or written, as it stood
	// then. Every stream that Streams, Entries, Rows, Wraps or Erase name is in it.
	Expect []Version
	// Streams are new streams and new epochs of streams, at most one of each stream.
	Streams []Epoch
	// Entries are appended in this order. In each stream their numbers follow
	// what Expect says without a gap; the first entry of a new epoch, and no
	// other, carries its commitment.
	Entries []Entry
	// TakenDrops are the drops that Entries take in. ErrConflict if one is gone.
	TakenDrops []journal.ID
	// NoDrops are cases or streams in which no other drop may wait, ErrDrops
	// otherwise. Of this batch's own Drops nothing is asked.
	NoDrops []journal.ID
	// Drops are new. All drops that wait are of one size (P3, P4).
	Drops []Drop
	// Wraps are new or replace the same holder's wrap.
	Wraps []Wrap
	// Rewraps replace wraps that still stand as they were read. Where access was
	// taken away or given anew meanwhile nothing is written, so that it does not
	// come back.
	Rewraps []Rewrap
	// DeleteWraps takes one holder's access to all epochs of a stream away.
	DeleteWraps []WrapRef
	// StrikeKeys deletes the keys of entries. The entries stand, unreadable (P8).
	StrikeKeys []EntryRef
	// Erase deletes all wraps, entry keys, drop keys, drops and rows of streams,
	// and remembers that it did: nothing is written to them again (P8). The
	// history stands. It is done when Scrub has returned nil.
	Erase []StreamRef
	// Rows are the current list rows of streams, never older than what stands nor
	// newer than their stream.
	Rows []Row
	// Overview replaces what stands for its holder.
	Overview *Overview
	// Unsent is new or replaces what its holder kept under the same id; one without
	// Sealed deletes it. ForgetUnsent deletes all that holders kept.
	Unsent       []Unsent
	ForgetUnsent []journal.ID
	// Outbox is new. CancelOutbox deletes rows by id, CancelCases all rows of
	// cases; neither touches what was handed over. ReleaseOutbox lifts Held.
	// Settle deletes rows that stand in doubt.
	Outbox        []Outgoing
	CancelOutbox  []journal.ID
	CancelCases   []journal.ID
	ReleaseOutbox []journal.ID
	Settle        []journal.ID
	// Service writes the service's own record. Its ID is settled the first time.
	Service *Service
	// Logins are new or replace what stands, which is of the version before.
	Logins []Login
	// Slots are new. DeleteSlots is no error if there is none. Reslots replace what
	// slots hold that still stand as they were read: where one is gone or was changed
	// meanwhile nothing is written, so that it does not come back.
	Slots       []Slot
	DeleteSlots []SlotRef
	Reslots     []Reslot
	// EndSessions ends all sessions of persons.
	EndSessions []journal.ID
}

// Once is the one-use id of a form, kept until it expires.
type Once struct {
	ID      [32]byte
	Expires time.Time
}

// StreamRef names a stream.
type StreamRef struct{ Case, Stream journal.ID }

// EntryRef names an entry.
type EntryRef struct {
	Case, Stream journal.ID
	Number       uint64
}

// WrapRef names one holder's access to a stream.
type WrapRef struct{ Case, Stream, Holder journal.ID }

// SlotRef names a slot of a person.
type SlotRef struct{ Person, Slot journal.ID }

// Version is how a stream stood when it was read. Zero Number and Epoch say that
// there must be no such stream yet.
type Version struct {
	Case, Stream journal.ID
	Number       uint64 // of its last entry
	Epoch        uint32 // of its newest key
	Erased       bool
}

// Epoch is one key of a compartment: what the journal committed to, and the drop
// key pair under it, the private half sealed.
type Epoch struct {
	Case, Stream journal.ID
	Epoch        uint32 // from 1
	Commitment   [32]byte
	DropPublic   []byte
	DropPrivate  []byte // sealed; both halves are nil once the stream was erased
}

// Head is the state of a stream.
type Head struct {
	Version
	Epochs []Epoch // from the first on
}

// Entry is an entry with its sealed key; no key if it was struck or erased.
type Entry struct {
	journal.Entry
	Key []byte
	// Position in the log, from 0. It is the store's to give: in a Batch it says nothing.
	Position int64
}

// Drop is something sealed to a stream's drop key. ID is drawn by who writes it.
type Drop struct {
	ID           journal.ID
	Case, Stream journal.ID
	// Stop is the one mark in the clear: it takes effect unread (P2).
	Stop   bool
	Sealed []byte
}

// Waiting is a case in which drops wait.
type Waiting struct {
	Case journal.ID
	Stop bool // one of them is a stop
}

// Wrap is a compartment's key of one epoch, sealed to one holder.
type Wrap struct {
	Case, Stream journal.ID
	Epoch        uint32
	Holder       journal.ID
	Sealed       []byte
}

// Rewrap is a wrap in another form, and the form that it was read in.
type Rewrap struct {
	Wrap
	Was []byte
}

// Row is the line of a list that a stream gives, sealed under the key of Epoch.
type Row struct {
	Case, Stream journal.ID
	Version      uint64
	Epoch        uint32
	Sealed       []byte
}

// Overview is where one holder's list stood when the journal had so many entries,
// sealed to them. It is lost in a restore, and made anew.
type Overview struct {
	Holder journal.ID
	Size   int64
	Sealed []byte
}

// Unsent is what somebody began to write and has not sent, sealed to them. It is lost
// in a restore.
type Unsent struct {
	Holder, ID journal.ID
	Expires    time.Time // after which Sweep deletes it
	Sealed     []byte
}

// HeldRow is a row with what opens it for one holder.
type HeldRow struct {
	Row
	Wrap       []byte   // of the row's epoch
	Commitment [32]byte // to the key in it
}

// Outgoing is something to be sent, sealed to the server's key.
type Outgoing struct {
	ID, Case  journal.ID
	NotBefore time.Time // set by the recipient's safe times
	Expires   time.Time // after which it is never sent
	Held      bool      // until ReleaseOutbox; all rows are after a restore
	Sealed    []byte
}

// Claim is an outgoing row that one dispatcher has for a while.
type Claim struct {
	Outgoing
	Lease time.Time // when the claim ends
	turn  int64     // tells this claim from earlier ones on the same row
}

// Service is the service's own record.
type Service struct {
	ID                  journal.ID
	Version             uint64 // one more each time it is written; from 1
	Settings            []byte // sealed to the server's key
	Recovery            []byte // public keys that compartments are wrapped to
	RecoveryFingerprint [32]byte
	Pairs               [3][]byte // sealed, one for each two custodians
}

// Login is how a person signs in.
type Login struct {
	Person  journal.ID
	Name    [32]byte // keyed hash of the login name
	Version uint64   // one more each time it is written; from 1
	Public  []byte   // public keys
	Sealed  []byte   // what the server must know about the person, sealed to its key
}

// Slot is one way to a person's seed.
type Slot struct {
	ID, Person journal.ID
	Kind       uint8     // casework's own number; the store only keeps it
	Expires    time.Time // zero: never
	Tries      uint32    // attempts left, counting the one Try gives; zero in Slots: no limit
	Sealed     []byte
}

// Reslot is what a slot is to hold, and what it held when it was read.
type Reslot struct {
	SlotRef
	Was, Sealed []byte
}

// Session is a signed-in person's seed, sealed under the secret in their cookie.
type Session struct {
	ID      [32]byte
	Person  journal.ID
	Begun   time.Time
	Seen    time.Time
	Expires time.Time
	Sealed  []byte
}
