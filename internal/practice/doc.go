// Package practice holds the rules of restorative work: what a service may do,
// in which order, and what may pass between the people on the two sides of a
// harm. It is pure: no input or output, no clock, no chance; everything it rests
// on is handed to it as a value.
//
// # Deciding and folding
//
// A member of staff asks for a step of the work with a [Command]. [Decide] turns
// it into [Event] values or refuses it with a [Refusal], which says what stands
// in the way (P9). [Evolve] folds events into a [Case]. A participant acts on
// their own page with a [BoxCommand]; [DecideBox] answers from their [Box] alone,
// and gives a [Drop] that [TakeIn] brings to the people who work with them.
//
// # Compartments
//
// Every event lives in one compartment, its [Home]. The case holds random ids,
// closed-list words, instants and salted commitments, and suffices for every
// decision; whoever works with one side needs nothing of the other to be told by
// the gate that it is not yet met. Names, notes, texts and reasons live among the
// facts, in a party's file, in a content's own compartment or in a party's box,
// each with a fold of its own: [EvolveFacts], [EvolveFile], [EvolveContent],
// [EvolveBox], [EvolveLooks]. One command can write into several; the [Stamp] of
// its events bears the same [ActID].
//
// A party's page shows their box and nothing else (P3). It is written to by
// people who cannot read it, and what is written there depends on what was given
// to that party and on what they themselves did.
//
// # The gate
//
// [Gate] is the one place where it is said whether a [Crossing] may pass (P1): a
// table of conditions by kinds of crossing, in gate.go. [Clear] asks it and names
// a carrier; nothing overrides it. Whatever takes the ground from under a
// clearance cancels it in the same decision (P2), by one rule at the end of
// [Decide]. What was delivered all the same is recorded, as an [Incident].
//
// What happened is always recordable, if need be late: a command with an earlier
// When is a late entry. What was recorded in error is void by a [Correct], and
// everything that rested on it is asked again.
//
// # Settings
//
// A [Profile] holds what differs between countries and programmes. Events carry
// what followed from it (until when a consent is good), so that another setting
// never rewrites what was; only the gate asks the profile of the day.
//
// # Bytes
//
// [Encode] and [Decode] write and read events in one canonical form. Each type of
// event is one frozen version; cases are reopened after twenty years.
package practice
