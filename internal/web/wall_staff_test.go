package web

import (
	"flag"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"amends/internal/casework"
	"amends/internal/practice"
)

// twoWorlds are two services in which the same is given to Ash, and as much else as
// can be differs on Daniel's side. Priya works with Ash alone.
type twoWorlds struct {
	t             *testing.T
	first, second *passing
	round         int
}

func newTwoWorlds(t *testing.T) *twoWorlds {
	t.Helper()
	two := &twoWorlds{t: t, first: newPassing(t, "Daniel Keane", "Short"), second: newPassing(t, "Zebedee Featherstonehaugh", "Crimson heron, "+strings.Repeat("very ", 200)+"long")}
	if two.first.kase != two.second.kase {
		t.Fatal("the two worlds draw otherwise: nothing can be compared")
	}
	return two
}

func (two *twoWorlds) both() []*passing { return []*passing{two.first, two.second} }

// happens does one thing, in each world in its own way or in one alone.
func (two *twoWorlds) happens(d staffDeed) {
	two.t.Helper()
	for _, one := range []struct {
		w  *passing
		do func(*passing)
	}{{two.first, d.both}, {two.second, d.both}, {two.first, d.first}, {two.second, d.second}} {
		if one.do != nil {
			one.do(one.w)
		}
	}
	for _, w := range two.both() {
		w.later(time.Hour)
	}
	two.round++
}

// ask asks for all that links lead Priya to, and if every for everything that she can ask
// and send, in both worlds the same. It gives what she was answered.
func (two *twoWorlds) ask(every bool) (first, second []exchange) {
	two.t.Helper()
	var named []*strings.Replacer
	if every {
		named = append(two.first.named(), two.second.named()...)
	}
	for _, w := range two.both() {
		w.heard[w.people["priya"]] = nil
		w.askAll(strconv.Itoa(two.round), named)
	}
	return two.first.toPriya(), two.second.toPriya()
}

// everyOne is how many deeds pass between two rounds in which every route is asked with
// every id and every form is sent; none with AMENDS_LONG=1. Links are followed after each.
func everyOne() int {
	if os.Getenv("AMENDS_LONG") != "" {
		return 1
	}
	return 3
}

// same fails where Priya is answered otherwise in one world than in the other.
func (two *twoWorlds) same(after string) {
	two.t.Helper()
	first, second := two.ask(two.round%everyOne() == 0)
	if len(first) < 30 {
		two.t.Fatalf("after %q only %d answers were compared", after, len(first))
	}
	for i := range min(len(first), len(second)) {
		if first[i].Path != second[i].Path {
			two.t.Errorf("after %q, %s leads on in one world and %s in the other", after, first[i].Path, second[i].Path)
			break
		}
		if first[i] != second[i] {
			two.t.Errorf("after %q, %s %s shows the other side: in one world\n%s\nin the other\n%s", after, first[i].Method, first[i].Path,
				strings.Join(saidMore(second[i:i+1], first[i:i+1]), "\n"), strings.Join(saidMore(first[i:i+1], second[i:i+1]), "\n"))
		}
	}
	if len(first) != len(second) {
		two.t.Errorf("after %q there are %d pages in one world and %d in the other", after, len(first), len(second))
	}
	if two.t.Failed() {
		two.t.FailNow()
	}
}

// TestTheWallBetweenStaff: to a facilitator who works with one side, nothing shows
// of what happens on the other that is not among what she must know, whichever page,
// list or form she asks for and whatever she sends (P3, P5). Two worlds are compared
// after every deed, byte for byte, headers and lengths included and nothing masked.
func TestTheWallBetweenStaff(t *testing.T) {
	t.Parallel()
	two := newTwoWorlds(t)
	two.same("the beginning")
	for _, d := range staffDeeds() {
		two.happens(d)
		two.same(d.name)
	}
	for what, leak := range map[string]func(*world){"a page that tells how much there is on the other side": leaking, "a list that tells when somebody was last in contact there": leakingRow} {
		pages := [...]http.Handler{two.first.handler, two.second.handler}
		for _, w := range two.both() {
			leak(w.world)
		}
		two.round++
		if first, second := two.ask(false); cmp.Equal(first, second) {
			t.Errorf("%s was not noticed", what)
		}
		two.first.handler, two.second.handler = pages[0], pages[1]
		two.round++
	}
	two.send()
}

