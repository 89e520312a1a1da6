package practice

// Told is one event as the story of a case tells it: Text in plain words, with
// braces as in sentence.go; Party whose side it belongs to, empty for what stands between them.
type Told struct {
	Stamp
	Text     string
	Party    PartyID
	Kind     Kind
	Means    Means
	Crossing CrossingID
	Until    Instant
}

// Tell gives an event of the case as the story tells it. False says that it is
// no part of the story: it only keeps something in order, or another event of the same act tells it.
func Tell(state Case, event Event) (Told, bool) {
	t := Told{Stamp: event.Stamped()}
	for _, tell := range []func(*Told, Case, Event) bool{tellPeople, tellAgreement, tellRestraint, tellCrossing, tellOthers, tellReality} {
		if tell(&t, state, event) {
			return t, true
		}
	}
	return Told{}, false
}

// of fills in what a sentence is about.
func (t *Told) of(party PartyID, text string) bool {
	t.Party, t.Text = party, text
	return true
}

// ofCrossing fills in a sentence about a crossing.
func (t *Told) ofCrossing(state Case, id CrossingID, party PartyID, text string) bool {
	x, _ := state.Crossing(id)
	t.Crossing, t.Kind, t.Means = id, x.Kind, x.Means
	return t.of(party, text)
}

func tellPeople(t *Told, _ Case, event Event) bool {
	switch e := event.(type) {
	case CaseOpened:
		return t.of("", "Case opened")
	case PartyAdded:
		return t.of(e.Party, "{party} was added to the case")
	case SidesShared:
		return t.of("", "Two sides share from now on")
	case ContactRecorded:
		t.Means = e.Means
		switch {
		case e.FollowUp != "":
			return t.of(e.Party, "Follow-up with {party}")
		case e.Session:
			return t.of(e.Party, "Session of preparation with {party}")
		}
		return t.of(e.Party, "In contact with {party}, {means}")
	case ContactTried:
		t.Means = e.Means
		return t.of(e.Party, "{party} was not reached, {means}")
	case InterestDeposited:
		t.Kind = e.Kind
		return t.of(e.Party, "{party} is open to a {kind}, kept on file")
	case PartyPaused:
		return t.of(e.Party, "{party} paused everything")
	case PauseLifted:
		return t.of(e.Party, "{party} lifted their pause")
	case CaseHeld:
		t.Until = e.Review
		return t.of("", "The case is held until it is looked at on {until}")
	case HoldReleased:
		return t.of("", "The hold was released")
	case CaseClosed:
		return t.of("", "The case was closed: "+endingWords[e.Ending])
	case CaseReopened:
		return t.of("", "The case was reopened")
	case PartyErased:
		return t.of(e.Party, "A person’s records were erased")
	}
	return false
}

func tellAgreement(t *Told, state Case, event Event) bool {
	switch e := event.(type) {
	case ConsentGiven:
		t.Kind, t.Means, t.Until = e.Kind, e.Means, e.Until
		return t.of(e.Party, "{party} agreed "+agreedWords[e.To])
	case ConsentTakenBack:
		c, _ := state.Consent(e.Consent)
		t.Kind, t.Means = c.Kind, c.Means
		return t.of(e.Party, "{party} took back their agreement "+agreedWords[c.To])
	case ConsentRefused:
		t.Kind, t.Until = e.Kind, e.After
		if e.Answer == Later {
			return t.of(e.Party, "{party} has not decided "+agreedWords[e.To])
		}
		return t.of(e.Party, "{party} said no "+agreedWords[e.To])
	case FactsAcknowledged:
		if e.Answer == Yes {
			return t.of(e.Party, "{party} acknowledged the basic facts")
		}
		return t.of(e.Party, "{party} did not acknowledge the basic facts")
	}
	return false
}

