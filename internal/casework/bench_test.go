package casework

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"amends/internal/journal"
	"amends/internal/practice"
	"amends/internal/seal"
	"amends/internal/store"
	"amends/internal/store/storetest"
)

// benchWorld is newWorld for benchmarks.
func benchWorld(b *testing.B) *world {
	b.Helper()
	m, err := theTemplate()
	if err != nil {
		b.Fatal(err)
	}
	file := filepath.Join(b.TempDir(), "amends.db")
	if err := os.WriteFile(file, m.data, 0o600); err != nil {
		b.Fatal(err)
	}
	c := &clock{now: m.begun.Add(time.Hour)}
	v, db, err := openAt(b.Context(), file, m.server, c, rand.Reader)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() }) // closing twice does no harm
	return &world{v: v, db: db, file: file, server: m.server, clock: c, seeds: m.seeds}
}

func (w *world) benchSession(b *testing.B) *Session {
	b.Helper()
	p := w.seeds["mair"]
	in, err := w.v.begin(b.Context(), p.seed, p.id, memory{})
	if err != nil {
		b.Fatal(err)
	}
	return in.Session
}

func benchDo(b *testing.B, s *Session, id CaseID, cmd practice.Command) Done {
	b.Helper()
	form, err := NewForm(rand.Reader)
	if err != nil {
		b.Fatal(err)
	}
	done, err := s.Do(b.Context(), id, cmd, form)
	if err != nil {
		b.Fatalf("%T: %v", cmd, err)
	}
	return done
}

// BenchmarkOpeningACase compares opening and folding the case compartment of 200
// entries with the bare AES-GCM and one unwrap of the same bytes: the median of the one
// to that of the other, since whatever else wants the processors for a moment makes
// single times long. Opening takes what processors there are, and the bare does not: of-cpu
// compares the time that processors worked for each, which others who work do not change.
func BenchmarkOpeningACase(b *testing.B) {
	w := benchWorld(b)
	s := w.benchSession(b)
	id := benchDo(b, s, "", intake()).Case
	state := mustState(b, s, id)
	for {
		benchDo(b, s, id, practice.RecordContact{Parties: []practice.PartyID{state.Parties[0].ID}, Means: practice.Phone, Note: "rang", Limits: true})
		if mustWork(b, s, id).main.head.Number >= 200 {
			break
		}
	}
	work := mustWork(b, s, id)
	entries, err := w.db.Entries(b.Context(), work.main.kase, work.main.stream, 1)
	if err != nil {
		b.Fatal(err)
	}
	wraps, err := w.db.Wraps(b.Context(), work.main.kase, s.who.id)
	if err != nil {
		b.Fatal(err)
	}
	var opening, bare []time.Duration
	same := bareEntries(b, entries)
	for b.Loop() {
		begun := time.Now()
		again := s.newWork(w.db, work.id)
		again.main = &compartment{place: work.main.place, service: w.v.id, head: work.main.head, stored: uint64(len(entries))}
		if err := again.main.unlock(&s.who, wraps); err != nil {
			b.Fatal(err)
		}
		records, err := again.main.openAll(0, entries)
		if err != nil {
			b.Fatal(err)
		}
		if err := again.fold(records); err != nil {
			b.Fatal(err)
		}
		opening = append(opening, time.Since(begun))
		bare = append(bare, bareOpen(b, s, work, wraps, same))
	}
	b.ReportMetric(median(opening)/median(bare), "ratio")
	b.ReportMetric(median(opening), "ms/open")
	b.ReportMetric(float64(len(entries)), "entries")
}

// bareEntries seals as many bytes as the entries and their keys have, with AES-GCM alone:
// a body and a key in turn.
func bareEntries(b *testing.B, entries []store.Entry) [][]byte {
	b.Helper()
	aead, nonce := bareAEAD(b), make([]byte, 12)
	sealed := make([][]byte, 0, 2*len(entries))
	for _, e := range entries {
		sealed = append(sealed, aead.Seal(nil, nonce, make([]byte, len(e.Body)-30), nil), aead.Seal(nil, nonce, make([]byte, 32), nil))
	}
	return sealed
}

