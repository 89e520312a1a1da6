package web

import (
	"html"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"amends/internal/practice"
)

// carriedBy has his letter cleared for somebody who works with Ash, before anybody
// who works with him acted again.
func (w *world) carriedBy(carrier string) practice.CrossingID {
	w.t.Helper()
	w.givenToAsh()
	ash, daniel := w.side("ash"), w.side("daniel")
	written := w.do("imran", "a letter to carry", practice.WriteContent{Author: daniel[0], Kind: practice.Letter, Text: "About the green ladder"})
	content := event[practice.ContentCommitted](w.t, written)
	x := event[practice.CrossingProposed](w.t, w.do("imran", "propose it", practice.Propose{Kind: practice.Letter, From: daniel, To: ash, Means: practice.InPerson, Content: content.Content})).Crossing
	w.do("imran", "read it", practice.ReadContent{Content: content.Content, Wording: content.Wording, Verdict: practice.Passed})
	w.do("imran", "assess it", practice.Assess{Kind: practice.Letter, Means: practice.InPerson, Parties: append(daniel, ash...), GoAhead: true, Text: "Fine"})
	w.do("imran", "he agrees to it", practice.RecordContact{Parties: daniel, Means: practice.InPerson, Consents: []practice.Consenting{{
		To: practice.ToSend, Kind: practice.Letter, Towards: ash, Means: practice.InPerson, Content: content.Content, Wording: content.Wording, Form: practice.Signed}}})
	w.do("imran", "she agrees to it", practice.RecordContact{Parties: ash, Means: practice.InPerson, Identity: true, Consents: []practice.Consenting{{
		To: practice.ToReceive, Kind: practice.Letter, Towards: daniel, Means: practice.InPerson, Form: practice.Signed}}})
	w.do(carrier, "clear it for themselves", practice.Clear{Crossing: x, Clearing: practice.Clearing{Carrier: w.people[carrier].staff, Until: w.in(48 * time.Hour)}})
	return x
}

// Who carries words that nobody has given her the key to is told so before she
// types anything, and again if she saves it; once a colleague who holds the key has acted, neither (P9).
func TestWordsThatTheCarrierDoesNotHold(t *testing.T) {
	t.Parallel()
	w := newWallWorld(t, "Daniel Keane", "He likes the green ladder")
	x := w.carriedBy("priya")
	deliver, contact := "/cases/"+string(w.kase)+"/crossing/"+string(x)+"/deliver", "/cases/"+string(w.kase)+"/contact/"+string(w.parties["ash"])
	hint := (&practice.Refusal{Code: practice.WordsNotHeld}).Sentence()
	w.get(w.people["priya"], "contact form", contact).says(t, 200, hint)
	page := w.get(w.people["priya"], "form", deliver)
	page.says(t, 200, "You cannot open these words yet", hint)
	w.submit(page, "handed over", deliver, url.Values{"extent": {string(practice.Whole)}}).says(t, 409, hint)
	w.do("tom", "anything", practice.RecordContact{Parties: w.side("daniel"), Means: practice.Phone, Note: "Rang"})
	page = w.get(w.people["priya"], "form again", deliver)
	page.saysNot(t, hint)
	w.submit(page, "handed over now", deliver, url.Values{"extent": {string(practice.Whole)}, "copy": {"yes"}}).leads(t, "/cases/"+string(w.kase)+"?done=saved")
	items := w.get(w.people["ash"], "her box", "/p")
	items.says(t, 200, "A letter")
}

// saysNot fails if an answer has these words.
func (r reply) saysNot(t *testing.T, word string) {
	t.Helper()
	if r.Code != 200 || strings.Contains(html.UnescapeString(r.Body.String()), word) {
		t.Errorf("%d, the page still says %q", r.Code, word)
	}
}

// TestASenderIsNamedByWhatTheyAre unless somebody types a name: not even by a
// facilitator of both sides, who reads all names (P3).
func TestASenderIsNamedByWhatTheyAre(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{"": "A letter from the responsible person", "Danny": "A letter from Danny"} {
		w := newWallWorld(t, "Daniel Keane", "He likes the green ladder")
		x := string(w.carriedBy("imran"))
		to := "/cases/" + string(w.kase) + "/contact/" + string(w.parties["ash"])
		page := w.get(w.people["imran"], "contact form", to)
		page.says(t, 200, `name="from-`+x+`" type="text" value="the responsible person"`)
		filled := url.Values{"reached": {"yes"}, "means": {string(practice.InPerson)}, "handed-" + x: {string(practice.Whole)}, "copy-" + x: {"yes"}}
		if typed != "" {
			filled.Set("from-"+x, typed)
		}
		w.submit(page, "handed over", to, filled).leads(t, "/cases/"+string(w.kase)+"?done=saved")
		w.get(w.people["ash"], "her box", "/p").says(t, 200, want)
	}
	w := newWallWorld(t, "Daniel Keane", "He likes the green ladder")
	deliver := "/cases/" + string(w.kase) + "/crossing/" + string(w.carriedBy("imran")) + "/deliver"
	w.get(w.people["imran"], "deliver form", deliver).says(t, 200, `value="the responsible person"`)
}

// TestWhetherTheyMayReadItAgainIsAsked of whoever handed a text over: nothing of it stands
// on their page unless somebody says so, and nothing of what did not reach them whole (P10).
func TestWhetherTheyMayReadItAgainIsAsked(t *testing.T) {
	t.Parallel()
	const words = "About the green ladder"
	for name, c := range map[string]struct {
		extent practice.Extent
		again  []string
		shown  bool
	}{
		"yes":  {practice.Whole, []string{"yes"}, true},
		"no":   {practice.Whole, []string{"no"}, false},
		"part": {practice.Partly, []string{"yes"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWallWorld(t, "Daniel Keane", "He likes the green ladder")
			x := string(w.carriedBy("imran"))
			to := "/cases/" + string(w.kase) + "/contact/" + string(w.parties["ash"])
			filled := url.Values{"reached": {"yes"}, "means": {string(practice.InPerson)}, "handed-" + x: {string(c.extent)}}
			if c.extent == practice.Whole {
				unsaid := w.submit(w.get(w.people["imran"], "contact form", to), "not said", to, filled)
				unsaid.says(t, 422, "Choose whether they may read it again")
			}
			filled["copy-"+x] = c.again
			w.submit(w.get(w.people["imran"], "contact form again", to), "handed over", to, filled).leads(t, "/cases/"+string(w.kase)+"?done=saved")
			shown := false
			for n := range 5 {
				given := w.get(w.people["ash"], "given "+strconv.Itoa(n), "/p/given/"+strconv.Itoa(n+1))
				shown = shown || strings.Contains(given.Body.String(), words)
			}
			if shown != c.shown {
				t.Errorf("the words stand on her page: %t, want %t", shown, c.shown)
			}
			w.get(w.people["ash"], "her box", "/p").says(t, 200, "A letter")
		})
	}
}
