package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"amends/internal/casework"
	"amends/internal/web/ui"
)

// mostPublicWord is how long the words for both roles can be: they stand in lists.
const mostPublicWord = 40

// showSettings shows what the service decided for itself, with its history: as a
// form to who may change it, and to read to everybody else on staff.
func showSettings(v *visit) (answer, error) { return v.settingsPage(http.StatusOK, nil) }

func (v *visit) settingsPage(status int, sent *sent) (answer, error) {
	lines, err := v.settingsLines()
	if err != nil {
		return answer{}, err
	}
	all, err := v.session.StaffList(v.Context())
	if err != nil {
		return answer{}, fmt.Errorf("could not list staff: %w", err)
	}
	f, err := v.staffFrame("Settings", "/staff")
	if err != nil {
		return answer{}, err
	}
	page := ui.SectionsPage{StaffFrame: f, Back: ui.Link{Text: "Back to the staff", Href: "/staff"}, Heading: "Settings of the service",
		Lead: "They hold for everybody from the moment they are saved. What was decided before stands as it was."}
	history := v.settingsHistory(lines, all)
	if !runsTheDesk(v) {
		page.Sections = []ui.Section{settingsFacts(v.session.Settings()), history}
		return shown(page), nil
	}
	id, err := v.newForm("/settings")
	if err != nil {
		return answer{}, err
	}
	form := v.settingsForm(len(lines))
	form.ID = id
	if sent != nil {
		form = sent.into(form)
	}
	page.Sections = []ui.Section{ui.FormSection{Form: form}, history}
	return answer{status: status, page: page}, nil
}

// settingsLines are the events that set the settings, newest first.
func (v *visit) settingsLines() ([]casework.DeskLine, error) {
	lines, err := v.session.DeskLines(v.Context())
	if err != nil {
		return nil, fmt.Errorf("could not read what happened at the desk: %w", err)
	}
	return slices.DeleteFunc(lines, func(l casework.DeskLine) bool {
		return l.What != casework.DeskSettings && l.What != casework.DeskFounded
	}), nil
}

// settingsForm asks for all settings. It carries how often they were changed when
// it was opened, so that nobody puts back unseen what a colleague just changed.
func (v *visit) settingsForm(changes int) ui.Form {
	now := v.session.Settings()
	profiles := make([]ui.Option, 0, len(v.session.Profiles()))
	for _, name := range v.session.Profiles() {
		profiles = append(profiles, ui.Option{Value: name, Label: profileName(name)})
	}
	return ui.Form{Action: "/settings", Submit: "Save the settings", Hidden: []ui.Hidden{{Name: "changes", Value: strconv.Itoa(changes)}}, Cancel: goBack("/staff"), Groups: []ui.Group{
		{Heading: "Names", Inputs: []ui.Input{
			ui.TextInput{Name: "name", Label: "What the service is called", Hint: "For those who work here.", Value: now.Name},
			ui.TextInput{Name: "neutral", Label: "A name that does not say what it does",
				Hint: "Whoever looks over a participant’s shoulder reads this one.", Value: now.Neutral},
			ui.TextInput{Name: "phone", Label: "The number participants can ring",
				Hint: "Shown on each of their pages, to talk to somebody instead. Leave it empty if there is none.", Value: now.Phone,
				Width: 20},
		}},
		{Heading: "Words", Hint: "What the two roles are called on pages and papers.", Inputs: []ui.Input{
			ui.TextInput{Name: "harmed", Label: "Somebody who was harmed", Value: now.Harmed, Width: 20},
			ui.TextInput{Name: "responsible", Label: "Somebody responsible", Value: now.Responsible, Width: 20},
		}},
		{Heading: "Rules", Inputs: []ui.Input{
			ui.Radios{Name: "profile", Label: "Which programme’s rules hold?",
				Hint: "They decide what has to be in place before anything is passed on, in every open case.", Small: true, Options: profiles,
				Value: now.Profile},
		}},
	}}
}

