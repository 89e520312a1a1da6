package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"amends/internal/journal"
)

// The commands of the scripts, besides testscript's own:
//
//	clock TIME                 puts the program's clock to "2031-01-10 09:00"; it goes on from there
//	sets DIR                   founds a service in DIR with amends init; the coordinator is carol
//	starts NAME ARG...         starts amends ARG... and waits until it is ready; $NAME is its address
//	ends NAME                  ends it as Ctrl-C does, and expects that it ends well
//	enrols LOGIN DUTY...       takes somebody on as the present person, and has them choose a passphrase
//	as LOGIN [PASSPHRASE]      from here on somebody else is at their browser
//	go PATH                    opens a page
//	[!] fill PATH FIELD=VALUE...   fills in the form at PATH and sends it; with !, expects that it is not taken;
//	                           after -here, the form to PATH on the page that is open
//	[!] sees TEXT...           looks for words on the page
//	keep NAME link TEXT        the last part of where a link on the page leads
//	keep NAME field FIELD TEXT the value of the field that is labelled so
//	keep NAME field-name TEXT  the rest of the name of the field that begins so
//	keep NAME KIND PATH        the one id after /KIND/ on a page that was not there before
//	lets-in PATH LOGIN         gives a participant a login by the form at PATH, and has them use the code
//	flips FILE POSITION DIR    changes one bit in a file, in the entry at a position of the journal in DIR
//	forges LOGIN DIR           writes past the program at DIR, with a good signature, that LOGIN is a coordinator
//	certifies NAME             makes NAME.pem and NAME.key for this machine's own address; browsers trust it from here on
func scriptCommands() map[string]func(*testscript.TestScript, bool, []string) {
	commands := map[string]func(*stage, *testscript.TestScript, []string) error{
		"clock": (*stage).clock, "sets": (*stage).sets, "starts": (*stage).starts, "ends": (*stage).ends, "enrols": (*stage).enrols,
		"as": (*stage).as, "go": (*stage).goes, "fill": (*stage).fill, "sees": (*stage).sees, "keep": (*stage).keep,
		"lets-in": (*stage).letsIn, "flips": (*stage).flips, "forges": (*stage).forges, "certifies": (*stage).certifies,
	}
	all := map[string]func(*testscript.TestScript, bool, []string){}
	for name, run := range commands {
		all[name] = func(ts *testscript.TestScript, neg bool, args []string) {
			err := run(ts.Value(theStage{}).(*stage), ts, args)
			switch {
			case neg && name != "fill" && name != "sees":
				ts.Fatalf("%s takes no !", name)
			case neg && err == nil:
				ts.Fatalf("%s %s was not expected", name, strings.Join(args, " "))
			case neg && errors.Is(err, errNot), err == nil:
			default:
				ts.Fatalf("%s %s: %v", name, strings.Join(args, " "), err)
			}
		}
	}
	return all
}

type theStage struct{}

// stage is what a script has going.
type stage struct {
	dir      string
	running  map[string]*process
	browsers map[string]*browser
	phrases  map[string]string
	who      string
	base     string
	seen     map[string][]string // ids, by kind
	trusted  *x509.CertPool      // by browsers; empty without certifies
}

type process struct {
	cmd    *exec.Cmd
	rest   chan string // what it says after it is ready
	errors *strings.Builder
}

const scriptPassphrase = "correct horse battery staple"

func newStage(e *testscript.Env) *stage {
	s := &stage{dir: e.WorkDir, running: map[string]*process{}, browsers: map[string]*browser{}, phrases: map[string]string{}, seen: map[string][]string{}, trusted: x509.NewCertPool()}
	e.Defer(func() {
		for _, p := range s.running {
			_ = p.cmd.Process.Kill()
			_ = p.cmd.Wait()
		}
	})
	return s
}

// errNot is what a ! expects: it did not come about, and nothing else went wrong.
var errNot = errors.New("not")

func (s *stage) clock(ts *testscript.TestScript, args []string) error {
	to, err := time.ParseInLocation("2006-01-02 15:04", strings.Join(args, " "), time.UTC)
	if err != nil {
		return err
	}
	shift := time.Until(to).Nanoseconds()
	return os.WriteFile(ts.Getenv(clockFile), []byte(strconv.FormatInt(shift, 10)), 0o600)
}

