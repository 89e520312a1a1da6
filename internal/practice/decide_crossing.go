package practice

import "slices"

func (Propose) step() step     { return step{} }
func (PlanMeeting) step() step { return step{} }

func (c Propose) decide(d *decision) error {
	if err := d.dated(c.When); err != nil {
		return err
	}
	if c.Text != "" {
		if c.Content != "" || len(c.From) == 0 {
			return refuse(BadValue, "text")
		}
		content, err := d.write(c.From[0], c.Kind, c.Text, false)
		if err != nil {
			return err
		}
		c.Content = content
	}
	x, err := d.propose(c)
	if err != nil {
		return err
	}
	if err := d.judgeAsking(x, c.Judgement); err != nil {
		return err
	}
	if c.Clear == nil {
		return nil
	}
	return d.clear(x, *c.Clear)
}

// propose puts a crossing on record; whether it may pass is the gate's to say.
func (d *decision) propose(c Propose) (Crossing, error) {
	if err := oneOf(c.Kind, Kinds(), "kind"); err != nil {
		return Crossing{}, err
	}
	if err := oneOf(c.Means, MeansOf(c.Kind), "means"); err != nil {
		return Crossing{}, err
	}
	from, to, err := d.ends(c)
	if err != nil {
		return Crossing{}, err
	}
	if err := d.carriesWhat(c, from); err != nil {
		return Crossing{}, err
	}
	if err := d.replies(c, from); err != nil {
		return Crossing{}, err
	}
	id := CrossingID(d.newID())
	d.emit(CrossingProposed{
		Stamp: d.stamp(), Crossing: id, Kind: c.Kind, From: from, To: to, Means: c.Means, Content: c.Content,
		Audience: c.Audience, Notice: c.Notice, ReplyTo: c.ReplyTo,
	})
	x, _ := d.state.Crossing(id)
	return x, nil
}

// ends finds whom a crossing comes from and goes to: one of them is of a side
// the actor works with. What stays within one side is no crossing, and needs no gate.
func (d *decision) ends(c Propose) (from, to []PartyID, err error) {
	toWorld := c.Kind == Publication || c.Kind == Talk
	if from, err = d.known(c.From, "from", c.Kind != Notice); err != nil {
		return nil, nil, err
	}
	if to, err = d.known(c.To, "to", !toWorld); err != nil {
		return nil, nil, err
	}
	switch {
	case c.Kind == Notice && len(from) > 0:
		return nil, nil, refuse(BadValue, "from")
	case toWorld && len(to) > 0:
		return nil, nil, refuse(BadValue, "to")
	case d.sharesSide(from, to):
		return nil, nil, refuse(SameSide, "to")
	}
	viewer := ViewerOf(d.state, d.at.Actor)
	if !slices.ContainsFunc(slices.Concat(from, to), func(p PartyID) bool { return viewer.Sees(d.state, p) }) {
		return nil, nil, refuse(NotYourSide, "from")
	}
	for _, id := range slices.Concat(from, to) {
		if err := d.livingAsSeen(id, "to"); err != nil {
			return nil, nil, err
		}
	}
	return from, to, nil
}

func (d *decision) sharesSide(from, to []PartyID) bool {
	for _, f := range from {
		for _, t := range to {
			a, _ := d.state.Party(f)
			if b, _ := d.state.Party(t); a.Side == b.Side {
				return true
			}
		}
	}
	return false
}

// carriesWhat holds each kind to what it carries: a text of its sender's, an audience, a fixed notice, or nothing.
func (d *decision) carriesWhat(c Propose, from []PartyID) error {
	if (c.Kind == Notice) != (c.Notice != NoNotice) {
		return refuse(Missing, "notice")
	}
	if c.Kind == Notice {
		if err := oneOf(c.Notice, []FixedNotice{NotGoingAhead, NothingToArrange}, "notice"); err != nil {
			return err
		}
	}
	if err := oneOf(c.Audience, audiences(), "audience"); err != nil {
		return err
	}
	toWorld := c.Kind == Publication || c.Kind == Talk
	if toWorld != (c.Audience != NoAudience) {
		return refuse(Missing, "audience")
	}
	if c.Kind == Meeting || c.Kind == Notice {
		if c.Content != "" {
			return refuse(BadValue, "content")
		}
		return nil
	}
	content, err := d.content(c.Content, "", "content")
	if err != nil {
		return err
	}
	if content.Kind != c.Kind {
		return refuse(BadValue, "content")
	}
	author, _ := d.state.Party(content.Author)
	if !slices.ContainsFunc(from, func(p PartyID) bool { f, _ := d.state.Party(p); return f.Side == author.Side }) {
		return refuse(NotTheirs, "content")
	}
	return nil
}

