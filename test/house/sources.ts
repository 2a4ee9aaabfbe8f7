// The source files and what each imports, for the tests of the house. Knows no rule.
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** Paths of all TypeScript files under a folder of the repository, with "/" on every system. */
export function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll("\\", "/"))
    .sort();
}

export const textOf = (path: string): string => readFileSync(join(root, path), "utf8");

/** The same text with comments blanked out: lines keep their numbers. Strings that hold // or /* are not in our sources. */
export function withoutComments(text: string): string {
  const blank = (comment: string) => comment.replace(/[^\n]/g, " ");
  return text.replace(/\/\*[\s\S]*?\*\//g, blank).replace(/(^|[^:"'`])\/\/.*$/gm, (_, before) => before);
}

/** Repository paths of the files that `path` imports or re-exports, types included; packages are left out. */
export function importsOf(path: string): string[] {
  const code = withoutComments(textOf(path));
  const pattern = /(?:\bfrom\s*|\bimport\s*\(\s*|\bimport\s+)["'](\.{1,2}\/[^"']+)["']/g;
  return [...code.matchAll(pattern)].map(([, target]) => {
    const to = posix.join(posix.dirname(path), target);
    return to.endsWith(".ts") ? to : `${to}.ts`;
  });
}

/** A data set as text, made by scripts/data-sets.mjs. */
export const isDataTable = (path: string): boolean => path.startsWith("src/data/sets/");
