package web

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/profile"
	"amends/internal/store/storetest"
	"amends/internal/web/ui"
)

// TestTheDeskSaysWhatHappened: everybody on staff reads who took on whom, changed
// what, gave keys anew, over more than one page.
func TestTheDeskSaysWhatHappened(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	helen := w.session("helen", "desk")
	w.later(time.Hour)
	w.must(helen.ChangeStaff(w.t.Context(), w.people["priya"].staff, "Priya Nair", []casework.Duty{casework.Coordinator}, w.form("change")))
	w.must(helen.ChangeStaff(w.t.Context(), w.people["tom"].staff, "Tom Reece", []casework.Duty{casework.Facilitator}, w.form("rename")))
	_, err := helen.NewCode(w.t.Context(), w.people["imran"].staff, w.form("code"))
	w.must(err)
	w.must(helen.Deactivate(w.t.Context(), w.people["carol"].staff, w.form("leave")))
	fingerprint := ""
	all, err := helen.StaffList(w.t.Context())
	w.must(err)
	for _, m := range all {
		if m.ID == w.people["imran"].staff {
			fingerprint = m.Fingerprint
		}
	}
	for _, who := range []string{"tom", "sam", "adam", "dora", "helen"} {
		page := w.get(w.people[who], "desk", "/staff/history")
		page.says(t, http.StatusOK, "The service was set up", "Tom Reece was taken on as facilitator", "Priya Nair is now coordinator", "Before: facilitator", "can open every case",
			"The name of Tom Reece was set; their duties stay", "Imran Shah was given new keys", fingerprint, "compare the keys", "Carol Webb left the service", "Helen Adeyemi")
	}
	w.get(w.people["tom"], "staff", "/staff").says(t, http.StatusOK, "What happened at the desk", "Settings of the service")
	for i := range mostLinesShown {
		name := "again " + string(rune('a'+i%26)) + string(rune('a'+i/26))
		w.must(helen.ChangeStaff(w.t.Context(), w.people["tom"].staff, name, []casework.Duty{casework.Facilitator}, w.form(name)))
	}
	first := w.get(w.people["dora"], "desk 1", "/staff/history")
	first.says(t, http.StatusOK, "Older")
	if text := textOfPage(first.Body.String()); strings.Contains(text, "The service was set up") || strings.Contains(text, "Newer") {
		t.Error("the first page shows what is a page away")
	}
	w.get(w.people["dora"], "desk 2", "/staff/history?page=2").says(t, http.StatusOK, "The service was set up", "Newer")
	for _, none := range []string{"3", "0", "-1", "x", "99999999999999999999"} {
		if r := w.get(w.people["dora"], "desk 1", "/staff/history?page="+none); r.Body.String() != first.Body.String() {
			t.Errorf("page %s is not the first", none)
		}
	}
}

// TestEveryDeskLineHasWords: an event that the page does not know is shown as such.
func TestEveryDeskLineHasWords(t *testing.T) {
	t.Parallel()
	var texts []string
	for _, what := range append(casework.DeskEvents(), "new") {
		line := casework.DeskLine{What: what, Duties: []casework.Duty{casework.Facilitator}}
		cell := deskCell(line, nil)
		if cell.Text == "" || slices.Contains(texts, cell.Text) {
			t.Errorf("%s says %q", what, cell.Text)
		}
		texts = append(texts, cell.Text)
	}
	if deskActor(casework.DeskLine{}, nil) != "Two custodians’ sheets" {
		t.Error("a recovery names somebody")
	}
}

// settingsSent is the form of the settings as somebody fills it in.
func settingsSent(neutral string) url.Values {
	return url.Values{"name": {"Northfold Restorative Justice"}, "neutral": {neutral}, "phone": {"01632 960 999"}, "harmed": {"Harmed person"}, "responsible": {"Responsible person"}, "profile": {"plain"}}
}

