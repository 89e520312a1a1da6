package web

import (
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// said is one word of a closed list as people say it, with a hint where the word
// alone is not enough. A list of them is at once what a form offers, what it
// takes, and how a page says it: the three cannot drift apart.
type said[W ~string] struct {
	value       W
	label, hint string
}

// offered are the words as options of a form.
func offered[W ~string](list []said[W]) []ui.Option {
	options := make([]ui.Option, len(list))
	for i, s := range list {
		options[i] = ui.Option{Value: string(s.value), Label: s.label, Hint: s.hint}
	}
	return options
}

// taken are the values a form takes.
func taken[W ~string](list []said[W]) []W {
	values := make([]W, len(list))
	for i, s := range list {
		values[i] = s.value
	}
	return values
}

// word says a value. One that is not on its list cannot come from practice, whose
// codec refuses it; it is said as nothing.
func word[W ~string](list []said[W], value W) string {
	for _, s := range list {
		if s.value == value {
			return s.label
		}
	}
	return ""
}

// among cuts a list down to some of its values, in the list's order.
func among[W ~string](list []said[W], values ...W) []said[W] {
	var some []said[W]
	for _, s := range list {
		for _, v := range values {
			if s.value == v {
				some = append(some, s)
			}
		}
	}
	return some
}

func harmKinds() []said[practice.HarmKind] {
	return []said[practice.HarmKind]{
		{practice.Killing, "A killing", ""}, {practice.Violence, "Violence", ""}, {practice.SexualHarm, "Sexual harm", ""},
		{practice.DomesticHarm, "Harm at home or by a partner", ""}, {practice.Robbery, "Robbery", ""}, {practice.Burglary, "Burglary", ""},
		{practice.Damage, "Damage to things", ""}, {practice.Driving, "Harm by driving", ""}, {practice.Hatred, "Hatred", ""},
		{practice.Dispute, "A dispute", ""}, {practice.OtherHarm, "Something else", ""},
	}
}

func begunWords() []said[practice.Begun] {
	return []said[practice.Begun]{
		{practice.ByHarmed, "Somebody who was harmed", ""}, {practice.ByResponsible, "Somebody responsible", ""},
		{practice.ByAgency, "A court, prison, police force or other service", ""},
	}
}

func capacities() []said[practice.Capacity] {
	return []said[practice.Capacity]{
		{practice.Adult, "An adult who decides alone", ""}, {practice.Child, "A child or young person", ""},
		{practice.Lacking, "Somebody without capacity for this decision", ""},
	}
}

func standings() []said[practice.Standing] {
	return []said[practice.Standing]{
		{practice.Principal, "Speaks for themselves", ""}, {practice.Supporter, "Supports somebody", ""}, {practice.Representative, "Speaks for somebody", ""},
	}
}

func kinds() []said[practice.Kind] {
	return []said[practice.Kind]{
		{practice.Approach, "Asking somebody", "The first word to them: what may be said, and no more."},
		{practice.Message, "Spoken message", "Points taken down, read back and carried by voice."},
		{practice.Letter, "Letter", "Written by them, read here before it goes."},
		{practice.Recording, "Recording", "Their own voice or picture, heard here before it goes."},
		{practice.Meeting, "Meeting", "In one room, by telephone or by video, with us there."},
		{practice.Details, "Contact details", "So that they can be in touch without us."},
		{practice.Publication, "Book, film or lesson", "Something of the case is told in public, and stays."},
		{practice.Talk, "Talk", "Somebody speaks of it to an audience, in words agreed by all whom it concerns."},
		{practice.Notice, "Notice", "One of our fixed neutral sentences."},
	}
}

// contentKinds are those with a text of their own.
func contentKinds() []said[practice.Kind] {
	return among(kinds(), practice.Letter, practice.Message, practice.Recording, practice.Details, practice.Publication, practice.Talk)
}

func means() []said[practice.Means] {
	return []said[practice.Means]{
		{practice.Spoken, "Said face to face", ""}, {practice.Phone, "By phone", ""}, {practice.Post, "By post", ""},
		{practice.Email, "By email", ""}, {practice.Text, "By text message", ""}, {practice.Page, "On their own page here", ""},
		{practice.Video, "By video", ""}, {practice.InPerson, "In person", ""}, {practice.Public, "In public", ""},
	}
}

// contactMeans are how we speak with somebody.
func contactMeans() []said[practice.Means] {
	return []said[practice.Means]{
		{practice.Phone, "By phone", ""}, {practice.InPerson, "In person", ""}, {practice.Video, "By video", ""},
		{practice.Post, "By post", ""}, {practice.Email, "By email", ""}, {practice.Text, "By text message", ""},
	}
}

func audiences() []said[practice.Audience] {
	return []said[practice.Audience]{
		{practice.Pupils, "Pupils or students", ""}, {practice.Prisoners, "People in prison", ""},
		{practice.Professionals, "People who work in this field", ""}, {practice.Everybody, "Everybody", ""},
	}
}

func consentForms() []said[practice.Form] {
	return []said[practice.Form]{
		{practice.SpokenForm, "Said", ""}, {practice.Signed, "Signed", ""}, {practice.Marked, "Made a mark", ""},
		{practice.Interpreted, "Said through an interpreter", ""}, {practice.Unprompted, "Asked for it unprompted", ""},
	}
}

func answers() []said[practice.Answer] {
	return []said[practice.Answer]{{practice.Yes, "Yes", ""}, {practice.No, "No", ""}, {practice.Later, "Not yet", ""}}
}

func askings() []said[practice.Asking] {
	return []said[practice.Asking]{
		{practice.AskMe, "They may be asked", ""}, {practice.AskAfter, "Not before a day they named", ""}, {practice.DoNotAsk, "They do not want to be asked", ""},
	}
}

func readinesses() []said[practice.Readiness] {
	return []said[practice.Readiness]{{practice.Ready, "They say they are ready", ""}, {practice.NotReady, "They say they are not ready yet", ""}}
}

func barKinds() []said[practice.BarKind] {
	return []said[practice.BarKind]{
		{practice.NoContactOrder, "No-contact order", ""}, {practice.RestrainingOrder, "Restraining order", ""},
		{practice.LicenceCondition, "Licence condition", ""}, {practice.ExclusionZone, "Exclusion zone", ""},
		{practice.OpenProceedings, "Open proceedings", "An appeal, a parole hearing, or another remedy that is not exhausted."},
		{practice.PrisonRule, "Prison rule", ""}, {practice.Misconduct, "Misconduct", ""}, {practice.Safeguarding, "Safeguarding reason", ""},
		{practice.OtherBar, "Another reason", ""},
	}
}

func authorities() []said[practice.Authority] {
	return []said[practice.Authority]{
		{practice.Court, "The court", ""}, {practice.Probation, "Probation", ""}, {practice.PrisonGovernor, "The prison", ""},
		{practice.Police, "The police", ""}, {practice.ServiceLead, "The safeguarding lead", ""}, {practice.SchoolHead, "The head of the school", ""},
	}
}

func extents() []said[practice.Extent] {
	return []said[practice.Extent]{{practice.Whole, "All of it", ""}, {practice.Partly, "Part of it", ""}, {practice.NotAt, "Nothing of it", ""}}
}

func duties() []said[practice.Duty] {
	return []said[practice.Duty]{
		{practice.Facilitator, "Facilitator", ""}, {practice.Coordinator, "Coordinator", ""},
		{practice.Supervisor, "Outside supervisor", "Signs off single crossings and sees those alone."}, {practice.Lead, "Safeguarding lead", ""},
	}
}
