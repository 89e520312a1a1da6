package practice_test

import (
	"slices"
	"testing"

	"amends/internal/practice"
)

// Where an assessment or a consent has run out, the refusal says until when it was good (P9).
func TestWhatRanOutSaysWhen(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, opened+`
do Assess {"Kind":"letter","Means":"post","Parties":["$maya","$jonas"],"GoAhead":true,"Until":"@2031-04-01"}
do RecordContact {"Parties":["$maya"],"Means":"phone","Consents":[{"To":"receive","Kind":"letter","Towards":["$jonas"],"Means":"post","Form":"signed","Until":"@2031-04-02"}]}
at 2031-05-01 09:00`)
	conditions := practice.Gate(s.state, s.crossing("giving"), s.at())
	for kind, until := range map[practice.ConditionKind]string{practice.AssessedSafe: "2031-04-01", practice.RecipientWilling: "2031-04-02"} {
		i := slices.IndexFunc(conditions, func(c practice.Condition) bool { return c.Kind == kind })
		if c := conditions[i]; c.Why != practice.WhyExpired || c.Until != s.instant(until) || c.Since != s.instant("2031-03-01 09:00") {
			t.Errorf("%s: %s since %v, until %v", kind, c.Why, c.Since, c.Until)
		}
	}
}

// What was promised is looked at as often as need be; the last look counts, whole or not.
func TestUndertakings(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, opened+`do MakeAgreement {"Parties":["$maya","$jonas"],"Undertakings":[{"Party":"$jonas","Text":"To mend the gate.","Due":"@2031-04-01"},{"Party":"$maya","Text":"To ring first."}]}`)
	promises := func() []practice.Promise { return s.state.Agreements[0].Undertakings }
	s.ids["mending"], s.ids["ringing"] = string(promises()[0].ID), string(promises()[1].ID)
	if p := promises(); p[0].Due != s.instant("2031-04-01") || p[0].Kept != "" || p[1].Due != 0 {
		t.Errorf("%+v", p)
	}
	playOn(s, `at 2031-04-03 09:00
do RecordUndertaking {"Undertaking":"$mending","Kept":"partly","Text":"One post stands."}`)
	if got := s.last[len(s.last)-1].(practice.FactsWritten); got.Text != "One post stands." || got.What != practice.NoteText || string(got.Undertaking) != s.ids["mending"] {
		t.Errorf("%+v", got)
	}
	playOn(s, `do RecordUndertaking {"When":"@2031-04-02","Undertaking":"$mending","Kept":"not"}
refused bad-value RecordUndertaking {"Undertaking":"$mending"}`)
	if p := promises(); p[0].Kept != practice.Partly || p[0].Recorded != s.instant("2031-04-03 09:00") || p[1].Kept != "" {
		t.Errorf("%+v", p)
	}
}

// A commitment is HMAC-SHA-256 of the text under its salt: RFC 4231, test case 2.
func TestCommitmentVector(t *testing.T) {
	t.Parallel()
	const want = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
	if got := practice.Commit("Jefe", "what do ya want for nothing?"); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// One contact does every follow-up that was due by then, to the instant.
func TestAFollowUpOnTheDay(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	playOn(s, opened+`do Deliver {"Crossing":"$giving","Extent":"whole"}
at 2031-05-01 12:00
do Deliver {"Crossing":"$meeting","Extent":"whole"}
at 2031-05-29 12:00
do RecordContact {"Parties":["$maya"],"Means":"phone","FollowUp":"$meeting"}`)
	done := 0
	for _, f := range s.crossing("meeting").FollowUps {
		if f.Done != 0 {
			done++
		}
	}
	if done != 2 { // after 72 hours, and after four weeks; not the one after half a year, nor his
		t.Errorf("%d follow-ups are done", done)
	}
}
