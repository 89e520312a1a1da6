package web

import (
	"errors"
	"strings"
	"time"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// zone is where the service is.
func (v *visit) zone() *time.Location { return v.server.Zone }

// day and when say an instant as the people of the service say it.
func (v *visit) day(i practice.Instant) string  { return sayDay(i, v.zone()) }
func (v *visit) when(i practice.Instant) string { return sayWhen(i, v.zone()) }

// home is where the service's name leads.
func (v *visit) home() string {
	switch {
	case v.session == nil:
		return "/sign-in"
	case v.session.IsParticipant():
		return "/p"
	default:
		return "/"
	}
}

// frame is the frame of a page for nobody in particular. Title is a plain word or
// a reference, never a person's name (P10).
func (s *server) frame(title string) ui.Frame {
	neutral := s.Casework.Front().Neutral
	return ui.Frame{Assets: s.assets, Service: neutral, Neutral: neutral, Title: title, Home: "/start"}
}

// staffFrame is the frame of a page for a member of staff. Current is the address
// of the menu's entry that the page belongs to.
func (v *visit) staffFrame(title, current string) (ui.StaffFrame, error) {
	me, settings := v.session.Me(), v.session.Settings()
	out, err := v.newForm("/sign-out")
	if err != nil {
		return ui.StaffFrame{}, err
	}
	f := ui.StaffFrame{Frame: v.server.frame(title), User: me.Name, SignOut: ui.Post{Action: "/sign-out", FormID: out, Text: "Sign out", LookLink: true}}
	f.Service, f.Neutral = settings.Name, settings.Neutral
	f.Flash = v.flash()
	f.Links = []ui.Link{{Text: "Change my passphrase", Href: "/passphrase"}}
	for _, item := range menu {
		if item.rule.admits(v.session) {
			f.Menu = append(f.Menu, ui.NavItem{Text: item.text, Href: item.href, Current: item.href == current})
		}
	}
	return f, nil
}

// menu is what staff can go to from every page, each for whom it is of use.
var menu = []struct {
	text, href string
	rule       Rule
}{
	{"Today", "/", staff(casework.Coordinator, casework.Facilitator, casework.SafeguardingLead, casework.DataProtectionOfficer, casework.Administrator)},
	{"Cases", "/cases", staff(casework.Coordinator, casework.Facilitator, casework.SafeguardingLead, casework.DataProtectionOfficer)},
	{"To sign off", "/signings", staff(casework.OutsideSupervisor)},
	{"Staff", "/staff", staff()},
}

// portalFrame is the frame of a participant's page. Back is where its way back
// leads, empty for none.
func (v *visit) portalFrame(title, back string) (ui.PortalFrame, error) {
	out, err := v.newForm("/sign-out")
	if err != nil {
		return ui.PortalFrame{}, err
	}
	f := v.bareFrame(title, back)
	f.Flash = v.flash()
	f.SignOut = &ui.Post{Action: "/sign-out", FormID: out, Text: "Sign out", LookLink: true}
	return f, nil
}

// bareFrame is a participant's frame without any form, for pages that say what
// went wrong: it cannot go wrong itself.
func (v *visit) bareFrame(title, back string) ui.PortalFrame {
	f := ui.PortalFrame{Frame: v.server.frame(title), Exit: "/leave"}
	f.Home = "/p"
	f.Foot = "This page keeps nothing on your phone. Your browser’s own list may still show that you were here."
	f.Links = []ui.Link{{Text: "Staying safe online", Href: "/safe"}}
	if back != "" {
		f.Back = ui.Link{Text: "Back", Href: back}
	}
	return f
}

// contact says whom to talk to instead.
func (v *visit) contact() string {
	if phone := v.session.Settings().Phone; phone != "" {
		return "Want to talk to someone? Ring " + strings.ReplaceAll(phone, " ", "\u00a0") + "." // a number stays in one line
	}
	return ""
}

// flash tells once what was just done. The word for it is in the address that a
// POST led on to, from a closed list: nothing in an address is shown as it is.
func (v *visit) flash() *ui.Flash {
	if f, known := flashes[v.URL.Query().Get("done")]; known {
		return &f
	}
	return nil
}

// flashes are what can be told once, by the word that [told] puts into an address.
var flashes = map[string]ui.Flash{
	"saved":    {State: ui.StateMet, Heading: "Saved."},
	"already":  {State: ui.StateMet, Heading: "Already saved.", Text: "This form was sent before, and did its work then. Nothing was done twice."},
	"stopped":  {State: ui.StateMet, Heading: "Stopped.", Text: "It took effect at once."},
	"started":  {State: ui.StateMet, Heading: "Started again.", Text: "Nothing happens until you have said yes to it."},
	"answered": {State: ui.StateMet, Heading: "Your answer is saved.", Text: "You can change your mind at any time."},
	"kept":     {State: ui.StateUndecided, Heading: "Saved, and not sent.", Text: "Only you can see it. It stays here for thirty days, or until you send it."},
	"later":    {State: ui.StateUndecided, Heading: "Nothing was sent.", Text: "The question waits here until you come back to it."},
	"back":     {State: ui.StateMet, Heading: "Taken back.", Text: "It took effect at once."},
	"again":    {State: ui.StateOpen, Heading: "Nothing was done.", Text: "You have signed in again since you opened this. If you still want it, say so once more."},
}

// told leads on to a page that tells once what was done, by a word of [flashes].
func told(to, word string) answer { return seeOther(to + "?done=" + word) }

// finished ends a POST whose command gave err: on success it leads on to a page
// that tells what was done; a form sent twice leads to the same page, which says
// that nothing was done twice. All else is for [visit.failed].
func finished(err error, to, word string) (answer, error) {
	switch {
	case err == nil:
		return told(to, word), nil
	case errors.Is(err, casework.ErrRepeated):
		return told(to, "already"), nil
	default:
		return answer{}, err
	}
}
