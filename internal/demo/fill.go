package demo

import (
	"context"
	"fmt"

	"amends/internal/casework"
)

// Fill founds a service over an empty store and fills it with the caseload, up to
// the end of the clock. The service must have been opened with the clock's Now and
// with sessions that last as long as Idle. It gives whom to sign in as.
func Fill(ctx context.Context, v *casework.Service, clock *Clock) ([]Guest, error) {
	c := newCompany(v, clock)
	if err := c.found(ctx); err != nil {
		return nil, fmt.Errorf("could not set the demonstration up: %w", err)
	}
	if err := c.enrol(ctx); err != nil {
		return nil, fmt.Errorf("could not enrol the staff of the demonstration: %w", err)
	}
	if err := c.play(ctx, tales()); err != nil {
		return nil, fmt.Errorf("could not make the caseload: %w", err)
	}
	clock.move(clock.end)
	if err := c.leave(ctx); err != nil {
		return nil, fmt.Errorf("could not sign the staff of the demonstration out: %w", err)
	}
	return append(append([]Guest{}, guests...), participants...), nil
}
