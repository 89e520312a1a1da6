package web

import (
	"html"
	"net/url"
	"strings"
	"testing"
	"time"

	"amends/internal/practice"
)

// TestWhatIsSavedForLaterStaysTheirs: a form left half written comes back as it was
// typed, whatever is wrong with it, to nobody else, until it is sent.
func TestWhatIsSavedForLaterStaysTheirs(t *testing.T) {
	t.Parallel()
	w := newWallWorld(t, "Daniel Keane", "He likes the green ladder")
	g := w.givenToAsh()
	ash := w.people["ash"]
	const typed = "Only by daylight, and not alone"
	const unsent = "You have not sent this yet."
	for _, c := range []struct {
		path   string
		half   url.Values
		action string
		whole  url.Values
		done   string
	}{
		{path: "/p/questions/" + g.question, half: url.Values{"text": {typed}}, whole: url.Values{"text": {typed}, "answer": {"later"}}, done: "answered"},
		{path: "/p/contact", half: url.Values{"text": {typed}}, whole: url.Values{"text": {typed}}, done: "saved"},
		{path: "/p/words/" + g.content, half: url.Values{"words": {wordsChange}, "text": {typed}}, action: "/change", whole: url.Values{"text": {typed}}, done: "answered"},
	} {
		page := w.get(ash, "fresh "+c.path, c.path)
		if strings.Contains(page.Body.String(), unsent) {
			t.Errorf("%s: it is not fresh", c.path)
		}
		c.half.Set("later", "yes")
		w.submit(page, "half "+c.path, c.path, c.half).leads(t, "/p?done=kept")
		w.submit(page, "half twice "+c.path, c.path, c.half).leads(t, "/p?done=already")
		w.get(ash, "kept", "/p?done=kept").says(t, 200, "Saved, and not sent.", "Only you can see it.")
		w.later(49 * time.Hour)
		back := w.get(ash, "back "+c.path, c.path)
		back.says(t, 200, unsent, typed)
		if c.action != "" {
			c.whole = url.Values{"words": {wordsChange}, "text": {typed}}
			back = w.submit(back, "check "+c.path, c.path, c.whole)
			c.path += c.action
		}
		w.submit(back, "send "+c.path, c.path, c.whole).leads(t, "/p?done="+c.done)
		w.get(ash, "sent "+c.path, strings.TrimSuffix(c.path, c.action)).saysNot(t, unsent)
	}
}

// TestNothingSavedForLaterIsRead by whoever works with them: it stands on no page of
// staff, also where they open every file.
func TestNothingSavedForLaterIsRead(t *testing.T) {
	t.Parallel()
	w := newWallWorld(t, "Daniel Keane", "He likes the green ladder")
	g := w.givenToAsh()
	const typed = "Nobody is to read this yet"
	path := "/p/questions/" + g.question
	w.submit(w.get(w.people["ash"], "q", path), "half", path, url.Values{"text": {typed}, "later": {"yes"}}).leads(t, "/p?done=kept")
	pages := 0
	for _, name := range []string{"priya", "imran", "helen"} {
		w.walk(w.people[name], name, func(to string) bool {
			if strings.Contains(html.UnescapeString(w.get(w.people[name], "look "+to, to).Body.String()), typed) {
				t.Errorf("%s reads it on %s", name, to)
			}
			pages++
			return strings.HasPrefix(to, "/cases")
		}, "/", "/cases", "/cases/"+string(w.kase))
	}
	if pages < 30 {
		t.Errorf("only %d pages were read", pages)
	}
}

// TestNothingTypedNothingKept: who leaves a form as it was is told that nothing was
// sent, and what they had kept before and cleared is gone.
func TestNothingTypedNothingKept(t *testing.T) {
	t.Parallel()
	w := newWallWorld(t, "Daniel Keane", "He likes the green ladder")
	path := "/p/questions/" + w.givenToAsh().question
	later := func(label, text, done string) {
		t.Helper()
		w.submit(w.get(w.people["ash"], label, path), "later "+label, path, url.Values{"text": {text}, "later": {"yes"}}).leads(t, "/p?done="+done)
	}
	later("nothing", "", "later")
	later("something", "half a sen", "kept")
	later("cleared", "", "later")
	w.get(w.people["ash"], "after", path).saysNot(t, "You have not sent this yet.")
}

// TestChangingWordsFurtherKeepsThem: from the check before sending there is a way back
// to what was typed, and what was kept for words that have changed since says so.
func TestChangingWordsFurtherKeepsThem(t *testing.T) {
	t.Parallel()
	w := newWallWorld(t, "Daniel Keane", "He likes the green ladder")
	g := w.givenToAsh()
	path, typed := "/p/words/"+g.content, "Where is the watch now?"
	check := w.submit(w.get(w.people["ash"], "w1", path), "change", path, url.Values{"words": {wordsChange}, "text": {typed}})
	check.says(t, 200, "Check before you send", typed)
	more := w.submit(check, "more", path+"/change", url.Values{"more": {"yes"}})
	more.says(t, 200, "The words you want", typed)
	check = w.submit(more, "again", path, url.Values{"words": {wordsChange}, "text": {typed}})
	w.submit(check, "for later", path+"/change", url.Values{"later": {"yes"}}).leads(t, "/p?done=kept")
	w.get(w.people["ash"], "w2", path).says(t, 200, typed)
	revised := event[practice.ContentWritten](t, w.do("priya", "revise", practice.ReviseContent{Content: practice.ContentID(g.content), Text: "Was the watch found?"}))
	w.do("priya", "show again", practice.ShowWording{Content: revised.Content, Copy: practice.Copy{Salt: revised.Salt, Text: revised.Text}, For: "Daniel, by post"})
	w.get(w.people["ash"], "w3", path).says(t, 200, "The words were changed after you saved yours", "Was the watch found?", typed)
}
