package practice_test

import (
	"slices"

	"amends/internal/practice"
	"amends/internal/profile"
)

// profileNamed gives the settings a script names: a profile as it is shipped, so
// that what the scripts show is what programmes get.
func profileNamed(name string) (practice.Profile, bool) {
	if !slices.Contains(profile.Names(), name) {
		return practice.Profile{}, false
	}
	loaded, err := profile.Load(name)
	return loaded.Profile, err == nil
}