// leakingRow wraps a world's pages so that lists say, in a header, when anybody in the case was
// last in contact, whichever side that was: what a row of whoever works with all of it says.
func leakingRow(w *world) {
	inner := w.handler
	w.handler = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/cases" {
			rows, err := w.session("imran", "rows").Cases(w.t.Context(), casework.Filter{})
			w.must(err)
			rw.Header().Set("X-Touched", strconv.FormatInt(int64(rows[0].Touched), 10))
		}
		inner.ServeHTTP(rw, r)
	})
}

// TestWhatStaffOfOneSideMustKnow holds the one table of what she is told of the other
// side's doings ([mustKnow]): for each, what her pages say in the world where it happened
// and not in the other, and nothing beside it. Once it has happened in both, they are the same again.
func TestWhatStaffOfOneSideMustKnow(t *testing.T) {
	t.Parallel()
	two, all := newTwoWorlds(t), &strings.Builder{}
	for _, k := range mustKnow() {
		if k.before != nil {
			two.happens(staffDeed{name: k.name, both: k.before})
			two.same("before " + k.name)
		}
		k.do(two.second)
		two.round++
		first, second := two.ask(false)
		fmt.Fprintf(all, "%s: %s\n\n\t%s\n\n", k.name, k.reason, strings.Join(saidMore(first, second), "\n\t"))
		k.do(two.first)
		two.round++
		two.same("in both: " + k.name)
	}
	golden(t, "staff-must-know.txt", all.String())
}

var update = flag.Bool("update", false, "write the golden files anew")

// golden holds what was got against a file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

// saidMore are the texts of pages that stand in the second answers and nowhere in the first, each once, sorted.
func saidMore(first, second []exchange) []string {
	known := map[string]bool{}
	for _, x := range first {
		for _, line := range saidOn(x.Answer) {
			known[line] = true
		}
	}
	var more []string
	for _, x := range second {
		for _, line := range saidOn(x.Answer) {
			if !known[line] {
				known[line] = true
				more = append(more, line)
			}
		}
	}
	slices.Sort(more)
	return more
}

// send sends every form filled in, in both worlds the same, and compares what comes of each;
// what ends the work comes last.
func (two *twoWorlds) send() {
	two.t.Helper()
	paths := two.first.forms()
	slices.SortStableFunc(paths, func(a, b string) int { return ends(a) - ends(b) })
	done := 0
	for _, path := range paths {
		var answers []string
		for _, w := range two.both() {
			answer := w.sendFilled("send "+path, path)
			if answer.Code == http.StatusSeeOther {
				done++
			}
			answers = append(answers, whole(answer))
		}
		if diff := cmp.Diff(answers[0], answers[1]); diff != "" {
			two.t.Errorf("what comes of sending %s shows the other side:\n%s", path, diff)
		}
	}
	two.round += everyOne() - two.round%everyOne()
	two.same("everything was sent")
	if done < 2*15 {
		two.t.Errorf("only %d forms were taken in two worlds", done)
	}
}

// ends puts what ends the work behind everything else.
func ends(path string) int {
	for i, last := range []string{"/withdraw", "/stop", "/hold", "/erase", "/close", "/conflict"} {
		if strings.HasSuffix(path, last) {
			return i + 1
		}
	}
	return 0
}

func (w *passing) toPriya() []exchange { return w.heard[w.people["priya"]] }

