package web

import (
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"amends/internal/practice"
)

// everybody is every kind of person that asks, each working as their comment
// says; nobody is not signed in.
var everybody = []string{
	"nobody", "ash", "daniel", // participants on each side
	"priya", "tom", "imran", // facilitators: of her side, of his, of both
	"helen", "carol", // coordinators: one has declared a conflict
	"sam", "adam", "dora", // outside supervisor, administrator, data protection officer
}

// permission is one route with a path that fits it and the status each person
// gets, "*" for all that are not named. A POST is sent without its form, so
// somebody a rule lets in gets 403 and changes nothing.
type permission struct{ route, path, want string }

// permissions is the table of P5. {case} stands for the id of the case; every
// route must be in it.
var permissions = []permission{
	{"GET /health", "/health", "* 200"},
	{"GET /start", "/start", "* 303"},
	{"GET /sign-in", "/sign-in", "nobody 200, * 303"},
	{"POST /sign-in", "/sign-in", "* 403"},
	{"GET /first", "/first", "nobody 200, * 303"},
	{"POST /first", "/first", "* 403"},
	{"POST /sign-out", "/sign-out", "nobody 303, * 403"},
	{"GET /passphrase", "/passphrase", "nobody 303, * 200"},
	{"POST /passphrase", "/passphrase", "nobody 303, * 403"},
	{"GET /safe", "/safe", "* 200"},
	{"GET /p", "/p", "nobody 303, ash 200, daniel 200, * 404"},
	{"GET /p/before", "/p/before", "nobody 303, ash 200, daniel 200, * 404"},
	{"POST /p/before", "/p/before", "nobody 303, ash 403, daniel 403, * 404"},
	{"GET /p/given/{number}", "/p/given/1", "nobody 303, ash 200, * 404"},
	{"GET /p/questions/{question}", "/p/questions/{question}", "nobody 303, ash 200, * 404"},
	{"POST /p/questions/{question}", "/p/questions/{question}", "nobody 303, ash 403, daniel 403, * 404"},
	{"GET /p/words/{content}", "/p/words/{content}", "nobody 303, ash 200, * 404"},
	{"POST /p/words/{content}", "/p/words/{content}", "nobody 303, ash 403, daniel 403, * 404"},
	{"POST /p/words/{content}/agree", "/p/words/{content}/agree", "nobody 303, ash 403, daniel 403, * 404"},
	{"POST /p/words/{content}/change", "/p/words/{content}/change", "nobody 303, ash 403, daniel 403, * 404"},
	{"GET /p/agreed", "/p/agreed", "nobody 303, ash 200, daniel 200, * 404"},
	{"GET /p/agreed/{consent}", "/p/agreed/{consent}", "nobody 303, ash 200, * 404"},
	{"POST /p/agreed/{consent}", "/p/agreed/{consent}", "nobody 303, ash 403, daniel 403, * 404"},
	{"GET /p/contact", "/p/contact", "nobody 303, ash 200, daniel 200, * 404"},
	{"POST /p/contact", "/p/contact", "nobody 303, ash 403, daniel 403, * 404"},
	{"GET /p/looks", "/p/looks", "nobody 303, ash 200, daniel 200, * 404"},
	{"GET /p/stop", "/p/stop", "nobody 303, ash 200, daniel 200, * 404"},
	{"POST /p/stop", "/p/stop", "nobody 303, ash 403, daniel 403, * 404"},
	{"GET /p/start", "/p/start", "nobody 303, ash 200, daniel 200, * 404"},
	{"POST /p/start", "/p/start", "nobody 303, ash 403, daniel 403, * 404"},
	{"GET /cases/{case}/looks", "/cases/{case}/looks", "nobody 303, priya 200, tom 200, imran 200, helen 200, * 404"},
	{"GET /leave", "/leave", "* 303"}, // last: it ends the sessions
}

// status is what the table says somebody gets.
func (p permission) status(t *testing.T, who string) int {
	t.Helper()
	for _, rule := range []string{who, "*"} {
		for part := range strings.SplitSeq(p.want, ", ") {
			if name, code, _ := strings.Cut(part, " "); name == rule {
				n, err := strconv.Atoi(code)
				if err != nil {
					t.Fatalf("%s: %v", p.route, err)
				}
				return n
			}
		}
	}
	t.Fatalf("%s says nothing of %s", p.route, who)
	return 0
}

