package casework

import "context"

// Adopt opens a case for no other reason than to put its keys right, when somebody
// was enrolled, left, or has new keys, which in the program each command does.
func (s *Session) Adopt(ctx context.Context, id CaseID) error {
	for range attempts {
		w, err := s.openWork(ctx, s.v.o.Store, id)
		if err != nil {
			return err
		}
		if w.book.roster == s.desk.roster {
			return nil
		}
		at, err := s.at(w.state)
		if err != nil {
			return err
		}
		d := s.v.draft(&s.who, int64(at.Now))
		if _, err := w.takeInAll(ctx, d, at); err != nil {
			return err
		}
		if err := w.finish(ctx, d); !crossed(err) {
			return err
		}
	}
	return ErrBusy
}

// AdoptAll adopts every case the actor can open.
func (s *Session) AdoptAll(ctx context.Context) error {
	if s.desk == nil {
		return ErrNotThere
	}
	places, err := s.v.placesOf(ctx, &s.who)
	if err != nil {
		return err
	}
	for _, p := range places {
		if p != casePlace(p.kase) {
			continue
		}
		if err := s.Adopt(ctx, CaseID(p.kase.String())); err != nil {
			return err
		}
	}
	return nil
}
