package practice

// The sentences below hold no names. In braces stand what pages fill in for the
// viewer: {party} the one a condition or event is about, {until} and {since} a
// day, {authority}, {done}, {of}, {kind}, {means}.

// Sentence says what a condition asks for, in plain words.
func (c Condition) Sentence() string { return conditionWords[c.Kind] }

// Because says why a condition is not met; empty for one that is.
func (c Condition) Because() string {
	if c.State == Met {
		return ""
	}
	return whyWords[c.Why]
}

// Sentence says who can change something, in plain words.
func (w Changer) Sentence() string { return changerWords[w] }

// Sentence says why a command was refused and what to do, in plain words (P9).
func (r *Refusal) Sentence() string { return refusalWords[r.Code] }

var conditionWords = map[ConditionKind]string{
	SenderAgreed:     "{party} agrees to these words going to this person in this way",
	RecipientWilling: "{party} is willing to receive it in this way",
	EveryoneAgrees:   "{party} agrees to take part with these people in this way",
	AskingRespected:  "{party} may be asked",
	SafeContact:      "It is known how to reach {party} safely",
	AskingJudged:     "Somebody has judged, and dated, that asking is right",
	MayBegin:         "{party} may be the one to begin",
	BarsClear:        "No order or rule forbids it",
	FactsAccepted:    "{party} acknowledges the basic facts of the harm",
	AssessedSafe:     "An assessment of everybody who takes part says it can go ahead",
	Prepared:         "{party} is prepared: {done} of {of} sessions, and ready",
	CapacityMet:      "{party} can decide this, with whoever must agree beside them",
	MeetingReady:     "The meeting is planned: place, arriving and leaving apart, how to stop, who comes along",
	ReadByStaff:      "A facilitator has read these words",
	SignedOff:        "A second person has read these words",
	OthersHeard:      "{party}, who was harmed too, has been heard",
	UseAgreed:        "Everybody whose words or identity this version uses agrees to exactly this version",
	IdentityChecked:  "It has been checked who {party} is",
	DirectAllowed:    "Direct contact is possible after this harm",
	NotPaused:        "{party} has not paused",
	NotHeld:          "The case is not held",
	StillOpen:        "The case and this crossing are open",
	OnOtherSide:      "Not yet, on the other side",
}

var whyWords = map[Why]string{
	WhyNotAsked:       "{party} has not been asked yet.",
	WhySaidNo:         "{party} said no.",
	WhyAskLater:       "{party} asked for time. Nobody raises it before {until}.",
	WhyTakenBack:      "{party} took this back on {since}.",
	WhyExpired:        "It ran out on {until}.",
	WhyOtherWording:   "{party} agreed to another wording. Read them this one.",
	WhyNotReadBack:    "The points were not read back to {party} in the conversation in which they agreed.",
	WhyNeedsPaper:     "It needs a paper with {party}’s own mark.",
	WhyDoNotAsk:       "{party} does not want to be asked.",
	WhyNone:           "There is none yet.",
	WhyNotNow:         "The last assessment says: not now.",
	WhyNotThemToBegin: "In this service {party} cannot be the one to begin.",
	WhyBarStops:       "A bar stops it until {until}. Nobody here can override it; it ends with {authority}.",
	WhyNeedsLeave:     "It needs the permission of {authority}.",
	WhyNotYetSaid:     "{party} has not said so yet.",
	WhyDenied:         "{party} does not acknowledge them.",
	WhyMoreSessions:   "{done} of {of} sessions are done.",
	WhyNotReady:       "{party} does not say they are ready.",
	WhyNoGuardian:     "Nobody without an interest in the harm has agreed beside {party}.",
	WhyNotForThem:     "This service does not do this with {party}.",
	WhyNoPlace:        "There is no place yet.",
	WhyNotApart:       "Arriving and leaving apart is not arranged.",
	WhyNoStop:         "How to stop is not agreed.",
	WhyNoSupporter:    "{party} needs a supporter at this meeting.",
	WhyHelperUnsigned: "A helper has not signed confidentiality, or was not checked for conflicts.",
	WhyUnread:         "These words have not been read yet.",
	WhyReturned:       "They were returned, to be changed.",
	WhyOnlyOnePerson:  "It must be somebody else than the first reader.",
	WhyNotTold:        "{party} has not been told.",
	WhyObjects:        "{party} objects, and has not been answered.",
	WhyUnexamined:     "Nobody has looked yet at what this version takes of others.",
	WhyNotAllowed:     "The rules of this service do not allow it after this harm.",
	WhyPaused:         "{party} has paused. Only they can lift it.",
	WhyHeld:           "The case is held. The hold is looked at again on {until}.",
	WhyDied:           "{party} has died.",
	WhyNotInLife:      "{party} has died and had not agreed to exactly this. Nobody can in their stead.",
	WhyClosed:         "It is closed, or was stopped.",
	WhyElsewhere:      "There is nothing for you to do.",
}

