package casework

import (
	"crypto/rand"
	"testing"
)

// BenchmarkDesk is what the first page after a start pays for a desk of 200
// entries: each opened, its signature checked, folded. Later ones pay nothing.
func BenchmarkDesk(b *testing.B) {
	w := benchWorld(b)
	s := w.benchSession(b)
	for range 190 {
		form, err := NewForm(rand.Reader)
		if err != nil {
			b.Fatal(err)
		}
		if err := s.ChangeSettings(b.Context(), s.Settings(), form); err != nil {
			b.Fatal(err)
		}
	}
	b.ResetTimer()
	for b.Loop() {
		w.v.desk.Store(nil)
		if _, _, err := w.v.loadDesk(b.Context(), w.db, &s.who); err != nil {
			b.Fatal(err)
		}
	}
}
