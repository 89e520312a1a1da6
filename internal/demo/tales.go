package demo

// tales is the whole caseload: the cases told by hand, and the table.
func tales() []tale {
	all := []tale{theFerryOffice, theNightTill, theAllotment, theBackYard, theCrossing, theLodgers, theStairwell, theRecordShop}
	for i, r := range caseload {
		all = append(all, r.told(i))
	}
	return all
}
