package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"amends/internal/casework"
	"amends/internal/practice"
	"amends/internal/web/ui"
)

// people says who is who on the pages of one case, as far as the reader may know:
// by name on the sides they work with, by role alone on the others (P3, P5).
type people struct {
	state               practice.Case
	viewer              practice.Viewer
	short               map[practice.PartyID]string // of the sides the reader works with
	staff               map[practice.StaffID]string
	spokenOf            map[practice.SpokenOfID]string
	helpers             map[practice.HelperID]string
	harmed, responsible string // the service's public words
	// reader is a side whose parties read it: they are told of others by what these
	// are alone, neither by name nor by how many there are (P3).
	reader practice.SideID
}

func (p people) sees(id practice.PartyID) bool { return p.viewer.Sees(p.state, id) }

// seesAny says whether any of some parties is on the reader's sides.
func (p people) seesAny(ids []practice.PartyID) bool { return slices.ContainsFunc(ids, p.sees) }

// name is what a page calls a party.
func (p people) name(id practice.PartyID) string {
	party, known := p.state.Party(id)
	if name := p.short[id]; name != "" && p.sees(id) && (p.reader == "" || p.reader == party.Side) {
		return name
	}
	switch {
	case !known:
		return "somebody"
	case party.Erased:
		return "somebody whose data was erased"
	case p.reader != "":
		return "the " + strings.ToLower(p.role(party))
	default:
		return p.unnamed(party)
	}
}

// unnamed calls somebody by what they are in the case: "the harmed person", or
// "harmed person 2" where there are several.
func (p people) unnamed(party practice.Party) string {
	role := strings.ToLower(p.role(party))
	same, place := 0, 0
	for _, other := range p.state.Parties {
		if strings.ToLower(p.role(other)) != role {
			continue
		}
		same++
		if other.ID == party.ID {
			place = same
		}
	}
	if same == 1 {
		return "the " + role
	}
	return role + " " + strconv.Itoa(place)
}

// whose puts something as we say it of a party, or as its reader says it.
func (p people) whose(ours, theirs string) string {
	if p.reader != "" {
		return theirs
	}
	return ours
}

// names joins what parties are called, in the order of the case: "Ash, Niamh and Joe".
func (p people) names(ids []practice.PartyID) string {
	place := func(id practice.PartyID) int {
		return slices.IndexFunc(p.state.Parties, func(o practice.Party) bool { return o.ID == id })
	}
	var all []string
	for _, id := range slices.SortedStableFunc(slices.Values(ids), func(a, b practice.PartyID) int { return cmp.Compare(place(a), place(b)) }) {
		if name := p.name(id); !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	return joined(all)
}

// joined is a list as it is said.
func joined(all []string) string {
	switch len(all) {
	case 0:
		return "nobody"
	case 1:
		return all[0]
	default:
		return strings.Join(all[:len(all)-1], ", ") + " and " + all[len(all)-1]
	}
}

// colleague is what a page calls a member of staff.
func (p people) colleague(id practice.StaffID) string {
	if name := p.staff[id]; name != "" {
		return name
	}
	return "somebody who has left"
}

// spoken is what a page calls somebody who is spoken of.
func (p people) spoken(id practice.SpokenOfID) string {
	if name := p.spokenOf[id]; name != "" {
		return name
	}
	return "somebody who is spoken of"
}

// helper is what a page calls a helper.
func (p people) helper(h practice.Helper) string {
	if name := p.helpers[h.ID]; name != "" {
		return name + ", " + lower(word(helperKinds(), h.Kind))
	}
	return word(helperKinds(), h.Kind)
}

// actor is who did something.
func (p people) actor(by casework.Actor) string {
	if by == (casework.Actor{}) {
		return "a colleague" // who it was would tell on which side
	}
	if by.Party != "" {
		return p.name(by.Party) + ", on their own page"
	}
	if by.Name != "" {
		return by.Name
	}
	return p.colleague(by.Staff)
}

// role is what somebody is in the case, in the service's public words.
func (p people) role(party practice.Party) string {
	harmed, responsible := p.state.HarmedIn(party.ID), p.state.ResponsibleIn(party.ID)
	switch {
	case party.Standing == practice.Supporter:
		return "Supporter"
	case party.Standing == practice.Representative:
		return "Representative"
	case harmed && responsible:
		return capital(p.harmed) + " and " + p.responsible
	case harmed:
		return capital(p.harmed)
	case responsible:
		return capital(p.responsible)
	default:
		return "Person in this case"
	}
}

// tone is the colour of a party's side; a supporter wears that of whom they are there for.
func (p people) tone(id practice.PartyID) ui.Tone {
	if party, ok := p.state.Party(id); ok && party.For != "" {
		id = party.For
	}
	harmed, responsible := p.state.HarmedIn(id), p.state.ResponsibleIn(id)
	switch {
	case harmed && responsible:
		return ui.ToneBoth
	case harmed:
		return ui.ToneHarmed
	case responsible:
		return ui.ToneResponsible
	default:
		return ui.ToneBetween
	}
}

// side is what a page calls a side: after its first principal.
func (p people) side(id practice.SideID) string {
	for _, party := range p.state.Parties {
		if party.Side == id && (party.Standing == practice.Principal || p.only(party)) {
			return possessive(p.name(party.ID)) + " side"
		}
	}
	return "a side"
}

// only says whether a party has a side without any principal.
func (p people) only(party practice.Party) bool {
	return !slices.ContainsFunc(p.state.Parties, func(o practice.Party) bool { return o.Side == party.Side && o.Standing == practice.Principal })
}

// sides lists the sides of a case in its order, each once.
func (p people) sides() []practice.SideID {
	var all []practice.SideID
	for _, party := range p.state.Parties {
		if !slices.Contains(all, party.Side) {
			all = append(all, party.Side)
		}
	}
	return all
}

// heading names those the reader works with: "Aisling and Daniel". With nobody to
// name it is the fixed word for a case.
func (p people) heading(among func(practice.Party) bool) string {
	var all []string
	for _, party := range p.state.Parties {
		if party.Standing == practice.Principal && p.sees(party.ID) && among(party) {
			all = append(all, p.name(party.ID))
		}
	}
	const most = 4
	switch {
	case len(all) == 0:
		return "A case"
	case len(all) > most:
		return strings.Join(all[:most-1], ", ") + " and " + strconv.Itoa(len(all)-most+1) + " others"
	default:
		return joined(all)
	}
}

// possessive is the English genitive, as the house writes it.
func possessive(name string) string { return name + "’s" }

// capital begins a sentence.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + text[size:]
}
