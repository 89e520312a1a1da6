package web

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// Lengths of what people type, in characters, used wherever nothing else is said.
const (
	mostLine = 200
	mostNote = 4000
	mostText = 20000
)

// sent is a form that came back: what was typed, read into typed values field by
// field, and what is wrong with each. A handler reads every field it needs, asks
// ok, and if not shows the same form again, filled by [sent.into]: nothing that
// was typed is lost.
//
// Reading never stops at the first problem. A field keeps its first one.
type sent struct {
	values   url.Values
	zone     *time.Location // of the service; times are typed in it
	problems map[string]string
	whole    []string
}

func newSent(values url.Values, zone *time.Location) *sent {
	return &sent{values: values, zone: zone, problems: map[string]string{}}
}

// wrong says what is wrong with a field, and what to do about it.
func (s *sent) wrong(name, text string) {
	if _, already := s.problems[name]; !already {
		s.problems[name] = text
	}
}

// refuse says what is wrong with the form as a whole.
func (s *sent) refuse(text string) { s.whole = append(s.whole, text) }

// takes puts what casework or practice found wrong with one field beside it.
// Fields gives the form's name for a command's field; a refusal about another
// field, or about what stands in the way, is not this form's to show: it reports
// false.
func (s *sent) takes(err error, fields map[string]string) bool {
	field, text := "", ""
	if e, is := errors.AsType[*casework.FieldError](err); is {
		field, text = e.Field, capital(e.Problem)
	}
	if r, is := errors.AsType[*practice.Refusal](err); is && len(r.Standing) == 0 {
		field, text = r.Field, r.Sentence()
	}
	name, known := fields[field]
	if known {
		s.wrong(name, text)
	}
	return known
}

// pressed says whether one of a form's further buttons sent it ([ui.Submit]).
func (s *sent) pressed(name string) bool { return s.values.Get(name) != "" }

// ok says whether nothing is wrong.
func (s *sent) ok() bool { return len(s.problems) == 0 && len(s.whole) == 0 }

// line reads a text of one line. An empty one is wrong if ask says what to type,
// and otherwise left out.
func (s *sent) line(name string, most int, ask string) string {
	text := s.text(name, most, ask)
	if strings.ContainsRune(text, '\n') {
		s.wrong(name, "Write this on one line")
		return ""
	}
	return text
}

// text reads a text of several lines, in NFC, with \n between lines and no space
// around it. Control characters are refused, and so are the two that override
// the direction of writing: what is agreed to must read as it is stored.
func (s *sent) text(name string, most int, ask string) string {
	text, readable := tidy(s.values.Get(name))
	switch length := utf8.RuneCountInString(text); {
	case !readable:
		s.wrong(name, "This has a character in it that cannot be shown. Type it again without it")
	case text == "" && ask != "":
		s.wrong(name, ask)
	case length > most:
		s.wrong(name, "Shorten this to "+ui.Thousands(most)+" characters. It has "+ui.Thousands(length))
	default:
		return text
	}
	return ""
}

// tidy brings a text into the one form it is stored in. It reports false for
// what has no such form.
func tidy(text string) (string, bool) {
	if !utf8.ValidString(text) {
		return "", false
	}
	text = norm.NFC.String(strings.ReplaceAll(text, "\r\n", "\n"))
	text = strings.ReplaceAll(text, "\t", " ")
	return strings.TrimSpace(text), !strings.ContainsFunc(text, unshowable)
}

// The characters that turn the direction of the writing around them.
const (
	leftToRightOverride = '\u202d'
	rightToLeftOverride = '\u202e'
)

func unshowable(r rune) bool {
	return (unicode.IsControl(r) && r != '\n') || r == leftToRightOverride || r == rightToLeftOverride || r == utf8.RuneError
}

// secret reads a passphrase or code: in NFC, since the same letters must give the
// same bytes on every keyboard, and otherwise exactly as typed.
func (s *sent) secret(name, ask string) string {
	text := s.values.Get(name)
	if text == "" {
		s.wrong(name, ask)
	}
	if utf8.RuneCountInString(text) > mostLine || !utf8.ValidString(text) {
		s.wrong(name, "Shorten this to "+ui.Thousands(mostLine)+" characters")
		return ""
	}
	return norm.NFC.String(text)
}

