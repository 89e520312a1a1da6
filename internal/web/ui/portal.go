package ui

// QuestionPage asks a participant one thing. Without a Heading the first input's
// label is the page's heading; with one, what is asked about stands below it.
type QuestionPage struct {
	PortalFrame
	Heading, Lead string
	Sections      []Section
	Form          Form
	Contact       string // whom to talk to instead
}

// BoxPage is a participant's own page: what was given to them, what is asked,
// what they can do.
type BoxPage struct {
	PortalFrame
	Heading, Lead string
	Questions     []Link // asked now; at most one is pressed at a time
	Messages      []Given
	NoMessages    string
	Ways          []Way
	Stop          Link
	Stopped       *Alert // when they have paused everything
	Contact       string
}

// Given is one thing that was given to them.
type Given struct {
	Link    Link
	Caption string
	New     bool
}

// Way is a place on a participant's page, with what is to be found there.
type Way struct {
	Link Link
	Text string
}

// ReadPage is a plain page for a participant: a heading over sections. It is
// what they agreed to, who has looked, a message, help and staying safe.
type ReadPage struct {
	PortalFrame
	Heading, Lead string
	Sections      []Section
	Contact       string
}

// OpenPage is a plain page for anybody: help, staying safe.
type OpenPage struct {
	Frame
	Heading, Lead string
	Back          Link
	Sections      []Section
}

// SafetyPage stands before a participant's first page: what leaving quickly
// can hide and what it cannot.
type SafetyPage struct {
	PortalFrame
	Heading  string
	Can      []string
	Cannot   []string
	Continue Form
}
