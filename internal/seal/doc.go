// Package seal holds the only keys and ciphers of Amends. Every other package
// sees sealed bytes, ids and hashes.
//
// A person who signs in has one 32-byte [Seed]. From it come an HPKE key pair
// (MLKEM768-X25519: what is sealed today must still be sealed in forty years)
// and an Ed25519 signing key, together an [Identity]. The seed rests in slots,
// each sealed under a passphrase or a first-login code ([Passphrases]), and for
// as long as somebody is signed in, in a session row that only the secret in
// their cookie opens ([OpenSession]).
//
// A compartment (see practice: case, file, box, content, looks, desk) has one
// random [Key] per epoch. It is wrapped to each person who may open it ([Wrap]);
// at first use the holder rewrites the wrap under a key of their own
// ([Identity.Rewrap]), which opens a hundred times faster. What a wrap yields is
// believed only if it matches the commitment ([Key.Commit]) that stands in the
// journal: HPKE base mode does not say who sealed, and GCM does not commit to a
// key.
//
// Under a compartment's key lie the keys of its entries ([SealEntry]), one
// random key each so that a single entry can be struck (P8), the rows of its
// lists ([SealRow]) and the private half of its drop key ([NewDropKey]), to whose
// public half somebody may write who cannot read ([SealDrop]).
//
// What must run without a person is sealed to the [ServerKey]. What nobody can
// open any more, two of three custodians can ([NewRecovery]).
//
// Every use of a key is separated by a label and bound to where it belongs
// ([Where], an entry's header, a person, a row's version), so nothing sealed for
// one place opens in another. The file primitives.go alone touches AEAD, HPKE,
// HKDF, Argon2 and Ed25519; format.go reads and writes the sealed forms and
// knows no cipher. Each form starts with a byte for its kind and a byte for its
// version, and has exactly one encoding.
//
// Randomness is a parameter wherever it is drawn, save for HPKE, whose standard
// implementation takes none. Secret values print as [redacted] everywhere.
// Nothing here tries to overwrite secrets in memory: the Go runtime may have
// copied them, and a promise that cannot be kept is not made.
package seal
