package web

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"html"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/profile"
	"amends/internal/seal"
	"amends/internal/store"
	"amends/internal/store/storetest"
	"amends/internal/web/assets"
)

// world is a whole service over a database of its own, with its pages. All that
// is drawn at random in it comes from the name of what is being done, so that two
// worlds in which the same is done draw the same (P3).
type world struct {
	t       *testing.T
	service *casework.Service
	asked   storetest.Tally // of the store
	db      *store.SQLite
	handler http.Handler
	now     time.Time
	mu      sync.Mutex // of now
	people  map[string]*visitor
	kase    casework.CaseID
	his     string // the text of Daniel's letter
	parties map[string]practice.PartyID
	heard   map[*visitor][]exchange // all that was answered, by whom it was answered to
}

// exchange is one request and the whole of its answer.
type exchange struct{ Method, Path, Answer string }

// visitor is somebody signed in, by their cookie's secret; nil for nobody.
type visitor struct {
	secret [32]byte
	staff  practice.StaffID
}

// wantAll opens every file the reader may.
var wantAll = casework.Want{All: true}

const passphrase = "horse battery staple lamp"

// exit is where leaving leads in tests.
const exit = "https://weather.example/"

// drawnFrom is a source of randomness that follows from a name.
func drawnFrom(name string) io.Reader { return sized{name, map[int]io.Reader{}} }

// sized draws reads of each length from a stream of their own: how many nonces
// and keys were drawn before an id, which depends on how much there is in a case
// and shows nowhere, does not change the id.
type sized struct {
	name    string
	streams map[int]io.Reader
}

func (s sized) Read(p []byte) (int, error) {
	from, begun := s.streams[len(p)]
	if !begun {
		from = rand.NewChaCha8(sha256.Sum256([]byte(s.name + "\x00" + strconv.Itoa(len(p)))))
		s.streams[len(p)] = from
	}
	return from.Read(p)
}

type labelKey struct{}

// shared is randomness for what no page shows; it may be read by several at once.
type shared struct {
	mu   sync.Mutex
	from io.Reader
}

func (s *shared) Read(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.from.Read(p)
}

// staffOfWorld is who works there, beside Helen Adeyemi, who coordinates.
var staffOfWorld = []casework.NewStaff{
	{Name: "Priya Nair", Login: "priya", Duties: []casework.Duty{casework.Facilitator}},
	{Name: "Tom Rees", Login: "tom", Duties: []casework.Duty{casework.Facilitator}},
	{Name: "Imran Shah", Login: "imran", Duties: []casework.Duty{casework.Facilitator}},
	{Name: "Carol Webb", Login: "carol", Duties: []casework.Duty{casework.Coordinator}},
	{Name: "Sam Ode", Login: "sam", Duties: []casework.Duty{casework.OutsideSupervisor}},
	{Name: "Adam Fry", Login: "adam", Duties: []casework.Duty{casework.Administrator}},
	{Name: "Dora Lind", Login: "dora", Duties: []casework.Duty{casework.DataProtectionOfficer}},
}

// template is a service with its staff, made once and copied for each world:
// setting up takes seconds of Argon2.
type template struct {
	data   []byte // the database file
	people map[string]*visitor
}

var theTemplate = sync.OnceValues(makeTemplate)

// begun is when every world begins; long is how long a session lasts in one
// where nobody is to be signed out for being idle.
var begun = time.Date(2026, time.March, 2, 9, 0, 0, 0, time.UTC)

const long = 365 * 24 * time.Hour

