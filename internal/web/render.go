package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"amends/internal/web/ui"
)

// answer is what a handler gives back: a page or a place to go on to. Handlers
// never write themselves, so headers, lengths and compression are the same
// everywhere (P3) and an error can still become a page.
type answer struct {
	status  int
	page    ui.Page        // nil where there is none
	text    string         // the whole body where there is no page
	to      string         // where a redirect leads
	cookies []*http.Cookie // set along with it
	forget  bool           // ask the browser to drop what it keeps of this site
}

// shown is a page with status 200.
func shown(p ui.Page) answer { return answer{status: http.StatusOK, page: p} }

// seeOther leads on to another page; after every POST that did something, so that
// reloading sends nothing twice.
func seeOther(to string) answer { return answer{status: http.StatusSeeOther, to: to} }

// withCookie sets a cookie along with the answer.
func (a answer) withCookie(c *http.Cookie) answer {
	a.cookies = append(a.cookies, c)
	return a
}

// write sends an answer whole: drawn into a buffer first, its length always said.
func (a answer) write(w http.ResponseWriter, r *http.Request) error {
	body, err := a.body(r)
	if err != nil {
		return err
	}
	h := w.Header()
	for _, c := range a.cookies {
		http.SetCookie(w, c)
	}
	if a.to != "" {
		h.Set("Location", a.to)
	}
	if a.forget {
		h.Set("Clear-Site-Data", `"cache"`)
	}
	h.Set("Content-Type", a.kind())
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		h.Set("Vary", "Accept-Encoding")
		// A POST answers with what was just typed beside a fresh form id; compressed
		// together, the length would tell of one by the other (BREACH).
		if len(body) > 0 && takesGzip(r) {
			h.Set("Content-Encoding", "gzip")
			body = packed(body)
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(a.status)
	if r.Method != http.MethodHead {
		// An error here is a client gone away; there is nobody left to tell.
		_, _ = w.Write(body)
	}
	return nil
}

func (a answer) body(r *http.Request) ([]byte, error) {
	if a.page == nil {
		return []byte(a.text), nil
	}
	// That a request ran out of time must still be said: drawing takes no time to
	// speak of and does not stop for it.
	ctx := context.WithoutCancel(r.Context())
	var document bytes.Buffer
	if err := ui.Render(ctx, &document, a.page); err != nil {
		return nil, fmt.Errorf("could not answer: %w", err)
	}
	return document.Bytes(), nil
}

func (a answer) kind() string {
	if a.page == nil {
		return "text/plain; charset=utf-8"
	}
	return "text/html; charset=utf-8"
}

// packed compresses a page. Writing into a buffer cannot fail.
func packed(body []byte) []byte {
	var small bytes.Buffer
	z := gzip.NewWriter(&small)
	_, _ = z.Write(body)
	_ = z.Close()
	return small.Bytes()
}

// takesGzip reads Accept-Encoding as far as it matters: gzip named, not with q=0.
func takesGzip(r *http.Request) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		coding, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if !strings.EqualFold(strings.TrimSpace(coding), "gzip") {
			continue
		}
		q, given := strings.CutPrefix(strings.TrimSpace(weight), "q=")
		value, err := strconv.ParseFloat(q, 64)
		return !given || (err == nil && value > 0)
	}
	return false
}
