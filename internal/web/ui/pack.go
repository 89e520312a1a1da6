package ui

// Pack is the paper for one visit, made to be printed. It is made from one
// side's data and what may pass, nothing else: it can be left behind in a
// prison. Its return form is a [FormPage] whose groups bear the same marks.
type Pack struct {
	Frame
	Reference     string // in the footer of every sheet: service and case number
	Heading, Lead string
	Facts         []Fact
	Tone          Tone
	Warnings      []Alert
	Sections      []PackSection
	Back          Link // on screen only
}

// PackSection is a stretch of the pack. All parts are optional.
type PackSection struct {
	Mark    string // "A": the return form's group bears it too
	Heading string
	Lead    string
	Points  []string
	Ticks   []string
	Letters []Letter // what may be handed over or read aloud, in full
	Ask     string   // what goes onto the lines, where the lead asks something else
	Lines   int      // ruled lines to write on
	Signs   []string // who signs, each with a date
	NewPage bool
}
