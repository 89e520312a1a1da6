package web

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/store/storetest"
	"amends/internal/web/assets"
	"amends/internal/web/ui"
)

// bench is the frame alone, over routes made for the test.
type bench struct {
	handler http.Handler
	log     *bytes.Buffer
}

// unfounded is a service that was never set up.
func unfounded(t *testing.T) *casework.Service {
	t.Helper()
	clock := func() time.Time { return begun }
	service, db, err := openService(filepath.Join(t.TempDir(), "amends.db"), clock, long, &storetest.Tally{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return service
}

// newBench serves routes that need nobody signed in.
func newBench(t *testing.T, change func(*Config), routes ...Route) bench {
	t.Helper()
	set, err := assets.Open()
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	c := Config{Casework: unfounded(t), Assets: set, Log: slog.New(slog.NewTextHandler(&log, nil)), Zone: time.UTC, Exit: "https://weather.example/", Secure: true}
	if change != nil {
		change(&c)
	}
	s, err := newServer(c, routes)
	if err != nil {
		t.Fatal(err)
	}
	return bench{s.chain(), &log}
}

func (b bench) do(r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, r)
	return w
}

// asking shows a form with one field and takes it back.
func asking(submit handler) []Route {
	return []Route{
		{get, "/ask", anyone(), func(v *visit) (answer, error) {
			id, err := v.newForm("/ask")
			return shown(ui.SignInPage{Frame: v.server.frame("Ask"), Heading: "Ask", Form: ui.Form{Action: "/ask", ID: id, Submit: "Send"}}), err
		}},
		{post, "/ask", anyone(), submit},
		{post, "/other", anyone(), submit},
	}
}

var formField = regexp.MustCompile(`name="form" value="([^"]*)"`)

// asked fetches the form and gives its id and its cookies.
func (b bench) asked(t *testing.T) (string, []*http.Cookie) {
	t.Helper()
	w := b.do(httptest.NewRequest(get, "/ask", nil))
	found := formField.FindStringSubmatch(w.Body.String())
	if w.Code != http.StatusOK || found == nil {
		t.Fatalf("%d, no form", w.Code)
	}
	return found[1], w.Result().Cookies()
}

func posting(path string, values url.Values, cookies []*http.Cookie) *http.Request {
	r := httptest.NewRequest(post, path, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "same-origin")
	for _, c := range cookies {
		r.AddCookie(c)
	}
	return r
}

func done(*visit) (answer, error) { return seeOther("/done"), nil }

func TestHeadersOnEveryAnswer(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil, append(asking(done),
		Route{get, "/panics", anyone(), func(*visit) (answer, error) { panic("Aisling Moran") }},
		Route{get, "/own", participant(), func(*visit) (answer, error) { return answer{}, nil }})...)
	foreign := posting("/ask", nil, nil)
	foreign.Header.Set("Sec-Fetch-Site", "cross-site")
	requests := map[string]*http.Request{
		"page": httptest.NewRequest(get, "/ask", nil), "head": httptest.NewRequest(http.MethodHead, "/ask", nil), "nothing": httptest.NewRequest(get, "/nothing", nil),
		"unclean": httptest.NewRequest(get, "/x/../ask", nil), "method": httptest.NewRequest(http.MethodDelete, "/ask", nil),
		"panic": httptest.NewRequest(get, "/panics", nil), "foreign": foreign, "no form": posting("/ask", nil, nil), "signed out": httptest.NewRequest(get, "/own", nil),
	}
	for name, r := range requests {
		h := b.do(r).Header()
		for key, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
			"Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin", "Strict-Transport-Security": "max-age=63072000",
		} {
			if h.Get(key) != want {
				t.Errorf("%s: %s is %q, want %q", name, key, h.Get(key), want)
			}
		}
		script := "'none'"
		if name == "signed out" {
			script = "'self'"
		}
		if got := h.Get("Content-Security-Policy"); got != policy+script {
			t.Errorf("%s: policy is %q", name, got)
		}
		if _, err := strconv.Atoi(h.Get("Content-Length")); err != nil {
			t.Errorf("%s: no length", name)
		}
	}
}

