package casework

import (
	"cmp"
	"context"
	"slices"

	"amends/internal/practice"
	"amends/internal/store"
)

// Want is which parties' files a page opens. What it opens leaves a look.
type Want struct {
	All      bool                 // every side the reader works with
	Parties  []practice.PartyID   // these alone
	Contents []practice.ContentID // letters and the like to read in full
}

// View is a case as one reader may see it at one instant. Everything a page
// needs is in it; nothing in it needs a clock.
type View struct {
	ID     CaseID
	Number string // personal to the reader: another's differs
	// State is the case compartment, without names and texts, and without what
	// belongs to sides that the reader does not work with. Do not ask the gate of
	// it: conditions are in Crossings, from the whole and redacted.
	State     practice.Case
	At        practice.At // the instant and the profile of this view
	Viewer    practice.Viewer
	Facts     practice.Facts // shared by all allocated
	Parties   []PartyView    // in the order of the case; of sides not the reader's, ids and roles alone
	Crossings []CrossingView // in the order of State.Crossings
	Contents  []ContentView  // those asked for and open to the reader
	Due       []practice.Due // what is due here, soonest first, redacted
	Story     []Line         // what happened, oldest first, as far as the reader may open it
	Waiting   int            // drops of the reader's sides that are part of this view and not in the journal yet
}

// PartyView is one party of a View.
type PartyView struct {
	ID     practice.PartyID
	Mine   bool   // the reader works with their side, and may open them
	Name   string // empty where not Mine
	Care   string // how they can be reached safely; empty where not Mine
	Login  bool   // they have a login of their own; false where not Mine
	Opened bool   // Want asked for them: File and Box are filled
	File   practice.File
	Box    practice.Box
	Looks  []practice.LookTaken // who opened this file, when
}

// CrossingView is one crossing and what stands in its way, in the gate's order.
type CrossingView struct {
	ID         practice.CrossingID
	Conditions []practice.Condition
	Clear      bool // nothing stands in the way
}

// ContentView is the text of one content, with what readers said of it.
type ContentView struct {
	ID   practice.ContentID
	Text practice.Wordings
}

// Line is one event of the story.
type Line struct {
	At    practice.Instant // when it was written down
	By    Actor
	Home  practice.Home
	Event practice.Event // nil for what happened to logins and keys: see Kind
	// Kind is set where Event is nil: "login.given.v1", "login.ended.v1",
	// "drop.set-aside.v1".
	Kind string
}

// Actor is who did something: one of staff, or a party themselves. It is zero where
// who it was would tell whose choice it was.
type Actor struct {
	Staff practice.StaffID
	Name  string // of staff
	Party practice.PartyID
}

// Case opens a case for a page. Each file it opens leaves a look in the journal
// before this returns. ErrNotThere if there is none the reader may know of.
func (s *Session) Case(ctx context.Context, id CaseID, want Want) (*View, error) {
	var view *View
	err := s.retry(ctx, func() error {
		built, d, err := s.viewOnce(ctx, id, want)
		if view = built; err != nil || len(d.batch.Entries) == 0 && len(d.batch.Rewraps) == 0 {
			return err
		}
		return d.commit(ctx)
	})
	if err != nil {
		return nil, err
	}
	return view, nil
}

// viewOnce builds the view from one snapshot, and drafts what opening it leaves.
func (s *Session) viewOnce(ctx context.Context, id CaseID, want Want) (view *View, d *draft, err error) {
	err = s.v.o.Store.View(ctx, func(from store.Reader) error {
		view, d, err = s.buildView(ctx, from, id, want)
		return err
	})
	return view, d, err
}

func (s *Session) buildView(ctx context.Context, from store.Reader, id CaseID, want Want) (*View, *draft, error) {
	w, err := s.openWork(ctx, from, id)
	if err != nil {
		return nil, nil, err
	}
	at, err := s.readAt(w.state)
	if err != nil {
		return nil, nil, err
	}
	d := s.draft(int64(at.Now))
	view := &View{ID: id, Number: s.numbering().of(w.id), At: at}
	heard, err := w.foldWaiting(ctx, at)
	if err != nil {
		return nil, nil, err
	}
	view.Waiting, view.Viewer = heard.drops, practice.ViewerOf(w.state, s.me.ID)
	l := wall{w.state, view.Viewer}
	lines := append(l.story(w.story.told, w.book.logins), l.story(heard.told, w.book.logins)...)
	texts, err := w.fill(ctx, d, view, want)
	if err != nil {
		return nil, nil, err
	}
	view.State = l.prune()
	view.Crossings = l.crossings(view.State.Crossings, at)
	view.Due = l.due(at)
	view.Story = s.lines(append(lines, texts...))
	for _, c := range w.comps {
		if c.open() {
			d.rewrap(c)
		}
	}
	return view, d, nil
}

