package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"time"

	"amends/internal/casework"
	"amends/internal/web"
	"amends/internal/web/assets"
)

// pages are the flags of what serves pages, the same for serve and demo.
type pages struct {
	Listen string `help:"Address to listen on; port 0 picks one." default:"127.0.0.1:8080" placeholder:"ADDRESS" env:"AMENDS_LISTEN"`
	Zone   string `help:"Time zone of the service, such as Europe/Dublin (default: this machine's)." placeholder:"ZONE" env:"AMENDS_ZONE"`
	Exit   string `help:"Where \"Leave this page\" leads." default:"https://www.bbc.co.uk/weather" placeholder:"URL" env:"AMENDS_EXIT"`

	TLSCert     string `help:"File of the TLS certificate; with --tls-key, pages are served over TLS." placeholder:"FILE" env:"AMENDS_TLS_CERT"`
	TLSKey      string `help:"File of the TLS certificate's key." placeholder:"FILE" env:"AMENDS_TLS_KEY"`
	BehindProxy bool   `help:"A proxy of the service's own stands in front, speaks TLS to browsers and writes X-Forwarded-For." env:"AMENDS_BEHIND_PROXY"`
}

// How long a browser may take over each part of a request, and how long requests
// that are under way get when the program is asked to end.
const (
	headerTime = 10 * time.Second
	readTime   = 30 * time.Second
	writeTime  = 60 * time.Second
	idleTime   = 2 * time.Minute
	endingTime = 10 * time.Second
	mostHeader = 32 << 10
)

// sweepEvery is how often what has expired is forgotten.
const sweepEvery = 30 * time.Minute

func (f pages) overTLS() bool { return f.TLSCert != "" }

// check refuses addresses that would carry what is said here in the clear, a time zone
// that there is not, and a way out that leads nowhere.
func (f pages) check() error {
	if (f.TLSCert == "") != (f.TLSKey == "") {
		return misuse("give both --tls-cert and --tls-key, or neither", "half of what TLS needs is missing")
	}
	host, _, err := net.SplitHostPort(f.Listen)
	if err != nil {
		return misuse("give it as HOST:PORT, such as 127.0.0.1:8080", "could not read the address to listen on")
	}
	if _, err := f.zone(); err != nil {
		return err
	}
	if to, err := url.Parse(f.Exit); err != nil || to.Host == "" || to.Scheme != "https" && to.Scheme != "http" {
		return misuse("give with --exit an address such as https://www.bbc.co.uk/weather", "could not read where \"Leave this page\" leads")
	}
	if f.overTLS() || f.BehindProxy || isLoopback(host) {
		return nil
	}
	return misuse("listen on 127.0.0.1; or give --tls-cert and --tls-key; or, if a proxy of yours stands in front and speaks TLS, --behind-proxy",
		"others could read along: the address is not this machine's own, and there is no TLS")
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// zone finds the time zone.
func (f pages) zone() (*time.Location, error) {
	if f.Zone == "" {
		return time.Local, nil
	}
	zone, err := time.LoadLocation(f.Zone)
	if err != nil {
		return nil, misuse("give one of the IANA list, such as Europe/Dublin", "there is no such time zone")
	}
	return zone, nil
}

// handler makes the pages of a service.
func (f pages) handler(v *casework.Service, l *slog.Logger) (http.Handler, error) {
	set, err := assets.Open()
	if err != nil {
		return nil, err
	}
	zone, err := f.zone()
	if err != nil {
		return nil, err
	}
	return web.New(web.Config{
		Casework: v, Assets: set, Log: l, Zone: zone, Exit: f.Exit,
		Secure: f.overTLS() || f.BehindProxy, Forwarded: f.BehindProxy,
	})
}

// certificate reads what TLS needs, before anybody is told that pages are served.
func (f pages) certificate() (*tls.Config, error) {
	if !f.overTLS() {
		return nil, nil
	}
	pair, err := tls.LoadX509KeyPair(f.TLSCert, f.TLSKey)
	if err != nil {
		return nil, mend(fmt.Errorf("could not read the certificate and its key: %w", err),
			"give PEM files that belong together: --tls-cert with the whole chain, --tls-key with its key, readable by this user")
	}
	return &tls.Config{Certificates: []tls.Certificate{pair}, MinVersion: tls.VersionTLS12}, nil
}

// listen takes the address. Whoever comes before serve waits.
func (f pages) listen(ctx context.Context) (net.Listener, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", f.Listen)
	if err != nil {
		return nil, mend(fmt.Errorf("could not listen: %w", err), "give another address with --listen; port 0 picks a free one")
	}
	return listener, nil
}

// serve serves pages until ctx ends or the service fails; ready is told the address.
// It closes the listener.
func (f pages) serve(ctx context.Context, listener net.Listener, v *casework.Service, l *slog.Logger, ready func(url string)) error {
	defer func() { _ = listener.Close() }() // whoever served has closed it; a second time changes nothing
	handler, err := f.handler(v, l)
	if err != nil {
		return err
	}
	certificate, err := f.certificate()
	if err != nil {
		return err
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: headerTime, ReadTimeout: readTime, WriteTimeout: writeTime, IdleTimeout: idleTime,
		MaxHeaderBytes: mostHeader, TLSConfig: certificate,
		// What net/http logs names addresses of people (P4); what fails in a page
		// is logged by web, under a number.
		ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError),
	}
	ended := make(chan error, 1)
	go func() { ended <- f.accept(server, listener) }()
	scheme := "http"
	if f.overTLS() {
		scheme = "https"
	}
	ready(scheme + "://" + listener.Addr().String())
	return tend(ctx, v, server, ended, l)
}

func (f pages) accept(server *http.Server, listener net.Listener) error {
	if f.overTLS() {
		return server.ServeTLS(listener, "", "") // both are in its configuration
	}
	return server.Serve(listener)
}

// tend waits for an end and brings it about: whoever is being answered is answered
// first. Between times it has what expired forgotten.
func tend(ctx context.Context, v *casework.Service, server *http.Server, ended <-chan error, l *slog.Logger) error {
	sweep := time.NewTicker(sweepEvery)
	defer sweep.Stop()
	for {
		select {
		case err := <-ended:
			return mend(fmt.Errorf("could not go on serving: %w", err), "see the address and the files of TLS, then start it again")
		case <-v.Failed():
			return errors.Join(explained(casework.ErrStopped), shut(server))
		case <-ctx.Done():
			return shut(server)
		case <-sweep.C:
			if err := v.Sweep(ctx); err != nil {
				l.Error("could not forget what has expired", slog.Any("error", err))
			}
		}
	}
}

// shut ends a server gracefully, and at once when that takes too long.
func shut(server *http.Server) error {
	ctx, cancel := context.WithTimeout(context.Background(), endingTime)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil {
		return errors.Join(err, server.Close())
	}
	return nil
}
