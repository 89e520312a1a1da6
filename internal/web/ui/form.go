package ui

import (
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/a-h/templ"
)

// Input is one question on a form. It draws itself and knows its own problem,
// so the summary at the top of a page can never disagree with the fields.
type Input interface {
	input() templ.Component
	problem() (Problem, bool)
}

// Problem is one line of the summary: what is wrong, and the field it leads to.
type Problem struct{ ID, Text string }

// Form is a POST form. ID is the one-use form id, sent as field "form".
type Form struct {
	Action, ID string
	Anchor     string // the form's id in the page, "form" when empty; needed where a page holds several
	Hidden     []Hidden
	Groups     []Group
	Problems   []string // what is wrong with the whole, not with one field
	Submit     string
	Warn       bool     // the button is clay: it stops something
	Other      []Submit // further ways to send it
	Cancel     Link
}

// Submit is a second button of a form; the field Name is sent with Value.
type Submit struct{ Text, Name, Value string }

// Group is a stretch of a form under a heading. A folded group is closed until
// somebody opens it, unless Open is set or one of its inputs has a problem; its
// inputs are sent either way.
type Group struct {
	Mark          string // the letter of the paper pack's section it mirrors
	Heading, Hint string
	Fold, Open    bool
	Inputs        []Input
}

// TextInput is a line of text. Width is the number of characters it is made
// for (2, 4, 10, 20), 0 for all there is.
type TextInput struct {
	Name, Label, Hint, Value, Error string
	Type                            string // "text" when empty; "password", "tel", "email"
	Autocomplete, InputMode         string
	Width                           int
	Heading                         bool // the label is the page's h1
}

// LongText is a text of several lines. Most is how many characters are taken,
// 0 for no limit; how many there are is counted when the page is drawn, without
// script, and checked when the form is sent.
type LongText struct {
	Name, Label, Hint, Value, Error string
	Rows, Most                      int
	Heading                         bool
}

// Radios asks for one of several. Value is the chosen option's value.
type Radios struct {
	Name, Label, Hint, Value, Error string
	Options                         []Option
	Inline, Small, Heading          bool
}

// Checkboxes asks for any of several. Values are the chosen ones.
type Checkboxes struct {
	Name, Label, Hint, Error string
	Values                   []string
	Options                  []Option
	Small, Heading           bool
}

// Option is one answer. Reveal is asked only when it is chosen: without script,
// and shown always by browsers too old to know.
type Option struct {
	Value, Label, Hint string
	Reveal             []Input
	Or                 bool // "or" stands before it
}

// DateInput asks for a day in three typed fields, sent as Name-day, Name-month
// and Name-year. WithTime adds Name-time, a time of day.
type DateInput struct {
	Name, Label, Hint, Error string
	Day, Month, Year, Time   string
	WithTime, Birthday       bool
}

// Select asks for one of a long list.
type Select struct {
	Name, Label, Hint, Value, Error string
	Options                         []Option
}

// OneAnswer is a question with one possible answer: it is said and sent along, and nobody is
// asked. Text is what is read, Value what is sent.
type OneAnswer struct {
	Name, Label, Text, Value string
}

// Quote is a text to read inside a form: the wording asked about.
type Quote struct {
	Label string
	Text  []string // paragraphs
	Tone  Tone
}

// problems collects what is wrong, the whole first, then fields in their order.
func (f Form) problems() []Problem {
	var all []Problem
	for _, text := range f.Problems {
		all = append(all, Problem{ID: f.anchor(), Text: text})
	}
	for _, g := range f.Groups {
		all = append(all, problemsOf(g.Inputs)...)
	}
	return all
}

func problemsOf(inputs []Input) []Problem {
	var all []Problem
	for _, in := range inputs {
		if p, wrong := in.problem(); wrong {
			all = append(all, p)
		}
		all = append(all, problemsOf(revealed(in))...)
	}
	return all
}

// revealed are the inputs inside the options of in.
func revealed(in Input) []Input {
	var options []Option
	switch in := in.(type) {
	case Radios:
		options = in.Options
	case Checkboxes:
		options = in.Options
	}
	var inside []Input
	for _, o := range options {
		inside = append(inside, o.Reveal...)
	}
	return inside
}

func (f Form) anchor() string {
	if f.Anchor == "" {
		return "form"
	}
	return f.Anchor
}

// open says whether a group shows its inputs from the start.
func (g Group) open() bool { return g.Open || len(problemsOf(g.Inputs)) > 0 }

func wrong(id, text string) (Problem, bool) { return Problem{ID: id, Text: text}, text != "" }

func (t TextInput) problem() (Problem, bool)  { return wrong(t.Name, t.Error) }
func (t LongText) problem() (Problem, bool)   { return wrong(t.Name, t.Error) }
func (r Radios) problem() (Problem, bool)     { return wrong(r.Name, r.Error) }
func (c Checkboxes) problem() (Problem, bool) { return wrong(c.Name, c.Error) }
func (d DateInput) problem() (Problem, bool)  { return wrong(d.Name+"-day", d.Error) }
func (s Select) problem() (Problem, bool)     { return wrong(s.Name, s.Error) }
func (OneAnswer) problem() (Problem, bool)    { return Problem{}, false }
func (Quote) problem() (Problem, bool)        { return Problem{}, false }

// optionID is the id of the nth option: the first bears the field's own name,
// so that the summary's link lands on it.
func optionID(name string, n int) string {
	if n == 0 {
		return name
	}
	return name + "-" + strconv.Itoa(n+1)
}

// describedBy lists the ids of what explains a field: its hint, count and error.
func describedBy(name, hint, errorText string, more ...string) string {
	ids := ""
	for _, part := range append([]string{when(hint != "", "hint"), when(errorText != "", "error")}, more...) {
		if part == "" {
			continue
		}
		if ids != "" {
			ids += " "
		}
		ids += name + "-" + part
	}
	return ids
}

func when(yes bool, text string) string {
	if yes {
		return text
	}
	return ""
}

// countText says how long a text may be and, once there is one, how long it is.
func (t LongText) countText() string {
	used := utf8.RuneCountInString(t.Value)
	switch {
	case used == 0:
		return "Up to " + Thousands(t.Most) + " characters"
	case used > t.Most:
		return Thousands(used-t.Most) + " characters too many: " + Thousands(used) + " of " + Thousands(t.Most)
	default:
		return Thousands(used) + " of up to " + Thousands(t.Most) + " characters"
	}
}

// Thousands writes 12345 as 12,345.
func Thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func (t TextInput) kind() string {
	if t.Type == "" {
		return "text"
	}
	return t.Type
}

// autocomplete is off unless asked for: a shared computer must not offer the
// names typed for one case to whoever types next.
func (t TextInput) autocomplete() string {
	if t.Autocomplete == "" {
		return "off"
	}
	return t.Autocomplete
}

func (d DateInput) autocomplete(part string) string {
	if d.Birthday && part != "time" {
		return "bday-" + part
	}
	return "off"
}

func (t LongText) rows() int {
	if t.Rows == 0 {
		return 5
	}
	return t.Rows
}

func (c Checkboxes) chosen(value string) bool { return slices.Contains(c.Values, value) }

// hinted ties an option to its own hint.
func (o Option) hinted(id string) templ.Attributes {
	if o.Hint == "" {
		return nil
	}
	return templ.Attributes{"aria-describedby": id + "-option-hint"}
}
