package practice

// May says whether a command could be given now, as far as that hangs on the actor's
// duties and on whether the case is open: nil, or the [*Refusal] that [Decide] would
// begin with. A page asks it before it offers the command.
func May(state Case, command Command, at At) error {
	d := &decision{state: state, at: at}
	return d.mayTake(command.step())
}

// DutiesFor are the duties of which a command needs one; nil where any member of staff
// may give it.
func DutiesFor(command Command) []Duty {
	s := command.step()
	if s.anybody || s.whenNone {
		return nil
	}
	return s.duties()
}
