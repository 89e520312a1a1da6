package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sys/unix"

	"amends/internal/casework"
	"amends/internal/practice"
)

// BenchmarkManyCases measures the program as it is served, with 1,000 cases and with
// 100,000, of which 500 each have 200 entries. Both are written by real commands and
// served beside one another, and their pages asked for in turn, so that each case page
// is of a case that the program has not kept folded:
//
//	ms/page-p50, ms/page-p99   a case page of 200 entries among 100,000 cases, asked over loopback
//	ratio/page                 its median to the median among 1,000
//	ms/page-cold               the first such page after a start, nothing of the database in the file cache
//	ms/start-to-page           from starting the program to having Today, 100,000 cases
//	MB/at-rest                 resident memory of the program then
//
// Writing the cases takes some minutes: -benchtime 1x.
func BenchmarkManyCases(b *testing.B) {
	few, many := newCrowd(b, 600), newCrowd(b, 1_000)
	for b.Loop() {
		var cold, starts, rest []float64
		const restarts = 5
		for range restarts {
			cold = append(cold, many.coldPage(b))
			start, memory := many.startToToday(b)
			starts, rest = append(starts, start), append(rest, memory)
		}
		fewTimes, manyTimes := pagesInTurn(b, few, many)
		b.ReportMetric(quantile(manyTimes, 0.5), "ms/page-p50")
		b.ReportMetric(quantile(manyTimes, 0.99), "ms/page-p99")
		b.ReportMetric(quantile(manyTimes, 0.5)/quantile(fewTimes, 0.5), "ratio/page")
		b.ReportMetric(quantile(cold, 0.5), "ms/page-cold")
		b.ReportMetric(quantile(starts, 0.5), "ms/start-to-page")
		b.ReportMetric(quantile(rest, 0.5), "MB/at-rest")
	}
	b.ReportMetric(0, "ns/op")
}

// crowd is a service with many cases, and who opens them.
type crowd struct {
	dir    string
	client *http.Client
	cookie string
	long   []casework.CaseID // the cases of 200 entries
}

const (
	longCases   = 500
	longEntries = 200
	openers     = 64 // at once
)