// yes reads one checkbox whose value is "yes".
func (s *sent) yes(name string) bool { return slices.Contains(s.values[name], "yes") }

// number reads a whole number from low to high; without ask an empty field is 0.
func (s *sent) number(name string, low, high int, ask string) int {
	typed := strings.TrimSpace(s.values.Get(name))
	if typed == "" {
		if ask != "" {
			s.wrong(name, ask)
		}
		return 0
	}
	n, err := strconv.Atoi(typed)
	if err != nil || n < low || n > high {
		s.wrong(name, fmt.Sprintf("Enter a number from %d to %d", low, high))
		return 0
	}
	return n
}

// choice reads one of a closed list. What is not on it counts as not chosen,
// which is wrong if ask says what to choose, and otherwise left out.
func choice[W ~string](s *sent, name string, list []W, ask string) W {
	typed := W(s.values.Get(name))
	if typed != "" && slices.Contains(list, typed) {
		return typed
	}
	if typed != "" {
		s.wrong(name, "Choose one of these")
	} else if ask != "" {
		s.wrong(name, ask)
	}
	return ""
}

// choices reads any of a closed list, each once, in the order of the list. None
// is wrong only if ask says what to choose.
func choices[W ~string](s *sent, name string, list []W, ask string) []W {
	var chosen []W
	for _, w := range list {
		if slices.Contains(s.values[name], string(w)) {
			chosen = append(chosen, w)
		}
	}
	for _, v := range s.values[name] {
		if !slices.Contains(list, W(v)) {
			s.wrong(name, "Choose from these")
		}
	}
	if len(chosen) == 0 && ask != "" {
		s.wrong(name, ask)
	}
	return chosen
}

// day reads a date in three fields as the start of that day where the service
// is. An empty one is 0, and wrong if ask says what to type.
func (s *sent) day(name, ask string) practice.Instant {
	return s.moment(name, ask, false)
}

// emptyForNow is the hint of a moment that need not be typed.
const emptyForNow = "Leave it empty for now. If only the day is known, leave out the time."

// when reads a date and a time of day. Of what need not be said at all, the time may
// be missing where only the day is known, as on a paper record: it is then the start
// of that day. That is the careful reading of what somebody says: what they took back
// holds from there, and what they agreed to is overtaken by whatever else that day
// brought. Of what was handed over, told, or asked again it would be the careless one,
// before a withdrawal of that day (P2): such a form refuses a [sent.dayAlone].
func (s *sent) when(name, ask string) practice.Instant {
	return s.moment(name, ask, true)
}

// dayAlone says whether a day was typed and no time of day.
func (s *sent) dayAlone(name string) bool {
	typed := func(part string) bool { return strings.TrimSpace(s.values.Get(name+"-"+part)) != "" }
	return (typed("day") || typed("month") || typed("year")) && !typed("time")
}

func (s *sent) moment(name, ask string, withTime bool) practice.Instant {
	get := func(part string) string { return strings.TrimSpace(s.values.Get(name + "-" + part)) }
	day, month, year, clock := get("day"), get("month"), get("year"), get("time")
	if day+month+year == "" && (clock == "" || !withTime) {
		if ask != "" {
			s.wrong(name, ask)
		}
		return 0
	}
	if !withTime || (clock == "" && ask == "") {
		clock = "00:00"
	}
	at, problem := readMoment(day, month, year, clock, s.zone)
	if problem != "" {
		s.wrong(name, problem)
		return 0
	}
	return practice.InstantOf(at)
}

