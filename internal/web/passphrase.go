package web

import (
	"fmt"
	"net/http"

	"amends/internal/casework"
	"amends/internal/web/ui"
)

// A passphrase only opens the keys beneath it, and an old copy of the data opens
// with an old one: new keys are the remedy (docs/threats.md, a stolen backup).
const (
	knownToOthersStaff = "It does not change the keys beneath it. If somebody else may know your passphrase, that is not enough: ask a coordinator for a new code, which makes new keys."
	knownToOthersParty = "If somebody else may know your passphrase, that is not enough: ask whoever you talk with here for a new login. It makes new keys and ends this one, and what you were given stays."
)

func showPassphrase(v *visit) (answer, error) { return v.askPassphrase(http.StatusOK, nil) }

// askPassphrase asks for the old passphrase and a new one, in the frame of
// whoever asks.
func (v *visit) askPassphrase(status int, sent *sent) (answer, error) {
	hint := fmt.Sprintf("At least %d characters. Several words are easy to remember and hard to guess.", casework.MinPassphrase)
	form := ui.Form{Action: "/passphrase", Submit: "Change it", Cancel: goBack(v.home()), Groups: []ui.Group{{Inputs: []ui.Input{
		ui.TextInput{Name: "old", Label: "Your passphrase now", Type: "password", Autocomplete: "current-password"},
		ui.TextInput{Name: "new", Label: "New passphrase", Hint: hint, Type: "password", Autocomplete: "new-password"},
		ui.TextInput{Name: "again", Label: "The same again", Type: "password", Autocomplete: "new-password"},
	}}}}
	const heading, lead = "Change your passphrase", "You are signed out everywhere when it is changed, and sign in again with the new one. "
	if v.session.IsParticipant() {
		return v.ask(status, asked{title: "Passphrase", back: "/p", heading: heading, lead: lead + knownToOthersParty, form: form}, sent)
	}
	id, err := v.newForm("/passphrase")
	if err != nil {
		return answer{}, err
	}
	f, err := v.staffFrame("Passphrase", "")
	if err != nil {
		return answer{}, err
	}
	form.ID = id
	if sent != nil {
		form = sent.into(form)
	}
	return answer{status: status, page: ui.FormPage{StaffFrame: f, Heading: heading, Lead: lead + knownToOthersStaff, Form: form}}, nil
}

func submitPassphrase(v *visit) (answer, error) {
	old, chosen := v.sent.secret("old", "Enter your passphrase as it is now"), v.chosenTwice()
	if !v.sent.ok() {
		return v.askPassphrase(http.StatusUnprocessableEntity, v.sent)
	}
	err := v.session.ChangePassphrase(v.Context(), old, chosen)
	if err == nil {
		return v.gone("/sign-in"), nil
	}
	if !v.refuseAtDoor(err, "This is not your passphrase") {
		return answer{}, fmt.Errorf("could not change a passphrase: %w", err)
	}
	return v.askPassphrase(http.StatusUnprocessableEntity, v.sent)
}

// chosenTwice reads a new passphrase that was typed twice.
func (v *visit) chosenTwice() string {
	chosen, again := v.sent.secret("new", "Choose a passphrase"), v.sent.secret("again", "Enter the same passphrase again")
	if chosen != again {
		v.sent.wrong("again", "The two passphrases are not the same")
	}
	return chosen
}
