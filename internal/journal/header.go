package journal

import "encoding/binary"

// Header is all of an entry that stands in the clear (P4): where it
// belongs, its day and its padded length. Type, actor, exact time and signature
// are sealed in the body.
type Header struct {
	Service, Case, Stream ID
	Number                uint64 // in its stream, from 1 without gaps
	Epoch                 uint32 // of the compartment's key, from 1
	Day                   uint32 // days since 1970-01-01 UTC
	Length                uint32 // of the sealed body in bytes
	// Commitment is that of the compartment's key, on the entry that begins an
	// epoch; zero on all others. Every unwrapped key is held against it.
	Commitment [32]byte
}

const (
	headerVersion = 1
	headerSize    = 2 + 3*16 + 8 + 3*4 // without commitment
	// beginsEpoch is the only flag: a commitment follows.
	beginsEpoch = 1
)

// BeginsEpoch says whether the entry is the first under its key.
func (h Header) BeginsEpoch() bool { return h.Commitment != [32]byte{} }

// Encode gives the one encoding of the header: 70 bytes, or 102 on the entry
// that begins an epoch. Leaf hash, seal and signature are all bound to it. Nothing
// reads it back: the store keeps the fields apart.
func (h Header) Encode() []byte {
	return h.appendTo(make([]byte, 0, headerSize+len(h.Commitment)))
}

// appendTo appends the encoding to out.
func (h Header) appendTo(out []byte) []byte {
	var flags byte
	if h.BeginsEpoch() {
		flags = beginsEpoch
	}
	out = append(out, headerVersion, flags)
	out = append(out, h.Service[:]...)
	out = append(out, h.Case[:]...)
	out = append(out, h.Stream[:]...)
	out = binary.BigEndian.AppendUint64(out, h.Number)
	out = binary.BigEndian.AppendUint32(out, h.Epoch)
	out = binary.BigEndian.AppendUint32(out, h.Day)
	out = binary.BigEndian.AppendUint32(out, h.Length)
	if h.BeginsEpoch() {
		out = append(out, h.Commitment[:]...)
	}
	return out
}
