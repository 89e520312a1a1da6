package practice

import (
	"fmt"
	"slices"
	"time"
)

// Instant is a moment in microseconds since 1970-01-01 UTC. Zero means "not set" or, as an end, "no end known".
type Instant int64

// Hour and Day are lengths of time in the unit of Instant.
const (
	Hour Instant = 3600 * 1_000_000
	Day  Instant = 24 * Hour
)

// InstantOf gives the instant of a time, cut to the microsecond.
func InstantOf(t time.Time) Instant { return Instant(t.UnixMicro()) }

// Time gives the instant as a time in UTC.
func (i Instant) Time() time.Time { return time.UnixMicro(int64(i)).UTC() }

// before says whether i comes before an end; an end of zero never comes.
func (i Instant) before(end Instant) bool { return end == 0 || i < end }

// earlier gives the earlier of two ends, where zero means no end.
func earlier(a, b Instant) Instant {
	if a == 0 || (b != 0 && b < a) {
		return b
	}
	return a
}

// Distinct types for what is named by an id. An id is drawn at random and means nothing; names live in files (P4).
type (
	ActID         string // one act: all events of one command share it, whatever their home
	PartyID       string
	SideID        string
	HarmID        string
	SpokenOfID    string
	HelperID      string
	StaffID       string
	ConsentID     string
	BarID         string
	PermissionID  string
	AssessmentID  string
	CrossingID    string
	ContentID     string
	QuestionID    string
	AgreementID   string
	IncidentID    string
	DisclosureID  string
	UndertakingID string
)

// Wording is the salted commitment to one exact text, in hexadecimal: equal wordings are the same words. Empty where a crossing has none.
type Wording string

// parseWord reads a closed-list word: what is not on the list is refused, so an unknown value in an event stops the fold.
func parseWord[W ~string](w *W, text []byte, list []W) error {
	i := slices.Index(list, W(text))
	if i < 0 {
		return fmt.Errorf("unknown word for %T", *w) // not the word itself: it may be anything (P4)
	}
	*w = list[i] // the same letters, kept once for all events
	return nil
}

// PartyKind says what a party is.
type PartyKind string

// The kinds of party.
const (
	Person       PartyKind = "person"
	Organisation PartyKind = "organisation"
)

// UnmarshalText refuses words off the list.
func (w *PartyKind) UnmarshalText(b []byte) error {
	return parseWord(w, b, []PartyKind{Person, Organisation})
}

// Role is what a party is in one harm. Roles are per harm: two people may each be harmed and responsible.
type Role string

// The roles in a harm.
const (
	Harmed      Role = "harmed"
	Responsible Role = "responsible"
)

// UnmarshalText refuses words off the list.
func (w *Role) UnmarshalText(b []byte) error { return parseWord(w, b, []Role{Harmed, Responsible}) }

// Standing is how a party belongs to the case beside any role in a harm.
type Standing string

// The standings of a party.
const (
	Principal      Standing = "principal"      // speaks for themselves
	Supporter      Standing = "supporter"      // of another party
	Representative Standing = "representative" // speaks for another party
)

// UnmarshalText refuses words off the list.
func (w *Standing) UnmarshalText(b []byte) error {
	return parseWord(w, b, []Standing{Principal, Supporter, Representative})
}

// Capacity says whether somebody decides alone.
type Capacity string

// The capacities.
const (
	Adult   Capacity = "adult"
	Child   Capacity = "child"
	Lacking Capacity = "lacking" // without capacity for this decision
)

// UnmarshalText refuses words off the list.
func (w *Capacity) UnmarshalText(b []byte) error {
	return parseWord(w, b, []Capacity{Adult, Child, Lacking})
}

// Kind is a kind of crossing.
type Kind string

// The nine kinds of crossing.
const (
	Approach    Kind = "approach"
	Message     Kind = "message"
	Letter      Kind = "letter"
	Recording   Kind = "recording"
	Meeting     Kind = "meeting"
	Details     Kind = "details"
	Publication Kind = "publication"
	Talk        Kind = "talk"
	Notice      Kind = "notice"
)

// Kinds lists the nine kinds in the order of the design.
func Kinds() []Kind {
	return []Kind{Approach, Message, Letter, Recording, Meeting, Details, Publication, Talk, Notice}
}

// UnmarshalText refuses words off the list.
func (w *Kind) UnmarshalText(b []byte) error { return parseWord(w, b, Kinds()) }

// wordsAgreed is what agreeing to one's words agrees to: what reaches the public is used, the rest is sent.
func (w Kind) wordsAgreed() Agreed {
	if w == Publication || w == Talk {
		return ToBeUsed
	}
	return ToSend
}

