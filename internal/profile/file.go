package profile

import (
	"fmt"
	"strconv"
	"strings"

	"amends/internal/practice"
)

// file is a profile as it is written.
type file struct {
	Name string `toml:"name"`

	Begin             practice.Begin  `toml:"begin"`
	GenderBasedBegin  practice.Begin  `toml:"gender_based_begin"`
	GenderBasedDirect practice.Direct `toml:"gender_based_direct"`

	ConsentFor    length `toml:"consent_for"`
	AssessmentFor length `toml:"assessment_for"`
	ClearanceFor  length `toml:"clearance_for"`

	Sessions          int  `toml:"sessions"`
	SupporterSessions int  `toml:"supporter_sessions"`
	ConsentsTogether  bool `toml:"consents_together"`

	SensitiveHarms  []practice.HarmKind   `toml:"sensitive_harms"`
	BankByTwo       bool                  `toml:"bank_by_two"`
	Paper           []paper               `toml:"paper"`
	IdentityBefore  []practice.Kind       `toml:"identity_before"`
	Replies         replies               `toml:"replies"`
	TellSender      practice.TellSender   `toml:"tell_sender"`
	Bars            []bar                 `toml:"bars"`
	Child           practice.CapacityRule `toml:"child"`
	Lacking         practice.CapacityRule `toml:"lacking"`
	SupportersFor   []practice.HarmKind   `toml:"supporters_for"`
	OthersHarmed    []others              `toml:"others_harmed"`
	OthersReplyIn   length                `toml:"others_reply_in"`
	FollowUps       []length              `toml:"follow_ups"`
	SilentAfter     length                `toml:"silent_after"`
	HoldReviewIn    length                `toml:"hold_review_in"`
	DisclosureIn    length                `toml:"disclosure_review_in"`
	UrgentGrounds   []practice.Ground     `toml:"urgent_grounds"`
	WarnBefore      length                `toml:"warn_before"`
	KeepAfterEnding length                `toml:"keep_after_ending"`
	Words           []word                `toml:"words"`
}

type paper struct {
	To    practice.Agreed `toml:"to"`
	Kinds []practice.Kind `toml:"kinds"`
}

type bar struct {
	Kind      practice.BarKind   `toml:"kind"`
	Effect    practice.Effect    `toml:"effect"`
	Authority practice.Authority `toml:"authority"`
}

type others struct {
	Kind practice.Kind `toml:"kind"`
	Ask  bool          `toml:"ask"`
}

type word struct {
	For  string `toml:"for"`
	One  string `toml:"one"`
	Many string `toml:"many"`
}

// resolve turns what is written into what the rules use.
func (f file) resolve() practice.Profile {
	return practice.Profile{
		Name:  f.Name,
		Begin: f.Begin, GenderBasedBegin: f.GenderBasedBegin, GenderBasedDirect: f.GenderBasedDirect,
		ConsentFor: f.ConsentFor.instant(), AssessmentFor: f.AssessmentFor.instant(), ClearanceFor: f.ClearanceFor.instant(),
		Sessions: f.Sessions, SupporterSessions: f.SupporterSessions, ConsentsTogether: f.ConsentsTogether,
		SensitiveHarms: f.SensitiveHarms, BankByTwo: f.BankByTwo,
		Paper:          each(f.Paper, func(p paper) practice.PaperRule { return practice.PaperRule(p) }),
		IdentityBefore: f.IdentityBefore, Replies: int(f.Replies), TellSender: f.TellSender,
		Bars:  each(f.Bars, func(b bar) practice.BarRule { return practice.BarRule(b) }),
		Child: f.Child, Lacking: f.Lacking, SupportersFor: f.SupportersFor,
		OthersHarmed:  each(f.OthersHarmed, func(o others) practice.OthersRule { return practice.OthersRule(o) }),
		OthersReplyIn: f.OthersReplyIn.instant(), FollowUps: each(f.FollowUps, length.instant),
		SilentAfter: f.SilentAfter.instant(), HoldReviewIn: f.HoldReviewIn.instant(), DisclosureIn: f.DisclosureIn.instant(),
		UrgentGrounds: f.UrgentGrounds, WarnBefore: f.WarnBefore.instant(), KeepAfterEnding: f.KeepAfterEnding.instant(),
		Words: each(f.Words, func(w word) practice.PublicWord { return practice.PublicWord(w) }),
	}
}

func each[A, B any](list []A, turn func(A) B) []B {
	turned := make([]B, 0, len(list))
	for _, a := range list {
		turned = append(turned, turn(a))
	}
	return turned
}

// length is a length of time: "72 hours", "90 days", "12 weeks", "7 years", or
// "none". A year is 365 days and a quarter, as retention counts it.
type length practice.Instant

func (l length) instant() practice.Instant { return practice.Instant(l) }

// UnmarshalText reads a number and a unit, both in full.
func (l *length) UnmarshalText(b []byte) error {
	text := string(b)
	if text == "none" {
		*l = 0
		return nil
	}
	count, unit, _ := strings.Cut(text, " ")
	n, err := strconv.ParseUint(count, 10, 16)
	each, known := unitOf(strings.TrimSuffix(unit, "s"))
	if err != nil || n == 0 || !known {
		return fmt.Errorf("%q is no length of time: write it as \"72 hours\", \"90 days\", \"12 weeks\", \"7 years\" or \"none\"", text)
	}
	*l = length(practice.Instant(n) * each)
	return nil
}

func unitOf(word string) (practice.Instant, bool) {
	switch word {
	case "hour":
		return practice.Hour, true
	case "day":
		return practice.Day, true
	case "week":
		return 7 * practice.Day, true
	case "year":
		return 365*practice.Day + 6*practice.Hour, true
	default:
		return 0, false
	}
}

// replies is how many replies a letter or message may have: "0", "1", … or "any".
type replies int

// UnmarshalText reads a number or the word.
func (r *replies) UnmarshalText(b []byte) error {
	if string(b) == "any" {
		*r = -1
		return nil
	}
	n, err := strconv.ParseUint(string(b), 10, 8)
	if err != nil {
		return fmt.Errorf("%q is no number of replies: write \"any\", \"0\", \"1\" and so on", b)
	}
	*r = replies(n)
	return nil
}
