package ui

import "strconv"

// barWidth is the width of a bar of 100: never nothing for something, never
// more than all.
func barWidth(value, full int) string {
	switch {
	case value <= 0 || full <= 0:
		return "0"
	case value >= full:
		return "100"
	default:
		return strconv.Itoa(max(2, 100*value/full))
	}
}

func (p Post) class() string {
	switch {
	case p.LookLink:
		return "as-link"
	case p.Warn:
		return "govuk-button govuk-button--warning"
	case p.Quiet:
		return "govuk-button govuk-button--quiet"
	default:
		return "govuk-button"
	}
}

// A session's block is stepWidth wide in a pitch of stepPitch; the drawing is
// stretched over the card.
const (
	stepPitch = 104
	stepWidth = 98
)

func (p *Preparation) box() string {
	return "0 0 " + strconv.Itoa(p.Of*stepPitch-(stepPitch-stepWidth)) + " 8"
}

func (p *Preparation) stepClass(i int) string {
	if i < p.Done {
		return "bar__on"
	}
	return "bar__all"
}

// comma joins the ith of n names to the next: "Ada, Ben and Carol".
func comma(i, n int) string {
	switch i {
	case n - 1:
		return ""
	case n - 2:
		return " and "
	default:
		return ", "
	}
}
