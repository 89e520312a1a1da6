package practice

import (
	"fmt"
	"slices"
)

// Mutant is one row of the gate's table with one mistake put into it. The proof
// fails unless the oracle finds every one of them out.
type Mutant struct {
	Name string
	row  row
}

// Ask gives what the mistaken row says: whether the condition is asked of this crossing at all, and whether it is met.
func (m Mutant) Ask(state Case, crossing Crossing, at At) (condition ConditionKind, asked, met bool) {
	if column := slices.Index(Kinds(), crossing.Kind); !m.row.cells[column] {
		return m.row.kind, false, false
	}
	conditions := gate([]row{m.row}, state, crossing, at)
	return m.row.kind, len(conditions) > 0, AllMet(conditions)
}

// TableCells gives every cell of the gate's table: the kinds of crossing each condition is asked of.
func TableCells() map[ConditionKind][]Kind {
	cells := map[ConditionKind][]Kind{}
	for _, r := range gateTable {
		for i, kind := range Kinds() {
			if r.cells[i] {
				cells[r.kind] = append(cells[r.kind], kind)
			}
		}
	}
	return cells
}

// Mutants puts each mistake of the list into the gate by itself: every cell
// turned, every check always met, never met and turned round, every "where the
// profile asks" dropped and turned, and every check made blind, in turn, to each thing it must look at.
func Mutants() []Mutant {
	var mutants []Mutant
	for _, r := range gateTable {
		mutants = append(mutants, turnedCells(r)...)
		mutants = append(mutants, turnedChecks(r)...)
		for _, b := range blindnesses() {
			if slices.Contains(b.rows, r.kind) {
				mutants = append(mutants, blinded(r, b))
			}
		}
	}
	return mutants
}

func turnedCells(r row) []Mutant {
	var mutants []Mutant
	for i, kind := range Kinds() {
		turned := r
		turned.cells[i] = !r.cells[i]
		mutants = append(mutants, Mutant{fmt.Sprintf("%s: cell of %s turned", r.kind, kind), turned})
	}
	return mutants
}

func turnedChecks(r row) []Mutant {
	unmet := []Condition{open("", WhyNone, ChangedByNobody, ByNothing)}
	var mutants []Mutant
	put := func(name string, change func(*row)) {
		changed := r
		change(&changed)
		mutants = append(mutants, Mutant{fmt.Sprintf("%s: %s", r.kind, name), changed})
	}
	put("always met", func(m *row) { m.check = func(question) []Condition { return nil } })
	if r.kind != DirectAllowed { // which is never met where it is asked at all
		put("never met", func(m *row) { m.check = func(question) []Condition { return unmet } })
	}
	put("turned round", func(m *row) {
		m.check = func(q question) []Condition {
			if AllMet(r.check(q)) {
				return unmet
			}
			return nil
		}
	})
	if r.when != nil {
		put("asked always", func(m *row) { m.when = nil })
		put("asked when it is not", func(m *row) { m.when = func(q question) bool { return !r.when(q) } })
	}
	return mutants
}

func blinded(r row, b blindness) Mutant {
	name, check, when := fmt.Sprintf("%s: blind to %s", r.kind, b.to), r.check, r.when
	r.check = func(q question) []Condition { return check(b.blind(q)) }
	if when != nil {
		r.when = func(q question) bool { return when(b.blind(q)) }
	}
	return Mutant{name, r}
}
