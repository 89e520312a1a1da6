package casework

import (
	"errors"
	"strings"
	"testing"
	"time"

	"amends/internal/practice"
	"amends/internal/store"
)

func TestSigningInGivesOneAnswerToEverythingWrong(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	for name, c := range map[string]Credentials{
		"unknown name":     {Name: "nobody", Passphrase: testPassphrase, Source: "a"},
		"wrong passphrase": {Name: "mair", Passphrase: "wrong horse battery staple", Source: "b"},
		"no passphrase":    {Name: "nia", Passphrase: testPassphrase, Source: "c"}, // has no slot at all
	} {
		if _, err := w.v.SignIn(ctx, c); !errors.Is(err, ErrWrongLogin) {
			t.Errorf("%s: %v", name, err)
		}
	}
	in, err := w.v.SignIn(ctx, Credentials{Name: "  MAIR ", Passphrase: testPassphrase})
	if err != nil {
		t.Fatal(err)
	}
	again, err := w.v.Resume(ctx, in.Secret)
	if err != nil || again.Me().Name != "Mair Coordinator" {
		t.Fatalf("resuming: %v", err)
	}
	if err := again.SignOut(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := w.v.Resume(ctx, in.Secret); !errors.Is(err, ErrSignedOut) {
		t.Errorf("after signing out: %v", err)
	}
	if _, err := w.v.Resume(ctx, [32]byte{1}); !errors.Is(err, ErrSignedOut) {
		t.Errorf("a secret nobody has: %v", err)
	}
}

func TestSessionsEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	p := w.seeds["nia"]
	in, err := w.v.begin(ctx, p.seed, p.id, memory{})
	if err != nil {
		t.Fatal(err)
	}
	for range 5 {
		w.clock.Pass(20 * time.Minute)
		if _, err := w.v.Resume(ctx, in.Secret); err != nil {
			t.Fatalf("somebody who keeps working was signed out: %v", err)
		}
	}
	w.clock.Pass(31 * time.Minute)
	if _, err := w.v.Resume(ctx, in.Secret); !errors.Is(err, ErrSignedOut) {
		t.Errorf("idle for 31 minutes: %v", err)
	}
	if in, err = w.v.begin(ctx, p.seed, p.id, memory{}); err != nil {
		t.Fatal(err)
	}
	for range 36 {
		w.clock.Pass(20 * time.Minute)
		_, err = w.v.Resume(ctx, in.Secret)
	}
	if !errors.Is(err, ErrSignedOut) {
		t.Errorf("after twelve hours: %v", err)
	}
}

func TestACodeIsGoodOnceAndForThreeDays(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, mair := t.Context(), w.as("mair")
	n := NewStaff{Name: "Una New", Login: "una", Duties: []Duty{Facilitator}}
	una, err := mair.Enrol(ctx, n, w.form(mair))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := mair.Enrol(ctx, n, w.form(mair)); !errors.Is(err, ErrNameTaken) {
		t.Errorf("the same login name twice: %v", err)
	}
	fresh := Credentials{Name: "una", Passphrase: "a new passphrase", Source: "x"}
	if _, err := w.v.SignInWithCode(ctx, fresh, "0000-0000-0000-0000"); !errors.Is(err, ErrWrongLogin) {
		t.Errorf("a wrong code: %v", err)
	}
	if _, err := w.v.SignInWithCode(ctx, Credentials{Name: "una", Passphrase: "short"}, una.Code); !errors.Is(err, ErrWeakPassphrase) {
		t.Errorf("a short passphrase: %v", err)
	}
	in, err := w.v.SignInWithCode(ctx, fresh, strings.ReplaceAll(una.Code, "-", " "))
	if err != nil || in.Session.Me().ID != una.ID {
		t.Fatalf("the right code: %v", err)
	}
	if _, err := w.v.SignInWithCode(ctx, fresh, una.Code); !errors.Is(err, ErrWrongLogin) {
		t.Errorf("a code that was used: %v", err)
	}
	if _, err := w.v.SignIn(ctx, fresh); err != nil {
		t.Errorf("the passphrase that was set: %v", err)
	}
	again, err := mair.NewCode(ctx, una.ID, w.form(mair))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.v.SignIn(ctx, fresh); !errors.Is(err, ErrWrongLogin) {
		t.Errorf("the old passphrase after new keys: %v", err)
	}
	w.clock.Pass(codeLife + time.Minute)
	if _, err := w.v.SignInWithCode(ctx, fresh, again.Code); !errors.Is(err, ErrWrongLogin) {
		t.Errorf("a code after three days: %v", err)
	}
}