// askAll asks for the pages that links lead to, what is found by a search, and every route with
// each of the ids named, and sends every form found there with nothing in it.
func (w *passing) askAll(label string, named []*strings.Replacer) {
	w.t.Helper()
	priya, asked := w.people["priya"], map[string]bool{}
	for _, r := range Routes() {
		if r.Method != get || r.Rule.who == whoParticipant || !staffPages(r.Pattern) {
			continue
		}
		for _, ids := range named {
			if path := ids.Replace(r.Pattern); !asked[path] {
				asked[path] = true
				w.askOne(priya, label, path)
			}
		}
	}
	w.walk(priya, label, staffPages, "/", "/cases?of=all", "/cases?of=closed", "/cases?of=uncovered", "/cases?of=mine", string("/cases/"+w.kase+"/looks"))
	search := w.get(priya, "find "+label, "/cases")
	w.submit(search, "found "+label, "/cases", url.Values{"q": {"e"}})
}

// askOne asks for one page, and sends its form with nothing filled in, if it has one that
// can be refused: what one press would do is sent at the end.
func (w *passing) askOne(who *visitor, label, path string) {
	page := w.get(who, label+" "+path, path)
	values := page.hidden(path)
	if values.Get("form") == "" || onePress(path) {
		return
	}
	w.ask(who, "post "+label+path, posting(path, values, page.set))
}

// onePress says whether a form of a case does its work with nothing filled in.
func onePress(path string) bool {
	return slices.ContainsFunc([]string{"/withdraw", "/confirm", "/erase", "/conflict", "/shut-out", "/let-in", "/clear", "/renew", "/lift", "/release", "/reopen"}, func(end string) bool { return strings.HasSuffix(path, end) }) ||
		slices.ContainsFunc([]string{"/deallocate/", "/strike/", "/told/", "/contact/"}, func(part string) bool { return strings.Contains(path, part) })
}

// staffPages are the addresses of staff's pages, without what is the same for
// everybody and what ends the session.
func staffPages(path string) bool {
	return !strings.HasPrefix(path, "/a/") && !strings.HasPrefix(path, "/leave") && !strings.HasPrefix(path, "/sign-out") && !strings.HasPrefix(path, "/p/") && path != "/p"
}

// forms are the addresses of the forms of the case that Priya can open now.
func (w *passing) forms() []string {
	var all []string
	ids := w.named()
	for _, r := range Routes() {
		if r.Method != post || r.Rule.who != whoCase {
			continue
		}
		for _, one := range ids {
			path := one.Replace(r.Pattern)
			if !slices.Contains(all, path) && w.get(w.people["priya"], "form "+path, path).hidden(path).Get("form") != "" {
				all = append(all, path)
			}
		}
	}
	return all
}

// sendFilled opens a form and sends it with something in every field.
func (w *passing) sendFilled(label, path string) reply {
	w.t.Helper()
	page := w.get(w.people["priya"], "open "+label, path)
	if page.Code != http.StatusOK || page.hidden(path).Get("form") == "" {
		return page // what was sent before took it away; in both worlds alike
	}
	return w.ask(page.who, label, posting(path, filledIn(w.t, page.Body.String(), path), page.set))
}

// named are the ids of the case, one of each kind in each, so that every route can be asked
// for everything there is.
func (w *passing) named() []*strings.Replacer {
	w.t.Helper()
	all := w.idsOf(w.view("helen").State)
	for _, name := range wildcards() {
		if _, known := all[name]; !known {
			w.t.Fatalf("no id is asked for as %s", name)
		}
	}
	most := 0
	for _, ids := range all {
		most = max(most, len(ids))
	}
	replacers := make([]*strings.Replacer, 0, most)
	for i := range most {
		var pairs []string
		for name, ids := range all {
			id := nothing
			if len(ids) > 0 {
				id = ids[i%len(ids)]
			}
			pairs = append(pairs, name, id)
		}
		replacers = append(replacers, strings.NewReplacer(pairs...))
	}
	return replacers
}

