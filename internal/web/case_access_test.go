package web

import (
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"amends/internal/practice"
)

// caseEverybody is every kind of person that asks for the staff's pages: Faye works
// with all sides of the case, Priya with Ash's, Tom with Daniel's, Helen
// coordinates it; Imran facilitates other cases, Carol has declared a conflict.
var caseEverybody = []string{"nobody", "ash", "faye", "priya", "tom", "helen", "imran", "carol", "sam", "adam", "dora"}

// Who gets what, in the table below. A POST is sent without its form, so somebody
// whom its rule lets in gets 403 and changes nothing.
const (
	allStaff      = "nobody 303, ash 404, * 200"
	workers       = "nobody 303, faye 200, priya 200, tom 200, helen 200, * 404"
	bothSides     = "nobody 303, faye 200, helen 200, * 404"
	withDaniel    = "nobody 303, faye 200, tom 200, helen 200, * 404"
	deskStaff     = "nobody 303, helen 200, carol 200, adam 200, * 404"
	deskPosted    = "nobody 303, helen 403, carol 403, adam 403, * 404"
	overseeing    = "nobody 303, helen 200, carol 200, adam 200, dora 200, * 404"
	openers       = "nobody 303, ash 404, sam 404, adam 404, dora 404, * 200"
	openersPosted = "nobody 303, ash 404, sam 404, adam 404, dora 404, * 403"
	refusedThem   = "nobody 303, faye 409, priya 409, tom 409, helen 409, * 404"
	outsideOnly   = "nobody 303, sam 200, * 404"
	nobodyAtAll   = "nobody 303, * 404"
	staffPosted   = "nobody 303, ash 404, * 403"
)

