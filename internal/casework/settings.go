package casework

import (
	"maps"
	"slices"
)

// Profiles are the names of those on offer, in order.
func (s *Session) Profiles() []string {
	return slices.Sorted(maps.Keys(s.v.o.Profiles))
}
