package journal

import (
	"bytes"
	"cmp"
	"errors"
	"math"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// verification is one run of [Verify]. Entries are looked at as they come
// (verification.go), their leaf hashes are put in the order of the log and the
// tree is grown from them again (regrowth.go), and the flaw that shows first in
// that order is kept.
type verification struct {
	source  Source
	options Options
	service ID
	report  Report
	flaw    *Flaw
	streams map[[2]ID]*stream
	encoded []byte // of one entry, to be hashed
	regrowth
}

// stream is where a stream stands after the entries that have come.
type stream struct {
	head     Head
	position int64 // of its last entry
	claimed  bool  // the store has claimed a head for it
}

// newVerification begins a run: nothing is read yet.
func newVerification(source Source, options Options, service ID) *verification {
	earlier := slices.Clone(options.Earlier)
	slices.SortFunc(earlier, func(a, b Checkpoint) int { return cmp.Compare(a.Size, b.Size) })
	return &verification{
		source: source, options: options, service: service,
		streams: map[[2]ID]*stream{},
		regrowth: regrowth{
			waiting:     map[int64]*chunk{},
			suspect:     none,
			tiles:       pullTiles(source.Tiles()),
			checkpoints: pull(source.Checkpoints()),
			earlier:     earlier,
		},
	}
}

// stop ends the iterators.
func (v *verification) stop() {
	v.tiles.stop()
	v.checkpoints.stop()
}

// run reads everything. Its error says that something could not be read.
func (v *verification) run() error {
	if err := v.advance(); err != nil {
		return err
	}
	for placed, err := range v.source.Entries() {
		if err != nil {
			return err
		}
		if err := v.take(placed); err != nil {
			return err
		}
	}
	if err := v.finishTree(); err != nil {
		return err
	}
	if err := v.checkHeads(); err != nil {
		return err
	}
	return v.nameEntry()
}

// note keeps the flaw if it shows before the one kept so far.
func (v *verification) note(f Flaw) {
	if v.flaw == nil || f.certain < v.flaw.certain {
		v.flaw = &f
	}
}

// noteEntry notes a flaw of the entry itself.
func (v *verification) noteEntry(placed Placed, err error) {
	h := placed.Entry.Header
	v.note(Flaw{
		Part: PartEntry, Position: placed.Position, Case: h.Case, Stream: h.Stream, Number: h.Number,
		What: err.Error(), cause: err, certain: placed.Position,
	})
}

// take checks one entry and puts its leaf in its place.
func (v *verification) take(placed Placed) error {
	v.report.Entries++
	if err := placed.Entry.check(v.service); err != nil {
		v.noteEntry(placed, err)
	}
	if err := v.follow(placed); err != nil {
		v.noteEntry(placed, err)
	}
	if err := v.open(placed); err != nil {
		v.noteEntry(placed, err)
	}
	v.encoded = placed.Entry.appendTo(v.encoded[:0])
	if err := v.place(placed.Position, tlog.RecordHash(v.encoded)); err != nil {
		v.noteEntry(placed, err)
	}
	return v.grow()
}

// follow checks that the entry comes next in its stream, and goes on from it
// either way: one gap is one flaw.
func (v *verification) follow(placed Placed) error {
	h := placed.Entry.Header
	at := v.streams[[2]ID{h.Case, h.Stream}]
	if at == nil {
		at = &stream{position: none}
		v.streams[[2]ID{h.Case, h.Stream}] = at
		v.report.Streams++
	}
	if placed.Position <= at.position {
		v.noteOutOfTurn(*at)
	}
	next, err := at.head.Follow(h)
	if err != nil {
		next = Head{Case: h.Case, Stream: h.Stream, Number: h.Number, Epoch: h.Epoch, Commitment: h.Commitment}
	}
	at.head, at.position = next, placed.Position
	return err
}

// noteOutOfTurn notes that a stream's last entry stands after its next in the log.
// Of the two it is the later that is named: everything before that may be right.
func (v *verification) noteOutOfTurn(at stream) {
	v.note(Flaw{
		Part: PartEntry, Position: at.position, Case: at.head.Case, Stream: at.head.Stream, Number: at.head.Number,
		What: "it stands after the one that comes after it in its stream", certain: at.position,
	})
}

// open opens the entry, if whoever verifies can, and checks its signature.
func (v *verification) open(placed Placed) error {
	if v.options.Open == nil {
		return nil
	}
	plaintext, opening, err := v.options.Open(placed)
	if err != nil {
		return err
	}
	switch opening {
	case Opened:
		if _, err := OpenRecord(placed.Entry.Header, plaintext, v.options.ActorKey); err != nil {
			return err
		}
		v.report.Signatures++
	case Unopened:
		v.report.Unopened++
	case Struck:
		v.report.Struck++
	case Erased:
		v.report.Erased++
	default:
		return errors.New("it was opened in a way that is not known")
	}
	return nil
}

// checkHeads holds the store's claims against where the streams stand.
func (v *verification) checkHeads() error {
	for claim, err := range v.source.Heads() {
		if err != nil {
			return err
		}
		stands := v.streams[[2]ID{claim.Case, claim.Stream}]
		switch {
		case stands == nil:
			v.noteHead(claim, "there is no entry in this stream")
		case stands.claimed:
			v.noteHead(claim, "the stream has two")
		case stands.head != claim:
			v.noteHead(claim, "it is not that of the stream's last entry")
		}
		if stands != nil {
			stands.claimed = true
		}
	}
	for _, unclaimed := range v.unclaimed() {
		v.noteHead(unclaimed, "the stream has entries, but no head")
	}
	return nil
}

func (v *verification) noteHead(h Head, what string) {
	v.note(Flaw{Part: PartHead, Position: v.edge.size, Case: h.Case, Stream: h.Stream, Number: h.Number, What: what, certain: math.MaxInt64})
}

// unclaimed gives the heads the store forgot, in an order of their own so that the
// same journal always names the same one.
func (v *verification) unclaimed() []Head {
	var heads []Head
	for _, s := range v.streams {
		if !s.claimed {
			heads = append(heads, s.head)
		}
	}
	slices.SortFunc(heads, func(a, b Head) int { return bytes.Compare(a.Stream[:], b.Stream[:]) })
	return heads
}

// nameEntry reads the entries once more to name the one at the flaw's position,
// where only its hash told.
func (v *verification) nameEntry() error {
	if v.flaw == nil || v.flaw.Part != PartEntry || !v.flaw.Stream.IsZero() {
		return nil
	}
	for placed, err := range v.source.Entries() {
		if err != nil {
			return err
		}
		if placed.Position == v.flaw.Position {
			h := placed.Entry.Header
			v.flaw.Case, v.flaw.Stream, v.flaw.Number = h.Case, h.Stream, h.Number
			return nil
		}
	}
	return nil
}
