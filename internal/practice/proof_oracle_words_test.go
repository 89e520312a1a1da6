package practice_test

import (
	"slices"

	p "amends/internal/practice"
)

// The oracle's reading of what is written, of third people, and of stopping.

// readByStaff: the last reading is of the present wording, and passed it.
func (r reading) readByStaff() bool {
	_, ok := r.firstReader()
	return ok
}

func (r reading) firstReader() (p.StaffID, bool) {
	last, place := latest(r, func(e p.ContentRead) bool { return e.Content == r.crossing.Content })
	ok := place >= 0 && r.wording() != "" && last.Wording == r.wording() && last.Verdict == p.Passed && !r.unread(place)
	return last.By, ok
}

// signedOff: somebody else passed the same wording.
func (r reading) signedOff() bool {
	last, place := latest(r, func(e p.ContentSignedOff) bool { return e.Content == r.crossing.Content })
	reader, place1 := latest(r, func(e p.ContentRead) bool { return e.Content == r.crossing.Content })
	same := place1 >= 0 && !r.unread(place1) && reader.By == last.By
	return place >= 0 && r.wording() != "" && last.Wording == r.wording() && last.Verdict == p.Passed && !r.unread(place) && !same
}

func (r reading) unread(place int) bool {
	return r.corrected(place, func(c p.Corrected) bool { return c.Thing == p.AReading && c.Content == r.crossing.Content })
}

// needsSecond: where the case is sensitive, or a letter of the bank is screened by two.
func (r reading) needsSecond() bool {
	set := ever(r, func(e p.CaseOpened) bool { return e.Sensitive })
	for _, e := range each[p.SensitiveSet](r) {
		set = e.Sensitive
	}
	sensitive := set || slices.ContainsFunc(r.harms(), func(h p.HarmRecorded) bool { return slices.Contains(r.profile.SensitiveHarms, h.Kind) })
	content, _ := latest(r, func(e p.ContentCommitted) bool { return e.Content == r.crossing.Content })
	return sensitive || (r.profile.BankByTwo && content.Banked && r.crossing.Content != "")
}

func (r reading) othersRule() (told, asked bool) {
	for _, rule := range r.profile.OthersHarmed {
		if rule.Kind == r.crossing.Kind {
			return true, rule.Ask
		}
	}
	return false, false
}

// othersHeard: each other harmed person was told, or asked, as the profile says; an objection was answered.
func (r reading) othersHeard() bool {
	_, asked := r.othersRule()
	takers := r.takers()
	for _, other := range each[p.PartyAdded](r) {
		who := other.Party
		if slices.Contains(takers, who) || !r.harmed(who) || r.gone(who) || r.dead(who) && !r.objects(who) {
			continue
		}
		if !r.heard(who, asked) {
			return false
		}
	}
	return true
}

// objects says whether the last that somebody said was an objection, and nobody answered it since.
func (r reading) objects(who p.PartyID) bool {
	x := r.crossing.Crossing
	answer, answered := latest(r, func(e p.OtherAnswered) bool { return e.Crossing == x && e.Party == who })
	_, settled := latest(r, func(e p.ObjectionAnswered) bool { return e.Crossing == x && e.Party == who })
	return answered >= 0 && answer.Objects && settled < answered
}

func (r reading) heard(who p.PartyID, asked bool) bool {
	if r.objects(who) {
		return false
	}
	x := r.crossing.Crossing
	_, answered := latest(r, func(e p.OtherAnswered) bool { return e.Crossing == x && e.Party == who })
	if reasons, place := latest(r, func(e p.ReasonsGiven) bool { return e.Crossing == x && e.Party == who }); place >= 0 && reasons.Reason == p.DoNotTell {
		return true
	}
	told, place := latest(r, func(e p.OtherTold) bool { return e.Crossing == x && e.Party == who })
	if place < 0 || r.corrected(place, func(c p.Corrected) bool { return c.Thing == p.ATelling && c.Crossing == x && c.Party == who }) {
		return false
	}
	silent := r.profile.OthersReplyIn > 0 && r.at >= told.When+r.profile.OthersReplyIn
	return !asked || answered >= 0 || silent
}

