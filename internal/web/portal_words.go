package web

import (
	"fmt"
	"net/http"
	"slices"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// wording finds a text of their own that waits for their word, or has it.
func (v *visit) wording() (practice.BoxWording, error) {
	b, err := v.session.Box(v.Context())
	if err != nil {
		return practice.BoxWording{}, fmt.Errorf("could not open a box: %w", err)
	}
	at := slices.IndexFunc(b.Box.Wordings, func(w practice.BoxWording) bool { return string(w.Content) == v.PathValue("content") })
	if at < 0 {
		return practice.BoxWording{}, casework.ErrNotThere
	}
	return b.Box.Wordings[at], nil
}

func showWords(v *visit) (answer, error) {
	w, err := v.wording()
	if err != nil {
		return answer{}, err
	}
	kept, note, err := v.unsent(practice.ChangeWording{Content: w.Content})
	if err != nil {
		return answer{}, err
	}
	if kept != nil && kept.values.Get("wording") != string(w.Wording) {
		kept.refuse("The words were changed after you saved yours. Read them as they stand now")
	}
	return v.askWords(http.StatusOK, w, kept, note)
}

const (
	wordsAgree  = "agree"
	wordsChange = "change"
)

func wordsHref(w practice.BoxWording) string { return "/p/words/" + string(w.Content) }

// askWords shows the text as it stands and asks for their word on it, whichever of
// the forms about it was sent.
func (v *visit) askWords(status int, w practice.BoxWording, sent *sent, note *ui.Flash) (answer, error) {
	form := ui.Form{Action: wordsHref(w), Submit: "Continue", Other: []ui.Submit{forLater}, Hidden: []ui.Hidden{{Name: "wording", Value: string(w.Wording)}},
		Groups: []ui.Group{{Inputs: []ui.Input{ui.Radios{Name: "words", Label: "Are these the words you want to give?",
			Hint: "If even one is changed, nothing is passed on until you have agreed again.", Options: []ui.Option{
				{Value: wordsAgree, Label: "Yes, exactly these words"},
				{Value: wordsChange, Label: "I want to change them",
					Reveal: []ui.Input{ui.LongText{Name: "text", Label: "The words you want", Rows: 12, Most: mostText, Value: w.Text}}},
			}}}}}}
	return v.ask(status, asked{title: "Your words", back: "/p", heading: wordsTitle(w), lead: wordingStands(w), form: form, note: note,
		sections: []ui.Section{ui.Letter{Caption: "As they stand now", Text: paragraphs(w.Text), Tone: ui.ToneBetween}}}, sent)
}

// submitWords shows what was chosen once more before it is sent ([showCheck]):
// nothing is saved yet.
func submitWords(v *visit) (answer, error) {
	if id := practice.ContentID(v.PathValue("content")); v.sent.pressed(forLater.Name) {
		return v.keep(practice.ChangeWording{Content: id})
	}
	w, err := v.wording()
	if err != nil {
		return answer{}, err
	}
	words := choice(v.sent, "words", []string{wordsAgree, wordsChange}, "Choose whether these are the words, or save this and come back later")
	text := ""
	if words == wordsChange {
		text = v.sent.text("text", mostText, "Write the words you want")
	}
	if string(w.Wording) != v.sent.values.Get("wording") {
		v.sent.refuse("The words were changed while you were reading. Read them as they stand now")
	}
	if !v.sent.ok() {
		return v.askWords(http.StatusUnprocessableEntity, w, v.sent, nil)
	}
	if words == wordsChange {
		return v.checkChange(text)
	}
	return v.checkAgree(w)
}

// checkAgree says, before they agree, what agreeing leads to and where it cannot
// be taken back any more (P3).
func (v *visit) checkAgree(w practice.BoxWording) (answer, error) {
	form := ui.Form{Action: v.URL.Path + "/agree", Submit: "Agree to these words", Cancel: goBack(v.URL.Path),
		Hidden: []ui.Hidden{{Name: "wording", Value: string(w.Wording)}}}
	return v.ask(http.StatusOK, asked{title: "Check", back: v.URL.Path, heading: "Check before you agree", form: form, sections: []ui.Section{
		ui.Letter{Caption: "What would be passed on", Text: paragraphs(w.Text), Tone: ui.ToneBetween},
		ui.Prose{Points: []string{"These words can now be passed on, exactly as they stand, once everything else is in place.",
			"Until they have reached the person, you can take this back at any time.",
			"Once they have reached the person, they cannot be taken back."}}}}, nil)
}

// changeMore is the button that goes back to the words with what was typed.
var changeMore = ui.Submit{Text: "Change them further", Name: "more", Value: "yes"}

func (v *visit) checkChange(text string) (answer, error) {
	form := ui.Form{Action: v.URL.Path + "/change", Submit: "Send these words to us", Other: []ui.Submit{changeMore, forLater},
		Hidden: []ui.Hidden{{Name: "text", Value: text}, {Name: "wording", Value: v.sent.values.Get("wording")}}}
	return v.ask(http.StatusOK, asked{title: "Check", back: v.URL.Path, heading: "Check before you send", form: form, sections: []ui.Section{
		ui.Letter{Caption: "The words as you want them", Text: paragraphs(text), Tone: ui.ToneBetween},
		ui.Prose{Points: []string{"Somebody here reads them and puts them before you once more.", "Nothing is passed on until you have agreed to them then."}}}}, nil)
}

// submitAgree takes their agreement. In another session they are first asked anew
// about the words as they stand: this form has no page of its own to go back to.
func submitAgree(v *visit) (answer, error) {
	if v.again {
		return submitWords(v)
	}
	cmd := practice.AgreeWording{Content: practice.ContentID(v.PathValue("content")), Wording: practice.Wording(v.sent.values.Get("wording"))}
	return finished(v.session.DoBox(v.Context(), cmd, v.form), "/p", "answered")
}

func submitChange(v *visit) (answer, error) {
	cmd := practice.ChangeWording{Content: practice.ContentID(v.PathValue("content"))}
	cmd.Text = v.sent.text("text", mostText, "Write the words you want")
	v.sent.values.Set("words", wordsChange) // what they had chosen, with what they typed under it
	if v.sent.pressed(forLater.Name) {
		return v.keep(cmd)
	}
	if more := v.sent.pressed(changeMore.Name); more || !v.sent.ok() {
		w, err := v.wording()
		if err != nil {
			return answer{}, err
		}
		status := http.StatusUnprocessableEntity
		if more {
			status = http.StatusOK
		}
		return v.askWords(status, w, v.sent, nil)
	}
	return finished(v.session.DoBox(v.Context(), cmd, v.form), "/p", "answered")
}
