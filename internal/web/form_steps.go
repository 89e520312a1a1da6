package web

import "slices"

// steps are all forms of a case, by what they are about. Each has its address in
// its own list.
func steps() []step {
	return slices.Concat(
		[]step{recordContact(), propose()}, crossingSteps(), meetingSteps(), contentSteps(), safetySteps(),
		partySteps(), laterSteps(), harmSteps(), realitySteps(), correctionSteps(),
	)
}
