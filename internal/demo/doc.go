// Package demo fills a service with an invented caseload, so that somebody who
// has just started the program sees it at work.
//
// Nothing is written past the rules. Fill founds the service, enrols its staff
// and lets each of about sixty cases be worked by signed-in people through
// casework's commands, in the order of a clock that it moves over three years up
// to the present. A command that the rules refuse fails the filling.
//
// A case is a tale: a function that says who did what when, in the verbs of
// verbs.go. A few are told by hand (tale_*.go); the others follow one of a handful of
// arcs (arcs.go), each row of the table in caseload.go with its own people,
// beginnings and pace. Where an arc has come to today it stops, wherever that is:
// that is why the cases stand at every stage.
//
// All people, places and harms are invented, and the harms are common ones. Nobody
// living is told of here.
package demo