// TestEveryRouteIsInTheTable: a route that is missing here fails.
func TestEveryRouteIsInTheTable(t *testing.T) {
	t.Parallel()
	inTable := map[string]bool{}
	for _, p := range permissions {
		inTable[p.route] = true
	}
	for _, p := range casePermissions {
		inTable[p.route] = true
	}
	for _, r := range Routes() {
		if !inTable[r.Method+" "+r.Pattern] {
			t.Errorf("%s %s (%s) is not in the table of P5", r.Method, r.Pattern, r.Rule)
		}
		delete(inTable, r.Method+" "+r.Pattern)
	}
	for route := range inTable {
		t.Errorf("%s is in the table and is no route", route)
	}
}

// secrets are words of the test's case, by who alone may read them.
var secrets = map[string][]string{
	"Aisling":      {"priya", "imran", "helen"},
	"blue kettle":  {"priya", "imran", "helen"},
	"Keane":        {"tom", "imran", "helen"},
	"green ladder": {"tom", "imran", "helen"},
}

// TestRoutesByPerson asks every route as every kind of person (P5).
func TestRoutesByPerson(t *testing.T) {
	t.Parallel()
	w, ids := newCrowd(t)
	for _, p := range permissions {
		method, _, _ := strings.Cut(p.route, " ")
		path := ids.Replace(p.path)
		for _, who := range everybody {
			var r reply
			if method == post {
				r = w.ask(w.people[who], "table", posting(path, url.Values{}, nil))
			} else {
				r = w.ask(w.people[who], "table", httptest.NewRequest(method, path, nil))
			}
			if want := p.status(t, who); r.Code != want {
				t.Errorf("%s as %s: %d, want %d", p.route, who, r.Code, want)
			}
			checkSecrets(t, p.route, who, whole(r))
		}
	}
}

func checkSecrets(t *testing.T, route, who, answer string) {
	t.Helper()
	for secret, readers := range secrets {
		if strings.Contains(answer, secret) && !strings.Contains(strings.Join(readers, " "), who) {
			t.Errorf("%s shows %s %q", route, who, secret)
		}
	}
}

// TestNotYoursIsNotThere: what is somebody else's and what does not exist get one
// answer, byte for byte (P5).
func TestNotYoursIsNotThere(t *testing.T) {
	t.Parallel()
	w, ids := newCrowd(t)
	for _, p := range permissions {
		method, _, _ := strings.Cut(p.route, " ")
		real, made := ids.Replace(p.path), invented.Replace(p.path)
		if method == post || real == made {
			continue
		}
		for _, who := range everybody {
			if p.status(t, who) == 200 {
				continue
			}
			// One label for both: what is drawn must not tell them apart.
			theirs, nothing := w.get(w.people[who], "not yours", real), w.get(w.people[who], "not yours", made)
			if whole(theirs) != whole(nothing) {
				t.Errorf("%s as %s answers otherwise for what is there:\n%s\n%s", p.route, who, whole(theirs), whole(nothing))
			}
		}
	}
}

// invented stands for ids that nothing has.
var invented = strings.NewReplacer("{case}", "aaaaaaaaaaaaaaaaaaaaaaaaaa", "{party}", "aaaaaaaaaaaaaaaaaaaaaaaaaa", "{question}", "aaaaaaaaaaaaaaaaaaaaaaaaaa",
	"{content}", "aaaaaaaaaaaaaaaaaaaaaaaaaa", "{consent}", "aaaaaaaaaaaaaaaaaaaaaaaaaa", "{crossing}", "aaaaaaaaaaaaaaaaaaaaaaaaaa")

// newCrowd is a world with everybody in it, and a case in which something was
// given to Ash, asked of her, agreed to by her and put before her.
func newCrowd(t *testing.T) (*world, *strings.Replacer) {
	t.Helper()
	w := newWorld(t)
	w.opened("Daniel Keane", "He likes the green ladder")
	w.do("helen", "conflict carol", practice.DeclareConflict{Staff: w.people["carol"].staff})
	w.letIn("priya", "ash", "ash")
	w.letIn("tom", "daniel", "daniel")
	given := w.givenToAsh()
	return w, strings.NewReplacer("{case}", string(w.kase), "{party}", string(w.parties["daniel"]), "{question}", given.question, "{content}", given.content,
		"{consent}", given.consent, "{crossing}", given.crossing)
}