func TestPanicBecomesAnIncident(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil, Route{get, "/panics", anyone(), func(*visit) (answer, error) { panic("Aisling Moran") }})
	w := b.do(httptest.NewRequest(get, "/panics", nil))
	number := regexp.MustCompile(`<p class="number">([a-z0-9]{4}-[a-z0-9]{4})</p>`).FindStringSubmatch(w.Body.String())
	if w.Code != http.StatusInternalServerError || number == nil {
		t.Fatalf("%d: %s", w.Code, w.Body)
	}
	logged := b.log.String()
	if strings.Count(logged, "\n") != 1 || !strings.Contains(logged, number[1]) || !strings.Contains(logged, "TestPanicBecomesAnIncident") {
		t.Errorf("log is %q", logged)
	}
	if strings.Contains(logged+w.Body.String(), "Aisling") {
		t.Error("what was panicked with got out")
	}
}

func TestErrorsBecomePages(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err    error
		status int
		says   string
	}{
		{casework.ErrNotThere, 404, "Nothing to show here"},
		{casework.ErrSignedOut, 303, ""},
		{casework.ErrRepeated, 200, "Already done"},
		{casework.ErrNotYours, 403, "not among your duties"},
		{casework.ErrBusy, 409, "Somebody else is changing this"},
		{casework.ErrClock, 503, "Nothing can be saved"},
		{casework.ErrStopped, 503, "Nothing can be saved"},
		{casework.ErrNotFounded, 503, "not set up yet"},
		{&casework.TooSoonError{After: 3 * time.Second}, 429, "Wait 4 seconds"},
		{&casework.CompartmentError{Problem: "a key is missing"}, 409, "a key is missing"},
		{&casework.CompartmentError{Entry: 9, Problem: "entry 9 of the desk is refused"}, 409, "entry 9 of the desk is refused"},
		{fmt.Errorf("deep: %w", errUnreadable), 400, "could not be read"},
		{errors.New("SELECT Aisling"), 500, "Something went wrong here"},
	} {
		b := newBench(t, nil, Route{get, "/fails", anyone(), func(*visit) (answer, error) { return answer{}, fmt.Errorf("wrapped: %w", c.err) }})
		w := b.do(httptest.NewRequest(get, "/fails", nil))
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.says) {
			t.Errorf("%v: %d, %s", c.err, w.Code, w.Body)
		}
		if strings.Contains(w.Body.String(), "wrapped") || strings.Contains(w.Body.String(), "SELECT") {
			t.Errorf("%v: the error's text got out", c.err)
		}
		if incident := c.status == http.StatusInternalServerError; incident != (b.log.Len() > 0) {
			t.Errorf("%v: log is %q", c.err, b.log)
		}
	}
}

func TestFormIDIsBound(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil, asking(done)...)
	id, cookies := b.asked(t)
	other, _ := b.asked(t)
	for _, c := range []struct {
		name, path, id string
		cookies        []*http.Cookie
		status         int
	}{
		{"its own", "/ask", id, cookies, 303},
		{"another address", "/other", id, cookies, 403},
		{"another browser", "/ask", other, cookies, 403},
		{"no browser", "/ask", id, nil, 403},
		{"no id", "/ask", "", cookies, 403},
		{"no proof", "/ask", strings.Split(id, ".")[0] + ".", cookies, 403},
		{"changed", "/ask", "a" + id, cookies, 403},
	} {
		w := b.do(posting(c.path, url.Values{"form": {c.id}}, c.cookies))
		if w.Code != c.status {
			t.Errorf("%s: %d, want %d", c.name, w.Code, c.status)
		}
	}
	inAddress := posting("/ask?form="+url.QueryEscape(id), url.Values{}, cookies)
	if w := b.do(inAddress); w.Code != http.StatusForbidden {
		t.Errorf("a form id in the address: %d", w.Code)
	}
}

func TestOtherSitesAreDenied(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil, asking(done)...)
	id, cookies := b.asked(t)
	for key, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"} {
		r := posting("/ask", url.Values{"form": {id}}, cookies)
		r.Header.Del("Sec-Fetch-Site")
		r.Header.Set(key, value)
		if w := b.do(r); w.Code != http.StatusForbidden || !strings.Contains(w.Body.String(), "another site") {
			t.Errorf("%s: %d", key, w.Code)
		}
	}
}

func TestTooLargeIsRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil, asking(done)...)
	id, cookies := b.asked(t)
	w := b.do(posting("/ask", url.Values{"form": {id}, "text": {strings.Repeat("x", mostBody)}}, cookies))
	if w.Code != http.StatusRequestEntityTooLarge || !strings.Contains(w.Body.String(), "too long to send") {
		t.Errorf("%d: %s", w.Code, w.Body)
	}
}