// TestSettingsAreChangedOnTheirPage, with a history, by who may, and not over a
// colleague's change unseen.
func TestSettingsAreChangedOnTheirPage(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.get(w.people["tom"], "read", "/settings").says(t, http.StatusOK, "Northfold", "01632 960 456", "As the service was set up")
	page, old := w.get(w.people["adam"], "open", "/settings"), w.get(w.people["helen"], "open", "/settings")
	if strings.Contains(w.get(w.people["tom"], "read", "/settings").Body.String(), `action="/settings"`) {
		t.Error("a facilitator is offered a form")
	}
	empty := w.submit(page, "empty", "/settings", url.Values{"name": {""}, "neutral": {"x\ny"}, "profile": {"none"}, "harmed": {""}, "responsible": {""}})
	empty.says(t, http.StatusUnprocessableEntity, "Say what the service is called", "Write this on one line", "Choose one of these", "Give a word")
	if r := w.submit(page, "save", "/settings", settingsSent("Elm House")); r.Code != http.StatusSeeOther || r.Header().Get("Location") != "/settings?done=saved" {
		t.Fatalf("%d %s: %s", r.Code, r.Header().Get("Location"), textOfPage(r.Body.String()))
	}
	if r := w.submit(page, "save", "/settings", settingsSent("Elm House")); r.Header().Get("Location") != "/settings?done=already" {
		t.Errorf("sent twice: %d %s", r.Code, r.Header().Get("Location"))
	}
	w.get(w.people["tom"], "after", "/settings").says(t, http.StatusOK, "“Elm House”, before “Northfold”", "“01632 960 999”", "Adam Fry")
	w.get(nil, "door", "/sign-in").says(t, http.StatusOK, "Elm House")
	late := w.submit(old, "late", "/settings", settingsSent("Oak House"))
	late.says(t, http.StatusConflict, "Somebody changed the settings while you were writing")
	if v := late.hidden("/settings").Get("changes"); v != "2" {
		t.Errorf("a late one has seen %s changes", v)
	}
	if r := w.submit(late, "late again", "/settings", settingsSent("Oak House")); r.Header().Get("Location") != "/settings?done=saved" {
		t.Errorf("looked at and sent again: %d %s", r.Code, textOfPage(r.Body.String()))
	}
	if got := w.session("tom", "after").Settings().Neutral; got != "Oak House" {
		t.Errorf("the settings hold %q", got)
	}
}

// TestRulesAreNamedAsPeopleSayThem: a place keeps its capitals, and every profile that
// comes with the program has a name of its own.
func TestRulesAreNamedAsPeopleSayThem(t *testing.T) {
	t.Parallel()
	want := map[string]string{"community": "Community", "england-and-wales": "England and Wales", "oregon": "Oregon", "plain": "Plain"}
	for _, name := range profile.Names() {
		if got := profileName(name); got != want[name] {
			t.Errorf("%s is called %q, want %q", name, got, want[name])
		}
	}
}

// TestTheOutboxIsCountedAndReleased: counts to those who answer for the service, no
// words and no address to anybody; what a restore held goes when somebody says so.
func TestTheOutboxIsCountedAndReleased(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.opened("Daniel Keane", "He likes the green ladder")
	priya := w.session("priya", "post")
	w.must(priya.Post(w.t.Context(), w.kase, w.parties["ash"], casework.Outgoing{Means: practice.Text, To: "07700 900 321", Text: "Please ring us", Expires: practice.InstantOf(w.now.Add(48 * time.Hour))}, w.form("post")))
	for _, who := range []string{"helen", "carol", "adam", "dora"} {
		page := w.get(w.people[who], "outbox", "/outbox")
		page.says(t, http.StatusOK, "Nothing is sent from here yet", "By text message", "Its day or its safe hour has not come")
		for _, secret := range []string{"07700", "ring us", "Ash", string(w.kase)} {
			if strings.Contains(page.Body.String(), secret) {
				t.Errorf("%s reads %q", who, secret)
			}
		}
	}
	w.later(24 * time.Hour)
	w.get(w.people["dora"], "outbox later", "/outbox").says(t, http.StatusOK, "There is no way to send it")
	if r := w.get(w.people["helen"], "release", "/outbox/release"); r.Header().Get("Location") != "/outbox" {
		t.Errorf("nothing is held, and it asks: %d", r.Code)
	}
	w.restored("helen", "dora", "tom")
	w.get(w.people["helen"], "held", "/outbox").says(t, http.StatusOK, "1 piece waited when a backup was restored", "Let it go after all")
	if strings.Contains(w.get(w.people["dora"], "held", "/outbox").Body.String(), "/outbox/release") {
		t.Error("who may not release it is led there")
	}
	ask := w.get(w.people["helen"], "release held", "/outbox/release")
	ask.says(t, http.StatusOK, "Let 1 held piece go after all?", "Somebody could get it twice")
	if r := w.submit(ask, "let go", "/outbox/release", nil); r.Header().Get("Location") != "/outbox?done=saved" {
		t.Fatalf("released: %d %s", r.Code, textOfPage(r.Body.String()))
	}
	if r := w.submit(ask, "let go", "/outbox/release", nil); r.Header().Get("Location") != "/outbox?done=already" {
		t.Errorf("released twice: %d", r.Code)
	}
	w.get(w.people["helen"], "released", "/outbox").says(t, http.StatusOK, "There is no way to send it")
	w.get(w.people["tom"], "desk", "/staff/history").says(t, http.StatusOK, "What a restore had held may be sent")
}

