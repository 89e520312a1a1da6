package web

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"

	"amends/internal/casework"
	"amends/internal/web/ui"
)

// stood is the hidden field by which a form that replaces something says over what it
// was opened (stands of [sheet] and [deskPage]).
const stood = "stood"

// digest names what stands, as long for little as for much. It is shown to nobody
// who is not shown what it is made of.
func digest(stands []ui.Fact) string {
	h := sha256.New()
	for _, f := range stands {
		_, _ = fmt.Fprintf(h, "%d:%s", len(f.Value), f.Value) // a hash takes everything
	}
	return base64.RawURLEncoding.EncodeToString(h.Sum(nil)[:16])
}

// standing is that field, of a form that replaces something.
func standing(stands []ui.Fact) []ui.Hidden {
	if len(stands) == 0 {
		return nil
	}
	return []ui.Hidden{{Name: stood, Value: digest(stands)}}
}

// overtaken finds a form that was opened before the last change of what it replaces, so
// that nobody puts back unseen what a colleague put right: [errOvertaken], said on the
// form, or casework.ErrRepeated for one that made that change itself and was sent twice.
// Between asking this and the commit lies an instant in which two can still change the
// same: then the later stands, and both are in the history.
func (v *visit) overtaken(stands []ui.Fact) error {
	if len(stands) == 0 || v.sent.values.Get(stood) == digest(stands) {
		return nil
	}
	if !v.again { // a form of an earlier session has no id to ask for
		used, err := v.session.Used(v.Context(), v.form)
		switch {
		case err != nil:
			return err
		case used:
			return casework.ErrRepeated
		}
	}
	v.sent.refuse("Somebody changed this after you opened it. Nothing was saved: look at what stands now, and send yours again if it still holds")
	return errOvertaken
}

// errOvertaken says that what a form replaces was changed after it was opened.
var errOvertaken = errors.New("what the form replaces was changed meanwhile")

// standsNow shows it.
func standsNow(stands []ui.Fact) ui.Section {
	return ui.Facts{ID: "stands", Heading: "What stands now", Items: stands}
}

// yesOrNo says how a box that is ticked or not stands.
func yesOrNo(ticked bool) string {
	if ticked {
		return "Yes"
	}
	return "No"
}
