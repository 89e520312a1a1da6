package web

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"runtime"
	"strings"
	"time"
)

// policy is the Content-Security-Policy of every answer, up to its last word: no
// script, save a participant's page's own ([Rule.script]).
const policy = "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; script-src "

// headers sets what every answer carries, whatever becomes of the request.
// Nothing is kept by a browser or a proxy, and no other site learns where
// somebody came from.
func headers(next http.Handler, secure bool) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy+"'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()")
		h.Set("X-Robots-Tag", "noindex, nofollow")
		if secure {
			h.Set("Strict-Transport-Security", "max-age=63072000")
		}
		next.ServeHTTP(w, r)
	})
}

// within gives each request so long. Answers are written whole at the end, so a
// handler that is cut off has shown nothing and its transaction did not commit.
func within(next http.Handler, limit time.Duration) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), limit)
		defer cancel()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// guard turns a panic into an incident page. What was panicked with may hold
// anything, so only its type and the places it passed are logged.
func (s *server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			p := recover()
			if p == nil {
				return
			}
			number := s.incident(r, "panicked", slog.String("type", fmt.Sprintf("%T", p)), slog.String("at", places()))
			s.writeIncident(w, r, number, http.StatusInternalServerError)
		}()
		next.ServeHTTP(w, r)
	})
}

// places lists the functions a panic passed, innermost first, without arguments.
func places() string {
	// Skip runtime.Callers, this function, the deferred one and the panic itself.
	const skip, most = 4, 24
	counters := make([]uintptr, most)
	frames := runtime.CallersFrames(counters[:runtime.Callers(skip, counters)])
	var all []string
	for {
		frame, more := frames.Next()
		all = append(all, fmt.Sprintf("%s:%d", frame.Function, frame.Line))
		if !more {
			return strings.Join(all, " ")
		}
	}
}
