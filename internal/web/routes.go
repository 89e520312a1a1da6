package web

import (
	"net/http"
	"slices"

	"amends/internal/casework"
)

// Route is one thing a browser can ask for. Every part must be given: a route
// without an access rule does not compile, and one with an empty rule is refused
// by [New].
type Route struct {
	Method, Pattern string // as for http.ServeMux
	Rule            Rule
	serve           handler
}

// handler does the work of one route, after its rule let the visit in and, for a
// POST, after its form id was checked. Name showX for GET, submitX for POST.
type handler func(v *visit) (answer, error)

const (
	get  = http.MethodGet
	post = http.MethodPost
)

// Routes is every route there is, save the assets, which are the same for all
// and served under [assets.Prefix]. The test of P5 walks it for every kind of
// person.
func Routes() []Route {
	routes := slices.Concat(doorRoutes(), portalRoutes(), listRoutes(), caseRoutes(), deskRoutes())
	for _, st := range steps() { // every step of the work in a case is a form with two routes
		routes = append(routes, st.routes()...)
	}
	return routes
}

// doorRoutes are where everybody comes in and leaves.
func doorRoutes() []Route {
	return []Route{
		{get, "/health", anyone(), showHealth},
		{get, "/start", anyone(), showStart},
		{get, "/sign-in", anyone(), showSignIn},
		{post, "/sign-in", anyone(), submitSignIn},
		{get, "/first", anyone(), showFirst},
		{post, "/first", anyone(), submitFirst},
		{post, "/sign-out", signedIn(), submitSignOut},
		{get, "/passphrase", signedIn(), showPassphrase},
		{post, "/passphrase", signedIn(), submitPassphrase},
		{get, "/safe", anyone(), showSafe},
		{get, "/leave", anyone(), leave},
	}
}

// portalRoutes are a participant's own pages: from their box alone (P3).
func portalRoutes() []Route {
	return []Route{
		{get, "/p", participant(), showBox},
		{get, "/p/before", participant(), showBefore},
		{post, "/p/before", participant(), submitBefore},
		{get, "/p/given/{number}", participant(), showGiven},
		{get, "/p/questions/{question}", participant(), showQuestion},
		{post, "/p/questions/{question}", participant(), submitQuestion},
		{get, "/p/words/{content}", participant(), showWords},
		{post, "/p/words/{content}", participant(), submitWords},
		{post, "/p/words/{content}/agree", participant(), submitAgree},
		{post, "/p/words/{content}/change", participant(), submitChange},
		{get, "/p/agreed", participant(), showAgreed},
		{get, "/p/agreed/{consent}", participant(), showTakeBack},
		{post, "/p/agreed/{consent}", participant(), submitTakeBack},
		{get, "/p/contact", participant(), showContact},
		{post, "/p/contact", participant(), submitContact},
		{get, "/p/looks", participant(), showLooks},
		{get, "/p/stop", participant(), showStop},
		{post, "/p/stop", participant(), submitStop},
		{get, "/p/start", participant(), showLift},
		{post, "/p/start", participant(), submitLift},
	}
}

// listRoutes are what staff see first, and what needs no case to be open.
func listRoutes() []Route {
	return []Route{
		{get, "/{$}", staff(), showToday},
		{get, "/cases", staff(), showCases},
		{post, "/cases", staff(), submitSearch},
		{get, "/cases/new", staff(casework.Coordinator, casework.Facilitator), showIntake},
		{post, "/cases/new", staff(casework.Coordinator, casework.Facilitator), submitIntake},
		{get, "/stop", staff(), showStopReference},
		{post, "/stop", staff(), submitStopReference},
		{get, "/disclose", staff(casework.SafeguardingLead), showLeadDisclosure},
		{post, "/disclose", staff(casework.SafeguardingLead), submitLeadDisclosure},
	}
}

// caseRoutes are the pages of one case; its forms are in steps.
func caseRoutes() []Route {
	return []Route{
		{get, "/cases/{case}", ofCase(), showCase},
		{get, "/cases/{case}/side/{side}", ofCase(), showSide},
		{get, "/cases/{case}/preparation", ofCase(), showPreparation},
		{get, "/cases/{case}/risk", ofCase(), showRisk},
		{get, "/cases/{case}/consent", ofCase(), showConsent},
		{get, "/cases/{case}/letters", ofCase(), showLetters},
		{get, "/cases/{case}/content/{content}", ofCase(), showContent},
		{get, "/cases/{case}/outcomes", ofCase(), showOutcomes},
		{get, "/cases/{case}/people", ofCase(), showPeople},
		{get, "/cases/{case}/more", ofCase(), showMore},
		{get, "/cases/{case}/contact", ofCase(), showContacts},
		{get, "/cases/{case}/pack/{party}", ofCase(), showPack},
		{get, "/cases/{case}/propose", ofCase(), showPropose},
		{get, "/cases/{case}/entry/{act}", ofCase(), showEntry},
		{get, "/cases/{case}/looks", ofCase(), showCaseLooks},
		{get, "/cases/{case}/party/{party}/let-in", ofCase(), showLetIn},
		{post, "/cases/{case}/party/{party}/let-in", ofCase(), submitLetIn},
		{get, "/cases/{case}/party/{party}/shut-out", ofCase(), showShutOut},
		{post, "/cases/{case}/party/{party}/shut-out", ofCase(), submitShutOut},
		{get, "/cases/{case}/crossing/{crossing}/ask-sign-off", ofCase(), showAskSignOff},
		{post, "/cases/{case}/crossing/{crossing}/ask-sign-off", ofCase(), submitAskSignOff},
	}
}

// deskRoutes are who works here, the service as a whole, and what an outside
// supervisor was asked.
func deskRoutes() []Route {
	return []Route{
		{get, "/staff", staff(), showStaff},
		{get, "/staff/history", staff(), showDeskHistory},
		{get, "/settings", staff(), showSettings},
		{post, "/settings", staff(casework.Coordinator, casework.Administrator), submitSettings},
		{get, "/outbox", overseers(), showOutbox},
		{get, "/outbox/release", staff(casework.Coordinator, casework.Administrator), showRelease},
		{post, "/outbox/release", staff(casework.Coordinator, casework.Administrator), submitRelease},
		{get, "/history", overseers(), showHistory},
		{post, "/history", overseers(), submitHistory},
		{get, "/staff/new", staff(casework.Coordinator, casework.Administrator), showEnrol},
		{post, "/staff/new", staff(casework.Coordinator, casework.Administrator), submitEnrol},
		{get, "/staff/{staff}", staff(casework.Coordinator, casework.Administrator), showColleague},
		{post, "/staff/{staff}", staff(casework.Coordinator, casework.Administrator), submitColleague},
		{get, "/staff/{staff}/code", staff(casework.Coordinator, casework.Administrator), showNewCode},
		{post, "/staff/{staff}/code", staff(casework.Coordinator, casework.Administrator), submitNewCode},
		{get, "/staff/{staff}/leave", staff(casework.Coordinator, casework.Administrator), showLeaving},
		{post, "/staff/{staff}/leave", staff(casework.Coordinator, casework.Administrator), submitLeaving},
		{get, "/signings", staff(casework.OutsideSupervisor), showSignings},
		{get, "/signings/{crossing}", staff(casework.OutsideSupervisor), showSigning},
		{post, "/signings/{crossing}", staff(casework.OutsideSupervisor), submitSigning},
	}
}
