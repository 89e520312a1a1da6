package demo

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"sync"
	"time"

	"amends/internal/casework"
	"amends/internal/practice"
)

// Guest is somebody to sign in as.
type Guest struct {
	Who        string // what they do, in a few words: "coordinator"
	Name       string
	Login      string
	Passphrase string
	Look       string // what there is to see for them
}

// The logins of the staff.
const (
	marta  = "marta"  // coordinator
	hanne  = "hanne"  // facilitator, mostly for both sides of a case
	tobias = "tobias" // facilitator, with Leonie across from him
	leonie = "leonie"
	ruth   = "ruth" // outside supervisor
)

// guests are the staff who sign in, the coordinator first.
var guests = []Guest{
	{"coordinator", "Marta Quill", marta, "lantern over the weir", "everything the service does: who is uncovered, what waits for a second reading"},
	{"facilitator for one side", "Tobias Fenwright", tobias, "seven pebbles in a row", "\"The ferry office\" from the harmed people's side alone"},
	{"facilitator for the other side", "Leonie Ashgrove", leonie, "the heron stands still", "the same case from the responsible man's side alone"},
	{"facilitator for both sides", "Hanne Drystone", hanne, "plum tree by the gate", "a day's work: calls due, letters to read, a meeting to prepare"},
	{"outside supervisor", "Ruth Calloway", ruth, "a quiet second reader", "single letters to sign off, and no case"},
}

// duties are what each of the staff does.
var duties = map[string][]casework.Duty{
	marta:  {casework.Coordinator, casework.SafeguardingLead},
	hanne:  {casework.Facilitator},
	tobias: {casework.Facilitator},
	leonie: {casework.Facilitator},
	ruth:   {casework.OutsideSupervisor},
}

// Idle is how long sessions must last in a service that is filled: everybody
// signs in once, and three years pass.
const Idle = 2 * span

// company is everybody who acts in the caseload, signed in.
type company struct {
	v     *casework.Service
	clock *Clock

	mu      sync.Mutex
	secrets map[string][32]byte
	open    map[string]*opened
	ids     map[string]practice.StaffID
}

// opened is somebody's session, used for one day's work: each resumption is noted
// in the store, which takes as long as a command.
type opened struct {
	session *casework.Session
	day     time.Time
}

func newCompany(v *casework.Service, clock *Clock) *company {
	return &company{
		v: v, clock: clock,
		secrets: map[string][32]byte{}, open: map[string]*opened{}, ids: map[string]practice.StaffID{},
	}
}

// found sets the service up as amends init does, rehearsal of recovery and all.
func (c *company) found(ctx context.Context) error {
	first := guests[0]
	made, err := c.v.Found(ctx, casework.Founding{
		Settings: casework.Settings{
			Name: "Weirside Restorative Service", Neutral: "Weirside", Profile: "plain",
			Harmed: "harmed person", Responsible: "responsible person", Phone: "01632 960 147",
		},
		Coordinator: casework.NewStaff{Name: first.Name, Login: first.Login, Duties: duties[first.Login]},
		Passphrase:  first.Passphrase,
	})
	if err != nil {
		return err
	}
	if err := c.v.RehearseRecovery(ctx, made.Sheets[0], made.Sheets[2]); err != nil {
		return err
	}
	in, err := c.v.SignIn(ctx, casework.Credentials{Name: first.Login, Passphrase: first.Passphrase})
	if err != nil {
		return err
	}
	c.joins(first.Login, in)
	return nil
}

// enrol takes the others on. Each takes three passphrases' worth of work, so they
// are taken on side by side.
func (c *company) enrol(ctx context.Context) error {
	boss, err := c.session(ctx, marta)
	if err != nil {
		return err
	}
	errs := make([]error, len(guests))
	var wait sync.WaitGroup
	for i, g := range guests[1:] {
		wait.Go(func() { errs[i] = c.takeOn(ctx, boss, g) })
	}
	wait.Wait()
	return errors.Join(errs...)
}

func (c *company) takeOn(ctx context.Context, boss *casework.Session, g Guest) error {
	form, err := casework.NewForm(rand.Reader)
	if err != nil {
		return err
	}
	enrolled, err := boss.Enrol(ctx, casework.NewStaff{Name: g.Name, Login: g.Login, Duties: duties[g.Login]}, form)
	if err != nil {
		return err
	}
	return c.firstTime(ctx, g, enrolled.Code)
}

// firstTime signs somebody in with the code they were told, and sets their passphrase.
func (c *company) firstTime(ctx context.Context, g Guest, code string) error {
	in, err := c.v.SignInWithCode(ctx, casework.Credentials{Name: g.Login, Passphrase: g.Passphrase}, code)
	if err != nil {
		return err
	}
	c.joins(g.Login, in)
	return nil
}

func (c *company) joins(login string, in casework.SignedIn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.secrets[login] = in.Secret
	c.open[login] = &opened{in.Session, c.clock.Now().Truncate(day)}
	c.ids[login] = in.Session.Me().ID
}

const day = 24 * time.Hour

// session gives somebody's session.
func (c *company) session(ctx context.Context, login string) (*casework.Session, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	today := c.clock.Now().Truncate(day)
	if o, is := c.open[login]; is && o.day.Equal(today) {
		return o.session, nil
	}
	secret, known := c.secrets[login]
	if !known {
		return nil, fmt.Errorf("%s has not signed in", login)
	}
	s, err := c.v.Resume(ctx, secret)
	if err != nil {
		return nil, fmt.Errorf("could not resume a session: %w", err)
	}
	c.open[login] = &opened{s, today}
	return s, nil
}

// leave signs everybody out.
func (c *company) leave(ctx context.Context) error {
	var errs []error
	for login := range c.secrets {
		s, err := c.session(ctx, login)
		if err == nil {
			err = s.SignOut(ctx)
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}