func TestSlowIsCutOff(t *testing.T) {
	t.Parallel()
	b := newBench(t, func(c *Config) { c.Timeout = time.Millisecond }, Route{get, "/slow", anyone(), func(v *visit) (answer, error) {
		<-v.Context().Done()
		return answer{}, v.Context().Err()
	}})
	if w := b.do(httptest.NewRequest(get, "/slow", nil)); w.Code != http.StatusServiceUnavailable || !strings.Contains(w.Body.String(), "too long") {
		t.Errorf("%d: %s", w.Code, w.Body)
	}
}

func TestCookies(t *testing.T) {
	t.Parallel()
	for _, secure := range []bool{true, false} {
		b := newBench(t, func(c *Config) { c.Secure = secure }, asking(done)...)
		_, cookies := b.asked(t)
		if len(cookies) != 1 {
			t.Fatalf("%d cookies", len(cookies))
		}
		c := cookies[0]
		if c.Secure != secure || !c.HttpOnly || c.SameSite != http.SameSiteStrictMode || c.Path != "/" || c.Domain != "" || strings.HasPrefix(c.Name, "__Host-") != secure {
			t.Errorf("cookie is %v", c)
		}
	}
}

// TestCompression: a page asked for is compressed where that is taken, the answer
// to a POST never is, and the length is that of what is sent.
func TestCompression(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil, asking(func(v *visit) (answer, error) {
		return answer{status: http.StatusUnprocessableEntity, page: ui.SignInPage{Frame: v.server.frame("Ask"), Heading: "Ask"}}, nil
	})...)
	id, cookies := b.asked(t)
	for accept, packs := range map[string]bool{"gzip": true, "br, GZIP;q=0.5": true, "gzip;q=0": false, "": false} {
		page := httptest.NewRequest(get, "/ask", nil)
		page.Header.Set("Accept-Encoding", accept)
		w := b.do(page)
		if (w.Header().Get("Content-Encoding") == "gzip") != packs || w.Header().Get("Content-Length") != strconv.Itoa(w.Body.Len()) {
			t.Errorf("%q: %v", accept, w.Header())
		}
		if packs {
			z, err := gzip.NewReader(w.Body)
			if err != nil {
				t.Fatal(err)
			}
			if plain, err := io.ReadAll(z); err != nil || !bytes.Contains(plain, []byte("</html>")) {
				t.Errorf("%q: %v, %s", accept, err, plain)
			}
		}
		r := posting("/ask", url.Values{"form": {id}}, cookies)
		r.Header.Set("Accept-Encoding", accept)
		if w := b.do(r); w.Code != http.StatusUnprocessableEntity || w.Header().Get("Content-Encoding") != "" {
			t.Errorf("POST with %q: %d, %v", accept, w.Code, w.Header())
		}
	}
}

func TestHeadHasNoBody(t *testing.T) {
	t.Parallel()
	b := newBench(t, nil, asking(done)...)
	w := b.do(httptest.NewRequest(http.MethodHead, "/ask", nil))
	if w.Code != http.StatusOK || w.Body.Len() != 0 || w.Header().Get("Content-Length") == "0" {
		t.Errorf("%d, %d bytes, said to be %s", w.Code, w.Body.Len(), w.Header().Get("Content-Length"))
	}
}

func TestRouteWithoutRuleIsRefused(t *testing.T) {
	t.Parallel()
	set, err := assets.Open()
	if err != nil {
		t.Fatal(err)
	}
	c := Config{Casework: unfounded(t), Assets: set, Zone: time.UTC, Exit: "https://weather.example/"}
	if _, err := newServer(c, []Route{{get, "/x", Rule{}, done}}); err == nil {
		t.Error("a route with an empty rule was taken")
	}
	if _, err := newServer(Config{}, nil); err == nil {
		t.Error("an empty configuration was taken")
	}
	if (Rule{}).admits(nil) {
		t.Error("an empty rule admits")
	}
}

// TestFinished: a form sent twice leads to the same page as the first time.
func TestFinished(t *testing.T) {
	t.Parallel()
	refusal := &practice.Refusal{Code: practice.GateNotMet}
	for _, c := range []struct {
		err  error
		to   string
		then error
	}{
		{nil, "/p?done=saved", nil}, {fmt.Errorf("x: %w", casework.ErrRepeated), "/p?done=already", nil}, {refusal, "", refusal},
	} {
		a, err := finished(c.err, "/p", "saved")
		if a.to != c.to || !errors.Is(err, c.then) {
			t.Errorf("%v: %q, %v", c.err, a.to, err)
		}
	}
}
