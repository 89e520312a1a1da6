package practice

// Event is one thing that happened, as it is written and never changed. Each
// type is one frozen version of one wire name; its fields are closed-list words,
// ids, instants and commitments, and free text only where [Event.Home] is not
// the case (see [InCase]).
//
// Each fold below takes the events of its own home; a test holds that every
// event is folded, so the interface is no sum type to the linter.
type Event interface {
	Name() string   // the wire name, "consent.given.v1"
	Home() Home     // the compartment it lives in
	Stamped() Stamp // when, by whom, by which act
	event()
}

// Stamp is what every event carries. Act is shared by all events of one command,
// so that a note in a file and the consents in the case are known to belong
// together without either naming the other. At is when it was written down, When
// when it happened: earlier for a late entry. Exactly one of By and ByParty is set.
type Stamp struct {
	Act     ActID   `json:"act"`
	At      Instant `json:"at"`
	When    Instant `json:"when"`
	By      StaffID `json:"by,omitempty"`
	ByParty PartyID `json:"by_party,omitempty"`
}

// Late says whether it was written down more than an hour after it happened.
func (s Stamp) Late() bool { return s.At-s.When > Hour }

// Stamped gives the stamp itself.
func (s Stamp) Stamped() Stamp { return s }

// Home is the case, unless an event's own type says otherwise.
func (s Stamp) Home() Home { return Home{Kind: InCase} }

func (s Stamp) event() {}

// HomeKind is a kind of compartment.
type HomeKind string

// The kinds of compartment an event can live in. The case holds random ids,
// closed-list values, instants and salted commitments alone: all who are
// allocated may open it. Names and texts live in the others (P4, P5).
const (
	InCase    HomeKind = "case"
	InFacts   HomeKind = "facts"   // what is written about the case as a whole
	InFile    HomeKind = "file"    // what the service knows about one party
	InBox     HomeKind = "box"     // what was given to one party, and their own acts
	InContent HomeKind = "content" // one letter, recording, message or version
	InLooks   HomeKind = "looks"   // who has looked at one party's side
)

// UnmarshalText refuses words off the list.
func (w *HomeKind) UnmarshalText(b []byte) error {
	return parseWord(w, b, []HomeKind{InCase, InFacts, InFile, InBox, InContent, InLooks})
}

// Home names one compartment: Party is set for a file, box or looks, Content for a content.
type Home struct {
	Kind    HomeKind  `json:"kind"`
	Party   PartyID   `json:"party,omitempty"`
	Content ContentID `json:"content,omitempty"`
}

// FileOf is the home of a party's file.
func FileOf(p PartyID) Home { return Home{Kind: InFile, Party: p} }

// BoxOf is the home of a party's box.
func BoxOf(p PartyID) Home { return Home{Kind: InBox, Party: p} }

// ContentOf is the home of one content.
func ContentOf(c ContentID) Home { return Home{Kind: InContent, Content: c} }

// LooksOf is the home of the looks at a party's side.
func LooksOf(p PartyID) Home { return Home{Kind: InLooks, Party: p} }
