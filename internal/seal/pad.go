package seal

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
)

// Lengths tell stories: a long note, a short refusal. What is sealed is first
// padded to a bucket, a power of two from 256 bytes, so that a thief of the disk
// sees only the bucket. Padded form: length as 4 bytes big-endian, content,
// zeros.
const (
	lengthSize  = 4
	minBucket   = 256
	maxBucket   = 1 << 24
	maxContents = maxBucket - lengthSize
)

// PaddedLength is the length, in bytes, to which n bytes are padded before they
// are sealed: what an entry's header says in the clear. Anything over 16 MiB is
// refused when it is sealed.
func PaddedLength(n int) int {
	return max(minBucket, 1<<bits.Len(uint(n+lengthSize-1)))
}

func isBucket(n int) bool {
	return n >= minBucket && n <= maxBucket && n&(n-1) == 0
}

// pad pads to a bucket, after lead zero bytes that the caller asks for.
func pad(lead int, content []byte) ([]byte, error) {
	if len(content) > maxContents {
		return nil, fmt.Errorf("could not pad %d bytes: at most %d fit", len(content), maxContents)
	}
	out := make([]byte, lead+PaddedLength(len(content)))
	fill(out[lead:], content)
	return out, nil
}

// fill writes length and content to the zeroed form.
func fill(form, content []byte) {
	binary.BigEndian.PutUint32(form, uint32(len(content)))
	copy(form[lengthSize:], content)
}

// unpad undoes pad, refusing any but the one padding that pad writes.
func unpad(padded []byte) ([]byte, error) {
	if !isBucket(len(padded)) {
		return nil, errors.New("not padded to a bucket")
	}
	content, err := unfill(padded)
	if err != nil {
		return nil, err
	}
	if PaddedLength(len(content)) != len(padded) {
		return nil, errors.New("padded to another bucket than its own")
	}
	return content, nil
}

// unfill undoes fill, refusing a length that does not fit and padding that is
// not zero: it could carry what nobody reads.
func unfill(form []byte) ([]byte, error) {
	n := binary.BigEndian.Uint32(form)
	if uint64(n) > uint64(len(form)-lengthSize) {
		return nil, errors.New("padding claims more than there is")
	}
	content, rest := form[lengthSize:lengthSize+n], form[lengthSize+n:]
	if !allZero(rest) {
		return nil, errors.New("padding is not zero")
	}
	return content, nil
}

// allZero compares each byte with the one before, which Equal does many at a
// time: a loop here was a quarter of the time it takes to open a case.
func allZero(b []byte) bool {
	return len(b) == 0 || b[0] == 0 && bytes.Equal(b[1:], b[:len(b)-1])
}
