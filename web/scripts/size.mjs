// Fails when the script that a browser must load before the first view is over the budget: the entry, what it imports
// statically, and the largest of the pages a person may land on. Sizes are gzip; browsers that take Brotli load less.
import { existsSync, readFileSync } from "node:fs";
import { brotliDecompressSync, gzipSync } from "node:zlib";

const BUDGET = 200 * 1000;
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));

const closure = (key, seen = new Set()) => {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const imported of manifest[key].imports ?? []) closure(imported, seen);
  return seen;
};
const read = (file) => {
  const compressed = new URL(`${file}.br`, dist);
  return existsSync(compressed)
    ? brotliDecompressSync(readFileSync(compressed))
    : readFileSync(new URL(file, dist));
};
const weight = (keys) => [...keys].reduce((sum, key) => sum + gzipSync(read(manifest[key].file)).length, 0);

const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const shared = closure(entry);
const pages = (manifest[entry].dynamicImports ?? [])
  .map((page) => [page, weight(new Set([...shared, ...closure(page)]))])
  .toSorted((a, b) => b[1] - a[1]);
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

console.log(`${kB(weight(shared)).padStart(9)}  entry`);
for (const [page, bytes] of pages) console.log(`${kB(bytes).padStart(9)}  entry + ${page}`);
// The editor is opened from a flow's page and loaded then: it is nobody's first view.
const landing = pages.find(([page]) => page !== "src/features/editor/editor-page.tsx");
const most = landing?.[1] ?? weight(shared);
if (most > BUDGET) {
  console.error(`The first view loads ${kB(most)} of script, over the budget of ${kB(BUDGET)}.`);
  process.exit(1);
}
