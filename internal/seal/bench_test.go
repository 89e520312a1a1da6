package seal

import (
	"crypto/cipher"
	"encoding/binary"
	"testing"
	"time"
)

func BenchmarkWrap(b *testing.B) {
	k, to := newKey(b, 1), newIdentity(b, 2).Public()
	for b.Loop() {
		must(Wrap(k, here, to))
	}
}

func BenchmarkUnwrap(b *testing.B) {
	k, holder := newKey(b, 1), newIdentity(b, 2)
	commitment := k.Commit(here)
	for form, wrap := range map[string][]byte{
		"hpke":      must(Wrap(k, here, holder.Public())),
		"rewritten": must(holder.Rewrap(fixed(1), k, here)),
	} {
		b.Run(form, func(b *testing.B) {
			for b.Loop() {
				must(holder.Unwrap(wrap, here, commitment))
			}
		})
	}
}

// openable is one sealed entry, and the same content sealed barely.
type openable struct {
	header, body, key   []byte
	nonce, bare, padded []byte
}

const entrySize, entries = 600, 200

func sealedEntries(k Key, aead cipher.AEAD) []openable {
	random, all := fixed(1), make([]openable, entries)
	for i := range all {
		e := openable{header: binary.BigEndian.AppendUint64(make([]byte, 57), uint64(i)), nonce: make([]byte, nonceSize)}
		content := make([]byte, entrySize)
		must(random.Read(content))
		must(random.Read(e.nonce))
		var err error
		if e.body, e.key, err = SealEntry(random, k, e.header, content); err != nil {
			panic(err)
		}
		e.bare = aead.Seal(nil, e.nonce, content, e.header)
		e.padded = aead.Seal(nil, e.nonce, must(pad(0, content)), e.header)
		all[i] = e
	}
	return all
}

// BenchmarkOpenEntries opens a case of 200 entries of 600 bytes, from the
// rewritten wrap on, and reports the ratio to one bare AES-GCM over the same
// contents, and over the same contents padded, measured in turn in the same run.
func BenchmarkOpenEntries(b *testing.B) {
	k, holder := newKey(b, 1), newIdentity(b, 2)
	wrap, commitment := must(holder.Rewrap(fixed(1), k, here)), k.Commit(here)
	aead := newAEAD([keySize]byte{1})
	sealed := sealedEntries(k, aead)
	var whole, bare, padded time.Duration
	for b.Loop() {
		start := time.Now()
		opened := must(holder.Unwrap(wrap, here, commitment))
		for _, e := range sealed {
			must(OpenEntry(opened, e.header, e.body, e.key))
		}
		whole += time.Since(start)
		start = time.Now()
		for _, e := range sealed {
			must(aead.Open(nil, e.nonce, e.bare, e.header))
		}
		bare += time.Since(start)
		start = time.Now()
		for _, e := range sealed {
			must(aead.Open(nil, e.nonce, e.padded, e.header))
		}
		padded += time.Since(start)
	}
	b.ReportMetric(float64(whole)/float64(b.N)/1e3, "µs/case")
	b.ReportMetric(float64(whole)/float64(bare), "×bare")
	b.ReportMetric(float64(whole)/float64(padded), "×bare-padded")
}

func BenchmarkSealEntry(b *testing.B) {
	k, random, content := newKey(b, 1), fixed(1), make([]byte, entrySize)
	for b.Loop() {
		if _, _, err := SealEntry(random, k, header, content); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpenRowFromWrap(b *testing.B) {
	k, holder := newKey(b, 1), newIdentity(b, 2)
	wrap, commitment := must(holder.Rewrap(fixed(1), k, here)), k.Commit(here)
	row := must(SealRow(fixed(1), k, here, 1, make([]byte, 200)))
	for b.Loop() {
		must(OpenRow(must(holder.Unwrap(wrap, here, commitment)), here, 1, row))
	}
}

func BenchmarkOpenDrop(b *testing.B) {
	k := newKey(b, 1)
	public, private, _ := NewDropKey(fixed(1), k, here)
	drop := must(SealDrop(public, here, wording))
	for b.Loop() {
		must(OpenDrop(k, private, here, drop))
	}
}

func BenchmarkOpenSlot(b *testing.B) {
	p := NewPassphrases(1)
	form := must(p.Seal(b.Context(), fixed(1), must(NewSeed(fixed(2))), aMemory, someone, passphrase))
	for b.Loop() {
		must(p.Open(b.Context(), form, someone, passphrase))
	}
}
