package practice

// Wordings is the fold over one content's own compartment: every version of it, and what readers said.
type Wordings struct {
	Content  ContentID
	Versions []Version
	Judged   []Judgement
	Events   int
}

// Version is one exact wording, with the salt of its commitment.
type Version struct {
	When    Instant
	By      StaffID
	ByParty PartyID
	Wording Wording
	Salt    string
	Text    string
}

// Judgement is what a reader said of a wording.
type Judgement struct {
	When    Instant
	By      StaffID
	Wording Wording
	Verdict Verdict
	Text    string
}

// EvolveContent folds one event of a content's compartment. Events of other homes leave it as it is.
func EvolveContent(text Wordings, event Event) Wordings {
	switch e := event.(type) {
	case ContentWritten:
		text.Content = e.Content
		text.Versions = added(text.Versions, Version{When: e.When, By: e.By, ByParty: e.ByParty, Wording: e.Wording, Salt: e.Salt, Text: e.Text})
	case ContentJudged:
		text.Content = e.Content
		text.Judged = added(text.Judged, Judgement{When: e.When, By: e.By, Wording: e.Wording, Verdict: e.Verdict, Text: e.Text})
	default:
		return text
	}
	text.Events++
	return text
}

// Current gives the last version, and whether there is any.
func (t Wordings) Current() (Version, bool) {
	if len(t.Versions) == 0 {
		return Version{}, false
	}
	return t.Versions[len(t.Versions)-1], true
}

// Copy is what a delivery of this version puts into a box.
func (v Version) Copy() Copy { return Copy{Salt: v.Salt, Text: v.Text} }

// Looks is the fold over who has looked at one party's side.
type Looks struct {
	Party PartyID
	Taken []LookTaken
}

// EvolveLooks folds one look. Events of other homes leave it as it is.
func EvolveLooks(looks Looks, event Event) Looks {
	if e, ok := event.(LookTaken); ok {
		looks.Party, looks.Taken = e.Party, added(looks.Taken, e)
	}
	return looks
}

// DecideLook records that somebody opened a party's side: one entry per person,
// party and day (UTC). It gives nothing when that was recorded already.
func DecideLook(looks Looks, party PartyID, duty Duty, at At) ([]Event, error) {
	if len(at.Fresh) == 0 {
		return nil, ErrFreshIDs
	}
	if at.Actor == "" || party == "" {
		return nil, refuse(Missing, "party")
	}
	day := at.Now - at.Now%Day
	_, seen := find(looks.Taken, func(l *LookTaken) bool { return l.By == at.Actor && l.Day == day })
	if seen {
		return nil, nil
	}
	stamp := Stamp{Act: ActID(at.Fresh[0]), At: at.Now, When: at.Now, By: at.Actor}
	return []Event{LookTaken{Stamp: stamp, Party: party, Duty: duty, Day: day}}, nil
}