func (s *stage) sets(ts *testscript.TestScript, args []string) error {
	dir := ts.MkAbs(args[0])
	sheets := dir + ".sheets"
	if err := os.Mkdir(sheets, 0o700); err != nil {
		return err
	}
	phrase := dir + ".passphrase"
	if err := os.WriteFile(phrase, []byte(scriptPassphrase+"\n"), 0o600); err != nil {
		return err
	}
	s.phrases["carol"] = scriptPassphrase
	profile := cmp.Or(append(args, "plain")[1], "plain")
	return ts.Exec("amends", "init", "--data", dir, "--name", "Weirside", "--neutral", "Weir", "--profile", profile,
		"--coordinator", "Carol Dane", "--login", "carol", "--passphrase-file", phrase,
		"--sheets", sheets, "--typed-sheets", sheets+"/sheet-1.txt,"+sheets+"/sheet-3.txt")
}

func (s *stage) starts(ts *testscript.TestScript, args []string) error {
	name := args[0]
	p := &process{cmd: exec.Command("amends", args[1:]...), rest: make(chan string, 1), errors: &strings.Builder{}}
	p.cmd.Dir = ts.MkAbs(".")
	p.cmd.Stderr = p.errors
	p.cmd.Env = append(os.Environ(), clockFile+"="+ts.Getenv(clockFile), "TMPDIR="+ts.Getenv("TMPDIR"))
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := p.cmd.Start(); err != nil {
		return err
	}
	s.running[name] = p
	lines := bufio.NewReader(out)
	first, err := lines.ReadString('\n')
	address, ready := strings.CutPrefix(strings.TrimSpace(first), "ready ")
	if !ready {
		return fmt.Errorf("not ready: %q, %w: %s", first, cmp.Or(err, errNot), p.errors)
	}
	go func() {
		rest, err := io.ReadAll(lines)
		p.rest <- fmt.Sprint(string(rest), cmp.Or(err, error(nil)))
	}()
	s.base = address
	ts.Setenv(name, address)
	clear(s.browsers)
	return nil
}

// ends ends a program, and puts what it said besides into NAME.out.
func (s *stage) ends(ts *testscript.TestScript, args []string) error {
	p, known := s.running[args[0]]
	if !known {
		return fmt.Errorf("nothing called %s is running", args[0])
	}
	delete(s.running, args[0])
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		return err
	}
	said := <-p.rest
	if err := p.cmd.Wait(); err != nil {
		return fmt.Errorf("%w: %s", err, p.errors)
	}
	return os.WriteFile(ts.MkAbs(args[0]+".out"), []byte(said), 0o600)
}

// as gives somebody their browser, signed in.
func (s *stage) as(_ *testscript.TestScript, args []string) error {
	s.who = args[0]
	if len(args) > 1 {
		s.phrases[s.who] = strings.Join(args[1:], " ")
	}
	if s.browsers[s.who] != nil {
		return nil
	}
	b := newBrowser(s.base, s.trusted)
	s.browsers[s.who] = b
	return b.signIn(s.who, s.phrases[s.who])
}

// with lets the present person do something, signing them in anew if their session
// has run out meanwhile.
func (s *stage) with(do func(*browser) error) error {
	b := s.browsers[s.who]
	if b == nil {
		return errors.New("nobody is at a browser: begin with as")
	}
	err := do(b)
	if !errors.Is(err, errSignedOut) {
		return err
	}
	if err := b.signIn(s.who, s.phrases[s.who]); err != nil {
		return err
	}
	return do(b)
}

func (s *stage) goes(_ *testscript.TestScript, args []string) error {
	return s.with(func(b *browser) error { return b.get(args[0]) })
}

func (s *stage) fill(_ *testscript.TestScript, args []string) error {
	send := (*browser).send
	if args[0] == "-here" {
		send, args = (*browser).sendHere, args[1:]
	}
	values := url.Values{}
	for _, arg := range args[1:] {
		name, value, ok := strings.Cut(arg, "=")
		if !ok {
			return fmt.Errorf("%q is no FIELD=VALUE", arg)
		}
		addField(values, name, value)
	}
	return s.with(func(b *browser) error {
		taken, err := send(b, args[0], values)
		if err == nil && !taken {
			err = fmt.Errorf("%w taken: %s", errNot, b.text())
		}
		return err
	})
}

// addField adds one field; a date is written NAME@=2031-01-10 or NAME@=2031-01-10 09:30
// and goes into the fields it is asked by.
func addField(values url.Values, name, value string) {
	date, is := strings.CutSuffix(name, "@")
	if !is {
		values.Add(name, value)
		return
	}
	day, clock, timed := strings.Cut(value, " ")
	parts := strings.Split(day, "-")
	values.Set(date+"-year", parts[0])
	values.Set(date+"-month", parts[1])
	values.Set(date+"-day", parts[2])
	if timed {
		values.Set(date+"-time", clock)
	}
}

