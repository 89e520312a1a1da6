// Package web is the pages of Amends over HTTP: for staff, for participants, and
// the door both come in by. It parses what is sent, asks casework, and fills the
// structs of web/ui; it decides nothing about a case and opens nothing sealed.
//
// A request passes one chain, written once in [New]: headers, panic guard, size,
// time, origin; then its route's session, access rule and form id; then its
// handler, which gives back an answer or an error. The answer is drawn whole
// before its first byte is sent. Every error becomes a page in one table
// (errors.go); no error text ever reaches a browser.
//
// Reading order: routes.go (what there is), access.go (who may), server.go (the
// chain), visit.go (what a handler is given), forms.go (how a form is read),
// errors.go; then the pages by name.
//
// Promises held here, each by tests of this package:
//   - P3: a participant's pages are made from their box alone. Ids and lengths
//     come from the session and the request, never from the state of a case.
//   - P5: "not yours" and "not there" are one answer, byte for byte.
//   - P9: every refusal has a page that says what stands in the way and who can
//     change it, as far as casework says the viewer may know.
//
// The package has no clock and reads no environment: the time comes from
// casework, everything else from [Config].
package web
