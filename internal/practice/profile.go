package practice

import (
	"fmt"
	"slices"
)

// Profile is what differs between countries and programmes, resolved. Lengths of
// time are in the unit of [Instant]; zero means no end, unless said otherwise.
type Profile struct {
	Name string

	Begin             Begin  // who may begin an approach
	GenderBasedBegin  Begin  // the same where a harm between them is gender-based
	GenderBasedDirect Direct // meetings, talks and details after gender-based harm

	ConsentFor    Instant // how long a consent is good
	AssessmentFor Instant // how long an assessment or a judgement of an asking is good
	ClearanceFor  Instant // the longest clearance; never zero

	Sessions          int // of preparation before a meeting, for those harmed or responsible
	SupporterSessions int
	ConsentsTogether  bool // one contact record may hold several parties (community)

	SensitiveHarms  []HarmKind  // need a second sign-off
	BankByTwo       bool        // letters of the bank are screened by two
	Paper           []PaperRule // consents that need a paper with their mark
	IdentityBefore  []Kind      // kinds before which who the recipient is must be checked
	Replies         int         // replies to one letter or message; negative for no limit
	TellSender      TellSender
	Bars            []BarRule // one for every kind of bar
	Child           CapacityRule
	Lacking         CapacityRule
	SupportersFor   []HarmKind // supporters are mandatory at meetings
	OthersHarmed    []OthersRule
	OthersReplyIn   Instant // how long another harmed person has to answer when told
	FollowUps       []Instant
	SilentAfter     Instant  // a case with nothing happening for so long is silent
	HoldReviewIn    Instant  // the longest time to a hold's review
	DisclosureIn    Instant  // in which a disclosure is reviewed by a second person
	UrgentGrounds   []Ground // on which a safeguarding lead may disclose at once
	WarnBefore      Instant  // how long before an end the diary says so
	KeepAfterEnding Instant  // how long a closed case is kept
	Words           []PublicWord
}

// Begin is who may begin.
type Begin string

// Who may begin.
const (
	EitherSide Begin = "either"
	HarmedOnly Begin = "harmed-only"
)

// UnmarshalText refuses words off the list.
func (w *Begin) UnmarshalText(b []byte) error {
	return parseWord(w, b, []Begin{EitherSide, HarmedOnly})
}

// Direct is what is done about direct contact after gender-based harm.
type Direct string

// The rules for direct contact after gender-based harm.
const (
	DirectOpen  Direct = "allowed"
	DirectNever Direct = "never"
)

// UnmarshalText refuses words off the list.
func (w *Direct) UnmarshalText(b []byte) error {
	return parseWord(w, b, []Direct{DirectOpen, DirectNever})
}

// TellSender is whether a sender hears that something reached the person.
type TellSender string

// The rules for telling a sender.
const (
	TellAlways      TellSender = "always"
	TellIfRecipient TellSender = "recipient-decides"
)

// UnmarshalText refuses words off the list.
func (w *TellSender) UnmarshalText(b []byte) error {
	return parseWord(w, b, []TellSender{TellAlways, TellIfRecipient})
}

// CapacityRule is what a child, or somebody without capacity, needs beside their own word.
type CapacityRule string

// The rules for a child or a person without capacity.
const (
	OwnWord      CapacityRule = "own-word"
	WithGuardian CapacityRule = "guardian"
	NotWithThem  CapacityRule = "never"
)

// UnmarshalText refuses words off the list.
func (w *CapacityRule) UnmarshalText(b []byte) error {
	return parseWord(w, b, []CapacityRule{OwnWord, WithGuardian, NotWithThem})
}

// PaperRule names a consent that needs paper, for some kinds or (none named) all.
type PaperRule struct {
	To    Agreed
	Kinds []Kind
}

// BarRule is what a kind of bar does, and whose it is.
type BarRule struct {
	Kind      BarKind
	Effect    Effect
	Authority Authority
}

// OthersRule says for which kinds other harmed people are told, or asked.
type OthersRule struct {
	Kind Kind
	Ask  bool // asked, so that an objection is answered first; otherwise told
}

// PublicWord is what the service calls something in public.
type PublicWord struct{ For, One, Many string }

// Check says what is wrong with a profile, naming the field and the remedy.
func (p Profile) Check() error {
	switch {
	case p.Name == "":
		return fmt.Errorf("profile: name is empty: give it one")
	case p.ClearanceFor <= 0:
		return fmt.Errorf("profile: clearance_for must be longer than nothing")
	case p.HoldReviewIn <= 0 || p.DisclosureIn <= 0 || p.SilentAfter <= 0:
		return fmt.Errorf("profile: hold_review_in, disclosure_in and silent_after must be longer than nothing")
	case p.Sessions < 0 || p.SupporterSessions < 0:
		return fmt.Errorf("profile: sessions must not be negative")
	case p.ConsentFor < 0 || p.AssessmentFor < 0 || p.OthersReplyIn < 0 || p.WarnBefore < 0 || p.KeepAfterEnding < 0:
		return fmt.Errorf("profile: a length of time must not be negative")
	case !slices.IsSorted(p.FollowUps) || slices.ContainsFunc(p.FollowUps, func(i Instant) bool { return i <= 0 }):
		return fmt.Errorf("profile: follow_ups must be in order and later than the meeting")
	}
	return p.checkWords()
}

func (p Profile) checkWords() error {
	if p.Begin == "" || p.GenderBasedBegin == "" || p.GenderBasedDirect == "" || p.TellSender == "" || p.Child == "" || p.Lacking == "" {
		return fmt.Errorf("profile: begin, gender_based_begin, gender_based_direct, tell_sender, child and lacking must all be set")
	}
	for _, kind := range BarKinds() {
		if n := len(slices.DeleteFunc(slices.Clone(p.Bars), func(r BarRule) bool { return r.Kind != kind })); n != 1 {
			return fmt.Errorf("profile: bars: %q has %d rules: give it exactly one", kind, n)
		}
	}
	for _, r := range p.OthersHarmed {
		if r.Kind != Meeting && r.Kind != Publication && r.Kind != Talk {
			return fmt.Errorf("profile: others_harmed: other harmed people are heard on a meeting, publication or talk, not on a %s", r.Kind)
		}
	}
	return nil
}

// bar gives the rule for a kind of bar; without one it stops, and only a court can lift it.
func (p Profile) bar(kind BarKind) BarRule {
	for _, r := range p.Bars {
		if r.Kind == kind {
			return r
		}
	}
	return BarRule{Kind: kind, Effect: Stops, Authority: Court}
}

// needsPaper says whether a consent of this sort needs a paper.
func (p Profile) needsPaper(to Agreed, kind Kind) bool {
	return slices.ContainsFunc(p.Paper, func(r PaperRule) bool {
		return r.To == to && (len(r.Kinds) == 0 || slices.Contains(r.Kinds, kind))
	})
}

// others says whether other harmed people are heard on a kind, and whether they are asked.
func (p Profile) others(kind Kind) (heard, asked bool) {
	for _, r := range p.OthersHarmed {
		if r.Kind == kind {
			return true, r.Ask
		}
	}
	return false, false
}

// until resolves a length of time; zero stays no end. A wished end may only shorten it.
func until(from, length, wished Instant) Instant {
	if length == 0 {
		return wished
	}
	return earlier(from+length, wished)
}
