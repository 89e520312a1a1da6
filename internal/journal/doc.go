// Package journal is the append-only history of one service, and the proof that
// nobody changed it (P6). It is pure over bytes: it reads no disk, no clock and no
// randomness, and knows no cipher. The store writes what [Plan] gives; seal seals
// what [Sign] gives.
//
// An [Entry] is a [Header] in the clear and a sealed body. Inside the body is a
// [Record], who did what and when, with its actor's signature over header and
// record. Entries belong to streams, each numbered from 1 without gaps under a key
// that changes from epoch to epoch; [Head.Follow] is that rule. The store also
// gives every entry a position in the one log of the service.
//
// The log is a Merkle tree as in RFC 6962. An entry's leaf hash covers header and
// ciphertext, so that the history still verifies when keys are destroyed (P8). The
// tree is kept in tiles of 256 hashes ([Tile], after C2SP tlog-tiles); its right
// [Edge] is all that must be read to go on appending. Every group of entries ends
// in a signed [Checkpoint] (C2SP tlog-checkpoint, on one signed note), numbered so
// that a dropped one shows, and with a time so that a clock going backwards does.
//
// An append goes one way and once. Plan works out the positions, the tiles, the
// checkpoint and the edge after it. The store writes entries, heads, tiles and
// checkpoint in one transaction, and takes over the new edge after the commit. A
// transaction that was rolled back leaves the old edge in force. When the outcome
// of the commit is unknown, so is the edge: [LoadEdge] reads it anew, from the last
// checkpoint in the database, before anything else is appended. Package journaltest
// has the table of failures that this must survive, for the store to run as well.
//
// [Verify] reads a whole journal and names the first thing that is wrong with it.
// What it cannot see alone is a journal rolled back or rewritten as a whole by
// somebody with the server's key; for that it takes checkpoints that were kept
// outside.
package journal