func (s *stage) sees(_ *testscript.TestScript, args []string) error {
	b := s.browsers[s.who]
	if b == nil {
		return errors.New("nobody is at a browser: begin with as")
	}
	said := b.text()
	for _, want := range args {
		if !strings.Contains(said, want) {
			return fmt.Errorf("%w there: %q in %s", errNot, want, said)
		}
	}
	return nil
}

func (s *stage) keep(ts *testscript.TestScript, args []string) error {
	name, kind, rest := args[0], args[1], args[2:]
	return s.with(func(b *browser) error {
		found, err := "", error(nil)
		switch kind {
		case "link":
			if found, err = b.linked(strings.Join(rest, " ")); err == nil {
				found = path.Base(found)
			}
		case "field":
			found, err = b.labelled(rest[0], strings.Join(rest[1:], " "))
		case "field-name":
			found, err = b.named(rest[0])
		default:
			found, err = s.fresh(b, kind, rest[0])
		}
		if err == nil {
			ts.Setenv(name, found)
		}
		return err
	})
}

// fresh finds the one id of a kind on a page that no earlier look found.
func (s *stage) fresh(b *browser, kind, page string) (string, error) {
	if err := b.get(page); err != nil {
		return "", err
	}
	var found []string
	for _, m := range regexp.MustCompile(`/`+kind+`/([0-9a-z]{26})\b`).FindAllStringSubmatch(b.page, -1) {
		if !slices.Contains(s.seen[kind], m[1]) && !slices.Contains(found, m[1]) {
			found = append(found, m[1])
		}
	}
	if len(found) != 1 {
		return "", fmt.Errorf("%d new ids of kind %s: %s", len(found), kind, b.text())
	}
	s.seen[kind] = append(s.seen[kind], found[0])
	return found[0], nil
}

// enrols takes somebody on, and has them choose a passphrase with their code.
func (s *stage) enrols(ts *testscript.TestScript, args []string) error {
	name := strings.ToUpper(args[0][:1]) + args[0][1:] + " Helm"
	return s.introduces(ts, "/staff/new", args[0], url.Values{"name": {name}, "login": {args[0]}, "duties": args[1:]})
}

func (s *stage) letsIn(ts *testscript.TestScript, args []string) error {
	return s.introduces(ts, args[0], args[1], url.Values{"login": {args[1]}})
}

func (s *stage) introduces(_ *testscript.TestScript, form, login string, values url.Values) error {
	code := ""
	err := s.with(func(b *browser) error {
		if _, err := b.send(form, values); err != nil {
			return err
		}
		var err error
		code, err = b.code()
		return err
	})
	if err != nil {
		return err
	}
	s.phrases[login] = scriptPassphrase
	fresh := newBrowser(s.base, s.trusted)
	s.browsers[login] = fresh
	return fresh.firstTime(login, code, scriptPassphrase)
}

// flips changes one bit in a file, inside the entry at a position of the journal at DIR.
func (s *stage) flips(ts *testscript.TestScript, args []string) error {
	position, err := strconv.ParseInt(args[1], 10, 64)
	if err != nil {
		return err
	}
	body, err := bodyAt(folder{dir: ts.MkAbs(args[2])}, position)
	if err != nil {
		return err
	}
	return flipIn(ts.MkAbs(args[0]), body)
}

// bodyAt is the sealed body of the entry at a position.
func bodyAt(f folder, position int64) (body []byte, err error) {
	db, err := f.look(context.Background(), time.Now)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	err = db.Audit(context.Background(), func(source journal.Source) error {
		for placed, err := range source.Entries() {
			if err != nil {
				return err
			}
			if placed.Position == position {
				body = bytes.Clone(placed.Entry.Body)
			}
		}
		return nil
	})
	if err == nil && body == nil {
		err = errors.New("there is no such entry")
	}
	return body, err
}

// flipIn changes one bit of the first bytes of a body, where they stand in a file.
func flipIn(file string, body []byte) error {
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	at := bytes.Index(content, body[:48])
	if at < 0 {
		return errors.New("the entry is not in the file")
	}
	content[at+24] ^= 1
	return os.WriteFile(file, content, 0o600)
}

// killed ends a program as a power cut does.
func killed(p *exec.Cmd) {
	_ = p.Process.Signal(syscall.SIGKILL)
	_ = p.Wait()
}
