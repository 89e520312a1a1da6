package web

import (
	"net/url"
	"strings"
	"testing"

	"amends/internal/practice"
)

// A no on her page takes off the page what she had agreed to by telephone of the
// same sort, and nothing else.
func TestANoTakesOffWhatWasAgreedByTelephone(t *testing.T) {
	t.Parallel()
	w := newWallWorld(t, "Daniel Keane", "He likes the green ladder")
	g := w.givenToAsh()
	g.question = w.askedAgain(&g)
	ash, question := w.people["ash"], "/p/questions/"+g.question
	standing := func(label string) int {
		page := w.get(ash, label, "/p/agreed")
		page.says(t, 200, "Having his letter on my page", "Northfold being in touch with me")
		return strings.Count(page.Body.String(), "Take this back")
	}
	before := standing("agreed")
	w.submit(w.get(ash, "question", question), "no", question, url.Values{"answer": {string(practice.No)}}).leads(t, "/p?done=answered")
	if after := standing("agreed after"); after != before-1 {
		t.Errorf("%d things can be taken back, %d before she said no", after, before)
	}
	w.get(ash, "ended", "/p/agreed").says(t, 200, "Taken back on")
}
