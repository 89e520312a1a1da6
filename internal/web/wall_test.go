package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"amends/internal/practice"
)

// event finds one event of what a command did.
func event[E practice.Event](t *testing.T, events []practice.Event) E {
	t.Helper()
	for _, e := range events {
		if one, is := e.(E); is {
			return one
		}
	}
	t.Fatalf("no %T among %d events", *new(E), len(events))
	return *new(E)
}

// given names what stands in Ash's box.
type given struct{ question, content, consent, crossing string }

// givenToAsh gives Ash a notice, has her approached by voice and asked on her
// page, takes down her words and puts them before her, and records what she
// agreed to.
func (w *world) givenToAsh() given {
	w.t.Helper()
	ash, daniel := []practice.PartyID{w.parties["ash"]}, []practice.PartyID{w.parties["daniel"]}
	consent := event[practice.ConsentGiven](w.t, w.do("priya", "first talk", practice.RecordContact{Parties: ash, Means: practice.Phone, Note: "She likes the blue kettle", Limits: true, Identity: true, Asking: practice.AskMe,
		Consents: []practice.Consenting{{To: practice.ToWork, Means: practice.Any, Form: practice.SpokenForm, Text: "Northfold being in touch with me"}}}))
	notice := w.do("imran", "notice", practice.Propose{Kind: practice.Notice, To: ash, Means: practice.Phone, Notice: practice.NothingToArrange,
		Clear: &practice.Clearing{Carrier: w.people["imran"].staff, Until: w.in(48 * time.Hour)}})
	w.do("imran", "notice given", practice.Deliver{Delivering: practice.Delivering{Crossing: event[practice.CrossingProposed](w.t, notice).Crossing, Extent: practice.Whole}})
	w.approach(daniel, ash)
	letter := w.do("imran", "his letter", practice.WriteContent{Author: daniel[0], Kind: practice.Letter, Text: w.his})
	crossing := event[practice.CrossingProposed](w.t, w.do("imran", "propose his letter", practice.Propose{Kind: practice.Letter, From: daniel, To: ash, Means: practice.Page,
		Content: event[practice.ContentCommitted](w.t, letter).Content})).Crossing
	asked := w.do("imran", "ask", practice.Ask{Party: ash[0], About: practice.AskedToReceive, Crossing: crossing, Text: "Would you like to have a letter?"})
	hers := event[practice.ContentWritten](w.t, w.do("priya", "her words", practice.WriteContent{Author: ash[0], Kind: practice.Letter, Text: "What happened to the watch?"}))
	w.do("priya", "show her words", practice.ShowWording{Content: hers.Content, Copy: practice.Copy{Salt: hers.Salt, Text: hers.Text}, For: "Daniel, by post"})
	return given{question: string(event[practice.QuestionPut](w.t, asked).Question), content: string(hers.Content), consent: string(consent.Consent), crossing: string(crossing)}
}

// approach has somebody on the other side asked by voice, with all that it takes.
func (w *world) approach(from, to []practice.PartyID) {
	w.t.Helper()
	harm := w.view("imran").State.Harms[0].ID
	proposed := w.do("imran", "approach", practice.Propose{Kind: practice.Approach, From: from, To: to, Means: practice.Phone, Text: "He would like to say something.",
		Judgement: &practice.Judging{GoAhead: true, Text: "She is well supported."}})
	crossing, content := event[practice.CrossingProposed](w.t, proposed), event[practice.ContentCommitted](w.t, proposed)
	w.do("imran", "he agrees to the approach", practice.RecordContact{Parties: from, Means: practice.InPerson, Limits: true, Acknowledges: []practice.Acknowledging{{Harm: harm, Answer: practice.Yes}},
		Consents: []practice.Consenting{{To: practice.ToSend, Kind: practice.Approach, Towards: to, Means: practice.Phone, Content: content.Content, Wording: content.Wording, Form: practice.SpokenForm}}})
	w.do("imran", "clear the approach", practice.Clear{Crossing: crossing.Crossing, Clearing: practice.Clearing{Carrier: w.people["imran"].staff, Until: w.in(48 * time.Hour)}})
	w.do("imran", "make the approach", practice.Deliver{Delivering: practice.Delivering{Crossing: crossing.Crossing, Extent: practice.Whole, From: "Daniel"}})
}

// in is the instant so long from now.
func (w *world) in(d time.Duration) practice.Instant {
	w.mu.Lock()
	defer w.mu.Unlock()
	return practice.InstantOf(w.now.Add(d))
}

// deed is one thing that happens in both worlds, or in the second alone.
type deed struct {
	name  string
	other bool // only in the second world: on the other side of the wall
	do    func(w *world, g *given)
}

