// What a file says in its first lines that it does not know, and whether its imports agree.

import ts from "typescript";
import { isGenerated, neededBy, nodesOf, sourcesIn, textOf, treeOf } from "./sources.ts";

/** What a word stands for: the folders whose files know the thing. */
const folders: Readonly<Record<string, readonly string[]>> = {
  core: ["src/core/"],
  data: ["src/data/"],
  network: ["src/network/", "src/api/"],
  layer: ["src/layers/"],
  loss: ["src/losses/", "assembly/losses/"],
  optimizer: ["src/optimizers/"],
  schedule: ["src/schedules/"],
  objective: ["src/objective/"],
  training: ["src/training/"],
  diagnosis: ["src/diagnosis/"],
  curvature: ["src/curvature/"],
  picture: ["src/report/"],
  command: ["src/cli/commands/"],
};
const kernels = new Set([...textOf("src/core/kernels.ts").matchAll(/readonly (\w+): \{/g)].map(([, name]) => name));

/** Whether a file names a kernel, as a text or as a property. */
const namesKernel = (path: string): boolean =>
  [...nodesOf(treeOf(path))].some(
    (node) => (ts.isStringLiteral(node) || ts.isIdentifier(node)) && kernels.has(node.text),
  );

/** Whether a file knows what the word stands for; undefined for a word that stands for nothing in particular. */
function knows(path: string, word: string): boolean | undefined {
  if (word === "kernel") return namesKernel(path);
  return folders[word] && neededBy(path).some((target) => folders[word].some((folder) => target.startsWith(folder)));
}

const folderOf = (path: string) => path.slice(0, path.lastIndexOf("/") + 1);

/** Why a claim must not stand there; undefined where it may. */
export function objection(path: string, word: string): string | undefined {
  const known = knows(path, word);
  if (known === undefined) return "cannot be compared with the imports";
  if (known) return "is not true";
  const neighbours = sourcesIn(folderOf(path)).filter(
    (other) => folderOf(other) === folderOf(path) && other !== path && !isGenerated(other),
  );
  return neighbours.some((other) => knows(other, word))
    ? undefined
    : "says nothing: no file beside it knows that either";
}

/** The comment with which a file begins. */
export const firstComment = (path: string): string =>
  /^(?:#!.*\n)?(?:\/\/.*\n|\/\*[\s\S]*?\*\/\n?)*/.exec(textOf(path))?.[0] ?? "";

const claim = /\bknows? (no(?:thing|ne|ne of them|t)?|neither)\b([^.;:]*)/gi;

/** The words that a file says it does not know; what is not a list of words comes as it stands. */
export const claimsOf = (path: string): string[] =>
  [...firstComment(path).matchAll(claim)].flatMap(([, no, rest]) =>
    no.toLowerCase() === "no"
      ? rest
          .trim()
          .split(/,? (?:and|or|nor)(?: no)? |, (?:no )?/)
          .map((word) => word.trim())
      : [`${no}${rest}`],
  );
