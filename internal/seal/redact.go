package seal

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
)

const redaction = "[redacted]"

var errSecretText = errors.New("could not write a secret as text: secrets have no text form")

// redacted, embedded in a secret type, keeps it out of logs, pages and errors
// (P4). It covers values that a formatter can ask. One in an unexported field of
// another struct it cannot ask, which is why the secret types also keep their
// bytes in a function's closure, of which fmt prints the address. A pointer would
// not do: given a verb that does not fit, such as %s, fmt follows it.
type redacted struct{}

// String answers with a fixed word.
func (redacted) String() string { return redaction }

// GoString answers with a fixed word.
func (redacted) GoString() string { return redaction }

// Format prints a fixed word for every verb, %x and %d among them.
func (redacted) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, redaction) }

// LogValue logs a fixed word.
func (redacted) LogValue() slog.Value { return slog.StringValue(redaction) }

// MarshalText refuses: it is what JSON, XML and flag printing would call.
func (redacted) MarshalText() ([]byte, error) { return nil, errSecretText }

// MarshalJSON refuses.
func (redacted) MarshalJSON() ([]byte, error) { return nil, errSecretText }