// restored goes on with a backup of the service, in which nobody is signed in.
func (w *world) restored(who ...string) {
	w.t.Helper()
	dir := w.t.TempDir()
	w.must(w.service.Backup(w.t.Context(), nil, filepath.Join(dir, "backup")))
	file := filepath.Join(dir, "again.db")
	w.must(casework.Restore(w.t.Context(), filepath.Join(dir, "backup"), file))
	service, db, err := openService(file, func() time.Time { return w.now }, long, &storetest.Tally{})
	w.must(err)
	w.t.Cleanup(func() { w.must(db.Close()) })
	w.service, w.db = service, db
	w.handler, err = New(w.config())
	w.must(err)
	for _, name := range who {
		in, err := service.Drawing(drawnFrom("again "+name)).SignIn(w.t.Context(), casework.Credentials{Name: name, Passphrase: passphrase, Source: "again"})
		w.must(err)
		w.people[name] = &visitor{in.Secret, w.people[name].staff}
	}
}

// TestTheHistoryIsChecked from the page, which never holds a request open for it.
func TestTheHistoryIsChecked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.opened("Daniel Keane", "He likes the green ladder")
	page := w.get(w.people["dora"], "history", "/history")
	page.says(t, http.StatusOK, "What this cannot tell you")
	if r := w.submit(page, "begin", "/history", nil); r.Header().Get("Location") != "/history" {
		t.Fatalf("begun: %d %s", r.Code, textOfPage(r.Body.String()))
	}
	const patience = 10000 // pages; each takes longer than the check of a small service
	for range patience {
		if page = w.get(w.people["dora"], "history done", "/history"); !strings.Contains(page.Body.String(), "On its way") {
			break
		}
	}
	page.says(t, http.StatusOK, "Nothing is wrong", "Check it again", "Entries that you may not open")
	if text := textOfPage(w.get(w.people["helen"], "hers", "/history").Body.String()); strings.Contains(text, "Nothing is wrong") {
		t.Error("somebody else reads it")
	}
}

