// What hands and eyes do on a page: find things by their words, fill in, press.
// Runs from outside the page, so it works where the page may run no script.
(() => {
	const tidy = s => s.replace(/\s+/g, " ").trim();
	const words = e => tidy(e ? e.textContent : "");
	const stray = what => { throw new Error(what + " on the page “" + words(document.querySelector("h1")) + "”"); };

	// only gives the one element whose words are these, or else begin with these.
	const only = (found, wanted, what) => {
		const same = found.filter(e => words(e) === wanted), near = found.filter(e => words(e).startsWith(wanted));
		const all = same.length > 0 ? same : near;
		if (all.length !== 1) stray(all.length + " × " + what + " “" + wanted + "”");
		return all[0];
	};
	const all = (within, selector) => [...within.querySelectorAll(selector)];

	// unfold opens what is folded around something, as a press on its summary does.
	const unfold = e => {
		for (let d = e.closest("details:not([open])"); d; d = d.parentElement.closest("details:not([open])")) d.querySelector("summary").click();
	};
	const reach = e => {
		unfold(e);
		e.scrollIntoView({block: "center", behavior: "instant"});
		if (!e.checkVisibility()) stray("“" + words(e) + "” is not to be seen");
		return e;
	};

	// heads are the words over a part of a form: a group, a fold, a question.
	const heads = ".group > h2, details > summary, fieldset > legend";
	const part = head => head.tagName === "LEGEND" || head.tagName === "SUMMARY" || head.parentElement.matches(".group") ? head.parentElement : head;

	const write = (control, text) => {
		reach(control);
		control.focus();
		control.select();
		document.execCommand(text === "" ? "delete" : "insertText", false, text);
		if (tidy(control.value) !== tidy(text)) stray("could not write into " + control.name);
	};
	const choose = (fieldset, option) => {
		const labels = all(fieldset, ".govuk-radios__label, .govuk-checkboxes__label").filter(l => l.closest("fieldset") === fieldset);
		const label = only(labels, option, "option"), control = document.getElementById(label.htmlFor);
		reach(label);
		if (control.type === "radio" || !control.checked) label.click();
		if (!control.checked) stray("could not choose “" + option + "”");
	};
	const date = (fieldset, text) => {
		const parts = all(fieldset, ".govuk-date-input__input"), given = text.split(" ");
		if (given.length > parts.length) stray("no such date “" + text + "”");
		given.forEach((piece, i) => write(parts[i], piece));
	};
	const pick = (select, option) => {
		reach(select);
		const o = only([...select.options], option, "option");
		select.value = o.value;
		select.dispatchEvent(new Event("change", {bubbles: true}));
	};

	// fill answers one question. "Person 1 > Name" is the name within the part of
	// the form headed "Person 1".
	const fill = (question, answer) => {
		const path = question.split(" > "), asked = path.pop();
		let within = document.querySelector("main");
		for (const head of path) within = part(only(all(within, heads), head, "part"));
		const legends = all(within, "legend"), labels = all(within, "label:not(.govuk-radios__label):not(.govuk-checkboxes__label)").filter(l => !l.closest(".govuk-date-input"));
		const found = only([...legends, ...labels], asked, "question");
		if (found.tagName === "LEGEND") {
			const fieldset = found.closest("fieldset");
			return fieldset.querySelector(":scope > .govuk-date-input") ? date(fieldset, answer) : choose(fieldset, answer);
		}
		const control = document.getElementById(found.htmlFor);
		return control.tagName === "SELECT" ? pick(control, answer) : write(control, answer);
	};

	// centre is where to press.
	const centre = e => {
		const box = reach(e).getClientRects()[0];
		return {x: box.x + box.width / 2, y: box.y + box.height / 2};
	};
	return {
		fill: answers => answers.forEach(([question, answer]) => fill(question, answer)),
		button: name => centre(only(all(document, "button"), name, "button")),
		// "Letter > Stop this" is the link in what is headed "Letter".
		link: name => {
			const path = name.split(" > "), asked = path.pop();
			const links = all(document, "a").filter(a => path.every(head => words(a.closest("article")?.querySelector("h3")) === head));
			const same = links.filter(a => words(a) === asked), near = links.filter(a => words(a).startsWith(asked));
			const found = same.length > 0 ? same : near;
			if (found.length === 0 || new Set(found.map(a => a.href)).size > 1) stray(found.length + " × link “" + name + "”");
			return centre(found[0]);
		},
		address: () => location.pathname,
		text: () => words(document.body),
		number: () => words(document.querySelector(".number")),
		wide: () => document.documentElement.scrollWidth,
		openAll: () => all(document, "details").forEach(d => { d.open = true; }),
	};
})()