// deeds are a stretch of one case. What the other side does in the second world
// alone is as much as it can be: a login, notes, letters, a refusal, a bar, a
// withdrawal, a stop, and staff at work.
var deeds = []deed{
	{"the other side signs in", true, func(w *world, _ *given) { w.letIn("tom", "daniel", "daniel") }},
	{"the other side talks", true, func(w *world, _ *given) {
		w.do("tom", "talk", practice.RecordContact{Parties: w.side("daniel"), Means: practice.InPerson, Note: "Crimson heron", Account: "Crimson heron, at length",
			SafeContact: "Never before noon", Readiness: practice.NotReady, Questions: []string{"Crimson heron?"}})
	}},
	{"he saves something for later", true, func(w *world, _ *given) {
		page := w.get(w.people["daniel"], "see his contact", "/p/contact")
		w.submit(page, "for later", "/p/contact", url.Values{"text": {"Crimson heron"}, "later": {"yes"}}).leads(w.t, "/p?done=kept")
	}},
	{"something is given", false, func(w *world, g *given) { *g = w.givenToAsh() }},
	{"more letters", true, func(w *world, _ *given) {
		for n := range 3 {
			text := "Crimson heron " + strings.Repeat("again ", n+1)
			w.do("tom", "another letter "+strconv.Itoa(n), practice.WriteContent{Author: w.parties["daniel"], Kind: practice.Letter, Text: text})
		}
	}},
	{"she looks at her words and wants others", false, func(w *world, g *given) {
		page := w.get(w.people["ash"], "see words", "/p/words/"+g.content)
		check := w.submit(page, "change", "/p/words/"+g.content, url.Values{"words": {wordsChange}, "text": {"What happened to Dad’s watch?"}})
		w.submit(check, "send", "/p/words/"+g.content+"/change", nil)
	}},
	{"her words are put before her again", false, func(w *world, g *given) {
		hers := event[practice.ContentWritten](w.t, w.do("priya", "her other words", practice.ReviseContent{Content: practice.ContentID(g.content), Text: "What happened to Dad’s watch?"}))
		w.do("priya", "show her other words", practice.ShowWording{Content: hers.Content, Copy: practice.Copy{Salt: hers.Salt, Text: hers.Text}, For: "Daniel, by post"})
	}},
	{"she agrees to them", false, func(w *world, g *given) {
		page := w.get(w.people["ash"], "see other words", "/p/words/"+g.content)
		check := w.submit(page, "agree", "/p/words/"+g.content, url.Values{"words": {wordsAgree}})
		w.submit(check, "agreed", "/p/words/"+g.content+"/agree", nil)
	}},
	{"a bar", true, func(w *world, _ *given) {
		w.do("tom", "bar", practice.RecordBar{Kind: practice.LicenceCondition, On: w.side("daniel"), Means: []practice.Means{practice.Any}, Text: "Crimson heron"})
	}},
	{"she saves half an answer", false, func(w *world, g *given) {
		page := w.get(w.people["ash"], "see question first", "/p/questions/"+g.question)
		w.submit(page, "half", "/p/questions/"+g.question, url.Values{"text": {"By day"}, "later": {"yes"}}).leads(w.t, "/p?done=kept")
	}},
	{"she answers", false, func(w *world, g *given) {
		page := w.get(w.people["ash"], "see question", "/p/questions/"+g.question)
		w.submit(page, "answer", "/p/questions/"+g.question, url.Values{"answer": {string(practice.Yes)}, "text": {"By daylight"}})
	}},
	{"he takes everything back", true, func(w *world, _ *given) {
		w.do("tom", "take back", practice.RecordContact{Parties: w.side("daniel"), Means: practice.Phone, TakesBackAll: true,
			Refusals: []practice.Refusing{{To: practice.ToSend, Kind: practice.Letter, Towards: w.side("ash"), Answer: practice.No}}})
	}},
	{"he stops", true, func(w *world, _ *given) {
		page := w.get(w.people["daniel"], "see stop", "/p/stop")
		w.submit(page, "stop", "/p/stop", url.Values{"sure": {"yes"}})
	}},
	{"she takes something back", false, func(w *world, g *given) {
		page := w.get(w.people["ash"], "see consent", "/p/agreed/"+g.consent)
		w.submit(page, "take back", "/p/agreed/"+g.consent, nil)
	}},
	{"somebody leaves the other side", true, func(w *world, _ *given) {
		w.do("helen", "deallocate tom", practice.Deallocate{Staff: w.people["tom"].staff})
	}},
	{"she says how to reach her", false, func(w *world, _ *given) {
		page := w.get(w.people["ash"], "see contact", "/p/contact")
		w.submit(page, "contact", "/p/contact", url.Values{"text": {"Text first, after 5pm"}})
	}},
	{"she stops everything", false, func(w *world, _ *given) {
		page := w.get(w.people["ash"], "see stop", "/p/stop")
		w.submit(page, "stop", "/p/stop", url.Values{"sure": {"yes"}})
	}},
	{"she starts again", false, func(w *world, _ *given) {
		before := w.get(w.people["ash"], "see before", "/p/before")
		w.submit(before, "go on", "/p/before", nil)
		page := w.get(w.people["ash"], "see start", "/p/start")
		w.submit(page, "start", "/p/start", url.Values{"sure": {"yes"}})
	}},
	{"she agrees by telephone, and is asked again on her page", false, func(w *world, g *given) { g.question = w.askedAgain(g) }},
	{"he is erased", true, func(w *world, _ *given) { w.do("helen", "erase", practice.Erase{Party: w.parties["daniel"]}) }},
	{"she says no on her page", false, func(w *world, g *given) {
		page := w.get(w.people["ash"], "see question again", "/p/questions/"+g.question)
		w.submit(page, "answer no", "/p/questions/"+g.question, url.Values{"answer": {string(practice.No)}})
	}},
}

