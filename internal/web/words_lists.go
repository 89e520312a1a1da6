package web

import (
	"amends/internal/casework"
	"amends/internal/practice"
)

// More closed lists as people say them; see words.go.

func serviceDuties() []said[casework.Duty] {
	return []said[casework.Duty]{
		{casework.Coordinator, "Coordinator", "Runs the desk, allocates, gives the second sign-off."},
		{casework.Facilitator, "Facilitator", "Prepares people, carries letters and answers, runs meetings."},
		{casework.OutsideSupervisor, "Outside supervisor", "Signs off single crossings and sees those alone. Has no other duty."},
		{casework.SafeguardingLead, "Safeguarding lead", "May disclose at once where somebody is in danger."},
		{casework.Administrator, "Administrator", "Logins, settings, backups. Holds no keys to any case and has no other duty."},
		{casework.DataProtectionOfficer, "Data protection officer", "Access requests, corrections, erasure, who looked at what."},
	}
}

func helperKinds() []said[practice.HelperKind] {
	return []said[practice.HelperKind]{
		{practice.Interpreter, "Interpreter", ""}, {practice.Intermediary, "Intermediary", ""}, {practice.Chaplain, "Chaplain", ""},
		{practice.PrisonOfficer, "Prison officer", ""}, {practice.OtherHelper, "Somebody else who helps", ""},
	}
}

func presences() []said[practice.Presence] {
	return []said[practice.Presence]{
		{practice.Came, "Came, and stayed", ""},
		{practice.LeftEarly, "Came, and left early", ""},
		{practice.StayedOut, "Was not there", ""},
	}
}

func unaskedWords() []said[practice.Unasked] {
	return []said[practice.Unasked]{{practice.Deceased, "They have died", ""}, {practice.Unaware, "They do not know of this", ""}}
}

func notices() []said[practice.FixedNotice] {
	return []said[practice.FixedNotice]{
		{practice.NotGoingAhead, "“This is not going ahead.”", ""}, {practice.NothingToArrange, "“There is nothing to arrange at present.”", ""},
	}
}

func stopReasons() []said[practice.StopReason] {
	return []said[practice.StopReason]{
		{practice.SenderStopped, "Whoever it comes from stopped it", ""}, {practice.RecipientRefused, "Whoever it goes to does not want it", ""},
		{practice.NotSafe, "It is not safe", ""}, {practice.NotNeeded, "It is no longer needed", ""}, {practice.ContentGone, "The text was taken back", ""},
		{practice.SomebodyDied, "Somebody in it has died", ""},
	}
}

// stopReasonsOffered are those that staff give themselves; that somebody died is written down as such.
func stopReasonsOffered() []said[practice.StopReason] {
	return among(stopReasons(), practice.SenderStopped, practice.RecipientRefused, practice.NotSafe, practice.NotNeeded, practice.ContentGone)
}

func verdicts() []said[practice.Verdict] {
	return []said[practice.Verdict]{{practice.Passed, "It may go as it stands", ""}, {practice.Returned, "It goes back to be changed", ""}}
}

func usesOf() []said[practice.UseOf] {
	return []said[practice.UseOf]{
		{practice.NotUsed, "Nothing of theirs is in it", ""}, {practice.PublicFacts, "Only what was public anyway", ""},
		{practice.Words, "What they said or gave in the process", ""}, {practice.Recognisable, "They can be recognised", ""},
		{practice.TakenOut, "What was of theirs has been taken out", ""},
	}
}

func supervisorReasons() []said[practice.Reason] {
	return []said[practice.Reason]{
		{practice.TellAnyway, "Tell them, although somebody taking part does not agree to it", ""},
		{practice.DoNotTell, "Go on without telling them", ""},
	}
}

// outsideKinds are what staff record themselves; the other kinds of incident
// follow from deliveries and corrections.
func outsideKinds() []said[practice.IncidentKind] {
	return among(incidentKinds(), practice.ChanceMeeting, practice.Slip, practice.DirectContact, practice.LatePaper)
}

