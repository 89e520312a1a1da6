package web

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"

	"amends/internal/casework"
	"amends/internal/web/ui"
)

// showHistory is where somebody has the whole history checked with the keys they
// hold (P6), and reads what came of it.
func showHistory(v *visit) (answer, error) {
	f, err := v.staffFrame("History", "/staff")
	if err != nil {
		return answer{}, err
	}
	page := ui.SectionsPage{StaffFrame: f, Back: ui.Link{Text: "Back to the staff", Href: "/staff"}, Heading: "Check the history",
		Lead: "Every entry is looked at: that none is missing, changed or moved; and, as far as you may open them, that whoever is named in each signed it, and was entitled to what it gives anybody."}
	last, begun := v.session.LastCheck()
	if begun && last.Ended == 0 {
		page.Sections = []ui.Section{v.running(last)}
		return shown(page), nil
	}
	if begun {
		page.Sections = append(page.Sections, v.checked(last)...)
	}
	begin, err := v.beginSection(begun)
	if err != nil {
		return answer{}, err
	}
	page.Sections = append(page.Sections, begin, checkedElsewhere)
	return shown(page), nil
}

// running says how far a check has come. Its last step, over what the store claims of
// itself, is no entry: the bar is full a moment before it ends.
func (v *visit) running(c casework.Checking) ui.Progress {
	return ui.Progress{ID: "running", Heading: "On its way", Done: int(c.Looked), Of: int(c.Entries),
		Says:  thousands(c.Looked) + " of " + thousands(c.Entries) + " entries, " + strconv.FormatInt(100*c.Looked/max(c.Entries, 1), 10) + "%",
		Text:  []string{"It began on " + v.when(c.Begun) + ". A large service takes minutes. You can go on working; signing out ends it."},
		Links: []ui.Link{{Text: "See how far it is now", Href: "/history"}}}
}

func (v *visit) beginSection(again bool) (ui.Section, error) {
	id, err := v.newForm("/history")
	if err != nil {
		return nil, err
	}
	form := ui.Form{Action: "/history", ID: id, Submit: "Check it now"}
	if again {
		form.Submit = "Check it again"
	}
	return ui.FormSection{Form: form}, nil
}

// checkedElsewhere says what no page can check: this program would be the one to lie.
var checkedElsewhere = ui.Prose{ID: "elsewhere", Heading: "What this cannot tell you", Text: []string{
	"Whether whoever runs this machine put all of it back to how it was some time ago, your own login with it, or wrote it anew before you first signed in. For that, keep its head on paper or on another machine, and have “amends verify --against” run there.",
	"Whether what stands in an entry is true. It shows who signed it, and when."}}

// submitHistory begins a check; its answer does not wait for the end.
func submitHistory(v *visit) (answer, error) {
	if v.again {
		return told("/history", "again"), nil
	}
	err := v.session.BeginCheck(v.Context())
	if err != nil && !errors.Is(err, casework.ErrChecking) {
		return answer{}, fmt.Errorf("could not begin a check: %w", err)
	}
	last, begun := v.session.LastCheck()
	if err != nil && (!begun || last.Ended != 0) {
		return v.say(http.StatusConflict, "Somebody else’s check is on its way", "One runs at a time, since each reads everything. Try again in a few minutes."), nil
	}
	return seeOther("/history"), nil
}

// checked says what came of a check.
func (v *visit) checked(c casework.Checking) []ui.Section {
	when := "Begun " + v.when(c.Begun) + ", ended " + v.when(c.Ended) + "."
	switch {
	case c.Flaw != "":
		return []ui.Section{ui.Prose{ID: "result", Heading: "The history is not right", Text: []string{when, "The first thing wrong: " + c.Flaw + ".",
			"Change nothing, and tell whoever runs this now. They run “amends verify” on the machine and keep the backups from before it."}}, checkedFacts(c.Found)}
	case c.Failed:
		return []ui.Section{ui.Prose{ID: "result", Heading: "The check was cut off",
			Text: []string{when, "Nothing is known from it. Start it again; if it is cut off again, tell whoever runs this."}}}
	default:
		return []ui.Section{ui.Prose{ID: "result", Heading: "Nothing is wrong", Text: []string{when}}, checkedFacts(c.Found)}
	}
}

func checkedFacts(found casework.Verified) ui.Facts {
	return ui.Facts{ID: "checked", Heading: "What was checked", Items: []ui.Fact{
		{Label: "Entries", Value: thousands(found.Entries)}, {Label: "Signed states of the whole", Value: thousands(found.Checkpoints)},
		{Label: "Entries whose signature was checked", Value: thousands(found.Signatures)},
		{Label: "Entries that stand as they did when you signed in", Value: thousands(found.Remembered)},
		{Label: "Parts that you may open", Value: thousands(found.Opened)}, {Label: "Parts that you may not open", Value: thousands(found.Shut)},
		{Label: "Entries that you may not open", Value: thousands(found.Unopened) + ": that they stand unchanged was checked, who signed them was not"},
		{Label: "Entries erased or struck", Value: thousands(found.Struck) + ": that they stood there was checked, nobody can read them"},
		{Label: "Head", Value: found.Head},
	}}
}

// thousands writes a count with spaces between groups of three.
func thousands(n int64) string {
	text := strconv.FormatInt(n, 10)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "\u202f" + text[i:]
	}
	return text
}