// askedAgain has Ash agree by telephone to having his letter, and asks her the same on her page.
func (w *world) askedAgain(g *given) string {
	w.t.Helper()
	w.do("imran", "take in what waits", practice.RecordContact{Parties: w.side("ash"), Means: practice.Phone}) // so that what it draws is not drawn below
	w.do("priya", "she agrees by telephone", practice.RecordContact{Parties: w.side("ash"), Means: practice.Phone,
		Consents: []practice.Consenting{{To: practice.ToReceive, Kind: practice.Letter, Towards: w.side("daniel"), Means: practice.Page, Form: practice.SpokenForm, Text: "Having his letter on my page"}}})
	asked := w.do("imran", "ask again", practice.Ask{Party: w.parties["ash"], About: practice.AskedToReceive, Crossing: practice.CrossingID(g.crossing), Text: "Would you still like to have a letter?"})
	return string(event[practice.QuestionPut](w.t, asked).Question)
}

func (w *world) side(party string) []practice.PartyID { return []practice.PartyID{w.parties[party]} }

// ownPages are the addresses of a participant's pages.
func ownPages(path string) bool { return strings.HasPrefix(path, "/p") }

// TestTheWall holds two worlds that differ on the other side in everything that
// was not given, and compares after every deed all that Ash was ever answered,
// byte for byte, headers and lengths included and nothing masked (P3). A handler
// that leaks as little as a number must be noticed.
func TestTheWall(t *testing.T) {
	t.Parallel()
	first, second := newWallWorld(t, "Daniel Keane", "He likes the green ladder"), newWallWorld(t, "Zebedee Featherstonehaugh", "Crimson heron, "+strings.Repeat("very ", 200)+"long")
	gave, gave2 := &given{}, &given{}
	for i, d := range deeds {
		if !d.other {
			d.do(first, gave)
		}
		d.do(second, gave2)
		first.later(time.Hour)
		second.later(time.Hour)
		for _, w := range []*world{first, second} {
			if n := w.walk(w.people["ash"], strconv.Itoa(i), ownPages, "/p", "/p/before", "/p/start"); n < 7 {
				t.Fatalf("after %q only %d pages were reached", d.name, n)
			}
		}
		if diff := cmp.Diff(first.toAsh(), second.toAsh()); diff != "" {
			t.Fatalf("after %q the other side shows:\n%s", d.name, diff)
		}
	}
	checkAllVisited(t, first.toAsh())
	leaking(first)
	leaking(second)
	first.get(first.people["ash"], "leak", "/p")
	second.get(second.people["ash"], "leak", "/p")
	if cmp.Equal(first.toAsh(), second.toAsh()) {
		t.Error("a page that tells how much there is on the other side was not noticed")
	}
}

func (w *world) toAsh() []exchange { return w.heard[w.people["ash"]] }

// checkAllVisited fails for a participant's route that was never asked.
func checkAllVisited(t *testing.T, asked []exchange) {
	t.Helper()
	mux, left := http.NewServeMux(), map[string]bool{}
	for _, r := range Routes() {
		if r.Rule.who == whoParticipant {
			mux.HandleFunc(r.Method+" "+r.Pattern, http.NotFound)
			left[r.Method+" "+r.Pattern] = true
		}
	}
	for _, x := range asked {
		_, pattern := mux.Handler(httptest.NewRequest(x.Method, x.Path, nil))
		delete(left, pattern)
	}
	for route := range left {
		t.Errorf("%s was never compared", route)
	}
}

func newWallWorld(t *testing.T, responsible, story string) *world {
	t.Helper()
	w := newWorld(t)
	w.opened(responsible, story)
	w.letIn("priya", "ash", "ash")
	return w
}

// leaking wraps a world's pages so that each says in a header how many entries
// its case has: the smallest thing that must not be seen.
func leaking(w *world) {
	inner := w.handler
	w.handler = http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("X-Entries", strconv.Itoa(w.view("helen").State.Events))
		inner.ServeHTTP(rw, r)
	})
}
