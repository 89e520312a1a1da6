package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"amends/internal/journal"
)

// verifyCommand checks a service's history (P6).
type verifyCommand struct {
	Data       string   `help:"Folder of the service's data." placeholder:"DIR" required:"" env:"AMENDS_DATA"`
	JournalKey string   `help:"File of the journal's public key, from elsewhere than the data (default: the data's own)." placeholder:"FILE"`
	Against    []string `help:"File of an earlier checkpoint, kept elsewhere; may be given several times." placeholder:"FILE"`
	Save       string   `help:"File to write the newest checkpoint to, to be kept elsewhere." placeholder:"FILE"`
}

// run says what was checked, or names what is wrong.
func (c *verifyCommand) run(ctx context.Context, p program) (err error) {
	f, err := place{Data: c.Data}.folder()
	if err != nil {
		return err
	}
	if !f.holds() {
		return errNoService()
	}
	file := c.JournalKey
	if file == "" {
		file = f.public()
	}
	public, err := readPublic(file)
	if err != nil {
		return err
	}
	earlier, err := readCheckpoints(public, c.Against)
	if err != nil {
		return err
	}
	db, err := f.look(ctx, p.now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	// Read before the journal is: what is saved was verified.
	newest, err := db.Checkpoint(ctx)
	if err != nil {
		return explained(fmt.Errorf("could not read the newest checkpoint: %w", err))
	}
	report, err := audit(ctx, db, public, earlier)
	if err != nil {
		return blamed(err)
	}
	p.reports(report)
	if c.Save != "" {
		return writeNew(c.Save, newest)
	}
	return nil
}

// readCheckpoints reads those that somebody kept.
func readCheckpoints(public publicKey, files []string) ([]journal.Checkpoint, error) {
	verifier, err := journal.NewVerifier(public.service, public.key)
	if err != nil {
		return nil, err
	}
	var all []journal.Checkpoint
	for _, file := range files {
		signed, err := os.ReadFile(file)
		if err != nil {
			return nil, misuse("give a file that amends verify --save wrote", "could not read the earlier checkpoint")
		}
		c, err := journal.OpenCheckpoint(signed, verifier)
		if err != nil {
			return nil, mend(fmt.Errorf("the earlier checkpoint is not this service's, or was changed: %w", err),
				"give a file that amends verify --save wrote for this service")
		}
		all = append(all, c)
	}
	return all, nil
}

// reports says what was checked.
func (v voice) reports(r journal.Report) {
	v.say("verified")
	v.say("  %d entries in %d streams", r.Entries, r.Streams)
	v.say("  %d tiles of the tree, %d checkpoints", r.Tiles, r.Checkpoints)
	if r.Earlier > 0 {
		v.say("  %d earlier checkpoints, kept elsewhere, agree", r.Earlier)
	}
	v.say("  head %s", r.Head.Root)
}

// blamed names what is wrong with a history. What ids there are mean nothing.
func blamed(err error) error {
	flaw, is := errors.AsType[*journal.Flaw](err)
	if !is {
		return explained(fmt.Errorf("could not verify: %w", err))
	}
	wrong := fmt.Errorf("the history is not as it was signed: %w", flaw)
	if flaw.Number > 0 {
		wrong = fmt.Errorf("%w (case %s, stream %s, entry %d)", wrong, flaw.Case, flaw.Stream, flaw.Number)
	}
	return mend(wrong, "keep the data as it is and serve nothing from it; restore a backup elsewhere with amends restore, and compare")
}