// into gives form as it was sent, with what is wrong beside each field. A
// problem with a field the form does not have is said above it: it is never lost.
func (s *sent) into(form ui.Form) ui.Form {
	placed := map[string]bool{}
	filled := form
	filled.Groups = slices.Clone(form.Groups)
	for i, g := range filled.Groups {
		filled.Groups[i].Inputs = s.inputs(g.Inputs, placed)
	}
	filled.Problems = append(slices.Clone(form.Problems), s.whole...)
	names := make([]string, 0, len(s.problems))
	for name := range s.problems {
		if !placed[name] {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		filled.Problems = append(filled.Problems, s.problems[name])
	}
	return filled
}

func (s *sent) inputs(inputs []ui.Input, placed map[string]bool) []ui.Input {
	filled := make([]ui.Input, len(inputs))
	for i, in := range inputs {
		filled[i] = s.input(in, placed)
	}
	return filled
}

// input fills one question. The set of inputs is closed; one that asks nothing
// stays as it is.
func (s *sent) input(in ui.Input, placed map[string]bool) ui.Input {
	fill := func(name string) (value, problem string) {
		placed[name] = true
		return s.values.Get(name), s.problems[name]
	}
	switch in := in.(type) {
	case ui.TextInput:
		in.Value, in.Error = fill(in.Name)
		return in
	case ui.LongText:
		in.Value, in.Error = fill(in.Name)
		return in
	case ui.Select:
		in.Value, in.Error = fill(in.Name)
		return in
	case ui.Radios:
		in.Value, in.Error = fill(in.Name)
		in.Options = s.options(in.Options, placed)
		return in
	case ui.Checkboxes:
		_, in.Error = fill(in.Name)
		in.Values = s.values[in.Name]
		in.Options = s.options(in.Options, placed)
		return in
	case ui.DateInput:
		_, in.Error = fill(in.Name)
		in.Day, in.Month = s.values.Get(in.Name+"-day"), s.values.Get(in.Name+"-month")
		in.Year, in.Time = s.values.Get(in.Name+"-year"), s.values.Get(in.Name+"-time")
		return in
	default:
		return in
	}
}

func (s *sent) options(options []ui.Option, placed map[string]bool) []ui.Option {
	filled := slices.Clone(options)
	for i, o := range filled {
		if len(o.Reveal) > 0 {
			filled[i].Reveal = s.inputs(o.Reveal, placed)
		}
	}
	return filled
}

// toChoose are options of a list with nothing chosen on it: an answer that stands there
// beforehand is one that nobody gave.
func toChoose(options []ui.Option) []ui.Option {
	return append([]ui.Option{{Value: "", Label: "Choose"}}, options...)
}

// mostRadios is how many answers stand under each other; more fold into a list.
const mostRadios = 7

// oneOrChoose asks for one of some answers, none of them chosen beforehand. Where only one
// is possible it is said and sent along.
func oneOrChoose(r ui.Radios) ui.Input {
	switch n := len(r.Options); {
	case n == 1:
		return ui.OneAnswer{Name: r.Name, Label: r.Label, Text: r.Options[0].Label, Value: r.Options[0].Value}
	case n > mostRadios:
		return ui.Select{Name: r.Name, Label: r.Label, Hint: r.Hint, Options: toChoose(r.Options)}
	default:
		return r
	}
}

// yesNo asks what is on record either way, so that a no is one that somebody said.
func yesNo(name, label, hint string) ui.Radios {
	return ui.Radios{Name: name, Label: label, Hint: hint, Inline: true, Small: true, Options: offered(among(answers(), practice.Yes, practice.No))}
}

// yesOrNo reads what [yesNo] asks. Ask says what to choose.
func (s *sent) yesOrNo(name, ask string) bool {
	return choice(s, name, []practice.Answer{practice.Yes, practice.No}, ask) == practice.Yes
}

// wasYes is the value of a [yesNo] that is on record.
func wasYes(is bool) string {
	if is {
		return string(practice.Yes)
	}
	return string(practice.No)
}

// goBack is the way out of a form, in the same words everywhere: "Cancel" could mean
// the meeting that the form is about, and "Leave it" the case.
func goBack(to string) ui.Link { return ui.Link{Text: "Go back without saving", Href: to} }

// paragraphs splits a stored text for showing: one paragraph a line that is not
// empty.
func paragraphs(text string) []string {
	var all []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}