// replies holds replies to what the profile allows, to what has arrived, and to
// whoever sent it (OAR 291-205-0220: the one who received a letter may send one reply to it).
func (d *decision) replies(c Propose, from []PartyID) error {
	if c.ReplyTo == "" {
		return nil
	}
	to, err := d.anyCrossing(c.ReplyTo, "reply_to")
	switch {
	case err != nil:
		return err
	case to.Delivered == 0:
		return refuse(WrongState, "reply_to")
	case !contains(to.To, from):
		return refuse(NotTheirs, "reply_to")
	case len(c.To) == 0 || !contains(to.From, sortedSet(c.To)):
		return refuse(ReplyElsewhere, "to") // an answer is for who wrote, whoever else would like to read it
	}
	made := 0
	for _, x := range d.state.Crossings {
		if x.ReplyTo == c.ReplyTo && x.State != Stopped {
			made++
		}
	}
	if d.at.Profile.Replies >= 0 && made >= d.at.Profile.Replies {
		return refuse(NoMoreReplies, "reply_to")
	}
	return nil
}

// judgeAsking records the judgement of an asking, which belongs to approaches alone.
func (d *decision) judgeAsking(x Crossing, j *Judging) error {
	if j == nil {
		return nil
	}
	if x.Kind != Approach {
		return refuse(BadValue, "judgement")
	}
	return d.assess(Assess{Kind: Approach, Means: x.Means, Parties: x.Taking(), GoAhead: j.GoAhead, Until: j.Until, Text: j.Text})
}

// decide plans a meeting, and proposes it where it is not on record yet.
func (c PlanMeeting) decide(d *decision) error {
	if c.Starts <= d.at.Now {
		return refuse(TooEarly, "starts")
	}
	x, err := d.meeting(c)
	if err != nil {
		return err
	}
	supporters, err := d.known(c.Supporters, "supporters", false)
	if err != nil {
		return err
	}
	for _, id := range supporters {
		if p, _ := d.state.Party(id); p.Standing == Principal {
			return refuse(BadValue, "supporters")
		}
		if err := d.livingAsSeen(id, "supporters"); err != nil {
			return err
		}
	}
	for _, id := range c.Helpers {
		if !slices.ContainsFunc(d.state.Helpers, func(h Helper) bool { return h.ID == id }) {
			return refuse(NotFound, "helpers")
		}
	}
	d.emit(MeetingPlanned{
		Stamp: d.stamp(), Crossing: x.ID, Starts: c.Starts, Place: c.Place != "", Apart: c.Apart, HowToStop: c.HowToStop != "",
		Supporters: supporters, Helpers: sortedSet(c.Helpers),
	})
	d.note(x.Taking(), PlanText, x.ID, c.Place)
	d.note(x.Taking(), PlanText, x.ID, c.HowToStop)
	for _, a := range c.Arrangements {
		if _, err := d.party(a.Party, "arrangements"); err != nil {
			return err
		}
		d.file(a.Party, PlanText, x.ID, a.Text)
	}
	return nil
}

func (d *decision) meeting(c PlanMeeting) (Crossing, error) {
	if c.Crossing == "" {
		return d.propose(Propose{Kind: Meeting, From: c.From, To: c.To, Means: c.Means})
	}
	x, err := d.crossing(c.Crossing, "crossing")
	if err != nil {
		return Crossing{}, err
	}
	if x.Kind != Meeting {
		return Crossing{}, refuse(BadValue, "crossing")
	}
	return x, nil
}
