package main

import (
	"io"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"amends/internal/casework"
	"amends/internal/demo"
	"amends/internal/practice"
)

// filled is the demonstration of one present, and whom to sign in as.
func filled(t *testing.T, present time.Time) (*service, []demo.Guest) {
	t.Helper()
	dir := t.TempDir()
	f := folder{dir: filepath.Join(dir, "data"), key: filepath.Join(dir, "key")}
	server, err := f.begin()
	if err != nil {
		t.Fatal(err)
	}
	l := slog.New(slog.NewTextHandler(io.Discard, nil))
	guests, err := f.fillDemo(t.Context(), server, present, l)
	if err != nil {
		t.Fatal(err)
	}
	v, err := f.open(t.Context(), server, opening{now: func() time.Time { return present }, log: l})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := v.close(); err != nil {
			t.Errorf("could not close: %v", err)
		}
	})
	return v, guests
}

func signedInAs(t *testing.T, v *service, guests []demo.Guest, login string) *casework.Session {
	t.Helper()
	i := slices.IndexFunc(guests, func(g demo.Guest) bool { return g.Login == login })
	if i < 0 {
		t.Fatalf("nobody is called %s", login)
	}
	in, err := v.SignIn(t.Context(), casework.Credentials{Name: login, Passphrase: guests[i].Passphrase})
	if err != nil {
		t.Fatalf("%s: %v", login, err)
	}
	return in.Session
}

