package practice_test

import (
	"encoding/binary"
	"hash/maphash"
	"reflect"
	"slices"

	p "amends/internal/practice"
)

// Two states that differ only in how their ids were drawn, or in the order in
// which independent things were written, are one state. They are told apart by
// refining colours: each thing begins with the colour of its type, and is
// coloured anew, a few times over, by all that it says and by the colours of the
// things it names. A state's colour is that of everything in it. Staff keep their names.

// rounds of colouring: enough for a consent that names a crossing that names a content.
const rounds = 3

// palette colours the ids and wordings of one state.
type palette struct {
	seed     maphash.Seed
	colours  map[string]uint64
	carriers map[string]string // present wording, and the content whose it is
}

// colour gives a number that symmetric states share.
func colour(seed maphash.Seed, state p.Case) uint64 {
	state.Events, state.Touched, state.Struck = 0, 0, nil
	b := palette{seed, map[string]uint64{}, map[string]string{}}
	for _, c := range state.Contents {
		b.carriers[string(c.Wording)] = string(c.ID)
	}
	all := reflect.ValueOf(state)
	b.owners(all, func(own string, v reflect.Value) { b.colours[own] = maphash.String(seed, v.Type().Name()) })
	for range rounds {
		next := make(map[string]uint64, len(b.colours))
		b.owners(all, func(own string, v reflect.Value) {
			was := b.colours[own]
			b.colours[own] = 1 // the thing itself, whatever it is called
			next[own] = b.of(v)
			b.colours[own] = was
		})
		b.colours = next
	}
	return b.of(all)
}

// owners goes through every thing that has an id of its own.
func (b palette) owners(v reflect.Value, visit func(own string, v reflect.Value)) {
	switch v.Kind() {
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Struct {
			for i := range v.Len() {
				b.owners(v.Index(i), visit)
			}
		}
	case reflect.Struct:
		if id := v.FieldByName("ID"); id.IsValid() {
			visit(id.String(), v)
		}
		for i := range v.NumField() {
			b.owners(v.Field(i), visit)
		}
	}
}

// ordered are the lists in which the order of writing bears on a rule.
func ordered(t reflect.Type) bool {
	return t == reflect.TypeFor[p.Assessment]() || t == reflect.TypeFor[p.RefusedConsent]()
}

// of colours one value.
func (b palette) of(v reflect.Value) uint64 {
	switch v.Kind() {
	case reflect.String:
		return b.text(v)
	case reflect.Struct:
		list := make([]uint64, v.NumField())
		for i := range list {
			list[i] = b.of(v.Field(i))
		}
		return b.mix(list)
	case reflect.Slice:
		list := make([]uint64, v.Len())
		for i := range list {
			list[i] = b.of(v.Index(i))
		}
		if !ordered(v.Type().Elem()) {
			slices.Sort(list)
		}
		return b.mix(list)
	case reflect.Bool:
		if v.Bool() {
			return 1
		}
		return 0
	default:
		return uint64(v.Int())
	}
}

func (b palette) mix(list []uint64) uint64 {
	sum := make([]byte, 0, 8*len(list))
	for _, c := range list {
		sum = binary.LittleEndian.AppendUint64(sum, c)
	}
	return maphash.Bytes(b.seed, sum)
}

// text colours a string: an id by what it names; the present wording of a content
// by the content, and any other by its being past, since it never comes back; everything else by itself.
func (b palette) text(v reflect.Value) uint64 {
	s := v.String()
	switch v.Type() {
	case reflect.TypeFor[p.ActID](), reflect.TypeFor[p.SideID]():
		return 0
	case reflect.TypeFor[p.Wording]():
		if s == "" {
			return 0
		}
		return b.colours[b.carriers[s]] + 2
	}
	if c, ok := b.colours[s]; ok {
		return c
	}
	return maphash.String(b.seed, s)
}
