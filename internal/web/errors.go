package web

import (
	"cmp"
	"context"
	"encoding/base32"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// What only this package can find wrong with a request.
var (
	errUnreadable = errors.New("could not read form")
	errStale      = errors.New("form id is not one of ours for this session and address")
)

// failed is the one table from what went wrong to the page that says so. What is
// not in it is an incident: a number, a fixed sentence, and one line in the log.
func (v *visit) failed(err error) answer {
	if refusal, is := errors.AsType[*practice.Refusal](err); is {
		return v.refused(refusal)
	}
	if closed, is := errors.AsType[*casework.CompartmentError](err); is {
		return v.closed(closed)
	}
	if soon, is := errors.AsType[*casework.TooSoonError](err); is {
		return v.say(http.StatusTooManyRequests, "Too many attempts", fmt.Sprintf("Wait %d seconds, then try again.", int(soon.After.Seconds())+1))
	}
	if _, is := errors.AsType[*http.MaxBytesError](err); is {
		return v.say(http.StatusRequestEntityTooLarge, "This is too long to send", "Nothing was saved. Go back, shorten what you wrote, and send it again.")
	}
	for _, known := range plainly {
		if errors.Is(err, known.err) {
			return v.say(known.status, known.heading, known.text...)
		}
	}
	switch {
	case errors.Is(err, casework.ErrSignedOut):
		return seeOther("/sign-in")
	case errors.Is(err, casework.ErrNotThere):
		return v.server.notThere()
	default:
		return v.incident(err)
	}
}

// plainly are the errors that one fixed page answers.
var plainly = []struct {
	err     error
	status  int
	heading string
	text    []string
}{
	{errUnreadable, http.StatusBadRequest, "This could not be read", []string{"Nothing was saved. Go back and send it again."}},
	{errStale, http.StatusForbidden, "This page was open for too long", []string{"Nothing was saved. Go back, copy what you wrote, open the page again and send it from there."}},
	{casework.ErrRepeated, http.StatusOK, "Already done", []string{"This form was sent before, and did its work then. Nothing was done twice."}},
	{casework.ErrNotYours, http.StatusForbidden, "This is not among your duties", []string{"Nothing was changed. A coordinator can do it, or can give you the duty."}},
	{casework.ErrBusy, http.StatusConflict, "Somebody else is changing this at the same moment", []string{"Nothing was saved. Go back and send it again."}},
	{casework.ErrClock, http.StatusServiceUnavailable, "Nothing can be saved at the moment", []string{"The clock of the machine is wrong. Whoever runs it has to set it right. Nothing you had already saved is lost."}},
	{casework.ErrStopped, http.StatusServiceUnavailable, "Nothing can be saved at the moment", []string{"Whoever runs this has to start it again. Nothing you had already saved is lost."}},
	{casework.ErrNotFounded, http.StatusServiceUnavailable, "This is not set up yet", []string{"Whoever runs this has to set it up first."}},
	{context.Canceled, http.StatusServiceUnavailable, "This was called off", []string{"What you just sent may not have been saved. Look whether it is there before you send it again."}},
	{context.DeadlineExceeded, http.StatusServiceUnavailable, "This took too long", []string{"What you just sent may not have been saved. Look whether it is there before you send it again."}},
}

// say is a plain page of a few sentences. A participant's has the way to leave
// quickly on it.
func (v *visit) say(status int, heading string, text ...string) answer {
	if v.session == nil || !v.session.IsParticipant() {
		return v.server.plain(status, heading, text...)
	}
	f := v.bareFrame("Not done", "/p")
	return answer{status: status, page: ui.ReadPage{PortalFrame: f, Heading: heading, Sections: []ui.Section{ui.Prose{Text: text}}, Contact: v.contact()}}
}

func (s *server) plain(status int, heading string, text ...string) answer {
	p := ui.PlainRefusal{Frame: s.frame("Not done"), Heading: heading, Text: text, Link: ui.Link{Text: "Go to the start", Href: "/start"}}
	return answer{status: status, page: p}
}

// notThere answers "not there" and "not yours" alike, whoever asks (P5).
func (s *server) notThere() answer {
	p := ui.PlainRefusal{Frame: s.frame("Not here"), Heading: "Nothing to show here",
		Text: []string{"This page does not exist, or it is not open to you."}, Link: ui.Link{Text: "Go to the start", Href: "/start"}}
	return answer{status: http.StatusNotFound, page: p}
}

// closed says that part of a case cannot be opened, to somebody entitled to it
// (P9). Its words are casework's, from a closed list.
func (v *visit) closed(e *casework.CompartmentError) answer {
	if e.Entry > 0 {
		return v.say(http.StatusConflict, "The history cannot be relied on", "Nothing was changed, and nobody is let in over it: somebody wrote past the program into the history of who works here.",
			"What is wrong: "+e.Problem+".", "Whoever runs this has to check the history with amends verify --login, and restore a backup from before it.")
	}
	return v.say(http.StatusConflict, "Part of this cannot be opened", "Nothing was changed, because nothing is decided over a history with a gap in it.",
		"What is wrong: "+e.Problem+".", "A coordinator who can open it can mend it.")
}

// denyOrigin answers a POST that another site sent.
func (s *server) denyOrigin(w http.ResponseWriter, r *http.Request) {
	s.send(w, r, s.plain(http.StatusForbidden, "This came from another site", "Nothing was done. Open the page here and send it from there."))
}

// incident logs what went wrong once, under a number, and shows the number and a
// sentence that is always the same.
func (v *visit) incident(err error) answer {
	number := v.server.incident(v.Request, "could not answer", slog.Any("error", err))
	return v.server.incidentPage(number, http.StatusInternalServerError)
}

func (s *server) incidentPage(number string, status int) answer {
	return answer{status: status, page: ui.IncidentPage{Frame: s.frame("Something went wrong"), Number: number}}
}

// incident writes the one line of log. The path may hold ids, so the route's
// pattern stands for it; errors of the floors below hold nothing personal.
func (s *server) incident(r *http.Request, what string, more ...slog.Attr) string {
	number := s.number(r)
	attrs := append([]slog.Attr{slog.String("incident", number), slog.String("what", what), slog.String("route", cmp.Or(r.Pattern, r.Method))}, more...)
	s.Log.LogAttrs(r.Context(), slog.LevelError, "request failed", attrs...)
	return number
}

// spoken writes bytes in letters that are not taken for one another when read out.
var spoken = base32.NewEncoding("abcdefghjkmnpqrstuvwxyz023456789")

// number draws an incident's number: 40 bits.
func (s *server) number(r *http.Request) string {
	var drawn [5]byte
	if _, err := io.ReadFull(s.Random(r), drawn[:]); err != nil {
		// The source of randomness is what is broken; a number must still be shown.
		return "0000-0000"
	}
	letters := spoken.EncodeToString(drawn[:])
	return letters[:4] + "-" + letters[4:]
}

// writeIncident shows an incident where the ordinary way may itself be what
// broke: if not even that page can be drawn, its sentence goes out as plain text.
func (s *server) writeIncident(w http.ResponseWriter, r *http.Request, number string, status int) {
	a := s.incidentPage(number, status)
	if err := a.write(w, r); err == nil {
		return
	}
	http.Error(w, "Something went wrong here. The number to tell us is "+number+".", status)
}
