package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"amends/internal/casework"
)

// TestNotYoursAndNotThereTakeTheSameWork: for whoever asks for something that is there and
// not theirs, or sends a form to it, as much is done as if it were nowhere: the store is
// asked the same in the same order and answers as much, and as much is drawn at random
// (P5). It is held for every address with an id in it, and for every kind of person who is
// answered that there is nothing.
func TestNotYoursAndNotThereTakeTheSameWork(t *testing.T) {
	t.Parallel()
	t.Run("a participant", func(t *testing.T) {
		t.Parallel()
		w, ids := newCrowd(t)
		w.sameWork(permissions, everybody, ids, invented).atLeast(t, 60)
	})
	t.Run("whoever is outside the case", func(t *testing.T) {
		t.Parallel()
		w := newCaseCrowd(t)
		outside := []string{"ash", "imran", "carol", "sam", "adam", "dora"}
		w.sameWork(permissionsOf(casePermissions), outside, w.ids(), noIDs(nothing)).atLeast(t, 600)
	})
	t.Run("whoever works with one side", func(t *testing.T) {
		t.Parallel()
		w := newCaseCrowd(t)
		none := noIDs(string(w.kase))
		w.sameWork(ofOneSide(), []string{"priya"}, w.ids(), none).atLeast(t, 40)
		hers := strings.NewReplacer("{case}", string(w.kase), "{party}", string(w.parties["Ash"]), "{side}", string(w.side("Ash")), "{crossing}", w.letter)
		w.sameWork(ofOneSide("{party}", "{side}"), []string{"tom"}, hers, none).atLeast(t, 15)
	})
	t.Run("a build that asks more is noticed", func(t *testing.T) {
		t.Parallel()
		w, ids := newCrowd(t)
		inner := w.handler
		w.handler = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
			if strings.Contains(r.URL.Path, string(w.kase)) {
				w.session("helen", "one question more")
			}
			inner.ServeHTTP(rw, r)
		})
		if got := w.sameWork(permissions, everybody, ids, invented); len(got.differ) == 0 {
			t.Error("one question more was not noticed")
		}
	})
}

// TestAtTheDoorTheSameIsAsked: a name that nobody has asks the store as often, and for the
// same, as a name with a wrong passphrase or code (P5). What comes back of it cannot be the
// same; the passphrase is worked at as hard either way (seal.TestDecoyDoesTheWorkOfOpen).
func TestAtTheDoorTheSameIsAsked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.opened("Daniel Keane", "Text first")
	s := w.session("priya", "let in")
	_, err := s.LetIn(w.t.Context(), w.kase, w.parties["ash"], "ash", w.form("let in"))
	w.must(err)
	wrong := url.Values{"passphrase": {"not the one they chose"}, "code": {"1111-1111-1111-1111"}, "new": {passphrase}, "again": {passphrase}}
	for _, door := range []struct{ path, known string }{{"/sign-in", "priya"}, {"/first", "ash"}} {
		var done [2][]string
		for i, login := range []string{"nobody-of-this-name", door.known} {
			wrong.Set("login", login)
			page := w.get(nil, "door "+login, door.path)
			for _, what := range w.asked.During(func() { w.submit(page, "try "+login, door.path, wrong) }) {
				done[i] = append(done[i], strings.TrimRight(what, " 0123456789"))
			}
		}
		if diff := cmp.Diff(done[0], done[1]); diff != "" || len(done[0]) < 3 {
			t.Errorf("%s asks otherwise for a name that somebody has (-nobody +somebody), of %d:\n%s", door.path, len(done[0]), diff)
		}
	}
}

// permissionsOf are the rows of the table of a case, with their patterns for paths.
func permissionsOf(rows []struct{ route, want string }) []permission {
	all := make([]permission, len(rows))
	for i, r := range rows {
		_, pattern, _ := strings.Cut(r.route, " ")
		all[i] = permission{r.route, pattern, r.want}
	}
	return all
}

// ofOneSide are the rows of the table for what is one side's, as they are for whoever
// works with the other; if names are given, those alone whose patterns have one of them.
func ofOneSide(names ...string) []permission {
	var shown []string
	for _, p := range casePermissions {
		if method, pattern, _ := strings.Cut(p.route, " "); method == get && (p.want == withDaniel || p.want == bothSides) {
			shown = append(shown, pattern)
		}
	}
	var rows []permission
	for _, p := range permissionsOf(casePermissions) {
		named := len(names) == 0 || slices.ContainsFunc(names, func(name string) bool { return strings.Contains(p.path, name) })
		if named && slices.Contains(shown, p.path) {
			rows = append(rows, permission{p.route, p.path, "* 404"})
		}
	}
	return rows
}

// compared is how often the work for what is there was held against that for what is
// nowhere, and where it differed.
type compared struct {
	times  int
	differ []string
}

func (c compared) atLeast(t *testing.T, times int) {
	t.Helper()
	if c.times < times {
		t.Errorf("only %d requests were compared, want %d", c.times, times)
	}
	for _, d := range c.differ {
		t.Error(d)
	}
}

// sameWork asks for every address with an id in it as everybody who is kept out of what it
// leads to, or sends a form there, with the ids of what is there and with ids of nothing.
func (w *world) sameWork(table []permission, people []string, ids, none *strings.Replacer) compared {
	w.t.Helper()
	var all compared
	for _, p := range table {
		method, _, _ := strings.Cut(p.route, " ")
		there, nowhere := ids.Replace(p.path), none.Replace(p.path)
		for _, who := range people {
			if there == nowhere || !w.keptOut(table, p, who) {
				continue
			}
			w.work(method, who, nowhere) // what only a first time does is done
			all.times++
			if diff := cmp.Diff(w.work(method, who, nowhere), w.work(method, who, there)); diff != "" {
				all.differ = append(all.differ, p.route+" as "+who+" takes other work for what is there (-not there +not theirs):\n"+diff)
			}
		}
	}
	return all
}

// keptOut says whether somebody is answered that there is nothing, by the table: to what
// they may not see they may not send a form.
func (w *world) keptOut(table []permission, p permission, who string) bool {
	w.t.Helper()
	pattern := strings.TrimSuffix(strings.TrimSuffix(p.path, "/agree"), "/change") // which have no page of their own
	if i := slices.IndexFunc(table, func(q permission) bool { return q.route == "GET "+pattern }); i >= 0 {
		p = table[i]
	}
	return p.status(w.t, who) == http.StatusNotFound
}

// work is what is done for one request, which must be answered that there is nothing.
func (w *world) work(method, who, path string) []string {
	w.t.Helper()
	r := httptest.NewRequest(method, path, nil)
	if method == post {
		r = posting(path, url.Values{"form": {w.formFor(w.people[who], path)}}, nil)
	}
	var answer reply
	done := w.asked.During(func() { answer = w.ask(w.people[who], "work", r) })
	if answer.Code != http.StatusNotFound {
		w.t.Errorf("%s %s as %s: %d, want 404", method, path, who, answer.Code)
	}
	return done
}

// formFor is the id of a form as its page would have it.
func (w *world) formFor(who *visitor, path string) string {
	return nothing + "." + (&visit{secret: who.secret}).bound(casework.FormID(nothing), path)
}
