package ui

// CasePage is the overview of one case. Left and Right are fetched and
// authorised apart; one that may not be seen is nil and leaves no gap, no arch
// and no filter behind (P3, P5). Between and Story may be nil too, for sitting
// next to someone.
type CasePage struct {
	StaffFrame
	CaseHead
	Alerts      []Alert
	Left, Right *Column
	Between     *Between
	Story       *Story
}

// CaseHead is the top of every page of a case: whose it is and its tabs.
type CaseHead struct {
	Caption string // "Case RJ-0147 · Burglary of a home, March 2026"
	Heading string
	Tags    []Tag
	Actions []Button
	Tabs    []NavItem
}

// CaseTab is any other page of a case. Its head is brief, so that what the page is for
// begins on the first screen of a phone: Stands is how the case stands, in a line, in place
// of the tags. Alerts are said in full; of Elsewhere, which the first page has in full, the
// headings alone, each leading there.
type CaseTab struct {
	StaffFrame
	CaseHead
	Stands            string
	Alerts, Elsewhere []Alert
	Sections          []Section
}

// mostNotices is how many headings a brief head has room for.
const mostNotices = 3

// notices are the headings of what the first page says in full, and how many more there are.
func (p CaseTab) notices() (shown []Alert, more string) {
	n := len(p.Elsewhere)
	if n <= mostNotices {
		return p.Elsewhere, ""
	}
	return p.Elsewhere[:mostNotices-1], Thousands(n-mostNotices+1) + " more to look at"
}

// overview is the address of the case's first page.
func (h CaseHead) overview() string {
	if len(h.Tabs) == 0 {
		return ""
	}
	return h.Tabs[0].Href
}

// Column is one edge of the page: the sides that stand there. Several sides
// (co-defendants, families who do not share) are labelled apart.
type Column struct {
	Sides []Side
}

// Side is the parties who share on one another's word. Label is shown when a
// column holds several sides.
type Side struct {
	Label   string
	Parties []Party
}

// Party is one person's or organisation's card. Every part but Name may be
// absent. A brief card folds all below the care box, for cases of many parties.
type Party struct {
	ID     string // unique on the page; the card's anchor is "party-"+ID
	Tone   Tone
	Role   string // the public word: "Harmed person", "Survivor", "Supporter"
	Name   string
	Short  string // what they like to be called
	About  string
	Care   *Care
	Facts  []Fact
	Agreed []Agreed
	// AgreedHeading: "What Ash has agreed to".
	AgreedHeading string
	AgreedMore    Link
	Preparation   *Preparation
	Links         []Link
	Tags          []Tag
	Brief         bool
}

// Care is how to reach someone safely; it stands beside the name, always.
type Care struct {
	Title, Text string
	Link        Link
}

// Agreed is one thing a person was asked, and where it stands.
type Agreed struct {
	State      State
	What, When string
}

// Preparation is how far somebody's preparation is. Of is the number of
// sessions the profile asks for, 0 for none.
type Preparation struct {
	Done, Of int
	Heading  string // "Questions she wants answered"
	Points   []string
}

// Between is what waits to cross and what has crossed.
type Between struct {
	Heading   string // "Between them" when empty
	Summary   string // "2 waiting to cross · 1 has crossed"
	Waiting   []Crossing
	Delivered []Crossing
	// Earlier crossings are folded away under EarlierLabel.
	Earlier      []Crossing
	EarlierLabel string
	Empty        string // said when there is none at all
	Actions      []Button
}

// Crossing is one thing that passes from one side to another, or is meant to.
// A folded one shows its title, direction and tag until it is opened.
type Crossing struct {
	ID        string // unique on the page
	Icon      Icon
	Title     string
	From, To  []Name
	BothWays  bool // a meeting
	Tag       Tag
	Standing  []Condition // what stands in the way
	InPlace   []Condition // folded away
	Carrier   string      // who may carry it, to whom, until when
	Text      string      // for one that is done: what happened
	Links     []Link
	Actions   []Button
	Folded    bool
	Leftwards bool // the sender stands on the right edge
}

// Name is somebody at one end of a crossing.
type Name struct {
	Text string
	Tone Tone
}

// Condition is one condition of the gate, with who can change it (P9).
type Condition struct {
	State     State
	What, Why string
	Who       string // who can change it
	Link      Link
}

// Story is what has happened, newest first, in lanes: left, middle, right. With
// one side there is one lane.
type Story struct {
	Heading string // "What has happened" when empty
	Filters []NavItem
	OneLane bool
	Entries []StoryEntry
	Earlier Link
	Empty   string
}

// Lane is where an entry of the story stands.
type Lane string

// The lanes; the letters are part of the class names in the style sheets.
const (
	LaneLeft   Lane = "l"
	LaneMiddle Lane = "m"
	LaneRight  Lane = "r"
)

// StoryEntry is one thing that happened. ISO is the time in machine form.
type StoryEntry struct {
	Lane          Lane
	Tone          Tone
	Side          string // "Ash’s side", "Between them"
	Title         string
	When, ISO, By string
	Text          string
	Points        []string // what else was written down in the same act
	Tags          []Tag    // "Written down later", "Outside the gate", "Corrected"
	Links         []Link
}

// jumps are the chips of a narrow screen that lead to the parts of the page.
func (p CasePage) jumps() []Link {
	var to []Link
	to = append(to, p.Left.jumps()...)
	if p.Between != nil {
		to = append(to, Link{Text: p.Between.heading(), Href: "#between"})
	}
	to = append(to, p.Right.jumps()...)
	if p.Story != nil {
		to = append(to, Link{Text: p.Story.heading(), Href: "#story"})
	}
	return to
}

func (c *Column) jumps() []Link {
	if c == nil {
		return nil
	}
	var to []Link
	for _, s := range c.Sides {
		for _, p := range s.Parties {
			to = append(to, Link{Text: p.short(), Href: "#party-" + p.ID})
		}
	}
	return to
}

// labelled says whether the column begins with a side's label.
func (c *Column) labelled() bool { return len(c.Sides) > 0 && c.Sides[0].Label != "" }

// shape names the layout: two sides joined by the arch, one side beside what is
// between, or one side alone.
func (p CasePage) shape() string {
	switch {
	case p.Left != nil && p.Right != nil && p.Between != nil:
		return "bridge--two"
	case p.Between != nil && (p.Left != nil || p.Right != nil):
		return "bridge--one"
	default:
		return "bridge--alone"
	}
}

func (p Party) short() string {
	if p.Short == "" {
		return p.Name
	}
	return p.Short
}

func (b Between) heading() string {
	if b.Heading == "" {
		return "Between them"
	}
	return b.Heading
}

func (b Between) bare() bool {
	return len(b.Waiting) == 0 && len(b.Delivered) == 0 && len(b.Earlier) == 0
}

func (s Story) heading() string {
	if s.Heading == "" {
		return "What has happened"
	}
	return s.Heading
}

// heading is said over a person's preparation.
func (p Preparation) heading() string {
	switch {
	case p.Done > p.Of && p.Of > 0:
		return "Preparation: " + Thousands(p.Done) + " sessions (" + Thousands(p.Of) + " needed)"
	case p.Of > 0:
		return "Preparation: " + Thousands(p.Done) + " of " + Thousands(p.Of) + " sessions"
	case p.Done == 1:
		return "Preparation: 1 session"
	default:
		return "Preparation: " + Thousands(p.Done) + " sessions"
	}
}

// inPlace says how many conditions are already in place.
func (c Crossing) inPlace() string { return Thousands(len(c.InPlace)) + " already in place" }