// Means is the way something reaches somebody.
type Means string

// The means. Any stands in a consent, bar, permission or assessment for every means; a crossing always has one of the others.
const (
	Any      Means = "any"
	Spoken   Means = "spoken" // said face to face by the carrier
	Phone    Means = "phone"
	Post     Means = "post"
	Email    Means = "email"
	Text     Means = "text"
	Page     Means = "page" // the recipient's own page here
	Video    Means = "video"
	InPerson Means = "in-person"
	Public   Means = "public"
)

// MeansOf lists the means by which a kind can pass.
func MeansOf(kind Kind) []Means {
	switch kind {
	case Approach:
		return []Means{Spoken, Phone, Video} // by voice: an unexpected letter can shock (practice: NOMS guide on first contact)
	case Message:
		return []Means{Spoken, Phone, Post, Email, Text, Page, Video}
	case Letter, Details:
		return []Means{Spoken, Phone, Post, Email, Page, InPerson}
	case Recording:
		return []Means{Post, Email, Page, InPerson}
	case Meeting:
		return []Means{InPerson, Video, Phone}
	case Publication:
		return []Means{Public}
	case Talk:
		return []Means{InPerson, Video, Public}
	case Notice:
		return []Means{Spoken, Phone, Post, Email, Text, Page}
	}
	return nil
}

// AllMeans lists the means a crossing can have.
func AllMeans() []Means {
	return []Means{Spoken, Phone, Post, Email, Text, Page, Video, InPerson, Public}
}

// UnmarshalText refuses words off the list.
func (w *Means) UnmarshalText(b []byte) error { return parseWord(w, b, append(AllMeans(), Any)) }

// covers says whether a means agreed to or restricted reaches the one at hand.
func (w Means) covers(m Means) bool { return w == Any || w == m }

// Audience is who hears or reads a talk or publication.
type Audience string

// The audiences.
const (
	NoAudience    Audience = ""
	Pupils        Audience = "pupils"
	Prisoners     Audience = "prisoners"
	Professionals Audience = "professionals"
	Everybody     Audience = "everybody"
)

// UnmarshalText refuses words off the list.
func (w *Audience) UnmarshalText(b []byte) error {
	return parseWord(w, b, audiences())
}

func audiences() []Audience {
	return []Audience{NoAudience, Pupils, Prisoners, Professionals, Everybody}
}

// Agreed is what a consent is to.
type Agreed string

// What people agree to. Each consent names one, with a kind, towards whom, by which means and to which wording.
const (
	ToWork     Agreed = "work"      // the service being in touch and working with them
	ToSend     Agreed = "send"      // this content going to this recipient by this means
	ToReceive  Agreed = "receive"   // receiving from this sender by this means
	ToTakePart Agreed = "take-part" // in a meeting, talk or publication with these people in this way
	ToBeUsed   Agreed = "be-used"   // what they said or gave being used in exactly this version for this audience
	ToTelling  Agreed = "telling"   // other harmed people being told of this
	ToGuard    Agreed = "guard"     // given by a guardian, beside the person's own word
)

// UnmarshalText refuses words off the list.
func (w *Agreed) UnmarshalText(b []byte) error {
	return parseWord(w, b, []Agreed{ToWork, ToSend, ToReceive, ToTakePart, ToBeUsed, ToTelling, ToGuard})
}

// isToText says whether a consent to this is to one exact text.
func (w Agreed) isToText() bool { return w == ToSend || w == ToBeUsed }

// direction gives towards whom a consent to this holds, of those a question was
// about: one to be used, or to others being told, is towards nobody in particular.
func (w Agreed) direction(towards []PartyID) []PartyID {
	if w == ToSend || w == ToReceive || w == ToTakePart {
		return towards
	}
	return nil
}

// Form is how a consent was given.
type Form string

// The forms of consent. A page answer is one given by the party over their own login.
const (
	Signed      Form = "signed"
	Marked      Form = "marked"
	SpokenForm  Form = "spoken"
	Interpreted Form = "interpreted"
	OnPage      Form = "page"
	Unprompted  Form = "unprompted" // they asked for it themselves
)

// UnmarshalText refuses words off the list.
func (w *Form) UnmarshalText(b []byte) error {
	return parseWord(w, b, []Form{Signed, Marked, SpokenForm, Interpreted, OnPage, Unprompted})
}

// onPaper says whether the form leaves a paper with the party's own mark on it.
func (w Form) onPaper() bool { return w == Signed || w == Marked }

// Answer is what somebody said when asked.
type Answer string

// The answers.
const (
	Yes   Answer = "yes"
	No    Answer = "no"
	Later Answer = "later" // undecided; ask again after a date
)

