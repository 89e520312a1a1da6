// Package casework is the shell of Amends: the one way in and the one way to
// read. It is the only package that holds rules and keys at the same time.
//
// A [Service] is opened over a store, with the server's key, a clock and a
// source of randomness. [Service.Found] sets it up once. [Service.SignIn] and
// [Service.Resume] give a [Session]: one signed-in person, whose keys are in
// memory for as long as one request takes.
//
// Everything staff do to a case goes through [Session.Do]: the life of a letter
// (docs/design.md). It opens the case's compartment, takes in what participants sent,
// folds, asks practice to decide, signs and seals each event in the compartment
// it is at home in, and commits all of it in one transaction that fails if
// anything it rested on moved meanwhile, or if a participant wrote (P2). Then it
// decides again from the start: nothing is ever merged blindly.
//
// Everything staff read comes from [Session.Case], [Session.Cases] and
// [Session.Today], already cut to what the reader may see: a condition on the
// other side reads "not yet, on the other side" before it leaves this package.
// Opening a party's file leaves a look (P5).
//
// A participant has a [Session] too, of which only [Session.Box] and
// [Session.DoBox] answer. Both touch one compartment, the box, and nothing else
// of the case (P3).
//
// # Compartments
//
// A compartment is one stream of entries under one key per epoch. Which
// compartment an event is at home in, practice says; who may open which
// compartment, homes.go says, from the allocation, and nothing else does. Keys
// are wrapped to individuals only. When somebody leaves, the compartments they
// could open begin a new epoch, and their wraps are deleted (P5).
//
// What somebody may write but not read (a facilitator handing a letter to
// someone on the other side; a participant answering the case) goes as a drop,
// signed inside by who wrote it. Whoever can open the compartment takes it in: a
// drop becomes an entry that still carries its writer's signature.
//
// # Errors
//
// A [practice.Refusal] comes through as it is and may be shown. [ErrNotThere] is
// the one answer to "not there" and "not yours", after the same work (P5). What
// else a caller branches on is in errors.go. No error holds a name, a text or a
// key (P4).
package casework