// idsOf are all the ids of the case, by the name that routes have for their kind.
func (w *passing) idsOf(state practice.Case) map[string][]string {
	var permissions []practice.Permission
	for _, b := range state.Bars {
		permissions = append(permissions, b.Permissions...)
	}
	var undertakings []practice.Promise
	for _, a := range state.Agreements {
		undertakings = append(undertakings, a.Undertakings...)
	}
	parties := idsIn(state.Parties, func(p practice.Party) practice.PartyID { return p.ID })
	return map[string][]string{
		"{$}": {""}, "{case}": {string(w.kase)}, "{staff}": {string(w.people["tom"].staff)}, "{home}": {"file"}, "{act}": w.lastActs(),
		"{party}": parties, "{of}": parties,
		"{side}":        idsIn(state.Parties, func(p practice.Party) practice.SideID { return p.Side }),
		"{crossing}":    idsIn(state.Crossings, func(x practice.Crossing) practice.CrossingID { return x.ID }),
		"{content}":     idsIn(state.Contents, func(c practice.Content) practice.ContentID { return c.ID }),
		"{bar}":         idsIn(state.Bars, func(b practice.Bar) practice.BarID { return b.ID }),
		"{permission}":  idsIn(permissions, func(p practice.Permission) practice.PermissionID { return p.ID }),
		"{harm}":        idsIn(state.Harms, func(h practice.Harm) practice.HarmID { return h.ID }),
		"{assessment}":  idsIn(state.Assessed, func(a practice.Assessment) practice.AssessmentID { return a.ID }),
		"{question}":    idsIn(state.Questions, func(q practice.Question) practice.QuestionID { return q.ID }),
		"{incident}":    idsIn(state.Incidents, func(i practice.Incident) practice.IncidentID { return i.ID }),
		"{disclosure}":  idsIn(state.Disclosed, func(d practice.Disclosure) practice.DisclosureID { return d.ID }),
		"{undertaking}": idsIn(undertakings, func(u practice.Promise) practice.UndertakingID { return u.ID }),
		"{spoken}":      idsIn(state.SpokenOf, func(s practice.SpokenOf) practice.SpokenOfID { return s.ID }),
		"{helper}":      idsIn(state.Helpers, func(h practice.Helper) practice.HelperID { return h.ID }),
		"{kind}":        idsIn(practice.Kinds(), func(k practice.Kind) practice.Kind { return k }),
		"{thing}":       idsIn(things(), func(s said[practice.Thing]) practice.Thing { return s.value }),
	}
}

// idsIn are the ids of a list.
func idsIn[T any, ID ~string](list []T, id func(T) ID) []string {
	all := make([]string, len(list))
	for i, one := range list {
		all[i] = string(id(one))
	}
	return all
}

// lastActs are the acts of the last hours, and the first: each was among the last once.
func (w *passing) lastActs() []string {
	var all []string
	for _, line := range w.view("helen").Story {
		if line.Event == nil {
			continue
		}
		if act := string(line.Event.Stamped().Act); !slices.Contains(all, act) {
			all = append(all, act)
		}
	}
	const most = 9
	return append(all[:1:1], all[max(1, len(all)-most):]...)
}

// TestStaffOfOneSideGetOneAnswer: to a facilitator of one side, what is the other's and what
// is nowhere get one answer, byte for byte (P5).
func TestStaffOfOneSideGetOneAnswer(t *testing.T) {
	t.Parallel()
	w := newCaseCrowd(t)
	ids, none := w.ids(), noIDs(string(w.kase))
	for _, p := range casePermissions {
		if (permission{p.route, "", p.want}).status(t, "priya") != http.StatusNotFound || !strings.HasPrefix(p.route, "GET /cases/{case}/") {
			continue
		}
		theirs, made := w.pathOf(p.route, ids), w.pathOf(p.route, none)
		a, b := w.get(w.people["priya"], "one answer", theirs), w.get(w.people["priya"], "one answer", made)
		if whole(a) != whole(b) {
			t.Errorf("%s answers otherwise for what is the other side’s", p.route)
		}
	}
}
