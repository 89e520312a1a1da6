package main

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"amends/internal/casework"
	"amends/internal/journal"
	"amends/internal/seal"
)

// place is where a service's files are, as flags.
type place struct {
	Data string `help:"Folder of the service's data." placeholder:"DIR" required:"" env:"AMENDS_DATA"`
	Key  string `help:"File of the server's key, outside the data and its backups (default: DIR.key)." placeholder:"FILE" env:"AMENDS_KEY"`
}

// keyBeside is where the server's key of a data folder is, unless --key says otherwise.
func keyBeside(dir string) string { return dir + ".key" }

// folder gives the folder that the flags name.
func (p place) folder() (folder, error) {
	if strings.TrimSpace(p.Data) == "" {
		// An unset variable in a script must not make the folder it runs in the service's.
		return folder{}, misuse("give the folder of the service's data", "--data is empty")
	}
	dir, err := filepath.Abs(p.Data)
	if err != nil {
		return folder{}, fmt.Errorf("could not find the data folder: %w", err)
	}
	key := p.Key
	if key == "" {
		key = keyBeside(dir)
	}
	if key, err = filepath.Abs(key); err != nil {
		return folder{}, fmt.Errorf("could not find the server key: %w", err)
	}
	return folder{dir: dir, key: key}, nil
}

// folder is one service's data, and the server's key that is kept elsewhere.
//
//	amends.db     the database, and SQLite's files beside it
//	journal.pub   the public half of what signs checkpoints: to verify without a secret
//	rehearsed     that recovery was rehearsed, sealed to the server's key
type folder struct{ dir, key string }

func (f folder) database() string  { return filepath.Join(f.dir, "amends.db") }
func (f folder) public() string    { return filepath.Join(f.dir, "journal.pub") }
func (f folder) rehearsal() string { return filepath.Join(f.dir, "rehearsed") }

// holds says whether there is a database in it.
func (f folder) holds() bool {
	_, err := os.Lstat(f.database())
	return err == nil
}

// flags name this folder and its key on a command line.
func (f folder) flags() string {
	flags := "--data " + quoted(f.dir)
	if f.key != keyBeside(f.dir) {
		flags += " --key " + quoted(f.key)
	}
	return flags
}

// quoted is a path as a shell reads it back.
func quoted(path string) string {
	plain := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("/._-+", r)
	}
	if !strings.ContainsFunc(path, func(r rune) bool { return !plain(r) }) {
		return path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}

// goOn is what to do while recovery has not been rehearsed.
func (f folder) goOn() string {
	return "run amends init again, it goes on where it stopped: amends init " + f.flags()
}

// make makes the folder for a service that is not there yet.
func (f folder) make() error {
	if f.holds() {
		return mend(errors.New("there is a service in the data folder already"), "give another --data; amends serve serves the one that is there")
	}
	if err := os.MkdirAll(f.dir, 0o700); err != nil {
		return explained(fmt.Errorf("could not make the data folder: %w", err))
	}
	return f.check()
}

// check refuses a folder that others can look into (P4).
func (f folder) check() error {
	info, err := os.Stat(f.dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return mend(errors.New("there is no data folder"), "give the folder that amends init made with --data")
	case err != nil:
		return explained(fmt.Errorf("could not look at the data folder: %w", err))
	case !info.IsDir():
		return mend(errors.New("the data folder is no folder"), "give the folder that amends init made with --data")
	case info.Mode().Perm()&0o077 != 0:
		return mend(errors.New("others on this machine may look into the data folder"), "chmod 700 "+quoted(f.dir))
	}
	return nil
}

// publicPrefix starts the file of the public key, so that whoever finds it knows what it is.
const publicPrefix = "amends-journal-1"

// publicKey is whose checkpoints are to be believed.
type publicKey struct {
	service journal.ID
	key     ed25519.PublicKey
}