func tellRestraint(t *Told, state Case, event Event) bool {
	switch e := event.(type) {
	case BarRecorded:
		t.Until = e.Until
		return t.of(e.On[0], "A bar was recorded: "+barWords[e.Kind])
	case BarEnded:
		return t.of(state.barredBy(e.Bar), "A bar ended")
	case PermissionRecorded:
		t.Until = e.Until
		return t.of(state.barredBy(e.Bar), "A permission was recorded")
	case PermissionEnded:
		return t.of("", "A permission was taken back")
	case Assessed:
		t.Kind, t.Means, t.Until = e.Kind, e.Means, e.Until
		if e.GoAhead {
			return t.of("", "Assessed: a {kind} can go ahead")
		}
		return t.of("", "Assessed: a {kind} cannot go ahead now")
	case AssessmentRenewed:
		t.Until = e.Until
		return t.of("", "An assessment was renewed: nothing has changed")
	}
	return false
}

// barredBy gives the first whom a bar holds back.
func (c Case) barredBy(id BarID) PartyID {
	b, ok := find(c.Bars, func(b *Bar) bool { return b.ID == id })
	if !ok || len(b.On) == 0 {
		return ""
	}
	return b.On[0]
}

func tellCrossing(t *Told, state Case, event Event) bool {
	switch e := event.(type) {
	case ContentCommitted:
		t.Kind = e.Kind
		return t.of(e.Author, "{party}’s {kind} was written down")
	case ContentWithdrawn:
		c, _ := state.Content(e.Content)
		t.Kind = c.Kind
		return t.of(c.Author, "{party} took their {kind} back")
	case ContentRead:
		c, _ := state.Content(e.Content)
		t.Kind = c.Kind
		return t.of(c.Author, "A {kind} was read: "+string(e.Verdict))
	case ContentSignedOff:
		c, _ := state.Content(e.Content)
		t.Kind = c.Kind
		return t.of(c.Author, "A {kind} was read by a second person: "+string(e.Verdict))
	case CrossingProposed:
		return t.ofCrossing(state, e.Crossing, "", "A {kind} was proposed")
	case CrossingCleared:
		t.Until = e.Until
		return t.ofCrossing(state, e.Crossing, "", "A {kind} is ready to pass on until {until}")
	case ClearanceCancelled:
		return t.ofCrossing(state, e.Crossing, "", "A {kind} may not be passed on after all; its carrier is told")
	case CrossingConfirmed:
		return t.ofCrossing(state, e.Crossing, "", "The gate was asked again: the {kind} can go ahead")
	case CrossingDelivered:
		return t.ofCrossing(state, e.Crossing, "", extentWords[e.Extent])
	case CrossingStopped:
		return t.ofCrossing(state, e.Crossing, "", "A {kind} will not go ahead")
	case CrossingAnswered:
		return t.ofCrossing(state, e.Crossing, e.Party, "{party} answered: "+string(e.Answer))
	case SenderTelling:
		if e.May {
			return t.ofCrossing(state, e.Crossing, e.Party, "{party} agreed that the sender is told")
		}
		return t.ofCrossing(state, e.Crossing, e.Party, "{party} does not want the sender to be told")
	case MeetingPlanned:
		t.Until = e.Starts
		return t.ofCrossing(state, e.Crossing, "", "A meeting was planned")
	}
	return false
}

func tellOthers(t *Told, state Case, event Event) bool {
	switch e := event.(type) {
	case OtherTold:
		return t.ofCrossing(state, e.Crossing, e.Party, "{party} was told of the {kind}")
	case OtherAnswered:
		if e.Objects {
			return t.ofCrossing(state, e.Crossing, e.Party, "{party} objects to the {kind}")
		}
		return t.ofCrossing(state, e.Crossing, e.Party, "{party} does not object to the {kind}")
	case ObjectionAnswered:
		return t.ofCrossing(state, e.Crossing, e.Party, "{party}’s objection was answered")
	case ReasonsGiven:
		return t.ofCrossing(state, e.Crossing, e.Party, "A supervisor decided, with reasons, about telling {party}")
	case UseExamined:
		return t.ofCrossing(state, e.Crossing, "", "A version was examined for what it takes of others")
	case QuestionAsked:
		return t.ofCrossing(state, e.Crossing, e.Party, "{party} was asked on their page")
	case QuestionAnswered:
		q, _ := state.Question(e.Question)
		return t.ofCrossing(state, q.Crossing, q.Party, "{party} answered on their page: "+string(e.Answer))
	}
	return false
}