// casePermissions is the table of P5 for the staff's pages. A path is made from its
// route by ids of the case of these tests ([fullCase.pathOf]): {party} is Daniel,
// {content} and {crossing} are his letter to Ash.
var casePermissions = []struct{ route, want string }{
	{"GET /{$}", "nobody 303, ash 404, faye 200, priya 200, tom 200, helen 200, imran 200, carol 200, sam 303, adam 200, dora 200"},
	{"GET /cases", allStaff},
	{"POST /cases", staffPosted},
	{"GET /cases/new", openers},
	{"POST /cases/new", openersPosted},
	{"GET /stop", allStaff},
	{"POST /stop", staffPosted},
	{"GET /disclose", nobodyAtAll},
	{"POST /disclose", nobodyAtAll},
	{"GET /cases/{case}", workers},
	{"GET /cases/{case}/side/{side}", withDaniel},
	{"GET /cases/{case}/preparation", workers},
	{"GET /cases/{case}/risk", workers},
	{"GET /cases/{case}/consent", workers},
	{"GET /cases/{case}/letters", workers},
	{"GET /cases/{case}/content/{content}", withDaniel},
	{"GET /cases/{case}/outcomes", workers},
	{"GET /cases/{case}/people", workers},
	{"GET /cases/{case}/more", workers},
	{"GET /cases/{case}/contact", "nobody 303, ash 404, faye 200, priya 200, tom 303, helen 200, imran 404, carol 404, sam 404, adam 404, dora 404"},
	{"GET /cases/{case}/pack/{party}", withDaniel},
	{"GET /cases/{case}/propose", workers},
	{"GET /cases/{case}/entry/{act}", workers},
	{"GET /cases/{case}/looks", workers},
	{"GET /cases/{case}/party/{party}/let-in", withDaniel},
	{"POST /cases/{case}/party/{party}/let-in", staffPosted},
	{"GET /cases/{case}/party/{party}/shut-out", withDaniel},
	{"POST /cases/{case}/party/{party}/shut-out", staffPosted},
	{"GET /cases/{case}/crossing/{crossing}/ask-sign-off", workers},
	{"POST /cases/{case}/crossing/{crossing}/ask-sign-off", staffPosted},
	{"GET /staff", allStaff},
	{"GET /staff/history", allStaff},
	{"GET /settings", allStaff},
	{"POST /settings", deskPosted},
	{"GET /outbox", overseeing},
	{"GET /outbox/release", "nobody 303, helen 303, carol 303, adam 303, * 404"},
	{"POST /outbox/release", deskPosted},
	{"GET /history", overseeing},
	{"POST /history", "nobody 303, helen 403, carol 403, adam 403, dora 403, * 404"},
	{"GET /staff/new", deskStaff},
	{"POST /staff/new", deskPosted},
	{"GET /staff/{staff}", deskStaff},
	{"POST /staff/{staff}", deskPosted},
	{"GET /staff/{staff}/code", deskStaff},
	{"POST /staff/{staff}/code", deskPosted},
	{"GET /staff/{staff}/leave", deskStaff},
	{"POST /staff/{staff}/leave", deskPosted},
	{"GET /signings", outsideOnly},
	{"GET /signings/{crossing}", nobodyAtAll},
	{"POST /signings/{crossing}", "nobody 303, ash 404, faye 404, priya 404, tom 404, helen 404, imran 404, carol 404, sam 403, adam 404, dora 404"},
	{"GET /cases/{case}/contact/{party}", withDaniel},
	{"POST /cases/{case}/contact/{party}", staffPosted},
	{"GET /cases/{case}/propose/{kind}", workers},
	{"POST /cases/{case}/propose/{kind}", staffPosted},
	{"GET /cases/{case}/crossing/{crossing}/clear", workers},
	{"POST /cases/{case}/crossing/{crossing}/clear", staffPosted},
	{"GET /cases/{case}/crossing/{crossing}/confirm", workers},
	{"POST /cases/{case}/crossing/{crossing}/confirm", staffPosted},
	{"GET /cases/{case}/crossing/{crossing}/deliver", workers},
	{"POST /cases/{case}/crossing/{crossing}/deliver", staffPosted},
	{"GET /cases/{case}/crossing/{crossing}/attended", refusedThem}, // nobody met yet
	{"POST /cases/{case}/crossing/{crossing}/attended", staffPosted},
	{"GET /cases/{case}/crossing/{crossing}/stop", workers},
	{"POST /cases/{case}/crossing/{crossing}/stop", staffPosted},
	{"GET /cases/{case}/crossing/{crossing}/ask/{party}", withDaniel},
	{"POST /cases/{case}/crossing/{crossing}/ask/{party}", staffPosted},
	{"GET /cases/{case}/question/{question}/withdraw", nobodyAtAll},
	{"POST /cases/{case}/question/{question}/withdraw", staffPosted},
	{"GET /cases/{case}/plan", workers},
	{"POST /cases/{case}/plan", staffPosted},
	{"GET /cases/{case}/crossing/{crossing}/plan", workers},
	{"POST /cases/{case}/crossing/{crossing}/plan", staffPosted},
	{"GET /cases/{case}/crossing/{crossing}/told/{party}", withDaniel},
	{"POST /cases/{case}/crossing/{crossing}/told/{party}", staffPosted},
	{"GET /cases/{case}/crossing/{crossing}/objection/{party}", workers},
	{"POST /cases/{case}/crossing/{crossing}/objection/{party}", staffPosted},
	{"GET /cases/{case}/crossing/{crossing}/reasons/{party}", workers},
	{"POST /cases/{case}/crossing/{crossing}/reasons/{party}", staffPosted},
	{"GET /cases/{case}/crossing/{crossing}/uses", nobodyAtAll},
	{"POST /cases/{case}/crossing/{crossing}/uses", staffPosted},
	{"GET /cases/{case}/write/{party}", withDaniel},
	{"POST /cases/{case}/write/{party}", staffPosted},
	{"GET /cases/{case}/content/{content}/revise", withDaniel},
	{"POST /cases/{case}/content/{content}/revise", staffPosted},
	{"GET /cases/{case}/content/{content}/withdraw", withDaniel},
	{"POST /cases/{case}/content/{content}/withdraw", staffPosted},
	{"GET /cases/{case}/content/{content}/read", withDaniel},
	{"POST /cases/{case}/content/{content}/read", staffPosted},
	{"GET /cases/{case}/content/{content}/sign-off", withDaniel},
	{"POST /cases/{case}/content/{content}/sign-off", staffPosted},
	{"GET /cases/{case}/content/{content}/show", withDaniel},
	{"POST /cases/{case}/content/{content}/show", staffPosted},
	{"GET /cases/{case}/interest/{party}", withDaniel},
	{"POST /cases/{case}/interest/{party}", staffPosted},
	{"GET /cases/{case}/bar", workers},
	{"POST /cases/{case}/bar", staffPosted},
	{"GET /cases/{case}/bar/{bar}/end", withDaniel},
	{"POST /cases/{case}/bar/{bar}/end", staffPosted},
	{"GET /cases/{case}/bar/{bar}/permission", withDaniel},
	{"POST /cases/{case}/bar/{bar}/permission", staffPosted},
	{"GET /cases/{case}/permission/{permission}/end", withDaniel},
	{"POST /cases/{case}/permission/{permission}/end", staffPosted},
	{"GET /cases/{case}/assess", workers},
	{"POST /cases/{case}/assess", staffPosted},
	{"GET /cases/{case}/assess/{crossing}", workers},
	{"POST /cases/{case}/assess/{crossing}", staffPosted},
	{"GET /cases/{case}/assessment/{assessment}/renew", workers},
	{"POST /cases/{case}/assessment/{assessment}/renew", staffPosted},
	{"GET /cases/{case}/hold", workers},
	{"POST /cases/{case}/hold", staffPosted},
	{"GET /cases/{case}/release", refusedThem},
	{"POST /cases/{case}/release", staffPosted},
	{"GET /cases/{case}/pause/{party}/lift", withDaniel},
	{"POST /cases/{case}/pause/{party}/lift", staffPosted},
	{"GET /cases/{case}/party", workers},
	{"POST /cases/{case}/party", staffPosted},
	{"GET /cases/{case}/party/{party}/change", withDaniel},
	{"POST /cases/{case}/party/{party}/change", staffPosted},
	{"GET /cases/{case}/party/{party}/last", withDaniel},
	{"POST /cases/{case}/party/{party}/last", staffPosted},
	{"GET /cases/{case}/party/{party}/speaker", "nobody 303, faye 409, tom 409, helen 409, * 404"},
	{"POST /cases/{case}/party/{party}/speaker", staffPosted},
	{"GET /cases/{case}/person", workers},
	{"POST /cases/{case}/person", staffPosted},
	{"GET /cases/{case}/person/{spoken}/speaker", workers},
	{"POST /cases/{case}/person/{spoken}/speaker", staffPosted},
	{"GET /cases/{case}/helper/{helper}", workers},
	{"POST /cases/{case}/helper/{helper}", staffPosted},
	{"GET /cases/{case}/part", refusedThem},
	{"POST /cases/{case}/part", staffPosted},
	{"GET /cases/{case}/sensitive", "nobody 303, faye 409, priya 409, tom 409, helen 200, * 404"}, // it is marked: only she may lift that,
	{"POST /cases/{case}/sensitive", staffPosted},
	{"GET /cases/{case}/undertaking/{undertaking}/change", workers},
	{"POST /cases/{case}/undertaking/{undertaking}/change", staffPosted},
	{"GET /cases/{case}/matter", bothSides},
	{"POST /cases/{case}/matter", staffPosted},
	{"GET /cases/{case}/matter/{harm}/change", bothSides},
	{"POST /cases/{case}/matter/{harm}/change", staffPosted},
	{"GET /cases/{case}/share", workers},
	{"POST /cases/{case}/share", staffPosted},
	{"GET /cases/{case}/helper", workers},
	{"POST /cases/{case}/helper", staffPosted},
	{"GET /cases/{case}/allocate", workers},
	{"POST /cases/{case}/allocate", staffPosted},
	{"GET /cases/{case}/deallocate/{staff}", workers},
	{"POST /cases/{case}/deallocate/{staff}", staffPosted},
	{"GET /cases/{case}/conflict", workers},
	{"POST /cases/{case}/conflict", staffPosted},
	{"GET /cases/{case}/disclose/{party}", withDaniel},
	{"POST /cases/{case}/disclose/{party}", staffPosted},
	{"GET /cases/{case}/disclosure/{disclosure}/review", withDaniel},
	{"POST /cases/{case}/disclosure/{disclosure}/review", staffPosted},
	{"GET /cases/{case}/outside", workers},
	{"POST /cases/{case}/outside", staffPosted},
	{"GET /cases/{case}/incident/{incident}/close", workers},
	{"POST /cases/{case}/incident/{incident}/close", staffPosted},
	{"GET /cases/{case}/correct/{thing}", workers},
	{"POST /cases/{case}/correct/{thing}", staffPosted},
	{"GET /cases/{case}/agreement", workers},
	{"POST /cases/{case}/agreement", staffPosted},
	{"GET /cases/{case}/undertaking/{undertaking}", workers},
	{"POST /cases/{case}/undertaking/{undertaking}", staffPosted},
	{"GET /cases/{case}/close", workers},
	{"POST /cases/{case}/close", staffPosted},
	{"GET /cases/{case}/reopen", refusedThem},
	{"POST /cases/{case}/reopen", staffPosted},
	{"GET /cases/{case}/strike/{act}/{home}/{of}", withDaniel},
	{"POST /cases/{case}/strike/{act}/{home}/{of}", staffPosted},
	{"GET /cases/{case}/party/{party}/erase", withDaniel},
	{"POST /cases/{case}/party/{party}/erase", staffPosted},
}

