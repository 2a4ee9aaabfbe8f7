// The source files, what each imports, and its syntax tree, for the tests of the house.
import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

export const root = fileURLToPath(new URL("../../", import.meta.url));

/** Paths of all TypeScript files (or those with another ending) under a folder of the repository, with "/" on every system. */
export function sourcesIn(folder: string, ending = /\.ts$/): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name) && !entry.parentPath.includes("node_modules"))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll("\\", "/"))
    .sort();
}

export const textOf = (path: string): string => readFileSync(join(root, path), "utf8");

/** The same text with comments blanked out: lines keep their numbers. Strings that hold // or /* are not in our sources. */
export function withoutComments(text: string): string {
  const blank = (comment: string) => comment.replace(/[^\n]/g, " ");
  return text.replace(/\/\*[\s\S]*?\*\//g, blank).replace(/(^|[^:"'`])\/\/.*$/gm, (_, before) => before);
}

const target = `["'](\\.{1,2}/[^"']+)["']`;
const standing = `\\bfrom\\s*${target}|\\bimport\\s+${target}`;

function targetsOf(path: string, pattern: string): string[] {
  return [...withoutComments(textOf(path)).matchAll(new RegExp(pattern, "g"))].map((match) => {
    const to = posix.join(posix.dirname(path), match.slice(1).find((found) => found !== undefined) as string);
    return to.endsWith(".ts") ? to : `${to}.ts`;
  });
}

/** Repository paths of the files that `path` imports or re-exports, types included; packages are left out. */
export const importsOf = (path: string): string[] => targetsOf(path, `${standing}|\\bimport\\s*\\(\\s*${target}`);

/** The same without what is loaded while the program runs, by `import(…)`. */
export const neededBy = (path: string): string[] => targetsOf(path, standing);

/** A data set as text, made by scripts/data-sets.mjs. */
export const isDataTable = (path: string): boolean => path.startsWith("src/data/sets/");

/** A list that the build makes, by its first line. */
export const isGenerated = (path: string): boolean => /^\/\/ Made by scripts\//.test(textOf(path));

/** Paths of all that is written by hand and runs: the core, the host, scripts, measurements and examples. */
export const writtenCode = (): string[] => [
  ...["src", "assembly"]
    .flatMap((folder) => sourcesIn(folder))
    .filter((path) => !isDataTable(path) && !isGenerated(path)),
  ...["scripts", "bench", "examples"].flatMap((folder) => sourcesIn(folder, /\.(?:ts|mjs|js)$/)),
];

const trees = new Map<string, ts.SourceFile>();

/** The tree that TypeScript's parser makes of a file; AssemblyScript has the same grammar. */
export function treeOf(path: string): ts.SourceFile {
  const kind = path.endsWith(".ts") ? ts.ScriptKind.TS : ts.ScriptKind.JS;
  const tree = trees.get(path) ?? ts.createSourceFile(path, textOf(path), ts.ScriptTarget.Latest, true, kind);
  trees.set(path, tree);
  return tree;
}

/** All nodes of a tree, from the outer to the inner. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    children.push(child);
  });
  for (const child of children) yield* nodesOf(child);
}

/** The names that a file makes and exports, in their order; what it only hands on is left out. */
export function exportsOf(path: string): string[] {
  return treeOf(path).statements.flatMap((statement) => {
    if (!ts.canHaveModifiers(statement)) return [];
    if (!ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map(({ name }) => name.getText());
    const { name } = statement as ts.DeclarationStatement;
    return name === undefined ? [] : [name.text];
  });
}