// TestDemoCaseload holds the caseload to what it is there to show.
func TestDemoCaseload(t *testing.T) {
	t.Parallel()
	v, guests := filled(t, time.Date(2026, time.March, 4, 15, 0, 0, 0, time.UTC))
	s := signedInAs(t, v, guests, "marta")
	open, err := s.Cases(t.Context(), casework.Filter{})
	if err != nil {
		t.Fatal(err)
	}
	closed, err := s.Cases(t.Context(), casework.Filter{Closed: true})
	if err != nil {
		t.Fatal(err)
	}
	all := slices.Concat(open, closed)
	if len(all) < 55 || len(all) > 65 {
		t.Errorf("%d cases, about 60 are wanted", len(all))
	}
	showsEveryStage(t, all)
	today, err := s.Today(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("today: %d due, %d waiting, %d uncovered, %d silent, %d open", len(today.Due), len(today.Waiting), len(today.Uncovered), len(today.Silent), today.Open)
	for what, n := range map[string]int{
		"due": len(today.Due), "waiting": len(today.Waiting), "uncovered": len(today.Uncovered), "silent": len(today.Silent), "closed": len(closed),
	} {
		if n == 0 {
			t.Errorf("no case is %s", what)
		}
	}
	owesLittle(t, s, all)
	for _, login := range []string{"marta", "tobias", "leonie", "hanne"} {
		isLateWithLittle(t, signedInAs(t, v, guests, login), login)
	}
	theFerryOfficePassed(t, s, all)
	if _, err := v.Verify(t.Context(), s); err != nil {
		t.Error(err)
	}
}

func showsEveryStage(t *testing.T, all []casework.CaseRow) {
	t.Helper()
	stages := map[practice.Stage]int{}
	harms := map[practice.HarmKind]int{}
	for _, row := range all {
		stages[row.Stage]++
		for _, h := range row.Harms {
			harms[h]++
		}
	}
	for _, stage := range []practice.Stage{
		practice.StageIntake, practice.StageFirst, practice.StagePreparation, practice.StageExchange,
		practice.StageArranged, practice.StageAfter, practice.StageEnded,
	} {
		if stages[stage] == 0 {
			t.Errorf("no case is at the stage %s: %v", stage, stages)
		}
	}
	if len(harms) < 7 {
		t.Errorf("only these harms: %v", harms)
	}
	t.Logf("%d cases, stages %v, harms %v", len(all), stages, harms)
}

// owesLittle: nothing went past the gate but in the one case that shows it, and
// those who met were rung when they were owed it. A caseload that is out of hand
// would show a service nobody wants.
func owesLittle(t *testing.T, s *casework.Session, all []casework.CaseRow) {
	t.Helper()
	incidents := 0
	for _, row := range all {
		for _, d := range row.Due {
			switch d.Kind {
			case practice.DueIncident:
				incidents++
				if row.Caption != "The crossing by the mill" {
					t.Errorf("%s: something went past the gate", row.Caption)
				}
			case practice.DueFollowUp:
				if d.By < s.Now()-7*practice.Day {
					t.Errorf("%s: a follow-up is owed since %s", row.Caption, d.By.Time())
				}
			default:
			}
		}
	}
	if incidents != 1 {
		t.Errorf("%d incidents wait for a review, 1 is meant to", incidents)
	}
}

// isLateWithLittle: to whoever signs in it is a service where a few things are late,
// by days and not by months, and nothing lies forgotten.
func isLateWithLittle(t *testing.T, s *casework.Session, login string) {
	t.Helper()
	const most, longest = 5, 14 // things that are late for one person, and days that they may be
	today, err := s.Today(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	late := 0
	for _, d := range today.Due {
		if since := s.Now() - d.Item.By; d.Item.By != 0 && since > 0 {
			late++
			if since > longest*practice.Day {
				t.Errorf("%s: %s in %q is %d days late", login, d.Item.Kind, d.Case.Caption, since/practice.Day)
			}
		}
	}
	for _, r := range today.Silent {
		if since := s.Now() - r.Touched - s.Profile().SilentAfter; since > longest*practice.Day {
			t.Errorf("%s: %q is silent for %d days too long", login, r.Caption, since/practice.Day)
		}
	}
	if late > most || len(today.Silent) > most || today.Open < most {
		t.Errorf("%s: in %d cases %d things are late, %d cases silent", login, today.Open, late, len(today.Silent))
	}
}

// theFerryOfficePassed follows the headline case: a letter and a meeting passed, and
// the talk only in the version that leaves out the one who refused.
func theFerryOfficePassed(t *testing.T, s *casework.Session, all []casework.CaseRow) {
	t.Helper()
	i := slices.IndexFunc(all, func(r casework.CaseRow) bool { return r.Caption == "The ferry office" })
	if i < 0 {
		t.Fatal("the headline case is not there")
	}
	view, err := s.Case(t.Context(), all[i].ID, casework.Want{All: true})
	if err != nil {
		t.Fatal(err)
	}
	passed := map[practice.Kind]practice.Crossing{}
	for _, x := range view.State.Crossings {
		if x.State == practice.Delivered {
			passed[x.Kind] = x
		}
	}
	for _, kind := range []practice.Kind{practice.Letter, practice.Message, practice.Approach, practice.Meeting, practice.Talk} {
		if passed[kind].ID == "" {
			t.Errorf("no %s passed", kind)
		}
	}
	talk := passed[practice.Talk]
	if len(talk.Uses) != 1 || talk.Uses[0].Of != practice.TakenOut {
		t.Errorf("what the talk takes of others: %+v", talk.Uses)
	}
	if len(talk.Others) != 1 || !talk.Others[0].Objects || talk.Others[0].Settled == 0 {
		t.Errorf("the other harmed person: %+v", talk.Others)
	}
	if len(view.State.Incidents) > 0 {
		t.Errorf("something went past the gate: %+v", view.State.Incidents)
	}
	if len(view.State.Bars) < 2 {
		t.Errorf("only %d bars on the way", len(view.State.Bars))
	}
}

// TestDemoOnAnyDay fills the demonstration as of other days: the tales keep clear of
// weekends, the turn of the year and a leap day wherever today falls.
func TestDemoOnAnyDay(t *testing.T) {
	t.Parallel()
	days := []time.Time{time.Date(2028, time.February, 29, 0, 10, 0, 0, time.UTC)}
	if os.Getenv("AMENDS_LONG") != "" {
		for d := range 14 {
			days = append(days, time.Date(2026, time.December, 24+d, 23, 50, 0, 0, time.UTC))
		}
	}
	for _, day := range days {
		if _, guests := filled(t, day); len(guests) != 7 {
			t.Errorf("%s: %d to sign in as", day.Format(time.DateOnly), len(guests))
		}
	}
}

// mostProgram is how large the program may be, stripped, in bytes.
const mostProgram = 30 << 20

// TestProgramIsSmall builds the program as it is shipped.
func TestProgramIsSmall(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "amends")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-ldflags=-s -w", "-o", out, ".")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("could not build: %v: %s", err, said)
	}
	info, err := os.Stat(out)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%.1f MB", float64(info.Size())/(1<<20))
	if info.Size() > mostProgram {
		t.Errorf("the program has %d bytes, at most %d", info.Size(), mostProgram)
	}
}
