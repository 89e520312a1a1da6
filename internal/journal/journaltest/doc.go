// Package journaltest is what tests of the journal, and of stores that keep one,
// are made of: a [Service] that makes well-formed entries, a [Rows] that holds a
// journal in memory and can be tampered with, a [Log] that appends to one and fails
// on demand, [CheckAll], which derives the whole tree again by another way than the
// journal does, and [AppendFailures], the table of failures that every store must
// survive.
package journaltest
