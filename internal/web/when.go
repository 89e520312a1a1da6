package web

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"amends/internal/practice"
)

// noClock says that a time of day is needed.
const noClock = "Enter a time of day, like 5:40pm or 17:40"

// readMoment reads a typed day and time of day where the service is, or says
// what is wrong. A time that the clocks skip in spring is no time; one that comes
// twice in autumn is taken as the earlier.
func readMoment(day, month, year, clock string, zone *time.Location) (time.Time, string) {
	d, errDay := strconv.Atoi(day)
	m, known := readMonth(month)
	y, errYear := strconv.Atoi(year)
	if errDay != nil || !known || errYear != nil || y < 1900 || y > 2999 {
		return time.Time{}, "Enter a real day, like 17 11 2026"
	}
	hour, minute, read := readClock(clock)
	if !read {
		return time.Time{}, noClock
	}
	at := time.Date(y, m, d, hour, minute, 0, 0, zone)
	if at.Day() != d || at.Month() != m {
		return time.Time{}, "There is no such day. Enter a real one, like 17 11 2026"
	}
	if at.Hour() != hour || at.Minute() != minute {
		return time.Time{}, "The clocks skip that time on that day. Enter one before or after"
	}
	return firstOf(at), ""
}

// firstOf gives the earlier of the two moments that bear the same time of day
// when the clocks go back. time.Date promises neither.
func firstOf(at time.Time) time.Time {
	_, offset := at.Zone()
	_, dayBefore := at.AddDate(0, 0, -1).Zone()
	earlier := at.Add(time.Duration(offset-dayBefore) * time.Second)
	if earlier.Before(at) && earlier.Hour() == at.Hour() && earlier.Minute() == at.Minute() {
		return earlier
	}
	return at
}

// readMonth takes a number or an English name of at least three letters.
func readMonth(typed string) (time.Month, bool) {
	if n, err := strconv.Atoi(typed); err == nil {
		return time.Month(n), n >= 1 && n <= 12
	}
	lower := strings.ToLower(typed)
	for m := time.January; m <= time.December; m++ {
		if len(lower) >= 3 && strings.HasPrefix(strings.ToLower(m.String()), lower) {
			return m, true
		}
	}
	return 0, false
}

var clockForm = regexp.MustCompile(`^(\d{1,2})(?:[:.](\d{2}))?(am|pm)?$`)

// readClock takes 17:40, 17.40, 5:40pm, 5pm, noon and midnight. A bare hour
// without am or pm could be either, and is refused.
func readClock(typed string) (hour, minute int, read bool) {
	plain := strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, typed))
	switch plain {
	case "noon", "midday":
		return 12, 0, true
	case "midnight":
		return 0, 0, true
	}
	parts := clockForm.FindStringSubmatch(plain)
	if len(parts) == 0 || (parts[2] == "" && parts[3] == "") {
		return 0, 0, false
	}
	// The pattern lets only digits through, and at most two: these cannot fail.
	hour, _ = strconv.Atoi(parts[1])
	minute, _ = strconv.Atoi(cmp.Or(parts[2], "0"))
	if half := parts[3]; half != "" {
		if hour < 1 || hour > 12 {
			return 0, 0, false
		}
		hour %= 12
		if half == "pm" {
			hour += 12
		}
	}
	return hour, minute, hour < 24 && minute < 60
}

// sayDay is a day as people say it: "17 November 2026".
func sayDay(i practice.Instant, zone *time.Location) string {
	return i.Time().In(zone).Format("2 January 2006")
}

// sayWhen is a moment as people say it: "Tuesday 17 November 2026, 5:40pm". The very
// start of a day stands for the day ([sent.when]).
func sayWhen(i practice.Instant, zone *time.Location) string {
	at := i.Time().In(zone)
	if isDay(i, zone) {
		return at.Format("Monday 2 January 2006")
	}
	return at.Format("Monday 2 January 2006, ") + sayClock(at)
}

// isDay says whether an instant stands for a whole day: it is the very start of it.
func isDay(i practice.Instant, zone *time.Location) bool {
	at := i.Time().In(zone)
	year, month, day := at.Date()
	return at.Equal(time.Date(year, month, day, 0, 0, 0, 0, zone))
}

// isOver says whether the time by which something was due is over; 0 is no time. A day lasts until its end.
func isOver(by, now practice.Instant, zone *time.Location) bool {
	if by == 0 {
		return false
	}
	if isDay(by, zone) {
		return days(now, by, zone) < 0
	}
	return by < now
}

// sayClock is a time of day: "5:40pm", "9am".
func sayClock(at time.Time) string {
	if at.Minute() == 0 {
		return at.Format("3pm")
	}
	return at.Format("3:04pm")
}