// pathOf makes a path of a route by what there is in the case, or by the ids given.
func (w *fullCase) pathOf(route string, ids *strings.Replacer) string {
	_, pattern, _ := strings.Cut(route, " ")
	return ids.Replace(pattern)
}

// ids are those of the case.
func (w *fullCase) ids() *strings.Replacer {
	state := w.view("faye").State
	return strings.NewReplacer("{$}", "", "{case}", string(w.kase), "{party}", string(w.parties["Daniel"]), "{side}", string(w.side("Daniel")), "{crossing}", w.letter, "{content}", w.content,
		"{bar}", w.bar, "{permission}", w.permission, "{assessment}", w.assessment, "{harm}", w.theHarm, "{staff}", string(w.people["tom"].staff), "{kind}", "letter", "{thing}", "consent",
		"{act}", w.act(), "{home}", "file", "{of}", string(w.parties["Daniel"]), "{incident}", string(state.Incidents[0].ID), "{disclosure}", string(state.Disclosed[0].ID),
		"{undertaking}", string(state.Agreements[0].Undertakings[0].ID), "{question}", "none", "{spoken}", string(state.SpokenOf[0].ID), "{helper}", string(state.Helpers[0].ID))
}

// wildcards are the names in the addresses of the staff's pages, each once.
func wildcards() []string {
	var all []string
	for _, r := range Routes() {
		for _, name := range wildcard.FindAllString(r.Pattern, -1) {
			if r.Rule.who != whoParticipant && !slices.Contains(all, name) {
				all = append(all, name)
			}
		}
	}
	return all
}