// fill opens facts, files, boxes and contents, as far as they are wanted and the
// reader's, and gives what they tell.
func (w *work) fill(ctx context.Context, d *draft, view *View, want Want) ([]told, error) {
	facts, _, err := w.tell(ctx, practice.Home{Kind: practice.InFacts})
	if err != nil {
		return nil, err
	}
	facts = wall{w.state, view.Viewer}.story(facts, nil)
	view.Facts = evolved(view.Facts, practice.EvolveFacts, facts)
	story := facts
	for _, p := range w.state.Parties {
		party, texts, err := w.fillParty(ctx, d, view, p, want)
		if err != nil {
			return nil, err
		}
		view.Parties = append(view.Parties, party)
		story = append(story, texts...)
	}
	for _, id := range want.Contents {
		texts, err := w.fillContent(ctx, view, id)
		if err != nil {
			return nil, err
		}
		story = append(story, texts...)
	}
	return story, nil
}

// fillParty opens one party as far as wanted. The name is known to whoever works
// with their side; the file itself is opened only when asked for, and leaves a
// look.
func (w *work) fillParty(ctx context.Context, d *draft, view *View, p practice.Party, want Want) (PartyView, []told, error) {
	out := PartyView{ID: p.ID, Mine: view.Viewer.Sees(w.state, p.ID)}
	if !out.Mine || p.Erased {
		return out, nil, nil
	}
	texts, open, err := w.tell(ctx, practice.FileOf(p.ID))
	if err != nil {
		return out, nil, err
	}
	if !open {
		// Allocated, but nobody who holds the key has shared it yet.
		out.Mine = false
		return out, nil, nil
	}
	file := evolved(practice.File{}, practice.EvolveFile, texts)
	out.Name, out.Care = file.Name(), file.SafeContact
	_, out.Login = w.book.loginOf(p.ID)
	if !want.All && !slices.Contains(want.Parties, p.ID) {
		return out, nil, nil
	}
	out.Opened, out.File = true, file
	box, err := w.openParty(ctx, d, view.At, &out)
	return out, append(texts, box...), err
}

// openParty opens the rest of a party's side and leaves the look.
func (w *work) openParty(ctx context.Context, d *draft, at practice.At, out *PartyView) ([]told, error) {
	box, _, err := w.tell(ctx, practice.BoxOf(out.ID))
	if err != nil {
		return nil, err
	}
	out.Box = evolved(out.Box, practice.EvolveBox, box)
	looks, _, err := w.tell(ctx, practice.LooksOf(out.ID))
	if err != nil {
		return nil, err
	}
	for _, t := range looks {
		if look, ok := t.event.(practice.LookTaken); ok {
			out.Looks = append(out.Looks, look)
		}
	}
	return box, w.look(ctx, d, at, out.ID)
}

// fillContent opens one content, if it is the reader's to open.
func (w *work) fillContent(ctx context.Context, view *View, id practice.ContentID) ([]told, error) {
	texts, open, err := w.tell(ctx, practice.ContentOf(id))
	if err != nil || !open {
		return nil, err
	}
	text := evolved(practice.Wordings{}, practice.EvolveContent, texts)
	view.Contents = append(view.Contents, ContentView{ID: id, Text: text})
	return texts, nil
}

// story leaves of what was told what the reader may see.
func (l wall) story(all []told, logins []partyLogin) []told {
	var out []told
	for _, t := range all {
		if t.event == nil {
			if l.own(t, logins) {
				out = append(out, t)
			}
			continue
		}
		if e, seen := l.event(t.event); seen {
			t.event = e
			out = append(out, t)
		}
	}
	return out
}

// own says whether the reader may see one of casework's own records: that a login
// was given or ended tells something of its party, and a drop set aside of its sender.
func (l wall) own(t told, logins []partyLogin) bool {
	if l.viewer.All {
		return true
	}
	if t.home.Party != "" {
		return l.sees(t.home.Party)
	}
	person, about := personOf(t.record)
	return about && slices.ContainsFunc(logins, func(p partyLogin) bool { return p.person.String() == person && l.sees(p.party) })
}

// crossings asks the gate of each crossing the reader sees, over the whole case,
// and lets practice redact the answer.
func (l wall) crossings(shown []practice.Crossing, at practice.At) []CrossingView {
	var out []CrossingView
	for _, s := range shown {
		x, _ := l.state.Crossing(s.ID)
		conditions := practice.Gate(l.state, x, at)
		out = append(out, CrossingView{ID: x.ID, Clear: practice.AllMet(conditions), Conditions: practice.Redact(l.state, x, conditions, l.viewer)})
	}
	return out
}

// lines writes the story, oldest first.
func (s *Session) lines(all []told) []Line {
	var out []Line
	for _, t := range all {
		line := Line{At: practice.Instant(t.At), Home: t.home, Event: t.event}
		switch {
		case t.event != nil:
			stamp := t.event.Stamped()
			line.By = s.actor(stamp.By, stamp.ByParty)
		case t.Type == kindLoginGiven, t.Type == kindLoginEnded, t.Type == kindSetAside:
			line.Kind, line.By = t.Type, s.actor(staffID(t.Actor), "")
		default:
			continue
		}
		out = append(out, line)
	}
	slices.SortStableFunc(out, func(a, b Line) int { return cmp.Compare(a.At, b.At) })
	return out
}

func (s *Session) actor(staff practice.StaffID, party practice.PartyID) Actor {
	m, err := s.desk.member(staff)
	if err != nil {
		return Actor{Staff: staff, Party: party}
	}
	return Actor{Staff: staff, Name: m.Name, Party: party}
}