// submitSettings saves them.
func submitSettings(v *visit) (answer, error) {
	s := v.sent
	n := casework.Settings{
		Name: s.line("name", mostLine, "Say what the service is called"), Neutral: s.line("neutral", mostLine, "Give a name that does not say what it does"),
		Phone: s.line("phone", mostLine, ""), Profile: choice(s, "profile", v.session.Profiles(), "Choose which rules hold"),
		Harmed: s.line("harmed", mostPublicWord, "Give a word"), Responsible: s.line("responsible", mostPublicWord, "Give a word"),
	}
	lines, err := v.settingsLines()
	if err != nil {
		return answer{}, err
	}
	if s.ok() && strconv.Itoa(len(lines)) != s.values.Get("changes") {
		return v.settingsMeanwhile(n)
	}
	if !s.ok() {
		return v.settingsPage(http.StatusUnprocessableEntity, s)
	}
	err = v.session.ChangeSettings(v.Context(), n, v.form)
	if err != nil && s.takes(err, map[string]string{"Name": "name", "Neutral": "neutral", "Profile": "profile", "Harmed": "harmed"}) {
		return v.settingsPage(http.StatusUnprocessableEntity, s)
	}
	return finished(err, "/settings", "saved")
}

// settingsMeanwhile answers a form that was opened before the last change: one of
// its own, sent twice, did its work; over a colleague's it asks to look again.
func (v *visit) settingsMeanwhile(n casework.Settings) (answer, error) {
	if n == v.session.Settings() {
		return finished(casework.ErrRepeated, "/settings", "saved")
	}
	v.sent.refuse("Somebody changed the settings while you were writing. Nothing was saved: look at what they are now, below, and send yours again if it still holds")
	lines, err := v.settingsLines()
	if err != nil {
		return answer{}, err
	}
	v.sent.values.Set("changes", strconv.Itoa(len(lines)))
	return v.settingsPage(http.StatusConflict, v.sent)
}

// settingsWords are all settings as people read them, in the order of the form.
func settingsWords(s casework.Settings) []ui.Fact {
	phone := s.Phone
	if phone == "" {
		phone = "none"
	}
	return []ui.Fact{
		{Label: "What the service is called", Value: s.Name}, {Label: "The name that does not say what it does", Value: s.Neutral}, {Label: "The number participants can ring", Value: phone},
		{Label: "Somebody who was harmed is called", Value: s.Harmed}, {Label: "Somebody responsible is called", Value: s.Responsible}, {Label: "Rules", Value: profileName(s.Profile)},
	}
}

func settingsFacts(s casework.Settings) ui.Facts { return ui.Facts{Items: settingsWords(s)} }

// settingsHistory says who changed what, newest first.
func (v *visit) settingsHistory(lines []casework.DeskLine, all []casework.Staff) ui.Table {
	t := ui.Table{ID: "history", Caption: "How they came about", Columns: []string{"What", "When", "By"}}
	for i, line := range lines {
		what := "As the service was set up"
		if i+1 < len(lines) {
			what = settingsChanged(lines[i+1].Settings, line.Settings)
		}
		t.Rows = append(t.Rows, ui.Row{{Text: what}, {Text: v.when(line.At)}, {Text: deskActor(line, all)}})
	}
	return t
}

// settingsChanged says what differs between two states.
func settingsChanged(before, after casework.Settings) string {
	was, now := settingsWords(before), settingsWords(after)
	var changed []string
	for i := range now {
		if was[i].Value != now[i].Value {
			changed = append(changed, fmt.Sprintf("%s: “%s”, before “%s”", now[i].Label, now[i].Value, was[i].Value))
		}
	}
	if len(changed) == 0 {
		return "Saved without a change"
	}
	return strings.Join(changed, "; ")
}

// profileName is a programme's rules as people say them. A name is made of words, as
// the profile's file is called; a place keeps its capitals.
func profileName(name string) string {
	if name == "england-and-wales" {
		return "England and Wales"
	}
	return capital(strings.ReplaceAll(name, "-", " "))
}
