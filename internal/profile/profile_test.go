package profile

import (
	"bufio"
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"amends/internal/practice"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestShipped loads each profile that comes with the program and looks that its
// name is its file's.
func TestShipped(t *testing.T) {
	t.Parallel()
	digests := map[string]string{}
	for _, name := range Names() {
		loaded, err := Load(name)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if loaded.Profile.Name != name {
			t.Errorf("%s.toml calls itself %q", name, loaded.Profile.Name)
		}
		if other, twice := digests[loaded.Digest]; twice {
			t.Errorf("%s and %s have one digest", name, other)
		}
		digests[loaded.Digest] = name
	}
	if want := []string{"community", "england-and-wales", "oregon", "plain"}; !cmp.Equal(want, Names()) {
		t.Errorf("profiles are %v, want %v", Names(), want)
	}
}

func TestLoadRefusesUnknownNames(t *testing.T) {
	t.Parallel()
	_, err := Load("../plain")
	if err == nil || !strings.Contains(err.Error(), "community, england-and-wales, oregon, plain") {
		t.Errorf("got %v, want an error that lists the profiles", err)
	}
}

// TestRulesOfTheProgrammes holds the profiles to what their sources say.
func TestRulesOfTheProgrammes(t *testing.T) {
	t.Parallel()
	oregon, community := load(t, "oregon"), load(t, "community")
	if oregon.Begin != practice.HarmedOnly || oregon.Replies != 1 || oregon.FollowUps[0] != 72*practice.Hour || oregon.Child != practice.NotWithThem {
		t.Errorf("oregon strays from OAR 291-205: %+v", oregon)
	}
	if !community.ConsentsTogether || community.Sessions != 1 || len(community.Paper) != 0 {
		t.Errorf("community is no light route: together %v, sessions %d, papers %d", community.ConsentsTogether, community.Sessions, len(community.Paper))
	}
}

func load(t *testing.T, name string) practice.Profile {
	t.Helper()
	loaded, err := Load(name)
	if err != nil {
		t.Fatal(err)
	}
	return loaded.Profile
}

// TestEveryKeyHasASource looks that a comment stands over each key of the
// profiles that come with the program.
func TestEveryKeyHasASource(t *testing.T) {
	t.Parallel()
	for _, name := range Names() {
		text, err := shipped.ReadFile(name + ".toml")
		if err != nil {
			t.Fatal(err)
		}
		before := ""
		lines := bufio.NewScanner(bytes.NewReader(text))
		for lines.Scan() {
			line := lines.Text()
			if key, _, isKey := strings.Cut(line, " = "); isKey && !strings.HasPrefix(line, " ") && !strings.HasPrefix(before, "# ") {
				t.Errorf("%s.toml: nothing says where %s comes from", name, key)
			}
			before = line
		}
	}
}

// TestEveryFieldHasAKey sets every key to something unlike its empty value and
// looks that every field of the profile got it.
func TestEveryFieldHasAKey(t *testing.T) {
	t.Parallel()
	loaded, err := parse(read(t, "testdata/full.toml"))
	if err != nil {
		t.Fatal(err)
	}
	for field, value := range reflect.ValueOf(loaded.Profile).Fields() {
		if value.IsZero() || (value.Kind() == reflect.Slice && value.Len() == 0) {
			t.Errorf("no key sets %s", field.Name)
		}
	}
}

// TestTheGuideNamesEveryKey keeps docs/profiles.md whole.
func TestTheGuideNamesEveryKey(t *testing.T) {
	t.Parallel()
	guide := read(t, "../../docs/profiles.md")
	for field := range reflect.TypeFor[file]().Fields() {
		if key := "`" + field.Tag.Get("toml") + "`"; !bytes.Contains(guide, []byte(key)) {
			t.Errorf("docs/profiles.md does not explain %s", key)
		}
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(filepath.FromSlash(path))
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// TestRefusals changes one line of a good profile at a time. Each file of
// testdata/refused.txtar is a change, "old => new", followed by the error.
func TestRefusals(t *testing.T) {
	t.Parallel()
	full := string(read(t, "testdata/full.toml"))
	archive, err := txtar.ParseFile("testdata/refused.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range archive.Files {
		change, want, _ := strings.Cut(string(f.Data), "\n")
		old, changed, _ := strings.Cut(change, " => ")
		if !strings.Contains(full, old+"\n") {
			t.Fatalf("%s: there is no line %q", f.Name, old)
		}
		_, err := parse([]byte(strings.Replace(full, old+"\n", changed+"\n", 1)))
		if err == nil {
			t.Errorf("%s: was not refused", f.Name)
			continue
		}
		archive.Files[i].Data = []byte(change + "\n" + err.Error() + "\n")
		if diff := cmp.Diff(strings.TrimSpace(want), err.Error()); diff != "" && !*update {
			t.Errorf("%s (-want +got):\n%s", f.Name, diff)
		}
	}
	if *update {
		if err := os.WriteFile("testdata/refused.txtar", txtar.Format(archive), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// FuzzParse looks that no text makes Parse panic, and that what it takes is usable.
func FuzzParse(f *testing.F) {
	for _, name := range Names() {
		text, err := shipped.ReadFile(name + ".toml")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		loaded, err := parse(text)
		if err != nil {
			return
		}
		if err := loaded.Profile.Check(); err != nil || len(loaded.Digest) != 64 {
			t.Errorf("took a profile that is not usable: %v, digest %q", err, loaded.Digest)
		}
	})
}
