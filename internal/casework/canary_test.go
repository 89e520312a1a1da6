package casework

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"amends/internal/practice"
)

// canary begins every word that is planted. It is nowhere else.
const canary = "Zq7Canary"

// planter puts a word of its own into every text of what is done, and knows which
// commands and texts it has met.
type planter struct {
	commands map[string]bool // names of types
	texts    map[string]bool // "Type.Field"
}

// plant gives a copy in which each text that is not empty is replaced.
func (p *planter) plant(thing any) any {
	out := reflect.New(reflect.TypeOf(thing)).Elem()
	out.Set(reflect.ValueOf(thing))
	p.commands[out.Type().Name()] = true
	p.walk(out, out.Type().Name())
	return out.Interface()
}

func (p *planter) walk(v reflect.Value, path string) {
	switch {
	case v.Type() == reflect.TypeFor[practice.Copy]():
		// It must be what stands in the content, where it was planted.
		for _, field := range []string{"Salt", "Text"} {
			p.texts["Copy."+field] = p.texts["Copy."+field] || strings.Contains(v.FieldByName("Text").String(), canary)
		}
	case isText(v.Type()):
		if v.Len() > 0 {
			p.texts[path] = true
			v.SetString(canary + strings.ReplaceAll(path, ".", ""))
		}
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			p.walk(v.Field(i), nameOf(v.Type(), i))
		}
	case v.Kind() == reflect.Slice && v.Len() > 0:
		own := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(own, v)
		v.Set(own)
		for i := range v.Len() {
			p.walk(v.Index(i), path)
		}
	case v.Kind() == reflect.Pointer && !v.IsNil():
		own := reflect.New(v.Type().Elem())
		own.Elem().Set(v.Elem())
		v.Set(own)
		p.walk(own.Elem(), path)
	}
}

// isText says whether a type is text that somebody writes: a string that is not an
// id and not a word off a closed list, which have types of their own.
func isText(t reflect.Type) bool { return t == reflect.TypeFor[string]() }

// nameOf names a field by the struct it was declared in.
func nameOf(t reflect.Type, i int) string { return t.Name() + "." + t.Field(i).Name }

// textsOf lists the texts of a type, and of all that is in it.
func textsOf(t reflect.Type, path string, into map[string]bool) {
	switch t.Kind() {
	case reflect.String:
		if isText(t) {
			into[path] = true
		}
	case reflect.Struct:
		for i := range t.NumField() {
			textsOf(t.Field(i).Type, nameOf(t, i), into)
		}
	case reflect.Slice, reflect.Pointer, reflect.Array:
		textsOf(t.Elem(), path, into)
	}
}

// everyCommand is a value of every command there is, of staff and of participants.
var everyCommand = []any{
	practice.OpenCase{}, practice.RecordDeath{}, practice.SpeakOf{}, practice.NameSpeaker{}, practice.AddParty{}, practice.ChangeParty{}, practice.ChangeHarm{}, practice.ShareSides{}, practice.PartSides{}, practice.AddHelper{}, practice.ChangeHelper{}, practice.Allocate{},
	practice.Deallocate{}, practice.DeclareConflict{}, practice.RecordContact{}, practice.DepositInterest{}, practice.WriteContent{},
	practice.ReviseContent{}, practice.WithdrawContent{}, practice.ReadContent{}, practice.SignOff{}, practice.Propose{}, practice.RecordBar{},
	practice.EndBar{}, practice.RecordPermission{}, practice.EndPermission{}, practice.Assess{}, practice.RenewAssessment{},
	practice.PlanMeeting{}, practice.RecordTold{}, practice.AnswerObjection{}, practice.GiveReasons{}, practice.UseOfWords{},
	practice.Clear{}, practice.Confirm{}, practice.Deliver{}, practice.CorrectAttendance{}, practice.StopCrossing{}, practice.Hold{}, practice.SetSensitive{}, practice.ReleaseHold{},
	practice.EnterStopReference{}, practice.GiveStopReference{}, practice.LiftPause{}, practice.Ask{}, practice.WithdrawQuestion{},
	practice.ShowWording{}, practice.Disclose{}, practice.ReviewDisclosure{}, practice.RecordOutside{}, practice.CloseReview{},
	practice.Correct{}, practice.MakeAgreement{}, practice.RecordUndertaking{}, practice.ChangeUndertaking{}, practice.Close{}, practice.Reopen{}, practice.Erase{},
	practice.Strike{},
	practice.AnswerQuestion{}, practice.AgreeWording{}, practice.ChangeWording{}, practice.TakeBack{}, practice.StopEverything{},
	practice.LiftStop{}, practice.SetContact{},
}

// declaredCommands reads from the sources what commands there are. TakeIn is none
// that anybody gives: it is what the shell makes of a drop.
func declaredCommands(t *testing.T) []string {
	t.Helper()
	var names []string
	eachDeclaration(t, func(d ast.Decl) {
		f, is := d.(*ast.FuncDecl)
		if !is || f.Recv == nil || f.Name.Name != "decide" && f.Name.Name != "decideBox" {
			return
		}
		if name, plain := f.Recv.List[0].Type.(*ast.Ident); plain && name.Name != "TakeIn" {
			names = append(names, name.Name)
		}
	})
	return names
}

