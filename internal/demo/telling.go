package demo

import "amends/internal/practice"

// telling is what is said in a case that follows an arc: the words of both people
// and of whoever works with them.
type telling struct {
	opening  string   // of the harmed person's first talk
	wonders  []string // what they would like answered
	maySay   string   // what may be said on their behalf
	judged   string   // of the asking
	facing   string   // the responsible person's first talk
	account  string   // in the responsible person's own words
	message  string   // what the harmed person has said to them
	answer   string   // and they to the harmed person
	place    string   // of a meeting
	meeting  string   // how it was
	since    string   // how the harmed person is afterwards
	assessed string
}

// tellings has some for each kind of harm that the arcs are about.
var tellings = map[practice.HarmKind][]telling{
	practice.Burglary: {{
		opening: "Has changed the locks twice. It is the photographs that are missing, not the rest.",
		wonders: []string{"Why our house?", "Where are the photographs?"},
		maySay:  "They would like to know why it was their house, and whether the photographs are anywhere.",
		judged:  "Calm, with a daughter near. A yes or a no would both help.",
		facing:  "Knew which house at once. Has never been asked about it before.",
		account: "The back window was open. I did not look at what I took. The photographs went into a bin behind the market and I am sorry for that more than for the rest.",
		message: "I would rather have the photographs than the money. If you cannot say where they are, say that.",
		answer:  "They are gone. I threw them away on the same night. I looked at one first, two children on a beach, and I have not forgotten it.",
		place:   "The parish room, by the side entrance", meeting: "Two hours. The harmed person described each photograph, and was listened to.",
		since: "Sleeps with the window open again.", assessed: "Both have somebody to go home to. Neither wants to win anything.",
	}, {
		opening: "Came home to it with the children. The little one still asks whether the man is here.",
		wonders: []string{"Was anybody watching us?", "What do I tell my son?"},
		maySay:  "They have a question that their small son asks, and would like to be able to answer it.",
		judged:  "Practical and steady. The asking is done in person.",
		facing:  "Said that there was nobody else and nobody watched. Offered to say so to a child.",
		account: "I rang the bell and nobody came. I was inside for four minutes. I did not know that there were children.",
		message: "My son is five. He wants to know whether you will come back.",
		answer:  "No. I live in another town, and I will never come near your street. You can tell him that I said so myself.",
		place:   "A classroom at the adult college", meeting: "Short. The answer for the child was written on a card, and read aloud.",
		since: "The card is on the fridge.", assessed: "No contact in any other way; both understand what happens if they meet by chance.",
	}},
	practice.Robbery: {{
		opening: "Still crosses the road when somebody runs. Would like to see that he is one person and not everybody.",
		wonders: []string{"Would you have used it?"},
		maySay:  "They would like to know whether you would have used the knife.",
		judged:  "Has thought about it for a year with a counsellor.",
		facing:  "Looked at the floor. Said no, and then that he could not have known.",
		account: "I had not eaten for two days and I owed people. I held it so that it could be seen. My hand was shaking more than theirs.",
		message: "I remember your hand shaking. I was sorry for you, and angry about that.",
		answer:  "I would not have. I know that is easy to say now.",
		place:   "The meeting house behind the bus station", meeting: "Began with ten minutes of nothing. Ended with a handshake that neither had planned.",
		since: "Took the short way home for the first time.", assessed: "Nobody else is involved any more. Supporters on both sides know the plan.",
	}},
	practice.Violence: {{
		opening: "The jaw has healed. The rest is that nobody ever said it to their face.",
		wonders: []string{"What had I done?"},
		maySay:  "They would like to hear from you what it was about.",
		judged:  "Not looking for a fight; says so, and is believed.",
		facing:  "Had it ready, as if waiting to be asked.",
		account: "You looked at me, and I thought you were laughing. You were not even looking at me. I hit you twice, and the second time you were already down.",
		message: "I was looking at the clock behind you. I had a train.",
		answer:  "I have thought of every reason, and there is none. I am sorry about the second time most of all.",
		place:   "An upstairs room at the library", meeting: "They drew where each had stood, on one sheet of paper.",
		since: "Went back to the same place for a cup of tea.", assessed: "Eight months without drink, confirmed by his worker. A stop word is agreed.",
	}, {
		opening: "They had been friends at school. It is the friends part that keeps coming back.",
		wonders: []string{"Did you ever mean to say sorry?"},
		maySay:  "They have not forgotten that you were friends.",
		judged:  "They share a town and would meet in any case.",
		facing:  "Wept. Had written three letters and posted none.",
		account: "I was jealous of everything by then. You came to help me home, and I hurt you for it.",
		message: "I kept your record collection. You can have it back.",
		answer:  "Keep it. I would like to come and listen, if ever you wanted that.",
		place:   "The back room of the bowling club", meeting: "They forgot the time. The helper had to look at the clock.",
		since: "Says that it is odd to have one less thing to carry.", assessed: "A long friendship and one bad night. Families are told, and will stay away.",
	}},
	practice.Damage: {{
		opening: "It is only a greenhouse, everybody says. It was his father's.",
		wonders: []string{"Was it about me?"},
		maySay:  "They would like to know whether it was meant for them.",
		judged:  "Lonely, and glad to be rung. No pressure to come of it.",
		facing:  "Did not know whose it was. Was with others, and threw the most.",
		account: "It was the sound. We all wanted to hear it again. I did not think that it was anybody's.",
		message: "It was my father's, and he built it in a summer without work.",
		answer:  "I can carry and I can dig. I cannot do glass, but I can hold it while you do.",
		place:   "The bench by the bowling green, if dry; else the pavilion", meeting: "Mostly about tomatoes.",
		since: "Has somebody who comes on Saturdays.", assessed: "No risk seen beyond the weather.",
	}},
	practice.Driving: {{
		opening: "Walks with a stick. Is not angry about the leg, but about the driving away.",
		wonders: []string{"Did you know that you had hit me?"},
		maySay:  "They have one question, about the minute afterwards.",
		judged:  "Wants it in her own time, and has a physiotherapist who knows.",
		facing:  "Has known the question since that night.",
		account: "I knew. I drove to the end of the road and stopped, and somebody was already with you, and I went on. I have not driven since.",
		message: "If you had come back I would not have shouted.",
		answer:  "I knew, and I went on. There is nothing I can put beside that.",
		place:   "A ground-floor room at the rehabilitation centre", meeting: "The truth was said in the first five minutes. The rest was quiet.",
		since: "Says that a fact is easier to live with than a guess.", assessed: "Both are well supported. The room has level access.",
	}},
	practice.Hatred: {{
		opening: "It was said in front of the whole bus and nobody looked up.",
		wonders: []string{"What did you see when you looked at me?"},
		maySay:  "They would like to be seen as one person.",
		judged:  "Has a friend who will sit in, and a clear wish.",
		facing:  "Tried three versions, and then said the words as they were.",
		account: "I said it because others laughed. I have a sister who would have been ashamed of me. She was.",
		message: "I am a bus mechanic. I mend the thing you sat in.",
		answer:  "I did not see you at all. I am sorry for that first.",
		place:   "The canteen of the bus depot, after hours", meeting: "He was shown an engine.",
		since: "Sits where there is a seat.", assessed: "Not in contact with the others of that evening. The depot's manager knows that there is a visit, not why.",
	}},
	practice.Dispute: {{
		opening: "Two years of a hedge, and now the police. Would like to be able to say good morning.",
		wonders: []string{"What would be enough for you?"},
		maySay:  "They would like to talk about what would be enough for both.",
		judged:  "They hear each other through the wall. Better that it be in a room.",
		facing:  "The same, almost word for word.",
		account: "I cut it on a Sunday because I knew that they sleep on a Sunday.",
		message: "If you ring first you may cut it any day.",
		answer:  "I will ring. I should have, the first time.",
		place:   "The school hall", meeting: "They left by the same door.",
		since: "Says good morning.", assessed: "Nothing worse than words has ever passed.",
	}},
	practice.OtherHarm: {{
		opening: "Was sold a headstone that never came. It is the having been believed in that hurts.",
		wonders: []string{"Were you ever going to make it?"},
		maySay:  "They would like the truth about the headstone.",
		judged:  "No wish for money that is not there.",
		facing:  "Ashamed, and exact about the sums.",
		account: "I meant to, for the first ones. After that I meant to mean to.",
		message: "She has a wooden cross. I painted it myself.",
		answer:  "I still have the chisels. I would cut her name, if you would let me do that and nothing else.",
		place:   "The chapel's vestry", meeting: "He had brought the drawing of the letters.",
		since: "There is a stone.", assessed: "He has nothing left to sell. She brings her nephew.",
	}},
}
