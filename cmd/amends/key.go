package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"amends/internal/seal"
)

// newKey draws the server's key and writes its file.
func (f folder) newKey() (*seal.ServerKey, error) {
	server, err := seal.NewServerKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	if err := writeNew(f.key, []byte(server.Reveal()+"\n")); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return nil, mend(errors.New("there is a server key already"), "give another file with --key, or the --data it belongs to")
		}
		return nil, err
	}
	return server, nil
}

// readKey reads the server's key, and refuses one that others may read or that
// lies where a backup of the data would take it along (P4).
func (f folder) readKey() (*seal.ServerKey, error) {
	if err := f.apart(); err != nil {
		return nil, err
	}
	info, err := os.Stat(f.key)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, mend(errors.New("there is no server key"), "give with --key the file that amends init wrote; without it nothing can be served")
	case err != nil:
		return nil, explained(fmt.Errorf("could not look at the server key: %w", err))
	case info.Mode().Perm()&0o077 != 0:
		return nil, mend(errors.New("others on this machine may read the server key"), "chmod 600 "+quoted(f.key))
	}
	text, err := os.ReadFile(f.key)
	if err != nil {
		return nil, explained(fmt.Errorf("could not read the server key: %w", err))
	}
	server, err := seal.ParseServerKey(string(text))
	if err != nil {
		return nil, mend(err, "give with --key the file that amends init wrote, or a copy of it")
	}
	return server, nil
}

// apart refuses a key inside the data folder, by whatever name it is reached.
func (f folder) apart() error {
	dir, err := resolved(f.dir)
	if err != nil {
		return err
	}
	key, err := resolved(f.key)
	if err != nil {
		return err
	}
	if below, err := filepath.Rel(dir, key); err != nil || below == "." || filepath.IsLocal(below) {
		return mend(errors.New("the server key lies inside the data folder, where backups would take it along"),
			"move it elsewhere, to a place that only this user can read, and give it with --key FILE")
	}
	return nil
}

// resolved follows links, of as much of a path as exists.
func resolved(path string) (string, error) {
	var missing []string
	for at := path; ; at = filepath.Dir(at) {
		found, err := filepath.EvalSymlinks(at)
		if err == nil {
			return filepath.Join(append([]string{found}, missing...)...), nil
		}
		if !errors.Is(err, fs.ErrNotExist) || at == filepath.Dir(at) {
			return "", explained(fmt.Errorf("could not find %s: %w", strings.ToLower(filepath.Base(path)), err))
		}
		missing = append([]string{filepath.Base(at)}, missing...)
	}
}