func incidentKinds() []said[practice.IncidentKind] {
	return []said[practice.IncidentKind]{
		{practice.AfterWithdrawal, "Passed on after it no longer stood", ""}, {practice.Uncleared, "Passed on without ever being ready", ""},
		{practice.WrongCarrier, "Carried by somebody else than was named", ""}, {practice.NotAskedAgain, "Met without asking again on the day", ""},
		{practice.OtherCompany, "Met in other company than was agreed", ""},
		{practice.RestedOnError, "Passed on, resting on what was wrong", ""},
		{practice.ChanceMeeting, "They met by chance", ""}, {practice.Slip, "Something was said or sent that was not to pass", ""},
		{practice.DirectContact, "One of them got in touch directly", ""}, {practice.LatePaper, "A paper came to light late", ""},
		{practice.SetAside, "Something was sent in that could not be taken in", ""},
		{practice.NotEntitled, "An entry gives somebody what its writer could not give", ""},
	}
}

func recipients() []said[practice.Recipient] {
	return []said[practice.Recipient]{
		{practice.ToCourt, "A court", ""}, {practice.ToPrison, "A prison", ""}, {practice.ToPolice, "The police", ""},
		{practice.ToProbation, "Probation", ""}, {practice.ToDoctor, "A doctor", ""}, {practice.ToCare, "Social care", ""},
		{practice.ToSubject, "The person themselves", ""}, {practice.ToWarned, "Somebody who had to be warned", ""},
	}
}

func grounds() []said[practice.Ground] {
	return []said[practice.Ground]{
		{practice.WithConsent, "They agreed to it", ""}, {practice.DangerToLife, "Danger to life", ""}, {practice.HarmToChild, "Harm to a child", ""},
		{practice.SeriousCrime, "A serious crime", ""}, {practice.RequiredByLaw, "The law requires it", ""}, {practice.RequestOfPerson, "They asked for it themselves", ""},
	}
}

func endings() []said[practice.Ending] {
	return []said[practice.Ending]{
		{practice.AfterMeeting, "After a meeting", ""}, {practice.AfterExchange, "Ended without a meeting, after letters or messages", ""},
		{practice.NoContact, "Ended without a meeting or anything passed on", ""}, {practice.HarmedWish, "Ended as somebody harmed wished", ""},
		{practice.ResponsibleWish, "Ended as somebody responsible wished", ""}, {practice.NotPossible, "Not possible, or not safe", ""},
		{practice.Untraced, "Somebody could not be found", ""}, {practice.Transferred, "Another service has taken it on", ""},
		{practice.PersonDied, "Somebody has died", ""},
	}
}

func askedAbout() []said[practice.Asked] {
	return []said[practice.Asked]{
		{practice.AskedToSend, "Whether theirs may be passed on", ""}, {practice.AskedToReceive, "Whether they want to receive it", ""},
		{practice.AskedTakePart, "Whether they take part", ""}, {practice.AskedTelling, "Whether other harmed people may be told", ""},
		{practice.AskedUse, "Whether their words or story may be used", ""},
	}
}

func things() []said[practice.Thing] {
	return []said[practice.Thing]{
		{practice.AConsent, "Something they agreed to", ""}, {practice.ABar, "A bar", ""}, {practice.APermission, "A permission", ""},
		{practice.AnAssessment, "An assessment", ""}, {practice.AnAcknowledgment, "What they said of the basic facts", ""},
		{practice.AReading, "A reading", ""}, {practice.ATelling, "Telling another harmed person", ""}, {practice.ASession, "A preparation session", ""},
		{practice.ADelivery, "A handing over", ""}, {practice.ADeath, "That somebody died", ""},
	}
}

func stages() []said[practice.Stage] {
	return []said[practice.Stage]{
		{practice.StageIntake, "New", ""}, {practice.StageFirst, "First contact", ""}, {practice.StagePreparation, "Preparation", ""},
		{practice.StageExchange, "Messages and letters", ""}, {practice.StageArranged, "Meeting arranged", ""}, {practice.StageAfter, "Afterwards", ""},
		{practice.StageEnded, "Closed", ""},
	}
}
