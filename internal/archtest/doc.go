// Package archtest holds the rules about the code base that a compiler does not
// know, as tests: which package may import which (docs/design.md: imports go
// down only), where no clock and no randomness is, how long things may get, how
// tests behave, what no file may say.
//
// A rule judges the files of one package as they are written, without compiling
// them, so it speaks even while something else is broken. Every rule carries
// code that breaks it and code that keeps it; both are judged on every run, so
// that a rule which has stopped finding anything fails.
//
// Two comments make an exception, each with its reason on the same line:
//
//	//archtest:serial REASON    above a test that cannot run beside others
//	//archtest:zero REASON      above a package variable whose value is its zero
//
// Everything is in test files: nothing of it can be imported or linked.
package archtest