var changerWords = map[Changer]string{
	ChangedByParty:       "{party} themselves",
	ChangedByFacilitator: "a facilitator of the case",
	ChangedBySecond:      "somebody else than the first reader",
	ChangedBySupervisor:  "a coordinator or supervisor",
	ChangedByAuthority:   "{authority}",
	ChangedByNobody:      "nobody in this service",
}

var refusalWords = map[RefusalCode]string{
	NotFound:         "That is not in this case. Go back to the case and choose again.",
	Missing:          "Something is missing. Fill in the field that is marked.",
	BadValue:         "That cannot be. Choose one of the answers the form offers.",
	InFuture:         "That is later than now. Enter when it happened.",
	TooEarly:         "That time is too early. Check the date.",
	AlreadyOpen:      "There is a case here already.",
	NotOpened:        "There is no case here.",
	CaseIsClosed:     "The case is closed. Reopen it first; what happened can still be recorded.",
	NotClosed:        "The case is not closed.",
	NotAllocated:     "You are not allocated to this case. A coordinator can allocate you.",
	NotYourDuty:      "Your duty in this case does not include this. A coordinator or supervisor can do it.",
	NotYourSide:      "You do not work with this person. Their own facilitator can do it.",
	SamePerson:       "This needs a second person. Ask a colleague.",
	SameSide:         "These people are on one side and share already. Nothing crosses between them.",
	GateNotMet:       "It cannot pass yet. What stands in the way is listed.",
	WrongState:       "That is over already, or has not come so far yet.",
	WordingMoved:     "The wording has changed since. Read the present one and decide again.",
	NotTheirs:        "That is not this person’s to say.",
	NotAgreed:        "Not everybody who must agree has agreed. Ask them first, or ask a supervisor for reasons.",
	NotApproached:    "Nobody has spoken with this person about it yet. Ask them by voice first.",
	NoPermission:     "This bar stops. No permission can be recorded under it.",
	WrongAuthority:   "Only the authority of this bar can give a permission under it.",
	NoMoreReplies:    "No further reply is possible under the rules of this service.",
	ReplyElsewhere:   "An answer goes to whoever sent what it answers, and to nobody else. Choose them, or propose it by itself and not as an answer.",
	NotAllSides:      "This changes what may pass for everybody. Somebody who works with all sides of the case can do it.",
	Unchanged:        "It is on record just so. Change what is wrong, or leave it.",
	NobodyReached:    "Nobody was reached, so this cannot have been said or given. Leave it out, or say that they were reached.",
	NobodyMet:        "Those who came had nobody to meet. Write down that the meeting was not held, and who came.",
	OneAtATime:       "Record one person at a time.",
	Unexamined:       "Say for each person in the case whether this version uses anything of theirs.",
	NotStruck:        "An entry of the case is corrected, not struck.",
	ErasedParty:      "This person’s records have been erased.",
	DiedParty:        "This person has died, and is asked nothing more. What they said before can be written down with its own date; who speaks for their memory can be named.",
	InterestedGuard:  "This person has an interest in the harm and cannot agree on another’s behalf.",
	StaffHasConflict: "This colleague has declared a conflict.",
	WordsNotHeld:     "You cannot open these words yet, and they would be missing from the person’s page. A colleague who works with whoever wrote them gives them to you by saving anything in this case: ask for that first, then write down here that they were handed over.",
}
