// Runs every script of the lecture in order: node examples/lecture/index.js [part of a name …]. Each asserts what it shows.
import { readdirSync } from "node:fs";

const folder = new URL(".", import.meta.url);
const wanted = process.argv.slice(2);
const scripts = readdirSync(folder)
  .filter((name) => /^\d\d-.*\.js$/.test(name) && (wanted.length === 0 || wanted.some((part) => name.includes(part))))
  .sort();
if (scripts.length === 0) {
  console.error(`lecture: no script's name contains ${wanted.join(" or ")}`);
  process.exit(2);
}
const started = performance.now();
for (const script of scripts) await import(new URL(script, folder));
console.log(`\n${scripts.length} scripts ran and hold, in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
