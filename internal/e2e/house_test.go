package e2e

import (
	"crypto/rand"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"amends/internal/casework"
	"amends/internal/profile"
	"amends/internal/seal"
	"amends/internal/store"
	"amends/internal/web"
	"amends/internal/web/assets"
)

// house is a whole service, from the pages down to a database file, with a clock
// that goes when it is told to.
type house struct {
	t       *testing.T
	browser browser // of all its people
	address string
	kase    string // where the case of the walk is

	mu  sync.Mutex
	now time.Time
}

const passphrase = "horse battery staple lamp"

// years is longer than any walk: nobody is signed out by the clock's leaps.
const years = 20 * 365 * 24 * time.Hour

// TestProcedures walks them, beside one another, in one browser.
func TestProcedures(t *testing.T) {
	t.Parallel()
	b := newBrowser(t)
	t.Run("Oregon", func(t *testing.T) {
		t.Parallel()
		walkOregon(t, b)
	})
	t.Run("the long way to a meeting", func(t *testing.T) {
		t.Parallel()
		walkTheLongWay(t, b)
	})
	t.Run("a conference of neighbours", func(t *testing.T) {
		t.Parallel()
		walkCommunity(t, b)
	})
}

// newHouse founds a service, with its first coordinator, and opens its doors.
func newHouse(t *testing.T, b browser, begins string, settings casework.Settings, coordinator casework.NewStaff) *house {
	t.Helper()
	h := &house{t: t, browser: b}
	h.at(begins)
	service := h.open(settings.Profile)
	_, err := service.Found(t.Context(), casework.Founding{Settings: settings, Coordinator: coordinator, Passphrase: passphrase})
	h.must(err)
	set, err := assets.Open()
	h.must(err)
	pages, err := web.New(web.Config{Casework: service, Assets: set, Zone: time.UTC, Exit: "/health"})
	h.must(err)
	server := httptest.NewServer(pages)
	t.Cleanup(server.Close)
	h.address = server.URL
	return h
}

// open opens a service over an empty database.
func (h *house) open(works string) *casework.Service {
	h.t.Helper()
	loaded, err := profile.Load(works)
	h.must(err)
	server, err := seal.NewServerKey(rand.Reader)
	h.must(err)
	signer, err := casework.Signer(server)
	h.must(err)
	verifier, err := casework.Verifier(server)
	h.must(err)
	db, err := store.Open(h.t.Context(), filepath.Join(h.t.TempDir(), "amends.db"), store.Options{Now: h.clock, Signer: signer, Verifier: verifier})
	h.must(err)
	h.t.Cleanup(func() { h.must(db.Close()) })
	service, err := casework.Open(h.t.Context(), casework.Options{Store: db, Server: server, Now: h.clock, Random: rand.Reader,
		Profiles: map[string]profile.Loaded{works: loaded}, Idle: years, Longest: years})
	h.must(err)
	return service
}

func (h *house) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

// at moves the clock to a moment, as "2031-01-10 09:00".
func (h *house) at(moment string) {
	h.t.Helper()
	now, err := time.Parse("2006-01-02 15:04", moment)
	h.must(err)
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = now
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}
