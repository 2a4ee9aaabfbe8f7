// Holds the names: a file is named after its main export, a name means one thing, and some words are not used.
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { collections, expectListed, sameName } from "./exceptions.ts";
import { exportsOf, isDataTable, isGenerated, nodesOf, sourcesIn, treeOf, writtenCode } from "./sources.ts";

const sources = [...sourcesIn("src"), ...sourcesIn("assembly")].filter(
  (path) => !isDataTable(path) && !isGenerated(path) && !path.endsWith(".d.ts"),
);

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
const singularsOf = (word: string) => [word.replace(/s$/, ""), word.replace(/es$/, ""), word.replace(/ies$/, "y")];

/**
 * A file bears the name of what it exports, or what it exports begins or ends with the file's name, in the singular too
 * (`relu.ts`: `reluForward`, `reluBackward`; `losses.ts`: `lossTwins`; `targets.ts`: `readTargets`).
 */
function isNamedAfter(path: string, names: readonly string[]): boolean {
  const file = path.slice(path.lastIndexOf("/") + 1, -".ts".length);
  return names.some((name) => {
    if (name.toLowerCase() === file.toLowerCase()) return true;
    return [file, ...singularsOf(file)].some((word) => {
      const begins = [word, capitalised(word)].some((start) => name.startsWith(start));
      return (begins && /^[A-Z0-9]|^$/.test(name.slice(word.length))) || name.endsWith(capitalised(word));
    });
  });
}

describe("a file is named after its main export", () => {
  test("the rule knows a file that bears its name from one that does not", () => {
    expect(isNamedAfter("src/optimizers/adam.ts", ["adam"])).toBe(true);
    expect(isNamedAfter("assembly/optimizers/adam.ts", ["adamUpdate"])).toBe(true);
    expect(isNamedAfter("src/reference/losses.ts", ["lossTwins"])).toBe(true);
    expect(isNamedAfter("src/data/columns.ts", ["Column", "widthOf"])).toBe(true);
    expect(isNamedAfter("src/optimizers/adam.ts", ["adamax"])).toBe(false);
    expect(isNamedAfter("src/data/columns.ts", ["widthOf"])).toBe(false);
  });

  test("all files", () => {
    const strays = sources.filter((path) => {
      const names = exportsOf(path);
      return names.length > 0 && !isNamedAfter(path, names);
    });
    const texts = strays.map((path) => [path, `${path} exports ${exportsOf(path).join(", ")}`] as const);
    expectListed(new Map(texts), collections);
  });
});

/** Entries whose functions bear the names of those that they load or ask. */
const handedOn = ["src/onDemand.ts", "src/worker/index.ts"];

test("in src and in assembly a name is exported once, or by files that mean the same by it", () => {
  const twice = ["src", "assembly"].flatMap((house) => {
    const files = new Map<string, string[]>();
    for (const path of sources.filter((source) => source.startsWith(`${house}/`) && !handedOn.includes(source)))
      for (const name of new Set(exportsOf(path))) files.set(name, [...(files.get(name) ?? []), path]);
    return [...files].filter(([, paths]) => paths.length > 1);
  });
  expectListed(new Map(twice.map(([name, paths]) => [name, `${name}: ${paths.join(", ")}`])), sameName);
});

/** Words that have a field word, each with what to say instead. */
const words: Record<string, string> = {
  own: "what it belongs to, or the thing's own name",
  came: "received",
  told: "said what: options, values, settings, message",
  given: "options, values, settings, rows, …",
  mend: "hint",
  heed: "observe",
  breathe: "yield, rest",
  gravity: "severity",
  gravest: "most severe",
  learnt: "memorised",
  parts: "what they are: options, sets, layers, pieces, …",
  place: "location, position, or what it is: layer, weight, cell, …",
  said: "text, message, output",
};

test("no name is or begins with a word that the field does not use", () => {
  const found = writtenCode().flatMap((path) =>
    [...nodesOf(treeOf(path))].flatMap((node) => {
      if (!ts.isIdentifier(node) || (node.parent as ts.NamedDeclaration).name !== node) return [];
      const word = node.text.split(/(?=[A-Z])|_/)[0].toLowerCase();
      if (!Object.hasOwn(words, word)) return [];
      return [`${path}: ${node.text}; say instead ${words[word]}`];
    }),
  );
  expect([...new Set(found)]).toEqual([]);
});
