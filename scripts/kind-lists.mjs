// Lists the kinds of each family: a file NAME.ts that exports `NAMEKind` is a kind, so that adding a file is adding a kind.
//   node scripts/kind-lists.mjs      writes the lists, as `node scripts/core.mjs` does
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The folders in src/, and what each one's list is called. */
const families = {
  activations: "activationKinds",
  losses: "lossKinds",
  optimizers: "optimizerKinds",
  curvature: "curvatureOptimizerKinds",
  schedules: "scheduleKinds",
  layers: "layerKinds",
};

const head = "// Made by scripts/core.mjs from the files beside it. Not edited by hand.\n\n";

/** A constant that is declared as a kind of its family, by its type or by `satisfies`. */
const declaredKind = /^export const (\w+)(?:: (\w+Kind)\b[^=]*= |(?= = \{[^;]*\bsatisfies (\w+Kind)\b))/gm;

/** @throws {Error} where a kind does not bear its file's name, since it would not be listed */
export function requireNamedAfterFile(path, name, text) {
  for (const [, constant, typed, satisfied] of text.matchAll(declaredKind)) {
    if (constant !== `${name}Kind`)
      throw new Error(
        `${path}: ${constant} is declared as ${typed ?? satisfied}, but only ${name}Kind would be listed: a kind is named after its file. Rename the constant or the file.`,
      );
  }
}

/** The kinds of a folder by name, and whether there is a function of that name, which makes one. */
function kindsOf(folder) {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .sort()
    .map((file) => ({ name: file.slice(0, -3), text: readFileSync(join(folder, file), "utf8") }))
    .filter(({ name, text }) => {
      requireNamedAfterFile(join(folder, `${name}.ts`), name, text);
      return text.includes(`export const ${name}Kind`);
    })
    .map(({ name, text }) => ({ name, isMade: text.includes(`export function ${name}(`) }));
}

/** The lists by path: of each family every kind by its name (kinds.ts), and every function that makes one (makers.ts). */
function familyLists(src) {
  const lists = Object.entries(families).flatMap(([family, list]) => {
    const kinds = kindsOf(join(src, family));
    const imports = kinds.map(({ name }) => `import { ${name}Kind } from "./${name}.ts";\n`).join("");
    const entries = kinds.map(({ name }) => `  ${name}: ${name}Kind,\n`).join("");
    const makers = kinds.filter(({ isMade }) => isMade).map(({ name }) => `export { ${name} } from "./${name}.ts";\n`);
    return [
      [`src/${family}/kinds.ts`, `${head}${imports}\nexport const ${list} = {\n${entries}};\n`],
      [`src/${family}/makers.ts`, head + makers.join("")],
    ];
  });
  return Object.fromEntries(lists);
}

/** All lists, by path. */
export const kindLists = (src) => ({ ...familyLists(src), ...twinList(src) });

/** The list of all twins: every `…Twins` that a file of the reference core exports. */
function twinList(src) {
  const folder = join(src, "reference");
  const found = readdirSync(folder, { recursive: true })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".ts") && file !== "allTwins.ts")
    .sort()
    .flatMap((file) => {
      const [, name] =
        /^export const (\w+Twins)(?:: \w| = \{| = \w+Twins\()/m.exec(readFileSync(join(folder, file), "utf8")) ?? [];
      return name ? [{ file, name }] : [];
    });
  const imports = found.map(({ file, name }) => `import { ${name} } from "./${file}";\n`).join("");
  const entries = found.map(({ name }) => `  ...${name},\n`).join("");
  return { "src/reference/allTwins.ts": `${head}${imports}\nexport const allTwins = {\n${entries}};\n` };
}

/** Writes the file where it differs; with `check` it complains instead. Answers whether all is as it should be. */
export function keepFresh(file, text, check) {
  let old = "";
  try {
    old = readFileSync(file, "utf8");
  } catch {
    // not made yet
  }
  if (old === text) return true;
  if (!check) writeFileSync(file, text);
  return !check;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
  for (const [file, text] of Object.entries(kindLists(join(root, "src")))) keepFresh(join(root, file), text, false);
}