func publicOf(server *seal.ServerKey) publicKey {
	return publicKey{casework.ServiceID(server), server.Signing().Public().(ed25519.PublicKey)}
}

// String is the line that stands in the file, and on every custodian's sheet.
func (k publicKey) String() string {
	return strings.Join([]string{publicPrefix, k.service.String(), base64.RawURLEncoding.EncodeToString(k.key)}, " ")
}

// parsePublic reads that line.
func parsePublic(text string) (publicKey, error) {
	fields := strings.Fields(text)
	if len(fields) != 3 || fields[0] != publicPrefix {
		return publicKey{}, errors.New("could not read the journal's public key: not the text of one")
	}
	id, err := journal.ParseID(fields[1])
	if err != nil {
		return publicKey{}, errors.New("could not read the journal's public key: the service's id in it is damaged")
	}
	key, err := base64.RawURLEncoding.DecodeString(fields[2])
	if err != nil || len(key) != ed25519.PublicKeySize {
		return publicKey{}, errors.New("could not read the journal's public key: it is cut short or damaged")
	}
	return publicKey{id, key}, nil
}

// writePublic writes the public key where verify looks for it.
func (f folder) writePublic(public publicKey) error {
	return writeNew(f.public(), []byte(public.String()+"\n"))
}

// readPublic reads the public key from a file.
func readPublic(file string) (publicKey, error) {
	const remedy = "it is journal.pub in the data folder and in every backup, and one line on every custodian's sheet: put it back, or give a file with it alone as --journal-key FILE"
	text, err := os.ReadFile(file)
	if err != nil {
		return publicKey{}, mend(errors.New("could not read the journal's public key"), remedy)
	}
	public, err := parsePublic(string(text))
	if err != nil {
		return publicKey{}, mend(err, remedy)
	}
	return public, nil
}

// checkKey refuses a server key that is not that of the data, where these say whose
// they are. Without, the last checkpoint is what a wrong key fails on.
func (f folder) checkKey(server *seal.ServerKey) error {
	text, err := os.ReadFile(f.public())
	if errors.Is(err, fs.ErrNotExist) {
		return nil // not written yet, or taken away
	}
	if err != nil {
		return explained(fmt.Errorf("could not read journal.pub: %w", err))
	}
	if public, err := parsePublic(string(text)); err != nil || public.String() != publicOf(server).String() {
		return mend(errors.New("the server key and the data folder are of two services"),
			"give with --key the file that amends init wrote for this --data; where that is the one, journal.pub in the data folder was changed: put it back from a backup")
	}
	return nil
}

const useRehearsal = "rehearsal"

// markRehearsed writes that recovery was rehearsed: serve refuses without.
func (f folder) markRehearsed(server *seal.ServerKey) error {
	sealed, err := server.Seal(rand.Reader, useRehearsal, casework.ServiceID(server), []byte("rehearsed"))
	if err != nil {
		return fmt.Errorf("could not write that recovery was rehearsed: %w", err)
	}
	return writeNew(f.rehearsal(), sealed)
}

// checkRehearsed refuses a service whose recovery nobody has tried.
func (f folder) checkRehearsed(server *seal.ServerKey) error {
	sealed, err := os.ReadFile(f.rehearsal())
	if err == nil {
		_, err = server.Open(useRehearsal, casework.ServiceID(server), sealed)
	}
	if err != nil {
		return mend(errors.New("recovery was never rehearsed"), f.goOn())
	}
	return nil
}

// writeNew writes a file that is not there yet, for this user alone, durably.
func writeNew(name string, content []byte) (err error) {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return explained(fmt.Errorf("could not make %s: %w", filepath.Base(name), err))
	}
	defer func() {
		err = errors.Join(err, file.Close())
		if err != nil {
			err = errors.Join(err, os.Remove(name))
		}
	}()
	if _, err := file.Write(content); err != nil {
		return fmt.Errorf("could not write %s: %w", filepath.Base(name), err)
	}
	return file.Sync()
}
