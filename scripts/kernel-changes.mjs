// In plain words: what of the kernels differs from the last whole build, what still names them, and which twins are missing.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const listed = (words) => words.map((word) => `\`${word}\``).join(", ");

/** The files in `root`/src, but for the generated table, that say a word: path → its words. */
export function wordsOfSources(root) {
  const files = readdirSync(join(root, "src"), { recursive: true }).filter((file) => /\.ts$/.test(file));
  const paths = files.map((file) => join("src", file)).filter((path) => path !== join("src", "core", "kernels.ts"));
  return new Map(paths.map((path) => [path, new Set(readFileSync(join(root, path), "utf8").match(/\w+/g))]));
}

/** The kernels without a twin, by what TypeScript messages of the table of twins. */
export function missingTwins(messages) {
  const one = [...messages.matchAll(/Property '(\w+)' is missing in type .+ but required in type 'Twins'/g)];
  const several = [...messages.matchAll(/missing the following properties from type 'Twins': ([\w, ]+)/g)];
  const names = several.flatMap(([, list]) => list.split(/, (?:and )?/).filter((name) => /^\w+$/.test(name)));
  return [...one.map(([, name]) => name), ...names];
}

/** What is gone from one list of names and what is new in another; "" where they are the same. */
function difference(before, now) {
  const gone = before.filter((name) => !now.includes(name));
  const added = now.filter((name) => !before.includes(name));
  if (gone.length > 0 && added.length > 0) return `${listed(gone)} became ${listed(added)}`;
  if (gone.length > 0) return `${listed(gone)} is gone`;
  if (added.length > 0) return `${listed(added)} is new`;
  return before.join() === now.join() ? "" : "they are in another order";
}

/**
 * @param before  kernels of the last whole build: [{ name, file, operands: [name, …] }, …]
 * @param now     kernels of this one
 * @param words   what `wordsOfSources` gives
 * @param messages    what TypeScript messages
 * @returns lines, each with the kernel, its file and what to do
 */
export function kernelChanges(before, now, words, messages) {
  const saying = (name) => [...words].filter(([, named]) => named.has(name)).map(([path]) => path);
  const twinless = missingTwins(messages);
  const todo = (name) => {
    const paths = saying(name);
    return paths.length > 0 ? `Adjust ${paths.join(", ")}.` : "Adjust its twin in src/reference and what emits it.";
  };
  const lines = [];
  for (const { name, file } of before)
    if (!now.some((kernel) => kernel.name === name) && saying(name).length > 0)
      lines.push(`assembly/${file}.ts: there is no kernel ${name} any more. ${todo(name)}`);
  for (const { name, file, operands } of now) {
    const where = `assembly/${file}.ts: kernel ${name}`;
    const old = before.find((kernel) => kernel.name === name);
    const changed = old === undefined ? "" : difference(old.operands, operands);
    if (changed) lines.push(`${where}: of its operands, ${changed}. ${todo(name)}`);
    if (twinless.includes(name))
      lines.push(`${where} has no twin. Write ${name} in src/reference, in float64 and for reading.`);
  }
  return lines;
}
