// Package store is the database of one service, and the only place with SQL.
//
// It knows sealed bytes, ids and hashes. No column holds a name, a kind of event,
// an actor or a status (P4), so that a leak here leaks nothing; whether the bytes
// mean anything is for casework, which has the keys.
//
// A [Batch] is everything one command changes: entries, the streams they are
// appended to by compare-and-swap, drops taken in and drops that must not wait,
// wraps, entry keys, list rows, outgoing rows, logins. [Store.Commit] writes it
// whole or not at all, and answers when it is durable (P7). batch.go says what a
// batch is, check.go holds it against itself, commit.go against the database,
// write.go writes it.
//
// One goroutine writes (writer.go). It gathers who waits, runs each batch in the
// same transaction, appends all their entries to the tree with [journal.Plan],
// signs one checkpoint, commits, and answers everybody. A batch that is refused
// leaves its neighbours alone. When a COMMIT fails, nobody knows whether it was
// written: the store takes nothing more, and the program that opens it next reads
// what is there (P6).
//
// What can be read is a [Reader]; [Store.View] gives one whose reads belong
// together. [Store.Audit] gives the journal to [journal.Verify].
//
// Erasing deletes keys and never entries (P8). SQLite leaves deleted bytes in its
// log and, more seldom, in its pages; [Store.Scrub] takes them out (scrub.go,
// page.go). That a scrub is due is written in the transaction that deletes, and it
// is finished in the background or at the next start. [Store.Backup] writes keys
// and entries as two files, since keys must not be kept as long.
//
// The engine is SQLite, one file for one service. Statements are one text for
// SQLite and PostgreSQL, which a test holds them to; the schema is written for each
// engine under migrations. Package storetest is what every engine must do.
package store
