package practice_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	p "amends/internal/practice"
)

// Who may be at a meeting otherwise than planned without anything having gone past
// the gate, and who not; and to whom a contact is owed after it.
func TestWhoCame(t *testing.T) {
	t.Parallel()
	archive, err := txtar.ParseFile(filepath.Join("testdata", "scripts", "who-came.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	planned, _, found := strings.Cut(string(archive.Files[0].Data), "\n# it does not come to it")
	if !found {
		t.Fatal("the script begins otherwise")
	}
	everybody := []string{"ada", "ben", "sol", "tam", "una"}
	for _, c := range []struct {
		name, attended, incidents string
		owed                      []string
	}{
		{"all as planned", ``, "", everybody},
		{"one leaves early", `{"Party":"$tam","Presence":"left-early"}`, "", everybody},
		{"one of two supporters stays away", `{"Party":"$tam","Presence":"not-there"}`, "", []string{"ada", "ben", "sol", "una"}},
		{"a helper stays away", `{"Helper":"$ines","Presence":"not-there"}`, "", everybody},
		{"a helper leaves early", `{"Helper":"$ines","Presence":"left-early"}`, "", everybody},
		{"one comes and stays, and that is said", `{"Party":"$tam","Presence":"came"}`, "", everybody},
		{"somebody else is there", `{"Party":"$vic","Presence":"left-early"}`, " other-company", append([]string{"vic"}, everybody...)},
		{"another helper is there", `{"Helper":"$cosmo","Presence":"came"}`, " other-company", everybody},
		{"a supporter who had to be there stays away", `{"Party":"$sol","Presence":"not-there"}`, " other-company", []string{"ada", "ben", "tam", "una"}},
		{"his supporters come without him", `{"Party":"$ben","Presence":"not-there"}`, "", []string{"ada", "sol", "tam", "una"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t)
			playOn(s, planned+"\nat 2031-03-04 18:00\ndo Confirm {\"Crossing\":\"$meeting\"}\nat 2031-03-04 20:00\n"+
				`do Deliver {"Crossing":"$meeting","Extent":"whole","Attended":[`+c.attended+"]}\nincidents"+c.incidents)
			var owed []string
			for _, d := range p.Diary(s.state, s.at()) {
				if name := s.name(string(d.Party)); d.Kind == p.DueFollowUp && !slices.Contains(owed, name) {
					owed = append(owed, name)
				}
			}
			slices.Sort(owed)
			slices.Sort(c.owed)
			if !slices.Equal(owed, c.owed) {
				t.Errorf("a contact is owed to %v, not to %v", owed, c.owed)
			}
		})
	}
}

// A meeting that was recorded as held in error is as if nobody had come.
func TestWhoCameIsCorrectedWithTheMeeting(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, scriptOf(t, "who-came")+"\ndo Correct {\"Thing\":\"delivery\",\"Crossing\":\"$meeting\",\"Text\":\"Another day.\"}")
	if x := s.crossing("meeting"); len(x.Attended) > 0 || len(x.FollowUps) > 0 {
		t.Errorf("what is left of it is %+v", x)
	}
}
