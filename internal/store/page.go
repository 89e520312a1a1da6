package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
)

// keyPages are the b-tree pages of the tables whose rows open something by
// themselves. Those of drop keys are not among them: without a wrap they are noise.
const keyPages = `SELECT s.pageno, p.data FROM dbstat s JOIN sqlite_dbpage p ON p.pgno = s.pageno
	WHERE s.name IN ('wrap', 'entry_key', 'slot') AND s.pagetype IN ('leaf', 'internal')`

// wipeSome puts noughts into the free space of some pages, in one transaction of
// the only writer. It is needed because secure_delete puts noughts where a row is
// deleted, but not everywhere a row has been: when SQLite rebuilds a page to balance
// the tree, rows that moved to a neighbour stay readable in the gap between the page's
// pointers and its rows. About one erased key in five thousand was still on disk
// without this.
//
// What a page is by now does not matter: the free space of a tree's
// page is never content, and what has become something else since is left alone,
// since a page that is given up is overwritten with noughts.
func wipeSome(ctx context.Context, c *conn, numbers []int64) (err error) {
	if _, err := c.exec("BEGIN IMMEDIATE"); err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_, _ = c.exec("ROLLBACK") // the first error says what happened
		}
	}()
	for _, number := range numbers {
		if err := wipePage(ctx, c, number); err != nil {
			return err
		}
	}
	_, err = c.exec("COMMIT")
	return err
}

// numbered is a page with its number in the file.
type numbered struct {
	number int64
	page   page
}

// unclean gives the numbers of the pages that have something in their free space.
func unclean(ctx context.Context, q querier) ([]int64, error) {
	var numbers []int64
	for n, err := range each(ctx, q, func(rows *sql.Rows) (n numbered, err error) {
		err = rows.Scan(&n.number, (*[]byte)(&n.page))
		return n, err
	}, keyPages) {
		if err != nil {
			return nil, err
		}
		changed, err := n.page.wipe() // of a copy
		if err != nil {
			return nil, err
		}
		if changed {
			numbers = append(numbers, n.number)
		}
	}
	return numbers, nil
}

func wipePage(ctx context.Context, c *conn, number int64) error {
	page, err := one(ctx, c, scanPage, `SELECT data FROM sqlite_dbpage WHERE pgno = $1`, number)
	if err != nil {
		return err
	}
	if !page.isTree() {
		return nil
	}
	changed, err := page.wipe()
	if err != nil || !changed {
		return err
	}
	_, err = c.exec(`UPDATE sqlite_dbpage SET data = $2 WHERE pgno = $1`, number, []byte(page))
	return err
}

// page is a b-tree page other than the first of the file
// (https://www.sqlite.org/fileformat2.html#b_tree_pages).
type page []byte

func scanPage(rows *sql.Rows) (p page, err error) {
	err = rows.Scan((*[]byte)(&p))
	return p, err
}

var errPage = errors.New("a page is not as SQLite writes them; run amends verify")

// isTree says whether it is a page of a tree. Others begin with the number of
// another page, of which the first byte is nought below 128 GiB, or are all noughts.
func (p page) isTree() bool {
	return len(p) > 0 && (p[0] == 2 || p[0] == 5 || p[0] == 10 || p[0] == 13)
}

// wipe puts noughts between the pointers and the rows, and into the free blocks
// between rows. It says whether anything was there.
func (p page) wipe() (changed bool, err error) {
	if len(p) < 512 {
		return false, errPage
	}
	header := 8
	switch p[0] {
	case 2, 5: // interior
		header = 12
	case 10, 13: // leaf
	default:
		return false, fmt.Errorf("%w: kind %d", errPage, p[0])
	}
	pointers := header + 2*p.number(3)
	// A start of nought stands for 65,536, which our pages do not reach.
	rows := p.number(5)
	if pointers > rows || rows > len(p) {
		return false, errPage
	}
	changed = p.zero(pointers, rows)
	for block := p.number(1); block != 0; {
		if block < rows || block+4 > len(p) {
			return changed, errPage
		}
		next, size := p.number(block), p.number(block+2)
		if size < 4 || block+size > len(p) || next != 0 && next <= block {
			return changed, errPage
		}
		changed = p.zero(block+4, block+size) || changed
		block = next
	}
	return changed, nil
}

func (p page) number(at int) int { return int(binary.BigEndian.Uint16(p[at:])) }

// zero writes noughts, and says whether there was anything else.
func (p page) zero(from, to int) bool {
	changed := false
	for i := from; i < to; i++ {
		changed = changed || p[i] != 0
		p[i] = 0
	}
	return changed
}
