package demo

import "amends/internal/practice"

// Who works with a case's two people: one with both, or one with each.
var (
	byHanne  = [2]string{hanne, hanne}
	byTobias = [2]string{tobias, tobias}
	byLeonie = [2]string{leonie, leonie}
	apart    = [2]string{tobias, leonie}
	across   = [2]string{leonie, hanne}
	nobody   = [2]string{}
)

// caseload is the cases that follow an arc, oldest first. An arc that has come to
// today stops there.
var caseload = []row{
	{meeting, 1050, 150, practice.Burglary, "The house by the ford", "Orla Penhallow", "Marek Stroud", byHanne, 0},
	{exchange, 1010, 120, practice.Violence, "The taxi rank", "Felix Ambury", "Cass Delamere", apart, 0},
	{declined, 985, 100, practice.Damage, "The lychgate", "Win Osgathorpe", "Lenny Farrow", byTobias, 0},
	{banked, 960, 100, practice.Robbery, "The post bus", "Hedda Lorne", "Silas Quennell", byLeonie, 0},
	{meeting, 930, 200, practice.Driving, "The long bend", "Mina Astwell", "Tor Haverly", across, 0},
	{untraced, 900, 150, practice.Burglary, "The houseboat", "Greta Nyland", "Amos Thirkell", byHanne, 0},
	{exchange, 880, 160, practice.Hatred, "Number nine bus", "Idris Calvane", "Perry Whitlock", byTobias, 0},
	{meeting, 850, 130, practice.Damage, "The greenhouse", "Ambrose Lytham", "Zed Cullimore", byLeonie, 0},
	{declined, 820, 120, practice.Burglary, "The dairy flat", "Junia Brackley", "Otto Reeve", apart, 0},
	{exchange, 790, 140, practice.OtherHarm, "The headstone", "Sabra Winterton", "Elgin Moss", across, 0},
	{banked, 760, 130, practice.Violence, "The quarry road", "Dorrit Eames", "Jago Pell", byHanne, 0},
	{meeting, 735, 170, practice.Violence, "The sixth form", "Callum Ashby-Wren", "Finn Tarrant", byTobias, 0},
	{meeting, 700, 110, practice.Dispute, "The hedge", "Petra Lindqvist", "Bernard Yaxley", byHanne, 0},
	{exchange, 670, 180, practice.Burglary, "The music room", "Rosalind Keld", "Danny Ormesby", byLeonie, 0},
	{untraced, 640, 100, practice.Robbery, "The cash machine", "Ivo Merrick", "Tam Selwood", apart, 0},
	{declined, 610, 140, practice.Driving, "The school gate", "Noemi Crask", "Howard Inskip", byTobias, 0},
	{meeting, 585, 140, practice.Burglary, "The two photographs", "Agnes Talland", "Rowan Speight", across, 0},
	{underOrder, 560, 150, practice.Violence, "The lift", "Clemence Dury", "Ned Goldsworthy", byHanne, 0},
	{exchange, 535, 150, practice.Damage, "The chapel windows", "Emrys Vale", "Josh Netherby", byLeonie, 0},
	{meeting, 500, 220, practice.Robbery, "The last ticket", "Saskia Holt", "Vaughn Tibbs", byTobias, 0},
	{declined, 470, 110, practice.Burglary, "The silver cups", "Bede Arkwright", "Lorne Sykes", byLeonie, 0},
	{thinking, 440, 120, practice.Driving, "The zebra crossing", "Thea Morwenna", "Alec Dunstan", byHanne, 0},
	{exchange, 410, 620, practice.Violence, "The changing room", "Reuben Casson", "Milo Gadd", apart, 0},
	{meeting, 385, 180, practice.Hatred, "The market stall", "Yusra Belling", "Craig Danby", across, 0},
	{declined, 360, 900, practice.Damage, "The tyres", "Una Broxholme", "Kieran Stott", byHanne, 0},
	{underOrder, 330, 160, practice.Burglary, "The allotment key", "Percy Longstaff", "Dale Hutchings", byTobias, 0},
	{meeting, 300, 275, practice.Violence, "The old friends", "Nell Garsdale", "Ash Ripley", byLeonie, 0},
	{exchange, 280, 430, practice.Robbery, "The bridge at night", "Hugo Selby-Marr", "Jax Orrell", byHanne, 0},
	{exchange, 262, 200, practice.OtherHarm, "The piano", "Constance Frew", "Ellis Varley", byTobias, 0},
	{meeting, 245, 275, practice.Damage, "The cold frames", "Hamish Leverett", "Toby Sand", across, 0},
	{thinking, 212, 150, practice.Robbery, "The kiosk", "Lalit Broom", "Sean Odling", byHanne, 0},
	{meeting, 198, 270, practice.Burglary, "The loft", "Jessamy Thorne", "Will Pargeter", apart, 0},
	{exchange, 185, 390, practice.Dispute, "The shared drive", "Ottilie Crane", "Frank Mabbott", byTobias, 0},
	{underOrder, 171, 150, practice.Violence, "The garage forecourt", "Simeon Roach", "Lee Standish", byLeonie, 0},
	{declined, 158, 150, practice.Burglary, "The side door", "Wren Applegarth", "Gus Tilney", byHanne, 0},
	{meeting, 146, 240, practice.Driving, "The cyclist", "Marit Solway", "Des Kirkby", byTobias, 0},
	{exchange, 133, 190, practice.Hatred, "The football pitch", "Kofi Larch", "Brett Amery", across, 0},
	{meeting, 121, 220, practice.Robbery, "The bag", "Delphine Moor", "Aidan Crewe", byHanne, 0},
	{declined, 112, 130, practice.Violence, "The queue", "Barnaby Skene", "Rick Coley", byLeonie, 0},
	{meeting, 103, 150, practice.Dispute, "The drum kit", "Mabel Ironside", "Sol Prentice", apart, 0},
	{thinking, 94, 140, practice.Damage, "The bus shelter", "Ida Fallow", "Jake Munnings", byTobias, 0},
	{exchange, 83, 140, practice.Burglary, "The bicycle shed", "Tomas Winfarthing", "Curtis Bale", byHanne, 0},
	{underOrder, 74, 110, practice.Robbery, "The pharmacy", "Anneke Roper", "Shay Tunnicliff", across, 0},
	{meeting, 66, 130, practice.Violence, "The wedding", "Lorcan Hythe", "Piers Oakshott", byLeonie, 0},
	{quiet, 53, 100, practice.Driving, "The roundabout", "Fenella Strand", "Ian Crowhurst", byTobias, 44},
	{meeting, 47, 110, practice.Burglary, "The caravan", "Hollis Verney", "Abe Stannard", byHanne, 0},
	{exchange, 38, 120, practice.Damage, "The mural", "Zita Kempe", "Robin Latchford", apart, 0},
	{banked, 37, 100, practice.Driving, "The lay-by", "Verity Stamp", "Col Ferris", byLeonie, 0},
	{thinking, 24, 100, practice.Hatred, "The swimming bath", "Amara Dell", "Stu Renshaw", byLeonie, 0},
	{meeting, 16, 100, practice.Dispute, "The chickens", "Norah Ludlam", "Giles Tapper", byHanne, 0},
	{arrives, 9, 100, practice.Robbery, "The amusement arcade", "Gwen Sturmer", "Mal Hobday", nobody, 0},
	{arrives, 6, 100, practice.Burglary, "The bakery", "Elodie Farthing", "Cy Nuttall", nobody, 0},
}
