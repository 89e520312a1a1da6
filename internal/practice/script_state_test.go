package practice_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"amends/internal/practice"
)

// stateText writes down what a script has come to: the case, every box and every
// file, a line for each element of a list, without what is zero.
func (s *stage) stateText() string {
	var b strings.Builder
	s.writeFields(&b, "", reflect.ValueOf(s.state))
	for _, party := range slices.Sorted(maps.Keys(s.boxes)) {
		s.writeFields(&b, "box ", reflect.ValueOf(s.boxes[party]))
	}
	for _, party := range slices.Sorted(maps.Keys(s.files)) {
		file := s.files[party]
		file.Texts = nil // they stand in the transcript
		s.writeFields(&b, "file ", reflect.ValueOf(file))
	}
	return b.String()
}

// writeFields writes a struct over several lines: its lists element by element, then the rest.
func (s *stage) writeFields(b *strings.Builder, of string, v reflect.Value) {
	for i := range v.NumField() {
		if f := v.Field(i); f.Kind() == reflect.Slice {
			for j := range f.Len() {
				fmt.Fprintf(b, "%s%s %s\n", of, v.Type().Field(i).Name, s.value(f.Index(j)))
			}
		} else if !f.IsZero() {
			fmt.Fprintf(b, "%s%s %s\n", of, v.Type().Field(i).Name, s.value(f))
		}
	}
}

// value writes a value on one line, with the names that the script gives.
func (s *stage) value(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Struct:
		var fields []string
		for i := range v.NumField() {
			if name := v.Type().Field(i).Name; !v.Field(i).IsZero() && name != "Act" {
				fields = append(fields, name+":"+s.value(v.Field(i)))
			}
		}
		return "{" + strings.Join(fields, " ") + "}"
	case reflect.Slice:
		var list []string
		for i := range v.Len() {
			list = append(list, s.value(v.Index(i)))
		}
		return "[" + strings.Join(list, " ") + "]"
	}
	switch one := v.Interface().(type) {
	case practice.Instant:
		return one.Time().Format("2006-01-02T15:04")
	case practice.Wording:
		return "…" // another each time a text is written
	}
	return s.name(fmt.Sprint(v.Interface()))
}
