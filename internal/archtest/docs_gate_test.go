package archtest

import (
	"go/ast"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// kinds are the kinds of crossing, in the order of the gate's table.
var kinds = []string{"approach", "message", "letter", "recording", "meeting", "details", "publication", "talk", "notice"}

// judgeGateTable holds the table of conditions in docs/design.md against the one in
// the source of practice: it is what a reader takes for the rules.
func judgeGateTable(t tree, file, text string) []string {
	if file != "docs/design.md" {
		return nil
	}
	inCode := gateOf(t.packages["internal/practice"])
	told := map[string][]string{}
	var found []string
	for line := range strings.Lines(text) {
		cells := cellsOf(line)
		if len(cells) != 3 || !strings.HasPrefix(cells[0], "`") {
			continue
		}
		condition := strings.Trim(cells[0], "`")
		if _, twice := told[condition]; twice {
			found = append(found, condition+" stands in the gate's table twice")
			continue
		}
		told[condition] = kindsIn(cells[1])
	}
	for _, condition := range slices.Sorted(maps.Keys(inCode)) {
		if !slices.Equal(told[condition], inCode[condition]) {
			found = append(found, condition+" is asked of "+strings.Join(inCode[condition], ", ")+", and the table says "+strings.Join(told[condition], ", "))
		}
		delete(told, condition)
	}
	for condition := range told {
		found = append(found, condition+" is no condition of the gate")
	}
	if len(inCode) == 0 {
		found = append(found, "the gate's table was not found in the source")
	}
	return found
}

// kindsIn reads "letter, meeting", "all" and "all but notice".
func kindsIn(said string) []string {
	rest, all := strings.CutPrefix(said, "all")
	if !all {
		return strings.Split(said, ", ")
	}
	but := strings.Split(strings.TrimPrefix(rest, " but "), ", ")
	return slices.DeleteFunc(slices.Clone(kinds), func(k string) bool { return slices.Contains(but, k) })
}

// gateOf reads the table out of the source: by the wire name of each condition, the
// kinds of crossing it is asked of.
func gateOf(files []source) map[string][]string {
	names, table := map[string]string{}, map[string][]string{}
	var rows []*ast.CompositeLit
	for _, s := range files {
		for node := range ast.Preorder(s.File) {
			spec, is := node.(*ast.ValueSpec)
			if !is || len(spec.Values) != 1 || s.test {
				continue
			}
			switch value := spec.Values[0].(type) {
			case *ast.BasicLit:
				if name, err := strconv.Unquote(value.Value); err == nil {
					names[spec.Names[0].Name] = name
				}
			case *ast.CompositeLit:
				if spec.Names[0].Name == "gateTable" {
					rows = rowsOf(value)
				}
			}
		}
	}
	for _, row := range rows {
		marks, condition := row.Elts[0].(*ast.CompositeLit), row.Elts[1].(*ast.Ident)
		var asked []string
		for i, mark := range marks.Elts {
			if mark.(*ast.Ident).Name == "on" {
				asked = append(asked, kinds[i])
			}
		}
		table[names[condition.Name]] = asked
	}
	return table
}

// rowsOf are the rows of the table as they are written.
func rowsOf(table *ast.CompositeLit) []*ast.CompositeLit {
	var rows []*ast.CompositeLit
	for _, e := range table.Elts {
		if row, is := e.(*ast.CompositeLit); is && len(row.Elts) == 4 {
			rows = append(rows, row)
		}
	}
	return rows
}

// gateInWords is the table as a document would have it, less one condition: for
// trying the rule.
func gateInWords(less string) string {
	all, err := repository()
	if err != nil {
		return ""
	}
	var out strings.Builder
	for condition, asked := range gateOf(all.packages["internal/practice"]) {
		if condition != less {
			out.WriteString("| `" + condition + "` | " + strings.Join(asked, ", ") + " | x |\n")
		}
	}
	return out.String()
}
