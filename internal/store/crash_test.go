package store_test

import (
	"bufio"
	"context"
	"encoding/hex"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"amends/internal/journal"
	"amends/internal/store"
	"amends/internal/store/storetest"
)

var long = flag.Bool("long", false, "run the crash test for 200 rounds instead of 10")

// crashWriter names, in a child's environment, the database that it writes to.
const crashWriter = "AMENDS_TEST_CRASH_WRITER"

func TestMain(m *testing.M) {
	if path := os.Getenv(crashWriter); path != "" {
		writeUntilKilled(path)
	}
	os.Exit(m.Run())
}

const crashWriters = 16

// writeUntilKilled appends from 16 sides to a store, each to streams of its own,
// and prints the case, stream and number of what was acknowledged.
func writeUntilKilled(path string) {
	seed, err := strconv.ParseUint(filepath.Base(filepath.Dir(path)), 10, 64)
	if err != nil {
		panic(err)
	}
	s, err := store.Open(context.Background(), path, storetest.NewWorld(1).Options())
	if err != nil {
		panic(err)
	}
	var out sync.Mutex
	var all sync.WaitGroup
	for i := range uint64(crashWriters) {
		all.Go(func() {
			w := storetest.NewWorld(seed<<8 | i)
			w.Service = storetest.NewWorld(1).Service
			for {
				ref := store.StreamRef{Case: w.ID(), Stream: w.ID()}
				v := store.Version{Case: ref.Case, Stream: ref.Stream}
				for b := w.First(ref); v.Number < 20; b = w.Next(v, 1) {
					if err := s.Commit(context.Background(), b); err != nil {
						panic(err)
					}
					v.Number, v.Epoch = v.Number+1, 1
					out.Lock()
					fmt.Println(hex.EncodeToString(v.Case[:]), hex.EncodeToString(v.Stream[:]), v.Number)
					out.Unlock()
				}
			}
		})
	}
	all.Wait()
}

// TestKilledWriterLosesNothing kills a process that writes from 16 sides at random
// moments, opens what it left behind, and looks for everything it had
// acknowledged (P7).
func TestKilledWriterLosesNothing(t *testing.T) {
	t.Parallel()
	rounds := 10
	if *long {
		rounds = 200
	}
	w := storetest.NewWorld(1)
	path := filepath.Join(t.TempDir(), "amends.db")
	acknowledged := map[store.StreamRef]uint64{}
	reopen(t, w, path)
	w.Commit(t, w.Found())
	for round := range rounds {
		if err := w.Store.Close(); err != nil {
			t.Fatal(err)
		}
		own := filepath.Join(t.TempDir(), strconv.Itoa(round))
		if err := os.Mkdir(own, 0o700); err != nil {
			t.Fatal(err)
		}
		inRound := filepath.Join(own, "amends.db")
		move(t, path, inRound)
		path = inRound
		lines := 20 + rand.IntN(400)
		for ref, number := range killAfter(t, path, lines) {
			acknowledged[ref] = max(acknowledged[ref], number)
		}
		reopen(t, w, path)
		lost(t, w, acknowledged)
	}
}

// move moves a closed database.
func move(t *testing.T, from, to string) {
	t.Helper()
	names, err := filepath.Glob(from + "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if err := os.Rename(name, to+strings.TrimPrefix(name, from)); err != nil {
			t.Fatal(err)
		}
	}
}

// killAfter has a process write, kills it when it has acknowledged so many
// commits, and gives all that it acknowledged.
func killAfter(t *testing.T, path string, lines int) map[store.StreamRef]uint64 {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), crashWriter+"="+path)
	stdout, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	acknowledged, n := map[store.StreamRef]uint64{}, 0
	for scanner := bufio.NewScanner(stdout); scanner.Scan(); n++ {
		if n == lines {
			if err := child.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
		// The last line may be cut short: what it said was not heard.
		if ref, number, ok := parseAcknowledged(scanner.Text()); ok {
			acknowledged[ref] = max(acknowledged[ref], number)
		}
	}
	_, _ = io.Copy(io.Discard, stdout)
	if err := child.Wait(); err == nil || n < lines {
		t.Fatalf("the writer ended by itself after %d commits: %v", n, err)
	}
	return acknowledged
}

func parseAcknowledged(line string) (ref store.StreamRef, number uint64, ok bool) {
	fields := strings.Fields(line)
	if len(fields) != 3 || len(fields[0]) != 32 || len(fields[1]) != 32 {
		return ref, 0, false
	}
	kase, errCase := hex.DecodeString(fields[0])
	stream, errStream := hex.DecodeString(fields[1])
	number, errNumber := strconv.ParseUint(fields[2], 10, 64)
	if errCase != nil || errStream != nil || errNumber != nil {
		return ref, 0, false
	}
	return store.StreamRef{Case: journal.ID(kase), Stream: journal.ID(stream)}, number, true
}

// lost holds that everything acknowledged is there and the journal verifies.
func lost(t *testing.T, w *storetest.World, acknowledged map[store.StreamRef]uint64) {
	t.Helper()
	for ref, number := range acknowledged {
		entries, err := w.Store.Entries(t.Context(), ref.Case, ref.Stream, 1)
		if err != nil {
			t.Fatal(err)
		}
		if uint64(len(entries)) < number {
			t.Fatalf("%d of %d acknowledged entries of a stream are there", len(entries), number)
		}
	}
	w.Verify(t)
}