// useAgreed: this version was examined; each speaker, and each whose words it uses
// or who can be recognised in it, agreed to exactly this version for this
// audience; nobody recognisable is without somebody to answer for them.
func (r reading) useAgreed() bool {
	wording := r.wording()
	exam, place := latest(r, func(e p.UseExamined) bool { return e.Crossing == r.crossing.Crossing })
	if place < 0 || wording == "" || exam.Wording != wording {
		return false
	}
	asked, named := slices.Clone(r.speakers()), slices.Clone(r.crossing.From)
	for i, who := range asked {
		if !slices.Contains(r.crossing.From, who) && r.dead(who) {
			asked[i] = r.memory("", who)
		}
	}
	for _, u := range exam.Uses {
		who := u.Party
		if u.SpokenOf != "" {
			who = r.found(u.SpokenOf)
		}
		named = append(named, who, p.PartyID(u.SpokenOf))
		if who == "" || r.dead(who) {
			who = r.memory(u.SpokenOf, who)
		}
		if u.Of == p.Words || u.Of == p.Recognisable {
			asked = append(asked, who)
		}
	}
	if !r.allNamed(named) {
		return false
	}
	return !slices.ContainsFunc(asked, func(who p.PartyID) bool {
		return who == "" || !r.agreed(who, p.ToBeUsed, nil, func(c p.ConsentGiven) bool {
			return c.Wording == wording && c.Audience == r.crossing.Audience
		})
	})
}

// allNamed: nobody who is in a harm, and nobody spoken of who was not found, was left out of an examination.
func (r reading) allNamed(named []p.PartyID) bool {
	for _, h := range r.harms() {
		if !holdsAll(named, h.Harmed) || !holdsAll(named, h.Responsible) {
			return false
		}
	}
	return !ever(r, func(e p.SpokenOfAdded) bool {
		return r.found(e.SpokenOf) == "" && !slices.Contains(named, p.PartyID(e.SpokenOf))
	})
}

func (r reading) identityChecked() bool {
	return r.everybody(r.crossing.To, func(who p.PartyID) bool {
		return ever(r, func(e p.ContactRecorded) bool { return e.Party == who && e.Identity })
	})
}

// notPaused: nobody who takes part, or whose own word is asked, has a pause that they did not lift. A lift
// takes away what was known by then: a stop that was sent before it and arrived after it holds.
func (r reading) notPaused() bool {
	return r.everybody(append(r.takers(), r.speakers()...), func(who p.PartyID) bool {
		for place, paused := range each[p.PartyPaused](r) {
			if paused.Party == who && !r.lifted(place, paused) {
				return false
			}
		}
		return true
	})
}

func (r reading) lifted(place int, paused p.PartyPaused) bool {
	for at, lift := range each[p.PauseLifted](r) {
		if at > place && lift.Party == paused.Party && lift.When >= paused.When {
			return true
		}
	}
	return false
}

func (r reading) notHeld() bool {
	held := false
	for _, l := range r.lines {
		switch l.event.(type) {
		case p.CaseHeld:
			held = true
		case p.HoldReleased:
			held = false
		}
	}
	return !held
}

// stillOpen: the case is open, the crossing was not stopped, its content not withdrawn,
// and nobody it comes from or goes to has died.
func (r reading) stillOpen() bool {
	open := false
	for _, l := range r.lines {
		switch e := l.event.(type) {
		case p.CaseOpened, p.CaseReopened:
			open = true
		case p.CaseClosed:
			open = false
		case p.CrossingStopped:
			if e.Crossing == r.crossing.Crossing {
				return false
			}
		case p.ContentWithdrawn:
			if e.Content == r.crossing.Content {
				return false
			}
		}
	}
	return open && !slices.ContainsFunc(slices.Concat(r.crossing.From, r.crossing.To), r.dead)
}
