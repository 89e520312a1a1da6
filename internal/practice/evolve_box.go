package practice

// EvolveBox folds one event of a party's box. Events of other homes leave it as it is.
func EvolveBox(box Box, event Event) Box {
	home, stamp := event.Home(), event.Stamped()
	if home.Kind != InBox {
		return box
	}
	box.Party, box.Last, box.Events = home.Party, max(box.Last, stamp.At), box.Events+1
	return evolveOwn(evolveGiven(box, event), event)
}

// evolveGiven folds what was put into the box for them.
func evolveGiven(box Box, event Event) Box {
	switch e := event.(type) {
	case ItemGiven:
		box.Items = added(box.Items, BoxItem{When: e.When, Kind: e.Kind, Crossing: e.Crossing, From: e.From, Text: e.Text})
	case NoticeGiven:
		box.Items = added(box.Items, BoxItem{When: e.When, Kind: Notice, Notice: e.Notice})
	case SenderTold:
		box.Items = added(box.Items, BoxItem{When: e.When, Kind: Notice, Content: e.Content})
	case WordingShown:
		box.Wordings = without(box.Wordings, func(w *BoxWording) bool { return w.Content == e.Content })
		box.Wordings = added(box.Wordings, BoxWording{
			Content: e.Content, Wording: e.Wording, Kind: e.Kind, Towards: e.Towards, For: e.For, Text: e.Text, Shown: e.When,
		})
	case WordingHidden:
		box.Wordings = without(box.Wordings, func(w *BoxWording) bool { return w.Content == e.Content })
	case QuestionPut:
		box.Questions = added(box.Questions, BoxQuestion{
			ID: e.Question, About: e.About, Kind: e.Kind, Towards: e.Towards, Content: e.Content, Wording: e.Wording, Text: e.Text, Asked: e.When,
		})
	case QuestionTakenAway:
		box.Questions = without(box.Questions, func(q *BoxQuestion) bool { return q.ID == e.Question })
	case AgreedListed:
		box.Agreed = added(box.Agreed, BoxAgreed{
			Consent: e.Consent, To: e.To, Kind: e.Kind, Towards: e.Towards, Content: e.Content, Means: e.Means, Until: e.Until, Text: e.Text, Given: e.When,
		})
	case AgreedEnded:
		box.Agreed = endAgreed(box.Agreed, e.Consent, e.When)
		box.Wordings = askedAgain(box)
	case PauseShown:
		box.Paused = 0
		if e.Paused {
			box.Paused = e.When
		}
	case StopReferenceGiven:
		box.Reference = e.Reference
	}
	return box
}

// evolveOwn folds the participant's own acts.
func evolveOwn(box Box, event Event) Box {
	switch e := event.(type) {
	case QuestionReplied:
		box.Questions = changed(box.Questions, func(q *BoxQuestion) bool { return q.ID == e.Question }, func(q *BoxQuestion) {
			q.Answer, q.Answered = e.Answer, e.When
		})
		box.Agreed = answered(box, e)
		box.Wordings = askedAgain(box)
	case WordingAgreed:
		box.Wordings = changed(box.Wordings, func(w *BoxWording) bool { return w.Content == e.Content && w.Wording == e.Wording }, func(w *BoxWording) {
			w.Agreed, w.Wish = e.When, ""
		})
		w, _ := find(box.Wordings, func(w *BoxWording) bool { return w.Content == e.Content })
		box.Agreed = added(box.Agreed, BoxAgreed{
			Consent: OnPageConsent(e.Act), To: w.Kind.wordsAgreed(), Kind: w.Kind, Towards: e.Towards, Given: e.When, Content: e.Content,
		})
	case WordingChanged:
		// Wishing for another text takes back agreement to this one.
		box.Wordings = changed(box.Wordings, func(w *BoxWording) bool { return w.Content == e.Content }, func(w *BoxWording) {
			w.Agreed, w.Wish = 0, e.Text
		})
		box.Agreed = endWhere(box.Agreed, func(a *BoxAgreed) bool { return a.Content == e.Content }, e.When)
	case ConsentReturned:
		box.Agreed = endAgreed(box.Agreed, e.Consent, e.When)
		box.Wordings = askedAgain(box)
	case EverythingStopped:
		box.Paused = e.When
	case StopLifted:
		box.Paused = 0
	case ContactWished:
		box.Contact = e.Text
	}
	return box
}

// OnPageConsent is the id of the consent that an act on a participant's page
// gives. It follows from the act, so that the page can list it at once: that it
// was taken in, and what became of it on the way, depends on others and must not
// show (P3).
func OnPageConsent(act ActID) ConsentID { return ConsentID(act) }

// answered lists a yes at once. A no, or a not yet, ends at once what it ends in the case.
func answered(box Box, e QuestionReplied) []BoxAgreed {
	q, _ := find(box.Questions, func(q *BoxQuestion) bool { return q.ID == e.Question })
	to := q.About.agrees()
	if e.Answer != Yes {
		return endWhere(box.Agreed, func(a *BoxAgreed) bool { return noEnds(to, q.Kind, q.Towards, a.To, a.Kind, a.Towards) }, e.When)
	}
	a := BoxAgreed{
		Consent: OnPageConsent(e.Act), To: to, Kind: q.Kind, Towards: to.direction(q.Towards), Given: e.When,
		Question: e.Question, Text: q.Text,
	}
	if to.isToText() {
		a.Content = q.Content
	}
	return added(box.Agreed, a)
}

// askedAgain gives the wordings of a page, where none counts as agreed to whose
// agreement was taken back: they may agree to it anew.
func askedAgain(box Box) []BoxWording {
	return changed(box.Wordings, func(w *BoxWording) bool {
		_, stands := find(box.Agreed, func(a *BoxAgreed) bool { return a.Content == w.Content && a.Ended == 0 && a.Given >= w.Shown })
		return w.Agreed != 0 && !stands
	}, func(w *BoxWording) { w.Agreed = 0 })
}

func endAgreed(list []BoxAgreed, id ConsentID, when Instant) []BoxAgreed {
	return endWhere(list, func(a *BoxAgreed) bool { return a.Consent == id }, when)
}

func endWhere(list []BoxAgreed, fits func(*BoxAgreed) bool, when Instant) []BoxAgreed {
	return changed(list, func(a *BoxAgreed) bool { return a.Ended == 0 && fits(a) }, func(a *BoxAgreed) { a.Ended = when })
}

// without gives a list less what fits, and leaves the given one as it was.
func without[T any](list []T, fits func(*T) bool) []T {
	kept := make([]T, 0, len(list))
	for i := range list {
		if !fits(&list[i]) {
			kept = append(kept, list[i])
		}
	}
	return kept
}
