package web

import (
	"fmt"
	"net/http"
	"strconv"

	"amends/internal/casework"
	"amends/internal/web/ui"
)

// showOutbox counts what waits to be sent, and why. It says of whom, to where and
// in which words to nobody: those who write it see it in their case (P4, P5).
func showOutbox(v *visit) (answer, error) {
	q, err := v.session.Queue(v.Context())
	if err != nil {
		return answer{}, fmt.Errorf("could not count what waits: %w", err)
	}
	f, err := v.staffFrame("To be sent", "/staff")
	if err != nil {
		return answer{}, err
	}
	page := ui.SectionsPage{StaffFrame: f, Back: ui.Link{Text: "Back to the staff", Href: "/staff"}, Heading: "What waits to be sent",
		Lead: "Nothing is sent from here yet: no way of sending is set up. Whatever is put here waits."}
	t := ui.Table{ID: "waiting", Caption: "Waiting",
		Columns: []string{"Why it waits", "How it would go", "How many", "May go from", "Not after"}, Numeric: []bool{false, false, true},
		Empty: "Nothing waits."}
	for _, line := range q.Waiting {
		t.Rows = append(t.Rows, ui.Row{
			{Text: queueReason(line.Why)},
			{Text: word(means(), line.Means)},
			{Text: strconv.Itoa(line.Rows)},
			{Text: v.when(line.First)},
			{Text: v.when(line.Last)},
		})
	}
	page.Sections = append(page.Sections, t)
	if q.InDoubt > 0 {
		page.Sections = append(page.Sections, ui.Prose{ID: "doubt", Heading: "In doubt", Text: []string{counted(q.InDoubt, "piece was", "pieces were") +
			" handed over, and nobody knows whether it arrived. It is never sent a second time."}})
	}
	page.Sections = append(page.Sections, v.heldSection(q.Held))
	return shown(page), nil
}

func queueReason(why casework.QueueReason) string {
	switch why {
	case casework.QueueEarly:
		return "Its day or its safe hour has not come"
	case casework.QueueUnread:
		return "Somebody in its case has written or stopped, and nobody has read it"
	case casework.QueueLapsed:
		return "Its time has passed: it is not sent any more"
	default:
		return "There is no way to send it"
	}
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// heldSection says what a restore held, and leads to releasing it who may.
func (v *visit) heldSection(held int) ui.Section {
	if held == 0 {
		return ui.Prose{ID: "held", Heading: "Held by a restore", Text: []string{"Nothing."}}
	}
	p := ui.Prose{ID: "held", Heading: "Held by a restore", Text: []string{counted(held, "piece waited", "pieces waited") +
		" when a backup was restored. It may have been sent after that backup was made, so none of it goes before somebody says so."}}
	if runsTheDesk(v) {
		p.Links = []ui.Link{{Text: "Let it go after all", Href: "/outbox/release"}}
	}
	return p
}

// releasePage asks before what was held may go.
func releasePage(held int) deskPage {
	return deskPage{title: "To be sent", heading: "Let " + counted(held, "held piece", "held pieces") + " go after all?", action: "/outbox/release", back: "/outbox", submit: "Let it go", warn: true, points: []string{
		"Each may have been sent already, after the backup was made. Somebody could get it twice.", "Each still waits for its day and its safe hour.", "Your name stands with this in what happened at the desk."}}
}

func showRelease(v *visit) (answer, error) {
	q, err := v.session.Queue(v.Context())
	if err != nil {
		return answer{}, fmt.Errorf("could not count what waits: %w", err)
	}
	if q.Held == 0 {
		return seeOther("/outbox"), nil
	}
	return v.askDesk(http.StatusOK, releasePage(q.Held), nil)
}

func submitRelease(v *visit) (answer, error) {
	_, err := v.session.ReleaseHeld(v.Context(), v.form)
	return finished(err, "/outbox", "saved")
}