// UnmarshalText refuses words off the list.
func (w *Answer) UnmarshalText(b []byte) error { return parseWord(w, b, []Answer{Yes, No, Later}) }

// Asking is how somebody wants to be asked at all.
type Asking string

// The wishes about being asked.
const (
	AskMe      Asking = "ask"
	AskAfter   Asking = "after"
	DoNotAsk   Asking = "never"
	NotSaidYet Asking = ""
)

// UnmarshalText refuses words off the list.
func (w *Asking) UnmarshalText(b []byte) error {
	return parseWord(w, b, []Asking{NotSaidYet, AskMe, AskAfter, DoNotAsk})
}

// BarKind is a legal or safeguarding reason against contact.
type BarKind string

// The kinds of bar. What each does (stop, or need a permission) the profile says.
const (
	NoContactOrder   BarKind = "no-contact-order"
	RestrainingOrder BarKind = "restraining-order"
	LicenceCondition BarKind = "licence-condition"
	ExclusionZone    BarKind = "exclusion-zone"
	OpenProceedings  BarKind = "open-proceedings" // appeals, parole, other remedies not exhausted
	PrisonRule       BarKind = "prison-rule"
	Misconduct       BarKind = "misconduct"
	Safeguarding     BarKind = "safeguarding"
	OtherBar         BarKind = "other"
)

// BarKinds lists every kind of bar.
func BarKinds() []BarKind {
	return []BarKind{NoContactOrder, RestrainingOrder, LicenceCondition, ExclusionZone, OpenProceedings, PrisonRule, Misconduct, Safeguarding, OtherBar}
}

// UnmarshalText refuses words off the list.
func (w *BarKind) UnmarshalText(b []byte) error { return parseWord(w, b, BarKinds()) }

// Effect is what a bar does.
type Effect string

// The effects of a bar.
const (
	Stops           Effect = "stops"
	NeedsPermission Effect = "permission"
)

// UnmarshalText refuses words off the list.
func (w *Effect) UnmarshalText(b []byte) error {
	return parseWord(w, b, []Effect{Stops, NeedsPermission})
}

// Authority is who can lift a bar or permit something under it.
type Authority string

// The authorities.
const (
	Court          Authority = "court"
	Probation      Authority = "probation"
	PrisonGovernor Authority = "prison"
	Police         Authority = "police"
	ServiceLead    Authority = "safeguarding-lead"
	SchoolHead     Authority = "head"
)

// UnmarshalText refuses words off the list.
func (w *Authority) UnmarshalText(b []byte) error {
	return parseWord(w, b, []Authority{Court, Probation, PrisonGovernor, Police, ServiceLead, SchoolHead})
}

// Extent is how much of a crossing reached them.
type Extent string

// The extents of a delivery.
const (
	Whole  Extent = "whole"
	Partly Extent = "partly"
	NotAt  Extent = "not"
)

// UnmarshalText refuses words off the list.
func (w *Extent) UnmarshalText(b []byte) error {
	return parseWord(w, b, []Extent{Whole, Partly, NotAt})
}

// Duty is what a member of staff does in a case.
type Duty string

// The duties in a case.
const (
	Coordinator Duty = "coordinator"
	Facilitator Duty = "facilitator"
	Supervisor  Duty = "supervisor" // outside supervisor: signs off single crossings, sees those alone
	Lead        Duty = "safeguarding-lead"
)

// UnmarshalText refuses words off the list.
func (w *Duty) UnmarshalText(b []byte) error {
	return parseWord(w, b, []Duty{Coordinator, Facilitator, Supervisor, Lead})
}

// HarmKind is a broad kind of harm; the story itself is in the accounts.
type HarmKind string

// The kinds of harm.
const (
	Killing      HarmKind = "killing"
	Violence     HarmKind = "violence"
	SexualHarm   HarmKind = "sexual"
	DomesticHarm HarmKind = "domestic"
	Robbery      HarmKind = "robbery"
	Burglary     HarmKind = "burglary"
	Damage       HarmKind = "damage"
	Driving      HarmKind = "driving"
	Hatred       HarmKind = "hate"
	Dispute      HarmKind = "dispute"
	OtherHarm    HarmKind = "other"
)

// HarmKinds lists every kind of harm.
func HarmKinds() []HarmKind {
	return []HarmKind{Killing, Violence, SexualHarm, DomesticHarm, Robbery, Burglary, Damage, Driving, Hatred, Dispute, OtherHarm}
}

// UnmarshalText refuses words off the list.
func (w *HarmKind) UnmarshalText(b []byte) error { return parseWord(w, b, HarmKinds()) }
