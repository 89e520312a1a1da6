// Package assets holds the style sheets, fonts, icon and script of the pages,
// built from src/ by build.mjs and embedded. Each is served under a name with the
// hash of its content in it, so it can be kept for ever and never goes stale.
package assets

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strconv"
	"strings"
)

//go:embed dist
var dist embed.FS

// Prefix is where [Set.Handler] expects to be mounted.
const Prefix = "/a/"

// hashLength is the number of hex digits of SHA-256 in a name; build.mjs uses as many.
const hashLength = 12

// Set is the assets of this build, found by plain name ("app.css") or by the
// name they are served under ("app.0123456789ab.css").
type Set struct {
	urls   map[string]string
	served map[string]file
}

type file struct {
	kind        string // content type
	plain, gzip []byte // gzip is nil for what is compressed already
}

// Open reads the embedded assets. It fails only if the build is broken: a file of
// a kind it does not know, or a compressed copy without its original.
func Open() (*Set, error) {
	root, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, fmt.Errorf("could not open assets: %w", err)
	}
	return open(root)
}

func open(root fs.FS) (*Set, error) {
	names, err := fs.Glob(root, "*")
	if err != nil {
		return nil, fmt.Errorf("could not list assets: %w", err)
	}
	s := &Set{urls: map[string]string{}, served: map[string]file{}}
	for _, name := range names {
		if strings.HasSuffix(name, ".gz") {
			continue
		}
		if err := s.add(root, name); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *Set) add(root fs.FS, name string) error {
	kind, packed, err := kindOf(name)
	if err != nil {
		return err
	}
	f := file{kind: kind}
	if f.plain, err = fs.ReadFile(root, name); err != nil {
		return fmt.Errorf("could not read asset %s: %w", name, err)
	}
	if !packed {
		if f.gzip, err = fs.ReadFile(root, name+".gz"); err != nil {
			return fmt.Errorf("could not read asset %s: %w", name, err)
		}
	}
	served := hashed(name, f.plain)
	s.urls[name] = Prefix + served
	s.served[served] = f
	return nil
}

// kindOf is the content type of an asset, and whether it is compressed already.
func kindOf(name string) (kind string, packed bool, err error) {
	switch path.Ext(name) {
	case ".css":
		return "text/css; charset=utf-8", false, nil
	case ".js":
		return "text/javascript; charset=utf-8", false, nil
	case ".svg":
		return "image/svg+xml", false, nil
	case ".woff2":
		return "font/woff2", true, nil
	default:
		return "", false, fmt.Errorf("could not tell the kind of asset %s", name)
	}
}

func hashed(name string, content []byte) string {
	sum := sha256.Sum256(content)
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:])[:hashLength] + ext
}

// URL is the address of the asset with this plain name, empty if there is none.
func (s *Set) URL(name string) string { return s.urls[name] }

// Handler serves the assets below [Prefix], compressed where the client takes it.
// Anything else is not found.
func (s *Set) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		f, found := s.served[strings.TrimPrefix(r.URL.Path, Prefix)]
		if !found || (r.Method != http.MethodGet && r.Method != http.MethodHead) {
			http.NotFound(w, r)
			return
		}
		f.serve(w, r)
	})
}

// serve writes one asset. Its name changes with its content, so it may be kept.
func (f file) serve(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	body := f.plain
	if f.gzip != nil {
		h.Set("Vary", "Accept-Encoding")
		if takesGzip(r) {
			h.Set("Content-Encoding", "gzip")
			body = f.gzip
		}
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method == http.MethodHead {
		return
	}
	// An error here is a client gone away; there is nobody left to tell.
	_, _ = w.Write(body)
}

// takesGzip reads Accept-Encoding as far as it matters: gzip named, not with q=0.
func takesGzip(r *http.Request) bool {
	for part := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		coding, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(strings.TrimSpace(coding), "gzip") {
			q, given := strings.CutPrefix(strings.TrimSpace(weight), "q=")
			value, err := strconv.ParseFloat(q, 64)
			return !given || (err == nil && value > 0)
		}
	}
	return false
}
