package practice_test

import "amends/internal/practice"

// scriptProfiles are the settings the scripts name: those of the shipped profiles,
// without their words. The shipped ones themselves are played by the program's own scripts.
func scriptProfiles() map[string]practice.Profile {
	plain := plainProfile()

	oregon := plain
	oregon.Name, oregon.Begin, oregon.GenderBasedDirect = "oregon", practice.HarmedOnly, practice.DirectOpen
	oregon.ConsentFor, oregon.Sessions, oregon.Replies = 0, 3, 1
	oregon.IdentityBefore = []practice.Kind{practice.Letter, practice.Recording}
	oregon.Child, oregon.SupportersFor = practice.NotWithThem, nil
	oregon.FollowUps = []practice.Instant{72 * practice.Hour, 28 * practice.Day}

	england := plain
	england.Name, england.GenderBasedDirect = "england-and-wales", practice.DirectOpen
	england.Paper = []practice.PaperRule{{To: practice.ToTakePart}, {To: practice.ToBeUsed}}

	community := plain
	community.Name, community.ConsentFor, community.ClearanceFor = "community", 90*practice.Day, 7*practice.Day
	community.Sessions, community.SupporterSessions, community.ConsentsTogether = 1, 0, true
	community.Paper, community.IdentityBefore = nil, []practice.Kind{practice.Details}
	community.TellSender, community.OthersReplyIn = practice.TellAlways, 3*practice.Day
	community.FollowUps = []practice.Instant{72 * practice.Hour, 42 * practice.Day}

	return map[string]practice.Profile{"plain": plain, "oregon": oregon, "england-and-wales": england, "community": community}
}

func plainProfile() practice.Profile {
	p := practice.Profile{
		Name: "plain", Begin: practice.EitherSide, GenderBasedBegin: practice.HarmedOnly, GenderBasedDirect: practice.DirectNever,
		ConsentFor: 365 * practice.Day, AssessmentFor: 90 * practice.Day, ClearanceFor: 14 * practice.Day,
		Sessions: 2, SupporterSessions: 1, Replies: -1, BankByTwo: true, TellSender: practice.TellIfRecipient,
		SensitiveHarms: []practice.HarmKind{practice.Killing, practice.SexualHarm, practice.DomesticHarm},
		Paper:          []practice.PaperRule{{To: practice.ToTakePart, Kinds: []practice.Kind{practice.Meeting}}},
		IdentityBefore: []practice.Kind{practice.Letter, practice.Recording, practice.Details},
		Child:          practice.WithGuardian, Lacking: practice.WithGuardian,
		SupportersFor: []practice.HarmKind{practice.DomesticHarm},
		OthersHarmed:  []practice.OthersRule{{Kind: practice.Meeting}, {Kind: practice.Publication, Ask: true}, {Kind: practice.Talk, Ask: true}},
		OthersReplyIn: 21 * practice.Day, FollowUps: []practice.Instant{72 * practice.Hour, 28 * practice.Day, 182 * practice.Day},
		SilentAfter: 42 * practice.Day, HoldReviewIn: 84 * practice.Day, DisclosureIn: practice.Day,
		UrgentGrounds: []practice.Ground{practice.DangerToLife, practice.HarmToChild},
		WarnBefore:    14 * practice.Day, KeepAfterEnding: 7 * 365 * practice.Day,
	}
	stops := map[practice.BarKind]practice.Authority{
		practice.OpenProceedings: practice.Court, practice.Misconduct: practice.PrisonGovernor,
		practice.Safeguarding: practice.ServiceLead, practice.OtherBar: practice.ServiceLead,
	}
	permits := map[practice.BarKind]practice.Authority{
		practice.NoContactOrder: practice.Court, practice.RestrainingOrder: practice.Court, practice.LicenceCondition: practice.Probation,
		practice.ExclusionZone: practice.Probation, practice.PrisonRule: practice.PrisonGovernor,
	}
	for _, kind := range practice.BarKinds() {
		rule := practice.BarRule{Kind: kind, Effect: practice.Stops, Authority: stops[kind]}
		if authority, ok := permits[kind]; ok {
			rule.Effect, rule.Authority = practice.NeedsPermission, authority
		}
		p.Bars = append(p.Bars, rule)
	}
	return p
}