func tellReality(t *Told, state Case, event Event) bool {
	switch e := event.(type) {
	case Disclosed:
		return t.of(e.Party, "Something was disclosed: "+recipientWords[e.To])
	case DisclosureReviewed:
		d, _ := find(state.Disclosed, func(d *Disclosure) bool { return d.ID == e.Disclosure })
		return t.of(d.Party, "A disclosure was reviewed")
	case IncidentOpened:
		if e.Crossing != "" {
			return t.ofCrossing(state, e.Crossing, "", incidentWords[e.Kind])
		}
		return t.of("", incidentWords[e.Kind])
	case IncidentClosed:
		return t.of("", "An incident was reviewed")
	case Corrected:
		return t.of(e.Party, "Corrected: a "+string(e.Thing)+" was recorded in error")
	case AgreementMade:
		return t.of("", "An agreement was made")
	case UndertakingRecorded:
		return t.of("", "A promise was looked at: "+keptWords[e.Kept])
	}
	return false
}

var agreedWords = map[Agreed]string{
	ToWork:     "to being in touch with us",
	ToSend:     "to their {kind} being passed on",
	ToReceive:  "to receiving a {kind}",
	ToTakePart: "to taking part in a {kind}",
	ToBeUsed:   "to their words being used in this {kind}",
	ToTelling:  "to other harmed people being told of the {kind}",
	ToGuard:    "on behalf of another",
}

var extentWords = map[Extent]string{
	Whole:  "A {kind} reached them",
	Partly: "A {kind} reached them in part",
	NotAt:  "A {kind} did not reach them",
}

var keptWords = map[Extent]string{Whole: "kept", Partly: "kept in part", NotAt: "not kept"}

var endingWords = map[Ending]string{
	AfterMeeting:    "after a meeting",
	AfterExchange:   "ended without a meeting, after letters or messages",
	NoContact:       "ended without a meeting",
	HarmedWish:      "as the harmed side wished",
	ResponsibleWish: "as the responsible side wished",
	NotPossible:     "it was not possible",
	Untraced:        "somebody could not be found",
	Transferred:     "taken over by another service",
	PersonDied:      "somebody has died",
}

var barWords = map[BarKind]string{
	NoContactOrder:   "a no-contact order",
	RestrainingOrder: "a restraining order",
	LicenceCondition: "a licence condition",
	ExclusionZone:    "an exclusion zone",
	OpenProceedings:  "open proceedings",
	PrisonRule:       "a prison rule",
	Misconduct:       "misconduct",
	Safeguarding:     "safeguarding",
	OtherBar:         "another reason",
}

var recipientWords = map[Recipient]string{
	ToCourt:     "to a court",
	ToPrison:    "to a prison",
	ToPolice:    "to the police",
	ToProbation: "to probation",
	ToDoctor:    "to a doctor",
	ToCare:      "to social care",
	ToSubject:   "to the person themselves",
	ToWarned:    "a warning of danger, in the service’s own words",
}

var incidentWords = map[IncidentKind]string{
	AfterWithdrawal: "A {kind} was passed on when it no longer might be",
	Uncleared:       "A {kind} was passed on outside the gate",
	WrongCarrier:    "A {kind} was passed on by somebody else than its carrier",
	NotAskedAgain:   "A {kind} was held without asking the gate again on the day",
	RestedOnError:   "A {kind} was passed on, resting on what was recorded in error",
	ChanceMeeting:   "They met by chance, outside the gate",
	Slip:            "Something slipped out, outside the gate",
	DirectContact:   "They were in contact directly, outside the gate",
	LatePaper:       "A paper came in late, outside the gate",
	SetAside:        "Something was handed in that could not be taken in, and was set aside",
}
