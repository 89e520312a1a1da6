package practice

// RecordDeath says that a party died. They are asked nothing more: what would come
// from them or go to them stops, their questions end, and their box stays as it is.
// Speaker may speak for their memory from then on, where their words or their story are
// used; with none, nobody may, and what is theirs is taken out. Text is for their file.
type RecordDeath struct {
	When    Instant // of the death
	Party   PartyID
	Speaker PartyID // a relative who is a party here; empty: nobody
	Text    string
}

// SpeakOf puts somebody on record who will not be asked. Every version of a talk or publication is then gone through again.
type SpeakOf struct {
	When    Instant
	Unasked Unasked
	Name    string
	Speaker PartyID // who may speak for their memory; empty: nobody
}

// NameSpeaker says who speaks from now on for the memory of somebody spoken of, or of
// a party who died: exactly one of SpokenOf and Party is set. With no Speaker, nobody does any more.
type NameSpeaker struct {
	When     Instant
	SpokenOf SpokenOfID
	Party    PartyID
	Speaker  PartyID
	Text     string
}
