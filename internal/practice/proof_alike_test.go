package practice_test

// alike lists what can be written otherwise in Decide and Evolve without anything
// coming out otherwise, each with why that is so.
var alike = map[string]string{
	"decide.go *decision.dated: at its edge: when < 0":                          "zero is now, and was looked at before",
	"decide.go sortedSet: dropped: len(list) == 0":                              "an empty list is written as none is",
	"decide_box.go *decision.takeWording: dropped: err != nil":                  "what could be wrong with it was looked at just before",
	"decide_clear.go *decision.fell: at its edge: turn > d.at.Now":              "at the present instant it has fallen either way",
	"decide_consent.go *decision.giveConsent: left out: towards = nil":          "an empty list is written as none is",
	"decide_consent.go Case.asCarried: turned round: k.ID == x.Content":         asCarriedAlike,
	"decide_consent.go Case.asCarried: left out: k.Wording = x.Carried.Wording": asCarriedAlike,
	"decide_consent.go Case.asCarried: left out: c.Contents = changed(c.Contents, func(k *Content) bool { return k.ID == x.Content }, func(k *Content) { k.Wording = x.Carried.Wording })": asCarriedAlike,
	"decide_delivery.go *decision.give: instead Talk: Publication":           nothingGiven,
	"decide_delivery.go *decision.give: instead Notice: Talk":                nothingGiven,
	"decide_reality.go Correct.touches: instead AssessedSafe: FactsAccepted": sameKinds,
	"decide_reality.go Correct.touches: instead SignedOff: ReadByStaff":      sameKinds,
	"decide_reality.go Correct.touches: instead APermission: ABar":           nothingGiven,
	"decide_reality.go Correct.touches: instead ADeath: ADelivery":           nothingGiven,
	"decide_reality.go Correct.touches: instead AConsent: ADeath":            nothingGiven,
	"evolve.go evolveContact: dropped: e.FollowUp == \"\"":                   "no crossing is without a name",
}

const (
	sameKinds      = "the two conditions are asked of the same kinds of crossing"
	asCarriedAlike = "what a later wording hides is hidden before and after alike, and the consents it was carried on are looked at by themselves"
	nothingGiven   = "names a kind for which nothing is done, beside those for which something is"
)
