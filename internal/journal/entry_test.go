package journal_test

import (
	"bytes"
	"testing"

	"amends/internal/journal"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"
)

// The leaf hash is that of RFC 6962 over header and body.
func TestLeafCoversHeaderAndBody(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		e := journal.Entry{Header: drawHeader(t), Body: rapid.SliceOf(rapid.Byte()).Draw(t, "body")}
		if want := tlog.RecordHash(bytes.Join([][]byte{e.Header.Encode(), e.Body}, nil)); e.Leaf() != want {
			t.Fatalf("leaf hash %v, want %v", e.Leaf(), want)
		}
	})
}

func TestFollow(t *testing.T) {
	t.Parallel()
	commitment, other := [32]byte{1}, [32]byte{2}
	at := journal.Head{Case: journal.ID{1}, Stream: journal.ID{2}, Number: 3, Epoch: 2, Commitment: commitment}
	next := journal.Header{Case: journal.ID{1}, Stream: journal.ID{2}, Number: 4, Epoch: 2}
	first := journal.Header{Case: journal.ID{1}, Stream: journal.ID{2}, Number: 1, Epoch: 1, Commitment: commitment}
	with := func(h journal.Header, change func(h *journal.Header)) journal.Header {
		change(&h)
		return h
	}
	for _, test := range []struct {
		name  string
		head  journal.Head
		next  journal.Header
		want  journal.Head
		fails bool
	}{
		{name: "first", next: first, want: journal.Head{Case: journal.ID{1}, Stream: journal.ID{2}, Number: 1, Epoch: 1, Commitment: commitment}},
		{name: "next", head: at, next: next, want: journal.Head{Case: journal.ID{1}, Stream: journal.ID{2}, Number: 4, Epoch: 2, Commitment: commitment}},
		{name: "next epoch", head: at, next: with(next, func(h *journal.Header) { h.Epoch, h.Commitment = 3, other }),
			want: journal.Head{Case: journal.ID{1}, Stream: journal.ID{2}, Number: 4, Epoch: 3, Commitment: other}},
		{name: "first without commitment", next: with(first, func(h *journal.Header) { h.Commitment = [32]byte{} }), fails: true},
		{name: "first of number two", next: with(first, func(h *journal.Header) { h.Number = 2 }), fails: true},
		{name: "first of epoch two", next: with(first, func(h *journal.Header) { h.Epoch = 2 }), fails: true},
		{name: "gap", head: at, next: with(next, func(h *journal.Header) { h.Number = 5 }), fails: true},
		{name: "again", head: at, next: with(next, func(h *journal.Header) { h.Number = 3 }), fails: true},
		{name: "another case", head: at, next: with(next, func(h *journal.Header) { h.Case = journal.ID{9} }), fails: true},
		{name: "another stream", head: at, next: with(next, func(h *journal.Header) { h.Stream = journal.ID{9} }), fails: true},
		{name: "epoch back", head: at, next: with(next, func(h *journal.Header) { h.Epoch = 1 }), fails: true},
		{name: "epoch skipped", head: at, next: with(next, func(h *journal.Header) { h.Epoch, h.Commitment = 4, other }), fails: true},
		{name: "epoch without commitment", head: at, next: with(next, func(h *journal.Header) { h.Epoch = 3 }), fails: true},
		{name: "commitment within an epoch", head: at, next: with(next, func(h *journal.Header) { h.Commitment = other }), fails: true},
		{name: "after the last number", head: journal.Head{Case: journal.ID{1}, Stream: journal.ID{2}, Number: 1<<64 - 1, Epoch: 2}, next: with(next, func(h *journal.Header) { h.Number = 0 }), fails: true},
	} {
		got, err := test.head.Follow(test.next)
		if (err != nil) != test.fails || got != test.want {
			t.Errorf("%s: %+v, %v", test.name, got, err)
		}
	}
}