// TestWhatCameOfACheck: each outcome says what it means and what to do.
func TestWhatCameOfACheck(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	v := &visit{Request: httptest.NewRequest(get, "/history", nil), server: &server{Config: Config{Zone: time.UTC}}, session: w.session("dora", "check")}
	for _, c := range []struct {
		came casework.Checking
		says []string
	}{
		{casework.Checking{Begun: 1, Ended: 2, Found: casework.Verified{Entries: 1234567, Unopened: 7}}, []string{"Nothing is wrong", "1\u202f234\u202f567", "7: that they stand unchanged was checked"}},
		{casework.Checking{Begun: 1, Ended: 2, Flaw: "wrong entry at position 3"}, []string{"The history is not right", "wrong entry at position 3.", "tell whoever runs this now"}},
		{casework.Checking{Begun: 1, Ended: 2, Failed: true}, []string{"The check was cut off", "Nothing is known from it"}},
	} {
		var page bytes.Buffer
		w.must(ui.Render(t.Context(), &page, ui.SectionsPage{Sections: v.checked(c.came)}))
		for _, words := range c.says {
			if !strings.Contains(page.String(), words) {
				t.Errorf("%+v does not say %q", c.came, words)
			}
		}
	}
	var page bytes.Buffer
	w.must(ui.Render(t.Context(), &page, ui.SectionsPage{Sections: []ui.Section{v.running(casework.Checking{Begun: 1, Entries: 4000, Looked: 1234})}}))
	for _, words := range []string{"1\u202f234 of 4\u202f000 entries, 30%", `class="bar__on" width="30" `, `href="/history"`} {
		if !strings.Contains(page.String(), words) {
			t.Errorf("one on its way does not say %q: %s", words, page.String())
		}
	}
	if got := thousands(1234567); got != "1\u202f234\u202f567" || thousands(12) != "12" || thousands(123) != "123" || thousands(1234) != "1\u202f234" {
		t.Errorf("a million is %q", got)
	}
}

// TestWhoIsApartLearnsNothing opens a case over the intake that a coordinator must
// not see: their lists and its address are as if there were none, byte for byte.
func TestWhoIsApartLearnsNothing(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	before := whole(w.get(w.people["carol"], "list", "/cases")) + whole(w.get(w.people["carol"], "today", "/"))
	page := w.get(w.people["helen"], "intake", "/cases/new")
	page.says(t, http.StatusOK, "Who on staff must not work on this case or see it?", "Carol Webb")
	filled := url.Values{"begun": {"harmed"}, "title": {"Burglary"}, "sensitive": {"no"}, "gender": {"no"}, "harm": {"burglary"}, "apart": {string(w.people["carol"].staff)},
		"p1-who": {"adult"}, "p1-full": {"Aisling Moran"}, "p1-roles": {"harmed"},
		"p2-who": {"adult"}, "p2-full": {"Daniel Keane"}, "p2-roles": {"responsible"}, "p2-standing": {"principal"}}
	mistaken := url.Values{"apart": {string(w.people["carol"].staff), "x"}}
	if r := w.submit(page, "mistaken", "/cases/new", mistaken); r.Code != http.StatusUnprocessableEntity || !strings.Contains(r.Body.String(), "Choose from these") {
		t.Errorf("somebody unknown: %d", r.Code)
	}
	r := w.submit(page, "open", "/cases/new", filled)
	at, is := strings.CutSuffix(r.Header().Get("Location"), "/allocate?done=saved")
	if !is {
		t.Fatalf("opened: %d %s", r.Code, textOfPage(r.Body.String()))
	}
	if got := w.get(w.people["helen"], "case", at); got.Code != http.StatusOK {
		t.Errorf("who opened it gets %d", got.Code)
	}
	if after := whole(w.get(w.people["carol"], "list", "/cases")) + whole(w.get(w.people["carol"], "today", "/")); after != before {
		t.Error("the lists of who is apart changed")
	}
	theirs, made := w.get(w.people["carol"], "case", at), w.get(w.people["carol"], "case", "/cases/"+nothing)
	if whole(theirs) != whole(made) || theirs.Code != http.StatusNotFound {
		t.Errorf("its address answers %d", theirs.Code)
	}
}

// TestTodayOfSomebodyWithoutCases says nothing of cases that they are not shown.
func TestTodayOfSomebodyWithoutCases(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.opened("Daniel Keane", "Text first")
	for _, who := range []string{"adam", "dora"} {
		page := w.get(w.people[who], "today", "/")
		page.says(t, http.StatusOK, "You work on no open case", "Somebody rang with a stop reference")
		if said := page.Body.String(); strings.Contains(said, "Every case is covered") || strings.Contains(said, "0 open cases") {
			t.Errorf("%s is told of all cases", who)
		}
	}
	w.get(w.people["helen"], "all", "/").says(t, http.StatusOK, "1 open case", "Every case is covered")
}
