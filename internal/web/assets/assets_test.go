package assets

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

func mustOpen(t *testing.T) *Set {
	t.Helper()
	s, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func get(t *testing.T, s *Set, method, url, accept string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, url, nil)
	if accept != "" {
		r.Header.Set("Accept-Encoding", accept)
	}
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r io.Reader) []byte {
	t.Helper()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEveryAssetIsServedUnderItsHash(t *testing.T) {
	t.Parallel()
	s := mustOpen(t)
	hash := regexp.MustCompile(`^/a/[a-z-]+\.[0-9a-f]{12}\.(css|js|svg|woff2)$`)
	for name, url := range s.urls {
		if !hash.MatchString(url) {
			t.Errorf("%s is served as %s", name, url)
		}
		got := get(t, s, http.MethodGet, url, "")
		if got.StatusCode != http.StatusOK || !strings.Contains(got.Header.Get("Cache-Control"), "immutable") {
			t.Errorf("%s: %s, %v", name, got.Status, got.Header)
		}
		if b := body(t, got.Body); hashed(name, b) != path.Base(url) {
			t.Errorf("%s: the content is not what its name says", name)
		}
	}
	for _, name := range []string{"app.css", "portal.css", "pack.css", "portal.js", "mark.svg", "regular.woff2", "bold.woff2"} {
		if s.URL(name) == "" {
			t.Errorf("no %s", name)
		}
	}
}

func TestCompressedCopiesAreTheSame(t *testing.T) {
	t.Parallel()
	s := mustOpen(t)
	for name, url := range s.urls {
		plain := body(t, get(t, s, http.MethodGet, url, "gzip;q=0").Body)
		got := get(t, s, http.MethodGet, url, "br, gzip;q=0.8")
		if path.Ext(name) == ".woff2" {
			if got.Header.Get("Content-Encoding") != "" {
				t.Errorf("%s was compressed twice", name)
			}
			continue
		}
		if got.Header.Get("Content-Encoding") != "gzip" || got.Header.Get("Vary") != "Accept-Encoding" {
			t.Fatalf("%s: %v", name, got.Header)
		}
		unzip, err := gzip.NewReader(got.Body)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(body(t, unzip), plain) {
			t.Errorf("%s: the compressed copy differs", name)
		}
	}
}

func TestStyleSheetsNameOnlyServedFiles(t *testing.T) {
	t.Parallel()
	s := mustOpen(t)
	address := regexp.MustCompile(`url\(([^)]*)\)`)
	for name, url := range s.urls {
		if path.Ext(name) != ".css" {
			continue
		}
		css := string(body(t, get(t, s, http.MethodGet, url, "").Body))
		found := address.FindAllStringSubmatch(css, -1)
		if len(found) < 4 {
			t.Errorf("%s names %d files, want its four fonts", name, len(found))
		}
		for _, m := range found {
			if _, served := s.served[m[1]]; !served {
				t.Errorf("%s names %s, which is not served", name, m[1])
			}
		}
		if strings.Contains(css, "@import") {
			t.Errorf("%s reaches outside", name)
		}
	}
}

func TestOthersAreNotFound(t *testing.T) {
	t.Parallel()
	s := mustOpen(t)
	for _, c := range []struct{ method, url string }{
		{http.MethodGet, "/a/app.css"},
		{http.MethodGet, "/a/"},
		{http.MethodGet, "/a/app.000000000000.css"},
		{http.MethodGet, "/a/../assets.go"},
		{http.MethodPost, s.URL("app.css")},
	} {
		if got := get(t, s, c.method, c.url, ""); got.StatusCode != http.StatusNotFound {
			t.Errorf("%s %s: %s", c.method, c.url, got.Status)
		}
	}
	if s.URL("none.css") != "" {
		t.Error("an asset that is not there has an address")
	}
	head := get(t, s, http.MethodHead, s.URL("app.css"), "gzip")
	if len(body(t, head.Body)) != 0 || head.ContentLength < 1000 {
		t.Errorf("HEAD: %d bytes announced", head.ContentLength)
	}
}

func TestBrokenBuildIsRefused(t *testing.T) {
	t.Parallel()
	for name, root := range map[string]fstest.MapFS{
		"unknown kind":       {"notes.txt": {Data: []byte("x")}},
		"no compressed copy": {"app.css": {Data: []byte("x")}},
	} {
		if _, err := open(root); err == nil {
			t.Errorf("%s: opened", name)
		}
	}
}
