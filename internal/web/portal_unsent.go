package web

import (
	"fmt"
	"maps"
	"net/url"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// A participant may leave a form half written and come back to it: what they typed is
// sealed to them ([casework.Session.KeepUnsent]), and shown to nobody until they send it.

// forLater is the button that keeps a form and sends nothing.
var forLater = ui.Submit{Text: "Save and come back later", Name: "later", Value: "yes"}

// unsent gives what they kept for an act as if the form had just come back, and the
// note that says so; nothing if there is nothing.
func (v *visit) unsent(act practice.BoxCommand) (*sent, *ui.Flash, error) {
	kept, err := v.session.Unsent(v.Context(), act)
	if err != nil {
		return nil, nil, fmt.Errorf("could not read what was not sent: %w", err)
	}
	if kept == (casework.Unsent{}) {
		return nil, nil, nil
	}
	values, err := url.ParseQuery(kept.Fields)
	if err != nil {
		return nil, nil, fmt.Errorf("could not read what was not sent: %w", err)
	}
	note := &ui.Flash{State: ui.StateUndecided, Heading: "You have not sent this yet.", Text: "You saved it on " + v.day(kept.At) + ". Only you can see it."}
	return newSent(values, v.server.Zone), note, nil
}

// keep keeps the form as it was sent, whatever is wrong with it, and leads back to
// their page. Where nothing was typed nothing is kept.
func (v *visit) keep(act practice.BoxCommand) (answer, error) {
	fields, said := maps.Clone(v.sent.values), false
	delete(fields, "form")
	delete(fields, forLater.Name)
	for name, values := range fields {
		said = said || name != "wording" && len(values) > 0 && values[0] != ""
	}
	if !said {
		return finished(v.session.KeepUnsent(v.Context(), act, "", v.form), "/p", "later")
	}
	return finished(v.session.KeepUnsent(v.Context(), act, fields.Encode(), v.form), "/p", "kept")
}
