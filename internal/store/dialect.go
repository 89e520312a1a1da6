package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"
)

// rebind writes the $N of the one text for all engines as ?N. SQLite numbers $N
// by first appearance where a driver does not mind, and binds swapped values
// without an error. Literals, quoted names and comments stay as they are.
func rebind(statement string) string {
	var out strings.Builder
	for rest := statement; rest != ""; {
		n := inert(rest)
		if n == 0 {
			n = 1
			if rest[0] == '$' && len(rest) > 1 && rest[1] >= '1' && rest[1] <= '9' {
				out.WriteByte('?')
				rest = rest[1:]
				continue
			}
		}
		out.WriteString(rest[:n])
		rest = rest[n:]
	}
	return out.String()
}

// inert is the length of the literal, quoted name or comment that text begins
// with, nought if it begins with none. One that does not end reaches to the end.
func inert(text string) int {
	until := func(start int, end string) int {
		if n := strings.Index(text[start:], end); n >= 0 {
			return start + n + len(end)
		}
		return len(text)
	}
	switch {
	case text[0] == '\'' || text[0] == '"':
		// A doubled quote is read as two literals side by side: the same to us.
		return until(1, text[:1])
	case strings.HasPrefix(text, "--"):
		return until(2, "\n")
	case strings.HasPrefix(text, "/*"):
		return until(2, "*/")
	}
	return 0
}

// isRefusal says whether an answer says nothing of the machine, but of what was asked.
// A batch that gets one leaves its neighbours in the transaction alone.
func isRefusal(err error) bool {
	for _, refusal := range []error{ErrConflict, ErrDrops, ErrRepeated, ErrTaken, ErrErased, ErrHeld, ErrNotFound, ErrInvalid} {
		if errors.Is(err, refusal) {
			return true
		}
	}
	return false
}

// explain turns the driver's codes, never its texts, into the package's errors.
// The text is dropped, since it may quote values.
func explain(err error) error {
	driver, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return err
	}
	switch driver.Code() {
	case codes.SQLITE_CONSTRAINT_PRIMARYKEY, codes.SQLITE_CONSTRAINT_UNIQUE, codes.SQLITE_CONSTRAINT_ROWID:
		return fmt.Errorf("%w: an id stands already", ErrConflict)
	}
	switch driver.Code() & 0xff {
	case codes.SQLITE_CONSTRAINT:
		return fmt.Errorf("%w: constraint %d", ErrInvalid, driver.Code())
	case codes.SQLITE_BUSY, codes.SQLITE_LOCKED:
		return ErrBusy
	case codes.SQLITE_FULL:
		return ErrFull
	case codes.SQLITE_NOTADB, codes.SQLITE_CORRUPT:
		return fmt.Errorf("%w: fault %d", ErrDamaged, driver.Code())
	case codes.SQLITE_INTERRUPT:
		return context.Canceled
	}
	return fmt.Errorf("database fault %d", driver.Code())
}
