package web

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"path"
	"time"

	"amends/internal/casework"
	"amends/internal/web/assets"
	"amends/internal/web/ui"
)

// Config is what the pages are served with. Casework, Assets, Zone and Exit
// have no default.
type Config struct {
	Casework *casework.Service
	Assets   *assets.Set
	// Log gets failures of the machine, each once, under the number its page
	// shows. Never anything personal (P4). Nil discards.
	Log *slog.Logger
	// Zone is where the service is: dates and times are shown and typed in it.
	Zone *time.Location
	// Exit is where "Leave this page" leads: an address that says nothing about
	// where somebody came from, such as a weather page.
	Exit string
	// Secure says that browsers reach this over TLS; false only for a
	// demonstration on this machine.
	Secure bool
	// Forwarded says that a proxy of the service's own stands in front and writes
	// X-Forwarded-For; its last entry then tells places apart.
	Forwarded bool
	// Timeout is how long one request may take; 0 means 20 seconds.
	Timeout time.Duration
	// Random gives the source that a request's ids are drawn from. Nil means the
	// machine's. Tests key it by session and request (P3).
	Random func(*http.Request) io.Reader
}

// mostBody is how much one request may send: the longest form there is, with
// every character escaped, and room to spare.
const mostBody = 512 << 10

const defaultTimeout = 20 * time.Second

type server struct {
	Config
	mux    *http.ServeMux
	assets ui.Assets
}

// New serves every page. It fails on a missing part of the configuration and on
// a route without a rule.
func New(c Config) (http.Handler, error) {
	s, err := newServer(c, Routes())
	if err != nil {
		return nil, err
	}
	return s.chain(), nil
}

func newServer(c Config, routes []Route) (*server, error) {
	if c.Casework == nil || c.Assets == nil || c.Zone == nil || c.Exit == "" {
		return nil, errors.New("could not make pages: casework, assets, time zone and exit address must be given")
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Timeout == 0 {
		c.Timeout = defaultTimeout
	}
	if c.Random == nil {
		c.Random = func(*http.Request) io.Reader { return rand.Reader }
	}
	s := &server{Config: c, mux: http.NewServeMux(), assets: assetsOf(c.Assets)}
	for _, route := range routes {
		if route.Rule.who == "" || route.serve == nil {
			return nil, fmt.Errorf("could not make pages: %s %s has no rule or no handler", route.Method, route.Pattern)
		}
		s.mux.HandleFunc(route.Method+" "+route.Pattern, func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, route) })
	}
	return s, nil
}

func assetsOf(set *assets.Set) ui.Assets {
	return ui.Assets{
		AppCSS: set.URL("app.css"), PortalCSS: set.URL("portal.css"), PackCSS: set.URL("pack.css"), PortalJS: set.URL("portal.js"),
		Regular: set.URL("regular.woff2"), Bold: set.URL("bold.woff2"), Mark: set.URL("mark.svg"),
	}
}

// chain is what every request passes, outermost last: headers first of all, then
// the panic guard, size, time and origin; then the routes.
func (s *server) chain() http.Handler {
	origin := http.NewCrossOriginProtection()
	origin.SetDenyHandler(http.HandlerFunc(s.denyOrigin))
	var h http.Handler = http.HandlerFunc(s.find)
	h = origin.Handler(h)
	h = within(h, s.Timeout)
	h = http.MaxBytesHandler(h, mostBody)
	h = s.guard(h)
	return headers(h, s.Secure)
}

// find hands a request to its route. What has none is answered like what is not
// somebody's (P5); the mux's own answers are never seen.
func (s *server) find(w http.ResponseWriter, r *http.Request) {
	if dir, _ := path.Split(r.URL.Path); dir == assets.Prefix {
		s.Assets.Handler().ServeHTTP(w, r)
		return
	}
	_, pattern := s.mux.Handler(r)
	if pattern == "" || path.Clean(r.URL.Path) != r.URL.Path {
		s.send(w, r, s.notThere())
		return
	}
	s.mux.ServeHTTP(w, r)
}

// serve takes one request through session, rule, form id and handler, and sends
// what comes of it.
func (s *server) serve(w http.ResponseWriter, r *http.Request, route Route) {
	w.Header().Set("Content-Security-Policy", policy+route.Rule.script())
	v := &visit{Request: r, server: s, route: route, random: s.Random(r)}
	a, err := v.run()
	if err != nil {
		a = v.failed(err)
	}
	s.send(w, r, v.finish(a))
}

// run lets a visit in and gives it to its handler.
func (v *visit) run() (answer, error) {
	if err := v.resume(); err != nil {
		return answer{}, err
	}
	if !v.route.Rule.admits(v.session) {
		return v.keptOut()
	}
	if v.Method == post {
		if err := v.readForm(); err != nil {
			return answer{}, err
		}
	}
	a, err := v.route.serve(v)
	if damaged, is := errors.AsType[*casework.FieldError](err); is && v.again && damaged.Field == "Form" {
		// A form that asks for nothing but a yes had nothing to say: it is asked anew,
		// and told that nothing was done (P9).
		return told(v.URL.Path, "again"), nil
	}
	return a, err
}

// keptOut is the answer to somebody a rule does not admit: to sign in if nobody
// is signed in, and otherwise as if there were nothing here (P5). What somebody
// sent whose session is over goes to the door with them.
func (v *visit) keptOut() (answer, error) {
	if v.session != nil {
		return answer{}, casework.ErrNotThere
	}
	if v.Method != post || v.route.Rule.who == whoSignedIn { // the latter: passphrases, which are not kept
		return answer{}, casework.ErrSignedOut
	}
	return v.keepTyped()
}

// send writes an answer; one that cannot be drawn becomes an incident.
func (s *server) send(w http.ResponseWriter, r *http.Request, a answer) {
	if err := a.write(w, r); err != nil {
		s.writeIncident(w, r, s.incident(r, "could not draw a page", slog.Any("error", err)), http.StatusInternalServerError)
	}
}
