package web

import (
	"net/http"
	"net/url"
	"testing"
)

// TestNobodyIsAllocatedByWhatWasLeftOut: whoever is given a case, and which sides
// of it, is chosen and never assumed (P5).
func TestNobodyIsAllocatedByWhatWasLeftOut(t *testing.T) {
	t.Parallel()
	w := newWalker(t)
	w.twoPeople()
	path, tom := w.base+"/allocate", string(w.people["tom"].staff)
	side := string(w.state().Parties[1].Side)
	for label, filled := range map[string]url.Values{
		"no side":       {"staff": {tom}, "duty": {"facilitator"}},
		"no duty":       {"staff": {tom}, "sides": {"all"}},
		"nobody":        {"duty": {"facilitator"}, "sides": {"all"}},
		"all and one":   {"staff": {tom}, "duty": {"facilitator"}, "sides": {"all", side}},
		"no such side":  {"staff": {tom}, "duty": {"facilitator"}, "sides": {"some"}},
		"nothing typed": {},
	} {
		page := w.get(w.people["helen"], "get "+label, path)
		values := formValues(t, page.Body.String(), path)
		for name, v := range filled {
			values[name] = v
		}
		if answer := w.ask(page.who, "post "+label, posting(path, values, nil)); answer.Code != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", label, answer.Code)
		}
	}
	if all := w.state().Staff; len(all) != 2 {
		t.Errorf("%d people work on the case", len(all))
	}
	w.fill("helen", path, url.Values{"staff": {tom}, "duty": {"facilitator"}, "sides": {side}})
	if all := w.state().Staff; len(all) != 3 || len(all[2].Sides) != 1 || string(all[2].Sides[0]) != side {
		t.Errorf("who works on it is %+v", all)
	}
}
