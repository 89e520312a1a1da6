package store

import (
	"context"
	"errors"
	"iter"
	"time"

	"amends/internal/journal"
)

// What a caller branches on. Everything else is a mistake in the program or a
// fault of the machine.
var (
	// ErrConflict says that something the batch rested on has moved: a stream, a
	// drop that is gone, a login. Load again and decide again.
	ErrConflict = errors.New("something this rested on has changed")
	// ErrDrops says that a drop waits which the batch did not take in. Take it in
	// and decide again (P2).
	ErrDrops = errors.New("a drop waits to be taken in")
	// ErrRepeated says that the form was already sent; what it asked for is done.
	ErrRepeated = errors.New("this form was already sent")
	// ErrTaken says that another person has the login name.
	ErrTaken = errors.New("this login name is taken")
	// ErrErased says that the compartment was erased: nothing is written to it
	// any more (P8).
	ErrErased = errors.New("this compartment was erased")
	// ErrHeld says that an outgoing row may not leave now: a drop waits in its
	// case, it was cancelled, it has expired, or the claim on it has run out (P2).
	ErrHeld = errors.New("this may not be sent now")
	// ErrNotFound says that there is no such thing, or no longer.
	ErrNotFound = errors.New("there is no such thing")
	// ErrInvalid says that the batch contradicts itself. Nothing was written.
	ErrInvalid = errors.New("this contradicts itself")
	// ErrClock says that the clock stands before the last checkpoint. Mend the
	// clock; nothing was written.
	ErrClock = errors.New("the clock went backwards")
	// ErrBusy says that others held the database too long. Try again.
	ErrBusy = errors.New("the database is busy")
	// ErrDamaged says that the file is no database, or not as SQLite writes them.
	ErrDamaged = errors.New("the database is damaged, or is none")
	// ErrFull says that the disk is full.
	ErrFull = errors.New("the disk is full")
	// ErrReadOnly says that the store was opened for reading.
	ErrReadOnly = errors.New("the store was opened for reading")
	// ErrInUse says that another process has opened the database for writing.
	ErrInUse = errors.New("another process has the database open")
	// ErrNewer says that a newer program has used the database.
	ErrNewer = errors.New("the database is newer than this program")
	// ErrClosed says that the store was closed.
	ErrClosed = errors.New("the store is closed")
	// ErrUnknown says that nobody knows whether the last transaction was
	// written. The store accepts nothing more; the program must stop, and finds
	// out when it starts again (P7).
	ErrUnknown = errors.New("whether it was written is unknown")
)

// Store is the database of one service. It is safe for concurrent use.
type Store interface {
	Reader
	Sessions
	Outbox

	// Commit writes everything one command changes, whole or not at all, and
	// returns nil only when it is durable (P7). It answers ErrConflict, ErrDrops,
	// ErrRepeated, ErrTaken, ErrErased, ErrInvalid, ErrClock, ErrBusy or ErrFull
	// when nothing was written, and ErrUnknown when nobody knows. Once the writer
	// has taken the batch up, ctx no longer ends the wait: the outcome is told.
	Commit(ctx context.Context, b Batch) error
	// Try gives a person's slot for one attempt to open it. Where the slot limits
	// attempts, the attempt is counted, durably, before it is made. ErrNotFound if
	// there is no such slot, it has expired, or its attempts are used up.
	Try(ctx context.Context, person, slot journal.ID) (Slot, error)

	// View calls look with a reader of one snapshot: what it reads belongs
	// together. look must not keep the reader.
	View(ctx context.Context, look func(Reader) error) error
	// Audit calls look with the whole journal as of one snapshot, for
	// journal.Verify.
	Audit(ctx context.Context, look func(journal.Source) error) error

	// Scrub makes erasure real on disk: what was deleted is gone from the
	// database file and its write-ahead log when it returns nil (P8). ErrBusy
	// leaves the scrub pending; it is tried again in the background and at every
	// start.
	Scrub(ctx context.Context) error
	// Backup writes a consistent copy as two artefacts of one snapshot into the
	// directory dir, which must not exist: EntriesFile, and KeysFile with wraps
	// and entry keys, which is to be kept for days only. Sessions and spent forms
	// are in neither. It may run while the store is in use.
	Backup(ctx context.Context, dir string) error
	// Sweep deletes what has expired: sessions, slots, spent forms, outgoing rows,
	// what was not sent.
	Sweep(ctx context.Context) error
	// Close waits for what the writer has taken up, and closes.
	Close() error
}