func TestACodeDiesOfWrongAttempts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, mair := t.Context(), w.as("mair")
	una, err := mair.Enrol(ctx, NewStaff{Name: "Una New", Login: "una", Duties: []Duty{Facilitator}}, w.form(mair))
	if err != nil {
		t.Fatal(err)
	}
	c := Credentials{Name: "una", Passphrase: "a new passphrase"}
	for range codeTries {
		if _, err := w.v.SignInWithCode(ctx, c, "0000-0000-0000-0000"); !errors.Is(err, ErrWrongLogin) {
			t.Fatal(err)
		}
	}
	if _, err := w.v.SignInWithCode(ctx, c, una.Code); !errors.Is(err, ErrWrongLogin) {
		t.Errorf("the right code after %d wrong ones: %v", codeTries, err)
	}
}

func TestLeavingEndsEverythingAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	ctx, mair := t.Context(), w.as("mair")
	p := w.seeds["nia"]
	in, err := w.v.begin(ctx, p.seed, p.id, memory{})
	if err != nil {
		t.Fatal(err)
	}
	nia := w.as("nia")
	if err := nia.Deactivate(ctx, w.id("owen"), w.form(nia)); !errors.Is(err, ErrNotYours) {
		t.Errorf("a facilitator ended a colleague: %v", err)
	}
	if err := mair.Deactivate(ctx, w.id("mair"), w.form(mair)); err == nil {
		t.Error("somebody ended themselves")
	}
	if err := mair.Deactivate(ctx, w.id("nia"), w.form(mair)); err != nil {
		t.Fatal(err)
	}
	if _, err := w.v.Resume(ctx, in.Secret); !errors.Is(err, ErrSignedOut) {
		t.Errorf("their session goes on: %v", err)
	}
	mair = w.as("mair")
	w.do(mair, k.id, practice.Hold{Text: "the next change"})
	for at := range w.wrapsOf("nia") {
		t.Errorf("nia still holds a wrap (desk: %v)", at == w.v.deskPlace())
	}
	list, err := mair.StaffList(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range list {
		if m.ID == w.id("nia") && m.Left == 0 {
			t.Error("the desk does not say that she left")
		}
	}
}

func TestAdministratorsHoldNoKeysAndGiveNone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.openCase()
	ctx, tam := t.Context(), w.as("tam")
	if held := w.wrapsOf("tam"); len(held) != 1 {
		t.Errorf("the administrator holds keys to %d compartments, one is the desk", len(held))
	}
	if _, err := tam.Enrol(ctx, NewStaff{Name: "X", Login: "x", Duties: []Duty{Coordinator}}, w.form(tam)); !errors.Is(err, ErrNotYours) {
		t.Errorf("an administrator made a coordinator: %v", err)
	}
	if err := tam.ChangeStaff(ctx, w.id("tam"), "Tam", []Duty{Coordinator}, w.form(tam)); !errors.Is(err, ErrNotYours) {
		t.Errorf("an administrator made themselves a coordinator: %v", err)
	}
	if err := tam.ChangeStaff(ctx, w.id("nia"), "Nia Renamed", []Duty{Facilitator, SafeguardingLead}, w.form(tam)); err != nil {
		t.Error(err)
	}
	if err := tam.ChangeStaff(ctx, w.id("nia"), "Nia", []Duty{Facilitator, Administrator}, w.form(tam)); err == nil {
		t.Error("administrator beside another duty")
	}
	// With the code of somebody who works on cases, their colleagues' next commands
	// would give the cases' keys to whoever typed it in (P5).
	for _, name := range []string{"nia", "mair"} {
		if _, err := tam.NewCode(ctx, w.id(name), w.form(tam)); !errors.Is(err, ErrNotYours) {
			t.Errorf("an administrator drew new keys for %s, who works on cases: %v", name, err)
		}
	}
}

