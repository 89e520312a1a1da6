package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"amends/internal/casework"
	"amends/internal/journal"
	"amends/internal/seal"
	"amends/internal/store"
)

// forges writes an entry past the program, as root with one login of staff can: with
// the server's key, their own keys and a good signature, it makes them a coordinator.
func (s *stage) forges(ts *testscript.TestScript, args []string) (err error) {
	f, err := place{Data: ts.MkAbs(args[1])}.folder()
	if err != nil {
		return err
	}
	server, err := f.readKey()
	if err != nil {
		return err
	}
	v, err := f.open(context.Background(), server, opening{now: time.Now, log: slog.New(slog.DiscardHandler)})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.close()) }()
	return forgeDuty(context.Background(), v, args[0], s.phrases[args[0]])
}

// forgeDuty opens the desk with somebody's passphrase and writes it.
func forgeDuty(ctx context.Context, v *service, login, passphrase string) error {
	person, err := v.db.LoginNamed(ctx, v.server.NameHash("login\x00"+login))
	if err != nil {
		return err
	}
	slots, err := v.db.Slots(ctx, person.Person)
	if err != nil || len(slots) != 1 {
		return fmt.Errorf("%d slots: %w", len(slots), err)
	}
	opened, err := seal.NewPassphrases(1).Open(ctx, slots[0].Sealed, person.Person, []byte(passphrase))
	if err != nil {
		return err
	}
	identity, err := opened.Seed.Identity()
	if err != nil {
		return err
	}
	desk := casework.ServiceID(v.server)
	head, err := v.db.Stream(ctx, desk, desk)
	if err != nil {
		return err
	}
	wraps, err := v.db.Wraps(ctx, desk, person.Person)
	if err != nil || len(wraps) != int(head.Epoch) {
		return fmt.Errorf("%d wraps: %w", len(wraps), err)
	}
	w := seal.Where{Service: desk, Case: desk, Stream: desk, Epoch: head.Epoch}
	key, err := identity.Unwrap(wraps[head.Epoch-1].Sealed, w, head.Epochs[head.Epoch-1].Commitment)
	if err != nil {
		return err
	}
	entry, err := forgedEntry(head, key, identity, person.Person)
	if err != nil {
		return err
	}
	return v.db.Commit(ctx, store.Batch{Expect: []store.Version{head.Version}, Entries: []store.Entry{entry}})
}

func forgedEntry(head store.Head, key seal.Key, identity *seal.Identity, by journal.ID) (store.Entry, error) {
	content, err := json.Marshal(struct {
		Staff  string   `json:"staff"`
		Name   string   `json:"name"`
		Duties []string `json:"duties"`
	}{by.String(), "Anybody", []string{"coordinator"}})
	if err != nil {
		return store.Entry{}, err
	}
	at := time.Now().UnixMicro()
	day, err := journal.DayOf(at)
	if err != nil {
		return store.Entry{}, err
	}
	r := journal.Record{Actor: by, At: at, Type: "staff.changed.v1", Content: content}
	h := journal.Header{Service: head.Case, Case: head.Case, Stream: head.Stream, Number: head.Number + 1, Epoch: head.Epoch, Day: day}
	h.Length = uint32(2 + 12 + 32 + 16 + seal.PaddedLength(journal.SignedSize(len(r.Type), len(content))))
	plaintext, err := journal.Sign(h, r, identity.Signing())
	if err != nil {
		return store.Entry{}, err
	}
	body, entryKey, err := seal.SealEntry(rand.Reader, key, h.Encode(), plaintext)
	return store.Entry{Entry: journal.Entry{Header: h, Body: body}, Key: entryKey}, err
}