// Reader is what can be read. A slice that is empty is no error; a single thing
// that is missing is ErrNotFound. Sequences are read from the database as they
// are ranged over; the first error ends them. What is read may be kept.
type Reader interface {
	// Service gives the service's own record.
	Service(ctx context.Context) (Service, error)
	// Streams gives the heads of a case's streams, in order of their ids.
	Streams(ctx context.Context, kase journal.ID) ([]Head, error)
	// Stream gives the head of one stream.
	Stream(ctx context.Context, kase, stream journal.ID) (Head, error)
	// Entries gives a stream's entries from a number on, in order, with their
	// keys; a struck entry has none.
	Entries(ctx context.Context, kase, stream journal.ID, from uint64) ([]Entry, error)
	// Wraps gives one holder's wraps for the streams of one case, in order of
	// stream and epoch.
	Wraps(ctx context.Context, kase, holder journal.ID) ([]Wrap, error)
	// Holders gives who holds a wrap of any epoch of one stream.
	Holders(ctx context.Context, kase, stream journal.ID) ([]journal.ID, error)
	// WrapsOf gives all of one holder's wraps, in order of case, stream and epoch.
	WrapsOf(ctx context.Context, holder journal.ID) iter.Seq2[Wrap, error]
	// RowsOf gives the list rows that one holder can open, each with the wrap
	// that opens it, in order of case and stream.
	RowsOf(ctx context.Context, holder journal.ID) iter.Seq2[HeldRow, error]
	// RowsIn is RowsOf for some cases alone, in their order.
	RowsIn(ctx context.Context, holder journal.ID, cases []journal.ID) iter.Seq2[HeldRow, error]
	// Overview gives the one kept for a holder.
	Overview(ctx context.Context, holder journal.ID) (Overview, error)
	// Unsent gives what a holder kept under an id and has not sent. It is there until
	// Sweep deletes it, also when it has expired.
	Unsent(ctx context.Context, holder, id journal.ID) (Unsent, error)
	// Size is how many entries the journal has.
	Size(ctx context.Context) (int64, error)
	// ChangedSince gives the cases that entries were appended to when the journal
	// already had so many, in order of their ids.
	ChangedSince(ctx context.Context, size int64) ([]journal.ID, error)
	// Drops gives the drops that wait in one case, in the order they came.
	Drops(ctx context.Context, kase journal.ID) ([]Drop, error)
	// Waiting gives the cases in which drops wait, in the order of the oldest,
	// and whether one of them is a stop.
	Waiting(ctx context.Context) ([]Waiting, error)
	// Erasures gives what was erased or struck, for Restore to repeat. Number
	// nought stands for a whole stream.
	Erasures(ctx context.Context) ([]EntryRef, error)

	// Spent says whether a form was sent already and is still remembered.
	Spent(ctx context.Context, form [32]byte) (bool, error)

	// Login gives one person's login.
	Login(ctx context.Context, person journal.ID) (Login, error)
	// LoginNamed finds a login by the keyed hash of its name.
	LoginNamed(ctx context.Context, name [32]byte) (Login, error)
	// Logins gives all logins, in order of person.
	Logins(ctx context.Context) ([]Login, error)
	// Slots gives a person's slots that have not expired.
	Slots(ctx context.Context, person journal.ID) ([]Slot, error)

	// Checkpoint gives the newest checkpoint as it was signed, ErrNotFound while
	// the journal is empty.
	Checkpoint(ctx context.Context) ([]byte, error)
	// Tile gives the hashes of one tile of the tree, as many as there are.
	Tile(ctx context.Context, level, index uint64) ([]byte, error)
}

// Sessions are who is signed in. They are never backed up. Their times are the
// store's own clock's.
type Sessions interface {
	// BeginSession writes a session's row; Begun and Seen are now.
	BeginSession(ctx context.Context, s Session) error
	// Session gives a session that has not expired.
	Session(ctx context.Context, id [32]byte) (Session, error)
	// TouchSession notes that the session was used and moves its end.
	TouchSession(ctx context.Context, id [32]byte, expires time.Time) error
	// EndSession deletes a session. It is no error if there is none.
	EndSession(ctx context.Context, id [32]byte) error
}

// Outbox is what waits to be sent. A row is claimed only if it is not held, its
// time has come and not passed, nobody else has it, and no drop waits in its
// case (P2, P10).
type Outbox interface {
	// Claim gives the row that has waited longest, if any may be sent, and keeps
	// it from others until the lease ends. ErrNotFound if there is none.
	Claim(ctx context.Context, lease time.Duration) (Claim, error)
	// Hand is the point of no return, immediately before the row is handed to
	// its channel: it asks again whether it may be sent, and if so, nobody claims
	// it ever again, whatever happens to this process. ErrHeld otherwise.
	Hand(ctx context.Context, c Claim) error
	// Sent deletes a row that was handed over.
	Sent(ctx context.Context, c Claim) error
	// PutBack ends a claim on a row that was not handed over, and lets nobody
	// claim it before the given time.
	PutBack(ctx context.Context, c Claim, notBefore time.Time) error
	// Queued gives rows that are to be sent when they may, those too whose time has
	// passed and that Sweep has not taken yet.
	Queued(ctx context.Context) ([]Outgoing, error)
	// Held gives rows that nobody claims before ReleaseOutbox: all that waited when
	// a backup was restored.
	Held(ctx context.Context) ([]Outgoing, error)
	// InDoubt gives rows that were handed over and never reported sent, because
	// the process died or the channel did not answer. A person decides about them.
	InDoubt(ctx context.Context) ([]Outgoing, error)
}
