package ui

// Assets are the addresses of the style sheets, fonts, icon and script, with
// the hash of their content in them.
type Assets struct {
	AppCSS, PortalCSS, PackCSS, PortalJS string
	Regular, Bold                        string // the two font cuts, preloaded
	Mark                                 string
}

// Frame is what every document needs around its content.
type Frame struct {
	Lang    string // of the page, "en" when empty
	Assets  Assets
	Service string // the service's name, shown in the header
	// Neutral stands in the tab, in histories and on projectors: a name that does
	// not say what the service is about.
	Neutral string
	Title   string // the page in the tab: a reference or a plain word, never a person's name
	Home    string // where the service's name leads
	Foot    string // one sentence at the bottom
	Links   []Link // after it
}

// StaffFrame is the frame of somebody of the staff who is signed in.
type StaffFrame struct {
	Frame
	User    string // name and role: "Priya Nair, facilitator"
	Menu    []NavItem
	SignOut Post
	Flash   *Flash
}

// Flash tells once what was just done, or what has changed meanwhile.
type Flash struct {
	State         State
	Heading, Text string
	Link          Link
}

// PortalFrame is the frame of a participant's page. Exit is where "Leave this
// page" goes: it ends the session first. SignedIn hides or shows signing out.
type PortalFrame struct {
	Frame
	Exit      string
	Languages []Language
	Back      Link // above the heading, when its Href is set
	SignOut   *Post
	Flash     *Flash
}

// Language is one of the languages this page exists in.
type Language struct {
	Code, Name, Href string // "cy", "Cymraeg"
	Current          bool
}

// Post is a button that is a form of its own: one press, one POST.
type Post struct {
	Action, FormID, Text string
	Hidden               []Hidden
	LookLink, Quiet      bool   // looks like a link; or an outlined button
	Warn                 bool   // clay: for stopping
	About                string // read out after Text: what it applies to
}

// Hidden is a value sent along unseen.
type Hidden struct{ Name, Value string }

func (f Frame) lang() string {
	if f.Lang == "" {
		return "en"
	}
	return f.Lang
}

// tab is the document's title. An error comes first, so that it is heard first.
func (f Frame) tab(problem bool) string {
	title := f.Title
	if f.Neutral != "" {
		title += " – " + f.Neutral
	}
	if problem {
		return "Error: " + title
	}
	return title
}