func TestSettingsChange(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx, mair := t.Context(), w.as("mair")
	s := mair.Settings()
	s.Neutral, s.Profile = "Canal House", "oregon"
	if err := mair.ChangeSettings(ctx, s, w.form(mair)); err != nil {
		t.Fatal(err)
	}
	if w.v.Front().Neutral != "Canal House" || w.as("nia").Profile().Name != "oregon" {
		t.Errorf("front %q, profile %q", w.v.Front().Neutral, w.as("nia").Profile().Name)
	}
	s.Profile = "nowhere"
	var field *FieldError
	if err := mair.ChangeSettings(ctx, s, w.form(mair)); !errors.As(err, &field) || field.Field != "Profile" {
		t.Errorf("an unknown profile: %v", err)
	}
	lines, err := mair.DeskLines(ctx)
	if err != nil || len(lines) == 0 {
		t.Errorf("%d lines, %v", len(lines), err)
	}
}

func TestSwappedKeysBesideALoginAreNoticed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	nia, petra := w.seeds["nia"], w.seeds["petra"]
	login, err := w.db.Login(t.Context(), nia.id)
	if err != nil {
		t.Fatal(err)
	}
	login.Public, login.Version = petra.public.Encode(), login.Version+1
	if err := w.db.Commit(t.Context(), store.Batch{Logins: []store.Login{login}}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.v.begin(t.Context(), nia.seed, nia.id, memory{}); err == nil {
		t.Error("keys that the server does not vouch for were taken")
	}
}

func TestAClockThatWentBackRefusesToWrite(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	mair := w.as("mair")
	w.clock.Pass(-time.Hour)
	if _, err := mair.Do(t.Context(), k.id, practice.Hold{Text: "x"}, w.form(mair)); !errors.Is(err, ErrClock) {
		t.Errorf("an hour back: %v", err)
	}
	w.clock.Pass(time.Hour + time.Minute)
	w.do(mair, k.id, practice.Hold{Text: "x"})
}

func TestANewCoordinatorIsGivenWhatThereIs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	k := w.openCase()
	ctx, mair := t.Context(), w.as("mair")
	una, err := mair.Enrol(ctx, NewStaff{Name: "Una New", Login: "una", Duties: []Duty{Coordinator}}, w.form(mair))
	if err != nil {
		t.Fatal(err)
	}
	in, err := w.v.SignInWithCode(ctx, Credentials{Name: "una", Passphrase: "a new passphrase"}, una.Code)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := in.Session.Case(ctx, k.id, Want{}); err != nil {
		t.Errorf("at once: %v", err)
	}
	if list, err := in.Session.Cases(ctx, Filter{}); err != nil || len(list) != 1 || list[0].Mine {
		t.Errorf("%d cases, %v", len(list), err)
	}
	if err := w.v.Sweep(ctx); err != nil {
		t.Error(err)
	}
}

// Whoever has new keys gets what they could open again from whoever drew them, at once.
// Where that was not done, it comes from colleagues at their next commands: also where
// the first of them holds none of it.
func TestNewKeysOpenWhatTheOldDid(t *testing.T) {
	t.Parallel()
	for name, draw := range map[string]func(w *world, k theCase, mair *Session) (Enrolled, error){
		"at once": func(w *world, _ theCase, mair *Session) (Enrolled, error) {
			return mair.NewCode(w.t.Context(), w.id("nia"), w.form(mair))
		},
		"from colleagues": func(w *world, k theCase, mair *Session) (Enrolled, error) {
			in, err := mair.renew(w.t.Context(), w.id("nia"), w.form(mair))
			w.do(w.as("owen"), k.id, practice.RecordContact{Parties: []practice.PartyID{k.respon}, Means: practice.Phone, Note: "first"})
			w.do(w.as("mair"), k.id, practice.RecordContact{Parties: []practice.PartyID{k.respon}, Means: practice.Phone, Note: "next"})
			return in, err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			k := w.openCase()
			drawn, err := draw(w, k, w.as("mair"))
			if err != nil {
				t.Fatal(err)
			}
			in, err := w.v.SignInWithCode(t.Context(), Credentials{Name: "nia", Passphrase: testPassphrase}, drawn.Code)
			if err != nil {
				t.Fatal(err)
			}
			if view := w.view(in.Session, k.id); !view.Parties[0].Opened || view.Parties[1].Opened {
				t.Errorf("she opens %+v", view.Parties)
			}
		})
	}
}