func bareAEAD(b *testing.B) cipher.AEAD {
	b.Helper()
	block, err := aes.NewCipher(make([]byte, 32))
	if err != nil {
		b.Fatal(err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		b.Fatal(err)
	}
	return aead
}

// bareOpen unwraps one key and opens what bareEntries sealed.
func bareOpen(b *testing.B, s *Session, work *work, wraps []store.Wrap, sealed [][]byte) time.Duration {
	b.Helper()
	begun := time.Now()
	for _, wrap := range wraps {
		if wrap.Stream != work.main.stream {
			continue
		}
		if _, err := s.who.identity.Unwrap(wrap.Sealed, work.main.where(wrap.Epoch), work.main.head.Epochs[wrap.Epoch-1].Commitment); err != nil {
			b.Fatal(err)
		}
	}
	compartment, nonce := bareAEAD(b), make([]byte, 12)
	for i, box := range sealed {
		aead := compartment
		if i%2 == 0 {
			aead = bareAEAD(b) // each entry has a key of its own: its cipher is part of opening it
		}
		if _, err := aead.Open(nil, nonce, box, nil); err != nil {
			b.Fatal(err)
		}
	}
	return time.Since(begun)
}

func mustWork(b *testing.B, s *Session, id CaseID) *work {
	b.Helper()
	w, err := s.openWork(b.Context(), s.v.o.Store, id)
	if err != nil {
		b.Fatal(err)
	}
	return w
}

func mustState(b *testing.B, s *Session, id CaseID) practice.Case { return mustWork(b, s, id).state }

// BenchmarkDurableCommands runs 64 writers, each on a case of its own and one command
// after the other, through the whole path from command to acknowledgement: a form is
// drawn, the case is read and folded on, decided, signed, sealed and committed. In turns
// with it, what those commands made durable (entries with their headers and keys, list rows,
// forms; not tiles and checkpoints, which are per group) goes byte for byte, from as many
// writers who wait as long, to a plain file and to bare SQLite: see storetest.NewFile and
// storetest.NewBare. ratio is the rate of the commands to that of the file, of-bare to that of
// bare SQLite, bare-ratio that of bare SQLite to the file's.
func BenchmarkDurableCommands(b *testing.B) {
	const writers, turns = 64, 16
	w := benchWorld(b)
	s := w.benchSession(b)
	ids, parties := make([]CaseID, writers), make([]practice.PartyID, writers)
	for i := range writers {
		ids[i] = benchDo(b, s, "", intake()).Case
		parties[i] = mustState(b, s, ids[i]).Parties[0].ID
	}
	made := &recorder{Store: w.db}
	w.v.o.Store = made
	file, bare := storetest.NewFile(b), storetest.NewBare(b)
	var ours, plain, rows, cpu time.Duration
	var size, n int
	groups := -benchCheckpoint(b, w)
	for b.Loop() {
		made.batches = make(map[journal.ID][]store.Batch)
		before, begun := usedCPU(b), time.Now()
		storetest.AllAtOnce(writers, turns, func(i, _ int) {
			benchDo(b, s, ids[i], practice.RecordContact{Parties: []practice.PartyID{parties[i]}, Means: practice.Phone, Note: "rang them"})
		})
		ours, cpu = ours+time.Since(begun), cpu+usedCPU(b)-before
		all := slices.Collect(maps.Values(made.batches))
		with := func(commit func(store.Batch) error) time.Duration {
			begun := time.Now()
			storetest.AllAtOnce(writers, turns, func(i, turn int) {
				if err := commit(all[i][turn]); err != nil {
					b.Error(err)
				}
			})
			return time.Since(begun)
		}
		plain += with(file.Commit)
		rows += with(bare.Commit)
		for _, batches := range all {
			for _, batch := range batches {
				size += storetest.Size(batch)
				n++
			}
		}
	}
	groups += benchCheckpoint(b, w)
	b.ReportMetric(float64(n)/ours.Seconds(), "commands/s")
	b.ReportMetric(float64(cpu.Microseconds())/float64(n), "cpu-µs/command")
	b.ReportMetric(float64(n)/plain.Seconds(), "file/s")
	b.ReportMetric(float64(n)/rows.Seconds(), "bare/s")
	b.ReportMetric(plain.Seconds()/ours.Seconds(), "ratio")
	b.ReportMetric(rows.Seconds()/ours.Seconds(), "of-bare")
	b.ReportMetric(plain.Seconds()/rows.Seconds(), "bare-ratio")
	b.ReportMetric(float64(n)/float64(groups), "commands/group")
	b.ReportMetric(float64(size)/float64(n), "bytes/command")
}

// recorder keeps what is committed, by case in its order.
type recorder struct {
	store.Store
	mu      sync.Mutex
	batches map[journal.ID][]store.Batch
}

func (r *recorder) Commit(ctx context.Context, batch store.Batch) error {
	err := r.Store.Commit(ctx, batch)
	if err == nil {
		r.mu.Lock()
		defer r.mu.Unlock()
		kase := batch.Entries[0].Header.Case
		r.batches[kase] = append(r.batches[kase], batch)
	}
	return err
}

// benchCheckpoint is the number of the newest checkpoint: one for each group.
func benchCheckpoint(b *testing.B, w *world) int64 {
	b.Helper()
	signed, err := w.db.Checkpoint(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	verifier, err := Verifier(w.server)
	if err != nil {
		b.Fatal(err)
	}
	c, err := journal.OpenCheckpoint(signed, verifier)
	if err != nil {
		b.Fatal(err)
	}
	return c.Number
}

// BenchmarkList lists 100,000 cases. They are one case's rows again and again
// under other ids, so that making them does not take an hour.
func BenchmarkList(b *testing.B) {
	const cases = 100_000
	w := benchWorld(b)
	s := w.benchSession(b)
	id := benchDo(b, s, "", intake()).Case
	work := mustWork(b, s, id)
	row, err := work.caseRow()
	if err != nil {
		b.Fatal(err)
	}
	held := make([]store.HeldRow, cases)
	for i := range held {
		where := work.main.where(1)
		where.Case[0], where.Case[1], where.Case[2] = byte(i), byte(i>>8), byte(i>>16)
		k, err := seal.NewKey(rand.Reader)
		if err != nil {
			b.Fatal(err)
		}
		held[i].Case, held[i].Stream, held[i].Epoch, held[i].Version = where.Case, where.Stream, 1, 1
		held[i].Commitment = k.Commit(where)
		if held[i].Wrap, err = s.who.identity.Rewrap(rand.Reader, k, where); err != nil {
			b.Fatal(err)
		}
		if held[i].Sealed, err = seal.SealRow(rand.Reader, k, where, 1, row); err != nil {
			b.Fatal(err)
		}
	}
	w.v.o.Store = listed{w.db, held}
	for b.Loop() {
		list, err := s.Cases(b.Context(), Filter{})
		if err != nil || len(list) != cases {
			b.Fatal(len(list), err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/cases, "µs/row")

}

// listed is a store whose list is given.
type listed struct {
	*store.SQLite
	rows []store.HeldRow
}

func (l listed) RowsOf(context.Context, journal.ID) iter.Seq2[store.HeldRow, error] {
	return func(yield func(store.HeldRow, error) bool) {
		for _, r := range l.rows {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// usedCPU is how long processors have worked for this process so far.
func usedCPU(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