// newCrowd sets a service up by the program, and writes its cases by commands.
func newCrowd(b *testing.B, cases int) *crowd {
	b.Helper()
	c := &crowd{dir: newService(b), client: &http.Client{Timeout: time.Minute}}
	f, err := place{Data: c.dir}.folder()
	must(b, err)
	server, err := f.readKey()
	must(b, err)
	v, err := f.open(b.Context(), server, opening{now: time.Now, idle: time.Hour})
	must(b, err)
	in, err := v.SignIn(b.Context(), casework.Credentials{Name: "carol", Passphrase: scriptPassphrase, Source: "here"})
	must(b, err)
	c.cookie = base64.RawURLEncoding.EncodeToString(in.Secret[:])
	w := crowdWriter{v.Service, in.Secret}
	var mu sync.Mutex
	g, ctx := errgroup.WithContext(b.Context())
	g.SetLimit(openers)
	for n := range cases {
		g.Go(func() error {
			id, err := w.write(ctx, n)
			if err == nil && n < longCases {
				mu.Lock()
				c.long = append(c.long, id)
				mu.Unlock()
			}
			return err
		})
	}
	must(b, g.Wait())
	must(b, v.close())
	return c
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

// crowdWriter runs commands as the coordinator, each in a request of its own.
type crowdWriter struct {
	*casework.Service
	secret [32]byte
}

func (w crowdWriter) do(ctx context.Context, id casework.CaseID, cmd practice.Command) (*casework.Session, casework.Done, error) {
	s, err := w.Resume(ctx, w.secret)
	if err != nil {
		return nil, casework.Done{}, err
	}
	for {
		form, err := casework.NewForm(rand.Reader)
		if err != nil {
			return nil, casework.Done{}, err
		}
		done, err := s.Do(ctx, id, cmd, form)
		if !errors.Is(err, casework.ErrBusy) {
			return s, done, err
		}
	}
}

// write writes one case: the first are long, and all but five in a thousand are ended,
// as in a service that has been at work for many years.
func (w crowdWriter) write(ctx context.Context, n int) (casework.CaseID, error) {
	id, party, err := w.open(ctx, n)
	if err == nil && n < longCases {
		err = w.lengthen(ctx, id, party)
	}
	if err == nil && n%200 != 0 {
		_, _, err = w.do(ctx, id, practice.Close{Ending: practice.NoContact, Text: "Nobody wished for more."})
	}
	return id, err
}

func (w crowdWriter) open(ctx context.Context, n int) (casework.CaseID, practice.PartyID, error) {
	party := func(kind string) practice.NewParty {
		return practice.NewParty{Kind: practice.Person, Standing: practice.Principal, Capacity: practice.Adult, Full: fmt.Sprintf("%s %d", kind, n), SafeContact: "Text first"}
	}
	s, done, err := w.do(ctx, "", practice.OpenCase{Begun: practice.ByHarmed, Title: "Burglary of a home",
		Parties: []practice.NewParty{party("Harmed"), party("Responsible")},
		Harms:   []practice.NewHarm{{Kind: practice.Burglary, Harmed: []int{0}, Responsible: []int{1}}}})
	if err != nil {
		return "", "", err
	}
	view, err := s.Case(ctx, done.Case, casework.Want{})
	if err != nil {
		return "", "", err
	}
	return done.Case, view.Parties[0].ID, nil
}

// lengthen writes contacts until a case has its 200 entries.
func (w crowdWriter) lengthen(ctx context.Context, id casework.CaseID, party practice.PartyID) error {
	note := strings.Repeat("Rang, and talked about what would help. ", 6)
	for range longEntries {
		if _, _, err := w.do(ctx, id, practice.RecordContact{Parties: []practice.PartyID{party}, Means: practice.Phone, Note: note, Limits: true}); err != nil {
			return err
		}
	}
	return nil
}

// get asks for a page, and gives how many milliseconds it took.
func (c *crowd) get(b *testing.B, url string) float64 {
	b.Helper()
	r, err := http.NewRequestWithContext(b.Context(), http.MethodGet, url, nil)
	must(b, err)
	r.AddCookie(&http.Cookie{Name: "s", Value: c.cookie})
	begun := time.Now()
	answer, err := c.client.Do(r)
	must(b, err)
	body, err := io.ReadAll(answer.Body)
	took := time.Since(begun)
	must(b, errors.Join(err, answer.Body.Close()))
	if answer.StatusCode != http.StatusOK {
		b.Fatalf("%d: %s", answer.StatusCode, body)
	}
	return float64(took.Microseconds()) / 1000
}

func (c *crowd) page(b *testing.B, p served, n int) float64 {
	b.Helper()
	return c.get(b, p.url+"/cases/"+string(c.long[n%len(c.long)]))
}

// pagesInTurn serves both and asks for their long cases in turn, each once.
func pagesInTurn(b *testing.B, few, many *crowd) (fewTimes, manyTimes []float64) {
	b.Helper()
	one, other := startService(b, few.dir), startService(b, many.dir)
	for n := range longCases {
		fewTimes = append(fewTimes, few.page(b, one, n))
		manyTimes = append(manyTimes, many.page(b, other, n))
	}
	killed(one.cmd)
	killed(other.cmd)
	return fewTimes, manyTimes
}

// coldPage starts the program with nothing of the database in the file cache, and
// takes the time of its first case page.
func (c *crowd) coldPage(b *testing.B) float64 {
	b.Helper()
	p := startService(b, c.dir)
	defer killed(p.cmd)
	c.get(b, p.url+"/health") // the connection is not what is measured
	c.chill(b)
	return c.page(b, p, 0)
}

// chill drops the database's files from the file cache.
func (c *crowd) chill(b *testing.B) {
	b.Helper()
	files, err := filepath.Glob(filepath.Join(c.dir, "amends.db*"))
	must(b, err)
	for _, name := range files {
		f, err := os.OpenFile(name, os.O_RDWR, 0)
		must(b, err)
		must(b, f.Sync())
		must(b, unix.Fadvise(int(f.Fd()), 0, 0, unix.FADV_DONTNEED))
		must(b, f.Close())
	}
}

// startToToday starts the program and asks for Today, and gives how long that took
// from the start, in milliseconds, and the memory that is resident then, in MB.
func (c *crowd) startToToday(b *testing.B) (took, memory float64) {
	b.Helper()
	begun := time.Now()
	p := startService(b, c.dir)
	defer killed(p.cmd)
	c.get(b, p.url+"/")
	took = float64(time.Since(begun).Microseconds()) / 1000
	return took, resident(b, p.cmd)
}

// resident reads how much memory a process has in use.
func resident(b *testing.B, cmd *exec.Cmd) float64 {
	b.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", cmd.Process.Pid))
	must(b, err)
	lines := bufio.NewScanner(bytes.NewReader(status))
	for lines.Scan() {
		if fields := strings.Fields(lines.Text()); len(fields) > 1 && fields[0] == "VmRSS:" {
			kB, err := strconv.ParseFloat(fields[1], 64)
			must(b, err)
			return kB / 1000
		}
	}
	b.Fatal("could not read how much memory is in use")
	return 0
}

func quantile(of []float64, q float64) float64 {
	slices.Sort(of)
	return of[int(q*float64(len(of)-1))]
}
