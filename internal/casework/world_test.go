package casework

import (
	"context"
	"crypto/rand"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"amends/internal/practice"
	"amends/internal/profile"
	"amends/internal/seal"
	"amends/internal/store"
)

// world is a service in a folder of its own, with a clock that tests move and
// everybody on staff signed in.
type world struct {
	t      *testing.T
	v      *Service
	db     *store.SQLite
	dir    string
	file   string // the database
	server *seal.ServerKey
	clock  *clock
	seeds  map[string]person // by login name
}

type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Pass moves the clock.
func (c *clock) Pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// template is one founded service with its staff, made once and copied for each
// test: setting up takes a second of Argon2.
type template struct {
	data   []byte // the database file
	server *seal.ServerKey
	seeds  map[string]person
	begun  time.Time
}

var theTemplate = sync.OnceValues(makeTemplate)

// staffOfWorld is who works there.
var staffOfWorld = []NewStaff{
	{Name: "Nia Facilitator", Login: "nia", Duties: []Duty{Facilitator}},
	{Name: "Owen Facilitator", Login: "owen", Duties: []Duty{Facilitator}},
	{Name: "Petra Elsewhere", Login: "petra", Duties: []Duty{Facilitator}},
	{Name: "Quin Second", Login: "quin", Duties: []Duty{Coordinator}},
	{Name: "Ruth Outside", Login: "ruth", Duties: []Duty{OutsideSupervisor}},
	{Name: "Sol Lead", Login: "sol", Duties: []Duty{SafeguardingLead}},
	{Name: "Tam Admin", Login: "tam", Duties: []Duty{Administrator}},
}

const testPassphrase = "correct horse battery staple"

func makeTemplate() (template, error) {
	dir, err := os.MkdirTemp("", "amends-casework-template-")
	if err != nil {
		return template{}, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	ctx := context.Background()
	server, err := seal.NewServerKey(rand.Reader)
	if err != nil {
		return template{}, err
	}
	file := filepath.Join(dir, "amends.db")
	m := template{server: server, seeds: map[string]person{}, begun: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
	c := &clock{now: m.begun}
	v, db, err := openAt(ctx, file, server, c, rand.Reader)
	if err != nil {
		return template{}, err
	}
	if err := m.staff(ctx, v); err != nil {
		return template{}, err
	}
	if err := db.Close(); err != nil {
		return template{}, err
	}
	m.data, err = os.ReadFile(file)
	return m, err
}

func (m template) staff(ctx context.Context, v *Service) error {
	f := Founding{
		Settings:    Settings{Name: "The Service", Neutral: "Post Office Lane", Profile: "plain", Harmed: "harmed person", Responsible: "responsible person"},
		Coordinator: NewStaff{Name: "Mair Coordinator", Login: "mair", Duties: []Duty{Coordinator}},
		Passphrase:  testPassphrase,
	}
	if _, err := v.Found(ctx, f); err != nil {
		return err
	}
	in, err := v.SignIn(ctx, Credentials{Name: "mair", Passphrase: testPassphrase})
	if err != nil {
		return err
	}
	m.seeds["mair"] = person{in.Session.who, in.Session.seed, in.Session.public}
	for _, n := range staffOfWorld {
		p, err := v.newPerson()
		if err != nil {
			return err
		}
		login, err := v.login(p, v.nameHash(n.Login), loginRecord{Kind: loginStaff})
		if err != nil {
			return err
		}
		login.Version = 1
		form, err := NewForm(rand.Reader)
		if err != nil {
			return err
		}
		err = in.Session.deskWork(ctx, form, func(d *draft, _ *desk, c *compartment) error {
			d.batch.Logins = []store.Login{login}
			if err := d.give(c, p.holder()); err != nil {
				return err
			}
			return writeOwn(d, c, kindEnrolled, p.enrolled(n))
		})
		if err != nil {
			return err
		}
		m.seeds[n.Login] = p
	}
	return nil
}

func openAt(ctx context.Context, file string, server *seal.ServerKey, c *clock, random io.Reader) (*Service, *store.SQLite, error) {
	signer, err := Signer(server)
	if err != nil {
		return nil, nil, err
	}
	verifier, err := Verifier(server)
	if err != nil {
		return nil, nil, err
	}
	db, err := store.Open(ctx, file, store.Options{Now: c.Now, Signer: signer, Verifier: verifier})
	if err != nil {
		return nil, nil, err
	}
	profiles := map[string]profile.Loaded{}
	for _, name := range profile.Names() {
		if profiles[name], err = profile.Load(name); err != nil {
			return nil, nil, err
		}
	}
	v, err := Open(ctx, Options{Store: db, Server: server, Now: c.Now, Random: random, Profiles: profiles})
	return v, db, err
}

// newWorld copies the template.
func newWorld(t *testing.T) *world {
	t.Helper()
	m, err := theTemplate()
	if err != nil {
		t.Fatalf("could not make the template: %v", err)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "amends.db")
	if err := os.WriteFile(file, m.data, 0o600); err != nil {
		t.Fatal(err)
	}
	c := &clock{now: m.begun.Add(time.Hour)}
	v, db, err := openAt(t.Context(), file, m.server, c, rand.Reader)
	if err != nil {
		t.Fatalf("could not open: %v", err)
	}
	w := &world{t: t, v: v, db: db, dir: dir, file: file, server: m.server, clock: c, seeds: m.seeds}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("could not close: %v", err)
		}
	})
	return w
}

// as signs somebody in by the keys the template kept, without their passphrase.
func (w *world) as(name string) *Session {
	w.t.Helper()
	p, known := w.seeds[name]
	if !known {
		w.t.Fatalf("nobody is called %q", name)
	}
	return w.session(p)
}

func (w *world) session(p person) *Session {
	w.t.Helper()
	in, err := w.v.begin(w.t.Context(), p.seed, p.id, memory{})
	if err != nil {
		w.t.Fatalf("could not sign in: %v", err)
	}
	return in.Session
}

// id is somebody's id on staff.
func (w *world) id(name string) practice.StaffID { return staffID(w.seeds[name].id) }

// do runs a command and expects it to be done.
func (w *world) do(s *Session, id CaseID, cmd practice.Command) Done {
	w.t.Helper()
	done, err := s.Do(w.t.Context(), id, cmd, w.form(s))
	if err != nil {
		w.t.Fatalf("%T: %v", cmd, err)
	}
	return done
}

func (w *world) form(s *Session) FormID {
	w.t.Helper()
	form, err := NewForm(s.v.random)
	if err != nil {
		w.t.Fatal(err)
	}
	return form
}

// view opens a case with all that the reader works with.
func (w *world) view(s *Session, id CaseID) *View {
	w.t.Helper()
	view, err := s.Case(w.t.Context(), id, Want{All: true})
	if err != nil {
		w.t.Fatalf("could not open the case: %v", err)
	}
	return view
}
