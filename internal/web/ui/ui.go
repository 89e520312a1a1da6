// Package ui draws every page of Amends: the frames, the parts and the pages
// made of them, as templ components over plain structs of strings, flags and
// slices. It knows no rule, no route and no other package of the program; what
// a page may show is decided before its struct is filled.
//
// Three closed families make it up. A [Page] is a whole document, a [Section]
// is a part that a page may hold in any order, an [Input] is one question on a
// form. [Render] writes a page; nothing else is needed to use the package.
//
// Rules that hold for all of it, and that gallery_test.go checks:
//   - Titles carry a reference and a neutral name, never a person's name and
//     never what the service is about.
//   - No inline style, script or event handler: pages work under
//     Content-Security-Policy: default-src 'none'. Drawings are SVG with
//     presentation attributes.
//   - A state is always an icon and words, never colour alone.
//   - Pages for staff work without any script; pages for participants gain
//     only the three-times-Shift shortcut from theirs.
//   - The two sides of a case are separate values ([Column]): a side that was
//     not authorised is simply absent, and leaves no gap (P3, P5).
package ui

import (
	"context"
	"fmt"
	"io"

	"github.com/a-h/templ"
)

// Page is a whole HTML document. The set of pages is closed: only this package
// implements it.
type Page interface {
	page() templ.Component
}

// Section is a part of a page below its heading: a table, a list, a form.
type Section interface {
	section() templ.Component
}

// Render writes the whole document p to w. Callers render into a buffer, so
// that an error can still become a page of its own.
func Render(ctx context.Context, w io.Writer, p Page) error {
	if err := p.page().Render(ctx, w); err != nil {
		return fmt.Errorf("could not draw page: %w", err)
	}
	return nil
}

// Tone says whose colour a thing wears: heather for the harmed side, slate for
// the responsible side, sand for what is between them, both for a person who is
// each. The zero Tone is plain.
type Tone string

// The tones; the letters are part of the class names in the style sheets.
const (
	ToneHarmed      Tone = "h"
	ToneResponsible Tone = "r"
	ToneBetween     Tone = "b"
	ToneBoth        Tone = "x"
)

// State is how something stands. Every state is drawn as an icon and read out
// in words.
type State string

// The states; the words are part of the class names in the style sheets.
const (
	StateMet       State = "ok"    // in place, agreed, done
	StateOpen      State = "wait"  // somebody has still to do something
	StateStopped   State = "stop"  // forbids it
	StateBack      State = "back"  // was agreed and has been taken back
	StateUndecided State = "none"  // asked, not decided
	StateElsewhere State = "other" // on the other side; this viewer learns no more
)

// Link is a place to go. Hidden is read out after Text where several links on a
// page share the same words ("Change", "Read").
type Link struct {
	Text, Href, Hidden string
}

// Button is a link that looks like a button: it leads to a page and changes
// nothing. Quiet buttons are outlined.
type Button struct {
	Text, Href string
	Quiet      bool
}

// Tag is a short label in a pill. With a State it carries that state's icon and
// colour, with a Tone a side's colour; with neither it is plain.
type Tag struct {
	Text  string
	State State
	Tone  Tone
}

// Fact is one line of "label: value". Link follows the value when its Href is set.
type Fact struct {
	Label, Value string
	Link         Link
}

// Alert is something nobody on the page may miss: an order, a bar, a hold.
// State is StateStopped (clay) or StateOpen (amber).
type Alert struct {
	ID                   string // unique on the page, for the label
	State                State
	Kind                 string // read out before the heading: "no-contact order"
	Heading, Text        string
	Link                 Link
	Limits               []string // further lines, such as what a permission covers
	Authority, ReviewDue string   // who can change it; when it is looked at again
}

// NavItem is an entry of a menu, a row of tabs or a row of filters. Count is
// shown after the text when not empty.
type NavItem struct {
	Text, Href, Count string
	Current           bool
}

// class joins a block name and a modifier that is one of this package's constants.
func class[T ~string](block string, modifier T) string {
	if modifier == "" {
		return block
	}
	return block + "--" + string(modifier)
}

// stateWord is what a screen reader says before a condition of a crossing.
func stateWord(s State) string {
	switch s {
	case StateMet:
		return "In place: "
	case StateOpen:
		return "Still to do: "
	case StateStopped:
		return "Stops this: "
	case StateBack:
		return "Taken back: "
	case StateElsewhere:
		return "Not yet, on the other side: "
	default:
		return "Undecided: "
	}
}

// agreedWord is what a screen reader says before something a person was asked.
func agreedWord(s State) string {
	switch s {
	case StateMet:
		return "Agreed: "
	case StateOpen:
		return "Waiting: "
	case StateStopped:
		return "Refused: "
	case StateBack:
		return "No longer agreed: "
	default:
		return "Undecided: "
	}
}