var wildcard = regexp.MustCompile(`\{[^}]*\}`)

// noIDs are ids that nothing has, in a case that may be one; what is a word off a
// list stays one.
func noIDs(kase string) *strings.Replacer {
	words := map[string]string{"{$}": "", "{case}": kase, "{kind}": "letter", "{thing}": "consent", "{home}": "file"}
	var pairs []string
	for _, name := range wildcards() {
		id, is := words[name]
		if !is {
			id = nothing
		}
		pairs = append(pairs, name, id)
	}
	return strings.NewReplacer(pairs...)
}

const nothing = "aaaaaaaaaaaaaaaaaaaaaaaaaa"

// act is the first contact with Daniel.
func (w *fullCase) act() string {
	for _, line := range w.view("faye").Story {
		if e, is := line.Event.(practice.ContactRecorded); is && e.Party == w.parties["Daniel"] {
			return string(e.Act)
		}
	}
	w.t.Fatal("there is no contact")
	return ""
}

// newCaseCrowd is the full case, with everybody who may ask for it.
func newCaseCrowd(t *testing.T) *fullCase {
	t.Helper()
	w := newFullCase(t)
	w.do("helen", "conflict carol", practice.DeclareConflict{Staff: w.people["carol"].staff})
	w.letIn("faye", "Ash", "ash")
	return w
}

// caseSecrets are words of the case, by who alone may read them.
var caseSecrets = map[string][]string{
	"Aisling":              {"faye", "priya", "helen"},
	"landline":             {"faye", "priya", "helen"},
	"Sleeping better":      {"faye", "priya", "helen"},
	"Keane":                {"faye", "tom", "helen"},
	"Mrs Okoro":            {"faye", "tom", "helen"},
	"nineteen and in debt": {"faye", "tom", "helen"},
	"lights being off":     {"faye", "tom", "helen"},
	"Halloran":             {"faye", "helen"},
	"Death by driving":     {"faye", "priya", "tom", "helen"},
}

// TestCaseRoutesByPerson asks every route of the staff's pages as every kind of
// person (P5).
func TestCaseRoutesByPerson(t *testing.T) {
	t.Parallel()
	w := newCaseCrowd(t)
	ids := w.ids()
	for _, p := range casePermissions {
		method, _, _ := strings.Cut(p.route, " ")
		for _, who := range caseEverybody {
			r := httptest.NewRequest(get, w.pathOf(p.route, ids), nil)
			if method == post {
				r = posting(w.pathOf(p.route, ids), url.Values{}, nil)
			}
			answer := w.ask(w.people[who], "table", r)
			if want := (permission{p.route, "", p.want}).status(t, who); answer.Code != want {
				t.Errorf("%s as %s: %d, want %d", p.route, who, answer.Code, want)
			}
			for secret, readers := range caseSecrets {
				if strings.Contains(whole(answer), secret) && !strings.Contains(strings.Join(readers, " "), who) {
					t.Errorf("%s shows %s %q", p.route, who, secret)
				}
			}
		}
	}
}

// TestNotYourCaseIsNotThere: a case, a party, a text or a crossing that is not
// somebody's is answered like one that does not exist, byte for byte (P5).
func TestNotYourCaseIsNotThere(t *testing.T) {
	t.Parallel()
	w := newCaseCrowd(t)
	ids, none := w.ids(), noIDs(nothing)
	for _, p := range casePermissions {
		method, _, _ := strings.Cut(p.route, " ")
		theirs, made := w.pathOf(p.route, ids), w.pathOf(p.route, none)
		if method == post || theirs == made {
			continue
		}
		for _, who := range caseEverybody {
			if (permission{p.route, "", p.want}).status(t, who) != 404 {
				continue
			}
			if a, b := w.get(w.people[who], "not yours", theirs), w.get(w.people[who], "not yours", made); whole(a) != whole(b) {
				t.Errorf("%s as %s answers otherwise for what is there", p.route, who)
			}
		}
	}
}
