package practice_test

import (
	"slices"
	"testing"

	"amends/internal/practice"
)

// What concerns people of one side alone is written into a file, whoever writes
// it: what stands among the facts, everybody on the case reads.
func TestWhatConcernsOneSideIsNotAmongTheFacts(t *testing.T) {
	t.Parallel()
	const text = "Crimson heron"
	for _, c := range []struct{ by, whose, step string }{
		{"lee", "jonas", `Disclose {"Party":"$jonas","To":"police","Ground":"danger-to-life","Text":"Crimson heron"}`},
		{"otto", "jonas", `CloseReview {"Incident":"$paper","Text":"Crimson heron"}`},
		{"carol", "jonas", `Correct {"Thing":"permission","Permission":"$leave","Text":"Crimson heron"}`},
		{"mona", "maya", `RecordOutside {"Kind":"slip","Parties":["$maya"],"Text":"Crimson heron"}`},
		{"mona", "maya", `RecordOutside {"Kind":"slip","Parties":["$jonas","$maya"],"Text":"Crimson heron"}`},
		{"faye", "iris", `RecordOutside {"Kind":"slip","Parties":["$iris"],"Text":"Crimson heron"}`},
	} {
		s := newStage(t)
		playOn(s, opened+`
do RecordOutside {"Kind":"late-paper","Parties":["$jonas"],"Text":"A form."}
keep paper incident
do RecordPermission {"Bar":"$rule","Authority":"prison","Kinds":["letter"],"Means":["post"]}
keep leave permission
by `+c.by+"\ndo "+c.step)
		written := 0
		for _, e := range s.last {
			switch e := e.(type) {
			case practice.FactsWritten:
				t.Errorf("%s: it stands among the facts", c.step)
			case practice.FileWritten:
				if e.Text == text && string(e.Party) == s.id(c.whose) {
					written++
				}
			}
		}
		if written != 1 {
			t.Errorf("%s: written %d times into the file of %s", c.step, written, c.whose)
		}
	}
}

// Why a harm is said otherwise concerns whoever it named before, too.
func TestACorrectedHarmConcernsWhomItNamed(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, opened+`
by carol
do ChangeHarm {"Harm":"$harm","Kind":"robbery","Harmed":["$maya"],"Text":"Crimson heron"}
`)
	written := slices.ContainsFunc(s.last, func(e practice.Event) bool {
		f, is := e.(practice.FactsWritten)
		return is && f.Text == "Crimson heron"
	})
	if !written {
		t.Errorf("it is not among what both sides' staff may know: %v", s.last)
	}
}
