// Package e2e walks whole procedures over the pages in a real browser, as the
// people in them would: a coordinator, a facilitator for each side, and the two
// whom it is about, each in a browser of their own, over a service on a database
// with a clock that the walk moves.
//
// Staff walk without JavaScript. They find what they fill in and press by its
// words, as they stand on the page, and at each stage the walk says what each of
// the four sees and does not see (P2, P3, P9).
//
// Everything else is in test files: nothing of it can be imported or linked.
package e2e