func makeTemplate() (template, error) {
	dir, err := os.MkdirTemp("", "amends-web-template-")
	if err != nil {
		return template{}, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	m, file := template{people: map[string]*visitor{}}, filepath.Join(dir, "amends.db")
	service, db, err := openService(file, func() time.Time { return begun }, long, &storetest.Tally{})
	if err != nil {
		return template{}, err
	}
	if err := m.staff(service.Drawing(drawnFrom("template"))); err != nil {
		return template{}, errors.Join(err, db.Close())
	}
	if err := db.Close(); err != nil {
		return template{}, err
	}
	m.data, err = os.ReadFile(file)
	return m, err
}

// staff founds the service, enrols everybody and signs them in.
func (m template) staff(service *casework.Service) error {
	ctx := context.Background()
	_, err := service.Found(ctx, casework.Founding{
		Settings:    casework.Settings{Name: "Northfold Restorative Justice", Neutral: "Northfold", Profile: "plain", Harmed: "Harmed person", Responsible: "Responsible person", Phone: "01632 960 456"},
		Coordinator: casework.NewStaff{Name: "Helen Adeyemi", Login: "helen", Duties: []casework.Duty{casework.Coordinator}}, Passphrase: passphrase})
	if err != nil {
		return err
	}
	helen, err := service.SignIn(ctx, casework.Credentials{Name: "helen", Passphrase: passphrase, Source: "test"})
	if err != nil {
		return err
	}
	m.people["helen"] = &visitor{helen.Secret, helen.Session.Me().ID}
	for _, n := range staffOfWorld {
		if m.people[n.Login], err = enrol(ctx, service, helen.Session, n); err != nil {
			return err
		}
	}
	return nil
}

// enrol takes somebody on and signs them in.
func enrol(ctx context.Context, service *casework.Service, by *casework.Session, n casework.NewStaff) (*visitor, error) {
	form, err := casework.NewForm(drawnFrom("enrol " + n.Login))
	if err != nil {
		return nil, err
	}
	enrolled, err := by.Enrol(ctx, n, form)
	if err != nil {
		return nil, err
	}
	in, err := service.SignInWithCode(ctx, casework.Credentials{Name: n.Login, Passphrase: passphrase, Source: "test"}, enrolled.Code)
	return &visitor{in.Secret, enrolled.ID}, err
}

// openService opens the service over a database file, and says what it asks of it.
func openService(file string, clock func() time.Time, idle time.Duration, asked *storetest.Tally) (*casework.Service, *store.SQLite, error) {
	server, err := seal.NewServerKey(drawnFrom("server"))
	if err != nil {
		return nil, nil, err
	}
	signer, err := casework.Signer(server)
	if err != nil {
		return nil, nil, err
	}
	verifier, err := casework.Verifier(server)
	if err != nil {
		return nil, nil, err
	}
	plain, err := profile.Load("plain")
	if err != nil {
		return nil, nil, err
	}
	db, err := store.Open(context.Background(), file, store.Options{Now: clock, Signer: signer, Verifier: verifier})
	if err != nil {
		return nil, nil, err
	}
	service, err := casework.Open(context.Background(), casework.Options{Store: storetest.Counting(db, asked), Server: server, Now: clock, Random: &shared{from: drawnFrom("service")},
		Profiles: map[string]profile.Loaded{"plain": plain}, Idle: idle, Longest: 24 * idle})
	return service, db, err
}

// newWorld is a copy of the template in which nobody is signed out for being idle.
func newWorld(t *testing.T) *world { return newWorldIdling(t, long) }

// newWorldIdling is a world whose sessions last so long without a request.
func newWorldIdling(t *testing.T, idle time.Duration) *world {
	t.Helper()
	w := &world{t: t, now: begun, his: "What I want to say", parties: map[string]practice.PartyID{}, heard: map[*visitor][]exchange{}}
	m, err := theTemplate()
	w.must(err)
	w.people = maps.Clone(m.people)
	file := filepath.Join(t.TempDir(), "amends.db")
	w.must(os.WriteFile(file, m.data, 0o600))
	service, db, err := openService(file, func() time.Time { w.mu.Lock(); defer w.mu.Unlock(); return w.now }, idle, &w.asked)
	w.must(err)
	t.Cleanup(func() { w.must(db.Close()) })
	w.service, w.db = service, db
	w.handler, err = New(w.config())
	w.must(err)
	return w
}

func (w *world) config() Config {
	set, err := assets.Open()
	w.must(err)
	return Config{Casework: w.service, Assets: set, Zone: time.UTC, Exit: exit, Random: func(r *http.Request) io.Reader {
		label, given := r.Context().Value(labelKey{}).(string)
		if !given {
			label = "unnamed " + r.Method + r.URL.Path
		}
		cookies := r.Header.Get("Cookie")
		return w.asked.Draws(drawnFrom(cookies + "\x00" + label))
	}}
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// later moves the clock.
func (w *world) later(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = w.now.Add(d)
}

// enrol takes one more on.
func (w *world) enrol(n casework.NewStaff) {
	w.t.Helper()
	name := "enrol " + n.Login
	one, err := enrol(w.t.Context(), w.service.Drawing(drawnFrom(name)), w.session("helen", name), n)
	w.must(err)
	w.people[n.Login] = one
}

// letIn gives a party a login, which they use at the door as anybody would.
func (w *world) letIn(by, party, login string) {
	w.t.Helper()
	s := w.session(by, "let in "+login)
	in, err := s.LetIn(w.t.Context(), w.kase, w.parties[party], login, w.form("let in "+login))
	w.must(err)
	door := w.get(nil, "door "+login, "/first")
	r := w.submit(door, "first "+login, "/first", url.Values{"login": {login}, "code": {in.Code}, "new": {passphrase}, "again": {passphrase}})
	if r.Code != http.StatusSeeOther || r.Header().Get("Location") != "/p/before" {
		w.t.Fatalf("%s came to %d %q: %s", login, r.Code, r.Header().Get("Location"), r.Body)
	}
	for _, c := range r.Result().Cookies() {
		if c.Name == sessionCookie {
			w.people[login] = &visitor{secret: secretIn(w.t, c.Value)}
		}
	}
}

func secretIn(t *testing.T, value string) [32]byte {
	t.Helper()
	raw, err := base64.RawURLEncoding.DecodeString(value)
	if err != nil || len(raw) != 32 {
		t.Fatalf("cookie holds %d bytes: %v", len(raw), err)
	}
	return [32]byte(raw)
}

// session is somebody's session, for one act by its name.
func (w *world) session(login, name string) *casework.Session {
	w.t.Helper()
	s, err := w.service.Drawing(drawnFrom("session "+name)).Resume(w.t.Context(), w.people[login].secret)
	w.must(err)
	return s
}

// form is the id of a form, by the name of what it does.
func (w *world) form(name string) casework.FormID {
	w.t.Helper()
	id, err := casework.NewForm(drawnFrom("form " + name))
	w.must(err)
	return id
}

// do runs a command; what it draws follows from its name.
func (w *world) do(login, name string, cmd practice.Command) []practice.Event {
	w.t.Helper()
	s := w.session(login, name)
	done, err := s.Do(w.t.Context(), w.kase, cmd, w.form(name))
	if err != nil {
		w.t.Fatalf("%s: %v", name, err)
	}
	w.kase = done.Case
	return done.Events
}

// view is the case as somebody sees it.
func (w *world) view(login string) *casework.View {
	w.t.Helper()
	v, err := w.session(login, "view "+login).Case(w.t.Context(), w.kase, casework.Want{})
	w.must(err)
	return v
}

// reply is one answer of the pages, with what is needed to send its forms.
type reply struct {
	*httptest.ResponseRecorder
	who *visitor
	set []*http.Cookie
}

// ask sends one request as somebody, or as nobody.
func (w *world) ask(who *visitor, label string, r *http.Request) reply {
	if who != nil {
		r.AddCookie(&http.Cookie{Name: sessionCookie, Value: base64.RawURLEncoding.EncodeToString(who.secret[:])})
	}
	recorder := httptest.NewRecorder()
	w.handler.ServeHTTP(recorder, r.WithContext(context.WithValue(r.Context(), labelKey{}, label)))
	answer := reply{recorder, who, recorder.Result().Cookies()}
	w.heard[who] = append(w.heard[who], exchange{r.Method, r.URL.Path, whole(answer)})
	return answer
}

func (w *world) get(who *visitor, label, path string) reply {
	return w.ask(who, label, httptest.NewRequest(get, path, nil))
}

var formWithAction = regexp.MustCompile(`(?s)<form[^>]*action="([^"]*)"[^>]*>.*?</form>`)
var hiddenField = regexp.MustCompile(`<input type="hidden" name="([^"]*)" value="([^"]*)"`)

// hidden are the hidden fields of the form on a page that goes to an address.
func (r reply) hidden(action string) url.Values {
	values := url.Values{}
	for _, form := range formWithAction.FindAllStringSubmatch(r.Body.String(), -1) {
		if html.UnescapeString(form[1]) != action {
			continue
		}
		for _, field := range hiddenField.FindAllStringSubmatch(form[0], -1) {
			values.Set(html.UnescapeString(field[1]), html.UnescapeString(field[2]))
		}
	}
	return values
}

// submit sends a form of a page that was just shown, filled in.
func (w *world) submit(page reply, label, action string, filled url.Values) reply {
	w.t.Helper()
	values := page.hidden(action)
	if values.Get("form") == "" {
		w.t.Fatalf("%s: there is no form to %s on the page: %d %s", label, action, page.Code, page.Body)
	}
	for name, v := range filled {
		values[name] = v
	}
	return w.ask(page.who, label, posting(action, values, page.set))
}

// opened opens the case of the tests: Ash was harmed by Daniel. Priya works with
// Ash, Tom with Daniel, Imran with both, Helen coordinates. What Daniel is called
// differs from world to world.
func (w *world) opened(responsible, story string) {
	w.t.Helper()
	w.do("helen", "open", practice.OpenCase{Begun: practice.ByHarmed, Title: "Burglary of a home",
		Parties: []practice.NewParty{
			{Kind: practice.Person, Standing: practice.Principal, Capacity: practice.Adult, Full: "Aisling Moran", Short: "Ash", SafeContact: "Text first"},
			{Kind: practice.Person, Standing: practice.Principal, Capacity: practice.Adult, Full: responsible, SafeContact: story},
		},
		Harms: []practice.NewHarm{{Kind: practice.Burglary, Harmed: []int{0}, Responsible: []int{1}}}})
	state := w.view("helen").State
	w.parties["ash"], w.parties["daniel"] = state.Parties[0].ID, state.Parties[1].ID
	w.do("helen", "allocate priya", practice.Allocate{Staff: w.people["priya"].staff, Duty: practice.Facilitator, Sides: []practice.SideID{state.Parties[0].Side}})
	w.do("helen", "allocate tom", practice.Allocate{Staff: w.people["tom"].staff, Duty: practice.Facilitator, Sides: []practice.SideID{state.Parties[1].Side}})
	w.do("helen", "allocate imran", practice.Allocate{Staff: w.people["imran"].staff, Duty: practice.Facilitator})
}

var linkOnPage = regexp.MustCompile(`href="(/[^"#]*)"`)

// walk fetches every page that somebody can reach by links from where they
// start, as far as their addresses are to be followed, and says how many.
func (w *world) walk(who *visitor, label string, follow func(path string) bool, start ...string) int {
	queue := slices.Clone(start)
	for next := 0; next < len(queue); next++ {
		r := w.get(who, label+" "+queue[next], queue[next])
		for _, link := range linkOnPage.FindAllStringSubmatch(r.Body.String(), -1) {
			to := html.UnescapeString(link[1])
			if follow(to) && !slices.Contains(queue, to) {
				queue = append(queue, to)
			}
		}
	}
	return len(queue)
}

// whole is everything of an answer that leaves the program.
func whole(r reply) string {
	var b strings.Builder
	b.WriteString(http.StatusText(r.Code) + "\n")
	if err := r.Header().Write(&b); err != nil {
		return err.Error()
	}
	b.WriteString("\n" + r.Body.String())
	return b.String()
}
