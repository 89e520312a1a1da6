// Builds dist/ (or the folder given) from src/ and node_modules: `npm ci && npm run build`.
// The result is committed, so that building the program needs Go alone.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { PurgeCSS } from "purgecss";
import * as sass from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const dist = process.argv[2] ?? join(here, "dist");
const fonts = "node_modules/@fontsource/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next";

// The static cuts, not the variable font: 25 kB instead of 34, and text stays text in PDF.
const cuts = {
  "regular.woff2": `${fonts}-latin-400-normal.woff2`,
  "regular-ext.woff2": `${fonts}-latin-ext-400-normal.woff2`,
  "bold.woff2": `${fonts}-latin-700-normal.woff2`,
  "bold-ext.woff2": `${fonts}-latin-ext-700-normal.woff2`,
};

// Of the two libraries only the classes that pages name are kept, besides those that
// pages put together from two halves or that the script adds. Our own are all kept;
// a test of package ui finds those that no page uses.
const kept = [/^(?!(govuk|moj)-)/, /^(govuk-tag|moj-alert|govuk-input--width)-/, /^govuk-exit-this-page/,
  /^govuk-frontend-supported$/];

// hashed names a file by its content; package assets computes the same.
const hashed = (name, content) => {
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
  return name.replace(/\.[^.]+$/, (extension) => `.${hash}${extension}`);
};

const write = (name, content, compress) => {
  writeFileSync(join(dist, name), content);
  if (compress) writeFileSync(join(dist, `${name}.gz`), gzipSync(content, { level: 9 }));
};

// The theme never changes at run time, so functional colours become plain ones:
// smaller, and understood by phones that know no custom properties.
const settle = (css) => css.replace(/var\(--govuk-[a-z-]+,\s*(#[0-9a-f]{3,8}|[a-z]+)\)/gi, "$1");

const sheet = async (name, names) => {
  const { css } = sass.compile(join(here, "src", name), {
    loadPaths: [join(here, "node_modules"), here], style: "expanded", quietDeps: true, logger: sass.Logger.silent,
  });
  const [purged] = await new PurgeCSS().purge({
    content: ["*.templ", "!(*_templ|*_test).go"].map((g) => join(here, "../ui", g)),
    css: [{ raw: settle(css) }],
    safelist: { standard: kept },
    defaultExtractor: (text) => text.match(/(govuk|moj)-[\w-]+/g) ?? [],
  });
  const { code } = await esbuild.transform(purged.css, { loader: "css", minify: true, legalComments: "none" });
  const linked = code.replace(/url\("?([a-z-]+\.woff2)"?\)/g, (_, font) => `url(${names[font]})`);
  if (linked.includes("var(--govuk")) throw new Error(`could not settle every colour of ${name}`);
  write(name.replace(".scss", ".css"), linked, true);
};

mkdirSync(dist, { recursive: true });
const names = {};
for (const [name, from] of Object.entries(cuts)) {
  const font = readFileSync(join(here, from));
  names[name] = hashed(name, font);
  write(name, font, false);
}
for (const name of ["app.scss", "portal.scss", "pack.scss"]) await sheet(name, names);

const script = await esbuild.build({
  entryPoints: [join(here, "src/portal.js")], bundle: true, minify: true, format: "esm",
  target: "es2017", legalComments: "none", write: false, nodePaths: [join(here, "node_modules")],
});
write("portal.js", script.outputFiles[0].text, true);
write("mark.svg", readFileSync(join(here, "src/mark.svg")), true);
