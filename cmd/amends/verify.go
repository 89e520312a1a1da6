package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"

	"amends/internal/casework"
	"amends/internal/journal"
	"amends/internal/store"
)

// verifyCommand checks a service's history (P6).
type verifyCommand struct {
	place
	JournalKey string   `help:"File of the journal's public key, from elsewhere than the data (default: the data's own)." placeholder:"FILE"`
	Against    []string `help:"File of an earlier checkpoint, kept elsewhere; may be given several times." placeholder:"FILE"`
	Save       string   `help:"File to write the newest checkpoint to, to be kept elsewhere." placeholder:"FILE"`

	Login          string `help:"Name that somebody on staff signs in by: with their passphrase everybody's signatures are checked in what they may open, and whether they were entitled. Needs the server's key." placeholder:"NAME"`
	PassphraseFile string `help:"File with that passphrase on its first line (default: asked in the terminal)." placeholder:"FILE"`
}

// run says what was checked, or names what is wrong.
func (c *verifyCommand) run(ctx context.Context, p program) (err error) {
	f, err := c.folder()
	if err != nil {
		return err
	}
	if !f.holds() {
		return errNoService()
	}
	if err := c.checkSave(); err != nil {
		return err
	}
	file := c.JournalKey
	if file == "" {
		file = f.public()
	}
	var h history
	if h.public, err = readPublic(file); err != nil {
		return err
	}
	if h.earlier, err = readCheckpoints(h.public, c.Against); err != nil {
		return err
	}
	if h.db, err = f.look(ctx, p.now); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, h.db.Close()) }()
	return c.verify(ctx, p, f, h)
}

// history is a journal to be checked, with the key and the checkpoints that it is held
// against.
type history struct {
	db      *store.SQLite
	public  publicKey
	earlier []journal.Checkpoint
}

// verify checks a history, with keys where a login is given, and saves its checkpoint.
func (c *verifyCommand) verify(ctx context.Context, p program, f folder, h history) error {
	// Read before the journal is: what is saved was verified.
	newest, err := h.db.Checkpoint(ctx)
	if err != nil {
		return explained(fmt.Errorf("could not read the newest checkpoint: %w", err))
	}
	if c.Login != "" {
		err = c.withKeys(ctx, p, f, h)
	} else {
		err = p.audits(ctx, h)
	}
	if err != nil || c.Save == "" {
		return err
	}
	return writeNew(c.Save, newest)
}

// checkSave refuses to write over a checkpoint, before a long history is read: what was
// kept is what the next one is held against.
func (c *verifyCommand) checkSave() error {
	if c.Save == "" {
		return nil
	}
	if _, err := os.Lstat(c.Save); err == nil {
		return misuse("give another file with --save", "there is a file of that name already")
	}
	return nil
}

// audits verifies without keys.
func (p program) audits(ctx context.Context, h history) error {
	report, err := audit(ctx, h.db, h.public, h.earlier)
	if err != nil {
		return blamed(err)
	}
	p.reports(counted(report))
	p.say("  nobody's signature was checked: that takes keys, see --login")
	return nil
}

// remembered says how far what the login saw stands. One that never signed in saw nothing.
func remembered(done casework.Verified) string {
	if done.Remembered == 0 {
		return "not checked: whether it is the history that this login saw; it has not signed in yet"
	}
	return "the first " + several(done.Remembered, "entry", "entries") + ", and who works here, stand as this login saw them when it last signed in"
}

// withKeys verifies with what one login opens. It reads, and begins no session, so
// that it runs beside a service that is served.
func (c *verifyCommand) withKeys(ctx context.Context, p program, f folder, h history) error {
	server, err := f.readKey()
	if err != nil {
		return err
	}
	verifier, err := journal.NewVerifier(h.public.service, h.public.key)
	if err != nil {
		return err
	}
	passphrase, err := p.conversation(ctx.Done()).known(c.PassphraseFile, "Passphrase")
	if err != nil {
		return err
	}
	v, err := over(ctx, h.db, server, opening{now: p.now, log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	who := casework.Credentials{Name: c.Login, Passphrase: passphrase}
	done, err := v.VerifyAs(ctx, who, verifier, h.earlier)
	switch {
	case errors.Is(err, casework.ErrWrongLogin):
		return mend(errors.New("wrong name or passphrase"),
			"give the name somebody signs in by with --login, and their passphrase; a first-login code is none")
	case errors.Is(err, casework.ErrNotThere):
		return mend(errors.New("this login opens nothing that could be checked"),
			"give that of somebody on staff, who is with the service")
	case err != nil:
		return blamed(err)
	}
	p.reports(done)
	p.say("with the keys of this login")
	p.say("  %s of people checked, in %s that it opens, and that whoever gave a duty, keys or access was entitled to",
		several(done.Signatures, "signature", "signatures"), several(done.Opened, "stream", "streams"))
	p.say("  %s", remembered(done))
	p.say("  not checked: %s in %s that it does not open", several(done.Unopened, "entry", "entries"), several(done.Shut, "stream", "streams"))
	p.say("  not checked: %s struck or erased, whose keys are gone", several(done.Struck, "entry", "entries"))
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

// counted is what was checked without keys.
func counted(r journal.Report) casework.Verified {
	return casework.Verified{
		Entries: r.Entries, Streams: r.Streams, Tiles: r.Tiles, Checkpoints: r.Checkpoints, Earlier: r.Earlier, Head: r.Head.Root.String(),
	}
}

// reports says what was checked.
func (v voice) reports(r casework.Verified) {
	v.say("verified")
	v.say("  %s in %s", several(r.Entries, "entry", "entries"), several(r.Streams, "stream", "streams"))
	v.say("  %s of the tree, %s", several(r.Tiles, "tile", "tiles"), several(r.Checkpoints, "checkpoint", "checkpoints"))
	if r.Earlier > 0 {
		v.say("  %s", several(r.Earlier, "earlier checkpoint, kept elsewhere, agrees", "earlier checkpoints, kept elsewhere, agree"))
	}
	v.say("  head %s", r.Head)
}

// several counts things in words.
func several(n int64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
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
