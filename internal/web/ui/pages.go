package ui

import "github.com/a-h/templ"

// SignInPage asks a member of staff or a participant for name and passphrase.
type SignInPage struct {
	Frame
	Flash   *Flash
	Heading string
	Lead    string
	Form    Form
	Aside   []Link // "I have a code and no passphrase yet"
}

// FormPage is one staff form over a page of its own. The alerts of the case
// stay in view while somebody writes.
type FormPage struct {
	StaffFrame
	Back          Link
	Caption       string
	Heading, Lead string
	Alerts        []Alert
	Sections      []Section // above the form
	Form          Form
}

// SectionsPage is a plain staff page: a heading over sections.
type SectionsPage struct {
	StaffFrame
	Back          Link
	Caption       string
	Heading, Lead string
	Actions       []Button
	Sections      []Section
}

// CaseList is the cases somebody may see, found and filtered by the server.
type CaseList struct {
	StaffFrame
	Heading string
	Search  Search
	Filters []Filter
	Count   string // "24 cases"
	Rows    []CaseRow
	Empty   string
	Actions []Button
	Longest int // days at which a waiting bar is full
	More    Link
}

// Search is a box that asks by POST: what is looked for may be a name, and an
// address lands in histories and logs. ID is the one-use form id.
type Search struct{ Action, ID, Label, Hint, Name, Value string }

// Filter is a row of chips: one question with its answers and their counts.
type Filter struct {
	Label string
	Items []NavItem
}

// CaseRow is one case of a list. Days is how long the next move has waited.
type CaseRow struct {
	Link     Link // reference or names
	Caption  string
	Stage    string
	Move     string // whose move it is
	Tone     Tone
	Days     int
	DaysText string
	Tag      Tag
	Changed  string // when it last changed
}

// Today is what a member of staff sees first: what is due, whose move it is and
// for how long, what is uncovered or silent, what was stopped.
type Today struct {
	StaffFrame
	Heading, Lead string
	Figures       []Figure
	Groups        []TodayGroup
	Actions       []Button
}

// Figure is a number that leads to the group it counts.
type Figure struct {
	Number      int
	Label, Href string
	State       State
}

// TodayGroup is a stretch of Today. Longest is the days at which a bar is full.
type TodayGroup struct {
	ID, Heading, Lead string
	State             State
	Rows              []TodayRow
	Empty             string
	Longest           int
	More              Link
}

// TodayRow is one thing to know or to do. Days draws its bar when WithBar is set.
type TodayRow struct {
	Link     Link
	Caption  string // the case
	What     string
	When     string
	State    State
	Who      string // whose move
	Tone     Tone
	WithBar  bool
	Days     int
	DaysText string
	Action   Link
	Done     *Post
}

// RefusalPage says what stands in the way and who can change it (P9).
type RefusalPage struct {
	StaffFrame
	Back          Link
	Caption       string
	Heading, Lead string
	Standing      []Condition
	InPlace       []Condition
	Actions       []Button
}

// PlainRefusal is a refusal for somebody who is not signed in, or may not know
// more: the same fixed sentence for "not there" and "not yours" (P5).
type PlainRefusal struct {
	Frame
	Heading string
	Text    []string
	Link    Link
}

// IncidentPage is all that is shown of an error: a number to tell the service
// and a sentence that is always the same.
type IncidentPage struct {
	Frame
	Number string
}

// ConfirmPage stands before something that cannot be undone.
type ConfirmPage struct {
	StaffFrame
	Back          Link
	Caption       string
	Heading, Lead string
	Points        []string
	Sections      []Section
	Form          Form
}

// DonePage says what was done, what happens next and when.
type DonePage struct {
	StaffFrame
	Heading, Lead string
	Number        string // a reference to keep, when there is one
	Next          []string
	Links         []Link
}

// Table is rows under columns, with a caption that is read out and shown.
type Table struct {
	ID, Caption string
	Hide        bool // the caption is only read out
	Columns     []string
	Numeric     []bool // right-aligned columns, by index
	Rows        []Row
	Empty       string
}

// Row is a row of a table; its first cell heads it.
type Row []Cell

// Cell is one cell. Bar draws a bar of Bar/Full before the text when Full > 0.
type Cell struct {
	Text, Small string
	Link        Link
	Tag         Tag
	Bar, Full   int
	Tone        Tone
	Post        *Post
}

// Facts is a list of facts under a heading; the links of facts stand in a
// column of their own.
type Facts struct {
	ID, Heading string
	Items       []Fact
}

// Prose is plain paragraphs and points under a heading.
type Prose struct {
	ID, Heading string
	Text        []string
	Points      []string
	Links       []Link
}

// Directory is places to go to, in groups that stand beside one another where
// there is room.
type Directory struct{ Groups []LinkGroup }

// LinkGroup is a few links under a heading. Caption says more about the heading.
type LinkGroup struct {
	Heading, Caption string
	Links            []Link
}

// Progress is how far something has come that goes on by itself: a bar, and the same in
// words. Whoever looks again sees it as it is then; a page that loaded itself anew would
// take what somebody reads from under them.
type Progress struct {
	ID, Heading string
	Done, Of    int
	Says        string // the number, in words
	Text        []string
	Links       []Link
}

// Consents is everything one person agreed to, refused or took back, in full.
type Consents struct {
	ID, Heading string
	Tone        Tone
	Items       []Consent
	Empty       string
}

// Consent is one thing, with how it was said and who heard it.
type Consent struct {
	State             State
	What, When, Means string
	Post              *Post // "Take this back"
	Link              Link
}

// Looks is who has looked: for staff by day and person, for a participant by
// role and month. Full is the count at which a bar is full.
type Looks struct {
	ID, Heading, Lead string
	ByPerson          bool
	Items             []Look
	Full              int
	Empty             string
}

// Look is one line of Looks. Days is on how many days somebody looked.
type Look struct {
	When, Who, Role, What string
	Days                  int
	DaysText              string
}

// Letter is a text given to somebody or asked about, in full.
type Letter struct {
	ID, Heading, Caption string
	Text                 []string
	Tone                 Tone
}

// FormSection is a form inside a page of sections.
type FormSection struct {
	Heading string
	Form    Form
}

// Conditions shows conditions of the gate inside a page of sections.
type Conditions struct {
	ID, Heading string
	Items       []Condition
}

// labelled gives a cell its column's name, shown before its value on a narrow
// screen. One with nothing in it, or with a link that speaks for itself, has none.
func (t Table) labelled(i int, c Cell) templ.Attributes {
	if i >= len(t.Columns) || c.Text == "" && c.Tag.Text == "" {
		return nil
	}
	return templ.Attributes{"data-label": t.Columns[i]}
}

func (t Table) numeric(i int) bool { return i < len(t.Numeric) && t.Numeric[i] }

// table draws looks as rows, with a bar for how often.
func (l Looks) table() Table {
	t := Table{Caption: l.Heading, Hide: true, Columns: []string{"When", "Role", "How often"}}
	if l.ByPerson {
		t.Columns = []string{"When", "Who", "Role", "What"}
	}
	for _, x := range l.Items {
		row := Row{{Text: x.When}, {Text: x.Role}, {Text: x.DaysText, Bar: x.Days, Full: l.Full}}
		if l.ByPerson {
			row = Row{{Text: x.When}, {Text: x.Who}, {Text: x.Role}, {Text: x.What}}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