// statusWords reads from the sources every word of practice's closed lists that is
// long enough not to stand somewhere by chance.
func statusWords(t *testing.T) []string {
	t.Helper()
	var words []string
	eachDeclaration(t, func(d ast.Decl) {
		consts, is := d.(*ast.GenDecl)
		if !is || consts.Tok != token.CONST {
			return
		}
		ast.Inspect(consts, func(n ast.Node) bool {
			if l, is := n.(*ast.BasicLit); is && l.Kind == token.STRING {
				if word := strings.Trim(l.Value, "\"`"); len(word) >= 6 {
					words = append(words, word)
				}
			}
			return true
		})
	})
	return words
}

func eachDeclaration(t *testing.T, do func(ast.Decl)) {
	t.Helper()
	files, err := filepath.Glob("../practice/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no sources: %v", err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			do(d)
		}
	}
}

func TestEveryCommandIsKnownToTheCanaries(t *testing.T) {
	t.Parallel()
	for _, name := range declaredCommands(t) {
		if !slices.ContainsFunc(everyCommand, func(c any) bool { return reflect.TypeOf(c).Name() == name }) {
			t.Errorf("%s is not among the commands that are planted: add it, and a step that does it", name)
		}
	}
}

// TestNothingPersonalIsOnTheDisk plants a word of its own in every text of every
// command, in names, logins and settings, does it all, and searches everything that
// was written: database, log of the database, both artefacts of a backup, log,
// temporary files (P4).
func TestNothingPersonalIsOnTheDisk(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	begun := time.Now()
	var log bytes.Buffer
	w.v.o.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	p := &planter{map[string]bool{}, map[string]bool{}}
	told := w.doEverything(p)
	p.complete(t)
	if err := w.v.Backup(t.Context(), w.as("mair"), filepath.Join(w.dir, "backup")); err != nil {
		t.Fatal(err)
	}
	if wal, err := os.Stat(w.file + "-wal"); err != nil || wal.Size() == 0 {
		t.Fatalf("the database has no log to be searched: %v", err)
	}
	disk := w.bytesOnDisk()
	if err := w.db.Close(); err != nil { // what was in memory alone is found afterwards
		t.Fatal(err)
	}
	disk += w.bytesOnDisk() + log.String() + temporaryFiles(t, begun)
	if !strings.Contains(disk, "SQLite format 3") {
		t.Fatal("nothing was searched")
	}
	for at := strings.Index(disk, canary); at >= 0; at = -1 {
		t.Errorf("on the disk: %q", disk[at:min(at+60, len(disk))])
	}
	for what, word := range told {
		if strings.Contains(disk, word) {
			t.Errorf("%s stands on the disk", what)
		}
	}
	schema, err := os.ReadFile("../store/testdata/schema.sqlite.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range slices.Concat(statusWords(t), practice.EventNames(), ownNames()) {
		if !strings.Contains(string(schema), word) && strings.Contains(disk, word) {
			t.Errorf("the word %q can be read on the disk", word)
		}
	}
}

// ownNames are those of casework's own records and duties.
func ownNames() []string {
	names := []string{
		kindLoginGiven, kindLoginEnded, kindTaken, kindSetAside, kindShared, kindDropped, kindStruck, kindRefused, kindAsked, kindFounded, kindEnrolled,
		kindChanged, kindRenewed, kindLeft, kindSettings, kindRehearsed, kindRecovered, kindReleased, kindEpoch, kindSignOff, kindDisclose,
	}
	for _, d := range Duties() {
		names = append(names, string(d))
	}
	return names
}

// complete asks that every command was done, and every text planted.
func (p *planter) complete(t *testing.T) {
	t.Helper()
	texts := map[string]bool{}
	for _, c := range everyCommand {
		if name := reflect.TypeOf(c).Name(); !p.commands[name] {
			t.Errorf("%s was not done", name)
		}
		textsOf(reflect.TypeOf(c), "", texts)
	}
	for _, other := range []any{Settings{}, NewStaff{}, Outgoing{}} {
		textsOf(reflect.TypeOf(other), "", texts)
	}
	delete(texts, "Settings.Profile") // names a file of the program's
	for path := range texts {
		if !p.texts[path] {
			t.Errorf("nothing was planted in %s", path)
		}
	}
}

// temporaryFiles reads what was written to the system's folder for such since a
// time, other than by other tests.
func temporaryFiles(t *testing.T, since time.Time) string {
	t.Helper()
	var all strings.Builder
	root := os.DirFS(os.TempDir())
	entries, err := fs.ReadDir(root, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() || info.ModTime().Before(since) || info.Size() > 1<<26 {
			continue
		}
		data, err := fs.ReadFile(root, e.Name())
		if err != nil {
			continue // gone, or another user's
		}
		fmt.Fprintf(&all, "%s\n%s\n", e.Name(), data)
	}
	return all.String()
}
