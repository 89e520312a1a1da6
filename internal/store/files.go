package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// secure makes sure that nobody but the program's own user can read or replace
// the database, and makes the file if it may. SQLite gives its other files the
// database's permissions.
func secure(path string, mayMake bool) error {
	dir, err := os.Stat(filepath.Dir(path))
	if err != nil {
		return errors.New("its folder cannot be read; make it first")
	}
	if dir.Mode().Perm()&0o022 != 0 {
		return errors.New("others may write to its folder; take that away with chmod go-w")
	}
	flags := os.O_RDWR
	if mayMake {
		flags |= os.O_CREATE
	}
	file, err := os.OpenFile(path, flags, 0o600)
	if errors.Is(err, fs.ErrNotExist) {
		return ErrNotFound
	}
	if err != nil {
		return errors.New("the file cannot be read and written by this user; see its owner and permissions")
	}
	return errors.Join(private(file), file.Close())
}

// private takes others' permissions on a file away, and says so where it cannot.
func private(file *os.File) error {
	info, err := file.Stat()
	if err != nil {
		return errors.New("the file's permissions cannot be read")
	}
	if !info.Mode().IsRegular() {
		return errors.New("it is no regular file")
	}
	if info.Mode().Perm()&0o077 == 0 {
		return nil
	}
	if err := file.Chmod(0o600); err != nil {
		return errors.New("others may read the file; take that away with chmod 600")
	}
	return nil
}

// lock keeps a second process from writing to the same database: two writers
// would each hold an edge of the tree and fork the history.
type lock struct{ file *os.File }

// acquire takes the lock beside the database. The system gives it up when the
// process dies, however it dies.
func acquire(path string) (*lock, error) {
	file, err := os.OpenFile(path+".lock", os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, errors.New("the lock file beside it cannot be made; see the folder's permissions")
	}
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return nil, errors.Join(ErrInUse, file.Close())
	}
	if err != nil {
		return nil, fmt.Errorf("could not lock it: %w", errors.Join(err, file.Close()))
	}
	return &lock{file}, nil
}

// release gives the lock up. The file stays: deleting it would let two processes
// hold locks on two files of one name.
func (l *lock) release() error { return l.file.Close() }

// syncDir makes the names in a folder durable.
func syncDir(path string) error {
	dir, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// syncFile makes a file's content durable.
func syncFile(path string) error {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}
