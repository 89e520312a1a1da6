package practice

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// The one form in which an event is written is that of encoding/json. A form
// reads it straight from left to right, each key in its place, and so refuses at
// once what that package forgives: keys twice, in another case or order, spaces,
// other escapes, empty fields. A test holds it to what encoding/json writes.

// form is how one struct is written: its fields in order, those of the embedded stamp in its place.
type form []formField

// formField is one field: its key as it is written, and where it is kept.
type formField struct {
	first string // its key with quotes and colon
	later string // the same after another field, with a comma
	index []int
	omit  bool // left out when empty
	value formValue
}

// formValue reads one value into its place.
type formValue func(r *formReader, into reflect.Value)

// formOf gives the form of a struct. It panics at what no event may hold, such as
// a map or a float: a fault of the program, found before it starts.
func formOf(typ reflect.Type) form {
	var f form
	for _, field := range reflect.VisibleFields(typ) {
		if field.Anonymous {
			continue // its own fields are among the visible
		}
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		key := strconv.Quote(name) + ":"
		f = append(f, formField{first: key, later: "," + key, index: field.Index, omit: options == "omitempty", value: valueOf(field.Type)})
	}
	return f
}

func valueOf(typ reflect.Type) formValue {
	if reflect.PointerTo(typ).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
		return readWord
	}
	switch typ.Kind() {
	case reflect.String:
		return func(r *formReader, into reflect.Value) { into.SetString(r.text()) }
	case reflect.Int64:
		return func(r *formReader, into reflect.Value) { into.SetInt(r.number()) }
	case reflect.Bool:
		return func(r *formReader, into reflect.Value) { into.SetBool(r.yes()) }
	case reflect.Slice:
		return listOf(valueOf(typ.Elem()))
	case reflect.Struct:
		return formOf(typ).read
	default:
		panic(fmt.Sprintf("practice: no event may hold a %s", typ))
	}
}

// readWord reads a word of a closed list, which refuses what is not on it.
func readWord(r *formReader, into reflect.Value) {
	word, ok := into.Addr().Interface().(encoding.TextUnmarshaler)
	if !ok || word.UnmarshalText([]byte(r.text())) != nil {
		r.bad = true
	}
}

func listOf(value formValue) formValue {
	return func(r *formReader, into reflect.Value) {
		if r.skip("null") {
			return
		}
		r.need("[")
		into.Set(reflect.MakeSlice(into.Type(), 0, 1))
		for n := 0; !r.bad && !r.skip("]"); n++ {
			if n > 0 {
				r.need(",")
			}
			into.Grow(1)
			into.SetLen(n + 1)
			value(r, into.Index(n))
		}
	}
}

// read reads a struct. A field that may be left out is there only when it is not empty.
func (f form) read(r *formReader, into reflect.Value) {
	r.need("{")
	comma := false
	for _, field := range f {
		key := field.first
		if comma {
			key = field.later
		}
		if !r.skip(key) {
			r.bad = r.bad || !field.omit
			continue
		}
		comma = true
		place := into.FieldByIndex(field.index)
		field.value(r, place)
		r.bad = r.bad || (field.omit && isEmpty(place))
	}
	r.need("}")
}

// isEmpty says what encoding/json leaves out under omitempty: a struct never.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Struct:
		return false
	case reflect.Slice:
		return v.Len() == 0
	default:
		return v.IsZero()
	}
}

// formReader is what is left to read. Once something was not as it is written, all is bad.
type formReader struct {
	rest string
	bad  bool
}

// skip takes a text away if it comes next.
func (r *formReader) skip(text string) bool {
	rest, ok := strings.CutPrefix(r.rest, text)
	r.rest = rest
	return ok
}

func (r *formReader) need(text string) { r.bad = !r.skip(text) || r.bad }

// text reads a string. One of plain letters is taken as it stands; encoding/json
// reads any other, and must write it the same.
func (r *formReader) text() string {
	r.need(`"`)
	plain := true
	for i := 0; i < len(r.rest); i++ {
		switch c := r.rest[i]; {
		case c == '"':
			text := r.rest[:i]
			r.rest = r.rest[i+1:]
			if plain {
				return text
			}
			return r.escaped(`"` + text + `"`)
		case c == '\\':
			i++
			plain = false
		case c < ' ', c > '~', c == '<', c == '>', c == '&':
			plain = false
		}
	}
	r.bad = true
	return ""
}

func (r *formReader) escaped(written string) string {
	var text string
	err := json.Unmarshal([]byte(written), &text)
	again, failed := json.Marshal(text)
	if err != nil || failed != nil || string(again) != written {
		r.bad = true
	}
	return text
}

// number reads a whole number, in the only way to write it.
func (r *formReader) number() int64 {
	end := strings.IndexAny(r.rest, ",]}")
	if end < 0 {
		r.bad = true
		return 0
	}
	n, err := strconv.ParseInt(r.rest[:end], 10, 64)
	var again [20]byte // holds every int64
	r.bad = r.bad || err != nil || string(strconv.AppendInt(again[:0], n, 10)) != r.rest[:end]
	r.rest = r.rest[end:]
	return n
}

func (r *formReader) yes() bool {
	yes := r.skip("true")
	if !yes {
		r.need("false")
	}
	return yes
}
