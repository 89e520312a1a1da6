package practice

// Events of the case about people who can no longer be asked, or can be asked again.

// PartyDied says that a party died at When. Speaker may speak for their memory.
type PartyDied struct {
	Stamp
	Party   PartyID `json:"party"`
	Speaker PartyID `json:"speaker,omitempty"`
}

// SpeakerNamed says who speaks for the memory of one spoken of, or of a party who
// died: exactly one of the two is named. An empty Speaker is nobody.
type SpeakerNamed struct {
	Stamp
	SpokenOf SpokenOfID `json:"spoken_of,omitempty"`
	Party    PartyID    `json:"party,omitempty"`
	Speaker  PartyID    `json:"speaker,omitempty"`
}

// SpokenOfFound says that one spoken of is a party now and speaks for themselves.
type SpokenOfFound struct {
	Stamp
	SpokenOf SpokenOfID `json:"spoken_of"`
	Party    PartyID    `json:"party"`
}

// Name is the wire name of the type and of this version of it.
func (PartyDied) Name() string     { return "party.died.v1" }
func (SpeakerNamed) Name() string  { return "speaker.named.v1" }
func (SpokenOfFound) Name() string { return "spoken-of.found.v1" }
